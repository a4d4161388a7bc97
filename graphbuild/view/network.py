"""Rows → network: which actors and relations are drawn, where, and what is left out.

A network is what every renderer is given; :meth:`Network.to_networkx` is the same for a person's own analysis.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import networkx as nx

from graphbuild.rows import EdgeRow, NodeRow
from graphbuild.view.bidi import plain
from graphbuild.view.layout import lay_out

#: How many actors are drawn unless somebody asks for more: above this no tool's picture is readable.
DEFAULT_TOP = 300


@dataclass(frozen=True, slots=True)
class Node:
    """An actor in the picture. ``key`` (``n12``) says nothing of the actor. ``x`` and ``y`` are pixels."""

    key: str
    actor: NodeRow
    degree: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation in the picture, from the key of its subject's node to that of its object's."""

    key: str
    source: str
    target: str
    row: EdgeRow


@dataclass(frozen=True, slots=True)
class Hidden:
    """How many relations are not drawn, and why; each is counted once, under the first reason that holds."""

    one_ended: int = 0
    offices: int = 0
    same_state: int = 0
    beyond_top: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.one_ended + self.offices + self.same_state + self.beyond_top


@dataclass(frozen=True, slots=True)
class Network:
    """What is drawn, and what is not: ``all_actors`` and ``all_relations`` count everything there was to draw."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    all_actors: int
    all_relations: int
    hidden: Hidden

    @classmethod
    def of(
        cls,
        rows: Iterable[EdgeRow],
        *,
        top: int = DEFAULT_TOP,
        offices: bool = False,
        same_state: bool = False,
        seed: int = 7,
    ) -> Network:
        """The network of rows.

        ``top`` is how many actors are drawn at most: those with the most relations, then those most often told of.
        ``offices`` draws who holds which office, ``same_state`` relations within one state. A relation with an end that
        no text names is counted, never drawn. The order of the rows does not matter.
        """
        everything = sorted(rows, key=_order)
        reasons: Counter[str] = Counter()
        drawn: list[EdgeRow] = []
        for row in everything:
            reason = _reason(row, offices=offices, same_state=same_state)
            if reason:
                reasons[reason] += 1
            else:
                drawn.append(row)
        kept = _top(drawn, top)
        shown = [row for row in drawn if _ends(row) <= kept]
        reasons["beyond_top"] = len(drawn) - len(shown)
        all_actors = {end for row in everything for end in _ends(row)}
        nodes, edges = _place(shown, seed)
        return cls(nodes, edges, len(all_actors), len(everything), Hidden(**reasons))

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """A MultiDiGraph: nodes and edges by their keys, with attributes that every graph format can hold (no None)."""
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for node in self.nodes:
            actor = node.actor
            graph.add_node(
                node.key,
                iri=actor.id,
                label_ar=plain(actor.label_ar),
                label_en=plain(actor.label_en),
                type=actor.type,
                country=actor.country or "",
                x=node.x,
                y=node.y,
            )
        for edge in self.edges:
            row = edge.row
            graph.add_edge(
                edge.source,
                edge.target,
                key=edge.key,
                proposition=row.proposition,
                relation=row.relation,
                category=row.category,
                label_ar=plain(row.relation_label_ar),
                label_en=plain(row.relation_label_en),
                voice=row.voice,
                status=row.status,
                symmetric=row.symmetric,
                tellings=len(row.tellings),
            )
        return graph


def _order(row: EdgeRow) -> tuple[str, ...]:
    ends = (row.subject.id if row.subject else "", row.object.id if row.object else "")
    return (*ends, row.relation, row.office or "", row.proposition)


def _ends(row: EdgeRow) -> set[str]:
    return {end.id for end in (row.subject, row.object) if end is not None}


def _reason(row: EdgeRow, *, offices: bool, same_state: bool) -> str:
    if row.subject is None or row.object is None:
        return "one_ended"
    if row.category == "HOLDS_OFFICE" and not offices:
        return "offices"
    return "same_state" if row.same_state and row.category != "HOLDS_OFFICE" and not same_state else ""


def _top(rows: Sequence[EdgeRow], top: int) -> set[str]:
    relations: Counter[str] = Counter()
    tellings: Counter[str] = Counter()
    for row in rows:
        for end in _ends(row):
            relations[end] += 1
            tellings[end] += len(row.tellings)
    ranked = sorted(relations, key=lambda end: (-relations[end], -tellings[end], end))
    return set(ranked[: max(top, 0)])


def _place(rows: Sequence[EdgeRow], seed: int) -> tuple[tuple[Node, ...], tuple[Edge, ...]]:
    actors: dict[str, NodeRow] = {}
    degrees: Counter[str] = Counter()
    for row in rows:
        for end in (row.subject, row.object):
            if end is not None:
                actors[end.id] = end
        degrees.update(_ends(row))
    keys = {identifier: f"n{number}" for number, identifier in enumerate(sorted(actors))}
    links: list[tuple[str, str]] = []
    edges: list[Edge] = []
    for row in rows:
        if row.subject is not None and row.object is not None:
            links.append((row.subject.id, row.object.id))
            edges.append(Edge(f"e{len(edges)}", keys[row.subject.id], keys[row.object.id], row))
    places = lay_out(actors, links, seed=seed)
    nodes = (Node(keys[name], actors[name], degrees[name], *places[name]) for name in sorted(actors))
    return tuple(nodes), tuple(edges)
