"""The part of a server's graph that a change works on, fetched in few requests, with the changes made so far in it.

What articles and definitions the change will touch is fetched beforehand (:meth:`Workset.fetch`) and kept here; everything
else is asked for pattern by pattern. So adding a hundred new articles costs a handful of requests, not thousands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from graphbuild import vocab as v
from graphbuild.errors import StoreError
from graphbuild.graph.endpoint import Endpoint, Row
from graphbuild.graph.terms import Quad, Term, datatype_of, language_of, value_of

if TYPE_CHECKING:
    import pyoxigraph

#: Terms that one request names: some 30 kB of text.
_TERMS = 300
#: Rows asked for at a time; servers that give fewer are found out.
_PAGE = 1_000_000
_SURELY_WHOLE = 1000


class ServerGraph:
    """A server's graph as pyoxigraph's stores offer theirs: patterns, and queries."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint

    def quads_for_pattern(
        self,
        subject: Any,
        predicate: Any,
        object: Any,  # noqa: A002 - pyoxigraph's name
        graph_name: Any = None,
        /,
    ) -> Iterator[pyoxigraph.Quad]:
        """The quads that match; None matches everything."""
        return (to_quad(quad) for quad in self.pattern(*_texts(subject, predicate, object, graph_name)))

    def pattern(
        self, subject: Term | None, predicate: Term | None, object_: Term | None, graph: Term | None
    ) -> list[Quad]:
        """The quads that match, as terms."""
        given = (subject, predicate, object_, graph)
        s, p, o, g = (term or f"?{name}" for term, name in zip(given, "spog", strict=True))
        if all(given):
            held = self.endpoint.holds(f"ASK {{ GRAPH {g} {{ {s} {p} {o} }} }}")
            return [Quad(s, p, o, g)] if held else []
        rows = paged(self.endpoint, " ".join(x for x in (s, p, o, g) if x[0] == "?"), f"GRAPH {g} {{ {s} {p} {o} }}")
        return [Quad(*(term or row[name] for term, name in zip(given, "spog", strict=True))) for row in rows]

    def query(self, query: str, *, prefixes: dict[str, str], **_: Any) -> list[dict[str, Any]]:
        """The rows of a SELECT."""
        head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in prefixes.items())
        answer = self.endpoint.ask(head + query)
        found = self.endpoint.rows_of(answer)
        return [
            {name: _to_term(row[name]) if name in row else None for name in answer["head"]["vars"]} for row in found
        ]


class Workset(ServerGraph):
    """A server's graph with changes that the server does not have yet."""

    def __init__(self, endpoint: Endpoint, base: str) -> None:
        import pyoxigraph

        super().__init__(endpoint)
        self.definitions = f"<{base}{v.GRAPH_DEFINITIONS}>"
        self.review = f"<{base}{v.GRAPH_REVIEW}>"
        self.local = pyoxigraph.Store()
        self.graphs: set[Term] = set()
        self.subjects: set[Term] = set()

    def fetch(self, articles: Sequence[Term], nodes: Iterable[Term]) -> None:
        """Fetch the graphs of articles, what they use of the definitions, and the definitions of more nodes."""
        if self.review not in self.graphs:
            self._keep(self.pattern(None, None, None, self.review))
            self.graphs.add(self.review)
        missing = [article for article in articles if article not in self.graphs]
        used = set(nodes)
        for some in _some(missing):
            found = self._in("?s ?p ?o ?g", "?g", some, "GRAPH ?g { ?s ?p ?o }")
            self._keep(found)
            used.update(quad.object for quad in found if value_of(quad.predicate) in _USES)
        self.graphs.update(missing)
        wanted = sorted(node for node in used if node not in self.subjects)
        for some in _some(wanted):
            self._keep(
                quad._replace(graph=self.definitions)
                for quad in self._in("?s ?p ?o", "?s", some, f"GRAPH {self.definitions} {{ ?s ?p ?o }}")
            )
        self.subjects.update(wanted)

    def _in(self, columns: str, variable: str, terms: Sequence[Term], pattern: str) -> list[Quad]:
        rows = paged(self.endpoint, columns, f"VALUES {variable} {{ {' '.join(terms)} }} {pattern}")
        return [Quad(row["s"], row["p"], row["o"], row.get("g", "")) for row in rows]

    def apply(self, drop: Term | None, delete: Iterable[Quad], insert: Iterable[Quad]) -> None:
        """Make a change here that the server will make later."""
        if drop is not None:
            self.local.remove_graph(to_quad(Quad(drop, drop, drop, drop)).graph_name)
            self.graphs.add(drop)
        for quad in delete:
            self.local.remove(to_quad(quad))
        self._keep(quad for quad in insert if self._own(quad))

    def _own(self, quad: Quad) -> bool:
        return quad.graph in self.graphs or (quad.graph == self.definitions and quad.subject in self.subjects)

    def _keep(self, quads: Iterable[Quad]) -> None:
        self.local.extend(to_quad(quad) for quad in quads)

    def quads_for_pattern(
        self,
        subject: Any,
        predicate: Any,
        object: Any,  # noqa: A002 - pyoxigraph's name
        graph_name: Any = None,
        /,
    ) -> Iterator[pyoxigraph.Quad]:
        """The quads that match, as they will be."""
        s, p, o, g = _texts(subject, predicate, object, graph_name)
        yield from self.local.quads_for_pattern(subject, predicate, object, graph_name)
        whole = g in self.graphs or (g == self.definitions and s in self.subjects) or p == f"<{v.VERDICT_ON}>"
        if not whole:
            for quad in self.pattern(s, p, o, g):
                if not self._own(quad):
                    yield to_quad(quad)


