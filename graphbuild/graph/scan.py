"""The tokens of SPARQL, as far as they hide words: comments, strings, IRIs, variables, names with a prefix, language tags;
then bare words. Linear in the length of the text, whatever the text is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: Everything but strings. A run of letters is a name with a prefix where a colon follows it, else words and full stops
#: (one look at the whole run, since looking for the colon from each of its letters would be quadratic).
_TOKEN = re.compile(
    r"""
      (?P<comment>\#[^\n\r]*+)
    | (?P<iri><[^<>"{}|^`\\\x00-\x20]*+>)
    | (?P<variable>[?$]\w++)
    | (?P<tag>@[A-Za-z][A-Za-z0-9-]*+)
    | (?P<name>_?:(?:[\w:.%-]|\\.)*+)
    | (?P<run>[^\W\d_][\w.-]*+)(?P<local>:(?:[\w:.%-]|\\.)*+)?
    | (?P<word>_\w*+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_PART = re.compile(r"(?P<word>[^\W\d]\w*+)|(?P<other>.)", re.DOTALL)
_STRINGS = {
    "'''": re.compile(r"'''(?:[^'\\]|\\.|'(?!''))*+(?P<end>''')?", re.DOTALL),
    '"""': re.compile(r'"""(?:[^"\\]|\\.|"(?!""))*+(?P<end>""")?', re.DOTALL),
    "'": re.compile(r"'(?:[^'\\\n\r]|\\.)*+(?P<end>')?", re.DOTALL),
    '"': re.compile(r'"(?:[^"\\\n\r]|\\.)*+(?P<end>")?', re.DOTALL),
}


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """Kind and text of each token; together they are the text. A quotation mark whose string has no end is a token of its
    own kind ``other``, and what follows it is read as if it were not there.

    >>> list(tokens('?a "b#"@ar'))
    [('variable', '?a'), ('other', ' '), ('string', '"b#"'), ('tag', '@ar')]
    """
    place = 0
    # Up to where no string of a kind ends, known from the one whose end was looked for in vain.
    endless = dict.fromkeys(_STRINGS, 0)
    while place < len(text):
        char = text[place]
        if char in "'\"":
            end = _string_end(text, place, endless)
            yield ("string", text[place:end]) if end else ("other", char)
            place = end or place + 1
            continue
        match = _TOKEN.match(text, place)
        if match is None:  # pragma: no cover - the last alternative takes any character
            return
        place = match.end()
        if match["run"] is None:
            yield str(match.lastgroup), match[0]
        elif match["local"] is not None:
            yield "name", match[0]
        else:
            for part in _PART.finditer(match[0]):
                yield str(part.lastgroup), part[0]


def _string_end(text: str, place: int, endless: dict[str, int]) -> int:
    """Where the string that begins here ends; 0 where it does not."""
    for mark in (text[place] * 3, text[place]):
        if place >= endless[mark] and text.startswith(mark, place):
            match = _STRINGS[mark].match(text, place)
            if match is not None:
                if match["end"]:
                    return match.end()
                endless[mark] = match.end()
    return 0
