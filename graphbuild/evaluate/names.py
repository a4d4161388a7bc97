"""Training and scoring of the name recogniser (CoNLL files: word, coarse tag, …; an empty line ends a sentence)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pycrfsuite

from graphbuild.arabic.morphology import Morphology
from graphbuild.arabic.tokens import Token
from graphbuild.extract.crf import Crf
from graphbuild.extract.evidence import Evidence, Unit, WordFacts
from graphbuild.extract.memory import Memory
from graphbuild.extract.names import Gazetteer
from graphbuild.extract.recognise import Unlabelled, gazetteer_tags
from graphbuild.lexicon import Lexicon
from graphbuild.text import clean, fold

#: Penalties (absolute, squared), iterations, and how often a feature must occur: chosen in cross-validation on the
#: training text in three parts; the absolute penalty then on the development text, between values that cross-validation
#: did not tell apart.
PARAMETERS = {
    "c1": 0.05,
    "c2": 0.2,
    "max_iterations": 120,
    "feature.minfreq": 1,
    "feature.possible_transitions": True,
}
PARTS = 3
_LABELS = {"PER": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC"}


def read_conll(path: Path) -> Iterator[list[tuple[str, str]]]:
    """Sentences as (word, tag) with the tags PER, ORG, LOC (GPE counts as LOC) in BIO."""
    sentence: list[tuple[str, str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split("\t") if "\t" in line else line.split()
        if len(parts) < 2:
            if sentence:
                yield sentence
            sentence = []
            continue
        prefix, _, kind = parts[1].partition("-")
        label = _LABELS.get(kind)
        sentence.append((parts[0], f"{prefix}-{label}" if label else "O"))
    if sentence:
        yield sentence


def unlabelled(words: Sequence[str], facts: WordFacts, gazetteer: Gazetteer) -> Unlabelled:
    """A sentence whose clitics are split already, as a labeller sees it."""
    tokens = [
        Token(
            i,
            i + 1,
            w,
            clean(w) or w,
            fold(w) or w,
            "word" if w[0].isalpha() and not w[0].isascii() else ("number" if w[0].isdigit() else "punct"),
        )
        for i, w in enumerate(words)
    ]
    units = [Unit(t.key, t.form, i, len(t.form) == 1 and t.kind == "word", 0) for i, t in enumerate(tokens)]
    return Unlabelled(tokens, units, facts, gazetteer_tags(gazetteer(tokens)))


def train(path: Path, model: Path, lexicon: Lexicon, morphology: Morphology) -> None:
    """Fit the recogniser and write its model file.

    What the words of earlier sentences were taken for is a feature, too (:class:`Memory`): in training, what a model of
    the other parts of the text takes them for, mistakes and all.
    """
    facts, gazetteer = WordFacts(lexicon, morphology), Gazetteer(lexicon, morphology)
    evidence = Evidence(facts)
    sentences = list(read_conll(path))
    labels = [[tag for _, tag in sentence] for sentence in sentences]
    read = [unlabelled([word for word, _ in sentence], facts, gazetteer) for sentence in sentences]
    rows = [evidence(one.units, one.gazetteer) for one in read]
    model.parent.mkdir(parents=True, exist_ok=True)
    guesses: list[list[str]] = []
    for part in range(PARTS):
        first, last = len(rows) * part // PARTS, len(rows) * (part + 1) // PARTS
        _fit(rows[:first] + rows[last:], labels[:first] + labels[last:], model)
        tagger = pycrfsuite.Tagger()
        tagger.open(str(model))
        guesses += [tagger.tag(row) for row in rows[first:last]]
    memory = Memory()
    for one, row, guessed in zip(read, rows, guesses, strict=True):
        memory.recall(one.units, row)
        memory.keep(one.units, guessed)
    _fit(rows, labels, model)


def _fit(rows: Sequence[list[list[str]]], labels: Sequence[list[str]], model: Path) -> None:
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(PARAMETERS)
    for row, tags in zip(rows, labels, strict=True):
        trainer.append(row, tags)
    trainer.train(str(model))


def spans(tags: Sequence[str]) -> set[tuple[int, int, str]]:
    """The names of a BIO sequence as (first, last exclusive, kind)."""
    out = set()
    start: int | None = None
    kind = ""
    for index, tag in enumerate([*tags, "O"]):
        if start is not None and (tag == "O" or tag.startswith("B-") or tag[2:] != kind):
            out.add((start, index, kind))
            start = None
        if tag != "O" and start is None:
            start, kind = index, tag[2:]
    return out


def score(path: Path, model: Path, lexicon: Lexicon, morphology: Morphology) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of exact spans by kind, and micro-averaged under ``all``."""
    facts, gazetteer, labeller = WordFacts(lexicon, morphology), Gazetteer(lexicon, morphology), Crf(model)
    counts: dict[str, list[int]] = {}
    for sentence in read_conll(path):
        gold = spans([t for _, t in sentence])
        found = spans(labeller(unlabelled([w for w, _ in sentence], facts, gazetteer)))
        for kind in ("PER", "ORG", "LOC"):
            g, f = {s for s in gold if s[2] == kind}, {s for s in found if s[2] == kind}
            for name in (kind, "all"):
                row = counts.setdefault(name, [0, 0, 0])
                row[0] += len(g & f)
                row[1] += len(g)
                row[2] += len(f)
    out = {}
    for name, (hit, g_count, f_count) in counts.items():
        p, r = hit / f_count if f_count else 0.0, hit / g_count if g_count else 0.0
        out[name] = (p, r, 2 * p * r / (p + r) if p + r else 0.0)
    return out
