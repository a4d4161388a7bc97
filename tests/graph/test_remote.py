"""The store behind a SPARQL server: a real Virtuoso where one is installed, and a small server that fails on purpose."""

from __future__ import annotations

import base64
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from graphbuild import vocab as v
from graphbuild.errors import (
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    StoreError,
    StoreLockedError,
    UnknownNameError,
    UsageError,
)
from graphbuild.graph import remote
from graphbuild.graph.binding import bind, settle
from graphbuild.graph.edges import edge_rows
from graphbuild.graph.endpoint import Endpoint, addresses
from graphbuild.graph.oxigraph import OxigraphStore
from graphbuild.graph.queries import named_queries
from graphbuild.graph.remote import SparqlStore, _Lease
from graphbuild.graph.results import Result
from graphbuild.graph.review import decide, judge
from graphbuild.graph.store import connect, open_store
from graphbuild.iris import BASE

from .readings import KNOWLEDGE, RELATIONS, corpus, no_pact, pact, page, wire
from .servers import Server, Virtuoso, serving, virtuoso_is_there
from .test_queries import GIVEN
from .test_store import _changed, _pool, _relabelled, _scratch, _steps

Made = dict[str, Any]
OPTIONS: Made = {"relations": RELATIONS, "knowledge": KNOWLEDGE}


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


def _at(server: Server, *, sleep: Any = lambda _: None, environment: dict[str, str] | None = None, **more: Any) -> Any:
    endpoint = Endpoint(server.url, environment=environment or {}, sleep=sleep)
    return SparqlStore(server.url, **{"create": True, "relations": RELATIONS, "endpoint": endpoint, **more})


def _lines(store: Any) -> list[str]:
    return [str(quad) for quad in store.quads()]


@pytest.fixture(scope="session")
def virtuoso_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Virtuoso]:
    if not virtuoso_is_there():
        pytest.skip("needs Virtuoso, which is not installed here (Debian: apt-get install virtuoso-opensource-7-bin)")
    one = Virtuoso(tmp_path_factory.mktemp("virtuoso"))
    one.start()
    try:
        yield one
    finally:
        one.stop()


@pytest.fixture
def virtuoso(virtuoso_server: Virtuoso) -> Virtuoso:
    """The server, with nothing of ours in it."""
    endpoint = Endpoint(virtuoso_server.url, environment=virtuoso_server.environment)
    found = endpoint.rows(f'SELECT DISTINCT ?g {{ GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), "{BASE}")) }}')
    for row in found:
        endpoint.update(f"DROP SILENT GRAPH {row['g']}")
    return virtuoso_server


def _on(virtuoso: Virtuoso, **more: Any) -> SparqlStore:
    endpoint = Endpoint(virtuoso.url, environment=virtuoso.environment)
    return SparqlStore(virtuoso.url, **{"create": True, **OPTIONS, "endpoint": endpoint, **more})


# --- a real server


def test_virtuoso_holds_the_same_graph(virtuoso: Virtuoso, full_store: OxigraphStore) -> None:
    """Every quad of the store on disk, no other, in the same form; the same counts and the same rows of the network."""
    with _on(virtuoso) as store:
        report = store.add([*corpus(), *wire()])

        assert (len(report.added), report.errors) == (len(corpus()) + len(wire()), ())
        assert store.quads() == full_store.quads()
        assert store.stats() == full_store.stats()
        assert edge_rows(store) == edge_rows(full_store)
        assert all(store.is_current(r.article, r.engine) for r in corpus())
        assert not store.is_current(corpus()[0].article, "another engine")


def _comparable(name: str, result: Result) -> list[Any]:
    """An answer without the columns that hold one sentence of several, where servers choose by other orders."""
    free = [n for n, column in enumerate(result.columns) if name == "contested" and column.endswith("Quote")]
    # A decimal has as many digits as a server likes.
    return sorted(
        [[cell[:12] if n == 3 and name == "unnamed-sources" and cell else cell for n, cell in enumerate(row) if n not in free]
         for row in result.values()],
        key=str,
    )  # fmt: skip


