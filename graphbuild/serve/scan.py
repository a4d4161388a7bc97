"""A first look at a query, in one pass: what would take the reading of its tokens too long is refused before it.

The tokens of :mod:`graphbuild.graph.queries` are found by a pattern that looks ahead again from each place where a
string or a name has no end: harmless in what people write, minutes in a megabyte that somebody made for it.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

from graphbuild.serve.problems import ProblemError

#: Brackets within brackets; the engine's parser has room for some more.
MOST_DEPTH = 500
#: Letters of one word, number or name.
MOST_LETTERS = 300
#: A text in which escaped quotation marks leave a string open is refused from this length on.
_HARMLESS = 4_000

#: Each alternative takes what it has matched for good (``*+``), so that the scan is linear.
_PIECE = re.compile(
    r"""
      \#[^\n\r]*+
    | '''(?:[^'\\]|\\.|'(?!''))*+(?:'''|(?P<open1>\Z|\\\Z))
    | \"\"\"(?:[^"\\]|\\.|"(?!""))*+(?:\"\"\"|(?P<open2>\Z|\\\Z))
    | '(?:[^'\\\n\r]|\\.)*+(?:'|(?P<open3>))
    | "(?:[^"\\\n\r]|\\.)*+(?:"|(?P<open4>))
    | <[^<>"{}|^`\\\x00-\x20]*+>
    | (?P<run>[\w.:%-]++)
    | (?P<opening>[({\[])
    | (?P<closing>[)}\]])
    | [^\w\s]
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def check_scan(text: str) -> None:
    """Refuse a text that no engine takes and that would hold up the service.

    Raises:
        ProblemError: 400; a string without an end (with its place), brackets too deep, a name too long.

    >>> check_scan("ASK { ?s ?p '''it's''' } # '")
    >>> check_scan("ASK { ?s ?p 'it }")
    Traceback (most recent call last):
    graphbuild.serve.problems.ProblemError: not SPARQL: line 1, column 13: this string has no end
    """
    _scan(text, places=True)
    plain = _ESCAPE.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), text)
    if plain != text and len(plain) > _HARMLESS:
        _scan(plain, places=False)


def _scan(text: str, *, places: bool) -> None:
    depth = 0
    for match in _PIECE.finditer(text):
        kind = match.lastgroup
        if kind is None:
            continue
        if kind == "opening":
            depth += 1
        elif kind == "closing":
            depth -= 1
        elif kind.startswith("open"):
            raise _no_end(text, match.start()) if places else _refused("an escaped quotation mark leaves a string open")
        elif match.end() - match.start() > MOST_LETTERS:
            raise _refused(f"a name has more than {MOST_LETTERS} letters")
        if depth > MOST_DEPTH:
            raise _refused(f"more than {MOST_DEPTH} brackets stand within each other")


def _no_end(text: str, place: int) -> ProblemError:
    lines = re.split(r"\r\n|\n|\r", text[:place])
    line, column = len(lines), len(lines[-1]) + 1
    near = text[place : place + 40].split("\n")[0]
    facts: dict[str, Any] = {"kind": "string", "line": line, "column": column, "near": near, "expected": []}
    return ProblemError(
        HTTPStatus.BAD_REQUEST, f"not SPARQL: line {line}, column {column}: this string has no end", facts
    )


def _refused(why: str) -> ProblemError:
    return ProblemError(HTTPStatus.BAD_REQUEST, f"not SPARQL: {why}")
