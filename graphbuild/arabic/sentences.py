"""Sections → sentences: at line ends, and after a full stop, question or exclamation mark that ends one.

Two full stops ("غزة..") are a pause of headlines, not an end; a full stop inside a number or after a single letter
("د.") is none either. A blank that was forgotten behind a full stop ends the sentence all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from graphbuild.records import Article, Section, Sentence, Span

_MARK = "(?<![.\\u2026])(?<!(?<!\\w)\\w)[.!?\\u061f]+[\"\\u201c\\u201d\\u00bb)\\]\\u2019']*"  # not after a single letter
_LETTERS = "[\\u0621-\\u064a]{3}"
#: A mark before a blank, or without one between two Arabic words (``لواشنطن.وعندما``, ``«حماس».وقالت``); what is shorter than
#: three letters may be an initial (``أ.ف.ب``, ``ود.محمد``) or the end of an address (``الجزيرة.نت``).
_END = re.compile(f"{_MARK}(?=\\s|$)|(?:(?<={_LETTERS})|(?<=[\"\\u201d\\u00bb])){_MARK}(?={_LETTERS})")


def split_line(text: str) -> list[tuple[int, int]]:
    """The sentences of one line as half-open ranges, blanks trimmed.

    >>> [
    ...     " ".join(s.split()[:2])
    ...     for s in (("قال كذا وكذا. ثم مضى.")[a:b] for a, b in split_line("قال كذا وكذا. ثم مضى."))
    ... ]
    ['قال كذا', 'ثم مضى.']
    """
    cuts = [0]
    cuts.extend(match.end() for match in _END.finditer(text) if ".." not in match.group())
    cuts.append(len(text))
    out = []
    for start, end in pairwise(cuts):
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            out.append((start, end))
    return out


def split(article: Article, sections: Iterable[Section]) -> list[Sentence]:
    """The sentences of the sections, in the order of the sections; furniture gives none."""
    out: list[Sentence] = []
    for section in sections:
        if section.kind == "furniture":
            continue
        source = article.slice(section.span)
        for line in re.finditer(r"[^\r\n\u2028\u2029]+", source):
            for start, end in split_line(line.group()):
                base = section.span.start + line.start()
                out.append(Sentence(Span(section.span.field, base + start, base + end), section.kind, len(out)))
    return out
