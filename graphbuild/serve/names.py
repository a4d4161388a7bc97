"""Names to complete: the actors of the store by any part of a label, and the vocabulary."""

from __future__ import annotations

import threading
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from graphbuild import vocab as v
from graphbuild.resources import resource
from graphbuild.text import fold

if TYPE_CHECKING:
    from graphbuild.graph.oxigraph import OxigraphStore

_LABEL = v.RDFS + "label"
_ARTICLE = "\u0627\u0644"  # al-
_TYPE = v.RDF + "type"
_KINDS = {iri: name for name, iri in v.CLASS_OF_TYPE.items()} | {
    v.OUTLET: "outlet", v.UNNAMED_SOURCE: "source",
}  # fmt: skip
#: Spellings that articles have. Over very many namings the engine does it in a fraction of the time of a loop.
_SURFACES = "SELECT DISTINCT ?actor ?surface { ?naming gb:ofActor ?actor ; gb:surface ?surface }"


@dataclass(frozen=True, slots=True)
class Name:
    """An actor to choose: its IRI, labels, type, and in how many propositions and tellings it stands."""

    iri: str
    ar: str
    en: str
    kind: str
    count: int
    keys: tuple[str, ...]


class Names:
    """The actors of a store by name; read anew when the store has changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: str | None = None
        self._names: tuple[Name, ...] = ()

    def find(self, store: OxigraphStore, text: str, *, most: int = 12) -> list[Name]:
        """The actors whose name has this in it: those that begin with it first, then by how often they stand in the
        graph. An empty text gives the most frequent ones."""
        wanted = key(text)
        names = self._all(store)
        if not wanted:
            return list(names[:most])
        found: list[tuple[int, int, Name]] = []
        for place, name in enumerate(names):
            rank = min((_rank(one, wanted) for one in name.keys), default=3)
            if rank < 3:
                found.append((rank, place, name))
        found.sort(key=lambda item: item[:2])
        return [name for _, _, name in found[:most]]

    def _all(self, store: OxigraphStore) -> tuple[Name, ...]:
        path = store.snapshot_path()
        snapshot = "" if path is None else path.name
        with self._lock:
            if self._of != snapshot:
                self._names = _read(store)
                self._of = snapshot
            return self._names


def key(text: str) -> str:
    """A name as it is compared: spelling variants and case folded."""
    return " ".join(fold(text).casefold().split())


def _rank(name: str, wanted: str) -> int:
    if name == wanted or name.startswith(wanted):
        return 0 if name == wanted else 1
    if name.startswith(_ARTICLE + wanted):
        return 1
    return 2 if f" {wanted}" in name or f" {_ARTICLE}{wanted}" in name else 3


def _read(store: OxigraphStore) -> tuple[Name, ...]:
    import pyoxigraph

    reader, node = store.reader(), pyoxigraph.NamedNode
    counts: Counter[str] = Counter()
    for predicate in (v.SUBJECT, v.OBJECT, v.SOURCE):
        counts.update(q.object.value for q in reader.quads_for_pattern(None, node(predicate), None, None))  # type: ignore[union-attr]
    canonical = {
        q.subject.value: q.object.value  # type: ignore[union-attr]
        for q in reader.quads_for_pattern(None, node(v.CANONICAL_ACTOR), None, None)
    }
    for iri, stands_for in canonical.items():
        if iri != stands_for and counts[iri]:
            counts[stands_for] += counts[iri]
    kinds: dict[str, str] = {}
    for iri, kind in _KINDS.items():
        for q in reader.quads_for_pattern(None, node(_TYPE), node(iri), None):
            kinds.setdefault(q.subject.value, kind)  # type: ignore[union-attr]
    labels: dict[str, dict[str, str]] = {}
    for graph in (v.GRAPH_DEFINITIONS, v.GRAPH_DERIVED):
        for q in reader.quads_for_pattern(None, node(_LABEL), None, node(store.base + graph)):
            label: Any = q.object
            labels.setdefault(q.subject.value, {}).setdefault(label.language or "", label.value)  # type: ignore[union-attr]
    surfaces: dict[str, dict[str, None]] = {}
    seen: Any = reader.query(_SURFACES, prefixes={"gb": v.NS}, use_default_graph_as_union=True)
    for row in seen:
        surfaces.setdefault(canonical.get(row["actor"].value, row["actor"].value), {})[key(row["surface"].value)] = None
    found = []
    for iri, by_language in labels.items():
        if canonical.get(iri, iri) != iri or not iri.startswith(store.base):
            continue
        plain = by_language.get("", "")
        ar, en = by_language.get("ar") or plain, by_language.get("en") or plain
        slug = iri.rsplit("/", 1)[-1]
        spellings = dict.fromkeys(key(text) for text in (ar, en, slug.replace("-", " ")) if text)
        spellings.update(surfaces.get(iri, {}))
        found.append(Name(iri, ar or en, en or ar, kinds.get(iri, "organization"), counts[iri], tuple(spellings)))
    found.sort(key=lambda name: (-name.count, name.iri))
    return tuple(found)


@cache
def vocabulary() -> list[dict[str, Any]]:
    """Classes, properties, relations and individuals of the ontology: ``iri``, ``curie``, ``kind``, ``label`` and
    ``comment`` in both languages; sorted by name."""
    import pyoxigraph

    about: dict[str, dict[str, Any]] = {}
    types: dict[str, set[str]] = {}
    for file in ("graphbuild.ttl", "relations.ttl"):
        text = resource("ontologies", file).read_text(encoding="utf-8")
        for quad in pyoxigraph.parse(text.encode(), pyoxigraph.RdfFormat.TURTLE):
            subject, predicate, value = quad.subject, quad.predicate.value, quad.object
            if not isinstance(subject, pyoxigraph.NamedNode) or not subject.value.startswith(v.NS):
                continue
            if predicate == _TYPE and isinstance(value, pyoxigraph.NamedNode):
                types.setdefault(subject.value, set()).add(value.value)
            name = {_LABEL: "label", v.RDFS + "comment": "comment"}.get(predicate)
            if name and isinstance(value, pyoxigraph.Literal) and value.language:
                about.setdefault(subject.value, {}).setdefault(name, {})[value.language] = value.value
    out = []
    for iri in sorted(types):
        local = iri.removeprefix(v.NS)
        texts = about.get(iri, {})
        label, comment = texts.get("label", {}), texts.get("comment", {})
        out.append(
            {
                "iri": iri,
                "curie": f"gb:{local}",
                "kind": _kind(types[iri]),
                "label": {"ar": label.get("ar", local), "en": label.get("en", local)},
                "comment": {"ar": comment.get("ar", ""), "en": comment.get("en", "")},
            }
        )
    return out


def _kind(types: set[str]) -> str:
    if v.RELATION in types:
        return "relation"
    if v.CATEGORY in types:
        return "category"
    if {v.RDFS + "Class", v.OWL + "Class"} & types:
        return "class"
    if any(name in types for name in (v.RDF + "Property", v.OWL + "ObjectProperty", v.OWL + "DatatypeProperty")):
        return "property"
    return "individual"


@cache
def vocabulary_labels() -> dict[str, dict[str, str]]:
    """Labels of the ontology's terms by IRI and language."""
    return {term["iri"]: term["label"] for term in vocabulary()}
