"""SPARQL servers for tests, on loopback: a real Virtuoso, and a small one of our own that can be made to fail."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

_INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
ErrorLogLevel = 7
FileExtend = 200
MaxCheckpointRemap = 2000
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
MaxCheckpointRemap = 2000
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 10
CheckpointInterval = 60
NumberOfBuffers = 20000
MaxDirtyBuffers = 15000
DirsAllowed = .
O_DIRECT = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 6
MaxClientConnections = 6
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 60
"""


def free_port() -> int:
    """A port of loopback that nobody uses now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


class Virtuoso:
    """A Virtuoso that keeps its files in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.http, self.sql = free_port(), free_port()
        self.process: subprocess.Popen[bytes] | None = None
        (folder / "virtuoso.ini").write_text(_INI.format(folder=folder, http=self.http, sql=self.sql), encoding="utf-8")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http}/sparql"

    @property
    def environment(self) -> dict[str, str]:
        return {
            "GRAPHBUILD_SPARQL_UPDATE": f"{self.url}-auth",
            "GRAPHBUILD_SPARQL_GRAPHS": f"{self.url}-graph-crud-auth",
            "GRAPHBUILD_SPARQL_USER": "dba",
            "GRAPHBUILD_SPARQL_PASSWORD": "dba",
        }

    def start(self) -> None:
        self.process = subprocess.Popen(
            ["virtuoso-t", "+foreground", "+configfile", str(self.folder / "virtuoso.ini")],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder,
        )  # fmt: skip
        for _ in range(300):
            if self.process.poll() is not None:
                raise RuntimeError((self.folder / "virtuoso.log").read_text(encoding="utf-8", errors="replace")[-2000:])
            try:
                urllib.request.urlopen(f"{self.url}?query=ASK%7B%7D", timeout=5).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError("Virtuoso does not answer")

    def kill(self) -> None:
        """As a power cut would end it."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None
            (self.folder / "virtuoso.lck").unlink(missing_ok=True)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.kill()
            self.process = None


def virtuoso_is_there() -> bool:
    return shutil.which("virtuoso-t") is not None


# --- one of our own


class Server:
    """SPARQL 1.1 query, update and Graph Store Protocol over an Oxigraph in memory.

    ``before(kind, request)`` is called with ``query``, ``update`` or ``graph`` before each request is answered; what it
    gives back, ``(status, body)``, is answered instead. ``cap`` limits the rows of an answer, as servers do; ``torn`` runs
    that many operations of the next update, and then breaks the connection: a server without transactions that dies.
    """

    def __init__(self) -> None:
        import pyoxigraph

        self.store = pyoxigraph.Store()
        self.before: Callable[[str, Any], tuple[int, str] | None] = lambda kind, request: None
        self.cap: int | None = None
        self.torn: int | None = None
        self.union = True
        self.seen: list[str] = []
        self.url = ""


class _Handler(BaseHTTPRequestHandler):
    server: Any
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def answer(self, status: int, body: str, kind: str = "text/plain", **headers: str) -> None:
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def handle_any(self) -> None:
        ours: Server = self.server.ours
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        path = urlsplit(self.path)
        kind = {"/query": "query", "/update": "update", "/store": "graph"}.get(path.path, "")
        form = parse_qs(body.decode("utf-8", "replace")) if kind in ("query", "update") else {}
        text = form.get(kind, [""])[0]
        ours.seen.append(kind)
        refused = ours.before(kind, (self.command, text, dict(self.headers)))
        if refused is not None:
            if refused[0] == 0:
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            extra = {"WWW_Authenticate": "Basic realm=x"} if refused[0] == 401 else {}
            self.answer(*refused, **extra)
            return
        try:
            if kind == "query":
                self.answer(200, *self.result(ours, text))
            elif kind == "update":
                self.update(ours, text)
            elif kind == "graph":
                self.graph(ours, parse_qs(path.query)["graph"][0], body)
            else:
                self.answer(404, "nothing here")
        except SyntaxError as error:
            self.answer(400, str(error))
        except BrokenPipeError:
            pass

    def result(self, ours: Server, text: str) -> tuple[str, str]:
        import pyoxigraph

        found: Any = ours.store.query(text, use_default_graph_as_union=ours.union)
        if isinstance(found, pyoxigraph.QueryTriples):
            return found.serialize(format=pyoxigraph.RdfFormat.N_TRIPLES).decode(), "application/n-triples"
        answer = json.loads(found.serialize(format=pyoxigraph.QueryResultsFormat.JSON))
        if ours.cap is not None and "results" in answer:
            del answer["results"]["bindings"][ours.cap :]
        return json.dumps(answer), "application/sparql-results+json"

    def update(self, ours: Server, text: str) -> None:
        torn, ours.torn = ours.torn, None
        if torn is None:
            ours.store.update(text)
            self.answer(204, "")
            return
        for part in text.split(" ;\n")[:torn]:
            ours.store.update(part)
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def graph(self, ours: Server, name: str, body: bytes) -> None:
        import pyoxigraph

        node = pyoxigraph.NamedNode(name)
        if self.command == "GET":
            quads = ours.store.quads_for_pattern(None, None, None, node)
            self.answer(200, "".join(f"{q.triple} .\n" for q in quads), "application/n-triples")
            return
        if self.command == "PUT":
            ours.store.remove_graph(node)
        ours.store.load(body, pyoxigraph.RdfFormat.N_TRIPLES, to_graph=node)
        self.answer(204, "")

    do_GET = do_POST = do_PUT = handle_any  # noqa: N815 - names of the base class


@contextmanager
def serving() -> Iterator[Server]:
    """A server of our own while the block runs."""
    ours = Server()
    http = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    http.daemon_threads = True
    http.ours = ours  # type: ignore[attr-defined]
    ours.url = f"http://127.0.0.1:{http.server_address[1]}/query"
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield ours
    finally:
        http.shutdown()
        http.server_close()
        thread.join()
