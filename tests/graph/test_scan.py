"""The tokens of SPARQL: those that one pattern finds, without looking for the end of a string again and again."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.graph import scan
from graphbuild.graph.scan import tokens

#: What a token is, as one pattern: simple, and quadratic on strings without end.
_SIMPLE = re.compile(
    r"""
      (?P<comment>\#[^\n\r]*)
    | (?P<string>'''(?:[^'\\]|\\.|'(?!''))*''' | \"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '(?:[^'\\\n\r]|\\.)*' |
    "(?:[^"\\\n\r]|\\.)*") | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    | (?P<variable>[?$]\w+)
    | (?P<tag>@[A-Za-z][A-Za-z0-9-]*)
    | (?P<name>(?:_|[^\W\d_][\w.-]*)?:(?:[\w:.%-]|\\.)*)
    | (?P<word>[^\W\d]\w*)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


@given(st.text("'\"\\ab_.:-?<>#@{}\n1 é\u0646", max_size=40))
def test_tokens_are_those_of_the_pattern(text: str) -> None:
    assert list(tokens(text)) == [(str(m.lastgroup), m[0]) for m in _SIMPLE.finditer(text)]


@pytest.mark.parametrize("piece", ["'a", '"a', "'\\", '"""', "'''\\'", "a.", "a-b.", "<a", "'a\n", "\\'"])
def test_strings_without_end_are_looked_through_once(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The characters that all looks for a string's end go over are a few times those of the text, however long it is."""
    looked = 0

    class Counting:
        def __init__(self, pattern: re.Pattern[str]) -> None:
            self.pattern = pattern

        def match(self, text: str, place: int) -> re.Match[str] | None:
            nonlocal looked
            found = self.pattern.match(text, place)
            looked += found.end() - place if found else 1
            return found

    monkeypatch.setattr(scan, "_STRINGS", {mark: Counting(pattern) for mark, pattern in scan._STRINGS.items()})
    monkeypatch.setattr(scan, "_TOKEN", Counting(scan._TOKEN))
    text = "SELECT * { " + piece * 5000

    assert "".join(token for _, token in tokens(text)) == text
    assert looked <= 6 * len(text)
