"""How English newspapers spell the words of names: the table of customary spellings, and what the labels of known people
show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from graphbuild.errors import DataError
from graphbuild.lexicon.entries import Known
from graphbuild.lexicon.tables import Row, read_table
from graphbuild.text import fold

KINDS = ("part", "given", "surname", "foreign")


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a word of a name is spelled; ``kind``: a part of Arabic names (``بن``), an Arabic given name or surname, or a
    name from elsewhere."""

    latin: str
    kind: str


def customary(path: Path) -> Mapping[str, Spelling]:
    """Folded word → its customary spelling (data/lexicons/romanised.tsv).

    Raises:
        DataError: a bad row, or a word that stands there twice.
    """
    seen: dict[str, Row] = {}
    out = {}
    for row in read_table(path, ("form", "latin", "kind", "source")):
        kind = row.one_of("kind", KINDS)
        key = fold(row.need("form"))
        if key in seen:
            raise DataError(row.path, row.line, "form", f"{row['form']!r} stands already in line {seen[key].line}")
        seen[key] = row
        out[key] = Spelling(row.need("latin"), kind)
    return MappingProxyType(out)


def borne(known: Iterable[Known]) -> Mapping[str, str]:
    """Folded word → the spelling that most known people have who bear it, from labels with as many words in Arabic as in
    English; of equals the first by the alphabet."""
    counts: dict[str, Counter[str]] = {}
    for actor in known:
        arabic, english = actor.label_ar.replace("-", " ").split(), actor.label_en.split()
        if actor.type == "person" and len(arabic) == len(english):
            for word, spelling in zip(arabic, english, strict=True):
                counts.setdefault(fold(word), Counter())[spelling] += 1
    return MappingProxyType({word: min(c, key=lambda s: (-c[s], s)) for word, c in counts.items()})
