"""Verb stems from principal parts: every skeleton that unvowelled newspaper text can show.

**Source:** the paradigms of any reference grammar (e.g. Wright, *A Grammar of the Arabic Language*, vol. I §§ 77-210;
Ryding, *A Reference Grammar of Modern Standard Arabic*, ch. 21-35). Vowels are left out, since the text has none; what
differs only in vowels is one stem with ``vox`` ``?`` (active or passive, the clause decides).
"""

from __future__ import annotations

from dataclasses import dataclass

from graphbuild.lexicon import Verb
from graphbuild.text import clean

ALEF, WAW, YEH, MAKSURA, HAMZA = "\u0627", "\u0648", "\u064a", "\u0649", "\u0621"
ALEF_ABOVE, ALEF_BELOW, ALEF_MADDA, HAMZA_YEH, HAMZA_WAW = "\u0623", "\u0625", "\u0622", "\u0626", "\u0624"
TEH, TEH_MARBUTA, MEEM, NOON, SEEN, SHADDA = "\u062a", "\u0629", "\u0645", "\u0646", "\u0633", "\u0651"
_ANY_HAMZA = ALEF_ABOVE + HAMZA_YEH + HAMZA_WAW + HAMZA


@dataclass(frozen=True, slots=True, order=True)
class VerbStem:
    """A stem with the endings it takes (``kind``: keys of :data:`graphbuild.arabic.morphdb.VERB_ENDINGS`).

    ``asp`` is ``p`` (past), ``i`` (present, its prefix letter taken off) or ``c`` (imperative); ``vox`` is ``a``, ``p``
    or ``?``.
    """

    stem: str
    kind: str
    asp: str
    vox: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What kind of root a verb has, read off its lemma."""

    bare: str
    geminate: bool
    hollow: bool
    defective: bool

    @classmethod
    def of(cls, verb: Verb) -> Shape:
        """The shape of a verb.

        >>> Shape.of(Verb("نفى", "1", "ينفي", (), (), ())).defective
        True
        """
        bare = clean(verb.lemma)
        return cls(
            bare,
            geminate=verb.lemma.endswith(SHADDA),
            hollow=len(bare) > 2
            and bare[-2] == ALEF
            and not verb.lemma.endswith(SHADDA)
            and verb.form not in ("3", "6"),
            defective=bare[-1] in MAKSURA + ALEF or (verb.form == "1" and bare[-1] == YEH),
        )


def present_of(verb: Verb) -> str:
    """The present, third person masculine singular; as given, else by the pattern of the form.

    >>> present_of(Verb("أدان", "4", "", (), (), ()))
    'يدين'
    >>> present_of(Verb("التقى", "8", "", (), (), ()))
    'يلتقي'
    """
    if verb.present:
        return clean(verb.present)
    shape = Shape.of(verb)
    body = shape.bare
    if verb.form == "4":
        body = (
            WAW + body[2:]
            if body.startswith(ALEF + YEH)
            else (HAMZA_WAW + body[1:] if body[0] == ALEF_MADDA else body[1:])
        )
    elif verb.form in ("7", "8", "9", "10"):
        body = body[1:]
    if verb.form in ("5", "6", "q2"):
        return YEH + body
    if shape.defective:
        return YEH + body[:-1] + YEH
    if shape.hollow and verb.form in ("4", "10"):
        return YEH + body[:-2] + YEH + body[-1]
    if body[-1] == ALEF_ABOVE:
        return YEH + body[:-1] + HAMZA_YEH
    return YEH + body


def passive_present_of(verb: Verb) -> str:
    """The passive present, third person masculine singular.

    >>> passive_present_of(Verb("أدان", "4", "", (), (), ()))
    'يدان'
    """
    shape, present = Shape.of(verb), present_of(verb)
    if verb.form == "1" and shape.bare[0] == WAW:
        return YEH + shape.bare
    if shape.defective:
        return present[:-1] + MAKSURA
    if shape.hollow:
        return present[:-2] + ALEF + present[-1]
    return present


def _past(shape: Shape) -> list[VerbStem]:
    bare = shape.bare
    if shape.defective:
        trunk = bare[:-1]
        if bare[-1] == YEH:  # baqiya: keeps its ya before consonants and ta
            return [VerbStem(bare, "past-regular-no-waw", "p", "?"), VerbStem(trunk, "past-waw", "p", "?")]
        third = WAW if bare[-1] == ALEF and len(bare) == 3 else YEH
        return [
            VerbStem(bare, "past-bare", "p", "a"),
            VerbStem(trunk + ALEF, "past-enclitic", "p", "a"),
            VerbStem(trunk, "past-short", "p", "a"),
            VerbStem(trunk, "past-waw", "p", "?"),
            VerbStem(trunk + third, "past-long", "p", "a"),
            VerbStem(trunk + YEH, "past-passive-defective", "p", "p"),
        ]
    if shape.hollow:
        if bare[-1] == HAMZA:  # jaa'a, asaa'a
            trunk = bare[:-1]
            return [
                VerbStem(bare, "past-vowel", "p", "a"),
                VerbStem(trunk + HAMZA_WAW, "past-waw", "p", "a"),
                VerbStem(bare[:-2] + HAMZA_YEH, "past-consonant", "p", "a"),
            ]
        return [VerbStem(bare, "past-vowel", "p", "a"), VerbStem(bare[:-2] + bare[-1], "past-consonant", "p", "a")]
    if shape.geminate:
        return [VerbStem(bare, "past-vowel", "p", "?"), VerbStem(bare + bare[-1], "past-consonant", "p", "?")]
    stems = [VerbStem(bare, "past-regular", "p", "?")]
    if bare[-1] == ALEF_ABOVE:
        stems.append(VerbStem(bare[:-1] + HAMZA_WAW, "past-waw", "p", "?"))
    return stems


def _passive_past(verb: Verb, shape: Shape) -> list[VerbStem]:
    bare = shape.bare
    if shape.hollow and bare[-1] != HAMZA and verb.form in ("1", "4", "7", "8", "10"):
        return [VerbStem(bare[:-2] + YEH + bare[-1], "past-vowel", "p", "p")]
    if verb.form in ("3", "6") and ALEF in bare[:3]:
        at = bare.index(ALEF)
        stem = bare[:at] + WAW + bare[at + 1 :]
        if shape.defective:
            return [VerbStem(stem[:-1] + YEH, "past-passive-defective", "p", "p")]
        return [VerbStem(stem, "past-regular", "p", "p")]
    return []


def _present(present: str, shape: Shape, vox: str) -> list[VerbStem]:
    body = present[1:]
    if not body:
        return []
    if shape.defective and body[-1] in YEH + WAW + MAKSURA:
        trunk = body[:-1]
        stems = [
            VerbStem(body, "present-bare", "i", vox),
            VerbStem(trunk, "present-jussive", "i", vox),
            VerbStem(trunk, "present-waw", "i", vox),
            VerbStem(trunk + (WAW if body[-1] == WAW else YEH), "present-dual", "i", vox),
        ]
        stems.append(VerbStem(trunk + ALEF if body[-1] == MAKSURA else body, "present-enclitic", "i", vox))
        return stems
    hollow = shape.hollow and len(body) > 2 and body[-2] in ALEF + WAW + YEH
    # Before the -n of the feminine plural a long vowel is short and a double consonant two: yaqulna, yadmumna.
    stems = [VerbStem(body, "present-vowel" if hollow or shape.geminate else "present-regular", "i", vox)]
    if hollow:
        short = body[:-2] + body[-1]
        stems += [VerbStem(short, "present-jussive", "i", vox), VerbStem(short, "present-consonant", "i", vox)]
    if shape.geminate:
        double = body + body[-1]
        stems += [VerbStem(double, "present-jussive", "i", vox), VerbStem(double, "present-consonant", "i", vox)]
    if body[-1] == ALEF_ABOVE:
        stems.append(VerbStem(body[:-1] + HAMZA_WAW, "present-waw", "i", vox))
    return stems


def stems(verb: Verb) -> list[VerbStem]:
    """All stems of a verb, sorted.

    >>> any(s.stem == "هوجم" and s.vox == "p" for s in stems(Verb("هاجم", "3", "", (), (), ())))
    True
    """
    shape = Shape.of(verb)
    present, passive = present_of(verb), passive_present_of(verb)
    out = _past(shape) + _passive_past(verb, shape)
    if passive == present or clean(passive).replace(MAKSURA, YEH) == present.replace(MAKSURA, YEH):
        out += _present(present, shape, "?")
    else:
        out += _present(present, shape, "a") + _present(passive, shape, "p")
    return sorted(set(out))


def masdars(verb: Verb) -> tuple[str, ...]:
    """The verbal nouns, as given, else by the pattern of the form.

    >>> masdars(Verb("أدان", "4", "", (), (), ()))
    ('إدانة',)
    >>> masdars(Verb("احتلّ", "8", "", (), (), ()))
    ('احتلال',)
    """
    if verb.masdars:
        return tuple(clean(m) for m in verb.masdars if m != "-")
    shape = Shape.of(verb)
    bare, form = shape.bare, verb.form
    if form == "2":
        if shape.defective:
            return (TEH + bare[:-1] + YEH + TEH_MARBUTA,)
        if bare[-1] == ALEF_ABOVE:
            return (TEH + bare[:-1] + HAMZA_YEH + TEH_MARBUTA,)
        return (TEH + bare[:-1] + YEH + bare[-1],)
    if form in ("3", "q1"):
        if form == "q1":
            return (bare + TEH_MARBUTA,)
        return (MEEM + (bare[:-1] + ALEF if shape.defective else bare) + TEH_MARBUTA,)
    if form in ("5", "6", "q2"):
        return (bare[:-1] + YEH if shape.defective else bare,)
    if form == "4":
        rest = bare[1:]
        if rest.startswith(WAW):
            rest = YEH + rest[1:]
        if bare[0] == ALEF_MADDA:
            rest = YEH + rest
        if shape.hollow:
            return (ALEF_BELOW + rest + TEH_MARBUTA,)
        return (ALEF_BELOW + _stretch(rest, shape),)
    if form in ("7", "8", "9", "10"):
        if shape.hollow:
            if form == "10":
                return (bare + TEH_MARBUTA,)
            return (bare[:-2] + YEH + ALEF + bare[-1],)
        if form == "10" and len(bare) > 3 and bare[3] == WAW:
            bare = bare[:3] + YEH + bare[4:]
        return (_stretch(bare, shape),)
    return ()


def _stretch(bare: str, shape: Shape) -> str:
    """Long a before the last radical: intiqaal, i'laan, i'daad, liqaa'."""
    if shape.defective:
        return bare[:-1] + ALEF + HAMZA
    if shape.geminate:
        return bare + ALEF + bare[-1]
    if bare[-1] == ALEF_ABOVE:
        return bare[:-1] + ALEF + HAMZA
    return bare[:-1] + ALEF + bare[-1]


