"""docs/extraction.md lists every rule that offers an end, each with a sentence that shows it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from graphbuild.api import engine
from graphbuild.extract.arguments import ArgumentFinder
from graphbuild.extract.triggers import TriggerFinder
from graphbuild.pipeline import whole
from graphbuild.records import Article
from tests.extract.judge import rows

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "extraction.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([vnp][so]:[^`]+)` \| (.+?) \| .+ \|$", PAGE, re.MULTILINE)


@cache
def triggers() -> TriggerFinder:
    return TriggerFinder(engine().lexicon)


@cache
def offered(text: str) -> set[tuple[str, str]]:
    """``(rule, words of the end)`` for everything that the rules offer to any trigger of a sentence."""
    find = triggers()
    out = set()
    for step in engine().extractor.steps(whole(Article("1", text))):
        scene = step.scene
        arguments = ArgumentFinder(scene)
        for trigger in find(scene):
            for option in (end for ends in arguments.ends(trigger) for end in ends):
                mention = option.mention
                words = [w.token.text for w in scene.words[mention.first : mention.last]]
                words[0] = words[0][scene.words[mention.first].body :]
                out.add((option.rule, " ".join(words)))
    return out


def pattern(rule: str) -> re.Pattern[str]:
    """The names that a rule of the page stands for: N a number, P a preposition, * a rule of verbs; marks at the end."""
    name = re.escape(rule).replace("N", r"\d").replace(r"\*", r"[\w-]+").replace("P", r"\w+( \w+)?")
    return re.compile(name + r"(x|-inner|-second|-main)?")


@pytest.mark.parametrize(("rule", "sentence"), ROWS, ids=[rule for rule, _ in ROWS])
def test_the_sentence_shows_the_rule(rule: str, sentence: str) -> None:
    (end,) = re.findall(r"\*\*(.+?)\*\*", sentence)
    found = offered(sentence.replace("**", ""))
    assert any(pattern(rule).fullmatch(name) and words == end for name, words in found), sorted(found)


def test_every_rule_is_on_the_page() -> None:
    listed = [pattern(rule) for rule, _ in ROWS]
    texts = [row["text"] for row in rows("claims.jsonl")] + [frame.example for frame in engine().lexicon.frames[::3]]
    used = {rule for text in texts for rule, _ in offered(text)}
    verbs = [pattern("ps:" + rule.removeprefix("vs:")) for rule, _ in ROWS if rule.startswith("vs:")]
    missing = {
        rule for rule in used if ":far-" not in rule and not any(one.fullmatch(rule) for one in (*listed, *verbs))
    }
    assert missing == set()


def test_every_module_that_the_page_names_is_there() -> None:
    package = Path(__file__).resolve().parents[2] / "graphbuild"
    named = re.findall(r"`(\w+/\w+\.py)`", PAGE)
    assert len(named) >= 15
    assert [name for name in named if not (package / name).is_file()] == []
