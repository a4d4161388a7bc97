"""What a report finds, reckoned from its rows: counts, the most involved, the most contested, who claims and denies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graphbuild.rows import EdgeRow, NodeRow, Polarity, Telling, Voice
from graphbuild.view.report.material import actors_of

#: Below this a telling is called uncertain; a reader's rule of thumb, shown with the figure it makes.
LOW_CONFIDENCE = 0.6
_FIRST = 8


@dataclass(frozen=True, slots=True)
class Person:
    """An actor with what is counted of it; ``with_`` the one it has the most relations with."""

    actor: NodeRow
    relations: int
    tellings: int
    with_: NodeRow | None
    with_count: int


@dataclass(frozen=True, slots=True)
class Claimant:
    """Somebody to whom claims are attributed, with how many tellings on each side."""

    actor: NodeRow
    affirms: int
    rejects: int
    open: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.affirms + self.rejects + self.open

    @property
    def sides(self) -> tuple[tuple[Polarity, int], ...]:
        """The sides that it takes at all, with how often."""
        counts: tuple[tuple[Polarity, int], ...] = (
            ("affirms", self.affirms), ("rejects", self.rejects), ("open", self.open),
        )  # fmt: skip
        return tuple((side, n) for side, n in counts if n)


@dataclass(frozen=True, slots=True)
class Side:
    """Who stands on one side of a relation; outlets in their own voice apart."""

    sources: tuple[NodeRow, ...]
    outlets: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dispute:
    """A relation that some affirm and others reject."""

    row: EdgeRow
    affirmed: Side
    rejected: Side


@dataclass(frozen=True, slots=True)
class Outlet:
    """What an outlet tells: articles, tellings, how many of them are attributed to somebody, how many are denials."""

    name: str
    articles: int
    tellings: int
    attributed: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two outlets side by side: relations that one alone has, that both have, and that they take different sides on."""

    first: str
    second: str
    only_first: tuple[EdgeRow, ...]
    only_second: tuple[EdgeRow, ...]
    both: tuple[EdgeRow, ...]
    differ: tuple[EdgeRow, ...]
    denied_first: int
    denied_second: int


@dataclass(frozen=True, slots=True)
class Findings:
    """All of them. ``days`` are the first and the last of the articles' days, or None."""

    articles: int
    actors: int
    relations: int
    tellings: int
    attributed: int
    denied_tellings: int
    voices: tuple[tuple[Voice, int], ...]
    categories: tuple[tuple[str, str, int], ...]
    days: tuple[str, str] | None
    people: tuple[Person, ...]
    claimants: tuple[Claimant, ...]
    deniers: tuple[Claimant, ...]
    disputes: tuple[Dispute, ...]
    all_disputes: int
    outlets: tuple[Outlet, ...]
    all_outlets: int
    uncertain: int
    single_source: int
    unnamed: int
    undated: int
    comparison: Comparison | None


def find(rows: Sequence[EdgeRow], *, compare: tuple[str, str] | None = None) -> Findings:
    """The findings of rows."""
    tellings = [(row, t) for row in rows for t in row.tellings]
    attributed = [t for _, t in tellings if not t.own_voice]
    days = sorted(t.date for _, t in tellings if t.date)
    voices: Counter[Voice] = Counter(row.voice for row in rows)
    categories = Counter((row.quad_class, row.category) for row in rows)
    claimants = _claimants(rows)
    disputes = _disputes(rows)
    outlets = _outlets(t for _, t in tellings)
    mentions = {t.mention: t for _, t in tellings}
    return Findings(
        articles=len({t.article for _, t in tellings}),
        actors=len({end.id for row in rows for end in (row.subject, row.object) if end is not None}),
        relations=len(rows),
        tellings=len(tellings),
        attributed=len(attributed),
        denied_tellings=sum(t.polarity == "rejects" for _, t in tellings),
        voices=tuple(sorted(voices.items(), key=lambda item: (-item[1], item[0]))),
        categories=tuple((q, c, n) for (q, c), n in sorted(categories.items(), key=lambda item: (-item[1], item[0]))),
        days=(days[0], days[-1]) if days else None,
        people=tuple(find_people(rows)[:_FIRST]),
        claimants=tuple(claimants[:_FIRST]),
        deniers=tuple(sorted((c for c in claimants if c.rejects), key=lambda c: -c.rejects)[:_FIRST]),
        disputes=tuple(disputes[:_FIRST]),
        all_disputes=len(disputes),
        outlets=tuple(outlets[:12]),
        all_outlets=len(outlets),
        uncertain=sum(t.confidence < LOW_CONFIDENCE for t in mentions.values()),
        single_source=sum(len({t.source for t in row.tellings}) == 1 for row in rows),
        unnamed=sum(t.source_type == "source" for t in attributed),
        undated=sum(not (t.day or t.date) for _, t in tellings),
        comparison=_compare(rows, *compare) if compare else None,
    )


