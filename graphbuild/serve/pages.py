"""The pages: asking, nodes, the network, the report. Arabic first, English by ``?lang=en``."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from http import HTTPStatus
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from graphbuild import vocab as v
from graphbuild.graph.queries import named_queries
from graphbuild.lexicon.tables import read_table
from graphbuild.rows import LEVELS, Level
from graphbuild.serve.guards import POLICY_WITHIN
from graphbuild.serve.names import Names, vocabulary
from graphbuild.serve.negotiation import FORMS, choose, negotiate
from graphbuild.serve.nodes import MOST_TELLINGS, SAFE_PATH, Language, graph_of, kind_of, view_of
from graphbuild.serve.openapi import program_version
from graphbuild.serve.problems import ProblemError
from graphbuild.serve.protocol import Pairs, Service, decode_pairs, one
from graphbuild.view.labels import column_labels

if TYPE_CHECKING:
    from graphbuild.graph.oxigraph import OxigraphStore
    from graphbuild.graph.results import Result

_HERE = Path(__file__).resolve().parent
STATIC = _HERE / "static"
COOKIE = "graphbuild-lang"
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]")
_YEAR_S = 31_536_000
#: Actors that a network page draws unless told otherwise, and at most.
_TOP, _MOST_TOP = 300, 1000
#: Tellings in a report: as many as the command line puts in one.
_MOST_TELLINGS = 50_000
#: Tellings that the service draws; ten thousand take some seconds.
MOST_DRAWN = 200_000
#: Pages that are kept once they are drawn.
_KEPT_PAGES = 8

_COUNTS = """SELECT (COUNT(?a) AS ?articles) (MIN(?d) AS ?first) (MAX(?d) AS ?last)
{ ?a a gb:Article OPTIONAL { ?a dcterms:date ?d } }"""
_MENTIONS = "SELECT (COUNT(?m) AS ?n) { ?m a gb:Mention }"
#: As the report counts claims: what is told of actors, merged ones once; not their states' again.
_PROPOSITIONS = "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?m gb:ofProposition/gb:canonicalProposition ?p }"


@cache
def phrases() -> Mapping[str, Mapping[str, str]]:
    """What the pages say in their own words: id → language → text.

    Raises:
        DataError: a bad row of ``phrases.tsv``.
    """
    rows = read_table(_HERE / "phrases.tsv", ("id", "ar", "en"))
    return MappingProxyType({row.need("id"): {"ar": row.need("ar"), "en": row.need("en")} for row in rows})


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates", encoding="utf-8"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["arabic"] = lambda text: _ARABIC.search(text) is not None
    return environment


def json_in_html(value: Any) -> Markup:
    """JSON that can stand in a script element: nothing in it ends the element or opens a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)  # noqa: S704 - escaped just above


