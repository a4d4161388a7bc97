"""The entries of the lexicon: what one row of each data file says, checked."""

from __future__ import annotations

from dataclasses import dataclass

from graphbuild.records import ActorType

NOUN_CLASSES = (
    "office",
    "rank",
    "honorific",
    "person",
    "group",
    "military",
    "body",
    "source",
    "place",
    "asset",
    "accord",
    "aid",
    "violence",
    "measure",
    "talk",
    "speech",
    "claim",
    "stance",
    "quantity",
    "time",
    "other",
)
ADJECTIVE_CLASSES = ("quality", "relational", "ordinal", "former", "designate", "acting", "unnamed")
FRAME_POS = ("v", "vp", "vn", "ap", "pp", "n", "adj", "lv")
EFFECTS = ("asserts", "denies", "doubts", "planned", "possible", "drop", "")
CATEGORIES = (
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
    "DENY",
    "HOLDS_OFFICE",
)


@dataclass(frozen=True, slots=True)
class Verb:
    """Principal parts of a verb; ``form`` is 1 to 10, ``q1`` or ``q2``."""

    lemma: str
    form: str
    present: str
    masdars: tuple[str, ...]
    active: tuple[str, ...]
    passive: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun and what kind of thing it names."""

    lemma: str
    plurals: tuple[str, ...]
    gender: str
    cls: str
    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Adjective:
    """An adjective that is not a participle."""

    lemma: str
    feminine: str
    plurals: tuple[str, ...]
    cls: str


@dataclass(frozen=True, slots=True)
class Particle:
    """A word that does not inflect, and the work it does in a clause."""

    form: str
    pos: str
    role: str
    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Known:
    """A named actor of data/: a country, place, organization or person."""

    slug: str
    type: ActorType
    kind: str
    country: str | None
    label_ar: str
    label_en: str
    names: tuple[str, ...]
    nisba: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    acts_for: str | None = None
    gender: str = ""
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Tenure:
    """A dated office: ``person`` held ``office`` of ``of`` from ``since`` until ``until`` (half-open, ISO dates cut
    short)."""

    person: str
    office: str
    of: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class Short:
    """A word that stands alone for one actor although its article has not named it: ``word`` (with its article) is the
    actor of slug ``of`` where the article names one of the states ``beside`` (any article, where there are none) and none
    of the states ``unless``. With an ``office`` it is a title: whoever holds that office of ``of``."""

    word: str
    of: str
    office: str
    beside: tuple[str, ...]
    unless: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class Frame:
    """What a word does when it makes a relation (docs/data-formats.md, frames)."""

    id: str
    relation: str
    category: str
    lemma: str
    nouns: tuple[tuple[str, str], ...]
    pos: frozenset[str]
    subject: tuple[str, ...]
    object: tuple[str, ...]
    complement: tuple[str, ...]
    control: str
    effect: str
    flags: frozenset[str]
    example: str = ""
    expect: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase by which something is reported."""

    id: str
    lemma: str
    pos: frozenset[str]
    stance: str
    factuality: str
    complement: tuple[str, ...]
    example: str = ""
    expect: str = ""
    distance: bool = False


@dataclass(frozen=True, slots=True)
class Mode:
    """A word that makes the act it governs planned, possible or not done; ``pos`` is v, n, a or p."""

    lemma: str
    pos: str
    status: str
    example: str = ""
