"""What is served, to whom, and within which limits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from graphbuild.errors import UsageError

_HOST_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Settings of the service; checked when made.

    Raises:
        UsageError: one of them cannot be.
    """

    store: Path
    host: str = "127.0.0.1"
    #: 0 takes any free port.
    port: int = 8080
    #: Seconds after which a query is stopped.
    timeout_s: float = 30.0
    #: Rows (or triples) that an answer may have.
    max_rows: int = 100_000
    #: Bytes that a request's body may have.
    max_body: int = 1_000_000
    #: Seconds that a client may take to send its body.
    body_timeout_s: float = 15.0
    #: Queries that run at the same time, each in a process of its own; others wait.
    workers: int = 2
    #: Queries that may wait; more are turned away.
    waiting: int = 16
    #: Origins (``https://host``) whose pages may ask, or ``*``; none unless asked for.
    cors: tuple[str, ...] = ()
    #: Names of this machine, besides its addresses and localhost, by which it may be asked.
    names: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        for name, least in (("max_rows", 1), ("max_body", 1_000), ("workers", 1), ("waiting", 0)):
            if getattr(self, name) < least:
                raise UsageError(f"{name}: expected at least {least}, got {getattr(self, name)}")
        if not 0 < self.timeout_s < 86_400:
            raise UsageError(f"timeout: expected seconds between 0 and 86400, got {self.timeout_s:g}")
        if not 0 <= self.port <= 65_535:
            raise UsageError(f"port: expected 0 to 65535, got {self.port}")
        for origin in self.cors:
            _check_origin(origin)
        for host in self.names:
            if not _HOST_NAME.fullmatch(host):
                raise UsageError(f"{host!r} is no host name; give it without scheme and port")


def _check_origin(origin: str) -> None:
    if origin == "*":
        return
    parts = urlsplit(origin)
    if parts.scheme not in ("http", "https") or not parts.netloc or origin != f"{parts.scheme}://{parts.netloc}":
        raise UsageError(f"{origin!r} is no origin; write it as https://host or http://host:port, or *")