@pytest.mark.slow
def test_virtuoso_answers_every_named_query_as_the_store_on_disk_does(
    virtuoso: Virtuoso, full_store: OxigraphStore
) -> None:
    """With no parameter, each alone, and all together; at both levels."""
    with _on(virtuoso) as store:
        store.add([*corpus(), *wire()])
        for name in named_queries():
            known = {key: text for key, text in GIVEN[name].items() if not text.startswith("__")}
            for params in ({}, known, *({key: text} for key, text in known.items())):
                for level in ("actor", "state"):
                    here = full_store.query(name, params, level=level)  # type: ignore[arg-type]
                    there = store.query(name, params, level=level)  # type: ignore[arg-type]
                    assert _comparable(name, there) == _comparable(name, here), (name, params, level)


def test_virtuoso_keeps_up_with_changes_decisions_and_verdicts(virtuoso: Virtuoso, tmp_path: Path) -> None:
    """Changed, relabelled, withdrawn, rejected, joined: the same as on disk after each step."""
    with _on(virtuoso) as store, open_store(tmp_path / "disk", create=True, **OPTIONS) as disk:
        for one in (store, disk):
            one.add([*corpus(), *wire()])
            one.add([_changed(pact()), _relabelled(no_pact())])
        assert store.quads() == disk.quads()
        assert store.remove(["p1", "https://watan.example/w1/"]) == disk.remove(["p1", "https://watan.example/w1/"])
        assert store.quads() == disk.quads()
        mention = min(q.subject[1:-1] for q in disk.quads() if q.predicate == f"<{v.BARE}>")
        for one in (store, disk):
            judge(one, {mention: v.REJECTED})
            decide(one, [("actor:UKR-armed-forces", "actor:luhansk")], accept=True)
        assert store.quads() == disk.quads()
        for one in (store, disk):
            judge(one, {mention: None})
            one.replace(pact())
        assert store.quads() == disk.quads()
        with pytest.raises(UsageError, match="no article 'nope'"):
            store.remove(["nope"])


_WRITER = """
import sys
sys.path.insert(0, {tests!r})
from graph.readings import RELATIONS, corpus
from graph.test_store import _changed, _relabelled
from graphbuild.graph.endpoint import Endpoint
from graphbuild.graph import remote
remote.BATCH_ARTICLES = {batch}
store = remote.SparqlStore({url!r}, relations=RELATIONS, endpoint=Endpoint({url!r}, environment={environment!r}))
readings = [r for r in corpus() if not r.article.id.startswith("p1")]
print("ready", flush=True)
turn = 0
while True:
    turn += 1
    make = (lambda r: r, _changed, _relabelled)[turn % 3]
    store.add([make(r) for r in readings], progress=lambda i, o: print(i, turn % 3, flush=True))
"""


def _kill_writers(
    store_of: Any, url: str, environment: dict[str, str], *, times: int, longest_s: float, batch: int
) -> None:
    """Kill writers at random moments; each time the store opens, each article is wholly one of its versions or withdrawn,
    and what follows from them fits."""
    from graphbuild.graph.quads import describe, merge

    articles = [r for r in corpus() if not r.article.id.startswith("p1")]
    with store_of(create=True) as store:
        store.add(articles)
    versions = {
        r.article.id: [
            describe(make(r), relations=RELATIONS) for make in (lambda x: x, _changed, _relabelled)
        ] for r in articles
    }  # fmt: skip
    choose = random.Random(11)
    code = _WRITER.format(
        tests=str(Path(__file__).parents[1]), url=url, environment=environment, batch=batch,
    )  # fmt: skip
    for _ in range(times):
        process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        if process.stdout is None:
            pytest.fail("no output")
        process.stdout.readline()
        time.sleep(choose.random() * longest_s)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
        # What the server was sent it may still be at; the next writer waits for it as it would for any other.
        time.sleep(0.3)
        with store_of() as store:
            quads = store.quads()
            held = []
            for identifier, graphs in versions.items():
                own = tuple(q for q in quads if q.graph == graphs[0].article)
                assert not own or own in [g.own for g in graphs], f"{identifier} is torn"
                held += [g for g in graphs if g.own == own]
            shared = (f"<{BASE}{v.GRAPH_DEFINITIONS}>", f"<{BASE}{v.GRAPH_TOLD}>")
            wanted = [q for q in merge(held) if q.graph in shared]
            assert [q for q in quads if q.graph in shared] == wanted
            store.add(articles)


