"""People's decisions: on links between actors, on claims; sheets for hand-coding and what they give."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from graphbuild import vocab as v
from graphbuild.errors import DataError, UsageError
from graphbuild.graph.edges import edge_rows
from graphbuild.graph.oxigraph import OxigraphStore
from graphbuild.graph.queries import named_queries
from graphbuild.graph.review import (
    SAMPLE_COLUMNS,
    allocate,
    decide,
    judge,
    link_sheet,
    links,
    precision,
    read_pairs,
    read_verdicts,
    sample_sheet,
)
from graphbuild.graph.store import open_store
from graphbuild.iris import BASE
from graphbuild.rows import Level

from .readings import RELATIONS, corpus, no_pact, pact, variants, wire


@pytest.fixture
def store(tmp_path: Path) -> Iterator[OxigraphStore]:
    with open_store(tmp_path / "graph", create=True, relations=RELATIONS) as opened:
        opened.add([*corpus(), *wire()])
        yield opened


def _meetings(store: OxigraphStore) -> int:
    """How many propositions the two meetings with Zelensky are, by whatever spelling."""
    rows = store.query(
        "SELECT DISTINCT ?p { ?t gb:canonicalProposition ?p ; gb:relation gb:meets . ?m gb:ofProposition ?t }"
    ).rows
    return len(rows)


def test_rejected_link_parts_two_actors_and_survives(store: OxigraphStore, tmp_path: Path) -> None:
    """A link by spelling holds until somebody rejects it; the rejection outlives removal and rebuilding; acceptance
    joins again."""
    sheet = tmp_path / "links.csv"
    sheet.write_text(link_sheet(store), encoding="utf-8")
    assert read_pairs(sheet) == [("actor/volodymyr-zelensky", "actor/x-zelenski")]
    assert _meetings(store) == 1

    decide(store, read_pairs(sheet), accept=False)
    assert _meetings(store) == 2
    assert [link.decision for link in links(store)] == [v.REJECTED]

    store.remove(["v1"])
    store.add([variants()])
    assert _meetings(store) == 2

    decide(store, [("actor/x-zelenski", "فولوديمير زيلينسكي")], accept=True)
    assert _meetings(store) == 1
    assert [link.decision for link in links(store)] == [v.ACCEPTED]


def test_people_can_join_what_spelling_does_not(store: OxigraphStore) -> None:
    """Two actors of other names and types are one when somebody says so; queries by either find both."""
    before = store.query("actor-dossier", {"actor": "actor:UKR-armed-forces"}).rows
    decide(store, [("actor:UKR-armed-forces", "actor:luhansk")], accept=True)
    after = store.query("actor-dossier", {"actor": "actor:luhansk"}).rows

    assert (len(after) > 0 and len(after) != len(before)) or after != before
    assert store.query("actor-dossier", {"actor": "actor:UKR-armed-forces"}).rows == after


def test_decision_finds_its_actors_again_by_name(store: OxigraphStore) -> None:
    """When an identifier is gone, the decision holds for the actor of the same type and name."""
    from graphbuild.graph.derived import Deriver, Link, NamedActor

    link = Link("actor/old", "actor/b", "r", v.REJECTED, ("Person A", "Person B"))
    actors = {"actor/new": NamedActor("actor/new", v.PERSON, "A"), "actor/b": NamedActor("actor/b", v.PERSON, "B")}
    again = Deriver._found_again(link, actors)

    assert (again.first, again.second, again.decision) == ("actor/b", "actor/new", v.REJECTED)
    assert Deriver._found_again(link, {}) == link


@pytest.mark.parametrize(
    ("pair", "message"),
    [
        (("actor/PRK", "actor/PRK"), "are the same identifier"),
        (("actor/PRK", "nobody"), "no actor is called 'nobody'"),
        (("actor/PRK", "كوريا"), "several actors are called"),
    ],
)
def test_undecidable_pairs(store: OxigraphStore, pair: tuple[str, str], message: str) -> None:
    """A pair that names nobody, too many, or one twice, records nothing."""
    before = store.quads()
    with pytest.raises(UsageError, match=message):
        decide(store, [("actor/x-zelenski", "actor/volodymyr-zelensky"), pair], accept=True)
    assert store.quads() == before


# --- verdicts


def _signing(store: OxigraphStore) -> list[str]:
    return [str(r["mention"]) for r in store.query(
        "SELECT ?mention { ?mention gb:bare true ; gb:ofProposition ?p . ?p gb:relation gb:signs_agreement_with }"
    ).records()]  # fmt: skip


def _told(store: OxigraphStore) -> int:
    return store.query("ASK { GRAPH id:graph\\/told { ?a gb:signs_agreement_with ?b } }").boolean is True


def test_rejected_claim_leaves_everything(store: OxigraphStore) -> None:
    """A rejected mention is in no answer, no row and no bare triple; taking the verdict back restores the graph
    exactly."""
    before = store.quads()
    (mention,) = _signing(store)
    assert _told(store)

    judge(store, {mention: v.REJECTED})
    assert not _told(store)
    assert [r["voice"] for r in store.query("who-signed-with-whom").records()] == ["told not", "told"]
    assert mention not in {t.mention for row in edge_rows(store) for t in row.tellings}

    judge(store, {mention.removeprefix(BASE): None})
    assert store.quads() == before
    judge(store, {mention: v.ACCEPTED})
    assert {t.verdict for row in edge_rows(store) for t in row.tellings if t.mention == mention} == {"accepted"}


def test_rejected_claims_are_in_no_answer(store: OxigraphStore) -> None:
    """With every claim rejected no named query has anything to say of claims, at either level; and all of it again once
    the verdicts are taken back."""
    mentions = [str(row["m"]) for row in store.query("SELECT ?m { ?m a gb:Mention }").records()]
    size = lambda result: len(result.rows) + len(result.triples)  # noqa: E731
    asked = [(name, level) for name in named_queries() for level in get_args(Level) if name != "same-actor-links"]
    before = {one: size(store.query(one[0], level=one[1])) for one in asked}
    judge(store, dict.fromkeys(mentions, v.REJECTED))

    assert dict.fromkeys(asked, 0) == {one: size(store.query(one[0], level=one[1])) for one in asked}
    path = {"a": "PRK", "b": "RUS"}
    assert store.query("path-between", path).rows == ()
    judge(store, dict.fromkeys(mentions, None))
    assert before == {one: size(store.query(one[0], level=one[1])) for one in asked}
    assert store.query("path-between", path).rows != ()


def test_verdict_survives_rebuilding(store: OxigraphStore) -> None:
    """Withdrawn and read again, the claim is still rejected, and its bare triple does not come back."""
    (mention,) = _signing(store)
    judge(store, {mention: v.REJECTED})
    store.remove(["w2"])
    store.add([pact()])

    assert not _told(store)
    assert "told" not in [
        r["voice"] for r in store.query("who-signed-with-whom").records() if r["date"] == "2024-06-19"
    ]


def test_another_telling_keeps_the_bare_triple(tmp_path: Path) -> None:
    """A triple told by two mentions stays when one of them is rejected, and goes with the other."""
    from dataclasses import replace

    copy = replace(pact(), article=replace(pact().article, id="c", url=None, publisher="القلم"))
    with open_store(tmp_path / "g", create=True, relations=RELATIONS) as store:
        store.add([pact(), copy, no_pact()])
        one, other = sorted(_signing(store))
        judge(store, {one: v.REJECTED})
        assert _told(store)
        judge(store, {other: v.REJECTED})
        assert not _told(store)


def test_unknown_mention(store: OxigraphStore) -> None:
    """A verdict on nothing is an error, and nothing is recorded."""
    (mention,) = _signing(store)
    with pytest.raises(UsageError, match="no mention 'mention/nope'"):
        judge(store, {mention: v.REJECTED, "mention/nope": v.REJECTED})
    assert _told(store)


# --- sheets


def test_sample_is_random_stratified_and_repeatable(store: OxigraphStore) -> None:
    """Each category is in it; seed and size decide; every sentence stands there."""
    rows = edge_rows(store)
    sheet = sample_sheet(rows, size=12, seed=1)
    found = list(csv.DictReader(io.StringIO(sheet)))

    assert tuple(found[0]) == SAMPLE_COLUMNS
    assert len(found) == len({row["mention"] for row in found}) == 12
    assert {row["category"] for row in found} == {row.category for row in rows}
    assert all(row["sentence"] and not row["verdict"] for row in found)
    assert sheet == sample_sheet(rows, size=12, seed=1)
    assert {sample_sheet(rows, size=12, seed=seed) for seed in range(6)} != {sheet}
    assert len(list(csv.DictReader(io.StringIO(sample_sheet(rows, size=999))))) == len(
        {t.mention for r in rows for t in r.tellings}
    )


@pytest.mark.parametrize(
    ("sizes", "size"),
    [({"A": 5, "B": 1}, 3), ({"A": 1, "B": 1, "C": 1}, 2), ({}, 5), ({"A": 3}, 9), ({"A": 100, "B": 1}, 50)],
)
def test_allocation_adds_up(sizes: dict[str, int], size: int) -> None:
    """Never more than there are, and together what was asked for."""
    drawn = allocate(sizes, size)
    assert sum(drawn.values()) == min(size, sum(sizes.values()))
    assert all(0 <= drawn[name] <= count for name, count in sizes.items())


def test_coded_sheet_gives_precision_and_verdicts(store: OxigraphStore, tmp_path: Path) -> None:
    """Yes and no, in English or Arabic, become precision with its interval, and verdicts that the graph honours."""
    found = list(csv.DictReader(io.StringIO(sample_sheet(edge_rows(store), size=10, seed=2))))
    words = ["yes", "نعم", "no", "لا", "1", "", "y", "صحيح", "خطأ", "right"]
    path = tmp_path / "coded.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, SAMPLE_COLUMNS)
        writer.writeheader()
        writer.writerows({**row, "verdict": word} for row, word in zip(found, words, strict=True))
    overall, *by_category = precision(path)
    verdicts = read_verdicts(path)

    assert (overall.category, overall.right, overall.judged) == ("ALL", 6, 9)
    assert overall.low < overall.value < overall.high
    assert sum(p.judged for p in by_category) == 9
    assert Counter(verdicts.values()) == {v.ACCEPTED: 6, v.REJECTED: 3}
    assert set(read_verdicts(path, accept=False).values()) == {v.REJECTED}
    judge(store, verdicts)
    gone = {m for m, decision in verdicts.items() if decision == v.REJECTED}
    assert not gone & {t.mention for row in edge_rows(store) for t in row.tellings}


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("mention,verdict\nm,perhaps\n", DataError, "'perhaps' is neither yes nor no"),
        ("a,b\n1,2\n", DataError, "column 'mention': the header lacks it"),
        ("mention,verdict\n,yes\n", DataError, "column 'mention': is empty"),
    ],
)
def test_bad_sheets(tmp_path: Path, text: str, error: type[Exception], message: str) -> None:
    """File and line are told."""
    path = tmp_path / "s.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(error, match=message):
        read_verdicts(path)
    with pytest.raises(UsageError, match="cannot be read"):
        read_verdicts(tmp_path / "none.csv")
    path.write_text("category,verdict\nAID,\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no row has a verdict yet"):
        precision(path)
