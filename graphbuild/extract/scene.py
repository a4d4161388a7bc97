"""One sentence, analysed: words, items, phrases and the mentions of actors in it - what claims are looked for in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from graphbuild.arabic.tagger import Tagger
from graphbuild.arabic.tokens import Token, tokenize
from graphbuild.arabic.words import NameHit, Word
from graphbuild.extract.clauses import Item, ItemParser
from graphbuild.extract.mentions import ACTOR_CLASSES, Describer, Mention, beside
from graphbuild.extract.names import Gazetteer
from graphbuild.extract.phrases import Phrase, PhraseParser
from graphbuild.extract.recognise import Recogniser
from graphbuild.lexicon import closed_class
from graphbuild.records import ActorType, Sentence
from graphbuild.text import fold

_Made = TypeVar("_Made")
_AL, _FEMININE = "\u0627\u0644", fold("\u0629")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word stands: the innermost phrase it heads or modifies, the top phrase and the item."""

    phrase: Phrase
    parent: Phrase | None
    item: int
    as_head: bool


#: Classes of heads whose pronoun tells nobody's belonging: a name has none of its own, and a style is its holder's (``سموه``).
_NOT_OWNED = frozenset(("name", "honorific"))


class Scene:
    """The analysis of one sentence; word indices and item indices are its coordinates."""

    def __init__(
        self,
        sentence: Sentence,
        tokens: Sequence[Token],
        words: Sequence[Word],
        items: Sequence[Item],
        describer: Describer,
    ) -> None:
        self.sentence = sentence
        self.tokens = tokens
        self.words = words
        self.items = items
        self._describer = describer
        self.places: dict[int, Place] = {}
        self._mentions: dict[int, Mention | None] = {}
        self._phrases: dict[int, Phrase] = {}
        self._adjectives: dict[int, tuple[Mention, ...]] = {}
        self._actors: dict[int, tuple[tuple[Mention, str, Phrase], ...]] = {}
        for index, item in enumerate(items):
            if item.phrase is not None:
                for phrase in item.phrase.all():
                    self._register(phrase, None, index)
        self.mentions: list[Mention] = sorted(
            (m for m in self._mentions.values() if m is not None), key=lambda m: (m.first, -m.last)
        )
        self.item_of = [0] * len(words)
        for index, item in enumerate(items):
            for at in range(item.first, min(item.last, len(words))):
                self.item_of[at] = index
        self._owned()

    def _owned(self) -> None:
        """Give what belongs to somebody by a pronoun (``قواتها``) the state of whom the pronoun stands for."""
        for position, mention in enumerate(self.mentions):
            if mention.country is not None or mention.personal or mention.cls in _NOT_OWNED:
                continue
            if beside(self.words[mention.head]):
                continue
            owner = self._owner(mention, mention.head)
            if owner is not None and owner.country is not None:
                owned = replace(mention, country=owner.country, affiliation=mention.affiliation or owner.affiliation)
                self.mentions[position] = owned
                self._mentions[mention.phrase_id] = owned

    def _owner(self, mention: Mention, at: int) -> Mention | None:
        """Whom the pronoun of one of a mention's nouns stands for."""
        a = self.words[at].a
        if a is None or not a.pronoun:
            return None
        return next(iter(self.antecedents(mention.first, a.pronoun, limit=1)), None)

    def is_only(self, item: Item) -> bool:
        """Whether an item is *but*, behind which a denial does not reach: ``لم يعلن سوى عن غارة``."""
        only = closed_class("nothing-but")
        return item.prep in only or (item.kind == "other" and self.words[item.first].lemma in only)

    def owner(self, mention: Mention) -> Mention | None:
        """Who has whom a mention is one of, by a pronoun: ``ثلاثة من جنوده``, ``رقيب في أجهزتها الأمنية``."""
        phrase = self._phrases.get(mention.phrase_id)
        for part in phrase.nested() if phrase is not None and not mention.personal else ():
            a = self.words[part.head].a
            if part is not phrase and a is not None and a.cls in ACTOR_CLASSES:
                owner = self._owner(mention, part.head)
                if owner is not None:
                    return owner
        return None

    def _register(self, phrase: Phrase, parent: Phrase | None, item: int) -> None:
        self._phrases[id(phrase)] = phrase
        described = (
            None if self._portfolio(phrase, parent) else self._describer.describe(self.words, phrase, id(phrase))
        )
        self._mentions[id(phrase)] = described
        self.places[phrase.head] = Place(phrase, parent, item, True)
        for at in phrase.adjectives:
            self.places[at] = Place(phrase, parent, item, False)
        self._register_inside(phrase, item)
        self._register_titles(phrase, item)

    def _portfolio(self, phrase: Phrase, holder: Phrase | None) -> bool:
        """Whether a phrase is the field of somebody's office, and no actor beside its holder (وزير [خارجية مصر], وزارة [الصحة]),
        or the ministers whom one presides over (رئيس [الوزراء])."""
        if holder is None or phrase is not holder.gen:
            return False
        head, lemma = self.words[holder.head], self.words[phrase.head].lemma
        if head.a is None:
            return False
        if lemma in closed_class("presided") and head.lemma in closed_class("presiding"):
            return True
        ministry = head.a.cls == "office" or head.lemma in closed_class("ministry")
        return ministry and "field" in self.flags(lemma)

    def _register_titles(self, phrase: Phrase, item: int) -> None:
        for title in phrase.titles:
            self.places.setdefault(title.head, Place(title, phrase, item, True))
            self._register_inside(title, item)
            self._register_titles(title, item)

    def _register_inside(self, phrase: Phrase, item: int) -> None:
        for _, part in ([("", phrase.gen)] if phrase.gen is not None else []) + phrase.tail:
            for inner in part.all():
                self._register(inner, phrase, item)

    def flags(self, lemma: str) -> frozenset[str]:
        """The flags of a noun in the lexicon."""
        return self._describer.flags(lemma)

    def nisbas(self, country: str | None) -> list[Mention]:
        """The adjectives of the sentence that name a country (any, for None), as mentions."""
        out = []
        for place in self.places.values():
            if place.as_head:
                out += [m for m in self.nisba_mentions(place.phrase) if country in (None, m.country)]
        return out

    def adjectives_in_names(self, country: str) -> list[Mention]:
        """The adjectives of a state that stand in the names of its bodies: ``مجلس النواب العراقي``."""
        adjectives = self._describer.adjectives_of(country)
        out = []
        for body in self.mentions:
            if body.cls != "name" or body.country != country or body.type == "country" or body.personal:
                continue
            for at in range(body.first + 1, body.last):
                form = fold(self.words[at].token.form)
                if form.startswith(_AL) and form.removeprefix(_AL).removesuffix(_FEMININE) in adjectives:
                    adjective = replace(
                        body,
                        phrase_id=-1,
                        first=at,
                        last=at + 1,
                        head=at,
                        name=(at, at + 1),
                        type="country",
                        known=(),
                        cls="nisba",
                        affiliation=None,
                    )
                    out.append(adjective)
        return out

    def spoken_of(self, index: int) -> bool:
        """Whether an item is something definite that a clause with *to be* says something of, after a relative clause has told
        it: ``أن يكون الهجوم الذي يشنه الجيش`` كبيرا. That there is such a thing is taken for granted."""
        item = self.items[index]
        kinds = [it.kind for it in self.items[max(index - 1, 0) : index + 2]]
        return (
            kinds == ["verb", "np", "rel"]
            and self.words[self.items[index - 1].first].lemma in closed_class("auxiliary")
            and item.phrase is not None
            and self.words[item.phrase.head].article
        )

    def phrase_of(self, mention: Mention) -> Phrase | None:
        """The phrase that a mention was made from (None for one made from an adjective)."""
        return self._phrases.get(mention.phrase_id)

    def mention(self, phrase: Phrase) -> Mention | None:
        """The mention of a phrase, if it names an actor, place or target."""
        return self._mentions.get(id(phrase))

    def actors(self, phrase: Phrase) -> Sequence[tuple[Mention, str, Phrase]]:
        """The actors behind a phrase, best first, with how they were reached: ``d`` directly, ``n`` its nisba
        adjective, ``g`` through the genitive (an agreement of X: X), ``t`` through the tail."""
        return self._kept(self._actors, phrase, self._behind)

    def _behind(self, phrase: Phrase) -> Iterator[tuple[Mention, str, Phrase]]:
        own = self.mention(phrase)
        if own is not None and own.level > 0:
            yield own, "d", phrase
            return
        if own is not None:
            yield own, "d", phrase
            head = self.words[phrase.head]
            if head.pos == "number" or (head.a is not None and head.a.cls == "quantity"):
                return  # ``أربع بلدات``: the towns are these four
        adjective = self.nisba_mention(phrase)
        if adjective is not None:
            yield adjective, "n", phrase
        if phrase.gen is not None:
            for mention, _, inner in self.actors(phrase.gen):
                yield mention, "g", inner
        for _, tail in phrase.tail:
            for mention, _, inner in self.actors(tail):
                yield mention, "t", inner
        a = self.words[phrase.head].a
        if a is not None and a.pronoun and phrase.gen is None:
            for mention in self.antecedents(phrase.first, a.pronoun, limit=1):
                yield mention, "p", self.phrase_of(mention) or phrase

    def nisba_mention(self, phrase: Phrase) -> Mention | None:
        """The state or body that a phrase's own nisba adjectives name, as a mention of those adjectives: ``قصف
        إسرائيلي``."""
        return next(iter(self.nisba_mentions(phrase)), None)

    def nisba_adverb(self, at: int) -> Mention | None:
        """The actor of an adjective that stands as an adverb, in the accusative: ``مدعومة إيرانيا``."""
        word = self.words[at] if at < len(self.words) else None
        if word is None or word.a is None or word.a.der != "nisba" or word.a.state != "i" or word.conj or word.prep:
            return None
        return next(iter(self.nisba_mentions(Phrase(at, at + 1, at, adjectives=[at]))), None)

    def nisba_mentions(self, phrase: Phrase) -> Sequence[Mention]:
        """One mention for each actor that a phrase's adjectives name: ``رفض عربي ودولي``, ``الحرب الروسية الأوكرانية``."""
        return self._kept(self._adjectives, phrase, self._named_by_adjectives) if phrase.adjectives else ()

    def _kept(
        self, kept: dict[int, tuple[_Made, ...]], phrase: Phrase, make: Callable[[Phrase], Iterator[_Made]]
    ) -> tuple[_Made, ...]:
        """What is made of a phrase, once for each phrase of the sentence; not for one that was made for a question."""
        key = id(phrase)
        if self._phrases.get(key) is not phrase:
            return tuple(make(phrase))
        found = kept.get(key)
        if found is None:
            found = kept[key] = tuple(make(phrase))
        return found

    def _named_by_adjectives(self, phrase: Phrase) -> Iterator[Mention]:
        rest = [i for i in phrase.adjectives if self._is_nisba(i)]
        while rest:
            after = [i for i in phrase.adjectives if i > rest[0]]  # also the second word of ``كوري جنوبي``
            known = self._describer.nisba(self.words, Phrase(phrase.first, phrase.last, rest[0], adjectives=after))
            if known is None:
                return
            first = rest[0]
            last = first + 1
            while (
                last in phrase.adjectives
                and last < phrase.last
                and len(known.nisba)
                and " " in known.nisba[0]
                and last - first < 2
            ):
                last += 1
            rest = [i for i in rest if i >= last]
            kind: ActorType = "country" if known.type in ("person", "place") else known.type
            yield Mention(
                -1, first, last, first, (first, last), kind, known.country, (known,), "nisba", 3, "f", "s", False, known
            )

    def _is_nisba(self, index: int) -> bool:
        return self.words[index].nisba is not None

    def antecedents(self, at: int, pronoun: str, *, limit: int = 2) -> list[Mention]:
        """The mentions before a word that a pronoun may stand for: the nearest that agrees, then the nearest that is
        like a subject (a phrase of its own, under no preposition), then others by nearness. *I* and *we* stand for who
        speaks."""
        if pronoun.startswith("1"):
            speaker = self.speaker(at)
            return [speaker] if speaker is not None else []
        fitting: list[Mention] = []
        for mention in reversed(self.mentions):
            if mention.last > at or mention.level == 0 or any(_inside(mention, other) for other in fitting):
                continue
            if agrees(mention, pronoun):
                fitting.append(mention)
        out = fitting[:1]
        subject = next((m for m in fitting[1:] if self.subject_like(m)), None)
        if out and subject is not None and not self.subject_like(out[0]):
            out.append(subject)
        out += [m for m in fitting[1:] if m not in out]
        return out[:limit]

    def speaker(self, at: int) -> Mention | None:
        """Whose words a word is among, as far as the sentence shows it: the last actor with a phrase of its own before
        the colon, quotation mark or clause opener before the word (``قال الرئيس: نرفض``, ``أسرى: عذبونا``)."""
        opened = False
        for item in reversed(self.items[: self.item_of[at]]):
            if item.kind in ("stop",):
                return None
            opened = opened or item.kind in ("colon", "quote", "comp")
            if opened and item.kind == "np" and item.phrase is not None:
                mention = self.mention(item.phrase)
                if mention is not None and mention.level > 0:
                    return mention
        return None

    def subject_like(self, mention: Mention) -> bool:
        """Whether a mention is a whole phrase of the clause, not inside another and under no preposition."""
        place = self.places.get(mention.head)
        return place is not None and place.parent is None and place.as_head and self.items[place.item].kind == "np"


