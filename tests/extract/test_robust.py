"""Whatever the text, the engine reads it: no exception, spans that slice to their texts, the same twice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, example, given, settings

from graphbuild.api import engine
from graphbuild.iris import proposition_id
from graphbuild.pipeline import explain_lines
from graphbuild.records import ACTOR_TYPES, STANCES, STATUSES, Article, Quote, Reading
from tests.strategies import arabic

LONG = "قالت مصادر إن روسيا قصفت كييف وأدان الرئيس الفرنسي إيمانويل ماكرون، الذي التقى وزير الخارجية المصري، الهجوم على أوكرانيا، "


def _quotes(reading: Reading) -> Iterator[Quote]:
    for actor in reading.actors:
        yield from actor.mentions
    for claim in reading.claims:
        yield claim.trigger
        for end in (claim.subject, claim.object, claim.place):
            if end is not None:
                yield Quote(end.span, end.text)
        for said in claim.attributions:
            yield said.cue
            if said.source.span is not None:
                yield Quote(said.source.span, said.source.text)


def check(reading: Reading) -> None:
    """What holds of every reading."""
    article = reading.article
    for quote in _quotes(reading):
        assert article.slice(quote.span) == quote.text
        assert quote.text.strip()
    known = {actor.id for actor in reading.actors}
    assert len(known) == len(reading.actors)
    assert {actor.type for actor in reading.actors} <= set(ACTOR_TYPES)
    relations = engine().lexicon.relations
    identifiers = [claim.id for claim in reading.claims]
    assert len(set(identifiers)) == len(identifiers)
    for claim in reading.claims:
        relation = relations[claim.relation]
        assert claim.category == relation.category
        assert claim.subject is not None or claim.object is not None
        assert claim.status in STATUSES
        assert 0 <= claim.confidence <= 1
        assert claim.sentence.contains(claim.trigger.span)
        ends = [end.actor if end else None for end in (claim.subject, claim.object)]
        assert {e for e in ends if e} <= known
        assert claim.proposition == proposition_id(
            *_between(ends, claim.relation), claim.office, symmetric=relation.symmetric
        )
        assert not (claim.bare and (claim.attributions or claim.negated or claim.status != "actual" or None in ends))
        for end in (claim.subject, claim.object):
            assert end is None or end.name in end.text
        for index, said in enumerate(claim.attributions):
            assert said.stance in STANCES
            assert said.source.actor is None or said.source.actor in known
            assert said.via is None or (0 <= said.via < len(claim.attributions) and said.via != index)
        for other, index in claim.denies:
            denied = next(c for c in reading.claims if c.id == other)
            assert denied.attributions[index].stance == "denies"


def _between(ends: list[str | None], relation: str) -> tuple[str | None, str, str | None]:
    return ends[0], relation, ends[1]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(arabic)
@example("")
@example("«»")
@example("()[]{}«»“”")
@example("«قال» «»: «")
@example("\u202bقال بوتين\u202c إن «روسيا")
@example("و")
@example("لل")
@example("وال")
@example("نفى نفى نفى نفى نفى")
@example("هذه المزاعم نفاها")
@example("أن أن أن إن لم لن قد")
@example(". . . .\n\n\r\n\u2028")
def test_any_text_is_read(text: str) -> None:
    reading = engine().read(Article("fuzz", text, date="2024-10-16"))
    check(reading)
    assert engine().read(Article("fuzz", text, date="2024-10-16")) == reading


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(arabic)
def test_any_text_is_explained(text: str) -> None:
    lines = explain_lines(engine().explain(text))
    assert lines
    assert all("\n" not in line for line in lines)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(arabic, arabic)
def test_a_title_is_read_as_well(title: str, text: str) -> None:
    check(engine().read(Article("fuzz", text, title=title)))


@pytest.mark.parametrize(
    "text",
    [
        LONG * 60,
        "روسيا و" * 400,
        "«" * 500 + "قال بوتين إن روسيا قصفت كييف" + "»" * 500,
        "قال إن " * 300 + "روسيا قصفت كييف.",
        "رئيس وزير نائب مستشار " * 100,
        "الذي " * 500,
        "١٢٣ " * 500,
        "ا" * 20000,
        "نفى بوتين أن " * 150,
    ],
    ids=[
        "long sentence",
        "coordination",
        "quotes",
        "nested speech",
        "titles",
        "relatives",
        "digits",
        "one long word",
        "nested denials",
    ],
)
def test_very_long_sentences(text: str) -> None:
    check(engine().read(Article("long", text)))


def test_two_engines_read_the_same() -> None:
    from graphbuild.pipeline import Engine

    text = LONG + "ونفى الكرملين هذه الاتهامات. ووقع الرئيس الروسي فلاديمير بوتين اتفاقا مع كوريا الشمالية."
    assert Engine.load().read(Article("1", text)) == engine().read(Article("1", text))