def find_people(rows: Iterable[EdgeRow]) -> list[Person]:
    """Every actor that is an end of a relation, the best connected first."""
    relations: Counter[str] = Counter()
    tellings: Counter[str] = Counter()
    pairs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    actors: dict[str, NodeRow] = {}
    for row in rows:
        ends = {end.id: end for end in (row.subject, row.object) if end is not None}
        actors |= ends
        for end in ends:
            relations[end] += 1
            tellings[end] += len(row.tellings)
            pairs[end].update(other for other in ends if other != end)
    people = []
    for end in sorted(relations, key=lambda name: (-relations[name], -tellings[name], name)):
        partner = min(pairs[end], key=lambda name: (-pairs[end][name], name), default=None)
        people.append(
            Person(
                actors[end], relations[end], tellings[end], actors[partner] if partner else None,
                pairs[end][partner] if partner else 0,
            )
        )  # fmt: skip
    return people


def _claimants(rows: Sequence[EdgeRow]) -> list[Claimant]:
    sides: defaultdict[str, Counter[Polarity]] = defaultdict(Counter)
    for row in rows:
        for t in row.tellings:
            if not t.own_voice and t.source_type != "source":
                sides[t.source][t.polarity] += 1
    actors = actors_of(rows)
    found = [Claimant(actors[s], c["affirms"], c["rejects"], c["open"]) for s, c in sides.items()]
    return sorted(found, key=lambda c: (-c.total, c.actor.id))


def _disputes(rows: Iterable[EdgeRow]) -> list[Dispute]:
    contested = [row for row in rows if row.voice == "contested"]
    contested.sort(
        key=lambda row: (
            row.subject is None or row.object is None, -min(len(row.affirmers), len(row.rejecters)),
            -len(row.tellings), row.proposition,
        )
    )  # fmt: skip
    return [Dispute(row, _side(row, "affirms"), _side(row, "rejects")) for row in contested]


def _side(row: EdgeRow, polarity: Polarity) -> Side:
    sources: dict[str, NodeRow] = {}
    outlets: set[str] = set()
    for t in row.tellings:
        if t.polarity != polarity:
            continue
        if t.own_voice:
            outlets.add(t.publisher or t.source_label_ar)
        else:
            sources[t.source] = NodeRow(t.source, t.source_label_ar, t.source_label_en, t.source_type, None)
    return Side(tuple(sources[name] for name in sorted(sources)), tuple(sorted(outlets)))


def _outlets(tellings: Iterable[Telling]) -> list[Outlet]:
    by_outlet: defaultdict[str, list[Telling]] = defaultdict(list)
    for t in tellings:
        by_outlet[t.publisher or ""].append(t)
    outlets = [
        Outlet(
            name, len({t.article for t in told}), len(told), sum(not t.own_voice for t in told),
            sum(t.polarity == "rejects" for t in told),
        )
        for name, told in by_outlet.items()
    ]  # fmt: skip
    return sorted(outlets, key=lambda o: (-o.articles, -o.tellings, o.name))


def _compare(rows: Sequence[EdgeRow], first: str, second: str) -> Comparison:
    def told_by(row: EdgeRow, outlet: str) -> list[Telling]:
        return [t for t in row.tellings if t.publisher == outlet]

    def sides(row: EdgeRow, outlet: str) -> set[Polarity]:
        return {t.polarity for t in told_by(row, outlet) if t.polarity != "open"}

    both = [row for row in rows if told_by(row, first) and told_by(row, second)]
    return Comparison(
        first,
        second,
        only_first=tuple(_most_told(row for row in rows if not told_by(row, second))),
        only_second=tuple(_most_told(row for row in rows if not told_by(row, first))),
        both=tuple(_most_told(both)),
        differ=tuple(_most_told(row for row in both if sides(row, first) != sides(row, second))),
        denied_first=sum(t.polarity == "rejects" for row in rows for t in told_by(row, first)),
        denied_second=sum(t.polarity == "rejects" for row in rows for t in told_by(row, second)),
    )


def _most_told(rows: Iterable[EdgeRow]) -> list[EdgeRow]:
    return sorted(rows, key=lambda row: (-len(row.tellings), row.proposition))
