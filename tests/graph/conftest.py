"""One store of the shared corpus for all tests that only read it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graphbuild.graph.oxigraph import OxigraphStore
from graphbuild.graph.store import open_store

from .readings import KNOWLEDGE, RELATIONS, corpus, wire


@pytest.fixture(scope="session")
def full_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OxigraphStore]:
    """The corpus, a wire copy, and a few dated offices."""
    path = tmp_path_factory.mktemp("full") / "graph"
    with open_store(path, create=True, relations=RELATIONS, knowledge=KNOWLEDGE) as store:
        store.add([*corpus(), *wire()])
        yield store
