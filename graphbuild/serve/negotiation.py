"""Which form an answer takes: by the ``format`` parameter, else by what the client accepts (RFC 9110)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from graphbuild import vocab as v
from graphbuild.graph.results import csv_text, write_result
from graphbuild.graph.terms import value_of
from graphbuild.serve.problems import ProblemError

if TYPE_CHECKING:
    from graphbuild import vocab as v
from graphbuild.graph.results import Result

Kind = Literal["rows", "triples"]
#: An IRI's end that can be the name of an XML element.
_XML_NAME = re.compile(r"[^\W\d][\w.-]*>$")


@dataclass(frozen=True, slots=True)
class Form:
    """A form of answers: its media type, other types that mean it, names for ``format``, what it is for."""

    name: str
    media_type: str
    kind: Kind
    write: Callable[[Result], str]
    also: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The header's value."""
        return f"{self.media_type}; charset=utf-8"


def _plain_csv(result: Result) -> str:
    """SPARQL 1.1 CSV: plain values, exactly; nothing is guarded against spreadsheets, for it would change the data."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    header, rows = _table(result)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def _excel_csv(result: Result) -> str:
    """CSV for spreadsheets: marked as UTF-8, cells guarded against formulas."""
    header, rows = _table(result)
    return csv_text(header, list(rows), bom=True)


def _table(result: Result) -> tuple[tuple[str, ...], Iterable[tuple[str | None, ...]]]:
    if result.kind == "rows":
        return result.columns, result.values()
    header, rows = result.table()
    return header, rows


def _ntriples(result: Result) -> str:
    return "".join(sorted({f"{s} {p} {o} .\n" for s, p, o in result.triples}))


def _rdfxml(result: Result) -> str:
    """RDF/XML, for clients that read nothing else.

    Raises:
        ProblemError: a property whose IRI RDF/XML cannot write.
    """
    import pyoxigraph

    # The engine would write a nameless element for these, which no reader takes.
    if any(_XML_NAME.search(predicate) is None for _, predicate, _ in result.triples):
        raise ProblemError(
            HTTPStatus.NOT_ACCEPTABLE, "RDF/XML cannot write this graph; ask for text/turtle or application/n-triples"
        )
    triples = pyoxigraph.parse(_xml_safe(_ntriples(result)).encode(), pyoxigraph.RdfFormat.N_TRIPLES)
    written = pyoxigraph.serialize(
        (quad.triple for quad in triples), format=pyoxigraph.RdfFormat.RDF_XML, prefixes=dict(v.PREFIXES)
    )
    return (written or b"").decode()


def _xml_safe(ntriples: str) -> str:
    """N-Triples without what XML 1.0 cannot hold (it stands there escaped)."""
    return re.sub(
        r"(?<!\\)((?:\\\\)*)(?:\\u00(?:0[0-8BCEFbcef]|1[0-9A-Fa-f])|\\[bf]|[\ufffe\uffff])", "\\1\ufffd", ntriples
    )


_RESULTS, _JSON = "application/sparql-results", "application/json"
FORMS: Mapping[str, Form] = MappingProxyType(
    {
        form.name: form
        for form in (
            Form("json", f"{_RESULTS}+json", "rows", lambda r: write_result(r, "json"), (_JSON,)),
            Form(
                "xml", f"{_RESULTS}+xml", "rows", lambda r: write_result(r, "xml"), ("application/xml", "text/xml")
            ),
            Form("csv", "text/csv", "rows", _plain_csv),
            Form("tsv", "text/tab-separated-values", "rows", lambda r: write_result(r, "tsv")),
            Form("ttl", "text/turtle", "triples", lambda r: write_result(r, "ttl"), ("text/plain",), ("turtle", "n3")),
            Form("nt", "application/n-triples", "triples", _ntriples, (), ("ntriples", "n-triples")),
            Form(
                "jsonld", "application/ld+json", "triples", lambda r: write_result(r, "jsonld"), (_JSON,),
                ("json-ld", "json"),
            ),
            Form(
                "rdfxml", "application/rdf+xml", "triples", _rdfxml, ("application/xml", "text/xml"),
                ("rdf", "rdf+xml", "xml"),
            ),
        )
    }
)  # fmt: skip
#: CSV for spreadsheets, by ``format=excel`` only.
EXCEL = Form("excel", "text/csv", "rows", _excel_csv)


def forms_of(kind: Kind) -> tuple[Form, ...]:
    """The forms for tables and truth values, or for graphs; the first is the default."""
    return tuple(form for form in FORMS.values() if form.kind == kind)


def named_form(name: str, kind: Kind) -> Form | None:
    """The form that ``format=NAME`` means for this kind of answer; None where it means none."""
    wanted = name.strip().lower().replace(" ", "+")  # a plus sign that was not encoded
    if wanted == "excel" and kind == "rows":
        return EXCEL
    for form in forms_of(kind):
        if wanted in (form.name, form.media_type, *form.also, *form.names):
            return form
    return None


def accepted(header: str) -> list[tuple[str, float]]:
    """Media ranges and their weights, best first; the more special first among equals.

    >>> accepted("text/*;q=0.5, application/json, */*;q=0.1")
    [('application/json', 1.0), ('text/*', 0.5), ('*/*', 0.1)]
    """
    found = []
    for number, part in enumerate(header.split(",")[:50]):
        media, *parameters = (piece.strip() for piece in part.split(";"))
        weight = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip().lower() == "q":
                try:
                    weight = min(1.0, max(0.0, float(value)))
                except ValueError:
                    weight = 0.0
        if "/" in media:
            found.append((media.lower(), weight, -number))
    found.sort(key=lambda item: (-item[1], item[0].count("*"), -item[2]))
    return [(media, weight) for media, weight, _ in found]


def choose(header: str | None, offered: Sequence[tuple[str, Sequence[str]]]) -> int | None:
    """The place of the offer that the client likes best; None where it accepts none. An offer is a media type and
    others that mean it; earlier offers win among equals."""
    if header is None or not header.strip():
        return 0
    ranges = accepted(header)
    best: tuple[float, int] | None = None
    for place, (media_type, also) in enumerate(offered):
        weight = max((_weight(ranges, name) for name in (media_type, *also)), default=0.0)
        if weight > 0 and (best is None or weight > best[0]):
            best = (weight, place)
    return None if best is None else best[1]


def _weight(ranges: Sequence[tuple[str, float]], media_type: str) -> float:
    """The weight of the most special range that a type falls in (RFC 9110, 12.5.1)."""
    family = media_type.split("/")[0] + "/*"
    weights = dict(reversed(ranges))
    for name in (media_type, family, "*/*"):
        if name in weights:
            return weights[name]
    return 0.0


def negotiate(accept: str | None, format: str | None, kind: Kind) -> Form:
    """The form of an answer.

    A ``format`` that fits no answer of this kind leaves the choice to ``Accept``: clients send it along for both.

    Raises:
        ProblemError: 406, with the types that there are.
    """
    if format:
        named = named_form(format, kind)
        if named is not None:
            return named
    forms = forms_of(kind)
    place = choose(accept, [(form.media_type, form.also) for form in forms])
    if place is None:
        types = [form.media_type for form in forms]
        raise ProblemError(HTTPStatus.NOT_ACCEPTABLE, f"this answer comes as {', '.join(types)}", {"available": types})
    return forms[place]


def plain(term: str | None) -> str:
    """What a term says; nothing for null."""
    return "" if term is None else value_of(term)
