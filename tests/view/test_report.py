"""The report as text: what it says without scripts, what it never loads, how it is narrowed."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from graphbuild.errors import UsageError
from graphbuild.view.labels import column_labels
from graphbuild.view.report import (
    about_actor,
    between_days,
    gather,
    most_told,
    of_articles,
    of_propositions,
    render_report,
    without_quotes,
)
from graphbuild.view.report.document import Cells, months
from graphbuild.view.report.findings import find
from graphbuild.view.report.page import _SCRIPTS
from graphbuild.view.report.payload import embedded, when
from graphbuild.view.report.places import places
from graphbuild.view.report.words import counted, words
from graphbuild.view.spread import BOX, spread
from tests.view.reports import ANSWER, HOSTILE, REPORT_ROWS, distinct, hostile, material
from tests.view.rows import DENIAL, KIM, KOREA, QUOTE, RUSSIA, UKRAINE, edge, telling
from tests.view.test_pyvis_page import Page

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Result:
    """An answer of a store."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    truncated: bool = False

    def values(self) -> list[tuple[str | None, ...]]:
        return list(self.rows)


@pytest.fixture(scope="module")
def html() -> str:
    return render_report(material())


@pytest.fixture(scope="module")
def page(html: str) -> Page:
    return Page(html)


def data(html: str) -> dict[str, object]:
    (found,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    value: dict[str, object] = json.loads(found)
    return value


def test_page_has_doctype_language_and_direction(html: str, page: Page) -> None:
    assert html.startswith("<!doctype html>\n")
    assert page.tags[0] == ("html", {"lang": "ar", "dir": "rtl"})


def test_page_loads_nothing(page: Page) -> None:
    """Only links that a reader follows lead anywhere."""
    loading = [
        (tag, a) for tag, attrs in page.tags for a in attrs if a in ("src", "srcset", "action", "data", "poster")
    ]
    links = {attrs["href"] for tag, attrs in page.tags if "href" in attrs}

    assert loading == []
    assert {tag for tag, attrs in page.tags if "href" in attrs} == {"a"}
    assert {link for link in links if link is not None and not link.startswith("#")} == {"https://news.example/1"}
    assert [a for _, attrs in page.tags for a in attrs if a.startswith("on")] == []


def test_links_to_articles_tell_nothing_to_the_other_side(page: Page) -> None:
    outward = [attrs for tag, attrs in page.tags if tag == "a" and (attrs.get("href") or "").startswith("http")]

    assert outward
    assert all(attrs["rel"] == "noopener noreferrer" and attrs["target"] == "_blank" for attrs in outward)


def test_policy_names_every_script_and_no_other(html: str) -> None:
    policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in scripts}

    assert policy is not None
    directives = dict(part.strip().split(" ", 1) for part in policy[1].replace("&#39;", "'").split(";"))
    assert directives["default-src"] == "'none'"
    assert len(scripts) == 3
    assert set(directives["script-src"].split()) == hashes


def test_hostile_text_is_text_in_the_document() -> None:
    """No tag, attribute or script of the page comes from the articles."""
    page = Page(render_report(hostile(), heading=HOSTILE))

    assert {tag for tag, _ in page.tags if tag in ("img", "iframe", "object", "embed", "form")} == set()
    assert sum(tag == "script" for tag, _ in page.tags) == 5
    assert [a for _, attrs in page.tags for a in attrs if a.startswith("on")] == []
    assert not any("javascript:" in (attrs.get("href") or "").lower() for _, attrs in page.tags)
    assert "49" not in page.text.split("{{ 7*7 }}")[0][-3:]


def test_embedded_data_cannot_end_its_script() -> None:
    text = embedded({"a": HOSTILE})

    assert "<" not in text
    assert "\u2028" not in text and "\u2029" not in text
    assert json.loads(text) == {"a": HOSTILE}


def test_same_material_gives_the_same_bytes_whatever_the_order_of_hashes(html: str) -> None:
    """In this process, and in others whose sets and dictionaries of strings run in another order."""
    program = (
        "import hashlib; from graphbuild.view import Network; from graphbuild.view.pyvis_page import render;"
        "from graphbuild.view.report import render_markdown, render_report; from tests.view.reports import REPORT_ROWS, material;"
        "made = (render_report(material()), render_markdown(material()), render(Network.of(REPORT_ROWS)));"
        "print(*(hashlib.sha256(text.encode()).hexdigest() for text in made))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}, capture_output=True, check=True,
        ).stdout.split()[0]
        for seed in ("1", "2")
    }  # fmt: skip

    assert render_report(material()) == html
    assert runs == {hashlib.sha256(html.encode()).hexdigest().encode()}


