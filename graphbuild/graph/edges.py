"""The graph as rows for networks and reports: one for each proposition, with every telling and every side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from graphbuild import vocab as v
from graphbuild.errors import UnknownNameError
from graphbuild.graph.terms import Term, language_of, value_of
from graphbuild.records import SectionKind
from graphbuild.rows import LEVELS, EdgeRow, Level, NodeRow, Polarity, Telling

if TYPE_CHECKING:
    import pyoxigraph

    from graphbuild.graph.store import Store

_LABEL = v.RDFS + "label"
_TYPE = v.RDF + "type"
_STANCES = {iri: name for name, iri in v.STANCE_IRI.items()}
_STATUSES = {iri: name for name, iri in v.STATUS_IRI.items()}
_POLARITIES = {iri: name for name, iri in v.POLARITY_IRI.items()}
_TYPES = {iri: name for name, iri in v.CLASS_OF_TYPE.items()} | {
    v.UNNAMED_SOURCE: "source", v.OUTLET: "outlet", v.ARTICLE: "article",
}  # fmt: skip

Values = dict[str, list[Term]]


@dataclass(slots=True)
class _Bundle:
    """What is gathered for one proposition."""

    tellings: list[Telling] = field(default_factory=list)
    same_state: bool = False


def edge_rows(store: Store, *, level: Level = "actor") -> list[EdgeRow]:
    """One row for each proposition told, at a level, sorted by its IRI; actors that are one are joined.

    Rejected mentions (a researcher's verdict) are left out. At ``level="state"`` ends and sources are the states and
    bodies that people act for. Office holdings are rows, too (category ``HOLDS_OFFICE``), as are denials.

    Raises:
        UnknownNameError: no such level.
    """
    if level not in LEVELS:
        raise UnknownNameError("level", level, LEVELS)
    return _Edges(store.reader(), store.base, level).rows()


class _Edges:
    def __init__(self, store: pyoxigraph.Store, base: str, level: Level) -> None:
        import pyoxigraph

        self.store, self.base, self.level = store, base, level
        self.node = pyoxigraph.NamedNode
        self.nodes: dict[str, NodeRow] = {}
        self.articles: dict[str, Values] = {}
        self.labels: dict[str, tuple[str, str]] = {}

    def values(self, subject: str) -> Values:
        """Every property of a node, as terms by predicate IRI."""
        out: defaultdict[str, list[Term]] = defaultdict(list)
        for q in self.store.quads_for_pattern(self.node(subject), None, None, None):
            out[q.predicate.value].append(str(q.object))
        return out

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        for q in self.store.quads_for_pattern(None, self.node(predicate), None, None):
            yield q.subject.value, q.object.value  # type: ignore[union-attr]

    def rows(self) -> list[EdgeRow]:
        told_as = v.OF_PROPOSITION if self.level == "actor" else v.OF_STATE_PROPOSITION
        canonical = dict(self.pairs(v.CANONICAL_PROPOSITION))
        actors = dict(self.pairs(v.CANONICAL_ACTOR))
        verdicts = self.verdicts()
        attributions: defaultdict[str, list[str]] = defaultdict(list)
        for attribution, mention in self.pairs(v.OF_MENTION):
            attributions[mention].append(attribution)
        bundles: defaultdict[str, _Bundle] = defaultdict(_Bundle)
        for mention, proposition in self.pairs(told_as):
            if verdicts.get(mention) == "rejected":
                continue
            bundle = bundles[canonical.get(proposition, proposition)]
            said = self.values(mention)
            states = (_one(said, v.SUBJECT_STATE), _one(said, v.OBJECT_STATE))
            bundle.same_state |= states[0] is not None and states[0] == states[1]
            for attribution in attributions[mention]:
                bundle.tellings.append(self.telling(mention, said, attribution, actors, accepted=mention in verdicts))
        return [self.row(proposition, bundles[proposition]) for proposition in sorted(bundles)]

    def verdicts(self) -> dict[str, str]:
        """Mention IRI → accepted or rejected."""
        out = {}
        for verdict, mention in self.pairs(v.VERDICT_ON):
            decision = _one(self.values(verdict), v.DECISION_OF)
            out[mention] = "rejected" if decision == v.REJECTED else "accepted"
        return out

    def row(self, proposition: str, bundle: _Bundle) -> EdgeRow:
        values = self.values(proposition)
        relation = _one(values, v.RELATION_OF) or ""
        category = _one(values, v.CATEGORY_OF) or ""
        about = self.values(relation)
        quad_class = _one(self.values(category), v.QUAD_CLASS_OF) or v.NEUTRAL
        subject, object_ = _one(values, v.SUBJECT), _one(values, v.OBJECT)
        office, tense = _one(values, v.OFFICE), _one(values, v.OFFICE_TENSE)
        label_ar, label_en = _labels(about, relation.removeprefix(v.NS).replace("_", " "))
        return EdgeRow(
            proposition=proposition,
            subject=self.actor(subject) if subject else None,
            relation=relation.removeprefix(v.NS),
            relation_label_ar=label_ar,
            relation_label_en=label_en,
            category=category.removeprefix(v.NS),
            quad_class=quad_class.removeprefix(v.NS),
            object=self.actor(object_) if object_ else None,
            tellings=tuple(sorted(bundle.tellings, key=_place)),
            office=None if office is None else office if tense in (None, "current") else f"{office} ({tense})",
            symmetric=f"<{v.OWL}SymmetricProperty>" in about.get(_TYPE, []),
            same_state=bundle.same_state,
            level=self.level,
        )

    def actor(self, iri: str) -> NodeRow:
        """A node as a reader sees it."""
        row = self.nodes.get(iri)
        if row is None:
            values = self.values(iri)
            label_ar, label_en = _labels(values, iri.rsplit("/", 1)[-1])
            kinds = [_TYPES[value_of(t)] for t in values.get(_TYPE, []) if value_of(t) in _TYPES]
            kind = kinds[0] if kinds else "country" if iri.rsplit("/", 1)[-1].isupper() else "organization"
            row = self.nodes[iri] = NodeRow(iri, label_ar, label_en, kind, _one(values, v.COUNTRY_OF))
        return row

    def telling(
        self, mention: str, said: Values, attribution: str, actors: dict[str, str], *, accepted: bool
    ) -> Telling:
        by = self.values(attribution)
        article = _one(said, v.PROV + "wasDerivedFrom") or ""
        if article not in self.articles:
            self.articles[article] = self.values(article)
        of = self.articles[article]
        source = _one(by, v.SOURCE if self.level == "actor" else v.SOURCE_STATE) or ""
        source = actors.get(source, source)
        state = _one(by, v.SOURCE_STATE)
        speaker = self.actor(source)
        place = _one(said, v.PLACE_OF)
        where = self.actor(actors.get(place, place)) if place else None
        return Telling(
            article=article,
            date=_one(of, v.DCTERMS + "date"),
            quote=_one(said, v.QUOTE) or "",
            mention=mention,
            source=source,
            source_label_ar=speaker.label_ar,
            source_label_en=speaker.label_en,
            source_type=speaker.type,
            source_state=actors.get(state, state) if state else None,
            own_voice=_one(by, v.OWN_VOICE) == "true",
            stance=_STANCES[_one(by, v.STANCE_OF) or v.ASSERTS],
            polarity=cast(Polarity, _POLARITIES[_one(by, v.POLARITY_OF) or v.OPEN]),
            negated=_one(said, v.NEGATED) == "true",
            status=_STATUSES[_one(said, v.STATUS_OF) or v.ACTUAL],
            article_title=_one(of, v.DCTERMS + "title"),
            publisher=_one(of, v.DCTERMS + "publisher"),
            url=_one(of, v.URL),
            field=_one(said, v.FIELD) or "text",
            quote_start=int(_one(said, v.START) or 0),
            quote_end=int(_one(said, v.END) or 0),
            trigger=_one(said, v.TRIGGER) or "",
            trigger_start=int(_one(said, v.TRIGGER_START) or 0),
            trigger_end=int(_one(said, v.TRIGGER_END) or 0),
            cue=_one(by, v.CUE) or "",
            cue_quote=_one(by, v.CUE_QUOTE) or (_one(said, v.QUOTE) or "" if _one(by, v.CUE) else ""),
            section=cast(SectionKind, _one(said, v.SECTION) or "body"),
            time=_one(said, v.TIME_OF),
            place_label_ar=where.label_ar if where else None,
            place_label_en=where.label_en if where else None,
            rule=_one(said, v.RULE) or "",
            confidence=float(_one(said, v.CONFIDENCE) or 1),
            verdict="accepted" if accepted else None,
            day=_one(said, v.DAY),
        )


def _place(telling: Telling) -> tuple[str, str, int, str, str, str]:
    return (
        telling.date or "", telling.article, telling.trigger_start, telling.mention, telling.source, telling.stance,
    )  # fmt: skip


def _one(values: Values, predicate: str) -> str | None:
    found = values.get(predicate)
    return value_of(min(found)) if found else None


def _labels(values: Values, fallback: str) -> tuple[str, str]:
    """Arabic and English label; a label without a language serves both, and either serves where the other is
    missing."""
    by_language = {language_of(term): value_of(term) for term in sorted(values.get(_LABEL, []), reverse=True)}
    plain = by_language.get(None)
    arabic, english = by_language.get("ar") or plain, by_language.get("en") or plain
    return arabic or english or fallback, english or arabic or fallback
