"""Seeing: rows → :class:`Network` → a page. Renderers come through one door, ours too."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.metadata import EntryPoint, entry_points
from types import MappingProxyType
from typing import Protocol, cast

from graphbuild.errors import UnknownNameError
from graphbuild.view.network import DEFAULT_TOP, Edge, Hidden, Network, Node

__all__ = ["DEFAULT_TOP", "RENDERERS", "Edge", "Hidden", "Network", "Node", "Renderer", "renderer"]


class Renderer(Protocol):
    """Network → the text of a page, to be written as UTF-8. The same network gives the same text."""

    def __call__(self, network: Network, *, heading: str | None = None) -> str: ...  # noqa: D102


#: The renderers that ship, by name, as ``module:function``; loaded when they are asked for.
RENDERERS: Mapping[str, str] = MappingProxyType({"pyvis": "graphbuild.view.pyvis_page:render"})
_GROUP = "graphbuild.renderers"


def renderer(name: str) -> Renderer:
    """The renderer of that name: one that ships, else an installed package's (entry points ``graphbuild.renderers``).

    Raises :class:`~graphbuild.errors.UnknownNameError`, which lists the names, where there is none.
    """
    if name in RENDERERS:
        return cast("Renderer", EntryPoint(name, RENDERERS[name], _GROUP).load())
    installed = {point.name: point for point in entry_points(group=_GROUP)}
    if name not in installed:
        raise UnknownNameError("renderer", name, {*RENDERERS, *installed})
    return cast("Renderer", installed[name].load())
