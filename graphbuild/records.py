"""The values that travel through the program: frozen, comparable, free of third parties.

Offsets are **code points** into the named field (``title`` or ``text``) of the article as it was read, half-open:
``field[start:end]``. Confidence is a number from 0 to 1. Dates are ISO 8601 strings. Identifiers of actors,
propositions and articles are IRIs **without their base** (``actor/PRK``); :func:`graphbuild.iris.expand` adds the base.

The way of the data: ``Article`` → ``Section`` → ``Sentence`` → ``Token`` → ``Mention`` → ``Claim`` (all in a
``Reading``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Field = Literal["title", "text"]
SectionKind = Literal["headline", "body", "subhead", "related", "furniture"]
ActorType = Literal["country", "person", "organization", "military", "group", "place"]
Stance = Literal["asserts", "denies", "doubts"]
Status = Literal["actual", "planned", "possible"]

FIELDS: tuple[Field, ...] = ("title", "text")
SECTION_KINDS: tuple[SectionKind, ...] = ("headline", "body", "subhead", "related", "furniture")
ACTOR_TYPES: tuple[ActorType, ...] = ("country", "person", "organization", "military", "group", "place")
STANCES: tuple[Stance, ...] = ("asserts", "denies", "doubts")
STATUSES: tuple[Status, ...] = ("actual", "planned", "possible")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points of one field of an article."""

    field: Field
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span needs 0 <= start <= end, got {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """Whether the other span lies wholly within this one."""
        return self.field == other.field and self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, order=True)
class Section:
    """A part of an article and what it is; furniture is kept, and not extracted from."""

    kind: SectionKind
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """An article as read. An article embedded in another's page has the id ``PARENT#2``, its parent's ``text``,
    and sections that cover its own part of it only.

    ``origin`` is the name of the input it came from (a file name, ``-`` for standard input), for error messages
    and, where nothing better names the article, for its identity. ``parent`` is the id of the host page. ``reader`` is
    what read it, with its version (``html/1 trafilatura/2.0.0``); empty where no file was read.
    """

    id: str
    text: str
    title: str | None = None
    date: str | None = None
    url: str | None = None
    publisher: str | None = None
    sections: tuple[Section, ...] = ()
    parent: str | None = None
    origin: str = ""
    reader: str = ""

    def slice(self, span: Span) -> str:
        """The text that a span covers, untouched."""
        source = self.text if span.field == "text" else (self.title or "")
        return source[span.start : span.end]


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A span with the text it covers: a trigger, a cue, one mention of an actor."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class End:
    """The subject, object or place of a claim.

    ``span`` and ``text`` are the whole noun phrase with its role; ``name`` is the shortest part that names the actor.
    For a pronoun or a dropped subject they are those of the nearest mention that it stands for. ``country`` is the ISO
    3166 alpha-3 code of the affiliation, or a bloc's short code (EU, UN, NATO, ARL, GCC, AU).
    """

    actor: str
    span: Span
    text: str
    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Who says so. ``actor`` is None only where nothing at all names the source."""

    actor: str | None
    text: str
    country: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """One source's stance on a claim, with the words that show it and the sentence they stand in.

    ``via`` is the index, among the claim's attributions, of the one that reports this one
    (Reuters → a source in the Kremlin).
    """

    source: Source
    stance: Stance
    cue: Quote
    sentence: Span
    via: int | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """*subject* did *relation* to *object*, told at ``trigger``; an empty ``attributions`` is the author's own voice.

    ``id`` is unique in the article: ``START-END/PROP8`` of trigger and proposition. ``proposition`` is what tellings of
    one thing share (see :func:`graphbuild.iris.proposition_id`). ``office`` is set for HOLDS_OFFICE: the office as
    written, ``tense:current|former|designate`` appended after a space where it is not current. ``bare`` says whether a
    plain triple may be told in the outlet's own voice (DESIGN: no reporting cue or quotation around it, not from a
    related headline). ``denies`` lists, for a DENY claim, ``(claim id, attribution index)`` of each attribution that it
    makes.
    """

    id: str
    proposition: str
    category: str
    relation: str
    section: SectionKind
    subject: End | None
    object: End | None
    trigger: Quote
    sentence: Span
    negated: bool = False
    status: Status = "actual"
    attributions: tuple[Attribution, ...] = ()
    office: str | None = None
    time: str | None = None
    place: End | None = None
    rule: str = ""
    confidence: float = 1.0
    bare: bool = False
    denies: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that the article names, with every mention of it.

    ``id`` is ``actor/SLUG`` for a row of data/, ``actor/x-HASH`` for a named actor that no row has,
    ``source/ARTICLE/START`` for one that only this article can tell apart (unnamed sources, groups without
    affiliation). ``acts_for`` is the state or body that answers for it. ``label_en`` is from the data, or a readable
    romanisation. ``name_key`` is the spelling key by which transliteration variants meet (None where the actor is only
    described).
    """

    id: str
    type: ActorType
    label_ar: str
    label_en: str
    country: str | None = None
    acts_for: str | None = None
    mentions: tuple[Quote, ...] = ()
    name_key: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What one engine reads in one article: the article, its actors and its claims, linked."""

    article: Article
    engine: str
    actors: tuple[Actor, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Mentioned:
    """An actor as the text names it, before it is linked: what link/ decides on.

    ``known`` are slugs of rows of data/ that the name may be, most likely first; ``affiliation`` the slug of the state
    or body the phrase says it belongs to; ``head`` the lemma of its head noun and ``cls`` that noun's class;
    ``personal`` whether a person is named; ``place`` whether it is meant as a place (a capital that is bombed, not the
    government that sits there); ``near`` the state that it is likely to be of, where no word says of which: a guess from
    what else its sentence names.
    """

    quote: Quote
    name: str
    type: ActorType
    country: str | None
    known: tuple[str, ...]
    affiliation: str | None
    head: str
    cls: str
    personal: bool
    plural: bool
    gender: str
    place: bool = False
    description: str = ""
    near: str | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Who says, denies or doubts a telling: ``source`` is an index into the extraction's mentions (None where only
    ``words`` name it)."""

    source: int | None
    words: Quote
    stance: Stance
    cue: Quote
    sentence: Span
    via: int | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """A claim before its actors are linked; ends are indices into the extraction's mentions. ``denies`` lists (index of
    a telling, index of its saying) for each saying that a DENY makes."""

    category: str
    relation: str
    section: SectionKind
    subject: int | None
    object: int | None
    trigger: Quote
    sentence: Span
    negated: bool
    status: Status
    said: tuple[Said, ...]
    rule: str
    confidence: float
    office: str | None = None
    quoted: bool = False
    time: str | None = None
    place: int | None = None
    denies: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """What an extractor finds in an article: mentions and tellings."""

    mentions: tuple[Mentioned, ...]
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a section."""

    span: Span
    section: SectionKind
    index: int


@dataclass(frozen=True, slots=True)
class Relation:
    """A leaf relation of the ontology: one row of data/relations/."""

    name: str
    category: str
    cameo: str
    label_ar: str
    label_en: str
    symmetric: bool = False
    inverse: str | None = None
    umbrellas: tuple[str, ...] = field(default=())
