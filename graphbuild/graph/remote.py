"""A store behind a SPARQL 1.1 server: Virtuoso, Fuseki, GraphDB, Oxigraph's server, a cluster of any of them.

The same door as the store on disk. What is particular to a server:

- **Articles.** One update request takes an article's former graph away, puts the new one in its place and brings the
  shared graphs in line; several articles share a request, and none is divided between two. Servers run a request as one
  transaction (Virtuoso when told to, as is done here).
- **In flight.** Before a request its articles are listed in ``graph/store``, and the request itself takes them off the
  list. Whatever is still listed when a writer is gone was interrupted: the next change withdraws these articles first,
  so that the next build reads them again. So even a server without transactions keeps no half of an article.
- **One writer.** A writer enters its name in ``graph/store`` with the time until which it holds, and keeps renewing it; a
  second one is refused. Clocks of writers must agree to the minute.
- **What follows.** Links and what is derived are reckoned on the writer's machine from the part of the graph that they
  need, and only what has changed is sent.
- **Queries** run on the server, parameters written as terms; a named query that the server fails to read is asked of a
  copy. Networks, reports and exports of the whole graph are made
  from a copy on this machine, fetched when first needed and after each change.

The server must answer queries without a graph from the union of all graphs (Fuseki: ``tdb2:unionDefaultGraph``;
Oxigraph: ``--union-default-graph``; Virtuoso, GraphDB, QLever do so by themselves), and should hold nothing else.
"""

from __future__ import annotations

import os
import secrets
import socket
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from graphbuild import vocab as v
from graphbuild.errors import (
    GraphbuildError,
    InputError,
    QueryError,
    QueryTimeoutError,
    StoreError,
    StoreLockedError,
)
from graphbuild.graph import terms
from graphbuild.graph.binding import bind, declared, settle
from graphbuild.graph.changes import update_text
from graphbuild.graph.derived import Deriver
from graphbuild.graph.endpoint import Endpoint
from graphbuild.graph.kept import KeptGraph
from graphbuild.graph.knowledge import Knowledge, knowledge_quads
from graphbuild.graph.quads import ArticleGraph
from graphbuild.graph.session import Session
from graphbuild.graph.store import Outcome, Progress, Report, Tally
from graphbuild.graph.terms import Quad, Term, lines, value_of
from graphbuild.graph.workset import ServerGraph, Workset, paged, total
from graphbuild.iris import BASE, article_hash, canonical_url, content_hash
from graphbuild.records import Article, Reading, Relation

if TYPE_CHECKING:
    import pyoxigraph


#: Goes up when queries need what graphs of before do not have.
FORMAT = "graphbuild-store/3"
#: Articles whose surroundings are fetched together, and quads that one request puts in.
BATCH_ARTICLES = 50
REQUEST_QUADS = 20_000
#: Triples of one INSERT DATA: Virtuoso 7 reads no more than some 5,000 in one.
_OPERATION_QUADS = 2_000
#: From here on a graph takes triples by the Graph Store Protocol.
_POSTED_QUADS = 5_000
LEASE_S = 90.0
_RENEW_S = 20.0
_ATTEMPTS = 4

#: Named queries to which Virtuoso 7.2.5 gives a wrong answer (found by asking it and Oxigraph each with each parameter):
#: it loses rows where HAVING compares a MIN of strings. They are asked of a copy.
_WRONG_ON_VIRTUOSO = frozenset(("only-in-outlet",))

_STORE_GRAPH = "graph/store"
_CONFORMS = f"<{v.DCTERMS}conformsTo>"
_CREATOR = f"<{v.DCTERMS}creator>"
_VALID = f"<{v.DCTERMS}valid>"
_BEHIND = f"<{v.DCTERMS}requires>"
_IN_FLIGHT = f"<{v.DCTERMS}hasPart>"
_MODIFIED = f"<{v.DCTERMS}modified>"
#: What links and derived graph are reckoned from, besides the shared graphs.
_NEEDED = (
    v.RDFS + "label", v.OF_PROPOSITION, v.SUBJECT_STATE, v.OBJECT_STATE, v.SOURCE, v.SOURCE_STATE, v.QUOTE, v.URL,
    v.DCTERMS + "publisher", v.DCTERMS + "date", v.OF_STATE_PROPOSITION, v.STATUS_OF, v.SECTION, v.DAY, v.OF_MENTION,
    v.POLARITY_OF, v.SAID_ON,
)  # fmt: skip


