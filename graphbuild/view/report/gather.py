"""What a report is made of, asked of anything that answers as a store does."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from graphbuild.errors import QueryError
from graphbuild.rows import EdgeRow, Level, NodeRow
from graphbuild.view.report.material import Answer, Material, Tenure, actors_of

#: How many rows of each answer a report keeps.
MOST_ROWS = 50
#: Up to how many tellings the slow queries are put, too (0.5 to 2.6 s each on two cores for 5,500).
_MOST_FOR_SLOW = 20_000
#: Queries that are of use only with parameters, or that the report's own tabs answer better.
_UNASKED = frozenset(
    ("actor-dossier", "between-two-actors", "evidence", "path-between", "office-holders", "told-network")
)
_SURFACES = """SELECT ?actor ?surface (COUNT(*) AS ?times) { ?naming gb:ofActor ?actor ; gb:surface ?surface }
GROUP BY ?actor ?surface ORDER BY ?actor DESC(?times) ?surface"""
_ENGINES = "SELECT DISTINCT ?engine { ?article gb:engineFingerprint ?engine } ORDER BY ?engine"
_MOST_ALIASES = 12


class Answered(Protocol):
    """An answer: its columns, whether a limit cut it off, and its rows as plain text."""

    @property
    def columns(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def truncated(self) -> bool: ...  # noqa: D102
    def values(self) -> list[tuple[str | None, ...]]: ...  # noqa: D102


class Parameter(Protocol):
    """A parameter of a named query."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def about(self) -> str: ...  # noqa: D102


class Named(Protocol):
    """A named query, as :func:`graphbuild.graph.named_queries` has it."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def title_ar(self) -> str: ...  # noqa: D102
    @property
    def title_en(self) -> str: ...  # noqa: D102
    @property
    def description_ar(self) -> str: ...  # noqa: D102
    @property
    def description_en(self) -> str: ...  # noqa: D102
    @property
    def params(self) -> Sequence[Parameter]: ...  # noqa: D102
    @property
    def heavy(self) -> bool: ...  # noqa: D102


#: Puts a query, named or in SPARQL, and answers with at most so many rows where a limit is given.
Ask = Callable[[str, int | None], Answered]


def gather(
    levels: Mapping[Level, Sequence[EdgeRow]],
    ask: Ask,
    queries: Iterable[Named],
    *,
    counts: Mapping[str, Any],
    base: str,
    versions: Sequence[tuple[str, str]] = (),
    progress: Callable[[str], None] | None = None,
) -> Material:
    """The material of a report.

    ``progress`` is told what is being asked. A query that fails or takes too long stands in the report as not asked.
    """
    say = progress or (lambda _: None)
    say("spellings")
    known = {iri: actor for rows in levels.values() for iri, actor in actors_of(rows).items()}
    aliases = _aliases(ask, known)
    engines = [("engine", engine) for (engine, *_) in ask(_ENGINES, None).values() if engine]
    say("offices")
    tenures = _tenures(ask, known)
    answers = []
    small = sum(len(row.tellings) for row in levels.get("actor", ())) <= _MOST_FOR_SLOW
    for query in queries:
        say(query.name)
        answers.append(answer(query, ask, slow=small))
    return Material(
        levels=levels, answers=tuple(answers), counts=counts, aliases=aliases, tenures=tenures,
        versions=(*versions, *engines), base=base,
    )  # fmt: skip


def answer(
    query: Named, ask: Ask, *, slow: bool = False, always: bool = False, limit: int | None = MOST_ROWS
) -> Answer:
    """A named query with its answer.

    Slow ones are put where ``slow`` says so, those that need parameters to be of use only where ``always`` does.

    Raises:
        QueryError: it fails, where it is put always.
    """
    bare = Answer(
        name=query.name, title_ar=query.title_ar, title_en=query.title_en, description_ar=query.description_ar,
        description_en=query.description_en, text=query.text, params=tuple((p.name, p.about) for p in query.params),
        asked=False,
    )  # fmt: skip
    if not always and (query.name in _UNASKED or (query.heavy and not slow)):
        return bare
    try:
        result = ask(query.name, limit)
    except QueryError:
        if always:
            raise
        return bare
    return replace(bare, columns=result.columns, rows=tuple(result.values()), truncated=result.truncated, asked=True)


def _aliases(ask: Ask, known: Container[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for actor, surface, *_ in ask(_SURFACES, None).values():
        if actor and actor in known and surface:
            spellings = found.setdefault(actor, [])
            if surface not in spellings and len(spellings) < _MOST_ALIASES:
                spellings.append(surface)
    return {actor: tuple(spellings) for actor, spellings in found.items()}


def _tenures(ask: Ask, known: Mapping[str, NodeRow]) -> tuple[Tenure, ...]:
    result = ask("office-holders", None)
    at = {name: number for number, name in enumerate(result.columns)}
    tenures = []
    for row in result.values():
        person, office = row[at["person"]], row[at["office"]]
        if person and person in known and office and row[at["basis"]] == "data":
            arabic, body = row[at["bodyLabel"]] or "", known.get(row[at["body"]] or "")
            english = body.label_en if body and body.label_en else arabic
            tenures.append(Tenure(person, office, arabic, english, row[at["from"]], row[at["until"]]))
    return tuple(sorted(tenures, key=lambda t: (t.person, t.start or "", t.office)))
