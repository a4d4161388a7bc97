"""A real service on loopback: started once, asked by real clients, stopped by its own process id."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from graphbuild.graph.store import open_store
from graphbuild.serve import Settings, create_app
from tests.graph.readings import KNOWLEDGE, RELATIONS, corpus, desk, wire

ROOT = Path(__file__).resolve().parents[2]
#: Markup that must stay text wherever it comes out; with what ends scripts, attributes and lines of JavaScript.
HOSTILE = (
    "\"'><img src=x onerror=\"document.title='gone'\"></script><script>document.title='gone'</script>\u2028{{7*7}}"
)


@dataclass(frozen=True)
class Answer:
    """One answer of the service."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").split(";")[0]


class Live:
    """``graphbuild serve`` in a process of its own."""

    def __init__(self, store: Path, *options: str, new_session: bool = False) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "graphbuild", "serve", "--store", str(store), "--port", "0", *options],
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1"},
            start_new_session=new_session,
        )
        assert self.process.stderr is not None
        line = self.process.stderr.readline()
        match = re.search(r"http://(\S+):(\d+)/", line)
        if match is None:
            raise RuntimeError(f"the service did not start: {line}{self.process.stderr.read()}")
        self.host, self.port = match[1], int(match[2])
        self.url = f"http://{match[1]}:{match[2]}"

    def ask(self, path: str, *, method: str = "GET", body: bytes | str | None = None, **headers: str) -> Answer:
        """One request; ``content_type="…"`` and the like are headers."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body.encode() if isinstance(body, str) else body, sent)
            response = connection.getresponse()
            told = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, told, response.read())
        finally:
            connection.close()

    def sparql(self, query: str, *, accept: str | None = None, **fields: str) -> Answer:
        """A query by GET."""
        headers = {"Accept": accept} if accept else {}
        return self.ask("/sparql?" + urlencode({"query": query, **fields}), **headers)

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """End it; exit code, and what it wrote to standard error."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        return self.ended()

    def ended(self) -> tuple[int, str]:
        """Wait for its end; exit code, and what it wrote to standard error."""
        try:
            _, errors = self.process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            _, errors = self.process.communicate()
            raise
        return self.process.returncode, errors


def in_process(
    settings: Settings, path: str, *, body: list[dict[str, Any]] | None = None, method: str = "GET", **headers: str
) -> tuple[int, bytes]:
    """One request to the application without a server; a missing part of the body never comes."""
    sent: list[dict[str, Any]] = []
    parts = iter(body if body is not None else [{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> dict[str, Any]:
        for part in parts:
            return part
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def run() -> None:
        app = create_app(settings)
        where, _, query = path.partition("?")
        raw = [(b"host", b"localhost"), *((k.replace("_", "-").encode(), v.encode()) for k, v in headers.items())]
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "path": where,
            "raw_path": where.encode(), "query_string": query.encode(), "headers": raw, "server": ("localhost", 80), "client": None,
        }  # fmt: skip
        async with app.router.lifespan_context(app):
            await app(scope, receive, send)  # type: ignore[arg-type]

    # The server is told of what broke, after the client was answered.
    with contextlib.suppress(RuntimeError):
        asyncio.run(run())
    return sent[0]["status"], b"".join(m.get("body", b"") for m in sent[1:])


def hostile_reading() -> Any:
    """An article whose every word is markup."""
    text = f"التقى فلاديمير بوتين كيم جونغ أون {HOSTILE}"
    d = desk(f"x{HOSTILE}", text, title=HOSTILE, date="2024-11-05", publisher=HOSTILE, url="javascript:alert(1)")
    d.say("meets", ("actor/vladimir-putin", "فلاديمير بوتين"), ("actor/kim-jong-un", "كيم جونغ أون"), "التقى")
    return d.reading()


@pytest.fixture(scope="session")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the graph tests' corpus, and an article of markup."""
    path = tmp_path_factory.mktemp("served") / "graph"
    with open_store(path, create=True, relations=RELATIONS, knowledge=KNOWLEDGE) as store:
        store.add([*corpus(), *wire(), hostile_reading()])
    return path


@pytest.fixture(scope="session")
def live(store_path: Path) -> Iterator[Live]:
    """The service as it is started without options."""
    service = Live(store_path)
    yield service
    code, errors = service.stop()
    assert code == 0
    assert "Traceback" not in errors


@pytest.fixture(scope="session")
def strict(store_path: Path) -> Iterator[Live]:
    """The service with small limits, one site that may ask, and a name."""
    options = (
        "--timeout",
        "1",
        "--max-rows",
        "5",
        "--workers",
        "1",
        "--cors",
        "https://page.example",
        "--name",
        "kg.example",
    )
    service = Live(store_path, *options)
    yield service
    code, errors = service.stop()
    assert code == 0
    assert "Traceback" not in errors