@pytest.mark.slow
def test_virtuoso_writer_killed_at_random_moments(virtuoso: Virtuoso) -> None:
    """Killed with -9 twenty times."""

    def store_of(**more: Any) -> SparqlStore:
        return _on(virtuoso, **{"create": False, "knowledge": None, **more})

    _kill_writers(store_of, virtuoso.url, virtuoso.environment, times=20, longest_s=0.8, batch=3)


def test_virtuoso_killed_while_it_writes(tmp_path: Path, virtuoso_server: Virtuoso) -> None:
    """The server itself dies in the middle of a build: the writer says so, and the next build makes the graph whole."""
    one = Virtuoso(tmp_path)
    one.start()
    try:
        store = _on(one)
        store.add(corpus()[:3])
        killed = False

        def note(*_: str) -> None:
            nonlocal killed
            if not killed:
                killed = True
                one.kill()

        store.endpoint._sleep = lambda _: None
        with pytest.raises(StoreError, match="cannot be reached"):
            store.add([_changed(r) for r in corpus()], progress=note)
        one.start()
        store = _on(one)
        store.add(corpus())
        with open_store(tmp_path / "disk", create=True, **OPTIONS) as disk:
            disk.add(corpus())
            assert store.quads() == disk.quads()
    finally:
        one.stop()


def test_virtuoso_takes_large_graphs_by_the_graph_store_protocol(
    virtuoso: Virtuoso, full_store: OxigraphStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "_POSTED_QUADS", 20)
    monkeypatch.setattr(remote, "REQUEST_QUADS", 100)
    with _on(virtuoso) as store:
        store.add([*corpus(), *wire()])
        assert store.quads() == full_store.quads()


@pytest.mark.parametrize("graphs", [True, False])
def test_large_graphs_go_by_the_graph_store_protocol_where_there_is_one(
    server: Server, full_store: OxigraphStore, monkeypatch: pytest.MonkeyPatch, graphs: bool
) -> None:
    """And by updates where there is none: the same graph."""
    monkeypatch.setattr(remote, "_POSTED_QUADS", 20)
    with _at(server, knowledge=KNOWLEDGE, environment={} if graphs else {"GRAPHBUILD_SPARQL_GRAPHS": "-"}) as store:
        store.add([*corpus(), *wire()])
        assert store.quads() == full_store.quads()
    assert ("graph" in server.seen) is graphs


# --- as if built from scratch, and through all that can happen by the way