def participles(verb: Verb) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Active and passive participles (masculine singular, indefinite), as given, else by the pattern of the form.

    >>> participles(Verb("هدّد", "2", "", (), (), ()))
    (('مهدد',), ('مهدد',))
    >>> participles(Verb("قتل", "1", "يقتل", (), (), ()))
    (('قاتل',), ('مقتول',))
    """
    shape = Shape.of(verb)
    active = tuple(clean(p) for p in verb.active if p != "-")
    passive = tuple(clean(p) for p in verb.passive if p != "-")
    if not verb.active:
        active = _active(verb, shape)
    if not verb.passive:
        passive = _passive(verb, shape)
    return active, passive


def _active(verb: Verb, shape: Shape) -> tuple[str, ...]:
    bare = shape.bare
    if verb.form != "1":
        return (MEEM + present_of(verb)[1:].replace(MAKSURA, YEH),)
    if shape.geminate:
        return (bare[0] + ALEF + bare[1:],)
    if len(bare) != 3:
        return ()
    first = ALEF_MADDA if bare[0] == ALEF_ABOVE else bare[0] + ALEF
    if shape.defective:
        return (first + bare[1] + YEH,)
    if shape.hollow:
        return (first + HAMZA_YEH + (bare[2] if bare[2] != HAMZA else YEH),)
    return (first + bare[1:].replace(ALEF_ABOVE, HAMZA_YEH),)


def _passive(verb: Verb, shape: Shape) -> tuple[str, ...]:
    bare = shape.bare
    if verb.form != "1":
        return (MEEM + passive_present_of(verb)[1:],)
    if shape.geminate:
        return (MEEM + bare + WAW + bare[-1],)
    if len(bare) != 3:
        return ()
    if shape.defective:
        return (MEEM + bare[:2] + (WAW if present_of(verb)[-1] == WAW else YEH),)
    if shape.hollow:
        return (MEEM + present_of(verb)[1:],)
    return (MEEM + bare[:2] + WAW + bare[2].replace(ALEF_ABOVE, HAMZA),)
