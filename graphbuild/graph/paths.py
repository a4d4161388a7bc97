"""The named query ``path-between`` with both ends given, answered by the two ends' own neighbourhoods.

As one SPARQL query it joins everything that is told of the one end with everything that is told of the other before it
sorts, which never ends where both are in many claims. Here each end's propositions are read once, those whose other end
meets are put together in the order of the answer, and whether somebody affirms them is looked up only for the rows that
are given. The rows are those of the query as it stands.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graphbuild import vocab as v
from graphbuild.graph.terms import Term, integer

if TYPE_CHECKING:
    import pyoxigraph

#: The end is written in: as a parameter it would have to be a column, and be read for each of many rows.
_LEGS = f"SELECT ?p ?x ?relation WHERE {{ ?p <{v.PARTY}> END ; <{v.PARTY}> ?x ; <{v.RELATION_OF}> ?relation . FILTER(?x != END) }}"
#: Propositions by relation, by other end.
Legs = Mapping[str, Mapping[str, list[str]]]
Row = tuple[Term | None, ...]


class Paths:
    """What lies between two actors of a store. ``swaps`` are the names that a level and a language read for others."""

    def __init__(self, store: pyoxigraph.Store, swaps: Mapping[str, str]) -> None:
        import pyoxigraph

        self.store = store
        self._node, self._variable = pyoxigraph.NamedNode, pyoxigraph.Variable
        self._mentions = _read(swaps, v.OF_PROPOSITION)
        self._label = _read(swaps, v.LABEL_AR)
        self._affirmed: dict[str, bool] = {}

    def rows(self, a: str, b: str) -> Iterator[Row]:
        """The rows of ``path-between``, in its order: the direct relations, then those by way of a third."""
        first, last = self._by_other_end(a), self._by_other_end(b)
        names = (self._label_of(a), self._label_of(b))
        if a == b or None in names:
            return
        for relation, propositions in sorted(first.get(b, {}).items()):
            if self._any(propositions):
                yield (integer(1), f"<{a}>", names[0], f"<{relation}>", None, None, None, f"<{b}>", names[1])
        steps: defaultdict[str, list[str]] = defaultdict(list)
        for x, by_relation in first.items():
            if x not in (a, b) and x in last:
                for relation in by_relation:
                    steps[relation].append(x)
        for relation, through in sorted(steps.items()):
            for x in sorted(through):
                label = self._label_of(x)
                if label is None or not self._any(first[x][relation]):
                    continue
                for onward, propositions in sorted(last[x].items()):
                    if self._any(propositions):
                        yield (
                            integer(2), f"<{a}>", names[0], f"<{relation}>", f"<{x}>", label, f"<{onward}>", f"<{b}>", names[1],
                        )  # fmt: skip

    def _by_other_end(self, end: str) -> Legs:
        """The propositions about an actor, by their other end and relation."""
        out: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        text = _LEGS.replace("END", str(self._node(end)))
        found: Any = self.store.query(text, use_default_graph_as_union=True)
        for proposition, x, relation in found:
            out[x.value][relation.value].append(proposition.value)
        return out

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