class SparqlStore(KeptGraph):
    """A graph on a server (see :func:`graphbuild.graph.store.connect`)."""

    def __init__(
        self,
        url: str,
        *,
        create: bool = False,
        base: str | None = None,
        relations: Mapping[str, Relation] | None = None,
        told_confidence: float | None = None,
        knowledge: Knowledge | None = None,
        endpoint: Endpoint | None = None,
    ) -> None:
        self.url = url
        self.endpoint = endpoint or Endpoint(url)
        super().__init__(relations, told_confidence, knowledge)
        self._copy: tuple[str, pyoxigraph.Store, tempfile.TemporaryDirectory[str]] | None = None
        self.base = self._find_base(base, create=create)
        self._finish()

    def _finish(self) -> None:
        """Finish what a writer that is gone has left; where one is at work, leave it to him.

        Raises:
            StoreError: it cannot be finished from here (no right to write); what the server holds is not whole.
        """
        graph = self.store_graph
        if not self.endpoint.holds(f"ASK {{ GRAPH {graph} {{ {graph} {_BEHIND} ?what }} }}"):
            return
        try:
            with self._writing():
                pass
        except StoreLockedError:
            return
        except StoreError as error:
            raise StoreError(
                f"{self.url}: a change was interrupted and is to be finished by somebody who may write to it ({error})"
            ) from error

    def _find_base(self, base: str | None, *, create: bool) -> str:
        """The base of the graph on the server; with ``create`` the server is made to hold one.

        Raises:
            StoreError: no graph of ours there; another base; its default graph is not the union.
        """
        found = list(self.endpoint.rows(f"SELECT ?g ?f {{ GRAPH ?g {{ ?g {_CONFORMS} ?f }} }}"))
        bases = {value_of(row["g"]).removesuffix(_STORE_GRAPH): value_of(row["f"]) for row in found}
        if not bases:
            if not create:
                raise StoreError(
                    f"{self.url}: no graphbuild store there; make one with: graphbuild build INPUT --store {self.url}"
                )
            chosen = base or BASE
            graph = f"<{chosen}{_STORE_GRAPH}>"
            self.endpoint.update(update_text(None, (), [Quad(graph, _CONFORMS, terms.string(FORMAT), graph)]))
        else:
            if base is None and len(bases) > 1:
                raise StoreError(f"{self.url}: holds several graphs, of the bases {', '.join(sorted(bases))}")
            chosen = base or next(iter(bases))
            if chosen not in bases:
                raise StoreError(f"{self.url}: made with the base {next(iter(bases))!r}, asked for {chosen!r}")
            if bases[chosen] != FORMAT:
                raise StoreError(f"{self.url}: has the format {bases[chosen]!r}, this version reads {FORMAT!r}; build it anew")
        graph = f"<{chosen}{_STORE_GRAPH}>"
        if not self.endpoint.holds(f"ASK {{ {graph} {_CONFORMS} ?format }}"):
            raise StoreError(
                f"{self.url}: the server's default graph is not the union of its named graphs; have it so "
                "(Fuseki: tdb2:unionDefaultGraph true; Oxigraph: serve --union-default-graph)"
            )
        return chosen

    @property
    def store_graph(self) -> Term:
        """The graph that the store keeps about itself."""
        return f"<{self.base}{_STORE_GRAPH}>"

    # --- writing

    def add(self, readings: Iterable[Reading], *, progress: Progress | None = None) -> Report:
        """Add new articles, replace changed ones, leave alone those that the same engine has read from the same
        content.

        An article is reported once the server has it. A reading that does not hold together is left out and reported.

        Raises:
            StoreLockedError: somebody else writes to the store; nothing is changed.
            StoreError: the server fails; what was reported so far is kept.
        """
        tally = Tally(progress)
        with self._writing() as session:
            session.add_each(readings, tally)
        return tally.report()

    def replace(self, reading: Reading) -> None:
        """Put one article's graph in the place of its former one, unchanged or not.

        Raises:
            InputError: the reading does not hold together; the store is as before.
        """
        graph = self.describe(reading)
        with self._writing() as session:
            session.fetch([graph])
            session.put(graph)

    def remove(self, keys: Iterable[str], *, progress: Progress | None = None) -> Report:
        """Withdraw articles by id, url or IRI, and the articles embedded in their pages.

        Raises:
            UsageError: a key names no article of the store; nothing is removed.
        """
        tally = Tally(progress)
        with self._writing() as session:
            found = session.find(keys)
            session.work.fetch([article for article, _ in found], ())
            for article, identifier in found:
                session.drop(article)
                session.note(tally, "removed", identifier)
        return tally.report()

    def edit(self, graph: str, delete: Iterable[Quad], insert: Iterable[Quad]) -> None:
        """Change quads of ``graph/links`` or ``graph/review`` and recompute what follows."""
        if graph not in (v.GRAPH_LINKS, v.GRAPH_REVIEW):
            raise StoreError(f"{graph} is not edited by hand")
        with self._writing() as session:
            session.apply(None, delete, insert)

    def judge(self, verdicts: Mapping[str, str | None]) -> None:
        """Record verdicts on mentions, ``{mention IRI: gb:Accepted | gb:Rejected | None}`` (None takes one back).

        Raises:
            UsageError: no such mention; nothing is changed.
        """
        with self._writing() as session:
            session.work.fetch((), ())
            session.judge(verdicts)

    @contextmanager
    def _writing(self) -> Iterator[_Session]:
        with _Lease(self):
            session = _Session(self)
            session.recover()
            yield session
            session.flush()
            session.derive()

    # --- reading

    def is_current(self, article: Article, engine: str) -> bool:
        """Whether the server holds this content as this engine reads it."""
        graph = f"<{self.base}article/{article_hash(article)}>"
        wanted = f"<{v.CONTENT_HASH}> {terms.string(content_hash(article))} ; <{v.ENGINE_FINGERPRINT}> {terms.string(engine)}"
        return self.endpoint.holds(
            f"ASK {{ GRAPH {graph} {{ {graph} {wanted} }} "
            f"FILTER NOT EXISTS {{ GRAPH {self.store_graph} {{ {self.store_graph} {_IN_FLIGHT} {graph} }} }} }}"
        )

    def patterns(self) -> ServerGraph:
        """The graph on the server, for looking up single patterns."""
        return ServerGraph(self.endpoint)

    def reader(self) -> pyoxigraph.Store:
        """A copy of the whole graph on this machine's disk, as of the last change."""
        import pyoxigraph

        stamp = self._stamp()
        if self._copy is None or self._copy[0] != stamp:
            self.close()
            folder = tempfile.TemporaryDirectory(prefix="graphbuild-copy-", ignore_cleanup_errors=True)
            store = pyoxigraph.Store(folder.name)
            for some in self._everything():
                store.bulk_load("".join(lines(some)).encode(), pyoxigraph.RdfFormat.N_QUADS, lenient=True)
            store.flush()
            del store
            self._copy = (stamp, pyoxigraph.Store.read_only(folder.name), folder)
        return self._copy[1]

    def _stamp(self) -> str:
        """What differs after each change."""
        found = self.endpoint.rows(f"SELECT ?t {{ GRAPH {self.store_graph} {{ {self.store_graph} {_MODIFIED} ?t }} }}")
        return " ".join(sorted(row["t"] for row in found))

    def _everything(self) -> Iterator[list[Quad]]:
        """Every quad, graph by graph; the store's own graph not."""
        articles = [row["g"] for row in paged(self.endpoint, "?g", f"GRAPH ?g {{ ?g <{v.RDF}type> <{v.ARTICLE}> }}")]
        for start in range(0, len(articles), BATCH_ARTICLES):
            some = " ".join(articles[start : start + BATCH_ARTICLES])
            rows = paged(self.endpoint, "?s ?p ?o ?g", f"VALUES ?g {{ {some} }} GRAPH ?g {{ ?s ?p ?o }}")
            yield [Quad(row["s"], row["p"], row["o"], row["g"]) for row in rows]
        for name in v.FIXED_GRAPHS:
            yield self.graph(f"<{self.base}{name}>")

    def graph(self, graph: Term) -> list[Quad]:
        """One graph of the server."""
        rows = paged(self.endpoint, "?s ?p ?o", f"GRAPH {graph} {{ ?s ?p ?o }}")
        return [Quad(row["s"], row["p"], row["o"], graph) for row in rows]

    def answer(self, request: dict[str, Any], *, timeout_s: float | None) -> dict[str, Any]:
        """The server's answer to one query, in the form of :mod:`graphbuild.graph.worker`.

        Raises:
            QueryTimeoutError: none within ``timeout_s`` seconds.
            QuerySyntaxError: the server does not read the query.
        """
        from graphbuild.graph.answers import answer

        text = bind(settle(request["query"], request["absent"]), request["bound"])
        text = declared(text, request["prefixes"])
        named = bool(request["columns"])
        if self.endpoint.is_virtuoso and request["name"] in _WRONG_ON_VIRTUOSO:
            return self._answer_of_copy(request, timeout_s)
        if named and self.endpoint.is_virtuoso:
            # Named queries name their patterns in the order to work in; Virtuoso thinks about some for a minute.
            text = f'DEFINE sql:select-option "order"\n{text}'
        try:
            return answer(self.endpoint, text, request, timeout_s=timeout_s)
        except QueryTimeoutError:
            raise
        except QueryError:
            if not named:
                raise
            # A named query is SPARQL as it should be: the fault is the server's (Virtuoso 7.2 fails to translate some).
            return self._answer_of_copy(request, timeout_s)

    def _answer_of_copy(self, request: dict[str, Any], timeout_s: float | None) -> dict[str, Any]:
        self.reader()
        return self.runner.ask({**request, "path": self._copy[2].name if self._copy else None}, timeout_s=timeout_s)

    def stats(self) -> dict[str, Any]:
        """Counts of what the store holds, as the store on disk gives them."""
        from graphbuild.graph.stats import count

        counts = count(self.patterns(), self.base)
        # Neither what a server says of itself nor what the store does is part of the graph.
        ours = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(STRSTARTS(STR(?g), {terms.string(self.base)}))"
        counts["quads"] = total(self.endpoint, ours) - len(self.graph(self.store_graph))
        return counts

    def close(self) -> None:
        """Let go of the connections and of the copy on this machine."""
        super().close()
        copy, self._copy = self._copy, None
        if copy is not None:
            folder = copy[2]
            del copy
            folder.cleanup()
        self.endpoint.close()


