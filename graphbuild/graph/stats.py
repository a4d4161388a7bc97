"""Counts of what a store holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from graphbuild import vocab as v

if TYPE_CHECKING:
    from graphbuild.graph.changes import Patterns

    class Countable(Patterns, Protocol):
        """Patterns and queries, as pyoxigraph's stores answer them."""

        def query(self, query: str, /, *, prefixes: Any, use_default_graph_as_union: bool) -> Any:
            """The rows of a SELECT."""
            ...


_COUNTS = {
    "quads": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }",
    "articles": "SELECT (COUNT(*) AS ?n) { ?x a gb:Article }",
    "outlets": "SELECT (COUNT(*) AS ?n) { ?x a gb:Outlet }",
    "actors": "SELECT (COUNT(DISTINCT ?x) AS ?n) { ?y gb:ofActor ?x }",
    "unnamed_sources": "SELECT (COUNT(*) AS ?n) { ?x a gb:UnnamedSource }",
    "propositions": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?m gb:ofProposition/gb:canonicalProposition ?p }",
    "mentions": "SELECT (COUNT(*) AS ?n) { ?x a gb:Mention }",
    "attributions": "SELECT (COUNT(*) AS ?n) { ?x gb:ownVoice false }",
}
_GROUPS = {
    "by_category": "SELECT ?k (COUNT(*) AS ?n) { ?m gb:ofProposition/gb:category ?k } GROUP BY ?k",
    "by_status": "SELECT ?k (COUNT(*) AS ?n) { ?m gb:status ?k } GROUP BY ?k",
    "by_stance": "SELECT ?k (COUNT(*) AS ?n) { ?a gb:stance ?k ; gb:ownVoice false } GROUP BY ?k",
    "by_actor_type": "SELECT ?k (COUNT(DISTINCT ?x) AS ?n) { ?y gb:ofActor ?x . ?x a ?k } GROUP BY ?k",
}
_DAYS = "SELECT (MIN(?d) AS ?first) (MAX(?d) AS ?last) { ?x a gb:Article ; dcterms:date ?d }"


def count(store: Countable, base: str) -> dict[str, Any]:
    """Counts by name; those by group are dicts from local name to count, sorted; ``first_day`` and ``last_day`` ISO
    dates or None."""
    prefixes = dict(v.PREFIXES)

    def ask(query: str) -> list[Any]:
        return list(store.query(query, prefixes=prefixes, use_default_graph_as_union=True))

    out: dict[str, Any] = {name: int(ask(query)[0]["n"].value) for name, query in _COUNTS.items()}
    (told,) = ask(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{base}{v.GRAPH_TOLD}> {{ ?s ?p ?o }} }}")
    out["told"] = int(told["n"].value)
    for name, query in _GROUPS.items():
        rows = ((row["k"].value.removeprefix(v.NS), int(row["n"].value)) for row in ask(query))
        out[name] = dict(sorted(rows, key=lambda item: (-item[1], item[0])))
    (days,) = ask(_DAYS)
    out["first_day"], out["last_day"] = (days[name].value if days[name] else None for name in ("first", "last"))
    return out
