"""A text as paragraphs: half-open ranges of code points that leave out nothing but blanks."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029]")
_FINAL = re.compile("[.!?\u061f\u061b\u06d4\u2026:][\"'\u00bb\u201d\u2019)\\]}\u200e\u200f]*$")
#: Lines this long without a full stop at their end are taken for one paragraph broken by hand: the shortest width at
#: which people wrap text (72) less the longest Arabic word that may have moved to the next line.
_WRAP_WIDTH = 56


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph without the blanks at its ends: where it stands and what it says."""

    start: int
    end: int
    text: str

    @property
    def words(self) -> int:
        """How many words it has, blanks between them."""
        return len(self.text.split())

    @property
    def closed(self) -> bool:
        """Whether it ends as a sentence does."""
        return _FINAL.search(self.text) is not None


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a text, in order; they cover every character that is no blank.

    A line is a paragraph, except where a block of lines was wrapped by hand.

    >>> [p.text for p in paragraphs("عنوان\\r\\n\\r\\nقال الرئيس.\\nوأضاف.")]
    ['عنوان', 'قال الرئيس.', 'وأضاف.']
    """
    found: list[Paragraph] = []
    block: list[Paragraph] = []
    start = 0
    breaks = [(match.start(), match.end()) for match in _LINE_BREAK.finditer(text)]
    for end, following in [*breaks, (len(text), len(text))]:
        line = _strip(text, start, end)
        if line is None:
            found += _join(block, text)
            block = []
        else:
            block.append(line)
        start = following
    return found + _join(block, text)


def _strip(text: str, start: int, end: int) -> Paragraph | None:
    line = text[start:end]
    stripped = line.strip()
    if not stripped:
        return None
    start += len(line) - len(line.lstrip())
    return Paragraph(start, start + len(stripped), stripped)


def _join(block: list[Paragraph], text: str) -> list[Paragraph]:
    """Lines without an empty line between: one paragraph where they were wrapped by hand, else each line one."""
    lines = block[:-1]
    wrapped = (
        len(block) > 1
        and all(_WRAP_WIDTH <= len(line.text) <= 2 * _WRAP_WIDTH for line in lines)
        and sum(line.closed for line in lines) * 3 <= len(lines)
    )
    if not wrapped:
        return block
    start, end = block[0].start, block[-1].end
    return [Paragraph(start, end, text[start:end])]