#: The writers of this process: what stands under its name without being one of these is a leftover.
_AT_WORK: set[str] = set()


class _Lease:
    """That this process is the one that writes, told to the server and renewed by a thread of its own."""

    def __init__(self, store: SparqlStore) -> None:
        self.store, self.graph = store, store.store_graph
        self.node = f"<{store.base}{_STORE_GRAPH}/writer/{secrets.token_hex(8)}>"
        self.name = f"{_here()}{os.getpid()}"
        self.until = ""
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        other: tuple[str, float] | None = None
        for attempt in range(_ATTEMPTS):
            other = self._other(self.store.endpoint)
            if other is None:
                self._renew(self.store.endpoint)
                other = self._other(self.store.endpoint)
                if other is None:
                    self._thread = threading.Thread(target=self._keep, daemon=True)
                    self._thread.start()
                    return self
                # Two came at the same moment: both step back, for times that differ.
                self._give_up(self.store.endpoint)
                time.sleep(secrets.randbelow(1000) / 1000 * (attempt + 1))
        name, left = other or ("somebody", 0.0)
        raise StoreLockedError(
            f"{self.store.url}: another process writes to this store ({name}); wait until it has finished (should it be "
            f"gone: {max(0, left):.0f} s)"
        )

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        if self._thread is not None:
            self._thread.join(timeout=5)
        # It runs out by itself where the server is gone.
        with suppress(GraphbuildError):
            self._give_up(self.store.endpoint)

    def _quads(self) -> list[Quad]:
        if not self.until:
            return []
        return [
            Quad(self.node, _CREATOR, terms.string(self.name), self.graph),
            Quad(self.node, _VALID, terms.string(self.until), self.graph),
        ]

    def _other(self, endpoint: Endpoint) -> tuple[str, float] | None:
        """Who else holds the store, and for how many seconds; what has run out is cleared away."""
        rows = endpoint.rows(f"SELECT ?w ?n ?t {{ GRAPH {self.graph} {{ ?w {_CREATOR} ?n ; {_VALID} ?t }} }}")
        stale: list[Quad] = []
        holder = None
        for row in rows:
            if row["w"] == self.node:
                continue
            left = float(value_of(row["t"])) - time.time()
            name = value_of(row["n"])
            if left > 0 and not _gone(name) and (name != self.name or row["w"] in _AT_WORK):
                holder = (name, left)
            else:
                stale += [Quad(row["w"], _CREATOR, row["n"], self.graph), Quad(row["w"], _VALID, row["t"], self.graph)]
        if stale:
            endpoint.update(update_text(None, stale, ()))
        return holder

    def _renew(self, endpoint: Endpoint) -> None:
        _AT_WORK.add(self.node)
        before = self._quads()
        self.until = f"{time.time() + LEASE_S:.0f}"
        after = self._quads()
        endpoint.update(update_text(None, [q for q in before if q not in after], [q for q in after if q not in before]))

    def _give_up(self, endpoint: Endpoint) -> None:
        _AT_WORK.discard(self.node)
        if self.until:
            endpoint.update(update_text(None, self._quads(), ()))
            self.until = ""

    def _keep(self) -> None:
        endpoint = self.store.endpoint.again()
        while not self._ended.wait(_RENEW_S):
            try:
                self._renew(endpoint)
            except GraphbuildError:
                # The next request of the writer itself will tell.
                continue
        endpoint.close()


