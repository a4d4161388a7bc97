"""Names that no list has: what a labeller takes for names, brought together with what the lexicon and the gazetteer say.

The labeller is by default :class:`graphbuild.extract.crf.Crf`, whose model (``data/models/names.crf``) is trained by
``make models``. It sees words with proclitics split off, as its training corpus has them; the way back to tokens is kept.
:mod:`graphbuild.extract.labellers` says which others there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Protocol

from graphbuild.arabic import guesses
from graphbuild.arabic.morphology import Morphology
from graphbuild.arabic.tagger import prepositions_with_pronouns
from graphbuild.arabic.tokens import Token
from graphbuild.arabic.words import NameHit
from graphbuild.extract.evidence import Unit, WordFacts
from graphbuild.extract.names import Named
from graphbuild.lexicon import Known, Lexicon, closed_class, name_words
from graphbuild.records import ActorType
from graphbuild.text import clean

_TYPES: dict[str, ActorType] = {"PER": "person", "ORG": "organization", "LOC": "place"}
_LEAST_LETTERS = 2


def gazetteer_tags(hits: Sequence[NameHit]) -> dict[int, str]:
    """Token index → ``B-per``, ``I-cou`` … of the gazetteer's hits."""
    out = {}
    for hit in hits:
        if isinstance(hit.payload, Named):
            kind = hit.payload.known[0].type[:3]
            for position in range(hit.first, hit.last):
                out[position] = f"{'B' if position == hit.first else 'I'}-{kind}{'?' if hit.weak else ''}"
    return out


@lru_cache(maxsize=4096)
def recognised(kind: ActorType, name: str) -> Named:
    """The payload of a recognised name: an actor without a slug."""
    return Named((Known("", kind, "recognised", None, name, "", (name,)),))


@dataclass(frozen=True, slots=True)
class Unlabelled:
    """What a labeller may look at: a sentence's tokens and units, what the lexicon says of words, and the tags of the lists'
    own names by token (as :func:`gazetteer_tags` gives them)."""

    tokens: Sequence[Token]
    units: Sequence[Unit]
    facts: WordFacts
    gazetteer: Mapping[int, str]


class Labeller(Protocol):
    """Says of each unit of a sentence whether it begins a name, goes on with it, or is none.

    It is given the sentences of an article in their order, and told when another begins. ``name`` is what users choose
    it by; ``fingerprint`` changes whenever it may label differently.
    """

    name: str
    fingerprint: str

    def begin(self) -> None:
        """Another article begins."""

    def __call__(self, sentence: Unlabelled) -> Sequence[str]:
        """A label for each unit: ``B-PER``, ``I-PER``, ``B-ORG`` …, ``O``."""


