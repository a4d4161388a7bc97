"""What the grammar makes of a sentence before the scorer chooses: phrases, coordination, who is offered, what it means."""

from __future__ import annotations

import pytest

from graphbuild.api import engine
from graphbuild.extract.arguments import ArgumentFinder
from graphbuild.extract.offices import offices
from graphbuild.extract.options import with_coordinated
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


def test_occupation_by_another_state_is_no_name() -> None:
    assert offered("أدانت مصر الاحتلال العراقي للكويت.", "الاحتلال", 0, "ns:nisba") == ["العراقي"]
    assert phrases("أدانت مصر الاحتلال الإسرائيلي.") == ["مصر", "الاحتلال الإسرائيلي"]


def test_a_thing_behind_an_office_is_nobodys_name() -> None:
    assert "الرئيس الفرنسي" in phrases("أكد الرئيس الفرنسي أهمية زيارة بوتين.")
    assert "الوزير الفلسطيني جهاد أزعور" in phrases("قال الوزير الفلسطيني جهاد أزعور ذلك.")


def test_the_latter_is_who_was_named_last() -> None:
    assert offered("هاجمت روسيا أوكرانيا وقصفت الأخيرة مصفاة روسية.", "قصفت", 0, "vs:post1") == ["أوكرانيا"]
    assert "أوكرانيا" not in offered("هاجمت روسيا أوكرانيا وقصفت السفن مصفاة روسية.", "قصفت", 0, "vs:post1")


def test_whoever_did_it_stands_behind_min_qibal() -> None:
    assert offered("جرى قصف خاركيف من قبل القوات الروسية.", "قصف", 0, "ns:by") == ["القوات الروسية"]


def test_accusative_is_no_subject() -> None:
    assert "جنودا" not in offered("أرسلت جنودا إلى سوريا.", "أرسلت", 0, "vs:post1")
    assert offered("أصيب 20 جنديا في الهجوم.", "أصيب", 0, "vs:post1") == ["20 جنديا"]


def test_nobody_further_on_is_the_subject_of_what_a_thing_did() -> None:
    assert offered("وقع زلزال في تركيا.", "وقع", 0, "vs:far-after1-main") == []


@pytest.mark.parametrize(
    ("text", "category"), [("رفض ترامب الخطة.", "REJECT"), ("رفض ترامب المزاعم الإيرانية.", "DENY")]
)
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


@pytest.mark.parametrize(
    ("word", "pos"), [("وكذلك", "adv"), ("ان", "comp"), ("فى", "prep"), ("عدد", "noun"), ("دولي", "adj")]
)
def test_frequent_words_are_known(word: str, pos: str) -> None:
    one = scene(f"ورد {word} من" if pos == "noun" else f"حضر وفد {word} الحفل")
    assert next(w.pos for w in one.words if w.token.text == word) == pos


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قصفت القوات مدرسة بهذا السلاح.", "pp:ب[بهذا السلاح]"),
        ("رفضت إيران التنازل لأي طرف.", "pp:ل[لأي طرف]"),
        ('نددت الوزارة بالتصدي لـ "هذا التصعيد".', 'pp:ل[لـ " هذا التصعيد]'),
        ("يقاتل الجيش ضد (داعش) في سوريا.", "pp:ضد[ضد ( داعش]"),
        ("قتل نحو 20 مدنيا في الغارة.", "np:[نحو 20 مدنيا]"),
        ("اعتقل أكثر من 20 مواطنا.", "np:[أكثر من 20 مواطنا]"),
        ("اعتقلت إسرائيل 30 شابا في طولكرم وحدها.", "adv:[وحدها]"),
        ("اجتمع رؤساء المحاكم الإدارية العليا.", "np:[رؤساء المحاكم الإدارية العليا]"),
        ("ستقدم أوروبا المساعدات المالية والعسكرية اللازمة.", "np:[المساعدات المالية والعسكرية اللازمة]"),
        ("أعلنت مصر مقتل 3 ضباط في سيناء.", "np:[مقتل 3 ضباط في سيناء]"),
        ("تمول إسرائيل اقتحامات المستوطنين للأقصى.", "np:[اقتحامات المستوطنين]"),
        ("دعا السفير اليمني من مجلس الأمن.", "pp:من[من مجلس الأمن]"),
        ("هاجمت الميليشيات المدعومة إيرانيا القاعدة.", "adv:[إيرانيا]"),
        ("طالبت بلدية غزة المنظمات الدولية بالتدخل.", "np:[المنظمات الدولية]"),
    ],
)
def test_what_one_piece_of_the_clause_is(text: str, expected: str) -> None:
    one = scene(text)
    pieces = {f"{i.kind}:{i.prep}[{' '.join(w.token.text for w in one.words[i.first : i.last])}]" for i in one.items}
    assert expected in pieces


