"""How common the readings of a word are: ``يقدم`` is more often *offers* than *ventures*.

Counts of readings (``data/models/readings.json``) are learned from untagged news by ``make models``: where only one reading
of a word fits it counts whole, where several do each counts as much as it fits (:mod:`graphbuild.evaluate.readings`).
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from graphbuild.arabic.morphology import Analysis

#: What a reading e times rarer than the commonest of its word loses, and what it loses at most: frequency decides between
#: readings that fit equally well, and speaks little against one that fits better.
RARER, MOST = 0.3, 1.5
#: Added to each count, so that an unseen reading is rare and not impossible.
_UNSEEN = 1.0


def kind_of(a: Analysis) -> str:
    """By what a reading is counted, beside its lemma: verb, passive, vn, participle, nisba, noun or adj."""
    if a.vox == "p":
        return "passive"
    if a.pos == "verb" or not a.der:
        return a.pos
    return "participle" if a.der in ("ap", "pp", "part") else a.der


class Frequencies:
    """Counts of readings by kind and lemma. A verb is as common as all that is made from it: ``تقديم`` speaks for *offers*."""

    def __init__(self, counts: Mapping[str, Mapping[str, float]]) -> None:
        totals = {(kind, lemma): count for kind, lemmas in counts.items() for lemma, count in lemmas.items()}
        for kind in ("vn", "participle"):
            for lemma, count in counts.get(kind, {}).items():
                totals["verb", lemma] = totals.get(("verb", lemma), 0.0) + count
        self._logs = {key: math.log(count + _UNSEEN) for key, count in totals.items()}
        self._least = math.log(_UNSEEN)

    @classmethod
    def load(cls, path: Path) -> Frequencies:
        """Read the counts (JSON: ``counts`` by kind and lemma); none where the file is not there."""
        if not path.exists():
            return cls({})
        return cls(json.loads(path.read_text(encoding="utf-8"))["counts"])

    def __call__(self, analyses: Sequence[Analysis]) -> list[float]:
        """For each reading of one word, 0 for the commonest of its kind and less for the rarer ones; between kinds, the
        sentence decides."""
        keys = [(kind_of(a), a.lemma) for a in analyses]
        logs = [self._logs.get(key, self._least) for key in keys]
        top: dict[str, float] = {}
        for (kind, _), log in zip(keys, logs, strict=True):
            top[kind] = max(top.get(kind, log), log)
        return [max(RARER * (log - top[kind]), -MOST) for (kind, _), log in zip(keys, logs, strict=True)]