_USES = frozenset((v.OF_PROPOSITION, v.OF_STATE_PROPOSITION, v.SOURCE, v.OF_ACTOR))


def paged(endpoint: Endpoint, columns: str, pattern: str) -> Iterator[Row]:
    """All rows of a pattern, in as many requests as the server's limit on rows makes necessary.

    Raises:
        StoreError: the rows do not come to as many as the server counts.
    """
    whole, page, seen = -1, _PAGE, 0
    while whole < 0 or seen < whole:
        rows = list(endpoint.rows(f"SELECT {columns} WHERE {{ {pattern} }} LIMIT {page} OFFSET {seen}"))
        yield from rows
        seen += len(rows)
        if whole < 0:
            # Whoever limits answers allows a thousand rows.
            whole = total(endpoint, pattern) if len(rows) >= _SURELY_WHOLE else seen
            page = len(rows) or page
        elif not rows:
            break
    if seen != whole:
        raise StoreError(
            f"{endpoint.at.query}: gives {seen} of {whole} rows; somebody else writes to it, or it limits answers "
            "(Virtuoso: ResultSetMaxRows and MaxQueryExecutionTime of its [SPARQL] section)"
        )


def total(endpoint: Endpoint, pattern: str) -> int:
    """How many rows a pattern has."""
    (row,) = endpoint.rows(f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")
    return int(value_of(row["n"]))


def _some(terms: Sequence[Term]) -> Iterator[Sequence[Term]]:
    for start in range(0, len(terms), _TERMS):
        yield terms[start : start + _TERMS]


def _texts(*given: Any) -> tuple[Term | None, Term | None, Term | None, Term | None]:
    s, p, o, g = (None if one is None else str(one) for one in given)
    return s, p, o, g


def _to_term(term: Term) -> pyoxigraph.NamedNode | pyoxigraph.Literal | pyoxigraph.BlankNode:
    import pyoxigraph

    if term.startswith("<"):
        return pyoxigraph.NamedNode(term[1:-1])
    if term.startswith("_:"):
        return pyoxigraph.BlankNode(term[2:])
    language, datatype = language_of(term), datatype_of(term)
    if language:
        return pyoxigraph.Literal(value_of(term), language=language)
    return pyoxigraph.Literal(value_of(term), datatype=pyoxigraph.NamedNode(datatype) if datatype else None)


def to_quad(quad: Quad) -> pyoxigraph.Quad:
    """The quad as pyoxigraph has it."""
    import pyoxigraph

    subject, predicate, object_, graph = (_to_term(term) for term in quad)
    return pyoxigraph.Quad(subject, predicate, object_, graph)  # type: ignore[arg-type]
