"""Claims as CSV that any spreadsheet reads, and none runs."""

from __future__ import annotations

import csv
import io

import pytest

from graphbuild.view.tables import COLUMNS, claims_csv, to_csv
from tests.view.rows import DENIAL, KOREA, RUSSIA, edge, telling


def test_each_side_of_each_claim_is_a_line() -> None:
    text = claims_csv([edge(KOREA, "supports", RUSSIA, telling(), DENIAL), edge(None, "attacks", RUSSIA)])
    rows = list(csv.DictReader(io.StringIO(text)))

    assert [(r["subjectLabelEn"], r["objectLabelEn"], r["sourceLabelEn"], r["stance"]) for r in rows] == [
        ("North Korea", "Russia", "Ukraine", "asserts"),
        ("North Korea", "Russia", "Russia", "denies"),
        ("", "Russia", "Ukraine", "asserts"),
    ]
    assert tuple(rows[0]) == COLUMNS
    assert "\r" not in text


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@a", "\t=1"])
def test_formula_gets_an_apostrophe(cell: str) -> None:
    assert list(csv.reader(io.StringIO(to_csv(["a"], [[cell]])))) == [["a"], ["'" + cell]]


def test_nothing_is_an_empty_cell_and_line_breaks_stay_within_theirs() -> None:
    assert list(csv.reader(io.StringIO(to_csv(["a", "b"], [[None, "x\ny"]])))) == [["a", "b"], ["", "x\ny"]]
