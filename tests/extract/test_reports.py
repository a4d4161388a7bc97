"""Who says so: whom a sentence gives as the source of what it tells, and with which stance."""

from __future__ import annotations

import pytest

from graphbuild.api import engine
from graphbuild.pipeline import whole
from graphbuild.records import Article


def sources(text: str) -> list[tuple[str, str]]:
    """Source and stance of the reports of the last sentence, as written, each once."""
    step = engine().extractor.steps(whole(Article("1", text)))[-1]
    out = []
    for report in step.reports:
        first, last = report.source_range or (0, 0)
        words = [word.token.form for word in step.scene.words[first:last]]
        out.append((" ".join(words), report.stance))
    return list(dict.fromkeys(out))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("ذكر تقرير لصحيفة هآرتس أن روسيا قصفت كييف.", "تقرير لصحيفة هآرتس"),
        ("قال بيان لمكتب رئيس البرلمان إن روسيا قصفت كييف.", "بيان لمكتب رئيس البرلمان"),
        ("قال تقرير صادر عن مجلس الأمن إن روسيا قصفت كييف.", "تقرير صادر عن مجلس الأمن"),
        ("أعلن بيان صادر عن الرئاسة الأوكرانية أن روسيا قصفت كييف.", "بيان صادر عن الرئاسة الأوكرانية"),
        ("قصفت روسيا كييف، بحسب بيان صدر عن الرئاسة الأوكرانية.", "بيان صدر عن الرئاسة الأوكرانية"),
        ("قصفت روسيا كييف، بحسب بيانات صدرت عن الناتو.", "بيانات صدرت عن الناتو"),
        ("قصفت روسيا كييف برأي الرئيس الأوكراني.", "الرئيس الأوكراني"),
        ("تقرير: مساعدات عسكرية أميركية لإسرائيل", "تقرير"),
        ("بعد قصف كييف.. خبراء: روسيا هاجمت أوكرانيا", "خبراء"),
        ("روسيا تعلن سيطرتها الكاملة على ماريوبول", "روسيا"),
        ("أعلن بوتين قبل أسبوع عدم توصل روسيا وأوكرانيا إلى اتفاق.", "بوتين"),
        ("علق لافروف على إعلان إسرائيل مقتل القائد.", "إسرائيل"),
        ("جدد لافروف القول إن أوكرانيا قصفت بيلغورود.", "لافروف"),
        ("روسيا -كما يرى ماكرون- هي التي قصفت كييف.", "ماكرون"),
        ("قصفت الفصائل المسلحة البلدة ردا على هجوم من الجيش، على حد قولها.", "الفصائل المسلحة"),
        ("وقال بعضهم إن روسيا قصفت كييف.", "بعضهم"),
        ("وزعت الحكومة أموالا على عائلة إسرائيلية ادعت أن روسيا قصفت كييف.", "عائلة إسرائيلية"),
        ("ناقش المجلس القصف المزعوم على كييف.", "المزعوم"),
        ("صدر التقرير بشأن مزاعم الإبادة في دارفور.", "مزاعم"),
        ("حزب الله يبث مشاهد استهداف دبابة إسرائيلية", "حزب الله"),
        ("جماعة الحوثي تنشر فيديو لقصف سفينة بريطانية", "جماعة الحوثي"),
        ('أطلق عبد الناصر مقولته: "قصفت بريطانيا السويس".', "عبد الناصر"),
        ("قال بوتين في خطاب بثه التلفزيون إن أوكرانيا قصفت بيلغورود.", "بوتين"),
        ("أكد لافروف في التصريحات التي نقلتها وكالة تاس أن أوكرانيا قصفت بيلغورود.", "لافروف"),
        ("جاء ذلك في بيان نشرته الحكومة إن روسيا قصفت كييف.", "الحكومة"),  # nobody else says so
        ("ينظر الأكراد، وعددهم نحو 30 مليون نسمة، إلى قصف تركيا لعفرين باعتباره احتلالا.", "الأكراد"),
    ],
)
def test_source(text: str, source: str) -> None:
    assert sources(text) == [(source, "asserts")]


@pytest.mark.parametrize(
    "text",
    [
        "زار بوتين طهران بعد الإعلان عن مقتل القائد.",  # by nobody in particular
        "الحرب على غزة: روسيا تدعو إلى هدنة",  # what is spoken of, and no speaker
        "إنفوغراف.. معلومات عن 5 ضباط روس قتلوا في كييف",  # about people, and nothing is said of them
        'نصت الوثيقة على "منع أي حشد يهدد كييف"، والأكيد أن روسيا قصفت كييف.',  # the quotation itself is what it says
        "دفن شاب يبلغ من العمر 17 عاما استشهد برصاص الجيش.",  # the bullets are of the second verb
        "عرضت قناة مشاهد من مخيم بعد قصف إسرائيلي.",  # what is shown is another thing
    ],
)
def test_nobody_says_so(text: str) -> None:
    assert sources(text) == []


def test_a_verb_of_the_other_gender_has_another_speaker() -> None:
    text = "قال المكتب الإعلامي الحكومي إن إسرائيل نشرت قائمة وزعمت أن المقاومة قتلت مسلحين."
    assert sources(text) == [("المكتب الإعلامي الحكومي", "asserts"), ("إسرائيل", "asserts")]


