"""Named queries and their runner.

A named query is a file ``ontologies/queries/NAME.rq``: plain SPARQL that any engine runs as it stands, with a head of
comments that says what it asks, its parameters (variables that the runner binds, never pastes), its columns, and how
to look at the answer::

    # title@ar: …                     # param: since date - only articles from this day on
    # title@en: Who denies what       # columns: denier, denierLabel, …
    # description@en: …               # view: table

At ``level=state`` the runner reads ``gb:ofStateProposition`` for ``gb:ofProposition`` and ``gb:sourceState`` for
``gb:source`` in it, with ``lang=en`` ``gb:labelEn`` for ``gb:labelAr``, and what a line ``# swap: by=category gb:old
gb:new`` names.

What makes them fast in Oxigraph 0.5 (measured on four million quads): one block of plain patterns, the one with the
parameter first, since the order of patterns is fixed before parameters are bound and ties keep the order of the text
(lines ``# when PARAM: PATTERN`` and ``… # unless PARAM`` choose it, see :func:`lead`); ``OPTIONAL`` reads its whole
right side each time, so ends and labels are properties that are always there (``gb:agent``, ``gb:patient``,
``gb:labelAr``); ``EXISTS`` looks up row by row only where it holds one pattern or two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, get_args

from graphbuild import vocab as v
from graphbuild.errors import (
    DataError,
    QueryError,
    QueryRefusedError,
    QuerySyntaxError,
    UnknownNameError,
    UsageError,
)
from graphbuild.graph.pages import pageable
from graphbuild.graph.results import Result
from graphbuild.graph.scan import tokens
from graphbuild.resources import resource
from graphbuild.rows import Level

if TYPE_CHECKING:
    from pathlib import Path

    from graphbuild.graph.store import Asked

#: More rows than this are an error and not an answer, unless a limit says how many are wanted.
MAX_ROWS = 1_000_000

_NAME = re.compile(r"[a-z0-9-]+")
_HEAD = re.compile(r"#\s*([a-z]+)(?:@([a-z]{2}))?:\s*(.*)")
_PARAM = re.compile(r"(\w+)\s+(\w+(?::[\w|]+)?)\s*(?:[\u2013-]\s*(.*))?")
_WHEN = re.compile(r"\s*# when (\w+)(?: unless ([\w ]+))?: (.*)")
_UNLESS = re.compile(r"(.*) # unless ([\w ]+)")
_PARAM_TYPES = ("actor", "iri", "relation", "category", "quadclass", "status", "date", "integer", "text")

_tokens = tokens  # the server reads by the same tokens
_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UNTOLD = f"<{v.UNTOLD}>"
_STATE_SWAPS = {"gb:" + old.removeprefix(v.NS): "gb:" + new.removeprefix(v.NS) for old, new in v.STATE_LEVEL.items()}
_UPDATES = frozenset(("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"))


@dataclass(frozen=True, slots=True)
class Param:
    """A parameter: a variable of the query, its type (``actor``, ``date``, ``choice`` …), the choices, what it is
    for."""

    name: str
    type: str
    choices: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Swap:
    """That a query reads one name of the vocabulary for another when a parameter has a value."""

    param: str
    value: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of ``ontologies/queries``."""

    name: str
    text: str
    title_ar: str
    title_en: str
    description_ar: str
    description_en: str
    params: tuple[Param, ...]
    columns: tuple[str, ...]
    view: str = "table"
    heavy: bool = False
    swaps: tuple[Swap, ...] = ()


@cache
def named_queries() -> Mapping[str, NamedQuery]:
    """Every named query, by name.

    Raises:
        DataError: a file whose head is incomplete.
    """
    folder = resource("ontologies", "queries")
    return MappingProxyType({path.stem: parse_named(path) for path in sorted(folder.glob("*.rq"))})


