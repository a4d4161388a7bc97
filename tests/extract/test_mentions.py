"""Actors as sentences name them (tests/extract/mentions.jsonl): extent, shortest name, type and state.

All that a row lists must be found as it stands there; and no other actor with a state outside these. A row with ``known_failure`` must
still fail.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graphbuild.api import engine
from graphbuild.pipeline import whole
from graphbuild.records import ACTOR_TYPES, Article, Mentioned

CASES: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "mentions.jsonl").read_text(encoding="utf-8").splitlines()
]


def found_in(text: str) -> tuple[Mentioned, ...]:
    return engine().extractor.extract(whole(Article("1", text))).mentions


def faults(case: dict[str, Any]) -> list[str]:
    found = found_in(case["text"])
    as_rows = [{"text": m.quote.text, "name": m.name, "type": m.type, "country": m.country} for m in found]
    out = [f"missing {wanted}" for wanted in case["mentions"] if wanted not in as_rows]
    spans = [m.quote.span for m in found]
    for one, row in zip(found, as_rows, strict=True):
        outer = not any(other != one.quote.span and other.contains(one.quote.span) for other in spans)
        inside = any(row["text"] in wanted["text"] for wanted in case["mentions"])
        if outer and not inside and row["country"] is not None:
            out.append(f"wrong {row}")
    return out


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_mentions(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "known_failure" in case:
        request.applymarker(pytest.mark.xfail(strict=True, reason=case["known_failure"]))
    assert faults(case) == []


def test_cases_are_well_formed() -> None:
    assert len(CASES) >= 60
    assert len({case["text"] for case in CASES}) == len(CASES)
    for case in CASES:
        for mention in case["mentions"]:
            assert mention["text"] in case["text"]
            assert mention["name"] in mention["text"]
            assert mention["type"] in ACTOR_TYPES
