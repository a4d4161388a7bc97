"""A reading becomes quads: pure, sorted, one graph for each triple, polarity and levels as the design has them."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace

import pytest

from graphbuild import vocab as v
from graphbuild.errors import InputError
from graphbuild.graph.quads import describe, merge, outlet_of, quads, state_of
from graphbuild.graph.terms import TYPE, Quad, language_of, value_of
from graphbuild.iris import BASE, article_hash
from graphbuild.records import Article, Reading

from .readings import (
    ACTORS,
    PRK_FORCES,
    RELATIONS,
    RUS_FORCES,
    accusation,
    corpus,
    no_pact,
    pact,
    page,
    planned,
    strike,
)


def _all(*readings: Reading) -> list[Quad]:
    return merge(describe(r, relations=RELATIONS) for r in readings)


def _values(graph: list[Quad], subject: str | None, property_: str) -> list[str]:
    return [
        value_of(q.object) for q in graph if q.predicate == f"<{property_}>" and subject in (None, value_of(q.subject))
    ]


def _of_type(graph: list[Quad], class_: str) -> list[str]:
    return [value_of(q.subject) for q in graph if q.predicate == TYPE and q.object == f"<{class_}>"]


def _told(graph: list[Quad]) -> set[tuple[str, ...]]:
    strip = lambda term: value_of(term).removeprefix(BASE).removeprefix(v.NS)  # noqa: E731
    return {tuple(map(strip, q[:3])) for q in graph if q.graph == f"<{BASE}{v.GRAPH_TOLD}>"}


def test_every_triple_stands_in_exactly_one_graph() -> None:
    """No triple is in two graphs, no blank nodes, sorted and without repetition, over the whole corpus."""
    graph = _all(*corpus())

    assert graph == sorted(set(graph))
    assert max(Counter(q[:3] for q in graph).values()) == 1
    assert not any(term.startswith("_:") for q in graph for term in q)


def test_order_of_articles_and_of_claims_does_not_matter() -> None:
    """The same articles give the same graph, whatever their order and that of their actors."""
    readings = corpus()
    shuffled = [replace(r, actors=tuple(reversed(r.actors))) for r in readings]
    random.Random(3).shuffle(shuffled)

    assert _all(*shuffled) == _all(*readings)
    assert sorted({q for r in readings for q in quads(r, relations=RELATIONS)}) == _all(*readings)


def test_one_proposition_with_both_sides() -> None:
    """The accusation of one article and the denial of another share a node; each attribution has its polarity."""
    graph = _all(accusation(), page()[1])
    aid = next(p for p in _of_type(graph, v.PROPOSITION) if _values(graph, p, v.SUBJECT) == [BASE + PRK_FORCES])
    mentions = [
        value_of(q.subject) for q in graph if q.predicate == f"<{v.OF_PROPOSITION}>" and value_of(q.object) == aid
    ]
    sides = Counter(
        (_values(graph, a, v.SOURCE)[0].removeprefix(BASE), _values(graph, a, v.POLARITY_OF)[0].removeprefix(v.NS))
        for a in _of_type(graph, v.ATTRIBUTION)
        if _values(graph, a, v.OF_MENTION)[0] in mentions
    )

    assert _values(graph, aid, v.OBJECT) == [BASE + RUS_FORCES]
    assert _values(graph, aid, v.CATEGORY_OF) == [v.NS + "AID"]
    assert _values(graph, aid, v.UMBRELLA) == [v.SUPPORTS]
    assert sides == {
        (f"source/{article_hash(accusation().article)}/4", "Affirms"): 1,
        ("actor/UKR", "Affirms"): 1,
        ("actor/dmitry-peskov", "Rejects"): 2,
    }


def test_denial_points_to_the_attributions_that_it_makes() -> None:
    """gb:denies leads from the DENY mention to the attribution of stance denies, whose cue stands in another
    sentence."""
    graph = _all(accusation())
    (target,) = _values(graph, None, v.DENIES_THAT)

    assert _values(graph, target, v.STANCE_OF) == [v.DENIES]
    assert _values(graph, target, v.CUE) == ["نفاها"]
    assert _values(graph, target, v.CUE_QUOTE) == ["لكن هذه المزاعم نفاها ديميتري بيسكوف."]
    assert re.fullmatch(rf"{BASE}attribution/[0-9a-f]{{16}}/27-30/[0-9a-f]{{8}}/102", target)


def test_bare_triples_are_told_in_an_outlets_own_voice_only() -> None:
    """Claims of others, negated, planned, possible and related-headline claims and the unsure ones give no bare
    triple; a denial elsewhere removes none; symmetric ones are told both ways."""
    kim, putin = "actor/kim-jong-un", "actor/vladimir-putin"

    assert _told(_all(pact(), no_pact())) == {
        (kim, "signs_agreement_with", putin),
        (putin, "signs_agreement_with", kim),
        (kim, "holds_office_in", "actor/PRK"),
        (putin, "holds_office_in", "actor/RUS"),
    }
    assert _told(_all(accusation(), no_pact(), strike(), planned())) == set()
    assert ("actor/UKR-armed-forces", "bombs", "actor/luhansk") not in _told(_all(*page()))
    assert not [
        q for q in quads(pact(), relations=RELATIONS, told_confidence=0.95) if q.graph == f"<{BASE}{v.GRAPH_TOLD}>"
    ]


def test_negated_own_voice_rejects() -> None:
    """An outlet that says in its own voice that something did not happen rejects the proposition."""
    graph = _all(no_pact())
    (own,) = _of_type(graph, v.ATTRIBUTION)

    assert own.endswith("/own")
    assert _values(graph, own, v.OWN_VOICE) == ["true"]
    assert _values(graph, own, v.STANCE_OF) == [v.ASSERTS]
    assert _values(graph, own, v.POLARITY_OF) == [v.REJECTS]
    assert _values(graph, _values(graph, own, v.SOURCE)[0], v.RDFS + "label") == ["النهر"]


def test_states_answer_for_their_people() -> None:
    """A spokesman acts for the Kremlin and so for Russia, a place lies in its state, an armed group is its own body."""
    assert state_of("actor/dmitry-peskov", ACTORS) == "actor/RUS"
    assert state_of("actor/luhansk", ACTORS) == "actor/UKR"
    assert state_of("actor/hezbollah", ACTORS) == "actor/hezbollah"
    loop = {
        "a": replace(ACTORS["actor/RUS"], id="a", acts_for="b"),
        "b": replace(ACTORS["actor/RUS"], id="b", acts_for="a"),
    }
    assert state_of("a", loop) == state_of("b", loop)

    graph = _all(accusation())
    mention = next(m for m in _of_type(graph, v.MENTION) if _values(graph, m, v.OBJECT_STATE))
    (proposition,) = _values(graph, mention, v.OF_STATE_PROPOSITION)
    assert _values(graph, proposition, v.SUBJECT) == [BASE + "actor/PRK"]
    assert _values(graph, proposition, v.OBJECT) == [BASE + "actor/RUS"]
    assert sorted(_values(graph, None, v.SOURCE_STATE)) == [
        BASE + "actor/KOR", BASE + "actor/RUS", BASE + "actor/UKR", BASE + outlet_of(accusation().article)[0],  # type: ignore[index]
    ]  # fmt: skip


def test_chain_of_sources_and_event_day() -> None:
    """The Kremlin source's doubt comes by way of Reuters; a day without a year is the last one before the telling."""
    graph = _all(strike())
    (doubt,) = [a for a in _of_type(graph, v.ATTRIBUTION) if _values(graph, a, v.STANCE_OF) == [v.DOUBTS]]
    (via,) = _values(graph, doubt, v.VIA)

    assert _values(graph, via, v.SOURCE) == [BASE + "actor/reuters"]
    assert _values(graph, doubt, v.POLARITY_OF) == [v.OPEN]
    assert _values(graph, None, v.DAY) == ["2024-10-03"]
    assert _values(graph, None, v.TIME_OF) == ["--10-03"]


