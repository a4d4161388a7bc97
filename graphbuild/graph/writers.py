"""A graph as a file: N-Quads, TriG, Turtle, JSON-LD. Sorted, so that the same graph gives the same bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Any

from graphbuild import vocab as v
from graphbuild.errors import OutputError, UnknownNameError
from graphbuild.graph.terms import TYPE, Quad, Term, datatype_of, language_of, lines, value_of

Triple = tuple[Term, Term, Term]

_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_RELATIVE = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._~-]*(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")
_ENDS = tuple(f"<{iri}>" for iri in (v.SUBJECT, v.RELATION_OF, v.OBJECT))
_OF_PROPOSITION = f"<{v.OF_PROPOSITION}>"
_REIFIES = f"<{v.RDF}reifies>"
_BOOLEAN, _INTEGER, _DECIMAL = (v.XSD + name for name in ("boolean", "integer", "decimal"))


class _Shorten:
    """Terms in Turtle's short forms: prefixed names, IRIs relative to the base, plain numbers."""

    def __init__(self, base: str) -> None:
        self.base = base if base.endswith("/") and "://" in base else ""
        self.cache: dict[Term, str] = {}
        self.by_length = sorted(v.PREFIXES.items(), key=lambda item: -len(item[1]))

    def header(self) -> str:
        rows = [f"@base <{self.base}> ."] if self.base else []
        rows += [f"@prefix {prefix}: <{namespace}> ." for prefix, namespace in sorted(v.PREFIXES.items())]
        return "\n".join(rows) + "\n"

    def __call__(self, term: Term) -> str:
        short = self.cache.get(term)
        if short is None:
            short = self._iri(term) if term.startswith("<") else self._literal(term)
            if term.startswith("<"):
                self.cache[term] = short
        return short

    def _iri(self, term: Term) -> str:
        value = term[1:-1]
        for prefix, namespace in self.by_length:
            if value.startswith(namespace) and _LOCAL.fullmatch(value[len(namespace) :]):
                return f"{prefix}:{value[len(namespace) :]}"
        if self.base and value.startswith(self.base) and _RELATIVE.fullmatch(value[len(self.base) :]):
            return f"<{value[len(self.base) :]}>"
        return term

    def _literal(self, term: Term) -> str:
        datatype = datatype_of(term)
        if datatype is None:
            return term
        value = value_of(term)
        if datatype == _BOOLEAN and value in ("true", "false"):
            return value
        if datatype == _INTEGER and re.fullmatch(r"[+-]?\d+", value):
            return value
        if datatype == _DECIMAL and re.fullmatch(r"[+-]?\d*\.\d+", value):
            return value
        return term[: term.rindex('"') + 1] + "^^" + self(f"<{datatype}>")


def _subjects(triples: Iterable[Triple], shorten: _Shorten, indent: str = "") -> Iterator[str]:
    """Turtle's blocks of sorted triples, one for each subject."""
    for subject, of_subject in groupby(triples, key=lambda t: t[0]):
        parts = []
        for predicate, of_predicate in groupby(of_subject, key=lambda t: t[1]):
            objects = " , ".join(shorten(t[2]) for t in of_predicate)
            parts.append(f"{'a' if predicate == TYPE else shorten(predicate)} {objects}")
        # The type first, as people write it.
        parts.sort(key=lambda part: not part.startswith("a "))
        yield f"{indent}{shorten(subject)} " + f" ;\n{indent}    ".join(parts) + " .\n"


def turtle(triples: Iterable[Triple], *, base: str) -> Iterator[str]:
    """Turtle of some triples, in pieces."""
    shorten = _Shorten(base)
    yield shorten.header()
    for block in _subjects(sorted(set(triples)), shorten):
        yield "\n" + block


def _turtle_of_quads(quads: Sequence[Quad], base: str) -> Iterator[str]:
    return turtle((q[:3] for q in quads), base=base)


def _trig(quads: Sequence[Quad], base: str) -> Iterator[str]:
    shorten = _Shorten(base)
    yield shorten.header()
    for graph, of_graph in groupby(sorted(quads, key=lambda q: (q.graph, q)), key=lambda q: q.graph):
        yield f"\nGRAPH {shorten(graph)} {{\n"
        yield from _subjects((q[:3] for q in of_graph), shorten, "  ")
        yield "}\n"


