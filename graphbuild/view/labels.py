"""What pages say in their own words, in Arabic and English: ``data/view``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from graphbuild.lexicon.tables import read_table
from graphbuild.resources import resource


@dataclass(frozen=True, slots=True)
class Label:
    """One phrase in both languages; names in braces are filled in by :meth:`fill`."""

    ar: str
    en: str

    def fill(self, **values: int | str) -> Label:
        """The phrase with its names filled in, whole numbers with a comma at the thousands.

        >>> Label("{n}", "{n} relations").fill(n=2431).en
        '2,431 relations'
        """
        written = {key: f"{value:,}" if isinstance(value, int) else value for key, value in values.items()}
        return Label(self.ar.format_map(written), self.en.format_map(written))


@cache
def labels() -> Mapping[str, Label]:
    """All phrases by their ids. Raises :class:`~graphbuild.errors.DataError` at a bad row."""
    return _read("labels.tsv")


@cache
def column_labels() -> Mapping[str, Label]:
    """What the columns of the named queries' answers are called, by their names in the queries.

    Raises :class:`~graphbuild.errors.DataError` at a bad row.
    """
    return _read("columns.tsv")


def _read(name: str) -> Mapping[str, Label]:
    rows = read_table(resource("data", "view", name), ("id", "label_ar", "label_en"))
    return MappingProxyType({row.need("id"): Label(row.need("label_ar"), row.need("label_en")) for row in rows})
