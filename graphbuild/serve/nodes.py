"""What the store holds of one node: its facts, and what is told of it, by whom, in which sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from graphbuild import vocab as v
from graphbuild.graph.results import Result
from graphbuild.graph.terms import datatype_of, language_of, value_of
from graphbuild.rows import Level

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphbuild.graph.oxigraph import OxigraphStore

Language = Literal["ar", "en"]

#: What an IRI of ours may have behind its base; it is put into queries between < and >.
SAFE_PATH = re.compile(r"[^\x00-\x20<>\"{}|^`\\?#\x7f]{1,500}")
#: Tellings and facts on one page.
MOST_TELLINGS = 200
MOST_FACTS = 300
MOST_OFFICES = 30
MOST_SPELLINGS = 24
_LABEL = v.RDFS + "label"
_TYPE = v.RDF + "type"
_KINDS = {v.ARTICLE: "article", v.PROPOSITION: "proposition"}
_KINDS |= dict.fromkeys((*v.CLASS_OF_TYPE.values(), v.ACTOR, v.OUTLET, v.UNNAMED_SOURCE), "actor")
#: Facts that the page says at its head or in its tellings.
_SAID = frozenset((_LABEL, _TYPE))

#: One block of plain patterns, what is sometimes not there left out (it is looked up for the rows that are shown):
#: Oxigraph reads the whole right side of each OPTIONAL.
_TELLINGS = """
SELECT DISTINCT ?mention ?proposition ?subject ?relation ?object ?status ?negated ?quote ?start ?attribution ?source ?polarity ?own
  ?article ?date
WHERE {
  %(selector)s
  %(without)s
  FILTER NOT EXISTS { ?verdict gb:verdictOn ?mention ; gb:decision gb:Rejected }
  OPTIONAL { ?article dcterms:date ?date }
}
ORDER BY DESC(?date) ?article ?start ?mention ?attribution
"""
_MENTION = "?mention gb:quote ?quote ; gb:status ?status ; gb:negated ?negated ; gb:start ?start ; prov:wasDerivedFrom ?article ."
_SIDE = "gb:ofMention ?mention ; gb:polarity ?polarity ; gb:ownVoice ?own ; %(source)s ?said . ?said gb:canonicalActor ?source ."
_CLAIM = "?proposition gb:relation ?relation ; gb:category ?category ; gb:agent ?subject ; gb:patient ?object ."
_OF = "?told gb:canonicalProposition ?proposition . ?mention %(told)s ?told . ?attribution " + _SIDE + _MENTION
_SELECTORS = {
    "actor": "{ ?proposition gb:subject <%(node)s> . " + _CLAIM + _OF + "}\n  UNION { ?proposition gb:object <%(node)s> . "
    + _CLAIM + _OF + "}\n  UNION { ?spoke gb:canonicalActor <%(node)s> . ?attribution %(source)s ?spoke . FILTER(?own = false) "
    "?attribution " + _SIDE + "?mention %(told)s ?told . ?told gb:canonicalProposition ?proposition . " + _CLAIM + _MENTION + "}",
    "article": "?mention prov:wasDerivedFrom <%(node)s> ; %(told)s ?told . ?told gb:canonicalProposition ?proposition . "
    + _CLAIM + "?attribution " + _SIDE + _MENTION,
    "proposition": "?told gb:canonicalProposition <%(node)s> ; gb:canonicalProposition ?proposition . ?mention %(told)s ?told . "
    + _CLAIM + "?attribution " + _SIDE + _MENTION,
}  # fmt: skip
_GRAPHS = {
    "actor": """CONSTRUCT { ?s ?p ?o } WHERE {
  { BIND(<%(node)s> AS ?s) ?s ?p ?o }
  UNION { ?s gb:subject|gb:object <%(node)s> ; ?p ?o }
  UNION { ?s gb:holder <%(node)s> ; ?p ?o }
}""",
    "article": "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <%(node)s> { ?s ?p ?o } }",
    "proposition": """CONSTRUCT { ?s ?p ?o } WHERE {
  { BIND(<%(node)s> AS ?s) ?s ?p ?o }
  UNION { ?s gb:ofProposition <%(node)s> ; ?p ?o }
  UNION { ?m gb:ofProposition <%(node)s> . ?s gb:ofMention ?m ; ?p ?o }
}""",
    "other": "CONSTRUCT { <%(node)s> ?p ?o } WHERE { <%(node)s> ?p ?o }",
}


@dataclass(frozen=True, slots=True)
class Value:
    """A value as a page shows it: its text, where it leads (a path of ours, or an address elsewhere), its language."""

    text: str
    href: str | None = None
    outside: bool = False
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """Who says so: the source, and what it holds of the telling."""

    source: Value
    polarity: str
    own: bool
    cue_quote: str | None


@dataclass(slots=True)
class Telling:
    """One mention of a proposition, with everybody who takes a side on it."""

    subject: Value | None
    relation: Value
    object: Value | None
    proposition: Value
    office: str | None
    status: str
    negated: bool
    before: str
    trigger: str
    after: str
    article: Value
    publisher: str | None
    date: str | None
    url: str | None
    rule: str | None
    confidence: str | None
    sides: list[Side] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Office:
    """An office that somebody held or holds: what, who (or of which body), from and until (ISO dates)."""

    title: str
    who: Value
    since: str | None
    until: str | None


@dataclass(frozen=True, slots=True)
class NodeView:
    """A node's page: what it is called and is, its facts, and what is told."""

    iri: str
    kind: str
    label: str
    other_label: str | None
    types: tuple[Value, ...]
    stands_for: Value | None
    facts: tuple[tuple[Value, tuple[Value, ...]], ...]
    tellings: tuple[Telling, ...]
    more: bool
    level: Level
    offices: tuple[Office, ...] = ()
    spellings: tuple[str, ...] = ()
    with_offices: bool = False


