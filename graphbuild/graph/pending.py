"""A store as it will be once the change that is being written is kept, so that the next one need not wait to be reckoned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from graphbuild.graph.terms import Quad, Term
from graphbuild.graph.workset import to_quad

if TYPE_CHECKING:
    import pyoxigraph


class PendingStore:
    """Answers patterns from a store and from one change of it; the same whether that is still being written, or written."""

    def __init__(self, store: pyoxigraph.Store) -> None:
        self.store = store
        self.forget()

    def expect(self, drop: Term | None, delete: Iterable[Quad], insert: Iterable[Quad]) -> None:
        """The change that is being written: a graph that is dropped, quads that go and quads that come."""
        self._drop, self._insert = drop, frozenset(insert)
        # What comes is told of here, and must not be told twice once it is in the store.
        self._skipped = self._insert.union(delete)
        #: The graphs that are not as the store has them.
        self._graphs = {quad.graph for quad in self._skipped} | ({drop} if drop else set())
        self._by_subject: defaultdict[Term, list[Quad]] = defaultdict(list)
        self._by_object: defaultdict[tuple[Term, Term], list[Quad]] = defaultdict(list)
        for quad in self._insert:
            self._by_subject[quad.subject].append(quad)
            self._by_object[quad.predicate, quad.object].append(quad)

    def forget(self) -> None:
        """The change is kept."""
        self.expect(None, (), ())

    def quads_for_pattern(
        self,
        subject: Any,
        predicate: Any,
        object: Any,  # noqa: A002 - pyoxigraph's name
        graph_name: Any = None,
        /,
    ) -> Iterator[pyoxigraph.Quad]:
        """The quads that match; None matches everything."""
        found = self.store.quads_for_pattern(subject, predicate, object, graph_name)
        if not self._graphs or (graph_name is not None and str(graph_name) not in self._graphs):
            return found
        return self._with_pending(found, subject, predicate, object, graph_name)

    def _with_pending(
        self, found: Iterator[pyoxigraph.Quad], subject: Any, predicate: Any, object_: Any, graph_name: Any
    ) -> Iterator[pyoxigraph.Quad]:
        for q in found:
            graph = str(q.graph_name)
            if graph == self._drop:
                continue
            if graph not in self._graphs or self._text(q, graph) not in self._skipped:
                yield q
        s, p, o, g = (None if one is None else str(one) for one in (subject, predicate, object_, graph_name))
        for quad in self._near(s, p, o):
            if (
                (s is None or quad.subject == s)
                and (p is None or quad.predicate == p)
                and (o is None or quad.object == o)
                and (g is None or quad.graph == g)
            ):
                yield to_quad(quad)

    def _near(self, subject: Term | None, predicate: Term | None, object_: Term | None) -> Iterable[Quad]:
        """Those that come among which a pattern's are."""
        if subject is not None:
            return self._by_subject.get(subject, ())
        if predicate is not None and object_ is not None:
            return self._by_object.get((predicate, object_), ())
        return self._insert

    @staticmethod
    def _text(q: pyoxigraph.Quad, graph: Term) -> Quad:
        return Quad(str(q.subject), str(q.predicate), str(q.object), graph)
