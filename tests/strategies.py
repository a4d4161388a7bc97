"""Texts that look like Arabic news to a fuzzer: words, clitics, marks, digits, Latin, brackets, direction marks, breaks."""

from __future__ import annotations

from hypothesis import strategies as st

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأؤإئکیہ"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670\u0640"
HIDDEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202e\u2066\u2067\u2069\ufeff\u00ad"
PUNCTUATION = " .,:;!?«»“”\"'()[]{}-\u2013\u2014…،؛؟٪%/\\|•*_#&@"

WORDS = (
    "روسيا", "أوكرانيا", "كييف", "الرئيس", "الروسي", "فلاديمير", "بوتين", "وزير", "الخارجية", "قال", "إن", "أن", "نفى", "نفت", "هذه", "المزاعم",
    "اتهم", "بقصف", "قصف", "على", "من", "مع", "بين", "لم", "لن", "قد", "الذي", "التي", "وقع", "توقيع", "اتفاق", "و", "كوريا", "الشمالية", "جنود",
    "المتحدث", "باسم", "الكرملين", "متهما", "شن", "هجوما", "دون", "عدم", "إذا", "مصادر", "وفقا", "لـ", "نقلا", "عن", "وأضاف", "ليس", "سوف", "عليها",
    "له", "إياها", "الدولتان", "6", "٣", "2024", "%", "BBC", "F-16", "«", "»", "\"", "(", ")", "()", "[]", "،", ".", "..", ":", "؟", "\n", "-",
)  # fmt: skip

#: Any string of Arabic letters, marks, hidden characters, digits, Latin and punctuation.
characters = st.text(
    st.sampled_from(LETTERS + MARKS + HIDDEN + PUNCTUATION + "0123456789٠١٢٣۴abcXYZ\n\r\t\u2028ﷺﻻﷲ"), max_size=120
)
#: Words of the news in any order.
jumbled = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)
#: Either, and both at once.
arabic = st.one_of(characters, jumbled, st.tuples(jumbled, characters, jumbled).map("".join), st.text(max_size=60))
