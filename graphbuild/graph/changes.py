"""What an article's coming or going changes in the graph that articles share. Reads a graph, writes nothing.

Each step is: take the article's own graph away, take back the definitions and bare triples that no other article needs,
put in the new ones. :func:`update_text` makes one SPARQL update of it, which Oxigraph runs in one transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from graphbuild import vocab as v
from graphbuild.graph.quads import ActorDefinition, ArticleGraph, define_actor
from graphbuild.graph.terms import Quad, Term, language_of, value_of
from graphbuild.records import Relation

if TYPE_CHECKING:
    import pyoxigraph

_LABELS = (v.RDFS + "label", v.SKOS + "prefLabel")
_EXACT = v.SKOS + "exactMatch"
#: Actors, and propositions, of which a run remembers what is said of them; beyond it forgets them all and reads anew. Some
#: 50 MB of actors, and 100 MB of propositions.
_REMEMBERED = 100_000


class Patterns(Protocol):
    """Something that can be asked for the quads of a pattern, as pyoxigraph's stores can."""

    def quads_for_pattern(
        self,
        subject: Any,
        predicate: Any,
        object: Any,  # noqa: A002 - pyoxigraph's name
        graph_name: Any = ...,
        /,
    ) -> Iterator[pyoxigraph.Quad]:
        """The quads that match; None matches everything."""
        ...


@dataclass(frozen=True, slots=True)
class Change:
    """What an article's coming, changing or going does: its own graph as it was, and what to delete and insert in the
    shared ones."""

    former: frozenset[Quad]
    delete: frozenset[Quad]
    insert: frozenset[Quad]


