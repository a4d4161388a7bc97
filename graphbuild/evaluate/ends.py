"""Whether the ends of gold relations are found at all, as mentions, and with the right country - before anybody asks
what is claimed of them.

An end is found where one of the phrases that a claim could have taken names it (:func:`.matching.text_matches`): the
mentions of its sentence of every level, generic people and places among them, and the adjectives that name a state. Of
several such phrases the one counts that shares most words with the gold's; its country is what a claim would carry, after
names, offices and pronouns have found whom they stand for. ``null`` is a country like others: a generic *soldiers* that is
given a state is wrong. Finding is lenient, as the matching of claims is, so the share of the ends that are found with
exactly their words stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphbuild.evaluate.matching import Words, text_matches, words_of
from graphbuild.pipeline import Engine
from graphbuild.records import Article, Section, Span

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Phrase:
    """What a claim could have taken as an end, and the country that it would carry."""

    text: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A gold end, and the phrase that names it best (None where none does)."""

    sentence: str
    end: Mapping[str, Any]
    best: Phrase | None

    @property
    def found(self) -> bool:
        """Whether some phrase names the end."""
        return self.best is not None

    @property
    def right(self) -> bool:
        """Whether the end is found and has the gold's country."""
        return self.best is not None and self.best.country == self.end.get("country")

    @property
    def exact(self) -> bool:
        """Whether the end is found with the gold's words, none left out and none added (clitics aside)."""
        return self.best is not None and _likeness(words_of(self.end["text"]), words_of(self.best.text)) == 1


def article_of(row: Row) -> Article:
    """A gold sentence as an article of one section."""
    kind = "headline" if row.get("kind") == "headline" else "body"
    section = Section(kind, Span("text", 0, len(row["text"])))  # type: ignore[arg-type]
    return Article(row["id"], row["text"], date=row.get("date"), sections=(section,))


def gold_ends(row: Row) -> list[dict[str, Any]]:
    """The subjects and objects of a sentence's relations, each once; those of optional relations are left out."""
    out: dict[tuple[str, str, str | None], dict[str, Any]] = {}
    for relation in row["relations"]:
        for end in (relation["subject"], relation["object"]):
            if end and not relation.get("optional"):
                key = (end["text"], end.get("name") or end["text"], end.get("country"))
                out.setdefault(key, end)
    return list(out.values())


def phrases(engine: Engine, article: Article) -> list[Phrase]:
    """Everything in an article that a claim could take as an end, each text once (as it is first found)."""
    extraction = engine.extractor.extract(article, least=0)
    ids, actors = engine.linker.link(article, extraction.mentions)
    table = {actor.id: actor for actor in actors}
    out: dict[str, Phrase] = {}
    for mention, identifier in zip(extraction.mentions, ids, strict=True):
        text = mention.quote.text
        out.setdefault(text, Phrase(text, engine.linker.country(mention, table[identifier])))
    for text, country in _adjectives(engine, article):
        out.setdefault(text, Phrase(text, country))
    return list(out.values())


def _adjectives(engine: Engine, article: Article) -> Iterator[tuple[str, str | None]]:
    """The adjectives that name a state, with it."""
    for step in engine.extractor.steps(article):
        words, field = step.scene.words, step.scene.sentence.span.field
        for mention in step.scene.nisbas(None):
            span = Span(field, words[mention.first].token.start, words[mention.last - 1].token.end)
            yield article.slice(span), mention.country


def _likeness(gold: Words, found: Words) -> float:
    """The share of the words of two texts that both have."""
    common = sum(any(a & b for b in found) for a in gold)
    return common / (len(gold) + len(found) - common) if common else 0.0


def judge(row: Row, found: Sequence[Phrase]) -> list[Judged]:
    """The gold ends of one sentence against the phrases found in it."""
    out = []
    for end in gold_ends(row):
        fitting = [phrase for phrase in found if text_matches(end, phrase.text)]
        wanted = words_of(end["text"])
        best = max(fitting, key=lambda phrase: (_likeness(wanted, words_of(phrase.text)), phrase.text), default=None)
        out.append(Judged(row["id"], end, best))
    return out


def judge_all(engine: Engine, rows: Sequence[Row]) -> list[Judged]:
    """The gold ends of all sentences."""
    return [judged for row in rows for judged in judge(row, phrases(engine, article_of(row)))]


def figures(ends: Sequence[Judged]) -> dict[str, float]:
    """The share of the ends that are found, the share found with exactly their words, and of those found the share with
    the right country; over nothing, 1."""
    found = [end for end in ends if end.found]
    return {
        "ends-found": len(found) / len(ends) if ends else 1.0,
        "ends-exact": sum(end.exact for end in ends) / len(ends) if ends else 1.0,
        "ends-country": sum(end.right for end in found) / len(found) if found else 1.0,
    }


def report(ends: Sequence[Judged], *, missed: bool = False) -> Iterator[str]:
    """The figures by type of actor as lines of text; with ``missed`` also each end that is not found, or not with its
    country."""
    kinds = sorted({end.end.get("type") or "?" for end in ends})
    yield f"{'type':14} {'ends':>5} {'found':>6} {'exact':>6} {'country':>8}"
    for kind in (*kinds, "all"):
        chosen = [end for end in ends if kind in (end.end.get("type") or "?", "all")]
        values = figures(chosen)
        yield f"{kind:14} {len(chosen):5} {values['ends-found']:6.3f} {values['ends-exact']:6.3f} {values['ends-country']:8.3f}"
    if missed:
        for end in ends:
            if not end.right:
                wanted = f"{end.end['text']} ({end.end.get('country')})"
                got = "not found" if end.best is None else f"{end.best.text} ({end.best.country})"
                yield f"{end.sentence}\t{end.end.get('type')}\t{wanted}\t{got}"
