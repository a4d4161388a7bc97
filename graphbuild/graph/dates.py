"""Event times as the graph keeps them: the literal as told, and one day by which things are ordered and compared."""

from __future__ import annotations

import re
from datetime import date, datetime

from graphbuild.graph.terms import Term, string, typed
from graphbuild.vocab import XSD

_FULL = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH_DAY = re.compile(r"--(\d{2})-(\d{2})")
_YEAR_MONTH = re.compile(r"(\d{4})-(\d{2})")
_YEAR = re.compile(r"\d{4}")


def day_of(text: str | None) -> date | None:
    """The calendar day that an article's date gives (a time of day is cut off), None where it gives none.

    >>> day_of("2024-10-16T09:30:00Z")
    datetime.date(2024, 10, 16)
    >>> day_of("2024-13-01") is None
    True
    """
    if not text or not _FULL.match(text):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def event_day(time: str | None, told: date | None) -> date | None:
    """The first day of an event's time, else the day it was told.

    ``time`` is ``YYYY-MM-DD``, ``--MM-DD``, ``YYYY-MM``, ``YYYY`` or an interval ``A/B``. A day without a year is the
    last such day on or before the telling; a month or a year in which it was told gives no better day than the
    telling itself.

    >>> event_day("--10-03", date(2024, 10, 16)), event_day("--12-30", date(2024, 1, 2))
    (datetime.date(2024, 10, 3), datetime.date(2023, 12, 30))
    >>> event_day("2022", date(2024, 1, 2)), event_day("2024", date(2024, 5, 2)), event_day(None, None)
    (datetime.date(2022, 1, 1), datetime.date(2024, 5, 2), None)
    """
    if not time:
        return told
    first = time.split("/", 1)[0]
    try:
        if _FULL.match(first):
            return date.fromisoformat(first[:10])
        if match := _MONTH_DAY.fullmatch(first):
            return _latest(int(match[1]), int(match[2]), told)
        if match := _YEAR_MONTH.fullmatch(first):
            month = date(int(match[1]), int(match[2]), 1)
            return told if told and (told.year, told.month) == (month.year, month.month) else month
        if _YEAR.fullmatch(first):
            return told if told and told.year == int(first) else date(int(first), 1, 1)
    except ValueError:
        return told
    return told


def _latest(month: int, day: int, told: date | None) -> date | None:
    if told is None:
        return None
    # Four years back, so that 29 February is found.
    for year in range(told.year, max(told.year - 8, 1), -1):
        try:
            candidate = date(year, month, day)
        except ValueError:
            continue
        if candidate <= told:
            return candidate
    return told


def time_literal(time: str) -> Term:
    """The literal of an event's time with the XSD type of its precision; an interval stays a string.

    >>> time_literal("--10-03")
    '"--10-03"^^<http://www.w3.org/2001/XMLSchema#gMonthDay>'
    """
    try:
        if _FULL.fullmatch(time):
            date.fromisoformat(time)
            return typed(time, XSD + "date")
        if _FULL.match(time) and "/" not in time:
            datetime.fromisoformat(time)
            return typed(time[:10], XSD + "date")
        if match := _MONTH_DAY.fullmatch(time):
            date(2000, int(match[1]), int(match[2]))
            return typed(time, XSD + "gMonthDay")
        if match := _YEAR_MONTH.fullmatch(time):
            date(int(match[1]), int(match[2]), 1)
            return typed(time, XSD + "gYearMonth")
        if _YEAR.fullmatch(time) and time != "0000":
            return typed(time, XSD + "gYear")
    except ValueError:
        pass
    return string(time)