def parse_named(path: Path) -> NamedQuery:
    """A named query from its file.

    Raises:
        DataError: the head lacks something or says something unknown; file and line.
    """
    text = path.read_text(encoding="utf-8")
    head: dict[str, str] = {}
    params: list[Param] = []
    swaps: list[Swap] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            break
        match = _HEAD.fullmatch(line)
        if not match:
            continue
        key = match[1] + (f"@{match[2]}" if match[2] else "")
        if key == "param":
            params.append(_param(match[3], path, number))
        elif key == "swap":
            swaps.append(_swap(match[3], path, number))
        else:
            head[key] = match[3].strip()
    needed = ("title@ar", "title@en", "description@ar", "description@en", "view")
    for key in (*needed, *(() if "CONSTRUCT" in text else ("columns",))):
        if not head.get(key):
            raise DataError(path, 1, key, "a named query needs this in its head")
    if head["view"] not in ("table", "graph", "timeline"):
        raise DataError(path, 1, "view", f"{head['view']!r} is not one of table, graph, timeline")
    return NamedQuery(
        name=path.stem,
        text=text,
        title_ar=head["title@ar"],
        title_en=head["title@en"],
        description_ar=head["description@ar"],
        description_en=head["description@en"],
        params=tuple(params),
        columns=tuple(column.strip() for column in head.get("columns", "").split(",") if column.strip()),
        view=head["view"],
        heavy=head.get("heavy", "") == "yes",
        swaps=tuple(swaps),
    )


def _param(text: str, path: Path, number: int) -> Param:
    match = _PARAM.fullmatch(text.strip())
    if not match:
        raise DataError(path, number, "param", f"{text!r} is not NAME TYPE - what for")
    kind, _, choices = match[2].partition(":")
    if kind not in (*_PARAM_TYPES, "choice") or (kind == "choice") != bool(choices):
        raise DataError(path, number, "param", f"type {match[2]!r} is not one of {', '.join(_PARAM_TYPES)}, choice:a|b")
    return Param(match[1], kind, tuple(choices.split("|")) if choices else (), match[3] or "")


def _swap(text: str, path: Path, number: int) -> Swap:
    match = re.fullmatch(r"(\w+)=(\w+) (gb:\w+) (gb:\w+)", text.strip())
    if not match:
        raise DataError(path, number, "swap", f"{text!r} is not PARAM=VALUE gb:OLD gb:NEW")
    return Swap(match[1], match[2], match[3], match[4])


# --- refusing


def check_read_only(text: str) -> None:
    """Refuse updates and SERVICE, found as words outside of strings, IRIs, comments, variables and prefixed names.

    Raises:
        QueryRefusedError: the text asks to change the graph, or another server.
    """
    plain = _CODEPOINT.sub(lambda m: chr(min(int(m[1] or m[2], 16), 0x10FFFF)), text)
    for version in {text, plain}:
        words = [token.upper() for kind, token in tokens(version) if kind == "word"]
        if "SERVICE" in words:
            raise QueryRefusedError("SERVICE asks another server; this store answers from what it holds, offline")
        first = next((word for word in words if word not in ("PREFIX", "BASE")), "")
        if first in _UPDATES:
            raise QueryRefusedError(
                f"{first} changes the graph; queries only read it (use build, remove, link or review)"
            )


# --- running


def run(
    store: Asked,
    query: str,
    params: Mapping[str, str],
    *,
    timeout_s: float | None,
    limit: int | None,
    level: Level,
) -> Result:
    """The answer to a named query or to SPARQL text (see :meth:`graphbuild.graph.store.Store.query`)."""
    if level not in get_args(Level):
        raise UnknownNameError("level", level, get_args(Level))
    if limit is not None and (type(limit) is not int or limit < 0):
        raise UsageError(f"limit: expected a whole number from 0, got {limit!r}")
    if _NAME.fullmatch(query.strip()):
        named = named_queries().get(query.strip())
        if named is None:
            raise UnknownNameError("query", query.strip(), named_queries())
        return _run_named(store, named, dict(params), timeout_s, limit, level)
    check_read_only(query)
    bound = {name.removeprefix("?"): _guess(store, value) for name, value in params.items()}
    for name in bound:
        if ("variable", f"?{name}") not in set(tokens(query)):
            raise UnknownNameError("parameter", name, sorted({t[1:] for k, t in tokens(query) if k == "variable"}))
    return _ask(store, query, bound, timeout_s, limit)


