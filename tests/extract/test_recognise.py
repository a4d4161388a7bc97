"""The recogniser's parts: what it remembers of an article, which features its model weighs, what it makes of a stretch."""

from __future__ import annotations

from pathlib import Path

import pycrfsuite
import pytest

from graphbuild.api import engine
from graphbuild.arabic.tokens import tokenize
from graphbuild.extract.crf import attributes
from graphbuild.extract.evidence import Evidence, Unit, WordFacts
from graphbuild.extract.memory import SENTENCES, Memory
from graphbuild.pipeline import whole
from graphbuild.records import Article
from graphbuild.resources import resource

MODEL = resource("data", "models", "names.crf")
SENTENCE = "قال وزير الخارجية الهنغاري بيتر سيارتو في بودابست إن شركة غازبروم وفت بالعقد."


def units(text: str) -> list[Unit]:
    return [Unit(word, word, at, False, 0) for at, word in enumerate(text.split())]


def recalled(memory: Memory, text: str) -> list[list[str]]:
    rows: list[list[str]] = [[] for _ in text.split()]
    memory.recall(units(text), rows)
    return rows


def test_a_word_is_remembered_as_what_it_was() -> None:
    memory = Memory()
    memory.keep(units("التقى بيتر سيارتو"), ["O", "B-PER", "I-PER"])
    assert recalled(memory, "سيارتو التقى") == [["m=PER", "m=PER+", "1:m=O"], ["m=O", "-1:m=PER"]]
    memory.keep(units("سيارتو"), ["O"])
    assert recalled(memory, "سيارتو") == [["m=PER", "m=PER-"]]


def test_what_is_too_far_back_is_forgotten() -> None:
    memory = Memory()
    memory.keep(units("سيارتو"), ["B-PER"])
    for _ in range(SENTENCES - 1):
        memory.keep(units("كلمة"), ["O"])
    assert recalled(memory, "سيارتو") != [[]]
    memory.keep(units("كلمة"), ["O"])
    assert recalled(memory, "سيارتو") == [[]]
    memory.clear()
    assert recalled(memory, "كلمة") == [[]]


def test_an_article_does_not_depend_on_the_one_read_before() -> None:
    article = whole(Article("1", "زار سيارتو موسكو. وقال سيارتو إن بلاده تعارض العقوبات."))
    other = whole(Article("2", SENTENCE))
    extractor = engine().extractor
    alone = extractor.extract(article)
    extractor.extract(other)
    assert extractor.extract(article) == alone


def test_the_attributes_of_a_model_are_read(tmp_path: Path) -> None:
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.append([["w=أ", "x"], ["w=ب"]], ["B-PER", "O"])
    trainer.train(str(tmp_path / "tiny.crf"))
    assert attributes(tmp_path / "tiny.crf") == {"w=أ", "x", "w=ب"}


@pytest.mark.parametrize("content", [b"", b"lCRF", b"something else altogether, and longer than a header is" * 2])
def test_a_file_of_another_kind_has_no_attributes(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other").write_bytes(content)
    assert attributes(tmp_path / "other") is None


def test_features_without_weight_change_nothing() -> None:
    facts = WordFacts(engine().lexicon, engine().extractor.morphology)
    read = facts.units(tokenize(SENTENCE, 0))
    weighed = attributes(MODEL)
    assert weighed is not None and len(weighed) > 10_000
    tagger = pycrfsuite.Tagger()
    tagger.open(str(MODEL))
    every, some = Evidence(facts)(read, {}), Evidence(facts, weighed)(read, {})
    assert sum(map(len, some)) < sum(map(len, every))
    assert [set(row) & weighed for row in some] == [set(row) & weighed for row in every]
    assert tagger.tag(some) == tagger.tag(every)
