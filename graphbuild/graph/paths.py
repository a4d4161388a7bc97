"""The named query ``path-between`` with both ends given, answered by the two ends' own neighbourhoods.

As one SPARQL query it joins everything that is told of the one end with everything that is told of the other before it
sorts, which never ends where both are in many claims. Here the propositions of the end that is in few are read, and what
lies between its neighbours and the other end is looked up by ``gb:kind``, of which there is one for two ends, a category and
a direction. Where both are in many, those of one end are read relation by relation, in the order of the answer, until there
are enough rows. Whether somebody affirms them is looked up only for the rows that are given, which are those of the query as
it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, Any

from graphbuild import vocab as v
from graphbuild.graph.terms import Term, integer
from graphbuild.iris import kind_id

if TYPE_CHECKING:
    import pyoxigraph

#: The end is written in: as a parameter it would have to be a column, and be read for each of many rows.
_LEGS = f"SELECT ?p ?x ?relation WHERE {{ ?p <{v.PARTY}> END ; <{v.PARTY}> ?x ; <{v.RELATION_OF}> ?relation . FILTER(?x != END) }}"
#: Those of one relation, from the end where it is in fewer propositions.
_LEGS_OF_END = f"SELECT ?p ?x WHERE {{ ?p <{v.PARTY}> END . ?p <{v.RELATION_OF}> RELATION . ?p <{v.PARTY}> ?x . FILTER(?x != END) }}"
_LEGS_OF_RELATION = (
    f"SELECT ?p ?x WHERE {{ {{ ?p <{v.RELATION_OF}> RELATION }} LATERAL {{ ?p <{v.PARTY}> END . ?p <{v.PARTY}> ?x }}"
    " FILTER(?x != END) }"
)
#: An actor in no more propositions than these has them read all at once, in some tenths of a second.
FEW = 2000
#: Propositions by relation, by other end.
Legs = Mapping[str, Mapping[str, list[str]]]
Row = tuple[Term | None, ...]


class Paths:
    """What lies between two actors of a store. ``swaps`` are the names that a level and a language read for others."""

    def __init__(self, store: pyoxigraph.Store, base: str, swaps: Mapping[str, str]) -> None:
        import pyoxigraph

        self.store, self.base = store, base
        self._node = pyoxigraph.NamedNode
        self._mentions = _read(swaps, v.OF_PROPOSITION)
        self._label = _read(swaps, v.LABEL_AR)
        self._affirmed: dict[str, bool] = {}
        self._found: dict[tuple[str, str], Mapping[str, list[str]]] = {}

    def rows(self, a: str, b: str) -> Iterator[Row]:
        """The rows of ``path-between``, in its order: the direct relations, then those by way of a third."""
        names = (self._label_of(a), self._label_of(b))
        if a == b or None in names:
            return
        for relation, propositions in sorted(self._between(a, b).items()):
            if self._any(propositions):
                yield (integer(1), f"<{a}>", names[0], f"<{relation}>", None, None, None, f"<{b}>", names[1])
        last = self._by_other_end(b) if self._is_in_few(b) else None
        for relation, through in self._steps(a, b, last):
            for x, propositions in sorted(through.items()):
                label = self._label_of(x)
                if x in (a, b) or label is None:
                    continue
                onwards = sorted((self._between(x, b) if last is None else last.get(x, {})).items())
                if not onwards or not self._any(propositions):
                    continue
                for onward, others in onwards:
                    if self._any(others):
                        yield (
                            integer(2), f"<{a}>", names[0], f"<{relation}>", f"<{x}>", label, f"<{onward}>", f"<{b}>", names[1],
                        )  # fmt: skip

    def _steps(self, a: str, b: str, last: Legs | None) -> Iterator[tuple[str, Mapping[str, list[str]]]]:
        """The relations of ``a`` in their order, each with the propositions by their other ends; where ``b`` is in few
        propositions (``last``), those ends alone that it has to do with."""
        if self._is_in_few(a):
            legs: Legs = self._by_other_end(a)
        elif last is not None:
            legs = {x: self._between(a, x) for x in last if x not in (a, b)}
        else:
            for relation in self._relations():
                yield relation, self._of_relation(a, relation)
            return
        steps: defaultdict[str, dict[str, list[str]]] = defaultdict(dict)
        for x, by_relation in legs.items():
            for relation, propositions in by_relation.items():
                steps[relation][x] = propositions
        yield from sorted(steps.items())

    def _relations(self) -> list[str]:
        found = (self._subjects(v.RDFS + "subPropertyOf", v.NS + category) for category in v.CATEGORIES)
        return sorted({relation for some in found for relation in some})

    def _is_in_few(self, actor: str) -> bool:
        return next(islice(self._subjects(v.PARTY, actor), FEW, None), None) is None

    def _between(self, one: str, other: str) -> Mapping[str, list[str]]:
        """The propositions whose ends two actors are, by relation."""
        known = self._found.get((one, other))
        if known is not None:
            return known
        out: defaultdict[str, list[str]] = defaultdict(list)
        first, last = one.removeprefix(self.base), other.removeprefix(self.base)
        for category in v.CATEGORIES:
            for ends in ((first, last), (last, first)):
                for proposition in self._subjects(v.KIND, self.base + kind_id(ends[0], v.NS + category, ends[1])):
                    # While a change is under way, what is derived may speak of propositions that are gone.
                    about = self.store.quads_for_pattern(self._node(proposition), self._node(v.RELATION_OF), None, None)
                    for quad in about:
                        out[quad.object.value].append(proposition)  # type: ignore[union-attr]
        self._found[one, other] = out
        return out

    def _of_relation(self, end: str, relation: str) -> Mapping[str, list[str]]:
        """The propositions of a relation about an actor, by their other end."""
        both = zip_longest(self._subjects(v.RELATION_OF, relation), self._subjects(v.PARTY, end))
        shorter = next((pair for pair in both if None in pair), (None, None))
        text = _LEGS_OF_RELATION if shorter[0] is None else _LEGS_OF_END
        out: defaultdict[str, list[str]] = defaultdict(list)
        for proposition, x in self._rows(text, END=end, RELATION=relation):
            out[x].append(proposition)
        return out

    def _by_other_end(self, end: str) -> Legs:
        """The propositions about an actor, by their other end and relation."""
        out: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for proposition, x, relation in self._rows(_LEGS, END=end):
            out[x][relation].append(proposition)
        return out

    def _rows(self, text: str, **nodes: str) -> Iterator[tuple[str, ...]]:
        """The rows of a query with some nodes written in."""
        for name, iri in nodes.items():
            text = text.replace(f" {name} ", f" {self._node(iri)} ").replace(f" {name})", f" {self._node(iri)})")
        found: Any = self.store.query(text, use_default_graph_as_union=True)
        return (tuple(cell.value for cell in row) for row in found)

    def _any(self, propositions: list[str]) -> bool:
        """Whether somebody affirms one of them, in a telling that no verdict rejects."""
        for proposition in propositions:
            if proposition not in self._affirmed:
                self._affirmed[proposition] = self._is_affirmed(proposition)
            if self._affirmed[proposition]:
                return True
        return False

    def _is_affirmed(self, proposition: str) -> bool:
        for told in self._subjects(v.CANONICAL_PROPOSITION, proposition):
            for mention in self._subjects(self._mentions, told):
                affirmed = any(
                    self._has(attribution, v.POLARITY_OF, v.AFFIRMS)
                    for attribution in self._subjects(v.OF_MENTION, mention)
                )
                if affirmed and not any(
                    self._has(verdict, v.DECISION_OF, v.REJECTED) for verdict in self._subjects(v.VERDICT_ON, mention)
                ):
                    return True
        return False

    def _subjects(self, predicate: str, object_: str) -> Iterator[str]:
        found = self.store.quads_for_pattern(None, self._node(predicate), self._node(object_), None)
        return (quad.subject.value for quad in found)  # type: ignore[union-attr]

    def _has(self, subject: str, predicate: str, object_: str) -> bool:
        found = self.store.quads_for_pattern(self._node(subject), self._node(predicate), self._node(object_), None)
        return next(found, None) is not None

    def _label_of(self, actor: str) -> Term | None:
        found = self.store.quads_for_pattern(self._node(actor), self._node(self._label), None, None)
        return next((str(quad.object) for quad in found), None)


def _read(swaps: Mapping[str, str], iri: str) -> str:
    name = "gb:" + iri.removeprefix(v.NS)
    return v.NS + swaps.get(name, name).removeprefix("gb:")
