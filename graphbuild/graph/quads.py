"""A Reading as quads: pure, sorted, the same for the same reading.

What an article says stands in the article's own graph. What articles share (definitions of propositions and actors,
bare triples) is kept apart in :class:`ArticleGraph`, so that a store can merge it over articles and take it back when
the last article that needs it goes. No blank nodes; every triple in exactly one graph.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlsplit

from graphbuild import vocab as v
from graphbuild.errors import InputError
from graphbuild.graph import terms
from graphbuild.graph.dates import day_of, event_day, time_literal
from graphbuild.graph.terms import TYPE, Quad, Term, value_of
from graphbuild.iris import BASE, article_hash, article_key, content_hash, digest, proposition_id
from graphbuild.records import Actor, Article, Attribution, Claim, Reading, Relation

#: Confidence from which a claim in an outlet's own voice is told as a bare triple.
TOLD_CONFIDENCE = 0.5


@dataclass(frozen=True, slots=True, order=True)
class ActorDefinition:
    """What is said of an actor in ``graph/definitions``. Articles may disagree (a spelling in a label, a type), and
    the graph must not depend on their order: the **smallest** definition in the order of these fields is taken.
    """

    label_ar: str
    label_en: str
    type: str
    country: str = ""
    name_key: str = ""
    wikidata: str = ""


@dataclass(frozen=True, slots=True)
class ArticleGraph:
    """One article's contribution to the graph.

    ``own`` are the sorted quads of the article's graph. ``propositions`` and ``outlets`` are definitions by node;
    ``actors``
    what the article says of each actor; ``told`` the bare triples by the mention that tells them.
    """

    article: Term
    content_hash: str
    engine: str
    own: tuple[Quad, ...]
    propositions: Mapping[Term, tuple[Quad, ...]]
    outlets: Mapping[Term, tuple[Quad, ...]]
    actors: Mapping[Term, ActorDefinition]
    told: Mapping[Term, tuple[Quad, ...]]


def quads(
    reading: Reading,
    *,
    relations: Mapping[str, Relation],
    base: str = BASE,
    told_confidence: float = TOLD_CONFIDENCE,
) -> list[Quad]:
    """Every quad of the graph of this one reading, sorted.

    Raises:
        InputError: see :func:`describe`.
    """
    return merge([describe(reading, relations=relations, base=base, told_confidence=told_confidence)], base=base)


def merge(graphs: Iterable[ArticleGraph], *, base: str = BASE) -> list[Quad]:
    """Every quad of the graph of several articles, sorted; the order of the articles does not matter."""
    out: set[Quad] = set()
    actors: dict[Term, ActorDefinition] = {}
    for graph in graphs:
        out.update(graph.own)
        for shared in (graph.propositions, graph.outlets, graph.told):
            for group in shared.values():
                out.update(group)
        for actor, definition in graph.actors.items():
            actors[actor] = min(definition, actors.get(actor, definition))
    for actor, definition in actors.items():
        out.update(define_actor(actor, definition, base=base))
    return sorted(out)


def define_actor(actor: Term, definition: ActorDefinition, *, base: str = BASE) -> list[Quad]:
    """The quads of ``graph/definitions`` about an actor."""
    graph = f"<{base}{v.GRAPH_DEFINITIONS}>"
    return [Quad(actor, p, o, graph) for p, o in _definition_pairs(definition)]


def describe(
    reading: Reading,
    *,
    relations: Mapping[str, Relation],
    base: str = BASE,
    told_confidence: float = TOLD_CONFIDENCE,
    read_at: datetime | None = None,
) -> ArticleGraph:
    """The article's contribution to the graph.

    ``relations`` are the leaf relations by name; ``told_confidence`` (0..1) is the least confidence of a bare triple.
    ``read_at`` is when the article was read, for the graph to say so; without it the same reading gives the same quads.

    Raises:
        InputError: a claim names an actor, a claim or a relation that is not there, or the article has no text to
        quote.
    """
    return _Describer(reading, relations, base, told_confidence, read_at).run()


def state_of(actor_id: str, actors: Mapping[str, Actor]) -> str:
    """The state or body that answers for an actor: by ``acts_for`` step by step, a place by its country; whoever acts
    for nobody is a body of its own (a non-state armed group, an outlet, a private person).
    """
    seen: set[str] = set()
    while actor_id not in seen:
        seen.add(actor_id)
        actor = actors.get(actor_id)
        if actor is None:
            return actor_id
        if actor.acts_for and actor.acts_for != actor_id:
            actor_id = actor.acts_for
        elif actor.type == "place" and actor.country:
            return f"actor/{actor.country}"
        else:
            return actor_id
    return min(seen)


def outlet_of(article: Article) -> tuple[str, str] | None:
    """The outlet of an article, ``(identifier, label)``: its publisher, else the host of its url, else None."""
    name = " ".join((article.publisher or "").split())
    if not name and article.url:
        name = (urlsplit(article.url.strip()).hostname or "").removeprefix("www.")
    return (f"outlet/{digest(name, length=16)}", name) if name else None


def host_hash(article: Article) -> str | None:
    """The hash of the article in whose page this one is embedded."""
    return article_hash(replace(article, id=article.parent, parent=None)) if article.parent else None


def _definition_pairs(definition: ActorDefinition) -> Iterator[tuple[Term, Term]]:
    yield TYPE, f"<{definition.type}>"
    yield _RDFS_LABEL, terms.tagged(definition.label_ar, "ar")
    yield _RDFS_LABEL, terms.tagged(definition.label_en, "en")
    if definition.country:
        yield _P[v.COUNTRY_OF], terms.string(definition.country)
    if definition.name_key:
        yield _P[v.NAME_KEY], terms.string(definition.name_key)
    if definition.wikidata:
        yield _SKOS_EXACT, terms.iri(v.WD + definition.wikidata)


_P: dict[str, Term] = {iri: f"<{iri}>" for iri in v.own_terms().values()}
_RDFS_LABEL = f"<{v.RDFS}label>"
_SKOS_EXACT = f"<{v.SKOS}exactMatch>"
_DCTERMS = {name: f"<{v.DCTERMS}{name}>" for name in ("identifier", "title", "publisher", "date")}
_DERIVED_FROM = f"<{v.PROV}wasDerivedFrom>"
# Of the article's graph, which has the article's IRI.
_GENERATED_AT = f"<{v.PROV}generatedAtTime>"


#: What a naming says of its actor stands under other properties, so that types and labels are those of actors alone.
_IN_NAMING = {TYPE: _P[v.ACTOR_TYPE], _RDFS_LABEL: f"<{v.SKOS}prefLabel>"}


class _Describer:
    """One run over one reading; holds what all its parts need."""

    def __init__(
        self,
        reading: Reading,
        relations: Mapping[str, Relation],
        base: str,
        told_confidence: float,
        read_at: datetime | None,
    ) -> None:
        self.reading, self.article, self.read_at = reading, reading.article, read_at
        self.relations, self.base, self.told_confidence = relations, base, told_confidence
        self.hash = article_hash(self.article)
        self.graph = f"<{base}article/{self.hash}>"
        self.definitions = f"<{base}{v.GRAPH_DEFINITIONS}>"
        self.told_graph = f"<{base}{v.GRAPH_TOLD}>"
        self.day = day_of(self.article.date)
        self.month = self.day.isoformat()[:7] if self.day else v.UNDATED
        self.actors = {actor.id: actor for actor in reading.actors}
        self.states = {actor.id: state_of(actor.id, self.actors) for actor in reading.actors}
        self.checked: dict[str, Term] = {}
        self.own: list[Quad] = []
        self.propositions: dict[Term, tuple[Quad, ...]] = {}
        self.outlets: dict[Term, tuple[Quad, ...]] = {}
        self.told: dict[Term, tuple[Quad, ...]] = {}
        self.sources: dict[Term, list[tuple[Term, Term]]] = {}

    def run(self) -> ArticleGraph:
        self.slots = self._mention_slots()
        self._article()
        definitions = {}
        for actor in self.reading.actors:
            if actor.id.startswith("source/"):
                self._unnamed(actor)
            else:
                definitions[self._node(actor.id)] = self._naming(actor)
        for claim, slot in zip(self.reading.claims, self.slots.values(), strict=True):
            self._claim(claim, slot)
        for node, pairs in self.sources.items():
            self._say(node, pairs)
        return ArticleGraph(
            article=self.graph,
            content_hash=content_hash(self.article),
            engine=self.reading.engine,
            own=tuple(sorted(set(self.own))),
            propositions=self.propositions,
            outlets=self.outlets,
            actors=definitions,
            told=self.told,
        )

    # --- small tools

    def _say(self, subject: Term, pairs: Iterable[tuple[Term, Term]]) -> None:
        graph = self.graph
        self.own.extend(Quad(subject, p, o, graph) for p, o in pairs)

    def _node(self, identifier: str) -> Term:
        term = self.checked.get(identifier)
        if term is None:
            term = self.checked[identifier] = terms.iri(self.base + identifier)
        return term

    def _month_key(self, identifier: str, relation: Relation) -> Term:
        """An actor, a category and the article's month in one value, so that a timeline can be read a month at a time."""
        return terms.string(v.month_key(identifier, relation.category, self.month))

    def _error(self, claim: Claim, problem: str) -> InputError:
        return InputError(f"article {self.article.id!r}, claim {claim.id!r}: {problem}")

    def _actor(self, identifier: str, claim: Claim, role: str) -> Term:
        if identifier not in self.actors:
            raise self._error(claim, f"the {role} {identifier!r} is not among the article's actors")
        return self._node(identifier)

    def _relation(self, claim: Claim) -> Relation:
        relation = self.relations.get(claim.relation)
        if relation is None:
            raise self._error(claim, f"relation {claim.relation!r} is in no file of data/relations")
        return relation

    def _mention_slots(self) -> dict[int, str]:
        """The tail of each claim's mention IRI: its id, with ``/title`` or a number after it where two claims share
        one."""
        slots: dict[int, str] = {}
        taken: set[str] = set()
        for index, claim in enumerate(self.reading.claims):
            slot = claim.id if claim.id not in taken else f"{claim.id}/{claim.trigger.span.field}"
            number = 2
            while slot in taken:
                slot = f"{claim.id}/{number}"
                number += 1
            taken.add(slot)
            slots[index] = slot
        return slots

    # --- the article

    def _article(self) -> None:
        article = self.article
        pairs = [
            (TYPE, _P[v.ARTICLE]),
            (_DCTERMS["identifier"], terms.string(article.id)),
            (_P[v.KEY], terms.string(article_key(article))),
            (_P[v.CONTENT_HASH], terms.string(content_hash(article))),
            (_P[v.ENGINE_FINGERPRINT], terms.string(self.reading.engine)),
        ]
        if article.reader:
            pairs.append((_P[v.READER], terms.string(article.reader)))
        if article.title:
            pairs.append((_DCTERMS["title"], terms.prose(article.title)))
        if article.publisher:
            pairs.append((_DCTERMS["publisher"], terms.prose(article.publisher)))
        if self.day:
            pairs.append((_DCTERMS["date"], _date(self.day)))
        if article.url:
            pairs.append((_P[v.URL], terms.typed(article.url.strip(), v.XSD + "anyURI")))
        if self.read_at:
            pairs.append(
                (_GENERATED_AT, terms.typed(self.read_at.isoformat().replace("+00:00", "Z"), v.XSD + "dateTime"))
            )
        host = host_hash(article)
        if host:
            pairs.append((_P[v.EMBEDDED_IN], f"<{self.base}article/{host}>"))
        self._say(self.graph, pairs)

    # --- actors

    def _naming(self, actor: Actor) -> ActorDefinition:
        definition = ActorDefinition(
            label_ar=actor.label_ar,
            label_en=actor.label_en,
            type=v.CLASS_OF_TYPE[actor.type],
            country=actor.country or "",
            name_key=actor.name_key or "",
            wikidata=actor.wikidata or "",
        )
        node = self._node(f"naming/{self.hash}/{actor.id.removeprefix('actor/')}")
        self._say(node, [(TYPE, _P[v.NAMING]), (_P[v.OF_ACTOR], self._node(actor.id)), (_DERIVED_FROM, self.graph)])
        self._say(node, [(_IN_NAMING.get(p, p), o) for p, o in _definition_pairs(definition)])
        if actor.acts_for:
            self._say(node, [(_P[v.ACTS_FOR], self._node(actor.acts_for))])
        self._say(node, [(_P[v.SURFACE], terms.prose(text)) for text in {q.text for q in actor.mentions} if text])
        return definition

    def _unnamed(self, actor: Actor) -> None:
        pairs = [
            (TYPE, _P[v.UNNAMED_SOURCE]),
            (_P[v.ACTOR_TYPE], _P[v.CLASS_OF_TYPE[actor.type]]),
            (_RDFS_LABEL, terms.tagged(actor.label_ar, "ar")),
            (_RDFS_LABEL, terms.tagged(actor.label_en, "en")),
        ]
        if actor.country:
            pairs.append((_P[v.COUNTRY_OF], terms.string(actor.country)))
        if actor.acts_for:
            pairs.append((_P[v.ACTS_FOR], self._node(actor.acts_for)))
        pairs.extend((_P[v.SURFACE], terms.prose(text)) for text in {q.text for q in actor.mentions} if text)
        self.sources[self._node(actor.id)] = pairs

    # --- claims

    def _claim(self, claim: Claim, slot: str) -> None:
        relation = self._relation(claim)
        subject = self._actor(claim.subject.actor, claim, "subject") if claim.subject else None
        object_ = self._actor(claim.object.actor, claim, "object") if claim.object else None
        subject_state = self.states[claim.subject.actor] if claim.subject else None
        object_state = self.states[claim.object.actor] if claim.object else None
        reversed_ = relation.symmetric and (claim.subject.actor if claim.subject else "") > (
            claim.object.actor if claim.object else ""
        )
        if reversed_:
            subject, object_ = object_, subject
            subject_state, object_state = object_state, subject_state
        mention = self._node(f"mention/{self.hash}/{slot}")
        self._check_proposition(claim, relation)
        proposition = self._node(claim.proposition)
        state_proposition = self._state_proposition(relation, subject_state, object_state, claim.office)
        self._define(proposition, relation, subject, object_, claim.office)
        self._define(
            self._node(state_proposition),
            relation,
            *self._ordered_states(relation, subject_state, object_state),
            claim.office,
        )
        day = event_day(claim.time, None if claim.section == "related" else self.day)
        pairs = [
            (TYPE, _P[v.MENTION]),
            (_P[v.OF_PROPOSITION], proposition),
            (_P[v.OF_STATE_PROPOSITION], self._node(state_proposition)),
            (_DERIVED_FROM, self.graph),
            (_P[v.QUOTE], terms.prose(self._quote(claim))),
            (_P[v.FIELD], terms.string(claim.sentence.field)),
            (_P[v.START], terms.integer(claim.sentence.start)),
            (_P[v.END], terms.integer(claim.sentence.end)),
            (_P[v.TRIGGER], terms.prose(claim.trigger.text)),
            (_P[v.TRIGGER_START], terms.integer(claim.trigger.span.start)),
            (_P[v.TRIGGER_END], terms.integer(claim.trigger.span.end)),
            (_P[v.SECTION], terms.string(claim.section)),
            (_P[v.NEGATED], terms.boolean(claim.negated)),
            (_P[v.STATUS_OF], _P[v.STATUS_IRI[claim.status]]),
            (_P[v.CONFIDENCE], terms.decimal(claim.confidence)),
        ]
        if claim.rule:
            pairs.append((_P[v.RULE], terms.string(claim.rule)))
        if subject_state:
            pairs.append((_P[v.SUBJECT_STATE], self._node(subject_state)))
        if object_state:
            pairs.append((_P[v.OBJECT_STATE], self._node(object_state)))
        if reversed_:
            pairs.append((_P[v.TOLD_REVERSED], terms.TRUE))
        if claim.time:
            pairs.append((_P[v.TIME_OF], time_literal(claim.time)))
        if day:
            pairs += [(_P[v.DAY], _date(day)), (_P[v.DAY_NUMBER], terms.integer(day.toordinal()))]
        if claim.place:
            pairs.append((_P[v.PLACE_OF], self._actor(claim.place.actor, claim, "place")))
        for end, property_ in ((claim.subject, v.SUBJECT_TEXT), (claim.object, v.OBJECT_TEXT)):
            if end and end.text:
                pairs.append((_P[property_], terms.prose(end.text)))
            if end and end.name:
                pairs.append((_P[v.SURFACE], terms.prose(end.name)))
        ends = [end.actor for end in (claim.subject, claim.object) if end]
        pairs += [(_P[v.PARTY_MONTH], self._month_key(end, relation)) for end in ends]
        pairs += [(_P[v.PARTY_STATE_MONTH], self._month_key(self.states[end], relation)) for end in ends]
        if claim.status != "actual":
            # Few are, and who asks for them would read all the others.
            pairs += [(_P[v.UNREAL_MONTH], self._month_key(end, relation)) for end in ends]
            pairs += [(_P[v.UNREAL_STATE_MONTH], self._month_key(self.states[end], relation)) for end in ends]
        if self._is_bare(claim):
            pairs.append((_P[v.BARE], terms.TRUE))
            if subject and object_:
                self._tell(mention, relation, subject, object_)
        pairs.extend((_P[v.DENIES_THAT], self._denied(claim, *denial)) for denial in claim.denies)
        self._say(mention, pairs)
        rejects = (
            (_P[v.REJECTS_PROPOSITION], proposition),
            (_P[v.REJECTS_STATE_PROPOSITION], self._node(state_proposition)),
        )
        self._attributions(claim, relation, slot, mention, rejects)

    def _check_proposition(self, claim: Claim, relation: Relation) -> None:
        """A proposition whose ends are both known must be the one that they make, or definitions would depend on
        their order."""
        if claim.subject is None or claim.object is None:
            return
        made = proposition_id(
            claim.subject.actor, claim.relation, claim.object.actor, claim.office, symmetric=relation.symmetric
        )
        if made != claim.proposition:
            raise self._error(claim, f"its ends make {made}, not {claim.proposition}")

    def _quote(self, claim: Claim) -> str:
        quote = self.article.slice(claim.sentence)
        if not quote.strip():
            span = claim.sentence
            raise self._error(
                claim, f"no text at {span.field}[{span.start}:{span.end}] to quote; a reading needs the article's text"
            )
        return quote

    def _is_bare(self, claim: Claim) -> bool:
        return (
            claim.bare
            and claim.subject is not None
            and claim.object is not None
            and claim.status == "actual"
            and not claim.negated
            and not claim.attributions
            and claim.section != "related"
            and claim.confidence >= self.told_confidence
        )

    def _tell(self, mention: Term, relation: Relation, subject: Term, object_: Term) -> None:
        predicate = f"<{v.relation_iri(relation.name)}>"
        told = {Quad(subject, predicate, object_, self.told_graph)}
        if relation.symmetric:
            told.add(Quad(object_, predicate, subject, self.told_graph))
        self.told[mention] = tuple(sorted(told))

    def _state_proposition(
        self, relation: Relation, subject: str | None, object_: str | None, office: str | None
    ) -> str:
        scope = f"article/{self.hash}"
        return proposition_id(subject or scope, relation.name, object_ or scope, office, symmetric=relation.symmetric)

    def _ordered_states(
        self, relation: Relation, subject: str | None, object_: str | None
    ) -> tuple[Term | None, Term | None]:
        if relation.symmetric and (subject or "") > (object_ or ""):
            subject, object_ = object_, subject
        return (self._node(subject) if subject else None, self._node(object_) if object_ else None)

    def _define(
        self, node: Term, relation: Relation, subject: Term | None, object_: Term | None, office: str | None
    ) -> None:
        if node in self.propositions:
            return
        pairs = [
            (TYPE, _P[v.PROPOSITION]),
            (_P[v.RELATION_OF], f"<{v.relation_iri(relation.name)}>"),
            (_P[v.CATEGORY_OF], f"<{v.relation_iri(relation.category)}>"),
            *end_pairs(subject, object_),
        ]
        if office:
            title, tense = split_office(office)
            pairs += [(_P[v.OFFICE], terms.prose(title)), (_P[v.OFFICE_TENSE], terms.string(tense))]
        pairs.extend((_P[v.UMBRELLA], _P[v.UMBRELLAS[name]]) for name in relation.umbrellas)
        self.propositions[node] = tuple(sorted(Quad(node, p, o, self.definitions) for p, o in pairs))

    # --- attributions

    def _attribution_nodes(self, claim: Claim, slot: str) -> list[Term]:
        """One node for each attribution: the start of its cue, and a number after it where several share a cue."""
        used: defaultdict[str, int] = defaultdict(int)
        nodes = []
        for attribution in claim.attributions:
            span = attribution.cue.span
            name = str(span.start) if span.field == claim.trigger.span.field else f"{span.field}-{span.start}"
            count = used[name]
            used[name] += 1
            nodes.append(self._node(f"attribution/{self.hash}/{slot}/{name}" + (f"-{count}" if count else "")))
        return nodes

    def _denied(self, claim: Claim, claim_id: str, index: int) -> Term:
        for position, other in enumerate(self.reading.claims):
            if other.id == claim_id and 0 <= index < len(other.attributions):
                return self._attribution_nodes(other, self.slots[position])[index]
        raise self._error(claim, f"denies attribution {index} of claim {claim_id!r}, which is not there")

    def _attributions(
        self, claim: Claim, relation: Relation, slot: str, mention: Term, rejects: Iterable[tuple[Term, Term]]
    ) -> None:
        """Who says so; ``rejects`` are what an attribution has that rejects the claim."""
        if not claim.attributions:
            self._own_voice(claim, slot, mention, rejects)
            return
        nodes = self._attribution_nodes(claim, slot)
        for node, attribution in zip(nodes, claim.attributions, strict=True):
            source, state = self._source(attribution, claim)
            held = v.polarity(attribution.stance, claim.negated)
            cue = attribution.cue
            pairs = [
                (TYPE, _P[v.ATTRIBUTION]),
                (_P[v.OF_MENTION], mention),
                (_P[v.SOURCE], source),
                (_P[v.SOURCE_STATE], state),
                (_P[v.STANCE_OF], _P[v.STANCE_IRI[attribution.stance]]),
                (_P[v.POLARITY_OF], _P[v.POLARITY_IRI[held]]),
                (_P[v.OWN_VOICE], terms.FALSE),
                (_P[v.SOURCE_MONTH], self._month_key(value_of(source).removeprefix(self.base), relation)),
                (_P[v.SOURCE_STATE_MONTH], self._month_key(value_of(state).removeprefix(self.base), relation)),
                (_P[v.CUE_START], terms.integer(cue.span.start)),
                (_P[v.CUE_END], terms.integer(cue.span.end)),
            ]
            if held == "rejects":
                pairs += rejects
            if cue.text:
                pairs.append((_P[v.CUE], terms.prose(cue.text)))
            if attribution.source.text:
                pairs.append((_P[v.SOURCE_TEXT], terms.prose(attribution.source.text)))
            if attribution.sentence != claim.sentence and self.article.slice(attribution.sentence).strip():
                pairs.append((_P[v.CUE_QUOTE], terms.prose(self.article.slice(attribution.sentence))))
            if attribution.via is not None:
                pairs.append((_P[v.VIA], nodes[attribution.via]))
            if self.day and claim.section != "related":
                pairs.append((_P[v.SAID_ON], _date(self.day)))
            self._say(node, pairs)

    def _source(self, attribution: Attribution, claim: Claim) -> tuple[Term, Term]:
        source = attribution.source
        if source.actor is not None:
            node = self._actor(source.actor, claim, "source")
            return node, self._node(self.states[source.actor])
        span = source.span or attribution.cue.span
        where = ("" if span.field == "text" else "title-") + ("" if source.span else "cue-") + str(span.start)
        node = self._node(f"source/{self.hash}/{where}")
        state = self._node(f"actor/{source.country}") if source.country else node
        label = source.text or attribution.cue.text
        pairs = [(TYPE, _P[v.UNNAMED_SOURCE]), (_RDFS_LABEL, terms.string(label))]
        if source.country:
            pairs.append((_P[v.COUNTRY_OF], terms.string(source.country)))
        self.sources.setdefault(node, pairs)
        return node, state

    def _own_voice(self, claim: Claim, slot: str, mention: Term, rejects: Iterable[tuple[Term, Term]]) -> None:
        outlet = outlet_of(self.article)
        source = self._node(outlet[0]) if outlet else self.graph
        if outlet:
            self.outlets[source] = (
                Quad(source, TYPE, _P[v.OUTLET], self.definitions),
                # A name, the same in every language.
                Quad(source, _RDFS_LABEL, terms.string(outlet[1]), self.definitions),
            )
        held = v.polarity("asserts", claim.negated)
        pairs = [
            (TYPE, _P[v.ATTRIBUTION]),
            (_P[v.OF_MENTION], mention),
            (_P[v.SOURCE], source),
            (_P[v.SOURCE_STATE], source),
            (_P[v.STANCE_OF], _P[v.ASSERTS]),
            (_P[v.POLARITY_OF], _P[v.POLARITY_IRI[held]]),
            (_P[v.OWN_VOICE], terms.TRUE),
            *(rejects if held == "rejects" else ()),
        ]
        if self.day and claim.section != "related":
            pairs.append((_P[v.SAID_ON], _date(self.day)))
        self._say(self._node(f"attribution/{self.hash}/{slot}/own"), pairs)


def end_pairs(subject: Term | None, object_: Term | None) -> list[tuple[Term, Term]]:
    """The properties of a proposition that name its ends: those told, and those that are always there."""
    pairs = [(_P[v.AGENT], subject or _P[v.UNTOLD]), (_P[v.PATIENT], object_ or _P[v.UNTOLD])]
    if subject:
        pairs += [(_P[v.SUBJECT], subject), (_P[v.PARTY], subject)]
    if object_:
        pairs += [(_P[v.OBJECT], object_), (_P[v.PARTY], object_)]
    return pairs


def split_office(office: str) -> tuple[str, str]:
    """An office and its tense, from the way a claim writes them.

    >>> split_office("minister tense:former"), split_office("minister")
    (('minister', 'former'), ('minister', 'current'))
    """
    title, mark, tense = office.rpartition(" tense:")
    return (title, tense) if mark else (office, "current")


def _date(day: date) -> Term:
    return terms.typed(day.isoformat(), v.XSD + "date")
