"""Graphs that we build conform; a graph that is broken in one place is refused, with node, article and plain words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import rdflib

from graphbuild import vocab as v
from graphbuild.graph.oxigraph import OxigraphStore
from graphbuild.graph.store import open_store
from graphbuild.graph.validate import _rules, check, validate
from graphbuild.iris import BASE
from graphbuild.resources import resource

from .readings import KNOWLEDGE, RELATIONS, accusation, pact


def test_what_is_built_conforms(full_store: OxigraphStore) -> None:
    """The whole corpus has no problem."""
    assert validate(full_store) == []


@cache
def _whole(folder: str) -> str:
    with open_store(Path(folder) / "g", create=True, relations=RELATIONS, knowledge=KNOWLEDGE) as store:
        store.add([accusation(), pact()])
        return "".join(f"{quad}\n" for quad in store.quads())


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> str:
    return _whole(str(tmp_path_factory.mktemp("whole")))


_ONE = "{ SELECT ?x WHERE { GRAPH ?g { ?x a gb:%s } } ORDER BY ?x LIMIT 1 } GRAPH ?g { ?x a gb:%s }"


def _drop(class_: str, predicate: str) -> str:
    return f"DELETE {{ GRAPH ?h {{ ?x {predicate} ?o }} }} WHERE {{ {_ONE % (class_, class_)} GRAPH ?h {{ ?x {predicate} ?o }} }}"


def _put(class_: str, predicate: str, value: str, *, keep: bool = False) -> str:
    change = f"INSERT {{ GRAPH ?g {{ ?x {predicate} {value} }} }} WHERE {{ {_ONE % (class_, class_)} }}"
    return change if keep else f"{_drop(class_, predicate)} ; {change}"


_OTHER = "<urn:other>"
BROKEN = {
    "article without key": (_drop("Article", "gb:key"), "an article needs exactly one gb:key"),
    "article with a bad hash": (_put("Article", "gb:contentHash", '"xyz"'), "gb:contentHash of 64 hex digits"),
    "article without engine": (_drop("Article", "gb:engineFingerprint"), "the fingerprint of the one engine"),
    "article with two readers": (_put("Article", "gb:reader", '"text/2"', keep=True), "at most one gb:reader"),
    "article with a reader without version": (_put("Article", "gb:reader", '"somebody"'), "at most one gb:reader"),
    "article without identifier": (_drop("Article", "dcterms:identifier"), "exactly one dcterms:identifier"),
    "article with a text for a date": (_put("Article", "dcterms:date", '"yesterday"'), "at most one dcterms:date"),
    "proposition without relation": (_drop("Proposition", "gb:relation"), "exactly one gb:relation"),
    "proposition of an unknown category": (_put("Proposition", "gb:category", "gb:LOVE"), "exactly one known gb:category"),
    "proposition with two subjects": (_put("Proposition", "gb:subject", _OTHER, keep=True), "at most one gb:subject"),
    "proposition with a text for an object": (_put("Proposition", "gb:object", '"Moscow"'), "at most one gb:object"),
    "proposition without canonical one": (_drop("Proposition", "gb:canonicalProposition"), "exactly one gb:canonicalProposition"),
    "proposition without ends": (
        _drop("Proposition", "gb:subject") + " ; " + _drop("Proposition", "gb:object"), "at least one of gb:subject and gb:object",
    ),
    "mention without proposition": (_drop("Mention", "gb:ofProposition"), "exactly one gb:ofProposition"),
    "mention of an undefined state proposition": (_put("Mention", "gb:ofStateProposition", _OTHER), "exactly one gb:ofStateProposition"),
    "mention without article": (_drop("Mention", "prov:wasDerivedFrom"), "exactly one article"),
    "mention without quote": (_put("Mention", "gb:quote", '""'), "needs its sentence"),
    "mention without month": (_drop("Mention", "gb:partyMonth"), "needs a gb:partyMonth for each"),
    "mention without trigger": (_drop("Mention", "gb:trigger"), "exactly one gb:trigger"),
    "mention that ends before it starts": (_put("Mention", "gb:end", "0"), "before gb:end"),
    "mention without end": (_drop("Mention", "gb:end"), "gb:end is one whole number"),
    "trigger that ends before it starts": (_put("Mention", "gb:triggerStart", "9999"), "not after gb:triggerEnd"),
    "mention of an unknown field": (_put("Mention", "gb:field", '"body"'), "gb:field is title or text"),
    "mention of an unknown section": (_put("Mention", "gb:section", '"advert"'), "gb:section is one of"),
    "mention with a text for negated": (_put("Mention", "gb:negated", '"no"'), "gb:negated is one truth value"),
    "mention of an unknown status": (_put("Mention", "gb:status", "gb:Certain"), "gb:status is one of"),
    "mention with too much confidence": (_put("Mention", "gb:confidence", "1.5"), "gb:confidence is one decimal"),
    "mention with a text for a day": (_put("Mention", "gb:day", '"monday"'), "gb:day is at most one xsd:date"),
    "mention that nobody tells": (
        f"DELETE {{ GRAPH ?h {{ ?a gb:ofMention ?x }} }} WHERE {{ {_ONE % ('Mention', 'Mention')} GRAPH ?h {{ ?a gb:ofMention ?x }} }}",
        "at least one attribution",
    ),
    "bare mention that is planned": (
        "DELETE { GRAPH ?g { ?x gb:status ?s } } INSERT { GRAPH ?g { ?x gb:status gb:Planned } } WHERE { GRAPH ?g { ?x gb:bare true ; gb:status ?s } }",
        "told as a bare triple",
    ),
    "attribution of an unknown mention": (_put("Attribution", "gb:ofMention", _OTHER), "exactly one mention"),
    "attribution that rejects a text": (_put("Attribution", "gb:rejectsProposition", '"it"', keep=True), "at most one proposition"),
    "attribution without source": (_drop("Attribution", "gb:source"), "exactly one gb:source"),
    "attribution without state": (_drop("Attribution", "gb:sourceState"), "exactly one gb:sourceState"),
    "attribution of an unknown stance": (_put("Attribution", "gb:stance", "gb:Likes"), "gb:stance is one of"),
    "attribution of an unknown polarity": (_put("Attribution", "gb:polarity", "gb:Maybe"), "gb:polarity is one of"),
    "attribution without voice": (_drop("Attribution", "gb:ownVoice"), "gb:ownVoice is one truth value"),
    "attribution via nothing": (_put("Attribution", "gb:via", _OTHER), "gb:via is at most one attribution"),
    "polarity that does not follow": (
        "DELETE { GRAPH ?g { ?x gb:polarity gb:Rejects } } INSERT { GRAPH ?g { ?x gb:polarity gb:Affirms } } WHERE { GRAPH ?g { ?x gb:polarity gb:Rejects } }",
        "does not follow from stance and negation",
    ),
    "own voice beside another": (
        "DELETE { GRAPH ?g { ?x gb:ownVoice false } } INSERT { GRAPH ?g { ?x gb:ownVoice true } } WHERE { GRAPH ?g { ?x gb:ownVoice false ; gb:stance gb:Denies } }",
        "stands alone",
    ),
    "actor without label": (_drop("Person", "rdfs:label"), "an actor needs a label"),
    "actor with two labels in a language": (_put("Person", "rdfs:label", '"x"@en, "y"@en'), "one in each language"),
    "actor with two countries": (_put("Person", "gb:country", '"ABC"', keep=True), "at most one gb:country"),
    "actor without canonical one": (_drop("Person", "gb:canonicalActor"), "exactly one gb:canonicalActor"),
    "naming of nobody": (_drop("Naming", "gb:ofActor"), "exactly one gb:ofActor"),
    "naming of an unknown type": (_put("Naming", "gb:actorType", "gb:Robot"), "exactly one gb:actorType"),
    "tenure without holder": (_drop("Tenure", "gb:holder"), "exactly one gb:holder"),
    "tenure without office": (_drop("Tenure", "gb:office"), "exactly one gb:office"),
    "tenure without body": (_drop("Tenure", "gb:body"), "exactly one gb:body"),
    "link of one actor": (
        'INSERT DATA { GRAPH <urn:l> { <urn:l1> a gb:Link ; gb:linksActor <urn:a> ; gb:reason "r" ; gb:decision gb:Proposed } }', "exactly two actors",
    ),
    "link without reason": (
        "INSERT DATA { GRAPH <urn:l> { <urn:l1> a gb:Link ; gb:linksActor <urn:a>, <urn:b> ; gb:decision gb:Proposed } }", "a link needs a reason",
    ),
    "link of an unknown decision": (
        'INSERT DATA { GRAPH <urn:l> { <urn:l1> a gb:Link ; gb:linksActor <urn:a>, <urn:b> ; gb:reason "r" ; gb:decision gb:Perhaps } }',
        "exactly one known gb:decision",
    ),
    "tally of two propositions": (
        f"INSERT {{ GRAPH ?g {{ ?x gb:tallyOf {_OTHER} }} }} WHERE {{ GRAPH ?g {{ ?x gb:tallyOf ?p }} }}", "a tally is of exactly one proposition",
    ),
    "tally without status": (
        "DELETE { GRAPH ?g { ?x gb:ofStatus ?o } } WHERE { GRAPH ?g { ?x gb:tallyOf ?p ; gb:ofStatus ?o } }", "exactly one known gb:ofStatus",
    ),
    "tally of fewer than none": (
        "INSERT { GRAPH ?g { ?x gb:affirming -1 } } WHERE { GRAPH ?g { ?x gb:tallyOf ?p } }", "gb:affirming is at most one whole number",
    ),
    "tally of some who reject": (
        'INSERT { GRAPH ?g { ?x gb:rejecting "some" } } WHERE { GRAPH ?g { ?x gb:tallyOf ?p } }', "gb:rejecting is at most one whole number",
    ),
    "tally of two counts of doubt": (
        "INSERT { GRAPH ?g { ?x gb:doubting 7, 8 } } WHERE { GRAPH ?g { ?x gb:stateTallyOf ?p } }", "gb:doubting is at most one whole number",
    ),
    "dispute of a text": (
        'DELETE { GRAPH ?g { ?x gb:disputeOf ?p } } INSERT { GRAPH ?g { ?x gb:disputeOf "it" } } WHERE { GRAPH ?g { ?x gb:disputeOf ?p } }',
        "a dispute is of exactly one proposition",
    ),
    "dispute without ends": (
        "DELETE { GRAPH ?g { ?x gb:disputeParty ?o } } WHERE { GRAPH ?g { ?x gb:disputeOf ?p ; gb:disputeParty ?o } }", "one or two of gb:disputeParty",
    ),
    "verdict on nothing": ("INSERT DATA { GRAPH <urn:r> { <urn:v> a gb:Verdict ; gb:decision gb:Accepted } }", "exactly one mention"),
    "verdict that is none": (
        "INSERT DATA { GRAPH <urn:r> { <urn:v> a gb:Verdict ; gb:verdictOn <urn:m> ; gb:decision gb:Proposed } }", "gb:Accepted or gb:Rejected",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_broken_graph_is_refused(whole: str, name: str) -> None:
    """Each way of breaking a graph is found, told in both languages, and with the article that it stands in."""
    change, message = BROKEN[name]
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=whole, format="nquads")
    before = len(dataset)
    prefixes = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in v.PREFIXES.items())
    for part in change.split(" ; INSERT {"):
        dataset.update(prefixes + (part if part.startswith(("DELETE", "INSERT")) else "INSERT {" + part))
    problems = check(dataset, BASE)

    assert message in " | ".join(problem.message_en for problem in problems), before
    assert all(any("\u0600" <= c <= "\u06ff" for c in problem.message_ar) for problem in problems)
    if name.startswith(("article without key", "mention without trigger", "attribution without source")):
        assert {problem.article for problem in problems if message in problem.message_en} <= {"w1", "w2"}


def test_every_shape_is_broken_by_a_case() -> None:
    """No message of shapes.ttl is without a graph that raises it."""
    shapes = rdflib.Graph()
    shapes.parse(resource("ontologies", "shapes.ttl"), format="turtle")
    messages = {str(o) for o in shapes.objects(None, rdflib.SH.message) if getattr(o, "language", "") == "en"}
    languages = [
        sorted(m.language for m in shapes.objects(s, rdflib.SH.message))
        for s in set(shapes.subjects(rdflib.SH.message))
    ]  # type: ignore[attr-defined]

    messages |= {messages_of["en"] for messages_of, _ in _rules()}

    assert len(_rules()) == 3
    assert all(any(message in full for _, message in BROKEN.values()) for full in messages), messages
    assert all(pair == ["ar", "en"] for pair in languages)


def test_a_triple_in_two_graphs_is_found(tmp_path: Path) -> None:
    """What SHACL cannot see, the union being a set, is found too."""
    with open_store(tmp_path / "g", create=True, relations=RELATIONS) as store:
        store.add([pact()])
        quad = next(q for q in store.quads() if "graph/told" in q.graph)
        store.edit(v.GRAPH_REVIEW, [], [quad._replace(graph=f"<{BASE}{v.GRAPH_REVIEW}>")])
        (problem,) = validate(store)

    assert problem.message_en == "a triple stands in more than one graph"
    assert str(problem).startswith("actor/")
