"""Dates as newspapers write them → ISO 8601, reckoned from the article's date.

Month names of all Arabic-speaking countries and the names of the days come from Babel (CLDR). Read are day and month
with or without a year (``3 أكتوبر``, ``3 أكتوبر/تشرين الأول 2024``), month alone (``ديسمبر الماضي``), days (``أمس``,
``الجمعة``) and seasons, months and years by their distance (``الصيف الماضي``). A day without a year and without an
article date is ``--10-03``; a stretch is ``2024-06-01/2024-08-31``.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from graphbuild.arabic.tokens import Token
from graphbuild.lexicon import closed_class
from graphbuild.text import fold

_TERRITORIES = ("ar", "ar_SY", "ar_MA", "ar_DZ", "ar_EG", "ar_SA")
_YEAR = re.compile("(19|20)\\d\\d")
_FIGURES = re.compile("(\\d{1,4})/(\\d{1,2})/(\\d{1,4})")
_ANY_DAY = date(2020, 1, 1)


@lru_cache(maxsize=32)
def _words(name: str) -> frozenset[str]:
    """The folded words of a closed class."""
    return frozenset(fold(word) for word in closed_class(name))


@lru_cache(maxsize=1)
def _distances() -> frozenset[str]:
    return _words("date-past") | _words("date-coming") | _words("date-present")


@lru_cache(maxsize=1)
def _days_away() -> dict[str, int]:
    classes = {"date-today": 0, "date-yesterday": -1, "date-tomorrow": 1}
    return {word: days for name, days in classes.items() for word in _words(name)}


@lru_cache(maxsize=1)
def _seasons() -> dict[str, tuple[int, int]]:
    """First and last month of each season."""
    classes = {"season-winter": (12, 2), "season-spring": (3, 5), "season-summer": (6, 8), "season-autumn": (9, 11)}
    return {word: months for name, months in classes.items() for word in _words(name)}


@lru_cache(maxsize=1)
def _units() -> dict[str, str]:
    return {
        word: name.removeprefix("unit-") for name in ("unit-week", "unit-month", "unit-year") for word in _words(name)
    }


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """A time expression: its tokens (half-open) and its ISO value."""

    first: int
    last: int
    value: str


@lru_cache(maxsize=1)
def month_names() -> dict[tuple[str, ...], int]:
    """Folded words of every Arabic month name → 1 to 12."""
    from babel.dates import get_month_names

    out: dict[tuple[str, ...], int] = {}
    for territory in _TERRITORIES:
        for number, name in get_month_names("wide", locale=territory).items():
            out.setdefault(tuple(fold(name).split()), number)
    return out


@lru_cache(maxsize=1)
def _month_words() -> frozenset[str]:
    """The words that a month's name begins with."""
    return frozenset(name[0] for name in month_names())


@lru_cache(maxsize=1)
def day_names() -> dict[str, int]:
    """Folded name of each day → 0 (Monday) to 6."""
    from babel.dates import get_day_names

    return {fold(name): number for number, name in get_day_names("wide", locale="ar").items()}


def parse_date(text: str | None) -> date | None:
    """The day of an ISO date, or None where there is none or it is cut short."""
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:
        return None


def times(tokens: Sequence[Token], today: date | None) -> list[TimeSpan]:
    """The time expressions among the tokens, left to right, none overlapping.

    >>> from graphbuild.arabic.tokens import tokenize
    >>> [t.value for t in times(tokenize("في 3 أكتوبر الجاري"), date(2024, 10, 16))]
    ['2024-10-03']
    >>> [t.value for t in times(tokenize("خلال الصيف الماضي"), date(2024, 10, 16))]
    ['2024-06-01/2024-08-31']
    """
    out: list[TimeSpan] = []
    index = 0
    while index < len(tokens):
        found = _numeric(tokens, index) or _day_and_month(tokens, index, today) or _relative(tokens, index, today)
        if found is None:
            index += 1
        else:
            out.append(found)
            index = found.last
    return out


