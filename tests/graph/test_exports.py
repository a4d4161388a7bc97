"""Panels and event records for the political-science tool chain."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from graphbuild import vocab as v
from graphbuild.errors import UsageError
from graphbuild.graph.edges import edge_rows
from graphbuild.graph.exports import (
    CAMEO_COLUMNS,
    DYAD_COLUMNS,
    cameo_tsv,
    cow_codes,
    dyad_months,
    dyad_months_csv,
    plover_records,
)
from graphbuild.graph.oxigraph import OxigraphStore

from .readings import RELATIONS


def test_dyad_month_panel(full_store: OxigraphStore) -> None:
    """Distinct propositions by quad class, asserted, alleged and denied apart; reciprocal acts both ways; ISO-3 and
    COW codes."""
    header, table = dyad_months(edge_rows(full_store, level="state"))
    rows = {(r[0], r[1], r[3]): dict(zip(header, r, strict=True)) for r in table}

    aid = rows["2024-10", "PRK", "RUS"]
    assert (aid["cow_a"], aid["cow_b"]) == ("731", "365")
    assert (aid["mcoop_asserted"], aid["mcoop_alleged"], aid["mcoop_denied"]) == ("0", "1", "1")
    assert rows["2024-06", "PRK", "RUS"]["vcoop_asserted"] == rows["2024-06", "RUS", "PRK"]["vcoop_asserted"] == "1"
    assert rows["2024-06", "RUS", "PRK"]["vcoop_denied"] == "1"
    assert rows["2024-10", "UKR", "RUS"]["mconf_alleged"] == "1"
    assert ("2024-10", "RUS", "RUS") not in rows
    assert not [key for key in rows if "LBN" in key], "Hezbollah is not Lebanon"
    planned = dyad_months(edge_rows(full_store, level="state"), status="planned")[1]
    assert [(r[1], r[3]) for r in planned] == [("RUS", "SYR"), ("SYR", "RUS")]


def test_panel_as_csv_reads_back(full_store: OxigraphStore) -> None:
    """The CSV has the table's cells; column names are good in R and Stata."""
    rows = edge_rows(full_store, level="state")
    found = list(csv.reader(io.StringIO(dyad_months_csv(rows))))

    assert (tuple(found[0]), [tuple(r) for r in found[1:]]) == dyad_months(rows)
    assert all(re.fullmatch(r"[a-z][a-z_]{1,31}", name) for name in DYAD_COLUMNS)
    with pytest.raises(UsageError, match='level="state"'):
        dyad_months(edge_rows(full_store))


def test_plover_records(full_store: OxigraphStore) -> None:
    """Each has the required fields, a category of PLOVER, and what the manual says of reciprocal acts and modes."""
    records = [json.loads(line) for line in plover_records(edge_rows(full_store))]
    by_event = {(r["event"][0], tuple(r["mode"])): r for r in records}

    assert records == sorted(records, key=lambda r: (r["date"], r["id"]))
    assert len({r["id"] for r in records}) == len(records)
    for record in records:
        assert {"id", "date", "actor", "event"} <= set(record)
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", record["date"])
        assert set(record["event"]) <= set(v.CATEGORIES) - {"DENY", "HOLDS_OFFICE"}
        assert 1 <= record["quad_code"] <= 4
        assert record["text"] and record["actor"]
    signed = by_event["AGREE", ()]
    assert ([a["code"] for a in signed["actor"]], signed["recipient"]) == (["PRK", "RUS"], [])
    aid = by_event["AID", ()]
    assert (aid["actor"][0]["code"], aid["actor"][0]["sector"], aid["recipient"][0]["code"], aid["event_scale"]) == (
        "PRK",
        "MIL",
        "RUS",
        10,
    )
    assert {(a["country"], a["stance"]) for a in aid["attribution"]} == {
        ("KOR", "asserts"),
        ("UKR", "asserts"),
        ("RUS", "denies"),
    }
    assert {mode for r in records for mode in r["mode"]} == {"negation", "future", "hypothetical"}
    assert by_event["ASSAULT", ()]["date"] in ("2024-10-03", "2024-10-26")


def test_cameo_events(full_store: OxigraphStore) -> None:
    """One line an event: date, source, target, code, id; the strongest voice; a non-state force is UAF."""
    text = cameo_tsv(edge_rows(full_store, level="state"), RELATIONS)
    header, *lines = [line.split("\t") for line in text.splitlines()]
    rows = {(r[1], r[3]): dict(zip(header, r, strict=True)) for r in lines}

    assert tuple(header) == CAMEO_COLUMNS
    assert lines == sorted(lines)
    assert rows["PRK", "072"]["voice"] == "alleged"
    assert (rows["PRK", "057"]["target"], rows["PRK", "057"]["date"], rows["PRK", "057"]["voice"]) == (
        "RUS",
        "2024-06-19",
        "asserted",
    )
    assert rows["LBNUAF", "112"]["target"] == "UKR"
    assert "016" not in {r[3] for r in lines}


def test_cow_codes() -> None:
    """One code for each state, none twice; a few that everybody knows."""
    codes = cow_codes()
    assert (codes["USA"], codes["RUS"], codes["EGY"], codes["PRK"], codes["KOR"]) == (2, 365, 651, 731, 732)
    assert len(set(codes.values())) == len(codes) > 190
