"""The served pages under axe-core: nothing serious, in both languages and both appearances."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest

from tests.browsing import serious
from tests.serve.conftest import Live
from tests.serve.test_browser import SIGNED, Visit, ready, write

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser
THEMES = ("light", "dark")
LANGUAGES = ("ar", "en")


@pytest.fixture
def visit(browser: Browser, live: Live) -> Visit:
    return Visit(browser, live)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_asking(visit: Visit, lang: str, theme: Literal["light", "dark"]) -> None:
    page = visit.page
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")  # answers do not fade in while they are looked at
    found = {}
    visit.open(f"/?lang={lang}")
    ready(page)
    found["editor"] = serious(page)
    write(page, "")
    page.focus("#query")
    page.keyboard.type("SELECT ?s { ?s gb:sta")
    page.wait_for_selector(".list:not([hidden]) [role=option]")
    found["completion"] = serious(page)
    page.keyboard.press("Escape")
    page.click("#run")
    page.wait_for_selector("#fault:not([hidden])")
    found["error"] = serious(page)
    write(page, SIGNED)
    page.click("#run")
    visit.answered()
    found["table"] = serious(page)
    page.click("#history summary")
    found["history"] = serious(page)
    page.click("#queries a[data-name=who-denies-what]")
    page.wait_for_selector("#p-denier")
    visit.answered()
    found["form"] = serious(page)
    page.click("#queries a[data-name=told-network]")
    page.wait_for_selector("svg.drawing .node")
    found["drawing"] = serious(page)

    assert [line for lines in found.values() for line in lines] == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "drawn"),
    [
        ("/id/actor/PRK-armed-forces", False),
        ("/id/actor/kim-jong-un", False),
        ("/nothing", False),
        ("/network", True),
        ("/report", True),
    ],
)
def test_pages(visit: Visit, path: str, drawn: bool, lang: str, theme: Literal["light", "dark"]) -> None:
    visit.page.emulate_media(
        color_scheme=theme, reduced_motion="reduce"
    )  # answers do not fade in while they are looked at
    page = visit.open(f"{path}#lang={lang}&theme={theme}" if drawn else f"{path}?lang={lang}")
    if drawn:
        page.wait_for_selector("html[data-drawn]")

    assert page.get_attribute("html", "lang") == lang
    assert serious(page) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_asking_on_a_narrow_screen(browser: Browser, live: Live, lang: str) -> None:
    one = Visit(browser, live, width=390, height=800)
    page = one.open(f"/?lang={lang}#name=contested&run=1")
    one.answered()

    assert serious(page) == []
