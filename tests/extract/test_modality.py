"""Every word of data/cues/modality.tsv has an example; the act that it governs must come out with its status.

The share has a floor that only rises. ``GRAPHBUILD_REPORTS=FOLDER`` writes the failures to FOLDER/modality.txt.
"""

from __future__ import annotations

import pytest

from graphbuild.api import engine
from graphbuild.records import Article
from tests.extract.judge import above_floor, in_words


def test_examples_have_their_status() -> None:
    modes = [mode for mode in engine().lexicon.modes if mode.example]
    failures = []
    for mode in modes:
        claims = engine().read(Article("1", mode.example)).claims
        told = {"negated" if claim.negated else claim.status for claim in claims}
        if mode.status not in told:
            got = "; ".join(in_words(claim) for claim in claims) or "nothing"
            failures.append(f"{mode.pos}\t{mode.lemma}\t{mode.status}\t{mode.example}\tgot {got}")
    above_floor("modality", 1 - len(failures) / len(modes), failures)


@pytest.mark.parametrize(
    ("text", "negated", "status"),
    [
        ("زار بوتين طهران.", False, "actual"),
        ("لم يزر بوتين طهران.", True, "actual"),
        ("لن يزور بوتين طهران.", True, "planned"),
        ("سيزور بوتين طهران.", False, "planned"),
        ("سوف يزور بوتين طهران.", False, "planned"),
        ("قد يزور بوتين طهران.", False, "possible"),
        ("ربما يزور بوتين طهران.", False, "possible"),
        ("ما زار بوتين طهران.", True, "actual"),
        ("لا يزور بوتين طهران.", True, "actual"),
        ("يعتزم بوتين زيارة طهران.", False, "planned"),
        ("قد زار بوتين طهران.", False, "actual"),
        ("لم يكن بوتين يزور طهران.", True, "actual"),
        ("ربما يكون بوتين زار طهران.", False, "possible"),
        ("كان بوتين زار طهران.", False, "actual"),
        ("لقد زار بوتين طهران.", False, "actual"),
        ("كان بوتين قد زار طهران.", False, "actual"),
        ("يزور بوتين طهران الأسبوع المقبل.", False, "planned"),
        ("زيارة بوتين لطهران في أكتوبر المقبل", False, "planned"),
        ("زار بوتين طهران الأسبوع الماضي.", False, "actual"),
        ("سيزور بوتين طهران إذا وقعت روسيا الاتفاق.", False, "planned"),
        ("زيارة بوتين لطهران ستعود إذا وافقت روسيا", False, "possible"),
        ("لا تستبعد باريس زيارة بوتين لطهران.", False, "possible"),
    ],
)
def test_one_visit_in_all_its_moods(text: str, negated: bool, status: str) -> None:
    visits = [claim for claim in engine().read(Article("1", text)).claims if claim.category == "CONSULT"]
    assert [(claim.negated, claim.status) for claim in visits] == [(negated, status)]


@pytest.mark.parametrize(
    ("text", "category", "status"),
    [
        ("شككت كييف في قصف روسيا لبيلغورود.", "ASSAULT", "possible"),  # nobody asserts what a noun under a doubt names
        ("شكك ترامب في أن روسيا قصفت بيلغورود.", "ASSAULT", "actual"),  # a finite verb says itself when it was
        ("يلتقي الوزير الفرنسي نظيره الروسي.", "CONSULT", "planned"),  # the present of an appointment
        ("التقى الوزير الفرنسي نظيره الروسي.", "CONSULT", "actual"),
        ("تحدثت إيران عن خطة لبيع النفط في ظل العقوبات الأميركية على إيران.", "SANCTION", "actual"),  # they are there already
        ("تحدثت إيران عن خطة للعقوبات الأميركية على إيران.", "SANCTION", "planned"),
        ("تعرض جندي تركي للخطف من قبل مسلحين.", "ASSAULT", "actual"),  # he was exposed, not: she offers
    ],
)
def test_status_of_an_act_by_what_stands_around_it(text: str, category: str, status: str) -> None:
    statuses = [claim.status for claim in engine().read(Article("1", text)).claims if claim.category == category]
    assert statuses == [status]


@pytest.mark.parametrize(
    ("text", "category", "negated", "status"),
    [
        ("لم تشن روسيا غارة على كييف.", "ASSAULT", True, "actual"),
        ("لم تنفذ إسرائيل إلا غارة على سوريا.", "ASSAULT", False, "actual"),  # nothing but: that it did
        ("لم تجد روسيا سوى مهاجمة أوكرانيا.", "ASSAULT", False, "actual"),
        ("لم تجد الحكومة الروسية بدا من فرض عقوبات على إيران.", "SANCTION", False, "actual"),  # no way out of it
        ("لا بد من فرض عقوبات على إيران.", "SANCTION", False, "possible"),  # what must be is not yet
        ("لم تتوقف إسرائيل عن قصف غزة.", "ASSAULT", False, "actual"),  # two negations
        ("توقفت روسيا عن دعم سوريا.", "SUPPORT", True, "actual"),
        ("يجب أن تدعم أوروبا أوكرانيا.", "SUPPORT", False, "possible"),
        ("أعلنت مصر تأجيل توقيع الاتفاق مع روسيا.", "AGREE", False, "planned"),  # put off, and yet to come
        ("تنوي السفن كسر الحصار الإسرائيلي على غزة.", "COERCE", False, "actual"),  # it is there to be broken
        ("أراد بوتين من هذه الزيارة دعم سوريا.", "CONSULT", False, "actual"),  # it has been spoken of
        ("تعتزم مصر فتح تحقيق في مقتل جنود في رفح.", "ASSAULT", False, "actual"),
        ("تعد المنطقة من أكثر المناطق تأثرا بهجمات داعش على المدنيين.", "ASSAULT", False, "actual"),  # is counted, not: prepares
    ],
)
def test_a_negation_that_leaves_the_act(text: str, category: str, negated: bool, status: str) -> None:
    told = [(c.negated, c.status) for c in engine().read(Article("1", text)).claims if c.category == category]
    assert told == [(negated, status)]


def test_a_meeting_in_the_present_of_a_headline_is_over() -> None:
    read = engine().read(Article("1", "كان ذلك أمس.", title="وزير الخارجية الفرنسي يلتقي نظيره الروسي"))
    assert [claim.status for claim in read.claims if claim.category == "CONSULT"] == ["actual"]
