"""Which reading a word gets: by its neighbours, and where they leave it open, the commoner."""

from __future__ import annotations

import pytest

from graphbuild.api import engine
from graphbuild.arabic.frequencies import Frequencies
from graphbuild.arabic.morphology import Analysis
from graphbuild.pipeline import whole
from graphbuild.records import Article


def reading(text: str, form: str) -> tuple[str, str, str]:
    """Part of speech, lemma and number of a word of a sentence."""
    scene = engine().extractor.steps(whole(Article("1", text)))[0].scene
    word = next(word for word in scene.words if word.token.form == form)
    return word.pos, word.lemma, word.a.num if word.a is not None else ""


@pytest.mark.parametrize(
    ("text", "form", "expected"),
    [
        ("ودعا الرئيس الصين إلى الحوار.", "ودعا", ("verb", "دعا", "s")),  # not: they two bade farewell
        ("يقدم الصليب الأحمر مساعدات للنازحين.", "يقدم", ("verb", "قدّم", "s")),  # not: ventures
        ("يعد الاتفاق خطوة مهمة.", "يعد", ("verb", "عدّ", "s")),  # not: gives back
        ("لم يعد الوزير إلى دمشق.", "يعد", ("verb", "عاد", "s")),
        ("يجب وقف القتال.", "يجب", ("verb", "وجب", "s")),  # not: answers
        ("استمر العدوان على غزة.", "العدوان", ("noun", "عدوان", "s")),  # not: the two enemies
        ("أعلن الجيش تنفيذ عملية في حلب.", "عملية", ("noun", "عملية", "s")),  # not: practical
        ("رحب رئيس حكومة سابق بالاتفاق.", "سابق", ("adj", "سابق", "s")),  # of the head, not of the nearest
        ("حكم القاضي على غاز قتل جنودا.", "غاز", ("noun", "غاز", "s")),
        ("ذكر البيان أن القانون أسهم في الأزمة.", "أسهم", ("verb", "أسهم", "s")),  # not: shares
        ("وصل الوفد على متن طائرة.", "متن", ("noun", "متن", "s")),  # not: they died
        ("تخلى عن تملك القنبلة.", "تملك", ("unk", "تملك", "")),  # no verb under a preposition
        ("لا حل للأزمة.", "حل", ("noun", "حلّ", "s")),  # not: has not come
        ("أعلنوا رفضهم للاتفاق.", "رفضهم", ("noun", "رفض", "s")),
        ("استهدفت غارات شنها الجيش مدينة رفح.", "شنها", ("verb", "شنّ", "s")),
        ("استقبلت الجامعة 13 ألف طالب.", "طالب", ("noun", "طالب", "s")),  # not: demanding
        ("هجوم خلَّف عشرات القتلى", "خلف", ("verb", "خلّف", "s")),  # not: behind
        ("عبر الرئيس الفرنسي عن قلقه.", "عبر", ("verb", "عبّر", "s")),  # not: across
        ("زار أردوغان القاهرة.", "القاهرة", ("name", "قاهر", "s")),
        ("تلعب مصر دورا في المفاوضات.", "دورا", ("noun", "دور", "s")),  # not: houses
        ("من أجل تعزيز الأمن في المنطقة.", "تعزيز", ("noun", "عزّز", "s")),  # not: a reinforcement
        ("هاجم أردوغان إسرائيل متهما نتنياهو بالكذب.", "متهما", ("adj", "اتهم", "s")),  # not: the two accused of
        ("قتل الجيش جنديا سوريا.", "سوريا", ("adj", "سوري", "s")),  # not: Syria
        ("جرى عقد العمل لصالح إيران.", "لصالح", ("prep", "لصالح", "")),  # not: to Saleh
        ("يلتقي الملك فيصل الوزير.", "فيصل", ("unk", "فيصل", "")),  # not: so he reaches
        ("تضمن واشنطن أمن الحدود.", "تضمن", ("verb", "ضمن", "s")),  # not: they (f.) annex
        ("روسيا فرض عليها الاتحاد الأوروبي عقوبات.", "فرض", ("verb", "فرض", "s")),
        ("من جهته، حذر أوباما من الحرب.", "حذر", ("verb", "حذّر", "s")),  # behind what opens a sentence, not: caution
        ("هدأت إدلب في حين حذر مسؤول أممي من الحرب.", "حذر", ("verb", "حذّر", "s")),
        ("وفي حلب قتل 241 شخصا.", "قتل", ("verb", "قتل", "s")),
        ("من جانبه طالب حزب الله الحكومة بالاستقالة.", "طالب", ("verb", "طالب", "s")),  # not: student
        ("بعد أن قتل الجيش جنودا.", "قتل", ("verb", "قتل", "s")),
        ("فتحت إسرائيل معبر رفح.", "فتحت", ("verb", "فتح", "s")),  # not: so under
        ("تمهيدا لفتح معبر رفح.", "لفتح", ("noun", "فتح", "s")),  # not: Fatah
        ("لأول مرة تقصف إيران إسرائيل.", "لأول", ("adj", "أول", "s")),  # not: that I appoint
        ("اقتحم 774 مستوطنا المسجد الأقصى.", "مستوطنا", ("noun", "مستوطن", "s")),  # not: two settlers
        ("قتل أكثر من عشرين جنديا.", "عشرين", ("noun", "عشرون", "p")),  # not: two tens
        ("التقى الوزير بلينكن وبحث معه الوضع.", "وبحث", ("verb", "بحث", "s")),
        ("التقى حسين وجاسر الوزير.", "وجاسر", ("name", "وجاسر", "")),  # and Jasser: a given name
        ("أعلن اللواء سامي حسن ذلك.", "سامي", ("name", "سام", "s")),  # behind a rank, not: Semitic
        ("قال إن لديك وزيرا قويا.", "لديك", ("ppron", "لدى", "")),  # not: a name
        ("لدي خطة واضحة.", "لدي", ("ppron", "لدى", "")),
        ("قال إن العقيد تعرض لهجوم.", "تعرض", ("verb", "تعرّض", "s")),  # he was exposed, not: she offers
        ("إن الحكومة تعرض على حماس هدنة.", "تعرض", ("verb", "عرض", "s")),
        ("بوتين توعد أوكرانيا.", "توعد", ("verb", "توعّد", "s")),  # not: a threatening
        ("الوزير المصري تقدم بطلب.", "تقدم", ("verb", "تقدّم", "s")),  # he submitted, not: she presents
        ("إسرائيل تطلب تهجيرهم.", "تطلب", ("verb", "طلب", "s")),
        ("لبنان تعهد بالرد.", "تعهد", ("verb", "تعهّد", "s")),  # with a state that is masculine
        ("وكان كاميرون قد تعرض للانتقاد.", "تعرض", ("verb", "تعرّض", "s")),
        ("مات الأسير الذي تعرض لاعتداء.", "تعرض", ("verb", "تعرّض", "s")),
        ("قال نافيا أن يكون قد تعرض لضغوط.", "تعرض", ("verb", "تعرّض", "s")),
        ("رئيس الحكومة الليبية تقدم بطلب.", "تقدم", ("verb", "تقدّم", "s")),
        ("حركة فتح تقدم دعما لأنصارها.", "تقدم", ("verb", "قدّم", "s")),  # she presents
        ("العدل الدولية تقدم حكمها إلى مجلس الأمن.", "تقدم", ("verb", "قدّم", "s")),  # the court of: she
        ("حزب الله تعهد بالرد.", "تعهد", ("verb", "تعهّد", "s")),
        ("أعلنت القاعدة أنها نفذت الهجوم.", "القاعدة", ("name", "قاعدة", "s")),  # who speaks
        ("دعمت روسيا حليفتها سياسيا.", "سياسيا", ("adj", "سياسي", "s")),  # how
        ("اعتقلت الشرطة سياسيا بارزا.", "سياسيا", ("noun", "سياسي", "s")),
        ("كان الوزير عبر في حوار عن قلقه.", "عبر", ("verb", "عبّر", "s")),  # a preposition governs none
        ("وصلت المساعدات عبر معبر رفح.", "عبر", ("prep", "عبر", "")),
        ("استقبل بري وفدا من الأمم المتحدة.", "بري", ("name", "بري", "s")),  # who receives
        ("غادر الوزير الدوحة متهما إسرائيل بذلك.", "متهما", ("adj", "اتهم", "s")),  # what he says besides
        ("غادر الوزير الدوحة متهما الحكومة بذلك.", "متهما", ("adj", "اتهم", "s")),
        ("وتعتبرها محاولة لتشويه الحركة واستهدافها سياسيا وإعلاميا.", "سياسيا", ("adj", "سياسي", "s")),  # not two politicians of
        ("أثبتت القاعدة نجاحها في التصدير.", "القاعدة", ("noun", "قاعدة", "s")),  # what shows
        ("أعلن القاعدة الجديدة للمباراة.", "القاعدة", ("noun", "قاعدة", "s")),  # what he announced
        ("صدر قانون حظر التطبيع.", "حظر", ("noun", "حظر", "s")),  # in a construct, not: he banned
        ("قالت كييف إن المفاوضات ستستأنف ويرتقب الجميع.", "ويرتقب", ("verb", "يرتقب", "s")),  # in no list
    ],
)
def test_reading(text: str, form: str, expected: tuple[str, str, str]) -> None:
    assert reading(text, form) == expected


