"""The loop on a corpus of one's own: whom does the graph name that no list has; a table of them; reading again with it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from graphbuild import api, cli
from graphbuild.lexicon import lexicon
from graphbuild.lexicon.own import COLUMNS
from graphbuild.records import Article
from graphbuild.unresolved import Unresolved, as_table, unresolved

TEXTS = (
    "قال وزير الدفاع السويدي كارل غوستافسون إن السويد أرسلت مساعدات إلى أوكرانيا.",
    "التقى وزير الدفاع السويدي كارل جوستافسون نظيره النرويجي في أوسلو. وانتقد غوستافسون روسيا.",
    "نفى الكرملين أن تكون روسيا قد قصفت كييف. واتهم النائب هوغو زيربرينك موسكو بقتل مدنيين.",
)


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Unresolved]:
    articles = [Article(str(number), text, date="2024-10-16") for number, text in enumerate(TEXTS)]
    with api.build(articles, tmp_path_factory.mktemp("graph") / "graph") as graph:
        return unresolved(graph.store)


def test_spellings_of_one_actor_are_one_row_and_the_most_frequent_comes_first(found: list[Unresolved]) -> None:
    first = found[0]
    assert first.spellings == ("كارل جوستافسون", "كارل غوستافسون")
    assert (first.type, first.country, first.articles) == ("person", "SWE", 2)
    assert first.example == "وزير الدفاع السويدي كارل غوستافسون"
    assert [row.articles for row in found] == sorted((row.articles for row in found), reverse=True)


def test_nobody_whom_a_list_has_is_listed(found: list[Unresolved]) -> None:
    names = {name for known in lexicon().known for name in known.names}
    assert found
    assert not names & {name for row in found for name in row.spellings}


def test_slugs_are_new_and_no_two_are_the_same(found: list[Unresolved]) -> None:
    slugs = [row.slug for row in found]
    assert len(set(slugs)) == len(slugs)
    assert not {known.slug for known in lexicon().known} & set(slugs)


def test_the_table_has_the_columns_that_actors_needs(found: list[Unresolved]) -> None:
    header, *rows = csv.reader(io.StringIO(as_table(found)))
    assert tuple(header[: len(COLUMNS)]) == COLUMNS
    assert {len(row) for row in rows} == {len(header)}


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert cli.main(arguments) == 0
    return capsys.readouterr().out


def test_the_loop(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """List, look through, build again: who was unresolved is an actor with the slug of the table."""
    monkeypatch.chdir(tmp_path)
    rows = [{"id": str(number), "text": text, "date": "2024-10-16"} for number, text in enumerate(TEXTS)]
    Path("news.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    run(capsys, "build", "news.jsonl", "-q")
    assert "كارل جوستافسون" in run(capsys, "stats", "--unresolved")
    listed = json.loads(run(capsys, "stats", "--unresolved", "--json", "--top", "1"))["unresolved"]
    assert [row["label_ar"] for row in listed] == ["كارل جوستافسون"]

    run(capsys, "stats", "--unresolved", "-o", "my-actors.csv")
    run(capsys, "build", "news.jsonl", "-q", "--actors", "my-actors.csv")

    assert "كارل" not in run(capsys, "stats", "--unresolved")
    asked = run(capsys, "query", "SELECT DISTINCT ?a { ?n gb:ofActor ?a }", "--format", "csv")
    assert f"actor/{listed[0]['slug']}" in asked


def test_a_bad_row_ends_the_program_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(TEXTS[0], encoding="utf-8")
    Path("my-actors.csv").write_text(f"{','.join(COLUMNS)}\nmy-party,club,حزبي,,,,\n", encoding="utf-8")
    assert cli.main(["extract", "a.txt", "--actors", "my-actors.csv"]) == 1
    assert "my-actors.csv:2: column 'type': 'club' is not known; possible: country, person" in capsys.readouterr().err


def test_a_graph_without_unknown_names_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text("نفت روسيا أنها قصفت كييف.", encoding="utf-8")
    run(capsys, "build", "a.txt", "-q")
    assert run(capsys, "stats", "--unresolved") == "(nothing)\n"
