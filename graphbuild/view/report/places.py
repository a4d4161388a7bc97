"""Where every actor of a report stands in its picture."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

from graphbuild.rows import EdgeRow
from graphbuild.view.network import Network
from graphbuild.view.report.spread import BOX, spread

#: So many actors are drawn when the page is opened, and laid out together.
FIRST = 100


def places(rows: Sequence[EdgeRow], *, top: int, first: int = FIRST, seed: int = 7) -> dict[str, tuple[int, int]]:
    """Positions in pixels of at most ``top`` actors, the best connected.

    The ``first`` of them are laid out together; the others, who come in when a reader asks for more, stand outside,
    each on the side of the neighbour with the most relations.
    """
    core = Network.of(rows, top=min(first, top))
    found = core_places(core, seed=seed)
    links = [(row.subject.id, row.object.id) for row in rows if row.subject is not None and row.object is not None]
    degrees = Counter(end for pair in links for end in set(pair))
    neighbours: dict[str, set[str]] = {}
    for a, b in links:
        neighbours.setdefault(a, set()).add(b)
        neighbours.setdefault(b, set()).add(a)
    waiting = sorted((a for a in degrees if a not in found), key=lambda name: (-degrees[name], name))
    _outside(found, waiting[: max(top - len(found), 0)], neighbours, degrees)
    return found


def core_places(core: Network, *, seed: int) -> dict[str, tuple[int, int]]:
    """Positions of everybody in a network, around the origin."""
    number = {node.key: i for i, node in enumerate(core.nodes)}
    laid = spread(len(core.nodes), [(number[e.source], number[e.target]) for e in core.edges], seed=seed)
    left, right = min((x for x, _ in laid), default=0), max((x for x, _ in laid), default=0)
    above, below = min((y for _, y in laid), default=0), max((y for _, y in laid), default=0)
    middle = ((left + right) // 2, (above + below) // 2)
    return {
        node.actor.id: (laid[i][0] - middle[0], laid[i][1] - middle[1]) for i, node in enumerate(core.nodes)
    }  # fmt: skip


def _outside(
    found: dict[str, tuple[int, int]],
    waiting: Sequence[str],
    neighbours: dict[str, set[str]],
    degrees: Mapping[str, int],
) -> None:
    """Give those who wait a place in rings around what is laid out."""
    half_x = max((abs(x) for x, _ in found.values()), default=0) + BOX[0]
    half_y = max((abs(y) for _, y in found.values()), default=0) + BOX[1] * 1.5
    wanted = []
    for actor in waiting:
        near = [name for name in neighbours.get(actor, ()) if name in found]
        hub = max(near, key=lambda name: (degrees.get(name, 0), name), default="")
        x, y = found.get(hub, (0, 0))
        wanted.append((math.atan2(y / half_y, x / half_x) if hub else 0.0, actor))
    taken: Counter[int] = Counter()
    slots = max(12, round(math.pi * (half_x / BOX[0] + half_y / BOX[1])))
    for turn, actor in wanted:
        slot, ring = round(turn / (2 * math.pi) * slots) % slots, 0
        # the nearest free slot: this one, then to either side, then a ring further out
        tries = [(slot + step * sign) % slots for step in range(slots // 6 + 1) for sign in (1, -1)]
        free = next((s for s in tries if taken[s] == min(taken[t] for t in tries)), slot)
        ring = taken[free]
        taken[free] += 1
        angle = 2 * math.pi * (free + 0.5 * (ring % 2)) / slots
        found[actor] = (
            round((half_x + ring * BOX[0] * 0.9) * math.cos(angle)),
            round((half_y + ring * BOX[1] * 1.2) * math.sin(angle)),
        )