class Recogniser:
    """Adds the names that the gazetteer lacks."""

    def __init__(self, labeller: Labeller, lexicon: Lexicon, morphology: Morphology) -> None:
        self.facts = WordFacts(lexicon, morphology)
        self._labeller = labeller
        self._with_pronoun = frozenset(prepositions_with_pronouns(lexicon))

    def begin(self) -> None:
        """Forget what was named: another article begins."""
        self._labeller.begin()

    def __call__(self, tokens: Sequence[Token], hits: Sequence[NameHit]) -> list[NameHit]:
        """The gazetteer's hits and, between them, recognised names; sentences without an unknown word are left alone."""
        tags = gazetteer_tags(hits)
        units = self.facts.units(tokens)
        if not any(
            not u.clitic and u.token not in tags and tokens[u.token].kind == "word" and self._open(u.form)
            for u in units
        ):
            return list(hits)
        labels = self._labeller(Unlabelled(tokens, units, self.facts, tags))
        sure = [hit for hit in hits if not hit.weak or hit.strong or hit.sure]
        doubtful = {(hit.first, hit.last): hit for hit in hits if hit.weak and not (hit.strong or hit.sure)}
        taken = {p for hit in sure for p in range(hit.first, hit.last)}
        found: list[NameHit] = []
        for kind, start, end in _stretches(units, labels):
            hit = self._hit(tokens, units, kind, start, end, taken, doubtful)
            if hit is not None and not any(other.last > hit.first for other in found):
                found.append(hit)
        covered = {p for hit in found for p in range(hit.first, hit.last)}
        weak = [hit for hit in doubtful.values() if not covered & set(range(hit.first, hit.last))]
        return self._joined(tokens, sorted([*sure, *found, *weak], key=lambda h: h.first), found)

    def _joined(self, tokens: Sequence[Token], hits: Sequence[NameHit], found: Sequence[NameHit]) -> list[NameHit]:
        """The names, a recognised given name with the family name behind it being one: ``بوب كروكر``."""
        out: list[NameHit] = []
        for hit in hits:
            before = out[-1] if out else None
            if before is None or not any(before is one for one in found) or not self._goes_on(tokens, before, hit):
                out.append(hit)
                continue
            name = clean(" ".join(t.form[before.body if not at else 0 :] for at, t in enumerate(tokens[before.first : hit.last])))
            out[-1] = replace(before, last=hit.last, payload=recognised("person", name))
        return out

    def _goes_on(self, tokens: Sequence[Token], before: NameHit, hit: NameHit) -> bool:
        """Whether one word of a person's name goes on with the person's name right behind it: nobody is known by the first."""
        given = name_words().get(tokens[before.first].key[before.body :], ())
        one = before.last == before.first + 1 == hit.first and not (hit.conj or hit.prep or hit.body)
        return one and bool({"given", "foreign-given"} & set(given)) and _person(before) == "recognised" and bool(_person(hit))

    def _hit(
        self,
        tokens: Sequence[Token],
        units: Sequence[Unit],
        kind: str,
        start: int,
        end: int,
        taken: set[int],
        doubtful: Mapping[tuple[int, int], NameHit],
    ) -> NameHit | None:
        """The name that a stretch of units makes, or None where it is none after all."""
        if kind == "PER":
            start, end = self._trimmed(units, start, end)
        first, last = units[start].token, units[end - 1].token + 1
        single = last == first + 1
        if single and self._common(tokens[first].form, kind):
            return None
        particle = tokens[first].key in self.facts.particles or (single and units[start].key in self.facts.particles)
        particle = particle or tokens[first].form in self._with_pronoun  # ladayka waziir: you have a minister
        if units[start].clitic or particle or (not single and self._described(units, start, end)):
            return None
        if taken & set(range(first, last)):
            return None
        confirmed = doubtful.get((first, last))
        if confirmed is not None:  # the model takes a doubtful name of the lists for a name too
            return replace(confirmed, weak=False)
        if kind == "PER":
            first, last = self._whole(tokens, first, last, taken)
        body = next(unit.body for unit in units if unit.token == first and not unit.clitic)
        body = 0 if self._no_and_so(tokens, first, body) else body
        name = clean(
            " ".join(
                tokens[p].form[body if p == first else 0 :] for p in range(first, last) if tokens[p].kind != "dash"
            )
        )
        if len(name) < _LEAST_LETTERS:
            return None
        conj, prep = _clitic_names(tokens[first].form[:body])
        return NameHit(first, last, conj, prep, body, recognised(_TYPES[kind], name))

    def _no_and_so(self, tokens: Sequence[Token], first: int, body: int) -> bool:
        """Whether a fa- that was taken off a name is part of it: right behind a verb or noun nothing begins with *and so*
        (``قال فابيو``)."""
        if body != 1 or not tokens[first].form.startswith("\u0641") or first == 0 or tokens[first - 1].kind != "word":
            return False
        return bool({"verb", "noun"} & set(self.facts(tokens[first - 1].form)))

    def _trimmed(self, units: Sequence[Unit], start: int, end: int) -> tuple[int, int]:
        """The stretch without what a person did or suffers beside the name (``استقالة`` [السوداني], [مروان] ``سيتحرر``), and
        without what begins with a number."""

        def act(unit: Unit) -> bool:
            facts = self.facts(unit.form)
            if self.facts.personal(unit.form):
                return False
            return "vn" in facts or ("unknown" in facts and guesses.verb(unit.form) is not None)

        while end - start > 1 and act(units[start]):
            start += 1
        while end - start > 1 and act(units[end - 1]):
            end -= 1
        number = next((at for at in range(start + 1, end) if units[at].form.isdigit()), end)
        return start, number

    def _whole(self, tokens: Sequence[Token], first: int, last: int, taken: set[int]) -> tuple[int, int]:
        """The stretch of a personal name, and what it cannot end or begin without: ``محمد بن`` [سلمان], [فيصل] ``بن فرحان``."""

        def free(position: int) -> bool:
            inside = 0 <= position < len(tokens) and position not in taken
            return inside and tokens[position].kind == "word" and tokens[position].key not in self.facts.particles

        while tokens[last - 1].form in closed_class("name-unfinished") and free(last):
            last += 1
        if tokens[first].form in closed_class("name-son") and free(first - 1):
            before = self.facts(tokens[first - 1].form)
            if "verb" not in before and any(f == "unknown" or f.startswith("per") for f in before):
                first -= 1
        return first, last

    def _described(self, units: Sequence[Unit], first: int, end: int) -> bool:
        """Whether a stretch is a body or force with its adjective (``الجيش التركي``), or a body of state whose words are
        all known (``وزارة الدفاع الروسية``), whatever was taken with it behind: the grammar reads its state, a name
        hides it."""
        head = self.facts(units[first].form)
        rest = [self.facts(unit.form) for unit in units[first + 1 : end] if not unit.clitic]
        if not {"body", "military", "group"} & set(head) or not rest:
            return False
        if all("nisba" in facts or "relational" in facts for facts in rest):
            return True
        words = all("noun" in facts or "adj" in facts for facts in rest)
        state = units[first].form in closed_class("state-body")
        # The last but one: the adjective of a state may have two words (``الكورية الشمالية``).
        return words and state and any("nisba" in facts for facts in (rest[0], *rest[-2:]))

    def _common(self, form: str, kind: str) -> bool:
        """Whether a single word taken for a name is a common word, as written, that occurs in no name."""
        facts = self.facts(form)
        if "unknown" in facts or any(f.startswith(("per", "org", "pla", "cou", "gro", "mil", "al-")) for f in facts):
            return False
        return kind != "PER" or "verb" in facts or "particle" in facts

    def _open(self, form: str) -> bool:
        facts = self.facts(form)
        return (
            "unknown" in facts
            or any(f.startswith("per") for f in facts)
            or ("noun" not in facts and "verb" not in facts and "particle" not in facts and "adj" not in facts)
        )


