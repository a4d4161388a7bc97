"""Arabic news in; a knowledge graph of who did, said or denied what to whom, according to whom, out.

>>> import graphbuild as gb
>>> gb.extract("التقى بوتين أردوغان في سوتشي.").claims[0].category
'CONSULT'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphbuild.api import Graph, build, engine, extract, open, read  # noqa: A004 - gb.open() opens a graph
    from graphbuild.records import Article, Reading

__version__ = "0.1.0"
__all__ = ["Article", "Graph", "Reading", "build", "engine", "extract", "open", "read"]


def __getattr__(name: str) -> Any:
    """The names of ``__all__``, loaded when first used, so that importing graphbuild costs nothing."""
    if name in ("Article", "Reading"):
        from graphbuild import records

        return getattr(records, name)
    if name in __all__:
        from graphbuild import api

        return getattr(api, name)
    raise AttributeError(f"module 'graphbuild' has no attribute {name!r}")
