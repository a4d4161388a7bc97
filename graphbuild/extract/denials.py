"""Denials that reach back: ``هذه المزاعم نفاها المتحدث`` denies what was alleged before in the article.

Which of the earlier claims: those of the same article that somebody else alleges, and that are about the denier's own
side (its state stands at one end). Where none is about the denier's side, nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graphbuild.extract.drafts import Draft, Saying, claim_noun
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
        if not claim_noun(scene, denial.trigger[0]):
            continue
        hits = _denied(steps, out[:index], denial.subject.country) or _told_after(out, index)
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


def _denied(steps: Sequence[Step], earlier: Sequence[Draft], side: str | None) -> list[int]:
    """The earlier claims that a side may mean: about itself, said by others - those told with distance (``زعم``), else
    those of the last three sentences."""
    if side is None:
        return []
    hits: list[tuple[int, bool, int]] = []
    for number, claim in enumerate(earlier):
        if claim.category in ("DENY", "HOLDS_OFFICE") or steps[claim.scene].scene.sentence.section not in (
            "body",
            "headline",
        ):
            continue
        said = [s for s in claim.sayings if s.stance == "asserts" and (s.mention is None or s.mention.country != side)]
        if said and side in (_country(claim.subject), _country(claim.object)):
            hits.append((number, any(s.distance for s in said), claim.scene))
    alleged = [number for number, distance, _ in hits if distance]
    if alleged:
        return alleged
    last = max((scene for _, _, scene in hits), default=0)
    return [number for number, _, scene in hits if scene > last - 3]


def _country(mention: Mention | None) -> str | None:
    return mention.country if mention is not None else None
