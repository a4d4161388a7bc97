"""What every edition of a report, the page and the Markdown, says alike: which claims first, what it is narrowed to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from graphbuild.rows import EdgeRow, NodeRow
from graphbuild.view.bidi import plain
from graphbuild.view.labels import Label, column_labels
from graphbuild.view.report.material import Answer, Material, actors_of
from graphbuild.view.report.payload import when
from graphbuild.view.report.words import word, words
from graphbuild.vocab import NS

#: How many claims a document lists with their sentences, how many of the sentences of each, and how many actors.
CLAIMS, TELLINGS, ACTORS = 100, 3, 60
#: How many rows of a named query's answer a document shows; the page has more.
ANSWERS = 20


@dataclass(frozen=True, slots=True)
class Scope:
    """One thing that a report is narrowed to: a phrase, and the actor or the outlets that it speaks of."""

    phrase: Label
    names: tuple[NodeRow | str, ...] = ()


def scope(material: Material) -> list[Scope]:
    """What the report is narrowed to, and whether it was cut."""
    focus = material.focus
    parts = []
    if focus.actor is not None:
        parts.append(Scope(word("focus.actor"), (focus.actor,)))
    if focus.query is not None:
        parts.append(Scope(word("focus.query", name=focus.query)))
    if focus.compare is not None:
        parts.append(Scope(word("focus.compare"), focus.compare))
    if focus.since is not None:
        parts.append(Scope(word("focus.since", day=focus.since)))
    if focus.until is not None:
        parts.append(Scope(word("focus.until", day=focus.until)))
    told = sum(len(row.tellings) for row in material.rows)
    if material.all_tellings is not None and told < material.all_tellings:
        parts.append(Scope(word("cut", shown=told, all=material.all_tellings)))
    return parts


def first_claims(rows: Iterable[EdgeRow]) -> list[EdgeRow]:
    """The claims that a document lists: the contested first, then those most often told."""
    ranked = sorted(rows, key=lambda row: (row.voice != "contested", -len(row.tellings), row.proposition))
    return ranked[:CLAIMS]


def months(rows: Sequence[EdgeRow]) -> list[dict[str, Any]]:
    """Tellings by month; ``height`` is a share of 100. An event of which only the year is told is of no month."""
    counts: dict[str, int] = {}
    for row in rows:
        for t in row.tellings:
            month = when(t)[:7]
            if len(month) == 7:
                counts[month] = counts.get(month, 0) + 1
    most = max(counts.values(), default=1)
    return [{"month": m, "count": counts[m], "height": round(100 * counts[m] / most)} for m in sorted(counts)]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of an answer as a reader wants it: what it is, its words (in both languages where it has them), and where
    an article is found; ``value`` is what the store said."""

    kind: Literal["word", "article", "claim", "identifier", "text"]
    words: Label
    value: str
    url: str = ""


#: Terms of the vocabulary in answers that the report has words for.
_TERMS = {
    "Actual": "status.actual", "Planned": "status.planned", "Possible": "status.possible",
    "Affirms": "polarity.affirms", "Rejects": "polarity.rejects", "Open": "polarity.open",
    "Asserts": "polarity.affirms", "Denies": "polarity.rejects", "Doubts": "polarity.open",
}  # fmt: skip


#: Columns that list names, and what stands between these.
_LISTS, _BETWEEN = ("affirmers", "deniers"), " | "


