"""The user's own actors (``--actors FILE``): checked row by row, and put before those of data/."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from graphbuild.errors import DataError
from graphbuild.lexicon.entries import Known
from graphbuild.lexicon.tables import Row, read_own_table
from graphbuild.records import ACTOR_TYPES, ActorType
from graphbuild.text import fold

COLUMNS = ("slug", "type", "label_ar", "label_en", "names", "country", "acts_for")

_SLUG = re.compile("[a-z0-9]+(-[a-z0-9]+)*")
_HIDDEN = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_ARABIC = re.compile("[\u0621-\u064a]")
_LEAST_LETTERS = 2


def with_own(known: Sequence[Known], path: Path) -> tuple[Known, ...]:
    """The known actors with those of the user's table.

    A row with a slug of data/ gives that actor more names, and whatever else its cells fill; other rows are new
    actors, which come before all others, so that a name of the user's means whom the user means.

    Raises:
        DataError: a bad row, with file, line and column.
    """
    table = {entry.slug: entry for entry in known}
    rows = list(_unique(read_own_table(path, COLUMNS)))
    slugs = {**table, **{row["slug"]: None for row in rows}}
    added: list[Known] = []
    for row in rows:
        entry = _entry(row, table, slugs)
        if row["slug"] in table:
            table[row["slug"]] = _merged(row, table[row["slug"]], entry)
        else:
            added.append(entry)
    return (*added, *table.values())


def _unique(rows: Iterator[Row]) -> Iterator[Row]:
    seen: dict[str, int] = {}
    for row in rows:
        first = seen.setdefault(row.need("slug"), row.line)
        if first != row.line:
            raise DataError(row.path, row.line, "slug", f"{row['slug']!r} stands already in line {first}")
        yield row


def _entry(row: Row, known: Mapping[str, Known], slugs: Mapping[str, object]) -> Known:
    slug = row["slug"]
    if slug not in known and (not _SLUG.fullmatch(slug) or slug.startswith("x-") or slug.endswith("-armed-forces")):
        wanted = "small Latin letters, digits and hyphens, not x-… nor …-armed-forces, as in my-party"
        raise DataError(row.path, row.line, "slug", f"{slug!r} makes no identifier; it needs {wanted}")
    chosen = row.one_of("type", ACTOR_TYPES)
    kind: ActorType = next(one for one in ACTOR_TYPES if one == chosen)
    if _ARABIC.search(row["label_en"]):
        raise DataError(row.path, row.line, "label_en", f"{row['label_en']!r} is in Arabic letters")
    names = tuple(dict.fromkeys([row.need("label_ar"), *row.values("names")]))
    for column, values in (("label_ar", names[:1]), ("names", names[1:])):
        for name in values:
            _check_name(row, column, name)
    country = row["country"]
    if country and (country not in known or known[country].kind not in ("state", "territory", "bloc", "body")):
        codes = [entry.slug for entry in known.values() if entry.type == "country" or entry.kind in ("bloc", "body")]
        raise DataError(
            row.path, row.line, "country", f"{country!r} is no code of a state or bloc{_like(country, codes)}"
        )
    acts_for = row["acts_for"]
    if acts_for and acts_for not in slugs:
        what = "is no slug of data/actors or of this file"
        raise DataError(row.path, row.line, "acts_for", f"{acts_for!r} {what}{_like(acts_for, slugs)}")
    if acts_for == slug:
        raise DataError(row.path, row.line, "acts_for", "nobody answers for himself; leave the cell empty")
    label_en = row["label_en"] or slug
    return Known(slug, kind, "named", country or None, names[0], label_en, names, acts_for=acts_for or None)


def _check_name(row: Row, column: str, name: str) -> None:
    if _HIDDEN.search(name):
        raise DataError(row.path, row.line, column, f"{name!r} has a hidden character in it")
    letters = sum(letter.isalnum() for letter in fold(name))
    if letters < _LEAST_LETTERS:
        raise DataError(row.path, row.line, column, f"{name!r} is too short for a name")


def _merged(row: Row, known: Known, more: Known) -> Known:
    if known.type != more.type:
        raise DataError(
            row.path, row.line, "type", f"{known.slug!r} is a {known.type} in data/actors, not a {more.type}"
        )
    return replace(
        known,
        names=tuple(dict.fromkeys([*known.names, *more.names])),
        country=more.country or known.country,
        acts_for=more.acts_for or known.acts_for,
    )


def _like(given: str, known: Sequence[str] | Mapping[str, object]) -> str:
    near = get_close_matches(given, list(known), n=1, cutoff=0.6)
    return f"; do you mean {near[0]!r}?" if near else ""