def test_symmetric_relation_keeps_its_told_order() -> None:
    """Ends of a symmetric relation are sorted in the proposition; the mention says that they were told the other way
    round."""
    graph = _all(pact())
    signed = next(
        p for p in _of_type(graph, v.PROPOSITION) if v.NS + "signs_agreement_with" in _values(graph, p, v.RELATION_OF)
    )

    assert _values(graph, None, v.TOLD_REVERSED) == ["true"]
    assert {*_values(graph, signed, v.SUBJECT), *_values(graph, signed, v.OBJECT)} <= {
        BASE + "actor/kim-jong-un", BASE + "actor/vladimir-putin", BASE + "actor/PRK", BASE + "actor/RUS",
    }  # fmt: skip


def test_embedded_article_and_related_headline() -> None:
    """An embedded article points to its host; a related headline has no date."""
    host, embedded = page()
    graph = _all(host, embedded)
    (target,) = _values(graph, None, v.EMBEDDED_IN)
    related = [m for m in _of_type(graph, v.MENTION) if _values(graph, m, v.SECTION) == ["related"]]

    assert target == f"{BASE}article/{article_hash(host.article)}"
    assert len(related) == 1
    assert _values(graph, related[0], v.DAY) == []


def test_what_is_said_twice_for_speed_says_the_same() -> None:
    """Each attribution that rejects names the propositions of its mention, and no other does; each end, and each named
    source, has its months, at both levels."""
    graph = _all(*corpus())
    of = lambda property_: {q.subject: q.object for q in graph if q.predicate == f"<{property_}>"}  # noqa: E731
    mention, polarity, own = of(v.OF_MENTION), of(v.POLARITY_OF), of(v.OWN_VOICE)
    for told, rejected in ((v.OF_PROPOSITION, v.REJECTS_PROPOSITION), (v.OF_STATE_PROPOSITION, v.REJECTS_STATE_PROPOSITION)):
        proposition = of(told)
        rejecting = [one for one, held in polarity.items() if held == f"<{v.REJECTS}>"]
        assert rejecting
        assert of(rejected) == {one: proposition[mention[one]] for one in rejecting}
    article, day, category = of(v.PROV + "wasDerivedFrom"), of(v.DCTERMS + "date"), of(v.CATEGORY_OF)
    told_of = of(v.OF_PROPOSITION)

    def key(node: str, of_mention: str) -> tuple[str, str]:
        month = value_of(day[article[of_mention]])[:7] if article[of_mention] in day else v.UNDATED
        kind = value_of(category[told_of[of_mention]]).removeprefix(v.NS)
        return of_mention, v.month_key(value_of(node).removeprefix(BASE), kind, month)

    ends = {(m, q.object) for m, p in told_of.items() for q in graph if q.subject == p and q.predicate == f"<{v.PARTY}>"}
    found = {(q.subject, value_of(q.object)) for q in graph if q.predicate == f"<{v.PARTY_MONTH}>"}
    assert found == {key(end, m) for m, end in ends}
    assert v.UNDATED in {text.rsplit(" ", 1)[-1] for _, text in found} or all(a in day for a in article.values())
    for source, months in ((v.SOURCE, v.SOURCE_MONTH), (v.SOURCE_STATE, v.SOURCE_STATE_MONTH)):
        named = {a: who for a, who in of(source).items() if value_of(own[a]) == "false"}
        assert {a: value_of(text) for a, text in of(months).items()} == {a: key(who, mention[a])[1] for a, who in named.items()}
    for end, state in ((v.SUBJECT_STATE, v.PARTY_STATE_MONTH), (v.OBJECT_STATE, v.PARTY_STATE_MONTH)):
        keys = {(q.subject, value_of(q.object)) for q in graph if q.predicate == f"<{state}>"}
        assert {key(who, m) for m, who in of(end).items()} <= keys


