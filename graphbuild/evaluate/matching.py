"""When a claim counts as a gold relation: the rules of the evaluation, in one place.

**Source:** the project's annotation guidelines. An end matches when the words of the gold's shortest name stand in the
predicted text, which is not much longer than the gold's, or when the predicted text is a part of the gold's that shares
a word with the name; words are compared without vowel signs, hamza forms, clitics and the article.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from graphbuild.text import fold

_CLITICS = ("وال", "فال", "بال", "كال", "ولل", "لل", "ال", "و", "ف", "ب", "ل", "ك")
_WORD = re.compile(r"\w+")

Words = frozenset[frozenset[str]]


def words_of(text: str | None) -> Words:
    """Each word of a text as the set of its forms without clitics."""
    out = set()
    for word in _WORD.findall(fold(text or "").replace("ؤ", "و").replace("ئ", "ي")):
        forms = {word}
        for clitic in _CLITICS:
            if word.startswith(clitic) and len(word) - len(clitic) >= 2:
                forms.add(word[len(clitic) :])
        out.add(frozenset(forms))
    return frozenset(out)


def covers(big: Words, small: Words) -> bool:
    """Whether every word of ``small`` has a counterpart in ``big``; never for an empty ``small``."""
    return bool(small) and all(any(a & b for b in big) for a in small)


def text_matches(gold: Mapping[str, Any], predicted: str) -> bool:
    """Whether a predicted text names the gold end ``{"text", "name"}``."""
    g_text, g_name = words_of(gold.get("text")), words_of(gold.get("name") or gold.get("text"))
    p_text = words_of(predicted)
    whole = covers(p_text, g_name) and len(p_text) <= 2 * len(g_text) + 4
    return whole or (covers(g_text, p_text) and any(a & b for a in p_text for b in g_name))


def ends_match(gold: Mapping[str, Any] | None, predicted: str | None) -> bool:
    """As :func:`text_matches`; null matches null only."""
    if not gold or not predicted:
        return not gold and not predicted
    return text_matches(gold, predicted)


def trigger_matches(gold: str, predicted: str) -> bool:
    """Whether two triggers share a word."""
    return bool(words_of(gold) & words_of(predicted)) or any(a & b for a in words_of(gold) for b in words_of(predicted))
