"""Bad input is one clear line each, the others are built, the exit code says how it went, and nothing is left torn."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graphbuild.read.decode import MAX_ARTICLE_BYTES
from tests.test_cli import MEETING, Ran, Run, run

__all__ = ["run"]

GOOD = json.dumps({"id": "good", "text": MEETING}).encode()
BAD: dict[str, tuple[str, bytes, int | None, str]] = {
    "not UTF-8": ("bad.txt", "خبر".encode("cp1256"), None, "not UTF-8 (byte 0 is 0xce)"),
    "empty": ("bad.txt", b"", None, "empty"),
    "binary": ("bad.txt", bytes(range(256)) * 9, None, "binary, not text"),
    "a 50 MB text": ("bad.txt", b"a" * 50 * 2**20, None, "more than 8 MB in one article"),
    "a 50 MB line": ("bad.jsonl", GOOD + b"\n" + b'{"id": "' + b"a" * 50 * 2**20, 2, "more than 8 MB in one article"),
    "a row without text": ("bad.jsonl", GOOD + b"\n" + b'{"id": "2", "title": "a"}', 2, "no text"),
    "bad JSON": ("bad.jsonl", GOOD + b"\n" + b'{"id": "2", "text": "a}', 2, "not JSON"),
    "an id twice": ("bad.jsonl", GOOD + b"\n" + GOOD, 2, "the article 'good' stands already in"),
    "an article the engine breaks on": ("bad.jsonl", b'{"id": "2", "text": "\xd8\xa7\xd9\x86\xd9\x81\xd8\xac\xd8\xa7\xd8\xb1"}', None, "ZeroDivisionError: broken on purpose"),
}  # fmt: skip


@pytest.mark.parametrize("command", ["build", "extract"])
@pytest.mark.parametrize("case", BAD)
def test_bad_article_is_one_line_and_the_others_are_done(run: Run, tmp_path: Path, case: str, command: str) -> None:
    name, data, line, problem = BAD[case]
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_bytes(data)
    (folder / "good.txt").write_text(MEETING, encoding="utf-8")
    ran = run(command, str(folder), "-q")
    complaint, summary = ran.err.splitlines()
    (listed,) = [json.loads(text) for text in (tmp_path / "errors.jsonl").read_text(encoding="utf-8").splitlines()]

    assert ran.code == 3
    assert complaint.startswith("graphbuild: ")
    assert problem in complaint
    assert summary == "1 left out, listed in errors.jsonl"
    assert problem in listed["problem"]
    if "path" in listed:
        assert (listed["path"], listed["line"]) == (str(folder / name), line)
        assert complaint.startswith(f"graphbuild: {folder / name}{f':{line}' if line else ''}: ")
    if command == "build":
        assert json.loads(run("stats", "--json").out)["articles"] == 1 + (data.startswith(GOOD))
    else:
        assert [json.loads(text)["id"] for text in ran.out.splitlines()][-1] == "good.txt"


@pytest.mark.parametrize("given", ["none.txt", "empty-folder"])
def test_nothing_but_bad_input_has_failed(run: Run, tmp_path: Path, given: str) -> None:
    (tmp_path / "empty-folder").mkdir()
    ran = run("build", given)

    assert ran.code == 1
    assert ran.out == ""
    assert ran.err.splitlines()[0].startswith(f"graphbuild: {given}: ")
    assert len(ran.err.splitlines()) == 3


def test_many_bad_rows_are_listed_and_the_first_are_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_bytes(b'{"id": "x"}\n' * 500 + GOOD)
    ran = run("extract", "bad.jsonl", "--errors", "left-out.jsonl")

    assert ran.code == 3
    assert len(ran.err.splitlines()) == 21
    assert ran.err.endswith("500 left out, listed in left-out.jsonl\n")
    assert len((tmp_path / "left-out.jsonl").read_text(encoding="utf-8").splitlines()) == 500
    assert not (tmp_path / "errors.jsonl").exists()


UNWRITABLE = {
    "extract": ("extract", "good.txt", "-o", "none/out.jsonl"),
    "a folder in its place": ("extract", "good.txt", "-o", "folder"),
    "build into a file": ("build", "good.txt", "--store", "good.txt"),
    "build below a file": ("build", "good.txt", "--store", "good.txt/store"),
    "network": ("network", "-o", "none/n.html"),
    "query": ("query", "contested", "-o", "none/q.csv", "--format", "csv"),
    "claims": ("export", "-o", "folder", "--format", "csv"),
    "graph": ("export", "-o", "folder", "--format", "trig"),
    "demo": ("demo", "-o", "good.txt"),
}


@pytest.mark.parametrize("case", UNWRITABLE)
def test_unwritable_output_is_one_line_and_nothing_is_lost(run: Run, tmp_path: Path, case: str) -> None:
    (tmp_path / "good.txt").write_text(MEETING, encoding="utf-8")
    (tmp_path / "folder").mkdir()
    assert run("build", "good.txt").code == 0
    ran = run(*UNWRITABLE[case])

    assert (ran.code, ran.out) == (1, "")
    assert len(ran.err.splitlines()) == 1, ran.err
    assert ran.err.startswith("graphbuild: ")
    assert (tmp_path / "good.txt").read_text(encoding="utf-8") == MEETING
    assert list((tmp_path / "folder").iterdir()) == []
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize(
    "arguments", [("query", "contested"), ("stats",), ("network", "-o", "n.html"), ("remove", "1")]
)
def test_store_that_is_not_there_is_one_line(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("graphbuild: graph: ")
    assert len(ran.err.splitlines()) == 1
    assert not (tmp_path / "graph").exists()


def test_folder_that_is_no_store_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "graph").mkdir()
    (tmp_path / "graph" / "mine.txt").write_text("x", encoding="utf-8")
    (tmp_path / "good.txt").write_text(MEETING, encoding="utf-8")
    ran = run("build", "good.txt")

    assert ran.code == 1
    assert [path.name for path in (tmp_path / "graph").iterdir()] == ["mine.txt"]


def test_text_larger_than_an_article_on_standard_input_is_not_held(run: Run) -> None:
    ran: Ran = run("extract", "-", stdin="a" * (MAX_ARTICLE_BYTES + 1))

    assert ran.code == 1
    assert ran.err.startswith("graphbuild: -: more than 8 MB in one article")


BUILD = (
    "import sys; from graphbuild import cli; from tests.fakes import FakeEngine; import time\n"
    "class Slow(FakeEngine):\n"
    "    def read(self, article):\n"
    "        time.sleep(0.02); return super().read(article)\n"
    "cli.load_engine = Slow.load; sys.exit(cli.main(sys.argv[1:]))"
)


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_killed_build_leaves_a_store_that_opens_with_whole_articles(run: Run, root: Path, tmp_path: Path) -> None:
    """The second build is killed amid its work; what it had done stays, each article whole; the next build finishes."""
    rows = [json.dumps({"id": str(n), "text": MEETING + f"\n\nالخبر رقم {n}."}) + "\n" for n in range(400)]
    (tmp_path / "all.jsonl").write_text(rows[0], encoding="utf-8")
    assert run("build", "all.jsonl").code == 0
    (tmp_path / "all.jsonl").write_text("".join(rows), encoding="utf-8")
    building = subprocess.Popen(
        [sys.executable, "-c", BUILD, "build", "all.jsonl", "-q"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(root)},
    )
    time.sleep(4)
    building.send_signal(signal.SIGKILL)
    building.wait()
    stopped = json.loads(run("stats", "--json").out)
    torn = run(
        "query", "SELECT ?a { ?a a gb:Article FILTER NOT EXISTS { ?m prov:wasDerivedFrom ?a } }", "--format", "csv"
    )
    again = run("build", "all.jsonl")
    run("export", "-o", "killed.nq")
    run("build", "all.jsonl", "--store", "fresh")
    run("export", "-o", "fresh.nq", "--store", "fresh")

    assert 1 < stopped["articles"] < 400
    assert torn.out.split() == ["a"]
    assert again.code == 0
    assert (tmp_path / "killed.nq").read_bytes() == (tmp_path / "fresh.nq").read_bytes()
