"""Tallies are what counting the mentions themselves gives, at either level, after verdicts, merges and copies."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild import vocab as v
from graphbuild.graph import following
from graphbuild.graph.oxigraph import OxigraphStore
from graphbuild.graph.store import open_store
from graphbuild.graph.tallies import NAMES
from graphbuild.iris import BASE
from graphbuild.records import Reading, Stance
from graphbuild.rows import Level

from .readings import KNOWLEDGE, RELATIONS, Says, corpus, desk, wire

#: As somebody would count who knows nothing of tallies.
_COUNT = """
SELECT ?proposition ?status
  (COUNT(DISTINCT ?yes) AS ?affirming) (COUNT(DISTINCT ?no) AS ?rejecting) (COUNT(DISTINCT ?maybe) AS ?doubting)
WHERE {
  ?told gb:canonicalProposition ?proposition .
  ?mention OF ?told ; gb:status ?status ; gb:section ?section .
  FILTER(?section != "related")
  ?attribution gb:ofMention ?mention ; gb:polarity ?polarity ; SOURCE ?said .
  ?said gb:canonicalActor ?source .
  MINUS { ?verdict gb:decision gb:Rejected ; gb:verdictOn ?mention }
  MINUS { ?mention gb:wireCopyOf ?original }
  BIND(IF(?polarity = gb:Affirms, ?source, ?none) AS ?yes)
  BIND(IF(?polarity = gb:Rejects, ?source, ?none) AS ?no)
  BIND(IF(?polarity = gb:Open, ?source, ?none) AS ?maybe)
}
GROUP BY ?proposition ?status
"""
_SOLE = """
SELECT ?proposition ?status (MIN(?day) AS ?first) WHERE {
  ?told gb:canonicalProposition ?proposition .
  ?mention OF ?told ; gb:status ?status .
  ?attribution gb:ofMention ?mention ; gb:polarity gb:Affirms ; SOURCE ?said .
  ?said gb:canonicalActor ?source .
  MINUS { ?verdict gb:decision gb:Rejected ; gb:verdictOn ?mention }
  MINUS { ?mention gb:wireCopyOf ?original }
  OPTIONAL { ?mention gb:day ?day }
}
GROUP BY ?proposition ?status HAVING (COUNT(DISTINCT ?source) = 1)
"""
_TALLIES = """
SELECT ?proposition ?status ?affirming ?rejecting ?doubting WHERE {
  ?tally TALLY ?proposition ; gb:ofStatus ?status ; gb:affirming ?affirming ; gb:rejecting ?rejecting ; gb:doubting ?doubting
}
"""
_SIDE = """
SELECT ?proposition ?source WHERE {
  ?told gb:canonicalProposition ?proposition .
  ?mention OF ?told .
  ?attribution gb:ofMention ?mention ; gb:polarity POLARITY ; SOURCE ?said .
  ?said gb:canonicalActor ?source .
  MINUS { ?verdict gb:decision gb:Rejected ; gb:verdictOn ?mention }
}
"""
_FIRST = """
SELECT ?proposition (MIN(?day) AS ?first) WHERE {
  ?told gb:canonicalProposition ?proposition .
  ?mention OF ?told .
  MINUS { ?verdict gb:decision gb:Rejected ; gb:verdictOn ?mention }
  ?attribution gb:ofMention ?mention ; gb:polarity gb:Rejects .
  OPTIONAL { ?attribution gb:saidOn ?day }
}
GROUP BY ?proposition
"""
_DISPUTES = "SELECT ?proposition ?key WHERE { ?dispute DISPUTE ?proposition ; KEY ?key }"
_KEYS = "SELECT ?proposition ?status ?key WHERE { ?tally TALLY ?proposition ; gb:ofStatus ?status ; KEY ?key }"
_ENDS = "SELECT ?proposition ?end WHERE { ?proposition END ?end }"


def _rows(store: OxigraphStore, text: str, level: Level, **names: str) -> set[tuple[str | None, ...]]:
    of_level = NAMES[level]
    usual = {"OF": of_level.of_proposition, "SOURCE": of_level.source, "TALLY": of_level.tally_of}
    for name, iri in {**usual, **names}.items():
        text = text.replace(f" {name} ", f" <{iri}> ")
    return set(store.query(text).rows)


def _keyed(store: OxigraphStore, level: Level, key: str) -> dict[tuple[str | None, str | None], set[str]]:
    out: defaultdict[tuple[str | None, str | None], set[str]] = defaultdict(set)
    for proposition, status, text in _rows(store, _KEYS, level, KEY=key):
        out[proposition, status].add(str(text).strip('"'))
    return out


def _check(store: OxigraphStore) -> None:
    for level, names in NAMES.items():
        counted = _rows(store, _COUNT, level)
        assert _rows(store, _TALLIES, level) == counted
        agents = dict(_rows(store, _ENDS, level, END=v.AGENT))
        categories = dict(_rows(store, _ENDS, level, END=v.CATEGORY_OF))
        parties: defaultdict[str | None, set[str]] = defaultdict(set)
        for proposition, end in _rows(store, _ENDS, level, END=v.PARTY):
            parties[proposition].add(str(end)[1:-1].removeprefix(BASE))
        wanted = {}
        for proposition, status, affirming, rejecting, _ in counted:
            counts = (_number(rejecting), _number(affirming))
            wanted[proposition, status] = {
                v.month_key(
                    str(agents[proposition])[1:-1].removeprefix(BASE),
                    str(categories[proposition])[1:-1].removeprefix(v.NS),
                    v.rank_of(*counts, str(proposition)[1:-1]),
                )
            }
        assert _keyed(store, level, names.rank) == wanted
        sole = {
            (proposition, status): {v.month_key(end, "", v.key_month(_text(day))) for end in parties[proposition]}
            for proposition, status, day in _rows(store, _SOLE, level)
        }
        assert sole
        assert _keyed(store, level, names.sole_month) == sole

        affirmed, rejected = (_rows(store, _SIDE, level, POLARITY=side) for side in (v.AFFIRMS, v.REJECTS))
        disputed = {one for one, yes in affirmed for other, no in rejected if one == other and yes != no}
        first = dict(_rows(store, _FIRST, level))
        assert disputed
        wanted_keys: dict[str, set[tuple[str | None, str]]] = {
            v.DISPUTE_PARTY: {(one, f"<{BASE}{end}>") for one in disputed for end in parties[one]},
            names.dispute_digits: {
                (one, v.month_key(end, "", v.digits_of(str(one)[1:-1]))) for one in disputed for end in parties[one]
            },
            names.dispute_month: {
                (one, v.month_key(end, "", v.key_month(_text(first[one])))) for one in disputed for end in parties[one]
            },
        }
        for key, keyed in wanted_keys.items():
            found = _rows(store, _DISPUTES, level, DISPUTE=names.dispute_of, KEY=key)
            assert {(one, str(text).strip('"')) for one, text in found} == keyed


def _number(count: str | None) -> int:
    return int(_text(count))


def _text(literal: str | None) -> str:
    return literal.split('"')[1] if literal else ""


def test_of_everything(full_store: OxigraphStore) -> None:
    """The whole corpus of the tests."""
    _check(full_store)


def test_while_articles_come_and_verdicts_fall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One after another: a verdict, its taking back, more tellings, and the going of some."""
    monkeypatch.setattr(following, "MOST_OF_ALL", math.inf)
    with open_store(tmp_path / "graph", create=True, relations=RELATIONS, knowledge=KNOWLEDGE) as store:
        store.add([*corpus(), *wire()])
        _check(store)
        before = [str(quad) for quad in store.quads()]
        mentions = sorted({q.subject[1:-1] for q in store.quads() if q.predicate == f"<{v.OF_PROPOSITION}>"})
        store.judge(dict.fromkeys(mentions[::2], v.REJECTED))
        assert [str(quad) for quad in store.quads()] != before
        _check(store)
        store.judge(dict.fromkeys(mentions[::2]))
        assert [str(quad) for quad in store.quads()] == before
        store.add([_again("n1", "asserts"), _again("n2", "denies"), _again("n3", "doubts")])
        _check(store)
        store.remove(["n1", wire()[0].article.id])
        _check(store)


