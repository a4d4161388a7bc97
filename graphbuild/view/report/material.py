"""What a report is made of: rows at both levels, answers of named queries, counts. Plain values; nothing of a store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from graphbuild.errors import UsageError
from graphbuild.rows import EdgeRow, Level, NodeRow, Telling
from graphbuild.text import first_words

Levels = Mapping[Level, Sequence[EdgeRow]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A named query with its answer: what it asks in both languages, its SPARQL, its rows as plain text.

    ``params`` are names with what they are for. ``truncated`` says that there are more rows than these; ``asked`` is
    false where the query was not put, since it is slow or needs parameters to be of use.
    """

    name: str
    title_ar: str
    title_en: str
    description_ar: str
    description_en: str
    text: str
    params: tuple[tuple[str, str], ...] = ()
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str | None, ...], ...] = ()
    truncated: bool = False
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Tenure:
    """A dated office of a person, as the knowledge graph has it: ``start`` and ``end`` ISO 8601, or None."""

    person: str
    office: str
    body_ar: str
    body_en: str
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Focus:
    """What a report is narrowed to, in words for its head; empty for the whole graph."""

    actor: NodeRow | None = None
    since: str | None = None
    until: str | None = None
    query: str | None = None
    compare: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a report says.

    ``levels`` are rows by level; ``all_tellings`` counts what there was before a cut to the most told. ``aliases``
    are spellings by actor, the most frequent first. ``counts`` are the store's own. ``base`` is what identifiers
    start with. ``quality`` are measured figures, as ``(name, value)``.
    """

    levels: Levels
    answers: tuple[Answer, ...] = ()
    counts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    tenures: tuple[Tenure, ...] = ()
    versions: tuple[tuple[str, str], ...] = ()
    quality: tuple[tuple[str, str], ...] = ()
    base: str = "https://w3id.org/graphbuild/id/"
    focus: Focus = field(default_factory=Focus)
    quotes: bool = True
    all_tellings: int | None = None
    all_relations: int | None = None

    @property
    def rows(self) -> Sequence[EdgeRow]:
        """The rows at the level of actors, or at that of states where there are no others."""
        return self.levels.get("actor") or self.levels.get("state") or ()


def every_level(material: Material, change: Callable[[Sequence[EdgeRow]], list[EdgeRow]]) -> Material:
    """The material with its rows changed at every level."""
    return replace(material, levels={level: change(rows) for level, rows in material.levels.items()})


def about_actor(material: Material, wanted: str) -> Material:
    """What has the actor as an end or as a source; at the level of states, the same tellings.

    ``wanted`` is an IRI, the end of one, or a label in either language.

    Raises:
        UsageError: no such actor in the graph; the message lists names that are close.
    """
    found = _find(material.rows, wanted)
    if found is None:
        raise UsageError(f"no actor of this graph is called {wanted!r}{_close(material.rows, wanted)}")

    def keep(rows: Sequence[EdgeRow]) -> list[EdgeRow]:
        kept = []
        for row in rows:
            if any(end is not None and end.id == found.id for end in (row.subject, row.object)):
                kept.append(row)
                continue
            said = tuple(t for t in row.tellings if t.source == found.id)
            if said:
                kept.append(replace(row, tellings=said))
        return kept

    actor_rows = keep(material.rows)
    mentions = {telling.mention for row in actor_rows for telling in row.tellings}
    levels: dict[Level, Sequence[EdgeRow]] = {}
    for level, rows in material.levels.items():
        levels[level] = actor_rows if rows is material.rows else _with_tellings(rows, lambda t: t.mention in mentions)
    focus = replace(material.focus, actor=found)
    return replace(material, levels=levels, focus=focus)


def between_days(material: Material, *, since: str | None, until: str | None) -> Material:
    """What is told of events (else in articles) from a day on and up to a day, both ISO 8601 and included.

    Tellings without a day are left out where either is given.
    """
    if since is None and until is None:
        return material

    def within(telling: Telling) -> bool:
        day = (telling.day or telling.date or "")[:10]
        return bool(day) and (since or "") <= day and (until is None or day[: len(until)] <= until)

    changed = every_level(material, lambda rows: _with_tellings(rows, within))
    return replace(changed, focus=replace(material.focus, since=since, until=until))


def of_articles(material: Material, outlets: tuple[str, str]) -> Material:
    """What two outlets tell.

    Raises:
        UsageError: one of them is no outlet of the graph; the message lists those that are.
    """
    known = sorted({t.publisher for row in material.rows for t in row.tellings if t.publisher})
    for outlet in outlets:
        if outlet not in known:
            shown = ", ".join(known[:20]) or "none"
            raise UsageError(f"no outlet of this graph is called {outlet!r}; it has {shown}")
    changed = every_level(material, lambda rows: _with_tellings(rows, lambda t: t.publisher in outlets))
    return replace(changed, focus=replace(material.focus, compare=outlets))


def of_propositions(material: Material, answer: Answer) -> Material:
    """What an answer names: propositions where it has a column of them, else pairs of subject and object.

    Raises:
        UsageError: the answer names neither.
    """
    columns = {name: number for number, name in enumerate(answer.columns)}
    if "proposition" in columns:
        wanted = {row[columns["proposition"]] for row in answer.rows}

        def keep(row: EdgeRow) -> bool:
            return row.proposition in wanted
    else:
        ends = next((pair for pair in (("subject", "object"), ("a", "b")) if set(pair) <= set(columns)), None)
        if ends is None:
            raise UsageError(
                f"query {answer.name} names no claims (proposition, or subject and object); choose another"
            )
        pairs = {frozenset((row[columns[ends[0]]], row[columns[ends[1]]])) for row in answer.rows}
        at = columns.get("relation")
        relations = {(row[at] or "").rsplit("#", 1)[-1] for row in answer.rows} if at is not None else None

        def keep(row: EdgeRow) -> bool:
            told = frozenset((row.subject.id if row.subject else None, row.object.id if row.object else None))
            return told in pairs and (relations is None or row.relation in relations)

    kept = [row for row in material.rows if keep(row)]
    mentions = {telling.mention for row in kept for telling in row.tellings}
    levels: dict[Level, Sequence[EdgeRow]] = {
        level: kept if rows is material.rows else _with_tellings(rows, lambda t: t.mention in mentions)
        for level, rows in material.levels.items()
    }
    return replace(material, levels=levels, focus=replace(material.focus, query=answer.name))


def most_told(material: Material, *, most: int) -> Material:
    """At most so many tellings at each level: contested relations first, then those most told, then by identifier."""
    everything = sum(len(row.tellings) for row in material.rows)
    relations = len(material.rows)

    def cut(rows: Sequence[EdgeRow]) -> list[EdgeRow]:
        ranked = sorted(rows, key=lambda row: (row.voice != "contested", -len(row.tellings), row.proposition))
        kept, room = [], most
        for row in ranked:
            if len(row.tellings) > room:
                break
            room -= len(row.tellings)
            kept.append(row)
        return kept

    if everything <= most:
        return replace(material, all_tellings=everything, all_relations=relations)
    return replace(every_level(material, cut), all_tellings=everything, all_relations=relations)


def without_quotes(material: Material) -> Material:
    """Without the newspapers' words: sentences, triggers and cues are left out, offsets, headlines and links stay.

    Names as articles write them stay up to five words; a longer one ends after them.
    """
    answers = tuple(_no_quotes(answer) for answer in material.answers)
    aliases = {
        actor: tuple(dict.fromkeys(map(first_words, spellings))) for actor, spellings in material.aliases.items()
    }
    return replace(every_level(material, rows_without_quotes), answers=answers, aliases=aliases, quotes=False)


def rows_without_quotes(rows: Sequence[EdgeRow]) -> list[EdgeRow]:
    """Rows without the newspapers' words, as :func:`without_quotes` leaves them."""
    return [
        replace(
            row,
            subject=_short_name(row.subject),
            object=_short_name(row.object),
            office=row.office and first_words(row.office),
            tellings=tuple(map(_bare, row.tellings)),
        )
        for row in rows
    ]


