"""``graph/links`` and ``graph/derived``: who is who, and what follows from it, as a pure function of the rest of the
graph.

Actors whose spelling keys are equal are proposed to be one. Same key, same type, same country: the link holds at once
(``gb:Automatic``) until somebody rejects it; a country that is unknown or differs: a proposal that waits for a
decision (``gb:Proposed``). Two rows of data/ are never joined by spelling. A person's decisions (``gb:Accepted``,
``gb:Rejected``) stand in the same graph and are never recomputed; they name the actors by label and type too, so that
they find them again when identifiers change.

``gb:canonicalActor`` and ``gb:canonicalProposition`` are total: every actor, source and proposition has one, most
often itself, so that queries group by one plain join. ``gb:wireCopyOf`` leads from a mention to the earliest
near-identical one of another outlet. How many sources are for and against each proposition is in
:mod:`graphbuild.graph.tallies`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING, Any

from graphbuild import vocab as v
from graphbuild.graph.knowledge import Knowledge, category_labels, label_quads
from graphbuild.graph.quads import end_pairs
from graphbuild.graph.tallies import NAMES, Ends, Sayings, rejected_mentions, tally_quads
from graphbuild.graph.terms import TYPE, Quad, Term, language_of, string, tagged, value_of
from graphbuild.iris import digest, kind_id, proposition_id
from graphbuild.records import Relation
from graphbuild.text import fold

if TYPE_CHECKING:
    import pyoxigraph

#: Number of the rules below; another one has what is derived reckoned anew in every store.
DERIVATION = "2"
#: Share of word pairs that two sentences of two outlets have in common (Jaccard) from which one is a copy of the
#: other. A guess, not measured: two reporters who write alike share a third, an edited agency report loses a clause
#: and keeps nine of ten.
WIRE_SIMILARITY = 0.8
#: Shorter sentences than this many words are formulas, and alike without being copies.
WIRE_WORDS = 6

_UNTOLD_AR = "\u063a\u064a\u0631 \u0645\u0630\u0643\u0648\u0631"
_LABEL = v.RDFS + "label"
_WORD = re.compile(r"\w+")
#: By which an article names somebody who need not be defined.
_NODE_PROPERTIES = (v.SUBJECT_STATE, v.OBJECT_STATE, v.SOURCE, v.SOURCE_STATE)
#: Subject, category and object of a proposition.
Defined = tuple[str | None, str, str | None]
_P: dict[str, Term] = {iri: f"<{iri}>" for iri in v.own_terms().values()}
_MAKES = frozenset(_P[p] for p in (v.SUBJECT, v.CATEGORY_OF, v.OBJECT))


@dataclass(frozen=True, slots=True, order=True)
class NamedActor:
    """An actor of graph/definitions as linking sees it."""

    iri: str
    type: str
    label_ar: str
    country: str = ""
    name_key: str = ""

    @property
    def is_row(self) -> bool:
        """Whether a row of data/ fixes the identity."""
        return not self.iri.rsplit("/", 1)[-1].startswith("x-")


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """That two actors are (or may be, or are not) one: IRIs in order, why, and what was decided."""

    first: str
    second: str
    reason: str
    decision: str
    names: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the two count as one."""
        return self.decision in (v.AUTOMATIC, v.ACCEPTED)

    @property
    def decided(self) -> bool:
        """Whether a person decided."""
        return self.decision in (v.ACCEPTED, v.REJECTED)


def linked_name(actor: NamedActor) -> str:
    """How a decision names an actor besides its IRI: type and Arabic label."""
    return f"{actor.type.removeprefix(v.NS)} {actor.label_ar}"


def propose(actors: Iterable[NamedActor], decided: Sequence[Link] = ()) -> list[Link]:
    """Every link: the decided ones as they are, and what equal spelling keys propose. Sorted."""
    by_key: defaultdict[tuple[str, str], list[NamedActor]] = defaultdict(list)
    for actor in actors:
        if actor.name_key:
            by_key[actor.type, actor.name_key].append(actor)
    known = {(link.first, link.second) for link in decided}
    links = list(decided)
    for group in by_key.values():
        group.sort(key=_rank)
        for place, actor in enumerate(group):
            if actor.is_row:
                continue
            same = [other for other in group[:place] if other.country and other.country == actor.country]
            if not group[:place]:
                continue
            other = (same or group)[0]
            first, second = sorted((actor.iri, other.iri))
            if (first, second) not in known:
                reason = f"same spelling key {actor.name_key!r}, same type" + (
                    f", same country {actor.country}" if same else ""
                )
                links.append(Link(first, second, reason, v.AUTOMATIC if same else v.PROPOSED))
    return sorted(links)


