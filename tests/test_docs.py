"""What README, change log, help and comments say is true of the program."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import subprocess
from fnmatch import fnmatch
from pathlib import Path

import pytest

from graphbuild import cli, errors

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "data").rglob("*.md")),
]


def blocks(language: str) -> list[str]:
    """The fenced blocks of the README in a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.DOTALL | re.MULTILINE)


def commands() -> list[list[str]]:
    """Every graphbuild command that the README shows, as its words."""
    lines = (line.split("   #")[0].strip() for block in blocks("sh") for line in block.splitlines())
    return [shlex.split(line) for line in lines if line.startswith("graphbuild ")]


def options(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The help of a command."""
    capsys.readouterr()
    assert cli.main([command, "--help"]) == 0
    return capsys.readouterr().out


def names() -> list[str]:
    """Every command of the program."""
    return [info.name or info.callback.__name__ for info in cli.app.registered_commands if info.callback]


def test_readme_shows_commands_that_exist_with_options_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert len(commands()) >= 5
    for words in commands():
        shown = options(words[1], capsys)
        for word in words[2:]:
            if word.startswith("-") and word != "-":
                assert re.search(rf"(^|[ ,]){re.escape(word)}[ ,\n]", shown), f"{words[1]} has no {word}"


def test_help_examples_use_options_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    for name in names():
        shown = options(name, capsys)
        examples = re.findall(rf"^    .*?(graphbuild {name} .*)$", shown, re.MULTILINE)
        assert examples, name
        for word in shlex.split(" ".join(example.split("|")[0] for example in examples)):
            if re.fullmatch("--?[a-z].*", word):
                assert re.search(rf"(^|[ ,]){re.escape(word)}[ ,\n]", shown.split("Options:")[1]), (
                    f"{name} has no {word}"
                )


def test_readme_names_every_format_and_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    from graphbuild.graph.writers import WRITERS

    for format_ in (*WRITERS, "csv", "graphml"):
        assert re.search(rf"\b{format_}\b", README)
    assert "0 done, 1 failed, 2 wrong usage, 3 done in part" in README


def test_readme_python_example_finds_who_signed_with_whom() -> None:
    (code,) = blocks("python")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})

    assert re.search(
        "^AGREE .*\u0628\u0648\u062a\u064a\u0646.* signs_agreement_with .*\u0643\u064a\u0645",
        printed.getvalue(),
        re.MULTILINE,
    )


def test_make_help_lists_every_target_that_readme_names() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*?## ", makefile, re.MULTILINE))
    phony = set(re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)[0].split())

    assert phony == targets, "a target without a line of help, or help without a target"
    assert {"run", "test", "check", "bench", "clean"} <= targets
    assert (
        set(re.findall(r"\bmake ([a-z]+)\b", " ".join(re.findall(r"`make [^`]*`|^make .*$", README, re.MULTILINE))))
        <= targets
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def described() -> list[str]:
    """The file names of the tables in data/README.md, braces spelled out; they may be patterns."""
    cells = re.findall(r"^\| (\S[^|]*) \|", (ROOT / "data" / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    found = []
    for cell in cells:
        for name in re.split(r",\s+", cell):
            braces = re.fullmatch(r"(.*)\{(.*)\}(.*)", name)
            found += [f"{braces[1]}{one}{braces[3]}" for one in braces[2].split(",")] if braces else [name]
    return [name for name in found if "/" in name]


def test_every_file_of_data_is_described_and_every_description_has_its_file() -> None:
    files = [p.relative_to(ROOT / "data").as_posix() for p in (ROOT / "data").rglob("*") if p.is_file()]
    tables = sorted(name for name in files if not name.endswith("README.md"))
    patterns = described()

    assert [name for name in tables if not any(fnmatch(name, pattern) for pattern in patterns)] == []
    assert [pattern for pattern in patterns if not any(fnmatch(name, pattern) for name in tables)] == []


def test_error_tree_in_the_docstring_is_the_tree() -> None:
    drawn = re.findall(r"([A-Z][A-Za-z]+Error)\b", errors.__doc__ or "")
    classes = {
        name: value
        for name, value in vars(errors).items()
        if isinstance(value, type) and value.__module__ == errors.__name__
    }

    assert sorted(drawn) == sorted(classes)
    assert all(issubclass(value, errors.GraphbuildError) and value.__doc__ for value in classes.values())


def test_nothing_in_the_repository_names_a_machine() -> None:
    """Paths of a workplace and hosts of a registry have no place in what ships."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("needs a git checkout")
    found = []
    for name in listed.stdout.decode("utf-8").split("\0"):
        path = ROOT / name
        if name and path.is_file() and path != Path(__file__).resolve():
            text = path.read_bytes().decode("utf-8", errors="ignore")
            found += [f"{name}: {match}" for match in re.findall(r"/work/|/home/\w|--index-url|--find-links", text)]

    assert found == []
