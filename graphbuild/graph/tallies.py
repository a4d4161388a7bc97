"""Tallies and disputes: what is counted of each proposition before anybody asks, at each level.

A tally says of a proposition and a status how many independent sources affirm, reject and doubt it; a dispute, that one
source affirms a proposition and another one rejects it. They stand in ``graph/derived``, so that nothing is counted when
somebody asks, and have keys by which the first rows of an answer are found without the last
(:mod:`graphbuild.graph.pages`): a tally by how much is said for and against (``gb:rank``) and, where one source alone
affirms, by the month of the first telling (``gb:soleMonth``); a dispute by the month of the first rejection
(``gb:disputeMonth``) and the first digits of the proposition (``gb:disputeDigits``).

What a researcher's verdict rejects counts for nothing; sources that are one actor count once. In tallies copies of another
outlet count for nothing, and related headlines for ``gb:soleMonth`` only, as another source that affirms; in disputes both
count.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

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
_ANYWHERE = 3
_SIDES = 4


@dataclass(frozen=True, slots=True)
class Ends:
    """What a proposition's keys are made of: IRIs of the category and of the ends, None for an end that nobody names."""

    agent: str | None
    category: str
    patient: str | None

    @property
    def named(self) -> set[str]:
        """The ends that somebody names, each once."""
        return {end for end in (self.agent, self.patient) if end is not None}


@dataclass(frozen=True, slots=True)
class Names:
    """By which properties a level is read and told of."""

    of_proposition: str
    source: str
    tally_of: str
    rank: str
    sole_month: str
    dispute_of: str
    dispute_digits: str
    dispute_month: str


NAMES: Mapping[Level, Names] = {
    "actor": Names(
        v.OF_PROPOSITION, v.SOURCE, v.TALLY_OF, v.RANK, v.SOLE_MONTH, v.DISPUTE_OF, v.DISPUTE_DIGITS, v.DISPUTE_MONTH,
    ),
    "state": Names(
        v.OF_STATE_PROPOSITION, v.SOURCE_STATE, v.STATE_TALLY_OF, v.STATE_RANK, v.SOLE_STATE_MONTH, v.STATE_DISPUTE_OF,
        v.DISPUTE_STATE_DIGITS, v.DISPUTE_STATE_MONTH,
    ),
}  # fmt: skip


class Said(NamedTuple):
    """One attribution: IRIs, and days as ``2024-10-16``, empty where there is none."""

    proposition: str
    status: str
    #: Whether the mention counts in tallies (it copies no other), and whether it stands in a related headline.
    counts: bool
    related: bool
    day: str
    polarity: str
    source: str
    said_on: str


class Sayings:
    """Who says what of which proposition in a store, but for the mentions that are ``rejected``. ``copies`` are those that
    copy another outlet's."""

    def __init__(self, store: pyoxigraph.Store, *, rejected: Container[str], copies: Container[str]) -> None:
        self.store, self.rejected, self.copies = store, rejected, copies

    def all(self, level: Level) -> Iterator[Said]:
        """Everything that is said, at a level, each property read once from end to end."""
        names = NAMES[level]
        number: dict[str, int] = {}
        told: list[str] = []
        for mention, proposition in self._pairs(names.of_proposition):
            if mention not in self.rejected:
                number[mention] = len(told)
                told.append(proposition)
        counts = bytearray(mention not in self.copies for mention in number)
        statuses, days, related = [""] * len(told), [""] * len(told), bytearray(len(told))
        # One text for each status, day and polarity, of which there are few.
        kept: dict[str, str] = {}
        for values, property_ in ((statuses, v.STATUS_OF), (days, v.DAY)):
            for mention, value in self._pairs(property_):
                if (place := number.get(mention)) is not None:
                    values[place] = kept.setdefault(value, value)
        for (mention,) in self._rows(f'SELECT ?m WHERE {{ ?m <{v.SECTION}> "{_RELATED}" }}'):
            if (place := number.get(mention)) is not None:
                related[place] = True
        said_on = {
            attribution: kept.setdefault(day, day)
            for attribution, day in self._rows(
                f"SELECT ?a ?day WHERE {{ ?a <{v.POLARITY_OF}> <{v.REJECTS}> ; <{v.SAID_ON}> ?day }}"
            )
        }
        of_mention = {a: number[m] for a, m in self._pairs(v.OF_MENTION) if m in number}
        polarities = {a: kept.setdefault(p, p) for a, p in self._pairs(v.POLARITY_OF) if a in of_mention}
        for attribution, source in self._pairs(names.source):
            place = of_mention.get(attribution)
            if place is not None:
                yield Said(
                    told[place], statuses[place], bool(counts[place]), bool(related[place]), days[place],
                    polarities[attribution], source, said_on.get(attribution, ""),
                )  # fmt: skip

    def of(self, level: Level, propositions: Iterable[str]) -> Iterator[Said]:
        """What is said of some propositions."""
        names = NAMES[level]
        asked = iter(propositions)
        while some := list(islice(asked, _AT_ONCE)):
            given = " ".join(f"<{one}>" for one in some)
            text = (
                "SELECT ?told ?mention ?status ?section ?day ?polarity ?source ?saidOn WHERE {"
                f" VALUES ?told {{ {given} }} LATERAL {{ ?mention <{names.of_proposition}> ?told ."
                f" ?attribution <{v.OF_MENTION}> ?mention ; <{v.POLARITY_OF}> ?polarity ; <{names.source}> ?source ."
                f" ?mention <{v.STATUS_OF}> ?status ; <{v.SECTION}> ?section . }}"
                f" LATERAL {{ OPTIONAL {{ ?mention <{v.DAY}> ?day }} }}"
                f" LATERAL {{ OPTIONAL {{ ?attribution <{v.SAID_ON}> ?saidOn }} }} }}"
            )
            for told, mention, status, section, day, polarity, source, said_on in self._rows(text):
                if mention not in self.rejected:
                    counts = mention not in self.copies
                    yield Said(told, status, counts, section == _RELATED, day, polarity, source, said_on)

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
    """The tallies and disputes of what is said, which must be all that is said of each canonical proposition that it speaks
    of.

    ``canonical`` gives a proposition's canonical one, ``merged`` the actors that are another one's, ``ends`` the ends of
    canonical propositions.
    """
    sources: dict[str, int] = {}
    tallies: dict[tuple[str, str], _Tally] = {}
    disputes: dict[str, _Dispute] = {}
    for one in said:
        proposition = canonical(one.proposition)
        source = sources.setdefault(merged.get(one.source, one.source), len(sources))
        if one.counts:
            tallies.setdefault((proposition, one.status), _Tally()).add(one, source)
        if one.polarity != v.OPEN:
            disputes.setdefault(proposition, _Dispute()).add(one, source)
    writer = _Writer(level, ends, base)
    for (proposition, status), tally in tallies.items():
        yield from writer.tally(proposition, status, tally)
    for proposition, dispute in disputes.items():
        if dispute.is_one:
            yield from writer.dispute(proposition, dispute)


