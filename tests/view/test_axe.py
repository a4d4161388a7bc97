"""The pages under axe-core: nothing serious, in both languages and both appearances."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphbuild.view import Network
from graphbuild.view.pyvis_page import render
from graphbuild.view.report import render_report
from tests.browsing import serious
from tests.view import reports, test_pyvis_browser
from tests.view.rows import ROWS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
TABS = ("summary", "network", "claims", "actors", "timeline", "queries", "method")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_report(browser: Browser, tmp_path: Path, lang: str, theme: str) -> None:
    state = f"lang={lang}&theme={theme}&conf=0.1"
    page = reports.Opened(browser, tmp_path / "r.html", render_report(reports.material()), state=state).page
    found = {}
    for tab in TABS:
        page.click(f"#tab-{tab}")
        if tab == "claims":
            page.click("tr[data-edge] >> nth=0")
        if tab == "actors":
            page.click("tr[data-actor] >> nth=0")
        if tab == "queries":
            page.click(".query summary >> nth=0")
        found[tab] = serious(page)
    page.click("#export")
    found["menu"] = serious(page)
    page.keyboard.press("Escape")
    page.click("[data-key=help]")
    found["help"] = serious(page)

    assert [line for lines in found.values() for line in lines] == []


@pytest.mark.parametrize("width", [390, 1280])
def test_report_without_scripts_and_narrow(browser: Browser, tmp_path: Path, width: int) -> None:
    """The reading edition: axe itself runs, the page's own scripts are taken out."""
    html = render_report(reports.material())
    start, end = html.index("<script>"), html.rindex("</script>")
    path = tmp_path / "r.html"
    path.write_text(html[:start] + html[html.index("</head>") : html.rindex("<script", 0, end)], encoding="utf-8")
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    page.goto(path.as_uri())

    assert page.locator("#claims .static").is_visible() and not page.locator("#searchbox").is_visible()
    assert serious(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["ar", "en"])
def test_network(browser: Browser, tmp_path: Path, lang: str, theme: str) -> None:
    html = render(Network.of(ROWS))
    page = test_pyvis_browser.Opened(browser, tmp_path / "n.html", html, state=f"lang={lang}&theme={theme}").page
    page.click("summary >> nth=0")

    assert serious(page) == []
