"""What people decide: that two actors are one or not, that a claim is read rightly or not; and sheets for hand-coding.

Decisions on links are stored by identifier, type and name, verdicts by the mention (article, place in the text,
proposition), so that both survive rebuilding. Sheets are CSV with a header; columns that are not known are left alone.
"""

from __future__ import annotations

import csv
import io
import math
import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graphbuild import vocab as v
from graphbuild.errors import DataError, UsageError
from graphbuild.graph.derived import Deriver, Link, NamedActor, linked_name
from graphbuild.graph.names import find_actors
from graphbuild.graph.results import csv_text
from graphbuild.graph.terms import Quad
from graphbuild.rows import EdgeRow

if TYPE_CHECKING:
    from graphbuild.graph.store import Store

LINK_COLUMNS = ("first", "first_name", "second", "second_name", "type", "reason", "decision")
SAMPLE_COLUMNS = (
    "mention", "article", "date", "publisher", "category", "relation", "subject", "object", "office", "negated", "status", "sources",
    "trigger", "sentence", "verdict", "comment",
)  # fmt: skip

_YES = frozenset(
    (
        "1",
        "y",
        "yes",
        "true",
        "right",
        "accept",
        "accepted",
        "\u0646\u0639\u0645",
        "\u0635\u062d",
        "\u0635\u062d\u064a\u062d",
    )
)
_NO = frozenset(("0", "n", "no", "false", "wrong", "reject", "rejected", "\u0644\u0627", "\u062e\u0637\u0623"))


# --- links


def links(store: Store) -> list[Link]:
    """Every link between actors: reckoned, proposed and decided; sorted."""
    return Deriver(store.reader(), store.base, store.relations).links()


def link_sheet(store: Store) -> str:
    """The links as CSV: identifiers, names, reason, decision; give it back to :func:`decide` with the rows that are
    to be decided."""
    actors = Deriver(store.reader(), store.base, store.relations).actors()

    def name(iri: str) -> str:
        return actors[iri].label_ar if iri in actors else ""

    rows: list[tuple[str | None, ...]] = []
    for link in links(store):
        kind = actors[link.first].type if link.first in actors else ""
        rows.append(
            (
                link.first.removeprefix(store.base), name(link.first), link.second.removeprefix(store.base), name(link.second),
                kind.removeprefix(v.NS), link.reason, link.decision.removeprefix(v.NS),
            )
        )  # fmt: skip
    return csv_text(LINK_COLUMNS, rows)


def read_pairs(path: Path) -> list[tuple[str, str]]:
    """The pairs of actors of a sheet with the columns ``first`` and ``second``.

    Raises:
        DataError: no such columns, or an empty cell; file and line.
        UsageError: the file cannot be read.
    """
    return [(row["first"], row["second"]) for row in _sheet(path, ("first", "second"))]


def decide(store: Store, pairs: Iterable[tuple[str, str]], *, accept: bool) -> list[Link]:
    """Record that the actors of each pair are one (or are not); what groups by actor follows at once. Gives the
    decisions.

    Actors are named by IRI, identifier or label.

    Raises:
        UsageError: no or several such actors, or twice the same; nothing is recorded.
    """
    deriver = Deriver(store.reader(), store.base, store.relations)
    actors = deriver.actors()
    known = {(link.first, link.second): link for link in deriver.links()}
    made = []
    for one, other in pairs:
        first, second = sorted((_resolve(store, actors, one), _resolve(store, actors, other)))
        if first == second:
            raise UsageError(f"{one!r} and {other!r} are the same identifier")
        reason = known[first, second].reason if (first, second) in known else "decided by a person"
        names = tuple(sorted(linked_name(actors[iri]) for iri in (first, second) if iri in actors))
        made.append(Link(first, second, reason, v.ACCEPTED if accept else v.REJECTED, names))
    graph = f"<{store.base}{v.GRAPH_LINKS}>"
    present = set(_quads_of(store, graph))
    nodes = {quad.subject for quad in deriver.link_quads(made) if "/link/" in quad.subject}
    pairs_made = {(link.first, link.second) for link in made}
    stale = {
        quad
        for quad in present
        if quad.subject in nodes
        or (quad.predicate == f"<{v.SAME_ACTOR_AS}>" and (quad.subject[1:-1], quad.object[1:-1]) in pairs_made)
    }
    wanted = deriver.link_quads(made)
    store.edit(v.GRAPH_LINKS, stale - wanted, wanted - present)
    return made


