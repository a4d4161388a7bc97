"""``export --no-quotes``: a graph that can be published has no sentence of a newspaper in any format."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from graphbuild import cli
from graphbuild import vocab as v
from graphbuild.graph.sharing import without_quotes
from graphbuild.graph.terms import Quad, tagged
from graphbuild.graph.writers import WRITERS
from graphbuild.read import read
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


# -- the samples, read by the program itself: not even a part of a sentence is left

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
#: A word with its vowel signs; what structures a file ends a run of words.
WORD = re.compile(r"[^\W_]+(?:[\u064b-\u0652]+[^\W_]*)*")
WORD_OR_END = re.compile(rf"{WORD.pattern}|[|*<>\t\n\"',\u2026]+")
RUN = 6


def runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("samples") / "graph"
    assert cli.main(["build", str(SAMPLES), "--store", str(store), "-q"]) == 0
    return store


@pytest.fixture(scope="module")
def written() -> set[tuple[str, ...]]:
    """Every run of six words in the articles, but those of headlines, which say what is cited."""
    articles = list(read([SAMPLES], on_error=lambda error: pytest.fail(str(error))))
    texts = set().union(*(runs(WORD.findall(article.text)) for article in articles))
    return texts - set().union(*(runs(WORD.findall(article.title or "")) for article in articles))


def told(store: Path, folder: Path, format: str, *options: str) -> set[tuple[str, ...]]:
    """Every run of six words in a file of the format."""
    target = folder / f"out.{format}"
    command = ["report"] if format in ("html", "md") else ["export"]
    assert cli.main([*command, "--store", str(store), "--format", format, "-o", str(target), "-q", *options]) == 0
    text = target.read_text(encoding="utf-8-sig")
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    return runs(WORD_OR_END.findall(text))


@pytest.mark.parametrize("format", [*WRITERS, *ROWS, "panel", "cameo", "html", "md"])
def test_no_six_words_of_an_article_stand_together(
    samples: Path, written: set[tuple[str, ...]], tmp_path: Path, format: str
) -> None:
    assert written & told(samples, tmp_path, format, "--no-quotes") == set()


@pytest.mark.parametrize("format", [*WRITERS, "csv", "plover", "html", "md"])
def test_with_quotes_they_would_be_found(
    samples: Path, written: set[tuple[str, ...]], tmp_path: Path, format: str
) -> None:
    assert len(written & told(samples, tmp_path, format)) > 100


def test_a_long_name_ends_after_five_words_and_a_known_one_stays() -> None:
    name = "سكان القرى الصغيرة الواقعة خلف الجبل الأخضر"
    label, facts = f"<{v.RDFS}label>", "<https://w3id.org/graphbuild/graph/facts>"
    unknown = Quad("<https://w3id.org/graphbuild/id/actor/x-skan>", label, tagged(name, "ar"), facts)
    known = Quad("<https://w3id.org/graphbuild/id/actor/UNO>", label, tagged(name, "ar"), facts)

    assert list(without_quotes([unknown, known])) == [
        unknown._replace(object=tagged("سكان القرى الصغيرة الواقعة خلف…", "ar")),
        known,
    ]


def test_names_that_the_data_know_are_whole_in_an_export(samples: Path, tmp_path: Path) -> None:
    target = tmp_path / "nodes.csv"
    assert (
        cli.main(["export", "--store", str(samples), "--format", "nodes", "--no-quotes", "-o", str(target), "-q"]) == 0
    )
    assert "الأمم المتحدة" in target.read_text(encoding="utf-8-sig")
