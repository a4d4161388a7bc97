"""What every store of a graph offers alike, whatever keeps the quads: the rows it is built with, asking, and writing out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from graphbuild import vocab as v
from graphbuild.graph.changes import Patterns
from graphbuild.graph.knowledge import Knowledge, shipped_knowledge
from graphbuild.graph.quads import TOLD_CONFIDENCE, ArticleGraph, describe
from graphbuild.graph.terms import Quad
from graphbuild.records import Reading, Relation

if TYPE_CHECKING:
    import pyoxigraph
    import rdflib

    from graphbuild.graph.results import Result
    from graphbuild.graph.runner import QueryRunner
    from graphbuild.rows import Level


class KeptGraph:
    """The part of a store that does not depend on where its quads are. A store sets :attr:`base` and says how its quads
    are read (:meth:`reader`)."""

    base: str
    #: When articles are read, for the graph to say so of each that is added (``prov:generatedAtTime``); by default it does
    #: not, and the same articles give the same graph.
    read_at: datetime | None = None

    def __init__(
        self, relations: Mapping[str, Relation] | None, told_confidence: float | None, knowledge: Knowledge | None
    ) -> None:
        self._relations = relations
        self._knowledge = knowledge if knowledge is not None or relations is None else Knowledge()
        self._told_confidence = TOLD_CONFIDENCE if told_confidence is None else told_confidence
        self._runner: QueryRunner | None = None

    def reader(self) -> pyoxigraph.Store:
        """The graph as of the last change, for reading."""
        raise NotImplementedError

    def patterns(self) -> Patterns:
        """The graph by patterns, as pyoxigraph's stores offer it."""
        raise NotImplementedError

    @property
    def relations(self) -> Mapping[str, Relation]:
        """The leaf relations: those given, else those of data/."""
        if self._relations is None:
            from graphbuild.lexicon import relations

            self._relations = relations()
        return self._relations

    @property
    def knowledge(self) -> Knowledge:
        """Offices and labels of data/: those given, else those that ship."""
        if self._knowledge is None:
            self._knowledge = shipped_knowledge()
        return self._knowledge

    def describe(self, reading: Reading) -> ArticleGraph:
        """The quads that a reading adds (see :func:`graphbuild.graph.quads.describe`)."""
        return describe(
            reading,
            relations=self.relations,
            base=self.base,
            told_confidence=self._told_confidence,
            read_at=self.read_at,
        )

    @property
    def runner(self) -> QueryRunner:
        """The process that runs queries on this machine, killed at the timeout; started when first needed."""
        if self._runner is None:
            from graphbuild.graph.runner import QueryRunner

            self._runner = QueryRunner()
        return self._runner

    def answer(self, request: dict[str, Any], *, timeout_s: float | None) -> dict[str, Any]:
        """The answer to one query, in the form of :mod:`graphbuild.graph.worker`.

        Raises:
            QueryError: see its subclasses.
        """
        raise NotImplementedError

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
        from graphbuild.graph.queries import run

        return run(self, query, params or {}, timeout_s=timeout_s, limit=limit, level=level)

    def to_rdflib(self) -> rdflib.Dataset:
        """A rdflib Dataset over the graph as it is read on this machine, by oxrdflib; its default graph is the union of
        all graphs. Read-only."""
        import rdflib
        from oxrdflib import OxigraphStore as RdflibStore

        dataset = rdflib.Dataset(store=RdflibStore(store=self.reader()), default_union=True)
        for prefix, namespace in v.PREFIXES.items():
            dataset.bind(prefix, namespace)
        return dataset

    def quads(self) -> list[Quad]:
        """Every quad, sorted."""
        return sorted(Quad(str(q.subject), str(q.predicate), str(q.object), str(q.graph_name)) for q in self.reader())

    def dump(self, format: str, path: Path) -> None:
        """Write the whole graph to a file (see :data:`graphbuild.graph.writers.WRITERS`); the same graph gives the
        same bytes.

        Raises:
            UnknownNameError: no such format.
            OutputError: the file cannot be written.
        """
        from graphbuild.graph.writers import write_graph

        write_graph(self.quads(), format, path, base=self.base)

    def close(self) -> None:
        """Let go of the query worker; a store lets go of what else it holds."""
        if self._runner is not None:
            self._runner.close()
            self._runner = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
