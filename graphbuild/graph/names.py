"""Actors by name: labels and spellings seen, compared folded."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from graphbuild import vocab as v
from graphbuild.text import fold

if TYPE_CHECKING:
    from graphbuild.graph.store import Asked


def canonical(store: Asked, iri: str) -> str:
    """The actor that stands for this one."""
    import pyoxigraph

    found = store.patterns().quads_for_pattern(
        pyoxigraph.NamedNode(iri), pyoxigraph.NamedNode(v.CANONICAL_ACTOR), None, None
    )
    return next((q.object.value for q in found), iri)  # type: ignore[union-attr]


def find_actors(store: Asked, name: str) -> list[str]:
    """The actors that go by a name: an identifier's last part (``PRK``, ``kim-jong-un``), else a label in Arabic or
    English, else a spelling that an article has. Each the one that stands for its cluster; sorted.
    """
    import pyoxigraph

    reader, node = store.patterns(), pyoxigraph.NamedNode
    slug = store.base + "actor/" + name
    if all(c not in ' <>"{}|^`\\' for c in name) and next(reader.quads_for_pattern(node(slug), None, None, None), None):
        return [canonical(store, slug)]
    wanted = _key(name)
    found: set[str] = set()
    parts: set[str] = set()
    graphs = [node(store.base + graph) for graph in (v.GRAPH_DEFINITIONS, v.GRAPH_DERIVED)]
    labels = (reader.quads_for_pattern(None, node(v.RDFS + "label"), None, graph) for graph in graphs)
    for q in chain.from_iterable(labels):
        label = _key(q.object.value)  # type: ignore[union-attr]
        if label == wanted:
            found.add(q.subject.value)  # type: ignore[union-attr]
        elif f" {wanted} " in f" {label} ":
            parts.add(q.subject.value)  # type: ignore[union-attr]
    if not found:
        for q in reader.quads_for_pattern(None, node(v.SURFACE), None, None):
            if _key(q.object.value) == wanted:  # type: ignore[union-attr]
                found.update(
                    a.object.value  # type: ignore[union-attr]
                    for a in reader.quads_for_pattern(q.subject, node(v.OF_ACTOR), None, None)
                )
    return sorted({canonical(store, iri) for iri in found or parts})


def _key(text: str) -> str:
    return " ".join(fold(text).casefold().split())
