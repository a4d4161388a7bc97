"""Denials that no verb tells: who says that a claim is false, baseless or untrue denies it
(``قال بيسكوف إن هذه الاتهامات لا أساس لها``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from graphbuild.extract.clauses import Item
from graphbuild.extract.mentions import Mention
from graphbuild.extract.reporting import Report
from graphbuild.extract.scene import Scene
from graphbuild.lexicon import closed_class

#: How many items behind what is spoken of the word that calls it false may stand.
_NEAR = 6
_AS = "\u0628"
_UN = "\u063a\u064a\u0631"


class Falsity(NamedTuple):
    """A word that calls a claim false, where the claim's own words begin, who says so, and whose claim it is, if its noun
    names that."""

    at: int
    first: int
    by: Mention
    of: Mention | None


def called_false(scene: Scene, reports: Sequence[Report]) -> Iterator[Falsity]:
    """What is said of a claim in the reports of a scene: that it is false. The claim is a noun that stands for one
    (``هذه المزاعم``, ``اتهامات واشنطن``), or a demonstrative alone (``هذا ليس صحيحا``), where what is said begins."""
    for report in reports:
        if report.source is None or report.carried or report.negated or report.stance != "asserts":
            continue
        items = [it for it in scene.items if report.first <= it.first < report.last and it.kind != "quote"]
        if items and report.kind in ("verb", "adjunct", "lead") and _claim(scene, items[0]):
            at = _verdict(scene, items[1 : _NEAR + 1])
            if at is not None:
                yield Falsity(at, items[0].first, report.source, _whose(scene, items[0]))
    for index, item in enumerate(scene.items):
        if item.kind == "verb" and scene.words[item.first].lemma in closed_class("describes"):
            yield from _described_as_false(scene, index)


def _described_as_false(scene: Scene, verb: int) -> Iterator[Falsity]:
    """``وصف بيسكوف هذه المزاعم بأنها كاذبة``, ``بالكاذبة``."""
    items = scene.items[verb + 1 : verb + 3 + _NEAR]
    if len(items) < 3 or items[0].kind != "np" or items[0].phrase is None or not _claim(scene, items[1]):
        return
    by = next((mention for mention, how, _ in scene.actors(items[0].phrase) if how == "d"), None)
    what, last = items[2], scene.words[items[2].last - 1]
    if by is None or scene.items[verb - 1 if verb else 0].kind == "neg":
        return
    at = None
    if what.kind == "comp" and last.token.form.startswith(_AS):
        at = _verdict(scene, items[3:])
    elif what.kind == "pp" and what.prep == _AS and what.phrase is not None:
        word = scene.words[what.phrase.head]
        at = what.phrase.head if word.lemma in closed_class("falsehood") else None
    if at is not None:
        yield Falsity(at, items[1].first, by, _whose(scene, items[1]))


def _claim(scene: Scene, item: Item) -> bool:
    if item.phrase is None:
        return item.kind == "pron" and scene.words[item.first].pos == "dem"
    a = scene.words[item.phrase.head].a
    if item.kind != "np" or a is None:
        return False
    alleged = a.der == "vn" and (item.phrase.demonstrative or a.lemma in closed_class("allegation"))
    return a.cls in ("claim", "speech") or alleged


def _whose(scene: Scene, item: Item) -> Mention | None:
    if item.phrase is None:
        return None
    return next((mention for mention, how, _ in scene.actors(item.phrase) if how in ("g", "n") and mention.level), None)


def _verdict(scene: Scene, items: Sequence[Item]) -> int | None:
    """The word that calls it false: *no basis*, *not true*, *false*; none before the clause ends."""
    negated = False
    for item in items:
        if item.kind == "neg":
            negated = True
            continue
        if item.kind in ("verb", "comp", "rel", "stop", "comma", "but", "sub", "cond", "adjunct", "colon"):
            return None
        if item.phrase is None:
            continue
        word = scene.words[item.phrase.head]
        denied = (negated and item.kind == "np") or (item.kind == "pp" and item.prep == _UN)
        if denied and word.lemma in closed_class("truth"):
            return item.phrase.head
        if not negated and item.kind == "np" and word.lemma in closed_class("falsehood"):
            return item.phrase.head
        negated = False
    return None
