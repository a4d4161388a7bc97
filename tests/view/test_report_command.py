"""``graphbuild report`` over a store: what it writes, how it is narrowed, what it says of wrong wishes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from graphbuild import cli
from tests.fakes import FakeEngine

MEETING = "روسيا تلتقي أوكرانيا في إسطنبول."
DENIAL = "نفت روسيا أن كوريا الشمالية تلتقي أوكرانيا."
Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command in a folder with a store of two articles; its exit code and standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GRAPHBUILD_STORE", raising=False)
    monkeypatch.setattr(cli, "load_engine", FakeEngine.load)
    articles = [
        {"id": "1", "text": MEETING, "date": "2024-05-01", "publisher": "النبأ", "url": "https://news.example/1"},
        {"id": "2", "text": DENIAL, "date": "2024-06-02", "publisher": "الأفق", "url": "https://news.example/2"},
    ]
    Path("news.jsonl").write_text("".join(json.dumps(a) + "\n" for a in articles), encoding="utf-8")
    assert cli.main(["build", "news.jsonl", "-q"]) == 0

    def run(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = cli.main(["report", "-o", "r.html", *arguments])
        return code, capsys.readouterr().err

    return run


def written() -> str:
    return Path("r.html").read_text(encoding="utf-8")


def claims() -> int:
    start = written().index('id="data">') + len('id="data">')
    data, _ = json.JSONDecoder().raw_decode(written()[start:])
    return len(data["levels"]["actor"]["edges"])


def test_report_has_what_the_store_tells(run: Run) -> None:
    code, said = run("--title", "أيار 2024")

    assert (code, said) == (0, "r.html: 2 claims, 2 tellings\n")
    for text in (MEETING, DENIAL, "أيار 2024", "https://news.example/1", "graphbuild query contested"):
        assert text in written()


def test_all_that_is_counted_has_a_name_in_both_languages(run: Run) -> None:
    assert run("-o", "r.md", "--lang", "ar")[0] == 0
    held = Path("r.md").read_text(encoding="utf-8").rsplit("###", 1)[1]

    assert re.findall("[A-Za-z_]{3,}", held.removesuffix("</div>\n")) == []


def test_same_store_gives_the_same_bytes(run: Run) -> None:
    run()
    first = written()
    run()

    assert written() == first


def test_no_quotes_leaves_out_every_sentence(run: Run) -> None:
    assert run("--no-quotes")[0] == 0
    assert MEETING not in written() and DENIAL not in written()
    assert "https://news.example/1" in written()


def test_method_says_which_engine_read_and_what_a_coded_sample_measures(run: Run) -> None:
    rows = ["category,verdict", *["CONSULT,yes"] * 3, "CONSULT,no"]
    Path("coded.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")

    assert run("--coded", "coded.csv")[0] == 0
    method = written()[written().index('id="method"') :]
    assert "fake-1" in method
    assert method.count("0.75 (0.30\u20130.95), 3 / 4") == 2


def test_a_report_over_the_limit_takes_the_top_and_says_by_which_rule(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli._MOST_TELLINGS == 50_000
    monkeypatch.setattr(cli, "_MOST_TELLINGS", 1)

    assert run() == (0, "r.html: 1 claims, 1 tellings of 2 (the contested first, then those most often told)\n")
    assert "The most told: 1 of 2 tellings (the contested first, then those most often told)." in written()


def test_report_without_queries(run: Run) -> None:
    assert run("--no-queries")[0] == 0
    assert "graphbuild query contested" not in written()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--actor", "PRK"], 1),
        (["--actor", "روسيا"], 2),
        (["--since", "2024-06-01"], 1),
        (["--until", "2024-05-31"], 1),
        (["--since", "2025-01-01"], 0),
        (["--compare", "النبأ", "الأفق"], 2),
        (["--query", "who-met-whom"], 2),
        (["--query", "who-attacks-whom"], 0),
    ],
)
def test_report_is_narrowed(run: Run, options: list[str], expected: int) -> None:
    assert run(*options)[0] == 0
    assert claims() == expected


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--actor", "Rusia"], "did you mean Russia?"),
        (["--query", "nope"], "contested"),
        (["--since", "yesterday"], "write it as"),
        (["--compare", "النبأ", "x"], "الأفق"),
        (["--query", "wire-copies"], "choose another"),
    ],
)
def test_wrong_wishes_are_wrong_usage_with_what_is_possible(run: Run, options: list[str], complaint: str) -> None:
    code, said = run(*options)

    assert code == 2
    assert complaint in said
    assert not Path("r.html").exists()


def test_markdown_is_written_where_the_format_or_the_name_says_so(run: Run) -> None:
    assert run("--format", "md", "--lang", "en", "--title", "May 2024")[0] == 0
    english = written()
    assert cli.main(["report", "--store", "graph", "-o", "r.md", "-q"]) == 0
    arabic = Path("r.md").read_text(encoding="utf-8")

    assert english.startswith("# May 2024\n")
    assert "1. **" in english and MEETING in english and "## Claims" in english
    assert "## الادعاءات" in arabic and MEETING in arabic


@pytest.mark.parametrize("options", [["--format", "docx"], ["--format", "md", "--lang", "fr"]])
def test_formats_and_languages_that_are_not_there_are_wrong_usage(run: Run, options: list[str]) -> None:
    code, said = run(*options)

    assert code == 2
    assert "known: " in said
    assert not Path("r.html").exists()


def test_pdf_without_a_browser_fails_before_anything_is_gathered(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHBUILD_CHROMIUM", "no-such-browser")
    code, said = run("-o", "r.pdf", "--store", "nowhere")

    assert code == 1
    assert "'no-such-browser', which is no program here" in said
    assert not Path("r.pdf").exists()


@pytest.mark.browser
def test_pdf_is_written_where_there_is_a_browser(run: Run) -> None:
    from graphbuild.errors import OutputError
    from graphbuild.view.report import find_chromium

    try:
        find_chromium()
    except OutputError as error:
        pytest.skip(str(error))

    assert run("-o", "r.pdf", "--lang", "en") == (0, "r.pdf: 2 claims, 2 tellings\n")
    assert Path("r.pdf").read_bytes().startswith(b"%PDF-")
