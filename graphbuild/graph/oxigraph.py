"""The store that ships: Oxigraph in a folder, one writer, readers on snapshots.

A writer takes the folder's lock for each change. Each article is replaced by one SPARQL update, which Oxigraph runs
in one transaction; links and what is derived follow at the end of the change, and after it a snapshot for readers. A
first build fills a fresh database by the bulk loader and swaps it in. What a killed writer left is finished by
whoever opens the store next.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain, groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar

from graphbuild import vocab as v
from graphbuild.errors import GraphbuildError, InputError, StoreCorruptError, StoreError, StoreLockedError
from graphbuild.graph.changes import Change, SharedGraph, update_text
from graphbuild.graph.derived import DERIVATION, Basis, Deriver
from graphbuild.graph.folder import StoreFolder
from graphbuild.graph.following import Following, Touched
from graphbuild.graph.kept import KeptGraph
from graphbuild.graph.knowledge import Knowledge, knowledge_quads
from graphbuild.graph.lock import writer_lock
from graphbuild.graph.pending import PendingStore
from graphbuild.graph.quads import ActorDefinition, ArticleGraph, define_actor
from graphbuild.graph.session import Session
from graphbuild.graph.store import Outcome, Progress, Report, Tally
from graphbuild.graph.tallies import NAMES
from graphbuild.graph.terms import Quad, Term, lines
from graphbuild.iris import BASE, article_hash, content_hash, digest
from graphbuild.records import Article, Reading, Relation

if TYPE_CHECKING:
    import pyoxigraph


_Item = TypeVar("_Item")

#: Quads that a first build hands to the bulk loader at a time: enough to fill its sorted files, some 60 MB of text.
BULK_QUADS = 200_000
#: Readers see a running build's articles this often,
SNAPSHOT_EVERY_S = 5.0
#: or as often as leaves this share of the time to the build: a snapshot of a large graph takes a second.
SNAPSHOT_SHARE = 0.03


class OxigraphStore(KeptGraph):
    """A graph in a folder (see :func:`graphbuild.graph.store.open_store`)."""

    def __init__(
        self,
        path: Path,
        *,
        create: bool = False,
        base: str | None = None,
        relations: Mapping[str, Relation] | None = None,
        told_confidence: float | None = None,
        knowledge: Knowledge | None = None,
    ) -> None:
        self.folder = StoreFolder(path)
        if create and not self.folder.exists:
            self.folder.create(base or BASE)
        self.base = self.folder.base()
        if base is not None and base != self.base:
            raise StoreError(f"{path}: made with the base {self.base!r}, asked for {base!r}; use another --store")
        super().__init__(relations, told_confidence, knowledge)
        self._reader: tuple[str, pyoxigraph.Store] | None = None

    @property
    def path(self) -> Path:
        """The store's folder."""
        return self.folder.path

    # --- reading

    def snapshot_path(self) -> Path | None:
        """The folder of the database that readers open; None while the store is empty. What a killed writer left is
        finished first.

        Raises:
            StoreCorruptError: the store is damaged.
        """
        if self.folder.dirty:
            self._recover()
        name = self.folder.pointer("SNAPSHOT")
        return self.path / name if name else None

    def reader(self) -> pyoxigraph.Store:
        """The graph as of the last change, for reading; opened once for each snapshot.

        Raises:
            StoreCorruptError: the store is damaged.
        """
        import pyoxigraph

        for _ in range(5):
            path = self.snapshot_path()
            if path is None:
                return pyoxigraph.Store()
            if self._reader is not None and self._reader[0] == path.name:
                return self._reader[1]
            try:
                self._reader = (path.name, _open(path, read_only=True))
            except StoreCorruptError:
                # A writer may have replaced this snapshot between our reading the pointer and opening it.
                if self.snapshot_path() == path:
                    raise
                continue
            return self._reader[1]
        raise StoreError(f"{self.path}: the snapshots change faster than they can be opened; try again")

    def patterns(self) -> pyoxigraph.Store:
        """The graph, for looking up single patterns; here that is :meth:`reader`."""
        return self.reader()

    def answer(self, request: dict[str, Any], *, timeout_s: float | None) -> dict[str, Any]:
        """The answer of the query worker (:mod:`graphbuild.graph.worker`) from the last snapshot.

        Raises:
            QueryTimeoutError: none within ``timeout_s`` seconds.
            QueryError: the worker died.
        """
        path = self.snapshot_path()
        return self.runner.ask({**request, "path": None if path is None else str(path)}, timeout_s=timeout_s)

    def is_current(self, article: Article, engine: str) -> bool:
        """Whether the store holds this content as this engine reads it."""
        graph = f"<{self.base}article/{article_hash(article)}>"
        return self.shared(self.reader()).holds(graph) == (content_hash(article), engine)

    def shared(self, store: pyoxigraph.Store) -> SharedGraph:
        """What the articles of a database share."""
        return SharedGraph(store, self.base, self.relations)

    # --- writing

    def add(self, readings: Iterable[Reading], *, progress: Progress | None = None) -> Report:
        """Add new articles, replace changed ones, leave alone those that the same engine has read from the same
        content.

        A reading that does not hold together is left out and reported; the others are kept. Embedded articles of a
        replaced page that its new reading no longer has are withdrawn.

        Raises:
            StoreLockedError: another process writes to the store; nothing is changed.
            StoreError: it cannot be written (a full disk); what was reported so far is kept, but for a first build,
                which is kept whole or not at all.
        """
        tally = Tally(progress)
        with self._writing() as session:
            later: Iterable[Reading] = readings
            if session.is_empty():
                later = session.first_build(readings, tally)
            session.add_each(later, tally)
        return tally.report()

    def replace(self, reading: Reading) -> None:
        """Put one article's graph in the place of its former one, unchanged or not.

        Raises:
            InputError: the reading does not hold together; the store is as before.
        """
        graph = self.describe(reading)
        with self._writing() as session:
            session.put(graph)

    def remove(self, keys: Iterable[str], *, progress: Progress | None = None) -> Report:
        """Withdraw articles by id, url or IRI, and the articles embedded in their pages.

        Raises:
            UsageError: a key names no article of the store; nothing is removed.
        """
        tally = Tally(progress)
        with self._writing() as session:
            found = session.find(keys)
            for article, identifier in found:
                session.drop(article)
                session.note(tally, "removed", identifier)
        return tally.report()

    def refresh(self) -> None:
        """Recompute links, derived graph and knowledge (after new data)."""
        with self._writing() as session:
            session.touched.whole = True
            self.folder.set_dirty(True)

    def edit(self, graph: str, delete: Iterable[Quad], insert: Iterable[Quad]) -> None:
        """Change quads of ``graph/links`` or ``graph/review`` and recompute what follows, in one go for readers."""
        if graph not in (v.GRAPH_LINKS, v.GRAPH_REVIEW):
            raise StoreError(f"{graph} is not edited by hand")
        with self._writing() as session:
            session.touched.whole = True
            session.update(update_text(None, delete, insert))

    def judge(self, verdicts: Mapping[str, str | None]) -> None:
        """Record verdicts on mentions, ``{mention IRI: gb:Accepted | gb:Rejected | None}`` (None takes one back), and
        bring the bare triples in line.

        Raises:
            UsageError: no such mention; nothing is changed.
        """
        with self._writing() as session:
            session.judge(verdicts)

    @contextmanager
    def _writing(self) -> Iterator[_Session]:
        with writer_lock(self.path):
            session = _Session(self)
            try:
                yield session
                session.derive()
                session.publish()
            except OSError as error:
                raise StoreError(
                    f"{self.path}: cannot be written ({error}); articles already reported are kept"
                ) from error
            finally:
                session.close()

    def _recover(self) -> None:
        """Finish what a killed writer left; where a writer is at work, leave it to him."""
        try:
            with self._writing():
                pass
        except StoreLockedError:
            return
        except StoreCorruptError:
            raise
        except StoreError:
            # A folder that cannot be written (read-only medium): its last snapshot is still whole.
            if self.folder.pointer("SNAPSHOT") is None:
                raise

    # --- asking

    def stats(self) -> dict[str, Any]:
        """Counts of what the store holds: quads, articles, outlets, actors, propositions, tellings by status,
        attributions by stance, bare triples, claims by category, first and last day."""
        from graphbuild.graph.stats import count

        return count(self.reader(), self.base)

    def close(self) -> None:
        """Let go of the snapshot and of the query worker."""
        self._reader = None
        super().close()