def _run_named(
    store: Asked,
    named: NamedQuery,
    params: dict[str, str],
    timeout_s: float | None,
    limit: int | None,
    level: Level,
) -> Result:
    if "level" in params:
        level = params.pop("level")  # type: ignore[assignment]
        if level not in get_args(Level):
            raise UnknownNameError("level", level, get_args(Level))
    language = params.pop("lang", "ar")
    if language not in ("ar", "en"):
        raise UnknownNameError("lang", language, ("ar", "en"))
    swaps = dict(_STATE_SWAPS) if level == "state" else {}
    if language == "en":
        swaps["gb:labelAr"] = "gb:labelEn"
    known = {param.name: param for param in named.params}
    bound = {}
    for name, value in params.items():
        if name not in known:
            raise UnknownNameError(f"parameter of {named.name}", name, [*known, "level", "lang"])
        term = _value(store, known[name], value)
        if any(swap.param == name for swap in named.swaps):
            swaps.update((swap.old, swap.new) for swap in named.swaps if (swap.param, swap.value) == (name, value))
        else:
            bound[name] = term
    text = rewrite(lead(named.text, set(params)), swaps)
    absent = [param.name for param in named.params if param.name not in params]
    pages = pageable(text, set(params)) if limit is not None else []
    result = _ask(store, text, bound, timeout_s, limit, named=named, absent=absent, pages=pages, swaps=swaps)
    if result.kind != "rows":
        return Result(
            result.kind,
            boolean=result.boolean,
            triples=result.triples,
            truncated=result.truncated,
            view=named.view,
            base=store.base,
        )
    return _finish(named, result, store.base)


def rewrite(text: str, swaps: Mapping[str, str]) -> str:
    """A query with some prefixed names in the place of others, token by token. Only for the text of named queries and
    names of a closed list: never for anything that a user gives.

    >>> rewrite("?a gb:source ?b # gb:source", {"gb:source": "gb:sourceState"})
    '?a gb:sourceState ?b # gb:source'
    """
    out = []
    for kind, token in tokens(text):
        if kind == "comment" and token.startswith("# page "):
            # A pattern that only a part of the answer is asked with (graphbuild.graph.pages).
            head, colon, pattern = token.partition(": ")
            out.append(head + colon + rewrite(pattern, swaps))
        else:
            out.append(swaps.get(token, token) if kind == "name" else token)
    return "".join(out)


def lead(text: str, given: set[str]) -> str:
    """A named query with the patterns that start from its given parameters put first: ``# when PARAM: PATTERN`` is
    uncommented when the parameter is given (``# when PARAM unless OTHER …:`` only if none of the others is), a line that ends
    in ``# unless PARAM …`` is left out when one of these is. They change the order of work, never the answer.

    >>> print(lead("# when a: ?x gb:a ?a .\\n?x gb:b gb:C . # unless a", {"a"}).strip())
    ?x gb:a ?a .
    """
    lines = []
    for line in text.splitlines():
        when, unless = _WHEN.fullmatch(line), _UNLESS.fullmatch(line)
        if when:
            lines.append(when[3] if when[1] in given and not given & set((when[2] or "").split()) else "")
        elif unless:
            lines.append("" if given & set(unless[2].split()) else unless[1])
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def _finish(named: NamedQuery, result: Result, base: str) -> Result:
    """The rows, with null for an end that nobody names and for its label."""
    rows = []
    for row in result.rows:
        cells = list(row)
        for place, cell in enumerate(cells):
            if cell == _UNTOLD:
                cells[place] = None
                label = named.columns[place] + "Label"
                if label in named.columns:
                    cells[named.columns.index(label)] = None
        rows.append(tuple(cells))
    return Result("rows", named.columns, tuple(rows), truncated=result.truncated, view=named.view, base=base)


def _ask(
    store: Asked,
    text: str,
    bound: Mapping[str, list[str]],
    timeout_s: float | None,
    limit: int | None,
    *,
    named: NamedQuery | None = None,
    absent: Sequence[str] = (),
    pages: Sequence[str] = (),
    swaps: Mapping[str, str] = MappingProxyType({}),
) -> Result:
    prefixes = {**v.PREFIXES, "id": store.base, "actor": store.base + "actor/", "article": store.base + "article/"}
    response = store.answer(
        {
            "query": text,
            "prefixes": prefixes,
            "bound": dict(bound),
            "name": named.name if named else "",
            "columns": list(named.columns) if named else [],
            "absent": list(absent),
            # FROM says itself what the default graph is; without it that is the union of all graphs.
            "union": not any(kind == "word" and token.upper() == "FROM" for kind, token in tokens(text)),
            "max_rows": MAX_ROWS if limit is None else limit,
            "pages": list(pages),
            "swaps": dict(swaps),
        },
        timeout_s=timeout_s,
    )
    if "error" in response:
        message = str(response["message"])
        if response["error"] == "syntax":
            raise QuerySyntaxError(f"not SPARQL: {message}")
        raise QueryError(f"the query failed: {message}")
    if response.get("truncated") and limit is None:
        raise QueryError(f"the answer has more than {MAX_ROWS:,} rows; ask for less, or give a limit")
    return Result(
        response["kind"],
        tuple(response.get("columns", ())),
        tuple(tuple(row) for row in response.get("rows", ())),
        response.get("boolean"),
        tuple(tuple(t) for t in response.get("triples", ())),
        bool(response.get("truncated")),
        base=store.base,
    )