class _Tally:
    """What is counted of a proposition and a status. There are as many as propositions, so it is small."""

    __slots__ = ("first", "sides")

    def __init__(self) -> None:
        #: Sources' numbers, the side in the last two bits.
        self.sides: set[int] = set()
        #: The first day of an affirmation. What has no day (empty) comes before all that has one.
        self.first: str | None = None

    def add(self, said: Said, source: int) -> None:
        if not said.related:
            self.sides.add(source * _SIDES + _POLARITIES[said.polarity])
        if said.polarity == v.AFFIRMS:
            self.sides.add(source * _SIDES + _ANYWHERE)
            self.first = said.day if self.first is None else min(self.first, said.day)

    def count(self) -> list[int]:
        """How many affirm, reject, doubt, and affirm when related headlines count."""
        counts = [0] * _SIDES
        for one in self.sides:
            counts[one % _SIDES] += 1
        return counts


class _Dispute:
    """Who affirms and who rejects a proposition: of either side one source, and whether there are more."""

    __slots__ = ("first", "more", "no", "yes")

    def __init__(self) -> None:
        self.yes: int | None = None
        self.no: int | None = None
        self.more = False
        #: The first day of a rejection; empty where one has no day.
        self.first: str | None = None

    def add(self, said: Said, source: int) -> None:
        if said.polarity == v.AFFIRMS:
            self.more |= self.yes not in (None, source)
            self.yes = source
        else:
            self.more |= self.no not in (None, source)
            self.no = source
            self.first = said.said_on if self.first is None else min(self.first, said.said_on)

    @property
    def is_one(self) -> bool:
        """Whether somebody affirms what somebody else rejects."""
        return self.yes is not None and self.no is not None and (self.more or self.yes != self.no)


class _Writer:
    def __init__(self, level: Level, ends: Callable[[str], Ends], base: str) -> None:
        self.level, self.names, self.ends, self.base = level, NAMES[level], ends, base
        self.graph = f"<{base}{v.GRAPH_DERIVED}>"
        self.terms = {iri: f"<{iri}>" for iri in v.own_terms().values()}

    def tally(self, proposition: str, status: str, tally: _Tally) -> Iterator[Quad]:
        """One tally's quads: none where nothing counts."""
        affirming, rejecting, doubting, anywhere = tally.count()
        pairs: list[tuple[str, Term]] = []
        ends = self.ends(proposition)
        if affirming or rejecting or doubting:
            pairs += [
                (v.AFFIRMING, integer(affirming)),
                (v.REJECTING, integer(rejecting)),
                (v.DOUBTING, integer(doubting)),
            ]
            key = self._key(ends.agent or v.UNTOLD, ends.category, v.rank_of(rejecting, affirming, proposition))
            pairs.append((self.names.rank, key))
        if anywhere == 1:
            month = v.key_month(tally.first or "")
            pairs += [(self.names.sole_month, self._key(end, "", month)) for end in ends.named]
        if pairs:
            pairs += [(self.names.tally_of, f"<{proposition}>"), (v.OF_STATUS, self.terms[status])]
            yield from self._say(f"{v.TALLIES}{self.level}/{self._id(proposition)}/{status.removeprefix(v.NS)}", pairs)

    def dispute(self, proposition: str, dispute: _Dispute) -> Iterator[Quad]:
        """One dispute's quads."""
        pairs: list[tuple[str, Term]] = [(self.names.dispute_of, f"<{proposition}>")]
        for end in self.ends(proposition).named:
            pairs += [
                (v.DISPUTE_PARTY, f"<{end}>"),
                (self.names.dispute_digits, self._key(end, "", v.digits_of(proposition))),
                (self.names.dispute_month, self._key(end, "", v.key_month(dispute.first or ""))),
            ]
        yield from self._say(f"{v.DISPUTES}{self.level}/{self._id(proposition)}", pairs)

    def _id(self, proposition: str) -> str:
        return proposition.removeprefix(self.base + "proposition/")

    def _say(self, identifier: str, pairs: Iterable[tuple[str, Term]]) -> Iterator[Quad]:
        node = f"<{self.base}{identifier}>"
        return (Quad(node, self.terms[property_], value, self.graph) for property_, value in pairs)

    def _key(self, end: str, category: str, part: str) -> Term:
        return string(v.month_key(end.removeprefix(self.base), category.removeprefix(v.NS), part))
