"""Words of names, for the recogniser: what kind of name a word is part of, whoever bears it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from graphbuild.lexicon.tables import read_tables
from graphbuild.resources import resource
from graphbuild.text import fold

#: Kinds of the words of personal names, and of whole names of bodies.
PERSONAL = ("given", "family", "foreign-given", "foreign-family")
CORPORATE = ("club", "firm", "medium")
#: Foreign names are spelled with several letters for g.
_G, _OTHERS = "\u063a", ("\u062c", "\u0643")


@lru_cache(maxsize=1)
def name_words() -> Mapping[str, tuple[str, ...]]:
    """Folded word → kinds of name it occurs in (data/lexicons/names-*.tsv); of a name of a body, with ``1`` where it is
    the whole name, else ``b`` for its first word and ``i`` for the others.

    Raises:
        DataError: a bad row, with file, line and column.
    """
    out: dict[str, set[str]] = {}
    for row in read_tables(resource("data", "lexicons"), "names-*.tsv", ("form", "kind", "source")):
        kind = row.one_of("kind", (*PERSONAL, *CORPORATE))
        words = fold(row.need("form")).split()
        for position, word in enumerate(words):
            if kind in CORPORATE:
                out.setdefault(word, set()).add(kind + ("1" if len(words) == 1 else ("i" if position else "b")))
            else:
                for spelling in _spellings(word) if kind.startswith("foreign") else (word,):
                    out.setdefault(spelling, set()).add(kind)
    return MappingProxyType({word: tuple(sorted(kinds)) for word, kinds in out.items()})


def _spellings(word: str) -> set[str]:
    """A foreign name with each of the letters for g."""
    return {word, *(word.replace(_G, other) for other in _OTHERS), word.replace(_OTHERS[0], _G)}
