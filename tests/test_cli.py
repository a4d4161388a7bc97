"""What the command line promises: data on standard output, the rest on standard error, exit codes, help with examples."""

from __future__ import annotations

import csv
import io
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from graphbuild import cli
from graphbuild.progress import Progress
from tests.fakes import FakeEngine

COMMANDS = (
    "build",
    "extract",
    "query",
    "network",
    "report",
    "explain",
    "stats",
    "validate",
    "export",
    "remove",
    "link",
    "sample",
    "review",
    "serve",
    "demo",
)
MEETING = "روسيا تلتقي أوكرانيا في إسطنبول."
DENIAL = "نفت روسيا أن كوريا الشمالية تلتقي أوكرانيا."


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command in an empty folder with a small engine; its exit code and what it wrote."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GRAPHBUILD_STORE", raising=False)
    monkeypatch.setattr(cli, "load_engine", FakeEngine.load)

    def run(*arguments: str, stdin: str = "") -> Ran:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        capsys.readouterr()
        code = cli.main(arguments)
        return Ran(code, *capsys.readouterr())

    return run


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """Three articles, one of which is a page with another in it."""
    folder = tmp_path / "news"
    folder.mkdir()
    rows = [{"id": "1", "text": MEETING, "date": "2024-05-01"}, {"id": "2", "text": DENIAL, "date": "2024-05-02"}]
    (folder / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    page = f"قال الوزير.\n\nالمصدر: النبأ\n\nإقرأ أيضا:\n\nقمة في إسطنبول\n\n{MEETING}\n"
    (folder / "page.txt").write_text(page, encoding="utf-8")
    return folder


@pytest.fixture
def built(run: Run, news: Path) -> Ran:
    return run("build", str(news))


def outside(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program as a person does, in a process of its own."""
    path = os.pathsep.join([str(cli.Path(cli.__file__).resolve().parent.parent)])
    return subprocess.run(
        [sys.executable, "-m", "graphbuild", *arguments],
        cwd=cwd, env=os.environ | {"PYTHONPATH": path} | environment, capture_output=True, check=False,
    )  # fmt: skip


# -- help and start ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_every_command_shows_worked_examples(run: Run, command: str) -> None:
    ran = run(command, "-h")

    assert ran.code == 0
    assert f"\n    graphbuild {command}" in ran.out.split("Example")[1]


def test_help_lists_every_command_with_a_whole_sentence(run: Run) -> None:
    listed = run("--help").out.split("Commands:\n")[1].splitlines()

    assert [line.split()[0] for line in listed] == list(COMMANDS)
    assert all(line.endswith(".") and not line.endswith("...") for line in listed)


def test_help_is_there_at_once(tmp_path: Path) -> None:
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        assert outside("--help", cwd=tmp_path).returncode == 0
        seconds.append(time.perf_counter() - start)

    assert statistics.median(seconds) < 0.4


def test_nothing_heavy_is_imported_for_help(tmp_path: Path) -> None:
    code = (
        "import sys; from graphbuild.cli import main; main(['--help']); "
        "heavy = ('rdflib', 'pyoxigraph', 'networkx', 'numpy', 'camel_tools', 'torch', 'pyvis', 'IPython', 'trafilatura'); "
        "sys.exit(' '.join(name for name in heavy if name in sys.modules) or None)"
    )
    path = str(Path(cli.__file__).resolve().parent.parent)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")


def test_version_names_program_and_engine(run: Run) -> None:
    assert run("--version").out == "graphbuild 0.1.0\nengine fake-1\n"


@pytest.mark.parametrize(
    "arguments", [("biuld",), ("build",), ("query", "--limit", "0", "x"), ("network",), ("stats", "--level", "x")]
)
def test_wrong_usage_is_exit_code_two_and_nothing_on_standard_output(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)

    assert (ran.code, ran.out) == (2, "")
    assert "Usage: graphbuild" in ran.err


def test_arabic_is_written_as_utf8_whatever_the_locale(tmp_path: Path) -> None:
    done = outside("query", "--list", cwd=tmp_path, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")

    assert done.returncode == 0
    assert "من ينفي ماذا" in done.stdout.decode("utf-8")


def test_reader_that_has_seen_enough_is_no_error(tmp_path: Path) -> None:
    command = f"'{sys.executable}' -m graphbuild query --list | head -n 1; exit ${{PIPESTATUS[0]}}"
    path = str(Path(cli.__file__).resolve().parent.parent)
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, env=os.environ | {"PYTHONPATH": path}, capture_output=True, check=False
    )

    assert done.returncode in (0, 1)
    assert done.stderr == b""


# -- build ---------------------------------------------------------------------------------------------------------


def test_build_says_what_it_did_on_standard_error(built: Ran) -> None:
    assert built == Ran(0, "", "graph: 4 added\n")


def test_second_build_reads_nothing_again(run: Run, built: Ran, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeEngine, "read", lambda *_: pytest.fail("an unchanged article was read again"))

    assert run("build", str(news)) == Ran(0, "", "graph: 4 unchanged\n")


def test_changed_article_is_replaced_and_a_page_stays_whole(run: Run, built: Ran, news: Path) -> None:
    path = news / "page.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("قال الوزير.", "قال الوزير ذلك."), encoding="utf-8")
    ran = run("build", str(news))
    articles = run(
        "query", "SELECT ?id { ?a a gb:Article ; dcterms:identifier ?id } ORDER BY ?id", "--format", "csv"
    ).out

    assert ran.code == 0
    assert "withdrawn" not in ran.err
    assert "replaced" in ran.err
    assert articles.split() == ["id", "1", "2", "page.txt", "page.txt#2"]


def test_quiet_says_nothing(run: Run, news: Path) -> None:
    assert run("build", str(news), "-q") == Ran(0, "", "")


def test_store_may_be_named_by_the_environment(
    run: Run, news: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GRAPHBUILD_STORE", str(tmp_path / "there"))

    assert run("build", str(news)).err == f"{tmp_path / 'there'}: 4 added\n"


# -- extract -------------------------------------------------------------------------------------------------------


def test_extract_writes_one_object_an_article_and_nothing_else(run: Run) -> None:
    rows = "".join(json.dumps({"id": str(n), "text": MEETING}) + "\n" for n in (1, 2))
    ran = run("extract", "-", stdin=rows)
    objects = [json.loads(line) for line in ran.out.splitlines()]

    assert (ran.code, ran.err) == (0, "")
    assert [o["id"] for o in objects] == ["1", "2"]
    assert list(objects[0]) == ["format", "engine", "id", "title", "date", "publisher", "url", "actors", "claims"]
    assert objects[0]["format"] == "graphbuild-claims/1"
    assert objects[0]["claims"][0]["trigger"] == {"field": "text", "start": 6, "end": 11, "text": "تلتقي"}


def test_extract_into_a_file_gives_the_same(run: Run, news: Path, tmp_path: Path) -> None:
    printed = run("extract", str(news)).out
    ran = run("extract", str(news), "-o", "claims.jsonl")

    assert ran == Ran(0, "", "")
    assert (tmp_path / "claims.jsonl").read_text(encoding="utf-8") == printed


def test_extract_full_has_text_and_sections_too(run: Run) -> None:
    (line,) = run("extract", "--full", "-", stdin=MEETING).out.splitlines()

    assert json.loads(line)["text"] == MEETING
    assert [section["kind"] for section in json.loads(line)["sections"]] == ["body"]


# -- query ---------------------------------------------------------------------------------------------------------


def test_named_query_as_csv_has_its_fixed_columns(run: Run, built: Ran) -> None:
    ran = run("query", "who-denies-what", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(ran.out))

    assert list(row) == (
        [
            "denier",
            "denierLabel",
            "relation",
            "subject",
            "subjectLabel",
            "object",
            "objectLabel",
            "quote",
            "article",
            "date",
        ]
    )
    assert (row["denierLabel"], row["quote"], row["date"]) == ("روسيا", DENIAL, "2024-05-02")
    assert {row["subjectLabel"], row["objectLabel"]} == {"كوريا الشمالية", "أوكرانيا"}


def test_table_leaves_out_iris_that_have_labels(run: Run, built: Ran, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    header, line, row = run("query", "who-denies-what").out.splitlines()

    assert header.split()[:4] == ["denierLabel", "relation", "subjectLabel", "objectLabel"]
    assert set(line) == {"-", " "}
    assert row.startswith("روسيا ")


def test_table_on_a_narrow_screen_is_a_block_a_row(run: Run, built: Ran, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    lines = run("query", "who-denies-what").out.splitlines()

    assert lines[0] == "-- 1"
    assert lines[1].split() == ["denierLabel", "روسيا"]


def test_empty_answer_is_done(run: Run, built: Ran) -> None:
    assert run("query", "SELECT ?x { ?x a gb:Nothing }") == Ran(0, "(nothing)\n", "")
    assert run("query", "SELECT ?x { ?x a gb:Nothing }", "--format", "csv").out.split() == ["x"]


def test_sparql_from_a_file_and_from_standard_input(run: Run, built: Ran, tmp_path: Path) -> None:
    sparql = "SELECT (COUNT(*) AS ?n) { ?x a gb:Article }"
    (tmp_path / "q.rq").write_text(sparql, encoding="utf-8")

    assert run("query", "--file", "q.rq", "--format", "jsonl").out == '{"n": "4"}\n'
    assert run("query", "-", "--format", "jsonl", stdin=sparql).out == '{"n": "4"}\n'


def test_ask_answers_with_the_exit_code_where_that_is_asked_for(run: Run, built: Ran) -> None:
    assert run("query", "ASK { ?x a gb:Article }", "--exit-status") == Ran(0, "answer\n------\ntrue\n", "")
    assert run("query", "ASK { ?x a gb:Nothing }", "--exit-status").code == 1
    assert run("query", "ASK { ?x a gb:Nothing }").code == 0


def test_unknown_query_is_wrong_usage_and_lists_the_known(run: Run, built: Ran) -> None:
    ran = run("query", "who-denis")

    assert (ran.code, ran.out) == (2, "")
    assert "who-denies-what" in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("SELECT ?x { ?x a gb:Article",), 1),
        (("DELETE WHERE { ?s ?p ?o }",), 2),
        (("SELECT ?x { SERVICE <http://a.example> { ?x ?y ?z } }",), 2),
        (("who-denies-what", "--format", "xls"), 2),
        (("who-denies-what", "--param", "denier"), 2),
        (("who-denies-what", "--param", "nobody=actor:RUS"), 2),
        (("who-denies-what", "--file", "x.rq"), 2),
        ((), 2),
        (("--file", "none.rq"), 1),
    ],
)
def test_query_that_cannot_be_is_one_line_without_a_traceback(
    run: Run, built: Ran, arguments: tuple[str, ...], code: int
) -> None:
    ran = run("query", *arguments)

    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith("graphbuild: ")
    assert len(ran.err.splitlines()) == 1


def test_list_names_every_query_with_titles_and_parameters(run: Run) -> None:
    from graphbuild.graph import named_queries

    out = run("query", "--list").out

    for name, one in named_queries().items():
        assert f"{name:24}{one.title_en}\n" in out
        assert one.title_ar in out
    assert "--param denier=ACTOR" in out


# -- the rest ------------------------------------------------------------------------------------------------------


def test_network_is_written_and_its_size_told(run: Run, built: Ran, tmp_path: Path) -> None:
    ran = run("network", "-o", "n.html", "--title", "عنوان <b>")
    html = (tmp_path / "n.html").read_text(encoding="utf-8")

    assert ran == Ran(0, "", "n.html: 3 of 3 actors, 2 of 2 relations\n")
    assert "<h1>عنوان &lt;b&gt;</h1>" in html
    assert run("network", "-o", "m.html", "--renderer", "vega").code == 2
    assert not (tmp_path / "m.html").exists()


def test_network_is_written_in_utf8_in_any_locale(run: Run, built: Ran, tmp_path: Path) -> None:
    """pyvis fails there on the licence of its own viewer."""
    written = outside("network", "-o", "c.html", cwd=tmp_path, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    run("network", "-o", "n.html")

    assert written.returncode == 0, written.stderr
    assert (tmp_path / "c.html").read_bytes() == (tmp_path / "n.html").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("network", "-o", "n.html"), ["reading the graph", "drawing"]),
        (("report", "-o", "r.html"), ["gathering", "drawing"]),
        (("export", "-o", "g.trig"), ["writing"]),
        (("query", "contested"), ["asking"]),
        (("stats",), ["counting"]),
        (("validate",), ["checking"]),
        (("link", "-o", "l.csv"), ["looking for pairs"]),
        (("sample", "-o", "s.csv"), ["reading the graph"]),
        (("remove", "1"), ["withdrawing"]),
    ],
)
def test_what_may_take_long_shows_its_progress(
    run: Run, built: Ran, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: list[str]
) -> None:
    shown = watched(monkeypatch)

    assert run(*arguments).code == 0
    assert [what for what, _ in shown] == told


@pytest.mark.parametrize("command", [("network", "-o", "n.html"), ("report", "-o", "r.html"), ("export", "-o", "g.trig"), ("link", "-o", "l.csv"), ("remove", "1")])  # fmt: skip
def test_quiet_is_quiet(run: Run, built: Ran, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> None:
    shown = watched(monkeypatch)

    assert run(*command, "-q").code == 0
    assert shown and all(quiet for _, quiet in shown)


def watched(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """What the commands show progress of, and whether they were told to be quiet."""
    shown: list[tuple[str, bool]] = []

    class Watched(Progress):
        def __init__(self, what: str, *, quiet: bool = False, **options: Any) -> None:
            shown.append((what, quiet))
            super().__init__(what, quiet=quiet, **options)

    monkeypatch.setattr(cli, "Progress", Watched)
    return shown


def test_stats_as_lines_and_as_json(run: Run, built: Ran) -> None:
    counts = json.loads(run("stats", "--json").out)

    assert counts["articles"] == 4
    assert "articles             4\n" in run("stats").out


def test_validate_says_that_a_graph_conforms_or_what_is_wrong(
    run: Run, built: Ran, monkeypatch: pytest.MonkeyPatch
) -> None:
    from graphbuild.graph import validate

    assert run("validate") == Ran(0, "the graph conforms to its shapes\n", "")
    assert json.loads(run("validate", "--json").out) == {"conforms": True, "problems": []}

    wrong = validate.Problem("1", "mention/1", "has no sentence", "", "3")
    monkeypatch.setattr(validate, "validate", lambda _: [wrong])

    assert run("validate") == Ran(1, "article 1: mention/1: has no sentence (it is 3)\n", "")
    assert json.loads(run("validate", "--json").out)["problems"][0]["node"] == "mention/1"


@pytest.mark.parametrize(
    "suffix",
    ["trig", "nq", "nq12", "ttl", "jsonld", "csv", "nodes", "edges", "graphml", "gexf", "panel", "plover", "cameo"],
)
def test_export_takes_the_format_from_the_name_and_is_the_same_every_time(
    run: Run, built: Ran, tmp_path: Path, suffix: str
) -> None:
    first, second = run("export", "-o", f"a.{suffix}"), run("export", "-o", "b", "--format", suffix, "-q")

    assert first == Ran(0, "", f"a.{suffix}: written\n")
    assert second == Ran(0, "", "")
    assert (tmp_path / f"a.{suffix}").read_bytes() == (tmp_path / "b").read_bytes() != b""


def test_export_of_an_unknown_format_lists_the_known(run: Run, built: Ran) -> None:
    ran = run("export", "-o", "a.xyz")

    assert ran == Ran(2, "", "graphbuild: no format 'xyz'; known: cameo, csv, edges, gexf, graphml, jsonld, "
        "nodes, nq, nq12, panel, plover, trig, ttl\n")  # fmt: skip


def test_panel_is_of_states(run: Run, built: Ran) -> None:
    ran = run("export", "-o", "a.panel", "--level", "actor")

    assert (ran.code, ran.out) == (2, "")
    assert "this format is of states" in ran.err


def test_sample_coded_gives_precision_and_review_takes_claims_out(run: Run, built: Ran, tmp_path: Path) -> None:
    """A drawn sheet, coded by hand, gives precision; the claim that is no claim leaves the answers, until taken back."""
    drawn = run("sample", "-n", "3", "-o", "sheet.csv")
    lines = (tmp_path / "sheet.csv").read_text(encoding="utf-8").splitlines()
    verdict = lines[0].split(",").index("verdict")
    rows = list(csv.reader(lines))
    for row, word in zip(rows[1:], ("no", "yes", "yes"), strict=True):
        row[verdict] = word
    with (tmp_path / "coded.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    mentions = "SELECT (COUNT(?v) AS ?n) { ?v gb:verdictOn ?m ; gb:decision gb:Rejected }"

    assert drawn == Ran(0, "", "")
    measured = run("sample", "coded.csv").out.splitlines()
    assert measured[0].split() == ["category", "precision", "low", "high", "right", "judged"]
    assert (measured[2].split()[0], measured[2].split()[-2:]) == ("ALL", ["2", "3"])
    before = run("export", "-o", "before.csv", "-q")
    assert run("review", "coded.csv") == Ran(0, "", "3 verdicts recorded\n")
    assert run("query", mentions, "--format", "csv").out.split() == ["n", "1"]
    assert before == run("export", "-o", "after.csv", "-q") == Ran(0, "", "")
    rejected = rows[1][0]
    assert rejected in (tmp_path / "before.csv").read_text(encoding="utf-8")
    assert rejected not in (tmp_path / "after.csv").read_text(encoding="utf-8")
    assert run("review", "--undo", "coded.csv", "-q") == Ran(0, "", "")
    assert run("export", "-o", "again.csv", "-q").code == 0
    assert (tmp_path / "again.csv").read_bytes() == (tmp_path / "before.csv").read_bytes()
    assert run("review").code == 2


def test_link_writes_a_sheet_and_records_what_it_says(run: Run, built: Ran, tmp_path: Path) -> None:
    """Two actors are one when a person says so, and two again; pairs that name nobody are refused."""
    (tmp_path / "pairs.csv").write_text("first,second\nactor:RUS,actor:UKR\n", encoding="utf-8")
    (tmp_path / "none.csv").write_text("first,second\nactor:RUS,nobody at all\n", encoding="utf-8")

    assert run("link").out.splitlines() == ["first,first_name,second,second_name,type,reason,decision"]
    assert run("link", "--accept", "pairs.csv") == Ran(0, "", "1 pairs are one\n")
    assert "decided by a person,Accepted" in run("link").out
    assert run("link", "--reject", "pairs.csv", "-q") == Ran(0, "", "")
    assert "decided by a person,Rejected" in run("link").out
    ran = run("link", "--accept", "none.csv")
    assert (ran.code, ran.err.count("no actor is called")) == (2, 1)


def test_remove_withdraws_a_page_with_what_is_embedded_in_it(run: Run, built: Ran) -> None:
    ran = run("remove", "page.txt")

    assert (ran.code, ran.out) == (0, "")
    assert sorted(ran.err.splitlines()) == ["page.txt#2: withdrawn", "page.txt: withdrawn"]
    assert json.loads(run("stats", "--json").out)["articles"] == 2
    assert run("remove", "page.txt").code == 2


def test_no_colour_codes_where_nobody_watches(built: Ran, run: Run) -> None:
    for arguments in (
        ("--help",),
        ("query", "--list"),
        ("query", "who-denies-what"),
        ("stats",),
        ("query", "who-denis"),
    ):
        ran = run(*arguments)
        assert "\x1b" not in ran.out + ran.err


def test_interrupt_ends_with_one_line(run: Run, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(FakeEngine, "read", interrupted)
    ran = run("build", str(news))

    assert ran.code == 130
    assert ran.err == "graphbuild: stopped; each article is wholly old or wholly new\n"
    assert run("stats").code == 0


# -- with the real engine ------------------------------------------------------------------------------------------


def test_explain_shows_tokens_and_candidates(tmp_path: Path) -> None:
    done = outside("explain", "نفى الكرملين إرسال جنود إلى أوكرانيا.", cwd=tmp_path)

    assert (done.returncode, done.stderr) == (0, b"")
    assert "الكرملين" in done.stdout.decode("utf-8")


def test_demo_does_the_whole_way_and_the_same_again(tmp_path: Path) -> None:
    files = ("graph.trig", "claims.csv", "network.html")
    first = outside("demo", cwd=tmp_path, PYTHONHASHSEED="1")
    bytes_ = {name: (tmp_path / "out" / name).read_bytes() for name in files}
    second = outside("demo", cwd=tmp_path, PYTHONHASHSEED="2")
    elsewhere = outside("demo", "-o", "other", cwd=tmp_path, PYTHONHASHSEED="3")
    printed = first.stdout.decode("utf-8")

    assert [done.returncode for done in (first, second, elsewhere)] == [0, 0, 0]
    assert first.stderr == b""
    assert second.stdout == first.stdout
    for name in files:
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "other" / name).read_bytes() == bytes_[name]
    for wanted in (
        "articles             11",
        "Who denies what",
        "Who signed with whom",
        "query contested --store out/store",
    ):
        assert wanted in printed
    assert not (tmp_path / "out" / "errors.jsonl").exists()
