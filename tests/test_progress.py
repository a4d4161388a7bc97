"""Progress on standard error: for who waits at a terminal, with counts and the time left; elsewhere not a byte."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from graphbuild.progress import Progress

ROOT = Path(__file__).resolve().parent.parent
COLOUR = re.compile(r"\x1b\[[\d;]*(?:3[0-7]|9[0-7]|[34]8;)[\d;]*m")
#: So many short articles take longer than the second for which a command stays quiet.
ARTICLES = 1500


class Terminal(io.StringIO):
    """Something written to that says that a person looks at it."""

    def isatty(self) -> bool:
        return True


def shown(terminal: io.StringIO, wanted: str) -> str:
    """What was written, as soon as it has what is wanted."""
    end = time.monotonic() + 30
    while not re.search(wanted, terminal.getvalue()):
        assert time.monotonic() < end, terminal.getvalue()
        time.sleep(0.02)
    return terminal.getvalue()


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "120")
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)


def test_counts_and_time_left_are_shown_where_the_total_is_known() -> None:
    terminal = Terminal()
    with Progress("reading", total=lambda: 40, stream=terminal, patience=0) as progress:
        for number in range(10):
            progress.step(f"article [{number}]")
            time.sleep(0.01)
        written = shown(terminal, r"10/40")
        assert "reading article [9]" in written
        assert re.search(r"\d:\d\d:\d\d", written)


def test_a_total_that_was_reckoned_too_low_grows() -> None:
    terminal = Terminal()
    with Progress("reading", total=2, stream=terminal, patience=0) as progress:
        for _ in range(3):
            progress.step()
        shown(terminal, r"3/3")


def test_what_is_done_soon_shows_nothing() -> None:
    terminal = Terminal()
    with Progress("reading", total=3, stream=terminal, patience=60) as progress:
        progress.step()

    assert terminal.getvalue() == ""
    assert not [one for one in threading.enumerate() if isinstance(one, threading.Timer) and not one.finished.is_set()]


def test_nothing_is_shown_or_reckoned_where_nobody_looks() -> None:
    def reckon() -> int:
        raise AssertionError

    for quiet, stream in ((True, Terminal()), (False, io.StringIO())):
        with Progress("reading", total=reckon, quiet=quiet, stream=stream, patience=0) as progress:
            progress.step("x")
            time.sleep(0.05)
        assert stream.getvalue() == ""


@pytest.mark.parametrize("colourless", [True, False])
def test_no_color_is_heeded(monkeypatch: pytest.MonkeyPatch, colourless: bool) -> None:
    if colourless:
        monkeypatch.setenv("NO_COLOR", "1")
    terminal = Terminal()
    with Progress("reading", total=40, stream=terminal, patience=0) as progress:
        progress.step("x")
        written = shown(terminal, r"1/40")

    assert bool(COLOUR.search(written)) is not colourless


def test_an_error_ends_it() -> None:
    terminal = Terminal()
    with pytest.raises(ValueError, match="spoilt"), Progress("reading", stream=terminal, patience=0) as progress:  # noqa: PT012
        progress.step("x")
        shown(terminal, "reading")
        raise ValueError("spoilt")
    length = len(terminal.getvalue())
    time.sleep(0.3)

    assert len(terminal.getvalue()) == length


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_the_command_shows_it_in_a_terminal_and_not_in_a_pipe(tmp_path: Path) -> None:
    """The whole way: ``build`` in a pseudo-terminal, then in a pipe."""
    import pty

    news = tmp_path / "news.jsonl"
    lines = (
        json.dumps({"id": str(n), "text": f"زار الرئيس الروسي تركيا يوم {n} أكتوبر."}) + "\n" for n in range(ARTICLES)
    )
    news.write_text("".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "graphbuild", "build", str(news), "--errors", str(tmp_path / "e"), "--store"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*command, str(tmp_path / "a")], stderr=theirs, stdout=subprocess.PIPE, env=environment
    ) as run:
        os.close(theirs)
        seen = b""
        try:
            while part := os.read(ours, 65536):
                seen += part
        except OSError:  # Linux: the other end is closed
            pass
        assert run.wait(120) == 0
    os.close(ours)
    piped = subprocess.run(
        [*command, str(tmp_path / "b")], capture_output=True, env=environment, check=True, timeout=120
    )

    assert re.search(rb"\d+/%d" % ARTICLES, seen)
    assert not COLOUR.search(seen.decode("utf-8", "replace"))
    assert piped.stderr.decode() == f"{tmp_path / 'b'}: {ARTICLES} added\n"
    assert piped.stdout == b""
