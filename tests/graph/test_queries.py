"""Named queries and the runner: columns, levels, every parameter set and unset, refusals, limits, forms of an
answer."""

from __future__ import annotations

import csv
import io
import json
import re
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Mapping
from itertools import combinations, permutations
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest

from graphbuild import vocab as v
from graphbuild.errors import (
    DataError,
    QueryError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    UnknownNameError,
    UsageError,
)
from graphbuild.graph import pages as graph_pages
from graphbuild.graph import paths, queries, runner, worker
from graphbuild.graph.oxigraph import OxigraphStore
from graphbuild.graph.queries import check_read_only, named_queries, parse_named
from graphbuild.graph.results import RESULT_WRITERS, Result, write_result
from graphbuild.graph.store import open_store
from graphbuild.iris import BASE, kind_id

from .readings import RELATIONS

A = BASE + "actor/"

#: A value for each parameter of each query that leaves at least one row, at the level of actors.
GIVEN: Mapping[str, Mapping[str, str]] = {
    "actor-dossier": {"actor": "بيسكوف", "since": "2024-10-16", "until": "2024-10-18"},
    "between-two-actors": {"a": "PRK", "b": "actor:RUS", "since": "2024-10-19", "until": "2024-10-20"},
    "categories-by-month": {"category": "AID", "since": "2024-10-01", "until": "2024-10-31"},
    "chains-of-sources": {"reporter": "رويترز", "source": "__unnamed__"},
    "changes-of-mind": {"source": "KOR"},
    "contested": {
        "actor": "كيم جونغ أون", "by": "category", "status": "any", "window_days": "1", "since": "2024-06-20", "until": "2024-06-20",
    },
    "contested-since": {"actor": "actor:PRK-armed-forces", "category": "AID", "since": "2024-10-16", "until": "2024-10-31"},
    "events-at-a-place": {"place": "لوغانسك", "since": "2024-10-03", "until": "2024-10-03"},
    "evidence": {"proposition": "__aid__", "subject": "actor:PRK-armed-forces", "relation": "provides_military_aid_to", "object": "القوات الروسية"},
    "for-and-against": {"subject": "actor:PRK-armed-forces", "category": "AID", "status": "Actual"},
    "most-cited-sources": {"since": "2024-10-05", "until": "2024-10-20"},
    "office-holders": {"body": "روسيا", "person": "Dmitry Medvedev", "on": "2010-01-01"},
    "only-in-outlet": {"outlet": "القلم", "since": "2024-10-19", "until": "2024-10-19"},
    "outlets-that-differ": {"since": "2024-06-20", "until": "2024-06-20"},
    "pairs-by-month": {"a": "KOR", "b": "x", "since": "2024-06-01", "until": "2024-12-31"},
    "path-between": {"a": "هجوم", "b": "x"},
    "planned-and-possible": {"subject": "PRK", "status": "Possible", "category": "AID", "since": "2024-10-20", "until": "2024-10-20"},
    "same-actor-links": {"decision": "Automatic"},
    "single-source-claims": {"about": "حزب الله", "status": "Actual"},
    "stance-over-time": {"source": "Dmitry Peskov", "about": "actor:RUS-armed-forces", "category": "AID", "since": "2024-10-17", "until": "2024-10-18"},
    "told-network": {},
    "unnamed-sources": {"since": "2024-10-05", "until": "2024-10-16"},
    "who-accuses-whom": {"subject": "حزب الله", "about": "UKR", "status": "Actual", "since": "2024-10-19", "until": "2024-10-19"},
    "who-attacks-whom": {"subject": "UKR", "about": "actor:RUS-armed-forces", "status": "Actual", "since": "2024-10-05", "until": "2024-10-05"},
    "who-denies-what": {"denier": "بيسكوف", "about": "actor:PRK-armed-forces", "category": "AID", "since": "2024-10-17", "until": "2024-10-18"},
    "who-met-whom": {"subject": "بوتين", "about": "زيلنسكي", "status": "Actual", "since": "2024-10-18", "until": "2024-10-19"},
    "who-signed-with-whom": {"actor": "SYR", "status": "Planned", "since": "2024-10-20", "until": "2024-10-20"},
    "who-supports-whom": {"subject": "actor:PRK-armed-forces", "object": "actor:RUS-armed-forces", "status": "Actual"},
    "who-threatens-whom": {"subject": "PRK", "about": "KOR", "status": "Possible", "since": "2024-10-20", "until": "2024-12-31"},
    "wire-copies": {},
}  # fmt: skip
GIVEN = {
    **GIVEN,
    "pairs-by-month": {
        "a": "actor:PRK-armed-forces",
        "b": "القوات الروسية",
        "since": "2024-10-01",
        "until": "2024-10-31",
    },
    "path-between": {"a": "حزب الله", "b": "القوات الروسية"},
}
#: No article of the corpus threatens anybody: the query is right to answer nothing.
EMPTY = {"who-threatens-whom"}


