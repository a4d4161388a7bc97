"""Ends of gold relations: what counts as found, which of several phrases counts, and whose country."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graphbuild.api import engine
from graphbuild.evaluate import ends, homes
from graphbuild.evaluate.__main__ import main
from graphbuild.evaluate.ends import Phrase
from graphbuild.evaluate.training import scene_of
from graphbuild.extract.homes import Homes


def end(text: str, country: str | None = None, *, name: str | None = None, kind: str = "person") -> dict[str, Any]:
    return {"text": text, "name": name or text, "type": kind, "country": country}


def row(text: str, subject: dict[str, Any] | None, object_: dict[str, Any] | None, **fields: Any) -> dict[str, Any]:
    return {"id": "1", "text": text, "relations": [{"subject": subject, "object": object_, **fields}]}


PUTIN = end("الرئيس الروسي فلاديمير بوتين", "RUS", name="بوتين")


@pytest.mark.parametrize(
    ("found", "best"),
    [
        ([], None),
        ([Phrase("الكرملين", "RUS")], None),
        ([Phrase("الرئيس الروسي", "RUS")], None),
        ([Phrase("بوتين", None)], "بوتين"),
        ([Phrase("بوتين", None), Phrase("فلاديمير بوتين", "RUS")], "فلاديمير بوتين"),
        ([Phrase("لقاء وفد ضيوف القصر ببوتين", None), Phrase("بوتين", "RUS")], "بوتين"),
    ],
    ids=["nothing", "another", "without the name", "the name", "the longer of two", "the closer of two"],
)
def test_the_phrase_that_shares_most_words_counts(found: list[Phrase], best: str | None) -> None:
    (judged,) = ends.judge(row("", PUTIN, None), found)
    assert (judged.best.text if judged.best else None) == best


@pytest.mark.parametrize(
    ("gold", "phrase", "right", "exact"),
    [
        ("RUS", Phrase("الرئيس الروسي فلاديمير بوتين", "RUS"), True, True),
        ("RUS", Phrase("للرئيس الروسي فلاديمير بوتين", "RUS"), True, True),
        ("RUS", Phrase("بوتين", "RUS"), True, False),
        ("RUS", Phrase("بوتين", "UKR"), False, False),
        ("RUS", Phrase("بوتين", None), False, False),
        (None, Phrase("بوتين", "RUS"), False, False),
        (None, Phrase("بوتين", None), True, False),
    ],
)
def test_a_country_is_right_or_wrong_and_null_is_one(
    gold: str | None, phrase: Phrase, right: bool, exact: bool
) -> None:
    (judged,) = ends.judge(row("", {**PUTIN, "country": gold}, None), [phrase])
    assert (judged.right, judged.exact) == (right, exact)


def test_each_end_counts_once_and_optional_relations_do_not() -> None:
    gold = row("", PUTIN, end("كييف", "UKR"))
    gold["relations"] += [{"subject": PUTIN, "object": None}, {"subject": end("x"), "object": None, "optional": True}]
    assert [e["text"] for e in ends.gold_ends(gold)] == [PUTIN["text"], "كييف"]


def test_figures() -> None:
    judged = ends.judge(
        row("", PUTIN, end("كييف", "UKR")), [Phrase("بوتين", "RUS"), Phrase("الرئيس بوتين", None)]
    ) + ends.judge(row("", end("موسكو", "RUS"), None), [Phrase("موسكو", "RUS")])
    assert ends.figures(judged) == {
        "ends-found": pytest.approx(2 / 3),
        "ends-exact": pytest.approx(1 / 3),
        "ends-country": 0.5,
    }
    assert ends.figures([]) == {"ends-found": 1.0, "ends-exact": 1.0, "ends-country": 1.0}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قصفت القوات الروسية مدينة خاركيف.", {"القوات الروسية": "RUS", "مدينة خاركيف": "UKR"}),
        ("أدى قصف إسرائيلي إلى مقتل متظاهرين.", {"إسرائيلي": "ISR", "متظاهرين": None}),
        # a short name carries the state of the full one
        ("استقبل الوزير المصري سليم الدهان ضيفه، وقال الدهان إنه سعيد.", {"الدهان": "EGY"}),
    ],
)
def test_what_a_claim_could_take_is_found_with_its_country(text: str, wanted: dict[str, str | None]) -> None:
    found = ends.phrases(engine(), ends.article_of({"id": "1", "text": text}))
    for phrase, country in wanted.items():
        (judged,) = ends.judge(row(text, end(phrase, country), None), found)
        assert (judged.best, judged.right) == (Phrase(phrase, country), True)


def test_a_gold_file_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    sentence = row("زار بوتين كييف.", end("بوتين", "RUS"), end("قصر مارينسكي", "UKR", kind="place"))
    gold.write_text(json.dumps(sentence, ensure_ascii=False) + "\n", encoding="utf-8")
    assert main(["ends", "--gold", str(gold), "--missed"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[-2].split() == ["all", "2", "0.500", "0.500", "1.000"]
    assert lines[-1].split("\t") == ["1", "place", "قصر مارينسكي (UKR)", "not found"]


def test_the_guess_at_states_is_learned_from_the_ends_of_gold(tmp_path: Path) -> None:
    """Where the gold takes the state of people from the place they are in, so does what is learned; where it takes none,
    not."""
    towns = ["باريس", "مدريد", "موسكو", "روما"]
    states = ["FRA", "ESP", "RUS", "ITA"]
    rows = [
        {**row(f"دخل متظاهرون أمس إلى {town}.", None, end("متظاهرون", state, kind="group")), "id": town}
        for town, state in zip(towns, states, strict=True)
    ] + [
        {**row(f"قال خبراء إن {town} ترفض.", end("خبراء", None, kind="group"), None), "id": "x" + town}
        for town in towns
    ]
    known, maker, path = engine().lexicon.known, engine().extractor.scenes, tmp_path / "homes.json"
    assert homes.train(rows, maker, known, path) > 0
    learned = Homes.load(path, known)

    def guess(text: str) -> str | None:
        scene = scene_of(maker, {"text": text})
        return next(learned(scene, mention) for mention in scene.mentions if mention.country is None)

    assert guess("دخل متظاهرون أمس إلى لندن.") == "GBR"
    assert guess("قال خبراء إن لندن ترفض.") is None
