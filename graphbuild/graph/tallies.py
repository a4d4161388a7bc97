"""Tallies: for each proposition and status, at each level, how many independent sources affirm, reject and doubt it.

They stand in ``graph/derived``, so that nothing is counted when somebody asks. A tally also has keys by which the first
rows of an answer are found without the last (:mod:`graphbuild.graph.pages`): by how much is said for and against
(``gb:rank``), and, where one source alone affirms, by the month of the first telling (``gb:soleMonth``).

What a researcher's verdict rejects and what copies another outlet count for nothing; sources that are one actor count
once. Sections of related headlines count for ``gb:soleMonth`` only, as another source that affirms.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from graphbuild import vocab as v
from graphbuild.graph.terms import Quad, Term, integer, string
from graphbuild.rows import Level

if TYPE_CHECKING:
    import pyoxigraph

#: Propositions that one query names: some hundred kB of text.
_AT_ONCE = 1000
_RELATED = "related"
_POLARITIES = {v.AFFIRMS: 0, v.REJECTS: 1, v.OPEN: 2}
#: In the place of a polarity: affirms, be it in a related headline.
_SOLE = 3
_SIDES = 4


@dataclass(frozen=True, slots=True)
class Ends:
    """What a proposition's keys are made of: IRIs of the category and of the ends, None for an end that nobody names."""

    agent: str | None
    category: str
    patient: str | None


@dataclass(frozen=True, slots=True)
class Names:
    """By which properties a level is read and told of."""

    of_proposition: str
    source: str
    tally_of: str
    rank: str
    sole_month: str


NAMES: Mapping[Level, Names] = {
    "actor": Names(v.OF_PROPOSITION, v.SOURCE, v.TALLY_OF, v.RANK, v.SOLE_MONTH),
    "state": Names(v.OF_STATE_PROPOSITION, v.SOURCE_STATE, v.STATE_TALLY_OF, v.STATE_RANK, v.SOLE_STATE_MONTH),
}
#: Proposition, status, whether in a related headline, day (empty: none), polarity, source.
Said = tuple[str, str, bool, str, str, str]


class Sayings:
    """Who says what of which proposition in a store. ``dropped`` are the mentions that count for nothing."""

    def __init__(self, store: pyoxigraph.Store, dropped: Container[str]) -> None:
        self.store, self.dropped = store, dropped

    def all(self, level: Level) -> Iterator[Said]:
        """Everything that is said, at a level, each property read once from end to end."""
        names = NAMES[level]
        number: dict[str, int] = {}
        told: list[str] = []
        for mention, proposition in self._pairs(names.of_proposition):
            if mention not in self.dropped:
                number[mention] = len(told)
                told.append(proposition)
        statuses, days, related = [""] * len(told), [""] * len(told), bytearray(len(told))
        kept: dict[str, str] = {}
        for values, property_ in ((statuses, v.STATUS_OF), (days, v.DAY)):
            for mention, value in self._pairs(property_):
                if (place := number.get(mention)) is not None:
                    values[place] = kept.setdefault(value, value)
        for (mention,) in self._rows(f'SELECT ?m WHERE {{ ?m <{v.SECTION}> "{_RELATED}" }}'):
            if (place := number.get(mention)) is not None:
                related[place] = True
        of_mention = {a: number[m] for a, m in self._pairs(v.OF_MENTION) if m in number}
        polarities = {a: kept.setdefault(p, p) for a, p in self._pairs(v.POLARITY_OF) if a in of_mention}
        for attribution, source in self._pairs(names.source):
            place = of_mention.get(attribution)
            if place is not None:
                yield (
                    told[place], statuses[place], bool(related[place]), days[place], polarities[attribution], source,
                )  # fmt: skip

    def of(self, level: Level, propositions: Iterable[str]) -> Iterator[Said]:
        """What is said of some propositions."""
        names = NAMES[level]
        asked = iter(propositions)
        while some := list(islice(asked, _AT_ONCE)):
            given = " ".join(f"<{one}>" for one in some)
            text = (
                "SELECT ?told ?mention ?status ?section ?day ?polarity ?source WHERE {"
                f" VALUES ?told {{ {given} }} LATERAL {{ ?mention <{names.of_proposition}> ?told ."
                f" ?attribution <{v.OF_MENTION}> ?mention ; <{v.POLARITY_OF}> ?polarity ; <{names.source}> ?source ."
                f" ?mention <{v.STATUS_OF}> ?status ; <{v.SECTION}> ?section . }}"
                f" LATERAL {{ OPTIONAL {{ ?mention <{v.DAY}> ?day }} }} }}"
            )
            for told, mention, status, section, day, polarity, source in self._rows(text):
                if mention not in self.dropped:
                    yield told, status, section == _RELATED, day, polarity, source

    def _pairs(self, property_: str) -> Iterator[tuple[str, ...]]:
        return self._rows(f"SELECT ?s ?o WHERE {{ ?s <{property_}> ?o }}")

    def _rows(self, text: str) -> Iterator[tuple[str, ...]]:
        found: Any = self.store.query(text, use_default_graph_as_union=True)
        return (tuple("" if cell is None else cell.value for cell in row) for row in found)


