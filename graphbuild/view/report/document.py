"""What every edition of a report, the page and the Markdown, says alike: which claims first, what it is narrowed to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from graphbuild.rows import EdgeRow, NodeRow
from graphbuild.view.labels import Label
from graphbuild.view.report.material import Material
from graphbuild.view.report.words import word

#: How many claims a document lists with their sentences, how many of the sentences of each, and how many actors.
CLAIMS, TELLINGS, ACTORS = 100, 3, 60


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
    """Tellings by month; ``height`` is a share of 100."""
    counts: dict[str, int] = {}
    for row in rows:
        for t in row.tellings:
            month = (t.day or t.date or "")[:7]
            if len(month) == 7:
                counts[month] = counts.get(month, 0) + 1
    most = max(counts.values(), default=1)
    return [{"month": m, "count": counts[m], "height": round(100 * counts[m] / most)} for m in sorted(counts)]


def share(part: int, whole: int) -> int:
    """Per cent, rounded; 0 of nothing."""
    return round(100 * part / whole) if whole else 0


def http(url: str | None) -> str:
    """The address where it is one of the web, else nothing."""
    return url if url and url.lower().startswith(("http://", "https://")) else ""