class Pages:
    """Endpoints that people look at, and what the asking page asks for itself."""

    def __init__(self, service: Service, names: Names) -> None:
        self.service, self.names = service, names
        self._counts: tuple[str | None, dict[str, Any]] = (None, {})
        self._drawn: dict[tuple[Any, ...], str] = {}
        self._drawing = threading.Lock()

    # --- asking

    async def ask(self, request: Request) -> Response:
        """The page that asks."""
        pairs = decode_pairs(request.scope["query_string"])
        counts = await self._count(request)
        language = language_of_request(request, pairs)
        boot = {
            "lang": language,
            "base": self.service.pool.base,
            "prefixes": self.prefixes(),
            "phrases": {key: text for key, text in phrases().items() if key.startswith("js.")},
            "columns": {name: getattr(label, language) for name, label in column_labels().items()},
            "maxRows": self.service.settings.max_rows,
            "timeout": self.service.settings.timeout_s,
        }
        queries = sorted(named_queries().values(), key=lambda q: q.title_ar if language == "ar" else q.title_en)
        return self.html(request, pairs, "ask.html", boot=json_in_html(boot), counts=counts, queries=queries)

    async def vocabulary(self, _: Request) -> Response:
        """Prefixes and terms."""
        body = {"base": self.service.pool.base, "prefixes": self.prefixes(), "terms": vocabulary()}
        return JSONResponse(body, headers={"Cache-Control": "no-cache"})

    async def complete(self, request: Request) -> Response:
        """Actors whose name has a text in it."""
        pairs = decode_pairs(request.scope["query_string"])
        text = one(pairs, "q") or ""
        if len(text) > 200:
            raise ProblemError(HTTPStatus.BAD_REQUEST, "q: a name has at most 200 letters")
        found = await self.service.read(request, lambda store: self.names.find(store, text))
        base = self.service.pool.base
        actors = [
            {
                "iri": name.iri,
                "curie": _actor_curie(name.iri, base),
                "label": {"ar": name.ar, "en": name.en},
                "type": name.kind,
                "count": name.count,
            }
            for name in found
        ]
        return JSONResponse({"actors": actors}, headers={"Cache-Control": "no-cache"})

    def prefixes(self) -> dict[str, str]:
        """The prefixes that a query may use without declaring them."""
        base = self.service.pool.base
        return {**v.PREFIXES, "id": base, "actor": base + "actor/", "article": base + "article/"}

    async def _count(self, request: Request) -> dict[str, Any]:
        """Articles, propositions, first and last day; nothing where that takes too long."""

        def count(store: OxigraphStore) -> dict[str, Any]:
            path = store.snapshot_path()
            name = "" if path is None else path.name
            if self._counts[0] != name:
                (row,) = store.query(_COUNTS, timeout_s=5).values()
                (propositions,) = store.query(_PROPOSITIONS, timeout_s=5).values()
                counts: dict[str, Any] = {"articles": int(row[0] or 0), "first": row[1], "last": row[2]}
                self._counts = (name, {**counts, "propositions": int(propositions[0] or 0)})
            return self._counts[1]

        try:
            return await self.service.read(request, count)
        except ProblemError:
            return {}

    # --- nodes

    async def node(self, request: Request) -> Response:
        """A node of the graph at its IRI's path."""
        path = request.path_params["path"]
        pairs = decode_pairs(request.scope["query_string"])
        iri = self.service.pool.base + path
        if not SAFE_PATH.fullmatch(path):
            raise ProblemError(HTTPStatus.NOT_FOUND, "no such node in this graph")
        language, level, offices = language_of_request(request, pairs), _level(pairs), _flag(pairs, "offices")
        accept, format = request.headers.get("accept"), one(pairs, "format")
        timeout_s, limit = self.service.settings.timeout_s, self.service.settings.max_rows
        kind = await self.service.read(request, lambda store: kind_of(store, iri))
        if kind is None:
            raise ProblemError(HTTPStatus.NOT_FOUND, f"this graph has no node {iri[:200]}")
        if format != "html" and (format or not _wants_html(accept)):
            form = negotiate(accept, format, "triples")
            started = self.service.clock()
            result: Result = await self.service.read(
                request, lambda store: graph_of(store, iri, kind, timeout_s=timeout_s, limit=limit)
            )
            return self.service.answer(result, form, limit=None, started=started)
        view = await self.service.read(
            request,
            lambda store: view_of(
                store, iri, kind, language=language, level=level, timeout_s=timeout_s, offices=offices
            ),
        )
        return self.html(request, pairs, "node.html", node=view, path=path, most=MOST_TELLINGS)

    # --- pictures

    async def network(self, request: Request) -> Response:
        """The network as one page."""
        pairs = decode_pairs(request.scope["query_string"])
        level, top = _level(pairs), _top(pairs)

        def draw(store: OxigraphStore) -> str:
            from graphbuild.graph import edge_rows
            from graphbuild.view import Network, renderer

            return renderer("pyvis")(Network.of(edge_rows(store, level=level), top=top))

        return await self._whole_page(request, ("network", level, top), draw)

    async def report(self, request: Request) -> Response:
        """The report, whole or of one actor, of all days or of some."""
        pairs = decode_pairs(request.scope["query_string"])
        actor = (one(pairs, "actor") or "").strip() or None
        since, until = _day(pairs, "since"), _day(pairs, "until")
        timeout_s = self.service.settings.timeout_s

        def draw(store: OxigraphStore) -> str:
            return draw_report(store, actor=actor, since=since, until=until, timeout_s=timeout_s)

        return await self._whole_page(request, ("report", actor, since, until), draw)

    async def _whole_page(
        self, request: Request, key: tuple[Any, ...], draw: Callable[[OxigraphStore], str]
    ) -> Response:
        """A page with its own policy within, drawn once for each state of the store."""

        def drawn(store: OxigraphStore) -> str:
            path = store.snapshot_path()
            full = (*key, "" if path is None else path.name)
            with self._drawing:
                if full not in self._drawn:
                    _check_drawable(store)
                    # What was drawn of an older state is of no use any more.
                    kept = [(k, page) for k, page in self._drawn.items() if k[-1] == full[-1]]
                    self._drawn = dict(kept[-_KEPT_PAGES + 1 :])
                    self._drawn[full] = draw(store)
                return self._drawn[full]

        page = await self.service.read(request, drawn)
        return HTMLResponse(page, headers={"Content-Security-Policy": POLICY_WITHIN, "Cache-Control": "no-cache"})

    # --- all pages

    def html(self, request: Request, pairs: Pairs, template: str, *, status: int = 200, **values: Any) -> Response:
        """A page of a template, in the language that the request asks for."""
        language = language_of_request(request, pairs)
        words = {key: text[language] for key, text in phrases().items()}
        other = "en" if language == "ar" else "ar"
        form = _environment().get_template(template)
        page = form.render(
            lang=language,
            dir="rtl" if language == "ar" else "ltr",
            other=other,
            t=words,
            other_t={key: text[other] for key, text in phrases().items()},
            switch=_with_language(pairs, other),
            here=request.url.path,
            **values,
        )
        headers = {"Vary": "Accept, Cookie", "Cache-Control": "no-cache"}
        response = HTMLResponse(page, status, headers)
        if one(pairs, "lang") in ("ar", "en"):
            response.set_cookie(COOKIE, language, max_age=_YEAR_S, httponly=True, samesite="lax")
        return response