def _nquads(quads: Sequence[Quad], _base: str) -> Iterator[str]:
    return lines(sorted(quads))


def _jsonld_object(term: Term) -> Any:
    if term.startswith("<"):
        return {"@id": value_of(term)}
    language, datatype = language_of(term), datatype_of(term)
    if language:
        return {"@language": language, "@value": value_of(term)}
    return {"@type": datatype, "@value": value_of(term)} if datatype else {"@value": value_of(term)}


def jsonld_nodes(triples: Iterable[Triple]) -> Iterator[str]:
    """The node objects of sorted triples, each as one line of JSON, keys sorted."""
    for subject, of_subject in groupby(triples, key=lambda t: t[0]):
        node: dict[str, Any] = {"@id": value_of(subject)}
        for predicate, of_predicate in groupby(of_subject, key=lambda t: t[1]):
            objects = [t[2] for t in of_predicate]
            if predicate == TYPE and all(o.startswith("<") for o in objects):
                node["@type"] = [value_of(o) for o in objects]
            else:
                node[value_of(predicate)] = [_jsonld_object(o) for o in objects]
        yield json.dumps(node, ensure_ascii=False, sort_keys=True)


def jsonld(triples: Iterable[Triple]) -> Iterator[str]:
    """JSON-LD (expanded, one node a line) of some triples, in pieces."""
    yield "[\n" + ",\n".join(jsonld_nodes(sorted(set(triples)))) + "\n]\n"


def _jsonld(quads: Sequence[Quad], _base: str) -> Iterator[str]:
    yield "[\n"
    first = True
    for graph, of_graph in groupby(sorted(quads, key=lambda q: (q.graph, q)), key=lambda q: q.graph):
        yield ("" if first else ",\n") + '{"@id": ' + json.dumps(value_of(graph)) + ', "@graph": [\n'
        yield ",\n".join(jsonld_nodes(q[:3] for q in of_graph))
        yield "\n]}"
        first = False
    yield "\n]\n"


def _nquads12(quads: Sequence[Quad], _base: str) -> Iterator[str]:
    """N-Quads of RDF 1.2: besides the graph as it is, each mention reifies the triple that it tells (``rdf:reifies``),
    whether that is so or not. Tellings that lack an end tell no triple."""
    ends: dict[Term, dict[str, Term]] = {}
    for s, p, o, _ in quads:
        if p in _ENDS:
            ends.setdefault(s, {})[p] = o
    told = [
        f"{s} {_REIFIES} <<( {parts[_ENDS[0]]} {parts[_ENDS[1]]} {parts[_ENDS[2]]} )>> {g} .\n"
        for s, p, o, g in quads
        if p == _OF_PROPOSITION and len(parts := ends.get(o, {})) == len(_ENDS)
    ]
    yield from sorted([*lines(quads), *told])


#: Every format of a whole graph: a function from sorted quads and base to pieces of text. Turtle has no graphs: it
#: gives their union.
WRITERS: Mapping[str, Callable[[Sequence[Quad], str], Iterable[str]]] = MappingProxyType(
    {"nq": _nquads, "nq12": _nquads12, "trig": _trig, "ttl": _turtle_of_quads, "jsonld": _jsonld}
)


def write_graph(quads: Sequence[Quad], format: str, path: Path, *, base: str) -> None:
    """Write quads to a file, in one step: the file is wholly old or wholly new.

    Raises:
        UnknownNameError: no such format.
        OutputError: the file cannot be written.
    """
    if format not in WRITERS:
        raise UnknownNameError("format", format, WRITERS)
    write_pieces(WRITERS[format](quads, base), path)


def write_pieces(pieces: Iterable[str], path: Path, *, newline: str = "\n") -> None:
    """Write text to a file beside it first, then put it in its place.

    Raises:
        OutputError: the file cannot be written.
    """
    temporary = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("w", encoding="utf-8", newline=newline) as file:
            file.writelines(pieces)
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True) if temporary.is_file() else None
        raise OutputError(f"{path}: cannot be written ({error.strerror or error})") from error
