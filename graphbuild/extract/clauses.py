"""Words → items: the stretches of a sentence that arguments are found among.

An item is a noun phrase, a prepositional phrase, a verb, a participial adjunct, a clause opener or a mark. Coordinated
phrases are one item; a conjunction that opens a new clause is not coordination.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphbuild.arabic.dates import stretches
from graphbuild.arabic.words import Word
from graphbuild.extract.phrases import Phrase, PhraseParser
from graphbuild.lexicon import closed_class

_BETWEEN = "\u0628\u064a\u0646"
_NOT_COORDINATED = frozenset(("time", "other", ""))


@dataclass(slots=True)
class Item:
    """``kind``: np, pp, verb, adjunct, ppron (a preposition with a pronoun), comp, rel, sub, cond, but, and, neg, mod,
    pron, adv, stop, comma, quote, colon, dash, other.

    ``first`` and ``last`` are a half-open range of words; ``prep`` governs a pp (or a comp: ``على أن``); ``negated``
    and ``future`` are of the verb.
    """

    kind: str
    first: int
    last: int
    phrase: Phrase | None = None
    prep: str = ""
    conj: str = ""

    @property
    def background(self) -> bool:
        """Whether what stands under its preposition has happened already, or goes on (``بعد``, ``في ظل``)."""
        return bool(self.prep) and self.prep.replace("_", " ") in closed_class("background")


class ItemParser:
    """Cuts one sentence into items."""

    def __init__(self, words: Sequence[Word], phrases: PhraseParser) -> None:
        self.words = words
        self._phrases = phrases
        self._when = {
            first: last
            for first, last in stretches([word.token for word in words])
            if not any(word.pos == "name" for word in words[first:last])
        }

    def parse(self) -> list[Item]:
        """The items of the sentence, in order; together they cover every word."""
        items: list[Item] = []
        at = 0
        while at < len(self.words):
            item = self._item(at)
            items.append(item)
            at = item.last
        return self._coordinate(items)

    def _item(self, at: int) -> Item:
        words = self.words
        word = words[at]
        conj = word.conj
        end = self._time(at)
        if end:
            return Item("adv", at, end, conj=conj)
        if word.pos == "verb":
            return Item("verb", at, at + 1, conj=conj)
        if word.pos == "prep" or (word.pos == "neg" and word.role in ("dun", "adam", "ghayr")):
            return self._prepositional(at)
        if self._adverbial(at):
            return Item("adv", at, at + 1, conj=conj)
        if self._of_what_is_quoted(at):
            return Item("other", at, at + 1, conj=conj)
        if word.nominal or word.pos in ("dem", "number"):
            phrase = self._phrases.parse(at)
            if phrase is not None and self._bare_time(phrase):
                return Item("adv", at, phrase.last, conj=conj)
            if phrase is not None:
                return Item("pp" if phrase.prep else "np", at, phrase.last, phrase, phrase.prep, phrase.conj)
            if word.pos == "adj":
                return Item("adjunct", at, at + 1, conj=conj)
            return Item("pron" if word.pos == "dem" else "other", at, at + 1, conj=conj)
        if word.pos == "conj":
            kind = {"and": "and", "but": "but", "sub": "sub", "cond": "cond"}.get(word.role, "and")
            return Item(kind, at, at + 1, conj=conj)
        if word.pos == "rel":
            return Item("rel", at, at + 1, prep=word.role, conj=conj)
        if word.pos in ("fut", "qad", "mod"):
            return Item("mod", at, at + 1, conj=conj)
        if word.pos == "ppron":
            return Item("ppron", at, at + 1, prep=word.lemma, conj=conj)
        if word.pos in ("comp", "neg", "pron", "adv", "stop", "comma", "quote", "colon", "dash"):
            return Item(word.pos, at, at + 1, conj=conj)
        return Item("other", at, at + 1, conj=conj)

    def _time(self, at: int) -> int:
        """The end of a time expression that begins at a word, with its preposition and nouns of time (``فجر اليوم الخميس``, ``في 7
        أكتوبر 2023``), or 0. It is nobody's end, and nobody is farther away for it."""
        words = self.words
        start = at + (words[at].pos == "prep" and words[at].lemma in closed_class("time-preposition"))
        while start < len(words) and start not in self._when:
            a = words[start].a
            if a is None or a.cls != "time" or (start > at and words[start].conj) or words[start].prep:
                break
            start += 1
        end = self._when.get(start, 0)
        if end and (start == at or not words[start].conj):
            following = words[end] if end < len(words) else None
            ordinal = following is not None and following.token.form in closed_class("ordinal-article")
            return end + 1 if ordinal and end + 1 < len(words) and words[end + 1].pos == "number" else end
        if (
            words[at].token.form in closed_class("ordinal-article")
            and at + 1 < len(words)
            and words[at + 1].pos == "number"
        ):
            return at + 2  # (al-yawm) al-353
        return 0

    def _of_what_is_quoted(self, at: int) -> bool:
        """``«داعش» الإرهابي``: an adjective with the article behind a closing quotation mark describes what was quoted."""
        word = self.words[at]
        if at < 2 or word.pos not in ("adj", "noun") or not word.article or word.conj or word.prep or word.a is None:
            return False
        if not any(reading.pos == "adj" for reading in (word.a, *word.others)):
            return False
        if self.words[at - 1].token.kind != "quote" or word.a.num != "s":
            return False
        marks = sum(w.token.kind == "quote" for w in self.words[:at])
        return marks % 2 == 0 and self.words[at - 2].nominal

    def _bare_time(self, phrase: Phrase) -> bool:
        """Whether a phrase without a preposition says when, how long or how often: ``الأسبوع الماضي``, ``15 شهرا``, ``مرة أخرى``."""
        a = self.words[phrase.head].a
        if phrase.prep or phrase.named is not None or phrase.name is not None or a is None or a.cls != "time":
            return False
        if phrase.gen is None:
            return True
        inner = self.words[phrase.gen.head].a
        return inner is not None and inner.cls == "time"

    def _adverbial(self, at: int) -> bool:
        """Whether a state's adjective stands as an adverb, behind a passive participle: ``المدعومة إيرانيا``."""
        word, before = self.words[at], self.words[at - 1] if at else None
        if before is None or before.pos != "adj" or before.a is None or before.a.der != "pp":
            return False
        return word.nisba is not None and word.nisba.state == "i" and not word.conj and not word.prep

    def _prepositional(self, at: int) -> Item:
        words = self.words
        word = words[at]
        preposition = word.particle.form if word.particle is not None else word.token.form
        following = at + 1
        while following < len(words) and (
            words[following].token.kind == "quote" or words[following].token.text in ("(", "[")
        ):
            following += 1
        if preposition in closed_class("almost") and following == at + 1 < len(words) and self._number(words[at + 1]):
            counted = self._phrases.parse(at + 1)
            if counted is not None:
                counted.first, counted.conj = at, word.conj
                return Item("np", at, counted.last, counted, "", word.conj)
        end = self._while(at)
        if end:
            return Item("sub", at, end, conj=word.conj)
        end = self._in_case(at)
        if end:
            return Item("cond", at, end, conj=word.conj)
        idiom = self._idiom(at)
        if idiom is not None:
            return idiom
        if preposition in closed_class("partitive") and at + 1 < len(words) and words[at + 1].pos == "verb":
            return Item("rel", at, at + 1, prep="free", conj=word.conj)  # man yantamii: whoever belongs
        if following < len(words) and following - at <= 2:
            after = words[following]
            if (
                after.pos == "prep"
                and after.token.form in closed_class("locational")
                and following + 1 < len(words)
                and words[following + 1].nominal
                and not words[following + 1].conj
            ):
                following += 1
                after = words[following]
            if after.pos == "comp":
                return Item("comp", at, following + 1, prep=preposition, conj=word.conj)
            if after.pos == "rel" and after.role == "free":
                return Item("rel", at, following + 1, prep=preposition, conj=word.conj)
            if (after.nominal or after.pos in ("dem", "number")) and not after.conj:
                phrase = self._phrases.parse(following)
                if phrase is not None and phrase.last == following + 1 and self._one_side(following):
                    return Item("aside", at, phrase.last, conj=word.conj)
                if phrase is not None:
                    inner = phrase.prep
                    whole = preposition if not inner else f"{preposition} {inner}"
                    phrase.prep, phrase.prep_at = whole, at
                    return Item("pp", at, phrase.last, phrase, whole, word.conj)
        return Item("other", at, at + 1, prep=preposition, conj=word.conj)

    def _joined(self, at: int, count: int) -> str:
        """A preposition without its conjunction and the words after it, ``count`` in all; "" where the text ends before."""
        forms = [word.token.form for word in self.words[at : at + count]]
        forms[0] = forms[0][len(self.words[at].conj) :]
        return " ".join(forms) if len(forms) == count else ""

    def _in_case(self, at: int) -> int:
        """The end of ``في حال`` before a verb (``في حال فرضت``, ``في حال لم``), or 0."""
        words = self.words
        if at + 2 >= len(words) or words[at + 1].conj or words[at + 1].prep:
            return 0
        opener = self._joined(at, 2)
        return at + 2 if opener in closed_class("in-case") and words[at + 2].pos in ("verb", "neg", "qad") else 0

    def _idiom(self, at: int) -> Item | None:
        """A preposition and a noun that are one preposition (``إلى جانب``, ``على متن``) or adverb (``على حد سواء``); the noun is
        nobody's end."""
        words = self.words
        if at + 1 >= len(words) or words[at + 1].conj or words[at + 1].prep:
            return None
        for count in (3, 2):  # the longest that fits is meant
            if self._joined(at, count) in closed_class("prepositional-adverb"):
                return Item("adv", at, at + count, conj=words[at].conj)
        whole = self._joined(at, 2)
        if whole not in closed_class("compound-preposition") or at + 2 >= len(words):
            return None
        after = words[at + 2]
        if after.pos == "comp":
            return Item("comp", at, at + 3, prep=self._joined(at, 1), conj=words[at].conj)
        phrase = None if after.conj else self._phrases.parse(at + 2)
        if phrase is None or (phrase.prep and phrase.prep != "\u0644"):
            return Item("adv", at, at + 2, conj=words[at].conj)
        prep = whole.replace(" ", "_")
        phrase.prep, phrase.prep_at = prep, at
        return Item("pp", at, phrase.last, phrase, prep, words[at].conj)

    @staticmethod
    def _number(word: Word) -> bool:
        """Whether a word is a number, in figures or written out (``ثلاثين``, ``ألف``)."""
        written = word.a is not None and word.a.cls == "quantity" and not word.article and not word.prep
        return word.pos == "number" or (written and word.lemma in (*closed_class("tens"), *closed_class("round-number")))

    def _while(self, at: int) -> int:
        """The end of a preposition and a noun of time that open a clause of their own (``في حين``, ``في الوقت الذي``, ``في وقت``
        before a verb), or 0."""
        words = self.words
        if at + 2 >= len(words) or words[at + 1].conj or words[at + 1].prep:
            return 0
        opener = self._joined(at, 2)
        after = words[at + 2]
        if opener in closed_class("while"):
            return at + 2
        if opener in closed_class("while-time") and not after.conj:
            if after.pos == "rel" and after.role != "free":
                return at + 3
            if after.pos in ("verb", "qad", "neg"):
                return at + 2
        return 0

    def _one_side(self, at: int) -> bool:
        """``بين السكان من جهة وقوات الاحتلال``: says only that two sides are named."""
        word = self.words[at]
        return word.lemma in closed_class("one-side") and word.a is not None and word.a.state == "" and not word.prep

    # ---- coordination
    # --------------------------------------------------------------------------------------------------

    def _definite(self, phrase: Phrase) -> bool:
        """Whether a phrase is definite; a verb after an indefinite one is its relative clause, not a new clause."""
        return phrase.named is not None or phrase.name is not None or self.words[phrase.head].article

    def _host(self, phrase: Phrase, other: Phrase) -> Phrase | None:
        """The phrase that another is coordinated with: itself, or the actor in its genitive (``مقتل جنود، و6 ضباط``)."""
        if self._like(phrase, other):
            return phrase
        if self._kind(phrase) == "event" and self._kind(other) == "actor":
            inner = phrase.gen
            while inner is not None:
                if self._kind(inner) == "actor":
                    return inner
                inner = inner.gen
        return None

    def _coordinate(self, items: list[Item]) -> list[Item]:
        out: list[Item] = []
        index = 0
        while index < len(items):
            item = items[index]
            target, comma = self._target(out)
            if (
                target is not None
                and target.phrase is not None
                and item.phrase is not None
                and item.kind in ("np", "pp")
                and self._joins(target, item, items, index, out, comma=comma)
            ):
                host = self._host(target.phrase, item.phrase) or target.phrase
                if comma or item.kind == "pp" or not self._share_modifiers(host, item.phrase):
                    host.coordinated.append(item.phrase)
                    host.coordinated.extend(item.phrase.coordinated)
                if comma:
                    out.pop()
                target.last = item.last
                index += 1
                continue
            if (
                item.kind == "and"
                and index + 1 < len(items)
                and self.words[item.first].token.form in closed_class("coordinator")
                and items[index + 1].kind == "np"
            ):
                items[index + 1].conj = items[index + 1].conj or "w"
                follower = items[index + 1]
                target, comma = self._target(out)
                if (
                    target is not None
                    and target.phrase is not None
                    and follower.phrase is not None
                    and self._joins(target, follower, items, index + 1, out, comma=comma)
                ):
                    host = self._host(target.phrase, follower.phrase) or target.phrase
                    host.coordinated.append(follower.phrase)
                    if comma:
                        out.pop()
                    target.last = follower.last
                    index += 2
                    continue
            if item.kind == "pp" and item.prep == _BETWEEN and item.conj == "w":
                self._join_far(out, item)
            out.append(item)
            index += 1
        return out

    @staticmethod
    def _join_far(out: list[Item], item: Item) -> None:
        """``بين الحكومة المدعومة …، وبين الجماعة``: the second *between* goes with the first, whatever stands in the way;
        it stays an item of its own."""
        for other in reversed(out[-6:]):
            if other.kind == "stop":
                return
            if other.kind == "pp" and other.prep == _BETWEEN:
                if other.phrase is not None and item.phrase is not None and not other.phrase.coordinated:
                    other.phrase.coordinated.append(item.phrase)
                return

    @staticmethod
    def _target(out: list[Item]) -> tuple[Item | None, bool]:
        """The phrase that what comes next may be coordinated with, and whether something stands between."""
        if len(out) > 1 and out[-1].kind == "aside" and out[-2].kind in ("np", "pp"):
            return out[-2], True
        if out and out[-1].kind in ("np", "pp"):
            return out[-1], False
        if len(out) > 1 and out[-1].kind == "comma" and out[-2].kind in ("np", "pp"):
            return out[-2], True
        return None, False

    def _joins(self, target: Item, item: Item, items: list[Item], index: int, out: list[Item], *, comma: bool) -> bool:
        if item.conj != "w" or target.phrase is None or item.phrase is None:
            return False
        if item.kind == "pp" and item.prep != target.prep:
            return False
        if self._place_and_people(target, item):
            return False
        verb_next = index + 1 < len(items) and items[index + 1].kind == "verb" and not items[index + 1].conj
        if (
            verb_next
            and self._definite(item.phrase)
            and (
                comma
                or target.kind == "pp"
                or self._has_verb(out)
                or self._singular_verb(items[index + 1])  # of one, so the one right before it is its topic
            )
        ):
            return False
        if item.kind == "pp" and item.first < item.phrase.head:  # the preposition said again: nothing else can be meant
            kinds = {self._kind(target.phrase), self._kind(item.phrase)}
            return len(kinds) == 1 or kinds <= {"actor", "thing"}
        return self._host(target.phrase, item.phrase) is not None

    @staticmethod
    def _has_verb(items: Sequence[Item]) -> bool:
        """Whether the clause that the items end in has a verb."""
        for item in reversed(items):
            if item.kind in ("comp", "rel", "stop", "colon", "sub", "cond", "but"):
                return False
            if item.kind == "verb":
                return True
        return False

    def _place_and_people(self, target: Item, item: Item) -> bool:
        """``في الضفة وشهداء``: a place where something was does not go with people who are named without the preposition."""
        if target.kind != "pp" or target.prep.split(" ")[0] not in closed_class("where") or item.kind != "np":
            return False
        known = (
            target.phrase.named.known[0].type if target.phrase is not None and target.phrase.named is not None else ""
        )
        a = self.words[item.phrase.head].a if item.phrase is not None else None
        counted = item.phrase is not None and item.phrase.quantity >= 0
        return known == "place" and (
            counted or (a is not None and a.cls in ("person", "honorific", "group", "military", "quantity"))
        )

    def _singular_verb(self, item: Item) -> bool:
        a = self.words[item.first].a
        return a is not None and a.num == "s" and a.per == "3"

    def _share_modifiers(self, first: Phrase, second: Phrase) -> bool:
        """``بلدات ومخيمات فلسطينية``: two bare plurals with what follows the second are one phrase; it is made one."""
        if not (self._bare_plural(first) and first.last == second.first and self._kind(first) == self._kind(second)):
            return False
        if second.named is not None or second.name is not None or second.titles or second.coordinated:
            return False
        owner = self.words[second.head].a
        if owner is not None and owner.pronoun:
            return False
        if first.coordinated or not (second.adjectives or second.gen is not None or second.tail):
            return False
        first.last, first.adjectives = second.last, second.adjectives
        first.gen, first.tail = second.gen, second.tail
        return True

    def _bare_plural(self, phrase: Phrase) -> bool:
        word = self.words[phrase.head]
        return (
            phrase.last == phrase.head + 1
            and phrase.named is None
            and phrase.name is None
            and phrase.quantity < 0
            and word.a is not None
            and word.a.num == "p"
            and not word.article
            and not word.a.pronoun
            and word.a.cls in ("place", "asset", "group", "military", "person")
        )

    def _like(self, one: Phrase, other: Phrase) -> bool:
        kinds = self._kind(one), self._kind(other)
        if kinds[0] == "event" or kinds[1] == "event":
            return kinds[0] == kinds[1]
        if "thing" in kinds and any(self._is_place(p) or self._is_building(p) for p in (one, other)):
            return kinds[0] in ("actor", "thing") and kinds[1] in ("actor", "thing")
        if "actor" in kinds:
            return kinds[0] == kinds[1]
        return kinds[0] == kinds[1] != "other"

    def _is_building(self, phrase: Phrase) -> bool:
        """Whether a body is a house as well: ``مدارس ومنازل``."""
        return phrase.named is None and self.words[phrase.head].lemma in closed_class("building")

    @staticmethod
    def _is_place(phrase: Phrase) -> bool:
        return phrase.named is not None and phrase.named.known[0].type in ("place", "country")

    def _kind(self, phrase: Phrase) -> str:
        if phrase.named is not None or phrase.name is not None:
            return "actor"
        word = self.words[phrase.head]
        a = word.a
        if a is None:
            return "actor" if word.pos == "unk" else "other"
        if a.cls in ("office", "rank", "honorific", "person", "group", "military", "body", "source"):
            return "actor"
        if a.cls == "quantity" and phrase.gen is not None:
            return self._kind(phrase.gen)
        if a.pos == "adj" and a.der in ("nisba", "ap", "pp", "part"):
            return "actor"
        if a.der == "vn" or a.cls in ("violence", "talk", "accord", "measure", "stance"):
            return "event"
        if a.cls in ("place", "asset"):
            return "thing"
        return "other" if a.cls in _NOT_COORDINATED else a.cls
