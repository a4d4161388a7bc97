"""Pairs of names (tests/link/pairs.tsv): the same actor or not, each told in an article of its own.

Two mentions are one actor where linking gives them one identifier, or where their spelling keys, types and states agree, so that the link
holds without a person's decision.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphbuild.api import engine
from graphbuild.arabic.tokens import tokenize
from graphbuild.extract.names import Gazetteer, Named
from graphbuild.graph.derived import NamedActor, canonical_actors, propose
from graphbuild.lexicon import Known
from graphbuild.records import Actor, Article, Mentioned, Quote, Span

with (Path(__file__).parent / "pairs.tsv").open(encoding="utf-8", newline="") as _stream:
    PAIRS = list(csv.DictReader(_stream, delimiter="\t"))

#: Kinds of pairs in which the names are of people.
_PEOPLE = (
    "known people",
    "people no list has",
    "fathers and sons, kin, namesakes",
    "two ministers of one surname",
    "Arabic names that differ by a vowel",
    "the same name in two states",
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(engine().lexicon, engine().extractor.morphology)


def known(gazetteer: Gazetteer, name: str) -> tuple[Known, ...]:
    """The rows of data/ that bear a whole name."""
    tokens = tokenize(name)
    for hit in gazetteer(tokens):
        if (hit.first, hit.last) == (0, len(tokens)) and isinstance(hit.payload, Named):
            return hit.payload.known
    return ()


def mention(gazetteer: Gazetteer, name: str, state: str, *, person: bool) -> Mentioned:
    rows = known(gazetteer, name)
    kind = rows[0].type if rows else ("person" if person else "organization")
    return Mentioned(
        Quote(Span("text", 0, len(name)), name), name, kind, state or None, tuple(k.slug for k in rows), state or None, "", "name", kind == "person", False, "m",
    )  # fmt: skip


def linked(one: Mentioned, article: Article) -> Actor:
    ids, actors = engine().linker.link(article, [one])
    return next(actor for actor in actors if actor.id == ids[0])


def as_named(actor: Actor) -> NamedActor:
    return NamedActor(
        iri=actor.id,
        type=actor.type,
        label_ar=actor.label_ar,
        country=actor.country or "",
        name_key=actor.name_key or "",
    )


def one_actor(first: Actor, second: Actor) -> bool:
    if first.id == second.id:
        return True
    chosen = canonical_actors(propose([as_named(first), as_named(second)]))
    return chosen.get(first.id, first.id) == chosen.get(second.id, second.id)


def verdicts(gazetteer: Gazetteer) -> Iterator[tuple[dict[str, str], bool]]:
    for pair in PAIRS:
        person = pair["kind"] in _PEOPLE
        actors = []
        for side in "ab":
            name = pair[f"name_{side}"]
            actors.append(
                linked(
                    mention(gazetteer, name, pair[f"state_{side}"], person=person),
                    Article(f"article-{side}", name, date="2024-10-16"),
                )
            )
        yield pair, one_actor(*actors)


def test_precision_and_recall(gazetteer: Gazetteer) -> None:
    hits = missed = wrong = 0
    lines = []
    for pair, same in verdicts(gazetteer):
        wanted = pair["verdict"] == "same"
        hits += same and wanted
        missed += wanted and not same
        wrong += same and not wanted
        if same != wanted:
            lines.append(
                f"{'missed' if wanted else 'merged'}: {pair['name_a']} ({pair['state_a']}) / {pair['name_b']} ({pair['state_b']}): {pair['note']}"
            )
    precision, recall = hits / (hits + wrong), hits / (hits + missed)
    assert precision >= 0.98, f"precision {precision:.3f}\n" + "\n".join(lines)
    assert recall >= 0.85, f"recall {recall:.3f}\n" + "\n".join(lines)


def test_the_pairs_are_enough_and_of_both_sorts() -> None:
    verdict = [pair["verdict"] for pair in PAIRS]
    assert len(PAIRS) >= 235
    assert min(verdict.count("same"), verdict.count("different")) >= 60
    assert set(verdict) == {"same", "different"}
    assert len({tuple(sorted((p["name_a"] + p["state_a"], p["name_b"] + p["state_b"]))) for p in PAIRS}) == len(PAIRS)


@pytest.mark.parametrize("pair", [p for p in PAIRS if p["verdict"] == "same"][:20], ids=lambda p: p["name_a"])
def test_the_order_of_the_two_does_not_matter(gazetteer: Gazetteer, pair: dict[str, str]) -> None:
    first, second = (
        linked(mention(gazetteer, pair[f"name_{s}"], pair[f"state_{s}"], person=True), Article(s, pair[f"name_{s}"]))
        for s in "ab"
    )
    assert one_actor(first, second) == one_actor(second, first)
