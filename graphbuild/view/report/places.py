"""Where every actor of a report stands in its picture."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from graphbuild.rows import EdgeRow
from graphbuild.view.layout import SPACING
from graphbuild.view.network import Network

_GOLDEN = math.pi * (3 - math.sqrt(5))


def places(rows: Sequence[EdgeRow], *, top: int, seed: int = 7) -> dict[str, tuple[int, int]]:
    """Positions in pixels of at most ``top`` actors, the best connected.

    Who has a relation that is drawn from the start is laid out by force; who comes in only with offices or relations
    within one state is put beside the neighbour with the most relations.
    """
    network = Network.of(rows, top=top, seed=seed)
    found = {node.actor.id: (node.x, node.y) for node in network.nodes}
    whole = Network.of(rows, top=top, offices=True, same_state=True, seed=seed) if len(found) < top else network
    degrees = {node.actor.id: node.degree for node in whole.nodes}
    actor_of = {node.key: node.actor.id for node in whole.nodes}
    neighbours: dict[str, set[str]] = {}
    for edge in whole.edges:
        a, b = actor_of[edge.source], actor_of[edge.target]
        neighbours.setdefault(a, set()).add(b)
        neighbours.setdefault(b, set()).add(a)
    beside: Counter[str] = Counter()
    below = max((y for _, y in found.values()), default=0) + 2 * SPACING
    alone = 0
    for actor in sorted(degrees, key=lambda name: (-degrees[name], name)):
        if actor in found or len(found) >= top:
            continue
        near = [name for name in neighbours.get(actor, ()) if name in found]
        if near:
            hub = max(near, key=lambda name: (degrees.get(name, 0), name))
            beside[hub] += 1
            turn, far = beside[hub] * _GOLDEN, SPACING * (0.7 + 0.12 * math.sqrt(beside[hub]))
            x, y = found[hub]
            found[actor] = (round(x + far * math.cos(turn)), round(y + far * math.sin(turn)))
        else:
            found[actor] = (alone % 12 * SPACING, below + alone // 12 * SPACING)
            alone += 1
    return found
