"""Training of the claim scorer from gold sentences: a conditional log-linear model, penalised, fitted by L-BFGS.

For each trigger the candidates compete with "no relation"; every candidate that matches a gold relation (category and
both ends) counts as right. ``make models`` runs it; scipy is a tool of development only.
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
from graphbuild.extract.arguments import ArgumentFinder
from graphbuild.extract.features import Featurizer, Offer, words
from graphbuild.extract.options import Option, with_coordinated
from graphbuild.extract.propose import fits, open_options, with_another
from graphbuild.extract.reporting import ReportFinder
from graphbuild.extract.scene import Scene, SceneMaker
from graphbuild.extract.scorer import PARTS
from graphbuild.extract.triggers import Trigger, TriggerFinder
from graphbuild.lexicon import Lexicon
from graphbuild.records import Sentence, Span

Rows = tuple[tuple[str, ...], ...]
#: Feature → weight, by part of a candidate.
Weights = dict[str, dict[str, float]]
#: Smaller weights are left out: the model file stays below a megabyte. At 0.02 cross-validation loses half a point.
_LEAST_WEIGHT = 0.015


@dataclass(frozen=True, slots=True)
class Example:
    """One trigger: features of its frames, of each end's options under each frame, and of each pair; which candidates
    are right.

    A candidate is ``(frame, subject option, object option)`` by index. Where the right option of one end is not offered
    at all, every candidate that has the other end right counts as right: the model learns what there is to learn. No
    right candidate: no relation.
    """

    frames: Rows
    subjects: tuple[Rows, ...]
    objects: tuple[Rows, ...]
    pairs: Rows
    candidates: tuple[tuple[int, int, int], ...]
    right: frozenset[int]
    group: int
    weight: float = 1.0


def option_texts(scene: Scene, text: str, option: Option | None) -> list[str | None]:
    """The texts of an end: its own, and those of what is coordinated with it."""
    if option is None:
        return [None]
    return [_text(scene, text, m.first, m.last) for m in with_coordinated(scene, option)]


def _text(scene: Scene, text: str, first: int, last: int) -> str:
    return text[scene.words[first].token.start : scene.words[last - 1].token.end]


def scene_of(maker: SceneMaker, row: Mapping[str, Any]) -> Scene:
    """The scene of one gold row, which stands alone."""
    maker.begin()
    kind = "headline" if row.get("kind") == "headline" else "body"
    return maker(Sentence(Span("text", 0, len(row["text"])), kind, 0), row["text"])  # type: ignore[arg-type]


def examples(
    rows: Sequence[Mapping[str, Any]], maker: SceneMaker, finder: TriggerFinder, reporter: ReportFinder
) -> list[Example]:
    """The examples of the gold rows; ``group`` is the row's index, for cross-validation by sentence.

    A gold relation belongs to the triggers that share a word with its own and have a frame of its category; the noun of
    a light verb shares the verb's.
    """
    out: list[Example] = []
    for group, row in enumerate(rows):
        scene = scene_of(maker, row)
        featurizer = Featurizer(scene, reporter(scene))
        arguments = ArgumentFinder(scene)
        for trigger in finder(scene):
            told_by = [scene.words[trigger.at].token.text]
            if trigger.pos == "lv" and trigger.light >= 0:
                told_by.append(scene.words[trigger.light].token.text)
            relations = [g for g in row["relations"] if any(trigger_matches(g["trigger"], word) for word in told_by)]
            golds = [(g["category"], g["subject"], g["object"]) for g in relations]
            out.append(_example(scene, row["text"], featurizer, arguments, trigger, golds, group, 1.0))
    return out


def lexicon_examples(
    lexicon: Lexicon, maker: SceneMaker, finder: TriggerFinder, reporter: ReportFinder, *, weight: float
) -> list[Example]:
    """The example sentences of data/frames as examples of their frames: what a frame's slots look like where nothing is
    in the way."""
    out: list[Example] = []
    for frame in lexicon.frames:
        subject, mark, object_ = frame.expect.partition(">")
        if not frame.example or not mark:
            continue
        scene = scene_of(maker, {"text": frame.example})
        featurizer = Featurizer(scene, reporter(scene))
        arguments = ArgumentFinder(scene)
        for trigger in finder(scene):
            if frame in trigger.frames:
                golds = [(frame.category, _expected(subject), _expected(object_))]
                out.append(_example(scene, frame.example, featurizer, arguments, trigger, golds, -1, weight))
                break
    return out


def _expected(text: str) -> dict[str, str] | None:
    text = text.strip()
    return None if text in ("-", "") else {"text": text, "name": text}


def _example(
    scene: Scene,
    text: str,
    featurizer: Featurizer,
    arguments: ArgumentFinder,
    trigger: Trigger,
    golds: Sequence[tuple[str, Any, Any]],
    group: int,
    weight: float,
) -> Example:
    subjects, objects = arguments.ends(trigger)
    offered = {"s": Offer(subjects), "o": Offer(objects)}
    texts: dict[int, list[str | None]] = {}

    def ends(option: Option | None) -> list[str | None]:
        found = texts.get(id(option))
        if found is None:
            found = texts[id(option)] = option_texts(scene, text, option)
        return found

    third = with_another(objects)
    s_rows, o_rows, pair_rows, candidates, choices = [], [], [], [], []
    for number, frame in enumerate(trigger.frames):
        s_open, o_open = open_options(frame, "s", subjects), open_options(frame, "o", objects)
        s_rows.append(tuple(words(featurizer.end("s", trigger, frame, c, offered["s"])) for c in s_open))
        o_rows.append(tuple(words(featurizer.end("o", trigger, frame, c, offered["o"])) for c in o_open))
        for i, s in enumerate(s_open):
            for j, o in enumerate(o_open):
                if fits(s, o, third=third):
                    candidates.append((number, i, j))
                    choices.append((frame, s, o))
                    pair_rows.append(words(featurizer.pair(trigger, frame, s, o)))
    right: set[int] = set()
    for category, subject, object_ in golds:
        s_good = {
            i
            for i, (f, s, _) in enumerate(choices)
            if f.category == category and any(ends_match(subject, t) for t in ends(s))
        }
        o_good = {
            i
            for i, (f, _, o) in enumerate(choices)
            if f.category == category and any(ends_match(object_, t) for t in ends(o))
        }
        right |= (s_good & o_good) or s_good or o_good
    return Example(
        tuple(words(featurizer.base(trigger, f)) for f in trigger.frames),
        tuple(s_rows),
        tuple(o_rows),
        tuple(pair_rows),
        tuple(candidates),
        frozenset(right),
        group,
        weight,
    )


def fit(
    data: Sequence[Example], *, l2: float = 1.0, least: int = 2, most: int | None = None, iterations: int = 120
) -> Weights:
    """Weights of the features that occur in at least ``least`` examples, by their part (``f|``, ``s|``, ``o|``, ``p|``).

    Maximises the sum over examples of ``log P(right)``, minus ``l2`` times the squared weights; "no relation" has
    weight 0 and is right where nothing else is. A candidate's score is the sum over its frame, its two ends and their
    pair. With ``most``, that many features are fitted once more by themselves: those that weigh most in the data, by weight
    and by the root of the number of examples that have them.
    """
    data = [e for e in data if e.candidates]
    seen: Counter[str] = Counter()
    for example in data:
        seen.update(_names(example))
    names = sorted(f for f, n in seen.items() if n >= least)
    values = _maximise(data, names, l2, iterations)
    if most is not None and len(names) > most:
        weighed = sorted(zip(names, values, strict=True), key=lambda one: -abs(one[1]) * seen[one[0]] ** 0.5)
        names = sorted(name for name, _ in weighed[:most])
        values = _maximise(data, names, l2, iterations)
    weights: dict[str, dict[str, float]] = {part: {} for part in PARTS}
    for name, value in zip(names, values, strict=True):
        if abs(value) >= _LEAST_WEIGHT:
            weights[name[:2]][name[2:]] = round(float(value), 3)
    return weights


def _maximise(data: Sequence[Example], names: Sequence[str], l2: float, iterations: int) -> list[float]:
    """The weights of the named features, in their order."""
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    index = {f: i for i, f in enumerate(names)}
    blocks = {part: _Block(part, index) for part in "fsop"}
    members: dict[str, list[int]] = {part: [] for part in "fsop"}
    segment: list[int] = []
    good: list[bool] = []
    for number, example in enumerate(data):
        f_at = [blocks["f"].add(r) for r in example.frames]
        s_at = [[blocks["s"].add(r) for r in rows] for rows in example.subjects]
        o_at = [[blocks["o"].add(r) for r in rows] for rows in example.objects]
        for position, (f, s, o) in enumerate(example.candidates):
            members["f"].append(f_at[f])
            members["s"].append(s_at[f][s])
            members["o"].append(o_at[f][o])
            members["p"].append(blocks["p"].add(example.pairs[position]))
            segment.append(number)
            good.append(position in example.right)
    matrices = {
        part: csr_matrix((np.ones(len(b.columns)), b.columns, b.indptr), shape=(len(b.indptr) - 1, len(names)))
        for part, b in blocks.items()
    }
    at = {part: np.array(m) for part, m in members.items()}
    seg, right = np.array(segment), np.array(good)
    n = len(data)
    weight = np.array([e.weight for e in data])
    none_right = np.array([not e.right for e in data])

    def objective(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = sum((matrices[part] @ w)[at[part]] for part in "fsop")
        top = np.zeros(n)
        np.maximum.at(top, seg, scores)
        exps = np.exp(scores - top[seg])
        zero = np.exp(-top)
        total = np.bincount(seg, exps, n) + zero
        good_total = np.maximum(np.bincount(seg, exps * right, n) + zero * none_right, 1e-300)
        loss = -(weight * np.log(good_total / total)).sum() + l2 * (w @ w)
        difference = (exps / total[seg] - np.where(right, exps / good_total[seg], 0.0)) * weight[seg]
        gradient = 2 * l2 * w
        for part in "fsop":
            gradient = gradient + matrices[part].T @ np.bincount(at[part], difference, matrices[part].shape[0])
        return float(loss), gradient

    result = minimize(objective, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": iterations})
    return [float(value) for value in result.x]


def _names(example: Example) -> set[str]:
    out = {"f|" + f for row in example.frames for f in row}
    out |= {"s|" + f for rows in example.subjects for row in rows for f in row}
    out |= {"o|" + f for rows in example.objects for row in rows for f in row}
    return out | {"p|" + f for row in example.pairs for f in row}


class _Block:
    """Rows of one part's features as a sparse matrix under construction."""

    def __init__(self, part: str, index: Mapping[str, int]) -> None:
        self._prefix = part + "|"
        self._index = index
        self._rows: dict[tuple[str, ...], int] = {}
        self.columns: list[int] = []
        self.indptr = [0]

    def add(self, row: tuple[str, ...]) -> int:
        """The number of a row; equal rows are one."""
        found = self._rows.get(row)
        if found is None:
            found = self._rows[row] = len(self.indptr) - 1
            self.columns.extend(self._index[self._prefix + f] for f in row if self._prefix + f in self._index)
            self.indptr.append(len(self.columns))
        return found


