"""Spelling keys: names that are transliterations of one name get one key.

**Source:** the correspondences that Arabic newspapers show for foreign sounds: g is written gim, ghayn, qaf or kaf; v is fa, p is ba; long vowels of foreign
names come and go; ta marbuta, ha and alef end the same names.
"""

from __future__ import annotations

import re

from graphbuild.text import fold, strip_article

_G = str.maketrans({"\u063a": "\u062c", "\u0642": "\u0643", "\u06af": "\u062c", "\u0624": "\u0648", "\u0626": "\u064a", "\u0621": "", "\u0637": "\u062a", "\u062b": "\u062a", "\u0636": "\u062f", "\u0630": "\u062f", "\u0638": "\u0632", "\u0635": "\u0633"})
_INNER_VOWELS = re.compile("(?<=.)[\u0627\u0648\u064a](?=.)")
_DOUBLED = re.compile(r"(.)\1+")
_SPACES = re.compile(r"[\s\-_.]+")


def word_key(word: str) -> str:
    """The key of one word of a name.

    >>> word_key("نتنياهو") == word_key("نتانياهو")
    True
    >>> word_key("جونج") == word_key("جونغ")
    True
    >>> word_key("بوتين") == word_key("بايدن")
    False
    """
    key = strip_article(fold(word)).translate(_G)
    key = key.rstrip("\u0647\u0627\u064a\u0648") or key
    key = _INNER_VOWELS.sub("", key)
    return _DOUBLED.sub(r"\1", key)


def name_key(name: str) -> str:
    """The key of a whole name: the keys of its words in their order.

    >>> name_key("كيم جونغ-أون") == name_key("كيم جونج أون")
    True
    """
    return " ".join(word_key(word) for word in _SPACES.split(name.strip()) if word)
