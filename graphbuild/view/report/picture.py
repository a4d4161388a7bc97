"""The network as a static SVG: what a reader without scripts sees, and what is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphbuild.rows import EdgeRow, Voice
from graphbuild.view.bidi import plain, shorten
from graphbuild.view.network import Edge, Network, Node
from graphbuild.view.styles import LINES, NODES

_WIDTH = 1100
_MARGIN = 70
_NAMED = 45  # how many actors have their names on it
_LONGEST = 26


@dataclass(frozen=True, slots=True)
class Line:
    """One drawn line: ``count`` relations from one actor to another that are told alike."""

    d: str
    voice: Voice
    dashes: str
    width: float
    glyph: str
    glyph_x: float
    glyph_y: float
    arrow: str
    count: int
    low: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One drawn actor; ``label_ar`` is empty where there is no room for a name."""

    x: float
    y: float
    size: float
    glyph: str
    colour: str
    label_ar: str
    label_en: str
    name: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything of the drawing; ``shown`` actors of ``all_actors``."""

    width: int
    height: int
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]
    network: Network


def draw(rows: Sequence[EdgeRow], *, top: int = 60, seed: int = 7) -> Picture:
    """The picture of the best connected actors."""
    network = Network.of(rows, top=top, seed=seed)
    if not network.nodes:
        return Picture(_WIDTH, 120, (), (), network)
    xs, ys = [node.x for node in network.nodes], [node.y for node in network.nodes]
    scale = min((_WIDTH - 2 * _MARGIN) / max(max(xs) - min(xs), 1), 1.0)
    height = round((max(ys) - min(ys)) * scale) + 2 * _MARGIN
    left = (_WIDTH - (max(xs) - min(xs)) * scale) / 2
    at = {n.key: ((n.x - min(xs)) * scale + left, (n.y - min(ys)) * scale + _MARGIN) for n in network.nodes}
    sizes = {n.key: round(5 + 2 * n.degree**0.5, 1) for n in network.nodes}
    return Picture(_WIDTH, height, _lines(network.edges, at, sizes), _marks(network.nodes, at, sizes), network)


def _lines(edges: Sequence[Edge], at: dict[str, tuple[float, float]], sizes: dict[str, float]) -> tuple[Line, ...]:
    bundles: dict[tuple[str, str, Voice, bool], list[Edge]] = {}
    for edge in edges:
        if edge.source != edge.target:
            bundles.setdefault((edge.source, edge.target, edge.row.voice, edge.row.symmetric), []).append(edge)
    between: dict[frozenset[str], int] = {}
    lines = []
    for (source, target, voice, symmetric), bundle in bundles.items():
        pair = frozenset((source, target))
        number = between[pair] = between.get(pair, -1) + 1
        step = (number + 1) // 2 * (1 if number % 2 else -1)
        bend = 22 * step * (1 if source < target else -1)
        lines.append(_line(at[source], at[target], sizes[target], bend, voice, symmetric, len(bundle)))
    return tuple(lines)


def _line(
    a: tuple[float, float], b: tuple[float, float], gap: float, bend: float, voice: Voice, symmetric: bool, count: int
) -> Line:
    style = LINES[voice]
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = max((dx * dx + dy * dy) ** 0.5, 1.0)
    nx, ny = -dy / length, dx / length
    cx, cy = (a[0] + b[0]) / 2 + nx * bend * 2, (a[1] + b[1]) / 2 + ny * bend * 2
    ex, ey = b[0] - cx, b[1] - cy
    last = max((ex * ex + ey * ey) ** 0.5, 1.0)
    ux, uy = ex / last, ey / last
    tx, ty = b[0] - ux * (gap + 3), b[1] - uy * (gap + 3)
    arrow = "" if symmetric else (
        f"M{tx:.1f} {ty:.1f}L{tx - ux * 9 - uy * 4:.1f} {ty - uy * 9 + ux * 4:.1f}"
        f"L{tx - ux * 9 + uy * 4:.1f} {ty - uy * 9 - ux * 4:.1f}Z"
    )  # fmt: skip
    return Line(
        d=f"M{a[0]:.1f} {a[1]:.1f}Q{cx:.1f} {cy:.1f} {tx:.1f} {ty:.1f}",
        voice=voice,
        dashes=" ".join(str(d) for d in style.dashes),
        width=round(1.2 + min(count, 9) ** 0.5 * 0.6, 2),
        glyph=style.glyph,
        glyph_x=round((a[0] + b[0]) / 2 + nx * bend, 1),
        glyph_y=round((a[1] + b[1]) / 2 + ny * bend, 1),
        arrow=arrow,
        count=count,
        low=voice == "alleged",  # a quotation mark stands high on its line
    )


def _marks(nodes: Sequence[Node], at: dict[str, tuple[float, float]], sizes: dict[str, float]) -> tuple[Mark, ...]:
    named = {n.key for n in sorted(nodes, key=lambda n: (-n.degree, n.key))[:_NAMED]}
    marks = []
    for node in nodes:
        x, y = at[node.key]
        style = NODES.get(node.actor.type, NODES["source"])
        arabic, english = plain(node.actor.label_ar), plain(node.actor.label_en)
        arabic, english = arabic or english, english or arabic
        marks.append(
            Mark(
                x=round(x, 1),
                y=round(y, 1),
                size=sizes[node.key],
                glyph=style.glyph,
                colour=style.colour,
                label_ar=shorten(arabic, _LONGEST) if node.key in named else "",
                label_en=shorten(english, _LONGEST) if node.key in named else "",
                name=f"{arabic} ({english})" if english != arabic else arabic,
            )
        )
    return tuple(marks)
