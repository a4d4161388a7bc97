"""Arabic words letter by letter in Latin, with the short vowels that are not written.

:func:`native` reads a word as an Arabic one: no two consonants open it, no three stand together, and a few shapes of
participles and verbal nouns have vowels of their own. :func:`foreign` reads it as the transcription of a name from
elsewhere, whose vowels are mostly written.
"""

from __future__ import annotations

import re

_CONSONANTS = {
    "\u0628": "b", "\u062a": "t", "\u062b": "th", "\u062c": "j", "\u062d": "h", "\u062e": "kh", "\u062f": "d",
    "\u0630": "dh", "\u0631": "r", "\u0632": "z", "\u0633": "s", "\u0634": "sh", "\u0635": "s", "\u0636": "d",
    "\u0637": "t", "\u0638": "z", "\u063a": "gh", "\u0641": "f", "\u0642": "q", "\u0643": "k", "\u0644": "l",
    "\u0645": "m", "\u0646": "n", "\u0647": "h", "\u06a4": "v", "\u067e": "p", "\u0686": "ch", "\u06af": "g",
}  # fmt: skip
_WAW, _YA, _MIM, _TA_MARBUTA, _ALEF = "\u0648", "\u064a", "\u0645", "\u0629", "\u0627"
_LONG = "\u0627\u0649\u0622"
#: Ayn and hamza while vowels are put in: consonants, which are then not written.
_STOP = "'"
_STOPS = "\u0639\u0621\u0624\u0626"
_OPENING = {"\u0627": "a", "\u0623": "a", "\u0622": "a", "\u0625": "i"}
_VOWELS = "aiueo"
#: Clusters that open words of other languages as they stand.
_ONSETS = re.compile("[bptdkgf]r|[bpkgfs]l|s[tkpmn]|sh[mntkp]|tr|ts|kw|kv|vl|zd")
#: And those that may close them: a liquid, a nasal or s before another.
_CODAS = re.compile("[lrnm][^lrwy]|[lr]n|s[tkp]|kh?t|[fp]t|ts")

Sounds = list[str]


def native(word: str) -> str:
    """A word read as an Arabic one.

    >>> [native(w) for w in ("خزرج", "حاسب", "مساعد", "مرشد", "انتخاب", "سعفان", "دويش", "سيار")]
    ['khazraj', 'haseb', 'musaed', 'murshed', 'intikhab', 'saafan', 'duwaish', 'sayyar']
    """
    verbal = len(word) > 4 and word[0] == _ALEF and _ALEF in word[2:]  # intikhab, ittihad
    sounds = _sounds(word, opening="i" if verbal else "")
    short = "i" if verbal else "a"
    if word[0] == _MIM and len(sounds) > 3 and sounds[1] not in _VOWELS and _participle(sounds):
        sounds.insert(1, "u")
        if sounds[-1] not in _VOWELS and sounds[-2] not in _VOWELS:
            sounds.insert(-1, "e")
    return _written("".join(_with_vowels(sounds, short)))


def _participle(sounds: Sounds) -> bool:
    """mufāʿil, mufʿil, mufīl: of the participles that names are made of, not the passive mafʿūl."""
    rest = [s in _VOWELS for s in sounds[1:]]
    return rest[:4] in ([False, True, False, False], [False, False, False]) or (
        rest == [False, True, False] and sounds[2] == "i"
    )


def _sounds(word: str, *, opening: str = "") -> Sounds:
    """Consonants and written vowels; a diphthong or glide is told by its neighbours."""
    out: Sounds = []
    for position, letter in enumerate(word):
        following = word[position + 1] if position + 1 < len(word) else ""
        if position == 0 and letter in _OPENING:
            out.append(opening or _OPENING[letter])
        elif letter in _LONG or letter in "\u0623\u0625":
            out.append("a")
        elif letter == _TA_MARBUTA:
            out += [] if out and out[-1] == "a" else ["a"]
        elif letter in _STOPS:
            out.append(_STOP)
        elif letter in (_WAW, _YA):
            if out == ["i"] and position == 1:
                continue  # Iran
            out += _glide(letter, following, out, more=position + 2 < len(word))
        else:
            out.append(_CONSONANTS.get(letter, letter))
    return out


