"""The possible ends of a relation, and what two of them have to do with each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from graphbuild.extract.mentions import Mention
from graphbuild.extract.phrases import Phrase
from graphbuild.extract.scene import Scene
from graphbuild.extract.triggers import Trigger
from graphbuild.lexicon import Frame
from graphbuild.text import clean

_OBLIQUE, _FEMININE, _FEMININE_IN_PLURAL = "\u064a\u0646", "\u0629", "\u062a"

#: The rule of what an adjective governs inside the phrase that it describes: both ends are then one phrase.
OWN_COMPLEMENT = "po:inside"


@dataclass(frozen=True, slots=True)
class Option:
    """One possible end of a relation: the mention, the rule that offers it, how it was reached, the phrase (None where
    it is an adjective or an antecedent), and the item it stands in."""

    mention: Mention
    rule: str
    how: str
    phrase: Phrase | None
    item: int
    prep: str = ""


def joined(one: Option | None, other: Option | None) -> bool:
    """Whether two ends are coordinated with each other: ``فرنسا وروسيا``."""
    if one is None or other is None or one.phrase is None or other.phrase is None:
        return False
    return any(phrase is other.phrase for phrase in one.phrase.coordinated)


class Candidate(NamedTuple):
    """A possible relation: trigger, frame, and an option (or None) for each end."""

    trigger: Trigger
    frame: Frame
    subject: Option | None
    object: Option | None

    @property
    def ends(self) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
        """The words of either end, half-open; None where it has none."""
        s, o = self.subject, self.object
        return (
            (s.mention.first, s.mention.last) if s is not None else None,
            (o.mention.first, o.mention.last) if o is not None else None,
        )


def with_coordinated(scene: Scene, option: Option) -> list[Mention]:
    """The mention of an option, and those of what is coordinated with it: ``مصر والأردن``, ``رفض عربي ودولي``."""
    out = [option.mention]
    if option.rule.endswith(":self"):  # the trigger's own phrase: of what is coordinated with it, another trigger tells
        return out
    if option.how == "n":
        place = scene.places.get(option.mention.head)
        others = scene.nisba_mentions(place.phrase) if place is not None else ()
        out.extend(other for other in others if other.first > option.mention.first)
    elif option.phrase is not None:
        for phrase in option.phrase.coordinated:
            mention = scene.mention(phrase)
            if mention is None:
                mention = next((m for m, _, _ in scene.actors(phrase)), None)
            if mention is not None:
                out.append(mention)
    return out


def distinct(options: list[Option]) -> list[Option]:
    """Each mention once, by the first rule that offers it; who does what a relative clause tells, first as that."""
    seen: dict[tuple[int, int], Option] = {}
    for option in sorted(options, key=lambda option: not option.rule.endswith("-clause")):
        seen.setdefault((option.mention.first, option.mention.last), option)
    return list(seen.values())


def oblique(scene: Scene, phrase: Phrase) -> bool:
    """Whether the ending of a sound plural or dual shows that a phrase right behind a verb is no subject: ``دعا اللبنانيين``."""
    word = scene.words[phrase.head]
    a = word.a
    if phrase.quantity >= 0 or a is None or word.pos not in ("noun", "adj") or a.num not in ("p", "d") or a.pronoun:
        return False
    stem = clean(a.lemma).removesuffix(_FEMININE)
    return word.token.form.endswith((stem + _OBLIQUE, stem + _FEMININE_IN_PLURAL + _OBLIQUE))


def accusative(scene: Scene, phrase: Phrase) -> bool:
    """Whether the alif of the indefinite accusative shows that a phrase is no subject: ``أرسلت جنودا`` (what is counted has it
    too: ``20 جنديا``)."""
    word = scene.words[phrase.head]
    if phrase.quantity >= 0 or word.pos == "name":  # the alif of روسيا is no ending
        return False
    return word.a is not None and word.a.state == "i"
