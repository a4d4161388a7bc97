"""Training of the claim scorer from gold sentences: a conditional log-linear model, penalised, fitted by L-BFGS.

For each trigger the candidates compete with "no relation"; every candidate that matches a gold relation (category and both ends) counts as
right. ``make models`` runs it; scipy is a tool of development only.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from graphbuild.evaluate.matching import ends_match, trigger_matches
from graphbuild.extract.candidates import ArgumentFinder, Candidate, Option, Trigger, TriggerFinder
from graphbuild.extract.propose import with_features
from graphbuild.extract.scene import Scene, SceneMaker
from graphbuild.extract.scorer import Featurizer
from graphbuild.records import Sentence, Span


@dataclass(frozen=True, slots=True)
class Example:
    """One trigger: the features of its candidates, and which of them are right (none: no relation)."""

    features: tuple[tuple[str, ...], ...]
    right: frozenset[int]
    group: int


def option_texts(scene: Scene, text: str, option: Option | None) -> list[str | None]:
    """The texts of an end: its own, and those of what is coordinated with it."""
    if option is None:
        return [None]
    out: list[str | None] = [_text(scene, text, option.mention.first, option.mention.last)]
    if option.phrase is not None:
        for other in option.phrase.coordinated:
            mention = scene.mention(other)
            if mention is not None:
                out.append(_text(scene, text, mention.first, mention.last))
    return out


def _text(scene: Scene, text: str, first: int, last: int) -> str:
    return text[scene.words[first].token.start : scene.words[last - 1].token.end]


def scene_of(maker: SceneMaker, row: Mapping[str, Any]) -> Scene:
    """The scene of one gold row."""
    kind = "headline" if row.get("kind") == "headline" else "body"
    return maker(Sentence(Span("text", 0, len(row["text"])), kind, 0), row["text"])  # type: ignore[arg-type]


def examples(rows: Sequence[Mapping[str, Any]], maker: SceneMaker, finder: TriggerFinder) -> list[Example]:
    """The examples of the gold rows; ``group`` is the row's index, for cross-validation by sentence."""
    out = []
    for group, row in enumerate(rows):
        scene = scene_of(maker, row)
        featurizer = Featurizer(scene)
        arguments = ArgumentFinder(scene)
        gold = [g for g in row["relations"] if g["category"] != "HOLDS_OFFICE" or True]
        offered: list[tuple[Trigger, list[Candidate], list[list[str]]]] = []
        for trigger in finder(scene):
            subjects, objects = arguments.ends(trigger)
            pairs = list(with_features(featurizer, trigger, subjects, objects))
            if pairs:
                offered.append((trigger, [c for c, _ in pairs], [f for _, f in pairs]))
        texts: dict[int, list[str | None]] = {}

        def ends(option: Option | None, scene: Scene = scene, row: Mapping[str, Any] = row, texts: dict[int, list[str | None]] = texts) -> list[str | None]:
            found = texts.get(id(option))
            if found is None:
                found = texts[id(option)] = option_texts(scene, row["text"], option)
            return found

        claimed: list[set[int]] = [set() for _ in offered]
        for relation in gold:
            hits = []
            for number, (trigger, candidates, _) in enumerate(offered):
                same = trigger_matches(relation["trigger"], scene.words[trigger.at].token.text)
                right = {
                    i for i, c in enumerate(candidates)
                    if c.frame.category == relation["category"]
                    and any(ends_match(relation["subject"], t) for t in ends(c.subject))
                    and any(ends_match(relation["object"], t) for t in ends(c.object))
                }
                if right:
                    hits.append((not same, number, right))
            if hits:
                best = min(hits)[0]
                for other, number, right in hits:
                    if other == best:
                        claimed[number] |= right
                        if best:
                            break
        for (_, _, features), right in zip(offered, claimed, strict=True):
            out.append(Example(tuple(tuple(f) for f in features), frozenset(right), group))
    return out


def fit(
    data: Sequence[Example], *, l2: float = 0.5, least: int = 2, iterations: int = 120
) -> dict[str, float]:
    """Weights of the features that occur in at least ``least`` examples.

    Maximises the sum over triggers of ``log P(right)``, minus ``l2`` times the squared weights.
    """
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    seen: Counter[str] = Counter()
    for example in data:
        seen.update({f for features in example.features for f in features})
    names = sorted(f for f, n in seen.items() if n >= least)
    index = {f: i for i, f in enumerate(names)}
    indptr, columns, segment, right = [0], [], [], []
    for number, example in enumerate(data):
        for candidate, features in enumerate(example.features):
            columns.extend(index[f] for f in features if f in index)
            indptr.append(len(columns))
            segment.append(number)
            right.append(candidate in example.right)
    x = csr_matrix((np.ones(len(columns)), columns, indptr), shape=(len(segment), len(names)))
    seg = np.array(segment)
    good = np.array(right)
    n = len(data)
    none_right = np.array([not e.right for e in data])

    def objective(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = x @ w
        top = np.zeros(n)
        np.maximum.at(top, seg, scores)
        exps = np.exp(scores - top[seg])
        none = np.exp(-top)
        total = np.bincount(seg, exps, n) + none
        good_total = np.bincount(seg, exps * good, n) + none * none_right
        loss = -np.log(np.maximum(good_total, 1e-300) / total).sum() + l2 * (w @ w)
        p = exps / total[seg]
        q = np.where(good, exps / np.maximum(good_total, 1e-300)[seg], 0.0)
        return float(loss), x.T @ (p - q) + 2 * l2 * w

    result = minimize(objective, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": iterations})
    return {name: round(float(value), 3) for name, value in zip(names, result.x, strict=True) if abs(value) >= 0.02}


def folds(data: Sequence[Example], count: int, seed: int = 0) -> Iterable[tuple[list[Example], list[Example]]]:
    """Cross-validation by sentence."""
    groups = sorted({e.group for e in data})
    random.Random(seed).shuffle(groups)  # noqa: S311
    for fold in range(count):
        held = set(groups[fold::count])
        yield [e for e in data if e.group not in held], [e for e in data if e.group in held]


def write_model(path: Path, weights: Mapping[str, float], threshold: float, calibration: Sequence[tuple[float, float]], notice: str) -> None:
    """Write a model file, sorted and readable."""
    data = {"notice": notice, "threshold": threshold, "calibration": [list(p) for p in calibration], "weights": dict(sorted(weights.items()))}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=0, separators=(",", ":")) + "\n", encoding="utf-8")