@pytest.mark.parametrize("name", ["--ui", "--text"])
def test_fonts_are_those_of_the_system_the_best_for_arabic_first(html: str, name: str) -> None:
    (listed,) = re.findall(rf"{name}: ([^;]+);", html)
    fonts = [font.strip(' "') for font in listed.split(",")]
    good = {"--ui": ["Noto Sans Arabic", "SF Arabic", "Segoe UI", "Geeza Pro", "Tahoma"], "--text": ["Noto Naskh Arabic", "Amiri", "Geeza Pro", "Traditional Arabic"]}  # fmt: skip

    assert fonts[: len(good[name])] == good[name]
    assert fonts[-1] in ("sans-serif", "serif")
    assert "@font-face" not in html


def test_zeros_are_not_told() -> None:
    """Who denies nothing is not said to deny 0."""
    text = Page(render_report(material([edge(KOREA, "meets", RUSSIA, telling())]))).text

    assert "يؤكد 1" in text and "affirms 1" in text
    assert "ينفي 0" not in text and "denies 0" not in text


def test_words_are_given_in_both_languages_and_used() -> None:
    """Every phrase that template or scripts name is there, and no phrase is there for nothing."""
    from graphbuild.view.report import page as module

    folder = module._HERE
    files = (*_SCRIPTS, "report.html", "page.py", "document.py", "../pyvis_page.py")
    sources = [(folder / name).read_text(encoding="utf-8") for name in files]
    # a name in full, or its beginning to which a value is added
    named = set(re.findall(r"""(?<![\w.])(?:GB\.)?_?[tn]\(["']([\w.]+)["']\s*[,)]""", "\n".join(sources)))
    begun = set(re.findall(r"""["']([a-z.]+\.)["'] [+~]""", "\n".join(sources)))
    listed = set(re.findall(r"""["']([a-z]+\.[\w.]+|[a-z]+)["']""", "\n".join(sources)))

    assert named - set(words()) == set()
    assert {key for key in words() if key not in listed and not any(key.startswith(start) for start in begun)} == set()


@pytest.mark.parametrize(
    ("n", "arabic"), [(1, "علاقة واحدة"), (2, "علاقتان"), (3, "3 علاقات"), (11, "11 علاقة"), (100, "100 علاقة"), (1203, "1,203 علاقات")]
)  # fmt: skip
def test_numbers_agree_with_what_they_count(n: int, arabic: str) -> None:
    assert counted("n.relations", n).ar == arabic


def test_document_says_everything_without_scripts(page: Page) -> None:
    for said in (
        QUOTE,
        "روسيا",
        "Russia",
        "من ينفي ماذا",
        ANSWER.text,
        "graphbuild query who-denies-what",
        "الكرملين ينفي",
    ):
        assert said in page.text
    assert sum(tag == "mark" for tag, _ in page.tags) >= 8
    assert any(tag == "svg" and attrs.get("role") == "img" for tag, attrs in page.tags)


def test_answers_name_relations_and_articles_and_lead_to_claims() -> None:
    row = (REPORT_ROWS[0].proposition, "https://w3id.org/graphbuild/ns#supports", REPORT_ROWS[0].tellings[0].article, "https://w3id.org/graphbuild/ns#unheard")  # fmt: skip
    answer = replace(ANSWER, columns=("proposition", "relation", "article", "other"), rows=(row,))
    html = render_report(replace(material(), answers=(answer,)))
    table = html[html.index('id="q-who-denies-what"') : html.index('class="params')]

    assert f'data-go="{REPORT_ROWS[0].proposition}"' in table
    assert '<span class="ar" lang="ar">يدعم</span>' in table
    assert '<a href="https://news.example/1" rel="noopener noreferrer" target="_blank">' in table
    assert "gb:unheard" in table


def test_every_column_of_a_named_query_has_a_name_in_both_languages() -> None:
    from graphbuild.graph.queries import named_queries

    columns = {column.removesuffix("Label") for query in named_queries().values() for column in query.columns}

    assert columns - set(column_labels()) == set()
    assert set(column_labels()) - columns == set(), "and none is there for nothing"


