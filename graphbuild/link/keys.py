"""Spelling keys: names that are transliterations of one name get one key.

**Source:** the correspondences that Arabic newspapers show for foreign sounds: g is written gim, ghayn, qaf or kaf; v
is fa, p is ba; long vowels of foreign names come and go; ta marbuta, ha and alef end the same names. In Arabic names
vowels tell people apart (Salim, Salem; Hasan, Husayn): they are kept in short words and in words that have ayn or hah,
which no transliteration has. tests/link/pairs.tsv measures what this gets right.
"""

from __future__ import annotations

import re

from graphbuild.text import fold

_LETTERS = str.maketrans(
    {
        "\u063a": "\u062c", "\u0642": "\u0643", "\u06af": "\u062c", "\u0624": "\u0648", "\u0626": "\u064a",
        "\u0621": "", "\u0637": "\u062a", "\u062b": "\u062a", "\u0636": "\u062f", "\u0630": "\u062f",
        "\u0638": "\u0632", "\u0635": "\u0633", "\u06a4": "\u0641", "\u067e": "\u0628", "\u0686": "\u062c",
    }
)  # fmt: skip
_AL = "\u0627\u0644"
_VOWELS = "\u0627\u0648\u064a"
_INNER_VOWELS = re.compile(f"(?<=.)[{_VOWELS}](?=.)")
_DOUBLED = re.compile(r"(.)\1+")
_SPACES = re.compile(r"[\s\-_.]+")
#: Ayn and hah: no foreign name is written with them.
_ARABIC_ONLY = re.compile("[\u0639\u062d]")
#: Shapes of Arabic names of four consonants whose vowels matter: mafʿūl, faʿlān and fuʿaylān.
_ARABIC_SHAPE = re.compile(
    f"\u0645[^{_VOWELS}]{{2}}\u0648[^{_VOWELS}]|[^{_VOWELS}]{{2}}\u064a?[^{_VOWELS}]\u0627\u0646"
)
#: Consonants up to which a word keeps its vowels.
_SHORT = 3
_SERVANT, _FATHER = "\u0639\u0628\u062f", ("\u0627\u0628\u0648", "\u0627\u0628\u064a", "\u0627\u0628\u0627")
_JOINED = ("\u0627\u0644\u0644\u0647", "\u0627\u0644\u062f\u064a\u0646")


def word_key(word: str) -> str:
    """The key of one word of a name.

    >>> word_key("نتنياهو") == word_key("نتانياهو")
    True
    >>> word_key("جونج") == word_key("جونغ")
    True
    >>> word_key("بوتين") == word_key("بايدن")
    False
    >>> word_key("سالم") == word_key("سليم")
    False
    >>> word_key("فيرارا") == word_key("فيراره")
    True
    """
    folded = fold(word)
    key = folded[2:] if folded.startswith(_AL) and len(folded) > 3 else folded
    key = key.translate(_LETTERS)
    ending = "\u0647\u0627"
    consonants = sum(letter not in _VOWELS for letter in key.rstrip(ending))
    if consonants <= _SHORT or _ARABIC_ONLY.search(key) or _ARABIC_SHAPE.fullmatch(key):
        return _DOUBLED.sub(r"\1", key.rstrip(ending) or key)
    if key != folded:
        key = key.lstrip(_VOWELS)
    key = key.rstrip("\u0647" + _VOWELS)
    return _DOUBLED.sub(r"\1", _INNER_VOWELS.sub("", key))


def name_key(name: str) -> str:
    """The key of a whole name: the keys of its words in their order; what some write in two words and some in one is
    joined.

    >>> name_key("كيم جونغ-أون") == name_key("كيم جونج أون")
    True
    >>> name_key("عبد الله") == name_key("عبدالله")
    True
    """
    words: list[str] = []
    for folded in _SPACES.split(fold(name).strip()):
        if words and (folded in _JOINED or words[-1] in (_SERVANT, *_FATHER)):
            words[-1] += folded
        elif folded:
            words.append(folded)
    return " ".join(word_key(word) for word in words)
