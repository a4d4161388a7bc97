"""Denials that reach back: ``هذه المزاعم نفاها المتحدث`` denies what was alleged before in the article.

Which of the earlier claims: those of the same article that somebody else alleges, and that are about the denier's own
side (its state stands at one end). Where none is about the denier's side, nothing is guessed; where nobody knows of which
side the denier is, ``هذه الأنباء`` are what the sentence before told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graphbuild.extract.draft import Draft, Saying
from graphbuild.extract.drafts import claim_noun
from graphbuild.extract.mentions import Mention

if TYPE_CHECKING:
    from graphbuild.extract.rules import Step


def deny_earlier(steps: Sequence[Step]) -> list[Draft]:
    """All drafts of the article, with ``denies`` as indices into the result, and backward denials added to what they
    deny."""
    out: list[Draft] = []
    for step in steps:
        offset = len(out)
        out.extend(replace(d, denies=tuple(offset + i for i in d.denies)) for d in step.drafts)
    for index, denial in enumerate(list(out)):
        scene = steps[denial.scene].scene
        if denial.category != "DENY" or denial.denies or denial.subject is None or scene.sentence.section != "body":
            continue
        at = denial.trigger[0]
        by = _country(denial.object) if claim_noun(scene, at, whose=True) else None
        if by is None and not claim_noun(scene, at):
            continue
        hits = _denied(steps, out[:index], denial.subject.country, by) or _told_after(out, index)
        if not hits and denial.subject.country is None and claim_noun(scene, at, demonstrative=True):
            hits = _just_told(out, index)
        for other in hits:
            saying = Saying(
                denial.scene, denial.subject, (denial.subject.first, denial.subject.last), "denies", denial.trigger[0]
            )
            out[other] = replace(out[other], sayings=(*out[other].sayings, saying))
        if hits:
            out[index] = replace(_contradicting(denial, [out[i] for i in hits]), denies=tuple(hits))
    return out


def _contradicting(denial: Draft, denied: Sequence[Draft]) -> Draft:
    """A denial with whom it contradicts for its object, where its own sentence names nobody: who said what it denies, if that
    is one."""
    if denial.object is not None:
        return denial
    said = {
        (saying.scene if saying.source_scene is None else saying.source_scene, id(saying.mention)): saying
        for claim in denied
        for saying in claim.sayings
        if saying.stance == "asserts" and saying.mention is not None
    }
    if len(said) != 1:
        return denial
    (scene, _), saying = next(iter(said.items()))
    return replace(denial, object=saying.mention, object_scene=scene)


def _told_after(drafts: Sequence[Draft], index: int) -> list[int]:
    """What a denial of somebody's allegations is about, where it is told only in the next sentence: ``نفى لافروف اتهامات كييف. وكانت
    كييف قالت إن``."""
    denial = drafts[index]
    side, other = _country(denial.subject), _country(denial.object)
    if side is None or other is None:
        return []
    return [
        number
        for number, claim in enumerate(drafts[index + 1 :], index + 1)
        if claim.scene == denial.scene + 1
        and claim.category not in ("DENY", "HOLDS_OFFICE")
        and side in (_country(claim.subject), _country(claim.object))
        and any(s.stance == "asserts" and _country(s.mention) == other for s in claim.sayings)
    ]


def _just_told(drafts: Sequence[Draft], index: int) -> list[int]:
    """What somebody of an unknown side means by ``هذه الأنباء``: what others have said in the sentence before."""
    denial = drafts[index]
    return [
        number
        for number, claim in enumerate(drafts[:index])
        if claim.scene == denial.scene - 1
        and claim.category not in ("DENY", "HOLDS_OFFICE")
        and any(s.stance == "asserts" for s in claim.sayings)
    ]


def _denied(steps: Sequence[Step], earlier: Sequence[Draft], side: str | None, by: str | None) -> list[int]:
    """The earlier claims that a side may mean: about itself, said by others (or by one, where the denial names whose they are)
    - those told with distance (``زعم``), else those of the last three sentences."""
    if side is None:
        return []
    hits: list[tuple[int, bool, int]] = []
    for number, claim in enumerate(earlier):
        if claim.category in ("DENY", "HOLDS_OFFICE") or steps[claim.scene].scene.sentence.section not in (
            "body",
            "headline",
        ):
            continue
        said = [s for s in claim.sayings if s.stance == "asserts" and _country(s.mention) != side]
        if by is not None:
            said = [s for s in said if _country(s.mention) == by]
        if said and side in (_country(claim.subject), _country(claim.object)):
            hits.append((number, any(s.distance for s in said), claim.scene))
    alleged = [number for number, distance, _ in hits if distance]
    if alleged:
        return alleged
    last = max((scene for _, _, scene in hits), default=0)
    return [number for number, _, scene in hits if scene > last - 3]


def _country(mention: Mention | None) -> str | None:
    return mention.country if mention is not None else None
