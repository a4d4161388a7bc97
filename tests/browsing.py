"""Waiting in the browser tests: looked at again and again from Python, with an end, until it is so.

``page.wait_for_function`` is not used: it hands the page a text to evaluate, which the pages' own Content Security Policy
refuses as soon as the first look does not succeed. Nothing here waits for a fixed time, either: a machine under load takes
longer, and a quick one should not be held up.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: Long enough for two loaded cores; what succeeds never waits so long.
PATIENCE = 60.0
_STEP_MS = 40
#: How long a value must stay the same before it counts as settled.
_STILL_MS = 250


def until(page: Page, script: str, arg: object = None, *, seconds: float = PATIENCE) -> Any:
    """The first true value of *script* in the page."""
    end = time.monotonic() + seconds
    while True:
        value = page.evaluate(script, arg)
        if value:
            return value
        assert time.monotonic() < end, f"it did not happen within {seconds} s: {script}"
        page.wait_for_timeout(_STEP_MS)


def settled(page: Page, script: str, arg: object = None, *, seconds: float = PATIENCE) -> Any:
    """The value of *script* in the page once it no longer changes: a layout, a place on a canvas."""
    end = time.monotonic() + seconds
    value = page.evaluate(script, arg)
    same_since = time.monotonic()
    while (time.monotonic() - same_since) * 1000 < _STILL_MS:
        assert time.monotonic() < end, f"it did not come to rest within {seconds} s: {script}"
        page.wait_for_timeout(_STEP_MS)
        # two frames: what was about to be drawn is drawn
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        now = page.evaluate(script, arg)
        if now != value:
            value, same_since = now, time.monotonic()
    return value


def click_canvas(page: Page, place: str, arg: object = None, *, happens: str, shift: bool = False) -> None:
    """Click where *place* (giving x, y in the window) says, until *happens* is true.

    A click whose halves lie further apart than a quarter of a second, as on a machine under load, is a long press to
    vis-network and not a click; so it is made again where nothing followed.
    """
    for last in (False, False, True):
        x, y = settled(page, place, arg)
        if shift:
            page.keyboard.down("Shift")
        page.mouse.click(x, y)
        if shift:
            page.keyboard.up("Shift")
        try:
            until(page, happens, seconds=PATIENCE if last else 5)
        except AssertionError:
            if last:
                raise
        else:
            return


def serious(page: Page) -> list[str]:
    """What axe-core (WCAG 2.2 A and AA, and its best practices) finds of serious or critical weight, as lines."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs axe, of requirements-dev.txt")
    found = axe.Axe().run(page).response["violations"]
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['html'][:200]} {node['failureSummary'][:300]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