class _Session(Session):
    """A writer at work: the lock is held, the database is open."""

    def __init__(self, owner: OxigraphStore) -> None:
        super().__init__(base=owner.base, relations=owner.relations, place=str(owner.folder.path))
        self.owner, self.folder = owner, owner.folder
        self.folder.sweep()
        # What another writer touched before it was killed is not known.
        self.touched = Touched(whole=self.folder.dirty)
        name = self.folder.pointer("CURRENT")
        self.db: pyoxigraph.Store | None = _open(self.folder.path / name) if name else None
        self.published = time.monotonic()
        self.publishing_s = 0.0
        # One change at a time is written while the next article's is reckoned: Oxigraph lets Python work meanwhile.
        self._writer: ThreadPoolExecutor | None = None
        self._pending: Future[None] | None = None
        self._patterns: PendingStore | None = None
        self._notes: list[tuple[Tally, Outcome, str, str]] = []

    @property
    def store(self) -> pyoxigraph.Store:
        """The database, every change of this session in it."""
        self.settle()
        if self.db is None:
            name = self.folder.fresh("db")
            self.db = _open(self.folder.path / name)
            self.folder.point("CURRENT", name)
        return self.db

    @property
    def patterns(self) -> PendingStore:
        """The database with the change that is being written."""
        if self._patterns is None or self._patterns.store is not self.db:
            self._patterns = PendingStore(self.store)
        return self._patterns

    def settle(self) -> None:
        """Wait until the change that is being written is kept, and tell of it."""
        pending, self._pending = self._pending, None
        try:
            if pending is not None:
                pending.result()
                self.patterns.forget()
        finally:
            # An error holds this frame: the database, and its lock, would outlive the session with it.
            del pending
        notes, self._notes = self._notes, []
        for tally, outcome, identifier, error in notes:
            tally.note(outcome, identifier, error)

    def note(self, tally: Tally, outcome: Outcome, identifier: str, error: str = "") -> None:
        """Tell what became of an article, in their order, once the change before it is kept."""
        self._notes.append((tally, outcome, identifier, error))
        if self._pending is None:
            self.settle()

    def describe(self, reading: Reading) -> ArticleGraph:
        """The quads that a reading adds."""
        return self.owner.describe(reading)

    def apply(self, drop: Term | None, delete: Iterable[Quad], insert: Iterable[Quad]) -> None:
        """One update in one transaction."""
        delete, insert = frozenset(delete), frozenset(insert)
        self.update(update_text(drop, delete, insert))
        self.patterns.expect(drop, delete, insert)

    def swap(self, article: Term, change: Change, own: Sequence[Quad]) -> None:
        """One update in one transaction, of the quads that differ: an article that a new engine reads is mostly the
        same."""
        self.touched.add(change, own)
        if not own:
            self.apply(article, change.delete, change.insert)
            return
        now = frozenset(own)
        self.apply(None, change.delete | (change.former - now), change.insert | (now - change.former))

    def judged(self, mention: str) -> None:
        """What is told by a mention is counted anew."""
        import pyoxigraph

        for level, names in NAMES.items():
            told = self.store.quads_for_pattern(
                pyoxigraph.NamedNode(mention), pyoxigraph.NamedNode(names.of_proposition), None, None
            )
            self.touched.told[level].update(q.object.value for q in told)  # type: ignore[union-attr]

    def between(self) -> None:
        """Let readers see a running build's articles now and then."""
        if time.monotonic() - self.published > max(SNAPSHOT_EVERY_S, self.publishing_s / SNAPSHOT_SHARE):
            self.publish(clean=False)

    def is_empty(self) -> bool:
        """Whether no article is in the store."""
        import pyoxigraph

        if self.db is None:
            return True
        kind, article = pyoxigraph.NamedNode(v.RDF + "type"), pyoxigraph.NamedNode(v.ARTICLE)
        decided = self.db.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(self.base + v.GRAPH_LINKS))
        reviewed = self.db.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(self.base + v.GRAPH_REVIEW))
        found = self.db.quads_for_pattern(None, kind, article, None)
        return all(next(quads, None) is None for quads in (found, decided, reviewed))

    def update(self, text: str) -> None:
        """Run one update in one transaction, with the mark that the snapshot is behind. It is kept when :meth:`settle` has
        returned."""
        if text:
            store = self.store
            self.folder.set_dirty(True)
            self._writer = self._writer or ThreadPoolExecutor(1, "graphbuild-writer")
            self._pending = self._writer.submit(store.update, text)

    # --- the first build

    def first_build(self, readings: Iterable[Reading], tally: Tally) -> list[Reading]:
        """Fill a fresh database by the bulk loader and swap it in; gives back the readings of articles that came
        twice."""
        name = self.folder.fresh("db")
        target = self.folder.path / name
        fresh = _open(target)
        try:
            with _Loader(fresh) as loader:
                twice = _Bulk(loader, self.owner).load(readings, tally)
            fresh.flush()
        except BaseException as error:
            # The loader has let go of the database by now.
            del fresh
            shutil.rmtree(target, ignore_errors=True)
            if isinstance(error, OSError):
                raise StoreError(
                    f"{self.place}: cannot be written ({error}); a first build is kept whole or not at all, so nothing is "
                    "kept of this one"
                ) from error
            raise
        self.db = fresh
        self.touched.whole = True
        self.folder.set_dirty(True)
        self.folder.point("CURRENT", name)
        return twice

    # --- what follows

    def derive(self) -> None:
        """Bring graph/links, graph/derived and graph/knowledge up to date, in one transaction."""
        if self.db is None or not self.folder.dirty:
            return
        deriver = Deriver(self.store, self.base, self.owner.relations, self.owner.knowledge)
        knowledge = knowledge_quads(self.owner.relations, self.owner.knowledge.tenures, base=self.base)
        given = self._given(knowledge)
        changes = Following(deriver, self.touched).changes() if self.folder.derived_from() == given else None
        if changes is None:
            self._derive_all(deriver, knowledge)
        else:
            self.update(update_text(None, *changes))
        self.settle()
        self.folder.set_derived_from(given)

    def _derive_all(self, deriver: Deriver, knowledge: Iterable[Quad]) -> None:
        """Reckon everything anew. What is there already is not written again. What is counted is many quads, and is never
        held whole."""
        links, basis = deriver.links(), Basis()
        wanted = deriver.link_quads(links)
        wanted.update(deriver.named_quads(links, basis))
        wanted.update(knowledge)
        counted = f"<{self.base}{v.TALLIES}", f"<{self.base}{v.DISPUTES}"
        present: set[Quad] = set()
        held: set[Term] = set()
        for quad in self._present((v.GRAPH_LINKS, v.GRAPH_DERIVED, v.GRAPH_KNOWLEDGE)):
            if quad.subject.startswith(counted):
                held.add(quad.subject)
            else:
                present.add(quad)
        self.folder.set_dirty(True)
        if not present and not held:
            with _Loader(self.store) as loader:
                for some in _batches(chain(sorted(wanted), deriver.counted_quads(basis))):
                    loader.load("".join(lines(some)))
            return
        self.update(update_text(None, present - wanted, wanted - present))
        del present, wanted
        for differ in _batches(self._counted_anew(deriver, basis, held)):
            self.update(
                update_text(None, (quad for gone, quad in differ if gone), (quad for gone, quad in differ if not gone))
            )

    def _counted_anew(self, deriver: Deriver, basis: Basis, held: set[Term]) -> Iterator[tuple[bool, Quad]]:
        """What is to be taken away (true) or put in of the tallies and disputes; ``held`` are those that are there."""
        for node, quads in groupby(deriver.counted_quads(basis), key=lambda quad: quad.subject):
            now = set(quads)
            before = deriver.about((node,)) if node in held else set()
            held.discard(node)
            yield from ((True, quad) for quad in before - now)
            yield from ((False, quad) for quad in now - before)
        yield from ((True, quad) for quad in deriver.about(held))

    def _given(self, knowledge: Iterable[Quad]) -> str:
        """A digest of all that links and derived graph are reckoned from besides the articles: where it is another, nothing
        of before can be kept."""
        labels = (repr(row) for row in self.owner.knowledge.labels.values())
        return digest(DERIVATION, *sorted(lines(knowledge)), *sorted(labels))

    def _present(self, graphs: Iterable[str]) -> Iterator[Quad]:
        import pyoxigraph

        for graph in graphs:
            for q in self.store.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(self.base + graph)):
                yield Quad(str(q.subject), str(q.predicate), str(q.object), str(q.graph_name))

    def publish(self, *, clean: bool = True) -> None:
        """Let readers see the database as it is now."""
        self.settle()
        if self.db is None or not (self.folder.dirty or self.folder.pointer("SNAPSHOT") is None):
            return
        start = time.monotonic()
        name = self.folder.fresh("snap")
        self.db.backup(str(self.folder.path / name))
        self.folder.point("SNAPSHOT", name)
        if clean:
            self.folder.set_dirty(False)
        self.folder.sweep()
        self.published = time.monotonic()
        self.publishing_s = self.published - start

    def close(self) -> None:
        """Let go of the database. What was being written when something else went wrong is kept or not, as a whole; whoever
        opens the store next finishes what follows from it."""
        if self._writer is not None:
            self._writer.shutdown(wait=True)
        self._writer = self._pending = None
        self._shared = None
        self.db = None


