"""Rows → a table of claims: one line for each side that anybody takes in each telling."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from graphbuild.rows import EdgeRow, Telling

_FIELDS: dict[str, Callable[[EdgeRow, Telling], object]] = {
    "subject": lambda row, _: row.subject and row.subject.id,
    "subjectLabelAr": lambda row, _: row.subject and row.subject.label_ar,
    "subjectLabelEn": lambda row, _: row.subject and row.subject.label_en,
    "relation": lambda row, _: row.relation,
    "relationLabelAr": lambda row, _: row.relation_label_ar,
    "category": lambda row, _: row.category,
    "object": lambda row, _: row.object and row.object.id,
    "objectLabelAr": lambda row, _: row.object and row.object.label_ar,
    "objectLabelEn": lambda row, _: row.object and row.object.label_en,
    "office": lambda row, _: row.office,
    "source": lambda _, telling: telling.source,
    "sourceLabelAr": lambda _, telling: telling.source_label_ar,
    "sourceLabelEn": lambda _, telling: telling.source_label_en,
    "ownVoice": lambda _, telling: telling.own_voice,
    "stance": lambda _, telling: telling.stance,
    "polarity": lambda _, telling: telling.polarity,
    "negated": lambda _, telling: telling.negated,
    "status": lambda _, telling: telling.status,
    "time": lambda _, telling: telling.time,
    "quote": lambda _, telling: telling.quote,
    "trigger": lambda _, telling: telling.trigger,
    "cue": lambda _, telling: telling.cue,
    "article": lambda _, telling: telling.article,
    "title": lambda _, telling: telling.article_title,
    "publisher": lambda _, telling: telling.publisher,
    "date": lambda _, telling: telling.date,
    "url": lambda _, telling: telling.url,
    "section": lambda _, telling: telling.section,
    "rule": lambda _, telling: telling.rule,
    "confidence": lambda _, telling: telling.confidence,
    "proposition": lambda row, _: row.proposition,
    "mention": lambda _, telling: telling.mention,
}
#: The columns of the table of claims, in their order.
COLUMNS: tuple[str, ...] = tuple(_FIELDS)
# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def claims_csv(rows: Iterable[EdgeRow]) -> str:
    """The claims as CSV with a header (see :data:`COLUMNS`), LF line ends, in the order of the rows.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    return to_csv(COLUMNS, _lines(rows))


def _lines(rows: Iterable[EdgeRow]) -> Iterator[list[object]]:
    for row in rows:
        for telling in row.tellings:
            yield [field(row, telling) for field in _FIELDS.values()]


def to_csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Any table as CSV with LF line ends, formulas made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: object) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    text = "" if cell is None else str(cell)
    return "'" + text if text.startswith(_FORMULA) else text