@pytest.mark.parametrize(
    ("text", "word", "pos"),
    [
        ("استكملت طواقم الصليب الأحمر فحص الأسرى.", "فحص", "noun"),  # the clause has its verb
        ("تعلن روسيا سيطرتها على المدينة.", "سيطرتها", "noun"),
        ("قالت الوزارة إن الوزير لويد أوستن بحث القضية.", "بحث", "verb"),
        ("سافر الوزير لكنه طلب من البرلمان دراسة الأمر.", "طلب", "verb"),
        ("قصفت مدينة، ما أسفر عن مقتل جنود.", "ما", "rel"),
        ("ستعود الحرب إذا ما رفضت إيران الاتفاق.", "ما", "rel"),
        ("نصبت المقاومة كمينا للجيش.", "كمينا", "noun"),
        ("دارت معارك حولها أمس.", "حولها", "ppron"),
    ],
)
def test_which_reading_a_clause_asks_for(text: str, word: str, pos: str) -> None:
    assert next(w.pos for w in scene(text).words if w.token.text == word) == pos


def test_one_side_and_the_other_are_coordinated() -> None:
    text = "وقعت مواجهات بين المستوطنين من جهة والشرطة الإسرائيلية."
    assert offered(text, "مواجهات", 1, "no:between2") == ["الشرطة الإسرائيلية"]


def test_a_verb_of_one_has_the_nearest_topic() -> None:
    assert offered("مصر والعراق يوقعان اتفاقا مع الأردن", "يوقعان", 0, "vs:adjacent-np") == ["مصر", "العراق"]
    assert offered("20 شهيدا وحماس تقصف تل أبيب", "تقصف", 0, "vs:adjacent-np") == ["حماس"]


def test_i_and_we_are_who_speaks() -> None:
    assert offered("أسرى محررون: إسرائيل عذبتنا في السجون", "عذبتنا", 1, "vo:pron1") == ["أسرى محررون"]
    assert offered("قال وزير الخارجية التركي: نرفض الهجوم.", "نرفض", 0, "vs:speaker1") == ["وزير الخارجية التركي"]


