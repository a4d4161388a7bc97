"""A readable romanisation of an Arabic name, for labels in English where the data has none.

No vowels are invented beyond one *a* where two consonants would open a word; it is a label, not a transliteration to
search by.
"""

from __future__ import annotations

from graphbuild.text import clean

_LETTERS = {
    "\u0627": "a",
    "\u0623": "a",
    "\u0625": "i",
    "\u0622": "a",
    "\u0649": "a",
    "\u0621": "",
    "\u0624": "u",
    "\u0626": "i",
    "\u0628": "b",
    "\u062a": "t",
    "\u062b": "th",
    "\u062c": "j",
    "\u062d": "h",
    "\u062e": "kh",
    "\u062f": "d",
    "\u0630": "dh",
    "\u0631": "r",
    "\u0632": "z",
    "\u0633": "s",
    "\u0634": "sh",
    "\u0635": "s",
    "\u0636": "d",
    "\u0637": "t",
    "\u0638": "z",
    "\u0639": "a",
    "\u063a": "gh",
    "\u0641": "f",
    "\u0642": "q",
    "\u0643": "k",
    "\u0644": "l",
    "\u0645": "m",
    "\u0646": "n",
    "\u0647": "h",
    "\u0629": "a",
}
_VOWELS = "aiuo"


def _word(word: str) -> str:
    if word.startswith("\u0627\u0644") and len(word) > 3:
        return "al-" + _word(word[2:])
    out = ""
    for position, letter in enumerate(word):
        last = position == len(word) - 1
        if letter == "\u0648":
            out += "w" if position == 0 or (out and out[-1] in _VOWELS) else "u"
        elif letter == "\u064a":
            out += "y" if position == 0 or (out and out[-1] in _VOWELS and not last) else "i"
        else:
            latin = _LETTERS.get(letter, letter)
            if position == 1 and latin and latin[0] not in _VOWELS and out and out[-1] not in _VOWELS:
                out += "a"
            out += latin
    return out[:1].upper() + out[1:]


def romanise(name: str) -> str:
    """The name in Latin letters.

    >>> romanise("سامح شكري")
    'Samh Shakri'
    >>> romanise("نبيل العربي")
    'Nabil al-Arbi'
    """
    return " ".join(_word(word) for word in clean(name).replace("-", " ").split())
