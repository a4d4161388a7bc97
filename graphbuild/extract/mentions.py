"""Noun phrases → mentions of actors: type, country, what the data knows of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphbuild.arabic.dates import is_year
from graphbuild.arabic.morphology import Analysis
from graphbuild.arabic.words import Word
from graphbuild.extract.phrases import Phrase
from graphbuild.lexicon import Known, Lexicon, closed_class
from graphbuild.records import ActorType
from graphbuild.text import clean, fold

ACTOR_CLASSES = frozenset(("office", "rank", "honorific", "person", "group", "military", "body", "source"))
TARGET_CLASSES = frozenset(("place", "asset"))
_TYPE_OF_CLASS: dict[str, ActorType] = {
    "office": "person",
    "rank": "person",
    "honorific": "person",
    "person": "person",
    "source": "group",
    "group": "group",
    "military": "military",
    "body": "organization",
    "place": "place",
    "asset": "place",
}


@dataclass(frozen=True, slots=True)
class Mention:
    """An actor as one phrase of a sentence names it.

    Word ranges are half-open indices into the sentence's words. ``known`` are the rows of data/ that the name may be,
    most likely first; ``country`` the affiliation the phrase itself shows; ``cls`` the class of the head noun;
    ``level`` how good an actor it is: 3 named, 2 described with an affiliation, 1 described, 0 a thing or place without
    a name.
    """

    phrase_id: int
    first: int
    last: int
    head: int
    name: tuple[int, int]
    type: ActorType
    country: str | None
    known: tuple[Known, ...]
    cls: str
    level: int
    gender: str
    number: str
    personal: bool
    affiliation: Known | None = None


class NisbaTable:
    """Adjective → the actor it is made from; several words (``كوري شمالي``) are told apart by the second."""

    def __init__(self, lexicon: Lexicon) -> None:
        table: dict[str, list[tuple[tuple[str, ...], Known]]] = {}
        for known in lexicon.known:
            for nisba in known.nisba:
                first, *rest = nisba.split()
                table.setdefault(first, []).append((tuple(clean(r) for r in rest), known))
        self._table = {first: sorted(rows, key=lambda r: -len(r[0])) for first, rows in table.items()}

    def find(self, words: Sequence[Word], indices: Sequence[int]) -> Known | None:
        """The actor behind the first nisba adjective among the words at these indices."""
        for index in indices:
            a = words[index].nisba
            if a is None:
                continue
            for rest, known in self._table.get(a.lemma, ()):
                if tuple(clean(word.lemma) for word in words[index + 1 : index + 1 + len(rest)]) == rest:
                    return known
        return None


class Describer:
    """Turns phrases into mentions."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._nisba = NisbaTable(lexicon)
        self._states = {known.slug: known for known in lexicon.known if known.type == "country"}
        self._flags = {noun.lemma: noun.flags for noun in lexicon.nouns if noun.flags}

    def flags(self, lemma: str) -> frozenset[str]:
        """The flags of a noun."""
        return self._flags.get(lemma, frozenset())

    def adjectives_of(self, country: str) -> frozenset[str]:
        """The adjectives of a state, masculine and indefinite, where they have one word."""
        known = self._states.get(country)
        return frozenset() if known is None else frozenset(fold(n) for n in known.nisba if " " not in n)

    def named_by(self, words: Sequence[Word], indices: Sequence[int]) -> Known | None:
        """The actor that the adjectives among some words name."""
        return self._nisba.find(words, indices)

    def nisba(self, words: Sequence[Word], phrase: Phrase) -> Known | None:
        """The actor that the phrase's own adjectives (or its head, as an adjective) are made from."""
        return self._nisba.find(words, [phrase.head, *phrase.adjectives])

    @staticmethod
    def _no_name(words: Sequence[Word], phrase: Phrase) -> bool:
        """A run of unknown words that the recogniser did not take for a name and that looks like something else."""
        first = words[phrase.head]
        if phrase.name is None or phrase.name[1] - phrase.name[0] > 1:
            return False
        form = first.token.form[first.body :]
        thing = (
            first.token.text.endswith(_TANWIN)
            or form.endswith(_OF_THINGS)
            or form.startswith(_OF_MASDARS)
            or len(form) < 2
        )
        return thing or (not first.article and phrase.last - phrase.head == 1 and _verbal(form))

    def affiliation(self, words: Sequence[Word], phrase: Phrase) -> Known | None:
        """The state or body that a phrase names its actor's belonging by: adjective first, then genitive and tail."""
        found = self.nisba(words, phrase)
        if found is not None:
            return None if found.kind == "bloc" and self._of_a_continent(words, phrase) else found
        if beside(words[phrase.head]):
            return None
        away = (
            {id(inner) for _, tail in phrase.tail for inner in tail.nested()} if self._abroad(words, phrase) else set()
        )
        for part in phrase.nested():
            if part is phrase or id(part) in away:
                continue
            found = self.nisba(words, part)
            if found is not None:
                return found
            if part.named is not None and part.named.known[0].type != "person" and part.named.known[0].slug:
                return part.named.known[0]
            if part.named is not None and part is phrase.gen and self._heads(words, phrase):
                return self._states.get(part.named.known[0].country or "")
        reigns = words[phrase.head].lemma in closed_class("reigns")
        for title in phrase.titles:
            found = self.affiliation(words, title)
            # ``الملك محمد السادس، رئيس لجنة القدس``: of a state, whatever he presides over besides
            if found is not None and not (reigns and found.country is None):
                return found
        return None

    @staticmethod
    def _abroad(words: Sequence[Word], phrase: Phrase) -> bool:
        """Whether where somebody is says nothing of his state: soldiers and arms are sent abroad (``جندي في غزة``), and what is
        somebody's is his (``قواته في سوريا``)."""
        a = words[phrase.head].a
        if a is None or not phrase.tail or phrase.tail[0][0] not in closed_class("where"):
            return False
        return a.cls in ("military", "asset") or a.pronoun != "" or words[phrase.head].lemma in closed_class("soldier")

    @staticmethod
    def _of_a_continent(words: Sequence[Word], phrase: Phrase) -> bool:
        """Whether states are named by their continent, which makes them no members of its union: ``دول أوروبية``."""
        adjective = any(words[at].lemma in closed_class("continental") for at in phrase.adjectives)
        return adjective and words[phrase.head].lemma in closed_class("state-noun")

    def _heads(self, words: Sequence[Word], phrase: Phrase) -> bool:
        """Whether a phrase names a body of state or a force, whose state is that of the person it is called after:
        ``حكومة نتنياهو``, ``قوات هادي``."""
        head = words[phrase.head]
        if head.a is None or phrase.name is not None:
            return False
        return head.a.cls == "military" or (head.a.cls == "body" and "state" in self.flags(head.lemma))

    @staticmethod
    def _nobody(words: Sequence[Word], phrase: Phrase) -> bool:
        """Whether a phrase behind *of* only says whose turn it is, or what is likely: ``من جانبه``, ``من المتوقع أن``."""
        head = words[phrase.head]
        beyond = words[phrase.last] if phrase.last < len(words) else None
        if head.lemma in closed_class("body-or-deed"):
            if phrase.demonstrative:
                return True  # haadha l-iddi`aa': this allegation, not the prosecution
            if beyond is not None and beyond.lemma in closed_class("done-to"):
                return phrase.last == phrase.head + 1  # al-qadaa' `alaa: doing away with, not the judiciary
        if head.a is None or phrase.prep not in closed_class("partitive"):
            return False
        if head.lemma in closed_class("aside-noun") and head.a.pronoun:
            return True
        following = words[phrase.last] if phrase.last < len(words) else None
        return head.pos == "adj" and head.article and following is not None and following.pos == "comp"

    @staticmethod
    def _only_counted(words: Sequence[Word], phrase: Phrase) -> bool:
        """Whether a phrase of its own counts somebody and says no more: ``أصيب 175``, ``استشهد العشرات``, ``مقتل بعضهم``, ``وأصيب
        آخر``. Not a share, a year, or a measure."""
        head = words[phrase.head]
        if phrase.prep or phrase.gen is not None or phrase.adjectives or phrase.tail:
            return False
        after = words[phrase.last] if phrase.last < len(words) else None
        if head.pos == "number":
            beyond = words[phrase.last + 1] if phrase.last + 1 < len(words) else None
            share = head.token.text.endswith(_PER_CENT) or (after is not None and after.token.text in _PER_CENT)
            share = share or (beyond is not None and beyond.lemma in closed_class("hundred"))
            return not share and not _year(head.token.form)
        if head.a is None:
            return False
        some = head.lemma in closed_class("some") and head.a.pronoun in ("3mp", "3fp")
        return some or (head.lemma in (*closed_class("many"), *closed_class("another")) and not head.article)

    def describe(self, words: Sequence[Word], phrase: Phrase, phrase_id: int) -> Mention | None:
        """The mention a phrase makes, or None where its head names no actor, place or target."""
        head = words[phrase.head]
        a = head.a
        cls = a.cls if a is not None else ""
        named = phrase.named
        if self._nobody(words, phrase) or held_in_trust(words, phrase):
            return None
        number = a.num if a is not None and a.num else "s"
        gender = a.gen if a is not None and a.gen else "m"
        if named is not None and phrase.name is None:
            first = named.known[0]
            known = tuple(k for k in named.known if k.slug)
            country = first.country
            return Mention(
                phrase_id,
                phrase.first,
                phrase.last,
                phrase.head,
                phrase.apposed or (phrase.head, phrase.last - len(phrase.adjectives)),
                first.type,
                country,
                known,
                "name",
                3 if known else 2,
                "f" if first.type in ("country", "place") else gender,
                "s",
                False,
                known[0] if known else self.nisba(words, phrase),
            )
        affiliation = self.affiliation(words, phrase)
        country = affiliation.country if affiliation is not None else None
        if phrase.name is not None and named is None and phrase.name[0] == phrase.head and self._no_name(words, phrase):
            return None
        if phrase.name is not None:
            known = named.known if named is not None else ()
            known = tuple(k for k in known if k.slug and k.type == "person")
            # a correspondent's newsroom says nothing of the state that is accountable
            employed = (
                cls == "person"
                and affiliation is not None
                and affiliation.type == "organization"
                and affiliation.kind != "bloc"  # who is the EU's in charge speaks for it
            )
            if known and known[0].country is not None and (country is None or employed):
                country = known[0].country
            sure = named is not None or cls != ""
            return Mention(
                phrase_id,
                phrase.first,
                phrase.last,
                phrase.head,
                phrase.name,
                "person",
                country,
                known,
                cls or "name",
                3 if sure else 1,
                known[0].gender or gender if known else gender,
                "s",
                True,
                affiliation,
            )
        if self._only_counted(words, phrase):
            return Mention(
                phrase_id, phrase.first, phrase.last, phrase.head, (phrase.head, phrase.last), "group", None, (), "number", 0,
                gender, "p", False, None,
            )  # fmt: skip
        if head.pos == "latin" or (head.pos == "number" and phrase.gen is None):
            return None
        if head.pos == "unk" and phrase.gen is not None and not _verbal(head.token.form):
            end = phrase.gen.last
            return Mention(
                phrase_id,
                phrase.first,
                phrase.last,
                phrase.head,
                (phrase.head, end),
                "organization",
                country,
                (),
                "body",
                2 if affiliation is not None else 1,
                gender,
                "s",
                False,
                affiliation,
            )
        people = a is not None and head.pos == "adj" and _people(a, article=head.article)
        many = head.article and phrase.gen is None and head.lemma in closed_class("many")  # i`tiqaal al-`asharaat
        people = people or many
        if (cls == "quantity" or head.pos == "number") and phrase.gen is not None:
            inner = self.describe(words, phrase.gen, phrase_id)
            if inner is None:
                return None
            return Mention(
                phrase_id,
                phrase.first,
                phrase.last,
                phrase.head,
                inner.name,
                "group" if inner.type == "person" else inner.type,
                inner.country,
                inner.known,
                inner.cls,
                inner.level,
                inner.gender,
                "p",
                False,
                inner.affiliation,
            )
        if cls == "body" and affiliation is None and "field" in self.flags(head.lemma):
            return None  # "the defence" is a ministry only of some state
        if cls in _TYPE_OF_CLASS or people:
            kind: ActorType = _TYPE_OF_CLASS.get(cls, "group" if number == "p" else "person")
            if kind == "person" and (number != "s" or phrase.quantity >= 0):
                kind = "group"
            named_beside = phrase.gen is not None and phrase.gen.named is not None and beside(head)
            level = 2 if affiliation is not None or named_beside else (1 if cls in ACTOR_CLASSES or people else 0)
            end = phrase.gen.last if phrase.gen is not None else max([phrase.head, *phrase.adjectives]) + 1
            return Mention(
                phrase_id,
                phrase.first,
                phrase.last,
                phrase.head,
                (phrase.head, max(end, phrase.head + 1)),
                kind,
                country,
                (),
                cls or (a.der if a else ""),
                level,
                gender,
                number,
                False,
                affiliation,
            )
        return None