def _value(store: OxigraphStore, text: str) -> str:
    if text == "__unnamed__":
        rows = store.query("SELECT ?s { ?a gb:via ?b ; gb:source ?s }").values()
        return str(rows[0][0])
    if text == "__aid__":
        rows = store.query("SELECT ?p { ?p gb:subject actor:PRK-armed-forces ; gb:category gb:AID }").values()
        return str(rows[0][0])
    return text


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_every_named_query_with_each_parameter_set_and_unset(full_store: OxigraphStore, name: str) -> None:
    """Without parameters, with each alone and with all: never an error, never more rows than without, some rows where
    there should be."""
    named = named_queries()[name]
    given = {key: _value(full_store, text) for key, text in GIVEN[name].items()}
    size = lambda result: len(result.rows) + len(result.triples)  # noqa: E731
    assert set(given) == {param.name for param in named.params}, "give a value for each parameter here"
    for level in ("actor", "state"):
        plain = full_store.query(name, {"level": level})
        for chosen in ({}, *({key: value} for key, value in given.items()), given):
            result = full_store.query(name, {**chosen, "level": level})
            assert result.columns == named.columns
            widening = {"by", "status", "window_days"} if name == "contested" else set()
            if not widening & set(chosen):
                assert size(result) <= size(plain) or named.columns[0] in ("outlet", "source", "month"), chosen
            if level == "actor" and name not in EMPTY:
                assert size(result) > 0, chosen
        assert size(plain) > 0 or name in EMPTY | ({"wire-copies"} if level == "state" else set())


