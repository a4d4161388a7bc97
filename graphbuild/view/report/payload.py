"""Material → the data that the page's script works on: tables whose rows point into one another, no text twice."""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from typing import Any

from graphbuild.rows import EdgeRow, Level, NodeRow, Telling
from graphbuild.view.bidi import plain
from graphbuild.view.report.material import Material, actors_of

# What could end a script block or a line within one.
_UNSAFE = {ord("<"): "\\u003c", ord("\u2028"): "\\u2028", ord("\u2029"): "\\u2029"}
_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-\d{2}")
Position = tuple[int, int]


def embedded(value: object) -> str:
    """A value as JSON that can stand in a script block of a page."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


class _Table:
    """Rows by what they are; equal rows are one."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self._numbers: dict[object, int] = {}

    def number(self, key: object, row: object) -> int:
        """The number of a row, which is added where its key is new."""
        found = self._numbers.get(key)
        if found is None:
            found = self._numbers[key] = len(self.rows)
            self.rows.append(row)
        return found


class Payload:
    """The data of a page; ``actors`` and ``edges`` are numbered as the page's script numbers them."""

    def __init__(self, material: Material, places: Mapping[Level, Mapping[str, Position]]) -> None:
        self._material = material
        self._known: dict[str, NodeRow] = {}
        for rows in material.levels.values():
            self._known |= actors_of(rows)
        self._actors, self._articles, self._quotes = _Table(), _Table(), _Table()
        self._relations, self._places_told, self._tellings = _Table(), _Table(), _Table()
        levels = {level: self._level(rows, places.get(level, {})) for level, rows in sorted(material.levels.items())}
        self.value: dict[str, Any] = {
            "base": material.base,
            "quotes": material.quotes,
            "levels": levels,
            "actors": self._actors.rows,
            "articles": self._articles.rows,
            "sentences": self._quotes.rows,
            "relations": self._relations.rows,
            "places": self._places_told.rows,
            "tellings": self._tellings.rows,
            "tenures": self._tenures(),
            "outlets": list(material.focus.compare or ()),
        }

    def _level(self, rows: Sequence[EdgeRow], places: Mapping[str, Position]) -> dict[str, Any]:
        edges = [self._edge(row) for row in rows]
        at = {self._actor(iri): place for iri, place in places.items() if iri in self._known}
        return {"edges": edges, "at": [[number, *at[number]] for number in sorted(at)]}

    def _edge(self, row: EdgeRow) -> list[Any]:
        relation = (
            row.relation, plain(row.relation_label_ar), plain(row.relation_label_en), row.category, row.quad_class,
        )  # fmt: skip
        return [
            self._short(row.proposition),
            self._actor(row.subject.id) if row.subject else -1,
            self._relations.number(row.relation, relation),
            self._actor(row.object.id) if row.object else -1,
            row.office or "",
            (1 if row.symmetric else 0) | (2 if row.same_state else 0),
            row.voice,
            row.status,
            [self._telling(t) for t in row.tellings],
        ]

    def _telling(self, t: Telling) -> int:
        article = (self._short(t.article), t.article_title or "", t.publisher or "", t.date or "", _link(t.url))
        start, end = t.trigger_start - t.quote_start, t.trigger_end - t.quote_start
        marked = 0 <= start < end <= len(t.quote) and t.quote[start:end] == t.trigger
        place = (plain(t.place_label_ar or ""), plain(t.place_label_en or ""))
        row: list[Any] = [
            self._articles.number(t.article, article),
            self._quote(t.quote),
            [t.quote_start, t.quote_end],
            [start, end] if marked else [t.trigger_start - t.quote_start, t.trigger_end - t.quote_start, 0],
            t.field,
            t.cue,
            self._quote(t.cue_quote if t.cue_quote != t.quote else ""),
            self._actor(t.source),
            1 if t.own_voice else 0,
            t.stance,
            t.polarity,
            1 if t.negated else 0,
            t.status,
            t.section,
            t.time or "",
            self._places_told.number(place, place) if any(place) else -1,
            t.rule,
            round(t.confidence, 3),
            t.verdict or "",
            (t.day or t.date or "")[:10],
            self._short(t.mention),
            when(t),
        ]
        # at both levels mostly the same: one row then
        return self._tellings.number(json.dumps(row), row)

    def _quote(self, quote: str) -> int:
        return self._quotes.number(quote, quote) if quote else -1

    def _short(self, iri: str) -> str:
        return iri.removeprefix(self._material.base)

    def _actor(self, iri: str) -> int:
        actor = self._known[iri]
        aliases = [plain(a) for a in self._material.aliases.get(iri, ())]
        row = (
            self._short(iri), plain(actor.label_ar), plain(actor.label_en), actor.type, actor.country or "", aliases,
        )  # fmt: skip
        return self._actors.number(iri, row)

    def _tenures(self) -> list[list[Any]]:
        return [
            [self._actor(t.person), t.office, t.body_ar, t.body_en, t.start or "", t.end or ""]
            for t in self._material.tenures
            if t.person in self._known
        ]


def when(telling: Telling) -> str:
    """The day of a telling as exactly as it is told: a year or a month where the event's time is a whole one, for nobody
    said its first day; nothing where there is neither an event's day nor the article's."""
    day = (telling.day or telling.date or "")[:10]
    first, _, last = (telling.time or "").partition("/")
    if first != day:
        return first if len(first) in (4, 7) and day == (first + "-01-01")[:10] else day
    if not _DAY.fullmatch(day):
        return day
    if first[4:] == "-01-01" and last[4:] == "-12-31":
        return first[:4]
    return first[:7] if first[7:] == "-01" and last == _month_end(first[:7]) else day


def _month_end(month: str) -> str:
    year, number = (int(part) for part in month.split("-"))
    return f"{month}-{monthrange(year, number)[1]:02}"


def _link(url: str | None) -> str:
    """An address that a reader may follow: http and https alone."""
    return url if url and url.lower().startswith(("http://", "https://")) else ""
