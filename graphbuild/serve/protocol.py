"""The SPARQL 1.1 protocol: ``/sparql`` by GET and by both forms of POST, and the service's description."""

from __future__ import annotations

import asyncio
import re
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import parse_qsl, quote

from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from graphbuild.errors import GraphbuildError
from graphbuild.graph.queries import check_read_only
from graphbuild.graph.results import Result
from graphbuild.serve.guards import too_large
from graphbuild.serve.negotiation import FORMS, Form, Kind, choose, negotiate
from graphbuild.serve.pool import Pool
from graphbuild.serve.problems import ProblemError, of_error
from graphbuild.serve.scan import check_scan
from graphbuild.serve.sparql_text import FormWord, form_of, with_dataset

if TYPE_CHECKING:
    from collections.abc import Callable

    from graphbuild.graph.oxigraph import OxigraphStore
    from graphbuild.serve.settings import Settings

#: Parameters that ask something; without them the service describes itself.
_ASKS = frozenset(("query", "update", "default-graph-uri", "named-graph-uri", "limit"))
_NAME = re.compile(r"\s*[a-z0-9-]+\s*")
#: Headers of an answer that a page of another origin may read.
TOLD_HEADERS = ("Graphbuild-Rows", "Graphbuild-Truncated", "Graphbuild-Milliseconds")

