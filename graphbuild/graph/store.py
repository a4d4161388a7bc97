"""The door to a store: what every store can do, and what it answers with.

The store that ships is Oxigraph on disk (:mod:`graphbuild.graph.oxigraph`); a SPARQL server stands behind the same
door.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self, cast

from graphbuild.errors import StoreError, UnknownNameError
from graphbuild.records import Article, Reading, Relation

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

    from graphbuild.graph.changes import Patterns
    from graphbuild.graph.knowledge import Knowledge
    from graphbuild.graph.oxigraph import OxigraphStore
    from graphbuild.graph.results import Result
    from graphbuild.graph.terms import Quad
    from graphbuild.rows import Level

Outcome = Literal["added", "replaced", "unchanged", "failed", "removed"]

_KEPT: tuple[Outcome, ...] = ("added", "replaced", "unchanged", "removed")

#: Called after each article with its id and what became of it.
Progress = Callable[[str, Outcome], None]


@dataclass(frozen=True, slots=True)
class Report:
    """What a change of the store did: ids of articles by outcome, and the errors of those that failed, ``(id,
    message)``."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Tally:
    """A report in the making."""

    progress: Progress | None = None
    ids: dict[Outcome, list[str]] = field(
        default_factory=lambda: {"added": [], "replaced": [], "unchanged": [], "removed": []}
    )
    errors: list[tuple[str, str]] = field(default_factory=list)

    def note(self, outcome: Outcome, article_id: str, error: str = "") -> None:
        """Count one article."""
        if outcome == "failed":
            self.errors.append((article_id, error))
        else:
            self.ids[outcome].append(article_id)
        if self.progress is not None:
            self.progress(article_id, outcome)

    def report(self) -> Report:
        """The report."""
        return Report(
            added=tuple(self.ids["added"]), replaced=tuple(self.ids["replaced"]), unchanged=tuple(self.ids["unchanged"]),
            removed=tuple(self.ids["removed"]), errors=tuple(self.errors),
        )  # fmt: skip


class Asked(Protocol):
    """What queries are put to."""

    base: str

    def answer(self, request: dict[str, Any], *, timeout_s: float | None) -> dict[str, Any]:
        """The answer to one SPARQL query, in the form of :mod:`graphbuild.graph.worker`.

        Raises:
            QueryTimeoutError: none within ``timeout_s`` seconds.
        """
        ...

    def query(
        self,
        query: str,
        params: Mapping[str, str] | None = None,
        *,
        timeout_s: float | None = 60.0,
        limit: int | None = None,
        level: Level = "actor",
    ) -> Result:
        """The answer to a named query (``[a-z0-9-]+``) or to SPARQL text.

        Raises:
            QueryError: malformed, refused, too slow or too large (see its subclasses).
            UnknownNameError: no such named query or parameter.
        """
        ...

    def patterns(self) -> Patterns:
        """The graph as of the last change, for looking up single patterns where it is."""
        ...