# --- parameters


def _value(store: Asked, param: Param, text: str) -> list[str]:
    if param.type in ("actor", "iri"):
        return [_actor(store, text) if param.type == "actor" else _iri(store, text)]
    if param.type in ("relation", "category", "quadclass", "status"):
        name = text.strip().removeprefix("gb:").removeprefix(v.NS)
        if not re.fullmatch(r"\w+", name):
            raise UsageError(f"{param.name}: {text!r} is no {param.type}; give a name such as meets or AID")
        if param.type == "category" and name not in v.CATEGORIES:
            raise UnknownNameError("category", name, v.CATEGORIES)
        return [v.NS + name]
    if param.type == "date":
        try:
            return [date.fromisoformat(text.strip()).isoformat(), v.XSD + "date"]
        except ValueError as error:
            raise UsageError(f"{param.name}: {text!r} is no date; write it as 2024-10-16") from error
    if param.type == "integer":
        if not re.fullmatch(r"-?\d{1,9}", text.strip()):
            raise UsageError(f"{param.name}: {text!r} is no whole number")
        return [text.strip(), v.XSD + "integer"]
    if param.type == "choice" and text not in param.choices:
        raise UnknownNameError(param.name, text, param.choices)
    return [text, v.XSD + "string"]


def _guess(store: Asked, text: str) -> list[str]:
    """The value of a parameter of free SPARQL: a date, a number or a truth value as such, else an IRI, CURIE or label
    of an actor."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return [text, v.XSD + "date"]
    if re.fullmatch(r"-?\d{1,18}", text):
        return [text, v.XSD + "integer"]
    if text in ("true", "false"):
        return [text, v.XSD + "boolean"]
    return [_actor(store, text)]


def _iri(store: Asked, text: str) -> str:
    """An IRI from an IRI, a CURIE or an identifier without base.

    Raises:
        UsageError: it is none of these.
    """
    text = text.strip().removeprefix("<").removesuffix(">")
    if re.search(r"[\x00-\x20<>\"{}|^`\\]", text) or not text:
        raise UsageError(f"{text!r} is no IRI")
    if "://" in text or text.startswith(("urn:", store.base)):
        return text
    prefix, colon, local = text.partition(":")
    if colon and prefix in v.PREFIXES:
        return v.PREFIXES[prefix] + local
    if colon and prefix in ("id", "actor", "article"):
        return store.base + (local if prefix == "id" else f"{prefix}/{local}")
    if colon:
        raise UnknownNameError("prefix", prefix, [*v.PREFIXES, "id", "actor", "article"])
    return store.base + text


def _actor(store: Asked, text: str) -> str:
    """An actor's IRI from an IRI, a CURIE, an identifier, a code or slug, or a label in any spelling; the one that
    stands for it.

    Raises:
        UsageError: no actor or several have this name; the message lists candidates.
    """
    from graphbuild.graph.names import canonical, find_actors

    text = text.strip()
    looks_like = re.fullmatch(r"<?(?:[a-z]+:\S+|(?:actor|source|outlet|article)/\S+)>?", text)
    if looks_like:
        return canonical(store, _iri(store, text))
    found = find_actors(store, text)
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"no actor {text!r} in this store; give its label, an IRI, or a name such as actor:PRK")
    listed = ", ".join(iri.removeprefix(store.base) for iri in found[:8]) + (" …" if len(found) > 8 else "")
    raise UsageError(f"several actors are called {text!r}: {listed}; give one of these")
