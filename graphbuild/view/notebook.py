"""A network in a notebook: the quick page in a frame of its own."""

from __future__ import annotations

import html
import tempfile
import webbrowser
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from graphbuild.output import write_text
from graphbuild.view import renderer

if TYPE_CHECKING:
    from graphbuild.view.network import Network


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn network: a notebook shows it where it is the value of a cell, :meth:`show` shows it anywhere.

    ``page`` is the whole HTML page; :meth:`save` writes it. ``network`` is what is drawn in it, ``height`` that of its
    frame in pixels.
    """

    network: Network
    page: str
    height: int = 640

    @classmethod
    def of(cls, network: Network, *, heading: str | None = None, by: str = "pyvis") -> Picture:
        """The picture of a network, drawn by the renderer of that name."""
        return cls(network, renderer(by)(network, heading=heading))

    def __repr__(self) -> str:
        nodes, edges = len(self.network.nodes), len(self.network.edges)
        return (
            f"<Picture: {nodes} of {self.network.all_actors} actors, {edges} of {self.network.all_relations} relations>"
        )

    def _repr_html_(self) -> str:
        """The page in a frame: what it holds can neither reach the notebook nor load anything."""
        return (
            f'<iframe srcdoc="{html.escape(self.page)}" sandbox="allow-scripts" width="100%" height="{self.height}" '
            'style="border:0" title="graphbuild"></iframe>'
        )

    def save(self, path: str | Path) -> Path:
        """Write the page; the path."""
        target = Path(path)
        write_text(target, self.page)
        return target

    def show(self, *, height: int | None = None) -> None:
        """Show it below the cell of a notebook; elsewhere, in the browser."""
        if _in_notebook():
            from IPython.display import display

            display(replace(self, height=height or self.height))  # type: ignore[no-untyped-call]
            return
        folder = tempfile.mkdtemp(prefix="graphbuild-")
        webbrowser.open(self.save(Path(folder) / "network.html").as_uri())


def _in_notebook() -> bool:
    """Whether a kernel runs this: a terminal's IPython has none, and shows no frames."""
    try:
        from IPython.core.getipython import get_ipython
    except ImportError:
        return False
    return getattr(get_ipython(), "kernel", None) is not None