class Cells:
    """Says what values of answers stand for: actors and relations by their names in both languages, articles by their
    titles, claims by their ids."""

    def __init__(self, material: Material) -> None:
        self._base = material.base
        self._relations = {
            row.relation: Label(plain(row.relation_label_ar), plain(row.relation_label_en)) for row in material.rows
        }
        self._articles = {t.article: t for row in material.rows for t in row.tellings}
        self._claims = {row.proposition for row in material.rows}
        ends = (end for row in material.rows for end in (row.subject, row.object) if end is not None)
        self._actors = {end.id: Label(plain(end.label_ar), plain(end.label_en)) for end in ends}
        untold = word("untold")  # what queries call an end that no text names
        self._by_name = {**_unambiguous(actors_of(material.rows).values()), untold.ar: untold}

    def row(self, answer: Answer, row: Sequence[str | None]) -> list[Cell]:
        """The cells of a row: those of the columns that are shown."""
        values = dict(zip(answer.columns, row, strict=True))
        names = (answer.columns[number] for number in columns(answer))
        return [self._cell(name, values[name], values.get(name.removesuffix("Label"))) for name in names]

    def _cell(self, column: str, value: str | None, node: str | None) -> Cell:
        """A value in a column; ``node`` is the identifier that it names, where it is a label."""
        known = self._actors.get(node or "")
        if known is None or not (known.ar and known.en):
            known = self._named(column, value or "")
        if known is not None:
            return Cell("word", known, value or "")
        term = self(node)
        return term if term.kind == "word" and value else self(value)

    def _named(self, column: str, text: str) -> Label | None:
        """Both names of those whom a column names by their Arabic labels alone, where it does so."""
        if not column.endswith("Label") and column not in _LISTS:
            return None
        names = [self._by_name.get(part, _same(part)) for part in text.split(_BETWEEN)]
        both = Label(_BETWEEN.join(one.ar for one in names), _BETWEEN.join(one.en for one in names))
        return both if both.ar != both.en else None

    def __call__(self, value: str | None) -> Cell:
        """What the value stands for; of nothing, an empty text."""
        text = value or ""
        local, short = text.removeprefix(NS), text.removeprefix(self._base)
        if local != text and local in self._relations:
            return Cell("word", self._relations[local], text)
        if local != text and (key := next((k for k in _counted_as(local) if k in words()), "")):
            return Cell("word", word(key), text)
        if local != text:
            return Cell("identifier", _same(f"gb:{local}"), text)
        if text in self._articles:
            told = self._articles[text]
            return Cell("article", _same(told.article_title or short), text, http(told.url))
        if text in self._claims:
            return Cell("claim", _same(text.rsplit("/", 1)[-1][:8]), text)
        return Cell("identifier" if short != text else "text", _same(short), text)


def _unambiguous(actors: Iterable[NodeRow]) -> dict[str, Label]:
    """Names by their Arabic, but those that have more than one English."""
    found: dict[str, set[str]] = {}
    for actor in actors:
        if actor.label_ar and actor.label_en:
            found.setdefault(plain(actor.label_ar), set()).add(plain(actor.label_en))
    return {arabic: Label(arabic, english.pop()) for arabic, english in found.items() if len(english) == 1}


def _same(text: str) -> Label:
    return Label(text, text)


def column_name(column: str) -> Label:
    """What a column of an answer is called; one that nobody named, as the query has it."""
    name = column.removesuffix("Label")
    return column_labels().get(name, _same(name))


def columns(answer: Answer) -> list[int]:
    """Which columns of an answer are shown, by number: not the identifiers of what another column names."""
    return [number for number, name in enumerate(answer.columns) if f"{name}Label" not in answer.columns]


def counts(material: Material) -> list[tuple[str, Label, object, bool]]:
    """What the graph holds, as lines: the name that the program gives it, what it is called in both languages, the number
    (or day, or an empty text for the head of a group), and whether it belongs to the head above."""
    lines: list[tuple[str, Label, object, bool]] = []
    for what, value in material.counts.items():
        name = _called(what, "count." + what)
        if isinstance(value, Mapping):
            lines.append((what, name, "", False))
            lines += [(key, _called(key, *_counted_as(key)), number, True) for key, number in value.items()]
        else:
            lines.append((what, name, "\u2013" if value is None else value, False))
    return lines


def _counted_as(name: str) -> tuple[str, ...]:
    return (f"category.{name}", f"type.{name.lower()}", _TERMS.get(name, ""))


def _called(name: str, *keys: str) -> Label:
    return next((word(key) for key in keys if key in words()), _same(name))


def share(part: int, whole: int) -> int:
    """Per cent, rounded; 0 of nothing."""
    return round(100 * part / whole) if whole else 0


def http(url: str | None) -> str:
    """The address where it is one of the web, else nothing."""
    return url if url and url.lower().startswith(("http://", "https://")) else ""
