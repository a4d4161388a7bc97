"""What the first real page must give (two articles and ten headlines): one test for each line of the promise.

The page itself is not part of the repository; where it is not there, these tests skip and say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from graphbuild import api
from graphbuild.graph import edge_rows, open_store
from graphbuild.graph.store import Store
from graphbuild.iris import BASE
from graphbuild.read import divide
from graphbuild.records import Article, Claim, End, Reading

DATE = "2024-10-16"
A = BASE + "actor/"


@pytest.fixture(scope="module")
def readings(shared: Path) -> list[Reading]:
    text = (shared / "corpus" / "seed-article.txt").read_bytes().decode("utf-8")
    article = Article("seed", text, date=DATE, publisher="الوطن", origin="seed-article.txt")
    return [api.engine().read(part) for part in divide(article)]


@pytest.fixture(scope="module")
def first(readings: list[Reading]) -> tuple[Claim, ...]:
    """The claims of the host article, its related headlines aside."""
    return tuple(c for c in readings[0].claims if c.section != "related")


@pytest.fixture(scope="module")
def related(readings: list[Reading]) -> tuple[Claim, ...]:
    return tuple(c for c in readings[0].claims if c.section == "related")


@pytest.fixture(scope="module")
def second(readings: list[Reading]) -> tuple[Claim, ...]:
    return readings[1].claims


@pytest.fixture(scope="module")
def store(readings: list[Reading], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("seed") / "graph", create=True)
    opened.add(readings)
    yield opened
    opened.close()


def is_(end: End | None, *wanted: str) -> bool:
    """Whether an end is an actor of data/ (``vladimir-putin``, ``RUS``) or anybody of a state (``=RUS``)."""
    return end is not None and any(
        end.country == w[1:] if w.startswith("=") else end.actor == f"actor/{w}" for w in wanted
    )


def find(
    claims: tuple[Claim, ...], categories: str, subject: str | None = None, object_: str | None = None, **fields: object
) -> list[Claim]:
    found = []
    for claim in claims:
        if claim.category not in categories.split("|"):
            continue
        if subject is not None and not is_(claim.subject, *subject.split("|")):
            continue
        if object_ is not None and not is_(claim.object, *object_.split("|")):
            continue
        if all(getattr(claim, name) == value for name, value in fields.items()):
            found.append(claim)
    return found


def says(
    claim: Claim, stance: str, *, actor: str | None = None, country: str | None = None, text: str | None = None
) -> bool:
    return any(
        a.stance == stance
        and (actor is None or a.source.actor == f"actor/{actor}")
        and (country is None or a.source.country == country)
        and (text is None or text in a.source.text)
        for a in claim.attributions
    )


# ---- the first article -------------------------------------------------------------------------------------------------------------


def aid(first: tuple[Claim, ...]) -> list[Claim]:
    """North Korean soldiers support the Russian forces, as told in the lead."""
    return find(first, "SUPPORT|AID", "PRK-armed-forces", "RUS-armed-forces", negated=False)


def test_soldiers_support_the_russian_forces(first: tuple[Claim, ...]) -> None:
    assert aid(first)


def test_support_is_asserted_by_officials_of_south_korea(first: tuple[Claim, ...]) -> None:
    assert any(says(c, "asserts", country="KOR") for c in aid(first))


def test_support_is_asserted_by_officials_of_ukraine(first: tuple[Claim, ...]) -> None:
    assert any(says(c, "asserts", country="UKR") for c in aid(first))


def test_support_is_denied_by_the_spokesman(first: tuple[Claim, ...]) -> None:
    assert any(says(c, "denies", actor="dmitry-peskov") for c in aid(first))


def test_support_is_one_proposition_with_both_sides(first: tuple[Claim, ...]) -> None:
    sides: dict[str, set[tuple[str, str | None]]] = {}
    for claim in aid(first):
        sides.setdefault(claim.proposition, set()).update((a.stance, a.source.country) for a in claim.attributions)
    assert any({("asserts", "KOR"), ("asserts", "UKR"), ("denies", "RUS")} <= found for found in sides.values())


def test_the_denial_is_a_claim_that_points_to_what_it_denies(first: tuple[Claim, ...]) -> None:
    denials = find(first, "DENY", "dmitry-peskov")
    assert denials
    pointed = {identifier for claim in denials for identifier, _ in claim.denies}
    assert pointed & {c.id for c in aid(first)}


def test_spokesman_of_the_kremlin(first: tuple[Claim, ...]) -> None:
    assert find(first, "HOLDS_OFFICE", "dmitry-peskov", "kremlin")


def test_kim_and_putin_signed_in_the_authors_own_voice(first: tuple[Claim, ...]) -> None:
    signed = find(
        first, "AGREE", "kim-jong-un", "vladimir-putin", relation="signs_agreement_with", status="actual", negated=False
    )
    signed += find(
        first, "AGREE", "vladimir-putin", "kim-jong-un", relation="signs_agreement_with", status="actual", negated=False
    )
    assert [c for c in signed if not c.attributions and c.bare]


def test_leader_of_north_korea(first: tuple[Claim, ...]) -> None:
    assert find(first, "HOLDS_OFFICE", "kim-jong-un", "PRK")


def test_president_of_russia(first: tuple[Claim, ...]) -> None:
    assert find(first, "HOLDS_OFFICE", "vladimir-putin", "RUS")


def test_kim_pledged_support_to_putin(first: tuple[Claim, ...]) -> None:
    assert [
        c
        for c in find(first, "AGREE|SUPPORT|AID", "kim-jong-un", "vladimir-putin", negated=False)
        if c.relation != "signs_agreement_with"
    ]


def strike(first: tuple[Claim, ...]) -> list[Claim]:
    return find(first, "ASSAULT", "=UKR", "=RUS", negated=False, status="actual")


def test_ukraine_killed_russian_soldiers(first: tuple[Claim, ...]) -> None:
    assert strike(first)


def test_ukraine_killed_north_korean_officers(first: tuple[Claim, ...]) -> None:
    assert find(first, "ASSAULT", "=UKR", "=PRK", negated=False, status="actual")


def test_the_strike_is_asserted_by_kyiv(first: tuple[Claim, ...]) -> None:
    assert any(says(c, "asserts", actor="UKR") for c in strike(first))


def test_the_strike_is_denied_by_nobody(first: tuple[Claim, ...]) -> None:
    assert strike(first)
    assert not [c for c in strike(first) if says(c, "doubts")]


def test_the_strike_was_on_3_october(first: tuple[Claim, ...]) -> None:
    assert any(c.time == "2024-10-03" for c in strike(first))


def test_pyongyang_may_increase_its_military_support(first: tuple[Claim, ...]) -> None:
    found = find(first, "SUPPORT|AID", "PRK", "RUS", negated=False, status="possible")
    assert [c for c in found if says(c, "asserts", actor="kim-yong-hyun")]


def test_pyongyang_may_send_more_troops(first: tuple[Claim, ...]) -> None:
    found = find(first, "AID|MOBILIZE", "PRK", negated=False, status="possible")
    sent = [c for c in found if c.relation in ("sends_troops_to_support", "provides_aid_to", "deploys_in")]
    assert [c for c in sent if says(c, "asserts", actor="kim-yong-hyun")]


def test_russia_and_north_korea_have_an_agreement_says_the_minister(first: tuple[Claim, ...]) -> None:
    found = find(first, "AGREE", "RUS|PRK", "RUS|PRK", negated=False, status="actual")
    assert [c for c in found if says(c, "asserts", actor="kim-yong-hyun")]


def test_defence_minister_of_south_korea(first: tuple[Claim, ...]) -> None:
    assert find(first, "HOLDS_OFFICE", "kim-yong-hyun", "=KOR")


# ---- the second article ------------------------------------------------------------------------------------------------------------


def test_russia_intends_a_deal_with_syria(second: tuple[Claim, ...]) -> None:
    assert [
        c
        for c in find(second, "AGREE", "RUS", "SYR", status="planned", negated=False)
        if says(c, "asserts", actor="bloomberg")
    ]


def test_bogdanov_met_al_sharaa(second: tuple[Claim, ...]) -> None:
    assert find(second, "CONSULT", "mikhail-bogdanov", "ahmed-al-sharaa", negated=False, status="actual")


def test_bogdanov_met_al_sharaa_in_damascus(second: tuple[Claim, ...]) -> None:
    met = find(second, "CONSULT", "mikhail-bogdanov", "ahmed-al-sharaa")
    assert [c for c in met if c.place is not None and c.place.actor == "actor/damascus"]


def test_al_sharaa_demanded_compensation_from_russia(second: tuple[Claim, ...]) -> None:
    assert [
        c
        for c in find(second, "REQUEST", "ahmed-al-sharaa", "RUS", negated=False, status="actual")
        if not c.attributions
    ]


# ---- the related headlines ---------------------------------------------------------------------------------------------------------


def test_headline_south_korea_condemns_the_northern_leaders_words(related: tuple[Claim, ...]) -> None:
    assert find(related, "ACCUSE", "=KOR", "kim-jong-un|PRK", negated=False, status="actual")


def test_headline_ukrainian_forces_fired_on_luhansk_says_a_russian_ambassador(related: tuple[Claim, ...]) -> None:
    found = find(related, "ASSAULT", "UKR-armed-forces", "luhansk", negated=False, status="actual")
    assert [c for c in found if says(c, "asserts", country="RUS")]


def test_headlines_give_no_bare_triples(related: tuple[Claim, ...]) -> None:
    assert related
    assert not [c for c in related if c.bare]


# ---- at the level of states, and what the queries answer ---------------------------------------------------------------------------


def supporters(store: Store) -> list[tuple[str, str | None, bool]]:
    """Polarity, state of the source and whether it is the paper's own voice, of each telling that North Korea supports Russia."""
    return [
        (t.polarity, t.source_state, t.own_voice)
        for edge in edge_rows(store, level="state")
        if edge.category in ("SUPPORT", "AID")
        and edge.subject is not None
        and edge.object is not None
        and edge.subject.id == A + "PRK"
        and edge.object.id == A + "RUS"
        for t in edge.tellings
    ]


