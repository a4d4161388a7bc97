"""The IRIs of the graph's own vocabulary, and of the ones it borrows; tested equal to ``ontologies/graphbuild.ttl``.

Labels and comments in Arabic and English stand in the Turtle file; here are the names alone, as plain strings, so
that this module needs no RDF library. The leaf relations are data (``data/relations/``) and have no constants:
:func:`relation_iri` names them.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final, Literal

from graphbuild.records import ActorType, Stance, Status

NS: Final = "https://w3id.org/graphbuild/ns#"

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
PROV: Final = "http://www.w3.org/ns/prov#"
SCHEMA: Final = "https://schema.org/"
SEM: Final = "http://semanticweb.cs.vu.nl/2009/11/sem/"
GAF: Final = "http://groundedannotationframework.org/gaf#"
GRASP: Final = "http://groundedannotationframework.org/grasp#"
TIME: Final = "http://www.w3.org/2006/time#"
SHACL: Final = "http://www.w3.org/ns/shacl#"
WD: Final = "http://www.wikidata.org/entity/"

#: Prefixes that a query may use without declaring them; ``actor`` and the like depend on the base and are added by
#: the store.
PREFIXES: Final = MappingProxyType(
    {
        "gb": NS,
        "rdf": RDF,
        "rdfs": RDFS,
        "owl": OWL,
        "xsd": XSD,
        "skos": SKOS,
        "dcterms": DCTERMS,
        "prov": PROV,
        "schema": SCHEMA,
        "sem": SEM,
        "gaf": GAF,
        "grasp": GRASP,
        "time": TIME,
        "sh": SHACL,
        "wd": WD,
    }
)

# --- classes
ARTICLE: Final = NS + "Article"
PROPOSITION: Final = NS + "Proposition"
MENTION: Final = NS + "Mention"
ATTRIBUTION: Final = NS + "Attribution"
NAMING: Final = NS + "Naming"
ACTOR: Final = NS + "Actor"
COUNTRY: Final = NS + "Country"
PERSON: Final = NS + "Person"
ORGANIZATION: Final = NS + "Organization"
MILITARY: Final = NS + "Military"
GROUP: Final = NS + "Group"
PLACE: Final = NS + "Place"
UNNAMED_SOURCE: Final = NS + "UnnamedSource"
OUTLET: Final = NS + "Outlet"
TENURE: Final = NS + "Tenure"
LINK: Final = NS + "Link"
VERDICT: Final = NS + "Verdict"
RELATION: Final = NS + "Relation"
CATEGORY: Final = NS + "Category"
QUAD_CLASS: Final = NS + "QuadClass"
STANCE: Final = NS + "Stance"
POLARITY: Final = NS + "Polarity"
STATUS: Final = NS + "Status"
DECISION: Final = NS + "Decision"
CAMEO: Final = NS + "CAMEO"

# --- properties of articles
KEY: Final = NS + "key"
URL: Final = NS + "url"
CONTENT_HASH: Final = NS + "contentHash"
ENGINE_FINGERPRINT: Final = NS + "engineFingerprint"
READER: Final = NS + "reader"
EMBEDDED_IN: Final = NS + "embeddedIn"

# --- properties of propositions
SUBJECT: Final = NS + "subject"
RELATION_OF: Final = NS + "relation"
OBJECT: Final = NS + "object"
AGENT: Final = NS + "agent"
PATIENT: Final = NS + "patient"
PARTY: Final = NS + "party"
CATEGORY_OF: Final = NS + "category"
UMBRELLA: Final = NS + "umbrella"
OFFICE: Final = NS + "office"
OFFICE_TENSE: Final = NS + "officeTense"
CANONICAL_PROPOSITION: Final = NS + "canonicalProposition"
KIND: Final = NS + "kind"

# --- properties of mentions
OF_PROPOSITION: Final = NS + "ofProposition"
OF_STATE_PROPOSITION: Final = NS + "ofStateProposition"
SUBJECT_STATE: Final = NS + "subjectState"
OBJECT_STATE: Final = NS + "objectState"
QUOTE: Final = NS + "quote"
FIELD: Final = NS + "field"
START: Final = NS + "start"
END: Final = NS + "end"
TRIGGER: Final = NS + "trigger"
TRIGGER_START: Final = NS + "triggerStart"
TRIGGER_END: Final = NS + "triggerEnd"
SECTION: Final = NS + "section"
NEGATED: Final = NS + "negated"
STATUS_OF: Final = NS + "status"
TOLD_REVERSED: Final = NS + "toldReversed"
BARE: Final = NS + "bare"
TIME_OF: Final = NS + "time"
DAY: Final = NS + "day"
DAY_NUMBER: Final = NS + "dayNumber"
PLACE_OF: Final = NS + "place"
RULE: Final = NS + "rule"
CONFIDENCE: Final = NS + "confidence"
SUBJECT_TEXT: Final = NS + "subjectText"
OBJECT_TEXT: Final = NS + "objectText"
SURFACE: Final = NS + "surface"
DENIES_THAT: Final = NS + "denies"
PARTY_MONTH: Final = NS + "partyMonth"
PARTY_STATE_MONTH: Final = NS + "partyStateMonth"
UNREAL_MONTH: Final = NS + "unrealMonth"
UNREAL_STATE_MONTH: Final = NS + "unrealStateMonth"
WIRE_COPY_OF: Final = NS + "wireCopyOf"

# --- properties of attributions
OF_MENTION: Final = NS + "ofMention"
SOURCE: Final = NS + "source"
SOURCE_STATE: Final = NS + "sourceState"
SOURCE_TEXT: Final = NS + "sourceText"
STANCE_OF: Final = NS + "stance"
POLARITY_OF: Final = NS + "polarity"
CUE: Final = NS + "cue"
CUE_START: Final = NS + "cueStart"
CUE_END: Final = NS + "cueEnd"
CUE_QUOTE: Final = NS + "cueQuote"
VIA: Final = NS + "via"
OWN_VOICE: Final = NS + "ownVoice"
SAID_ON: Final = NS + "saidOn"
REJECTS_PROPOSITION: Final = NS + "rejectsProposition"
REJECTS_STATE_PROPOSITION: Final = NS + "rejectsStateProposition"
SOURCE_MONTH: Final = NS + "sourceMonth"
SOURCE_STATE_MONTH: Final = NS + "sourceStateMonth"

# --- properties of tallies and disputes
TALLY_OF: Final = NS + "tallyOf"
STATE_TALLY_OF: Final = NS + "stateTallyOf"
OF_STATUS: Final = NS + "ofStatus"
AFFIRMING: Final = NS + "affirming"
REJECTING: Final = NS + "rejecting"
DOUBTING: Final = NS + "doubting"
RANK: Final = NS + "rank"
STATE_RANK: Final = NS + "stateRank"
SOLE_MONTH: Final = NS + "soleMonth"
SOLE_STATE_MONTH: Final = NS + "soleStateMonth"
DISPUTE_OF: Final = NS + "disputeOf"
STATE_DISPUTE_OF: Final = NS + "stateDisputeOf"
DISPUTE_PARTY: Final = NS + "disputeParty"
DISPUTE_DIGITS: Final = NS + "disputeDigits"
DISPUTE_STATE_DIGITS: Final = NS + "disputeStateDigits"
DISPUTE_MONTH: Final = NS + "disputeMonth"
DISPUTE_STATE_MONTH: Final = NS + "disputeStateMonth"

# --- properties of actors and of their namings
OF_ACTOR: Final = NS + "ofActor"
ACTOR_TYPE: Final = NS + "actorType"
COUNTRY_OF: Final = NS + "country"
ACTS_FOR: Final = NS + "actsFor"
NAME_KEY: Final = NS + "nameKey"
LABEL_AR: Final = NS + "labelAr"
LABEL_EN: Final = NS + "labelEn"
SAME_ACTOR_AS: Final = NS + "sameActorAs"
CANONICAL_ACTOR: Final = NS + "canonicalActor"

# --- links, verdicts, tenures
LINKS_ACTOR: Final = NS + "linksActor"
LINKED_NAME: Final = NS + "linkedName"
REASON: Final = NS + "reason"
DECISION_OF: Final = NS + "decision"
VERDICT_ON: Final = NS + "verdictOn"
HOLDER: Final = NS + "holder"
BODY: Final = NS + "body"
FROM: Final = NS + "from"
UNTIL: Final = NS + "until"

# --- properties of categories, and the properties that people ask with
QUAD_CLASS_OF: Final = NS + "quadClass"
SCALE: Final = NS + "scale"
RELATES_TO: Final = NS + "relatesTo"
SUPPORTS: Final = NS + "supports"
SIGNED_PACT_WITH: Final = NS + "signed_pact_with"
IN_CONFLICT_WITH: Final = NS + "in_conflict_with"

# --- individuals
ASSERTS: Final = NS + "Asserts"
DENIES: Final = NS + "Denies"
DOUBTS: Final = NS + "Doubts"
AFFIRMS: Final = NS + "Affirms"
REJECTS: Final = NS + "Rejects"
OPEN: Final = NS + "Open"
ACTUAL: Final = NS + "Actual"
PLANNED: Final = NS + "Planned"
POSSIBLE: Final = NS + "Possible"
UNTOLD: Final = NS + "Untold"
AUTOMATIC: Final = NS + "Automatic"
PROPOSED: Final = NS + "Proposed"
ACCEPTED: Final = NS + "Accepted"
REJECTED: Final = NS + "Rejected"
VERBAL_COOPERATION: Final = NS + "VerbalCooperation"
MATERIAL_COOPERATION: Final = NS + "MaterialCooperation"
VERBAL_CONFLICT: Final = NS + "VerbalConflict"
MATERIAL_CONFLICT: Final = NS + "MaterialConflict"
NEUTRAL: Final = NS + "Neutral"

#: Each category's quad class and its place on PLOVER 2.0's scale from conflict (-10) to cooperation (+10), as the
#: manual's table of event scores gives it. ACCUSE is printed there as 3 without its sign; its own modes are -2 and
#: -3.5. DENY and HOLDS_OFFICE are ours: they stand outside cooperation and conflict.
CATEGORIES: Final = MappingProxyType(
    {
        "AGREE": (VERBAL_COOPERATION, 2.5),
        "CONSULT": (VERBAL_COOPERATION, 2.5),
        "SUPPORT": (VERBAL_COOPERATION, 5.0),
        "CONCEDE": (VERBAL_COOPERATION, 4.5),
        "COOPERATE": (MATERIAL_COOPERATION, 9.5),
        "AID": (MATERIAL_COOPERATION, 10.0),
        "RETREAT": (MATERIAL_COOPERATION, 6.5),
        "REQUEST": (VERBAL_CONFLICT, 0.0),
        "ACCUSE": (VERBAL_CONFLICT, -3.0),
        "REJECT": (VERBAL_CONFLICT, -2.0),
        "THREATEN": (VERBAL_CONFLICT, -3.5),
        "PROTEST": (MATERIAL_CONFLICT, -5.0),
        "SANCTION": (MATERIAL_CONFLICT, -6.0),
        "MOBILIZE": (MATERIAL_CONFLICT, -5.5),
        "COERCE": (MATERIAL_CONFLICT, -7.0),
        "ASSAULT": (MATERIAL_CONFLICT, -9.0),
        "DENY": (NEUTRAL, 0.0),
        "HOLDS_OFFICE": (NEUTRAL, 0.0),
    }
)

#: The umbrella properties that a row of data/relations may name.
UMBRELLAS: Final = MappingProxyType(
    {
        "supports": SUPPORTS,
        "denies": DENIES_THAT,
        "signed_pact_with": SIGNED_PACT_WITH,
        "in_conflict_with": IN_CONFLICT_WITH,
    }
)

CLASS_OF_TYPE: Final[MappingProxyType[ActorType, str]] = MappingProxyType(
    {
        "country": COUNTRY,
        "person": PERSON,
        "organization": ORGANIZATION,
        "military": MILITARY,
        "group": GROUP,
        "place": PLACE,
    }
)
STANCE_IRI: Final[MappingProxyType[Stance, str]] = MappingProxyType(
    {"asserts": ASSERTS, "denies": DENIES, "doubts": DOUBTS}
)
STATUS_IRI: Final[MappingProxyType[Status, str]] = MappingProxyType(
    {"actual": ACTUAL, "planned": PLANNED, "possible": POSSIBLE}
)

# --- the graphs, as identifiers without their base
GRAPH_DEFINITIONS: Final = "graph/definitions"
GRAPH_TOLD: Final = "graph/told"
GRAPH_LINKS: Final = "graph/links"
GRAPH_DERIVED: Final = "graph/derived"
GRAPH_KNOWLEDGE: Final = "graph/knowledge"
GRAPH_REVIEW: Final = "graph/review"
FIXED_GRAPHS: Final = (
    GRAPH_DEFINITIONS,
    GRAPH_TOLD,
    GRAPH_LINKS,
    GRAPH_DERIVED,
    GRAPH_KNOWLEDGE,
    GRAPH_REVIEW,
)

# --- what the identifiers of nodes of the derived graph begin with
TALLIES: Final = "tally/"
DISPUTES: Final = "dispute/"

#: What ``level=state`` reads in the place of a property of the level of actors.
STATE_LEVEL: Final = MappingProxyType(
    {
        OF_PROPOSITION: OF_STATE_PROPOSITION,
        SOURCE: SOURCE_STATE,
        REJECTS_PROPOSITION: REJECTS_STATE_PROPOSITION,
        PARTY_MONTH: PARTY_STATE_MONTH,
        SOURCE_MONTH: SOURCE_STATE_MONTH,
        UNREAL_MONTH: UNREAL_STATE_MONTH,
        TALLY_OF: STATE_TALLY_OF,
        RANK: STATE_RANK,
        SOLE_MONTH: SOLE_STATE_MONTH,
        DISPUTE_OF: STATE_DISPUTE_OF,
        DISPUTE_DIGITS: DISPUTE_STATE_DIGITS,
        DISPUTE_MONTH: DISPUTE_STATE_MONTH,
    }
)

#: The month of an article without a date, in the keys of :func:`month_key`.
UNDATED: Final = "undated"


def month_key(identifier: str, category: str, month: str) -> str:
    """By what ``gb:partyMonth`` and the like name an actor (without base), a category (empty: any) and a month together.

    >>> month_key("actor/PRK", "AID", "2024-10"), month_key("actor/PRK", "", "2024-10")
    ('actor/PRK AID 2024-10', 'actor/PRK 2024-10')
    """
    return f"{identifier} {category} {month}" if category else f"{identifier} {month}"


#: The years whose months stand for themselves in keys of derived nodes; those before and after are one month each.
_KEY_YEARS = range(1990, 2050)
_EARLIER, _LATER = "earlier", "later"
#: What ``gb:soleMonth`` and ``gb:disputeMonth`` may name, as answers are sorted.
KEY_MONTHS: Final = (
    UNDATED, _EARLIER, *(f"{year}-{month:02}" for year in _KEY_YEARS for month in range(1, 13)), _LATER,
)  # fmt: skip


def key_month(day: str) -> str:
    """The month by which a key names a day (empty: none).

    >>> key_month("2024-10-16"), key_month("1948-05-15"), key_month("")
    ('2024-10', 'earlier', 'undated')
    """
    if not day:
        return UNDATED
    year = int(day[:4])
    return day[:7] if year in _KEY_YEARS else _EARLIER if year < _KEY_YEARS.start else _LATER


#: More bits than a count of sources has.
_RANK_BITS = 30
_HEX = "0123456789abcdef"


def rank_of(rejecting: int, affirming: int, proposition: str) -> str:
    """By what ``gb:rank`` names how many reject and affirm a proposition (its IRI or identifier), so that no row of a rank
    comes between two of another one when those that most sources reject come first, then those that most affirm, then
    the others by their identifiers: powers of two; of those who affirm only where one rejects, or none; and a hexadecimal
    digit of the identifier where these two are as exact as the counts.

    >>> [rank_of(r, a, "proposition/c0ffee") for r, a in ((9, 1), (1, 3), (0, 1))]
    ['4', '1.2', '0.1.c']
    """
    rejected, affirmed = rejecting.bit_length(), affirming.bit_length()
    if rejecting > 1:
        return str(rejected)
    return f"{rejected}.{affirmed}" if affirming > 1 else f"{rejected}.{affirmed}.{proposition.rpartition('/')[2][0]}"


def digits_of(proposition: str) -> str:
    """The first two hexadecimal digits of a proposition's identifier, by which answers are sorted that are sorted by
    proposition.

    >>> digits_of("proposition/c0ffee")
    'c0'
    """
    return proposition.rpartition("/")[2][:2]


#: What ``gb:disputeDigits`` may name, as answers are sorted.
DIGITS: Final = tuple(one + other for one in _HEX for other in _HEX)
#: What ``gb:rank`` may name, as answers are sorted.
RANKS: Final = (
    *(str(bits) for bits in range(_RANK_BITS, 1, -1)),
    *(
        f"{rejected}.{bits}{digit}"
        for rejected in (1, 0)
        for bits in range(_RANK_BITS, -1, -1)
        for digit in ([""] if bits > 1 else ["." + one for one in _HEX])
    ),
)


def polarity(stance: Stance, negated: bool) -> Literal["affirms", "rejects", "open"]:
    """What a source holds of a proposition, from its stance on a telling and that telling's negation.

    >>> [polarity("asserts", False), polarity("asserts", True), polarity("denies", False), polarity("denies", True)]
    ['affirms', 'rejects', 'rejects', 'affirms']
    >>> polarity("doubts", True)
    'open'
    """
    if stance == "doubts":
        return "open"
    return "affirms" if (stance == "asserts") != negated else "rejects"


POLARITY_IRI: Final = MappingProxyType({"affirms": AFFIRMS, "rejects": REJECTS, "open": OPEN})


def relation_iri(name: str) -> str:
    """The IRI of a leaf relation or of a category.

    >>> relation_iri("signs_agreement_with")
    'https://w3id.org/graphbuild/ns#signs_agreement_with'
    """
    return NS + name


def own_terms() -> dict[str, str]:
    """Every term of our namespace that this module names: ``{local name: IRI}``, the categories among them."""
    names = {value[len(NS) :] for value in globals().values() if isinstance(value, str) and value.startswith(NS)}
    return {name: NS + name for name in sorted(names | set(CATEGORIES)) if name}