def kind_of(store: OxigraphStore, iri: str) -> str | None:
    """``actor``, ``article``, ``proposition`` or ``other``; None where the store has no such node."""
    import pyoxigraph

    try:
        node, reader = pyoxigraph.NamedNode(iri), store.reader()
    except ValueError:  # letters that no IRI may have
        return None
    if next(reader.quads_for_pattern(node, None, None, None), None) is None:
        return None
    types = (str(q.object) for q in reader.quads_for_pattern(node, pyoxigraph.NamedNode(_TYPE), None, None))
    return next((_KINDS[value_of(t)] for t in types if value_of(t) in _KINDS), "other")


def graph_of(store: OxigraphStore, iri: str, kind: str, *, timeout_s: float, limit: int) -> Result:
    """A node as triples: its own, and those of the nodes that only make sense with it."""
    return store.query(_GRAPHS[kind] % {"node": iri}, timeout_s=timeout_s, limit=limit)


def view_of(
    store: OxigraphStore,
    iri: str,
    kind: str,
    *,
    language: Language,
    level: Level,
    timeout_s: float,
    offices: bool = False,
) -> NodeView:
    """A node as a page shows it. Who holds which office is told so often that an actor's page leaves it out unless
    ``offices``."""
    words = _Words(store, language)
    facts = _facts(store, iri)
    labels = {language_of(term) or "": value_of(term) for term in facts.get(_LABEL, ())}
    title = facts.get(v.DCTERMS + "title", ())
    named = labels.get(language) or labels.get("ar") or labels.get("") or labels.get("en")
    told: list[Telling] = []
    more = False
    if kind in _SELECTORS:
        result = _tellings(store, iri, kind, level, timeout_s, offices=offices or kind != "actor")
        told, more = _group(result, words), result.truncated
    if named is None and kind == "proposition" and told:
        named = _sentence(told[0])
    stands_for = next((value_of(t) for t in facts.get(v.CANONICAL_ACTOR, ()) if value_of(t) != iri), None)
    other = labels.get("en" if language == "ar" else "ar")
    return NodeView(
        iri=iri,
        kind=kind,
        label=named or (value_of(title[0]) if title else iri.removeprefix(store.base)),
        other_label=other if other != named else None,
        types=tuple(words.value(term) for term in facts.get(_TYPE, ())),
        stands_for=words.value(f"<{stands_for}>") if stands_for else None,
        facts=tuple(
            (words.value(f"<{predicate}>"), tuple(words.value(term) for term in terms))
            for predicate, terms in sorted(facts.items())
            if predicate not in _SAID
        ),
        tellings=tuple(told),
        more=more,
        level=level,
        with_offices=offices,
        offices=tuple(_offices(words, iri)) if kind == "actor" else (),
        spellings=tuple(_spellings(store, iri, timeout_s)) if kind == "actor" else (),
    )


