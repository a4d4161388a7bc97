"""Denials that reach back: ``هذه المزاعم نفاها المتحدث`` denies what was alleged before in the article.

Which of the earlier claims: those of the same article that somebody else alleges, and that are about the denier's own side (its state stands at one end).
Where none is about the denier's side, nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from graphbuild.extract.drafts import Draft, Saying
from graphbuild.extract.mentions import Mention

if TYPE_CHECKING:
    from graphbuild.extract.rules import Step


def deny_earlier(steps: Sequence[Step]) -> list[Draft]:
    """All drafts of the article, with ``denies`` as indices into the result, and backward denials added to what they deny."""
    out: list[Draft] = []
    for step in steps:
        offset = len(out)
        out.extend(replace(d, denies=tuple(offset + i for i in d.denies)) for d in step.drafts)
    for index, denial in enumerate(list(out)):
        if denial.category != "DENY" or denial.denies or denial.subject is None:
            continue
        step = steps[denial.scene]
        if not _reaches_back(step, denial):
            continue
        side = denial.subject.country
        hits = []
        for other, claim in enumerate(out[:index]):
            if claim.category in ("DENY", "HOLDS_OFFICE") or steps[claim.scene].scene.sentence.section not in ("body", "subhead", "headline"):
                continue
            alleged = [s for s in claim.sayings if s.stance == "asserts" and (s.mention is None or s.mention.country != side)]
            about = side is not None and side in (_country(claim.subject), _country(claim.object))
            if alleged and about:
                hits.append(other)
        for other in hits:
            saying = Saying(denial.scene, denial.subject, (denial.subject.first, denial.subject.last), "denies", denial.trigger[0])
            out[other] = replace(out[other], sayings=(*out[other].sayings, saying))
        if hits:
            out[index] = replace(out[index], denies=tuple(hits))
    return out


def _country(mention: Mention | None) -> str | None:
    return mention.country if mention is not None else None


def _reaches_back(step: Step, denial: Draft) -> bool:
    """Whether a denial's clause holds a noun that stands for earlier claims, with a demonstrative or the article."""
    scene = step.scene
    item = scene.item_of[denial.trigger[0]]
    for index in range(max(0, item - 4), min(len(scene.items), item + 5)):
        phrase = scene.items[index].phrase
        if phrase is None:
            continue
        for part in phrase.nested():
            word = scene.words[part.head]
            if word.a is not None and word.a.cls in ("claim", "speech") and (part.demonstrative or word.article) and part.gen is None:
                return True
            if part.demonstrative and word.a is not None and word.a.der == "vn":
                return True
    return False