class Store(Asked, Protocol):
    """Where a graph is kept. Each article is wholly old or wholly new, whatever happens to the process."""

    #: When articles are read, for the graph to say so of each that is added; None: it does not.
    read_at: datetime | None

    def add(self, readings: Iterable[Reading], *, progress: Progress | None = None) -> Report:
        """Add new articles, replace changed ones, leave alone those that the same engine has read from the same
        content.

        A reading that does not hold together is left out and reported; the others are kept.
        """
        ...

    def replace(self, reading: Reading) -> None:
        """Put one article's graph in the place of its former one, unchanged or not.

        Raises:
            InputError: the reading does not hold together; the store is as before.
        """
        ...

    def remove(self, keys: Iterable[str], *, progress: Progress | None = None) -> Report:
        """Withdraw articles by id, url or IRI, and the articles embedded in their pages.

        Raises:
            UsageError: a key names no article of the store; nothing is removed.
        """
        ...

    def is_current(self, article: Article, engine: str) -> bool:
        """Whether the store holds this content as this engine reads it, so that nothing need be done."""
        ...

    def dump(self, format: str, path: Path) -> None:
        """Write the whole graph to a file: ``nq``, ``trig``, ``ttl`` or ``jsonld``; the same graph gives the same
        bytes.

        Raises:
            UnknownNameError: no such format.
            OutputError: the file cannot be written.
        """
        ...

    def stats(self) -> dict[str, Any]:
        """Counts of what the store holds."""
        ...

    # What the rest of graphbuild needs of a store.

    @property
    def relations(self) -> Mapping[str, Relation]:
        """The leaf relations."""
        ...

    def reader(self) -> pyoxigraph.Store:
        """The whole graph as of the last change, for reading on this machine."""
        ...

    def edit(self, graph: str, delete: Iterable[Quad], insert: Iterable[Quad]) -> None:
        """Change quads of ``graph/links`` or ``graph/review`` and recompute what follows."""
        ...

    def judge(self, verdicts: Mapping[str, str | None]) -> None:
        """Record verdicts on mentions.

        Raises:
            UsageError: no such mention; nothing is changed.
        """
        ...

    def quads(self) -> list[Quad]:
        """Every quad, sorted."""
        ...

    def to_rdflib(self) -> rdflib.Dataset:
        """A live rdflib Dataset."""
        ...

    def close(self) -> None:
        """Let go of everything that is open."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None: ...


#: Where stores are, by the scheme of their address; a folder has none. More come by the entry-point group.
STORES: Mapping[str, str] = MappingProxyType(
    {
        "": "graphbuild.graph.oxigraph:OxigraphStore",
        "http": "graphbuild.graph.remote:SparqlStore",
        "https": "graphbuild.graph.remote:SparqlStore",
    }
)
_GROUP = "graphbuild.stores"
# A path of this system's own has lost one of the two slashes.
_ADDRESS = re.compile(r"([a-z][a-z0-9+.-]+):/{1,2}(?=[^/])(.*)", re.IGNORECASE | re.DOTALL)


def address(where: str | Path) -> str | None:
    """The address that ``where`` is, None where it is a folder.

    >>> address(Path("https://server.example/sparql")), address("graph")
    ('https://server.example/sparql', None)
    """
    match = _ADDRESS.fullmatch(where.as_posix() if isinstance(where, Path) else where)
    return f"{match[1].lower()}://{match[2]}" if match else None


def connect(where: str | Path, *, create: bool = False, **options: Any) -> Store:
    """The store in a folder, or behind an address (``https://…/sparql``: a SPARQL 1.1 server,
    :mod:`graphbuild.graph.remote`).

    ``create`` makes one where there is none; ``options`` are those of :func:`open_store`.

    Raises:
        UnknownNameError: no kind of store has this scheme.
        StoreError: no store here and ``create`` is false, or it cannot be reached, opened or written.
    """
    found = address(where)
    if found is None:
        return open_store(where, create=create, **options)
    scheme = found.partition(":")[0]
    if scheme in STORES:
        point = EntryPoint(scheme, STORES[scheme], _GROUP)
    else:
        installed = {one.name: one for one in entry_points(group=_GROUP)}
        if scheme not in installed:
            raise UnknownNameError("kind of store", scheme, {*filter(None, STORES), *installed})
        point = installed[scheme]
    return cast("Store", point.load()(found, create=create, **options))


def open_store(
    path: str | Path,
    *,
    create: bool = False,
    base: str | None = None,
    relations: Mapping[str, Relation] | None = None,
    told_confidence: float | None = None,
    knowledge: Knowledge | None = None,
) -> OxigraphStore:
    """The store in a folder.

    ``create`` makes one where there is none. ``base`` (default: :data:`graphbuild.iris.BASE`) is fixed when a store
    is made. ``relations`` are the leaf relations, by default those of data/. ``told_confidence`` (0..1) is the least
    confidence of a bare triple.

    Raises:
        StoreError: no store here and ``create`` is false; the folder cannot be written; another base.
        StoreCorruptError: it does not open, or is not ours.
    """
    from graphbuild.graph.oxigraph import OxigraphStore

    if address(path) is not None:
        raise StoreError(f"{address(path)}: a server, where a folder is needed; build a graph in a folder for this")
    return OxigraphStore(
        Path(path), create=create, base=base, relations=relations, told_confidence=told_confidence, knowledge=knowledge
    )
