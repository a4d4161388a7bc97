"""Bytes → text, strictly: what is no UTF-8 text is an error that says what it seems to be."""

from __future__ import annotations

import codecs
import re

#: The longest article that is read, in bytes: longer than any newspaper's, far shorter than what would stall a laptop.
MAX_ARTICLE_BYTES = 8 * 2**20
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL = re.compile("[\x01-\x08\x0e-\x1b\ufffe\uffff]")
#: One control character in so many is a slip of some editor (two of 1,035 newspaper articles of 2015 have one); more are
#: no text.
_CHARACTERS_A_SLIP = 100


class UnreadableError(ValueError):
    """Material that is no article: what is wrong, and what to do about it. Where it stands is added by who knows."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem, self.remedy = problem, remedy


def too_long(size: int | None = None) -> UnreadableError:
    """The error for an article (a file or one line) of more than :data:`MAX_ARTICLE_BYTES`."""
    measured = f"{size / 2**20:.0f} MB" if size is not None else f"more than {MAX_ARTICLE_BYTES // 2**20} MB"
    most = f"an article has at most {MAX_ARTICLE_BYTES // 2**20} MB"
    return UnreadableError(f"{measured} in one article", f"{most}; give each article a file, or a line of JSONL")


def decode(data: bytes) -> str:
    """The text of an article's bytes: UTF-8, byte order mark dropped, line breaks kept.

    Raises :class:`UnreadableError` for anything else.
    """
    if data.startswith(_UTF16):
        raise UnreadableError("UTF-16, not UTF-8", "convert it: iconv -f UTF-16 -t UTF-8 OLD > NEW")
    if b"\0" in data:
        raise UnreadableError("binary, not text", "give text, HTML or JSONL files in UTF-8")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"not UTF-8 (byte {error.start} is 0x{data[error.start]:02x})",
            "if it is in the old Windows code page, convert it: iconv -f WINDOWS-1256 -t UTF-8 OLD > NEW",
        ) from None
    return check_text(text.removeprefix("\ufeff"))


def check_text(text: str) -> str:
    """The text itself, where it holds what texts have; a stray control character stays.

    Raises :class:`UnreadableError` for NUL, more than a few control characters, and half surrogate pairs.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise UnreadableError("half of a surrogate pair", "write the character itself in UTF-8") from None
    controls = _CONTROL.findall(text)
    if "\0" in text or len(controls) * _CHARACTERS_A_SLIP > len(text):
        raise UnreadableError("control characters in the text", "take them out: they are no text")
    return text