def _quads_of(store: Store, graph: str) -> list[Quad]:
    import pyoxigraph

    found = store.reader().quads_for_pattern(None, None, None, pyoxigraph.NamedNode(graph[1:-1]))
    return [Quad(str(q.subject), str(q.predicate), str(q.object), graph) for q in found]


def _resolve(store: Store, actors: Mapping[str, NamedActor], name: str) -> str:
    """The identifier itself, not the actor that stands for it: decisions are about identifiers."""
    for iri in (name, store.base + name, f"{store.base}actor/{name.removeprefix('actor:')}"):
        if iri in actors:
            return iri
    found = find_actors(store, name)
    if len(found) != 1:
        what = "several actors are" if found else "no actor is"
        raise UsageError(f"{what} called {name!r}: give the identifier, as in the sheet of links")
    return found[0]


# --- verdicts


def read_verdicts(path: Path, *, accept: bool | None = None) -> dict[str, str | None]:
    """Verdicts of a sheet: by its column ``verdict`` (yes or no in English or Arabic; empty cells are passed over),
    or, with ``accept``, one verdict for all its mentions.

    Raises:
        DataError: no column ``mention``, or a verdict that is neither yes nor no; file and line.
        UsageError: the file cannot be read.
    """
    verdicts: dict[str, str | None] = {}
    columns = ("mention",) if accept is not None else ("mention", "verdict")
    for number, row in enumerate(_sheet(path, columns, may_be_empty=("verdict",)), start=2):
        if accept is not None:
            verdicts[row["mention"]] = v.ACCEPTED if accept else v.REJECTED
            continue
        word = row["verdict"].strip().lower()
        if word in _YES | _NO:
            verdicts[row["mention"]] = v.ACCEPTED if word in _YES else v.REJECTED
        elif word:
            raise DataError(path, number, "verdict", f"{row['verdict']!r} is neither yes nor no")
    return verdicts


def judge(store: Store, verdicts: Mapping[str, str | None]) -> None:
    """Record verdicts on mentions (IRIs or identifiers); rejected ones leave queries, exports, pages and bare triples.

    Raises:
        UsageError: no such mention; nothing is changed.
    """
    base = store.base
    store.judge({m if m.startswith(base) else base + m: decision for m, decision in verdicts.items()})


# --- sampling


def sample_sheet(rows: Sequence[EdgeRow], *, size: int, seed: int = 0) -> str:
    """A sheet for hand-coding as CSV: ``size`` mentions, random, each category with its share and with one at least;
    ``verdict`` and ``comment`` are empty. The same rows and seed give the same sheet.
    """
    by_category: defaultdict[str, dict[str, tuple[str | None, ...]]] = defaultdict(dict)
    for row in rows:
        for telling in row.tellings:
            by_category[row.category].setdefault(telling.mention, _sample_row(row, telling.mention))
    shares = allocate({category: len(found) for category, found in by_category.items()}, size)
    chosen: list[tuple[str | None, ...]] = []
    for category in sorted(by_category):
        mentions = sorted(by_category[category])
        picked = random.Random(f"{seed}/{category}").sample(mentions, shares[category])  # noqa: S311 (a sample, no secret)
        chosen.extend(by_category[category][mention] for mention in sorted(picked))
    return csv_text(SAMPLE_COLUMNS, chosen)


