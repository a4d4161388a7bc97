"""Words → noun phrases: head, genitive, adjectives, name in apposition, prepositional tail, coordination.

**Source:** the construct phrase and its modifiers (Ryding, *A Reference Grammar of Modern Standard Arabic*, ch. 8),
apposition of office and name as newspapers write it: ``نائب وزير الخارجية الروسي ميخائيل بوغدانوف`` "Russian deputy
foreign minister Mikhail Bogdanov".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from graphbuild.arabic import guesses
from graphbuild.arabic.words import NameHit, Word
from graphbuild.extract.names import Named
from graphbuild.lexicon import Known, closed_class, name_words
from graphbuild.text import clean

#: Classes of the nouns that describe one person.
PERSONAL = ("office", "rank", "honorific", "person")
_TO = "\u0625\u0644\u0649"
_ON = "\u0639\u0644\u0649"
_THINGS = ("violence", "talk", "accord", "measure", "claim", "speech", "aid", "asset")
#: The ending of feminine plurals, which no name has.
_PLURAL = "\u0627\u062a"
#: What may follow a name that is set off by a comma.
_CLOSING = ("comma", "stop", "comp", "colon", "quote")
_TARGETS = ("place", "asset")
_TAIL_HEADS = ("office", "person", "group", "source", "military", "body", "rank")


@dataclass(slots=True, eq=False)
class Phrase:
    """A noun phrase over the words ``first`` to ``last`` (exclusive).

    ``prep`` is the preposition that governs it (a clitic or the word before), ``conj`` the clitic conjunction of its
    first word; ``name`` the range of a personal name in apposition; ``named`` what the gazetteer knows of the head or
    the name; ``tail`` prepositional phrases that belong to it.
    """

    first: int
    last: int
    head: int
    prep: str = ""
    prep_at: int = -1
    conj: str = ""
    adjectives: list[int] = field(default_factory=list)
    gen: Phrase | None = None
    name: tuple[int, int] | None = None
    named: Named | None = None
    tail: list[tuple[str, Phrase]] = field(default_factory=list)
    titles: list[Phrase] = field(default_factory=list)
    apposed: tuple[int, int] | None = None
    quantity: int = -1
    demonstrative: bool = False
    coordinated: list[Phrase] = field(default_factory=list)

    def nested(self) -> Iterator[Phrase]:
        """This phrase, its genitives and its tails, outermost first (not what is coordinated with it)."""
        yield self
        if self.gen is not None:
            yield from self.gen.nested()
            for other in self.gen.coordinated:
                yield from other.nested()
        for _, tail in self.tail:
            yield from tail.nested()
            for other in tail.coordinated:
                yield from other.nested()

    def all(self) -> Iterator[Phrase]:
        """This phrase and what is coordinated with it."""
        yield self
        yield from self.coordinated


class PhraseParser:
    """Parses the noun phrases of one sentence, left to right; ``state`` says which state the adjectives among some words name."""

    def __init__(
        self,
        words: Sequence[Word],
        hits: Sequence[NameHit],
        state: Callable[[Sequence[Word], Sequence[int]], Known | None],
    ) -> None:
        self.words = words
        self._state = state
        self._hits = {hit.first: hit for hit in hits if hit.first < len(words) and words[hit.first].pos == "name"}

    def parse(self, at: int, *, depth: int = 0, bare: bool = False) -> Phrase | None:
        """The phrase that begins at a word, or None where none can; ``bare``: a name after it belongs to the phrase
        around it."""
        words = self.words
        if at >= len(words) or depth > 6:
            return None
        word = words[at]
        first = at
        demonstrative = False
        if (
            word.pos == "dem"
            and at + 1 < len(words)
            and words[at + 1].nominal
            and not words[at + 1].prep  # wa-dhaalika li-fath: and that in order to open
            and not words[at + 1].conj
            and (word.role == "any" or words[at + 1].article or words[at + 1].pos == "name")
        ):
            demonstrative, at = word.role != "any", at + 1
            word = words[at]
        if self._more_than(at):
            inner = self.parse(at + 2, depth=depth + 1)
            if inner is not None:
                inner.first, inner.conj, inner.prep = first, words[first].conj, _PREPOSITIONS.get(words[first].prep, "")
                inner.prep_at = first if inner.prep else -1
                return inner
        quantity = -1
        if (
            word.pos == "number"
            and at + 1 < len(words)
            and words[at + 1].pos in ("noun", "adj", "unk", "name")
            and not words[at + 1].conj
            and not words[at + 1].prep
        ):
            quantity, at = at, at + 1
            word = words[at]
        if self._is_adjunct(at):
            return None
        if not word.nominal:
            if word.pos == "number":
                phrase = Phrase(first, at + 1, at, quantity=at)
                self._partitive(phrase, depth)
                return phrase
            return None
        if word.pos == "latin":
            return Phrase(first, at + 1, at, conj=word.conj, prep=word.prep)
        phrase = Phrase(first, at + 1, at, quantity=quantity, demonstrative=demonstrative)
        opening = words[first]
        phrase.conj, phrase.prep = opening.conj, _PREPOSITIONS.get(opening.prep, "")
        if phrase.prep:
            phrase.prep_at = first
        if word.pos == "name":
            self._name_head(phrase, depth, bare=bare)
        elif word.pos == "unk":
            self._unknown_head(phrase, depth)
        else:
            self._common_head(phrase, depth, bare=bare)
        self._parenthesis(phrase)
        self._alias(phrase)
        return phrase

    def _more_than(self, at: int) -> bool:
        """``أكثر من 20 شخصا``: said of a number."""
        words = self.words
        tens = closed_class("tens")
        if at + 2 >= len(words) or not (words[at + 2].pos == "number" or {words[at + 2].lemma, words[at + 2].token.form} & tens):
            return False
        of = words[at + 1].pos == "prep" and words[at + 1].token.form in closed_class("partitive")
        return of and words[at].token.form[words[at].body :] in closed_class("more-than")

    def _alias(self, phrase: Phrase) -> None:
        """A known body's name right after a body is its other name, in quotation marks (``حركة المقاومة الإسلامية
        "حماس"``) or bare where both are names of one body."""
        words = self.words
        a = words[phrase.head].a
        body = phrase.named is not None and phrase.named.known[0].type == "organization"
        if not body and (a is None or a.cls not in ("body", "group", "military") or not self._definite(phrase)):
            return
        at = phrase.last
        quoted = at < len(words) and words[at].token.kind == "quote"
        hit = self._hits.get(at + quoted)
        if hit is None or hit.conj or hit.prep or not isinstance(hit.payload, Named):
            return
        same = phrase.named is not None and hit.payload.known[0].slug == phrase.named.known[0].slug
        if hit.payload.known[0].type != "organization" or not (quoted or same):
            return
        if quoted and not (hit.last < len(words) and words[hit.last].token.kind == "quote"):
            return
        phrase.named = phrase.named or hit.payload
        phrase.apposed = phrase.apposed or (hit.first, hit.last)
        phrase.last = hit.last + quoted

    def _parenthesis(self, phrase: Phrase) -> None:
        """A short name in brackets after a name or a body belongs to it: ``حركة المقاومة الإسلامية (حماس)``."""
        words = self.words
        at = phrase.last
        if at + 1 >= len(words) or words[at].token.text not in ("(", "[", "\ufd3e"):
            return
        if words[at + 1].pos == "prep" and not words[at + 1].conj:
            return  # ``المعارك (ضد تنظيم الدولة)``
        for end in range(at + 1, min(at + 8, len(words))):
            if words[end].token.text in (")", "]", "\ufd3f"):
                phrase.last = end + 1
                self._holder_in_brackets(phrase, at + 1, end)
                return
            if words[end].pos in ("verb", "stop"):
                return

    def _holder_in_brackets(self, phrase: Phrase, first: int, end: int) -> None:
        """``رئيس الجمهورية (فرانسوا أولاند)``: the name in brackets is whose office it is."""
        a = self.words[phrase.head].a
        found = self._person(first)
        if phrase.name is not None or a is None or a.cls != "office" or found is None or found[0].last != end:
            return
        hit, phrase.named = found
        phrase.name = (hit.first, hit.last)

    def _is_adjunct(self, at: int) -> bool:
        """A participle in the accusative that says what the subject does besides: ``متهما``, ``مؤكدا``."""
        word = self.words[at]
        if word.pos != "adj" or word.a is None or word.a.der not in ("ap", "part", "pp") or word.article or word.prep:
            return False
        if word.a.state == "i":
            return True
        after_pause = at > 0 and self.words[at - 1].pos in ("comma", "dash")
        return after_pause and (word.a.gen == "f" or word.token.form.endswith("\u064a\u0646")) and word.a.state == ""

    def _person(self, at: int) -> tuple[NameHit, Named] | None:
        """The person's name that the lists or the recogniser have at a word, if there is one."""
        hit = self._hits.get(at)
        if hit is None or not isinstance(hit.payload, Named) or hit.payload.known[0].type != "person":
            return None
        return hit, hit.payload

    # ---- heads -------------------------------------------------------------------------------------------------------

    def _name_head(self, phrase: Phrase, depth: int, *, bare: bool) -> None:
        hit = self._hits.get(phrase.head)
        end = hit.last if hit is not None else phrase.head + 1
        named = hit.payload if hit is not None and isinstance(hit.payload, Named) else None
        phrase.named = named
        person = named is not None and named.known[0].type == "person"
        if named is None or person:
            end = self._longer_name(end) if person else end
            phrase.name, phrase.last = (phrase.head + self._office_in_name(phrase.head, end), end), end
            self._title_after(phrase, depth)
            return
        phrase.last = end
        self._adjectives(phrase)
        if not bare and self._town(phrase):
            self._where_or_whose(phrase, depth)
        # "the state X" after a name of a body: nothing; a person's name after a country's adjective is no apposition

    def _office_in_name(self, first: int, end: int) -> bool:
        """Whether a known name begins with an office or title: ``الملك سلمان``."""
        a = self.words[first].a
        return a is not None and a.cls in ("office", "honorific") and self.words[first].article and end - first > 1

    def _longer_name(self, end: int) -> int:
        """A first name known to the gazetteer may be followed by words it does not know."""
        words = self.words
        while end < len(words) and not words[end].conj and not words[end].prep:
            if self._person(end) is not None and words[end].token.form in closed_class("name-son"):
                break  # iltaqaa laafruuf bin farhaan: two who are known by their family names
            if (
                words[end].token.form in closed_class("name-linker")
                and end + 1 < len(words)
                and words[end + 1].token.kind == "word"
            ):
                end += 2
            elif self._unknown_name(end) or self._dual_name(words[end]):
                end += 1
            elif words[end - 1].token.form in closed_class("name-servant") and words[end].article:
                end += 1  # salman bin `abd al-`aziz
            else:
                break
        return end

    def _unknown_name(self, at: int) -> bool:
        """Whether a word that nobody knows goes on with the name before it, being no participle or verb: ``بوتين يدق طبول``."""
        word = self.words[at]
        return word.pos == "unk" and not self._adjunct_like(word) and not self._verb_like(at)

    def _verb_like(self, at: int) -> bool:
        """Whether an unknown word has the shape of a verb, is in no list of names, and has what may be its object behind it."""
        form, key = self.words[at].token.form, self.words[at].token.key
        after = self.words[at + 1] if at + 1 < len(self.words) else None
        shaped = guesses.verb(form) is not None or (len(form) == 3 and form.startswith("\u064a"))
        governs = after is not None and (after.pos in ("noun", "unk", "prep", "ppron") or after.prep != "") and not after.conj
        person = after is not None and after.a is not None and after.a.cls in PERSONAL
        return shaped and governs and not person and key not in name_words()

    @staticmethod
    def _dual_name(word: Word) -> bool:
        """``السليمان``: no adjective in the dual can be one man's (``التابعتين`` is two things')."""
        return word.pos == "adj" and word.article and word.a is not None and word.a.num == "d" and word.a.gen != "f"

    @staticmethod
    def _adjunct_like(word: Word) -> bool:
        """An unknown word in the shape of a participle of the longer verb forms in the accusative: ``مستقويا``."""
        form = word.token.form
        return form.startswith(("\u0645\u0633\u062a", "\u0645\u062a")) and form.endswith("\u0627") and len(form) >= 6

    def _unknown_head(self, phrase: Phrase, depth: int) -> None:
        words = self.words
        following = words[phrase.head + 1] if phrase.head + 1 < len(words) else None
        head = words[phrase.head]
        if (
            following is not None
            and not head.article
            and following.pos == "noun"
            and following.article
            and not following.conj
            and not following.prep
        ):
            inner = self.parse(phrase.head + 1, depth=1)  # an unknown noun in construct: tansiqiyyat al-ahzab
            if inner is not None:
                phrase.gen, phrase.last = inner, inner.last
                return
        end = phrase.head + 1
        while end < len(words) and self._continues_name(end, end - phrase.head):
            end += 1
        phrase.last = end
        phrase.name = (phrase.head, end)
        self._adjectives(phrase)
        if end - phrase.head > 1 and phrase.last == end:
            self._title_after(phrase, depth)

    def _continues_name(self, at: int, length: int) -> bool:
        word = self.words[at]
        if word.conj or word.prep or length > 5:
            return False
        if word.token.kind == "dash":
            return (
                word.token.start == self.words[at - 1].token.end
                and at + 1 < len(self.words)
                and self.words[at + 1].token.start == word.token.end
                and self.words[at + 1].nominal
            )
        if word.pos == "unk" or word.token.form in closed_class("name-linker"):
            return True
        found = self._person(at) if word.pos == "name" else None
        complete = (
            found is not None and found[1].known[0].slug and self.words[at - 1].token.form in closed_class("name-end")
        )
        if self.words[at - 1].token.form in closed_class("name-linker") and not complete:
            return word.nominal
        if self._dual_name(word):
            return True
        if word.pos == "name":
            named = self._hits.get(at)
            if named is None:
                return True  # inside a name whose first word goes on with what is before it
            servant = length == 2 and self.words[at - 2].token.form in closed_class("name-servant")  # `abd al-kariim: one
            whole = length >= 2 and not servant and named.last == at + 1
            return (
                not whole
                and isinstance(named.payload, Named)
                and named.payload.known[0].type == "person"
            )
        return False

    def _common_head(self, phrase: Phrase, depth: int, *, bare: bool) -> None:
        words = self.words
        head = words[phrase.head]
        cls = head.a.cls if head.a else ""
        if cls == "rank":
            self._rank_words(phrase)
        self._leading_adjectives(phrase)
        self._genitive(phrase, depth, bare=bare)
        self._adjectives(phrase)
        if (
            phrase.gen is None
            and phrase.adjectives
            and cls in ("office", "body", "person")
            and not head.article
            and phrase.last < len(words)
        ):
            following = words[phrase.last]
            general = words[phrase.last - 1].lemma in closed_class("general-office") and not following.conj
            governed = following.article or following.pos == "name" or (general and not following.prep)
            if governed and following.nominal and following.pos != "adj":
                self._genitive(phrase, depth, bare=bare)  # mudiir `aamm al-majma`
                self._adjectives(phrase)
        if cls in ("place", "body") and head.article and phrase.gen is None:
            self._apposed_name(phrase)
        if cls == "quantity" and phrase.gen is None:
            self._partitive(phrase, depth)
        if cls in PERSONAL or (head.a is not None and head.a.der == "nisba"):
            self._office_tail(phrase, depth)
            if not bare:
                if cls == "office":
                    self._field_before_name(phrase, depth)
                self._name_after(phrase)
                self._second_title(phrase, depth)
                if phrase.name is not None and (cls != "office" or self._princely(phrase)):
                    self._title_after(phrase, depth)
        if (cls in _TAIL_HEADS or self._is_people(head)) and not bare:
            self._tail(phrase, depth)
            if cls in PERSONAL and phrase.name is None:
                self._name_after(phrase)
        if cls in _TARGETS and not bare:
            self._where_or_whose(phrase, depth)

    def _rank_words(self, phrase: Phrase) -> None:
        """``الفريق أول ركن يحيى رسول``, ``اللواء الطيار X``: what says more of a rank between it and the name, whether it has the
        article or not."""
        words, end = self.words, phrase.last
        while end < len(words) and words[end].token.form in closed_class("rank-more"):
            end += 1
        unknown = end < len(words) and words[end].pos == "unk" and not words[end].article
        if unknown or self._person(end) is not None:
            phrase.last = end

    def _apposed_name(self, phrase: Phrase) -> None:
        """``العاصمة دمشق``, ``الوكالة الأمريكية بلومبرغ``: the name after the kind of thing."""
        hit = self._hits.get(phrase.last)
        if hit is None or hit.conj or hit.prep or not isinstance(hit.payload, Named):
            return
        if hit.payload.known[0].type in ("place", "organization"):
            phrase.named, phrase.apposed, phrase.last = hit.payload, (hit.first, hit.last), hit.last

    def _partitive(self, phrase: Phrase, depth: int) -> None:
        """``عدد من الجنود``, ``3 من جنوده``: what is counted stands after min."""
        at = phrase.last
        words = self.words
        if (
            at + 1 < len(words)
            and words[at].pos == "prep"
            and words[at].token.form in closed_class("partitive")
            and words[at + 1].nominal
            and not words[at + 1].conj
        ):
            inner = self.parse(at + 1, depth=depth + 1)
            if inner is not None and not inner.prep:
                phrase.gen, phrase.last = inner, inner.last

    @staticmethod
    def _is_people(word: Word) -> bool:
        return word.pos == "adj" and word.a is not None and word.a.der in ("nisba", "ap", "pp", "part")

    @staticmethod
    def _governs(word: Word) -> bool:
        """Whether a word may have a prepositional complement of its own: ``المعارضة للنظام``, ``القريبة من الحكومة``; what
        follows a passive participle is who did it."""
        return word.pos == "adj" and word.a is not None and word.a.der in ("", "ap", "part")

    # ---- parts -------------------------------------------------------------------------------------------------------

    def _leading_adjectives(self, phrase: Phrase) -> None:
        """Adjectives directly after a head with an article, or indefinite ones after an indefinite head."""
        if self.words[phrase.head].article:
            self._adjectives(phrase)

    def _genitive(self, phrase: Phrase, depth: int, *, bare: bool) -> None:
        words = self.words
        head = words[phrase.head]
        at = phrase.last
        if at >= len(words) or head.article or (head.a is not None and (head.a.pronoun or head.a.state == "i")):
            return
        if _with_nun(head):
            return
        following = words[at]
        if (
            following.token.kind == "quote"
            and at + 1 < len(words)
            and head.a is not None
            and head.a.cls in ("body", "group", "place", "speech", "office")
        ):
            inner = self.parse(at + 1, depth=depth + 1)
            if head.a.cls == "office" and (inner is None or inner.named is None or inner.named.known[0].type == "person"):
                return  # whom the office is of has a name: ``ممثل "إيغاد"``
            if (
                inner is not None
                and not words[at + 1].conj
                and not inner.prep
                and inner.last < len(words)
                and words[inner.last].token.kind == "quote"
            ):
                phrase.gen = inner
                phrase.last = inner.last + 1
            else:
                self._quoted_name(phrase, at)
            return
        if following.conj or following.prep:
            return
        counted = head.a is not None and (head.a.cls == "quantity" or head.a.der == "vn" or head.a.cls == "violence")
        if following.pos == "number" and not phrase.quantity >= 0 and counted:
            inner = self.parse(at, depth=depth + 1)
            if inner is not None:
                phrase.gen, phrase.last = inner, inner.last
            return
        if following.pos == "dem" or (following.nominal and following.pos != "latin"):
            indefinite = following.pos == "adj" and not following.article and following.a is not None
            if indefinite and not (self._noun_like(head, following) and not self._of(at + 1)):
                return  # `adad qiyaasii min: the adjective is the number's
            counted = head.a is not None and head.a.cls == "quantity"  # `ishriina jundiyyan
            if following.pos == "noun" and following.a is not None and following.a.state == "i" and not counted:
                return
            if (
                following.pos == "unk"
                and head.a is not None
                and head.a.cls in ("office", "rank", "honorific", "person")
                and not following.article
            ):
                return  # a name in apposition
            personal = head.a is not None and head.a.cls in PERSONAL
            if following.pos == "name" and personal and self._person(at) is not None:
                return
            # One man's name is no name of several: ``أنصار الرئيس محمد مرسي``.
            several = head.a is not None and head.a.num == "p"
            inner = self.parse(at, depth=depth + 1, bare=bare or (personal and not several))
            if inner is not None:
                phrase.gen, phrase.last = inner, inner.last
                self._coordinate_genitive(phrase, inner, depth)

    def _quoted_name(self, phrase: Phrase, at: int) -> None:
        """Whatever stands in quotation marks right after a body or group is its name: ``شركة «1 ماليزيا ديفلوبمنت»``."""
        words = self.words
        for end in range(at + 2, min(at + 8, len(words))):
            if words[end].token.kind == "quote":
                phrase.last = end + 1
                return
            if words[end].pos in ("verb", "stop", "comp", "comma"):
                return

    def _of(self, at: int) -> bool:
        """Whether the partitive min stands at a word."""
        word = self.words[at] if at < len(self.words) else None
        return word is not None and word.pos == "prep" and word.token.form in closed_class("partitive")

    @staticmethod
    def _noun_like(head: Word, following: Word) -> bool:
        """An indefinite adjective after an indefinite noun is its modifier unless they disagree (quantity nouns
        govern)."""
        if head.a is None or following.a is None:
            return False
        return head.a.cls == "quantity"

    def _coordinate_genitive(self, phrase: Phrase, inner: Phrase, depth: int) -> None:
        """``خارجية مصر والأردن``: a second genitive of the same kind directly after the first."""
        words = self.words
        head = words[phrase.head]
        dual = head.a is not None and head.a.num in ("d", "p")
        while phrase.last < len(words):
            at = phrase.last
            if words[at].token.kind == "comma" and inner.name is not None and at + 1 < len(words):
                at += 1  # a second person after a comma: tawqii` A, wa-B
            word = words[at]
            if word.conj != "w" or word.prep or not word.nominal:
                return
            other = self.parse(at, depth=depth + 1)
            if other is not None and self._second_portfolio(head, inner, other):
                inner.coordinated.append(other)
                phrase.last = other.last
                continue
            if other is None or not self._same_kind(inner, other) or (at > phrase.last and other.name is None):
                return
            if not dual and not (
                head.a is not None
                and (head.a.der == "vn" or head.a.cls in ("talk", "accord", "stance", "quantity", "claim", "speech"))
            ):
                return
            inner.coordinated.append(other)
            phrase.last = other.last

    def _second_portfolio(self, head: Word, one: Phrase, other: Phrase) -> bool:
        """``وزير الثقافة والإعلام``: a second field of one minister."""
        if head.a is None or head.a.cls not in ("office", "person") or head.a.num != "s":
            return False
        field, a = self.words[one.head], self.words[other.head].a
        if a is None or not field.article or not self.words[other.head].article or self.words[other.head].pos != "noun":
            return False
        plain = one.named is None and one.name is None and other.named is None and other.name is None
        people = a.cls in (*_TAIL_HEADS, "honorific", "place") and a.lemma not in closed_class("portfolio")
        return plain and not people and other.quantity < 0

    def _same_kind(self, one: Phrase, other: Phrase) -> bool:
        if one.name is not None and other.name is not None:
            return True
        if one.named is not None and other.named is not None:
            return (one.named.known[0].type == "person") == (other.named.known[0].type == "person")
        a, b = self.words[one.head], self.words[other.head]
        if a.a is not None and b.a is not None:
            return a.a.cls == b.a.cls and a.a.cls not in ("", "other")
        return False

    def _adjectives(self, phrase: Phrase) -> None:
        words = self.words
        definite = self._definite(phrase)
        while phrase.last < len(words):
            word = words[phrase.last]
            if self._unknown_adjective(phrase, word):
                phrase.adjectives.append(phrase.last)
                phrase.last += 1
                continue
            if self._hyphen(phrase):
                phrase.last += 1
                continue
            if self._negated_adjective(phrase, definite=definite):
                phrase.last += 2
                continue
            if word.pos != "adj" or word.prep or word.a is None or self._of_itself(phrase) or self._of_another(phrase):
                return
            if word.conj and not (
                word.conj == "w"
                and phrase.adjectives
                and word.article == words[phrase.adjectives[-1]].article
                and word.a.der != "ap"
            ):
                return
            if word.article != definite and not (phrase.named is not None and word.article):
                return
            if word.a.num == "p" and word.a.gen == "m" and (self._singular(phrase) or self._as_she(phrase)):
                return
            if (
                phrase.named is not None
                and self._named_place(phrase)
                and phrase.first == phrase.head
                and (word.a.gen == "m" or word.a.num == "d")
            ):
                return  # rafadat iran al-muqtarah: a state or town is feminine, so this is the next phrase
            phrase.adjectives.append(phrase.last)
            phrase.last += 1

    def _of_itself(self, phrase: Phrase) -> bool:
        """Whether a participle with something of its own behind it follows the name of a state, which it only says something
        of: ``كينيا المثيرة للجدل``."""
        words, at = self.words, phrase.last
        state = phrase.named is not None and phrase.named.known[0].type == "country" and phrase.first == phrase.head
        after = words[at + 1] if at + 1 < len(words) else None
        a = words[at].a
        participle = a is not None and a.der in ("ap", "part") and words[at].nisba is None
        return state and participle and after is not None and (after.pos in ("prep", "ppron") or after.prep != "")

    def _of_another(self, phrase: Phrase) -> bool:
        """``تعازي إسبانيا العميقة``, ``هجمات بوكو حرام الوحشية``: whether a quality behind the name of a state or body is that of the noun
        whose genitive the name is: the condolences are deep, the attacks are savage."""
        words, at = self.words, phrase.last
        body = phrase.named is not None and phrase.named.known[0].type not in ("person", "place") and not phrase.adjectives
        of = words[phrase.head - 1].a if body and phrase.head == phrase.first and phrase.head else None
        if of is None or words[phrase.head - 1].pos != "noun" or of.article or of.pronoun or phrase.prep:
            return False
        a = words[at].a
        she = of.num == "p" or of.gen == "f"
        return she and a is not None and a.cls == "quality" and words[at].nisba is None

    def _as_she(self, phrase: Phrase) -> bool:
        """Whether an adjective has taken the head for a *she* (``العصابات الصهيونية``): people in the masculine plural behind it are
        somebody else (``هجّرت العصابات الصهيونية الفلسطينيين``)."""
        a = self.words[phrase.adjectives[-1]].a if phrase.adjectives else None
        return a is not None and a.gen == "f" and a.num == "s"

    def _hyphen(self, phrase: Phrase) -> bool:
        """Whether two adjectives of states are joined by a hyphen here: ``الصحفية الفلسطينية-الأميركية``."""
        words, at = self.words, phrase.last
        if not phrase.adjectives or at + 1 >= len(words) or words[at].token.kind != "dash":
            return False
        before, after = words[at - 1], words[at + 1]
        spaces = words[at].token.start - before.token.end, after.token.start - words[at].token.end
        joined = spaces in ((0, 0), (1, 1)) and not after.conj and not after.prep  # ``قمة سعودية - روسية``
        return joined and before.nisba is not None and after.nisba is not None and before.article == after.article

    def _negated_adjective(self, phrase: Phrase, *, definite: bool) -> bool:
        """``المهاجرون غير القانونيين``, ``محادثات غير مباشرة``: an adjective with un- belongs to the noun before it."""
        words, at = self.words, phrase.last
        if at + 1 >= len(words) or words[at].pos != "neg" or words[at].role != "ghayr" or words[at].conj:
            return False
        adjective = words[at + 1]
        return adjective.pos == "adj" and not adjective.conj and not adjective.prep and adjective.article == definite

    def _unknown_adjective(self, phrase: Phrase, word: Word) -> bool:
        """A word with the article that no row knows, right after a thing or event with the article: ``الجريمة النكراء``."""
        head = self.words[phrase.head]
        return (
            word.pos == "unk"
            and word.article
            and not word.conj
            and not word.prep
            and head.article
            and phrase.last == phrase.head + 1
            and head.a is not None
            and head.a.cls in _THINGS
        )

    def _singular(self, phrase: Phrase) -> bool:
        """Whether a masculine plural adjective cannot be the phrase's: its head (and its genitive's) is a singular."""
        head = self.words[phrase.head]
        own = phrase.named is not None or (
            head.a is not None and head.a.num == "s" and head.a.cls not in ("group", "quantity")
        )
        return own and (phrase.gen is None or self._singular(phrase.gen))

    def _definite(self, phrase: Phrase) -> bool:
        head = self.words[phrase.head]
        if head.article or phrase.named is not None or (head.a is not None and head.a.pronoun):
            return True
        return phrase.gen is not None and self._definite(phrase.gen)

    def _office_tail(self, phrase: Phrase, depth: int) -> None:
        """``المتحدث باسم الكرملين``, ``الأمين العام لجامعة الدول العربية``, ``السفير لدى لبنان``."""
        words = self.words
        head = words[phrase.head]
        if head.a is None or head.a.cls not in ("office", "person"):
            return
        if (
            phrase.last < len(words)
            and words[phrase.last].pos == "ppron"
            and words[phrase.last].lemma in closed_class("in-the-name-of")
        ):
            phrase.last += 1  # bi-smihi: the speaker of somebody named before
            return
        while phrase.last < len(words):
            word = words[phrase.last]
            if word.pos == "prep" and word.token.form in closed_class("of-office") and not word.conj:
                if word.token.form == _TO and head.lemma not in closed_class("sent-to"):
                    return  # the envoy to Syria, but: (sent) soldiers, the president to Syria
                if head.a.cls == "person" and word.token.form == _ON:
                    return  # what its allies impose on Russia: not who they are
                if self._definite(phrase) and word.token.form in closed_class("partitive"):
                    return  # an official from the army, but: what the ambassador asked of the council
                # Only a definite office has its holder's name behind it: ``متحدث باسم الملك أحمد فؤاد`` names the king.
                inner = self.parse(phrase.last + 1, depth=depth + 1, bare=self._definite(phrase))
                if inner is None or inner.prep or inner.conj:
                    return
                somebody = inner.name is not None and word.token.form in closed_class("in-the-name-of")
                if not somebody and (not self._institution(inner) or self._scene_of(word, inner)):
                    return
                inner.prep, inner.prep_at = word.token.form, phrase.last
            elif self._charged(phrase):
                charge = self._charge(phrase, depth)
                if charge is None:
                    return
                inner = charge
            elif (word.prep == "l" or self._in_body(head, word)) and word.nominal and not word.conj:
                parsed = self.parse(phrase.last, depth=depth + 1, bare=True)
                if parsed is None or not self._institution(parsed) or not self._may_serve(phrase, parsed):
                    return
                inner = parsed
            else:
                return
            phrase.tail.append((inner.prep, inner))
            phrase.last = inner.last
            self._second_field(phrase, inner, depth)

    def _scene_of(self, word: Word, inner: Phrase) -> bool:
        """``يبذلها الملك على الساحة الدولية``: whether *on* leads to where somebody acts, and to nothing that he is set over."""
        a = self.words[inner.head].a
        return word.token.form == _ON and inner.named is None and a is not None and a.cls == "place"

    def _may_serve(self, phrase: Phrase, inner: Phrase) -> bool:
        """Whether an office can be one for what ``li-`` leads to: an adviser to the president (``مستشار للرئيس``), but no
        minister to a president (``نقل الوزير للرئيس رسالة``: he brought him a message), nor one of a definite portfolio to a state
        (``زيارة وزير الدفاع لمصر``: his visit to it)."""
        head, a = self.words[phrase.head], self.words[inner.head].a
        if head.lemma in closed_class("minister") and phrase.gen is not None and self._named_place(inner):
            return False
        person = inner.named is None and a is not None and a.cls == "office"
        return not person or head.lemma in closed_class("serves-office")

    def _charged(self, phrase: Phrase) -> bool:
        """Whether the last adjective of an office says that something is its holder's charge: ``الوزير المكلف``."""
        return bool(phrase.adjectives) and self.words[phrase.last - 1].lemma in closed_class("charged")

    def _charge(self, phrase: Phrase, depth: int) -> Phrase | None:
        """What the holder of an office is charged with, where the holder's name or the end of the phrase follows:
        ``المكلف بشؤون الجزائر``, ``المسؤول عن الشؤون الخارجية``."""
        words, at = self.words, phrase.last
        if words[at].pos == "prep" and words[at].token.form in closed_class("about"):
            inner = self.parse(at + 1, depth=depth + 1, bare=True)
        elif words[at].prep == "b" and words[at].nominal and not words[at].conj:
            inner = self.parse(at, depth=depth + 1, bare=True)
        else:
            return None
        return inner if inner is not None and inner.name is None and not inner.conj else None

    def _second_field(self, phrase: Phrase, first: Phrase, depth: int) -> None:
        """``للشؤون الخارجية والسياسة الأمنية``: a second field of one office."""
        words = self.words
        if first.named is not None or words[first.head].lemma not in closed_class("office-field"):
            return
        at = phrase.last
        if at < len(words) and words[at].conj == "w" and words[at].lemma in closed_class("office-field"):
            second = self.parse(at, depth=depth + 1, bare=True)
            if second is not None:
                first.coordinated.append(second)
                phrase.last = second.last

    @staticmethod
    def _in_body(head: Word, word: Word) -> bool:
        """``السفير بدمشق``, ``المدير العام بوزارة الداخلية``: where an office is held, under bi-."""
        if word.prep != "b":
            return False
        field = word.a is not None and not word.article and word.a.lemma in closed_class("office-in")
        return word.pos == "name" or (field and head.a is not None and head.a.cls == "office")

    def _institution(self, phrase: Phrase) -> bool:
        """Whether a phrase's own head is something people can belong to: a named state or body, a body, force, group, place."""
        if phrase.named is not None:
            return phrase.named.known[0].type != "person"
        a = self.words[phrase.head].a
        if a is None:
            return False
        return a.cls in ("body", "military", "group", "place", "office") or a.lemma in closed_class("office-field")

    def _named_place(self, phrase: Phrase) -> bool:
        return phrase.named is not None and phrase.named.known[0].type in ("place", "country")

    def _town(self, phrase: Phrase) -> bool:
        """Whether a phrase names a place that stands for no government: a town, a camp, a quarter."""
        return self._named_place(phrase) and all(k.type == "place" and k.acts_for is None for k in phrase.named.known)  # type: ignore[union-attr]

    def _name_after(self, phrase: Phrase) -> None:
        """A personal name in apposition: a known one, a run of unknown words, or words that cannot agree with the
        office before them."""
        words = self.words
        at = phrase.last
        head = words[phrase.head].a
        if phrase.name is not None or at >= len(words):
            return
        if head is not None and head.num == "p" and phrase.gen is not None:
            return
        if words[at].token.kind == "comma" and self._set_off(at):
            at += 1
        elif words[at].token.form in closed_class("former") and at + 1 < len(words):
            at += 1  # the deputy head of the agency formerly X
        elif words[at].token.kind == "quote" and self._quoted_holder(phrase, at):
            return
        word = words[at]
        if word.conj or word.prep:
            return
        if word.pos == "name":
            self._known_name_at(phrase, at)
        elif word.pos in ("adj", "noun"):
            self._worded_name_at(phrase, at)
        elif word.pos == "unk" and not word.article:
            end = at + 1
            while end < len(words) and (
                self._continues_name(end, end - at) or (end == at + 1 and self._second_name(end))
            ):
                end += 1
            phrase.name, phrase.last = (at, end), end

    def _second_title(self, phrase: Phrase, depth: int) -> None:
        """``الكاتب والمحلل السياسي ياسر الزعاترة``: two descriptions of one person, both definite; not two offices, which two
        people may hold."""
        words = self.words
        head, at = words[phrase.head], phrase.last
        if phrase.name is not None or phrase.gen is not None or phrase.tail or at >= len(words) or head.a is None:
            return
        second = words[at]
        if second.conj != "w" or second.prep or not second.article or second.a is None or not head.article:
            return
        kinds = {word.a.cls if word.pos == "noun" and word.a is not None else "person" for word in (head, second)}
        alike = head.a.num == second.a.num == "s" and head.a.gen == second.a.gen
        if not alike or not kinds <= {"person", "office"} or kinds == {"office"}:
            return
        if second.pos not in ("noun", "adj") or any(words[i].nisba is not None for i in phrase.adjectives):
            return
        inner = self.parse(at, depth=depth + 1)
        if inner is None or inner.name is None or inner.name[0] == inner.head:
            return
        phrase.titles.append(inner)
        phrase.name, phrase.named, phrase.last = inner.name, inner.named, inner.last

    def _known_name_at(self, phrase: Phrase, at: int) -> None:
        """A person whom the lists know or the recogniser found."""
        words = self.words
        found = self._person(at)
        if found is None:
            return
        hit, named = found
        end = self._longer_name(hit.last)
        if end == at + 1 and end < len(words) and self._second_name(end) and not words[end].article:
            end += 1
        office = self._office_in_name(at, end)
        if office:  # khaadim al-haramayn al-malik salmaan
            phrase.titles.append(Phrase(at, at + 1, at))
        phrase.named, phrase.name, phrase.last = named, (at + office, end), end

    def _worded_name_at(self, phrase: Phrase, at: int) -> None:
        """A second title before the name, or a name that is also a common word which cannot agree with the office."""
        words = self.words
        word, head = words[at], words[phrase.head]
        honorific = head.a is not None and head.a.cls in ("honorific", "rank")
        if self._definite(phrase) and self._entitles(head, word):
            inner = self.parse(at)
            if inner is not None and inner.name is not None:
                phrase.titles.append(inner)
                phrase.name, phrase.named, phrase.last = inner.name, inner.named, inner.last
            return
        if not (self._definite(phrase) or honorific) or word.article:
            return
        if word.a is not None and (word.a.state in ("i", "p") or word.a.num != "s" or word.token.form.endswith(_PLURAL)):
            return
        if word.a is not None and (word.a.der == "vn" or word.a.cls not in ("", "quality", "other")):
            return
        if word.pos == "noun" and word.token.key not in name_words():
            return  # akkada al-ra'iis ahammiyyat ziyaara: a thing, and nobody's name
        following = words[at + 1] if at + 1 < len(words) else None
        if following is None or following.pos not in ("unk", "adj", "noun", "name") or following.conj or following.prep:
            return
        end = at + 1
        while (
            end < len(words)
            and end - at < 4
            and (self._continues_name(end, end - at) or (words[end].nominal and end == at + 1))
        ):
            end += 1
        phrase.name, phrase.last = (at, end), end

    def _quoted_holder(self, phrase: Phrase, quote: int) -> bool:
        """``الرئيس «أوباما»``: the holder's name in quotation marks."""
        found = self._person(quote + 1)
        if found is None:
            return False
        hit, named = found
        if hit.last >= len(self.words) or self.words[hit.last].token.kind != "quote":
            return False
        phrase.named, phrase.name, phrase.last = named, (hit.first, hit.last), hit.last + 1
        return True

    def _field_before_name(self, phrase: Phrase, depth: int) -> None:
        """``المنسق الأوروبي للمفاوضات النووية إنريكي مورا``: what an office is for, where the holder's name follows."""
        words = self.words
        at = phrase.last
        if phrase.name is not None or at >= len(words) or words[at].prep != "l" or not words[at].nominal:
            return
        if words[at].conj or words[at].pos == "name":
            return
        inner = self.parse(at, depth=depth + 1, bare=True)
        found = self._person(inner.last) if inner is not None else None
        if inner is None or found is None or found[0].conj or found[0].prep:
            return
        if inner.name is None:
            phrase.tail.append((inner.prep, inner))
            phrase.last = inner.last

    @staticmethod
    def _entitles(head: Word, word: Word) -> bool:
        """Whether a second description of one person may follow the first: ``الرئيس اللواء``, ``مراسلة القناة الزميلة``."""
        if word.a is None or head.a is None:
            return False
        if word.a.cls == "person":
            one = head.a.cls == "person" and head.a.num == word.a.num == "s" and head.a.gen == word.a.gen
            return one and word.article and not head.article
        return word.a.cls in ("rank", "honorific") or (word.a.cls == "office" and word.article)

    def _second_name(self, at: int) -> bool:
        """Whether a common word may be the second part of a name whose first nobody knows: ``إيهاب بدوي``, ``أيمن
        الصفدي``."""
        word = self.words[at]
        if word.pos not in ("adj", "noun") or word.conj or word.prep or word.a is None or word.a.der == "vn":
            return False
        return word.article or (
            word.a.der in ("", "nisba")
            and word.a.cls in ("", "quality", "relational", "other")
            and word.a.state == ""
            and word.a.num == "s"
        )

    def _set_off(self, comma: int) -> bool:
        """A name between commas after a definite office: ``الرئيس اليمني، عبد ربه منصور هادي،``."""
        words = self.words
        found = self._person(comma + 1)
        if found is not None and not found[0].conj and not found[0].prep:
            hit = found[0]
            return hit.last >= len(words) or words[hit.last].pos in _CLOSING
        end = comma + 1
        if end >= len(words) or words[end].pos != "unk" or words[end].conj or words[end].prep or words[end].article:
            return False
        end += 1
        while end < len(words) and self._continues_name(end, end - comma - 1):
            end += 1
        return end - comma > 2 and end < len(words) and words[end].pos in _CLOSING

    def _title_after(self, phrase: Phrase, depth: int) -> None:
        """Offices after a name: ``أحمد الشرع الحاكم الجديد لسوريا``; between commas too: ``صلاح هلال، وزير الزراعة
        المصري،``; several in a row."""
        words = self.words
        while depth <= 2 and phrase.last < len(words):
            at = phrase.last
            comma = words[at].token.kind == "comma"
            if comma and (phrase.titles or at + 1 >= len(words)):
                return
            at += comma
            word = words[at]
            if word.pos != "noun" or word.a is None or word.a.num != "s" or word.conj or word.prep or word.a.pronoun:
                return  # nor naziirahu: his counterpart is another
            described = word.a.cls == "person" and word.article
            if word.a.cls != "office" and not described:
                return
            title = self.parse(at, depth=depth + 1, bare=True)
            if title is None or title.name is not None or not (self._definite(title) or self._names_something(title)):
                return
            if not comma and self._another_states(phrase, title):
                return  # iltaqaa Netanyahu wali al-`ahd al-sa`uudi: he met him
            if described and not title.tail:
                return  # the analyst of a newspaper, but: what the soldier did
            beyond = words[title.last] if title.last < len(words) else None
            if comma and beyond is not None and beyond.pos in ("name", "unk", "noun", "number") and not beyond.prep:
                return
            phrase.titles.append(title)
            phrase.last = title.last

    def _another_states(self, phrase: Phrase, title: Phrase) -> bool:
        """Whether an office behind a known name is of a state that is not his."""
        country = phrase.named.known[0].country if phrase.named is not None else None
        if country is None:
            return False
        found = (self._state(self.words, [part.head, *part.adjectives]) for part in title.nested())
        return any(known is not None and known.type == "country" and known.slug != country for known in found)

    def _princely(self, phrase: Phrase) -> bool:
        """Whether a bare title of birth stands before the name (``الأمير محمد``): what follows is the office."""
        head = self.words[phrase.head]
        bare = phrase.name is not None and phrase.name[0] == phrase.head + 1
        return bare and head.article and head.lemma in closed_class("title-of-birth")

    @staticmethod
    def _names_something(phrase: Phrase) -> bool:
        return any(part.named is not None or part.name is not None for part in phrase.nested())

    def _tail(self, phrase: Phrase, depth: int) -> None:
        """``مسؤول في الاستخبارات``, ``جنود من كوريا الشمالية``: where somebody described, not named, belongs."""
        words = self.words
        at = phrase.last
        if at >= len(words) or phrase.name is not None or phrase.tail:
            return
        word = words[at]
        inner: Phrase | None = None
        if word.pos == "prep" and word.token.form in closed_class("tail-preposition") and not word.conj:
            inner = self.parse(at + 1, depth=depth + 1)
            if inner is not None and (inner.prep or inner.conj):
                return
            if inner is not None:
                inner.prep, inner.prep_at = word.token.form, at
        elif word.prep in ("b", "l") and word.nominal and not word.conj:
            inner = self.parse(at, depth=depth + 1)
        fits = inner is not None and inner.name is None and self._institution(inner)
        if inner is not None and self._definite(phrase) and not self._governs(words[at - 1]):
            # some soldiers of the regime, but: the settlers' raids on a place, what the workers asked of a ministry
            fits = fits and word.prep != "l" and word.token.form not in closed_class("partitive")
        if inner is not None and word.prep == "b":
            part = self.words[inner.head].a
            body = part is not None and part.cls in ("body", "military") and not self._definite(phrase)
            fits = body or self._named_place(inner)  # bi- before a body is the verb's: ataaha al-barlamaan bi-l-hukuuma
        if inner is not None and fits:
            phrase.tail.append((inner.prep, inner))
            phrase.last = inner.last
            if word.token.form in closed_class("partitive") or self._named_place(inner):
                self._coordinate_tail(phrase, inner, depth)

    def _where_or_whose(self, phrase: Phrase, depth: int) -> None:
        """``عدة أحياء في مدينة غزة``, ``مركبة للجيش``, ``جنين في الضفة الغربية``: what tells one place or thing from others, or
        where a town lies."""
        words = self.words
        at = phrase.last
        named = phrase.named is not None
        if at >= len(words) or phrase.tail or words[at].conj or (named and not self._town(phrase)):
            return
        if words[at].pos == "prep" and words[at].token.form in closed_class("place-preposition"):
            inner = self.parse(at + 1, depth=depth + 1)
            if inner is None or inner.prep or inner.conj:
                return
            inner.prep, inner.prep_at = words[at].token.form, at
        elif words[at].prep in ("b", "l") and words[at].nominal:
            parsed = self.parse(at, depth=depth + 1)
            if parsed is None:
                return
            inner = parsed
        else:
            return
        if words[at].prep == "l":
            fits = not named and not self._definite(phrase) and self._institution(inner)
        else:
            head = words[inner.head].a
            placed = inner.name is None and head is not None and head.cls == "place"
            known = any(self._named_place(p) for p in inner.nested()) or (not named and self._definite(inner))
            fits = self._named_place(inner) or (placed and known)
        if fits:
            phrase.tail.append((inner.prep, inner))
            phrase.last = inner.last

    def _coordinate_tail(self, phrase: Phrase, inner: Phrase, depth: int) -> None:
        words = self.words
        while phrase.last < len(words) and words[phrase.last].conj == "w" and words[phrase.last].pos == "name":
            other = self.parse(phrase.last, depth=depth + 1)
            if (
                other is None
                or other.named is None
                or inner.named is None
                or other.named.known[0].type != inner.named.known[0].type
            ):
                return
            inner.coordinated.append(other)
            phrase.last = other.last


def _with_nun(word: Word) -> bool:
    """Whether a word has the nun of the sound plural or dual, which falls away before a genitive: ``مسلحون``."""
    if word.a is None or word.a.num not in ("p", "d"):
        return False
    bare, stem = word.token.form[word.body :], clean(word.lemma).removesuffix("\u0629")
    return any(bare == stem + ending for ending in _NUN)


_NUN = ("\u0648\u0646", "\u064a\u0646", "\u0627\u0646", "\u062a\u0627\u0646", "\u062a\u064a\u0646")
_PREPOSITIONS = {"b": "\u0628", "l": "\u0644", "k": "\u0643", "": ""}
