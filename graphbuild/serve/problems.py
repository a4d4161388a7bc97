"""What a client is told when something is wrong (RFC 9457), and never more than it needs."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse, Response

from graphbuild.errors import (
    GraphbuildError,
    QueryError,
    QueryRefusedError,
    QuerySyntaxError,
    QueryTimeoutError,
    StoreError,
    UsageError,
)
from graphbuild.graph.queries import _tokens as tokens
from graphbuild.vocab import PREFIXES

_log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"

_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
#: Of what the parser expected, the words and signs; not the classes of letters.
_EXPECTED = re.compile(r'"(?:[^"\\]|\\.)+"|\b[A-Z][A-Z ]*[A-Z]\b')
_CLASS = re.compile(r"\[[^\]]*\]")
_KNOWN = {
    "Prefix not found": "prefix",
    "The SELECT contains a variable that is unbound": "ungrouped",
}
_SHOWN_EXPECTED = 12

#: By class of error, most special first: the status that says it.
_STATUS: tuple[tuple[type[GraphbuildError], HTTPStatus], ...] = (
    (QuerySyntaxError, HTTPStatus.BAD_REQUEST),
    (QueryRefusedError, HTTPStatus.FORBIDDEN),
    (QueryTimeoutError, HTTPStatus.GATEWAY_TIMEOUT),
    (UsageError, HTTPStatus.BAD_REQUEST),
    (StoreError, HTTPStatus.SERVICE_UNAVAILABLE),
    (QueryError, HTTPStatus.INTERNAL_SERVER_ERROR),
)


@dataclass(eq=False)
class ProblemError(Exception):
    """A request that is not answered as asked: status, a sentence for people, and facts for programs."""

    status: int
    detail: str
    facts: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.detail

    def body(self) -> dict[str, Any]:
        """The problem as RFC 9457 has it."""
        return {"title": HTTPStatus(self.status).phrase, "status": self.status, "detail": self.detail, **self.facts}

    def response(self) -> Response:
        """The problem as a response."""
        return JSONResponse(self.body(), self.status, {"Cache-Control": "no-store", **self.headers}, MEDIA_TYPE)


def of_error(error: GraphbuildError, *, query: str = "") -> ProblemError:
    """The problem that an error of ours is to a client. What lies where on this machine is not told."""
    if isinstance(error, StoreError):
        _log.error("%s", error)
        return ProblemError(
            HTTPStatus.SERVICE_UNAVAILABLE, "the store cannot be read; whoever runs the service sees why"
        )
    if isinstance(error, QueryError) and "worker died" in str(error):
        detail = "the query is too deep for the engine, or its answer too large for this machine's memory"
        return ProblemError(HTTPStatus.INTERNAL_SERVER_ERROR, detail)
    for kind, status in _STATUS:
        if isinstance(error, kind):
            facts = syntax_facts(query, str(error)) if kind is QuerySyntaxError else {}
            return ProblemError(status, facts.pop("detail", str(error)), facts)
    return ProblemError(HTTPStatus.INTERNAL_SERVER_ERROR, "the service failed; whoever runs it sees why")


def _unknown_prefix(query: str) -> tuple[int, int, str] | None:
    """Line, column and text of the first name whose prefix is neither declared nor one of ours."""
    known = {*PREFIXES, "id", "actor", "article", "_"}
    line, column, declaring = 1, 1, False
    for kind, piece in tokens(query):
        if kind == "name":
            prefix = piece.partition(":")[0]
            if declaring:
                known.add(prefix)
            elif prefix not in known:
                return line, column, piece
        if kind in ("name", "word"):
            declaring = piece.upper() == "PREFIX"
        breaks = len(re.findall(r"\r\n|\n|\r", piece))
        line += breaks
        column = len(re.split(r"[\r\n]", piece)[-1]) + (1 if breaks else column)
    return None


def syntax_facts(query: str, message: str) -> dict[str, Any]:
    """Where a query is wrong and how: ``line`` and ``column`` (from 1, code points), ``near``, ``expected``, ``kind``.

    >>> syntax_facts("SELECT * {\\n ?a ?b", 'not SPARQL: error at 2:7: expected one of "(", FILTER')["detail"]
    'not SPARQL: line 2, column 7: the query ends too early; possible here: ( FILTER'
    """
    match = _PLACE.search(message)
    if match is None:
        return {"detail": message, "kind": "syntax"}
    line, column, said = int(match[1]), int(match[2]), match[3]
    lines = re.split(r"\r\n|\n|\r", query)
    here = lines[line - 1] if line <= len(lines) else ""
    # The parser may have failed within a word: people look for the word.
    inside = re.search(r"\w+$", here[: column - 1])
    if inside is not None and re.match(r"\w", here[column - 1 :]):
        column = inside.start() + 1
    rest = here[column - 1 :]
    near = re.match(r"\s*([^\s]{0,40})", rest)
    found = near[1] if near else ""
    after = any(text.strip() for text in lines[line:])
    kind = next((kind for phrase, kind in _KNOWN.items() if phrase in said), "syntax")
    plain = _CLASS.sub("", said.removeprefix("expected one of").removeprefix("expected"))
    expected = [word.strip('"').replace('\\"', '"').replace("\\\\", "\\") for word in _EXPECTED.findall(plain)]
    expected = [] if kind != "syntax" else expected[:_SHOWN_EXPECTED]
    unknown = _unknown_prefix(query)
    if unknown is not None and (unknown[0], unknown[1]) <= (line, column):
        line, column, found = unknown
        kind, expected = "prefix", []
    if kind == "prefix":
        what = "this prefix is not known"
    elif kind == "ungrouped":
        what = "a variable of SELECT is neither grouped by nor counted"
    elif found or after:
        what = f"{found!r} is not expected here" if found else "this is not expected here"
    else:
        what = "the query ends too early"
    detail = f"not SPARQL: line {line}, column {column}: {what}"
    if expected:
        detail += "; possible here: " + " ".join(expected)
    return {"detail": detail, "kind": kind, "line": line, "column": column, "near": found, "expected": expected}