class SharedGraph:
    """What the articles of a store share, as questions to it.

    It remembers what it has read of actors, most of whom come in many articles; so one of these serves one writer, and
    each :meth:`change` counts on the earlier ones having been made.
    """

    def __init__(self, store: Patterns, base: str, relations: Mapping[str, Relation]) -> None:
        import pyoxigraph

        self.store, self.base, self.relations = store, base, relations
        self._current: dict[Term, ActorDefinition | None] = {}
        # An article that says of an actor just what graph/definitions says.
        self._said_in: dict[Term, Term] = {}
        # What graph/definitions says of propositions and outlets.
        self._defined: dict[Term, frozenset[Quad]] = {}
        self._named = pyoxigraph.NamedNode
        self.definitions = f"<{base}{v.GRAPH_DEFINITIONS}>"
        self.told = f"<{base}{v.GRAPH_TOLD}>"
        self._p = {name: pyoxigraph.NamedNode(name) for name in (*v.own_terms().values(), _EXACT, v.RDF + "type")}

    def _node(self, term: Term) -> pyoxigraph.NamedNode:
        return self._named(term[1:-1])

    def _objects(self, subject: Term, predicate: str, graph: Term) -> list[Term]:
        found = self.store.quads_for_pattern(self._node(subject), self._p[predicate], None, self._node(graph))
        return [str(q.object) for q in found]

    def holds(self, article: Term) -> tuple[str, str] | None:
        """Content hash and engine of an article in the store, None where it has none."""
        hashes = self._objects(article, v.CONTENT_HASH, article)
        engines = self._objects(article, v.ENGINE_FINGERPRINT, article)
        return (value_of(hashes[0]), value_of(engines[0])) if hashes and engines else None

    # --- what the article in the store uses

    def own(self, article: Term) -> frozenset[Quad]:
        """The article's own graph."""
        found = self.store.quads_for_pattern(None, None, None, self._node(article))
        return frozenset(Quad(str(q.subject), str(q.predicate), str(q.object), article) for q in found)

    def _used_elsewhere(self, node: Term, predicates: Iterable[str], article: Term) -> bool:
        graph = self._node(article)
        return any(
            q.graph_name != graph
            for predicate in predicates
            for q in self.store.quads_for_pattern(None, self._p[predicate], self._node(node), None)
        )

    def _definition(self, node: Term) -> set[Quad]:
        found = self.store.quads_for_pattern(self._node(node), None, None, self._node(self.definitions))
        return {Quad(node, str(q.predicate), str(q.object), self.definitions) for q in found}

    # --- actors

    def actor_definition(self, actor: Term) -> ActorDefinition | None:
        """What graph/definitions says of an actor."""
        return self.read_definition(actor, self.definitions, v.RDF + "type")

    def read_definition(self, node: Term, graph: Term, type_property: str) -> ActorDefinition | None:
        """What a graph says of an actor (or, with the type property of namings, what a naming says of its actor)."""
        found = self.store.quads_for_pattern(self._node(node), None, None, self._node(graph))
        return _definition_of(((q.predicate.value, str(q.object)) for q in found), type_property)

    def _remember(self, actor: Term) -> ActorDefinition | None:
        if actor not in self._current:
            if len(self._current) >= _REMEMBERED:
                self._current.clear()
                self._said_in.clear()
            self._current[actor] = self.actor_definition(actor)
        return self._current[actor]

    def _smallest_elsewhere(
        self, actor: Term, article: Term, enough: ActorDefinition
    ) -> tuple[ActorDefinition | None, Term]:
        """The smallest definition that other articles give, and one that gives it; stops at one that equals ``enough``,
        the smallest there is."""
        smallest: ActorDefinition | None = None
        where = ""
        if self._said_in.get(actor, article) != article:
            return enough, self._said_in[actor]
        graph = self._node(article)
        for q in self.store.quads_for_pattern(None, self._p[v.OF_ACTOR], self._node(actor), None):
            if q.graph_name == graph:
                continue
            found = self.read_definition(str(q.subject), str(q.graph_name), v.ACTOR_TYPE)
            if found is not None and (smallest is None or found < smallest):
                smallest, where = found, str(q.graph_name)
                if smallest == enough:
                    break
        return smallest, where

    def _actor_changes(
        self, old: Mapping[Term, ActorDefinition], new: Mapping[Term, ActorDefinition], article: Term
    ) -> Iterator[tuple[set[Quad], set[Quad]]]:
        for actor in old.keys() | new.keys():
            current = self._remember(actor)
            others, where = current, self._said_in.get(actor, "")
            if current is not None and old.get(actor) == current:
                # The one by which it is as it is may be going.
                others, where = self._smallest_elsewhere(actor, article, current)
            candidates = [d for d in (others, new.get(actor)) if d is not None]
            target = min(candidates, default=None)
            if target is not None and target == new.get(actor):
                where = article
            if where:
                self._said_in[actor] = where
            else:
                self._said_in.pop(actor, None)
            if target != current:
                before = self._definition(actor)
                after = set(define_actor(actor, target, base=self.base)) if target else set()
                self._current[actor] = target
                yield before - after, after - before

    # --- bare triples

    def _told_of(self, proposition: Term) -> tuple[Quad, ...]:
        ends = {p: self._objects(proposition, p, self.definitions) for p in (v.SUBJECT, v.RELATION_OF, v.OBJECT)}
        if not all(ends.values()):
            return ()
        subject, predicate, object_ = (ends[p][0] for p in (v.SUBJECT, v.RELATION_OF, v.OBJECT))
        told = {Quad(subject, predicate, object_, self.told)}
        relation = self.relations.get(value_of(predicate).removeprefix(v.NS))
        if relation is not None and relation.symmetric:
            told.add(Quad(object_, predicate, subject, self.told))
        return tuple(sorted(told))

    def rejected(self, mention: Term) -> bool:
        """Whether a researcher's verdict rejects a mention."""
        for q in self.store.quads_for_pattern(None, self._p[v.VERDICT_ON], self._node(mention), None):
            if f"<{v.REJECTED}>" in self._objects(str(q.subject), v.DECISION_OF, str(q.graph_name)):
                return True
        return False

    def verdict_changes(self, mention: Term, article: Term, *, rejected: bool) -> tuple[set[Quad], set[Quad]]:
        """What a verdict on a mention takes from the bare triples, or gives back."""
        if not self._objects(mention, v.BARE, article):
            return set(), set()
        propositions = self._objects(mention, v.OF_PROPOSITION, article)
        told = {q for proposition in propositions for q in self._told_of(proposition)}
        if not rejected:
            return set(), told
        others = any(self._told_elsewhere(proposition, article, but=mention) for proposition in propositions)
        return (set() if others else told), set()

    def _told_elsewhere(self, proposition: Term, article: Term, *, but: Term | None = None) -> bool:
        """Whether another article (with ``but``: another mention, be it in this article) tells the same triple: by this
        proposition, or by one that differs in its office only. Rejected mentions tell nothing."""
        siblings = {proposition}
        if self._objects(proposition, v.OFFICE, self.definitions):
            told = self._told_of(proposition)[0]
            for q in self.store.quads_for_pattern(
                None, self._p[v.SUBJECT], self._node(told.subject), self._node(self.definitions)
            ):
                if any(told == other for other in self._told_of(str(q.subject))):
                    siblings.add(str(q.subject))
        graph = self._node(article)
        for sibling in siblings:
            for q in self.store.quads_for_pattern(None, self._p[v.OF_PROPOSITION], self._node(sibling), None):
                mention = str(q.subject)
                elsewhere = q.graph_name != graph if but is None else mention != but
                if elsewhere and self._objects(mention, v.BARE, str(q.graph_name)) and not self.rejected(mention):
                    return True
        return False

    # --- the change

    def change(self, article: Term, new: ArticleGraph | None) -> Change:
        """What the article's graph was, and what to delete and insert in the **shared** graphs when it becomes ``new``
        (None: withdrawn)."""
        delete: set[Quad] = set()
        insert: set[Quad] = set()
        former = self.own(article)
        held = _Held(former)
        self._nodes(
            held.objects[_OF_PROPOSITION] | held.objects[_OF_STATE_PROPOSITION],
            new.propositions if new else {},
            (v.OF_PROPOSITION, v.OF_STATE_PROPOSITION),
            article,
            delete,
            insert,
        )
        outlets = {s for s in held.objects[_SOURCE] if value_of(s).startswith(self.base + "outlet/")}
        self._nodes(outlets, new.outlets if new else {}, (v.SOURCE,), article, delete, insert)
        for gone, come in self._actor_changes(held.namings(), new.actors if new else {}, article):
            delete |= gone
            insert |= come
        told_new = new.told if new else {}
        told_now = {q for mention, group in told_new.items() if not self.rejected(mention) for q in group}
        for proposition in held.bare():
            told = self._told_of(proposition)
            if told and not told_now.issuperset(told) and not self._told_elsewhere(proposition, article):
                delete.update(set(told) - told_now)
        insert.update(told_now)
        return Change(former, frozenset(delete - insert), frozenset(insert))

    def _nodes(
        self,
        used: set[Term],
        new: Mapping[Term, tuple[Quad, ...]],
        predicates: tuple[str, ...],
        article: Term,
        delete: set[Quad],
        insert: set[Quad],
    ) -> None:
        for node in used - new.keys():
            if not self._used_elsewhere(node, predicates, article):
                delete |= self._definition(node)
                self._defined[node] = frozenset()
        for node, quads in new.items():
            before = self._defined.get(node)
            if before is None:
                before = frozenset(self._definition(node))
            after = frozenset(quads)
            delete |= before - after
            insert |= after - before
            self._defined[node] = after
        if len(self._defined) > _REMEMBERED:
            self._defined.clear()


