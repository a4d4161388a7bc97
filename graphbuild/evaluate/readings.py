"""Training of the reading frequencies (data/models/readings.json) from untagged news.

Expectation and maximisation over the tagger's own scores: every reading of a word counts by its share of ``exp(score)``
among the readings that its sentence leaves open, and the counts are the next round's frequencies.
"""

from __future__ import annotations

import json
import math
import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from graphbuild.arabic.frequencies import Frequencies, kind_of
from graphbuild.arabic.morphology import Analysis, Morphology
from graphbuild.arabic.sentences import split
from graphbuild.arabic.tagger import Tagger
from graphbuild.arabic.tokens import tokenize
from graphbuild.extract.names import Gazetteer
from graphbuild.lexicon import Lexicon
from graphbuild.records import Article, Section, Span

#: Texts of each corpus file, and rounds.
TEXTS, ROUNDS = 500, 4
NOTICE = "How often each reading of a word was met in Arabic news, counted by graphbuild; no sentence can be read off it. CC BY 4.0."

Counts = dict[str, dict[str, float]]


class _Counter(Tagger):
    """A tagger that counts the readings it weighs."""

    counts: Counts

    def rated(self, *arguments: Any, **options: Any) -> list[tuple[float, Analysis]]:
        out = super().rated(*arguments, **options)
        if out:
            top = max(score for score, _ in out)
            weights = [math.exp(score - top) for score, _ in out]
            total = sum(weights)
            for weight, (_, a) in zip(weights, out, strict=True):
                self.counts[kind_of(a)][a.lemma] += weight / total
        return out


def corpus(shared: Path) -> list[str]:
    """Texts drawn from each file of the corpus, the same every time."""
    out: list[str] = []
    for path in sorted((shared / "corpus").glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        random.Random(0).shuffle(rows)  # noqa: S311
        out += [row["text"] for row in rows[: TEXTS if "articles" in path.name else 4 * TEXTS]]
    return out


def count(texts: Iterable[str], lexicon: Lexicon, morphology: Morphology, frequencies: Frequencies) -> Counts:
    """One round: the expected count of each reading."""
    tagger = _Counter(lexicon, morphology, frequencies)
    tagger.counts = defaultdict(lambda: defaultdict(float))
    gazetteer = Gazetteer(lexicon, morphology)
    for text in texts:
        article = Article("", text, sections=(Section("body", Span("text", 0, len(text))),))
        for sentence in split(article, article.sections):
            tagger(tokenize(article.slice(sentence.span), sentence.span.start), gazetteer)
    return tagger.counts


def train(
    texts: Sequence[str], path: Path, lexicon: Lexicon, morphology: Morphology, say: Callable[[str], None]
) -> None:
    """Write the frequencies learned from texts."""
    counts: Counts = {}
    for number in range(ROUNDS):
        counts = count(texts, lexicon, morphology, Frequencies(counts))
        say(f"readings, round {number + 1} of {ROUNDS}")
    kept = {
        kind: {lemma: round(n, 1) for lemma, n in sorted(lemmas.items()) if n >= 0.5}
        for kind, lemmas in sorted(counts.items())
    }
    text = json.dumps({"notice": NOTICE, "counts": kept}, ensure_ascii=False, indent=0, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8")