def test_a_damma_on_the_last_letter_is_the_first_person() -> None:
    said = engine().extractor.steps(whole(Article("1", "قال بوتين: طلبتُ من إيران ذلك.")))[0].scene.words
    assert [w.a.per for w in said if w.token.form.startswith("طلبت") and w.a] == ["1"]


def test_a_stem_that_drops_its_ya_takes_no_article() -> None:
    invaders = [a for a in engine().extractor.morphology("الغاز") if a.cls == "person"]
    assert invaders == []
    assert any(a.cls == "person" for a in engine().extractor.morphology("غاز"))


def test_a_verb_is_as_common_as_all_that_is_made_from_it() -> None:
    offers, ventures = Analysis("verb", "قدّم", asp="i"), Analysis("verb", "أقدم", asp="i")
    counts = {"verb": {"قدّم": 5.0, "أقدم": 5.0}, "vn": {"قدّم": 90.0, "أقدم": 1.0}}
    first, second = Frequencies(counts)([offers, ventures])
    assert first == 0.0
    assert second < 0.0


def test_kinds_of_reading_are_not_weighed_against_each_other() -> None:
    verb, noun = Analysis("verb", "ضرب", asp="p"), Analysis("noun", "ضرب")
    assert Frequencies({"verb": {"ضرب": 1000.0}, "noun": {"ضرب": 1.0}})([verb, noun]) == [0.0, 0.0]
    assert Frequencies({})([verb, noun]) == [0.0, 0.0]
