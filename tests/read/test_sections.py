"""Pages are cut into sections, embedded articles and related headlines, and nothing is lost."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.read import divide, markers
from graphbuild.records import Article

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))


def lines_of(articles: tuple[Article, ...]) -> list[str]:
    """One line a section, as the expected files beside the pages write them."""
    return [
        f"{article.id}\t{section.kind}\t{article.slice(section.span).replace(chr(10), '⏎')}"
        for article in articles
        for section in article.sections
    ]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_page_is_divided_as_the_file_beside_it_says(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    expected = path.with_suffix(".tsv").read_text(encoding="utf-8").splitlines()

    assert lines_of(divide(Article("page", text))) == expected


def test_embedded_article_counts_in_its_parents_text_and_keeps_what_the_page_says() -> None:
    text = (Path(__file__).parent / "pages" / "full-page.txt").read_text(encoding="utf-8")
    page, embedded = divide(Article("page", text, date="2024-05-01", url="https://a.example/1", origin="x.txt"))

    assert (embedded.id, embedded.parent, embedded.text is page.text) == ("page#2", "page", True)
    assert embedded.title == "الاتحاد الأفريقي يدعو إلى هدنة في السودان"
    assert (embedded.url, embedded.publisher, embedded.origin) == ("https://a.example/1", "النبأ العربي", "x.txt")
    assert embedded.date is None, "the date of the page is not the date of an older article in it"
    assert (page.publisher, page.date, page.title) == ("النبأ العربي", "2024-05-01", None)


def test_given_title_and_publisher_win_over_what_the_text_says() -> None:
    article = Article("a", "عنوان آخر\n\nقال الوزير ذلك.\n\nالمصدر: النبأ", title="  عنوان ", publisher="الميثاق")
    (divided,) = divide(article)

    assert (divided.title, divided.publisher) == ("  عنوان ", "الميثاق")
    assert [(s.kind, divided.slice(s.span)) for s in divided.sections][:2] == [
        ("headline", "عنوان"),
        ("body", "عنوان آخر"),
    ]


def test_title_repeated_above_the_text_is_not_read_twice() -> None:
    (divided,) = divide(Article("a", "قمة في الرياض\n\nعقدت القمة اليوم.", title="قمة في الرياض"))

    assert [(s.kind, s.span.field) for s in divided.sections] == [
        ("headline", "title"),
        ("furniture", "text"),
        ("body", "text"),
    ]


def test_markers_examples_are_found() -> None:
    from graphbuild.lexicon.tables import read_table
    from graphbuild.read import find_marker
    from graphbuild.resources import resource

    rows = list(read_table(resource("data", "read", "markers.tsv"), ("id", "example")))

    assert {row["id"]: getattr(find_marker(row["example"], markers()), "marker", None) for row in rows} == {
        marker.id: marker for marker in markers()
    }


def test_seed_page_is_two_articles_and_ten_headlines(seed_text: str) -> None:
    page, embedded = divide(Article("seed", seed_text))
    kinds = Counter(section.kind for section in page.sections)

    assert kinds == {"body": 6, "subhead": 3, "related": 10, "furniture": 3 + 1 + 10}
    assert [section.kind for section in embedded.sections] == ["headline"] + ["body"] * 6
    assert (page.publisher, embedded.id) == ("الوطن", "seed#2")


LINES = st.sampled_from(
    [
        "", " ", "\u00a0", "\u200f", "المصدر: النبأ", "كلمات دلالية", "كلمات دلالية: مصر", "إقرأ أيضاً:", "اقرأ أيضا: عنوان خبر",
        "مقالات مشابهة", "  • خبر عاجل", "•", "- ", "شارك الخبر", "عنوان قصير", "قال الوزير إن الاجتماع انتهى.",
        "وقال المتحدث باسم الحكومة إن القوات ستبقى في مواقعها إلى أن تنتهي المباحثات بين الطرفين", "وَقَّعَ الرئيس الاتفاق!",
        "المصدر:", "...المزيد", "<b>&amp;</b>", "\U0001f600",
    ]
)  # fmt: skip
BREAKS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\u2028", "\n \n"])


@st.composite
def page_texts(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.tuples(st.one_of(LINES, st.text(max_size=30)), BREAKS), max_size=25))
    return "".join(line + end for line, end in pieces)


@settings(max_examples=300, deadline=None)
@given(text=page_texts(), title=st.one_of(st.none(), st.text(max_size=20), LINES))
def test_sections_cover_every_character_that_is_no_blank_once(text: str, title: str | None) -> None:
    articles = divide(Article("page", text, title=title))
    covered: Counter[int] = Counter()
    for article in articles:
        assert article.text == text
        for section in article.sections:
            slice_ = article.slice(section.span)
            assert slice_ == slice_.strip() != ""
            if section.span.field == "text":
                covered.update(range(section.span.start, section.span.end))

    assert max(covered.values(), default=1) == 1
    assert all(index in covered for index, character in enumerate(text) if not character.isspace())
    assert [a.id for a in articles] == ["page", *(f"page#{n}" for n in range(2, len(articles) + 1))]
