"""Groups of words are learned from the company that words keep."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from graphbuild.errors import DataError
from graphbuild.evaluate import groups
from graphbuild.lexicon import closed_class, word_group
from graphbuild.lexicon import groups as read
from graphbuild.resources import resource


def sentences() -> list[list[str]]:
    """Verbs of saying before *that*, nouns of fighting behind *in*: 60 sentences of each kind."""
    rnd = random.Random(3)
    said = [["<name>", rnd.choice(["قال", "أكد", "أعلن"]), "أن", "ذلك", "صحيح"] for _ in range(60)]
    fought = [["قتل", "<name>", "في", rnd.choice(["هجوم", "غارة", "قصف"]), "عنيف"] for _ in range(60)]
    return said + fought


def test_words_that_are_used_alike_are_one_group(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "GROUPS", 4)
    path = tmp_path / "groups.json"
    count = groups.train(sentences(), path)
    of = {word: number for number, words in json.loads(path.read_text())["groups"].items() for word in words}
    assert count == len(of)
    assert "<name>" not in of
    assert of["قال"] == of["أكد"] == of["أعلن"]
    assert of["هجوم"] == of["غارة"] == of["قصف"]
    assert of["قال"] != of["هجوم"]


def test_the_same_sentences_give_the_same_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "GROUPS", 5)
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    groups.train(sentences(), one)
    groups.train(sentences(), other)
    assert one.read_bytes() == other.read_bytes()


def test_rare_words_are_in_no_group(tmp_path: Path) -> None:
    path = tmp_path / "groups.json"
    groups.train([*sentences(), ["كلمة", "نادرة"]], path)
    assert "نادرة" not in path.read_text()


def test_the_shipped_groups_know_what_news_uses_alike() -> None:
    assert word_group("قال") == word_group("ذكر") != ""
    assert word_group("كلمة لا يعرفها أحد") == ""
    assert not any(word_group(word) for word in closed_class("origin-or-faith"))


@pytest.mark.parametrize("model", ["claims.json", "homes.json"])
def test_the_shipped_models_were_made_with_the_shipped_groups(model: str) -> None:
    folder = resource("data", "models")
    assert json.loads((folder / model).read_text(encoding="utf-8"))["groups"] == read.digest()


def test_a_broken_file_of_groups_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "groups.json").write_text("[1]")
    monkeypatch.setattr(read, "resource", lambda *_: tmp_path)
    read._groups.cache_clear()
    try:
        with pytest.raises(DataError, match="make models"):
            word_group("قال")
    finally:
        read._groups.cache_clear()
