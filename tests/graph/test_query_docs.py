"""docs/queries.md says what the queries answer."""

from __future__ import annotations

import os
from pathlib import Path

from graphbuild.graph.oxigraph import OxigraphStore
from graphbuild.graph.queries import named_queries

from .query_docs import render
from .test_queries import GIVEN

PAGE = Path(__file__).parents[2] / "docs" / "queries.md"


def test_page_is_up_to_date(full_store: OxigraphStore) -> None:
    """Each example on the page is the query's answer today (GRAPHBUILD_WRITE_DOCS=1 writes the page anew)."""
    text = render(
        full_store, {name: {k: t for k, t in given.items() if not t.startswith("__")} for name, given in GIVEN.items()}
    )
    if os.environ.get("GRAPHBUILD_WRITE_DOCS"):
        PAGE.write_text(text, encoding="utf-8", newline="\n")

    assert PAGE.read_text(encoding="utf-8") == text, "run with GRAPHBUILD_WRITE_DOCS=1 to write it anew"


def test_every_query_has_its_section() -> None:
    """No query is missing, none is left over."""
    page = PAGE.read_text(encoding="utf-8")
    assert [line[3:] for line in page.splitlines() if line.startswith("## ")] == list(named_queries())