def folds(data: Sequence[Example], count: int, seed: int = 0) -> Iterable[tuple[list[Example], list[Example]]]:
    """Cross-validation by sentence: the examples held out, and the rest."""
    groups = sorted({e.group for e in data})
    random.Random(seed).shuffle(groups)  # noqa: S311
    for fold in range(count):
        held = set(groups[fold::count])
        yield [e for e in data if e.group in held], [e for e in data if e.group not in held]


def write_model(
    path: Path, weights: Weights, threshold: float, calibration: Mapping[str, float], notice: str, *, groups: str
) -> None:
    """Write a model file, sorted and readable: a line for each feature up to its last comma, with what may follow; ``groups`` is
    the digest of the groups of words it was made with."""
    head = {
        "notice": notice,
        "groups": groups,
        "threshold": threshold,
        "calibration": dict(calibration),
        "unit of weights": 0.001,
    }
    lines = [_compact(head)[:-1] + ',"weights":{']
    for position, (part, names) in enumerate(weights.items()):
        stems: dict[str, dict[str, int]] = {}
        for name, weight in sorted(names.items()):
            stem, _, last = name.rpartition(",") if "," in name else (name, "", "")
            stems.setdefault(stem, {})[last] = round(weight * 1000)
        lines.append(f"{_compact(part)}:{{")
        lines += [f"{_compact(stem)}:{_compact(lasts)}," for stem, lasts in stems.items()]
        lines[-1] = lines[-1].removesuffix(",")
        lines.append("}" + "," * (position < len(weights) - 1))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*lines, "}}"]) + "\n", encoding="utf-8")


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
