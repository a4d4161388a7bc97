"""The report as Markdown: what it says in each language, and that nothing of the articles is markup in it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from graphbuild.view.report import LANGUAGES, about_actor, most_told, of_articles, render_markdown, without_quotes
from graphbuild.view.report.markdown import escaped
from graphbuild.vocab import NS
from tests.view.reports import ANSWER, HOSTILE, REPORT_ROWS, hostile, material
from tests.view.rows import DENIAL, QUOTE, RUSSIA, UKRAINE


def parsed(text: str) -> list[Token]:
    """All tokens of a document as a reader of Markdown with tables and raw HTML sees them."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return [t for token in tokens for t in (token, *(token.children or ()))]


def headings(text: str) -> list[str]:
    tokens = MarkdownIt("commonmark").parse(text)
    return [after.content for token, after in pairwise(tokens) if token.type == "heading_open"]


def test_each_language_says_all_of_it() -> None:
    english, arabic = render_markdown(material(), lang="en"), render_markdown(material())

    assert len(headings(english)) == len(headings(arabic)) >= 15
    for said in (
        "2 articles",
        "11 claims",
        "**North Korea** supports → **Russia**",
        "Denied by: Russia",
        QUOTE,
        "<https://news.example/1>",
    ):
        assert said in english
    for said in ("مقالان", "11 ادعاء", "**كوريا الشمالية** يدعم ← **روسيا**", "ينفيه: روسيا", QUOTE):
        assert said in arabic
    assert arabic.startswith('<div lang="ar" dir="rtl">\n\n# ')
    assert "<div" not in english


def test_a_table_stands_for_each_list_of_findings() -> None:
    rows = [t.map for t in parsed(render_markdown(material(), lang="en")) if t.type == "tr_open"]
    tables = sum(t.type == "table_open" for t in parsed(render_markdown(material(), lang="en")))

    assert tables == 7
    assert len(rows) > 20


def test_answers_of_the_named_queries_are_there_in_the_words_of_the_language() -> None:
    asked = replace(
        ANSWER,
        columns=("denier", "denierLabel", "relation", "status", "article", "proposition", "quote"),
        rows=((RUSSIA.id, "روسيا", f"{NS}supports", f"{NS}Planned", DENIAL.article, REPORT_ROWS[0].proposition, DENIAL.quote),),
    )  # fmt: skip
    both = replace(material(), answers=(asked, *material().answers[1:]))
    english, arabic = (render_markdown(both, lang=lang).split("### ") for lang in ("en", "ar"))
    said = {part.splitlines()[0]: part for part in (*english, *arabic)}

    assert "Every denial with its sentence." in said["Who denies what (1)"]
    assert "| who denies | relation | status | article | claim | sentence |" in said["Who denies what (1)"]
    assert "| من ينفي | العلاقة | الوقوع | المقال | الادعاء | الجملة |" in said["من ينفي ماذا (1)"]
    row = f"| Russia | supports | planned | [الكرملين ينفي](<https://news.example/1>) | 00000000 | {DENIAL.quote} |"
    assert row in said["Who denies what (1)"]
    assert row.replace("Russia | supports | planned", "روسيا | يدعم | مزمع") in said["من ينفي ماذا (1)"]
    assert "needs parameters or time" in said["Who denies what"]
    assert "`graphbuild query path-between`" in said["Who denies what"]


def test_what_the_graph_holds_is_named_in_the_words_of_the_language() -> None:
    def held(lang: str) -> str:
        return render_markdown(material(), lang=LANGUAGES[lang]).rsplit("###", 1)[1]

    assert "- Articles: 2\n- By status\n  - actual: 11\n" in held("en")
    assert "- المقالات: 2\n- حسب الوقوع\n  - واقع: 11\n" in held("ar")


def test_a_long_answer_shows_its_first_rows_and_says_so() -> None:
    long = replace(ANSWER, columns=("n",), rows=tuple((f"row {n}",) for n in range(30)), truncated=True)
    text = render_markdown(replace(material(), answers=(long,)), lang="en")

    assert "### Who denies what (30+)" in text
    assert "The first 20 rows" in text
    assert "| row 19 |" in text and "row 20" not in text


def test_same_material_gives_the_same_text() -> None:
    rows = material().rows
    turned = replace(material(), levels={"actor": list(reversed(rows)), "state": material().levels["state"]})

    assert render_markdown(material()) == render_markdown(material())
    assert (
        render_markdown(turned, lang="en").splitlines()[:40] == render_markdown(material(), lang="en").splitlines()[:40]
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hostile_text_is_text(lang: str) -> None:
    """Neither an element nor a link nor code comes out of the articles."""
    text = render_markdown(hostile(), heading=HOSTILE, lang=LANGUAGES[lang])
    tokens = parsed(text)
    raw = [t.content.strip() for t in tokens if t.type in ("html_block", "html_inline")]

    assert raw == (['<div lang="ar" dir="rtl">', "</div>"] if lang == "ar" else [])
    assert [t for t in tokens if t.type in ("link_open", "image")] == []
    assert {t.content for t in tokens if t.type == "code_inline"} == {"graphbuild query who-denies-what"}
    assert sum("<img src=x onerror=" in t.content for t in tokens if t.type == "text") > 10
    assert not any(t.type in ("fence", "code_block", "hr") for t in tokens)


@pytest.mark.parametrize(
    "text",
    ["1. x", "12) x", "- x", "+ x", "# x", "> x", "* x", "| a | b |", "```x", "<b>", "[a](b)", "![a](b)", "a_b_c *d*", "&lt;", "~~x~~", "==="],
)  # fmt: skip
def test_escaped_text_reads_as_it_was_written(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse(escaped(text))

    assert [t.type for t in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert "".join(t.content for t in tokens[1].children or ()) == text


def test_no_quotes_leaves_out_every_sentence_and_says_so() -> None:
    text = render_markdown(without_quotes(material()), lang="en")

    assert QUOTE not in text
    assert "The newspapers' sentences are left out of this edition" in text
    assert "<https://news.example/1>" in text


def test_what_it_is_narrowed_to_stands_at_its_head() -> None:
    actor = render_markdown(about_actor(material(), UKRAINE.id), lang="en")
    compared = render_markdown(of_articles(material(), ("النبأ", "الأفق")), lang="en")
    cut = render_markdown(most_told(material(), most=4), lang="en")

    assert "**A report on Ukraine**" in actor
    assert "**Two outlets compared: النبأ · الأفق**" in compared
    assert "### Only in النبأ" in compared
    assert "(the contested first, then those most often told)" in cut.split("##")[0]


def test_nothing_is_a_document_too() -> None:
    assert "This report holds no claims." in render_markdown(material([]), lang="en")