class _Loader:
    """Hands quads to the bulk loader, which works while the next ones are made: Oxigraph lets Python work meanwhile. All are
    loaded when the context is left; an error of the loader is raised by what is called next."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        self._load: Callable[..., None] | None = store.bulk_load
        self._pool = ThreadPoolExecutor(1, "graphbuild-loader")
        self._pending: Future[None] | None = None

    def load(self, text: str) -> None:
        """Load N-Quads, once those before are."""
        self._settle()
        if self._load is not None:
            self._pending = self._pool.submit(self._load, text.encode(), _nquads(), lenient=True)

    def _settle(self) -> None:
        pending, self._pending = self._pending, None
        try:
            if pending is not None:
                pending.result()
        finally:
            # An error holds this frame: the database would outlive the build with it.
            del pending

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._pool.shutdown(wait=True)
        self._load = None
        if kind is None:
            self._settle()
        self._pending = None


class _Bulk:
    """A first build: readings stream through, shared definitions are gathered and written once."""

    def __init__(self, loader: _Loader, owner: OxigraphStore) -> None:
        self.loader, self.owner = loader, owner
        self.rows: list[str] = []
        self.nodes: set[Term] = set()
        self.actors: dict[Term, ActorDefinition] = {}

    def load(self, readings: Iterable[Reading], tally: Tally) -> list[Reading]:
        held: dict[Term, tuple[str, str]] = {}
        twice: list[Reading] = []
        for reading in readings:
            identifier = reading.article.id
            article = f"<{self.owner.base}article/{article_hash(reading.article)}>"
            if article in held:
                twice.append(reading)
                continue
            try:
                graph = self.owner.describe(reading)
            except InputError as error:
                tally.note("failed", identifier, str(error))
                continue
            held[article] = (graph.content_hash, graph.engine)
            self._take(graph)
            tally.note("added", identifier)
            if len(self.rows) >= BULK_QUADS:
                self._flush()
        for actor, definition in self.actors.items():
            self.rows.extend(lines(define_actor(actor, definition, base=self.owner.base)))
        self._flush()
        return twice

    def _take(self, graph: ArticleGraph) -> None:
        self.rows.extend(lines(graph.own))
        for shared in (graph.propositions, graph.outlets):
            for node, quads in shared.items():
                if node not in self.nodes:
                    self.nodes.add(node)
                    self.rows.extend(lines(quads))
        for quads in graph.told.values():
            for line in lines(quads):
                if line not in self.nodes:
                    self.nodes.add(line)
                    self.rows.append(line)
        for actor, definition in graph.actors.items():
            known = self.actors.get(actor)
            if known is None or definition < known:
                self.actors[actor] = definition

    def _flush(self) -> None:
        if self.rows:
            self.loader.load("".join(self.rows))
            self.rows.clear()


def _batches(items: Iterable[_Item]) -> Iterator[list[_Item]]:
    """Lists of as many as the bulk loader is given at a time."""
    rest = iter(items)
    while some := list(islice(rest, BULK_QUADS)):
        yield some


def _nquads() -> pyoxigraph.RdfFormat:
    import pyoxigraph

    return pyoxigraph.RdfFormat.N_QUADS


def _open(path: Path, *, read_only: bool = False) -> pyoxigraph.Store:
    """Open a database.

    Raises:
        StoreLockedError: somebody else has it open for writing.
        StoreCorruptError: it does not open.
    """
    import pyoxigraph

    try:
        if read_only:
            if not path.is_dir():
                raise StoreCorruptError(f"{path}: this part of the store is missing; build the store anew")
            return pyoxigraph.Store.read_only(str(path))
        return pyoxigraph.Store(str(path))
    except GraphbuildError:
        raise
    except (OSError, RuntimeError) as error:
        if "lock" in str(error).lower() and "LOCK" in str(error):
            raise StoreLockedError(
                f"{path.parent}: another process writes to this store; wait until it has finished"
            ) from error
        if "space" in str(error).lower() or isinstance(error, PermissionError):
            raise StoreError(f"{path}: cannot be opened ({error})") from error
        raise StoreCorruptError(f"{path}: does not open as a database ({error}); build the store anew") from error