def test_a_participle_is_of_its_doer_or_of_what_it_was_done_to() -> None:
    passive, active = "هاجمت الميليشيات المدعومة من إيران القاعدة.", "تضم القائمة دولا داعمة لإيران."
    assert offered(passive, "المدعومة", 0, "ps:from-من") == ["إيران"]
    assert offered(passive, "المدعومة", 0, "ps:head") == []
    assert offered(active, "داعمة", 1, "po:head") == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("استقبل خادم الحرمين الشريفين الملك سلمان بن عبد العزيز الوفد.", ("الملك", None)),
        ("شارك الأمير محمد بن سلمان ولي العهد وزير الدفاع السعودي.", ("وزير", "السعودي")),
        ("أعرب السفير الأميركي لدى إسرائيل، توماس نايدز، عن حزنه.", ("السفير", "الأميركي")),
        ("استقبل وزير الثقافة والإعلام المصري عمرو ماجد الضيوف.", ("وزير الثقافة", "المصري")),
        ("أكد زاهر جبارين القيادي بحركة حماس الخبر.", ("القيادي", "حركة حماس")),
        ("تعهد الرئيس «أوباما» بذلك.", ("الرئيس", None)),
        ("اجتمعت لجنة القدس برئاسة الملك محمد السادس.", ("برئاسة", "لجنة القدس")),
        ("وصل حيدر العطاس وهو رئيس وزراء الجنوب.", ("رئيس وزراء", "الجنوب")),
        ("زار المنسق الأوروبي للمفاوضات النووية إنريكي مورا طهران.", ("المنسق", "الأوروبي")),
        ("وصل نائب رئيس الموساد سابقا عميرام ليفين.", ("نائب رئيس", "الموساد")),
        ("زار رئيس مجلس الوزراء المصري مصطفى مدبولي قطر.", ("رئيس مجلس الوزراء", "المصري")),
        ("طالب رئيس مجلس النواب العراقي سليم الجبوري رئيس الوزراء حيدر العبادي بذلك.", ("رئيس الوزراء", "العراقي")),
        ("استهدفت القوات في مصر أنصار الرئيس الراحل محمد مرسي.", ("الرئيس", "مصر")),
        ("وصل الوزير الفرنسي المكلف بشؤون الجزائر جان مارك إيرو.", ("الوزير", "الفرنسي")),
        ("حذر رئيس البرلمان السابق جابر المنصوري من ذلك.", ("رئيس", "البرلمان")),
        ("وصل رئيس الحكومة المكلف هاني الدرويش.", ("رئيس", "الحكومة")),
        ("قال الأمين العام للأمم المتحدة أنطونيو غوتيريش إن مبعوثه الخاص هانس لارسن سيصل.", ("مبعوثه", "لأمم المتحدة")),
        ("وصل الرئيس الأميركي ريتشارد نيكسون ومستشاره للأمن القومي هنري مولر.", ("مستشاره", "الأميركي")),
        ("قال السفير لدى إسرائيل توماس بيترز إن الوضع صعب.", ("السفير", None)),
        ("وصل المبعوث الخاص للرئيس الروسي إلى سوريا إيغور بتروف.", ("المبعوث", "الروسي")),
        ("وصل سالم الحمدان أمير قطر رئيس مجلس الوزراء إلى باريس.", ("رئيس مجلس الوزراء", "قطر")),
        ("شارك «حزب الله» برئاسة حسن نصر الله في الاجتماع.", ("برئاسة", "حزب الله")),
    ],
)
def test_offices_in_the_ways_that_news_writes_them(text: str, told: tuple[str, str | None]) -> None:
    one = scene(text)
    found = {
        (words(one, *o.office), words(one, o.of.first, o.of.last) if o.of is not None else None) for o in offices(one)
    }
    assert told in found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("استقبل الوزير سفير النرويج في المغرب الأقصى، كريم رشدي، في مكتبه.", ("كريم رشدي", "سفير", "النرويج")),
        ("قال رئيس لجنة الدفاع في مجلس النواب، اللواء سامي جابر، إن الوقت حان.", ("سامي جابر", "رئيس", "لجنة الدفاع")),
        ("وصلت أماندا بيترز، سفيرة كندا لدى الأمم المتحدة، أمس.", ("أماندا بيترز", "سفيرة", "كندا")),
        ("وتناول يوسف المرابط، رئيس منتدى حوارات متوسطية، هذه المسألة.", ("يوسف المرابط", "رئيس", "منتدى حوارات متوسطية")),
        ("وقال مدير عام دائرة رقابة في الهيئة محمد علي ذلك.", ("محمد علي", "مدير", "دائرة رقابة")),
        ("أكد القياديان في حركة حماس محمود الزهار وجابر البردويل ذلك.", ("جابر البردويل", "القياديان", "حركة حماس")),
        ("وقال رئيس الحكومة بنيامين نتنياهو إن الجيش الإسرائيلي مستعد.", ("نتنياهو", "رئيس", "الإسرائيلي")),
        ("قال سلمان بن عبد العزيز ملك السعودية النائب الأول لرئيس مجلس الوزراء ذلك.", ("سلمان", "ملك", "السعودية")),
        ("وقال المتحدث باسم الرئاسة، السفير علاء حمدي، إن الزيارة تمت.", ("علاء حمدي", "المتحدث", "الرئاسة")),
        ("قال الأمين العام للمركز فيصل بن معمر ذلك.", ("فيصل بن معمر", "الأمين", "للمركز")),
    ],
)
def test_offices_that_stand_apart_from_their_holders(text: str, told: tuple[str, str, str]) -> None:
    one = scene(text)
    found = [
        (words(one, o.person.first, o.person.last), words(one, *o.office), words(one, o.of.first, o.of.last))
        for o in offices(one)
        if o.of is not None
    ]
    holder, office, body = told
    assert any(holder in person and (title, of) == (office, body) for person, title, of in found), found


