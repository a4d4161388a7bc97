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
