"""A server's answers in the form of the query worker (:mod:`graphbuild.graph.worker`)."""

from __future__ import annotations

from itertools import islice
from typing import Any

from graphbuild.graph.endpoint import Endpoint
from graphbuild.graph.scan import tokens


def kind_of(text: str) -> str:
    """``SELECT``, ``ASK``, ``CONSTRUCT`` or ``DESCRIBE``.

    >>> kind_of("PREFIX select: <urn:x> ASK { ?a ?b ?c }")
    'ASK'
    """
    words = (token.upper() for kind, token in tokens(text) if kind == "word")
    return next((word for word in words if word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")), "SELECT")


def answer(endpoint: Endpoint, text: str, request: dict[str, Any], *, timeout_s: float | None) -> dict[str, Any]:
    """The answer to a query whose parameters are bound.

    Raises:
        QuerySyntaxError: the server does not read it.
        QueryTimeoutError: none within ``timeout_s`` seconds.
    """
    limit = request["max_rows"]
    kind = kind_of(text)
    if kind in ("CONSTRUCT", "DESCRIBE"):
        import pyoxigraph

        found = pyoxigraph.parse(endpoint.triples(text, timeout_s=timeout_s), pyoxigraph.RdfFormat.N_TRIPLES)
        triples = [[str(q.subject), str(q.predicate), str(q.object)] for q in islice(found, limit + 1)]
        return {"kind": "triples", "triples": triples[:limit], "truncated": len(triples) > limit}
    if kind == "ASK":
        return {"kind": "boolean", "boolean": endpoint.holds(text, timeout_s=timeout_s)}
    result = endpoint.ask(text, timeout_s=timeout_s)
    columns = result["head"]["vars"]
    kept = request["columns"] or columns
    missing = [column for column in kept if column not in columns]
    if missing:
        return {"error": "columns", "message": f"the query has no variable {missing[0]!r}"}
    rows = (tuple(row.get(column) for column in kept) for row in endpoint.rows_of(result))
    # As in the worker: parameters that are no columns may tell rows apart that are the same to the reader.
    found_rows = list(dict.fromkeys(rows)) if request["columns"] else list(rows)
    return {"kind": "rows", "columns": kept, "rows": found_rows[:limit], "truncated": len(found_rows) > limit}
