"""Stores to ask at the same time, each with its own query worker; a question whose client has left is stopped."""

from __future__ import annotations

import asyncio
import signal
import subprocess
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from graphbuild.graph import open_store
from graphbuild.graph.runner import QueryRunner
from graphbuild.serve.problems import ProblemError

if TYPE_CHECKING:
    from graphbuild.graph.oxigraph import OxigraphStore

T = TypeVar("T")
_NOTICE_S = 0.1


class _Runner(QueryRunner):
    """A query worker that another thread may stop, and that Ctrl-C leaves to its parent."""

    def _start(self) -> subprocess.Popen[bytes]:
        if not hasattr(signal, "pthread_sigmask"):  # Windows
            return super()._start()
        # A terminal sends Ctrl-C to all its processes. What this thread blocks, the new process blocks too.
        former = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            return super()._start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, former)

    def interrupt(self) -> None:
        """Kill the worker; who waits for its answer is told that it died."""
        process = self._process
        if process is not None:
            process.kill()


class ClientGoneError(Exception):
    """The client has closed its connection; nobody reads the answer."""


class Pool:
    """``size`` stores over one folder. Others wait for one to be free, at most ``waiting`` of them."""

    def __init__(self, path: Path, *, size: int, waiting: int) -> None:
        self._stores = [open_store(path) for _ in range(size)]
        self._runners = {id(store): _Runner() for store in self._stores}
        for store in self._stores:
            store._runner = self._runners[id(store)]  # noqa: SLF001 - the store's own would not be stopped from here
        #: Looked at by the health check, which must not wait for a query.
        self._watched_store = open_store(path)
        self.base = self._watched_store.base
        self._free = list(self._stores)
        self._gate = asyncio.Semaphore(size)
        self._waiting, self._most = 0, waiting
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="graphbuild-query")
        self._closed = False

    async def run(self, call: Callable[[OxigraphStore], T], *, gone: Callable[[], Awaitable[None]]) -> T:
        """What ``call`` gives for a store, run in a thread; ``gone`` returns when the client leaves.

        Raises:
            ProblemError: 503, too many are waiting, or the service is ending.
            ClientGoneError: the client left; the query was stopped.
        """
        if self._closed:
            raise _ending()
        if self._gate.locked() and self._waiting >= self._most:
            raise ProblemError(
                HTTPStatus.SERVICE_UNAVAILABLE, "too many queries are waiting; try again", {}, {"Retry-After": "2"}
            )
        self._waiting += 1
        try:
            await self._gate.acquire()
        finally:
            self._waiting -= 1
        try:
            store = self._free.pop()
            try:
                return await self._watched(store, call, gone)
            finally:
                self._free.append(store)
        finally:
            self._gate.release()

    async def _watched(
        self, store: OxigraphStore, call: Callable[[OxigraphStore], T], gone: Callable[[], Awaitable[None]]
    ) -> T:
        work = asyncio.get_running_loop().run_in_executor(self._threads, call, store)
        watch = asyncio.ensure_future(gone())
        both: set[asyncio.Future[Any]] = {work, watch}
        try:
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                await self._stop(store, work)
                raise ClientGoneError
            return await work
        except asyncio.CancelledError:
            # The service is ending: the client is told so, and not cut off.
            await self._stop(store, work)
            raise _ending() from None
        finally:
            watch.cancel()

    async def _stop(self, store: OxigraphStore, work: asyncio.Future[T]) -> None:
        """Kill the worker of a running query and wait until its thread has noticed."""
        while not work.done():
            self._runners[id(store)].interrupt()
            await asyncio.wait({work}, timeout=_NOTICE_S)
        # Whatever it was, nobody waits for it.
        work.exception()

    def snapshot(self) -> str | None:
        """The name of the state of the store that is read; None while it is empty.

        Raises:
            StoreError: it cannot be read.
        """
        self._watched_store.reader()
        path = self._watched_store.snapshot_path()
        return None if path is None else path.name

    def load(self) -> dict[str, int]:
        """How many queries run, and how many wait."""
        return {"running": len(self._stores) - len(self._free), "waiting": self._waiting}

    async def close(self) -> None:
        """Kill all workers. What still runs ends with an error, and its client is told."""
        self._closed = True
        while self.load()["running"]:
            for runner in self._runners.values():
                runner.interrupt()
            await asyncio.sleep(_NOTICE_S)
        self._threads.shutdown(wait=True, cancel_futures=True)
        for store in (*self._stores, self._watched_store):
            store.close()


def _ending() -> ProblemError:
    return ProblemError(HTTPStatus.SERVICE_UNAVAILABLE, "the service is ending")
