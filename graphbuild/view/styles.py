"""How actors and relations look: colour is never the only difference (Okabe and Ito's palette, darkened where white
letters stand on it)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from graphbuild.rows import Voice


@dataclass(frozen=True, slots=True)
class LineStyle:
    """A relation's line: colour, dashes in pixels (none: solid), width, and the glyph that stands on it."""

    colour: str
    dashes: tuple[int, ...]
    width: float
    glyph: str


@dataclass(frozen=True, slots=True)
class NodeStyle:
    """An actor's mark: colour, the viewer's name for its shape, and the character that looks like it."""

    colour: str
    shape: str
    glyph: str


LINES: Mapping[Voice, LineStyle] = MappingProxyType(
    {
        "told": LineStyle("#0072b2", (), 2.5, "\u2022"),
        "alleged": LineStyle("#8a6100", (9, 6), 2, "\u201c"),
        "contested": LineStyle("#7b3294", (14, 5, 3, 5), 3, "\u2260"),
        "denied": LineStyle("#c23b00", (2, 5), 2.5, "\u2715"),
        "open": LineStyle("#5f666d", (2, 10), 1.5, "?"),
    }
)

NODES: Mapping[str, NodeStyle] = MappingProxyType(
    {
        "country": NodeStyle("#0072b2", "dot", "\u25cf"),
        "person": NodeStyle("#cc79a7", "diamond", "\u25c6"),
        "organization": NodeStyle("#009e73", "square", "\u25a0"),
        "military": NodeStyle("#d55e00", "triangle", "\u25b2"),
        "group": NodeStyle("#e69f00", "hexagon", "\u2b22"),
        "place": NodeStyle("#56b4e9", "star", "\u2605"),
        "source": NodeStyle("#999999", "triangleDown", "\u25bc"),
    }
)
