"""The rows that networks and reports are drawn from."""

from __future__ import annotations

import dataclasses

import pytest

from graphbuild.errors import UnknownNameError
from graphbuild.graph.edges import edge_rows
from graphbuild.graph.oxigraph import OxigraphStore
from graphbuild.iris import BASE
from graphbuild.rows import EdgeRow, NodeRow

A = BASE + "actor/"


def _row(rows: list[EdgeRow], relation: str, subject: str | None = None) -> EdgeRow:
    (row,) = [
        r for r in rows if r.relation == relation and (subject is None or (r.subject and r.subject.id == A + subject))
    ]
    return row


def test_one_row_carries_both_sides(full_store: OxigraphStore) -> None:
    """Who asserts and who denies stand on one row, with labels, sentences and places in the text."""
    row = _row(edge_rows(full_store), "provides_military_aid_to", "PRK-armed-forces")

    assert row.subject == NodeRow(
        A + "PRK-armed-forces", "القوات الكورية الشمالية", "North Korean forces", "military", "PRK"
    )
    assert (row.relation_label_ar, row.relation_label_en) == ("يقدّم دعما عسكريا إلى", "provides military aid to")
    assert (row.category, row.quad_class, row.voice, row.status, row.negated, row.symmetric) == (
        "AID",
        "MaterialCooperation",
        "contested",
        "actual",
        False,
        False,
    )
    assert [(t.source_label_en, t.source_type, t.polarity, t.date) for t in row.tellings] == [
        ("Ukraine", "country", "affirms", "2024-10-16"),
        ("Dmitry Peskov", "person", "rejects", "2024-10-16"),
        ("مسؤولون كوريون جنوبيون", "source", "affirms", "2024-10-16"),
        ("Dmitry Peskov", "person", "rejects", "2024-10-18"),
    ]
    denial = row.tellings[1]
    assert (denial.cue, denial.cue_quote, denial.stance) == ("نفاها", "لكن هذه المزاعم نفاها ديميتري بيسكوف.", "denies")
    assert (denial.publisher, denial.url, denial.article_title) == (
        "الوطن",
        "https://watan.example/w1",
        "مزاعم عن جنود في الجبهة",
    )
    assert (
        denial.quote[denial.trigger_start - denial.quote_start : denial.trigger_end - denial.quote_start]
        == denial.trigger
        == "دعم"
    )
    assert denial.source_state == A + "RUS"
    assert row.claimants == row.affirmers + row.rejecters or set(row.claimants) == {*row.affirmers, *row.rejecters}


def test_voices(full_store: OxigraphStore) -> None:
    """Told, alleged, contested; an outlet's own voice is never a claimant."""
    rows = edge_rows(full_store)

    assert _row(rows, "accuses").voice == "told"
    assert _row(rows, "accuses").claimants == ()
    assert _row(rows, "attacks").voice == "alleged"
    signed = _row(rows, "signs_agreement_with", "kim-jong-un")
    assert (signed.voice, signed.symmetric) == ("contested", True)
    assert [t.own_voice for t in signed.tellings] == [True, True]
    assert [t.source_type for t in signed.tellings] == ["outlet", "outlet"]
    assert _row(rows, "attacks").tellings[0].place_label_ar == "لوغانسك"
    assert _row(rows, "attacks").tellings[0].day == "2024-10-03"


def test_merged_actors_share_a_row(full_store: OxigraphStore) -> None:
    """Two spellings of Zelensky: one row, two tellings, the label of the data's row."""
    row = _row(edge_rows(full_store), "meets")

    assert {row.subject and row.subject.id, row.object and row.object.id} == {
        A + "vladimir-putin",
        A + "volodymyr-zelensky",
    }
    assert len(row.tellings) == 2


def test_state_level(full_store: OxigraphStore) -> None:
    """States and bodies as ends and sources; a pair within one state says so; a group is its own body."""
    rows = edge_rows(full_store, level="state")
    aid = [r for r in rows if r.relation == "provides_military_aid_to"]

    assert [(r.subject and r.subject.id, r.object and r.object.id) for r in aid] == [(A + "PRK", A + "RUS")]
    assert {t.source for t in aid[0].tellings} == {A + "KOR", A + "UKR", A + "RUS"}
    assert all(r.same_state for r in rows if r.relation == "holds_office_in")
    assert not aid[0].same_state
    assert _row(rows, "accuses").subject == NodeRow(A + "hezbollah", "حزب الله", "Hezbollah", "military", "LBN")
    assert {r.level for r in rows} == {"state"}
    with pytest.raises(UnknownNameError, match="no level 'planet'"):
        edge_rows(full_store, level="planet")  # type: ignore[arg-type]


def test_rows_are_in_order_and_the_same_each_time(full_store: OxigraphStore) -> None:
    """Sorted by proposition; tellings are never empty; an untold end is None; offices carry their title."""
    rows = edge_rows(full_store)

    assert [r.proposition for r in rows] == sorted({r.proposition for r in rows})
    assert rows == edge_rows(full_store)
    assert all(r.tellings for r in rows)
    assert _row(rows, "denies_allegation_of").object is None
    assert {r.office for r in rows if r.category == "HOLDS_OFFICE"} == {"رئيس", "زعيم"}
    assert dataclasses.asdict(rows[0])["tellings"]
