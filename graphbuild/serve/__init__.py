"""``graphbuild serve``: a read-only SPARQL service over a store, and pages to ask and to look with.

::

    run(settings, ready=None)     serve until stopped; ``ready`` is called with the address
    create_app(settings)          the ASGI application, for another server
    Settings                      what it serves, to whom, and its limits

Nothing here writes to a store. Queries run in worker processes that are killed at the time limit
(:mod:`graphbuild.graph.runner`), so that no question can stop the service.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphbuild.serve.app import create_app
    from graphbuild.serve.server import run
    from graphbuild.serve.settings import Settings

_WHERE = {"Settings": "settings", "create_app": "app", "run": "server"}

__all__ = ["Settings", "create_app", "run"]


def __getattr__(name: str) -> Any:
    """Import a name of this package when it is first asked for."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
