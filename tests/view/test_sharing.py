"""``export --no-quotes``: a graph that can be published has no sentence of a newspaper in any format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graphbuild import cli
from graphbuild.graph.writers import WRITERS
from tests.fakes import FakeEngine

SENTENCE = "روسيا تلتقي أوكرانيا في إسطنبول."
DENIAL = "نفت روسيا أن كوريا الشمالية تلتقي أوكرانيا."
ROWS = ("csv", "nodes", "edges", "graphml", "gexf", "plover")


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GRAPHBUILD_STORE", raising=False)
    monkeypatch.setattr(cli, "load_engine", FakeEngine.load)
    articles = [
        {"id": "1", "text": SENTENCE, "title": "لقاء", "date": "2024-05-01", "url": "https://news.example/1"},
        {"id": "2", "text": DENIAL, "date": "2024-06-02", "url": "https://news.example/2"},
    ]
    Path("news.jsonl").write_text("".join(json.dumps(a) + "\n" for a in articles), encoding="utf-8")
    assert cli.main(["build", "news.jsonl", "-q"]) == 0
    return tmp_path


def exported(format: str, *options: str) -> str:
    assert cli.main(["export", "--format", format, "-o", "out", "-q", *options]) == 0
    return Path("out").read_text(encoding="utf-8-sig")


def spoken(text: str) -> str:
    """Escaped letters as letters."""
    return (
        text.encode().decode("unicode_escape").encode("latin-1", "ignore").decode("utf-8", "ignore")
        if "\\u06" in text
        else text
    )


@pytest.mark.parametrize("format", [*WRITERS, *ROWS])
def test_no_format_has_a_sentence(store: Path, format: str) -> None:
    without = spoken(exported(format, "--no-quotes"))

    assert SENTENCE.rstrip(".") not in without
    assert DENIAL.rstrip(".") not in without
    assert "تلتقي" not in without, "nor the words that a claim was made of"


@pytest.mark.parametrize("format", [*WRITERS, "csv", "plover"])
def test_with_quotes_they_are_there_and_links_stay_without(store: Path, format: str) -> None:
    assert SENTENCE in spoken(exported(format))
    assert "https://news.example/1" in exported(format, "--no-quotes")


def test_offsets_stay_and_it_is_still_a_graph(store: Path) -> None:
    import rdflib

    exported("nq", "--no-quotes")
    graph = rdflib.Dataset()
    graph.parse("out", format="nquads")
    gb = rdflib.Namespace("https://w3id.org/graphbuild/ns#")
    kept = {p for _, p, _, _ in graph.quads()}

    assert {gb.start, gb.end, gb.triggerStart} <= kept
    assert not {gb.quote, gb.trigger, gb.cue, gb.cueQuote} & kept