Pairs = list[tuple[str, str]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as the protocol carries it."""

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None
    limit: int | None = None


class Service:
    """What the endpoints share: the pool and the limits."""

    def __init__(self, settings: Settings, pool: Pool, pages: Pool) -> None:
        self.settings, self.pool, self.pages = settings, pool, pages

    async def ask(self, request: Request, call: Callable[[OxigraphStore], Result], *, query: str = "") -> Result:
        """The answer that ``call`` gets from a store.

        Raises:
            ProblemError: whatever went wrong, in words for the client.
        """
        try:
            return await self.pool.run(call, gone=lambda: gone(request))
        except GraphbuildError as error:
            raise of_error(error, query=query) from error

    async def read(self, request: Request, call: Callable[[OxigraphStore], T]) -> T:
        """What ``call`` reads in a store for a page; long questions of others do not hold it up.

        Raises:
            ProblemError: whatever went wrong, in words for the client.
        """
        try:
            return await self.pages.run(call, gone=lambda: gone(request))
        except GraphbuildError as error:
            raise of_error(error) from error

    @staticmethod
    def clock() -> float:
        """Seconds, for measuring how long an answer took."""
        return time.monotonic()

    async def pairs(self, request: Request) -> Pairs:
        """The parameters of a GET's address or of a POST's form.

        Raises:
            ProblemError: not UTF-8, or not a form.
        """
        given = decode_pairs(request.scope["query_string"])
        if request.method == "POST":
            kind = content_type(request)
            if kind != "application/x-www-form-urlencoded":
                raise unsupported(kind, "application/x-www-form-urlencoded")
            given += decode_pairs(await self.body(request))
        return given

    async def body(self, request: Request) -> bytes:
        """The request's body.

        Raises:
            ProblemError: 413 too large, 408 too slow.
        """
        pieces, size = [], 0
        try:
            async with asyncio.timeout(self.settings.body_timeout_s):
                async for piece in request.stream():
                    size += len(piece)
                    if size > self.settings.max_body:
                        raise too_large(self.settings.max_body)
                    pieces.append(piece)
        except TimeoutError:
            raise ProblemError(HTTPStatus.REQUEST_TIMEOUT, "the request's body did not come in time") from None
        except ClientDisconnect:
            raise ProblemError(HTTPStatus.BAD_REQUEST, "the request's body broke off") from None
        return b"".join(pieces)

    def answer(self, result: Result, form: Form, *, limit: int | None, started: float) -> Response:
        """The answer in a form, its size and time in headers.

        Raises:
            ProblemError: 422, larger than allowed where no limit was asked for.
        """
        if result.truncated and limit is None:
            raise ProblemError(
                HTTPStatus.UNPROCESSABLE_ENTITY,
                f"the answer has more than {self.settings.max_rows:,} rows; ask for less (LIMIT, a bound actor), or "
                "give the parameter limit to be content with a part",
                {"max_rows": self.settings.max_rows},
            )
        count = len(result.triples) if result.kind == "triples" else len(result.rows)
        headers = {
            "Vary": "Accept",
            "Cache-Control": "no-cache",
            "Content-Type": form.content_type,
            "Graphbuild-Rows": str(count),
            "Graphbuild-Truncated": "true" if result.truncated else "false",
            "Graphbuild-Milliseconds": str(round((time.monotonic() - started) * 1000)),
        }
        return Response(form.write(result).encode("utf-8", "replace"), headers=headers)

    async def sparql(self, request: Request) -> Response:
        """The endpoint of the protocol."""
        if request.method != "POST" and not {name for name, _ in decode_pairs(request.scope["query_string"])} & _ASKS:
            return self.describe(request)
        asked = await self.asked(request)
        accept = request.headers.get("accept")
        if request.method == "GET" and not asked.format and wants_page(accept):
            place = f"/#query={quote(asked.query, safe='')}"
            return RedirectResponse(place, HTTPStatus.SEE_OTHER, {"Vary": "Accept"})
        started = time.monotonic()
        # Reading a long text takes a while: elsewhere, so that others are answered meanwhile.
        text, word = await asyncio.to_thread(prepare, asked)
        kind: Kind = "triples" if word in ("CONSTRUCT", "DESCRIBE") else "rows"
        form = negotiate(accept, asked.format, kind) if word else FORMS["json"]
        most = self.settings.max_rows if asked.limit is None else asked.limit
        result = await self.ask(
            request, lambda store: store.query(text, timeout_s=self.settings.timeout_s, limit=most), query=text
        )
        return self.answer(result, form, limit=asked.limit, started=started)

    async def asked(self, request: Request) -> Asked:
        """What a request asks.

        Raises:
            ProblemError: it does not follow the protocol.
        """
        pairs = decode_pairs(request.scope["query_string"])
        if request.method == "POST":
            kind = content_type(request)
            if kind == "application/sparql-update":
                raise ProblemError(HTTPStatus.FORBIDDEN, "updates change the graph; this service only reads it")
            if kind == "application/sparql-query":
                if any(name == "query" for name, _ in pairs):
                    raise ProblemError(
                        HTTPStatus.BAD_REQUEST, "the query stands in the body and in the address: give it once"
                    )
                pairs.append(("query", decode(await self.body(request))))
            elif kind == "application/x-www-form-urlencoded":
                pairs += decode_pairs(await self.body(request))
            else:
                raise unsupported(kind, "application/x-www-form-urlencoded or application/sparql-query")
        return asked_of(pairs, max_rows=self.settings.max_rows)

    def describe(self, request: Request) -> Response:
        """What the service can do, as SPARQL 1.1 Service Description; a browser gets the page."""
        accept = request.headers.get("accept")
        if wants_page(accept):
            return RedirectResponse("/", HTTPStatus.SEE_OTHER, {"Vary": "Accept"})
        form = negotiate(accept, one(decode_pairs(request.scope["query_string"]), "format"), "triples")
        endpoint = str(request.url.replace(query="", fragment=""))
        return self.answer(description(endpoint, self.pool.base), form, limit=None, started=time.monotonic())


def prepare(asked: Asked) -> tuple[str, FormWord | None]:
    """The query over its dataset, and the word that says what it answers with.

    Raises:
        ProblemError: it is refused.
    """
    check_scan(asked.query)
    text = with_dataset(asked.query, asked.default_graphs, asked.named_graphs)
    try:
        check_read_only(text)
    except GraphbuildError as error:
        raise of_error(error) from error
    return text, form_of(text)


def asked_of(pairs: Pairs, *, max_rows: int) -> Asked:
    """The question that parameters make. Parameters that the protocol does not know are passed over.

    Raises:
        ProblemError: no query, two, or a parameter that cannot be.
    """
    if any(name == "update" for name, _ in pairs):
        raise ProblemError(HTTPStatus.FORBIDDEN, "updates change the graph; this service only reads it")
    query = one(pairs, "query")
    if query is None or not query.strip():
        raise ProblemError(HTTPStatus.BAD_REQUEST, "no query: give SPARQL in the parameter query, or as the body")
    if _NAME.fullmatch(query):
        raise ProblemError(
            HTTPStatus.BAD_REQUEST, f"not SPARQL: {query.strip()!r}; a named query is asked at /query/{query.strip()}"
        )
    # SPARQLWrapper and others name the form by any of three parameters.
    format = next((value for name, value in pairs if name in ("format", "output", "results")), None)
    return Asked(
        query,
        tuple(value for name, value in pairs if name == "default-graph-uri"),
        tuple(value for name, value in pairs if name == "named-graph-uri"),
        format,
        limit_of(pairs, max_rows),
    )


def limit_of(pairs: Pairs, max_rows: int) -> int | None:
    """The parameter ``limit``: rows to be content with, from 1 to the greatest number.

    Raises:
        ProblemError: it is no such number.
    """
    text = one(pairs, "limit")
    if text is None:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", text) or not 1 <= int(text) <= max_rows:
        raise ProblemError(HTTPStatus.BAD_REQUEST, f"limit: expected 1 to {max_rows}, got {text[:40]!r}")
    return int(text)


def one(pairs: Pairs, name: str) -> str | None:
    """A parameter that may stand once.

    Raises:
        ProblemError: it stands several times.
    """
    values = [value for key, value in pairs if key == name]
    if len(values) > 1:
        raise ProblemError(HTTPStatus.BAD_REQUEST, f"{name}: given {len(values)} times; give it once")
    return values[0] if values else None


def decode_pairs(raw: bytes) -> Pairs:
    """Parameters of an address or a form.

    Raises:
        ProblemError: not UTF-8, or too many.
    """
    try:
        return parse_qsl(
            raw.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=200
        )
    except (UnicodeDecodeError, ValueError):
        raise ProblemError(HTTPStatus.BAD_REQUEST, "parameters must be percent-encoded UTF-8, at most 200") from None


def decode(raw: bytes) -> str:
    """A body as text.

    Raises:
        ProblemError: not UTF-8.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProblemError(HTTPStatus.BAD_REQUEST, f"the query is not UTF-8 at byte {error.start}") from None


def content_type(request: Request) -> str:
    """The media type of a request's body.

    Raises:
        ProblemError: a character set that is not read.
    """
    media, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip().strip('"') not in ("utf-8", "utf8", "us-ascii"):
            raise ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"character set {value[:40]}: send UTF-8")
    return media


