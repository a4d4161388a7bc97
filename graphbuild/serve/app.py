"""The application: which address is answered by what."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from graphbuild.errors import GraphbuildError
from graphbuild.serve.guards import Guard
from graphbuild.serve.named import Named
from graphbuild.serve.names import Names
from graphbuild.serve.openapi import description
from graphbuild.serve.pages import STATIC, Pages
from graphbuild.serve.pool import ClientGoneError, Pool
from graphbuild.serve.problems import ProblemError, of_error
from graphbuild.serve.protocol import TOLD_HEADERS, Service, decode_pairs
from graphbuild.serve.settings import Settings

_log = logging.getLogger(__name__)
#: Stores that pages and completion read, and how many of their requests may wait.
_PAGE_STORES, _PAGE_WAITING = 2, 64
_GET, _ASK = ["GET"], ["GET", "POST"]
#: What nginx logs for a client that left; nobody reads it.
_CLIENT_GONE = 499


def create_app(settings: Settings) -> Starlette:
    """The service over a store, as an ASGI application.

    Raises:
        StoreError: there is no store, or it does not open.
        UsageError: settings that cannot be.
    """
    pool = Pool(settings.store, size=settings.workers, waiting=settings.waiting)
    looking = Pool(settings.store, size=_PAGE_STORES, waiting=_PAGE_WAITING)
    service = Service(settings, pool, looking)
    pages, named = Pages(service, Names()), Named(service)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            await pool.close()
            await looking.close()

    async def health(_: Request) -> Response:
        snapshot = pool.snapshot()
        return JSONResponse(
            {"status": "ok", "snapshot": snapshot, **pool.load()}, headers={"Cache-Control": "no-store"}
        )

    async def openapi(_: Request) -> Response:
        return JSONResponse(description(settings, base=pool.base), headers={"Cache-Control": "no-cache"})

    async def failed(request: Request, error: Exception) -> Response:
        if isinstance(error, ClientGoneError):
            return Response(status_code=_CLIENT_GONE)
        problem = _problem(error)
        if "text/html" in request.headers.get("accept", "") and request.method in ("GET", "HEAD"):
            try:
                pairs = [
                    p for p in decode_pairs(request.scope["query_string"]) if p[0] == "lang" and p[1] in ("ar", "en")
                ]
            except ProblemError:
                pairs = []
            page = pages.html(request, pairs[:1], "problem.html", status=problem.status, problem=problem)
            page.headers.update(problem.headers)
            return page
        return problem.response()

    routes = [
        Route("/", pages.ask, methods=_GET),
        Route("/sparql", service.sparql, methods=_ASK),
        Route("/queries", named.index, methods=_GET),
        Route("/queries/{name}", named.text, methods=_GET),
        Route("/query/{name}", named.ask, methods=_ASK),
        Route("/complete", pages.complete, methods=_GET),
        Route("/vocabulary", pages.vocabulary, methods=_GET),
        Route("/id/{path:path}", pages.node, methods=_GET),
        Route("/network", pages.network, methods=_GET),
        Route("/report", pages.report, methods=_GET),
        Route("/openapi.json", openapi, methods=_GET),
        Route("/health", health, methods=_GET),
        Route("/static/{name}", static, methods=_GET),
    ]
    middleware = [
        Middleware(
            Guard, names=(*settings.names, *_own_name(settings)), origins=settings.cors, max_body=settings.max_body
        )
    ]
    if settings.cors:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=settings.cors,
                allow_methods=["GET", "POST"],
                allow_headers=["Accept", "Content-Type"],
                allow_private_network=True,
                expose_headers=TOLD_HEADERS,
            )
        )
    handlers = {
        ProblemError: failed,
        HTTPException: failed,
        ClientGoneError: failed,
        GraphbuildError: failed,
        Exception: failed,
    }
    return Starlette(routes=routes, middleware=middleware, lifespan=lifespan, exception_handlers=handlers)


def _own_name(settings: Settings) -> tuple[str, ...]:
    """The host that it was told to listen on is a name that it goes by, where it is a name."""
    return (settings.host,) if settings.host not in ("", "0.0.0.0", "::") else ()  # noqa: S104 - compared, not bound


def _problem(error: Exception) -> ProblemError:
    if isinstance(error, ProblemError):
        return error
    if isinstance(error, GraphbuildError):
        return of_error(error)
    if isinstance(error, HTTPException):
        words = {404: "there is nothing at this address", 405: "this address is not asked in this way"}
        return ProblemError(
            error.status_code, words.get(error.status_code, error.detail), {}, dict(error.headers or {})
        )
    _log.error("an answer failed", exc_info=error)
    return ProblemError(HTTPStatus.INTERNAL_SERVER_ERROR, "the service failed; whoever runs it sees why")


async def static(request: Request) -> Response:
    """A file of the pages: script or style."""
    name = request.path_params["name"]
    known = {path.name: path for path in STATIC.iterdir() if path.suffix in (".css", ".js", ".svg")}
    if name not in known:
        raise ProblemError(HTTPStatus.NOT_FOUND, "there is nothing at this address")
    media_type = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}[known[name].suffix]
    return Response(known[name].read_bytes(), media_type=media_type, headers={"Cache-Control": "no-cache"})