def stretches(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Where time expressions stand (half-open ranges of tokens), whatever day it is.

    >>> from graphbuild.arabic.tokens import tokenize
    >>> stretches(tokenize("قال أمس الأربعاء إن الجيش انسحب في 7 أكتوبر/تشرين الأول 2023"))
    [(1, 3), (7, 13)]
    """
    return [(span.first, span.last) for span in times(tokens, _ANY_DAY)]


def _month_at(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """A month name at a token: its number and the token after it (a second name after a stroke, ``أكتوبر/تشرين الأول``,
    belongs to it)."""
    names = month_names()
    if tokens[index].key not in _month_words():
        return None
    for length in (2, 1):
        if index + length > len(tokens):
            continue
        number = names.get(tuple(t.key for t in tokens[index : index + length]))
        if number is not None:
            end = index + length
            if end + 1 < len(tokens) and tokens[end].text in ("/", "("):
                second = _month_at(tokens, end + 1)
                if second is not None and second[0] == number:
                    end = second[1] + (
                        tokens[end].text == "(" and second[1] < len(tokens) and tokens[second[1]].text == ")"
                    )
            return number, end
    return None


@lru_cache(maxsize=1)
def _days_in_words() -> dict[tuple[str, ...], int]:
    """Folded words of each day of a month by its ordinal → 1 to 31."""
    return {tuple(w.split()): day for day in range(1, 32) for w in _words(f"date-day-{day}")}


@lru_cache(maxsize=1)
def _ordinals() -> frozenset[str]:
    """The words that a day's ordinal begins with."""
    return frozenset(words[0] for words in _days_in_words())


def _day_in_words(tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """``السادس من أغسطس``: the day, and the token of the month after it."""
    if tokens[index].key not in _ordinals():
        return None
    for length in (2, 1):
        day = _days_in_words().get(tuple(t.key for t in tokens[index : index + length]))
        beyond = index + length
        if day is not None and beyond + 1 < len(tokens):
            beyond += tokens[beyond].form in closed_class("partitive")
            return (day, beyond) if _month_at(tokens, beyond) is not None else None
    return None


def is_year(figure: int) -> bool:
    """Whether a number can be the year of something in the news: 1901 to 2099."""
    return 1900 < figure < 2100


def _numeric(tokens: Sequence[Token], index: int) -> TimeSpan | None:
    """``4/9/2024`` (day first, as Arabic papers write), ``2024/9/4``."""
    found = _FIGURES.fullmatch(tokens[index].key) if tokens[index].kind == "number" else None
    if found is None:
        return None
    day, month, year = (int(figure) for figure in (found[1], found[2], found[3]))
    if day > 31:
        day, year = year, day
    if not is_year(year) or not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return TimeSpan(index, index + 1, date(year, month, day).isoformat())


def _day_and_month(tokens: Sequence[Token], index: int, today: date | None) -> TimeSpan | None:
    start = index
    day: int | None = None
    in_words = _day_in_words(tokens, index)
    if in_words is not None:
        day, index = in_words
    elif tokens[index].kind == "number" and tokens[index].key.isdigit() and 1 <= int(tokens[index].key) <= 31:
        day = int(tokens[index].key)
        index += 1
        if index >= len(tokens):
            return None
    elif tokens[index].kind != "word":
        return None
    found = _month_at(tokens, index)
    if found is None:
        return None
    month, end = found
    year: int | None = None
    counted = _counted_year(tokens, end, today)
    if counted is not None:
        year, end = counted
    elif end < len(tokens) and _YEAR.fullmatch(tokens[end].key):
        year, end = int(tokens[end].key), end + 1
    elif end < len(tokens) and tokens[end].key in _distances():
        word = tokens[end].key
        end += 1
        if today is not None:
            year = _year_of(month, day, word, today)
    elif day is not None and start and tokens[start - 1].key in _words("date-in-name"):
        return None
    elif today is not None and day is not None:
        year = _nearest_year(month, day, today)
    if day is None and year is None:
        return None
    return TimeSpan(start, end, _iso(year, month, day))


def _counted_year(tokens: Sequence[Token], index: int, today: date | None) -> tuple[int, int] | None:
    """The year that a word for *year* names behind a month, and the token after it: ``28 يونيو عام 2014``, ``6 أكتوبر من العام
    الماضي``. Day and year are one date."""
    index += index < len(tokens) and tokens[index].form in closed_class("partitive")
    if index + 1 >= len(tokens) or tokens[index].key not in _words("date-year"):
        return None
    which = tokens[index + 1].key
    if _YEAR.fullmatch(which):
        return int(which), index + 2
    if today is None or which not in _distances():
        return None
    return today.year + _step(which), index + 2


def _step(word: str) -> int:
    """How many units a word of distance is away."""
    return -1 if word in _words("date-past") else int(word in _words("date-coming"))


def _year_of(month: int, day: int | None, word: str, today: date) -> int:
    if word in _words("date-present"):
        return today.year
    if word in _words("date-past"):
        return (
            today.year
            if (month, day or 0) < (today.month, today.day) and month != today.month
            else today.year - (month >= today.month)
        )
    return today.year if month > today.month else today.year + 1


def _nearest_year(month: int, day: int, today: date) -> int:
    """The year that brings a day nearest to today: news speaks of what is near."""
    years = (today.year - 1, today.year, today.year + 1)

    def away(year: int) -> int:
        return abs((date(year, month, min(day, calendar.monthrange(year, month)[1])) - today).days)

    return min(years, key=away)


def _iso(year: int | None, month: int, day: int | None) -> str:
    if year is None:
        return f"--{month:02d}-{day:02d}"
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return f"{year}-{month:02d}-01/{year}-{month:02d}-{last:02d}"
    return f"{year}-{month:02d}-{min(day, last):02d}"


def _relative(tokens: Sequence[Token], index: int, today: date | None) -> TimeSpan | None:
    token = tokens[index]
    if token.kind != "word":
        return None
    following = tokens[index + 1].key if index + 1 < len(tokens) else ""
    if token.key in _words("date-year") and _YEAR.fullmatch(following):
        return TimeSpan(index, index + 2, f"{following}-01-01/{following}-12-31")
    if today is None:
        return None
    days = _days_away().get(token.key)
    if days == 0 and _other_day(tokens, index):
        return None
    if days is not None:
        end = index + 1
        if days == -1 and following in _words("date-before-last"):
            days, end = -2, index + 2
        elif following in day_names():
            end = index + 2
        return TimeSpan(index, end, (today + timedelta(days=days)).isoformat())
    if token.key in day_names():
        return _weekday(index, day_names()[token.key], following, today)
    if following in _distances():
        if token.key in _seasons():
            return TimeSpan(index, index + 2, _season(_seasons()[token.key], following, today))
        if token.key in _units():
            return TimeSpan(index, index + 2, _unit(_units()[token.key], following, today))
    return None


def _other_day(tokens: Sequence[Token], index: int) -> bool:
    """Whether *the day* is not today but one that the words beside it name: ``ذكرى اليوم الوطني``, ``اليوم الـ353``, ``ذلك اليوم``."""
    following = tokens[index + 1].key if index + 1 < len(tokens) else ""
    previous = tokens[index - 1].key if index else ""
    return following in _words("date-other-day") or previous in _words("date-that-day")


def _weekday(index: int, weekday: int, following: str, today: date) -> TimeSpan:
    back = (today.weekday() - weekday) % 7
    if following in _words("date-coming"):
        return TimeSpan(index, index + 2, (today + timedelta(days=(7 - back) or 7)).isoformat())
    if following in _words("date-past"):
        return TimeSpan(index, index + 2, (today - timedelta(days=back or 7)).isoformat())
    return TimeSpan(index, index + 1, (today - timedelta(days=back)).isoformat())


def _season(months: tuple[int, int], word: str, today: date) -> str:
    first, last = months
    year = today.year
    if word in _words("date-past") and (year, first) > (today.year, today.month - 1):
        year -= 1
    if word in _words("date-past") and first <= today.month <= last:
        year -= 1
    if word in _words("date-coming") and first <= today.month:
        year += 1
    end_year = year + (last < first)
    return f"{year}-{first:02d}-01/{end_year}-{last:02d}-{calendar.monthrange(end_year, last)[1]:02d}"


def _unit(unit: str, word: str, today: date) -> str:
    step = _step(word)
    if unit == "year":
        return f"{today.year + step}-01-01/{today.year + step}-12-31"
    if unit == "month":
        months = today.year * 12 + today.month - 1 + step
        year, month = divmod(months, 12)
        return _iso(year, month + 1, None)
    start = today - timedelta(days=today.weekday()) + timedelta(days=7 * step)
    return f"{start.isoformat()}/{(start + timedelta(days=6)).isoformat()}"
