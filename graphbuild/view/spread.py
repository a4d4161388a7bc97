"""Where actors stand in a report's picture: hubs apart from one another, names not over one another.

Attraction grows with the logarithm of the distance and repulsion with both ends' degrees (Noack 2009, LinLog; as
ForceAtlas2 uses them), so that a dense graph opens up around its hubs; then marks are pushed apart until the boxes of
their names are free. The same graph and seed give the same integers.
"""

from __future__ import annotations

from collections.abc import Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

#: The room that a mark with its name takes, in pixels.
BOX = (150.0, 62.0)
_ROUNDS = 260
_APART = 150
_ASPECT = 1.9
_GRAVITY = 0.9
Points = NDArray[np.float64]


def spread(count: int, links: Sequence[tuple[int, int]], *, seed: int) -> list[tuple[int, int]]:
    """Positions in pixels of points numbered from 0; ``links`` are pairs of them. Parts that no link joins stand side
    by side, the largest first."""
    parts = _components(count, links)
    boxes = []
    for part in parts:
        index = {number: i for i, number in enumerate(part)}
        linked = np.zeros((len(part), len(part)))
        for a, b in links:
            if a != b and a in index:
                linked[index[a], index[b]] += 1.0
                linked[index[b], index[a]] += 1.0
        boxes.append(_component(np.log1p(linked), seed))
    found: list[tuple[int, int]] = [(0, 0)] * count
    for part, box in zip(parts, _packed(boxes), strict=True):
        for number, (x, y) in zip(part, box.tolist(), strict=True):
            found[number] = (round(x), round(y))
    return found


def _components(count: int, links: Sequence[tuple[int, int]]) -> list[list[int]]:
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(count))
    graph.add_edges_from(links)
    return sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))


def _component(linked: Points, seed: int) -> Points:
    count = len(linked)
    if count <= 2:
        return np.array([[i * BOX[0], 0.0] for i in range(count)])
    return _apart(_filled(_settle(linked, 1.0 + np.sqrt((linked > 0).sum(axis=1)), seed)))


def _packed(boxes: Sequence[Points]) -> list[Points]:
    """The parts in rows about twice as wide as high, each row's parts beside one another."""
    sizes = [(np.ptp(box[:, 0]) + 1.25 * BOX[0], np.ptp(box[:, 1]) + 1.5 * BOX[1]) for box in boxes]
    area = sum(float(w * h) for w, h in sizes)
    most = max([(area * _ASPECT) ** 0.5, *(float(w) for w, _ in sizes)], default=0.0)
    placed = []
    left = top = high = 0.0
    for box, (width, height) in zip(boxes, sizes, strict=True):
        if left and left + width > most:
            left, top, high = 0.0, top + high, 0.0
        placed.append(box - box.min(axis=0) + np.array([left, top]))
        left, high = left + float(width), max(high, float(height))
    return placed


def _settle(linked: Points, mass: Points, seed: int) -> Points:
    count = len(mass)
    reach = float(np.sqrt(count))
    points = np.random.default_rng(seed).uniform(-reach, reach, size=(count, 2))
    masses = mass[:, np.newaxis] * mass[np.newaxis, :]
    for heat in np.geomspace(0.4 * reach, 0.01, _ROUNDS):
        away = points[:, np.newaxis, :] - points[np.newaxis, :, :]
        distance = np.maximum(np.sqrt(away[..., 0] ** 2 + away[..., 1] ** 2), 0.05)
        force = (0.35 * masses / distance - linked * np.log1p(distance)) / distance
        push = (away * force[..., np.newaxis]).sum(axis=1)
        middle = np.maximum(np.sqrt((points**2).sum(axis=1)), 1e-9)
        push -= points * (_GRAVITY * mass / middle)[:, np.newaxis]
        length = np.maximum(np.sqrt((push**2).sum(axis=1)), 1e-9)
        points += push * (np.minimum(length, heat) / length)[:, np.newaxis]
    return points


def _filled(points: Points) -> Points:
    """In pixels: as much room as the names need, twice as wide as high, crowded places opened up.

    Each coordinate is halfway between where it is and where its rank would put it.
    """
    count = len(points)
    area = count * BOX[0] * BOX[1] * 1.7
    size = np.array([(area * _ASPECT) ** 0.5, (area / _ASPECT) ** 0.5])
    raw = (points - points.min(axis=0)) / np.maximum(np.ptp(points, axis=0), 1e-9)
    ranks = np.argsort(np.argsort(points, axis=0), axis=0) / max(count - 1, 1)
    return np.asarray((0.45 * raw + 0.55 * ranks) * size)


def _apart(points: Points) -> Points:
    """Boxes that overlap are pushed apart along the shorter way, a little in each round."""
    points = points.copy()
    width, height = BOX
    # two points in one place part by their numbers
    points += np.arange(len(points))[:, np.newaxis] * np.array([1e-3, 1e-3])
    for _ in range(_APART):
        away = points[:, np.newaxis, :] - points[np.newaxis, :, :]
        over_x = width - np.abs(away[..., 0])
        over_y = height - np.abs(away[..., 1])
        over = (over_x > 0) & (over_y > 0)
        np.fill_diagonal(over, False)
        if not over.any():
            break
        sideways = over & (over_x * height < over_y * width)
        upright = over & ~sideways
        points[:, 0] += 0.3 * (np.sign(away[..., 0]) * over_x * sideways).sum(axis=1).clip(-width, width)
        points[:, 1] += 0.3 * (np.sign(away[..., 1]) * over_y * upright).sum(axis=1).clip(-height, height)
    return points