@pytest.mark.parametrize(
    "text",
    [
        "التقى بوتين رئيس الوزراء الصربي.",  # he met him
        "انتقد وزير الخارجية في موسكو سيرغي لافروف.",  # him too
        "وقال المتحدث باسم الرئاسة، السفير علاء حمدي، إن الزيارة تمت.",
    ],
)
def test_who_is_no_holder_of_the_office_beside_him(text: str) -> None:
    one = scene(text)
    assert not [o for o in offices(one) if words(one, *o.office) in ("رئيس الوزراء", "وزير الخارجية", "السفير")]


@pytest.mark.parametrize(
    "text",
    [
        "لديك وزير خارجية قوي.",  # you have one
        "قال: لدي وزير خارجية جيد.",
        "إنه وزير سعيد جدا.",  # a happy one
        "غادر الوفد مستشفى الملك فيصل التخصصي.",
    ],
)
def test_where_nobody_holds_an_office(text: str) -> None:
    assert [o.office for o in offices(scene(text))] == []


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("زار الفريق أول صبري نعمان القاعدة.", "الفريق أول صبري نعمان"),
        ("قال اللواء الركن سامي حسن ذلك.", "اللواء الركن سامي حسن"),
        ("زار الفريق أول ركن طارق النعيمي القاعدة.", "الفريق أول ركن طارق النعيمي"),
        ("قال عبد الكريم الزبيدي إن الوضع صعب.", "عبد الكريم الزبيدي"),
        ("تحدث الرئيس باراك أوباما يزهو بذلك.", "الرئيس باراك أوباما"),
        ("زار وفد كينيا المثيرة للجدل.", "كينيا"),
        ("وصل مفتشو الوكالة إليه.", "مفتشو الوكالة"),
        ("قال السناتور بوب كروكر إن الوضع صعب.", "السناتور بوب كروكر"),  # both in one recognised name
        ("أعلن فاجيت بيترسون ذلك.", "فاجيت بيترسون"),  # not: and so
    ],
)
def test_how_far_ranks_and_names_go(text: str, whole: str) -> None:
    one = scene(text)
    assert whole in {words(one, m.first, m.last) for m in one.mentions}


def test_delegations_have_a_head_but_no_office() -> None:
    assert [o.office for o in offices(scene("وصل وفد برئاسة خالد مشعل إلى الدوحة."))] == []


def test_a_light_verb_governs_its_object_alone() -> None:
    def frames(text: str) -> set[str]:
        one = scene(text)
        return {f.relation for t in TriggerFinder(engine().lexicon)(one) for f in t.frames if "lv" in f.pos}

    assert "wages_war_on" in frames("أعلنت روسيا الحرب على أوكرانيا.")
    assert frames("أعلنت روسيا اتفاقا بشأن إنهاء الحرب على أوكرانيا.") == set()


def test_what_is_told_beside_a_demand_stays() -> None:
    def told(text: str) -> set[str]:
        return {claim.category for claim in engine().read(Article("1", text)).claims}

    assert told("طالبت فرنسا إسرائيل بقصف المدينة.") == {"REQUEST"}
    assert told("طالبت فرنسا إسرائيل بالاعتذار بعد قصف الجيش الإسرائيلي مدينة بيروت.") == {"REQUEST", "ASSAULT"}


def test_a_war_without_who_wages_it_is_nothing() -> None:
    assert engine().read(Article("1", "دخلت الحرب على غزة شهرها العاشر.")).claims == ()


def test_a_noun_of_people_may_name_their_movement() -> None:
    one = scene("اعتقل الجيش عشرة حوثيين في تعز.")
    assert next(m for m in one.mentions if "حوثيين" in words(one, m.first, m.last)).country == "YEM"


def test_a_correspondent_keeps_her_state() -> None:
    one = scene("قتلت مراسلة الجزيرة شيرين أبو عاقلة في جنين.")
    assert next(m for m in one.mentions if m.personal).country == "PSE"


def test_a_place_or_thing_keeps_what_tells_it_from_others() -> None:
    assert "محال تجارية في بلدة بيتا" in phrases("هدمت الجرافات محال تجارية في بلدة بيتا.")
    assert "مركبة للجيش" in phrases("دمر المقاتلون مركبة للجيش قرب الحدود.")
    assert "منزلا" in phrases("دمر القصف منزلا في هجوم عنيف.")


