"""Arabic spelling: normalisation for comparison, never of the text that is kept.

Two strengths. :func:`clean` removes what is not spelling (vowel signs, tatweel, direction marks) and brings Persian and
presentation letters home. :func:`fold` then makes the variants of one word meet (hamza seats on alef, final ya, ta
marbuta), as camel-tools' analyser does, so that keys of both agree. :class:`Folded` carries the way back to the
untouched text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# Vowel signs, Quranic marks, superscript alef, tatweel, zero-width and direction marks.
_INVISIBLE = re.compile(
    "[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad]"
)

#: Letters of neighbouring alphabets that stand for an Arabic one in news typed on other keyboards.
HOME_LETTERS = {
    0x06A9: 0x0643,  # keheh -> kaf
    0x06AA: 0x0643,  # swash kaf -> kaf
    0x06CC: 0x064A,  # farsi yeh -> yeh
    0x06C1: 0x0647,  # heh goal -> heh
    0x06BE: 0x0647,  # heh doachashmee -> heh
    0x06D5: 0x0647,  # ae -> heh
    0x06C0: 0x0629,  # heh with yeh above -> teh marbuta
    0x06C3: 0x0629,  # teh marbuta goal -> teh marbuta
}
#: What :func:`fold` maps besides: the variants that writers interchange (camel-tools' DEFAULT_NORMALIZE_MAP).
FOLDED_LETTERS = {
    0x0622: 0x0627,  # alef madda -> alef
    0x0623: 0x0627,  # alef hamza above -> alef
    0x0625: 0x0627,  # alef hamza below -> alef
    0x0671: 0x0627,  # alef wasla -> alef
    0x0649: 0x064A,  # alef maksura -> yeh
    0x0629: 0x0647,  # teh marbuta -> heh
}
_DIGITS: dict[int, int | str] = {ord(zero) + n: str(n) for zero in ("\u0660", "\u06f0") for n in range(10)}
_FOLD: dict[int, int | str] = {**HOME_LETTERS, **FOLDED_LETTERS, **_DIGITS}
_HOME = {**HOME_LETTERS}
_ARABIC = re.compile("[\u0620-\u064a]")
_WORD = re.compile(r"[^\W_]+(?:[\u064b-\u0652]+[^\W_]*)*")
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")


def clean(text: str) -> str:
    """The word as spelled: no vowel signs, shadda, tatweel or direction marks, Arabic letters only.

    >>> clean("وَقَّعَ")
    'وقع'
    >>> clean("کوریا")
    'كوريا'
    """
    if _PRESENTATION.search(text):
        text = unicodedata.normalize("NFKC", text)
    return _INVISIBLE.sub("", text).translate(_HOME)


def fold(text: str) -> str:
    """The key by which spellings of one word meet: hamza seats, final ya, ta marbuta and digits folded.

    >>> fold("أمريكا الشماليّة ٢٠٢٤") == fold("امريكا الشماليه 2024")
    True
    """
    if _PRESENTATION.search(text):
        text = unicodedata.normalize("NFKC", text)
    return _INVISIBLE.sub("", text).translate(_FOLD)


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded string with, for each of its characters, the offset in the text it came from."""

    text: str
    offsets: tuple[int, ...]
    length: int

    @classmethod
    def of(cls, text: str) -> Folded:
        """Fold a text and keep the way back."""
        out: list[str] = []
        offsets: list[int] = []
        for index, character in enumerate(text):
            for folded in fold(character):
                out.append(folded)
                offsets.append(index)
        return cls("".join(out), tuple(offsets), len(text))

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The code-point range of the untouched text behind ``text[start:end]``; it takes in the vowel signs that
        follow its last letter.

        >>> source = "هَذَا بُوتِينُ!"
        >>> folded = Folded.of(source)
        >>> a, b = folded.original(4, 9)
        >>> source[a:b]
        'بُوتِينُ'
        """
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else self.length
            return at, at
        last = self.offsets[end] if end < len(self.offsets) else self.length
        return self.offsets[start], last


#: The article, and what is written of it behind the preposition li-.
AL, LIL = "\u0627\u0644", "\u0644\u0644"


def article_back(text: str) -> str:
    """A text that begins with li- and the article, whose alef is not written then (``للقاهرة``), with the article alone
    (``القاهرة``); any other as it is."""
    return AL + text[len(LIL) :] if text.startswith(LIL) else text


def strip_article(word: str) -> str:
    """A folded word without its definite article.

    >>> strip_article("الكرملين")
    'كرملين'
    """
    return word[2:] if word.startswith("\u0627\u0644") and len(word) > 3 else word


def first_words(text: str, most: int = 5) -> str:
    """The text where it has at most so many words and numbers, else the first of them and a mark that there were more.

    Texts without Arabic letters are left alone: they are the program's own words.

    >>> first_words("سكان عشرات البلدات على ضفاف نهر دنيبرو")
    'سكان عشرات البلدات على ضفاف…'
    >>> first_words("وزارة الخارجية"), first_words("an export of six English words")
    ('وزارة الخارجية', 'an export of six English words')
    """
    if not _ARABIC.search(text):
        return text
    words = list(_WORD.finditer(text))
    return text if len(words) <= most else f"{text[: words[most - 1].end()]}\u2026"