@pytest.mark.slow
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(_steps)
def test_any_sequence_equals_building_from_scratch(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    """After any sequence of additions, changes and removals, several articles in a request."""
    tmp_path = tmp_path_factory.mktemp("sequence")
    held: dict[str, Any] = {}
    with serving() as server, _at(server) as store:
        for step, index in steps:
            reading = _pool[index]()
            if step == "remove":
                if reading.article.id in held:
                    for gone in store.remove([reading.article.id]).removed:
                        del held[gone]
                continue
            reading = {"add": reading, "change": _changed(reading), "relabel": _relabelled(reading)}[step]
            for gone in store.add([reading, no_pact()]).removed:
                del held[gone]
            held |= {reading.article.id: reading, "n1": no_pact()}
        lines = _lines(store)

    assert lines == _scratch(tmp_path, list(held.values())) or not held


def test_new_articles_cost_requests_by_the_batch(server: Server) -> None:
    """What is fetched and sent does not grow with the articles of a batch."""
    with _at(server) as store:
        store.add(corpus()[:1])
        server.seen.clear()
        store.add(corpus()[1:2])
        one = len(server.seen)
        server.seen.clear()
        store.add(corpus()[2:])
        assert len(server.seen) <= one + 2


def test_busy_and_broken_connections_are_tried_again(server: Server, tmp_path: Path) -> None:
    """Every third request is refused as too many, or cut off before or after it was done: the graph is whole, the pauses
    grow and heed Retry-After."""
    pauses: list[float] = []
    count = 0

    def fail(kind: str, _: Any) -> tuple[int, str] | None:
        nonlocal count
        count += 1
        return {3: (503, "busy"), 6: (0, ""), 8: (429, "slowly")}.get(count % 10)

    server.before = fail
    with _at(server, sleep=pauses.append) as store:
        store.add(corpus())
        assert _lines(store) == _scratch(tmp_path, corpus())
    assert len(pauses) >= 10
    assert all(0 < pause <= 10 for pause in pauses)


def test_server_that_stays_away_is_told(server: Server) -> None:
    """After some tries with growing pauses: where, what, how often, and what to look at."""
    pauses: list[float] = []
    with _at(server, sleep=pauses.append) as store:
        server.before = lambda kind, request: (503, "down for maintenance")
        with pytest.raises(
            StoreError, match=r"/query: answers 503 down for maintenance; tried 6 times\. Is the server"
        ):
            store.replace(pact())
    assert len(pauses) >= 5
    assert pauses[4] > pauses[0]
    with pytest.raises(StoreError, match=r"cannot be reached .*tried 6 times"):
        SparqlStore(
            "http://127.0.0.1:9/query",
            endpoint=Endpoint("http://127.0.0.1:9/query", environment={}, sleep=pauses.append),
        )


@pytest.mark.parametrize("done", range(6))
def test_server_without_transactions_that_dies_is_made_whole(server: Server, tmp_path: Path, done: int) -> None:
    """The connection breaks after some operations of a request have been done: what was in flight is withdrawn by the
    next who opens the store, everything else stays, and the next build reads it again."""
    with _at(server) as store:
        store.add(corpus()[:4])

        def tear(kind: str, request: Any) -> None:
            if kind == "update" and "DROP" in request[1]:
                server.torn = done
                # Nor does it come back while this writer tries.
                server.before = lambda kind, request: (0, "")

        server.before = tear
        changed = [_relabelled(corpus()[1]), corpus()[5]]
        with pytest.raises(StoreError):
            store.add(changed)
    server.before = lambda kind, request: None
    with _at(server, create=False) as store:
        kept = [corpus()[0], *corpus()[2:4]]
        assert _lines(store) == _scratch(tmp_path, kept)
        assert not store.is_current(changed[0].article, changed[0].engine)
        assert sorted(store.add(changed).added) == sorted(r.article.id for r in changed)
        assert _lines(store) == _scratch(tmp_path, [*kept, *changed], "all")


def test_reader_who_may_not_write_is_told_of_an_interrupted_change(server: Server) -> None:
    """He cannot finish it, and does not get half an article for a whole one."""
    with _at(server) as store:
        store.add(corpus()[:2])
    graph = f"<{BASE}graph/store>"
    server.store.update(f'INSERT DATA {{ GRAPH {graph} {{ {graph} <{v.DCTERMS}requires> "derive" }} }}')
    server.before = lambda kind, request: (403, "read only") if kind == "update" else None
    with pytest.raises(StoreError, match="a change was interrupted and is to be finished by somebody who may write"):
        _at(server, create=False)


@pytest.mark.slow
def test_writer_killed_at_random_moments(server: Server) -> None:
    """Killed with -9 fifteen times."""

    def store_of(**more: Any) -> Any:
        return _at(server, **{"create": False, **more})

    _kill_writers(store_of, server.url, {}, times=15, longest_s=0.5, batch=2)


def test_second_writer_is_refused_and_told_who_writes(server: Server) -> None:
    """While one writes another is refused, and readers read on; who is gone holds nobody up."""
    with _at(server) as first, _at(server) as second:
        with _Lease(first):
            with pytest.raises(StoreLockedError, match=rf"another process writes to this store \(.*{os.getpid()}\)"):
                second.add([pact()])
            assert second.query("ASK { ?a a gb:Article }").boolean is False
        assert second.add([pact()]).added == ("w2",)
    graph, gone = f"<{BASE}graph/store>", _lease_of_a_process_that_is_gone()
    server.store.update(
        f'INSERT DATA {{ GRAPH {graph} {{ <urn:w> <{v.DCTERMS}creator> "{gone}" ; <{v.DCTERMS}valid> "{time.time() + 60:.0f}" }} }}'
    )
    with _at(server) as third:
        assert third.add([no_pact()]).added == ("n1",)
        assert not list(third.patterns().pattern("<urn:w>", None, None, None))


def _lease_of_a_process_that_is_gone() -> str:
    from graphbuild.graph.remote import _here

    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return f"{_here()}{process.pid}"


def test_credentials_come_from_the_environment_alone(server: Server) -> None:
    """Basic where the server asks for it, a bearer token where there is one, a clear error without; none in addresses."""
    basic = "Basic " + base64.b64encode("أمين:سر".encode()).decode()
    asked: list[str | None] = []

    def guard(kind: str, request: Any) -> tuple[int, str] | None:
        asked.append(request[2].get("Authorization"))
        return None if asked[-1] in (basic, "Bearer t0k") else (401, "who?")

    server.before = guard
    with pytest.raises(StoreError, match=r"does not let us in \(401\); set GRAPHBUILD_SPARQL_USER"):
        _at(server)
    with _at(server, environment={"GRAPHBUILD_SPARQL_USER": "أمين", "GRAPHBUILD_SPARQL_PASSWORD": "سر"}) as store:
        asked.clear()
        store.add([pact()])
    assert set(asked) == {basic}
    with _at(server, environment={"GRAPHBUILD_SPARQL_TOKEN": "t0k"}) as store:
        assert store.stats()["articles"] == 1
    with pytest.raises(StoreError, match="no user in the address") as caught:
        Endpoint("http://me:secret@127.0.0.1/query")
    assert "secret" not in str(caught.value)


def test_virtuoso_asks_for_a_password(virtuoso: Virtuoso) -> None:
    """Digest authentication, by a real server: right, wrong, none."""
    with _on(virtuoso) as store:
        assert store.add([pact()]).added == ("w2",)
    wrong = {**virtuoso.environment, "GRAPHBUILD_SPARQL_PASSWORD": "no"}
    endpoint = Endpoint(virtuoso.url, environment=wrong)
    with pytest.raises(StoreError, match="does not let us in"), SparqlStore(virtuoso.url, endpoint=endpoint) as store:
        store.add([no_pact()])


def test_limits_on_rows_are_found_out(server: Server, tmp_path: Path) -> None:
    """A server that gives a thousand rows at a time gives the whole graph all the same; one that then gives nothing more is
    an error, not half a graph."""
    with _at(server, knowledge=KNOWLEDGE) as store, open_store(tmp_path / "disk", create=True, **OPTIONS) as disk:
        for one in (store, disk):
            one.add([*corpus(), *wire()])
        knowledge = sum(1 for q in disk.quads() if q.graph == f"<{BASE}{v.GRAPH_DERIVED}>")
        server.store.update(
            "INSERT DATA { GRAPH <" + BASE + "graph/definitions> { "
            + " ".join(f'<urn:x{n}> <urn:p> "{n}" .' for n in range(1500)) + " } }"
        )  # fmt: skip
        server.cap = 1000
        assert knowledge > 0
        assert len(store.graph(f"<{BASE}{v.GRAPH_DEFINITIONS}>")) > 1500
        server.before = lambda kind, request: (
            (200, '{"head": {"vars": ["s"]}, "results": {"bindings": []}}')
            if "OFFSET 1000" in str(request[1])
            else None
        )
        with pytest.raises(StoreError, match=r"gives 1000 of \d+ rows.*ResultSetMaxRows"):
            store.graph(f"<{BASE}{v.GRAPH_DEFINITIONS}>")


def test_what_is_not_a_store_of_ours_is_told(server: Server, tmp_path: Path) -> None:
    """No graph there, another base, a default graph that is not the union, an address that is none."""
    with pytest.raises(StoreError, match="no graphbuild store there; make one with: graphbuild build"):
        _at(server, create=False)
    _at(server).close()
    with pytest.raises(StoreError, match="asked for 'urn:other:'"):
        _at(server, base="urn:other:")
    server.union = False
    with pytest.raises(StoreError, match=r"not the union of its named graphs.*unionDefaultGraph"):
        _at(server)
    elsewhere = server.url.replace("/query", "/nothing")
    with pytest.raises(StoreError, match=r"nothing of SPARQL there \(404\)"):
        SparqlStore(elsewhere, endpoint=Endpoint(elsewhere, environment={}))
    with pytest.raises(UnknownNameError, match="no kind of store 'ftp'; known: http, https"):
        connect("ftp://server.example/x")
    with pytest.raises(StoreError, match="a server, where a folder is needed"):
        open_store("https://server.example/sparql")


def test_queries_are_refused_timed_and_limited_as_on_disk(server: Server) -> None:
    """Updates and SERVICE are refused before they are sent; bad syntax, slow answers and too many rows are told."""
    with _at(server) as store:
        store.add(corpus())
        server.seen.clear()
        with pytest.raises(QueryRefusedError):
            store.query("DELETE WHERE { ?s ?p ?o }")
        assert server.seen == []
        with pytest.raises(QuerySyntaxError, match="does not read the query"):
            store.query("SELECT ?a { ?a ")
        result = store.query("SELECT ?a { ?a a gb:Article }", limit=2)
        assert (len(result.rows), result.truncated) == (2, True)
        assert store.query("CONSTRUCT { ?a a gb:Article } WHERE { ?a a gb:Article }").kind == "triples"

        def slow(kind: str, request: Any) -> None:
            time.sleep(1.0)

        server.before = slow
        with pytest.raises(QueryTimeoutError, match=r"stopped waiting after 0\.2 s"):
            store.query("SELECT ?a { ?a a gb:Article }", timeout_s=0.2)


def test_store_on_a_server_from_the_command_line(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """--store takes an address; build, query, export and remove work as on a folder."""
    from graphbuild import cli
    from tests.fakes import FakeEngine

    monkeypatch.setattr(cli, "load_engine", lambda **_: FakeEngine())
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("روسيا تلتقي أوكرانيا في إسطنبول.", encoding="utf-8")

    assert cli.main(["build", "a.txt", "--store", server.url]) == 0
    assert capsys.readouterr().err == f"{server.url}: 1 added\n"
    assert cli.main(["build", "a.txt", "--store", server.url]) == 0
    assert capsys.readouterr().err.endswith("1 unchanged\n")
    assert cli.main(["query", "SELECT ?a { ?a a gb:Article }", "--store", server.url, "--format", "csv"]) == 0
    assert len(capsys.readouterr().out.split()) == 2
    assert cli.main(["export", "-o", "g.nq", "--store", server.url, "-q"]) == 0
    assert (tmp_path / "g.nq").stat().st_size > 0
    assert cli.main(["remove", "a.txt", "--store", server.url, "-q"]) == 0
    assert cli.main(["stats", "--store", server.url, "--json"]) == 0
    assert '"articles": 0' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("query", "update", "graphs"),
    [
        ("http://x:8890/sparql", "http://x:8890/sparql-auth", "http://x:8890/sparql-graph-crud-auth"),
        ("http://x:3030/news/sparql", "http://x:3030/news/update", "http://x:3030/news/data"),
        ("http://x:7878/query", "http://x:7878/update", "http://x:7878/store"),
        (
            "https://x/repositories/n",
            "https://x/repositories/n/statements",
            "https://x/repositories/n/rdf-graphs/service",
        ),
        ("https://x/other", "https://x/other", None),
    ],
)
def test_addresses_of_common_servers(query: str, update: str, graphs: str | None) -> None:
    found = addresses(query, {})
    assert (found.update, found.graphs) == (update, graphs)
    assert addresses(query, {"GRAPHBUILD_SPARQL_GRAPHS": "-"}).graphs is None
    assert addresses(query, {"GRAPHBUILD_SPARQL_UPDATE": "https://x/u"}).update == "https://x/u"


# --- parameters as terms


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("SELECT ?x WHERE { ?x <urn:p> ?y } GROUP BY ?x", "SELECT (<urn:t> AS ?x) WHERE { <urn:t> <urn:p> ?y } GROUP BY  (1 AS ?only) "),
        ("SELECT ?x ?y { ?x <urn:p> ?y } GROUP BY ?x ?y ORDER BY ?x", "SELECT (<urn:t> AS ?x) ?y { <urn:t> <urn:p> ?y } GROUP BY  ?y ORDER BY ?x"),
        ("SELECT (COUNT(?x) AS ?n) { ?x ?p 'a ?x' # ?x\n}", "SELECT (COUNT(<urn:t>) AS ?n) { <urn:t> ?p 'a ?x' # ?x\n}"),
        ("ASK { FILTER(BOUND( ?x )) }", "ASK { FILTER((true || false )) }"),
        ("ASK { VALUES ?x { <urn:a> <urn:t> } ?x ?p 1 }", "ASK { VALUES ?given_x { <urn:a> <urn:t> } FILTER(?given_x = <urn:t>) <urn:t> ?p 1 }"),
        ("ASK { $x ?xx ?y }", "ASK { <urn:t> ?xx ?y }"),
    ],
)  # fmt: skip
def test_variables_become_terms_where_they_may(text: str, bound: str) -> None:
    assert bind(text, {"x": ["urn:t"]}) == bound