def test_a_subject_with_and_opens_the_next_clause() -> None:
    text = "طهران تطرح مبادرة جديدة وواشنطن تفرض عقوبات على شبكة دولية"
    assert offered(text, "مبادرة", 1, "no:np") == []
    assert offered("استقبل الرئيس وفدا وواشنطن ترحب", "ترحب", 0, "vs:adjacent-np") == ["واشنطن"]


def test_by_belongs_to_the_deed_before_it() -> None:
    text = "استنكرت الفصائل اغتيال الصحفية على يد قوات الاحتلال"
    assert offered(text, "استنكرت", 0, "vs:by") == []
    assert offered(text, "اغتيال", 0, "ns:by") == ["قوات الاحتلال"]
    assert offered("قتل الجندي على يد قوات الاحتلال", "قتل", 0, "vs:by") == ["قوات الاحتلال"]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("قصفت إسرائيل جنين في الضفة الغربية.", "جنين في الضفة الغربية"),
        ("دمر القصف منازل في المدينة.", "منازل في المدينة"),
        ("اغتيلت الصحفية الفلسطينية-الأميركية شيرين أبو عاقلة.", "الصحفية الفلسطينية - الأميركية شيرين أبو عاقلة"),
        ("قال الكاتب والمحلل السياسي ياسر الزعاترة إن فرنسا ترفض.", "الكاتب والمحلل السياسي ياسر الزعاترة"),
        (
            "قال الوزير الفرنسي المكلف بشؤون الجزائر جان مارك إيرو إن",
            "الوزير الفرنسي المكلف بشؤون الجزائر جان مارك إيرو",
        ),
        ("نقل وزير الخارجية للرئيس المصري تحيات الملك.", "وزير الخارجية"),  # not: minister to the president
        ("التقى مستشار للرئيس المصري الوفد.", "مستشار للرئيس المصري"),
        ("هاجم مسلحون القاعدة.", "مسلحون"),  # a plural with its nun has no genitive
    ],
)
def test_where_a_phrase_ends(text: str, phrase: str) -> None:
    assert phrase in phrases(text)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("استهدفت القوات أنصار الرئيس الراحل محمد مرسي.", "الرئيس الراحل محمد مرسي"),
        ("أعلن متحدث باسم الملك السابق أحمد فؤاد الثاني أنه يستعد.", "الملك السابق أحمد فؤاد الثاني"),
    ],
    ids=["of several people", "of an indefinite spokesman"],
)
def test_a_name_belongs_to_the_one_man_it_can_be_of(text: str, person: str) -> None:
    one = scene(text)
    assert [words(one, m.first, m.last) for m in one.mentions if m.personal] == [person]


@pytest.mark.parametrize(
    "text",
    ["من جانبها، شجبت فرنسا القرار.", "من جهتها شجبت فرنسا القرار.", "ومن المتوقع أن تشجب فرنسا القرار."],
)
def test_whose_turn_it_is_and_what_is_likely_are_nobody(text: str) -> None:
    one = scene(text)
    assert [words(one, m.first, m.last) for m in one.mentions] == ["فرنسا"]


@pytest.mark.parametrize(
    "opener", ["في حين اتهمت", "في وقت اتهمت فيه", "في الوقت الذي اتهمت فيه"], ids=["while", "at a time", "at the time"]
)
def test_a_clause_opens_behind_a_preposition_and_a_noun_of_time(opener: str) -> None:
    one = scene(f"انتقدت فرنسا تركيا، {opener} إيران السعودية.")
    assert [i.kind for i in one.items].count("sub") == 1
    assert not [i for i in scene("قال في وقت سابق إنه يرفض.").items if i.kind == "sub"]


def test_whose_deed_a_consequence_is_of() -> None:
    for opener in ("مما أسفر", "ما أدى", "الأمر الذي أسفر"):
        text = f"قصفت إسرائيل بيروت، {opener} عن مقتل طفلة."
        assert offered(text, "مقتل", 0, "ns:verb-consequence1") == ["إسرائيل"]
    assert not engine().read(Article("1", "قصفت إسرائيل بيروت، ما أدى إلى مقتل طفلة.")).claims[-1].negated


def test_who_did_what_somebody_was_killed_in() -> None:
    assert offered("قتل جندي في هجوم شنه مسلحون.", "قتل", 0, "vs:pp-في-clause") == ["مسلحون"]
    assert offered("قتل جندي في الهجوم الذي شنه مسلحون.", "قتل", 0, "vs:pp-في-clause") == ["مسلحون"]


