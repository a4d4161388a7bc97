"""The words by which a news page shows its own furniture: ``data/read/markers.tsv`` as a frozen table."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

from graphbuild.errors import DataError
from graphbuild.lexicon.tables import read_table
from graphbuild.resources import resource
from graphbuild.text import Folded, fold

MarkerKind = Literal["source", "byline", "keywords", "dateline", "boilerplate", "read-also", "similar"]
MarkerShape = Literal["colon", "alone", "either", "prefix"]

_COLUMNS = ("id", "kind", "forms", "shape", "max_words", "example", "gloss", "source")
_COLONS = ":\uff1a"
_SEPARATORS = _COLONS + "|-\u2013\u2014"
_DOTS = "._\u2026!\u060c,"
#: What may stand before a marker or a headline: bullets, arrows, hashes, quotation of a block.
BULLETS = "*\u2022\u25cf\u25aa\u25a0\u25e6\u2023\u2043\u00b7-\u2013\u2014>\u00bb\u203a\u25ba\u25b6#|.\u2026"


@dataclass(frozen=True, slots=True)
class Marker:
    """One kind of furniture and the (folded) words that show it; ``max_words`` is of the whole line."""

    id: str
    kind: MarkerKind
    forms: tuple[str, ...]
    shape: MarkerShape
    max_words: int


@dataclass(frozen=True, slots=True)
class Found:
    """A marker at the head of a line; ``rest`` is where in the line what follows it starts."""

    marker: Marker
    rest: int


def load_markers(path: Path) -> tuple[Marker, ...]:
    """The markers of a file. Raises :class:`~graphbuild.errors.DataError` at the first bad row."""
    markers = []
    for row in read_table(path, _COLUMNS):
        kind = row.one_of("kind", get_args(MarkerKind))
        shape = row.one_of("shape", get_args(MarkerShape))
        if not row["max_words"].isdecimal():
            raise DataError(path, row.line, "max_words", f"{row['max_words']!r} is not a whole number")
        forms = tuple(sorted({fold(form) for form in row.values("forms")}, key=lambda form: (-len(form), form)))
        if not forms:
            raise DataError(path, row.line, "forms", "a marker needs at least one form")
        markers.append(
            Marker(row.need("id"), cast("MarkerKind", kind), forms, cast("MarkerShape", shape), int(row["max_words"]))
        )
    return tuple(markers)


@cache
def markers() -> tuple[Marker, ...]:
    """The markers that ship in ``data/read/markers.tsv``."""
    return load_markers(resource("data", "read", "markers.tsv"))


def find_marker(line: str, table: tuple[Marker, ...]) -> Found | None:
    """The marker that a line (without blanks at its ends) begins with, the longest form first; None for prose.

    "Source: al-Watan" is furniture; "the source added that ..." is not:

    >>> find_marker("المصدر: الوطن", markers()).marker.kind
    'source'
    >>> find_marker("المصدر أضاف أن الاجتماع تأجل.", markers()) is None
    True
    """
    words = len(line.split())
    if words > max((marker.max_words for marker in table), default=0):
        return None
    folded = Folded.of(line)
    start = len(folded.text) - len(folded.text.lstrip(BULLETS + " \t\u00a0"))
    best: tuple[int, Found] | None = None
    for marker in table:
        if words > marker.max_words:
            continue
        for form in marker.forms:
            if folded.text.startswith(form, start) and (best is None or len(form) > best[0]):
                rest = _rest(folded.text, start + len(form), marker.shape)
                if rest is not None:
                    offset = folded.offsets[rest] if rest < len(folded.offsets) else len(line)
                    best = (len(form), Found(marker, offset))
                    break
    return best[1] if best else None


def _rest(text: str, end: int, shape: MarkerShape) -> int | None:
    """Where what follows the form starts, or None where the line does not have the marker's shape."""
    if end < len(text) and text[end].isalnum():
        return None  # only the beginning of a longer word
    if shape == "prefix":
        return len(text)
    stripped = text[end:].lstrip()
    at = len(text) - len(stripped)
    if not stripped.strip(_SEPARATORS + _DOTS + " "):
        return len(text)
    if shape == "alone":
        return None
    if stripped[0] in (_COLONS if shape == "colon" else _SEPARATORS):
        return len(text) - len(stripped.lstrip(_SEPARATORS + " \t\u00a0")) if at < len(text) else len(text)
    return None
