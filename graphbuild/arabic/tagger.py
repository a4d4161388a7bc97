"""Tokens → words: one reading chosen for each token, from its analyses, its neighbours and the names that it may be.

The choice is by additive scores, each with its reason; ``explain`` shows them. **Source** of the rules: what may follow
what in an Arabic clause (Ryding, *A Reference Grammar of Modern Standard Arabic*, ch. 4, 16-19): a preposition governs
a nominal, lam and lan a verb, the article makes a nominal, an adjective agrees with its noun in definiteness.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from graphbuild.arabic import guesses, preferences
from graphbuild.arabic.frequencies import Frequencies
from graphbuild.arabic.kept import Kept
from graphbuild.arabic.morphdb import PRONOUNS
from graphbuild.arabic.morphology import Analysis, Morphology
from graphbuild.arabic.tokens import Token
from graphbuild.arabic.words import NameHit, Word
from graphbuild.lexicon import Known, Lexicon, Particle, closed_class, name_words
from graphbuild.text import LIL, article_back, clean, fold

#: What is named by the word after it: ``قناة الجزيرة``, ``مراسلة الجزيرة``.
_NAMED_AFTER = frozenset(("body", "place", "office", "group", "person", "source", "military"))
#: Classes of the nouns that bodies are called by.
_BODIES = frozenset(("body", "group", "military"))
#: How many words behind a verb of expressing what is expressed begins, at most.
_EXPRESSED_WITHIN = 10
_TO = "\u0625\u0644\u0649"
_MARBUTA = "\u0629"
_DAMMA, _SHADDA = "\u064f", "\u0651"


def _clitic_length(a: Analysis) -> int:
    """The letters of conjunction and preposition (or sa-) before the word proper; the letter of the present is the
    verb's own."""
    if a.asp == "i":
        return max(0, a.start - 1)
    return a.start - (2 if a.article else 0)


def _of_a_state(known: Known) -> str:
    if known.country in closed_class("only-masculine-state"):
        return "m"
    return "" if known.country in closed_class("masculine-state") else "f"