def _sample_row(row: EdgeRow, mention: str) -> tuple[str | None, ...]:
    tellings = [t for t in row.tellings if t.mention == mention]
    one = tellings[0]
    sources = "; ".join(f"{t.source_label_ar}: {t.stance}" for t in tellings if not t.own_voice)
    return (
        mention, one.article, one.date, one.publisher, row.category, row.relation,
        row.subject.label_ar if row.subject else None, row.object.label_ar if row.object else None, row.office,
        str(one.negated).lower(), one.status, sources, one.trigger, one.quote, None, None,
    )  # fmt: skip


def allocate(sizes: Mapping[str, int], size: int) -> dict[str, int]:
    """How many to draw from each stratum: in proportion, one at least from each while they last, never more than
    there are.

    >>> allocate({"AID": 90, "DENY": 9, "REJECT": 1}, 10)
    {'AID': 8, 'DENY': 1, 'REJECT': 1}
    """
    total = sum(sizes.values())
    size = min(size, total)
    quotas = {name: size * count / total for name, count in sizes.items()} if total else {}
    drawn = {name: min(count, max(1, math.floor(quotas[name]))) for name, count in sizes.items()}
    by_need = sorted(sizes, key=lambda name: (drawn[name] - quotas[name], name))
    while sum(drawn.values()) > size:
        # More strata than draws: the largest give first, down to none.
        name = max(drawn, key=lambda n: (drawn[n], sizes[n], n))
        drawn[name] -= 1
    while sum(drawn.values()) < size:
        for name in by_need:
            if drawn[name] < sizes[name] and sum(drawn.values()) < size:
                drawn[name] += 1
    return drawn


@dataclass(frozen=True, slots=True)
class Precision:
    """How many of the judged are right, with Wilson's 95 % interval."""

    category: str
    right: int
    judged: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """The share that is right, 0..1."""
        return self.right / self.judged if self.judged else math.nan


def precision(path: Path) -> list[Precision]:
    """Precision of a coded sheet: overall (category ``ALL``) first, then by category.

    Raises:
        DataError: the sheet lacks a column, or a verdict is neither yes nor no.
        UsageError: nothing is judged, or the file cannot be read.
    """
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for number, row in enumerate(_sheet(path, ("category", "verdict"), may_be_empty=("verdict",)), start=2):
        word = row["verdict"].strip().lower()
        if not word:
            continue
        if word not in _YES | _NO:
            raise DataError(path, number, "verdict", f"{row['verdict']!r} is neither yes nor no")
        for name in ("ALL", row["category"]):
            counts[name][0] += word in _YES
            counts[name][1] += 1
    if not counts:
        raise UsageError(f"{path}: no row has a verdict yet; write yes or no into the column 'verdict'")
    order = sorted(counts, key=lambda name: (name != "ALL", name))
    out = []
    for name in order:
        right, judged = counts[name]
        low, high = wilson(right, judged)
        out.append(Precision(name, right, judged, low, high))
    return out


def wilson(right: int, judged: int, *, z: float = 1.959964) -> tuple[float, float]:
    """Wilson's score interval of a share.

    >>> tuple(round(x, 3) for x in wilson(8, 10))
    (0.49, 0.943)
    """
    share = right / judged
    centre = share + z * z / (2 * judged)
    spread = z * math.sqrt(share * (1 - share) / judged + z * z / (4 * judged * judged))
    scale = 1 + z * z / judged
    return max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale)


def _sheet(path: Path, columns: tuple[str, ...], *, may_be_empty: tuple[str, ...] = ()) -> list[dict[str, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read as UTF-8 text ({error})") from error
    separator = "\t" if "\t" in text.split("\n", 1)[0] else ","
    reader = csv.DictReader(io.StringIO(text), delimiter=separator)
    for column in columns:
        if column not in (reader.fieldnames or ()):
            raise DataError(
                path, 1, column, f"the header lacks it; it has {', '.join(reader.fieldnames or ()) or 'nothing'}"
            )
    rows = []
    for number, row in enumerate(reader, start=2):
        for column in columns:
            if not (row[column] or "").strip() and column not in may_be_empty:
                raise DataError(path, number, column, "is empty")
        rows.append({column: (row[column] or "").removeprefix("'") for column in row if column})
    return rows
