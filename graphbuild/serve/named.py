"""The named queries: their list, and each as an address that any tool can read a table from."""

from __future__ import annotations

import re
import time
from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from graphbuild import vocab as v
from graphbuild.graph.queries import NamedQuery, Param, named_queries, rewrite
from graphbuild.rows import LEVELS
from graphbuild.serve.negotiation import Kind, negotiate
from graphbuild.serve.problems import ProblemError
from graphbuild.serve.protocol import Pairs, Service, limit_of, one, wants_page
from graphbuild.serve.sparql_text import form_of

#: Parameters that are ours, and not the query's.
_OURS = ("format", "limit", "level", "lang")
#: Control, private and unassigned characters: neither names nor IRIs have them, and the engine refuses them.
_NO_LETTER = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000e0000-\U0010ffff]"
)


def describe(named: NamedQuery) -> dict[str, Any]:
    """A named query as an object: titles, parameters, columns, and its text."""
    return {
        "name": named.name,
        "title": {"ar": named.title_ar, "en": named.title_en},
        "description": {"ar": named.description_ar, "en": named.description_en},
        "params": [_param(param) for param in named.params],
        "columns": list(named.columns),
        "view": named.view,
        "heavy": named.heavy,
        "levels": list(LEVELS),
        "form": form_of(named.text),
        "query": _body(named.text),
    }


def _param(param: Param) -> dict[str, Any]:
    arabic, _, english = (part.strip() for part in param.about.partition(" / "))
    about = {"ar": arabic, "en": english or arabic}
    return {"name": param.name, "type": param.type, "choices": list(param.choices), "about": about}


def _swaps(level: str, language: str) -> dict[str, str]:
    """The names that the runner reads for others at a level and in a language."""
    swaps = {} if level == "actor" else {_curie(old): _curie(new) for old, new in v.STATE_LEVEL.items()}
    return swaps | ({_curie(v.LABEL_AR): _curie(v.LABEL_EN)} if language == "en" else {})


def _curie(iri: str) -> str:
    return "gb:" + iri.removeprefix(v.NS)


def _body(text: str) -> str:
    """A query without the comments at its head."""
    lines = text.splitlines()
    while lines and lines[0].startswith("#"):
        lines.pop(0)
    return "\n".join(lines) + "\n"


class Named:
    """Endpoints of the named queries."""

    def __init__(self, service: Service) -> None:
        self.service = service

    async def index(self, _: Request) -> Response:
        """All of them."""
        return JSONResponse({"queries": [describe(named) for named in named_queries().values()]})

    async def text(self, request: Request) -> Response:
        """One, with its text at a level and in a language."""
        named = self._find(request)
        pairs = await self.service.pairs(request)
        level = _level(pairs)
        language = _one_of(pairs, "lang", ("ar", "en"))
        about = describe(named)
        about["query"] = _body(rewrite(named.text, _swaps(level, language)))
        return JSONResponse(about)

    async def ask(self, request: Request) -> Response:
        """The answer of one."""
        named = self._find(request)
        pairs = await self.service.pairs(request)
        accept, format = request.headers.get("accept"), one(pairs, "format")
        if request.method == "GET" and not format and wants_page(accept):
            hash_ = request.scope["query_string"].decode("ascii", "replace")
            place = f"/#name={named.name}" + (f"&{hash_}" if hash_ else "")
            return RedirectResponse(place, HTTPStatus.SEE_OTHER, {"Vary": "Accept"})
        limit = limit_of(pairs, self.service.settings.max_rows)
        level = _level(pairs)
        params = {"lang": _one_of(pairs, "lang", ("ar", "en"))}
        for name in dict(pairs):
            value = one(pairs, name)
            # A form that was sent with an empty field leaves that parameter out.
            if name not in _OURS and value is not None and value.strip():
                if _NO_LETTER.search(value):
                    raise ProblemError(HTTPStatus.BAD_REQUEST, f"{name[:40]}: has a character that no name has")
                params[name] = value
        kind: Kind = "triples" if form_of(named.text) in ("CONSTRUCT", "DESCRIBE") else "rows"
        form = negotiate(accept, format, kind)
        started = time.monotonic()
        most = self.service.settings.max_rows if limit is None else limit
        timeout_s = self.service.settings.timeout_s
        result = await self.service.ask(
            request,
            lambda store: store.query(
                named.name,
                params,
                timeout_s=timeout_s,
                limit=most,
                level=level,
            ),
        )
        return self.service.answer(result, form, limit=limit, started=started)

    def _find(self, request: Request) -> NamedQuery:
        name = request.path_params["name"]
        named = named_queries().get(name)
        if named is None:
            raise ProblemError(
                HTTPStatus.NOT_FOUND, f"no query {name[:60]!r}; /queries lists them", {"known": sorted(named_queries())}
            )
        return named


def _level(pairs: Pairs) -> Any:
    return _one_of(pairs, "level", LEVELS)


def _one_of(pairs: Pairs, name: str, known: tuple[str, ...]) -> str:
    """A parameter with few values; the first of them where it is not given."""
    value = one(pairs, name)
    if value is None:
        return known[0]
    if value not in known:
        raise ProblemError(HTTPStatus.BAD_REQUEST, f"{name}: expected {' or '.join(known)}, got {value[:40]!r}")
    return value
