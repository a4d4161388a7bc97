"""What the words of an article were taken for so far: whoever was named in full is soon named in short."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from graphbuild.extract.evidence import Unit

#: For how many sentences a word is remembered.
SENTENCES = 15
#: From which share of its occurrences a word is mostly a name.
_MOSTLY = 0.6
_OUTSIDE = "O"


class Memory:
    """The labels of the words of the last sentences."""

    def __init__(self) -> None:
        self._sentences: deque[list[tuple[str, str]]] = deque()
        self._counts: dict[str, dict[str, int]] = {}

    def clear(self) -> None:
        """Forget everything: another article begins."""
        self._sentences.clear()
        self._counts.clear()

    def recall(self, units: Sequence[Unit], rows: Sequence[list[str]]) -> None:
        """Add to the features of each unit what it and its neighbours were before."""
        if not self._counts:
            return
        seen = [self._seen(unit) for unit in units]
        for i, row in enumerate(rows):
            row += seen[i]
            if i and seen[i - 1]:
                row.append("-1:" + seen[i - 1][0])
            if i + 1 < len(seen) and seen[i + 1]:
                row.append("1:" + seen[i + 1][0])

    def keep(self, units: Sequence[Unit], labels: Sequence[str]) -> None:
        """Remember a sentence, and forget the one that is too far back."""
        sentence = [
            (unit.key, label if label == _OUTSIDE else label[2:])
            for unit, label in zip(units, labels, strict=True)
            if _worth(unit)
        ]
        self._sentences.append(sentence)
        for key, kind in sentence:
            counts = self._counts.setdefault(key, {})
            counts[kind] = counts.get(kind, 0) + 1
        if len(self._sentences) > SENTENCES:
            for key, kind in self._sentences.popleft():
                counts = self._counts[key]
                if counts[kind] > 1:
                    counts[kind] -= 1
                elif len(counts) > 1:
                    del counts[kind]
                else:
                    del self._counts[key]

    def _seen(self, unit: Unit) -> tuple[str, ...]:
        counts = self._counts.get(unit.key)
        if counts is None or not _worth(unit):
            return ()
        outside = counts.get(_OUTSIDE, 0)
        if len(counts) == (1 if outside else 0):
            return ("m=O",)
        kind = max((k for k in counts if k != _OUTSIDE), key=lambda k: (counts[k], k))
        mostly = counts[kind] > _MOSTLY * sum(counts.values())
        return f"m={kind}", f"m={kind}{'+' if mostly else '-'}"


def _worth(unit: Unit) -> bool:
    return not unit.clitic and len(unit.key) > 1