def test_names_that_an_answer_gives_without_an_identifier_are_in_both_languages() -> None:
    """Some queries name actors by their Arabic labels alone, or several in one cell."""
    answer = replace(
        ANSWER,
        columns=("subjectLabel", "affirmers", "quote", "category", "categoryLabel"),
        rows=(
            ("غير مذكور", "أوكرانيا | جهة مجهولة | روسيا", "روسيا", "https://w3id.org/graphbuild/ns#ASSAULT", "اعتداء"),
        ),
    )
    cells = [cell.words for cell in Cells(replace(material(), answers=(answer,))).row(answer, answer.rows[0])]

    assert [(cell.ar, cell.en) for cell in cells] == [
        ("غير مذكور", "untold"), ("أوكرانيا | جهة مجهولة | روسيا", "Ukraine | جهة مجهولة | Russia"), ("روسيا", "روسيا"), ("اعتداء", "Assault"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("time", "day", "said"),
    [
        ("2013-01-01/2013-12-31", "2013-01-01", "2013"),
        ("2013", "2013-01-01", "2013"),
        ("2021-02-01/2021-02-28", "2021-02-01", "2021-02"),
        ("2021-02", "2021-02-01", "2021-02"),
        ("2013", "2013-05-06", "2013-05-06"),  # told within that year: the article's own day
        ("2021-02-01/2021-03-28", "2021-02-01", "2021-02-01"),
        ("--10-03", "2024-10-03", "2024-10-03"),
        (None, "2024-10-03", "2024-10-03"),
        (None, None, ""),
        (HOSTILE, HOSTILE, HOSTILE[:10]),
    ],
)
def test_a_day_is_no_more_exact_than_what_is_told(time: str | None, day: str | None, said: str) -> None:
    """An event of the year 2013 did not happen on its first of January."""
    assert when(telling(time=time, day=day, date=None)) == said


def test_what_happened_in_a_year_is_of_no_month() -> None:
    rows = [
        edge(KOREA, "meets", RUSSIA, telling(time="2013-01-01/2013-12-31", day="2013-01-01")),
        edge(KOREA, "meets", UKRAINE, telling(time="2013-02-01/2013-02-28", day="2013-02-01")),
    ]

    assert [(month["month"], month["count"]) for month in months(rows)] == [("2013-02", 1)]


def test_offices_are_of_a_body_in_both_languages() -> None:
    def ask(text: str, _: int | None) -> Result:
        if text != "office-holders":
            return Result((), ())
        columns = ("person", "personLabel", "office", "body", "bodyLabel", "from", "until", "basis", "article")
        return Result(columns, ((KIM.id, "كيم", "زعيم", KOREA.id, "كوريا الشمالية", "2011", None, "data", None),))

    found = gather({"actor": REPORT_ROWS}, ask, (), counts={}, base="https://w3id.org/graphbuild/id/")

    assert [(t.body_ar, t.body_en) for t in found.tenures] == [("كوريا الشمالية", "North Korea")]


def test_statements_are_marked_with_their_language(page: Page) -> None:
    """No direction is left to guessing."""
    assert [attrs for _, attrs in page.tags if attrs.get("dir") == "auto"] == []
    assert all(attrs["dir"] == "rtl" for tag, attrs in page.tags if tag == "bdi" and attrs.get("lang") == "ar")


def test_data_names_the_words_that_made_the_claim(html: str) -> None:
    value = data(html)
    sentences, tellings = value["sentences"], value["tellings"]
    marked = {sentences[t[1]][t[3][0] : t[3][1]] for t in tellings}  # type: ignore[index]

    assert marked == {"تدعم"}


def test_no_quotes_leaves_no_sentence_and_keeps_offsets_and_links() -> None:
    html = render_report(without_quotes(material()))
    value = data(html)

    assert QUOTE not in html
    assert not [w for w in ("مسؤولون", "أوكرانيون", "زعم", "تدعم") if w in json.dumps(value, ensure_ascii=False)]
    assert value["sentences"] == []
    assert value["quotes"] is False
    assert {tuple(t[2]) for t in value["tellings"]} == {(100, 100 + len(QUOTE))}  # type: ignore[union-attr, attr-defined]
    assert "https://news.example/1" in html


def test_relations_with_a_source_are_kept_when_the_report_is_about_it() -> None:
    kept = about_actor(material(), "روسيا")

    assert kept.focus.actor == RUSSIA
    assert all(
        RUSSIA in (row.subject, row.object) or {t.source for t in row.tellings} == {RUSSIA.id} for row in kept.rows
    )
    assert len(kept.rows) == 8


@pytest.mark.parametrize("wanted", ["actor:PRK", "PRK", "actor/PRK", KOREA.id, "North Korea", "كوريا الشمالية"])
def test_actor_is_found_by_iri_slug_or_label(wanted: str) -> None:
    assert about_actor(material(), wanted).focus.actor == KOREA


def test_unknown_actor_is_an_error_that_lists_close_names() -> None:
    with pytest.raises(UsageError, match="North Korea"):
        about_actor(material(), "North Kore")


def test_days_are_included_and_undated_tellings_left_out() -> None:
    undated = edge(KIM, "meets", UKRAINE, telling(date=None, day=None))
    kept = between_days(material([*REPORT_ROWS, undated]), since="2024-10-16", until="2024-12-03")

    assert len(kept.rows) == len(REPORT_ROWS)
    assert {t.day for row in kept.rows for t in row.tellings} == {"2024-10-16", "2024-12-03"}
    assert sum(len(row.tellings) for row in kept.rows) == sum(len(row.tellings) for row in REPORT_ROWS) - 1


def test_comparison_says_what_each_outlet_has_alone() -> None:
    two = of_articles(material(), ("النبأ", "الأفق"))
    found = find(two.rows, compare=two.focus.compare).comparison

    assert found is not None
    assert [row.relation for row in found.only_second] == ["meets"]
    assert len(found.only_first) == len(REPORT_ROWS) - 1
    assert (found.both, found.differ) == ((), ())


def test_outlets_that_both_tell_and_differ() -> None:
    row = edge(KOREA, "supports", RUSSIA, telling(), replace(DENIAL, publisher="الأفق"))
    found = find([row], compare=("النبأ", "الأفق")).comparison

    assert found is not None
    assert found.differ == found.both == (row,)
    assert (found.denied_first, found.denied_second) == (0, 1)


def test_unknown_outlet_is_an_error_that_lists_the_outlets() -> None:
    with pytest.raises(UsageError, match="النبأ"):
        of_articles(material(), ("النبأ", "Nobody"))


def test_query_narrows_to_the_propositions_it_names() -> None:
    answer = replace(ANSWER, columns=("proposition",), rows=((REPORT_ROWS[0].proposition,),))

    assert [row.proposition for row in of_propositions(material(), answer).rows] == [REPORT_ROWS[0].proposition]


def test_query_narrows_to_the_pairs_it_names() -> None:
    answer = replace(ANSWER, columns=("a", "aLabel", "b"), rows=((RUSSIA.id, "", KOREA.id),))

    assert {row.relation for row in of_propositions(material(), answer).rows} == {"supports", "meets"}


def test_query_that_names_no_claims_is_refused() -> None:
    with pytest.raises(UsageError, match="names no claims"):
        of_propositions(material(), ANSWER)


def test_a_cut_keeps_the_contested_and_says_what_is_left_out() -> None:
    kept = most_told(material(), most=5)
    page = Page(render_report(kept))

    assert sum(len(row.tellings) for row in kept.rows) <= 5
    assert {row.voice for row in kept.rows[:2]} == {"contested"}
    assert kept.all_tellings == 13
    assert "of 13 tellings" in page.text


def test_findings_count_what_there_is() -> None:
    facts = find(REPORT_ROWS)

    assert (facts.relations, facts.tellings, facts.all_disputes) == (11, 13, 2)
    assert (facts.people[0].actor, facts.people[0].relations) == (RUSSIA, 7)
    assert [(c.actor.id, c.affirms, c.rejects, c.open) for c in facts.claimants] == [
        (UKRAINE.id, 5, 0, 1),
        (RUSSIA.id, 0, 3, 0),
    ]
    assert [(o.name, o.articles) for o in facts.outlets] == [("النبأ", 1), ("الأفق", 1)]


def test_a_claimant_is_never_an_outlets_own_voice() -> None:
    from tests.view.rows import OWN

    assert find([edge(KOREA, "meets", RUSSIA, OWN)]).claimants == ()


def test_empty_report_says_that_there_is_nothing() -> None:
    page = Page(render_report(material([])))

    assert "This report holds no claims." in page.text


def test_names_have_room_in_the_picture() -> None:
    """Once laid out, no two marks stand nearer than their names need."""
    links = [(i, (i * 7 + 3) % 40) for i in range(40)] + [(0, i) for i in range(1, 40)]
    points = spread(40, links, seed=7)
    close = [
        (a, b) for i, a in enumerate(points) for b in points[:i]
        if abs(a[0] - b[0]) < 0.5 * BOX[0] and abs(a[1] - b[1]) < 0.5 * BOX[1]
    ]  # fmt: skip

    assert close == []
    assert spread(40, links, seed=7) == points


def test_everybody_up_to_the_top_has_a_place_of_their_own() -> None:
    rows = distinct(
        [edge(replace(KIM, id=f"https://w3id.org/graphbuild/id/actor/p{i}"), "meets", RUSSIA) for i in range(60)]
    )
    found = places(rows, top=50, first=20)

    assert len(found) == 50
    assert len(set(found.values())) == 50


def test_report_of_nothing_is_small_enough_to_send() -> None:
    """The base that every report carries, most of it the viewer."""
    assert len(render_report(material([])).encode()) < 700_000
