"""Sentences → tokens with offsets, and the words of a token.

A token is what stands between blanks and punctuation. Its clitics are not cut off: an analysis says how far they reach.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphbuild.text import clean, fold

_LETTERS = "\u0621-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc"
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u0640\u200c\u200d"
_TOKEN = re.compile(
    f"(?P<word>[{_LETTERS}][{_LETTERS}{_MARKS}]*)"
    "|(?P<number>[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,\u066b\u066c/][0-9\u0660-\u0669\u06f0-\u06f9]+)*%?)"
    "|(?P<latin>[A-Za-z\u00c0-\u024f][A-Za-z0-9\u00c0-\u024f'&.-]*)"
    "|(?P<punct>\\.{2,}|\u2026|[^\\s\\w]|_)"
)
_QUOTES = frozenset("\"\u201c\u201d\u00ab\u00bb\u2018\u2019'\u201e\u2039\u203a`\u2033")
_OPEN = frozenset("\u00ab\u201c\u201e\u2018\u2039")
#: *To*, written without its hamza, is the same preposition for every slot and cue.
_SPELLED = {"\u0627\u0644\u0649": "\u0625\u0644\u0649"}
_DASHES = frozenset("-\u2013\u2014\u2500")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number, Latin string or mark; ``form`` is the cleaned spelling, ``key`` the folded one."""

    start: int
    end: int
    text: str
    form: str
    key: str
    kind: str


def tokenize(text: str, offset: int = 0) -> list[Token]:
    """The tokens of a text; ``offset`` is added to their positions.

    ``kind`` is ``word``, ``number``, ``latin``, ``quote``, ``dash``, ``comma``, ``stop`` (what ends a clause),
    ``colon`` or ``punct``.

    >>> [(t.text, t.kind) for t in tokenize("قال: «نعم»، 3.5%")]
    [('قال', 'word'), (':', 'colon'), ('«', 'quote'), ('نعم', 'word'), ('»', 'quote'), ('،', 'comma'), ('3.5%', 'number')]
    """
    out = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "punct"
        raw = match.group()
        form = clean(raw)
        form = _SPELLED.get(form, form)
        if form == "\u0627\u0644" and kind == "word":
            kind = "punct"  # the article written before a figure: al- 16
        elif kind == "punct":
            kind = _mark(raw)
        elif not form:
            continue
        out.append(Token(match.start() + offset, match.end() + offset, raw, form, fold(raw), kind))
    return out


def _mark(raw: str) -> str:
    if raw in _QUOTES:
        return "quote"
    if raw in _DASHES:
        return "dash"
    if raw in ("\u060c", ","):
        return "comma"
    if raw == ":":
        return "colon"
    if raw[0] in ".\u2026!?\u061f\u061b;|":
        return "stop"
    return "punct"


def opens(token: Token) -> bool | None:
    """Whether a quotation mark opens (True), closes (False) or can do either (None)."""
    if token.text in _OPEN:
        return True
    if token.text in ("\u00bb", "\u201d", "\u2019", "\u203a"):
        return False
    return None
