"""Bodies and places that an article names by their kind alone: after their full name (``تنظيم الدولة … التنظيم``, ``قطاع غزة
… القطاع``, ``حماس … الحركة``), or without it where every reader knows which one is meant (data/actors/short.tsv)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphbuild.lexicon import Known, Short, closed_class
from graphbuild.records import Mentioned, Span
from graphbuild.text import AL, article_back, clean, fold, strip_article

_KINDS = frozenset(("organization", "group", "military", "place", "country"))


class ShortNames:
    """Finds whom a kind alone stands for: the actor named last before it one of whose names begins with the word, else
    whom it stands for by itself."""

    def __init__(self, mentions: Sequence[Mentioned], known: Mapping[str, Known], shorts: Sequence[Short]) -> None:
        self._known = known
        self._shorts = {short.word: short for short in shorts if not short.office}
        self._states = {mention.country for mention in mentions}
        self._named: list[tuple[tuple[bool, int], Known]] = sorted(
            (
                (_place(mention.quote.span), known[mention.known[0]])
                for mention in mentions
                if mention.known and not mention.personal and known[mention.known[0]].type in _KINDS
            ),
            key=lambda named: named[0],
        )

    def __call__(self, mention: Mentioned) -> Known | None:
        """The actor that a mention of a kind stands for, or None where it is no such mention or nobody fits."""
        word = article_back(clean(mention.quote.text))
        if mention.known or mention.affiliation or not word.startswith(AL) or " " in word:
            return None
        return self._named_before(mention, word) or self._by_itself(word)

    def _named_before(self, mention: Mentioned, word: str) -> Known | None:
        kind = strip_article(fold(word))
        if kind not in {fold(form) for form in closed_class("short-for")}:
            return None
        here = _place(mention.quote.span)
        before = (known for place, known in reversed(self._named) if place < here)
        return next((known for known in before if kind in _first_words(known)), None)

    def _by_itself(self, word: str) -> Known | None:
        short = self._shorts.get(word)
        if short is None or not self._states.isdisjoint(short.unless):
            return None
        if short.beside and self._states.isdisjoint(short.beside):
            return None
        return self._known[short.of]


def _place(span: Span) -> tuple[bool, int]:
    """The order of reading: the title comes first."""
    return span.field == "text", span.start


def _first_words(known: Known) -> set[str]:
    return {strip_article(fold(name).split()[0]) for name in known.names if " " in name}