def test_quotes_are_the_article_at_its_offsets() -> None:
    """Every quote is the field's text at start and end, in Arabic."""
    for reading in corpus():
        graph = quads(reading, relations=RELATIONS)
        for mention in _of_type(graph, v.MENTION):
            start, end = int(_values(graph, mention, v.START)[0]), int(_values(graph, mention, v.END)[0])
            (quote,) = [q.object for q in graph if value_of(q.subject) == mention and q.predicate == f"<{v.QUOTE}>"]
            assert value_of(quote) == reading.article.text[start:end]
            assert language_of(quote) == "ar"


def test_conflicting_definitions_do_not_depend_on_order() -> None:
    """Two articles that label one actor differently give one label, whichever comes first."""
    one = pact()
    other = no_pact()
    other = replace(
        other,
        actors=tuple(
            replace(a, label_en="Aaa " + a.label_en) if a.id == "actor/kim-jong-un" else a for a in other.actors
        ),
    )
    graph = _all(one, other)

    assert graph == _all(other, one)
    labels = [
        value_of(q.object) for q in graph
        if value_of(q.subject) == BASE + "actor/kim-jong-un" and language_of(q.object) == "en" and "definitions" in q.graph
    ]  # fmt: skip
    assert labels == ["Aaa Kim Jong Un"]


