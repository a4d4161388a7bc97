"""``make models``: train what ships in data/models/ from the shared gold, with thresholds and calibration from
cross-validation."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from graphbuild.arabic.morphology import Morphology
from graphbuild.evaluate import groups, homes, names, training
from graphbuild.evaluate.matching import ends_match
from graphbuild.evaluate.standoff import resolve
from graphbuild.extract.drafts import Drafter
from graphbuild.extract.reporting import ReportFinder
from graphbuild.extract.rules import scene_maker
from graphbuild.extract.scorer import Scorer
from graphbuild.extract.triggers import TriggerFinder
from graphbuild.lexicon import Lexicon
from graphbuild.lexicon.groups import digest
from graphbuild.resources import resource

#: Squared-weight penalty, weight of our own examples, and folds. In cross-validation on the training sentences penalties
#: of 3.5 to 7 and weights of 0.5 to 1 are alike.
L2, OWN_WEIGHT, FOLDS = 5.0, 0.75, 4
#: How many examples a feature must occur in, and how many features the model has: the file stays below a megabyte, and of
#: held-out triggers 0.002 of likelihood is lost against twice as many.
LEAST, MOST = 3, 45_000
#: Claims are kept from this calibrated confidence: F1 in cross-validation is flat between 0.27 and 0.5, and precision rises.
THRESHOLD = 0.5

CLAIMS_NOTICE = (
    "Weights of graphbuild's claim scorer, learned from annotated newspaper sentences and from sentences written for "
    "this project; no sentence can be read off them. CC BY 4.0."
)


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def written_rows() -> list[dict[str, Any]]:
    """The sentences that were written and annotated for this project (data/training/)."""
    return [row for path in sorted(resource("data", "training").glob("*.jsonl")) for row in read_rows(path)]


def annotated_rows(shared: Path) -> list[dict[str, Any]]:
    """The sentences of the shared corpus that were annotated for this project (data/training/corpus/).

    Raises:
        ReadError, DataError: the corpus is not there, or is another one.
    """
    return list(resolve(resource("data", "training", "corpus"), shared / "corpus"))


def train_names(shared: Path, models: Path, lexicon: Lexicon, morphology: Morphology) -> None:
    """Train the name recogniser from NewsFANE (CC BY-SA 3.0, so is the model)."""
    names.train(shared / "eval" / "ner" / "newsfane.train.conll", models / "names.crf", lexicon, morphology)


def train_groups(
    shared: Path, models: Path, lexicon: Lexicon, morphology: Morphology, say: Callable[[str], None]
) -> None:
    """Group the words of the corpus by how they are used; the claim scorer must be trained anew after it."""
    maker = scene_maker(lexicon, morphology, models / "names.crf")
    count = groups.train(groups.streams(shared, maker), models / "groups.json")
    say(f"groups: {count} lemmas")


def train_claims(
    shared: Path, models: Path, lexicon: Lexicon, morphology: Morphology, say: Callable[[str], None]
) -> None:
    """Train the claim scorer; the calibration is fitted on claims of held-out folds."""
    rows = read_rows(shared / "eval" / "train.jsonl")
    maker = scene_maker(lexicon, morphology, models / "names.crf")
    finder, reporter = TriggerFinder(lexicon), ReportFinder(lexicon)
    gold = training.examples(rows, maker, finder, reporter)
    own = training.lexicon_examples(lexicon, maker, finder, reporter, weight=OWN_WEIGHT)
    written = written_rows()
    own += [replace(e, group=-1, weight=OWN_WEIGHT) for e in training.examples(written, maker, finder, reporter)]
    annotated = annotated_rows(shared)
    own += [replace(e, group=-1) for e in training.examples(annotated, maker, finder, reporter)]
    say(
        f"{len(gold)} triggers of {len(rows)} sentences; annotated by us: {len(annotated)} sentences; written by us: "
        f"{len(lexicon.frames)} frames, {len(written)} sentences"
    )
    points: list[tuple[dict[str, float], bool]] = []
    for held, rest in training.folds(gold, FOLDS):
        weights = training.fit([*rest, *own], l2=L2, least=LEAST)
        drafter = Drafter(lexicon, Scorer(weights))
        for group in sorted({e.group for e in held}):
            points += judged(rows[group], drafter, maker, reporter)
    calibration = fit_calibration(points)
    say(f"confidence fitted on {len(points)} held-out triggers")
    weights = training.fit([*gold, *own], l2=L2, least=LEAST, most=MOST)
    training.write_model(models / "claims.json", weights, THRESHOLD, calibration, CLAIMS_NOTICE, groups=digest())
    say(f"{sum(map(len, weights.values()))} weights")


def train_homes(
    shared: Path, models: Path, lexicon: Lexicon, morphology: Morphology, say: Callable[[str], None]
) -> None:
    """Train what guesses the state of a mention without one."""
    rows = read_rows(shared / "eval" / "train.jsonl") + annotated_rows(shared)
    maker = scene_maker(lexicon, morphology, models / "names.crf")
    count = homes.train(rows, maker, lexicon.known, models / "homes.json")
    say(f"homes: {count} weights")


def judged(
    row: dict[str, Any], drafter: Drafter, maker: Any, reporter: ReportFinder
) -> list[tuple[dict[str, float], bool]]:
    """The evidence for each trigger's best candidate, and whether gold has it."""
    scene = training.scene_of(maker, row)
    out = []
    for considered in drafter.consider(scene, reporter(scene)):
        if not considered.ranked:
            continue
        best = considered.ranked[0]
        candidate = best.candidate
        subjects = training.option_texts(scene, row["text"], candidate.subject)
        objects = training.option_texts(scene, row["text"], candidate.object)
        right = any(
            g["category"] == candidate.frame.category
            and any(ends_match(g["subject"], t) for t in subjects)
            and any(ends_match(g["object"], t) for t in objects)
            for g in row["relations"]
        )
        out.append((considered.evidence, right))
    return out


def fit_calibration(points: Sequence[tuple[dict[str, float], bool]], *, l2: float = 1.0) -> dict[str, float]:
    """Weights of the evidence in a logistic function (with ``bias``), by Newton's method with a quadratic penalty."""
    import numpy as np

    names = ["bias", *sorted({name for values, _ in points for name in values})]
    x = np.array([[1.0, *(values.get(name, 0.0) for name in names[1:])] for values, _ in points])
    y = np.array([float(right) for _, right in points])
    w = np.zeros(len(names))
    for _ in range(60):
        p = 1 / (1 + np.exp(-(x @ w)))
        gradient = x.T @ (p - y) + l2 * w
        hessian = (x * (p * (1 - p))[:, None]).T @ x + l2 * np.eye(len(names))
        step = np.linalg.solve(hessian, gradient)
        w = w - step
        if abs(step).max() < 1e-8:
            break
    return {name: round(float(value), 3) for name, value in zip(names, w, strict=True)}
