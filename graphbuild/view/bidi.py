"""Labels on a canvas, where no markup can say which way they run."""

from __future__ import annotations

import re

_RIGHT_TO_LEFT_ISOLATE, _LEFT_TO_RIGHT_ISOLATE, _END = "\u2067", "\u2066", "\u2069"
# Control characters and direction marks: in a name from the news they could only break what surrounds it.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2028\u2029\u2066-\u2069\ufeff]+")


def plain(text: str) -> str:
    """The text on one line, without control characters and direction marks."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def shorten(text: str, length: int) -> str:
    """At most so many characters, an ellipsis for the rest."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "\u2026"


def isolate(text: str, *, rtl: bool) -> str:
    """The text between direction isolates, so that it keeps its own order on a page of either direction.

    >>> ascii(isolate("UN", rtl=False))
    "'\\\\u2066UN\\\\u2069'"
    """
    return f"{_RIGHT_TO_LEFT_ISOLATE if rtl else _LEFT_TO_RIGHT_ISOLATE}{text}{_END}"


def two_lines(label_ar: str, label_en: str, *, length: int = 36) -> str:
    """The Arabic label above the English one, each isolated; one line where the other is empty or the same."""
    arabic, english = shorten(plain(label_ar), length), shorten(plain(label_en), length)
    lines = [isolate(arabic, rtl=True)] if arabic else []
    if english and english != arabic:
        lines.append(isolate(english, rtl=False))
    return "\n".join(lines)
