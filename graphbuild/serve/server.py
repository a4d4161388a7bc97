"""Serving: a socket, uvicorn on it, and an end that waits for answers under way."""

from __future__ import annotations

import contextlib
import signal
import socket
from collections.abc import Callable, Iterator
from typing import Any

import uvicorn
from starlette.applications import Starlette

from graphbuild.errors import UsageError
from graphbuild.serve.app import create_app
from graphbuild.serve.settings import Settings

#: Seconds that answers under way have to finish when the service is stopped; then their queries are.
_GRACE_S = 3
_BACKLOG = 128
_MOST_CONNECTIONS = 200


class _Server(uvicorn.Server):
    """uvicorn, which ends quietly when asked to, and says when it can be asked."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """A second Ctrl-C waits for no answer any more; the stores and their workers are still put away."""
        await super().shutdown(sockets)
        if self.force_exit:  # uvicorn leaves the application's end out then, and a traceback tells of it
            await self.lifespan.shutdown()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Stop at SIGINT and SIGTERM; unlike uvicorn, do not raise them again when all is done."""
        signals = (signal.SIGINT, signal.SIGTERM)
        former: dict[int, Any] = {number: signal.signal(number, self.handle_exit) for number in signals}
        try:
            yield
        finally:
            for number, handler in former.items():
                signal.signal(number, handler)


def run(settings: Settings, *, ready: Callable[[str], None] | None = None) -> None:
    """Serve until SIGINT or SIGTERM. ``ready`` is called with the address once it can be asked.

    Raises:
        UsageError: the address cannot be listened on.
        StoreError: there is no store, or it does not open.
    """
    app = create_app(settings)
    listening = _listen(settings)
    host, port = listening.getsockname()[:2]
    address = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"

    def tell() -> None:
        if ready is not None:
            ready(address)

    _Server(_config(app), tell).run(sockets=[listening])


def _config(app: Starlette) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http="h11",
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_MOST_CONNECTIONS,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=_GRACE_S,
    )


def _listen(settings: Settings) -> socket.socket:
    """A listening socket.

    Raises:
        UsageError: no such address, or it is taken.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:
        raise UsageError(f"{settings.host}: no address of this machine ({error}); see --host") from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(_BACKLOG)
    except OSError as error:
        listening.close()
        where = f"{settings.host}:{settings.port}"
        raise UsageError(f"{where}: cannot listen there ({error.strerror}); choose another with --port") from error
    return listening
