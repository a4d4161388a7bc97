"""Programs that people connect: SPARQLWrapper, rdflib, curl, pandas."""

from __future__ import annotations

import json
import shutil
import subprocess
import xml.dom.minidom

import pytest
import rdflib
import SPARQLWrapper
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from tests.serve.conftest import Live

NS = "PREFIX gb: <https://w3id.org/graphbuild/ns#>\n"
SIGNED = NS + "SELECT ?a ?b WHERE { ?a gb:signs_agreement_with ?b } ORDER BY ?a"
KIM = "https://w3id.org/graphbuild/id/actor/kim-jong-un"
GB = rdflib.Namespace("https://w3id.org/graphbuild/ns#")


@pytest.mark.parametrize("method", [SPARQLWrapper.GET, SPARQLWrapper.POST])
@pytest.mark.parametrize("post", [SPARQLWrapper.URLENCODED, SPARQLWrapper.POSTDIRECTLY])
def test_sparqlwrapper_selects(live: Live, method: str, post: str) -> None:
    client = SPARQLWrapper.SPARQLWrapper(f"{live.url}/sparql")
    client.setMethod(method)
    client.setRequestMethod(post)
    client.setQuery(SIGNED)
    client.setReturnFormat(SPARQLWrapper.JSON)

    answer = client.queryAndConvert()
    assert isinstance(answer, dict)
    assert next(row["a"]["value"] for row in answer["results"]["bindings"]) == KIM


def test_sparqlwrapper_reads_every_form(live: Live) -> None:
    client = SPARQLWrapper.SPARQLWrapper(f"{live.url}/sparql")
    client.setQuery(SIGNED)
    client.setReturnFormat(SPARQLWrapper.XML)
    document = client.queryAndConvert()
    assert isinstance(document, xml.dom.minidom.Document)
    assert len(document.getElementsByTagName("result")) == 2
    client.setReturnFormat(SPARQLWrapper.CSV)
    assert client.queryAndConvert().startswith(b"a,b\r\n")  # type: ignore[union-attr]
    client.setQuery(NS + "CONSTRUCT { ?a gb:meets ?b } WHERE { ?a gb:signs_agreement_with ?b }")
    for form in (SPARQLWrapper.TURTLE, SPARQLWrapper.RDFXML, SPARQLWrapper.XML, SPARQLWrapper.JSONLD, SPARQLWrapper.N3):
        client.setReturnFormat(form)
        answer = client.queryAndConvert()
        if isinstance(answer, bytes):
            answer = rdflib.Graph().parse(data=answer, format="turtle")
        assert isinstance(answer, rdflib.Graph), form
        assert len(answer) == 2, form
    client.setQuery(NS + "ASK { ?a gb:signs_agreement_with ?b }")
    client.setReturnFormat(SPARQLWrapper.JSON)
    assert client.queryAndConvert()["boolean"] is True  # type: ignore[index]


def test_sparqlwrapper_learns_what_is_wrong(live: Live) -> None:
    client = SPARQLWrapper.SPARQLWrapper(f"{live.url}/sparql")
    client.setQuery("SELECT * WHERE {")
    with pytest.raises(SPARQLWrapper.SPARQLExceptions.QueryBadFormed, match="line 1"):
        client.query()


def test_rdflib_reads_it_as_a_graph(live: Live) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{live.url}/sparql"))

    assert (rdflib.URIRef(KIM), GB.signs_agreement_with, None) in graph
    assert len(list(graph.objects(rdflib.URIRef(KIM), rdflib.RDFS.label))) == 2
    assert next(str(row.a) for row in graph.query(SIGNED)) == KIM  # type: ignore[union-attr]
    assert bool(graph.query(NS + "ASK { ?a gb:signs_agreement_with ?b }"))
    made = graph.query(NS + "CONSTRUCT { ?a gb:meets ?b } WHERE { ?a gb:signs_agreement_with ?b }")
    assert made.graph is not None and len(made.graph) == 2
    assert len(graph) > 1000


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_asks_in_every_way(live: Live, method: str) -> None:
    graph = rdflib.Graph(SPARQLStore(f"{live.url}/sparql", method=method, returnFormat="json"))  # type: ignore[arg-type]

    assert len(list(graph.query(SIGNED))) == 2


def test_rdflib_reads_one_named_graph(live: Live) -> None:
    store = SPARQLStore(f"{live.url}/sparql", context_aware=True)
    told = rdflib.Graph(store, identifier=rdflib.URIRef("https://w3id.org/graphbuild/id/graph/told"))

    # Only the bare triples stand in this graph; who told them does not.
    assert set(told.predicates(rdflib.URIRef(KIM))) >= {GB.signs_agreement_with}
    assert (None, GB.ofMention, None) not in told


def test_rdflib_and_the_web_follow_an_actors_address(live: Live) -> None:
    graph = rdflib.Graph().parse(f"{live.url}/id/actor/kim-jong-un")

    assert len(graph) > 5
    assert graph.value(rdflib.URIRef(KIM), rdflib.RDF.type) is not None


def curl(*arguments: str) -> str:
    program = shutil.which("curl")
    if program is None:
        pytest.skip("needs curl")
    done = subprocess.run([program, "-sS", "--max-time", "30", *arguments], capture_output=True, check=True, timeout=60)
    return done.stdout.decode("utf-8")


def test_curl_asks_in_every_way(live: Live) -> None:
    url = f"{live.url}/sparql"
    by_get = curl("-G", url, "--data-urlencode", f"query={SIGNED}", "-H", "Accept: text/csv")
    by_form = curl(url, "--data-urlencode", f"query={SIGNED}", "-H", "Accept: text/csv")
    direct = curl(
        url, "--data-binary", SIGNED, "-H", "Content-Type: application/sparql-query", "-H", "Accept: text/csv"
    )

    assert by_get == by_form == direct
    assert by_get.splitlines()[0] == "a,b" and len(by_get.splitlines()) == 3
    assert json.loads(curl(f"{live.url}/health"))["status"] == "ok"


def test_pandas_reads_a_named_query(live: Live) -> None:
    pandas = pytest.importorskip("pandas", reason="needs pandas, of requirements-dev.txt")
    frame = pandas.read_csv(f"{live.url}/query/who-denies-what?format=csv&lang=en")

    assert "Dmitry Peskov" in set(frame["denierLabel"])
    assert list(frame.columns)[:2] == ["denier", "denierLabel"]
