"""RDF terms and quads as plain strings in N-Quads syntax: what the pure part of the graph is made of.

A term is its own canonical N-Triples text (``<https://…>``, ``"نفى"@ar``, ``"0.81"^^<…#decimal>``), so that sorting
quads sorts the N-Quads file, and writing one needs no library. Blank nodes do not exist here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from graphbuild.errors import InputError
from graphbuild.vocab import RDF, XSD

Term = str

_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPES = {
    ord('"'): '\\"', ord("\\"): "\\\\", ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t", 8: "\\b", 12: "\\f",
    # The rest of C0 and DEL as numeric escapes: canonical N-Triples.
    **{n: f"\\u{n:04X}" for n in range(32) if n not in (8, 9, 10, 12, 13)}, 127: "\\u007F",
}  # fmt: skip
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f]')
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*", re.IGNORECASE)

TYPE: Term = f"<{RDF}type>"
TRUE: Term = f'"true"^^<{XSD}boolean>'
FALSE: Term = f'"false"^^<{XSD}boolean>'


class Quad(NamedTuple):
    """A statement in a graph; ``str()`` of it is its line of N-Quads without the line break."""

    subject: Term
    predicate: Term
    object: Term
    graph: Term

    def __str__(self) -> str:
        return f"{self.subject} {self.predicate} {self.object} {self.graph} ."


def iri(value: str) -> Term:
    """The term of an IRI.

    Raises:
        InputError: the text cannot be an IRI.

    >>> iri("https://w3id.org/graphbuild/id/actor/PRK")
    '<https://w3id.org/graphbuild/id/actor/PRK>'
    """
    if not _IRI.fullmatch(value):
        raise InputError(f'{value!r} is not an IRI: it needs a scheme, and neither spaces nor any of <>"{{}}|^`\\')
    return f"<{value}>"


def escape(text: str) -> str:
    """The text as it stands between the quotation marks of a literal. Lone surrogates, which no file can hold, become
    U+FFFD."""
    if _ESCAPED.search(text):
        text = text.translate(_ESCAPES)
    return _SURROGATE.sub("\ufffd", text) if _SURROGATE.search(text) else text


def string(text: str) -> Term:
    """A plain string literal.

    >>> string('a "b"')
    '"a \\\\"b\\\\""'
    """
    return f'"{escape(text)}"'


def tagged(text: str, language: str) -> Term:
    """A literal in a language."""
    return f'"{escape(text)}"@{language}'


def prose(text: str) -> Term:
    """A literal of the article's own words: ``@ar`` where it has an Arabic letter, else without a language.

    >>> prose("abc")
    '"abc"'
    """
    return tagged(text, "ar") if _ARABIC.search(text) else string(text)


def typed(text: str, datatype: str) -> Term:
    """A literal of a datatype, given in its canonical form."""
    return f'"{escape(text)}"^^<{datatype}>'


def integer(value: int) -> Term:
    """An xsd:integer."""
    return f'"{value}"^^<{XSD}integer>'


def boolean(value: bool) -> Term:
    """An xsd:boolean."""
    return TRUE if value else FALSE


def decimal(value: float, *, digits: int = 4) -> Term:
    """An xsd:decimal in canonical form, rounded.

    >>> decimal(0.810)
    '"0.81"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    >>> decimal(1.0)
    '"1"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    text = f"{value:.{digits}f}".rstrip("0").rstrip(".")
    return typed("0" if text in ("-0", "") else text, XSD + "decimal")


def value_of(term: Term) -> str:
    """What a term says, without its syntax: the IRI, or the text of the literal.

    >>> value_of('"a\\\\nb"@ar')
    'a\\nb'
    """
    if term.startswith("<"):
        return term[1:-1]
    body = term[1 : term.rindex('"')]
    return _unescape(body) if "\\" in body else body


def language_of(term: Term) -> str | None:
    """The language tag of a literal, None where it has none."""
    tail = term[term.rindex('"') + 1 :] if term.startswith('"') else ""
    return tail[1:] if tail.startswith("@") else None


def datatype_of(term: Term) -> str | None:
    """The datatype IRI of a literal, None for plain strings, tagged literals and IRIs."""
    tail = term[term.rindex('"') + 1 :] if term.startswith('"') else ""
    return tail[3:-1] if tail.startswith("^^") else None


_UNESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", '"': '"', "\\": "\\", "'": "'"}


def _unescape(body: str) -> str:
    return _UNESCAPE.sub(lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else _PLAIN.get(m[3], m[3]), body)


def lines(quads: Iterable[Quad]) -> Iterator[str]:
    """The lines of N-Quads, each with its line break."""
    return (f"{s} {p} {o} {g} .\n" for s, p, o, g in quads)
