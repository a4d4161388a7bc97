"""Plain rows that leave the graph for a reader: what a network, a table or a report is drawn from.

Free of third parties, frozen, comparable. Identifiers are **full IRIs** as strings (they are opaque to a reader). A
row says who did what to whom once, and carries every telling of it; a telling says where it stands and who takes
which side.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from graphbuild.records import SectionKind, Stance, Status

Polarity = Literal["affirms", "rejects", "open"]
Voice = Literal["told", "alleged", "denied", "contested", "open"]
Level = Literal["actor", "state"]

POLARITIES: tuple[Polarity, ...] = ("affirms", "rejects", "open")
VOICES: tuple[Voice, ...] = ("told", "alleged", "denied", "contested", "open")
LEVELS: tuple[Level, ...] = ("actor", "state")


@dataclass(frozen=True, slots=True, order=True)
class NodeRow:
    """An actor as a reader sees it.

    ``type`` is one of the actor types of :data:`graphbuild.records.ACTOR_TYPES`, or ``source`` for an unnamed source;
    ``country`` the code of the affiliation (``PRK``, ``EU``) or None.
    """

    id: str
    label_ar: str
    label_en: str
    type: str
    country: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Telling:
    """One source's side in one telling of a proposition, with the words that show it.

    ``own_voice`` marks the article's own voice: then ``source`` is the outlet, and it is **not** to be listed as a
    claimant. ``polarity`` is already reckoned from stance and negation: what the source holds of the proposition
    itself. ``quote`` is the sentence (in the claim's field ``quote_start:quote_end``, code points), ``trigger`` the
    words that made the claim at ``trigger_start:trigger_end`` of the same field, ``cue`` the words of the attribution
    (empty for the own voice), ``cue_quote`` the sentence they stand in. ``date`` is the article's, ``time`` the
    event's as told, ``day`` the first day of it (else the article's), all ISO 8601. ``confidence`` is 0..1.
    """

    article: str
    date: str | None
    quote: str
    mention: str
    source: str
    source_label_ar: str
    source_label_en: str
    source_type: str
    source_state: str | None
    own_voice: bool
    stance: Stance
    polarity: Polarity
    negated: bool
    status: Status
    article_title: str | None = None
    publisher: str | None = None
    url: str | None = None
    field: str = "text"
    quote_start: int = 0
    quote_end: int = 0
    trigger: str = ""
    trigger_start: int = 0
    trigger_end: int = 0
    cue: str = ""
    cue_quote: str = ""
    section: SectionKind = "body"
    time: str | None = None
    place_label_ar: str | None = None
    place_label_en: str | None = None
    rule: str = ""
    confidence: float = 1.0
    verdict: Literal["accepted", "rejected"] | None = None
    day: str | None = None


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """One (subject, relation, object) and all that is told of it, at one level.

    ``relation`` is the leaf's local name (``signs_agreement_with``), ``category`` PLOVER's or ``DENY``,
    ``HOLDS_OFFICE``. An end that no text names is None. ``symmetric`` edges have no direction; their ends stand in
    the order of their IRIs. ``tellings`` are sorted by date, article and place in the text, and never empty.
    ``same_state`` says that both ends answer to one state: such a row is kept and hidden in networks.
    """

    proposition: str
    subject: NodeRow | None
    relation: str
    relation_label_ar: str
    relation_label_en: str
    category: str
    quad_class: str
    object: NodeRow | None
    tellings: tuple[Telling, ...]
    office: str | None = None
    symmetric: bool = False
    same_state: bool = False
    level: Level = "actor"

    @property
    def status(self) -> Status:
        """The strongest status told: actual before planned before possible."""
        told = {t.status for t in self.tellings}
        return "actual" if "actual" in told else "planned" if "planned" in told else "possible"

    @property
    def negated(self) -> bool:
        """Whether every telling is of the proposition's not having happened (nobody affirms it, somebody's words are
        negated)."""
        return bool(self.tellings) and all(t.negated for t in self.tellings)

    @property
    def affirmers(self) -> tuple[str, ...]:
        """IRIs of the sources that affirm it, an outlet's own voice included, sorted."""
        return self._sources("affirms")

    @property
    def rejecters(self) -> tuple[str, ...]:
        """IRIs of the sources that reject it, sorted."""
        return self._sources("rejects")

    @property
    def claimants(self) -> tuple[str, ...]:
        """IRIs of everybody who is said to take a side; never an outlet's own voice. Sorted."""
        return tuple(sorted({t.source for t in self.tellings if not t.own_voice}))

    @property
    def voice(self) -> Voice:
        """How the edge is to be drawn: ``contested`` (somebody affirms and somebody rejects), ``told`` (affirmed in
        an outlet's own voice), ``alleged`` (affirmed by claimants only), ``denied`` (rejected only), ``open`` (only
        doubted)."""
        affirmed = [t for t in self.tellings if t.polarity == "affirms"]
        rejected = any(t.polarity == "rejects" for t in self.tellings)
        if affirmed and rejected:
            return "contested"
        if affirmed:
            return "told" if any(t.own_voice for t in affirmed) else "alleged"
        return "denied" if rejected else "open"

    def _sources(self, polarity: Polarity) -> tuple[str, ...]:
        return tuple(sorted({t.source for t in self.tellings if t.polarity == polarity}))