def canonical_actors(links: Iterable[Link]) -> dict[str, str]:
    """For every actor in a link that holds: the one that stands for all of its cluster (a row of data/ before
    others)."""
    parent: dict[str, str] = {}

    def find(node: str) -> str:
        while parent.setdefault(node, node) != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for link in links:
        if link.holds:
            first, second = sorted((find(link.first), find(link.second)), key=_rank_iri)
            parent[second] = first
    return {node: find(node) for node in parent}


def wire_copies(mentions: Iterable[tuple[str, str, str, str]]) -> dict[str, str]:
    """Of the mentions of one proposition, ``(mention, outlet, day, quote)``: which is a copy of which earlier one of
    another outlet."""
    kept: list[tuple[str, str, frozenset[tuple[str, str]]]] = []
    # Where two sets are alike, the first few of one in any fixed order have one in common with the first few of the
    # other; so only those need be compared.
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    copies: dict[str, str] = {}
    for mention, outlet, _, quote in sorted(mentions, key=lambda m: (m[2] or "9999", m[0])):
        words = _WORD.findall(fold(quote))
        pairs = frozenset(pairwise(words))
        if len(words) < WIRE_WORDS:
            continue
        # A hair more than the share, against rounding.
        first = sorted(pairs)[: len(pairs) - ceil(WIRE_SIMILARITY * len(pairs) - 1e-6) + 1]
        for place in sorted({place for pair in first for place in places[pair]}):
            original, original_outlet, original_pairs = kept[place]
            if outlet != original_outlet and _alike(pairs, original_pairs):
                copies[mention] = original
                break
        else:
            for pair in first:
                places[pair].append(len(kept))
            kept.append((mention, outlet, pairs))
    return copies