def _glide(letter: str, following: str, before: Sounds, *, more: bool) -> Sounds:
    """Waw and ya: a consonant at the start and beside a vowel, else the vowel; ``more`` letters come after the following."""
    last = not following
    consonant, vowel = ("w", "u") if letter == _WAW else ("y", "i")
    if not before:
        return [consonant]
    if before[-1] == "ai":
        return []  # the diphthong is written already
    if before[-1] in _VOWELS:
        return [vowel] if last and before[-1] in "a" else [consonant]
    if letter == _WAW and following == _YA and more:
        return ["u", "w", "ai"]  # suwaid
    if letter == _YA and following == _WAW and more:
        return ["u", "y"]  # shuyukh
    if letter == _YA and following == _TA_MARBUTA:
        return ["i", "y"]
    if following in (_ALEF, "\u0649", _TA_MARBUTA):
        doubled = letter == _YA and len(before) == 1 and following == _ALEF
        return (["a", "y", "y"] if doubled else ["a", consonant]) if len(before) == 1 else [consonant]
    return [vowel]


def _with_vowels(sounds: Sounds, short: str) -> Sounds:
    """The sounds, with a short vowel wherever consonants would crowd."""
    out: Sounds = []
    crowd: Sounds = []
    for sound in [*sounds, ""]:
        if sound and sound not in _VOWELS:
            crowd.append(sound)
            continue
        final = not sound
        if not out and len(crowd) > 1:
            out += [crowd.pop(0), short]
        while len(crowd) > 2:
            glide = crowd[0] in ("w", "y")  # lawandi, not lawnadi
            out += [crowd.pop(0), short] if glide else [crowd.pop(0), crowd.pop(0), short]
        if final and len(crowd) == 2 and len(out) > 1 and out[-1] == "a" and _long(out, sounds):
            crowd.insert(1, "e")  # the vowel of an active participle: haseb
        out += crowd
        crowd = []
        if sound:
            out.append(sound)
    return out


def _long(out: Sounds, sounds: Sounds) -> bool:
    """Whether the last vowel put out is a written one."""
    return out[: len(out)] == sounds[: len(out)]


def _written(text: str) -> str:
    text = re.sub(f"a{_STOP}(?=[^{_VOWELS}{_STOP}])", "aa", text)
    return re.sub("aaa+", "aa", text.replace(_STOP, ""))


def foreign(word: str) -> str:
    """A word read as a transcription: its vowels are written, waw is o and ghayn g.

    >>> [foreign(w) for w in ("مكاريوس", "بروكسن", "غولدن", "إيمفولا", "ويتلوك", "تشيكوف")]
    ['makarios', 'broksen', 'golden', 'imfola', 'witlok', 'chikof']
    """
    spelled = word.replace("\u062a\u0634", "\u0686").replace("\u063a", "\u06af")
    spelled = re.sub("^[\u0625\u0627]\u064a", "\u0625", spelled)
    out: Sounds = []
    for position, letter in enumerate(spelled):
        following = spelled[position + 1] if position + 1 < len(spelled) else ""
        last = not following
        if position == 0 and letter in _OPENING:
            opening = "o" if following == _WAW else _OPENING[letter]
            out.append(opening)
        elif letter == _WAW:
            if out == ["o"]:
                continue
            before_vowel = following == _ALEF or (following == _YA and position + 2 < len(spelled))
            out.append("w" if not out or before_vowel or out[-1] == "a" else "o")
        elif letter == _YA:
            out.append("y" if not out or out[-1] in _VOWELS or following == _ALEF else "i")
        elif letter == "\u0647" and last:
            out.append("e" if out and out[-1] not in _VOWELS else "")
        elif letter in _LONG or letter in "\u0623\u0625\u0629":
            out.append("a")
        elif letter not in _STOPS:
            out.append(_CONSONANTS.get(letter, letter))
    return _loosened([s for s in out if s])


def _loosened(sounds: Sounds) -> str:
    """Clusters that no language of the news begins or ends with, loosened by a vowel."""
    if len(sounds) > 2:
        opening, closing = sounds[:2], sounds[-2:]
        if _crowded(opening, _VOWELS) and not _ONSETS.fullmatch("".join(opening)):
            sounds.insert(1, "a")
        if _crowded(closing, _VOWELS + "wy") and not _CODAS.fullmatch("".join(closing)):
            sounds.insert(-1, "e")
    return "".join(sounds)


def _crowded(sounds: Sounds, vowels: str) -> bool:
    return not any(sound[0] in vowels for sound in sounds)
