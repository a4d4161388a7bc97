"""Words: tokens with the reading chosen for them, and the names found among tokens."""

from __future__ import annotations

from dataclasses import dataclass

from graphbuild.arabic.morphology import Analysis
from graphbuild.arabic.tokens import Token
from graphbuild.lexicon import Particle


@dataclass(frozen=True, slots=True)
class Word:
    """A token with the reading chosen for it.

    ``pos`` is noun, adj, verb, name (part of a name of the gazetteer or of a recogniser), unk (an Arabic word nobody
    knows), a particle's part of speech (prep conj comp rel neg fut qad mod dem pron adv inter part), ppron (a
    preposition with a pronoun), number, latin, or the kind of a mark. ``a`` is the analysis (None for particles and
    marks); ``conj`` and ``prep`` are the clitics before the stem, whatever the part of speech; ``body`` is the number
    of code points that they take. ``gender`` is m or f for the first word of a name whose bearer is known.
    """

    index: int
    token: Token
    pos: str
    a: Analysis | None = None
    particle: Particle | None = None
    conj: str = ""
    prep: str = ""
    body: int = 0
    article: bool = False
    others: tuple[Analysis, ...] = ()
    gender: str = ""

    @property
    def lemma(self) -> str:
        """The lemma of the reading, or the spelling."""
        return self.a.lemma if self.a else self.token.form

    @property
    def role(self) -> str:
        """A particle's role, else empty."""
        return self.particle.role if self.particle else ""

    @property
    def nisba(self) -> Analysis | None:
        """The reading as an adjective made from an actor's name, if there is one; a noun of people may be one, too
        (``الحوثيون``)."""
        people = self.pos == "noun" and self.a is not None and self.a.cls in ("group", "person")
        if self.pos != "adj" and not people:
            return None
        nisbas = (reading for reading in self.others if reading.der == "nisba")
        return next((n for n in nisbas if not people or (self.a is not None and n.lemma == self.a.lemma)), None)

    @property
    def common(self) -> str:
        """A particle as it is written, a common word as its lemma; "" for what names somebody and for what is no word, of
        which nothing is to be learned."""
        if self.particle is not None:
            return self.particle.form
        known = self.a is not None and self.pos in ("noun", "verb", "adj") and self.nisba is None
        return self.lemma if known else ""

    @property
    def nominal(self) -> bool:
        """Whether it can head or modify a noun phrase."""
        return self.pos in ("noun", "adj", "name", "unk", "latin")


@dataclass(frozen=True, slots=True)
class NameHit:
    """A stretch of tokens that is a name: ``first`` to ``last`` (exclusive), with the clitics before its first word.

    ``weak``: one word that the lexicon also has as a common word; the neighbours decide. ``strong``: a country or people,
    which gives way only to an adjective in its place (``دعم مالي`` "financial support", not Mali). ``sure``: a name first of
    all, whatever else the word may be (``طالبان``, which is not "two students").
    """

    first: int
    last: int
    conj: str
    prep: str
    body: int
    payload: object
    weak: bool = False
    strong: bool = False
    sure: bool = False
