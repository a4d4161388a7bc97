"""Annotations apart from their text: there and back, what is wrong is said, and what ships is whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graphbuild.errors import DataError, ReadError
from graphbuild.evaluate.models import read_rows
from graphbuild.evaluate.standoff import digest, resolve, stand_off
from graphbuild.resources import resource
from graphbuild.vocab import CATEGORIES

FIRST, SECOND = "عقد المجلس جلسة.", "نفت موسكو أمس أن تكون روسيا قد قصفت روسيا البيضاء، بحسب موسكو."
GOLD: dict[str, Any] = {
    "kind": "body",
    "text": SECOND,
    "relations": [
        {
            "category": "DENY",
            "trigger": "نفت",
            "subject": {"text": "موسكو", "name": "موسكو", "country": "RUS"},
            "object": None,
            "negated": False,
            "status": "actual",
            "attribution": [],
        },
        {
            "category": "ASSAULT",
            "trigger": "قصفت",
            "subject": {"text": "روسيا", "name": "روسيا", "country": "RUS"},
            "object": {"text": "روسيا البيضاء", "name": "روسيا البيضاء", "country": "BLR"},
            "negated": False,
            "status": "actual",
            "attribution": [{"text": "موسكو", "country": "RUS", "stance": "denies"}],
        },
    ],
}
FOLDER = resource("data") / "training" / "corpus"


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A folder of annotations and one of a corpus, with one sentence in one article."""
    annotations, corpus = tmp_path / "annotations", tmp_path / "corpus"
    annotations.mkdir()
    corpus.mkdir()
    article = {"id": "a", "title": "", "text": f"{FIRST} {SECOND}", "date": "2024-05-01"}
    (corpus / "news.jsonl").write_text(json.dumps(article), encoding="utf-8")
    row = stand_off(GOLD, "a", "text", len(FIRST) + 1)
    (annotations / "news.jsonl").write_text(json.dumps(row), encoding="utf-8")
    return annotations, corpus


def test_there_and_back(folders: tuple[Path, Path]) -> None:
    (row,) = resolve(*folders)
    assert row == {**GOLD, "id": f"a:text:{len(FIRST) + 1}", "date": "2024-05-01"}


def test_no_text_stands_in_a_row(folders: tuple[Path, Path]) -> None:
    assert not any("\u0600" <= letter <= "\u06ff" for letter in (folders[0] / "news.jsonl").read_text(encoding="utf-8"))


def test_of_several_occurrences_the_one_nearest_the_trigger_counts() -> None:
    row = stand_off(GOLD, "a", "text", 0)
    denial, assault = row["relations"]
    assert denial["subject"]["text"][0] == SECOND.index("موسكو")
    assert assault["attribution"][0]["text"][0] == SECOND.rindex("موسكو")


def test_a_span_that_does_not_stand_there_is_refused() -> None:
    with pytest.raises(ValueError, match="does not stand in"):
        stand_off({**GOLD, "relations": [{**GOLD["relations"][0], "subject": {"text": "كييف"}}]}, "a", "text", 0)


def test_what_is_wrong_is_said(folders: tuple[Path, Path]) -> None:
    annotations, corpus = folders
    source = corpus / "news.jsonl"
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace('"a"', '"b"'), encoding="utf-8")
    with pytest.raises(DataError, match=r"news\.jsonl:1: column 'article': .* has none 'a'"):
        list(resolve(annotations, corpus))
    article = json.loads(text)
    source.write_text(json.dumps({**article, "text": "x" + article["text"]}), encoding="utf-8")
    with pytest.raises(DataError, match="column 'sha256': another sentence stands in"):
        list(resolve(annotations, corpus))
    source.unlink()
    with pytest.raises(ReadError, match="not there"):
        list(resolve(annotations, corpus))


def test_what_ships_is_well_formed() -> None:
    """Spans inside their sentence, names inside their text, known categories, each sentence once, no letter of Arabic."""
    places: set[tuple[str, str, str, int]] = set()
    for path in sorted(FOLDER.glob("*.jsonl")):
        assert path.read_bytes().isascii()
        for row in read_rows(path):
            start, end = row["at"]
            place = (path.name, row["article"], row["field"], start)
            assert place not in places
            places.add(place)
            assert 0 <= start < end
            assert len(row["sha256"]) == len(digest(""))
            assert row["kind"] in ("headline", "lead", "body")
            for relation in row["relations"]:
                assert relation["category"] in CATEGORIES
                assert relation["status"] in ("actual", "planned", "possible")
                assert isinstance(relation["negated"], bool)
                actors = [actor for actor in (relation["subject"], relation["object"]) if actor]
                assert actors
                spans = [relation["trigger"], *(s["text"] for s in relation["attribution"])]
                for actor in actors:
                    spans.append(actor["text"])
                    assert actor["text"][0] <= actor["name"][0] < actor["name"][1] <= actor["text"][1]
                assert all(0 <= first < last <= end - start for first, last in spans)
    assert len(places) > 4000


def test_what_ships_resolves_and_has_no_sentence_of_the_gold(shared: Path) -> None:
    gold = {row["text"] for name in ("train", "dev", "denials") for row in read_rows(shared / "eval" / f"{name}.jsonl")}
    rows = list(resolve(FOLDER, shared / "corpus"))
    assert len(rows) == sum(len(read_rows(path)) for path in FOLDER.glob("*.jsonl"))
    assert not [row["id"] for row in rows if row["text"] in gold]
