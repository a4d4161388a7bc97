"""Parts of the service, each alone: negotiation, datasets, places of errors, what happens when something breaks."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.errors import QueryError, StoreError
from graphbuild.graph.queries import named_queries
from graphbuild.graph.results import Result
from graphbuild.serve import Settings
from graphbuild.serve.guards import host_of, is_address
from graphbuild.serve.negotiation import FORMS, accepted, choose, forms_of, named_form
from graphbuild.serve.problems import ProblemError, of_error, syntax_facts
from graphbuild.serve.scan import check_scan
from graphbuild.serve.sparql_text import form_of, tokens, with_dataset
from tests.serve.conftest import in_process

TYPES = [(form.media_type, form.also) for form in forms_of("rows")]


@pytest.mark.parametrize(
    ("header", "chosen"),
    [
        (None, 0), ("", 0), ("*/*", 0), ("text/csv", 2), ("text/*", 1), ("text/*;q=0.5, text/csv;q=0.1, text/tab-separated-values", 3),
        ("application/json;q=0.1, text/csv;q=0.2", 2), ("*/*;q=0.1, application/sparql-results+xml;q=0.2", 1), ("image/png", None),
        ("text/csv;q=0", None), ("text/csv;q=high", None), ("TEXT/CSV; charset=utf-8", 2), (",;,", None), ("*/*;q=0", None),
    ],
)  # fmt: skip
def test_the_best_liked_offer_is_chosen(header: str | None, chosen: int | None) -> None:
    assert choose(header, TYPES) == chosen


@given(st.text(max_size=60))
def test_no_header_breaks_negotiation(header: str) -> None:
    assert choose(header, TYPES) in (None, *range(len(TYPES)))
    assert all(0 <= weight <= 1 for _, weight in accepted(header))


def test_names_of_forms_mean_one_form_for_each_kind() -> None:
    assert {named_form(name, "rows") for name in ("json", "application/json")} == {FORMS["json"]}
    assert {named_form(name, "triples") for name in ("json", "json-ld", "application/ld json")} == {FORMS["jsonld"]}
    assert named_form("turtle", "rows") is None
    assert named_form("excel", "triples") is None


def test_rdfxml_holds_what_xml_cannot() -> None:
    text = FORMS["rdfxml"].write(Result("triples", triples=(("<a:b>", "<x:y#p>", '"a\\u0000b\\bc\\\\u0000"'),)))

    assert "a\ufffdb\ufffdc\\u0000" in text
    for name in ("<x:1/>", "<http://e/1>", "<http://e/a%20>"):
        with pytest.raises(ProblemError, match="RDF/XML cannot write"):
            FORMS["rdfxml"].write(Result("triples", triples=(("<a:b>", name, '"a"'),)))


DATASETS = (
    "SELECT * { ?s ?p ?o }",
    "SELECT (EXISTS { ?s ?p ?o } AS ?x) WHERE { ?s ?p ?o }",
    "PREFIX from: <x:> SELECT ?where FROM from:where FROM NAMED <a:b> WHERE { ?s ?p ?where }",
    "ASK FROM <a:b>#FROM <c:d>\n{ ?s ?p 'FROM <x:y> {' }",
    "CONSTRUCT { ?s ?p ?o } FROM <a:b> WHERE { ?s ?p ?o { ?o ?p ?q } }",
    "CONSTRUCT WHERE { ?s ?p ?o }",
    "CONSTRUCT FROM <a:b> WHERE { ?s ?p ?o }",
    "CONSTRUCT { } WHERE { ?s ?p ?o }",
    "DESCRIBE <a:s>",
    "DESCRIBE ?s FROM <a:b> WHERE { ?s ?p ?o } LIMIT 1",
    "DESCRIBE <a:s> LIMIT 1",
)


@pytest.mark.parametrize("text", DATASETS)
def test_another_dataset_takes_the_place_of_the_querys_own(text: str) -> None:
    store = pyoxigraph.Store()
    for graph in ("a:b", "x:where", "g:1"):
        store.add(
            pyoxigraph.Quad(
                pyoxigraph.NamedNode("a:s"),
                pyoxigraph.NamedNode("a:p"),
                pyoxigraph.NamedNode(graph),
                pyoxigraph.NamedNode(graph),
            )
        )

    store.query(text)
    changed = with_dataset(text, ["g:1"], ["g:2"])
    store.query(changed)

    words = [piece for kind, piece in tokens(changed) if kind in ("word", "iri")]
    at = [i for i, word in enumerate(words) if word == "FROM"]
    assert [words[i + 1] for i in at] == ["<g:1>", "NAMED"]
    assert words[at[1] + 2] == "<g:2>"
    assert changed.count("\n") == text.count("\n"), "lines stay where they are"
    assert form_of(changed) == form_of(text)
    assert with_dataset(text, [], []) == text


@given(st.text(max_size=80))
def test_no_text_breaks_the_reading_of_queries(text: str) -> None:
    assert "".join(piece for _, piece in tokens(text)) == text
    form_of(text)
    with_dataset(text, ["g:1"], [])


@given(st.text(alphabet="ab :{}\n\r\"'<>?.;\u0646", max_size=40), st.integers(1, 5), st.integers(1, 45))
def test_a_place_lies_in_the_query(query: str, line: int, column: int) -> None:
    facts = syntax_facts(query, f"not SPARQL: error at {line}:{column}: expected one of \"(\", FILTER, ['a'..='z']")

    assert 1 <= facts["line"] <= line and facts["column"] >= 1
    assert facts["near"] in query
    assert facts["expected"] in (["(", "FILTER"], [])


LONG = 60_000
MADE_TO_HOLD_UP = {
    "quotation marks": 'ASK { ?s ?p "' + '\\"' * LONG,
    "long quotation marks": "ASK '''" + "\\'" * LONG,
    "dots": "ASK { " + "a." * LONG,
    "escaped": "ASK { ?s ?p \\u0022" + '\\"' * LONG,
    "deep": "SELECT * " + "{" * LONG,
    "words": "ASK { " + "a" * LONG,
}


@pytest.mark.parametrize("name", MADE_TO_HOLD_UP)
def test_a_text_made_to_hold_up_the_service_is_refused_at_once(name: str) -> None:
    started = time.monotonic()
    with pytest.raises(ProblemError, match="not SPARQL"):
        check_scan(MADE_TO_HOLD_UP[name])
    assert time.monotonic() - started < 1


@given(st.text(alphabet="ab.:\\\"'<>#\n{}( \u0646", max_size=30))
def test_the_scan_agrees_with_the_reading_of_tokens(text: str) -> None:
    """What the scan lets through has no string without an end for the tokens either."""
    try:
        check_scan(text)
    except ProblemError:
        return
    assert not [piece for kind, piece in tokens(text) if kind == "other" and piece in "\"'"]


def test_what_people_write_passes_the_scan() -> None:
    for named in named_queries().values():
        check_scan(named.text)
    check_scan(
        "SELECT * { ?s ?p '''it's\n\"fine\"''' . FILTER(?a<?b && ?c>3) VALUES ?x {"
        + " <https://x.example/a>" * 5000
        + "} }"
    )


def test_an_error_without_a_place_is_told_as_it_is() -> None:
    assert syntax_facts("x", "something else") == {"detail": "something else", "kind": "syntax"}


def test_errors_of_the_store_say_nothing_of_the_disk() -> None:
    problem = of_error(StoreError("/srv/reader/graph: cannot be opened"))

    assert problem.status == 503 and "/home" not in problem.detail
    assert of_error(QueryError("the query failed")).status == 500


@pytest.mark.parametrize(
    ("header", "host"),
    [
        ("localhost", "localhost"),
        ("[::1]", "::1"),
        ("a.example.:80", "a.example"),
        ("[::1]x", None),
        ("x:", None),
        ("x:8a", None),
        ("a@b", None),
    ],
)
def test_the_host_of_a_header(header: str, host: str | None) -> None:
    assert host_of(header) == host


@given(st.text(max_size=30))
def test_no_host_breaks_its_check(header: str) -> None:
    host = host_of(header)
    if host is not None:
        is_address(host)


@pytest.mark.parametrize("accept", ["application/json", "text/html"])
def test_what_breaks_is_not_told_to_the_client(store_path: Path, monkeypatch: pytest.MonkeyPatch, accept: str) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret of /srv/reader")

    monkeypatch.setattr("graphbuild.serve.app.description", broken)
    status, body = in_process(Settings(store=store_path), "/openapi.json", accept=accept)

    assert status == 500
    assert b"secret" not in body and b"Traceback" not in body and b"/home" not in body


def test_a_body_that_does_not_come_is_not_waited_for(store_path: Path) -> None:
    settings = Settings(store=store_path, body_timeout_s=0.1)
    first = [{"type": "http.request", "body": b"ASK", "more_body": True}]
    status, body = in_process(settings, "/sparql", body=first, method="POST", content_type="application/sparql-query")

    assert (status, json.loads(body)["status"]) == (408, 408)


def test_a_body_that_breaks_off_is_no_query(store_path: Path) -> None:
    parts = [{"type": "http.request", "body": b"ASK", "more_body": True}, {"type": "http.disconnect"}]
    status, _ = in_process(
        Settings(store=store_path), "/sparql", body=parts, method="POST", content_type="application/sparql-query"
    )

    assert status == 400
