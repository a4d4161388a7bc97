"""Scores against gold, and the gate whose floors only rise."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from graphbuild.api import engine
from graphbuild.evaluate import gate
from graphbuild.evaluate.matching import ends_match, trigger_matches, words_of
from graphbuild.evaluate.names import spans
from graphbuild.evaluate.score import pair_up, report, score
from tests.extract.judge import rows

GOLD = rows("claims.jsonl")
RATES = (
    "full-f1",
    "full-precision",
    "full-recall",
    "one-end-f1",
    "country-f1",
    "attribution",
    "own-voice",
    "negation",
    "status",
    "left-empty",
)


def relation(
    category: str = "ASSAULT", subject: str | None = "روسيا", object_: str | None = "أوكرانيا", **fields: Any
) -> dict[str, Any]:
    ends = [
        None if name is None else {"text": name, "name": name, "type": "country", "country": None}
        for name in (subject, object_)
    ]
    return {
        "category": category,
        "trigger": "قصفت",
        "subject": ends[0],
        "object": ends[1],
        "negated": False,
        "status": "actual",
        "attribution": [],
        **fields,
    }


def one(*relations: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"id": "1", "relations": list(relations)}]


def figures(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> dict[str, float]:
    return score(gold, predicted).figures()


def test_gold_against_itself_is_perfect() -> None:
    gold = [{**row, "relations": [r for r in row["relations"] if not r.get("optional")]} for row in GOLD]
    found = figures(gold, gold)
    assert {name: found[name] for name in RATES} == dict.fromkeys(RATES, 1.0)


def test_nothing_predicted() -> None:
    found = figures(GOLD, [])
    assert found["full-recall"] == 0
    assert found["left-empty"] == 1
    assert len(score(GOLD, []).missing) == len(GOLD)


def test_claims_as_extract_prints_them_are_taken() -> None:
    answers = gate.answers(engine(), GOLD[:40])
    found = figures(GOLD[:40], answers)
    assert 0 < found["full-f1"] <= 1
    assert [row["id"] for row in answers] == [row["id"] for row in GOLD[:40]]
    json.dumps(answers)


@pytest.mark.parametrize(
    ("predicted", "full", "loose"),
    [
        (relation(), 1, 1),
        (relation("THREATEN"), 0, 0),
        (relation(subject="أوكرانيا", object_="روسيا"), 0, 0),
        (relation(object_="كييف"), 0, 1),
        (relation(object_=None), 0, 1),
        (relation(subject="القوات الروسية"), 0, 1),
        (relation(subject="بروسيا"), 1, 1),
        (relation(negated=True), 1, 1),
    ],
    ids=["same", "category", "turned round", "other object", "no object", "other subject", "clitic", "negated"],
)
def test_what_counts_as_a_match(predicted: dict[str, Any], full: int, loose: int) -> None:
    counts = score(one(relation()), one(predicted)).counts
    assert (counts["full"], counts["loose"]) == (full, loose)


def test_each_claim_is_used_once() -> None:
    counts = score(one(relation(), relation()), one(relation())).counts
    assert (counts["full"], counts["gold"], counts["predicted"]) == (1, 2, 1)


def test_an_optional_relation_is_neither_missed_nor_wrong() -> None:
    gold = one(relation(), relation("DENY", optional=True))
    for predicted in (one(relation()), one(relation(), relation("DENY"))):
        found = figures(gold, predicted)
        assert (found["full-precision"], found["full-recall"]) == (1, 1)


@pytest.mark.parametrize(
    ("field", "value", "rate"),
    [
        ("negated", True, "negation"),
        ("status", "planned", "status"),
        ("attribution", [{"text": "كييف", "country": "UKR", "stance": "asserts"}], "own-voice"),
    ],
)
def test_rates_of_what_matches(field: str, value: object, rate: str) -> None:
    found = figures(one(relation()), one(relation(**{field: value})))
    assert found[rate] == 0
    assert found["full-f1"] == 1


def test_attribution_needs_source_and_stance() -> None:
    said = {"text": "الرئيس الأوكراني", "country": "UKR", "stance": "asserts"}
    gold = one(relation(attribution=[said]))
    assert figures(gold, one(relation(attribution=[{**said, "text": "للرئيس الاوكراني"}])))["attribution"] == 1
    assert figures(gold, one(relation(attribution=[{**said, "stance": "denies"}])))["attribution"] == 0
    assert figures(gold, one(relation(attribution=[{**said, "text": "موسكو"}])))["attribution"] == 0


def test_pairs_share_a_trigger_first() -> None:
    a, b = relation(trigger="قصفت"), relation(trigger="هاجمت")
    assert sorted(
        pair_up([a, b], [copy.deepcopy(b), copy.deepcopy(a)], lambda x, y: x["category"] == y["category"])
    ) == [(0, 1), (1, 0)]


def test_report_names_every_category_and_figure() -> None:
    lines = "\n".join(report(score(GOLD, GOLD)))
    for category in ("ASSAULT", "DENY", "HOLDS_OFFICE"):
        assert category in lines
    assert "full" in lines and "one-end" in lines


# ---- matching ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gold", "predicted", "same"),
    [
        ({"text": "الرئيس الروسي فلاديمير بوتين", "name": "بوتين"}, "بوتين", True),
        ({"text": "الرئيس الروسي فلاديمير بوتين", "name": "بوتين"}, "الرئيس الروسي فلاديمير بوتين", True),
        ({"text": "الرئيس الروسي فلاديمير بوتين", "name": "بوتين"}, "الرئيس الروسي", False),
        ({"text": "بوتين", "name": "بوتين"}, "وبوتين", True),
        ({"text": "إسرائيل", "name": "إسرائيل"}, "اسرائيل", True),
        ({"text": "للحكومة", "name": "للحكومة"}, "الحكومة", True),
        ({"text": "بوتين", "name": "بوتين"}, "كلمة " * 8 + "بوتين", True),
        ({"text": "بوتين", "name": "بوتين"}, " ".join(f"كلمة{n}" for n in "ابتثجحخد") + " بوتين", False),
        (None, None, True),
        (None, "بوتين", False),
        ({"text": "بوتين", "name": "بوتين"}, None, False),
    ],
)
def test_ends(gold: dict[str, str] | None, predicted: str | None, same: bool) -> None:
    assert ends_match(gold, predicted) is same


def test_triggers() -> None:
    assert trigger_matches("وقصفت", "قصفت")
    assert trigger_matches("شنت هجوما", "هجوما")
    assert not trigger_matches("قصفت", "هاجمت")
    assert words_of(None) == frozenset()


def test_names_of_a_tag_sequence() -> None:
    assert spans(["B-PER", "I-PER", "O", "B-LOC", "B-LOC", "I-ORG"]) == {
        (0, 2, "PER"),
        (3, 4, "LOC"),
        (4, 5, "LOC"),
        (5, 6, "ORG"),
    }
    assert spans([]) == set()


# ---- the gate ------------------------------------------------------------------------------------------------------------------------


def test_a_figure_below_its_floor_is_named() -> None:
    assert gate.compare({"a": 0.5, "b": 0.5}, {"a": 0.6, "b": 0.5, "c": 0.1}) == [
        "a: 0.5000 is below its floor 0.6000", "c: 0.0000 is below its floor 0.1000",
    ]  # fmt: skip
    assert gate.compare({"a": 0.5999}, {"a": 0.6}) == []


def test_floors_only_rise() -> None:
    assert gate.raised({"a": 0.7, "b": 0.1}, {"a": 0.6, "b": 0.5}) == {"a": 0.7, "b": 0.5}


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    found = {"dev/full-f1": 0.5}
    monkeypatch.setattr(gate, "measure", lambda shared: dict(found))
    monkeypatch.setattr(gate, "pins", lambda shared: {"eval/dev.jsonl": "one"})
    return found


def test_the_gate_holds_raises_and_breaks(measured: dict[str, float], tmp_path: Path) -> None:
    floors, lines = tmp_path / "eval" / "floors.json", []

    def run(*, update: bool = False) -> int:
        return gate.run(tmp_path, say=lines.append, update=update, floors_file=floors)

    assert run(update=True) == 0
    assert json.loads(floors.read_text(encoding="utf-8")) == {
        "pins": {"eval/dev.jsonl": "one"},
        "floors": {"dev/full-f1": 0.5},
    }
    assert run() == 0
    measured["dev/full-f1"] = 0.4
    assert run() == 1
    assert run(update=True) == 1
    assert "0.4000 is below its floor 0.5000" in lines[-1]
    measured["dev/full-f1"] = 0.6
    assert run(update=True) == 0
    assert json.loads(floors.read_text(encoding="utf-8"))["floors"] == {"dev/full-f1": 0.6}


def test_changed_gold_is_noticed(measured: dict[str, float], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    floors, lines = tmp_path / "floors.json", []
    assert gate.run(tmp_path, say=lines.append, update=True, floors_file=floors) == 0
    monkeypatch.setattr(gate, "pins", lambda shared: {"eval/dev.jsonl": "two"})
    assert gate.run(tmp_path, say=lines.append, floors_file=floors) == 1
    assert any("the gold has changed: eval/dev.jsonl" in line for line in lines)
    assert gate.run(tmp_path, say=lines.append, update=True, floors_file=floors) == 0