def test_values_cannot_leave_their_place() -> None:
    """A value that would be more than a term is a literal of just these characters, or refused."""
    nasty = 'a" } ; DROP ALL ; SELECT * { "'
    found = bind("ASK { ?s ?p ?x }", {"x": [nasty, v.XSD + "string"]})
    import pyoxigraph

    store = pyoxigraph.Store()
    store.add(pyoxigraph.Quad(pyoxigraph.NamedNode("urn:s"), pyoxigraph.NamedNode("urn:p"), pyoxigraph.Literal(nasty)))
    assert bool(store.query(found))
    with pytest.raises(Exception, match="is not an IRI"):
        bind("ASK { ?s ?p ?x }", {"x": ["urn:a> } DROP"]})


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("COALESCE(COALESCE(?d, 1) >= ?x, true)", "( true)"),
        ("coalesce(?x, ?d, 2)", "coalesce( ?d, 2)"),
        ("COALESCE(?d, ?x)", "COALESCE(?d, ?x)"),
        ("'COALESCE(?x, 1)' ?x", "'COALESCE(?x, 1)' ?x"),
        ("COALESCE (?x, 1", "COALESCE (?x, 1"),
    ],
)
def test_coalesce_over_what_is_not_given(text: str, settled: str) -> None:
    assert settle(text, ["x"]) == settled


def test_page_and_embedded_article_go_together(server: Server) -> None:
    with _at(server) as store:
        store.add(page())
        assert sorted(store.remove(["p1"]).removed) == ["p1", "p1#2"]
        assert store.stats()["articles"] == 0
