"""What the claims of a sentence do to each other, what is outside the field, and what is called false."""

from __future__ import annotations

import pytest

from graphbuild.api import engine
from graphbuild.records import Article, Claim


def claims(text: str, category: str) -> list[Claim]:
    return [c for c in engine().read(Article("1", text)).claims if c.category == category]


def ends(claim: Claim) -> tuple[str | None, str | None]:
    return (claim.subject.text if claim.subject else None, claim.object.text if claim.object else None)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("وعد بايدن زيلينسكي بتزويد أوكرانيا بالصواريخ.", "AID"),  # once it is known who provides
        ("أبرمت فرنسا اتفاقا مع إيران.", "AGREE"),
    ],
)
def test_two_words_that_tell_one_thing_are_one_claim(text: str, category: str) -> None:
    assert len(claims(text, category)) == 1


def test_what_two_sources_say_otherwise_stays_two() -> None:
    text = "قالت كييف إن روسيا قصفت أوديسا، ونفت موسكو أن تكون روسيا قصفت أوديسا."
    stances = [[a.stance for a in claim.attributions] for claim in claims(text, "ASSAULT")]
    assert stances == [["asserts"], ["denies"]]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("نفى الحوثيون أنهم هاجموا مطار أبوظبي.", "مطار أبوظبي"),  # whom the denied act of one's own was done to
        ("نفت طهران الأنباء عن زيارة وفد إيراني إلى الرياض.", "الرياض"),  # and not one's own delegation
        ("قالت رويترز إن السعودية أجرت محادثات مع إسرائيل. ونفى بن فرحان هذه الأنباء.", "رويترز"),  # who alleged it
    ],
)
def test_whom_a_denial_contradicts(text: str, whom: str) -> None:
    assert [ends(claim)[1] for claim in claims(text, "DENY")] == [whom]


@pytest.mark.parametrize(
    "text",
    [
        "قالت كييف إن روسيا قصفت مدرسة. ونفى لافروف اتهامات كييف.",
        "نفى لافروف اتهامات كييف. وكانت كييف قالت إن روسيا قصفت مدرسة.",
        "قالت كييف إن روسيا قصفت مدرسة. ووصف بيسكوف هذه الاتهامات بأنها كاذبة.",
        "قالت كييف إن روسيا قصفت مدرسة. ووصف بيسكوف اتهامات كييف بالكاذبة.",
    ],
)
def test_a_denial_reaches_what_was_alleged_in_another_sentence(text: str) -> None:
    (attack,) = claims(text, "ASSAULT")
    assert {a.stance for a in attack.attributions} == {"asserts", "denies"}


def test_a_denial_of_others_allegations_leaves_what_a_third_says() -> None:
    text = "قالت واشنطن إن روسيا قصفت مدرسة. ونفى لافروف اتهامات كييف."
    (attack,) = claims(text, "ASSAULT")
    assert [a.stance for a in attack.attributions] == ["asserts"]


def test_what_is_described_otherwise_is_not_denied() -> None:
    assert claims("وصف بيسكوف اتهامات كييف بأنها مهمة.", "DENY") == []


def test_accusations_named_again_are_no_second_claim() -> None:
    text = "اتهم الجيش السوداني إثيوبيا بقتل جنود سودانيين. ونفت أديس أبابا هذه الاتهامات."
    assert [ends(claim) for claim in claims(text, "ACCUSE")] == [("الجيش السوداني", "إثيوبيا")]


def test_who_opposes_an_attack_does_not_make_it_nor_oppose_its_victim() -> None:
    text = "قال بلينكن إن واشنطن تعارض اجتياح رفح."
    assert [ends(claim) for claim in claims(text, "REJECT")] == [("واشنطن", None)]
    assert [ends(claim) for claim in claims(text, "ASSAULT")] == [(None, "رفح")]


@pytest.mark.parametrize(
    "text",
    ["تظاهرات في بغداد ضد إيران", "خرجت مظاهرات في عمان ضد إسرائيل."],
)
def test_the_place_of_a_protest_is_not_who_protests(text: str) -> None:
    assert [ends(claim)[0] for claim in claims(text, "PROTEST")] == [None]


@pytest.mark.parametrize(
    ("text", "category", "count"),
    [
        ("وقع اللاعب المصري محمد صلاح عقدا مع ليفربول.", "AGREE", 0),
        ("هاجم المنتخب التونسي مرمى السنغال.", "ASSAULT", 0),
        ("هاجم المنتخب الوطني مرمى السنغال.", "ASSAULT", 0),
        ("شن الفنان هجوما على زميله.", "ASSAULT", 0),
        ("وقعت شركة عقارية عقدا مع مصنع إسمنت.", "AGREE", 0),
        ("وقعت روسيا عقدا مع شركة فرنسية.", "AGREE", 1),  # a state is a party
        ("وقعت شركة غازبروم اتفاقا مع شركة توتال.", "AGREE", 1),  # who is known by name is more than a firm
        ("اعتقلت الشرطة اللاعب محمد صلاح.", "COERCE", 1),
    ],
)
def test_what_is_outside_the_field(text: str, category: str, count: int) -> None:
    assert len(claims(text, category)) == count


def test_a_light_verb_and_its_nouns_tell_one_act() -> None:
    text = "أرسلت الولايات المتحدة حاملة طائرات إلى الخليج."
    assert [c.category for c in engine().read(Article("1", text)).claims] == ["MOBILIZE"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("استقال الوزير اللبناني محتجا على القصف الإسرائيلي.", False),  # in protest: tells what he did besides
        ("قتل الجيش محتجا في رفح.", True),  # a protester
    ],
)
def test_in_protest_or_a_protester(text: str, expected: bool) -> None:
    claimed = {end for c in engine().read(Article("1", text)).claims for end in ends(c) if end}
    assert any(end.startswith("محتجا") for end in claimed) is expected