def _inside(one: Mention, other: Mention) -> bool:
    return other.first <= one.first and one.last <= other.last


def agrees(mention: Mention, pronoun: str) -> bool:
    """Whether a pronoun code (3ms, 3fs, 3mp, 3d …) may stand for a mention; bodies take either gender, a state is *he* where its
    name is masculine (``العراق``), else *she*."""
    if pronoun.startswith(("1", "2")):
        return False
    if mention.type == "country" and mention.cls == "name" and pronoun in ("3ms", "3fs"):
        masculine = (mention.country or "") in closed_class("masculine-state")
        return masculine if pronoun == "3ms" else mention.country not in closed_class("only-masculine-state")
    either = mention.type in ("country", "organization", "place", "military")
    # ``الفصائل … قولها``, ``المصادر … وأضافت``
    many = either or (mention.type == "group" and mention.cls in ("group", "source"))
    if pronoun == "3ms":
        return mention.number == "s" and (mention.gender == "m" or either)
    if pronoun == "3fs":
        return (mention.number == "s" and (mention.gender == "f" or either)) or (mention.number == "p" and many)
    if pronoun in ("3mp", "3fp"):  # of people; several things are *she*
        return (mention.number == "p" or mention.type in ("group", "military")) and mention.type != "place"
    return mention.number == "d"


class SceneMaker:
    """Sentence text → :class:`Scene`."""

    def __init__(
        self, tagger: Tagger, gazetteer: Gazetteer, describer: Describer, recogniser: Recogniser | None = None
    ) -> None:
        self._tagger = tagger
        self._recogniser = recogniser
        self._gazetteer = gazetteer
        self._describer = describer

    def begin(self) -> None:
        """Begin another article: what was named in the last one says nothing of this."""
        if self._recogniser is not None:
            self._recogniser.begin()

    def __call__(self, sentence: Sentence, text: str) -> Scene:
        """Analyse one sentence; ``text`` is what its span covers."""
        tokens = tokenize(text, sentence.span.start)
        hits: list[NameHit] = self._gazetteer(tokens)
        if self._recogniser is not None:
            hits = self._recogniser(tokens, hits)
        words = self._tagger(tokens, lambda _: hits, headline=sentence.section in ("headline", "related", "subhead"))
        items = ItemParser(words, PhraseParser(words, hits, self._describer.named_by)).parse()
        return Scene(sentence, tokens, words, items, self._describer)
