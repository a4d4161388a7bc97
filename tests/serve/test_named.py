"""Named queries over HTTP."""

from __future__ import annotations

import csv
import io
from urllib.parse import urlencode

import pytest

from graphbuild.graph.queries import named_queries
from tests.serve.conftest import Live


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_all_are_listed_in_both_languages(live: Live) -> None:
    listed = {query["name"]: query for query in live.ask("/queries").json["queries"]}

    assert set(listed) == set(named_queries())
    denies = listed["who-denies-what"]
    assert denies["title"] == {"ar": "من ينفي ماذا", "en": "Who denies what"}
    about = {param["name"]: param["about"] for param in denies["params"]}
    assert about["denier"] == {"ar": "من ينفي", "en": "who denies"}
    assert denies["query"].startswith("SELECT")


@pytest.mark.parametrize("name", sorted(named_queries()))
def test_each_answers(live: Live, name: str) -> None:
    answer = live.ask(f"/query/{name}")

    assert answer.status == 200
    if answer.type == "application/sparql-results+json":
        assert answer.json["head"]["vars"] == list(named_queries()[name].columns)
    else:
        assert answer.type == "text/turtle"


def test_parameters_are_bound(live: Live) -> None:
    def deniers(**params: str) -> set[str]:
        return {
            row["denierLabel"]
            for row in table(live.ask("/query/who-denies-what?" + urlencode({"format": "csv", **params})).text)
        }

    assert "ديميتري بيسكوف" in deniers()
    assert deniers(denier="actor:dmitry-peskov") == {"ديميتري بيسكوف"}
    assert deniers(denier="بيسكوف", lang="en") == {"Dmitry Peskov"}
    assert deniers(denier="actor:kremlin") == set()
    assert deniers(denier="") == deniers(), "an empty field of a form binds nothing"


def test_a_form_may_be_posted(live: Live) -> None:
    fields = urlencode({"denier": "actor:dmitry-peskov", "format": "csv", "lang": "en"})
    answer = live.ask(
        "/query/who-denies-what", method="POST", body=fields, Content_Type="application/x-www-form-urlencoded"
    )

    assert {row["denierLabel"] for row in table(answer.text)} == {"Dmitry Peskov"}
    assert live.ask("/query/who-denies-what", method="POST", body="{}", Content_Type="application/json").status == 415


def test_levels_differ(live: Live) -> None:
    actor, state = (live.ask(f"/query/who-denies-what?level={level}&format=csv").text for level in ("actor", "state"))

    assert actor != state


@pytest.mark.parametrize(
    "query",
    [
        "nobody=1",
        "denier=nobody-of-this-name",
        "since=yesterday",
        "level=planet",
        "lang=fr",
        "limit=-1",
        "category=NOTHING",
        "denier=a&denier=b",
    ],
)
def test_what_cannot_be_is_refused(live: Live, query: str) -> None:
    answer = live.ask(f"/query/who-denies-what?{query}")

    assert (answer.status, answer.type) == (400, "application/problem+json")


def test_a_parameter_is_never_pasted_into_the_query(live: Live) -> None:
    for text in ("x> } INSERT", "'; DROP ALL #", "<a:b> . ?s ?p ?o", "} UNION { ?s ?p ?o"):
        answer = live.ask("/query/who-denies-what?" + urlencode({"denier": text, "format": "csv"}))
        assert answer.status == 400 or table(answer.text) == []


@pytest.mark.parametrize(("level", "lang"), [("actor", "ar"), ("state", "en")])
def test_the_text_of_one_gives_the_same_answer(live: Live, level: str, lang: str) -> None:
    text = live.ask(f"/queries/who-signed-with-whom?level={level}&lang={lang}").json["query"]
    by_text = live.ask(
        "/sparql",
        method="POST",
        body=urlencode({"query": text, "format": "csv"}),
        Content_Type="application/x-www-form-urlencoded",
    )
    by_name = live.ask(f"/query/who-signed-with-whom?level={level}&lang={lang}&format=csv")

    columns = named_queries()["who-signed-with-whom"].columns
    assert [[row[c] for c in columns] for row in table(by_text.text)] == [
        [row[c] for c in columns] for row in table(by_name.text)
    ]
    assert len(table(by_name.text)) >= 1