def test_claims_that_share_an_id_keep_their_own_mentions() -> None:
    """A claim of the title and one of the text at the same offsets are two mentions."""
    reading = no_pact()
    claim = reading.claims[0]
    in_title = replace(claim, trigger=replace(claim.trigger, span=replace(claim.trigger.span, field="title")))
    graph = quads(replace(reading, claims=(claim, in_title)), relations=RELATIONS)

    assert len(_of_type(graph, v.MENTION)) == 2


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda r: replace(r, actors=()), "the subject 'actor/kim-jong-un' is not among the article's actors"),
        (lambda r: replace(r, article=replace(r.article, text="")), "to quote; a reading needs the article's text"),
        (lambda r: replace(r, claims=(replace(r.claims[0], relation="hugs"),)), "relation 'hugs' is in no file of data/relations"),
        (lambda r: replace(r, claims=(replace(r.claims[0], denies=(("x", 0),)),)), "denies attribution 0 of claim 'x', which is not there"),
        (lambda r: replace(r, claims=(replace(r.claims[0], proposition="proposition/00"),)), "its ends make proposition/"),
        (lambda r: replace(r, claims=(replace(r.claims[0], subject=None, proposition="proposition/a b"),)), "is not an IRI"),
    ],
)  # fmt: skip
def test_a_reading_that_does_not_hold_together_is_refused(change: object, problem: str) -> None:
    """A reading that names what is not there is an error with article and claim, not a hole in the graph."""
    with pytest.raises(InputError, match=re.escape(problem)):
        quads(change(no_pact()), relations=RELATIONS)  # type: ignore[operator]


def test_outlet_is_publisher_else_host_else_nothing() -> None:
    """The outlet is named by the publisher, else the url's host."""
    assert outlet_of(Article("a", "x", publisher=" الوطن  اليوم ", url="https://www.b.example/1"))[1] == "الوطن اليوم"  # type: ignore[index]
    assert outlet_of(Article("a", "x", url="https://www.b.example/1"))[1] == "b.example"  # type: ignore[index]
    assert outlet_of(Article("a", "x")) is None


def test_no_relation_is_below_itself() -> None:
    """A leaf that bears an umbrella's name is that umbrella: the knowledge graph says nothing of it below itself."""
    from graphbuild.graph.knowledge import knowledge_quads
    from graphbuild.lexicon import relations

    below = {
        (q.subject, q.object) for q in knowledge_quads(relations(), base=BASE) if q.predicate.endswith("subPropertyOf>")
    }
    same = {name for name in relations() if name in v.UMBRELLAS}

    assert same >= {"supports", "denies"}
    assert not {pair for pair in below if pair[0] == pair[1]}
    assert (f"<{v.relation_iri('praises')}>", f"<{v.SUPPORTS}>") in below