def _here() -> str:
    """This machine, or this part of it that numbers its processes for itself, as a writer's name begins."""
    try:
        numbering = Path("/proc/self/ns/pid").readlink().name
    except OSError:
        numbering = "pid"
    return f"{socket.gethostname()}, {numbering} "


def _gone(name: str) -> bool:
    """Whether a writer is known to have ended: it was here, and its process is no more."""
    number = name.removeprefix(_here())
    if os.name != "posix" or number == name or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


class _Session(Session):
    """A writer at work on a server: changes are gathered, and sent several articles at a time."""

    def __init__(self, owner: SparqlStore) -> None:
        super().__init__(base=owner.base, relations=owner.relations, place=owner.url)
        self.owner, self.endpoint, self.graph = owner, owner.endpoint, owner.store_graph
        self.work = Workset(self.endpoint, self.base)
        self.behind = False
        self.parts: list[str] = []
        self.flying: list[Term] = []
        self.waiting: list[tuple[Tally, Outcome, str, str]] = []
        self.size = 0

    @property
    def patterns(self) -> Workset:
        """The server's graph with what is about to be sent."""
        return self.work

    def describe(self, reading: Reading) -> ArticleGraph:
        """The quads that a reading adds."""
        return self.owner.describe(reading)

    def note(self, tally: Tally, outcome: Outcome, identifier: str, error: str = "") -> None:
        """Tell what became of an article, once the server has it."""
        self.waiting.append((tally, outcome, identifier, error))

    def add_each(self, readings: Iterable[Reading], tally: Tally) -> None:
        """Add or replace articles, in batches whose surroundings are fetched together."""
        super().add_each(self._fetched(readings), tally)
        self.flush()

    def _fetched(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        batch: list[Reading] = []
        for reading in readings:
            batch.append(reading)
            if len(batch) == BATCH_ARTICLES:
                yield from self._batch(batch)
                batch = []
        yield from self._batch(batch)

    def _batch(self, batch: list[Reading]) -> Iterator[Reading]:
        if not batch:
            return
        # What was sent is asked for anew: a long build must not hold the whole graph in memory.
        self.flush()
        self.work = Workset(self.endpoint, self.base)
        graphs = []
        for reading in batch:
            with suppress(InputError):  # add_each reports it
                graphs.append(self.describe(reading))
        self.fetch(graphs)
        yield from batch

    def fetch(self, graphs: Iterable[ArticleGraph]) -> None:
        """Fetch what putting these articles in will look at."""
        graphs = list(graphs)
        nodes = {
            node for graph in graphs for group in (graph.propositions, graph.outlets, graph.actors) for node in group
        }
        self.work.fetch([graph.article for graph in graphs], nodes)

    def apply(self, drop: Term | None, delete: Iterable[Quad], insert: Iterable[Quad]) -> None:
        """One article's part of the next request."""
        delete, insert = list(delete), list(insert)
        self.work.apply(drop, delete, insert)
        self.parts.extend(operations(drop, delete, insert))
        self.size += len(delete) + len(insert)
        if drop is not None:
            self.flying.append(drop)
        if self.size >= REQUEST_QUADS:
            self.flush()

    def flush(self) -> None:
        """Send what is gathered, and tell what became of its articles."""
        if self.parts:
            listed = [Quad(self.graph, _IN_FLIGHT, article, self.graph) for article in self.flying]
            mark = [] if self.behind else [Quad(self.graph, _BEHIND, terms.string("derive"), self.graph)]
            if listed or mark:
                self.endpoint.update(" ;\n".join(operations(None, (), [*listed, *mark])))
            self.behind = True
            parts = [*self.parts, *operations(None, listed, ())]
            self.endpoint.update(" ;\n".join(parts))
            self.parts, self.flying, self.size = [], [], 0
        waiting, self.waiting = self.waiting, []
        for tally, outcome, identifier, error in waiting:
            tally.note(outcome, identifier, error)

    def recover(self) -> None:
        """Withdraw what a writer that is gone has left unfinished."""
        rows = self.endpoint.rows(f"SELECT ?p ?o {{ GRAPH {self.graph} {{ {self.graph} ?p ?o }} }}")
        found = [(row["p"], row["o"]) for row in rows]
        self.behind = any(p == _BEHIND for p, _ in found)
        articles = sorted(o for p, o in found if p == _IN_FLIGHT)
        if articles:
            self._sweep(articles)

    def _sweep(self, articles: list[Term]) -> None:
        """Take articles away without trusting what is there of them, and every definition and bare triple that nobody
        needs any more."""
        parts = [f"DROP SILENT GRAPH {article}" for article in articles]
        self.endpoint.update(" ;\n".join(parts))
        definitions, told = f"<{self.base}{v.GRAPH_DEFINITIONS}>", f"<{self.base}{v.GRAPH_TOLD}>"
        tidy = Tidier(self.owner)
        for graph, wanted in ((definitions, tidy.definitions()), (told, tidy.told())):
            present = set(self.owner.graph(graph))
            self._change(present - wanted, wanted - present)
        listed = [Quad(self.graph, _IN_FLIGHT, article, self.graph) for article in articles]
        self._change(listed, ())
        self.behind = True

    def matches(self, keys: Iterable[str]) -> Iterator[tuple[str, set[Term]]]:
        """Each key with the articles that it names, asked for by name."""
        for key in keys:
            names = {key, canonical_url(key)} if "://" in key else {key}
            iri = key if key.startswith(self.base) else self.base + key
            conditions = [f"?a <{v.DCTERMS}identifier> {terms.string(key)}"]
            conditions += [f"?a <{v.KEY}> {terms.string(name)}" for name in sorted(names)]
            conditions += [f"?a <{v.URL}> {terms.typed(name, v.XSD + 'anyURI')}" for name in sorted(names)]
            with suppress(InputError):
                conditions.append(f"?a <{v.CONTENT_HASH}> ?h FILTER(?a = {terms.iri(iri)})")
            union = " UNION ".join(f"{{ {condition} }}" for condition in conditions)
            yield key, {row["a"] for row in self.endpoint.rows(f"SELECT DISTINCT ?a {{ {union} }}")}

    # --- what follows

    def derive(self) -> None:
        """Bring graph/links, graph/derived and graph/knowledge up to date, and tell readers that all is done."""
        if not self.behind:
            return
        shared = [f"<{self.base}{name}>" for name in (v.GRAPH_LINKS, v.GRAPH_DERIVED, v.GRAPH_KNOWLEDGE)]
        present = {quad for graph in shared for quad in self.owner.graph(graph)}
        with self._needed(quad for quad in present if quad.graph == shared[0]) as part:
            deriver = Deriver(part, self.base, self.owner.relations, self.owner.knowledge)
            links = deriver.links()
            wanted = deriver.link_quads(links)
            wanted.update(deriver.derived_quads(links))
            wanted.update(knowledge_quads(self.owner.relations, self.owner.knowledge.tenures, base=self.base))
            # It keeps the database open, whose folder goes with the end of this block.
            del deriver, part
        self._change(present - wanted, wanted - present)
        stamps = f"DELETE WHERE {{ GRAPH {self.graph} {{ {self.graph} {_MODIFIED} ?t }} }}"
        done = operations(
            None,
            [Quad(self.graph, _BEHIND, terms.string("derive"), self.graph)],
            [Quad(self.graph, _MODIFIED, terms.string(secrets.token_hex(8)), self.graph)],
        )
        self.endpoint.update(" ;\n".join([stamps, *done]))
        self.behind = False

    @contextmanager
    def _needed(self, links: Iterable[Quad]) -> Iterator[pyoxigraph.Store]:
        """The part of the graph that links and derived graph are reckoned from, on this machine."""
        import pyoxigraph

        nquads = pyoxigraph.RdfFormat.N_QUADS
        with tempfile.TemporaryDirectory(prefix="graphbuild-derive-", ignore_cleanup_errors=True) as folder:
            store = pyoxigraph.Store(folder)
            store.bulk_load("".join(lines(links)).encode(), nquads, lenient=True)
            definitions = self.owner.graph(f"<{self.base}{v.GRAPH_DEFINITIONS}>")
            store.bulk_load("".join(lines(definitions)).encode(), nquads, lenient=True)
            review = self.owner.graph(f"<{self.base}{v.GRAPH_REVIEW}>")
            store.bulk_load("".join(lines(review)).encode(), nquads, lenient=True)
            articles = f"FILTER(STRSTARTS(STR(?g), {terms.string(self.base + 'article/')}))"
            for predicate in _NEEDED:
                rows = paged(self.endpoint, "?s ?o ?g", f"GRAPH ?g {{ ?s <{predicate}> ?o }} {articles}")
                some = (Quad(row["s"], f"<{predicate}>", row["o"], row["g"]) for row in rows)
                store.bulk_load("".join(lines(some)).encode(), nquads, lenient=True)
            unnamed = paged(self.endpoint, "?s ?g", f"GRAPH ?g {{ ?s <{v.RDF}type> <{v.UNNAMED_SOURCE}> }}")
            some = (Quad(row["s"], terms.TYPE, f"<{v.UNNAMED_SOURCE}>", row["g"]) for row in unnamed)
            store.bulk_load("".join(lines(some)).encode(), nquads, lenient=True)
            yield store
            del store

    def _change(self, delete: Iterable[Quad], insert: Iterable[Quad]) -> None:
        """Change shared graphs, in requests of bearable size; done again whole after an interruption."""
        by_graph: dict[Term, list[Quad]] = {}
        for quad in sorted(insert):
            by_graph.setdefault(quad.graph, []).append(quad)
        parts = list(operations(None, sorted(delete), ()))
        for graph, quads in by_graph.items():
            if len(quads) >= _POSTED_QUADS and self.endpoint.at.graphs is not None:
                for start in range(0, len(quads), REQUEST_QUADS):
                    some = quads[start : start + REQUEST_QUADS]
                    self.endpoint.post_graph(value_of(graph), "".join(f"{s} {p} {o} .\n" for s, p, o, _ in some))
            else:
                parts.extend(operations(None, (), quads))
        step = max(1, REQUEST_QUADS // _OPERATION_QUADS)
        for start in range(0, len(parts), step):
            self.endpoint.update(" ;\n".join(parts[start : start + step]))


class Tidier:
    """What the shared graphs must hold by what the articles say: reckoned anew from all of them, for after an
    interruption whose traces cannot be trusted."""

    def __init__(self, owner: SparqlStore) -> None:
        self.owner = owner

    def definitions(self) -> set[Quad]:
        """The definitions that an article needs, as they are, and those of actors by their namings."""
        from graphbuild.graph.quads import define_actor

        owner = self.owner
        used: set[Term] = set()
        for predicate in (v.OF_PROPOSITION, v.OF_STATE_PROPOSITION, v.SOURCE):
            used.update(row["o"] for row in paged(owner.endpoint, "?o", f"?s <{predicate}> ?o"))
        graph = f"<{owner.base}{v.GRAPH_DEFINITIONS}>"
        actors = f"<{owner.base}actor/"
        kept = {quad for quad in owner.graph(graph) if quad.subject in used and not quad.subject.startswith(actors)}
        for actor, definition in self._namings().items():
            kept.update(define_actor(actor, definition, base=owner.base))
        return kept

    def _namings(self) -> dict[Term, Any]:
        from graphbuild.graph.changes import SharedGraph

        out: dict[Term, Any] = {}
        with self._local(v.OF_ACTOR) as (store, rows):
            shared = SharedGraph(store, self.owner.base, self.owner.relations)
            for naming, actor, graph in rows:
                definition = shared.read_definition(naming, graph, v.ACTOR_TYPE)
                if definition is not None and (actor not in out or definition < out[actor]):
                    out[actor] = definition
        return out

    @contextmanager
    def _local(self, predicate: str) -> Iterator[tuple[pyoxigraph.Store, list[tuple[Term, Term, Term]]]]:
        """Every property of the nodes that have one, on this machine; the pairs of that one with their graphs."""
        import pyoxigraph

        rows = list(paged(self.owner.endpoint, "?s ?p ?o ?g", f"GRAPH ?g {{ ?s <{predicate}> ?a ; ?p ?o }}"))
        with tempfile.TemporaryDirectory(prefix="graphbuild-tidy-", ignore_cleanup_errors=True) as folder:
            store = pyoxigraph.Store(folder)
            some = (Quad(row["s"], row["p"], row["o"], row["g"]) for row in rows)
            store.bulk_load("".join(lines(some)).encode(), pyoxigraph.RdfFormat.N_QUADS, lenient=True)
            yield store, [(row["s"], row["o"], row["g"]) for row in rows if row["p"] == f"<{predicate}>"]
            del store

    def told(self) -> set[Quad]:
        """The bare triples of the bare mentions that nobody has rejected."""
        owner = self.owner
        graph = f"<{owner.base}{v.GRAPH_TOLD}>"
        rejected = {
            row["m"]
            for row in paged(owner.endpoint, "?m", f"?x <{v.VERDICT_ON}> ?m ; <{v.DECISION_OF}> <{v.REJECTED}>")
        }
        pattern = (
            f"?m <{v.BARE}> ?b ; <{v.OF_PROPOSITION}> ?q . ?q <{v.SUBJECT}> ?s ; <{v.RELATION_OF}> ?p ; <{v.OBJECT}> ?o"
        )
        out = set()
        for row in paged(owner.endpoint, "?m ?s ?p ?o", pattern):
            if row["m"] in rejected:
                continue
            out.add(Quad(row["s"], row["p"], row["o"], graph))
            relation = owner.relations.get(value_of(row["p"]).removeprefix(v.NS))
            if relation is not None and relation.symmetric:
                out.add(Quad(row["o"], row["p"], row["s"], graph))
        return out


def operations(drop: Term | None, delete: Iterable[Quad], insert: Iterable[Quad]) -> Iterator[str]:
    """A change as the operations of an update request, none of them larger than servers read, each of one graph: of
    several, Virtuoso 7.2.5 leaves literals with a language undeleted."""
    if drop is not None:
        yield update_text(drop, (), ())
    for quads, deleting in ((delete, True), (insert, False)):
        by_graph: dict[Term, list[Quad]] = {}
        for quad in quads:
            by_graph.setdefault(quad.graph, []).append(quad)
        for of_graph in by_graph.values():
            for start in range(0, len(of_graph), _OPERATION_QUADS):
                some = of_graph[start : start + _OPERATION_QUADS]
                yield update_text(None, some, ()) if deleting else update_text(None, (), some)
