"""The process that runs queries, so that a query can be stopped: ``python -m graphbuild.graph.worker``.

Reads one JSON object a line from standard input (``path``, ``query``, ``prefixes``, ``bound``, ``union``,
``max_rows``), answers with one a line on standard output: ``{"kind", "columns", "rows" | "boolean" | "triples",
"truncated"}`` or ``{"error", "message"}``. Its parent kills it at the timeout.
"""

from __future__ import annotations

import json
import sys
from itertools import islice
from typing import Any

from graphbuild.graph.stepwise import stepwise


def answer(request: dict[str, Any], opened: dict[str, Any]) -> dict[str, Any]:
    """The answer to one request; ``opened`` keeps the last snapshot open between requests."""
    import pyoxigraph

    path = request["path"]
    if path not in opened:
        opened.clear()
        opened[path] = pyoxigraph.Store() if path is None else pyoxigraph.Store.read_only(path)
    bound = {pyoxigraph.Variable(name): _term(value) for name, value in request["bound"].items()}
    query = request["query"]
    if request["columns"] and any(len(value) == 1 for value in request["bound"].values()):
        # A named query about something: an actor, a proposition, a relation.
        query = stepwise(query)
    result = opened[path].query(
        query, prefixes=request["prefixes"], use_default_graph_as_union=request["union"], substitutions=bound
    )
    limit = request["max_rows"]
    if isinstance(result, pyoxigraph.QueryBoolean):
        return {"kind": "boolean", "boolean": bool(result)}
    if isinstance(result, pyoxigraph.QueryTriples):
        triples = [[str(t.subject), str(t.predicate), str(t.object)] for t in islice(result, limit + 1)]
        return {"kind": "triples", "triples": triples[:limit], "truncated": len(triples) > limit}
    columns = [variable.value for variable in result.variables]
    kept = request["columns"] or columns
    missing = [column for column in kept if column not in columns]
    if missing:
        return {"error": "columns", "message": f"the query has no variable {missing[0]!r}"}
    places = [columns.index(column) for column in kept]
    # Parameters that are no columns may tell rows apart that are the same to the reader: each once.
    rows: dict[tuple[str | None, ...], None] = {}
    if request["columns"]:
        for solution in result:
            rows[tuple(None if solution[place] is None else str(solution[place]) for place in places)] = None
            if len(rows) > limit:
                break
        found = list(rows)
    else:
        found = [tuple(None if cell is None else str(cell) for cell in row) for row in islice(result, limit + 1)]
    return {"kind": "rows", "columns": kept, "rows": found[:limit], "truncated": len(found) > limit}


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
