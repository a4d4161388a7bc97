"""Which country a claim carries for its ends, and whom a kind alone stands for."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphbuild.api import engine
from graphbuild.evaluate.ends import Phrase, article_of, phrases
from graphbuild.extract.homes import Homes
from graphbuild.lexicon import Short, lexicon
from graphbuild.records import Article


def countries(text: str, date: str | None = None) -> dict[str, str | None]:
    found: list[Phrase] = phrases(engine(), article_of({"id": "1", "text": text, "date": date}))
    return {phrase.text: phrase.country for phrase in found}


@pytest.mark.parametrize(
    ("date", "country"),
    [("2016-05-01", "GCC"), ("2021-05-01", "BHR")],
    ids=["secretary-general of the Gulf council", "foreign minister of Bahrain"],
)
def test_who_acts_for_an_international_body_has_its_code_while_he_does(date: str, country: str) -> None:
    assert countries("التقى عبد اللطيف الزياني بوتين.", date)["عبد اللطيف الزياني"] == country


def test_a_state_in_the_phrase_goes_before_the_body() -> None:
    found = countries("التقى وزير الخارجية البحريني عبد اللطيف الزياني بوتين.", "2016-05-01")
    assert found["وزير الخارجية البحريني عبد اللطيف الزياني"] == "BHR"


@pytest.mark.parametrize(
    ("text", "phrase", "country"),
    [
        ("انتقدت حكومة نتنياهو الأمم المتحدة.", "حكومة نتنياهو", "ISR"),
        ("رفضت إدارة أوباما الطلب.", "إدارة أوباما", "USA"),
        ("هاجمت قوات القذافي المدينة.", "قوات القذافي", "LBY"),
        ("دعمت دول أوروبية القرار.", "دول أوروبية", None),
        ("قال مسؤولون أوروبيون إن القرار خطأ.", "مسؤولون أوروبيون", "EU"),
        ("دعمت دول خليجية القرار.", "دول خليجية", "GCC"),
    ],
    ids=[
        "government",
        "administration",
        "forces",
        "a continent's states",
        "the union's officials",
        "Gulf states",
    ],
)
def test_the_country_of_what_is_called_after_a_person_or_a_continent(
    text: str, phrase: str, country: str | None
) -> None:
    assert countries(text)[phrase] == country


@pytest.mark.parametrize(
    ("text", "phrase", "country"),
    [
        ("انتقدت الحكومة أمس قرار فرنسا.", "الحكومة", "FRA"),
        ("قال وزير الداخلية إن فرنسا ترفض القرار.", "وزير الداخلية", "FRA"),
        ("رفض البرلمان القرار.", "البرلمان", None),  # no state is named
        ("رفضت الحكومة قرار الأمم المتحدة.", "الحكومة", None),  # an international body is nobody's state
        ("رفضت منظمات دولية قرار فرنسا.", "منظمات دولية", None),  # of no state
        ("قال سليم الدهان إن فرنسا ترفض القرار.", "سليم الدهان", "FRA"),
        ("قالت روسيا إن أحد ضباطها قتل في سوريا.", "أحد ضباطها", "RUS"),  # by the pronoun
        ("قال الأمين العام لمنظمة العفو الدولية إن فرنسا ترفض القرار.", "الأمين العام لمنظمة العفو الدولية", None),
        ("قال حلفاء واشنطن إن القرار خطأ.", "حلفاء واشنطن", None),  # whom somebody stands beside
        ("رفضت تركيا مطالب جيرانها.", "جيرانها", None),
        ("رفضت تركيا مطالب مسؤوليها.", "مسؤوليها", "TUR"),  # but her own are hers
        ("قالت الحكومة التركية إن منتقديها أخطأوا.", "منتقديها", None),  # who act on her
        ("انتقدت فرنسا الهجوم وطالبت بمحاكمة مرتكبيه.", "مرتكبيه", None),  # of the attack
        ("التقى الرئيس المصري سموه في تونس.", "سموه", None),  # his own style, and a monarchy's
        ("التقى الملك محمد السادس رئيس لجنة القدس الوفد.", "الملك محمد السادس رئيس لجنة القدس", "MAR"),  # he reigns besides
        ("قال مسؤول السياسة الخارجية بالاتحاد الأوروبي جوزيب بوريل ذلك.", "مسؤول السياسة الخارجية بالاتحاد الأوروبي جوزيب بوريل", "EU"),
        ("قالت مراسلة الجزيرة شيرين أبو عاقلة ذلك.", "مراسلة الجزيرة شيرين أبو عاقلة", "PSE"),  # no body of states
        ("رفضت دول الكومنولث القرار.", "دول الكومنولث", None),  # no code of its own
        ("وصل ولي العهد إلى القاهرة والتقى الرئيس المصري.", "ولي العهد", None),  # of no republic
        ("استقبل ولي العهد الوزير الفرنسي في الرياض.", "ولي العهد", "SAU"),
        ("ستستمر العقوبات التي تفرضها واشنطن وحلفاؤها على روسيا.", "حلفاؤها", None),
    ],
)
def test_whose_one_is_that_no_word_gives_a_state(text: str, phrase: str, country: str | None) -> None:
    assert countries(text)[phrase] == country


def test_without_a_model_nothing_is_guessed(tmp_path: Path) -> None:
    homes = Homes.load(tmp_path / "none.json", engine().lexicon.known)
    step = engine().extractor.steps(article_of({"id": "1", "text": "انتقدت الحكومة أمس قرار فرنسا."}))[0]
    government = next(mention for mention in step.scene.mentions if mention.country is None)
    assert homes(step.scene, government) is None
    assert list(homes.choices(step.scene, government)) == ["FRA"]


@pytest.mark.parametrize("short", [s for s in lexicon().shorts if not s.office], ids=lambda short: short.word)
def test_a_word_that_stands_alone_for_one_actor(short: Short) -> None:
    reading = engine().read(article_of({"id": "1", "text": short.example}))
    named = {quote.text: actor.id for actor in reading.actors for quote in actor.mentions}
    assert named[short.word] == f"actor/{short.of}"


@pytest.mark.parametrize("short", [s for s in lexicon().shorts if s.office], ids=lambda short: short.word)
@pytest.mark.parametrize(
    ("date", "slug"), [("2012-05-01", "abdullah-of-saudi-arabia"), ("2018-05-01", "salman-of-saudi-arabia")]
)
def test_a_title_is_who_bears_it_at_the_date(short: Short, date: str, slug: str) -> None:
    reading = engine().read(article_of({"id": "1", "text": short.example, "date": date}))
    named = {quote.text: actor.id for actor in reading.actors for quote in actor.mentions}
    assert named[short.word] == f"actor/{slug}"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("قال المغرب إن المملكة أرسلت مساعدات إلى مصر.", "المملكة"),  # the kingdom of those who are named
        ("رفضت فرنسا خطط القطاع.", "القطاع"),  # far from Gaza it is a branch of trade
    ],
)
def test_such_a_word_means_another_beside_others(text: str, word: str) -> None:
    reading = engine().read(article_of({"id": "1", "text": text}))
    named = {quote.text: actor.id for actor in reading.actors for quote in actor.mentions}
    assert named.get(word) not in {f"actor/{short.of}" for short in lexicon().shorts}


def test_the_guess_changes_neither_actor_nor_whom_it_acts_for() -> None:
    reading = engine().read(Article("1", "قصفت الحكومة مدينة حلب في سوريا."))
    claim = next(c for c in reading.claims if c.category == "ASSAULT")
    actor = next(a for a in reading.actors if claim.subject and a.id == claim.subject.actor)
    assert claim.subject is not None and claim.subject.country == "SYR"
    assert actor.country is None and actor.acts_for is None


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("اعتقل تنظيم داعش صحفيا. وهاجم التنظيم مدينة الموصل.", "islamic-state"),
        ("رفضت حركة حماس العرض. وقالت إسرائيل إنها قصفت الحركة.", "hamas"),
        ("هاجمت جماعة بوكو حرام قرية. ثم قصف الجيش النيجيري الجماعة.", "boko-haram"),
    ],
)
def test_a_kind_alone_stands_for_the_actor_named_before_it(text: str, slug: str) -> None:
    reading = engine().read(Article("1", text))
    ends = {end.actor for claim in reading.claims for end in (claim.subject, claim.object) if end is not None}
    kinds = {quote.text for actor in reading.actors if actor.id == f"actor/{slug}" for quote in actor.mentions}
    assert f"actor/{slug}" in ends
    assert kinds & {"التنظيم", "الحركة", "الجماعة"}


@pytest.mark.parametrize(
    "text",
    [
        "هاجم التنظيم مدينة الموصل. واعتقل تنظيم داعش صحفيا.",  # named after it only
        "اعتقل تنظيم داعش صحفيا. وهاجمت الحركة مدينة الموصل.",  # another kind
        "اعتقل تنظيم داعش صحفيا. وهاجم التنظيم الدولي مدينة الموصل.",  # the kind is not alone
    ],
)
def test_another_kind_or_a_later_name_does_not(text: str) -> None:
    reading = engine().read(Article("1", text))
    known = [actor for actor in reading.actors if actor.id == "actor/islamic-state"]
    assert all(quote.text not in ("التنظيم", "الحركة", "التنظيم الدولي") for actor in known for quote in actor.mentions)


@pytest.mark.parametrize(
    ("text", "phrase", "slug"),
    [
        ("قصف الجيش الإسرائيلي مدينة رفح جنوبي قطاع غزة.", "مدينة رفح جنوبي قطاع غزة", "rafah"),
        ("قصف الجيش الإسرائيلي جنين في الضفة الغربية.", "جنين في الضفة الغربية", "jenin"),
        ("قصف الجيش الروسي مدينة كييف.", "مدينة كييف", "kyiv"),  # the town, and not who governs there
        ("هاجم داعش محافظة نينوى.", "محافظة نينوى", "nineveh"),
    ],
)
def test_a_town_is_one_with_and_without_its_kind(text: str, phrase: str, slug: str) -> None:
    reading = engine().read(Article("1", text))
    named = {quote.text: actor.id for actor in reading.actors for quote in actor.mentions}
    assert named[phrase] == f"actor/{slug}"
