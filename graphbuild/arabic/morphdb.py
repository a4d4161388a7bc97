"""The lexicon compiled into a morphology database in the format of camel-tools (that of the CALIMA databases).

A line of PREFIXES, SUFFIXES or STEMS is ``key TAB category TAB features``; the tables AB, BC and AC say which
categories stand together. Keys are folded as camel-tools folds words; ``diac`` keeps the spelling, so that an analysis
which only folding made possible can be told from an exact one.

Features: ``pos lex diac gloss asp per gen num vox stt prc0 prc1 prc2 enc0 der cls rat``. ``der`` says what a nominal is
made from (``vn`` verbal noun, ``ap``, ``pp`` or ``part`` participle, ``nisba``); ``cls`` is the class of a noun or
adjective.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

from graphbuild.arabic import conjugate
from graphbuild.lexicon import Lexicon
from graphbuild.text import clean, fold

_FEATURES = (
    "pos",
    "lex",
    "diac",
    "gloss",
    "asp",
    "mod",
    "per",
    "gen",
    "num",
    "vox",
    "stt",
    "prc0",
    "prc1",
    "prc2",
    "enc0",
    "der",
    "cls",
)

_AL, _W, _F, _B, _L, _K, _S = "\u0627\u0644", "\u0648", "\u0641", "\u0628", "\u0644", "\u0643", "\u0633"
_TEH, _MARBUTA, _ALEF, _YEH, _NOON = "\u062a", "\u0629", "\u0627", "\u064a", "\u0646"
_WAW = _W
#: Pronoun endings with person, gender and number.
PRONOUNS = {
    "\u0647": "3ms",
    "\u0647\u0627": "3fs",
    "\u0647\u0645": "3mp",
    "\u0647\u0646": "3fp",
    "\u0647\u0645\u0627": "3d",
    "\u0643": "2s",
    "\u0643\u0645": "2p",
    "\u0646\u0627": "1p",
}
_NOUN_PRONOUNS = {**PRONOUNS, _YEH: "1s"}
_VERB_PRONOUNS = {**PRONOUNS, _NOON + _YEH: "1s"}

# ending category -> (ending, features); an ending with a pronoun is made from "+e" categories
_NOUN_ENDINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "b": (("", ""),),
    "a": ((_ALEF, "stt:i"),),
    "d": ((_ALEF + _NOON, "num:d"), (_YEH + _NOON, "num:d")),
    "dc": ((_ALEF, "num:d stt:c"), (_YEH, "num:d stt:c")),
    "p": ((_WAW + _NOON, "num:p gen:m"), (_YEH + _NOON, "num:p gen:m")),
    "pc": ((_WAW, "num:p gen:m stt:c"), (_YEH, "num:p gen:m stt:c")),
    "f": ((_ALEF + _TEH, "num:p gen:f"),),
    "t": ((_MARBUTA, "gen:f"),),
    "td": ((_TEH + _ALEF + _NOON, "num:d gen:f"), (_TEH + _YEH + _NOON, "num:d gen:f")),
    "tdc": ((_TEH + _ALEF, "num:d gen:f stt:c"), (_TEH + _YEH, "num:d gen:f stt:c")),
}
_NOUN_ENCLITIC: dict[str, tuple[tuple[str, str], ...]] = {
    "be": (("", ""),),
    "dce": ((_ALEF, "num:d"), (_YEH, "num:d")),
    "pce": ((_WAW, "num:p gen:m"), (_YEH, "num:p gen:m")),
    "fe": ((_ALEF + _TEH, "num:p gen:f"),),
    "te": ((_TEH, "gen:f"),),
}
_VERB_ENDINGS: dict[str, tuple[tuple[str, str], ...]] = {
    "v0": (("", "per:3 gen:m num:s"),),
    "vt": ((_TEH, "per:3 gen:f num:s"),),
    "vw": ((_WAW + _ALEF, "per:3 gen:m num:p"),),
    "va": ((_ALEF, "per:3 gen:m num:d"),),
    "vta": ((_TEH + _ALEF, "per:3 gen:f num:d"),),
    "vc": ((_NOON, "per:3 gen:f num:p"), (_NOON + _ALEF, "per:1 num:p"), (_TEH, "per:1 num:s")),
    "i0": (("", "num:s"),),
    "iw": ((_WAW + _NOON, "num:p"), (_WAW + _ALEF, "num:p")),
    "ia": ((_ALEF + _NOON, "num:d"), (_ALEF, "num:d")),
    "in": ((_NOON, "num:p gen:f"),),
}
_VERB_ENCLITIC: dict[str, tuple[tuple[str, str], ...]] = {
    "v0e": (("", "per:3 gen:m num:s"),),
    "vte": ((_TEH, "per:3 gen:f num:s"),),
    "vwe": ((_WAW, "per:3 gen:m num:p"),),
    "vae": ((_ALEF, "per:3 gen:m num:d"),),
    "vce": ((_NOON + _ALEF, "per:1 num:p"), (_TEH, "per:1 num:s")),
    "i0e": (("", "num:s"),),
    "iwe": ((_WAW + _NOON, "num:p"), (_WAW, "num:p")),
    "iae": ((_ALEF + _NOON, "num:d"),),
}
#: The endings each kind of verb stem takes (kinds of graphbuild.arabic.conjugate).
VERB_ENDINGS: dict[str, tuple[str, ...]] = {
    "past-regular": ("v0", "v0e", "vt", "vte", "vw", "vwe", "va", "vae", "vta", "vc", "vce"),
    "past-regular-no-waw": ("v0", "v0e", "vt", "vte", "va", "vta", "vc", "vce"),
    "past-vowel": ("v0", "v0e", "vt", "vte", "vw", "vwe", "va", "vae", "vta"),
    "past-consonant": ("vc", "vce"),
    "past-bare": ("v0",),
    "past-enclitic": ("v0e",),
    "past-short": ("vt", "vte", "vta"),
    "past-waw": ("vw", "vwe"),
    "past-long": ("va", "vae", "vc", "vce"),
    "past-passive-defective": ("vt", "vta", "va", "vc"),
    "present-regular": ("i0", "i0e", "iw", "iwe", "ia", "iae", "in"),
    "present-vowel": ("i0", "i0e", "iw", "iwe", "ia", "iae"),
    "present-consonant": ("in",),
    "present-bare": ("i0",),
    "present-enclitic": ("i0e",),
    "present-dual": ("ia", "iae"),
    "present-jussive": ("i0", "i0e"),
    "present-waw": ("iw", "iwe"),
}
_PAST_CATEGORIES = ("v0", "vt", "vw", "va", "vta", "vc", "v0e", "vte", "vwe", "vae", "vce")
_PRESENT_CATEGORIES = ("i0", "iw", "ia", "in", "i0e", "iwe", "iae")


def _affix(diac: str, category: str, features: str) -> str:
    return f"{fold(diac)}\t{category}\tdiac:{diac} {features}".rstrip()


def _prefixes() -> Iterator[str]:
    conjunctions = (("", ""), (_W, "prc2:w"), (_F, "prc2:f"))
    for conjunction, c in conjunctions:
        for preposition, p in (("", ""), (_B, "prc1:b"), (_L, "prc1:l"), (_K, "prc1:k")):
            yield _affix(conjunction + preposition, "Pn", f"{c} {p}".strip())
            article = _L if preposition == _L else preposition + _AL
            whole = conjunction + (_L + _L if preposition == _L else article)
            yield _affix(whole, "Pd", f"{c} {p} prc0:al stt:d".strip())
            if preposition == _L:  # li + al + a word that begins with lam
                yield _affix(conjunction + _L, "Pdl", f"{c} {p} prc0:al stt:d".strip())
        yield _affix(conjunction, "Pp", c)
        yield _affix(conjunction + _L, "Pp", f"{c} prc1:emph".strip())
        for particle, s in (("", ""), (_S, "prc1:s"), (_L, "prc1:li")):
            for letter, person in (
                (_YEH, "per:3 gen:m"),
                (_TEH, "per:3 gen:f"),
                (_NOON, "per:1 gen:m"),
                ("\u0623", "per:1 gen:m"),
            ):
                yield _affix(conjunction + particle + letter, "Pi", f"{c} {s} {person}".strip())


def _suffixes() -> Iterator[str]:
    for table in (_NOUN_ENDINGS, _VERB_ENDINGS):
        for category, endings in table.items():
            for ending, features in endings:
                yield _affix(ending, category, features)
    for table, pronouns in ((_NOUN_ENCLITIC, _NOUN_PRONOUNS), (_VERB_ENCLITIC, _VERB_PRONOUNS)):
        for category, endings in table.items():
            for (ending, features), (pronoun, enclitic) in itertools.product(endings, pronouns.items()):
                definite = "stt:p" if table is _NOUN_ENCLITIC else ""
                yield _affix(ending + pronoun, category, f"{features} enc0:{enclitic} {definite}".strip())


def _stem(stem: str, category: str, **features: str) -> str:
    values = dict.fromkeys(_FEATURES, "-")
    values.update(features)
    values["diac"] = stem
    return f"{fold(stem)}\t{category}\t" + " ".join(f"{k}:{v}" for k, v in values.items())


#: How the categories of stems without article begin.
_INDEFINITE = "NI"

#: Endings under which a word of a longer noun may be found: feminine, sound plurals, dual.
_ENDINGS = (fold(_MARBUTA), "\u0627\u062a", "\u064a\u0646", "\u0648\u0646", "\u0627\u0646", "\u064a", "\u0649")


class _Stems:
    """Collects stem lines and the categories of endings that they need."""

    def __init__(self) -> None:
        self.lines: dict[str, None] = {}
        self.nominal: dict[str, tuple[str, ...]] = {}
        self.verbal: dict[str, tuple[str, ...]] = {}
        self._stems: set[str] = set()

    def makes(self, word: str) -> bool:
        """Whether a nominal stem gives a word as it stands, with or without the article, feminine or plural ending."""
        form = fold(clean(word))
        for prefix in (_B + _AL, _AL):
            form = form.removeprefix(prefix)
        trunks = {form} | {form[: -len(e)] for e in _ENDINGS if form.endswith(e) and len(form) > len(e) + 1}
        return not trunks.isdisjoint(self._stems)

    def nominal_stem(self, stem: str, endings: tuple[str, ...], **features: str) -> None:
        self._nominal("N", stem, endings, **features)

    def bare_stem(self, stem: str, **features: str) -> None:
        """A stem without article and ending: ``غاز`` the invader, who is ``الغازي`` once he is known."""
        self._nominal(_INDEFINITE, stem, ("b",), **features)

    def _nominal(self, kind: str, stem: str, endings: tuple[str, ...], **features: str) -> None:
        category = kind + (".L." if fold(stem).startswith(_L) else ".") + ".".join(endings)
        self.nominal[category] = endings
        self._stems.add(fold(stem))
        self.lines[_stem(stem, category, **features)] = None

    def verb_stem(self, stem: str, kind: str, **features: str) -> None:
        category = "V." + kind
        self.verbal[category] = VERB_ENDINGS[kind]
        self.lines[_stem(stem, category, **features)] = None

    def noun(
        self, lemma: str, plurals: Iterable[str], gender: str, *, defective: bool = False, **features: str
    ) -> None:
        """All stems of one nominal: singular, dual, sound and broken plurals, the feminine by ta marbuta."""
        word = clean(lemma)
        base = {"lex": lemma, "gen": gender, "num": "s", **features}
        sound: set[str] = set()
        for plural in plurals:
            if plural == "+\u0648\u0646":
                sound |= {"p", "pc", "pce"}
            elif plural == "+\u0627\u062a":
                sound |= {"f", "fe"}
            elif plural not in ("", "-"):
                self._broken(clean(plural), {**base, "num": "p"})
        if word.endswith(_MARBUTA):
            endings = ("t", "te", "td", "tdc", *sorted(sound & {"f", "fe"}))
            self.nominal_stem(word[:-1], endings, **{**base, "gen": "f" if gender == "-" else gender})
            return
        if defective:  # qaadin: with ya wherever it is not indefinite
            self.bare_stem(word, **base)
            if sound:
                self.nominal_stem(word, tuple(sorted(sound)), **base)
            return
        endings = ("b", "a", "be", "d", "dc", "dce", *sorted(sound))
        self.nominal_stem(word, endings, **base)
        if word.endswith("\u0627\u0621"):
            for seat in ("\u0626", "\u0624"):
                self.nominal_stem(word[:-1] + seat, ("be",), **base)
        if word.endswith("\u0649"):
            self.nominal_stem(word[:-1] + _ALEF, ("be",), **base)
            self.nominal_stem(word[:-1] + _YEH, ("d", "dc", "f", "fe"), **base)

    def _broken(self, plural: str, base: dict[str, str]) -> None:
        if " " in plural:
            return
        if plural.endswith(_MARBUTA):
            self.nominal_stem(plural[:-1], ("t", "te"), **base)
            return
        self.nominal_stem(plural, ("b", "a", "be"), **base)
        if plural.endswith("\u0627\u0621"):
            for seat in ("\u0626", "\u0624"):
                self.nominal_stem(plural[:-1] + seat, ("be",), **base)
        if plural.endswith("\u0649"):
            self.nominal_stem(plural[:-1] + _ALEF, ("be",), **base)

    def adjective(self, lemma: str, feminine: str, plurals: Iterable[str], **features: str) -> None:
        """An adjective, participle or nisba: masculine, feminine, dual, sound plurals, and the broken ones given."""
        word = clean(lemma)
        base = {"lex": lemma, "gen": "m", "num": "s", **features}
        for plural in plurals:
            if not plural.startswith("+") and plural not in ("", "-"):
                self._broken(clean(plural), {**base, "num": "p"})
        if word.endswith("\u0649"):
            self.nominal_stem(word, ("b", "be"), **base)
            trunk = word[:-1] + _ALEF
            self.nominal_stem(trunk, ("t", "te"), **base)
            self.nominal_stem(word[:-1] + _YEH, ("d", "f", "fe"), **base)
            if feminine:  # a`laa, `ulyaa
                self._broken(clean(feminine), {**base, "gen": "f"})
            return
        sound = ("b", "a", "be", "d", "dc", "p", "pc", "pce", "f", "fe")
        self.nominal_stem(word, sound if feminine else (*sound, "t", "te", "td", "tdc"), **base)
        if feminine:
            self._broken(clean(feminine), {**base, "gen": "f"})
        if clean(feminine) == word + _YEH + _MARBUTA:  # thaanin, maadin
            self.nominal_stem(word + _YEH, ("b", "a", "d"), **base)


def _verb_lines(stems: _Stems, lexicon: Lexicon) -> None:
    for verb in lexicon.verbs:
        for stem in conjugate.stems(verb):
            stems.verb_stem(
                stem.stem,
                stem.kind,
                pos="verb",
                lex=verb.lemma,
                asp=stem.asp,
                vox=stem.vox,
                mod="j" if stem.kind == "present-jussive" else "-",
                per="3",
                gen="m",
                num="s",
            )
        for masdar in conjugate.masdars(verb):
            if " " not in masdar:
                gender = "f" if masdar.endswith(_MARBUTA) else "m"
                stems.noun(masdar, ("+\u0627\u062a",), gender, pos="noun", der="vn", lex=verb.lemma)
        active, passive = conjugate.participles(verb)
        for word in dict.fromkeys((*active, *passive)):
            if " " in word:
                continue
            kind = "part" if word in active and word in passive else ("ap" if word in active else "pp")
            stems.adjective(word, "", (), pos="adj", der=kind, lex=verb.lemma)
            if word.endswith(_YEH) and word in active and len(word) > 3:  # indefinite qaadin, muftin
                made = {"pos": "adj", "der": kind, "lex": verb.lemma, "gen": "m", "num": "s"}
                stems.bare_stem(word[:-1], **made)
                stems.nominal_stem(word[:-1], ("p", "pc", "pce"), **made)


def _nominal_lines(stems: _Stems, lexicon: Lexicon) -> None:
    words = {noun.lemma for noun in lexicon.nouns}
    for noun in lexicon.nouns:
        if " " in noun.lemma:
            continue
        human = noun.cls in ("office", "person", "rank", "source", "group") and not noun.lemma.endswith(_MARBUTA)
        defective = "defective" in noun.flags
        stems.noun(noun.lemma, noun.plurals, noun.gender, defective=defective, pos="noun", cls=noun.cls)
        if defective:
            stems.nominal_stem(
                clean(noun.lemma) + _YEH,
                ("b", "a", "be", "d", "dc", "t", "te", "f"),
                pos="noun",
                lex=noun.lemma,
                cls=noun.cls,
                gen="m",
                num="s",
            )
        if human and noun.gender == "m" and noun.lemma + _MARBUTA not in words:
            stems.nominal_stem(
                clean(noun.lemma),
                ("t", "te", "td", "tdc", "f", "fe"),
                pos="noun",
                lex=noun.lemma,
                cls=noun.cls,
                gen="f",
                num="s",
            )
    for adjective in lexicon.adjectives:
        if " " not in adjective.lemma:
            stems.adjective(adjective.lemma, adjective.feminine, adjective.plurals, pos="adj", cls=adjective.cls)
    nisbas: dict[str, set[str]] = {}
    seconds: set[str] = set()
    for known in lexicon.known:
        for nisba in known.nisba:
            first, *others = nisba.split()
            nisbas.setdefault(first, set())
            seconds.update(others)
        for people in known.people:
            if " " not in people and known.nisba:
                nisbas.setdefault(known.nisba[0].split()[0], set()).add(people)
    for word in sorted(nisbas):
        stems.adjective(word, "", sorted(nisbas[word]), pos="adj", der="nisba", cls="relational")
    plain = {adjective.lemma for adjective in lexicon.adjectives}
    for word in sorted(seconds - set(nisbas) - plain):
        stems.adjective(word, "", (), pos="adj", cls="relational")


def _part_lines(stems: _Stems, lexicon: Lexicon) -> None:
    """The words of nouns of several words that no other row makes: ``مانعة`` of *maani`at sawaa`iq*, but not ``دولي`` of
    *mujtama` dawliyy*, which is an adjective, and not ``إطلاق``, which is a verbal noun."""
    particles = {particle.form for particle in lexicon.particles if particle.pos != "neg"}  # `adam is a noun as well
    for noun in lexicon.nouns:
        for part in noun.lemma.split() if " " in noun.lemma else ():
            if part not in particles and not stems.makes(part):
                stems.noun(part, (), "f" if part.endswith(_MARBUTA) else "m", pos="noun", cls="other")


