"""Whether what a clause tells happened: negation, and actual, planned or possible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graphbuild.arabic.words import Word
from graphbuild.extract.clauses import Item
from graphbuild.extract.scene import Scene
from graphbuild.extract.triggers import noun_keys
from graphbuild.lexicon import Lexicon, closed_class
from graphbuild.records import Status
from graphbuild.text import clean

#: How many items back the verb is looked for that a noun shares its status with.
_FAR = 9
#: How many items behind a time to come may stand.
_COMING = 7
_BE = "\u0643\u0627\u0646"


@dataclass(frozen=True, slots=True)
class Modality:
    """Negated or not, status, and the words that say so (for ``explain``)."""

    negated: bool = False
    status: Status = "actual"
    reason: str = ""


class ModalityReader:
    """Reads the modality of a trigger off its clause and what governs it."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._modes: Mapping[tuple[str, str], str] = {
            (m.pos, m.lemma if m.pos == "v" else clean(m.lemma)): m.status for m in lexicon.modes
        }
        self._light = {
            (verb.strip(), preposition, clean(noun.split()[0]))
            for f in lexicon.frames
            if "lv" in f.pos
            for verb in f.lemma.split("|")
            for preposition, noun in f.nouns
        }
        self._doubting = {c.lemma for c in lexicon.cues if "v" in c.pos and c.stance != "asserts"}

    def __call__(self, scene: Scene, at: int) -> Modality:
        """The modality of the word at an index."""
        word = scene.words[at]
        own = self._verb(scene, at) if word.pos == "verb" else self._noun(scene, at)
        any_ = self.any_before(scene, at)
        if any_ and not own.negated and own.status != "possible":
            return Modality(False, "possible", any_)
        if own.status != "actual" or own.negated:
            return own
        clause = self._clause(scene, at) or self._condition(scene, at) or self._coming(scene, at)
        return clause or self._appointed(scene, at) or own

    @staticmethod
    def _appointed(scene: Scene, at: int) -> Modality | None:
        """``كما يلتقي الوزير نظيره``: the present of an appointment, where it is not that of a headline (of 17 meetings told so in
        the annotated sentences 11 are planned, of 5 departures all)."""
        a = scene.words[at].a
        present = a is not None and a.pos == "verb" and a.asp == "i" and scene.sentence.section == "body"
        if present and scene.words[at].lemma in closed_class("appointment"):
            return Modality(False, "planned", scene.words[at].token.form)
        return None

    @staticmethod
    def _condition(scene: Scene, at: int) -> Modality | None:
        """A condition behind a clause of what is to come: ``العقوبات ستعود إذا ثبت …``."""
        future = False
        for it in scene.items[scene.item_of[at] :]:
            if it.kind == "cond" and future:
                return Modality(False, "possible", scene.words[it.first].token.form)
            if it.first > at and it.kind in ("stop", "comma", "comp", "rel", "but", "adjunct", "quote"):
                return None
            if it.kind == "verb":
                a = scene.words[it.first].a
                if future or a is None or not a.future:
                    return None
                future = True
        return None

    @staticmethod
    def _coming(scene: Scene, at: int) -> Modality | None:
        """A time to come behind what is no past verb: ``مفاوضات … في أكتوبر المقبل``, ``يلتقي الوزير غدا``."""
        word = scene.words[at]
        if word.pos == "verb" and (word.a is None or word.a.asp == "p"):
            return None
        for it in scene.items[scene.item_of[at] : scene.item_of[at] + _COMING]:
            if it.first > at and it.kind in ("stop", "comma", "verb", "comp", "rel", "sub", "but", "adjunct"):
                return None
            for behind in range(max(it.first, at + 1), it.last):
                form = scene.words[behind].token.form
                if form in closed_class("date-coming") or form in closed_class("date-tomorrow"):
                    return Modality(False, "planned", form)
        return None

    @staticmethod
    def any_before(scene: Scene, at: int) -> str:
        """The *any* in or before a noun's phrase (``أي هجوم``: whichever there may be, none that was), else empty."""
        if scene.words[at].pos != "noun":
            return ""
        first = scene.items[scene.item_of[at]].first
        before = (scene.words[index].token.form for index in range(at - 1, max(first - 2, -1), -1))
        return next((form for form in before if form in closed_class("any")), "")

    def _verb(self, scene: Scene, at: int) -> Modality:
        word = scene.words[at]
        a = word.a
        item = scene.item_of[at]
        back = item - 1
        future = a is not None and a.future
        negated = False
        reason = ""
        possible = False
        while back >= 0 and scene.items[back].kind in ("neg", "mod", "adv", "quote"):
            marker = scene.words[scene.items[back].first]
            if scene.items[back].kind == "neg":
                if word.lemma not in closed_class("still"):  # maa zaalat: still does
                    negated, reason = True, marker.token.form
                    future = future or marker.role == "lan"
            elif marker.pos == "fut":
                future, reason = True, marker.token.form
            elif marker.pos == "mod" or (marker.pos == "qad" and a is not None and a.asp == "i"):
                possible, reason = True, marker.token.form
            back -= 1
        if back >= 0 and scene.items[back].kind == "cond":
            possible, reason = True, scene.words[scene.items[back].first].token.form
        if future and not reason:
            reason = word.token.form
        if possible:
            return Modality(negated, "possible", reason)
        if future:
            return Modality(negated, "planned", reason)
        be = back - 1 if back > 0 and scene.items[back].kind == "np" else back  # ``لم يكن الجيش يقصف``
        if be >= 0 and scene.items[be].kind == "verb" and scene.words[scene.items[be].first].lemma == _BE:
            auxiliary = self._verb(scene, scene.items[be].first)
            return replace(auxiliary, negated=negated or auxiliary.negated)
        if back >= 0 and scene.items[back].kind == "comp":
            status = self._governing(scene, back)
            if status is not None and scene.words[scene.items[back].last - 1].role == "an":
                return self._as(status, negated)
        if (
            back >= 0
            and scene.items[back].kind == "comp"
            and scene.items[back].prep.split(" ")[-1] in closed_class("without")
        ):
            return Modality(True, "actual", scene.items[back].prep)
        return Modality(negated, "actual", reason)

    @staticmethod
    def _as(found: tuple[str, str], negated: bool) -> Modality:
        status, reason = found
        if status == "negated":
            return Modality(True, "actual", reason)
        return Modality(negated, "planned" if status == "planned" else "possible", reason)

    def _governing(self, scene: Scene, item: int) -> tuple[str, str] | None:
        """The status word that governs the clause an item opens: ``من المتوقع أن``, ``يمكن أن``, ``احتمال أن``."""
        for back in range(item, max(-1, item - 5), -1):
            it = scene.items[back]
            if it.kind in ("stop", "comma") and back != item:
                return None
            for at in range(it.last - 1, it.first - 1, -1):
                found = self._word_status(scene, at)
                if found is not None:
                    return found, scene.words[at].token.form
            if it.kind == "verb" and back != item:
                return None
        return None

    def _word_status(self, scene: Scene, at: int) -> str | None:
        word = scene.words[at]
        if word.pos == "prep":
            return self._modes.get(("p", word.token.form))
        if word.pos == "verb" and word.a is not None:
            return self._modes.get(("v", word.a.lemma))
        if word.pos == "adj" and word.a is not None:
            keys = (clean(word.a.lemma), *noun_keys(word))
            bare = [
                k[:-1] if k.endswith("\u0629") else k[:-2] if k.endswith(("\u0648\u0646", "\u064a\u0646")) else k
                for k in keys
            ]
            return next((self._modes[("a", k)] for k in (*keys, *bare) if ("a", k) in self._modes), None)
        if word.pos == "noun":
            of = at > 0 and scene.words[at - 1].token.form in closed_class("partitive")  # ``من المقرر``
            kinds = "na" if of or (word.a is not None and word.a.der in ("ap", "pp")) else "n"
            keys = noun_keys(word)
            return next((self._modes[(p, k)] for k in keys for p in kinds if (p, k) in self._modes), None)
        return None

    def _noun(self, scene: Scene, at: int) -> Modality:
        item = scene.item_of[at]
        it = scene.items[item]
        place = scene.places.get(at)
        if place is not None and not place.as_head and scene.words[at].pos == "adj" and scene.words[at - 1].pos != "neg":
            return Modality()  # ``إمكانية خروج السفن المحاصرة``: that is taken for granted
        # what stands before it in its own phrase: "عدم توقيع", "احتمال زيارة"
        for before in range(at - 1, it.first - 1, -1):
            word = scene.words[before]
            if word.role in ("adam", "ghayr", "dun"):
                return Modality(True, "actual", word.token.form)
            if word.lemma in closed_class("matter") or _presupposes(word):
                return Modality()  # ``ستتصدر المحادثات قضية اغتيال الوزير``, ``تنوي السفن كسر الحصار``
            found = self._word_status(scene, before)
            if found is not None:
                return self._as((found, word.token.form), False)
            if word.pos not in ("noun", "adj", "prep", "dem", "quote"):
                break
        if it.prep.split(" ")[-1] in closed_class("without"):
            return Modality(True, "actual", it.prep)
        if at == it.first and at and scene.words[at - 1].pos == "adj":  # ``القوات المزمع نشرها``
            found = self._word_status(scene, at - 1)
            if found is not None:
                return self._as((found, scene.words[at - 1].token.form), False)
        found = self._modes.get(("p", it.prep))
        if found is not None:
            return self._as((found, it.prep), False)
        if place is not None:
            for adjective in place.phrase.adjectives:
                found = self._word_status(scene, adjective)
                if found is not None and place.as_head:
                    return self._as((found, scene.words[adjective].token.form), False)
        return self._from_verb(scene, item, at)

    def _from_verb(self, scene: Scene, item: int, at: int) -> Modality:
        """What a noun's item shares of the verb before it, or of the noun that governs it."""
        if scene.spoken_of(item):
            return Modality()
        crossed = False
        must = None  # ``لا مفر من``; where nobody found a way out it was done
        chained = True  # each phrase under a preposition: ``قريبتان من التوصل لصفقة``
        for back in range(item - 1, max(-1, item - _FAR), -1):
            previous = scene.items[back]
            if previous.kind in ("stop", "comp", "rel", "but"):
                break
            crossed = crossed or previous.kind == "comma"
            if previous.kind == "neg" and scene.words[previous.first].role == "laysa" and not crossed:  # ``ليست إيران داعمة``
                return must or Modality(True, "actual", scene.words[previous.first].token.form)
            if previous.kind in ("verb", "adjunct"):
                under = self._under(scene, back, item, at)
                return must if must is not None and under == Modality() else under
            chained = chained and scene.items[back + 1].kind == "pp"
            if previous.phrase is not None and previous.kind in ("np", "pp") and (chained or back == item - 1):
                if any(it.background for it in scene.items[back + 1 : item + 1]):
                    continue  # ``خطة لبيع النفط في ظل العقوبات``
                heads = [scene.words[part.head] for part in previous.phrase.nested()]
                into = scene.items[back + 1].prep in closed_class("happened-in")
                if any(_presupposes(w) or (into and w.lemma in closed_class("inquires")) for w in heads):
                    return Modality()  # ``فتح تحقيق في مقتل``
                for word in reversed(heads):  # ``قرار تأجيل``: of what stands last, first
                    found = self._word_status(scene, word.index)
                    if found is None:
                        continue
                    modality = self._as((found, word.token.form), False)
                    if word.lemma not in closed_class("way-out"):
                        return modality
                    must = modality
        return must or Modality()

    def _under(self, scene: Scene, governor: int, item: int, at: int) -> Modality:
        """What a noun's item shares of the verb or participle that governs it."""
        previous = scene.items[governor]
        modality = self._verb(scene, previous.first) if previous.kind == "verb" else Modality()
        if modality == Modality():
            modality = self._appointed(scene, previous.first) or modality
        found = self._word_status(scene, previous.first)
        between = scene.items[governor + 1 : item + 1]
        planned = self._of_a_plan(scene, governor)
        if planned is not None:
            return planned
        if any(it.background for it in between):
            return Modality()  # ``لا تستبعد ظهورهم بعد إعلان مقتلهم``
        if self._named_before(scene, at) and scene.words[previous.first].lemma not in closed_class("comes-about"):
            return Modality()  # ``أراد من هذه الزيارة``: it has been spoken of
        if found == "negated" and self._beyond_another(scene, between, at):
            return Modality()  # ``تجنب إدانة المجزرة``: there was one
        if modality.negated and (found == "negated" or self._nothing_but(scene, between)):
            return replace(modality, negated=False)
        if found is not None:  # not ruled out: it may be
            negated = modality.negated and scene.words[previous.first].lemma not in self._doubting
            return self._as((found, scene.words[previous.first].token.form), negated)
        if modality.negated and not self._brings_about(scene, previous.first, between, at):
            return Modality()  # did not discuss the attack: there was one all the same
        return modality

    @staticmethod
    def _named_before(scene: Scene, at: int) -> bool:
        place = scene.places.get(at)
        return place is not None and place.as_head and place.phrase.demonstrative

    def _of_a_plan(self, scene: Scene, verb: int) -> Modality | None:
        """``مخطط أعده حزب الله لمهاجمتها``: what the noun says that a relative clause with an object pronoun is of."""
        a = scene.words[scene.items[verb].first].a
        before = scene.items[verb - 1].phrase if verb else None
        if a is None or not a.pronoun or before is None:
            return None
        found = self._word_status(scene, before.head)
        return None if found is None else self._as((found, scene.words[before.head].token.form), False)

    @staticmethod
    def _beyond_another(scene: Scene, between: Sequence[Item], at: int) -> bool:
        """Whether another act stands between a verb and a noun, in whose genitive or under whose preposition that is: ``امتنع عن التعليق
        على زيارة``."""
        place = scene.places.get(at)
        heads = [scene.words[it.phrase.head].a for it in between[:-1] if it.phrase is not None]
        return (place is not None and place.parent is not None) or any(a is not None and a.der == "vn" for a in heads)

    @staticmethod
    def _nothing_but(scene: Scene, between: Sequence[Item]) -> bool:
        """Whether what a verb is denied of leaves just the noun behind: ``لم تجد سوى مهاجمة``, ``لم تجد بدا من فرض عقوبات``."""
        for item in between:
            if scene.is_only(item):
                return True
            if item.phrase is not None and scene.words[item.phrase.head].lemma in closed_class("way-out"):
                return True
        return False

    def _brings_about(self, scene: Scene, verb: int, between: Sequence[Item], at: int) -> bool:
        """Whether what a noun tells did not happen where this verb did not: ``لم يشن هجوما``, ``لم تحدث مواجهات``. What other verbs are
        denied of has happened all the same."""
        if any(it.kind == "comma" for it in between):
            return False
        lemma = scene.words[verb].lemma
        preposition = scene.items[scene.item_of[at]].prep
        light = any((lemma, preposition, key) in self._light for key in noun_keys(scene.words[at]))
        return light or lemma in closed_class("comes-about")

    def _clause(self, scene: Scene, at: int) -> Modality | None:
        """A condition or a hedge that opens the clause."""
        item = scene.item_of[at]
        for back in range(item - 1, max(-1, item - 8), -1):
            it = scene.items[back]
            if it.kind in ("stop", "comma", "comp", "but", "quote"):
                return None
            if it.kind == "cond" or scene.words[it.first].token.form in closed_class("question"):
                return Modality(False, "possible", scene.words[it.first].token.form)
        return None


def _presupposes(word: Word) -> bool:
    """Whether a noun is about an act that is there, whatever becomes of it: ``كسر الحصار``, ``مواجهة هجمات``."""
    return word.pos == "noun" and word.lemma in closed_class("presupposes")
