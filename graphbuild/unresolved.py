"""Whom a graph names and no list knows: the actors of articles that neither data/actors nor a table of the user's own
has, most frequent first, as rows that such a table can begin with."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphbuild.lexicon.own import COLUMNS

if TYPE_CHECKING:
    from graphbuild.graph.store import Asked

#: Read articles name actors whom data/ does not have by a hash: ``actor/x-…``.
_QUERY = """
SELECT ?actor ?article ?type ?country ?ar ?en ?surface {
  ?naming gb:ofActor ?member ; prov:wasDerivedFrom ?article ; gb:actorType ?type ; gb:nameKey ?key ;
          skos:prefLabel ?ar , ?en ; gb:surface ?surface .
  ?member gb:canonicalActor ?actor
  FILTER(CONTAINS(STR(?actor), "/actor/x-"))
  FILTER(LANG(?ar) = "ar" && LANG(?en) = "en")
  OPTIONAL { ?naming gb:country ?country }
}
"""


@dataclass(frozen=True, slots=True)
class Unresolved:
    """An actor that articles name and no list has: in how many articles, how it is spelled, and one phrase that names
    it."""

    slug: str
    type: str
    label_ar: str
    label_en: str
    spellings: tuple[str, ...]
    country: str
    articles: int
    example: str


def unresolved(store: Asked, *, top: int | None = None) -> list[Unresolved]:
    """The named actors that no list has, by the number of articles that name them; spellings that the graph takes for
    one actor are one row, the most frequent first."""
    gathered: dict[str, list[dict[str, str]]] = {}
    for record in store.query(_QUERY, timeout_s=None).records():
        row = {name: value or "" for name, value in record.items()}
        gathered.setdefault(row["actor"], []).append(row)
    found = [_row(rows) for rows in gathered.values()]
    found.sort(key=lambda row: (-row.articles, row.label_ar, row.country))
    return list(_told_apart(found[:top]))


def _row(rows: list[dict[str, str]]) -> Unresolved:
    spellings = _by_articles(rows, "ar")
    first = spellings[0]
    label_en = next(row["en"] for row in sorted(rows, key=lambda row: row["en"]) if row["ar"] == first)
    countries = _by_articles(rows, "country")
    return Unresolved(
        _slug(label_en),
        _by_articles(rows, "type")[0].rsplit("#", 1)[-1].lower(),
        first,
        label_en,
        tuple(spellings),
        next((country for country in countries if country), ""),
        len({row["article"] for row in rows}),
        max((row["surface"] for row in rows), key=lambda surface: (len(surface), surface)),
    )


def _by_articles(rows: list[dict[str, str]], column: str) -> list[str]:
    """The values of a column, those of most articles first."""
    articles: dict[str, set[str]] = {}
    for row in rows:
        articles.setdefault(row[column], set()).add(row["article"])
    return sorted(articles, key=lambda value: (-len(articles[value]), value))


def _slug(label: str) -> str:
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    return re.sub("[^a-z0-9]+", "-", plain).strip("-") or "actor"


def _told_apart(rows: Iterable[Unresolved]) -> Iterable[Unresolved]:
    from dataclasses import replace

    from graphbuild.lexicon import lexicon

    taken = {known.slug for known in lexicon().known}
    for row in rows:
        slug, number = row.slug, 1
        while slug in taken:
            number += 1
            slug = f"{row.slug}-{number}"
        taken.add(slug)
        yield replace(row, slug=slug)


def as_table(rows: Iterable[Unresolved]) -> str:
    """The rows as CSV with the columns that ``--actors`` reads, and behind them, for whoever looks them through, in how
    many articles each stands and a phrase that names it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*COLUMNS, "articles", "example"))
    for row in rows:
        names = "|".join(name.replace("|", " ") for name in row.spellings)
        cells = (row.slug, row.type, row.label_ar, row.label_en, names, row.country, "", str(row.articles))
        writer.writerow([*cells, " ".join(row.example.split())])
    return out.getvalue()
