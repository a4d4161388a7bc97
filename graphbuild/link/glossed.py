"""English words for actors that are only described: what the lexicon glosses their nouns with, made readable."""

from __future__ import annotations

import re
from collections.abc import Mapping

_NOTE = re.compile(r"\s*\([^)]*\)")
_FIELD, _MINISTRY = " (ministry of)", " ministry"
_MINISTERS = frozenset(("minister", "ministers"))
_UNCHANGED = frozenset(("people", "police", "forces", "personnel", "media", "headquarters"))
_IRREGULAR = {
    "man": "men",
    "woman": "women",
    "person": "people",
    "child": "children",
    "human being": "human beings",
    "spokesman": "spokesmen",
    "businessman": "businessmen",
    "gunman": "gunmen",
    "policeman": "policemen",
    "fisherman": "fishermen",
}


def gloss(glosses: Mapping[str, str], head: str, description: str, *, plural: bool) -> str:
    """The English for a described actor, "" where the lexicon has none. ``description`` is the head with what narrows it
    (``وزير مالية``); what it has as one entry is glossed so, and the field of a minister is named.

    >>> table = {
    ...     "وزير": "minister",
    ...     "مالية": "finance (ministry of)",
    ...     "وزارة خارجية": "foreign ministry",
    ...     "مسئول": "official (variant)",
    ... }
    >>> gloss(table, "وزير", "وزير مالية", plural=True)
    'ministers of finance'
    >>> gloss(table, "وزارة", "وزارة خارجية", plural=False), gloss(table, "مالية", "مالية", plural=False)
    ('foreign ministry', 'ministry of finance')
    >>> gloss(table, "مسئول", "مسئول", plural=True)
    'officials'
    >>> gloss({"وزير": "minister", "خارجية": "foreign ministry (short)"}, "وزير", "وزير خارجية", plural=False)
    'foreign minister'
    """
    words = description.split()
    for end in range(len(words), 1, -1):
        whole = _first(glosses.get(" ".join(words[:end]), ""))
        if whole:
            return _plural(_plain(whole)) if plural else _plain(whole)
    found = _first(glosses.get(head, ""))
    if found.endswith(_FIELD):
        return f"ministry of {found.removesuffix(_FIELD)}"
    word = _plural(_plain(found)) if plural else _plain(found)
    field = _first(glosses.get(words[1], "")) if len(words) > 1 else ""
    if word in _MINISTERS and _plain(field).endswith(_MINISTRY):
        return f"{_plain(field).removesuffix(_MINISTRY)} {word}"
    if word and field and (word in _MINISTERS or field.endswith(_FIELD)):
        return f"{word} of {_plain(field)}"
    return word


def _first(text: str) -> str:
    return text.split(",")[0].split(";")[0].strip()


def _plain(text: str) -> str:
    """Without the notes in brackets that the lexicon has for its writers."""
    return _NOTE.sub("", text).strip()


def _plural(text: str) -> str:
    first, of, rest = text.partition(" of ")
    if first in _UNCHANGED or first.split(" ")[-1] in _UNCHANGED or not first:
        return text
    if first in _IRREGULAR:
        return _IRREGULAR[first] + of + rest
    if first.endswith("s") and not first.endswith(("ss", "us", "is")):
        return text  # glossed in the plural already
    if first.endswith(("s", "x", "ch", "sh")):
        return first + "es" + of + rest
    if first.endswith("y") and first[-2:-1] not in "aeou":
        return first[:-1] + "ies" + of + rest
    return first + "s" + of + rest
