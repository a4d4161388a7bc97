"""Rules of the grammar that change what is told: each sentence is told otherwise where its rule is left out."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from graphbuild.api import engine
from graphbuild.arabic.tokens import tokenize
from graphbuild.extract.arguments import ArgumentFinder
from graphbuild.extract.names import Gazetteer
from graphbuild.extract.propose import open_options
from graphbuild.extract.recognise import Recogniser, Unlabelled
from graphbuild.extract.scene import Scene
from graphbuild.extract.triggers import TriggerFinder
from graphbuild.pipeline import whole
from graphbuild.records import Article

Told = tuple[str, str, str | None, str | None, str, bool]


def told(text: str) -> list[Told]:
    """Category, trigger, subject, object, status and negation of the claims of a sentence."""
    return [
        (
            c.category,
            c.trigger.text,
            c.subject.text if c.subject else None,
            c.object.text if c.object else None,
            c.status,
            c.negated,
        )
        for c in engine().read(Article("1", text)).claims
    ]


def pairs(text: str, category: str) -> list[tuple[str | None, str | None]]:
    """Subject and object of the claims of one category."""
    return [claim[2:4] for claim in told(text) if claim[0] == category]


def scene(text: str) -> Scene:
    return engine().extractor.steps(whole(Article("1", text)))[0].scene


def offered(text: str, trigger: str, side: int) -> list[tuple[str, str]]:
    """The rules that offer a trigger a subject (0) or object (1), and whom."""
    one = scene(text)
    return [
        (option.rule, " ".join(w.token.text for w in one.words[option.mention.first : option.mention.last]))
        for found in TriggerFinder(engine().lexicon)(one)
        if one.words[found.at].token.text == trigger
        for option in ArgumentFinder(one).ends(found)[side]
    ]


class OneName:
    """A labeller that takes one word for the name of a person, and nothing else."""

    name, fingerprint = "one", "one"

    def __init__(self, word: str) -> None:
        self._word = word

    def begin(self) -> None:
        pass

    def __call__(self, sentence: Unlabelled) -> Sequence[str]:
        return ["B-PER" if unit.form == self._word else "O" for unit in sentence.units]


@pytest.mark.parametrize(
    ("text", "given", "names"),
    [
        ("انتقد ميلتون بيسنت الحكومة.", "ميلتون", ["ميلتون بيسنت"]),
        ("اعتقلت الشرطة ميلتون وبيسنت.", "ميلتون", ["ميلتون", "وبيسنت"]),  # two people: an *and* between them
    ],
)
def test_a_recognised_given_name_goes_on_with_a_known_family_name(text: str, given: str, names: list[str]) -> None:
    lexicon, morphology = engine().lexicon, engine().extractor.morphology
    tokens = tokenize(text, 0)
    hits = Recogniser(OneName(given), lexicon, morphology)(tokens, Gazetteer(lexicon, morphology)(tokens))
    assert [" ".join(token.text for token in tokens[hit.first : hit.last]) for hit in hits] == names


@pytest.mark.parametrize(
    ("text", "category", "ends"),
    [
        ("اتهم ميلتون بيسنت إيران بدعم الحوثيين.", "ACCUSE", ("ميلتون بيسنت", "إيران")),
        ("اعتقلت الشرطة لوثر لامي في لندن.", "COERCE", ("الشرطة", "لوثر لامي")),
    ],
)
def test_nobody_is_told_of_by_his_given_name_alone(text: str, category: str, ends: tuple[str, str]) -> None:
    assert ends in pairs(text, category)


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("قال رئيس الحكومة المؤقت محمد البشير إن سوريا تغيرت.", "الحكومة"),
        ("زار رئيس الحكومة الليبية المؤقت عبد الله الثني أنقرة.", "الحكومة الليبية"),
        ("قالت رئيسة المجلس المؤقتة سعاد محمد إن المجلس يرفض الخطة.", "المجلس"),
        ("قال رئيس الحكومة المؤقتة محمد البشير إن سوريا تغيرت.", "الحكومة المؤقتة"),  # here it is the government's own
    ],
)
def test_who_acts_for_another_is_the_head_and_not_his_body(text: str, body: str) -> None:
    assert [of for _, of in pairs(text, "HOLDS_OFFICE")] == [body]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("حشدت تركيا دبابات في إدلب.", ("تركيا", "إدلب")),
        ("حشد الجيش الإسرائيلي دبابات في الجولان.", ("الجيش الإسرائيلي", "الجولان")),
        ("حشدت مصر دبابات في سيناء.", ("مصر", "سيناء")),
    ],
)
def test_a_light_verb_that_tells_less_than_its_noun_tells_nothing(text: str, ends: tuple[str, str]) -> None:
    assert pairs(text, "MOBILIZE") == [ends]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("وصل مقاتلون موالون لإيران وصحفيون إلى دمشق.", ("مقاتلون موالون لإيران", "إيران")),
        ("اجتمعت الدول الداعمة لأوكرانيا والأمم المتحدة في باريس.", ("الدول الداعمة لأوكرانيا", "أوكرانيا")),
    ],
)
def test_what_an_adjective_tells_is_of_its_own_phrase_and_not_of_the_next(text: str, ends: tuple[str, str]) -> None:
    assert pairs(text, "SUPPORT") == [ends]


@pytest.mark.parametrize(
    ("text", "category", "ends"),
    [
        ("شجبت تركيا اعتقال صلاح الدين دميرطاش.", "ACCUSE", [("تركيا", None)]),
        ("استنكرت حماس اغتيال صالح العاروري في بيروت.", "ACCUSE", [("حماس", None)]),
        ("ندد حزب الله باغتيال صالح العاروري.", "ACCUSE", [("حزب الله", None)]),
        ("أعرب بوتين عن تعازيه في مقتل الرئيس الإيراني.", "SUPPORT", []),
    ],
)
def test_who_condemns_or_mourns_says_nothing_to_the_victim(
    text: str, category: str, ends: list[tuple[str, str | None]]
) -> None:
    assert pairs(text, category) == ends


def test_what_is_done_by_somebody_is_done_to_the_topic() -> None:
    text = "القاعدة الأميركية قصفت من قبل إيران."
    sides = [[o for o in offered(text, "قصفت", side) if "far-" not in o[0]] for side in (0, 1)]
    assert sides == [[("vs:by", "إيران")], [("vo:topic", "القاعدة الأميركية")]]


@pytest.mark.parametrize(
    ("text", "done_to"),
    [
        ("القوات الحكومية هزمت من قبل الحوثيين.", "القوات الحكومية"),
        ("القاعدة التركية قصفت من قبل داعش.", "القاعدة التركية"),
    ],
)
def test_nobody_is_said_to_do_what_was_done_to_him(text: str, done_to: str) -> None:
    assert done_to not in [subject for subject, _ in pairs(text, "ASSAULT")]


@pytest.mark.parametrize(
    ("text", "verb", "whom"),
    [
        ("كما التقى المسؤولين المصريين في القاهرة.", "التقى", "المسؤولين المصريين في القاهرة"),
        ("كما حذر اللبنانيين من الحرب.", "حذر", "اللبنانيين"),
        ("دعت المواطنين الفلسطينيين إلى الإضراب.", "دعت", "المواطنين الفلسطينيين"),
    ],
)
def test_the_ending_of_an_oblique_plural_shows_that_it_is_no_subject(text: str, verb: str, whom: str) -> None:
    assert whom not in [who for rule, who in offered(text, verb, 0) if rule == "vs:post1"]
    assert ("vo:post1", whom) in offered(text, verb, 1)
    assert whom not in [subject for _, trigger, subject, *_ in told(text) if trigger == verb]


def test_an_oblique_plural_right_behind_a_verb_is_its_object() -> None:
    text = "كما التقى المسؤولين المصريين في القاهرة."
    assert pairs(text, "CONSULT") == [(None, "المسؤولين المصريين في القاهرة")]


@pytest.mark.parametrize(
    ("text", "verb", "who"),
    [
        ("غادر الوفد الدوحة وهو يتهم إسرائيل بالمماطلة.", "يتهم", "الوفد"),
        ("زارت الوزيرة القاهرة وهي تدعم مصر.", "تدعم", "الوزيرة"),
        ("ودع الجنود عائلاتهم وهم يهاجمون كييف.", "يهاجمون", "الجنود"),
    ],
)
def test_a_pronoun_before_a_verb_is_of_somebody_named_before(text: str, verb: str, who: str) -> None:
    assert who in [whom for rule, whom in offered(text, verb, 0) if rule.startswith("vs:that-pron")]
    assert who in [subject for _, trigger, subject, *_ in told(text) if trigger == verb]


@pytest.mark.parametrize(
    ("text", "verb", "far", "inside", "ends"),
    [
        (
            "وبعدما قُتل الجندي، عاد وزير داخلية لبنان إلى بيروت.",
            "قُتل",
            "وزير داخلية لبنان",
            "لبنان",
            (None, "الجندي"),
        ),
        ("بعد أن قُتل الجندي، غادر وزير دفاع مصر المدينة.", "قُتل", "وزير دفاع مصر", "مصر", (None, "الجندي")),
    ],
)
def test_a_state_inside_its_minister_is_no_other_actor_far_off(
    text: str, verb: str, far: str, inside: str, ends: tuple[str | None, str]
) -> None:
    who = [whom for rule, whom in offered(text, verb, 0) if rule.startswith("vs:far")]
    assert far in who
    assert inside not in who
    assert pairs(text, "ASSAULT") == [ends]


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("قصفت إسرائيل مدارس ومنازل في غزة.", {("إسرائيل", "مدارس"), ("إسرائيل", "منازل في غزة")}),
        ("هاجم مسلحون كنيسة ومحال تجارية.", {("مسلحون", "كنيسة"), ("مسلحون", "محال تجارية")}),
    ],
)
def test_a_body_that_is_a_house_goes_with_houses(text: str, ends: set[tuple[str, str]]) -> None:
    assert set(pairs(text, "ASSAULT")) == ends


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("رفض الأردن خطة أعدتها إسرائيل لتهجير الفلسطينيين.", "تهجير", "planned"),
        ("كشفت إسرائيل عن مخطط أعدته إيران لاغتيال نتنياهو.", "اغتيال", "planned"),
        ("شنت إسرائيل هجوما لاحتلال غزة.", "احتلال", "actual"),  # no plan is named
    ],
)
def test_what_a_plan_is_for_is_planned_beyond_its_relative_clause(text: str, trigger: str, status: str) -> None:
    assert [claim[4] for claim in told(text) if claim[1] == trigger] == [status]


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("امتنع الكرملين عن التعليق على قصف القوات الروسية مستشفى في كييف.", "قصف"),
        ("امتنع البيت الأبيض عن التعليق على زيارة بوتين إلى بكين.", "زيارة"),
        ("تجنب الوزير انتقاد قصف الجيش الإسرائيلي للمدنيين.", "قصف"),
    ],
)
def test_what_nobody_commented_on_happened(text: str, trigger: str) -> None:
    assert [claim[4:] for claim in told(text) if claim[1] == trigger] == [("actual", False)]


@pytest.mark.parametrize("front", ["الأوكرانية", "اللبنانية"])
def test_where_fire_ceases_nobody_is_shot_at(front: str) -> None:
    text = f"بدأ وقف إطلاق النار على الجبهة {front}."
    one = scene(text)
    assert "النار" not in [one.words[found.at].token.text for found in TriggerFinder(engine().lexicon)(one)]
    assert pairs(text, "ASSAULT") == []
    assert pairs("أطلقت القوات النار على المتظاهرين.", "ASSAULT") == [("القوات", "المتظاهرين")]


def test_nobody_is_the_subject_of_a_verb_of_the_other_gender() -> None:
    text = "اجتمع الوزير الإسرائيلي مع النائبة، وعلى إثر ذلك تراجعت عن القرار."
    assert [who for _, who in offered(text, "تراجعت", 0)] == ["النائبة"]
    # a name that nobody knows may be hers
    assert "ريما الحسن" in [who for _, who in offered("طالبت ريما الحسن فرنسا بوقف الحرب.", "طالبت", 0)]


@pytest.mark.parametrize(
    "text",
    [
        "أعلنت كوريا الشمالية إصابة مئات الجنود بالحمى.",
        "أصيب الرئيس بفيروس كورونا في باريس.",
        "أصيب ثلاثة جنود بالكوليرا في اليمن.",
    ],
)
def test_who_falls_ill_is_assaulted_by_nobody(text: str) -> None:
    assert pairs(text, "ASSAULT") == []


def test_who_is_hit_by_bullets_is_told_of_although_illness_is_told_further_on() -> None:
    assert pairs("أصيب شاب برصاص قوات الاحتلال في جنين، وتوفي آخر بكورونا.", "ASSAULT") == [("قوات الاحتلال", "شاب")]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        # not whom a relative clause in between is about
        ("أدان مجلس الوزراء الهجوم الذي نفذه مستوطنون في نابلس، مناشدا المجتمع الدولي التدخل.", "مجلس الوزراء"),
        # nor the subject of a verb that is *she*
        ("أدان مجلس الوزراء الهجوم وقالت إيران ذلك، مناشدا المجتمع الدولي التدخل.", "مجلس الوزراء"),
        ("غادر لافروف الدوحة مناشدا المجتمع الدولي التدخل.", "لافروف"),  # nor a town
    ],
)
def test_an_adjunct_is_of_the_subject_of_the_main_verb(text: str, subject: str) -> None:
    assert pairs(text, "REQUEST") == [(subject, "المجتمع الدولي")]
    assert offered(text, "مناشدا", 0)[0] == ("vs:post1", subject)


def test_nobody_holds_an_office_in_somebody() -> None:
    one = scene("كان في استقباله صدقي صبحي وقادة الأفرع الرئيسة.")
    found = next(t for t in TriggerFinder(engine().lexicon)(one) if one.words[t.at].token.text == "الرئيسة")
    frame = next(f for f in found.frames if f.category == "HOLDS_OFFICE")
    options = ArgumentFinder(one).ends(found)[1]
    assert any(option.mention.type in ("person", "group") for option in options)
    assert open_options(frame, "o", options) == [None]


def test_the_second_of_two_holders_has_the_state_of_his_own_adjective() -> None:
    held = pairs("التقى وزيرا الخارجية الروسي سيرغي لافروف والتركي هاكان فيدان في موسكو.", "HOLDS_OFFICE")
    assert ("التركي هاكان فيدان", "التركي") in held
    assert ("وزيرا الخارجية الروسي سيرغي لافروف", "الروسي") in held


def test_a_man_holds_no_office_that_is_hers() -> None:
    text = "كان في استقباله صدقي صبحي وقادة الأفرع الرئيسة."
    assert "صدقي صبحي" not in [whom for _, whom in offered(text, "الرئيسة", 0)]
    assert "صدقي صبحي" in [whom for _, whom in offered("كان صدقي صبحي رئيسا للأركان.", "رئيسا", 0)]


def test_coordinated_ends_are_not_paired_with_themselves() -> None:
    found = pairs("كان في استقباله وزير الدفاع والفريق محمود حجازي رئيس أركان حرب القوات المسلحة.", "CONSULT")
    assert found
    assert all(subject != object_ for subject, object_ in found)


def test_an_office_is_of_what_stands_in_quotation_marks_behind_it() -> None:
    text = 'طالب ممثل "إيغاد" إسماعيل أويس السلطات بالإفراج عن المعتقلين.'
    assert pairs(text, "REQUEST") == [('ممثل "إيغاد" إسماعيل أويس', "السلطات")]


def test_what_a_minister_says_in_quotation_marks_is_no_part_of_him() -> None:
    one = scene('قال وزير "القرار خطأ كبير" أمس.')
    assert "وزير" in [" ".join(w.token.text for w in one.words[m.first : m.last]) for m in one.mentions]


def test_a_minister_of_a_portfolio_is_not_of_the_state_that_he_visits() -> None:
    text = "تابع المجلس زيارة محمد بن سلمان وزير الدفاع لمصر."
    assert [object_ for _, object_ in pairs(text, "CONSULT")] == ["مصر"]
    assert "مصر" not in [object_ for _, object_ in pairs(text, "HOLDS_OFFICE")]


def test_where_somebody_acts_is_no_part_of_him() -> None:
    one = scene("الجهود التي يبذلها الملك على الساحة الدولية من أجل دعم فلسطين.")
    assert "الملك" in [" ".join(w.token.text for w in one.words[m.first : m.last]) for m in one.mentions]


def test_a_private_soldier_holds_no_office() -> None:
    assert pairs("تحدث جندي الاحتياط أوليكسي عبر الهاتف.", "HOLDS_OFFICE") == []


@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("لم يعلن الجيش التركي عن غارة على داعش.", [("الجيش التركي", "doubts")]),
        ("لم يعلن الجيش التركي سوى عن غارة على داعش.", [("الجيش التركي", "asserts")]),
    ],
)
def test_what_is_announced_alone_is_announced(text: str, stances: list[tuple[str, str]]) -> None:
    claims = engine().read(Article("1", text)).claims
    found = {(a.source.text, a.stance) for c in claims if c.category == "ASSAULT" for a in c.attributions}
    assert found == set(stances)


def test_what_may_be_described_is_described_by_nobody() -> None:
    (claim,) = engine().read(Article("1", "وهو ما يمكن وصفه بأنه أكبر هجوم تشنه المقاومة على إسرائيل.")).claims
    assert claim.attributions == ()


@pytest.mark.parametrize(
    ("text", "category", "subject"),
    [
        ("رأس خادم الحرمين الشريفين الجلسة، وشكر أمير منطقة تبوك.", "SUPPORT", "خادم الحرمين الشريفين"),
        ("استقبل خادم الحرمين الشريفين الرئيس المصري.", "CONSULT", "خادم الحرمين الشريفين"),
    ],
)
def test_the_mosques_of_a_title_do_nothing(text: str, category: str, subject: str) -> None:
    assert [pair[0] for pair in pairs(text, category)] == [subject]
    one = scene(text)
    assert "الحرمين الشريفين" not in [" ".join(w.token.text for w in one.words[m.first : m.last]) for m in one.mentions]


def test_whom_somebody_named_stands_beside_is_named_by_it() -> None:
    one = scene("قال جيران العراق إن جيرانا آخرين رفضوا القرار.")
    levels = {" ".join(w.token.text for w in one.words[m.first : m.last]): m.level for m in one.mentions}
    assert levels["جيران العراق"] == 2
    assert levels["جيرانا آخرين"] == 1


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("قدمت إسبانيا تعازيها للسعودية بعد التفجير الذي استهدف مسجدا في منطقة عسير.", (None, "مسجدا في منطقة عسير")),
        ("نددت روسيا بالقصف الإسرائيلي الذي استهدف دمشق.", ("الإسرائيلي", "دمشق")),  # what names its doer
    ],
)
def test_what_a_relative_clause_is_of_is_its_subject(text: str, ends: tuple[str | None, str]) -> None:
    assert pairs(text, "ASSAULT") == [ends]
    assert not {"إسبانيا", "للسعودية", "روسيا"} & {whom for _, whom in offered(text, "استهدف", 0)}


def test_what_a_relative_clause_does_not_agree_with_is_not_its_subject() -> None:
    text = "دانت إسبانيا القنابل التي استهدف بها الجيش مسجدا."
    assert "إسبانيا" in [whom for _, whom in offered(text, "استهدف", 0)]



@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("نقل البيان تعازي إسبانيا العميقة لأسر الضحايا.", "إسبانيا"),  # deep are the condolences
        ("دانت أمريكا هجمات بوكو حرام الوحشية في الكاميرون.", "بوكو حرام"),
        ("زار الوزير دولة قطر الشقيقة.", "دولة قطر الشقيقة"),
    ],
)
def test_a_quality_behind_a_state_is_that_of_whose_genitive_it_is(text: str, state: str) -> None:
    one = scene(text)
    assert state in [" ".join(w.token.text for w in one.words[m.first : m.last]) for m in one.mentions]
