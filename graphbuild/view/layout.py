"""Where the actors of a network stand: computed here, with a seed, so that no page has to.

Physics in the browser is what makes large pages unusable. The best connected actors are laid out together
(:mod:`graphbuild.view.spread`); the others stand in rings outside, each on the side of the neighbour with the most
relations. The same graph gives the same integers, and the work grows with the number of relations, not with the square
of that of actors.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from graphbuild.view.spread import BOX, spread

#: At most so many actors are laid out together.
CORE = 400
Place = tuple[int, int]


def lay_out(
    actors: Iterable[str], links: Iterable[tuple[str, str]], *, core: int = CORE, seed: int = 7
) -> dict[str, Place]:
    """A position in pixels for each actor, around the origin; ``links`` may name others, and are not counted then.

    Which end of a link comes first does not matter. Actors of many links come first, then those whose names do.
    """
    names = sorted(set(actors))
    known = set(names)
    pairs = [(a, b) for a, b in links if a in known and b in known]
    degrees = Counter(end for pair in pairs for end in set(pair))
    ranked = sorted(names, key=lambda name: (-degrees[name], name))
    number = {name: i for i, name in enumerate(sorted(ranked[:core]))}
    together = [(number[a], number[b]) for a, b in pairs if a in number and b in number]
    laid = spread(len(number), together, seed=seed)
    found = centred({name: laid[i] for name, i in number.items()})
    stand_outside(found, ranked[core:], pairs, degrees)
    return found


def centred(found: Mapping[str, Place]) -> dict[str, Place]:
    """The positions moved so that the middle of their box is the origin."""
    xs, ys = [x for x, _ in found.values()], [y for _, y in found.values()]
    if not xs:
        return {}
    middle = ((min(xs) + max(xs)) // 2, (min(ys) + max(ys)) // 2)
    return {name: (x - middle[0], y - middle[1]) for name, (x, y) in found.items()}


def stand_outside(
    found: dict[str, Place],
    waiting: Sequence[str],
    links: Iterable[tuple[str, str]],
    degrees: Mapping[str, int],
) -> None:
    """Give those who wait a place in rings around those who are found."""
    if not waiting:
        return
    neighbours: dict[str, set[str]] = {}
    for a, b in links:
        neighbours.setdefault(a, set()).add(b)
        neighbours.setdefault(b, set()).add(a)
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
        slot = round(turn / (2 * math.pi) * slots) % slots
        # the nearest of the emptiest slots: this one, then to either side
        tries = [(slot + step * sign) % slots for step in range(slots // 6 + 1) for sign in (1, -1)]
        least = min(taken[t] for t in tries)
        free = next(s for s in tries if taken[s] == least)
        ring = taken[free]
        taken[free] += 1
        angle = 2 * math.pi * (free + 0.5 * (ring % 2)) / slots
        found[actor] = (
            round((half_x + ring * BOX[0] * 0.9) * math.cos(angle)),
            round((half_y + ring * BOX[1] * 1.2) * math.sin(angle)),
        )
