"""What stands before every page: who may ask, how much they may send, and what browsers are told to refuse."""

from __future__ import annotations

import ipaddress
from collections.abc import Collection
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graphbuild.serve.problems import ProblemError

#: Everything from here, nothing from elsewhere, no inline script or style.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
#: For pages that carry their own policy within (network, report): what only a header can say.
POLICY_WITHIN: Final = "frame-ancestors 'none'"
_HEADERS: Final = MappingProxyType(
    {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), usb=()",
    }
)


def host_of(header: str) -> str | None:
    """The host that a ``Host`` header names, in lower case without port and brackets; None where it names none.

    >>> host_of("[::1]:8080"), host_of("LocalHost:80"), host_of("a b")
    ('::1', 'localhost', None)
    """
    host = header.strip().lower()
    if host.startswith("["):
        host, bracket, port = host[1:].partition("]")
        if not bracket or (port and not (port[0] == ":" and port[1:].isdigit())):
            return None
    else:
        host, colon, port = host.partition(":")
        if colon and not port.isdigit():
            return None
    if not host or any(c in host for c in " /@?#\\"):
        return None
    return host.removesuffix(".")


def is_address(host: str) -> bool:
    """Whether a host is an IP address. A page of another site can make its own *name* point here (DNS rebinding), but
    no address.

    >>> is_address("127.0.0.1"), is_address("evil.example")
    (True, False)
    """
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class Guard:
    """Checks the host, the site that a browser asks from, and the size; adds the security headers."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        names: Collection[str],
        origins: Collection[str],
        max_body: int,
    ) -> None:
        self.app = app
        self.names = {"localhost", *(name.lower() for name in names)}
        self.origins = origins
        self.max_body = max_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cross-Origin-Resource-Policy", "cross-origin" if self.origins else "same-origin")
            await send(message)

        problem = self.problem(Headers(scope=scope), scope["method"])
        if problem is not None:
            await problem.response()(scope, receive, send_guarded)
            return
        await self.app(scope, receive, send_guarded)

    def problem(self, headers: Headers, method: str) -> ProblemError | None:
        """Why a request is turned away; None where it is not."""
        hosts = headers.getlist("host")
        host = host_of(hosts[0]) if len(hosts) == 1 else None
        if host is None:
            return ProblemError(HTTPStatus.BAD_REQUEST, "the request names no host")
        if host not in self.names and not is_address(host):
            return ProblemError(
                HTTPStatus.MISDIRECTED_REQUEST,
                f"this service does not go by the name {host!r}; start it with --name {host} if it should",
            )
        if self._cross_site(headers):
            return ProblemError(
                HTTPStatus.FORBIDDEN, "pages of other sites may not ask this service; --cors ORIGIN lets one"
            )
        length = headers.get("content-length")
        if length is not None and (not length.isdigit() or int(length) > self.max_body):
            return too_large(self.max_body)
        if method in ("POST", "PUT", "PATCH") and headers.get("content-encoding", "identity").lower() != "identity":
            return ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "a compressed body is not read; send it plain")
        return None

    def _cross_site(self, headers: Headers) -> bool:
        """Whether a browser asks on behalf of another site's page; following a link here is not that."""
        if headers.get("sec-fetch-site", "none") not in ("cross-site", "same-site"):
            return False
        if headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document":
            return False
        return not ("*" in self.origins or headers.get("origin") in self.origins)


def too_large(most: int) -> ProblemError:
    """413."""
    return ProblemError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"the request has more than {most:,} bytes")
