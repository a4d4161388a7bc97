"""Sentences and tokens: nothing is lost, and every offset slices to its text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from graphbuild.arabic.sentences import split, split_line
from graphbuild.arabic.tokens import opens, tokenize
from graphbuild.pipeline import whole
from graphbuild.records import Article, Section, Span
from graphbuild.text import clean, fold
from tests.strategies import arabic


@given(arabic)
def test_tokens_slice_to_their_text(text: str) -> None:
    end = 0
    for token in tokenize(text):
        assert end <= token.start < token.end <= len(text)
        assert text[token.start : token.end] == token.text
        assert (token.form, token.key) == (clean(token.text), fold(token.text))
        end = token.end


@given(arabic)
def test_no_letter_and_no_digit_is_lost(text: str) -> None:
    covered = {i for token in tokenize(text) for i in range(token.start, token.end)}
    left = "".join(c for i, c in enumerate(text) if i not in covered)
    assert re.findall("[\u0621-\u063a\u0641-\u064aA-Za-z0-9\u0660-\u0669]", left) == []


@given(arabic)
def test_an_offset_moves_the_tokens(text: str) -> None:
    assert [(t.start + 7, t.end + 7, t.text) for t in tokenize(text)] == [
        (t.start, t.end, t.text) for t in tokenize(text, 7)
    ]


@given(arabic)
def test_splitting_a_line_loses_only_blanks(text: str) -> None:
    ranges = split_line(text)
    assert ranges == sorted(ranges)
    end = 0
    for a, b in ranges:
        assert text[end:a].strip() == ""
        assert a < b
        assert text[a:b] == text[a:b].strip()
        end = b
    assert text[end:].strip() == ""


@given(arabic, arabic)
def test_splitting_an_article_loses_only_blanks(title: str, text: str) -> None:
    article = whole(Article("1", text, title=title))
    sentences = split(article, article.sections)
    assert [s.index for s in sentences] == list(range(len(sentences)))
    for name, source in (("title", title), ("text", text)):
        kept = "".join(article.slice(s.span) for s in sentences if s.span.field == name)
        assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", source)


def test_furniture_gives_no_sentence() -> None:
    article = Article(
        "1",
        "متن. المصدر: وكالات",
        sections=(Section("body", Span("text", 0, 4)), Section("furniture", Span("text", 5, 19))),
    )
    assert [article.slice(s.span) for s in split(article, article.sections)] == ["متن."]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("قصفت روسيا كييف. ونفت موسكو ذلك.", ["قصفت روسيا كييف.", "ونفت موسكو ذلك."]),
        ("هل قصفت روسيا كييف؟ لا.", ["هل قصفت روسيا كييف؟", "لا."]),
        ("قال: «انتهت الحرب.» ثم مضى.", ["قال: «انتهت الحرب.»", "ثم مضى."]),
        ("غزة.. قصف وتجويع", ["غزة.. قصف وتجويع"]),
        ("ارتفع بنسبة 3.5% اليوم.", ["ارتفع بنسبة 3.5% اليوم."]),
        ("قال د. أحمد إن الحرب انتهت.", ["قال د. أحمد إن الحرب انتهت."]),
        ("عاد الوفد لواشنطن.وعندما وصل تكلم.", ["عاد الوفد لواشنطن.", "وعندما وصل تكلم."]),
        ("هاجمته «حماس».وقالت إنها باقية!لماذا؟", ["هاجمته «حماس».", "وقالت إنها باقية!", "لماذا؟"]),
        ("نقلت أ.ف.ب عن د.محمد ود.أحمد في الجزيرة.نت كذا", ["نقلت أ.ف.ب عن د.محمد ود.أحمد في الجزيرة.نت كذا"]),
        ("بلغ 3.5مليون في موقع Foo.com.وقال", ["بلغ 3.5مليون في موقع Foo.com.وقال"]),
        ("بلا نهاية", ["بلا نهاية"]),
        ("   ", []),
    ],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert [text[a:b] for a, b in split_line(text)] == sentences


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("قَصَفَتْ", ["word"]), ("3 أكتوبر", ["number", "word"]), ("٣٫٥٪", ["number", "punct"]), ("F-16", ["latin"]), ("كيم جونغ-أون", ["word", "word", "dash", "word"]),
        ("«نعم»", ["quote", "word", "quote"]), ("لا!", ["word", "stop"]), ("أ، ب", ["word", "comma", "word"]), ("قال:", ["word", "colon"]), ("\u202bغزة\u202c", ["word"]),
    ],
)  # fmt: skip
def test_kinds_of_tokens(text: str, kinds: list[str]) -> None:
    assert [t.kind for t in tokenize(text) if t.text.strip("\u202b\u202c")] == kinds


def test_quotation_marks_know_their_side() -> None:
    assert [opens(t) for t in tokenize('«أ» "ب"') if t.kind == "quote"] == [True, False, None, None]


def test_a_preposition_written_without_its_hamza_is_read_as_it() -> None:
    assert [token.form for token in tokenize("وصل الى روما")] == ["وصل", "إلى", "روما"]
    assert "".join(token.text for token in tokenize("الى")) == "الى"
