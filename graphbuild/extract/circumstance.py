"""When and where: the time expression and the place that stand in a claim's clause."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from graphbuild.arabic.dates import TimeSpan, times
from graphbuild.extract.mentions import Mention
from graphbuild.extract.phrases import Phrase
from graphbuild.extract.scene import Scene
from graphbuild.extract.scopes import Scopes
from graphbuild.lexicon import closed_class

#: Up to which word a time expression opens its sentence.
_OPENING = 4
#: How many words before a time it may be said that something is compared with it.
_NEAR = 6
#: Classes of the nouns that are, or lie, somewhere: what is named inside their phrase tells where.
_SOMEWHERE = frozenset(
    ("place", "quantity", "time", "body", "asset", "military", "group", "direction", "violence", "talk")
)
#: Of those, what is itself no actor: its place is the event's.
_LOCATED = frozenset(("place", "quantity", "asset", "direction", "violence", "talk"))
#: What is done by force: killing and what killed have one place.
_VIOLENT = frozenset(("ASSAULT", "COERCE", "PROTEST"))
#: What is said or held, not done somewhere: a place behind its first complement is of what is spoken of.
_STANCES = frozenset(("THREATEN", "REQUEST", "ACCUSE", "SUPPORT", "REJECT", "DENY"))


class Circumstances:
    """The times and places of a scene, by clause."""

    def __init__(self, scene: Scene, today: date | None) -> None:
        self._scene = scene
        self._scopes = Scopes(scene)
        found = times(scene.tokens, today) if len(scene.tokens) == len(scene.words) else []
        self._times = [span for span in found if not self._compared(span)]

    # ---- when

    def time(self, at: int) -> str | None:
        """The nearest time expression in the clause of a word; else the sentence's only one, where it opens the
        sentence and is not of a clause that governs the word's (``أعلنت تركيا الأربعاء أنها ستشن هجوما``: when it was said)."""
        here = [t for t in self._times if self._is_of(t, at)]
        if here:
            return min(here, key=lambda t: _distance(t, at)).value
        if len(self._times) != 1 or self._times[0].first > _OPENING:
            return None
        opening = self._scene.item_of[self._times[0].first]
        if self._described(opening) is not None or self._scopes.is_relative(opening):
            return None
        between = self._scene.items[opening : self._scene.item_of[at]]
        return None if any(item.kind == "comp" for item in between) else self._times[0].value

    def _is_of(self, span: TimeSpan, at: int) -> bool:
        """Whether a time may be when a word's event was: it stands in its clause, is not another noun's and not behind another
        event."""
        item, time = self._scene.item_of[at], self._scene.item_of[span.first]
        if not self._scopes.is_in_clause(time, item):
            return False
        described = self._described(time)
        if described is not None:
            return described == item
        own = self._scopes.is_in_relative_of(time, item)  # al-hujum alladhi waqa`a ams
        return own or self._scopes.is_main(item) or not self._scopes.event_between(item, time)

    def _compared(self, span: TimeSpan) -> bool:
        """A time that something is compared with is nobody's: ``مقارنة بالفترة نفسها من العام الماضي``."""
        for word in reversed(self._scene.words[max(span.first - _NEAR, 0) : span.first]):
            if word.pos in ("comma", "stop", "verb"):
                return False
            if word.token.form in closed_class("comparison"):
                return True
        return False

    def _described(self, time: int) -> int | None:
        """The item whose passive participle a time follows: the noun's that was made, held or planned then (``الاتفاق المبرم عام
        2015``)."""
        first = self._scene.items[time].first
        before = self._scene.words[first - 1] if first else None
        if before is None or before.a is None or before.pos != "adj" or before.a.der not in ("pp", "part"):
            return None
        return self._scene.item_of[first - 1] if before.article else None

    # ---- where

    def place(self, at: int, taken: Sequence[Mention | None], category: str) -> Mention | None:
        """The nearest named place under in or at in the clause of a word that is neither end of the claim; else one in the tail
        of what stands behind the word (``غارات على مناطق بقطاع غزة``)."""
        best: tuple[int, Mention] | None = None
        for index, item in enumerate(self._scene.items):
            if item.phrase is None or not self._may_tell(index, at, category):
                continue
            mention = self._where(index, at, taken, violent=category in _VIOLENT)
            if mention is not None and (best is None or abs(mention.first - at) < best[0]):
                best = abs(mention.first - at), mention
        if best is not None or category in _STANCES:
            return best[1] if best is not None else None
        return self._in_a_tail(at, taken, category) or self._where_the_object_is(taken)

    def _where(self, index: int, at: int, taken: Sequence[Mention | None], *, violent: bool) -> Mention | None:
        """The place that a prepositional phrase names, unless it is of the noun or participle before it."""
        item = self._scene.items[index]
        if item.phrase is None or item.prep.split(" ")[0] not in closed_class("place-preposition"):
            return None
        behind = violent and index > self._scene.item_of[at]
        if not behind and self._of_the_noun_before(index, at, taken):
            return None
        return self._named_in(item.phrase, taken)

    def _may_tell(self, index: int, at: int, category: str) -> bool:
        """Whether an item stands where the place of a word's event may stand."""
        item = self._scene.item_of[at]
        return (
            self._scopes.is_in_main_clause(index, item)
            and not self._scopes.event_between(item, index, violent=category in _VIOLENT)
            and not (category in _STANCES and self._behind_a_complement(item, index))
        )

    def _named_in(self, phrase: Phrase, taken: Sequence[Mention | None]) -> Mention | None:
        """The first place that a phrase names, from its head inwards; what is done or held names none (``في موقف تركيا``,
        ``بتسليم كييف``), but in its tail (``في اجتماع بالرياض``)."""
        mention = self._scene.mention(phrase)
        if mention is not None and mention.level > 1 and mention.type in ("place", "country"):
            return None if self._is_taken(mention, taken) else mention
        head = self._scene.words[phrase.head]
        a = None if phrase.named is not None or head.lemma in closed_class("part-of") else head.a
        if a is not None and a.cls not in _SOMEWHERE and a.der != "vn":
            return None
        inside = [] if (a is not None and a.der == "vn") or phrase.gen is None else [phrase.gen]
        inside += [tail for prep, tail in phrase.tail if prep in closed_class("where-it-was")]
        found = (self._named_in(part, taken) for part in inside)
        return next((mention for mention in found if mention is not None), None)

    def _in_a_tail(self, at: int, taken: Sequence[Mention | None], category: str) -> Mention | None:
        """The first place in the tail of a phrase behind a word, in its clause: ``قصف على حي في مدينة دونيتسك``."""
        for index in range(self._scene.item_of[at], len(self._scene.items)):
            phrase = self._scene.items[index].phrase
            if phrase is None or not self._may_tell(index, at, category):
                continue
            a = self._scene.words[phrase.head].a
            if a is None or a.cls not in _LOCATED:
                continue
            for prep, tail in phrase.tail:
                mention = self._named_in(tail, taken) if prep in closed_class("where-it-was") else None
                if mention is not None:
                    return mention
        return None

    @staticmethod
    def _is_taken(mention: Mention, taken: Sequence[Mention | None]) -> bool:
        used = [(m.first, m.last) for m in taken if m is not None]
        return any(a <= mention.first < b or mention.first <= a < mention.last for a, b in used)

    def _of_the_noun_before(self, index: int, at: int, taken: Sequence[Mention | None]) -> bool:
        """Whether a phrase belongs to the noun right before it, which is neither the event nor an end of it: ``بحثا الأوضاع في
        فلسطين``. (Whatever is named behind violence is where that was: ``كمين لقوات الاحتلال في جنين``.)"""
        before = self._scene.items[index - 1] if index else None
        if before is None or before.phrase is None or before.first <= at < before.last:
            return False
        head = self._scene.words[before.phrase.head]
        cls = head.a.cls if head.a is not None else ""
        placed = before.prep in closed_class("place-preposition") and cls == "body"  # fii mustashfa al-nahda bi-masqat
        if head.pos == "adj" or placed or cls in _LOCATED or cls == "time":
            return False
        return not any(m is not None and before.first <= m.head < before.last for m in taken)

    def _behind_a_complement(self, item: int, place: int) -> bool:
        """Whether a place stands behind what a stance is about: ``طالب روسيا بالانسحاب في سوريا``."""
        return any(it.kind in ("pp", "comp") for it in self._scene.items[item + 1 : place])

    def _where_the_object_is(self, taken: Sequence[Mention | None]) -> Mention | None:
        """The named place under in that was read as part of the second end: ``قتل صحفيا في جنين``."""
        end = taken[1] if len(taken) > 1 else None
        phrase = self._scene.phrase_of(end) if end is not None and not end.personal else None
        for prep, tail in phrase.tail if phrase is not None else ():
            mention = self._scene.mention(tail)
            if prep in closed_class("where-it-was") and mention is not None and mention.level > 1:
                return mention if mention.type in ("place", "country") else None
        return None


def _distance(span: TimeSpan, at: int) -> int:
    return min(abs(span.first - at), abs(span.last - 1 - at))