def held_in_trust(words: Sequence[Word], phrase: Phrase) -> bool:
    """Whether a phrase is what the king of Saudi Arabia is custodian of, and acts by nothing: ``سفير خادم الحرمين الشريفين``."""
    before = words[phrase.first - 1].token.form if phrase.first else ""
    return phrase.named is not None and before.endswith(tuple(closed_class("custodian")))


def beside(word: Word) -> bool:
    """Whether a noun names whom somebody stands beside or against, which is why he is another: ``حلفاء واشنطن``, ``جيران العراق``,
    ``ضحاياها``; or a participle who acts on whom its pronoun stands for: ``منتقدونا``, ``خاطفوه``."""
    acts = word.pos == "adj" and word.a is not None and word.a.der in ("ap", "pp", "part") and word.a.pronoun != ""
    return acts or word.lemma in closed_class("beside-or-against")


def _year(form: str) -> bool:
    """Whether a figure looks like one: 1948, 2024."""
    return form.isdecimal() and len(form) == 4 and is_year(int(form))


def _people(a: Analysis, *, article: bool) -> bool:
    """Whether an adjective that heads a phrase names people: ``فلسطيني``, ``المتظاهرون``, ``آخرون``; not a lone
    ``مفجعة``."""
    if a.der == "nisba":
        return True
    if a.num in ("p", "d"):
        return a.gen == "m" or a.der in ("ap", "pp", "part")
    return a.der in ("ap", "pp", "part") and article and a.gen == "m"


#: Endings and beginnings of words that are nobody's name: ``العتمة``, ``مشروطيات``, ``أدوارها``; ``استحضار``, ``إنضاج``.
_OF_THINGS = ("\u0629", "\u0627\u062a", "\u0647\u0627", "\u0647\u0645")
_OF_MASDARS = ("\u0627\u0633\u062a", "\u0627\u0646\u0641", "\u0625\u0646\u0636")
_PER_CENT = ("%", "\u066a")
_TANWIN = ("\u064b", "\u064b\u0627")


def _verbal(form: str) -> bool:
    """Whether an unknown word looks like a verb: ``يلمسوا``, ``ستنشئ``."""
    return len(form) > 3 and (
        form[0] in "\u064a\u062a\u0646"
        or form.startswith(("\u0633\u064a", "\u0633\u062a"))
        or form.endswith("\u0648\u0627")
    )