def _bare(telling: Telling) -> Telling:
    source, place = telling.source_label_ar, telling.place_label_ar
    return replace(
        telling,
        quote="",
        cue_quote="",
        trigger="",
        cue="",
        source_label_ar=first_words(source) if _named_by_articles(telling.source) else source,
        place_label_ar=place and first_words(place),
    )


def _short_name(actor: NodeRow | None) -> NodeRow | None:
    if actor is None or not _named_by_articles(actor.id):
        return actor
    return replace(actor, label_ar=first_words(actor.label_ar), label_en=first_words(actor.label_en))


def _named_by_articles(identifier: str) -> bool:
    """Whether no data know a name for the actor: it is called as an article calls it."""
    return "/actor/x-" in identifier or "/source/" in identifier


def _no_quotes(answer: Answer) -> Answer:
    kept = [i for i, name in enumerate(answer.columns) if not name.lower().endswith(("quote", "trigger", "cue"))]
    return replace(
        answer,
        columns=tuple(answer.columns[i] for i in kept),
        rows=tuple(
            tuple(row[i] if answer.columns[i] == "article" else row[i] and first_words(row[i] or "") for i in kept)
            for row in answer.rows
        ),
    )


def _with_tellings(rows: Iterable[EdgeRow], keep: Callable[[Telling], bool]) -> list[EdgeRow]:
    out = []
    for row in rows:
        kept = tuple(t for t in row.tellings if keep(t))
        if kept:
            out.append(row if len(kept) == len(row.tellings) else replace(row, tellings=kept))
    return out


def actors_of(rows: Iterable[EdgeRow]) -> dict[str, NodeRow]:
    """Ends and sources by IRI."""
    found: dict[str, NodeRow] = {}
    for row in rows:
        for end in (row.subject, row.object):
            if end is not None:
                found[end.id] = end
        for t in row.tellings:
            found.setdefault(t.source, NodeRow(t.source, t.source_label_ar, t.source_label_en, t.source_type, None))
    return found


def _find(rows: Iterable[EdgeRow], wanted: str) -> NodeRow | None:
    actors = actors_of(rows)
    ending = "/" + wanted.removeprefix("actor:").removeprefix("actor/")
    matches = [a for a in actors.values() if wanted in (a.id, a.label_ar, a.label_en) or a.id.endswith(ending)]
    return min(matches, default=None)


def _close(rows: Iterable[EdgeRow], wanted: str) -> str:
    import difflib

    names = {label for actor in actors_of(rows).values() for label in (actor.label_ar, actor.label_en)}
    close = difflib.get_close_matches(wanted, sorted(names), n=5, cutoff=0.5)
    return f"; did you mean {', '.join(close)}?" if close else "; give its IRI or a label"