_OF_PROPOSITION, _OF_STATE_PROPOSITION = f"<{v.OF_PROPOSITION}>", f"<{v.OF_STATE_PROPOSITION}>"
_SOURCE, _OF_ACTOR, _BARE = f"<{v.SOURCE}>", f"<{v.OF_ACTOR}>", f"<{v.BARE}>"


class _Held:
    """An article's own graph, looked up in memory: asked for quad by quad it would be read many times over."""

    def __init__(self, own: Iterable[Quad]) -> None:
        self.objects: defaultdict[Term, set[Term]] = defaultdict(set)
        self.pairs: defaultdict[Term, list[tuple[Term, Term]]] = defaultdict(list)
        for subject, predicate, object_, _ in own:
            self.objects[predicate].add(object_)
            self.pairs[subject].append((predicate, object_))

    def namings(self) -> dict[Term, ActorDefinition]:
        """What the article says of each actor."""
        out = {}
        for pairs in self.pairs.values():
            for actor in [o for p, o in pairs if p == _OF_ACTOR]:
                definition = _definition_of(((p[1:-1], o) for p, o in pairs), v.ACTOR_TYPE)
                if definition is not None:
                    out[actor] = definition
        return out

    def bare(self) -> set[Term]:
        """Propositions that bare mentions tell."""
        return {
            o
            for pairs in self.pairs.values()
            if any(p == _BARE for p, _ in pairs)
            for p, o in pairs
            if p == _OF_PROPOSITION
        }


def _definition_of(pairs: Iterable[tuple[str, Term]], type_property: str) -> ActorDefinition | None:
    """The definition that predicates (their IRIs) and objects make."""
    values: dict[str, str] = {}
    labels: dict[str, str] = {}
    for predicate, object_ in pairs:
        if predicate in _LABELS:
            labels[language_of(object_) or "ar"] = value_of(object_)
        else:
            values[predicate] = value_of(object_)
    if type_property not in values:
        return None
    return ActorDefinition(
        label_ar=labels.get("ar", ""),
        label_en=labels.get("en", ""),
        type=values[type_property],
        country=values.get(v.COUNTRY_OF, ""),
        name_key=values.get(v.NAME_KEY, ""),
        wikidata=values.get(_EXACT, "").removeprefix(v.WD),
    )


def update_text(drop: Term | None, delete: Iterable[Quad], insert: Iterable[Quad]) -> str:
    """One SPARQL update: drop a graph, delete some quads, insert others."""
    parts = [f"DROP SILENT GRAPH {drop}"] if drop else []
    for verb, quads in (("DELETE DATA", delete), ("INSERT DATA", insert)):
        by_graph: defaultdict[Term, list[str]] = defaultdict(list)
        for s, p, o, g in quads:
            by_graph[g].append(f"{s} {p} {o} .\n")
        if by_graph:
            body = "".join(f"GRAPH {g} {{\n{''.join(sorted(rows))}}}\n" for g, rows in sorted(by_graph.items()))
            parts.append(f"{verb} {{\n{body}}}")
    return " ;\n".join(parts)