def _offices(words: _Words, iri: str) -> list[Office]:
    """The dated offices of a person, or those in a state or body; the latest first."""
    import pyoxigraph

    reader, node = words.store.reader(), pyoxigraph.NamedNode
    found = []
    for mine, other in ((v.HOLDER, v.BODY), (v.BODY, v.HOLDER)):
        quads = reader.quads_for_pattern(None, node(mine), node(iri), None)
        for tenure in sorted({str(q.subject) for q in quads}):
            facts = _facts(words.store, value_of(tenure))
            who = facts.get(other)
            if who:
                title = _one(facts, v.OFFICE) or ""
                found.append(Office(title, words.value(who[0]), _one(facts, v.FROM), _one(facts, v.UNTIL)))
    found.sort(key=lambda office: (office.until or "9999", office.since or ""), reverse=True)
    return found[:MOST_OFFICES]


def _spellings(store: OxigraphStore, iri: str, timeout_s: float) -> list[str]:
    """The forms of a name that articles have, the most frequent first."""
    text = (
        f"SELECT ?text (COUNT(*) AS ?n) {{ ?naming gb:ofActor <{iri}> ; gb:surface ?text }} "
        f"GROUP BY ?text ORDER BY DESC(?n) ?text LIMIT {MOST_SPELLINGS}"
    )
    return [row[0] or "" for row in store.query(text, timeout_s=timeout_s).values()]


def _facts(store: OxigraphStore, iri: str) -> dict[str, list[str]]:
    import pyoxigraph

    out: dict[str, list[str]] = {}
    quads = store.reader().quads_for_pattern(pyoxigraph.NamedNode(iri), None, None, None)
    for number, q in enumerate(quads):
        if number >= MOST_FACTS:
            break
        out.setdefault(q.predicate.value, []).append(str(q.object))
    return {predicate: sorted(set(terms)) for predicate, terms in out.items()}


def _tellings(store: OxigraphStore, iri: str, kind: str, level: Level, timeout_s: float, *, offices: bool) -> Result:
    state = level == "state"
    names = {
        "node": iri,
        "source": "gb:sourceState" if state else "gb:source",
        "told": "gb:ofStateProposition" if state else "gb:ofProposition",
    }
    without = "" if offices else "FILTER(?category != gb:HOLDS_OFFICE)"
    text = _TELLINGS % {**names, "selector": _SELECTORS[kind] % names, "without": without}
    return store.query(text, timeout_s=timeout_s, limit=MOST_TELLINGS)


class _Words:
    """Labels of nodes in a language, looked up once."""

    def __init__(self, store: OxigraphStore, language: Language) -> None:
        self.store, self.language = store, language
        self.labels: dict[str, str] = {}

    def value(self, term: str) -> Value:
        """A term as a page shows it."""
        if not term.startswith("<"):
            text, datatype = value_of(term), datatype_of(term)
            if datatype == v.XSD + "anyURI" and text.startswith(("http://", "https://")):
                return Value(text, text, outside=True)
            return Value(text, language=language_of(term))
        iri = value_of(term)
        if iri.startswith(self.store.base):
            return Value(self.label(iri), "/id/" + iri.removeprefix(self.store.base))
        if iri.startswith(v.NS):
            return Value(self.label(iri))
        return Value(_curie(iri), iri if iri.startswith(("http://", "https://")) else None, outside=True)

    def label(self, iri: str) -> str:
        """A node's label, else the end of its IRI."""
        if iri not in self.labels:
            self.labels[iri] = self._find(iri)
        return self.labels[iri]

    def _find(self, iri: str) -> str:
        import pyoxigraph

        reader = self.store.reader()
        found = reader.quads_for_pattern(pyoxigraph.NamedNode(iri), pyoxigraph.NamedNode(_LABEL), None, None)
        labels = {language_of(str(q.object)) or "": value_of(str(q.object)) for q in found}
        known = labels.get(self.language) or labels.get("") or labels.get("ar") or labels.get("en")
        if known:
            return known
        if iri.startswith(v.NS):
            return _ontology_labels().get(iri, {}).get(self.language, iri.removeprefix(v.NS))
        return iri.removeprefix(self.store.base)


