"""A query's text, piece by piece: which form it has, and which dataset it asks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Literal

from graphbuild.graph.queries import _tokens as tokens
from graphbuild.serve.problems import ProblemError

FormWord = Literal["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]

_BLANK = re.compile(r"\s+")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
#: Words that end the head of a DESCRIBE without a WHERE clause.
_AFTER_HEAD = frozenset(("WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"))


def form_of(text: str) -> FormWord | None:
    """The word that says what a query answers with; None where the text is no query.

    >>> form_of("PREFIX select: <x:> ASK { }"), form_of("hello")
    ('ASK', None)
    """
    for kind, piece in tokens(text):
        word = piece.upper()
        if kind == "word" and word not in ("PREFIX", "BASE", "VERSION"):
            return word if word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE") else None  # type: ignore[return-value]
    return None


def with_dataset(text: str, default: Sequence[str], named: Sequence[str]) -> str:
    """The query with another dataset: what ``default-graph-uri`` and ``named-graph-uri`` name takes the place of its
    own FROM clauses (SPARQL 1.1 Protocol, 2.1.4). Line breaks stay, so that an error's line is right.

    Raises:
        ProblemError: a name that is no IRI.

    >>> with_dataset("ASK FROM <a:b> { ?s ?p ?o }", ["x:y"], [])
    'ASK FROM <x:y>  { ?s ?p ?o }'
    """
    if not default and not named:
        return text
    for iri in (*default, *named):
        if not _IRI.fullmatch(iri):
            raise ProblemError(HTTPStatus.BAD_REQUEST, f"{iri!r} is no IRI of a graph")
    clauses = " ".join([*(f"FROM <{iri}>" for iri in default), *(f"FROM NAMED <{iri}>" for iri in named)]) + " "
    parts = list(tokens(text))
    place = _head_end(parts)
    head = "".join(piece for _, piece in parts[:place])
    return head + clauses + "".join(piece for _, piece in _without_from(parts[place:]))


def _head_end(parts: Sequence[tuple[str, str]]) -> int:
    """Where dataset clauses stand: after what is selected, before WHERE."""
    depth, place, form = 0, 0, ""
    while place < len(parts):
        kind, piece = parts[place]
        word = piece.upper() if kind == "word" else ""
        if piece == "(":
            depth += 1
        elif piece == ")":
            depth -= 1
        elif depth == 0:
            if not form:
                form = word if word in ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE") else ""
            elif piece == "{" and form == "CONSTRUCT" and not _seen_clause(parts, place):
                place = _closing(parts, place)
                form = "CONSTRUCTED"
            elif piece == "{" or word == "FROM" or word in _AFTER_HEAD:
                return place
        place += 1
    return len(parts)


def _seen_clause(parts: Sequence[tuple[str, str]], place: int) -> bool:
    """Whether CONSTRUCT's short form stands here: no template before its pattern."""
    before = [piece.upper() for kind, piece in parts[:place] if kind == "word"]
    return before[-1] != "CONSTRUCT" if before else False


def _closing(parts: Sequence[tuple[str, str]], place: int) -> int:
    depth = 0
    for at in range(place, len(parts)):
        depth += {"{": 1, "}": -1}.get(parts[at][1], 0)
        if depth == 0:
            return at
    return len(parts) - 1


def _without_from(parts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The rest of a query without the FROM clauses at its beginning."""
    out: list[tuple[str, str]] = []
    dropping = False
    for at, (kind, piece) in enumerate(parts):
        word = piece.upper() if kind == "word" else ""
        if piece == "{" or word in _AFTER_HEAD:
            return [*out, *parts[at:]]
        if word == "FROM":
            dropping = True
        elif dropping and word == "NAMED":
            continue
        elif dropping and kind in ("iri", "name"):
            dropping = False
        elif not dropping or _BLANK.fullmatch(piece) or kind == "comment":
            out.append((kind, piece))
    return out
