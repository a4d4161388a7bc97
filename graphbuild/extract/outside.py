"""What the graph leaves out although it is told in the words of politics: sport, stage, business among firms, and illness.

**Source:** the annotation guidelines: "Leave out: sports, purely economic or cultural matter with no political actor". Who falls ill is
assaulted by nobody.
"""

from __future__ import annotations

from graphbuild.extract.mentions import Mention
from graphbuild.extract.options import Candidate
from graphbuild.extract.scene import Scene
from graphbuild.lexicon import closed_class

#: What players and artists do as such in these words; they accuse, support and protest as anybody does.
_IN_THEIR_TRADE = frozenset(("AGREE", "ASSAULT", "COOPERATE", "CONSULT", "RETREAT", "MOBILIZE"))
#: What one is hit by.
_BY = "\u0628"
#: What firms do with firms.
_BUSINESS = frozenset(("AGREE", "COOPERATE", "CONSULT"))


def outside(scene: Scene, candidate: Candidate) -> str:
    """Why a relation is outside the field, empty where it is not: ``وقع اللاعب عقدا مع``, ``هاجم المنتخب مرمى``, ``وقعت شركة عقارية
    عقدا مع مصنع``."""
    category = candidate.frame.category
    subject = candidate.subject.mention if candidate.subject is not None else None
    object_ = candidate.object.mention if candidate.object is not None else None
    if category in _IN_THEIR_TRADE and _is(scene, subject, "player-or-artist"):
        return "a player's or an artist's trade"
    firms = _is(scene, subject, "firm") and _is(scene, object_, "firm")
    if category in _BUSINESS and firms and not any(end is not None and end.known for end in (subject, object_)):
        return "business among firms"
    if category == "ASSAULT" and _falls_ill(scene, candidate.trigger.at):
        return "illness"
    return ""


def _falls_ill(scene: Scene, at: int) -> bool:
    """Whether who is told to be hit is hit by an illness or a state of mind: ``أصيب الوزير بوعكة``, ``إصابة 300 شخص بفيروس كورونا``."""
    if scene.words[at].lemma not in closed_class("is-hit"):
        return False
    for item in scene.items[scene.item_of[at] :]:
        if item.kind in ("stop", "comp", "rel", "verb") and item.first > at:
            return False
        for phrase in item.phrase.nested() if item.phrase is not None else ():
            word = scene.words[phrase.head]
            if phrase.head > at and (word.prep == "b" or phrase.prep == _BY):
                return word.lemma in closed_class("illness")
    return False


def _is(scene: Scene, mention: Mention | None, name: str) -> bool:
    """Whether the noun that a mention is described with is of a closed class, and no adjective makes it the state's."""
    if mention is None:
        return False
    word = scene.words[mention.head]
    phrase = scene.phrase_of(mention)
    described = [scene.words[at].lemma for at in phrase.adjectives] if phrase is not None else []
    return word.pos == "noun" and word.lemma in closed_class(name) and not set(described) & closed_class("of-the-state")
