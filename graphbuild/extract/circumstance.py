"""When and where: the time expression and the place that stand in a claim's clause."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graphbuild.arabic.dates import TimeSpan, times
from graphbuild.extract.mentions import Mention
from graphbuild.extract.scene import Scene
from graphbuild.lexicon import closed_class

#: Up to which word a time expression opens its sentence.
_OPENING = 4


class Circumstances:
    """The times and places of a scene, by clause."""

    def __init__(self, scene: Scene, today: date | None) -> None:
        self._scene = scene
        self._clauses = _clauses(scene)
        self._times = times(scene.tokens, today) if len(scene.tokens) == len(scene.words) else []

    def time(self, at: int) -> str | None:
        """The nearest time expression in the clause of a word; else the sentence's only one, where it opens the
        sentence and is not of a clause that governs the word's (``أعلنت تركيا الأربعاء أنها ستشن هجوما``: when it was said)."""
        here = [t for t in self._times if self._clause(t.first) == self._clause(at)]
        if here:
            return min(here, key=lambda t: _distance(t, at)).value
        if len(self._times) != 1 or self._times[0].first > _OPENING:
            return None
        between = self._scene.items[self._scene.item_of[self._times[0].first] : self._scene.item_of[at]]
        return None if any(item.kind == "comp" for item in between) else self._times[0].value

    def place(self, at: int, taken: Sequence[Mention | None]) -> Mention | None:
        """The nearest named place under in or at in the clause of a word that is neither end of the claim."""
        used = [(m.first, m.last) for m in taken if m is not None]
        best: tuple[int, Mention] | None = None
        for index, item in enumerate(self._scene.items):
            if (
                item.kind != "pp"
                or item.phrase is None
                or item.prep.split(" ")[0] not in closed_class("place-preposition")
                or self._clauses[index] != self._clause(at)
            ):
                continue
            for part in item.phrase.nested():
                mention = self._scene.mention(part)
                if (
                    mention is None
                    or mention.level < 2
                    or mention.type not in ("place", "country")
                    or any(a <= mention.first < b or mention.first <= a < mention.last for a, b in used)
                ):
                    continue
                distance = abs(mention.first - at)
                if best is None or distance < best[0]:
                    best = distance, mention
                break
        return best[1] if best is not None else self._where_the_object_is(taken)

    def _where_the_object_is(self, taken: Sequence[Mention | None]) -> Mention | None:
        """The named place under in that was read as part of the second end: ``قتل صحفيا في جنين``."""
        end = taken[1] if len(taken) > 1 else None
        phrase = self._scene.phrase_of(end) if end is not None and not end.personal else None
        for prep, tail in phrase.tail if phrase is not None else ():
            mention = self._scene.mention(tail)
            if prep in closed_class("where-it-was") and mention is not None and mention.level > 1:
                return mention if mention.type in ("place", "country") else None
        return None

    def _clause(self, word: int) -> int:
        return self._clauses[self._scene.item_of[word]]


def _distance(span: TimeSpan, at: int) -> int:
    return min(abs(span.first - at), abs(span.last - 1 - at))


def _clauses(scene: Scene) -> list[int]:
    out, number = [], 0
    for item in scene.items:
        if item.kind in ("comp", "sub", "cond", "but", "stop", "colon") or (item.kind == "verb" and item.conj):
            number += 1
        out.append(number)
    return out
