"""A change of a graph under way, whatever keeps it: articles one by one, verdicts, and what each changes in the graph that
they share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from graphbuild import vocab as v
from graphbuild.errors import InputError, UsageError
from graphbuild.graph.changes import Change, Patterns, SharedGraph
from graphbuild.graph.quads import ArticleGraph
from graphbuild.graph.store import Outcome, Tally
from graphbuild.graph.terms import TYPE, Quad, Term, value_of
from graphbuild.iris import canonical_url, digest
from graphbuild.records import Reading, Relation


class Session:
    """A writer at work. A store's own session says what it reads from (:attr:`patterns`) and how a change is made
    (:meth:`apply`)."""

    def __init__(self, *, base: str, relations: Mapping[str, Relation], place: str) -> None:
        self.base, self.relations, self.place = base, relations, place
        self._shared: SharedGraph | None = None

    @property
    def patterns(self) -> Patterns:
        """The graph as it is now, all changes of this session in it."""
        raise NotImplementedError

    @property
    def shared(self) -> SharedGraph:
        """What the articles of the graph share; one for as long as :attr:`patterns` is the same."""
        patterns = self.patterns
        if self._shared is None or self._shared.store is not patterns:
            self._shared = SharedGraph(patterns, self.base, self.relations)
        return self._shared

    def apply(self, drop: Term | None, delete: Iterable[Quad], insert: Iterable[Quad]) -> None:
        """Drop a graph, delete some quads and insert others, all or nothing."""
        raise NotImplementedError

    def swap(self, article: Term, change: Change, own: Sequence[Quad]) -> None:
        """Give an article another graph of its own, and change the shared ones, all or nothing."""
        self.apply(article, change.delete, [*own, *change.insert])

    def describe(self, reading: Reading) -> ArticleGraph:
        """The quads that a reading adds.

        Raises:
            InputError: it does not hold together.
        """
        raise NotImplementedError

    def note(self, tally: Tally, outcome: Outcome, identifier: str, error: str = "") -> None:
        """Tell what became of an article, once that is kept."""
        tally.note(outcome, identifier, error)

    def between(self) -> None:
        """Called after each article that was put in."""

    # --- articles, one by one

    def add_each(self, readings: Iterable[Reading], tally: Tally) -> None:
        """Add or replace articles, and withdraw what was embedded in their pages and no longer is."""
        seen: set[Term] = set()
        pages: set[Term] = set()
        for reading in readings:
            identifier = reading.article.id
            try:
                graph = self.describe(reading)
            except InputError as error:
                self.note(tally, "failed", identifier, str(error))
                continue
            seen.add(graph.article)
            held = self.shared.holds(graph.article)
            if held == (graph.content_hash, graph.engine):
                self.note(tally, "unchanged", identifier)
                continue
            if held is not None:
                pages.add(graph.article)
            self.put(graph)
            self.note(tally, "added" if held is None else "replaced", identifier)
            self.between()
        for page in sorted(pages):
            for embedded in self._embedded(page):
                if embedded not in seen:
                    identifier = self._identifier(embedded)
                    self.drop(embedded)
                    self.note(tally, "removed", identifier)

    def put(self, graph: ArticleGraph) -> None:
        """Replace an article's graph, and what follows in the shared ones, in one transaction."""
        self.swap(graph.article, self.shared.change(graph.article, graph), graph.own)

    def drop(self, article: Term) -> None:
        """Withdraw an article in one transaction."""
        self.swap(article, self.shared.change(article, None), ())

    def _embedded(self, page: Term) -> list[Term]:
        import pyoxigraph

        found = self.patterns.quads_for_pattern(
            None, pyoxigraph.NamedNode(v.EMBEDDED_IN), pyoxigraph.NamedNode(page[1:-1]), None
        )
        return sorted(str(q.subject) for q in found)

    def _identifier(self, article: Term) -> str:
        import pyoxigraph

        found = self.patterns.quads_for_pattern(
            pyoxigraph.NamedNode(article[1:-1]), pyoxigraph.NamedNode(v.DCTERMS + "identifier"), None, None
        )
        return next((value_of(str(q.object)) for q in found), value_of(article))

    def find(self, keys: Iterable[str]) -> list[tuple[Term, str]]:
        """The articles that keys name (id, url or IRI), the embedded ones of their pages too: ``(graph, id)``,
        sorted.

        Raises:
            UsageError: a key names none.
        """
        found: set[Term] = set()
        for key, matches in self.matches(keys):
            if not matches:
                raise UsageError(f"no article {key!r} in {self.place}; give its id, url or IRI")
            found |= matches
        for article in list(found):
            found.update(self._embedded(article))
        return sorted((article, self._identifier(article)) for article in found)

    def matches(self, keys: Iterable[str]) -> Iterator[tuple[str, set[Term]]]:
        """Each key with the articles that it names."""
        import pyoxigraph

        by_key: dict[str, set[Term]] = {}
        for predicate in (v.DCTERMS + "identifier", v.URL):
            for q in self.patterns.quads_for_pattern(None, pyoxigraph.NamedNode(predicate), None, None):
                text, article = value_of(str(q.object)), str(q.subject)
                by_key.setdefault(canonical_url(text) if predicate == v.URL else text, set()).add(article)
                by_key.setdefault(value_of(article), set()).add(article)
        for key in keys:
            found = by_key.get(key) or by_key.get(self.base + key)
            if not found and "://" in key:
                found = by_key.get(canonical_url(key))
            yield key, found or set()

    # --- verdicts

    def judge(self, verdicts: Mapping[str, str | None]) -> None:
        """Record verdicts on mentions, and bring the bare triples in line.

        Raises:
            UsageError: no such mention; nothing is changed.
        """
        import pyoxigraph

        node = pyoxigraph.NamedNode
        graph = f"<{self.base}{v.GRAPH_REVIEW}>"
        articles: dict[str, Term] = {}
        for mention in verdicts:
            found = next(self.patterns.quads_for_pattern(node(mention), node(v.OF_PROPOSITION), None, None), None)
            if found is None:
                raise UsageError(f"no mention {mention.removeprefix(self.base)!r} in {self.place}")
            articles[mention] = str(found.graph_name)
        for mention, decision in verdicts.items():
            verdict = f"<{self.base}verdict/{digest(mention.removeprefix(self.base), length=16)}>"
            present = {
                Quad(verdict, str(q.predicate), str(q.object), graph)
                for q in self.patterns.quads_for_pattern(node(verdict[1:-1]), None, None, node(graph[1:-1]))
            }
            wanted = set()
            if decision is not None:
                pairs = [
                    (TYPE, f"<{v.VERDICT}>"),
                    (f"<{v.VERDICT_ON}>", f"<{mention}>"),
                    (f"<{v.DECISION_OF}>", f"<{decision}>"),
                ]
                wanted = {Quad(verdict, p, o, graph) for p, o in pairs}
            gone, come = self.shared.verdict_changes(f"<{mention}>", articles[mention], rejected=decision == v.REJECTED)
            self.apply(None, (present - wanted) | gone, (wanted - present) | come)
            self.judged(mention)

    def judged(self, mention: str) -> None:
        """Called for each mention that a verdict was recorded on, or taken back from."""
