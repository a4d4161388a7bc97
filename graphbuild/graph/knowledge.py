"""``graph/knowledge``: what data/ knows, the relations and categories with their labels, and who held which office
when.

Given as plain values, so that this layer needs no lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from graphbuild import vocab as v
from graphbuild.graph.terms import TYPE, Quad, Term, iri, language_of, prose, string, tagged, typed, value_of
from graphbuild.iris import digest
from graphbuild.records import Relation
from graphbuild.resources import resource

_LABEL = f"<{v.RDFS}label>"
_NOTATION = f"<{v.SKOS}notation>"
_SUB = f"<{v.RDFS}subPropertyOf>"
_DATE = re.compile(r"\d{4}(-\d{2}){0,2}")

_PRECISION = {4: "gYear", 7: "gYearMonth", 10: "date"}


@dataclass(frozen=True, slots=True, order=True)
class TenureRow:
    """A dated office as plain values: slugs of ``actor/SLUG``, ISO dates cut short, half-open; ``until`` empty while
    in office."""

    person: str
    office: str
    of: str
    since: str = ""
    until: str = ""


@dataclass(frozen=True, slots=True, order=True)
class LabelRow:
    """The labels of an actor of data/, used where the graph refers to it and no article names it. ``type`` is an
    actor type."""

    slug: str
    type: str
    label_ar: str
    label_en: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What data/ knows beyond the relations."""

    tenures: tuple[TenureRow, ...] = ()
    labels: Mapping[str, LabelRow] = field(default_factory=dict)


@cache
def shipped_knowledge() -> Knowledge:
    """The knowledge of the data/ that ships."""
    from graphbuild.lexicon import lexicon

    words = lexicon()
    return Knowledge(
        tuple(TenureRow(t.person, t.office, t.of, t.since, t.until) for t in words.tenures),
        {k.slug: LabelRow(k.slug, k.type, k.label_ar, k.label_en, k.country or "") for k in words.known},
    )


def label_quads(label: LabelRow, *, base: str, graph: Term) -> list[Quad]:
    """The quads that name an actor which no article names."""
    node = iri(f"{base}actor/{label.slug}")
    kinds: Mapping[str, str] = {str(name): class_ for name, class_ in v.CLASS_OF_TYPE.items()}
    pairs = [(TYPE, f"<{kinds.get(label.type, v.ORGANIZATION)}>")]
    pairs += [(_LABEL, tagged(label.label_ar, "ar")), (_LABEL, tagged(label.label_en, "en"))]
    if label.country:
        pairs.append((f"<{v.COUNTRY_OF}>", string(label.country)))
    return [Quad(node, p, o, graph) for p, o in pairs]


def knowledge_quads(relations: Mapping[str, Relation], tenures: Iterable[TenureRow] = (), *, base: str) -> set[Quad]:
    """The quads of graph/knowledge."""
    graph = f"<{base}{v.GRAPH_KNOWLEDGE}>"
    out: set[Quad] = set()

    def say(node: Term, *pairs: tuple[Term, Term]) -> None:
        out.update(Quad(node, p, o, graph) for p, o in pairs)

    out.update(Quad(s, p, o, graph) for s, p, o in category_triples())
    for relation in relations.values():
        node = f"<{v.relation_iri(relation.name)}>"
        say(
            node, (TYPE, f"<{v.RELATION}>"), (_LABEL, tagged(relation.label_ar, "ar")), (_LABEL, tagged(relation.label_en, "en")),
            (_SUB, f"<{v.NS}{relation.category}>"),
        )  # fmt: skip
        if relation.symmetric:
            say(node, (TYPE, f"<{v.OWL}SymmetricProperty>"))
        if relation.inverse:
            say(node, (f"<{v.OWL}inverseOf>", f"<{v.relation_iri(relation.inverse)}>"))
        if relation.cameo and relation.cameo != "-":
            say(node, (_NOTATION, typed(relation.cameo, v.CAMEO)))
        # A leaf that has an umbrella's name is that umbrella, not below it.
        for umbrella in relation.umbrellas:
            if umbrella == relation.name:
                continue
            say(node, (_SUB, f"<{v.UMBRELLAS[umbrella]}>"))
    for tenure in tenures:
        node = iri(f"{base}tenure/{digest(tenure.person, tenure.office, tenure.of, tenure.since, length=16)}")
        say(
            node, (TYPE, f"<{v.TENURE}>"), (f"<{v.HOLDER}>", iri(f"{base}actor/{tenure.person}")),
            (f"<{v.OFFICE}>", prose(tenure.office)), (f"<{v.BODY}>", iri(f"{base}actor/{tenure.of}")),
        )  # fmt: skip
        for predicate, text in ((v.FROM, tenure.since), (v.UNTIL, tenure.until)):
            if text:
                say(node, (f"<{predicate}>", _dated(text)))
    return out


@cache
def category_triples() -> frozenset[tuple[Term, Term, Term]]:
    """What ``ontologies/graphbuild.ttl`` says of the categories and quad classes: types, labels, quad class and
    scale."""
    import pyoxigraph

    # By way of a store, which brings literals into the canonical form that it will give them anyway.
    store = pyoxigraph.Store()
    store.load(path=str(resource("ontologies", "graphbuild.ttl")), format=pyoxigraph.RdfFormat.TURTLE)
    triples = list(store)
    kinds = {f"<{v.CATEGORY}>", f"<{v.QUAD_CLASS}>"}
    nodes = {str(t.subject) for t in triples if str(t.predicate) == TYPE and str(t.object) in kinds}
    kept = {_LABEL, f"<{v.QUAD_CLASS_OF}>", f"<{v.SCALE}>"}
    return frozenset(
        (str(t.subject), str(t.predicate), str(t.object))
        for t in triples
        if str(t.subject) in nodes and (str(t.predicate) in kept or str(t.object) in kinds)
    )


def category_labels() -> dict[str, dict[str, str]]:
    """Labels of the categories by IRI and language."""
    out: dict[str, dict[str, str]] = {}
    for subject, predicate, object_ in category_triples():
        if predicate == _LABEL:
            out.setdefault(value_of(subject), {})[language_of(object_) or ""] = value_of(object_)
    return out


def _dated(text: str) -> Term:
    return typed(text, v.XSD + _PRECISION[len(text)]) if _DATE.fullmatch(text) else string(text)
