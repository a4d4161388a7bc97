"""Counts of what a store holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphbuild import vocab as v

if TYPE_CHECKING:
    import pyoxigraph

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


def count(store: pyoxigraph.Store, base: str) -> dict[str, Any]:
    """Counts by name; those by group are dicts from local name to count, sorted; ``first_day`` and ``last_day`` ISO
    dates or None."""
    import pyoxigraph

    prefixes = dict(v.PREFIXES)

    def ask(query: str) -> list[Any]:
        return list(store.query(query, prefixes=prefixes, use_default_graph_as_union=True))  # type: ignore[arg-type]

    out: dict[str, Any] = {name: int(ask(query)[0]["n"].value) for name, query in _COUNTS.items()}
    out["told"] = sum(1 for _ in store.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(base + v.GRAPH_TOLD)))
    for name, query in _GROUPS.items():
        rows = ((row["k"].value.removeprefix(v.NS), int(row["n"].value)) for row in ask(query))
        out[name] = dict(sorted(rows, key=lambda item: (-item[1], item[0])))
    (days,) = ask(_DAYS)
    out["first_day"], out["last_day"] = (days[name].value if days[name] else None for name in ("first", "last"))
    return out
