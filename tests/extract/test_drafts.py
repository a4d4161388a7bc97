"""What is made of the likeliest readings: acts that two words tell, agreements that two actors have, whose act it is."""

from __future__ import annotations

from graphbuild.api import engine
from graphbuild.records import Article


def told(text: str) -> list[tuple[str, str, str, str]]:
    """Category, relation, subject and object of the claims of a sentence, offices aside."""
    return [
        (c.category, c.relation, c.subject.text if c.subject else "", c.object.text if c.object else "")
        for c in engine().read(Article("1", text)).claims
        if c.category != "HOLDS_OFFICE"
    ]


def test_a_light_verb_and_its_noun_tell_one_relation_and_the_exacter_one() -> None:
    asserted = told("قالت أوكرانيا إن كوريا الشمالية أرسلت جنودا إلى روسيا.")
    denied = told("ونفى الكرملين أن تكون كوريا الشمالية قد أرسلت جنودا إلى روسيا.")
    sent = ("AID", "sends_troops_to_support", "كوريا الشمالية", "روسيا")
    assert asserted == [sent]
    assert [claim for claim in denied if claim[0] != "DENY"] == [sent]


def test_an_agreement_that_two_actors_have_is_one() -> None:
    assert ("AGREE", "روسيا", "كوريا الشمالية") in [
        (category, subject, object_.removeprefix("و"))
        for category, _, subject, object_ in told("موضحا: «لدى روسيا وكوريا الشمالية اتفاقية هي أساس التحالف العسكري».")
    ]


def test_a_clause_has_a_subject_of_its_own() -> None:
    """Who denies that another sent troops did not send them."""
    claims = told("ونفى الكرملين أن تكون كوريا الشمالية قد أرسلت جنودا إلى روسيا.")
    assert not [claim for claim in claims if claim[0] == "AID" and claim[2] == "الكرملين"]


def test_the_people_behind_a_noun_of_suffering_are_its_victims() -> None:
    assert told("استشهاد فلسطيني برصاص الاحتلال في جنين") == [("ASSAULT", "kills", "الاحتلال", "فلسطيني")]
    assert told("مقتل إسرائيلي في هجوم بتل أبيب")[0] == ("ASSAULT", "kills", "", "إسرائيلي")
    assert ("ASSAULT", "bombs", "الإسرائيلي") in [claim[:3] for claim in told("أدانت مصر القصف الإسرائيلي لغزة.")]


def test_who_sign_with_a_third_do_not_sign_with_each_other() -> None:
    pacts = {claim[2:] for claim in told("أبرمت فرنسا وروسيا اتفاقا مع إيران.") if claim[0] == "AGREE"}
    assert pacts == {("فرنسا", "إيران"), ("روسيا", "إيران")}


def test_where_something_happened_is_not_behind_the_next_thing_that_is_told() -> None:
    def places(text: str) -> list[str | None]:
        claims = engine().read(Article("1", text)).claims
        return [c.place.text if c.place else None for c in claims if c.trigger.text == "قصف"]

    assert places("الأول هو قصف روسيا مستشفى في كييف.") == places("الأول هو قصف روسيا مستشفى، في كييف.") == ["كييف"]
    assert places("الأول هو قصف روسيا مستشفى، والثاني دخول تركيا في سوريا.") == [None]
