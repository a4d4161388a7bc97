"""The process that runs queries, so that a query can be stopped: ``python -m graphbuild.graph.worker``.

Reads one JSON object a line from standard input (``path``, ``query``, ``prefixes``, ``bound``, ``union``, ``max_rows``, and
what named queries have: ``name``, ``columns``, ``pages``, ``swaps``), answers with one a line on standard output:
``{"kind", "columns", "rows" | "boolean" | "triples", "truncated"}`` or ``{"error", "message"}``. Its parent kills it at the
timeout.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice
from typing import Any

from graphbuild.graph.pages import Pages, months
from graphbuild.graph.paths import Paths
from graphbuild.graph.stepwise import stepwise


def answer(request: dict[str, Any], opened: dict[str, Any]) -> dict[str, Any]:
    """The answer to one request; ``opened`` keeps the last snapshot open between requests."""
    import pyoxigraph

    path = request["path"]
    if path not in opened:
        opened.clear()
        opened[path] = pyoxigraph.Store() if path is None else pyoxigraph.Store.read_only(path)
    if request.get("name") == "path-between" and request["bound"].keys() == {"a", "b"}:
        return _paths(request, opened[path])
    pages = _pages(request, opened)
    if pages is not None:
        return _in_pages(request, opened[path], pages)
    result = _result(request, opened[path], request["query"])
    limit = request["max_rows"]
    if isinstance(result, pyoxigraph.QueryBoolean):
        return {"kind": "boolean", "boolean": bool(result)}
    if isinstance(result, pyoxigraph.QueryTriples):
        triples = [[str(t.subject), str(t.predicate), str(t.object)] for t in islice(result, limit + 1)]
        return {"kind": "triples", "triples": triples[:limit], "truncated": len(triples) > limit}
    if not request["columns"]:
        columns = [variable.value for variable in result.variables]
        found = [tuple(None if cell is None else str(cell) for cell in row) for row in islice(result, limit + 1)]
        return {"kind": "rows", "columns": columns, "rows": found[:limit], "truncated": len(found) > limit}
    rows: dict[Row, None] = {}
    missing = _gather(result, request, rows)
    return missing or _rows(request, rows)


Row = tuple[str | None, ...]


def _result(request: dict[str, Any], store: Any, query: str) -> Any:
    import pyoxigraph

    bound = {pyoxigraph.Variable(name): _term(value) for name, value in request["bound"].items()}
    if request["columns"] and any(len(value) == 1 for value in request["bound"].values()):
        # A named query about something: an actor, a proposition, a relation.
        query = stepwise(query)
    return store.query(
        query, prefixes=request["prefixes"], use_default_graph_as_union=request["union"], substitutions=bound
    )


def _gather(result: Any, request: dict[str, Any], rows: dict[Row, None]) -> dict[str, Any] | None:
    """Add the rows of a result, one more than the limit at most; an error, where a column is missing."""
    columns = [variable.value for variable in result.variables]
    missing = [column for column in request["columns"] if column not in columns]
    if missing:
        return {"error": "columns", "message": f"the query has no variable {missing[0]!r}"}
    places = [columns.index(column) for column in request["columns"]]
    for solution in result:
        # Parameters that are no columns may tell rows apart that are the same to the reader: each once.
        rows[tuple(None if solution[place] is None else str(solution[place]) for place in places)] = None
        if len(rows) > request["max_rows"]:
            break
    return None


def _rows(request: dict[str, Any], rows: dict[Row, None]) -> dict[str, Any]:
    limit, found = request["max_rows"], list(rows)
    return {"kind": "rows", "columns": request["columns"], "rows": found[:limit], "truncated": len(found) > limit}


def _paths(request: dict[str, Any], store: Any) -> dict[str, Any]:
    """The answer of :mod:`graphbuild.graph.paths`."""
    a, b = (request["bound"][end][0] for end in "ab")
    found = islice(Paths(store, request["prefixes"]["id"], request["swaps"]).rows(a, b), request["max_rows"] + 1)
    return _rows(request, dict.fromkeys(found))


def _pages(request: dict[str, Any], opened: dict[str, Any]) -> Iterator[str] | None:
    """The texts of a query that is asked month by month, None where it is asked as it stands."""
    asked = request.get("pages")
    if not asked or request["path"] is None:
        return None
    store = opened[request["path"]]
    if "months" not in opened:
        opened["months"] = months(store)
    if opened["months"] is None:
        return None
    pages = Pages(store, request["prefixes"]["id"], opened["months"], request["bound"])
    return pages.texts(request["query"], asked)


def _in_pages(request: dict[str, Any], store: Any, texts: Iterator[str]) -> dict[str, Any]:
    rows: dict[Row, None] = {}
    for text in texts:
        missing = _gather(_result(request, store, text), request, rows)
        if missing:
            return missing
        if len(rows) > request["max_rows"]:
            break
    return _rows(request, rows)


def _term(value: list[str]) -> Any:
    """A term from ``[text]`` (an IRI) or ``[text, datatype]``."""
    import pyoxigraph

    if len(value) == 1:
        return pyoxigraph.NamedNode(value[0])
    return pyoxigraph.Literal(value[0], datatype=pyoxigraph.NamedNode(value[1]))


def main() -> None:
    """Answer requests until standard input ends."""
    stream_in, stream_out = sys.stdin.buffer, sys.stdout.buffer
    opened: dict[str, Any] = {}
    for line in stream_in:
        try:
            response = answer(json.loads(line), opened)
        except SyntaxError as error:
            response = {"error": "syntax", "message": str(error.msg if hasattr(error, "msg") else error)}
        except (ValueError, OSError, RuntimeError) as error:
            response = {"error": type(error).__name__, "message": str(error)}
        stream_out.write(json.dumps(response).encode() + b"\n")
        stream_out.flush()


if __name__ == "__main__":
    main()