def _ontology_labels() -> Mapping[str, dict[str, str]]:
    from graphbuild.serve.names import vocabulary_labels

    return vocabulary_labels()


def _curie(iri: str) -> str:
    for prefix, namespace in v.PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _group(result: Result, words: _Words) -> list[Telling]:
    """Rows with one attribution each → tellings with all their sides."""
    found: dict[str, Telling] = {}
    for row in result.rows:
        cell = dict(zip(result.columns, row, strict=True))
        mention = cell["mention"] or ""
        if mention not in found:
            found[mention] = _telling(cell, words)
        by = _facts(words.store, value_of(cell["attribution"] or "<>"))
        source = words.value(cell["source"] or '""')
        text = _one(by, v.SOURCE_TEXT)
        if text is not None and "/source/" in (cell["source"] or ""):
            source = Value(text, source.href, language="ar")
        own = cell["own"] is not None and value_of(cell["own"]) == "true"
        side = Side(source, _local(cell["polarity"]), own, _one(by, v.CUE_QUOTE))
        if side not in found[mention].sides:
            found[mention].sides.append(side)
    return list(found.values())


def _telling(cell: Mapping[str, str | None], words: _Words) -> Telling:
    def text(name: str) -> str:
        return value_of(cell[name] or '""')

    def end(name: str) -> Value | None:
        term = cell[name]
        return None if term is None or value_of(term) == v.UNTOLD else words.value(term)

    quote = text("quote")
    mention = _facts(words.store, text("mention"))
    article = _facts(words.store, text("article"))
    start = int(text("start") or 0)
    first = int(_one(mention, v.TRIGGER_START) or 0) - start
    last = int(_one(mention, v.TRIGGER_END) or 0) - start
    if not 0 <= first <= last <= len(quote):
        first = last = 0
    url = _one(article, v.URL)
    where = words.value(cell["article"] or '""')
    return Telling(
        subject=end("subject"),
        relation=words.value(cell["relation"] or '""'),
        object=end("object"),
        proposition=words.value(cell["proposition"] or '""'),
        office=_one(_facts(words.store, text("proposition")), v.OFFICE),
        status=_local(cell["status"]),
        negated=text("negated") == "true",
        before=quote[:first],
        trigger=quote[first:last],
        after=quote[last:],
        article=Value(_one(article, v.DCTERMS + "title") or where.text, where.href),
        publisher=_one(article, v.DCTERMS + "publisher"),
        date=_one(article, v.DCTERMS + "date"),
        url=url if url and url.startswith(("http://", "https://")) else None,
        rule=_one(mention, v.RULE),
        confidence=_one(mention, v.CONFIDENCE),
    )


def _one(facts: Mapping[str, list[str]], predicate: str) -> str | None:
    """What a property of a node says."""
    terms = facts.get(predicate)
    return value_of(terms[0]) if terms else None


def _local(term: str | None) -> str:
    return "" if term is None else value_of(term).removeprefix(v.NS).lower()


def _sentence(telling: Telling) -> str:
    """A proposition in words, for a heading."""
    parts: Iterable[Value | None] = (telling.subject, telling.relation, telling.object)
    return " \u2013 ".join(part.text if part is not None else "\u2026" for part in parts)