def unsupported(kind: str, wanted: str) -> ProblemError:
    """415."""
    return ProblemError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"content type {kind[:80]!r}: send {wanted}")


async def gone(request: Request) -> None:
    """Return when the client has closed its connection. The body must have been read."""
    while True:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            return


def wants_page(accept: str | None) -> bool:
    """Whether a browser asks: it prefers HTML, by name, to any form of an answer."""
    if not accept or "text/html" not in accept.lower():
        return False
    offered: list[tuple[str, tuple[str, ...]]] = [("text/html", ())]
    offered += [(form.media_type, ()) for form in FORMS.values()]
    return choose(accept, offered) == 0


_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_FORMAT_NAMES = {
    "json": "SPARQL_Results_JSON", "xml": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV", "ttl": "Turtle", "nt": "N-Triples", "jsonld": "JSON-LD", "rdfxml": "RDF_XML",
}  # fmt: skip


def description(endpoint: str, base: str) -> Result:
    """The service's description as triples."""
    from graphbuild import vocab as v
    from graphbuild.graph.terms import TYPE, iri

    service, dataset, default = iri(endpoint), iri(endpoint + "#dataset"), iri(endpoint + "#default")
    facts: list[tuple[str, str, str]] = [
        (service, TYPE, iri(_SD + "Service")),
        (service, iri(_SD + "endpoint"), service),
        (service, iri(_SD + "supportedLanguage"), iri(_SD + "SPARQL11Query")),
        (service, iri(_SD + "feature"), iri(_SD + "UnionDefaultGraph")),
        (service, iri(_SD + "defaultDataset"), dataset),
        (dataset, TYPE, iri(_SD + "Dataset")),
        (dataset, iri(_SD + "defaultGraph"), default),
        (default, TYPE, iri(_SD + "Graph")),
    ]
    facts += [(service, iri(_SD + "resultFormat"), iri(_FORMATS + name)) for name in _FORMAT_NAMES.values()]
    for number, graph in enumerate(v.FIXED_GRAPHS):
        node = iri(f"{endpoint}#graph{number}")
        facts += [
            (dataset, iri(_SD + "namedGraph"), node),
            (node, TYPE, iri(_SD + "NamedGraph")),
            (node, iri(_SD + "name"), iri(base + graph)),
        ]
    return Result("triples", triples=tuple(facts), base=base)