@pytest.mark.parametrize(("polarity", "state"), [("affirms", "KOR"), ("affirms", "UKR"), ("rejects", "RUS")])
def test_states_north_korea_supports_russia(store: Store, polarity: str, state: str) -> None:
    assert (polarity, A + state, False) in supporters(store)


def test_states_north_korea_and_russia_signed(store: Store) -> None:
    edges = edge_rows(store, level="state")
    assert [
        e
        for e in edges
        if e.relation == "signs_agreement_with"
        and e.subject is not None
        and e.object is not None
        and {e.subject.id, e.object.id} == {A + "PRK", A + "RUS"}
        and any(t.own_voice for t in e.tellings)
    ]


def answer(store: Store, name: str, **options: str) -> list[dict[str, object]]:
    result = store.query(name, {}, timeout_s=60, limit=None, **options)
    return [dict(zip(result.columns, row, strict=True)) for row in result.values()]


def test_query_who_denies_what(store: Store) -> None:
    rows = answer(store, "who-denies-what")
    assert [
        r for r in rows if r["denier"] == A + "dmitry-peskov" and r["subject"] == A + "PRK-armed-forces" and r["quote"]
    ]


def test_query_contested_shows_both_sides_with_their_sentences(store: Store) -> None:
    rows = answer(store, "contested")
    assert rows
    sides = [r for r in rows if "بيسكوف" in str(r["deniers"])]
    assert sides
    assert all(r["affirmQuote"] and r["denyQuote"] and r["affirmQuote"] != r["denyQuote"] for r in sides)


def test_query_who_signed_with_whom(store: Store) -> None:
    rows = answer(store, "who-signed-with-whom")
    assert [r for r in rows if {r["a"], r["b"]} == {A + "kim-jong-un", A + "vladimir-putin"} and r["quote"]]