class Tagger:
    """Chooses the reading of each token of a sentence."""

    def __init__(self, lexicon: Lexicon, morphology: Morphology, frequencies: Frequencies | None = None) -> None:
        self._morphology = morphology
        self._frequencies = frequencies or Frequencies({})
        self._common: Kept[str, list[float]] = Kept()
        table: dict[str, list[Particle]] = {}
        for particle in lexicon.particles:
            if " " not in particle.form:
                table.setdefault(clean(particle.form), []).append(particle)
        self._particles: Mapping[str, tuple[Particle, ...]] = {k: tuple(v) for k, v in table.items()}
        self._with_pronoun = prepositions_with_pronouns(lexicon)
        self._shadda = {verb.lemma for verb in lexicon.verbs if _SHADDA in verb.lemma}
        saying = frozenset(cue.lemma for cue in lexicon.cues if "v" in cue.pos)
        self._by_somebody = (saying - closed_class("shows")) | closed_class("done-by-people")

    def __call__(
        self, tokens: Sequence[Token], names: Callable[[Sequence[Token]], Sequence[NameHit]], *, headline: bool = False
    ) -> list[Word]:
        """The words of a sentence; ``names`` finds the names among its tokens."""
        hits = {hit.first: hit for hit in names(tokens)}
        words: list[Word] = []
        index = 0
        while index < len(tokens):
            hit = hits.get(index)
            if hit is not None and (self._in_favour(tokens, hit, words) or self._another_occupation(tokens, hit)):
                hit = None
            if hit is not None and (hit.sure or not (hit.weak and self._is_common(tokens, hit, words))):
                for position in range(hit.first, hit.last):
                    first = position == hit.first
                    token = tokens[position]
                    pos = "name" if token.kind in ("word", "latin", "number") else token.kind
                    analysis = self._nominal(token) if first else None
                    words.append(
                        Word(
                            position,
                            token,
                            pos,
                            analysis,
                            None,
                            hit.conj if first else "",
                            hit.prep if first else "",
                            hit.body if first else 0,
                            token.key[hit.body if first else 0 :].startswith("\u0627\u0644"),
                            gender=self._gender(hit, tokens) if first else "",
                        )
                    )
                index = hit.last
                continue
            words.append(self._choose(tokens, index, words, headline=headline))
            index += 1
        return words

    @staticmethod
    def _given_name(token: Token, chosen: Analysis, previous: Word | None, following: Token | None) -> bool:
        """A given name that can be read otherwise only by taking it to pieces: ``الملك فيصل``, ``فيصل بن معمر`` (*so he
        reaches*), ``وجدي`` (*and my grandfather*), ``حسين`` (*two senses*)."""
        if "given" not in name_words().get(token.key, ()):
            return False
        if chosen.pos != "verb":
            mine = chosen.pronoun == "1s" and not chosen.prep
            return chosen.pos == "noun" and not chosen.article and (mine or chosen.num == "d")
        if not chosen.conj:
            return False
        titled = previous is not None and previous.article and previous.lemma in closed_class("before-given-name")
        return titled or (following is not None and following.form in closed_class("name-son"))

    @staticmethod
    def _of_someone(analyses: Sequence[Analysis], hit: NameHit, previous: Word | None) -> bool:
        """``جنديا سوريا``: behind somebody in the accusative the adjective and not the state."""
        p = previous.a if previous is not None and previous.pos == "noun" else None
        if (
            p is None
            or p.state != "i"
            or p.cls not in ("person", "group", "military", "violence")
            or hit.conj
            or hit.prep
        ):
            return False
        return any(a.der == "nisba" and a.state == "i" and a.exact for a in analyses)

    @staticmethod
    def _in_favour(tokens: Sequence[Token], hit: NameHit, words: Sequence[Word]) -> bool:
        """``لصالح إيران``: in favour of, where nobody is loyal to Saleh (``القوات الموالية لصالح``)."""
        if tokens[hit.first].form not in closed_class("in-favour") or hit.last >= len(tokens):
            return False
        loyal = bool(words) and words[-1].lemma in closed_class("loyal")
        return not loyal and tokens[hit.last].kind == "word"

    def _another_occupation(self, tokens: Sequence[Token], hit: NameHit) -> bool:
        """``الاحتلال العراقي للكويت``: with the adjective of another state, an occupation and not the one that goes by that name."""
        if tokens[hit.first].form[hit.body :] not in closed_class("occupation") or hit.last >= len(tokens):
            return False
        adjective = next((a for a in self._morphology(tokens[hit.last].form) if a.der == "nisba" and a.article), None)
        return adjective is not None and adjective.lemma not in closed_class("occupier")

    def _gender(self, hit: NameHit, tokens: Sequence[Token]) -> str:
        """The gender that all share whom a name may name; states and places are feminine, but for a few (``لبنان``, ``الكرملين``); a
        body has that of its noun (``حركة فتح``), or of its full name's (``العدل الدولية``: the court of)."""
        if tokens[hit.first].form[hit.body :] in closed_class("masculine-name"):
            return "m"
        known: tuple[Known, ...] = getattr(hit.payload, "known", ())
        if hit.last - hit.first == 1 or any(k.type in ("person", "country") for k in known):
            genders = {_of_a_state(k) if k.type == "country" else "f" if k.type == "place" else k.gender for k in known}
        else:
            own = self._head_noun(tokens[hit.first].form)
            called = own is not None and own.cls in _BODIES and not own.article
            nouns = [own] if called else [self._head_noun(k.label_ar.split()[0]) for k in known if k.label_ar]
            genders = {noun.gen if noun is not None and noun.num == "s" else "" for noun in nouns}
        return genders.pop() if len(genders) == 1 else ""

    def _head_noun(self, form: str) -> Analysis | None:
        return next((a for a in self._morphology(form) if a.pos == "noun"), None)

    def _nominal(self, token: Token) -> Analysis | None:
        return next((a for a in self._morphology(token.form) if a.pos in ("noun", "adj")), None)

    def _is_common(self, tokens: Sequence[Token], hit: NameHit, words: Sequence[Word]) -> bool:
        """Whether a one-word name that is also a common word stands here as the common word."""
        token = tokens[hit.first]
        analyses = self._morphology(token.form)
        if not analyses:
            return False
        previous = words[-1] if words else None
        if hit.strong and self._of_someone(analyses, hit, previous):
            return True
        if hit.strong:
            adjectives = [
                a
                for a in analyses
                if a.pos == "adj"
                and a.exact
                and not a.conj
                and not a.prep
                and (a.article or a.der != "nisba")
                and a.state != "i"
            ]
            if previous is None or previous.pos not in ("noun", "adj") or not adjectives or hit.conj or hit.prep:
                return False
            if adjectives[0].article != previous.article:
                return False
            if previous.a is None or not previous.a.gen or adjectives[0].gen == previous.a.gen:
                return True
            people = previous.a.gen == "m" and (
                previous.a.cls in ("person", "group", "office", "rank") or previous.a.der == "nisba"
            )
            return previous.a.num == "p" and not people
        if (
            not token.key.startswith("\u0627\u0644")
            and not hit.conj
            and not hit.prep
            and token.key.endswith(("\u0648\u0646", "\u064a\u0646"))
            and all(a.num in ("p", "d") for a in analyses if a.pos in ("noun", "adj"))
        ):
            return False  # makirun: a plural without article, or the man
        if previous is not None and (previous.token.kind == "quote" or self._is_somebody(previous, hit, tokens, analyses)):
            return False
        if all(a.pos == "verb" for a in analyses) and previous is not None:
            construct = previous.pos == "noun" and not previous.article and previous.a is not None
            if previous.pos == "prep" or (construct and previous.a is not None and previous.a.state != "i"):
                return False  # tahrir `adan: no verb stands in a genitive
        kinds = {k.type for k in getattr(hit.payload, "known", ())}
        if (
            kinds == {"place"}
            and previous is not None
            and previous.pos == "adj"
            and previous.a is not None
            and previous.a.der == "nisba"
            and previous.article
        ):
            return False  # al-jaysh al-`iraqi al-mawsil
        if previous is not None and previous.a is not None and previous.a.cls in _NAMED_AFTER:
            return previous.article and any(a.pos == "adj" and a.article for a in analyses)
        return True

    def _is_somebody(self, previous: Word, hit: NameHit, tokens: Sequence[Token], analyses: Sequence[Analysis]) -> bool:
        """``أعلنت القاعدة``, ``قال البرهان``, ``زار عون``: behind a verb of saying or visiting that agrees with it stands somebody, and no
        thing, quality or deed that goes by the same word. People who have no other name may be meant all the same (``قال المعلم``)."""
        if previous.pos != "verb" or previous.a is None or previous.a.pronoun or hit.conj or hit.prep:
            return False
        speakers = [k for k in getattr(hit.payload, "known", ()) if k.type != "place"]
        things = [a for a in analyses if a.pos in ("noun", "adj") and not (a.conj or a.prep)]
        if previous.lemma not in self._by_somebody or not speakers:
            return False
        definite = hit.last < len(tokens) and tokens[hit.last].form.startswith("\u0627\u0644")
        # ``رئيسي``: hardly *my president*, nor *two presidents of* where nothing follows that they are of
        if any(a.cls in preferences.ACTORS and a.pronoun != "1s" and (a.num != "d" or definite) for a in things):
            return False
        nouns = {a.gen for a in things if a.pos == "noun"}
        genders = {k.gender for k in speakers if k.type == "person"} or nouns
        return previous.a.gen in genders

    def _choose(self, tokens: Sequence[Token], index: int, words: Sequence[Word], *, headline: bool) -> Word:
        token = tokens[index]
        if token.kind != "word":
            return Word(index, token, token.kind)
        particles = self._particles.get(token.form, ())
        analyses = self._analyses(token.form)
        previous = words[-1] if words else None
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        governed = self._with_pronoun.get(token.form) or self._with_pronoun.get(
            token.form[1:] if token.form[0] in _CONJUNCTIONS else ""
        )
        # hawlaha: "around it", unless it is turned into something
        turned = following is not None and following.form == _TO and any(a.pos == "verb" for a in analyses)
        if governed is not None and not turned:
            conj = _CONJUNCTIONS[token.form[0]] if token.form not in self._with_pronoun else ""
            return Word(index, token, "ppron", governed, None, conj, others=analyses)
        best: tuple[float, Particle | Analysis] | None = None
        conj = ""
        pointing = None if particles else self._with_clitics(index, token)
        if pointing is not None:
            return pointing
        if not particles and token.form[0] in _CONJUNCTIONS and len(token.form) > 2:
            whole = any(a.exact and a.num != "d" for a in analyses)
            # fatahat: she opened, not *so under*
            verb = token.form[0] == "\u0641" and any(a.pos == "verb" and a.exact and not a.conj for a in analyses)
            particles = tuple(
                p
                for p in self._particles.get(token.form[1:], ())
                if not (whole and p.pos in ("part", "adv")) and not (verb and p.pos == "prep")
            )
            conj = _CONJUNCTIONS[token.form[0]] if particles else ""
        for particle in particles:
            score = self._particle_score(particle, previous, following)
            if self._is_verb_after_all(particle, tokens, index, analyses, previous):
                score = 0.0
            if best is None or score > best[0]:
                best = (score, particle)
        # The only reading there is fits best, however well.
        only = best is None and len(analyses) == 1
        rated = [(0.0, analyses[0])] if only else self.rated(token, analyses, words, following, headline=headline)
        for score, analysis in rated:
            if best is None or score > best[0]:
                best = (score, analysis)
        if best is None:
            return self._unknown(index, token, previous)
        if isinstance(best[1], Particle):
            if not conj and token.form[0] == "\u0648" and len(token.form) > 2 and token.form[1:] in self._particles:
                conj = "w"
            return Word(index, token, best[1].pos, None, best[1], conj, others=analyses)
        chosen = best[1]
        if self._given_name(token, chosen, previous, following):
            return Word(index, token, "unk", article=token.form.startswith("\u0627\u0644"))
        governed_noun = (
            previous is not None and previous.pos == "prep" and previous.lemma not in closed_class("before-verb")
        )
        if chosen.pos == "verb" and governed_noun:
            return self._unknown(index, token, previous)  # `alaa matn: no verb stands under a preposition
        if chosen.vox == "?" and token.text[1:2] == _DAMMA and chosen.asp == "p":
            chosen = replace(chosen, vox="p")
        return Word(
            index,
            token,
            chosen.pos,
            chosen,
            None,
            chosen.conj,
            chosen.prep,
            _clitic_length(chosen),
            chosen.article,
            analyses,
        )

    def rated(
        self,
        token: Token,
        analyses: Sequence[Analysis],
        words: Sequence[Word],
        following: Token | None,
        *,
        headline: bool,
    ) -> list[tuple[float, Analysis]]:
        """The readings of a word, each with how well it fits behind the words before."""
        previous = words[-1] if words else None
        whole = any(a.exact and not a.conj and not a.prep and not a.future and a.num != "d" for a in analyses)
        verbal_noun = any(a.der == "vn" and a.exact for a in analyses)
        # ``روسيا فرض عليها الاتحاد عقوبات``: what opens the clause is not its subject
        resumed = following is not None and following.form in self._with_pronoun
        out = []
        for analysis, common in zip(analyses, self._commonness(token.form, analyses), strict=True):
            score = common
            made_feminine = analysis.cls == "person" and analysis.gen == "f" and not analysis.lemma.endswith("\u0629")
            if verbal_noun and made_feminine:
                score -= 0.8  # mushaaraka: participation, rarely a woman who takes part
            if whole and (analysis.conj or analysis.prep or analysis.future):
                score -= preferences.CUT_OFF_A_WHOLE_WORD
            score += self._score(analysis, token, previous, following, headline=headline)
            score += preferences.clause(analysis, words) + preferences.agreement(analysis, words)
            score += preferences.fronted(analysis, words, following)
            if not resumed:
                score += preferences.topic(analysis, words)
            score += preferences.participle(analysis, analyses, previous) + preferences.partitive(analysis, following)
            score += preferences.adjunct(analysis, analyses, previous, following) + preferences.adverb(analysis, analyses, previous)
            score += preferences.rank(analysis, following)
            score += preferences.rather_noun(analysis, analyses, token.form) + preferences.ten(analysis, token.form)
            out.append((score, analysis))
        return out

    def _commonness(self, form: str, analyses: Sequence[Analysis]) -> list[float]:
        found = self._common.get(form)
        if found is None:
            found = self._common.keep(form, self._frequencies(analyses))
        return found

    def _with_clitics(self, index: int, token: Token) -> Word | None:
        """``بهذا``, ``ولهؤلاء``, ``لأي``, ``للذين``: a demonstrative or relative with the clitics before it."""
        conj, rest = "", token.form
        if rest[0] in _CONJUNCTIONS:
            conj, rest = _CONJUNCTIONS[rest[0]], rest[1:]
        if rest in self._particles and not any(p.pos in ("dem", "rel") for p in self._particles[rest]):
            return None  # wa-kadhalika
        prep = _PREFIXED.get(rest[:1], "")
        bare = article_back(rest) if rest.startswith(LIL) else rest[1:] if prep else rest
        for particle in self._particles.get(bare, ()) if conj or prep else ():
            if particle.pos == "dem" or (particle.pos == "rel" and particle.role != "free"):
                return Word(index, token, particle.pos, None, particle, conj, prep, len(token.form) - len(bare))
        return None

    def _analyses(self, form: str) -> tuple[Analysis, ...]:
        """The readings of a word; one in ta marbuta is no verb with a pronoun (``قامة``: a stature, not *he did it*)."""
        analyses = self._morphology(form)
        return tuple(a for a in analyses if a.pos != "verb") if form.endswith(_MARBUTA) else analyses

    def _is_verb_after_all(
        self,
        particle: Particle,
        tokens: Sequence[Token],
        index: int,
        analyses: Sequence[Analysis],
        previous: Word | None,
    ) -> bool:
        """Whether a preposition is spelled as a verb is and stands for it: ``خلَّف`` left behind, not *behind*."""
        doubled = _SHADDA in tokens[index].text[2:4] and any(a.lemma in self._shadda for a in analyses)
        if particle.pos == "prep" and doubled:
            return True
        return particle.form in closed_class("across") and self._expresses(tokens, index, previous)

    def _expresses(self, tokens: Sequence[Token], index: int, previous: Word | None) -> bool:
        """``عبر الوزير عن قلقه``, ``كان الوزير عبر في حوار عن قلقه``: at the start of a clause, or where a preposition follows, and with
        *about* further on, the verb and not the preposition."""
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        no_noun = following is not None and any(p.pos == "prep" for p in self._particles.get(following.form, ()))
        if not no_noun and previous is not None and previous.pos not in ("comma", "stop", "quote", "colon", "dash"):
            return False
        for token in tokens[index + 1 if no_noun else index + 2 : index + 2 + _EXPRESSED_WITHIN]:
            if token.kind in ("stop", "comma"):
                return False
            if token.form in closed_class("about-what"):
                return True
        return False

    def _unknown(self, index: int, token: Token, previous: Word | None) -> Word:
        """A word nobody knows: a verb where its shape says so and none of a name's words is before it; a clitic is assumed
        where the article shows it (wal-, bil-, lil-), and *and* behind a name (``محمود مرداوي وجاسر البرغوثي``)."""
        name = previous is not None and previous.pos in ("name", "unk") and not guesses.surely(token.form)
        guess = None if name or (previous is not None and previous.pos == "prep") else guesses.verb(token.form)
        if guess is not None:
            return Word(index, token, "verb", guess, None, guess.conj, "", _clitic_length(guess), False, (guess,))
        for clitics, conj, prep in _ARTICLE_CLITICS:
            if token.form.startswith(clitics) and len(token.form) > len(clitics) + 2:
                body = len(clitics) - 2
                return Word(index, token, "unk", None, None, conj, prep, body, True)
        if name and _AND_A_NAME.match(token.form) and token.key not in name_words():
            return Word(index, token, "unk", None, None, "w", "", 1)
        return Word(index, token, "unk", article=token.form.startswith("\u0627\u0644"))

    def _particle_score(self, particle: Particle, previous: Word | None, following: Token | None) -> float:
        score = 4.0
        if particle.pos == "neg" and "weak" in particle.flags and previous is not None and previous.pos == "comma":
            score = 1.0  # , ma asfara `an: which led to
        elif particle.pos == "neg" and "weak" in particle.flags and previous is not None and previous.role == "cond":
            score = 1.0  # idha ma rafada: if he refuses
        elif particle.pos == "neg" and "weak" in particle.flags and previous is not None and previous.pos == "prep":
            score = 1.0  # bi-hasab maa dhakarat: by what it told
        elif particle.pos == "neg" and "weak" in particle.flags:
            verbs = following is not None and any(  # with a pronoun it is a relative: ma dhakarathu, what it told
                a.pos == "verb"
                and not a.pronoun
                and (a.asp == "p" or a.lemma in closed_class("la-perfect"))
                and a.lemma not in closed_class("consequence-verb")
                for a in self._morphology(following.form)
            )
            score = 4.5 if verbs else 1.0
        if particle.pos == "rel" and particle.role == "free":
            score = 4.2
        if particle.pos == "part":
            score = 3.0
        if particle.role == "cond" and particle.form in closed_class("that-or-if"):
            opens = previous is None or previous.pos in ("stop", "comma", "quote", "colon")
            perfect = following is not None and following.form not in self._particles and self._perfect(following)
            score = 4.5 if opens and perfect else 0.0
        return score

    def _perfect(self, token: Token) -> bool:
        """Whether a word can be nothing but a verb in the perfect."""
        readings = self._morphology(token.form)
        return bool(readings) and all(a.pos == "verb" and a.asp == "p" for a in readings)

    def _score(
        self, a: Analysis, token: Token, previous: Word | None, following: Token | None, *, headline: bool
    ) -> float:
        """How well one analysis fits its place."""
        verb = a.pos == "verb"
        score = preferences.spelling(a) + preferences.clitics(a) + preferences.ending(a, following)
        if previous is not None and previous.pos not in ("stop", "colon"):
            score += preferences.after(a, previous, following)
        elif verb:
            score += preferences.opening(a, headline=headline)
        if not verb:
            nexts = self._morphology(following.form) if a.num == "d" and following is not None else ()
            score += preferences.nominal(a) + preferences.pair_of(a, nexts)
            return score + preferences.construct(a, following) + preferences.marks(a, token)
        score += preferences.verb_form(a) + preferences.mood(a, previous, token) + preferences.marks(a, token)
        if _SHADDA in token.text and a.lemma in self._shadda:
            score += preferences.SHADDA_WRITTEN
        if following is not None and following.form in self._with_pronoun and previous is not None:
            score += preferences.with_pronoun_after(a, previous)
        if following is not None and following.kind == "word":
            opens_clause = previous is None or previous.pos in ("comma", "stop", "colon", "quote")
            complement = any(p.pos == "comp" for p in self._particles.get(following.form, ()))
            score += preferences.verb_before(
                a, following, self._morphology(following.form), complement=complement, opens_clause=opens_clause
            )
        return score


