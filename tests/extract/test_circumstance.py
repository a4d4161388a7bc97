"""When and where: which time and which place of a sentence are an event's."""

from __future__ import annotations

import pytest

from graphbuild.api import engine
from graphbuild.records import Article, Claim


def claims(text: str, category: str) -> list[Claim]:
    """The claims of one category that a sentence of 16 October 2024 tells."""
    return [c for c in engine().read(Article("1", text, date="2024-10-16")).claims if c.category == category]


@pytest.mark.parametrize(
    ("text", "category", "place"),
    [
        ("تتهم واشنطن روسيا بتسليم كييف أسلحة.", "ACCUSE", None),
        ("ناقش الوزير الأوضاع في فلسطين مع إيران.", "CONSULT", None),
        ("التقى الوزير الروسي نظيره الإيراني في أنقرة.", "CONSULT", "أنقرة"),
        ("دعت روسيا إيران إلى وقف القتال في سوريا.", "REQUEST", None),
        ("قتل جندي إسرائيلي في كمين نصبته حماس بمحافظة الخليل.", "ASSAULT", "الخليل"),
        ("أعلنت تركيا أنها قصفت داعش، وذلك في سوريا.", "ASSAULT", "سوريا"),
        ("قصفت روسيا كييف، بعد زيارة الوزير الفرنسي في أوديسا.", "ASSAULT", None),
        ("قتل الجيش الإسرائيلي صحفيا في خيمة في غزة.", "ASSAULT", "غزة"),
        ("ناقش الوزير الروسي الاقتراح مع نظيره الإيراني في أنقرة.", "CONSULT", "أنقرة"),
        ("حذرت الأمم المتحدة من كارثة إنسانية في غزة.", "THREATEN", None),
        ("قتل صحفي في غارة روسية استهدفت منزله في كييف.", "ASSAULT", "كييف"),
        ("انتقدت إيران لقاء الوزير الفرنسي بالمعارضة في باريس.", "ACCUSE", None),
        ("اجتمع الوزير الروسي في فرع وزارة الخارجية بجدة مع نظيره الإيراني.", "CONSULT", "جدة"),
    ],
)
def test_where_it_happened(text: str, category: str, place: str | None) -> None:
    assert {c.place.text if c.place else None for c in claims(text, category)} == {place}


@pytest.mark.parametrize(
    ("text", "category", "time"),
    [
        ("رفض البرلمان الإيراني الاتفاق المبرم عام 2015 مع روسيا.", "REJECT", None),
        ("أدانت مصر الهجوم الذي شنته حماس على إسرائيل أمس.", "ACCUSE", None),
        ("أدانت مصر الهجوم الذي شنته حماس على إسرائيل أمس.", "ASSAULT", "2024-10-15"),
        ("قصفت روسيا كييف، بعد اعتقال تركيا صحفيا أمس.", "ASSAULT", None),
        ("قصفت إسرائيل خيمة في غزة، بعد منتصف الليل أمس.", "ASSAULT", "2024-10-15"),
        ("قصفت روسيا كييف أمس، ما أدى إلى مقتل 3 أشخاص.", "ASSAULT", "2024-10-15"),
        ("قصفت إسرائيل خيمة ما أدى إلى مقتل 3 أشخاص أمس.", "ASSAULT", "2024-10-15"),
        ("زادت هجمات روسيا على كييف مقارنة بالفترة نفسها من العام الماضي.", "ASSAULT", None),
    ],
)
def test_when_it_happened(text: str, category: str, time: str | None) -> None:
    assert {c.time for c in claims(text, category)} == {time}
