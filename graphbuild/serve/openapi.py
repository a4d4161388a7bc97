"""The service's description as OpenAPI 3.1; the tests hold it against the service."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import Any

from graphbuild.graph.queries import named_queries
from graphbuild.rows import LEVELS
from graphbuild.serve.negotiation import EXCEL, FORMS, forms_of
from graphbuild.serve.problems import MEDIA_TYPE
from graphbuild.serve.settings import Settings

Object = dict[str, Any]

_PROBLEMS = {
    "400": "The question cannot be understood: no SPARQL, or a parameter that cannot be.",
    "403": "An update, SERVICE, or a page of another site that may not ask.",
    "404": "There is nothing of this name.",
    "406": "The answer comes in no form that is accepted.",
    "408": "The body did not come in time.",
    "413": "The body is too large.",
    "415": "The body is of a kind that is not read.",
    "421": "The service does not go by the name in Host.",
    "422": "The answer is larger than allowed, and no limit was asked for.",
    "500": "The query failed.",
    "503": "Too many queries are waiting, or the store cannot be read.",
    "504": "The query was stopped at the time limit.",
}
_ASKING = ("400", "403", "406", "408", "413", "415", "421", "422", "500", "503", "504")
_LOOKING = ("400", "403", "413", "421", "500", "503")


def description(settings: Settings, *, base: str) -> Object:
    """This service with its limits, as OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "graphbuild",
            "version": program_version(),
            "summary": "A graph of who did, said or denied what to whom, according to whom.",
            "description": (
                f"SPARQL 1.1 Protocol, read-only, over a graph whose IRIs begin with {base} . A query is stopped after "
                f"{settings.timeout_s:g} seconds; an answer has at most {settings.max_rows:,} rows."
            ),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "paths": {
            "/sparql": _sparql(settings),
            "/queries": {"get": _get("List the named queries.", _json("Queries"))},
            "/queries/{name}": {
                "parameters": [_name()],
                "get": _get(
                    "A named query with its text.",
                    _json("NamedQuery"),
                    parameters=[_level(), _language()],
                    problems=(*_LOOKING, "404"),
                ),
            },
            "/query/{name}": _named(settings),
            "/complete": {
                "get": _get(
                    "Actors whose name has a text in it, most frequent first.",
                    _json("Actors"),
                    parameters=[_query("q", {"type": "string", "maxLength": 200}, "Part of a name, in any spelling.")],
                )
            },
            "/vocabulary": {"get": _get("Prefixes and terms of the ontology.", _json("Vocabulary"))},
            "/id/{path}": _node(),
            "/network": {
                "get": _get(
                    "The network as one page.",
                    {"text/html": {"schema": {"type": "string"}}},
                    parameters=[
                        _level(),
                        _query("top", {"type": "integer", "minimum": 1, "maximum": 1000}, "Actors to draw."),
                    ],
                    problems=(*_LOOKING, "422"),
                )
            },
            "/report": {
                "get": _get(
                    "The report as one page.",
                    {"text/html": {"schema": {"type": "string"}}},
                    parameters=[
                        _query(
                            "actor", {"type": "string", "maxLength": 300}, "Only what concerns it: an IRI or a name."
                        ),
                        _query("since", {"type": "string", "format": "date"}, "Only from this day on."),
                        _query("until", {"type": "string", "format": "date"}, "Only up to this day."),
                    ],
                    problems=(*_LOOKING, "422", "504"),
                )
            },
            "/health": {"get": _get("Whether the service answers.", _json("Health"), problems=("403", "421", "503"))},
            "/openapi.json": {"get": _get("This description.", {"application/json": {"schema": {"type": "object"}}})},
        },
        "components": {"schemas": _schemas(settings)},
    }


def program_version() -> str:
    """The version of this program; "0" in a checkout that is not installed."""
    try:
        return version("graphbuild")
    except PackageNotFoundError:
        return "0"


# --- paths


def _sparql(settings: Settings) -> Object:
    shared = [
        _query("default-graph-uri", _many(), "Graphs that make up the default graph, in the place of FROM."),
        _query("named-graph-uri", _many(), "Graphs that GRAPH sees, in the place of FROM NAMED."),
    ]
    extra = [_format(), _limit(settings)]
    query = _query(
        "query", {"type": "string", "minLength": 1}, "SPARQL; without it, the service's description is the answer."
    )
    form = {
        "type": "object",
        "required": ["query"],
        "properties": {
            "query": {"type": "string", "minLength": 1},
            "default-graph-uri": _many(),
            "named-graph-uri": _many(),
            "format": {"type": "string"},
            "limit": _limit_schema(settings),
        },
    }
    return {
        "get": _ask("Ask in SPARQL.", [query, *shared, *extra], redirects=True),
        "post": {
            **_ask("Ask in SPARQL, for queries too long for an address.", []),
            "requestBody": {
                "required": True,
                "content": {
                    "application/x-www-form-urlencoded": {"schema": form},
                    "application/sparql-query": {"schema": {"type": "string"}},
                },
            },
        },
    }


def _named(settings: Settings) -> Object:
    about = "Parameters of the query itself are given by their names; /queries lists them."
    own = [_level(), _language(), _format(), _limit(settings)]
    form = {
        "type": "object",
        "properties": {
            "level": _level()["schema"],
            "lang": _language()["schema"],
            "format": {"type": "string"},
            "limit": _limit_schema(settings),
        },
    }
    problems = (*_ASKING, "404")
    return {
        "parameters": [_name()],
        "get": {**_ask("Ask a named query.", own, redirects=True, problems=problems), "description": about},
        "post": {
            **_ask("Ask a named query by a form.", [], problems=problems),
            "description": about,
            "requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": form}}},
        },
    }


