"""A readable romanisation of an Arabic name, for labels in English where the data has none.

Words of names are spelled as newspapers spell them: by the table of customary spellings, else as the known people who
bear them are spelled, else letter by letter with the short vowels that the shape of the word suggests. The article stays
``al-`` before every letter; ayn and hamza are not written. It is a label, not a transliteration to search by.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from graphbuild.lexicon import Known, lexicon
from graphbuild.lexicon.spellings import borne, customary
from graphbuild.link.vowels import foreign, native
from graphbuild.resources import resource
from graphbuild.text import clean, fold

_AL = "\u0627\u0644"
_GOD = "\u0627\u0644\u0644\u0647"
_SERVANT = "\u0639\u0628\u062f"
_FATHER = "\u0627\u0628\u0648"
#: Letters that names from elsewhere are hardly ever written with, and the article: one of them, and the name is Arabic.
_ARABIC = re.compile("[\u0639\u062d\u0635\u0636\u0638\u0642\u0629\u0621\u0624]|(^| )\u0627\u0644..")


class Romaniser:
    """Names in Latin letters; ``known`` are the people whose labels show how words of names are spelled."""

    def __init__(self, known: Iterable[Known]) -> None:
        own = customary(resource("data", "lexicons", "romanised.tsv"))
        self._arabic = {word for word, spelling in own.items() if spelling.kind != "foreign"}
        self._table = {**borne(known), **{word: spelling.latin for word, spelling in own.items()}}

    def __call__(self, name: str) -> str:
        """The name in Latin letters."""
        words = list(_joined(clean(name).replace("-", " ").split()))
        arabic = bool(_ARABIC.search(" ".join(words))) or any(fold(word) in self._arabic for word in words)
        return " ".join(self._word(word, arabic=arabic) for word in words)

    def _word(self, word: str, *, arabic: bool) -> str:
        key = fold(word)
        found = self._table.get(key)
        if found is not None:
            return found
        if key.startswith(_SERVANT + _AL) and len(key) > 6:
            return "Abdul" + self._bare(word[5:]).lower()
        if key.startswith(_AL) and len(key) > 4:
            return "al-" + self._bare(word[2:])
        if key.endswith(_GOD) and len(key) > 5:
            return self._bare(word[:-4]) + "allah"
        if key.startswith(_FATHER) and key[3:] in self._table:
            return "Abu " + self._table[key[3:]]
        spelled = native(word) if arabic else foreign(word)
        return spelled[:1].upper() + spelled[1:]

    def _bare(self, word: str) -> str:
        """A word of an Arabic name without its article or what stands before it."""
        return self._word(word, arabic=True).removeprefix("al-")


def _joined(words: Iterable[str]) -> Iterator[str]:
    """The words, with a servant of God made one word: ``عبد الله``, and ``نصر الله``."""
    before = ""
    for word in words:
        if before and (fold(word) == _GOD or (fold(before) == _SERVANT and fold(word).startswith(_AL))):
            before += word
            continue
        if before:
            yield before
        before = word
    if before:
        yield before


@lru_cache(maxsize=1)
def _default() -> Romaniser:
    return Romaniser(lexicon().known)


def romanise(name: str) -> str:
    """The name in Latin letters, by the actors that ship.

    >>> romanise("فوزي بن عبد الرحمن الحربي")
    'Fawzi bin Abdulrahman al-Harbi'
    >>> romanise("أبو زهير الخزرجي")
    'Abu Zuhair al-Khazraji'
    """
    return _default()(name)
