"""Training of the groups of words (data/models/groups.json) from untagged news.

Each common lemma is a vector of how much more often than by chance other lemmas stand one or two places before or behind it
(positive pointwise mutual information, contexts smoothed by 0.75; Levy, Goldberg and Dagan, TACL 2015), reduced by a singular
value decomposition; k-means on the sphere makes the groups. Words for origin and faith are in none: news would teach prejudice.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from graphbuild.arabic.sentences import split
from graphbuild.evaluate.training import scene_of
from graphbuild.extract.scene import SceneMaker
from graphbuild.lexicon import closed_class
from graphbuild.records import Article, Section, Span

#: How many groups, of lemmas met at least so often; the most frequent lemmas are the contexts; dimensions that are kept.
GROUPS, LEAST, CONTEXTS, DIMENSIONS = 250, 8, 4000, 150
#: The places of a context beside the word.
PLACES = (-2, -1, 1, 2)
#: Smoothing of the contexts' frequency, and rounds of k-means.
_SMOOTHED, _ROUNDS = 0.75, 40
#: Digits by which a word is nearer to one group than to another: rounding is no reason.
_DIGITS = 9
_LONGEST, _SHORTEST = 90, 3
NOTICE = "Groups of words that Arabic news uses alike, learned by graphbuild; no sentence can be read off them. CC BY 4.0."


def streams(shared: Path, maker: SceneMaker) -> Iterator[list[str]]:
    """The lemmas of each sentence of the corpus; names only by their part of speech (``<name>``)."""
    for path in sorted((shared / "corpus").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            for kind, text in (("headline", row.get("title") or ""), ("body", row.get("text") or "")):
                article = Article("", text, sections=(Section(kind, Span("text", 0, len(text))),))  # type: ignore[arg-type]
                for sentence in split(article, article.sections):
                    told = article.slice(sentence.span)
                    if _SHORTEST <= len(told.split()) <= _LONGEST:
                        words = scene_of(maker, {"text": told, "kind": kind}).words
                        yield [word.common or f"<{word.pos}>" for word in words]


def train(sentences: Iterable[Sequence[str]], path: Path) -> int:
    """Write the groups learned from sentences of lemmas; how many lemmas they have."""
    lemmas, vectors = _vectors(list(sentences))
    of = _k_means(vectors)
    groups: dict[int, list[str]] = {}
    for lemma, group in zip(lemmas, of, strict=True):
        members = groups.setdefault(int(group), [])
        if lemma not in closed_class("origin-or-faith"):
            members.append(lemma)
    # numbered by their commonest word, so that a group keeps its place when the corpus changes a little
    lines = [
        f"{json.dumps(str(number))}:{json.dumps(words, ensure_ascii=False, separators=(',', ':'))}"
        for number, words in enumerate(groups.values())
    ]
    head = json.dumps({"notice": NOTICE}, ensure_ascii=False, separators=(",", ":"))[:-1]
    path.write_text(head + ',"groups":{\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8")
    return sum(map(len, groups.values()))


def _vectors(sentences: Sequence[Sequence[str]]) -> tuple[list[str], np.ndarray]:
    """The lemmas that are common enough, commonest first, and a row of length 1 for each."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.linalg import svds

    counts = Counter(lemma for sentence in sentences for lemma in sentence)
    ranked = sorted(counts, key=lambda lemma: (-counts[lemma], lemma))
    lemmas = [lemma for lemma in ranked if counts[lemma] >= LEAST and not lemma.startswith("<")]
    row_of = {lemma: i for i, lemma in enumerate(lemmas)}
    column_of = {lemma: i for i, lemma in enumerate(ranked[:CONTEXTS])}
    width = len(column_of)
    met: Counter[tuple[int, int]] = Counter()
    for sentence in sentences:
        for at, lemma in enumerate(sentence):
            row = row_of.get(lemma)
            if row is None:
                continue
            for place, distance in enumerate(PLACES):
                beside = at + distance
                column = column_of.get(sentence[beside]) if 0 <= beside < len(sentence) else None
                if column is not None:
                    met[row, column + width * place] += 1
    keys = sorted(met)
    rows, columns = np.array([k[0] for k in keys]), np.array([k[1] for k in keys])
    values = np.array([met[k] for k in keys], float)
    total = values.sum()
    of_row = np.bincount(rows, values, len(lemmas))
    of_column = np.bincount(columns, values, width * len(PLACES)) ** _SMOOTHED
    of_column *= total / of_column.sum()
    information = np.maximum(np.log(values * total / (of_row[rows] * of_column[columns])), 0)
    matrix = coo_matrix((information, (rows, columns)), shape=(len(lemmas), width * len(PLACES))).tocsr()
    least = min(matrix.shape)
    left, strength, _ = svds(matrix, k=min(DIMENSIONS, least - 1), v0=np.ones(least))  # the same every time
    real = strength > strength.max() * 10**-_DIGITS
    return lemmas, _on_sphere((left * np.sqrt(strength))[:, real])


def _k_means(vectors: np.ndarray) -> np.ndarray:
    count = min(GROUPS, len(vectors))
    centres = vectors[np.random.default_rng(0).choice(len(vectors), count, replace=False)]
    of = np.zeros(len(vectors), int)
    for _ in range(_ROUNDS):
        of = (vectors @ centres.T).round(_DIGITS).argmax(1)
        for group in range(count):
            members = vectors[of == group]
            if len(members):
                centres[group] = members.mean(0)
        centres = _on_sphere(centres)
    return of


def _on_sphere(vectors: np.ndarray) -> np.ndarray:
    out: np.ndarray = vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)
    return out
