"""Where the nodes of a network stand: computed here, with a seed, so that no page has to.

Physics in the browser is what makes large pages unusable. The same graph gives the same integers.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Pixels between the centres of neighbouring nodes, so that two-line labels of usual length do not cover each other.
SPACING = 170
_GAP = 1.4  # between components, in spacings
_ROUNDS = 120
_MOST_STRETCH = 4.0
_FLATTEN = 0.62  # labels are wide and screens are too: y is pressed together by this factor


def lay_out(graph: nx.MultiDiGraph[str], *, seed: int = 7) -> dict[str, tuple[int, int]]:
    """A position in pixels for each node: force-directed within each connected component, the components side by side.

    Edges of either direction attract alike, and several edges between two nodes no more than one.
    """
    components = [sorted(component) for component in nx.weakly_connected_components(graph)]
    components.sort(key=lambda component: (-len(component), component))
    boxes = [_component(graph, component, seed) for component in components]
    return _pack(boxes)


def _component(graph: nx.MultiDiGraph[str], names: Sequence[str], seed: int) -> dict[str, tuple[float, float]]:
    """Positions around the origin, in spacings."""
    if len(names) == 1:
        return {names[0]: (0.0, 0.0)}
    if len(names) == 2:
        return {names[0]: (-0.8, 0.0), names[1]: (0.8, 0.0)}
    index = {name: number for number, name in enumerate(names)}
    linked = np.zeros((len(names), len(names)))
    for source, target in graph.subgraph(names).edges():
        if source != target:
            linked[index[source], index[target]] = linked[index[target], index[source]] = 1.0
    points = _fruchterman_reingold(linked, seed)
    return {name: (float(points[i, 0]), float(points[i, 1]) * _FLATTEN) for name, i in index.items()}


def _fruchterman_reingold(linked: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """Points around the origin, about one unit between neighbours (Fruchterman and Reingold 1991, with gravity)."""
    count = len(linked)
    radius = math.sqrt(count)
    points = np.random.default_rng(seed).uniform(-radius, radius, size=(count, 2))
    for heat in np.linspace(0.3 * radius, 0.01, _ROUNDS):
        away = points[:, np.newaxis, :] - points[np.newaxis, :, :]
        distance = np.maximum(np.sqrt(away[..., 0] ** 2 + away[..., 1] ** 2), 0.01)
        force = 1.0 / distance**2 - linked * distance
        push = (away * force[..., np.newaxis]).sum(axis=1) - 0.05 * points
        length = np.maximum(np.sqrt(push[:, 0] ** 2 + push[:, 1] ** 2), 1e-9)
        points += push * (np.minimum(length, heat) / length)[:, np.newaxis]
    return _centred(points * _stretch(points))


def _stretch(points: NDArray[np.float64]) -> float:
    """By how much to spread the points so that half of them have their nearest neighbour a unit away or more."""
    away = points[:, np.newaxis, :] - points[np.newaxis, :, :]
    distance = np.sqrt(away[..., 0] ** 2 + away[..., 1] ** 2)
    np.fill_diagonal(distance, np.inf)
    return float(np.clip(1.0 / np.median(distance.min(axis=1)), 1.0, _MOST_STRETCH))


def _centred(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(points - (points.max(axis=0) + points.min(axis=0)) / 2)


def _pack(boxes: Sequence[dict[str, tuple[float, float]]]) -> dict[str, tuple[int, int]]:
    """The components in rows, the largest first, in about the shape of a screen."""
    sizes = []
    for box in boxes:
        xs, ys = [x for x, _ in box.values()], [y for _, y in box.values()]
        sizes.append((max(xs) - min(xs) + _GAP, max(ys) - min(ys) + _GAP * 0.8))
    area = sum(width * height for width, height in sizes)
    row_width = max([math.sqrt(area * 1.8), *(width for width, _ in sizes)], default=0.0)
    placed: dict[str, tuple[int, int]] = {}
    left = top = row_height = 0.0
    for box, (width, height) in zip(boxes, sizes, strict=True):
        if left + width > row_width + 1e-9 and left > 0:
            left, top, row_height = 0.0, top + row_height, 0.0
        for name, (x, y) in box.items():
            placed[name] = (round((left + width / 2 + x) * SPACING), round((top + height / 2 + y) * SPACING))
        left, row_height = left + width, max(row_height, height)
    return placed