def _node() -> Object:
    content = {"text/html": {"schema": {"type": "string"}}}
    content |= {form.media_type: {"schema": {}} for form in forms_of("triples")}
    offices = _query("offices", {"type": "string", "enum": ["true", "false"]}, "An actor's page: offices held, too.")
    return {
        "parameters": [
            {
                "name": "path",
                "in": "path",
                "required": True,
                "description": "What the node's IRI has behind its base, such as actor/RUS; slashes stand as they are.",
                "schema": {"type": "string", "minLength": 1},
                "allowReserved": True,
            }
        ],
        "get": _get(
            "A node of the graph: a page, or its triples.",
            content,
            parameters=[_level(), _language(), _format(), offices],
            problems=(*_LOOKING, "404", "406", "422", "504"),
        ),
    }


def _get(
    summary: str, content: Object, *, parameters: list[Object] | None = None, problems: tuple[str, ...] = _LOOKING
) -> Object:
    return {
        "summary": summary,
        "parameters": parameters or [],
        "responses": {"200": {"description": "Found.", "content": content}, **_refusals(problems)},
    }


def _ask(
    summary: str, parameters: list[Object], *, redirects: bool = False, problems: tuple[str, ...] = _ASKING
) -> Object:
    types = sorted({form.media_type for form in (*FORMS.values(), EXCEL)})
    answer = {
        "description": "The answer.",
        "headers": {
            "Graphbuild-Rows": {"description": "Rows or triples in the answer.", "schema": {"type": "integer"}},
            "Graphbuild-Truncated": {
                "description": "Whether limit cut it off.",
                "schema": {"type": "string", "enum": ["true", "false"]},
            },
            "Graphbuild-Milliseconds": {"description": "How long it took.", "schema": {"type": "integer"}},
        },
        "content": {name: {"schema": {}} for name in types},
    }
    page = {"303": {"description": "A browser is led to the page that asks."}} if redirects else {}
    return {"summary": summary, "parameters": parameters, "responses": {"200": answer, **page, **_refusals(problems)}}


def _refusals(statuses: tuple[str, ...]) -> Object:
    content = {
        MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}},
        # To whom accepts text/html.
        "text/html": {"schema": {"type": "string"}},
    }
    return {status: {"description": _PROBLEMS[status], "content": content} for status in sorted(statuses)}


# --- parameters


def _query(name: str, schema: Object, about: str) -> Object:
    return {"name": name, "in": "query", "description": about, "schema": schema}


def _many() -> Object:
    return {"type": "array", "items": {"type": "string", "format": "uri"}}


def _name() -> Object:
    return {
        "name": "name",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "enum": sorted(named_queries())},
    }


def _level() -> Object:
    return _query("level", {"type": "string", "enum": list(LEVELS)}, "Actors, or the states that they act for.")


def _language() -> Object:
    return _query("lang", {"type": "string", "enum": ["ar", "en"]}, "The language of labels.")


def _format() -> Object:
    names = ", ".join([*FORMS, EXCEL.name])
    return _query(
        "format",
        {"type": "string"},
        f"The form of the answer ({names}); goes before Accept. A name that fits no such answer is passed over.",
    )


def _limit(settings: Settings) -> Object:
    return _query(
        "limit", _limit_schema(settings), "Be content with so many rows; a header says whether there are more."
    )


def _limit_schema(settings: Settings) -> Object:
    return {"type": "integer", "minimum": 1, "maximum": settings.max_rows}


# --- schemas


def _json(name: str) -> Object:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}}


def _object(**properties: Object) -> Object:
    return {"type": "object", "required": list(properties), "properties": properties}


def _list(item: Object) -> Object:
    return {"type": "array", "items": item}


def _schemas(settings: Settings) -> Object:
    text: Object = {"type": "string"}
    both = _object(ar=text, en=text)
    count: Object = {"type": "integer", "minimum": 0}
    place: Object = {"type": "integer", "minimum": 1}
    problem = _object(title=text, status={"type": "integer"}, detail=text)
    problem["properties"] |= {
        "kind": {"type": "string", "enum": ["syntax", "prefix", "ungrouped", "string"]},
        "line": place,
        "column": place,
        "near": text,
        "expected": _list(text),
        "max_rows": {"type": "integer", "const": settings.max_rows},
        "known": _list(text),
        "available": _list(text),
    }
    param = _object(name=text, type=text, choices=_list(text), about=both)
    named = _object(
        name=text, title=both, description=both, params=_list(param), columns=_list(text),
        view={"type": "string", "enum": ["table", "graph", "timeline"]}, heavy={"type": "boolean"}, levels=_list(text),
        form={"type": "string", "enum": ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"]}, query=text,
    )  # fmt: skip
    actor = _object(iri=text, curie=text, label=both, type=text, count=count)
    term = _object(iri=text, curie=text, kind=text, label=both, comment=both)
    return {
        "Problem": problem,
        "NamedQuery": named,
        "Queries": _object(queries=_list({"$ref": "#/components/schemas/NamedQuery"})),
        "Actors": _object(actors=_list(actor)),
        "Vocabulary": _object(base=text, prefixes={"type": "object", "additionalProperties": text}, terms=_list(term)),
        "Health": _object(
            status={"type": "string", "const": "ok"},
            snapshot={"type": ["string", "null"]},
            running=count,
            waiting=count,
        ),
    }
