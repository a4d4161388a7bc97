"""Rules propose, a learned scorer disposes: a log-linear model over the candidates of one trigger, and "no relation".

The features are words a linguist can read (:mod:`graphbuild.extract.features`); weights are a table from feature to number
for each part of a candidate. ``P(candidate | trigger) ∝ exp(sum of its features' weights)``, "no relation" has weight 0.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from graphbuild.arabic.kept import Kept
from graphbuild.extract.features import Group, words
from graphbuild.extract.options import Candidate
from graphbuild.extract.scene import Scene


class Scored(NamedTuple):
    """A candidate with its probability among all candidates of its trigger and "no relation", and that of its category
    whatever the ends."""

    candidate: Candidate
    probability: float
    category_p: float


#: Parts of a candidate that features are of: the frame, the subject, the object, the two ends together.
PARTS = ("f|", "s|", "o|", "p|")

#: How many groups of a part have their sums kept.
_KEPT = 1 << 16


class Scorer:
    """Weights for features by their part (``f|`` frame, ``s|`` subject, ``o|`` object, ``p|`` pair), and
    those that make the confidence of a trigger's best candidate (:func:`evidence`)."""

    def __init__(
        self,
        weights: Mapping[str, Mapping[str, float]],
        *,
        threshold: float = 0.35,
        calibration: Mapping[str, float] = MappingProxyType({"best": 1.0}),
    ) -> None:
        self._weights = {part: weights.get(part, {}) for part in PARTS}
        self._sums: dict[str, Kept[Group, float]] = {part: Kept(_KEPT) for part in PARTS}
        self.threshold = threshold
        self.calibration = calibration

    @property
    def learned(self) -> bool:
        """Whether there is a model at all; without one the order in which the rules offer ends decides."""
        return any(self._weights.values())

    @classmethod
    def load(cls, path: Path) -> Scorer:
        """Read a model file (JSON: ``weights`` in thousandths by part, by feature up to its last comma, and by what
        follows; ``threshold``, ``calibration``)."""
        with path.open(encoding="utf-8") as stream:
            data = json.load(stream)
        weights = {
            part: {
                f"{stem},{last}" if last else stem: n / 1000
                for stem, lasts in stems.items()
                for last, n in lasts.items()
            }
            for part, stems in data["weights"].items()
        }
        return cls(weights, threshold=data["threshold"], calibration=data["calibration"])

    def score(self, part: str, groups: Sequence[Group]) -> float:
        """The sum of the weights of one part's features, by groups: what a group adds is kept."""
        sums = self._sums[part]
        total = 0.0
        for group in groups:
            added = sums.get(group)
            if added is None:
                added = sums.keep(group, self._sum(part, group))
            total += added
        return total

    def _sum(self, part: str, group: Group) -> float:
        weights = self._weights[part]
        return sum(weights.get(word, 0.0) for word in words([group]))

    def confidence(self, values: Mapping[str, float]) -> float:
        """A logistic function of the evidence, fitted in cross-validation: the share of such claims that were right."""
        weights = self.calibration
        total = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * value for name, value in values.items())
        return 1.0 / (1.0 + math.exp(-total))


def evidence(scene: Scene, ranked: Sequence[Sequence[Scored]]) -> list[dict[str, float]]:
    """For each trigger of a scene (its candidates, best first): what speaks for its best candidate.

    ``best``, ``category``, ``subject`` and ``object`` (each in its category), ``any``, ``margin`` are log odds;
    ``support`` is the probability that other triggers give to the same claim, ``same`` the number of other triggers of
    its category, ``triggers`` that of all; ``length`` the sentence's words / 20; ``s-level=…``, ``o-level=…`` how well
    the ends are named.
    """
    tops = [candidates[0] for candidates in ranked if candidates]
    out: list[dict[str, float]] = []
    for candidates in ranked:
        if not candidates:
            out.append({})
            continue
        best = candidates[0]
        frame = best.candidate.frame
        others = [t for t in tops if t is not best and t.candidate.frame.category == frame.category]
        second = candidates[1].probability if len(candidates) > 1 else 0.0
        subject, object_ = best.candidate.subject, best.candidate.object
        values = {
            "best": logit(best.probability),
            "category": logit(best.category_p),
            "any": logit(sum(c.probability for c in candidates)),
            "margin": logit(best.probability) - logit(second),
            "support": sum(t.probability for t in others if t.candidate.ends == best.candidate.ends),
            "same": float(len(others)),
            "triggers": float(len(tops)),
            "length": len(scene.words) / 20,
            "headline": float(scene.sentence.section != "body"),
        }
        likely = [(c.candidate.ends, c.probability) for c in candidates if c.candidate.frame.category == frame.category]
        for at, name in enumerate(("subject", "object")):
            values[name] = logit(sum(p for ends, p in likely if ends[at] == best.candidate.ends[at]))
        values[f"s-level={subject.mention.level if subject else '-'}"] = 1.0
        values[f"o-level={object_.mention.level if object_ else '-'}"] = 1.0
        out.append(values)
    return out


def logit(p: float) -> float:
    """The log odds of a probability, kept finite."""
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def softmax(scores: Sequence[float], *, none: bool = False) -> list[float]:
    """Probabilities; ``none`` adds an alternative of score 0 that is not returned."""
    top = max([0.0, *scores] if none else scores)
    exps = [math.exp(score - top) for score in scores]
    total = sum(exps) + (math.exp(-top) if none else 0.0)
    return [e / total for e in exps]
