"""Keeps one query worker at hand, and kills it when a query takes too long."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from graphbuild.errors import QueryError, QueryTimeoutError


class QueryRunner:
    """A worker process; started when first asked, and again after it was killed. One question at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: queue.Queue[bytes] = queue.Queue()
        self._lock = threading.Lock()
        self._reader: threading.Thread | None = None

    def ask(self, request: dict[str, Any], *, timeout_s: float | None) -> dict[str, Any]:
        """The worker's answer.

        Raises:
            QueryTimeoutError: none within ``timeout_s`` seconds (None: no limit); the query is stopped.
            QueryError: the worker died.
        """
        with self._lock:
            for attempt in (1, 2):
                process = self._start()
                if process.stdin is None:
                    raise QueryError("the query worker has no input")
                try:
                    process.stdin.write(json.dumps(request).encode() + b"\n")
                    process.stdin.flush()
                    break
                except OSError:
                    # It died while idle (killed from outside): start another, once.
                    self.close()
                    if attempt == 2:
                        raise QueryError("the query worker cannot be started") from None
            try:
                line = self._lines.get(timeout=timeout_s)
            except queue.Empty:
                self.close()
                raise QueryTimeoutError(
                    f"stopped after {timeout_s:g} s; ask for less (bind an actor, add a limit) or allow more time"
                ) from None
            except BaseException:
                self.close()
                raise
            if not line:
                self.close()
                raise QueryError("the query worker died; the answer may be too large for this machine's memory")
            answer: dict[str, Any] = json.loads(line)
            return answer

    def _start(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        # The worker must find this package where its parent found it, whatever the working directory.
        root = str(Path(__file__).resolve().parents[2])
        path = os.pathsep.join([root, *filter(None, [os.environ.get("PYTHONPATH")])])
        self._process = subprocess.Popen(
            [sys.executable, "-m", "graphbuild.graph.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": path},
        )
        lines: queue.Queue[bytes] = queue.Queue()
        self._lines = lines
        stdout = self._process.stdout

        def read() -> None:
            if stdout is not None:
                for line in stdout:
                    lines.put(line)
            lines.put(b"")

        self._reader = threading.Thread(target=read, daemon=True)
        self._reader.start()
        return self._process

    def close(self) -> None:
        """Kill the worker."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        if self._reader is not None:
            # It holds the pipe until it has read the end.
            self._reader.join(timeout=5)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def __del__(self) -> None:
        # Not close(): the interpreter may be going, and its threads with it.
        if self._process is not None:
            self._process.kill()