def _stretches(units: Sequence[Unit], labels: Sequence[str]) -> list[tuple[str, int, int]]:
    """The names of a BIO sequence as (kind, first, last exclusive). A person's name begun anew right behind one word of
    such a name goes on with it: two people would have an *and* between them."""
    out: list[tuple[str, int, int]] = []
    index = 0
    while index < len(labels):
        if labels[index].startswith("B-"):
            end = index + 1
            if labels[index] == "B-PER" and end < len(labels) and labels[end] == "B-PER" and units[end].body == 0:
                end += not units[end].clitic
            while end < len(labels) and labels[end] == "I-" + labels[index][2:]:
                end += 1
            out.append((labels[index][2:], index, end))
            index = end
        else:
            index += 1
    return out


def _person(hit: NameHit) -> str:
    """The kind of person that a name is of, or "" where it is nobody's."""
    known = hit.payload.known[0] if isinstance(hit.payload, Named) else None
    return known.kind if known is not None and known.type == "person" else ""


def _clitic_names(letters: str) -> tuple[str, str]:
    conj = prep = ""
    for letter in letters:
        if letter == "\u0648":
            conj = "w"
        elif letter == "\u0641":
            conj = "f"
        elif letter in "\u0628\u0644\u0643":
            prep = {"\u0628": "b", "\u0644": "l", "\u0643": "k"}[letter]
    return conj, prep
