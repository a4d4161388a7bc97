"""Where every actor of a report stands in its picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from graphbuild.rows import EdgeRow
from graphbuild.view.layout import stand_outside
from graphbuild.view.network import Network

#: So many actors are drawn when the page is opened, and laid out together.
FIRST = 100


def places(rows: Sequence[EdgeRow], *, top: int, first: int = FIRST, seed: int = 7) -> dict[str, tuple[int, int]]:
    """Positions in pixels of at most ``top`` actors, the best connected.

    The ``first`` of them are laid out together, as :class:`~graphbuild.view.network.Network` has them; the others, who
    come in when a reader asks for more, stand outside.
    """
    core = Network.of(rows, top=min(first, top), seed=seed)
    found = {node.actor.id: (node.x, node.y) for node in core.nodes}
    links = [(row.subject.id, row.object.id) for row in rows if row.subject is not None and row.object is not None]
    degrees = Counter(end for pair in links for end in set(pair))
    waiting = sorted((a for a in degrees if a not in found), key=lambda name: (-degrees[name], name))
    stand_outside(found, waiting[: max(top - len(found), 0)], links, degrees)
    return found