def test_things_are_not_they() -> None:
    one = scene("هاجم مستوطنون منازل الفلسطينيين بعد اشتباكهم مع السكان.")
    at = next(i for i, w in enumerate(one.words) if w.token.text == "اشتباكهم")
    assert all(m.type != "place" for m in one.antecedents(at, "3mp", limit=5))


def kinds(text: str) -> list[str]:
    """The items of a sentence: kind, and under which preposition."""
    return [f"{item.kind} {item.prep}".strip() for item in scene(text).items if item.kind != "stop"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("التقى الوزير أمس الأربعاء نظيره التركي.", ["verb", "np", "adv", "np"]),
        ("استقال الوزير في 7 أكتوبر/تشرين الأول 2023.", ["verb", "np", "adv"]),
        ("استقال الوزير الأسبوع الماضي.", ["verb", "np", "adv"]),
        ("وصل الوفد على متن طائرة.", ["verb", "np", "pp على_متن"]),
        ("قصف الجيش غزة ورفح على حد سواء.", ["verb", "np", "np", "adv"]),
        ("في حال فرضت أوروبا عقوبات سترد روسيا.", ["cond", "verb", "np", "np", "verb", "np"]),
        ("رحب الوزير بالمهاجرين غير الشرعيين.", ["verb", "np", "pp ب"]),
    ],
)
def test_items(text: str, expected: list[str]) -> None:
    assert kinds(text) == expected


def test_a_place_does_not_go_with_people_who_are_named_without_its_preposition() -> None:
    one = scene("مواجهات في الضفة وشهداء في غزة")
    assert [len(item.phrase.coordinated) for item in one.items if item.phrase is not None][1] == 0


def test_an_adjective_behind_quotation_marks_is_no_actor_of_its_own() -> None:
    one = scene("حارب الجيش تنظيم «داعش» الإرهابي.")
    assert "الإرهابي" not in [words(one, m.first, m.last) for m in one.mentions]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("ذكرت مصادر أن الجيش انسحب.", "مصادر"),  # not: confiscating
        ("استهدف الجيش موقع العدو.", "موقع"),  # not: signing
        ("رفض الكرملين التعليق على الأنباء.", "رفض"),
    ],
)
def test_no_trigger(text: str, word: str) -> None:
    one = scene(text)
    assert word not in [one.words[t.at].token.text for t in TriggerFinder(engine().lexicon)(one)]


def test_who_is_dead_is_told_where_a_name_with_a_preposition_follows() -> None:
    one = scene("3 شهداء بطوباس في الضفة")
    assert "شهداء" in [one.words[t.at].token.text for t in TriggerFinder(engine().lexicon)(one)]


def test_what_an_adjective_governs_inside_its_phrase_is_offered() -> None:
    assert offered("أعلنت الدول الداعمة لأوكرانيا موقفها.", "الداعمة", 1, "po:inside") == ["أوكرانيا"]


def test_whoever_condemns_an_attack_is_not_offered_as_its_doer() -> None:
    one = scene("الأردن يدين الهجوم على الإمارات.")
    attack = next(t for t in TriggerFinder(engine().lexicon)(one) if one.words[t.at].token.text == "الهجوم")
    subjects = [words(one, o.mention.first, o.mention.last) for o in ArgumentFinder(one).ends(attack)[0]]
    assert "الأردن" not in subjects


def test_an_office_of_another_state_is_no_title() -> None:
    assert phrases("التقى نتنياهو ولي العهد السعودي.") == ["نتنياهو", "ولي العهد السعودي"]
    assert phrases("التقى لافروف نظيره الصيني.") == ["لافروف", "نظيره الصيني"]


def test_people_behind_an_adjective_that_agrees_with_something_else() -> None:
    assert phrases("هجّرت العصابات الصهيونية الفلسطينيين.") == ["العصابات الصهيونية", "الفلسطينيين"]
    assert phrases("بحث وزير الدفاع الأميركي مستجدات الأوضاع.") == ["وزير الدفاع الأميركي", "مستجدات الأوضاع"]