def _again(identifier: str, stance: Stance) -> Reading:
    d = desk(identifier, "قال زيلنسكي إن بوتين التقى كيم جونغ أون في موسكو", date="2024-10-23", publisher="القلم")
    d.say(
        "meets", ("actor/vladimir-putin", "بوتين"), ("actor/kim-jong-un", "كيم جونغ أون"), "التقى",
        Says("actor/volodymyr-zelensky", stance, "قال", "زيلنسكي"),
    )  # fmt: skip
    return d.reading()


_COUNTS = st.tuples(st.integers(0, 40), st.integers(0, 40), st.text("0123456789abcdef", min_size=20, max_size=20))


@given(st.lists(_COUNTS, max_size=40))
def test_ranks_are_in_the_order_of_answers(counts: list[tuple[int, int, str]]) -> None:
    """Whatever is of an earlier rank comes before all of a later one, as for-and-against is sorted."""
    places = [v.RANKS.index(v.rank_of(*one)) for one in sorted(counts, key=lambda one: (-one[0], -one[1], one[2]))]

    assert all(place <= following for place, following in pairwise(places))


@pytest.mark.parametrize(
    "days", [["", "0987-01-01", "1989-12-31", "1990-01-01", "2024-10-16", "2049-12-31", "2050-01-01"]]
)
def test_months_are_in_the_order_of_days(days: list[str]) -> None:
    """Each day has its month, in the order of the days; what has no day comes first."""
    places = [v.KEY_MONTHS.index(v.key_month(day)) for day in days]

    assert places == sorted(places)
    assert len(set(places)) == len(days) - 1
