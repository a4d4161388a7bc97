"""Which words are a time, and which day they mean, seen from the article's date."""

from __future__ import annotations

from datetime import date

import pytest

from graphbuild.api import engine
from graphbuild.arabic.dates import times
from graphbuild.arabic.tokens import tokenize
from graphbuild.records import Article

SATURDAY = date(2015, 8, 1)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("وقصف اليوم الجيش البلدة", "2015-08-01"),
        ("قال اليوم السبت", "2015-08-01"),
        ("زار أمس القاهرة", "2015-07-31"),
        ("ويزور غدا باريس", "2015-08-02"),
        ("بمناسبة ذكرى اليوم الوطني لبلادها", None),
        ("في اليوم الـ353 للحرب", None),
        ("في اليوم الثاني من المعركة", None),
        ("في اليوم نفسه", None),
        ("في ذلك اليوم", None),
        ("اليوم العالمي للمرأة", None),
    ],
)
def test_the_day_is_today_unless_its_neighbours_name_another(text: str, value: str | None) -> None:
    found = times(tokenize(text, 0), SATURDAY)
    assert [span.value for span in found] == ([] if value is None else [value])


@pytest.mark.parametrize(
    ("text", "category", "day"),
    [
        ("قصفت روسيا اليوم كييف.", "ASSAULT", "2015-08-01"),
        ("أعلنت تركيا اليوم أنها ستهاجم تنظيم داعش.", "ASSAULT", None),
        ("قال الكرملين السبت إن أوكرانيا قصفت بيلغورود أمس.", "ASSAULT", "2015-07-31"),
    ],
)
def test_when_it_was_said_is_not_when_it_happens(text: str, category: str, day: str | None) -> None:
    claims = engine().read(Article("1", text, date=SATURDAY.isoformat())).claims
    assert [claim.time for claim in claims if claim.category == category] == [day]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("وقعت المعركة في 28 يونيو عام 2014", ["2014-06-28"]),
        ("وقعت المعركة في 28 يونيو/حزيران من سنة 2014", ["2014-06-28"]),
        ("في أكتوبر عام 2023", ["2023-10-01/2023-10-31"]),
        ("منذ 6 أكتوبر من العام الماضي", ["2014-10-06"]),
        ("حتى مارس من العام المقبل", ["2016-03-01/2016-03-31"]),
        ("في 5 مايو من العام الجاري", ["2015-05-05"]),
    ],
)
def test_a_month_and_the_year_that_a_word_for_year_names_are_one_date(text: str, values: list[str]) -> None:
    assert [span.value for span in times(tokenize(text, 0), SATURDAY)] == values


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("اندلع حريق بمدينة 6 أكتوبر", []),
        ("أغلقت الشرطة محور 26 يوليو", []),
        ("في حرب 6 أكتوبر", []),
        ("في حرب 6 أكتوبر 1973", ["1973-10-06"]),
        ("وقع هجوم 7 أكتوبر", ["2015-10-07"]),
    ],
)
def test_a_day_in_the_name_of_a_town_or_a_war_is_no_date(text: str, values: list[str]) -> None:
    assert [span.value for span in times(tokenize(text, 0), SATURDAY)] == values
