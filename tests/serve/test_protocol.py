"""The SPARQL 1.1 protocol over HTTP."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import urlencode
from xml.etree import ElementTree

import pyoxigraph
import pytest
import rdflib

from tests.serve.conftest import Live

SIGNED = "SELECT ?a ?b { ?a gb:signs_agreement_with ?b } ORDER BY ?a"
KIM, PUTIN = "https://w3id.org/graphbuild/id/actor/kim-jong-un", "https://w3id.org/graphbuild/id/actor/vladimir-putin"
FORM = "application/x-www-form-urlencoded"


def rows(text: str) -> list[dict[str, str]]:
    return [{k: cell["value"] for k, cell in row.items()} for row in json.loads(text)["results"]["bindings"]]


@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_a_query_is_answered_by_get_and_both_forms_of_post(live: Live, way: str) -> None:
    if way == "get":
        answer = live.sparql(SIGNED)
    elif way == "form":
        answer = live.ask("/sparql", method="POST", body=urlencode({"query": SIGNED}), Content_Type=FORM)
    else:
        answer = live.ask("/sparql", method="POST", body=SIGNED, Content_Type="application/sparql-query; charset=UTF-8")

    assert (answer.status, answer.type) == (200, "application/sparql-results+json")
    assert rows(answer.text) == [{"a": KIM, "b": PUTIN}, {"a": PUTIN, "b": KIM}]
    assert answer.headers["graphbuild-rows"] == "2"
    assert answer.headers["graphbuild-truncated"] == "false"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/sparql-results+json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values", "text/tab-separated-values"),
        ("text/csv;q=0.4, text/tab-separated-values;q=0.8", "text/tab-separated-values"),
        ("text/csv;q=0, */*", "application/sparql-results+json"),
        ("text/turtle, application/sparql-results+xml;q=0.1", "application/sparql-results+xml"),
    ],
)
def test_a_table_comes_in_the_form_that_is_accepted(live: Live, accept: str | None, media_type: str) -> None:
    assert live.sparql(SIGNED, accept=accept).type == media_type


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/ld+json", "application/ld+json"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/sparql-results+xml, application/rdf+xml;q=0.5", "application/rdf+xml"),
    ],
)
def test_a_graph_comes_in_the_form_that_is_accepted(live: Live, accept: str | None, media_type: str) -> None:
    query = "CONSTRUCT { ?a gb:signs_agreement_with ?b } WHERE { ?a gb:signs_agreement_with ?b }"
    answer = live.sparql(query, accept=accept)

    assert (answer.status, answer.type) == (200, media_type)
    formats = {
        "text/turtle": "turtle",
        "application/n-triples": "nt",
        "application/ld+json": "json-ld",
        "application/rdf+xml": "xml",
    }
    graph = rdflib.Graph().parse(data=answer.body, format=formats[media_type])
    assert {str(o) for o in graph.objects()} | {str(s) for s in graph.subjects()} == {KIM, PUTIN}


def test_nothing_acceptable_is_406_with_what_there_is(live: Live) -> None:
    answer = live.sparql(SIGNED, accept="image/png")

    assert (answer.status, answer.type) == (406, "application/problem+json")
    assert "text/csv" in answer.json["available"]


@pytest.mark.parametrize("name", ["format", "output", "results"])
def test_a_parameter_names_the_form_too(live: Live, name: str) -> None:
    assert live.sparql(SIGNED, accept="text/html", **{name: "csv"}).type == "text/csv"
    # SPARQLWrapper sends the name of one kind's form with queries of the other kind.
    assert live.sparql(SIGNED, accept="text/csv", **{name: "turtle"}).type == "text/csv"


def test_all_four_tables_say_the_same(live: Live) -> None:
    query = "SELECT ?q ?n { ?m gb:quote ?q ; gb:start ?n } ORDER BY ?q ?n"
    wanted = [(row["q"], row["n"]) for row in rows(live.sparql(query).text)]
    xml = ElementTree.fromstring(live.sparql(query, accept="application/sparql-results+xml").body)
    space = "{http://www.w3.org/2005/sparql-results#}"
    in_xml = [tuple("".join(b.itertext()).strip() for b in r) for r in xml.iter(f"{space}result")]
    table = list(csv.reader(io.StringIO(live.sparql(query, accept="text/csv").text, newline="")))
    tsv = live.sparql(query, accept="text/tab-separated-values")
    parsed = pyoxigraph.parse_query_results(tsv.body, format=pyoxigraph.QueryResultsFormat.TSV)
    assert isinstance(parsed, pyoxigraph.QuerySolutions)

    assert len(wanted) > 10
    assert in_xml == wanted
    assert table == [["q", "n"], *map(list, wanted)]
    assert [(s["q"].value, s["n"].value) for s in parsed] == wanted  # type: ignore[union-attr]


def test_csv_changes_nothing_and_excel_csv_guards_formulas(live: Live) -> None:
    query = 'SELECT ?x { VALUES ?x { "=1+1" "-a" } }'

    assert live.sparql(query, format="csv").text == "x\r\n=1+1\r\n-a\r\n"
    assert live.sparql(query, format="excel").text == "\ufeffx\r\n'=1+1\r\n'-a\r\n"


def test_ask_gives_a_truth_value(live: Live) -> None:
    assert live.sparql("ASK { ?a gb:signs_agreement_with ?b }").json == {"head": {}, "boolean": True}
    assert "<boolean>false</boolean>" in live.sparql("ASK { ?a gb:meets gb:Nothing }", format="xml").text


def test_describe_gives_a_graph(live: Live) -> None:
    graph = rdflib.Graph().parse(data=live.sparql(f"DESCRIBE <{KIM}>").body, format="turtle")

    assert str(graph.value(rdflib.URIRef(KIM), rdflib.RDFS.label, any=True)) in ("Kim Jong Un", "كيم جونغ أون")


def test_the_dataset_of_the_protocol_takes_the_place_of_from(live: Live) -> None:
    told = "https://w3id.org/graphbuild/id/graph/told"
    query = "SELECT (COUNT(*) AS ?n) FROM <https://w3id.org/graphbuild/id/graph/knowledge> WHERE { ?s ?p ?o }"

    def count(**fields: str) -> int:
        return int(rows(live.sparql(query, **fields).text)[0]["n"])

    bare = int(rows(live.sparql(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{told}> {{ ?s ?p ?o }} }}").text)[0]["n"])
    assert count(**{"default-graph-uri": told}) == bare > 0
    assert count() != bare
    named = "SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }"
    assert rows(live.sparql(named, **{"named-graph-uri": told}).text) == [{"g": told}]
    assert live.sparql(named, **{"named-graph-uri": "no iri>"}).status == 400


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <a:b> <a:c> <a:d> }",
        "DROP ALL",
        "PREFIX x: <x:> DELETE WHERE { ?s ?p ?o }",
        "SELECT * { SERVICE <https://other.example/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <https://other.example/> { ?s ?p ?o } }",
        "LOAD <https://other.example/data.ttl>",
    ],
)
def test_updates_and_service_are_refused(live: Live, query: str) -> None:
    for answer in (
        live.sparql(query),
        live.ask("/sparql", method="POST", body=query, Content_Type="application/sparql-query"),
    ):
        assert (answer.status, answer.type) == (403, "application/problem+json")


def test_updates_of_the_protocol_are_refused(live: Live) -> None:
    before = live.sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").text
    update = "DROP ALL"

    assert live.ask("/sparql", method="POST", body=update, Content_Type="application/sparql-update").status == 403
    assert live.ask("/sparql", method="POST", body=urlencode({"update": update}), Content_Type=FORM).status == 403
    assert live.ask("/sparql", method="PUT", body=update).status == 405
    assert live.ask("/sparql", method="DELETE").status == 405
    assert live.sparql("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").text == before


@pytest.mark.parametrize(
    ("query", "line", "column", "kind"),
    [
        ("SELECT * {\n ?a ?b", 2, 7, "syntax"),
        ("SELECT ?x\nWHERE { ?x foo:bar ?y }", 2, 12, "prefix"),
        ('SELECT ?x {\n?x gb:quote ?q ; foo:bar "نفى" .\n}', 2, 18, "prefix"),
        ("SELECT (COUNT(?x) AS ?n) ?y { ?x ?y ?z }", 1, 41, "ungrouped"),
        ('SELECT ?x {\n?x ?y "نفى الكرملين" ?z }', 2, 26, "syntax"),
        ("hello world", 1, 7, "syntax"),
        ('ASK {\n ?s ?p "\u0646\u0641\u0649 }', 2, 8, "string"),
    ],
)
def test_an_error_says_where_it_is(live: Live, query: str, line: int, column: int, kind: str) -> None:
    answer = live.sparql(query)

    assert answer.status == 400
    told = answer.json
    assert (told["line"], told["column"], told["kind"]) == (line, column, kind)
    assert f"line {line}, column {column}" in told["detail"]


@pytest.mark.parametrize(
    ("method", "path", "body", "media_type", "status"),
    [
        ("GET", "/sparql?query=", None, "", 400),
        ("GET", "/sparql?query=a&query=b", None, "", 400),
        ("GET", "/sparql?query=contested", None, "", 400),
        ("GET", "/sparql?query=%FF", None, "", 400),
        ("GET", "/sparql?query=ASK%7B%7D&limit=x", None, "", 400),
        ("GET", "/sparql?query=ASK%7B%7D&limit=0", None, "", 400),
        ("GET", "/sparql?" + "&".join(f"a{n}=1" for n in range(300)), None, "", 400),
        ("POST", "/sparql", "", FORM, 400),
        ("POST", "/sparql?query=ASK%7B%7D", "ASK {}", "application/sparql-query", 400),
        ("POST", "/sparql", b"ASK { ?s ?p '\xff' }", "application/sparql-query", 400),
        ("POST", "/sparql", "ASK {}", "text/plain", 415),
        ("POST", "/sparql", "ASK {}", "application/sparql-query; charset=latin-1", 415),
    ],
)
def test_a_question_that_is_none_is_refused_in_words(
    live: Live, method: str, path: str, body: str | bytes | None, media_type: str, status: int
) -> None:
    answer = live.ask(path, method=method, body=body, **({"Content_Type": media_type} if media_type else {}))

    assert (answer.status, answer.type) == (status, "application/problem+json")
    assert answer.json["detail"]
    assert "Traceback" not in answer.text


def test_without_a_query_it_describes_itself(live: Live) -> None:
    answer = live.ask("/sparql")
    graph = rdflib.Graph().parse(data=answer.body, format="turtle")
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")

    assert answer.type == "text/turtle"
    (service,) = graph.subjects(rdflib.RDF.type, sd.Service)
    assert str(service) == f"{live.url}/sparql"
    assert sd.UnionDefaultGraph in set(graph.objects(service, sd.feature))


def test_a_browser_is_led_to_the_page(live: Live) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"

    assert (
        live.sparql("ASK { ?s ?p 'a b' }", accept=browser).headers["location"]
        == "/#query=ASK%20%7B%20%3Fs%20%3Fp%20%27a%20b%27%20%7D"
    )
    assert live.ask("/sparql", Accept=browser).headers["location"] == "/"
    assert (
        live.ask("/query/contested?level=state", Accept=browser).headers["location"] == "/#name=contested&level=state"
    )


def test_a_large_answer_is_an_error_unless_a_part_is_asked_for(strict: Live) -> None:
    refused = strict.sparql("SELECT * { ?s ?p ?o }")
    part = strict.sparql("SELECT * { ?s ?p ?o }", limit="3")
    whole = strict.sparql("SELECT * { ?s ?p ?o } LIMIT 5")

    assert (refused.status, refused.json["max_rows"]) == (422, 5)
    assert (part.status, len(rows(part.text)), part.headers["graphbuild-truncated"]) == (200, 3, "true")
    assert (whole.status, len(rows(whole.text)), whole.headers["graphbuild-truncated"]) == (200, 5, "false")
    assert strict.sparql("SELECT * { ?s ?p ?o }", limit="6").status == 400


SLOW = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?f && ?f != ?i) }"


def test_a_slow_query_is_stopped_and_the_next_is_answered(strict: Live) -> None:
    stopped = strict.sparql(SLOW)

    assert stopped.status == 504
    assert "1 s" in stopped.json["detail"]
    assert strict.sparql("ASK {}").json["boolean"] is True
