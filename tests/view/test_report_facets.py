"""Every facet of the report in a real browser: each of its values keeps just the claims that have it, and counts them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from graphbuild.rows import EdgeRow, Telling
from graphbuild.view.report import render_report
from tests.view.reports import REPORT_ROWS, Opened, distinct, material
from tests.view.rows import DENIAL, KIM, KOREA, OWN, RUSSIA, UKRAINE, edge, telling

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
#: Told by an outlet that is not named.
NOWHERE = replace(
    OWN,
    article="https://w3id.org/graphbuild/id/article/3",
    publisher=None,
    status="possible",
    confidence=0.75,
    date=None,
)
#: One category for each relation, as in the ontology.
ROWS = distinct(
    [
        *(row for row in REPORT_ROWS if row.category != "ASSAULT"),
        edge(KOREA, "strikes", UKRAINE, telling(confidence=0.3), DENIAL, category="ASSAULT"),
        edge(KIM, "meets", UKRAINE, telling(section="headline", confidence=0.45, day="2023-05-06", date="2023-05-06")),
        edge(RUSSIA, "meets", None, NOWHERE),
        edge(KOREA, "strikes", KIM, telling(confidence=0.9, day="2024-01-31", date="2024-01-31"), category="ASSAULT"),
    ]
)


def ends(row: EdgeRow) -> list[object]:
    return [end for end in (row.subject, row.object) if end is not None]


def told(of: Callable[[Telling], str]) -> Callable[[EdgeRow], set[str]]:
    return lambda row: {of(one) for one in row.tellings}


def claimant(one: Telling) -> str:
    return "own" if one.own_voice else one.source.split("/id/")[1]


#: What a claim has of each facet, reckoned here from the rows.
FACETS: dict[str, Callable[[EdgeRow], set[str]]] = {
    "voice": lambda row: {row.voice},
    "polarity": told(lambda one: one.polarity),
    "category": lambda row: {row.category},
    "relation": lambda row: {row.relation},
    "claimant": told(claimant),
    "outlet": told(lambda one: one.publisher or "none"),
    "type": lambda row: {end.type for end in (row.subject, row.object) if end},
    "country": lambda row: {end.country or "none" for end in (row.subject, row.object) if end},
    "status": told(lambda one: one.status),
    "section": told(lambda one: one.section),
}


@pytest.fixture(scope="module")
def html() -> str:
    return render_report(material(ROWS))


def shown(page: Page) -> set[str]:
    found: list[str] = page.eval_on_selector_all("tr[data-edge]", "rows => rows.map(row => row.dataset.edge)")
    return set(found)


def short(rows: list[EdgeRow]) -> set[str]:
    return {row.proposition.split("/id/")[1] for row in rows}


def test_every_facet_is_looked_at_here(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, state="tab=claims").page

    assert page.evaluate("Object.keys(GB.FACETS)") == list(FACETS)
    assert page.eval_on_selector_all("[data-facet]", "all => all.map(one => one.dataset.facet)") == list(FACETS)


@pytest.mark.parametrize("facet", FACETS)
def test_each_value_keeps_its_claims_and_is_counted(browser: Browser, tmp_path: Path, html: str, facet: str) -> None:
    opened = Opened(browser, tmp_path / "r.html", html, state="tab=claims&lang=en")
    page = opened.page
    values = sorted(set().union(*(FACETS[facet](row) for row in ROWS)))
    page.evaluate("document.querySelectorAll('.facet').forEach(one => { one.open = true; })")
    if page.locator(f"[data-key='{facet}:more']").count():
        page.click(f"[data-key='{facet}:more']")
    offered = page.eval_on_selector_all(
        f"[data-facet={facet}] [type=checkbox]", "all => all.map(one => one.dataset.key)"
    )

    assert sorted(offered) == sorted(f"{facet}:{value}" for value in values)
    assert len(values) > 1
    for value in values:
        expected = [row for row in ROWS if value in FACETS[facet](row)]
        count = page.inner_text(f"label:has([data-key='{facet}:{value}']) .count")
        page.check(f"[data-key='{facet}:{value}']")
        assert shown(page) == short(expected), value
        assert int(count) == len(expected)
        assert f"{facet}={quote(value)}" in page.url
        page.uncheck(f"[data-key='{facet}:{value}']")
    assert shown(page) == short(ROWS)
    assert opened.complaints == []


def test_least_certainty_is_a_slider(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, state="tab=claims").page
    page.evaluate("document.querySelectorAll('.facet').forEach(one => { one.open = true; })")
    for least in (0.5, 0.8, 0.95):
        page.fill("[data-key=conf]", str(least))
        expected = [row for row in ROWS if any(one.confidence >= least for one in row.tellings)]

        assert shown(page) == short(expected)
        assert 0 < len(expected) < len(ROWS)


def test_two_days_are_a_time(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, state="tab=claims").page
    page.evaluate("document.querySelectorAll('.facet').forEach(one => { one.open = true; })")
    page.fill("[data-key=since]", "2023-05-06")
    page.fill("[data-key=until]", "2024-01-31")

    days = {row.proposition: {one.day for one in row.tellings} for row in ROWS}
    expected = [row for row in ROWS if any("2023-05-06" <= (d or "") <= "2024-01-31" for d in days[row.proposition])]
    assert shown(page) == short(expected)
    assert len(expected) == 2


def test_a_choice_counts_in_every_tab_and_in_the_address(browser: Browser, tmp_path: Path, html: str) -> None:
    page = Opened(browser, tmp_path / "r.html", html, state="tab=claims&lang=en&category=ASSAULT").page
    expected = [row for row in ROWS if row.category == "ASSAULT"]

    assert shown(page) == short(expected)
    page.click("#tab-actors")
    names = {end.id.split("/id/")[1] for row in expected for end in (row.subject, row.object) if end}
    found = page.eval_on_selector_all("tr[data-actor]", "rows => rows.map(row => row.dataset.actor)")
    assert names <= set(found)
    page.click("#tab-timeline")
    assert page.locator(".events li").count() == len(expected)
    page.click("#tab-network")
    assert page.evaluate("GB.model.shown") == len([row for row in expected if len(ends(row)) == 2])