def test_the_ambassador_of_the_custodian_is_the_kingdoms() -> None:
    one = scene("هنأ سفير خادم الحرمين الشريفين سامي الصالح المملكة.")
    assert [words(one, o.of.first, o.of.last) for o in offices(one) if o.of is not None] == ["المملكة"]


@pytest.mark.parametrize(
    ("text", "trigger", "told"),
    [
        ("ردت إيران على مزاعم إسرائيل.", "ردت", False),
        ("ردت إيران على إسرائيل بالصواريخ.", "ردت", True),
        ("كان الشهيد اللوح صحفيا.", "الشهيد", False),
        ("سقط شهيد في غزة.", "شهيد", True),
    ],
)
def test_answers_and_titles_tell_nothing(text: str, trigger: str, told: bool) -> None:
    one = scene(text)
    assert told == any(one.words[t.at].token.text == trigger for t in TriggerFinder(engine().lexicon)(one))


@pytest.mark.parametrize(
    ("text", "trigger", "side", "rule", "who"),
    [
        ("غارة إسرائيلية استهدفت منزلا في رفح.", "غارة", 1, "no:clause-obj", "منزلا في رفح"),
        ("أدان البيان هجوما نفذه مسلحون على مقر الشرطة.", "هجوما", 0, "ns:own-clause", "مسلحون"),
        ("أدان البيان هجوما نفذه مسلحون على مقر الشرطة.", "هجوما", 1, "no:clause-prep", "مقر الشرطة"),
        ("استشهد شاب وأصيب آخر برصاص الاحتلال في جنين.", "استشهد", 0, "vs:pp-ب-shared", "الاحتلال"),
        ("استشهد وأصيب عشرات الفلسطينيين أمس.", "استشهد", 1, "vo:post1", "عشرات الفلسطينيين"),
        ("عاين الوفد منزلا دمرته طائرات روسية.", "دمرته", 1, "vo:relative", "منزلا"),
        ("استشهد شاب أمس، وكانت المدينة تنتظر نهاية الحرب الإسرائيلية.", "استشهد", 0, "vs:far-nisba-after", "الإسرائيلية"),
        ("التدخلات الإيرانية في اليمن مرفوضة من السعودية.", "مرفوضة", 1, "po:topic", "الإيرانية"),
    ],
)  # fmt: skip
def test_ends_beyond_the_next_phrase(text: str, trigger: str, side: int, rule: str, who: str) -> None:
    assert who in offered(text, trigger, side, rule)


@pytest.mark.parametrize("text", ["الأردن يدين الهجوم الإسرائيلي على غزة.", "يدين الأردن الهجوم الإسرائيلي على غزة."])
def test_who_condemns_an_attack_has_not_made_it_and_whose_it_is_has(text: str) -> None:
    one = scene(text)
    subjects = [
        words(one, o.mention.first, o.mention.last)
        for found in TriggerFinder(engine().lexicon)(one)
        if one.words[found.at].token.text == "الهجوم"
        for o in ArgumentFinder(one).ends(found)[0]
    ]
    assert "الإسرائيلي" in subjects
    assert "الأردن" not in subjects


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("أصيب 175 في غزة.", "175"),
        ("وأصيب آخر برصاص الجيش.", "آخر"),
        ("أصيب عشرات في غزة.", "عشرات"),
        ("اعتقل بعضهم أمس.", "بعضهم"),
    ],
)
def test_those_who_are_only_counted_are_somebody(text: str, counted: str) -> None:
    one = scene(text)
    assert counted in [words(one, m.first, m.last) for m in one.mentions if m.cls == "number"]


@pytest.mark.parametrize("text", ["ارتفعت الأسعار 30% أمس.", "ارتفعت الأسعار 30 في المئة.", "قتل 2014 كثيرون."])
def test_shares_and_years_are_nobody(text: str) -> None:
    assert [m for m in scene(text).mentions if m.cls == "number"] == []


def test_a_negated_acceptance_is_a_refusal() -> None:
    def told(text: str) -> set[tuple[str, str]]:
        frames = (f for found in TriggerFinder(engine().lexicon)(scene(text)) for f in found.frames)
        return {(f.category, f.lemma) for f in frames}

    assert ("REJECT", "قبل") in told("لن تقبل إيران الخطة.")
    assert ("REJECT", "قبل") not in told("قبلت إيران الخطة.")
    assert ("AGREE", "قبل") in told("قبلت إيران الخطة.")