def requests_of(store: OxigraphStore, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """The requests that a store's worker is sent from now on, with the database that they are about."""
    asked: list[dict[str, Any]] = []
    usual = store.answer

    def noted(request: dict[str, Any], *, timeout_s: float | None) -> dict[str, Any]:
        asked.append({**request, "path": str(store.snapshot_path())})
        return usual(request, timeout_s=timeout_s)

    monkeypatch.setattr(store, "answer", noted)
    return asked


@pytest.mark.parametrize("name", sorted(name for name, named in named_queries().items() if named.params))
def test_taken_row_by_row_the_answers_are_the_same(
    full_store: OxigraphStore, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An OPTIONAL that is taken row by row (Oxigraph's LATERAL) gives what it gives as it stands."""
    asked = requests_of(full_store, monkeypatch)
    given = {key: _value(full_store, text) for key, text in GIVEN[name].items()}
    del asked[:]
    for level in ("actor", "state"):
        for chosen in (*({key: value} for key, value in given.items()), given):
            full_store.query(name, {**chosen, "level": level})
    opened: dict[str, Any] = {}
    taken = [worker.answer(request, opened) for request in asked]
    monkeypatch.setattr(worker, "stepwise", lambda text: text)
    plain = [worker.answer(request, opened) for request in asked]
    for one in (*taken, *plain):
        one["rows"].sort(key=str)

    assert taken == plain


@pytest.mark.parametrize("name", sorted(name for name, named in named_queries().items() if named.params))
def test_with_a_limit_the_rows_are_the_first_of_the_whole_answer(
    full_store: OxigraphStore, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Timelines are read by months where a limit is given, and paths from both ends: the rows are those of the query as
    plain SPARQL, in its order, and a smaller limit gives the first of them."""
    monkeypatch.setattr(graph_pages, "FIRST_PAGE", 2)
    asked = requests_of(full_store, monkeypatch)
    given = {key: _value(full_store, text) for key, text in GIVEN[name].items()}
    pairs = [dict(pair) for pair in combinations(given.items(), 2)]
    del asked[:]
    for level in ("actor", "state"):
        for chosen in (*({key: value} for key, value in given.items()), *pairs, given):
            full_store.query(name, {**chosen, "level": level}, limit=100_000)
    opened: dict[str, Any] = {}
    days = [place for place, column in enumerate(named_queries()[name].columns) if column == "date"]
    for request in asked:
        whole = worker.answer({**request, "pages": [], "name": ""}, opened)["rows"]
        rows = worker.answer(request, opened)["rows"]
        assert sorted(rows, key=str) == sorted(whole, key=str)
        assert [[row[day] for day in days] for row in rows] == [[row[day] for day in days] for row in whole]
        if re.search("gb:(tally|dispute)Of", named_queries()[name].text):
            # No two rows are sorted alike.
            assert rows == whole
        for limit in {0, 1, 2, len(whole)}:
            some = worker.answer({**request, "max_rows": limit}, opened)
            assert (some["rows"], some["truncated"]) == (rows[:limit], len(rows) > limit)


@pytest.mark.parametrize("few", [0, 1, 5, 1000])
def test_paths_are_the_same_however_many_propositions_are_few(
    full_store: OxigraphStore, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read from either end, from both, or relation by relation: the rows are those of the query as plain SPARQL."""
    asked = requests_of(full_store, monkeypatch)
    monkeypatch.setattr(paths, "FEW", few)
    ends = ("actor:PRK", "actor:RUS", "actor:kim-jong-un", "actor:PRK-armed-forces", "actor:UKR")
    for a, b in permutations(ends, 2):
        for level in ("actor", "state"):
            full_store.query("path-between", {"a": a, "b": b, "level": level}, limit=1000)
    found = 0
    opened: dict[str, Any] = {}
    for request in asked:
        if request["name"] == "path-between":
            rows = worker.answer(request, opened)["rows"]
            assert rows == worker.answer({**request, "name": ""}, opened)["rows"]
            found += len(rows)

    assert found


def test_paths_pass_over_what_is_gone() -> None:
    """While a change is under way, what is derived may speak of a proposition that no article tells any more."""
    store = pyoxigraph.Store()
    kind = BASE + kind_id("actor/PRK", v.NS + "AID", "actor/RUS")
    for subject, predicate, object_ in (
        (A + "PRK", v.LABEL_AR, pyoxigraph.Literal("a")),
        (A + "RUS", v.LABEL_AR, pyoxigraph.Literal("b")),
        (BASE + "proposition/gone", v.KIND, pyoxigraph.NamedNode(kind)),
    ):
        store.add(pyoxigraph.Quad(pyoxigraph.NamedNode(subject), pyoxigraph.NamedNode(predicate), object_))

    assert list(paths.Paths(store, BASE, {}).rows(A + "PRK", A + "RUS")) == []


def test_months_after_the_limit_are_not_read(full_store: OxigraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A timeline with a limit is asked for the first months in which enough is told, then for those with twice as much, and
    no further than it must; without a limit once, as it stands."""
    texts: list[str] = []
    monkeypatch.setattr(graph_pages, "FIRST_PAGE", 3)
    usual = worker._result
    monkeypatch.setattr(worker, "_result", lambda *given: texts.append(given[2]) or usual(*given))
    monkeypatch.setattr(
        full_store,
        "answer",
        lambda request, *, timeout_s: worker.answer({**request, "path": str(full_store.snapshot_path())}, {}),
    )
    asked = {}
    for limit in (1, 100_000, None):
        del texts[:]
        full_store.query("actor-dossier", {"actor": "RUS"}, limit=limit)
        asked[limit] = [sorted(set(re.findall(r"actor/RUS AID ([\w-]+)\"", text))) for text in texts]

    assert asked[None] == [[]]
    assert len(asked[1]) < len(asked[100_000])
    assert asked[1] == asked[100_000][: len(asked[1])]
    months = [month for some in asked[100_000] for month in some]
    assert months == sorted(set(months), key=lambda month: (month != v.UNDATED, month))
    assert len(asked[100_000]) > 1
    assert all(asked[100_000])


def test_every_query_sorted_by_the_articles_day_is_read_by_months() -> None:
    """What is sorted by the article's day, or reads tallies or disputes, and takes an actor, has a page for each of its
    actors; and each pattern of a page is one that the level of states has, too."""
    for name, named in named_queries().items():
        by_day = re.search(r"ORDER BY \?date .*$", named.text) and "GROUP BY" not in named.text
        by_key = "gb:tallyOf" in named.text or "gb:disputeOf" in named.text
        pages = {match[1]: match[2] for match in re.finditer(r"# page (\w+)[^:\n]*?(?: gb:\w+)?: (.*)", named.text)}
        actors = {param.name for param in named.params if param.type == "actor"}
        if (by_day or by_key) and name != "evidence":
            assert set(pages) == actors, name
        else:
            assert not pages, name
        for pattern in pages.values():
            assert queries.rewrite(pattern, queries._STATE_SWAPS) != pattern


def test_there_are_enough_and_each_says_what_it_is() -> None:
    """At least twenty, each with title and description in both languages and a hint for the view."""
    assert len(named_queries()) >= 20
    for named in named_queries().values():
        assert named.title_ar and named.title_en and named.description_ar and named.description_en
        assert any("\u0600" <= c <= "\u06ff" for c in named.title_ar)
        assert all(param.about for param in named.params)


def test_fixed_columns_of_the_first_three() -> None:
    """The columns that others rely on."""
    columns = {
        name: ", ".join(named_queries()[name].columns)
        for name in ("who-denies-what", "contested", "who-signed-with-whom")
    }
    assert columns == {
        "who-denies-what": "denier, denierLabel, relation, subject, subjectLabel, object, objectLabel, quote, article, date",
        "contested": "proposition, subjectLabel, relation, objectLabel, affirmers, deniers, affirmQuote, denyQuote",
        "who-signed-with-whom": "a, aLabel, b, bLabel, status, voice, quote, article, date",
    }


def test_who_denies_what(full_store: OxigraphStore) -> None:
    """Peskov denies the aid, with the sentence of the denial; the bare DENY mention that has an inner claim is not
    told twice."""
    rows = full_store.query("who-denies-what", {"denier": "بيسكوف"}).records()

    assert [(row["relation"], row["subject"], row["object"], row["date"]) for row in rows] == [
        (v.NS + "provides_military_aid_to", A + "PRK-armed-forces", A + "RUS-armed-forces", day)
        for day in ("2024-10-16", "2024-10-18")
    ]
    assert rows[0]["quote"] == "لكن هذه المزاعم نفاها ديميتري بيسكوف."
    assert rows[0]["denierLabel"] == "ديميتري بيسكوف"


def test_denial_of_untold_content(tmp_path: Path) -> None:
    """A denial whose content the text does not tell is a row of its own, without ends."""
    from .readings import desk

    d = desk("x", "نفى ديميتري بيسكوف هذه الأنباء.", date="2024-10-30")
    d.say("denies_allegation_of", ("actor/dmitry-peskov", "ديميتري بيسكوف"), None, "نفى")
    with open_store(tmp_path / "g", create=True, relations=RELATIONS) as store:
        store.add([d.reading()])
        rows = store.query("who-denies-what").records()

    assert [(r["denier"], r["relation"], r["subject"], r["objectLabel"]) for r in rows] == [
        (A + "dmitry-peskov", v.NS + "denies_allegation_of", None, None)
    ]


def test_contested_has_both_sides(full_store: OxigraphStore) -> None:
    """Two disputes; who only doubts is on neither side; the window, the status and the level count."""
    rows = full_store.query("contested").records()
    by_relation = {str(row["relation"]).removeprefix(v.NS): row for row in rows}

    assert set(by_relation) == {"provides_military_aid_to", "signs_agreement_with"}
    assert by_relation["signs_agreement_with"]["affirmers"] == "الوطن"
    assert by_relation["signs_agreement_with"]["deniers"] == "النهر"
    assert by_relation["provides_military_aid_to"]["affirmers"] == "أوكرانيا | مسؤولون كوريون جنوبيون"
    assert by_relation["provides_military_aid_to"]["deniers"] == "ديميتري بيسكوف"
    assert len(full_store.query("contested", {"window_days": "0"}).rows) == 1
    states = full_store.query("contested", level="state").records()
    assert {row["affirmers"] for row in states} == {"الوطن", "أوكرانيا | كوريا الجنوبية"}


def test_contested_since_when(full_store: OxigraphStore) -> None:
    """First affirmation, first and last rejection, by their articles' days, and how many sources stand on either side."""
    rows = {
        str(row["relation"]).removeprefix(v.NS): row
        for row in full_store.query("contested-since", {"lang": "en"}).records()
    }
    aid = rows["provides_military_aid_to"]
    told = full_store.query("evidence", {"proposition": str(aid["proposition"])}).records()
    days = {
        side: sorted(str(row["date"]) for row in told if row["polarity"] == v.NS + side)
        for side in ("Affirms", "Rejects")
    }
    sources = {
        side: {row["source"] for row in told if row["polarity"] == v.NS + side} for side in ("Affirms", "Rejects")
    }

    assert (aid["affirmedSince"], aid["rejectedSince"], aid["rejectedLast"]) == (
        days["Affirms"][0], days["Rejects"][0], days["Rejects"][-1],
    )  # fmt: skip
    assert (int(str(aid["affirmers"])), int(str(aid["rejecters"]))) == (
        len(sources["Affirms"]),
        len(sources["Rejects"]),
    )
    contested = {row["proposition"] for row in full_store.query("contested").records()}
    assert contested <= {row["proposition"] for row in rows.values()}


def test_who_signed_with_whom(full_store: OxigraphStore) -> None:
    """Told, told not, and planned; at the level of states, too."""
    rows = full_store.query("who-signed-with-whom", {"lang": "en"}).records()
    assert [(r["aLabel"], r["bLabel"], str(r["status"]).removeprefix(v.NS), r["voice"]) for r in rows] == [
        ("Kim Jong Un", "Vladimir Putin", "Actual", "told"),
        ("Kim Jong Un", "Vladimir Putin", "Actual", "told not"),
        ("Russia", "Syria", "Planned", "told"),
    ]
    assert (
        next(r["aLabel"] for r in full_store.query("who-signed-with-whom", {"lang": "en", "level": "state"}).records())
        == "North Korea"
    )


def test_offices_of_the_data_and_of_the_articles(full_store: OxigraphStore) -> None:
    """Half-open: on the day of the change the new holder holds; who is in no article has the label of the data."""
    rows = full_store.query("office-holders", {"on": "2012-05-07", "body": "RUS"}).records()
    assert [(r["personLabel"], r["basis"]) for r in rows] == [("فلاديمير بوتين", "data")]
    assert [r["personLabel"] for r in full_store.query("office-holders", {"on": "2012-05-06"}).records()] == [
        "دميتري ميدفيديف"
    ]


def test_wire_copy_is_one_source(full_store: OxigraphStore) -> None:
    """Two outlets with the agency's sentence count as one source."""
    rows = full_store.query("for-and-against", {"subject": "actor:UKR-armed-forces"}).records()
    assert [(r["object"], r["affirming"]) for r in rows] == [(A + "luhansk", "1")]
    assert full_store.query("wire-copies").records()[0]["copyOutlet"] == "البيان"


# --- names


def test_parameters_take_iri_curie_code_label_and_family_name(full_store: OxigraphStore) -> None:
    """Every way of naming an actor means the same; a merged spelling means the one it stands for."""
    wanted = full_store.query("who-denies-what", {"denier": A + "dmitry-peskov"}).rows
    for name in (
        "actor:dmitry-peskov",
        "actor/dmitry-peskov",
        "dmitry-peskov",
        "ديميتري بيسكوف",
        "Dmitry peskov",
        "بيسكوف",
    ):
        assert full_store.query("who-denies-what", {"denier": name}).rows == wanted, name
    met = full_store.query("who-met-whom", {"about": "زيلنسكي"}).rows
    assert met == full_store.query("who-met-whom", {"about": "actor:x-zelenski"}).rows
    assert len(met) == 2


@pytest.mark.parametrize(
    ("params", "error", "message"),
    [
        ({"denier": "لا أحد"}, UsageError, "no actor 'لا أحد' in this store"),
        ({"denier": "كوريا"}, UsageError, "several actors are called 'كوريا': actor/KOR, actor/PRK"),
        ({"denier": "ex:a"}, UnknownNameError, "no prefix 'ex'"),
        ({"denier": "actor:a b"}, UsageError, "no actor 'actor:a b'"),
        ({"since": "yesterday"}, UsageError, "since: 'yesterday' is no date; write it as 2024-10-16"),
        ({"since": "2024-02-30"}, UsageError, "is no date"),
        ({"category": "LOVE"}, UnknownNameError, "no category 'LOVE'; known: ACCUSE"),
        (
            {"nope": "x"},
            UnknownNameError,
            "no parameter of who-denies-what 'nope'; known: about, category, denier, lang, level",
        ),
        ({"level": "planet"}, UnknownNameError, "no level 'planet'; known: actor, state"),
        ({"lang": "fr"}, UnknownNameError, "no lang 'fr'"),
    ],
)
def test_bad_parameters(
    full_store: OxigraphStore, params: dict[str, str], error: type[Exception], message: str
) -> None:
    """Each is an error that says what was possible."""
    with pytest.raises(error) as caught:
        full_store.query("who-denies-what", params)
    assert message in str(caught.value)


def test_values_are_bound_and_never_pasted(full_store: OxigraphStore) -> None:
    """A value that looks like SPARQL is a value."""
    evil = '" } INSERT DATA { <urn:a> <urn:b> <urn:c> } #'
    assert full_store.query("only-in-outlet", {"outlet": evil}).rows == ()
    for bad in ("actor:x> ?p ?o", "<urn:a> <urn:b>"):
        with pytest.raises((UsageError, UnknownNameError)):
            full_store.query("who-denies-what", {"denier": bad})


# --- free text


def test_free_sparql_with_prefixes_and_parameters(full_store: OxigraphStore) -> None:
    """Prefixes need no declaration; parameters bind variables of the text."""
    result = full_store.query(
        "SELECT ?o ?s { GRAPH <" + BASE + "graph/told> { ?s gb:meets ?o } } ORDER BY ?o", {"s": "بوتين"}
    )
    assert [row[0] for row in result.values()] == [A + "volodymyr-zelensky", A + "x-zelenski"]
    assert full_store.query("ASK { actor:PRK a gb:Country }").boolean is True
    assert len(full_store.query("CONSTRUCT { ?a gb:meets ?b } WHERE { ?a gb:meets ?b }").triples) == 4
    with pytest.raises(UnknownNameError, match="no parameter 'x'; known: a"):
        full_store.query("SELECT ?a { ?a a gb:Country }", {"x": "PRK"})


def test_default_graph_is_a_set(full_store: OxigraphStore) -> None:
    """The union of the graphs has each triple once: a pattern gives one row for each."""
    rows = full_store.query("SELECT ?p { actor:PRK gb:country ?p }").rows
    assert len(rows) == 1


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }",
        "select * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://x.example/> { ?s ?p ?o } }",
        "SELECT * { #\nSERVICE<http://x.example/>{?s ?p ?o} }",
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "PREFIX x: <urn:x> DELETE WHERE { ?s ?p ?o }",
        "# SELECT\nDROP ALL",
        "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "LOAD <http://x.example/>",
    ],
)
def test_refused(full_store: OxigraphStore, text: str) -> None:
    """Updates and SERVICE are refused before anything runs."""
    with pytest.raises(QueryRefusedError):
        full_store.query(text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT ?service { ?service rdfs:label "SERVICE" }',
        "SELECT * { ?s <http://x.example/SERVICE> ?o } # SERVICE",
        "SELECT * { ?s gb:SERVICE ?o }",
        "SELECT * { ?s ?p '''it's SERVICE''' }",
        'SELECT * { ?s ?p "a\\" SERVICE <x>" }',
        "PREFIX service: <urn:service:> SELECT * { ?s service:insert ?o }",
        "SELECT * { ?s ?p 'x'@service }",
        "SELECT * { _:service ?p ?o }",
    ],
)
def test_not_refused(full_store: OxigraphStore, text: str) -> None:
    """The word in a string, an IRI, a comment, a variable, a name or a tag is only a word."""
    check_read_only(text)
    assert full_store.query(text).kind == "rows"


def test_from_fetches_nothing(full_store: OxigraphStore) -> None:
    """FROM names a graph of the store and is never a download."""
    assert full_store.query("SELECT * FROM <http://x.example/data.ttl> { ?s ?p ?o }").rows == ()
    told = full_store.query(f"SELECT * FROM <{BASE}graph/told> {{ ?s ?p ?o }}").rows
    assert len(told) == full_store.stats()["told"]


def test_malformed(full_store: OxigraphStore) -> None:
    """A syntax error is told with its place."""
    with pytest.raises(QuerySyntaxError, match=r"not SPARQL: .*1:"):
        full_store.query("SELECT ?x { ?x a }")
    with pytest.raises(UnknownNameError, match="no query 'who-denies'; known: actor-dossier"):
        full_store.query("who-denies")


def test_limit(full_store: OxigraphStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """A limit cuts and says so; without one an endless answer is an error."""
    result = full_store.query("SELECT * { ?s ?p ?o }", limit=3)
    assert (len(result.rows), result.truncated) == (3, True)
    assert not full_store.query("SELECT * { ?s gb:via ?o }", limit=3).truncated
    assert full_store.query("SELECT * { ?s ?p ?o }", limit=0).rows == ()
    for bad in (-1, True, 1.5, "3"):
        with pytest.raises(UsageError, match="limit: expected a whole number"):
            full_store.query("SELECT * { ?s ?p ?o }", limit=bad)  # type: ignore[arg-type]
    monkeypatch.setattr(queries, "MAX_ROWS", 10)
    with pytest.raises(QueryError, match="more than 10 rows; ask for less, or give a limit"):
        full_store.query("SELECT * { ?s ?p ?o }")


def test_timeout_stops_the_query_and_the_next_one_runs(full_store: OxigraphStore) -> None:
    """A query that takes too long is killed at its time; the store answers on."""
    started = time.monotonic()
    with pytest.raises(QueryTimeoutError, match=r"stopped after 0\.5 s"):
        full_store.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", timeout_s=0.5)
    assert time.monotonic() - started < 3
    assert full_store.query("ASK { ?s ?p ?o }").boolean is True


def test_worker_that_dies_is_told_or_replaced(full_store: OxigraphStore) -> None:
    """A worker that died while idle is replaced without a word."""
    assert full_store.query("ASK {}").boolean is True
    process = full_store.runner._process
    process.kill()
    process.wait()
    assert full_store.query("ASK {}").boolean is True
    assert isinstance(full_store.runner, runner.QueryRunner)


def test_query_sees_each_change(tmp_path: Path) -> None:
    """A store asked before and after a change answers from the newest snapshot."""
    from .readings import no_pact, pact

    with open_store(tmp_path / "g", create=True, relations=RELATIONS) as store:
        assert store.query("who-signed-with-whom").rows == ()
        store.add([pact()])
        assert len(store.query("who-signed-with-whom").rows) == 1
        store.add([no_pact()])
        assert len(store.query("who-signed-with-whom").rows) == 2
        store.remove(["w2"])
        assert len(store.query("who-signed-with-whom").rows) == 1


# --- forms


def _nasty() -> Result:
    return Result(
        "rows", ("a", "b"),
        (('"=1+1"', f"<{A}PRK>"), ('"\\u0001<&\\n\\"x\\""@ar', None), ('"-3.5"^^<http://www.w3.org/2001/XMLSchema#decimal>', '"a\u2028b"')),
    )  # fmt: skip


def test_csv_is_guarded_and_marked(full_store: OxigraphStore) -> None:
    """Formulas are defused, numbers kept; the mark for Excel comes when asked."""
    text = write_result(_nasty(), "csv")
    rows = list(csv.reader(io.StringIO(text)))

    assert rows == [["a", "b"], ["'=1+1", A + "PRK"], ['\x01<&\n"x"', ""], ["-3.5", "a\u2028b"]]
    assert write_result(_nasty(), "csv", bom=True) == "\ufeff" + text


def test_standard_forms_read_back(full_store: OxigraphStore) -> None:
    """TSV, JSON and XML are the standard's: Oxigraph reads them back."""
    result = full_store.query("who-denies-what")
    formats = {"tsv": "TSV", "json": "JSON", "xml": "XML"}
    for format, name in formats.items():
        text = write_result(result, format)
        again = pyoxigraph.parse_query_results(text, getattr(pyoxigraph.QueryResultsFormat, name))
        assert isinstance(again, pyoxigraph.QuerySolutions)
        assert [tuple(None if c is None else str(c) for c in row) for row in again] == list(result.rows), format


def test_xml_and_jsonl_of_nasty_values() -> None:
    """Control characters that XML cannot hold are replaced; one JSON object stays on one line."""
    ElementTree.fromstring(write_result(_nasty(), "xml"))
    lines = write_result(_nasty(), "jsonl").splitlines()

    assert [json.loads(line) for line in lines][2] == {"a": "-3.5", "b": "a\u2028b"}


def test_graph_answers_as_turtle_and_jsonld(full_store: OxigraphStore) -> None:
    """CONSTRUCT gives Turtle and JSON-LD; a table cannot be one, nor a graph XML."""
    result = full_store.query("told-network")
    for format, name in (("ttl", "TURTLE"), ("jsonld", "JSON_LD")):
        parsed = pyoxigraph.parse(write_result(result, format), getattr(pyoxigraph.RdfFormat, name))
        assert {(str(t.subject), str(t.predicate), str(t.object)) for t in parsed} == set(result.triples)
    with pytest.raises(UsageError, match="ttl is for CONSTRUCT"):
        write_result(full_store.query("contested"), "ttl")
    with pytest.raises(UsageError, match="xml is for SELECT"):
        write_result(result, "xml")
    with pytest.raises(UnknownNameError, match="no format 'pdf'; known: csv, json"):
        write_result(result, "pdf")


def test_every_form_of_every_kind_of_answer(full_store: OxigraphStore) -> None:
    """Each kind has a text in each form that fits it, ASK too."""
    asked = full_store.query("ASK {}")
    assert json.loads(write_result(asked, "json"))["boolean"] is True
    assert "<boolean>true</boolean>" in write_result(asked, "xml")
    assert write_result(asked, "csv") == "answer\r\ntrue\r\n"
    for result in (full_store.query("contested"), full_store.query("told-network"), asked):
        header, rows = result.table()
        assert all(len(row) == len(header) for row in rows)
        for format in set(RESULT_WRITERS) - {"ttl", "jsonld", "xml"}:
            assert write_result(result, format)


# --- files


@pytest.mark.parametrize(
    ("head", "problem"),
    [
        ("# title@ar: س\n", "column 'title@en'"),
        (
            "# title@ar: س\n# title@en: x\n# description@ar: س\n# description@en: x\n# view: pie\n# columns: a\n",
            "'pie' is not one of",
        ),
        ("# param: since when - x\n", "type 'when' is not one of"),
        ("# param: since\n", "is not NAME TYPE"),
    ],
)
def test_a_query_file_with_a_bad_head_is_refused(tmp_path: Path, head: str, problem: str) -> None:
    """The head is checked, with file and line."""
    path = tmp_path / "bad.rq"
    path.write_text(head + "SELECT ?a { ?a ?b ?c }\n", encoding="utf-8")
    with pytest.raises(DataError, match=problem):
        parse_named(path)


def test_files_run_as_they_stand(full_store: OxigraphStore) -> None:
    """Each file is plain SPARQL: Oxigraph takes its text with the prefixes alone."""
    for named in named_queries().values():
        full_store.reader().query(named.text, prefixes=dict(v.PREFIXES), use_default_graph_as_union=True)
