"""What several test modules share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
#: The gold data and real articles that may not enter the repository; tests that want them skip where they are not.
SHARED = Path(os.environ.get("GRAPHBUILD_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of gold data and real articles, beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the real articles in {SHARED}, which are not part of the repository")
    return SHARED


@pytest.fixture(scope="session")
def seed_text(shared: Path) -> str:
    """The real page with two articles and ten headlines, as it lies on disk."""
    return (shared / "corpus" / "seed-article.txt").read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium of the machine."""
    api = pytest.importorskip("playwright.sync_api", reason="needs playwright, of requirements-dev.txt")
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        pytest.skip("needs Chromium, which is not installed here (Debian: apt-get install chromium)")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
