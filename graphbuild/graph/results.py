"""Answers to queries, and their forms: table, CSV, TSV, JSON, JSON lines, XML, Turtle, JSON-LD."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal
from xml.sax.saxutils import escape as xml_escape
from xml.sax.saxutils import quoteattr

from graphbuild import vocab as v
from graphbuild.errors import UnknownNameError, UsageError
from graphbuild.graph.terms import Term, datatype_of, language_of, value_of
from graphbuild.graph.writers import jsonld, turtle
from graphbuild.iris import BASE

Kind = Literal["rows", "boolean", "triples"]
Cell = Term | None

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: What XML 1.0 cannot hold.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Result:
    """What a query answers: rows of terms (SELECT), one boolean (ASK), or triples (CONSTRUCT, DESCRIBE).

    Cells are terms in N-Triples syntax or None; :meth:`values` gives what they say. ``truncated`` says that a limit
    cut the answer off.
    """

    kind: Kind
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    boolean: bool | None = None
    triples: tuple[tuple[Term, Term, Term], ...] = ()
    truncated: bool = False
    view: str = "table"
    base: str = BASE

    def values(self) -> list[tuple[str | None, ...]]:
        """The rows as plain text: IRIs in full, literals without language or type."""
        return [tuple(None if cell is None else value_of(cell) for cell in row) for row in self.rows]

    def records(self) -> list[dict[str, str | None]]:
        """The rows as dicts of plain text."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.values()]

    def table(self) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """Header and rows for people: IRIs shortened (``actor/PRK``, ``gb:meets``), nothing for null."""
        if self.kind == "boolean":
            return ("answer",), [("true" if self.boolean else "false",)]
        if self.kind == "triples":
            return ("subject", "predicate", "object"), [tuple(self._short(term) for term in t) for t in self.triples]
        return self.columns, [tuple("" if c is None else self._short(c) for c in row) for row in self.rows]

    def _short(self, term: Term) -> str:
        value = value_of(term)
        if not term.startswith("<"):
            return value
        if value.startswith(self.base):
            return value[len(self.base) :]
        for prefix, namespace in v.PREFIXES.items():
            if value.startswith(namespace):
                return f"{prefix}:{value[len(namespace) :]}"
        return value


def guard(cell: str) -> str:
    """A cell that a spreadsheet will not run as a formula: an apostrophe goes before what could be one; numbers stay.

    >>> guard("=1+1"), guard("-3.5"), guard("-x")
    ("'=1+1", '-3.5', "'-x")
    """
    return "'" + cell if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell) else cell


def csv_text(header: tuple[str, ...], rows: list[tuple[str | None, ...]], *, bom: bool = False) -> str:
    """Rows as CSV (RFC 4180), cells guarded against formulas. ``bom`` marks the file as UTF-8 for Excel."""
    out = io.StringIO()
    if bom:
        out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([guard(cell or "") for cell in row] for row in rows)
    return out.getvalue()


def _plain(result: Result) -> tuple[tuple[str, ...], list[tuple[str | None, ...]]]:
    if result.kind == "rows":
        return result.columns, result.values()
    header, rows = result.table()
    if result.kind == "triples":
        return header, [tuple(value_of(term) for term in t) for t in result.triples]
    return header, list(rows)


def _csv(result: Result, bom: bool) -> str:
    return csv_text(*_plain(result), bom=bom)


def _tsv(result: Result, _bom: bool) -> str:
    """SPARQL 1.1 TSV: terms in their own syntax, so that nothing is lost."""
    if result.kind != "rows":
        header, rows = _plain(result)
        return "".join("\t".join(cell or "" for cell in row) + "\n" for row in (header, *rows))
    lines = ["\t".join("?" + column for column in result.columns)]
    lines += ["\t".join(cell or "" for cell in row) for row in result.rows]
    return "\n".join(lines) + "\n"