def prepositions_with_pronouns(lexicon: Lexicon) -> dict[str, Analysis]:
    """``عليه``, ``لها``, ``خلالها``: each preposition of the lexicon, and bi-, li-, with each pronoun; with *me* only those
    that are spelled as no name is (``لدي``, not ``علي``)."""
    out: dict[str, Analysis] = {}
    prepositions = [p.form for p in lexicon.particles if p.pos == "prep" and " " not in p.form]
    for preposition in (*prepositions, "\u0628", "\u0644"):
        stem = preposition[:-1] + "\u064a" if preposition.endswith("\u0649") else preposition
        if preposition in closed_class("with-me"):
            out[clean(stem.removesuffix("\u064a") + "\u064a")] = Analysis("prep", preposition, pronoun="1s")
        for ending, code in PRONOUNS.items():
            out.setdefault(clean(stem + ending), Analysis("prep", preposition, pronoun=code))
    return out


_CONJUNCTIONS = {"\u0648": "w", "\u0641": "f"}
#: *And* before a name that begins with a consonant: foreign names in w- go on with a vowel (``ويليام``, ``والتر``).
_AND_A_NAME = re.compile("\u0648[^\u0627\u0648\u064a\u0649].{2}")
_PREFIXED = {"\u0628": "b", "\u0644": "l", "\u0643": "k"}
_ARTICLE_CLITICS = (
    ("\u0648\u0628\u0627\u0644", "w", "b"),
    ("\u0648\u0643\u0627\u0644", "w", "k"),
    ("\u0648\u0644\u0644", "w", "l"),
    ("\u0648\u0627\u0644", "w", ""),
    ("\u0641\u0627\u0644", "f", ""),
    ("\u0628\u0627\u0644", "", "b"),
    ("\u0643\u0627\u0644", "", "k"),
    ("\u0644\u0644", "", "l"),
)


def folded(word: Word) -> str:
    """The folded spelling without the clitics before the stem.

    For li- before the article the article is put back, so that names meet their keys.
    """
    key = fold(word.token.form)
    rest = key[word.body :]
    if word.prep == "l" and rest.startswith("\u0644") and word.article:
        return "\u0627\u0644" + rest[1:]
    return rest
