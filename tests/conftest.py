"""What several test modules share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

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
