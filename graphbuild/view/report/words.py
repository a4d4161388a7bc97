"""The report's own words in Arabic and English (``words.tsv``), with the plural forms of both."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from graphbuild.lexicon.tables import read_table
from graphbuild.view.labels import Label

_TABLE = Path(__file__).with_name("words.tsv")


@cache
def words() -> Mapping[str, Label]:
    """All phrases by their ids; a phrase that counts has its forms joined by ``|`` (see :func:`counted`).

    Raises:
        DataError: a bad row.
    """
    rows = read_table(_TABLE, ("id", "label_ar", "label_en"))
    return MappingProxyType({row.need("id"): Label(row.need("label_ar"), row.need("label_en")) for row in rows})


def word(key: str, **values: int | str) -> Label:
    """One phrase, its names filled in."""
    phrase = words()[key]
    return phrase.fill(**values) if values else phrase


def counted(key: str, n: int) -> Label:
    """A number with what it counts: in Arabic one, two, a few (3-10), many (11-99), others; in English one, others.

    >>> counted("n.relations", 3).en, counted("n.relations", 1).en
    ('3 relations', '1 relation')
    """
    phrase = words()[key]
    arabic, english = phrase.ar.split("|"), phrase.en.split("|")
    rest = n % 100
    form = 0 if n == 1 else 1 if n == 2 else 2 if 3 <= rest <= 10 else 3 if rest >= 11 else 4
    return Label(arabic[form], english[0 if n == 1 else 1]).fill(n=n)
