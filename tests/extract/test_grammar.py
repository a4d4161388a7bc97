"""What the grammar makes of a sentence before the scorer chooses: phrases, coordination, who is offered, what it means."""

from __future__ import annotations

import pytest

from graphbuild.api import engine
from graphbuild.extract.arguments import ArgumentFinder, with_coordinated
from graphbuild.extract.offices import offices
from graphbuild.extract.scene import Scene
from graphbuild.extract.triggers import TriggerFinder
from graphbuild.pipeline import whole
from graphbuild.records import Article


def scene(text: str) -> Scene:
    return engine().extractor.steps(whole(Article("1", text)))[0].scene


def words(one: Scene, first: int, last: int) -> str:
    parts = [w.token.text for w in one.words[first:last]]
    return " ".join([parts[0][one.words[first].body :], *parts[1:]])


def phrases(text: str) -> list[str]:
    one = scene(text)
    return [words(one, i.phrase.first, i.phrase.last) for i in one.items if i.phrase is not None]


def offered(text: str, trigger: str, side: int, rule: str) -> list[str]:
    """Who a rule offers a trigger as subject (0) or object (1), with what is coordinated."""
    one = scene(text)
    finder = ArgumentFinder(one)
    return [
        words(one, m.first, m.last)
        for found in TriggerFinder(engine().lexicon)(one)
        if trigger in one.words[found.at].token.text
        for option in finder.ends(found)[side]
        if option.rule == rule
        for m in with_coordinated(one, option)
    ]


def test_bare_plurals_share_what_follows_the_second() -> None:
    assert "بلدات ومخيمات فلسطينية" in " | ".join(phrases("اقتحمت القوات بلدات ومخيمات فلسطينية."))
    assert "جنود ومدنيون" not in phrases("قتل جنود روس ومدنيون أوكرانيون.")  # each has a modifier of its own


def test_other_name_of_a_body_belongs_to_it() -> None:
    assert 'حركة المقاومة الإسلامية " حماس "' in phrases('رفضت حركة المقاومة الإسلامية "حماس" العرض.')


def test_preposition_said_again_coordinates() -> None:
    assert offered("بعد اعتداء إسرائيل على المدنيين وعلى القطاع الزراعي.", "اعتداء", 1, "no:prep") == [
        "المدنيين",
        "القطاع الزراعي",
    ]


def test_second_between_is_found_beyond_a_relative_phrase() -> None:
    text = "بدأت الهدنة بين الحكومة المدعومة بالتحالف بقيادة السعودية، وبين جماعة الحوثي."
    assert "جماعة الحوثي" in offered(text, "الهدنة", 1, "no:between2")


def test_the_two_countries_are_those_named_before() -> None:
    text = "وفي ظل التوتر بين تركيا واليونان، دعت فرنسا البلدين إلى الحوار."
    assert offered(text, "دعت", 1, "vo:post2") == ["تركيا", "اليونان"]


@pytest.mark.parametrize(
    ("text", "trigger", "who"),
    [
        ("تحذيرات أممية وأوروبية من تهجير السكان", "تحذيرات", ["أممية", "أوروبية"]),
        ("رفض عربي ودولي لخطة ترامب", "رفض", ["عربي", "دولي"]),
    ],
)
def test_coordinated_adjectives_are_as_many_actors(text: str, trigger: str, who: list[str]) -> None:
    assert offered(text, trigger, 0, "ns:nisba") == who


def test_whoever_did_it_stands_behind_min_qibal() -> None:
    assert offered("جرى قصف خاركيف من قبل القوات الروسية.", "قصف", 0, "ns:by") == ["القوات الروسية"]


def test_accusative_is_no_subject() -> None:
    assert "جنودا" not in offered("أرسلت جنودا إلى سوريا.", "أرسلت", 0, "vs:post1")
    assert offered("أصيب 20 جنديا في الهجوم.", "أصيب", 0, "vs:post1") == ["20 جنديا"]


def test_nobody_further_on_is_the_subject_of_what_a_thing_did() -> None:
    assert offered("وقع زلزال في تركيا.", "وقع", 0, "vs:far-after1-main") == []


@pytest.mark.parametrize(("text", "category"), [("رفض ترامب الخطة.", "REJECT"), ("رفض ترامب المزاعم الإيرانية.", "DENY")])
def test_verb_means_what_it_means_with_its_noun(text: str, category: str) -> None:
    one = scene(text)
    verb = next(t for t in TriggerFinder(engine().lexicon)(one) if t.at == 0)
    assert {f.category for f in verb.frames} == {category}


def test_title_of_honour_tells_nothing() -> None:
    one = scene("شارك الشهيد ياسر عرفات في المؤتمر.")
    assert all("الشهيد" not in one.words[t.at].token.text for t in TriggerFinder(engine().lexicon)(one))


@pytest.mark.parametrize(
    ("text", "belongs"),
    [
        ("التقى الرئيس عبد الفتاح السيسي رئيس جمهورية مصر العربية وفدا.", ["جمهورية مصر العربية"]),
        ("أعلنت حركة حماس مقتل رئيس مكتبها السياسي إسماعيل هنية.", ["حركة حماس"]),
        ("قال إعلام إسرائيلي إن الرئيس كينيدي زار برلين.", [""]),
    ],
)
def test_what_an_office_belongs_to(text: str, belongs: list[str]) -> None:
    one = scene(text)
    assert [words(one, o.of.first, o.of.last) if o.of else "" for o in offices(one)] == belongs


@pytest.mark.parametrize(
    ("text", "status", "negated"),
    [
        ("إن أي هجوم إسرائيلي على إيران خطأ.", "possible", False),
        ("لم تشن إسرائيل هجوما على إيران.", "actual", True),
        ("لم يناقش المجلس الهجوم الإسرائيلي على إيران.", "actual", False),
    ],
)
def test_what_is_said_of_an_event_before_it(text: str, status: str, negated: bool) -> None:
    one = scene(text)
    at = next(i for i, w in enumerate(one.words) if "هجوم" in w.token.text)
    modality = engine().extractor.drafter._modality(one, at)
    assert (modality.status, modality.negated) == (status, negated)


@pytest.mark.parametrize(("word", "pos"), [("وكذلك", "adv"), ("ان", "comp"), ("فى", "prep"), ("عدد", "noun"), ("دولي", "adj")])
def test_frequent_words_are_known(word: str, pos: str) -> None:
    one = scene(f"ورد {word} من" if pos == "noun" else f"حضر وفد {word} الحفل")
    assert next(w.pos for w in one.words if w.token.text == word) == pos
