"""Bodies and places that an article names in full and then by their kind alone: ``تنظيم الدولة … التنظيم``, ``قطاع غزة …
القطاع``, ``حماس … الحركة``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graphbuild.lexicon import Known, closed_class
from graphbuild.records import Mentioned, Span
from graphbuild.text import clean, fold, strip_article

_AL, _LIL = "\u0627\u0644", "\u0644\u0644"
_KINDS = frozenset(("organization", "group", "military", "place", "country"))


class ShortNames:
    """Finds whom a kind alone stands for: the actor named last before it one of whose names begins with the word."""

    def __init__(self, mentions: Sequence[Mentioned], known: Mapping[str, Known]) -> None:
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
        word = clean(mention.quote.text)
        if word.startswith(_LIL):
            word = _AL + word[2:]
        if mention.known or mention.affiliation or not word.startswith(_AL) or " " in word:
            return None
        kind = strip_article(fold(word))
        if kind not in {fold(form) for form in closed_class("short-for")}:
            return None
        here = _place(mention.quote.span)
        before = (known for place, known in reversed(self._named) if place < here)
        return next((known for known in before if kind in _first_words(known)), None)


def _place(span: Span) -> tuple[bool, int]:
    """The order of reading: the title comes first."""
    return span.field == "text", span.start


def _first_words(known: Known) -> set[str]:
    return {strip_article(fold(name).split()[0]) for name in known.names if " " in name}