def rejected_mentions(store: pyoxigraph.Store) -> set[str]:
    """The mentions that a researcher's verdict rejects."""
    found: Any = store.query(
        f"SELECT ?m WHERE {{ ?verdict <{v.DECISION_OF}> <{v.REJECTED}> ; <{v.VERDICT_ON}> ?m }}",
        use_default_graph_as_union=True,
    )
    return {row[0].value for row in found}


def tally_quads(
    said: Iterable[Said],
    level: Level,
    *,
    canonical: Callable[[str], str],
    merged: Mapping[str, str],
    ends: Callable[[str], Ends],
    base: str,
) -> Iterator[Quad]:
    """The tallies of what is said, which must be all that is said of each canonical proposition that it speaks of.

    ``canonical`` gives a proposition's canonical one, ``merged`` the actors that are another one's, ``ends`` the ends of
    canonical propositions.
    """
    sources: dict[str, int] = {}
    # Each side's sources as numbers, with the side in the last two bits: there are as many of these as propositions.
    sides: dict[tuple[str, str], set[int]] = {}
    first: dict[tuple[str, str], str] = {}
    for told, status, related, day, polarity, source in said:
        key = (canonical(told), status)
        number = sources.setdefault(merged.get(source, source), len(sources)) * _SIDES
        side = _POLARITIES[polarity]
        found = sides.setdefault(key, set())
        if not related:
            found.add(number + side)
        if polarity == v.AFFIRMS:
            found.add(number + _SOLE)
            # What has no day comes before all that has one.
            first[key] = min(first.get(key, day), day)
    writer = _Writer(level, ends, base)
    for key, numbers in sides.items():
        counts = [0] * _SIDES
        for one in numbers:
            counts[one % _SIDES] += 1
        yield from writer.quads(*key, counts, first.get(key, ""))


class _Writer:
    def __init__(self, level: Level, ends: Callable[[str], Ends], base: str) -> None:
        self.level, self.names, self.ends, self.base = level, NAMES[level], ends, base
        self.graph = f"<{base}{v.GRAPH_DERIVED}>"
        self.terms = {iri: f"<{iri}>" for iri in v.own_terms().values()}

    def quads(self, proposition: str, status: str, counts: list[int], first: str) -> Iterator[Quad]:
        """One tally's quads: none where nothing counts."""
        affirming, rejecting, doubting, affirming_anywhere = counts
        pairs: list[tuple[str, Term]] = []
        ends = self.ends(proposition)
        if affirming or rejecting or doubting:
            pairs += [(v.AFFIRMING, integer(affirming)), (v.REJECTING, integer(rejecting)), (v.DOUBTING, integer(doubting))]
            key = self._key(ends.agent or v.UNTOLD, ends.category, v.rank_of(rejecting, affirming, proposition))
            pairs.append((self.names.rank, key))
        if affirming_anywhere == 1:
            month = v.sole_month(first)
            named = {end for end in (ends.agent, ends.patient) if end is not None}
            pairs += [(self.names.sole_month, self._key(end, "", month)) for end in named]
        if pairs:
            pairs += [(self.names.tally_of, f"<{proposition}>"), (v.OF_STATUS, self.terms[status])]
            identifier = proposition.removeprefix(self.base + "proposition/")
            node = f"<{self.base}tally/{self.level}/{identifier}/{status.removeprefix(v.NS)}>"
            for property_, value in pairs:
                yield Quad(node, self.terms[property_], value, self.graph)

    def _key(self, end: str, category: str, part: str) -> Term:
        return string(v.month_key(end.removeprefix(self.base), category.removeprefix(v.NS), part))
