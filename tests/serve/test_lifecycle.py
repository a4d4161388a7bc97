"""Starting, stopping, and a store that changes meanwhile."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import quote

import pytest

from graphbuild.errors import UsageError
from graphbuild.graph.store import open_store
from graphbuild.serve import Settings
from tests.graph.readings import KNOWLEDGE, RELATIONS, corpus, wire
from tests.serve.conftest import ROOT, Answer, Live
from tests.serve.test_protocol import SLOW


def serve(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "graphbuild", "serve", *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_quietly_and_leaves_no_process(store_path: Path, number: int) -> None:
    service = Live(store_path)
    assert service.sparql("ASK {}").status == 200
    children = _children(service.process.pid)
    code, errors = service.stop(number)

    assert (code, errors) == (0, "")
    assert children, "a query worker was there"
    deadline = time.monotonic() + 5
    while any(Path(f"/proc/{child}").exists() for child in children):
        assert time.monotonic() < deadline, "a query worker outlives the service"
        time.sleep(0.05)


def test_ctrl_c_in_a_terminal_ends_it_without_a_word(store_path: Path) -> None:
    """A terminal sends it to the query workers, too."""
    service = Live(store_path, new_session=True)
    assert service.sparql("ASK {}").status == 200
    os.killpg(service.process.pid, signal.SIGINT)
    code, errors = service.ended()

    assert (code, errors) == (0, "")


def test_a_second_ctrl_c_waits_for_nothing_and_says_nothing(store_path: Path) -> None:
    service = Live(store_path, new_session=True)

    def ask() -> None:
        with contextlib.suppress(OSError):
            service.sparql(SLOW)

    asking = threading.Thread(target=ask)
    asking.start()
    while service.ask("/health").json["running"] == 0:
        time.sleep(0.05)
    os.killpg(service.process.pid, signal.SIGINT)
    time.sleep(0.2)
    os.killpg(service.process.pid, signal.SIGINT)
    code, errors = service.ended()
    asking.join(10)

    assert (code, errors) == (0, "")


def test_an_answer_under_way_is_finished_and_a_long_one_is_not_waited_for(store_path: Path) -> None:
    service = Live(store_path)
    answers: list[Answer | OSError] = []

    def ask() -> None:
        try:
            answers.append(service.sparql(SLOW))
        except OSError as error:
            answers.append(error)

    asking = threading.Thread(target=ask)
    asking.start()
    while service.ask("/health").json["running"] == 0:
        time.sleep(0.05)
    started = time.monotonic()
    code, errors = service.stop()
    asking.join(10)

    assert code == 0
    assert "Traceback" not in errors
    assert time.monotonic() - started < 10
    assert len(answers) == 1


def test_a_taken_port_is_named(store_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = serve("--store", str(store_path), "--port", str(port))

    assert done.returncode == 2
    assert f"127.0.0.1:{port}: cannot listen there" in done.stderr and "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_no_store_is_an_error_in_words(tmp_path: Path) -> None:
    done = serve("--store", str(tmp_path / "none"), "--port", "0")

    assert done.returncode == 1
    assert "no graphbuild store here" in done.stderr
    assert not (tmp_path / "none").exists(), "serving makes no store"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--cors", "page.example"],
        ["--cors", "https://page.example/path"],
        ["--name", "http://x"],
        ["--host", "no such host"],
    ],
)
def test_wrong_options_are_named(store_path: Path, arguments: list[str]) -> None:
    done = serve("--store", str(store_path), "--port", "0", *arguments)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "wrong",
    [
        {"port": 70_000},
        {"workers": 0},
        {"max_rows": 0},
        {"timeout_s": 0.0},
        {"timeout_s": float("nan")},
        {"max_body": 10},
    ],
)
def test_settings_are_checked(wrong: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        Settings(store=Path("graph"), **wrong)  # type: ignore[arg-type]


def test_a_reader_sees_what_a_writer_has_published(tmp_path: Path) -> None:
    path = tmp_path / "graph"
    count = "SELECT (COUNT(?a) AS ?n) { ?a a gb:Article }"

    def counted() -> int:
        return int(service.sparql(count).json["results"]["bindings"][0]["n"]["value"])

    with open_store(path, create=True, relations=RELATIONS, knowledge=KNOWLEDGE) as store:
        service = Live(path)
        try:
            assert counted() == 0, "an empty store is served, too"
            assert service.ask("/", Accept="text/html").status == 200
            assert service.ask("/id/actor/PRK").status == 404
            store.add(corpus())
            first = counted()
            assert service.ask("/id/actor/PRK").status == 200
            store.add(wire())
            assert counted() == first + 3
            assert "مقال" in service.ask("/", Accept="text/html").text
            for _ in range(4):
                store.refresh()
            assert service.ask("/complete?q=" + quote("روسيا")).json["actors"][0]["curie"] == "actor:RUS"
        finally:
            code, errors = service.stop()
    assert (code, "Traceback" in errors) == (0, False)


def test_a_store_that_disappears_is_503_and_says_nothing_of_the_disk(tmp_path: Path) -> None:
    import shutil

    path = tmp_path / "graph"
    with open_store(path, create=True, relations=RELATIONS, knowledge=KNOWLEDGE) as store:
        store.add(corpus()[:1])
    service = Live(path)
    try:
        shutil.rmtree(path)
        path.mkdir()
        (path / "SNAPSHOT").write_text("nonsense\n", encoding="utf-8")
        for asked in (service.sparql("ASK {}"), service.ask("/health"), service.ask("/id/actor/PRK")):
            assert asked.status == 503
            assert str(tmp_path) not in asked.text
    finally:
        service.stop()


def _children(pid: int) -> list[int]:
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        pytest.skip(f"needs /proc to see child processes (pid {os.getpid()})")
