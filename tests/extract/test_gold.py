"""Sentences written for each construction of Arabic news (tests/gold/claims.jsonl), each read and compared with its gold.

A row with ``known_failure`` says why the engine does not get it yet, and must still fail: where it passes, the mark has to come off
(``python -m tests.gold.mark``), so that progress is noticed and kept.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from graphbuild.api import engine
from graphbuild.evaluate.matching import trigger_matches
from graphbuild.records import ACTOR_TYPES, STANCES, STATUSES
from graphbuild.vocab import CATEGORIES
from tests.extract.judge import FLOORS, article, faults, rows

GOLD = rows("claims.jsonl")
CONSTRUCTIONS = tuple(dict.fromkeys(row["construction"] for row in GOLD))


@pytest.mark.parametrize("construction", CONSTRUCTIONS)
def test_construction(construction: str) -> None:
    wrong = []
    for row in GOLD:
        if row["construction"] != construction:
            continue
        found = faults(row, engine().read(article(row)).claims)
        if found and "known_failure" not in row:
            wrong.append(f"{row['id']}: {row['text']}\n    " + "\n    ".join(found))
        elif not found and "known_failure" in row:
            wrong.append(f"{row['id']}: is right now; take its known_failure off (python -m tests.gold.mark)")
    assert not wrong, "\n".join(wrong)


def test_number_that_pass_does_not_fall() -> None:
    floor = json.loads(FLOORS.read_text(encoding="utf-8"))["claims"]
    passing = sum("known_failure" not in row for row in GOLD)
    assert passing >= floor


def test_enough_of_each_construction() -> None:
    counts = Counter(row["construction"] for row in GOLD)
    assert len(GOLD) >= 200
    assert min(counts.values()) >= 5
    assert len({row["text"] for row in GOLD}) == len(GOLD)
    assert len({row["id"] for row in GOLD}) == len(GOLD)


def _ends(relation: dict[str, Any]) -> list[dict[str, Any]]:
    return [end for end in (relation["subject"], relation["object"]) if end is not None]


@pytest.mark.parametrize("row", GOLD, ids=lambda row: row["id"])
def test_gold_is_well_formed(row: dict[str, Any]) -> None:
    """Spans are verbatim, values are known, no relation has two null ends."""
    for relation in row["relations"]:
        assert {relation["category"], *relation.get("or", ())} <= set(CATEGORIES)
        assert relation["trigger"] in row["text"]
        assert trigger_matches(relation["trigger"], row["text"])
        assert relation["status"] in STATUSES
        assert isinstance(relation["negated"], bool)
        assert _ends(relation)
        for end in _ends(relation):
            assert end["text"] in row["text"]
            assert end["name"] in end["text"]
            assert end["type"] in ACTOR_TYPES
        for said in relation["attribution"]:
            assert said["text"] in row["text"]
            assert said["stance"] in STANCES