def compile_database(lexicon: Lexicon) -> str:
    """The text of a database file in camel-tools' format, the same for the same lexicon."""
    stems = _Stems()
    _verb_lines(stems, lexicon)
    _nominal_lines(stems, lexicon)
    _part_lines(stems, lexicon)
    out = ["###DEFINES###"]
    out += [f"DEFINE {feature} {feature}:*open*" for feature in _FEATURES]
    out.append("###DEFAULTS###")
    for pos in ("digit", "punc", "latin", "noun", "verb", "adj"):
        out.append(f"DEFAULT pos:{pos} " + " ".join(f"{f}:-" for f in _FEATURES if f not in ("pos", "lex", "diac")))
    out += ["###ORDER###", "ORDER " + " ".join(_FEATURES), "###TOKENIZATIONS###", "TOKENIZATION diac"]
    out += [
        "###STEMBACKOFF###",
        "###PREFIXES###",
        *sorted(set(_prefixes())),
        "###SUFFIXES###",
        *sorted(set(_suffixes())),
    ]
    out += ["###STEMS###", *sorted(stems.lines)]
    out.append("###TABLE AB###")
    for category in sorted(stems.nominal):
        out.append(f"Pn {category}")
        if not category.startswith(_INDEFINITE):
            out += [f"Pd {category}"] + ([f"Pdl {category}"] if ".L." in category else [])
    for category in sorted(stems.verbal):
        out.append(("Pp " if ".past" in category else "Pi ") + category)
    out.append("###TABLE BC###")
    for category, endings in sorted({**stems.nominal, **stems.verbal}.items()):
        out += [f"{category} {ending}" for ending in endings]
    out.append("###TABLE AC###")
    free = ("b", "d", "p", "f", "t", "td")
    out += [f"Pn {ending}" for ending in (*_NOUN_ENDINGS, *_NOUN_ENCLITIC)]
    out += [f"{prefix} {ending}" for prefix in ("Pd", "Pdl") for ending in free]
    out += [f"Pp {ending}" for ending in _PAST_CATEGORIES]
    out += [f"Pi {ending}" for ending in _PRESENT_CATEGORIES]
    return "\n".join(out) + "\n"
