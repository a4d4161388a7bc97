"""The graph: readings → quads → a store that keeps them → answers.

What the command line, the API and the views need, each imported where it is used (nothing here loads an RDF library
at import time)::

    open_store(path, *, create=False)            a store on disk (graphbuild.graph.store)
    connect(where, *, create=False)              the same, or one behind a SPARQL server's address
    Store.add(readings, progress=None)           → Report(added, replaced, unchanged, removed, errors)
    Store.is_current(article, engine)            whether nothing need be done for an article
    Store.remove(keys)                           withdraw by id, url or IRI → Report
    Store.query(name_or_text, params, timeout_s=60, limit=None, level="actor") → Result
    Store.dump(format, path)                     nq, trig, ttl, jsonld
    Store.stats()                                counts
    Store.to_rdflib()                            a live rdflib Dataset
    named_queries()                              {name: NamedQuery(title_ar, title_en, params, columns, view, …)}
    write_result(result, format, bom=False)      csv, tsv, json, jsonl, xml, ttl, jsonld as text; table() for people
    edge_rows(store, level="actor")              list[EdgeRow] for networks and reports (graphbuild.rows)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphbuild.graph.edges import edge_rows
    from graphbuild.graph.queries import NamedQuery, named_queries
    from graphbuild.graph.results import Result, write_result
    from graphbuild.graph.store import Report, Store, connect, open_store

_WHERE = {
    "NamedQuery": "queries",
    "Report": "store",
    "Result": "results",
    "Store": "store",
    "connect": "store",
    "edge_rows": "edges",
    "named_queries": "queries",
    "open_store": "store",
    "write_result": "results",
}

__all__ = ["NamedQuery", "Report", "Result", "Store", "connect", "edge_rows", "named_queries", "open_store", "write_result"]


def __getattr__(name: str) -> Any:
    """Import a name of this package when it is first asked for."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