def _binding(term: Term) -> dict[str, str]:
    if term.startswith("<"):
        return {"type": "uri", "value": value_of(term)}
    out = {"type": "literal", "value": value_of(term)}
    language, datatype = language_of(term), datatype_of(term)
    if language:
        out["xml:lang"] = language
    if datatype:
        out["datatype"] = datatype
    return out


def _json(result: Result, _bom: bool) -> str:
    """SPARQL 1.1 JSON results; triples as JSON-LD."""
    if result.kind == "triples":
        return _jsonld(result, _bom)
    if result.kind == "boolean":
        return json.dumps({"head": {}, "boolean": result.boolean}) + "\n"
    bindings = [
        {column: _binding(cell) for column, cell in zip(result.columns, row, strict=True) if cell is not None}
        for row in result.rows
    ]
    head = {"vars": list(result.columns)}
    return json.dumps({"head": head, "results": {"bindings": bindings}}, ensure_ascii=False, indent=1) + "\n"


def _jsonl(result: Result, _bom: bool) -> str:
    """One object a row, plain values."""
    header, rows = _plain(result)
    text = "".join(json.dumps(dict(zip(header, row, strict=True)), ensure_ascii=False) + "\n" for row in rows)
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("\u0085", "\\u0085")


def _xml_rows(result: Result) -> Iterator[str]:
    for row in result.rows:
        yield "  <result>\n"
        for column, cell in zip(result.columns, row, strict=True):
            if cell is None:
                continue
            text = xml_escape(_NOT_XML.sub("\ufffd", value_of(cell)), {"\r": "&#13;"})
            language, datatype = language_of(cell), datatype_of(cell)
            if cell.startswith("<"):
                inner = f"<uri>{text}</uri>"
            else:
                mark = f" xml:lang={quoteattr(language)}" if language else ""
                mark += f" datatype={quoteattr(datatype)}" if datatype else ""
                inner = f"<literal{mark}>{text}</literal>"
            yield f"   <binding name={quoteattr(column)}>{inner}</binding>\n"
        yield "  </result>\n"


def _xml(result: Result, _bom: bool) -> str:
    """SPARQL 1.1 XML results."""
    if result.kind == "triples":
        raise UsageError("xml is for SELECT and ASK; this query makes a graph: use ttl or jsonld")
    head = "".join(f"<variable name={quoteattr(column)}/>" for column in result.columns)
    if result.kind == "boolean":
        body = f" <boolean>{'true' if result.boolean else 'false'}</boolean>\n"
    else:
        body = " <results>\n" + "".join(_xml_rows(result)) + " </results>\n"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
        f" <head>{head}</head>\n{body}</sparql>\n"
    )


def _needs_triples(result: Result, format: str) -> None:
    if result.kind != "triples":
        raise UsageError(
            f"{format} is for CONSTRUCT and DESCRIBE; this query gives a table: use table, csv, tsv, json, jsonl or xml"
        )


def _ttl(result: Result, _bom: bool) -> str:
    _needs_triples(result, "ttl")
    return "".join(turtle(result.triples, base=result.base))


def _jsonld(result: Result, _bom: bool) -> str:
    _needs_triples(result, "jsonld")
    return "".join(jsonld(result.triples))


#: Forms of an answer as text. ``table`` is data for the command line to lay out: :meth:`Result.table`.
RESULT_WRITERS: Mapping[str, Callable[[Result, bool], str]] = MappingProxyType(
    {"csv": _csv, "tsv": _tsv, "json": _json, "jsonl": _jsonl, "xml": _xml, "ttl": _ttl, "jsonld": _jsonld}
)


def write_result(result: Result, format: str, *, bom: bool = False) -> str:
    """The answer as text. ``bom`` (CSV only) marks it as UTF-8 for Excel.

    Raises:
        UnknownNameError: no such format.
        UsageError: a form that this kind of answer cannot take.
    """
    if format not in RESULT_WRITERS:
        raise UnknownNameError("format", format, [*RESULT_WRITERS, "table"])
    return RESULT_WRITERS[format](result, bom)