def test_what_goes_on_with_also_is_not_what_was_said() -> None:
    claims = engine().read(Article("1", "قال أردوغان إن اليونان هددت تركيا، كما زار أردوغان باريس.")).claims
    said = {claim.category: [a.source.text for a in claim.attributions] for claim in claims}
    assert said == {"THREATEN": ["أردوغان"], "CONSULT": []}


def test_who_denies_an_accusation_does_not_deny_that_it_was_made() -> None:
    claims = engine().read(Article("1", "نفى بوتين الاتهامات الأوكرانية لروسيا بقصف كييف.")).claims
    accused = [claim for claim in claims if claim.category == "ACCUSE"]
    assert accused
    assert not any(a.stance == "denies" for claim in accused for a in claim.attributions)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("أعلن متحدث باسم بوتين أن روسيا تدعم دمشق، لكن واشنطن نفت أن تكون قصفت دمشق.", "نفت"),
        ("التفاوض بين واشنطن التي تتهم دمشق بشن هجمات وموسكو التي تنفي وجود أدلة.", "تنفي"),
    ],
)
def test_a_report_ends_where_another_actor_speaks(text: str, trigger: str) -> None:
    step = engine().extractor.steps(whole(Article("1", text)))[-1]
    at = next(index for index, word in enumerate(step.scene.words) if word.token.form == trigger)
    assert not [report for report in step.reports if report.cue != at and report.covers(at)]


def test_not_ruled_out_is_doubted_by_who_says_so() -> None:
    assert sources("مصادر أمنية لا تستبعد مقتل قائد روسي في كييف.") == [("مصادر أمنية", "doubts")]


@pytest.mark.parametrize(
    ("text", "trigger", "source"),
    [
        # praise vouches for what it praises
        ("أشاد عباس بالدعم الذي تقدمه قطر لغزة.", "الدعم", ["عباس"]),
        ("أثنى بايدن على وساطة مصر بين إسرائيل وحماس.", "وساطة", ["بايدن"]),
        # what a relative clause has told is not doubted with what is said of it
        ("استبعد الخبير أن يكون الهجوم الذي تشنه روسيا على كييف كبيرا.", "الهجوم", []),
        # an aside that parts a noun from its preposition is about what follows
        ("قصفت الفصائل السورية بلدات، ردا - بحسب قولها - على قصف النظام بلدة الزبداني.", "قصفت", []),
        ("قصفت الفصائل السورية بلدات، ردا - بحسب قولها - على قصف النظام بلدة الزبداني.", "قصف", ["الفصائل السورية"]),
        # a perfect behind a clause of *an* goes on with the sentence
        ("نفى بيسكوف أن تكون روسيا قد قصفت السد، واتهم أوكرانيا بتفجيره.", "اتهم", []),
        # the mark behind the hearer's name closes, and what is said goes on behind the next
        ("قال بوريل لـ«الشرق الأوسط» إن «حماس» هاجمت إسرائيل.", "هاجمت", ["بوريل"]),
        ('قال بوريل لـ"رويترز" إن روسيا قصفت كييف وإن "حماس" هاجمت إسرائيل.', "هاجمت", ["بوريل"]),
        # a verb within what is quoted does not end the quotation, unless a mark is missing
        ("أعلن بوريل أن «روسيا قصفت كييف وحذرت من الرد وهاجمت خاركيف».", "هاجمت", ["بوريل"]),
        ("أعلن بوريل أن «روسيا قصفت كييف، وقالت كييف إن موسكو هاجمت خاركيف.", "هاجمت", ["كييف"]),
        # where somebody doubts is not doubted
        ("شكك لافروف في جدوى الاتفاق مع كييف في حواره مع بوريل.", "حواره", []),
        # an attack is nobody who says so
        ("كما استنكر الهجوم المصري على الاتفاق، قائلا إن روسيا قصفت كييف.", "قصفت", []),
        # the narrator sets another event beside what was said
        ("قال بوريل إن روسيا هاجمت خاركيف، في حين قصفت إسرائيل دمشق.", "قصفت", []),
        ("أعلن بوريل أن روسيا هاجمت خاركيف، وذلك بعد قصف إسرائيل دمشق.", "قصف", []),
        ('قال بوريل إن "روسيا هاجمت خاركيف، بينما قصفت إسرائيل دمشق".', "قصفت", ["بوريل"]),
        # a concession is no part of what is doubted
        ("شكك تقرير في نجاح إسرائيل في هزيمة حماس، رغم أن إسرائيل هاجمت رفح.", "هاجمت", []),
    ],
)
def test_what_is_said_and_what_is_not(text: str, trigger: str, source: list[str]) -> None:
    claims = [c for c in engine().read(whole(Article("1", text))).claims if c.trigger.text == trigger]
    assert [[said.source.text for said in claim.attributions] for claim in claims] == [source]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("نفت طهران ما نشرته رويترز بشأن اتفاقها مع روسيا.", [("طهران", "denies"), ("رويترز", "asserts")]),
        ("نفت بغداد الأنباء التي تحدثت عن انسحاب الجيش.", [("بغداد", "denies"), ("الأنباء", "asserts")]),
        ("ونفت السلطات، بما في ذلك الرئيس التونسي، وجود اتفاق.", [("السلطات", "denies"), ("ذلك الرئيس التونسي", "denies")]),
        ("نفت المصادر وجود خلافات وأرجعت التأجيل الى المشاورات.", [("المصادر", "denies"), ("المصادر", "asserts")]),
    ],
)
def test_what_somebody_said_about_something_is_said_by_him(text: str, said: list[tuple[str, str]]) -> None:
    assert sources(text) == said
