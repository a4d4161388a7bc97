"""Denials that no verb tells: who calls a claim false denies it."""

from __future__ import annotations

import pytest

from graphbuild.api import engine
from graphbuild.pipeline import explain_lines, whole
from graphbuild.records import Article


def denials(text: str) -> list[tuple[str, str, str | None]]:
    """Trigger, denier and whose claim it is, of each denial of a text."""
    claims = engine().read(whole(Article("1", text))).claims
    return [
        (claim.trigger.text, claim.subject.text, claim.object.text if claim.object else None)
        for claim in claims
        if claim.category == "DENY" and claim.subject
    ]


@pytest.mark.parametrize(
    ("text", "denial"),
    [
        ("وقال بيسكوف إن هذه الاتهامات لا أساس لها من الصحة.", ("أساس", "بيسكوف", None)),
        ("قال لبيد إن ادعاءات نتنياهو باطلة.", ("باطلة", "لبيد", "نتنياهو")),
        ("قالت طهران إن اتهامات واشنطن عارية عن الصحة.", ("عارية", "طهران", "واشنطن")),
        ("أكدت القاهرة أن الأنباء عن إغلاق المعبر ليست صحيحة.", ("صحيحة", "القاهرة", None)),
        ("أوضح المتحدث باسم الكرملين أن هذه المزاعم غير صحيحة.", ("صحيحة", "المتحدث باسم الكرملين", None)),
        ('قال بيسكوف: "هذا ليس صحيحا".', ("صحيحا", "بيسكوف", None)),
        ("قالت حماس إن التقارير الإسرائيلية كاذبة.", ("كاذبة", "حماس", "الإسرائيلية")),
    ],
)
def test_who_calls_a_claim_false_denies_it(text: str, denial: tuple[str, str, str | None]) -> None:
    assert denials(text) == [denial]


@pytest.mark.parametrize(
    "text",
    [
        "قال بيسكوف إن هذه التقارير صحيحة.",
        "قال لافروف إن العلاقات مع بولندا لا أساس لها.",  # no claim
        "قال لافروف إن هذه الاتهامات أضرت بمناخ غير صحيح.",  # of another thing
        "هذه الاتهامات لا أساس لها.",  # nobody says so
        "لم يقل بيسكوف إن هذه الاتهامات باطلة.",
    ],
)
def test_nobody_denies(text: str) -> None:
    assert denials(text) == []


def test_one_who_denies_with_a_verb_denies_once() -> None:
    assert [by for _, by, _ in denials("نفى بيسكوف قصف كييف، وقال إن هذه الاتهامات باطلة.")] == ["بيسكوف"]


def test_what_is_called_false_is_denied() -> None:
    claims = engine().read(whole(Article("1", "قالت طهران إن اتهامات واشنطن بقصف إيران للسفينة باطلة."))).claims
    (strike,) = (claim for claim in claims if claim.category == "ASSAULT")
    (denial,) = (claim for claim in claims if claim.category == "DENY")
    assert {(said.source.text, said.stance) for said in strike.attributions} == {
        ("طهران", "denies"),
        ("واشنطن", "asserts"),
    }
    assert [identifier for identifier, _ in denial.denies] == [strike.id]


def test_explain_says_why() -> None:
    lines = explain_lines(engine().explain("وقال بيسكوف إن هذه الاتهامات لا أساس لها."))
    assert any("DENY بيسكوف" in line and "is called false: «أساس»" in line for line in lines)