def language_of_request(request: Request, pairs: Pairs) -> Language:
    """``?lang=``, else what was chosen before, else Arabic."""
    asked = one(pairs, "lang")
    if asked not in ("ar", "en", None):
        raise ProblemError(HTTPStatus.BAD_REQUEST, f"lang: expected ar or en, got {asked[:40]!r}")
    chosen = asked or request.cookies.get(COOKIE, "ar")
    return cast("Language", chosen) if chosen in ("ar", "en") else "ar"


def draw_report(
    store: OxigraphStore, *, actor: str | None, since: str | None, until: str | None, timeout_s: float
) -> str:
    """The report's page. A query of its own that takes too long stands in it as not asked.

    Raises:
        UsageError: no such actor.
    """
    from graphbuild.graph import edge_rows
    from graphbuild.view import report as reports

    def ask(text: str, limit: int | None) -> Result:
        return store.query(text, {}, limit=limit, timeout_s=timeout_s)

    levels: dict[Level, Any] = {level: edge_rows(store, level=level) for level in LEVELS}
    material = reports.gather(
        levels,
        ask,
        named_queries().values(),
        counts=store.stats(),
        base=store.base,
        versions=[("graphbuild", program_version())],
    )
    material = reports.between_days(material, since=since, until=until)
    if actor is not None:
        material = reports.about_actor(material, actor)
    return reports.render_report(reports.most_told(material, most=_MOST_TELLINGS))


def _wants_html(accept: str | None) -> bool:
    """Whether a node is to be a page: for browsers, and for who does not care."""
    if accept is None:
        return True
    offered: list[tuple[str, tuple[str, ...]]] = [("text/html", ("application/xhtml+xml",))]
    offered += [(form.media_type, form.also) for form in FORMS.values() if form.kind == "triples"]
    return choose(accept, offered) == 0


def _with_language(pairs: Pairs, language: str) -> str:
    return "?" + urlencode([*((k, value) for k, value in pairs if k != "lang"), ("lang", language)])


def _level(pairs: Pairs) -> Level:
    level = one(pairs, "level")
    level = "actor" if level is None else level
    if level not in LEVELS:
        raise ProblemError(HTTPStatus.BAD_REQUEST, f"level: expected {' or '.join(LEVELS)}, got {level[:40]!r}")
    return level


def _check_drawable(store: OxigraphStore) -> None:
    """Raises ProblemError where drawing would take minutes and hold up everybody."""
    ((count,),) = store.query(_MENTIONS, timeout_s=10).values()
    if int(count or 0) > MOST_DRAWN:
        raise ProblemError(
            HTTPStatus.UNPROCESSABLE_ENTITY,
            f"more than {MOST_DRAWN:,} tellings are not drawn here; write the page with graphbuild network or report",
        )


def _flag(pairs: Pairs, name: str) -> bool:
    text = one(pairs, name)
    if text not in ("true", "false", None):
        raise ProblemError(HTTPStatus.BAD_REQUEST, f"{name}: expected true or false, got {text[:40]!r}")
    return text == "true"


def _day(pairs: Pairs, name: str) -> str | None:
    text = one(pairs, name)
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ProblemError(
            HTTPStatus.BAD_REQUEST, f"{name}: expected a day such as 2024-10-16, got {text[:40]!r}"
        ) from None


def _top(pairs: Pairs) -> int:
    text = one(pairs, "top")
    if text is None:
        return _TOP
    if not (text.isascii() and text.isdigit() and len(text) < 6) or not 1 <= int(text) <= _MOST_TOP:
        raise ProblemError(HTTPStatus.BAD_REQUEST, f"top: expected 1 to {_MOST_TOP}, got {text[:40]!r}")
    return int(text)


def _actor_curie(iri: str, base: str) -> str:
    """The shortest way to write an actor in a query."""
    local = iri.removeprefix(base + "actor/")
    return f"actor:{local}" if re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*)", local) else f"<{iri}>"