def _alike(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    common = len(one & other)
    return common >= WIRE_SIMILARITY * (len(one) + len(other) - common)


def _rank_iri(iri: str) -> tuple[bool, str]:
    return iri.rsplit("/", 1)[-1].startswith("x-"), iri


def _rank(actor: NamedActor) -> tuple[bool, str]:
    return _rank_iri(actor.iri)


class EndsOf:
    """The ends of canonical propositions: of those that are defined, and of those that merged actors make."""

    def __init__(self, propositions: Mapping[str, Defined]) -> None:
        self.propositions = propositions
        self.made: defaultdict[str, dict[str, str]] = defaultdict(dict)

    def note(self, quad: Quad) -> None:
        """Take in a quad that :meth:`Deriver.proposition_quads` gives."""
        if quad.predicate in _MAKES:
            self.made[quad.subject[1:-1]][quad.predicate] = quad.object[1:-1]

    def __call__(self, proposition: str) -> Ends:
        """The ends of one."""
        if proposition in self.propositions:
            return Ends(*self.propositions[proposition])
        made = self.made[proposition]
        return Ends(made.get(_P[v.SUBJECT]), made[_P[v.CATEGORY_OF]], made.get(_P[v.OBJECT]))


@dataclass(slots=True)
class Basis:
    """What the counting of sources needs of what was derived before: the canonical propositions of those that are not their
    own, the actors that are another one's, the mentions that copy another outlet's, the ends of propositions."""

    canonical: dict[str, str] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    copies: set[str] = field(default_factory=set)
    ends: EndsOf = field(default_factory=lambda: EndsOf({}))


class Deriver:
    """Reads an Oxigraph store and gives the quads that ``graph/links`` and ``graph/derived`` should hold."""

    def __init__(
        self,
        store: pyoxigraph.Store,
        base: str,
        relations: Mapping[str, Relation],
        knowledge: Knowledge | None = None,
    ) -> None:
        import pyoxigraph

        self.store, self.base, self.relations = store, base, relations
        self.knowledge = knowledge or Knowledge()
        self.node = pyoxigraph.NamedNode
        self.definitions = pyoxigraph.NamedNode(base + v.GRAPH_DEFINITIONS)
        self._tenured = {f"{base}actor/{one}" for t in self.knowledge.tenures for one in (t.person, t.of)}
        self.links_graph = f"<{base}{v.GRAPH_LINKS}>"
        self.derived_graph = f"<{base}{v.GRAPH_DERIVED}>"

    def _pairs(self, predicate: str, graph: pyoxigraph.NamedNode | None = None) -> Iterator[tuple[str, str]]:
        """Subject and object of every triple of a predicate, as values."""
        pattern = f"?s <{predicate}> ?o"
        return self._rows(f"SELECT ?s ?o WHERE {{ {pattern if graph is None else f'GRAPH {graph} {{ {pattern} }}'} }}")  # type: ignore[return-value]

    def _rows(self, text: str) -> Iterator[tuple[str, ...]]:
        """The rows of a query, as values. What is read whole is read by queries: made into quads it would take twice as long."""
        found: Any = self.store.query(text, use_default_graph_as_union=True)
        return (tuple(cell.value for cell in row) for row in found)

    def actors(self) -> dict[str, NamedActor]:
        """Every actor of graph/definitions."""
        types = {s: o for s, o in self._pairs(v.RDF + "type", self.definitions) if s.startswith(self.base + "actor/")}
        labels = {}
        for q in self.store.quads_for_pattern(None, self.node(_LABEL), None, self.definitions):
            if language_of(str(q.object)) == "ar":
                labels[q.subject.value] = q.object.value  # type: ignore[union-attr]
        countries, keys = (
            dict(self._pairs(v.COUNTRY_OF, self.definitions)),
            dict(self._pairs(v.NAME_KEY, self.definitions)),
        )
        return {
            iri: NamedActor(iri, type_, labels.get(iri, ""), countries.get(iri, ""), keys.get(iri, ""))
            for iri, type_ in types.items()
        }

    def present_links(self) -> list[Link]:
        """The links of graph/links, as they were recorded. Sorted."""
        graph = self.node(self.links_graph[1:-1])
        values: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for q in self.store.quads_for_pattern(None, None, None, graph):
            values[q.subject.value][q.predicate.value].append(q.object.value)  # type: ignore[union-attr]
        out = []
        for said in values.values():
            if v.DECISION_OF in said:
                first, second = sorted(said[v.LINKS_ACTOR])
                reason = (said[v.REASON] or [""])[0]
                out.append(Link(first, second, reason, said[v.DECISION_OF][0], tuple(sorted(said[v.LINKED_NAME]))))
        return sorted(out)

    def decisions(self) -> list[Link]:
        """The decisions of people in graph/links, as they were recorded."""
        return [link for link in self.present_links() if link.decided]

    def links(self) -> list[Link]:
        """Every link, decided and proposed."""
        actors = self.actors()
        return propose(actors.values(), [self._found_again(link, actors) for link in self.decisions()])

    @staticmethod
    def _found_again(link: Link, actors: Mapping[str, NamedActor]) -> Link:
        """The decision with the actors' present IRIs, found by name and type where an IRI is gone."""
        missing = [iri for iri in (link.first, link.second) if iri not in actors]
        if not missing or len(link.names) != 2:
            return link
        present = {iri for iri in (link.first, link.second) if iri in actors}
        taken = {linked_name(actors[iri]) for iri in present}
        for name in link.names:
            found = sorted(a.iri for a in actors.values() if linked_name(a) == name) if name not in taken else []
            present.update(found[:1])
        if len(present) != 2:
            return link
        first, second = sorted(present)
        return Link(first, second, link.reason, link.decision, link.names)

    def link_quads(self, links: Iterable[Link]) -> set[Quad]:
        """The quads of graph/links."""
        out: set[Quad] = set()
        for link in links:
            ends = (link.first.removeprefix(self.base), link.second.removeprefix(self.base))
            node = f"<{self.base}link/{digest(*ends, length=16)}>"
            pairs = [
                (TYPE, _P[v.LINK]), (_P[v.LINKS_ACTOR], f"<{link.first}>"), (_P[v.LINKS_ACTOR], f"<{link.second}>"),
                (_P[v.REASON], string(link.reason)), (_P[v.DECISION_OF], f"<{link.decision}>"),
                *((_P[v.LINKED_NAME], tagged(name, "ar")) for name in link.names),
            ]  # fmt: skip
            out.update(Quad(node, p, o, self.links_graph) for p, o in pairs)
            if link.holds:
                out.add(Quad(f"<{link.first}>", _P[v.SAME_ACTOR_AS], f"<{link.second}>", self.links_graph))
        return out

    def about(self, nodes: Iterable[str]) -> set[Quad]:
        """What the graph/derived of the store says of nodes (IRIs, with or without brackets)."""
        graph = self.node(self.derived_graph[1:-1])
        return {
            Quad(f"<{node}>", str(q.predicate), str(q.object), self.derived_graph)
            for node in (node.strip("<>") for node in nodes)
            for q in self.store.quads_for_pattern(self.node(node), None, None, graph)
        }

    def derived_quads(self, links: Iterable[Link]) -> Iterator[Quad]:
        """The quads of graph/derived, each once."""
        basis = Basis()
        yield from self.named_quads(links, basis)
        yield from self.counted_quads(basis)

    def named_quads(self, links: Iterable[Link], basis: Basis) -> Iterator[Quad]:
        """Those about actors, propositions and mentions. ``basis`` is filled as they are given."""
        merged = canonical_actors(links)
        defined = {s for s, _ in self._pairs(v.RDF + "type", self.definitions)}
        labels = self._labels()
        for actor in self._all_actors(defined):
            yield from self.actor_quads(actor, merged, defined=actor in defined, labels=labels.get(actor, {}))
        yield from self._display(v.UNTOLD, {"ar": _UNTOLD_AR, "en": "untold"})
        for relation in self.relations.values():
            yield from self._display(v.relation_iri(relation.name), {"ar": relation.label_ar, "en": relation.label_en})
        for category, by_language in category_labels().items():
            yield from self._display(category, by_language)
        basis.merged = {a: c for a, c in merged.items() if a != c}
        basis.ends = EndsOf(self._defined_all())
        for quad in self.proposition_quads(basis.merged, basis.ends.propositions):
            basis.ends.note(quad)
            if quad.predicate == _P[v.CANONICAL_PROPOSITION] and quad.subject != quad.object:
                basis.canonical[quad.subject[1:-1]] = quad.object[1:-1]
            yield quad
        groups: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        told = f"SELECT ?p ?mention ?article WHERE {{ GRAPH ?article {{ ?mention <{v.OF_PROPOSITION}> ?p }} }}"
        for proposition, mention, article in self._rows(told):
            groups[basis.canonical.get(proposition, proposition)].append((mention, article))
        for group in groups.values():
            for copy in self.wire_quads(group):
                basis.copies.add(copy.subject[1:-1])
                yield copy

    def counted_quads(self, basis: Basis) -> Iterator[Quad]:
        """Those about tallies and disputes, all of one in a row."""
        sayings = Sayings(self.store, rejected=rejected_mentions(self.store), copies=basis.copies)
        for level in NAMES:
            yield from tally_quads(
                sayings.all(level),
                level,
                canonical=lambda told: basis.canonical.get(told, told),
                merged=basis.merged,
                ends=basis.ends,
                base=self.base,
            )

    # --- actors and sources

    def actor_quads(
        self, actor: str, merged: Mapping[str, str], *, defined: bool, labels: Mapping[str, str]
    ) -> Iterator[Quad]:
        """What graph/derived says of an actor or source; ``defined``: whether graph/definitions says something of
        it."""
        graph, prefix = self.derived_graph, self.base + "actor/"
        yield Quad(f"<{actor}>", _P[v.CANONICAL_ACTOR], f"<{merged.get(actor, actor)}>", graph)
        row = self.knowledge.labels.get(actor.removeprefix(prefix)) if actor.startswith(prefix) else None
        if row is not None and not defined:
            yield from label_quads(row, base=self.base, graph=graph)
            labels = {"ar": row.label_ar, "en": row.label_en}
        yield from self._display(actor, labels)

    def is_defined(self, node: str) -> bool:
        """Whether graph/definitions says something of a node."""
        return (
            next(self.store.quads_for_pattern(self.node(node), self.node(v.RDF + "type"), None, self.definitions), None)
            is not None
        )

    def is_actor(self, node: str) -> bool:
        """Whether a node is of those that :meth:`actor_quads` is for."""
        named = self.node(node)
        unnamed = (named, self.node(v.RDF + "type"), self.node(v.UNNAMED_SOURCE))
        used = [(None, self.node(predicate), named) for predicate in _NODE_PROPERTIES]
        return (
            node in self._tenured
            or self.is_defined(node)
            or any(next(self.store.quads_for_pattern(*p, None), None) is not None for p in (unnamed, *used))
        )

    def labels_of(self, node: str) -> dict[str, str]:
        """The labels of one node, by language (empty: none)."""
        return self._by_language(self.node(node)).get(node, {})

    def keys_of(self, actor: str) -> list[Term]:
        """The spelling keys of an actor."""
        found = self.store.quads_for_pattern(self.node(actor), self.node(v.NAME_KEY), None, self.definitions)
        return [str(q.object) for q in found]

    def spelt(self, key: str) -> Iterator[NamedActor]:
        """The actors that share a spelling key."""
        import pyoxigraph

        found = self.store.quads_for_pattern(None, self.node(v.NAME_KEY), pyoxigraph.Literal(key), self.definitions)
        for actor in [q.subject.value for q in found]:  # type: ignore[union-attr]
            said: dict[str, str] = {}
            for q in self.store.quads_for_pattern(self.node(actor), None, None, self.definitions):
                if q.predicate.value != _LABEL or language_of(str(q.object)) == "ar":
                    said[q.predicate.value] = q.object.value  # type: ignore[union-attr]
            if v.RDF + "type" in said:
                yield NamedActor(actor, said[v.RDF + "type"], said.get(_LABEL, ""), said.get(v.COUNTRY_OF, ""), key)

    def _labels(self) -> dict[str, dict[str, str]]:
        """The labels of everything that has one, by language (empty: none)."""
        return self._by_language(None)

    def _by_language(self, node: pyoxigraph.NamedNode | None) -> dict[str, dict[str, str]]:
        out: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for q in self.store.quads_for_pattern(node, self.node(_LABEL), None, None):
            if q.graph_name.value not in (self.derived_graph[1:-1], self.base + v.GRAPH_KNOWLEDGE):  # type: ignore[union-attr]
                out[q.subject.value][q.object.language or ""] = q.object.value  # type: ignore[union-attr]
        return out

    def _display(self, node: str, labels: Mapping[str, str]) -> Iterator[Quad]:
        """One label for each language, always."""
        fallback = labels.get("") or labels.get("ar") or labels.get("en") or node.rsplit("/", 1)[-1].rsplit("#", 1)[-1]
        for predicate, language in ((v.LABEL_AR, "ar"), (v.LABEL_EN, "en")):
            yield Quad(f"<{node}>", _P[predicate], string(labels.get(language) or fallback), self.derived_graph)

    def _all_actors(self, defined: Iterable[str]) -> list[str]:
        """Everything that can be an end or a source, or holds or gives an office."""
        nodes = {s for s in defined if not s.startswith(self.base + "proposition/")} | self._tenured
        unnamed = self.store.quads_for_pattern(None, self.node(v.RDF + "type"), self.node(v.UNNAMED_SOURCE), None)
        nodes.update(q.subject.value for q in unnamed)  # type: ignore[union-attr]
        for predicate in _NODE_PROPERTIES:
            nodes.update(o for (o,) in self._rows(f"SELECT DISTINCT ?o WHERE {{ ?s <{predicate}> ?o }}"))
        return sorted(nodes)

    # --- propositions

    def _defined_all(self) -> dict[str, Defined]:
        ends = {p: dict(self._pairs(p, self.definitions)) for p in (v.SUBJECT, v.OBJECT)}
        return {
            node: (ends[v.SUBJECT].get(node), category, ends[v.OBJECT].get(node))
            for node, category in self._pairs(v.CATEGORY_OF, self.definitions)
        }

    def definitions_of(self, nodes: Iterable[str]) -> dict[str, Defined]:
        """Subject, category and object of those of the nodes that are defined as propositions."""
        out = {}
        for node in nodes:
            said = {
                q.predicate.value: q.object.value  # type: ignore[union-attr]
                for q in self.store.quads_for_pattern(self.node(node), None, None, self.definitions)
            }
            if v.CATEGORY_OF in said:
                out[node] = (said.get(v.SUBJECT), said[v.CATEGORY_OF], said.get(v.OBJECT))
        return out

    def proposition_quads(
        self, merged: Mapping[str, str], propositions: Mapping[str, Defined]
    ) -> Iterator[Quad]:
        """What graph/derived says of some propositions, and of their canonical ones as far as these are not defined. Among
        ``propositions`` must be those of their canonical ones that are."""
        defined: set[str] = set()
        for node, (subject, category, object_) in propositions.items():
            target = node
            if subject in merged or object_ in merged:
                values: defaultdict[str, list[Term]] = defaultdict(list)
                for d in self.store.quads_for_pattern(self.node(node), None, None, self.definitions):
                    values[d.predicate.value].append(str(d.object))
                target, quads = self._canonical_proposition(values, merged, node)
                if target not in propositions and target not in defined:
                    defined.add(target)
                    yield Quad(f"<{target}>", _P[v.CANONICAL_PROPOSITION], f"<{target}>", self.derived_graph)
                    yield self._kind(target, subject, category, object_, merged)
                    yield from quads
            yield Quad(f"<{node}>", _P[v.CANONICAL_PROPOSITION], f"<{target}>", self.derived_graph)
            yield self._kind(node, subject, category, object_, merged)

    def _kind(
        self, node: str, subject: str | None, category: str, object_: str | None, merged: Mapping[str, str]
    ) -> Quad:
        """What a proposition shares with others of its ends and category; one without both ends shares nothing."""
        if subject is None or object_ is None:
            kind = node
        else:
            parts = (merged.get(subject, subject), category, merged.get(object_, object_))
            kind = self.base + kind_id(*(part.removeprefix(self.base) for part in parts))
        return Quad(f"<{node}>", _P[v.KIND], f"<{kind}>", self.derived_graph)

    def _canonical_proposition(
        self, values: Mapping[str, list[Term]], merged: Mapping[str, str], node: str
    ) -> tuple[str, list[Quad]]:
        ends: dict[str, str | None] = {}
        for predicate in (v.SUBJECT, v.OBJECT):
            found = values.get(predicate, [])
            ends[predicate] = merged.get(value_of(found[0]), value_of(found[0])) if found else None
        name = value_of(values[v.RELATION_OF][0]).removeprefix(v.NS)
        relation = self.relations.get(name)
        symmetric = relation is not None and relation.symmetric
        subject, object_ = ends[v.SUBJECT], ends[v.OBJECT]
        if symmetric and (subject or "") > (object_ or ""):
            subject, object_ = object_, subject
        # A null end keeps its article's scope: the old identifier stands in for it.
        scope = node.removeprefix(self.base)
        office = "".join(value_of(t) for t in values.get(v.OFFICE, ()))
        tense = "".join(value_of(t) for t in values.get(v.OFFICE_TENSE, ()))
        told = office if tense in ("", "current") else f"{office} tense:{tense}"
        target = self.base + proposition_id(
            subject.removeprefix(self.base) if subject else scope, name, object_.removeprefix(self.base) if object_ else scope,
            told or None, symmetric=symmetric,
        )  # fmt: skip
        ends_of = (v.SUBJECT, v.OBJECT, v.AGENT, v.PATIENT, v.PARTY)
        pairs = [(f"<{p}>", o) for p, objects in values.items() if p not in ends_of for o in objects]
        pairs += end_pairs(f"<{subject}>" if subject else None, f"<{object_}>" if object_ else None)
        return target, [Quad(f"<{target}>", p, o, self.derived_graph) for p, o in pairs]

    # --- copies

    def mentions_of(self, proposition: str) -> list[tuple[str, str]]:
        """The mentions of a proposition, each with its article."""
        found = self.store.quads_for_pattern(None, self.node(v.OF_PROPOSITION), self.node(proposition), None)
        return [(q.subject.value, q.graph_name.value) for q in found]  # type: ignore[union-attr]

    def wire_quads(self, group: Sequence[tuple[str, str]]) -> Iterator[Quad]:
        """Which of the mentions of one canonical proposition, ``(mention, article)``, are copies of which."""
        if len({article for _, article in group}) > 1:
            copies = wire_copies((m, self._outlet(a), *self._day_and_quote(m, a)) for m, a in group)
            for copy, original in copies.items():
                yield Quad(f"<{copy}>", _P[v.WIRE_COPY_OF], f"<{original}>", self.derived_graph)

    def _outlet(self, article: str) -> str:
        graph = self.node(article)
        for q in self.store.quads_for_pattern(graph, self.node(v.DCTERMS + "publisher"), None, graph):
            return str(q.object.value)  # type: ignore[union-attr]
        for q in self.store.quads_for_pattern(graph, self.node(v.URL), None, graph):
            return str(q.object.value).split("/")[2]  # type: ignore[union-attr]
        return article

    def _day_and_quote(self, mention: str, article: str) -> tuple[str, str]:
        graph, day, quote = self.node(article), "", ""
        for q in self.store.quads_for_pattern(graph, self.node(v.DCTERMS + "date"), None, graph):
            day = q.object.value  # type: ignore[union-attr]
        for q in self.store.quads_for_pattern(self.node(mention), self.node(v.QUOTE), None, graph):
            quote = q.object.value  # type: ignore[union-attr]
        return day, quote
