"""The ends that the grammar offers a trigger, generously; the scorer chooses.

Each option carries the rule that made it. Rules of a verb's subject begin with ``vs:``, of its object ``vo:``; of a
noun's ``ns:`` and ``no:``; of a participle's ``ps:`` and ``po:``. docs/extraction.md lists them with examples.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graphbuild.extract.clauses import Item
from graphbuild.extract.far import far
from graphbuild.extract.mentions import Mention
from graphbuild.extract.options import OWN_COMPLEMENT, Option, accusative, distinct, oblique
from graphbuild.extract.phrases import PERSONAL, Phrase
from graphbuild.extract.scene import Scene
from graphbuild.extract.triggers import Trigger
from graphbuild.lexicon import Frame, closed_class

#: How many items before or after a trigger are looked at.
_WINDOW = 16
_BETWEEN, _FOR = "\u0628\u064a\u0646", "\u0644"


def _means() -> frozenset[str]:
    return closed_class("means")


class ArgumentFinder:
    """Offers ends for a trigger."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene

    # ---- neighbours of a verb
    # ------------------------------------------------------------------------------------------

    def following(self, item: int, *, through_comp: bool = False) -> Iterator[tuple[int, Item]]:
        """The phrases after an item that may belong to it: up to the next clause."""
        items = self.scene.items
        depth = 0
        resume = 0
        for index in range(item + 1, min(len(items), item + 1 + _WINDOW, self._set_off(item) or len(items))):
            it = items[index]
            if index < resume:
                continue
            if it.kind == "dash":
                resume = self._parenthesis_end(index)
            if it.kind == "stop":
                return
            if it.kind == "verb":
                if it.conj == "w" and index == item + 1 and items[item].kind == "verb":
                    continue  # istushhida wa-usiiba `asharaat: what follows is of both
                if it.conj or not depth:
                    return
                continue
            if it.kind in ("comp", "sub", "cond", "but") and not through_comp:
                return
            if it.kind == "adjunct" and not depth:  # nafaa … daa`iyan al-duwal: what follows is the adjunct's
                return
            if it.kind == "rel":
                depth += 1
                resume = self._relative_end(index)
                depth -= bool(resume)
                continue
            if it.kind == "comma":
                depth = 0
            if opens_clause(items, index):
                return
            if it.phrase is not None:
                yield index, it

    def _relative_end(self, rel: int) -> int:
        """The item behind a relative clause between two commas (``نتنياهو، الذي زار واشنطن، دعا``), or 0 where it is not
        set off."""
        items = self.scene.items
        if not rel or items[rel - 1].kind != "comma":
            return 0
        for index in range(rel + 1, min(len(items), rel + _WINDOW)):
            if items[index].kind == "comma":
                return index + 1
            if items[index].kind in ("stop", "comp"):
                break
        return 0

    def _relative_before(self, item: int) -> int:
        """The opener of the set-off relative clause that an item is in or closes, or 0 where there is none."""
        items = self.scene.items
        for index in range(item - 1, max(0, item - _WINDOW), -1):
            if items[index].kind in ("comma", "stop", "comp"):
                break
            if items[index].kind == "rel":
                return index if self._relative_end(index) else 0
        return 0

    def _set_off(self, item: int) -> int:
        """The comma that closes the set-off relative clause that an item is in, or 0 where it is in none."""
        rel = self._relative_before(item)
        return self._relative_end(rel) - 1 if rel else 0

    def _parenthesis_end(self, dash: int) -> int:
        """The item after a stretch between two dashes (``- بينها فرنسا وألمانيا -``), or 0 where the dash opens none."""
        items = self.scene.items
        for index in range(dash + 1, min(len(items), dash + 9)):
            if items[index].kind == "dash":
                return index + 1
            if items[index].kind == "stop":
                break
        return 0

    def preceding(self, item: int) -> Iterator[tuple[int, Item]]:
        """The bare noun phrases before an item, nearest first, back to the start of the sentence or the last stop."""
        items = self.scene.items
        resume = item
        for index in range(item - 1, max(-1, item - 1 - _WINDOW), -1):
            it = items[index]
            if index > resume:
                continue
            if it.kind == "stop":
                return
            if it.kind == "dash":
                resume = self._parenthesis_start(index) - 1
                continue
            if it.kind == "comma" and (rel := self._relative_before(index)):
                resume = rel - 1
                continue
            if it.phrase is not None:
                yield index, it

    def _parenthesis_start(self, dash: int) -> int:
        """The item that opens a stretch between two dashes, seen from the one that closes it; the dash itself where it
        closes none."""
        items = self.scene.items
        for index in range(dash - 1, max(-1, dash - 9), -1):
            if items[index].kind == "dash":
                return index
            if items[index].kind == "stop":
                break
        return dash

    def _option(self, phrase: Phrase, rule: str, item: int, prep: str = "") -> list[Option]:
        latter = self._latter(phrase)
        if latter is not None:
            return [Option(latter, rule, "a", self.scene.phrase_of(latter), item, prep)]
        pair = self._pair(phrase)
        if pair is not None:
            mention = self.scene.mention(pair)
            if mention is not None:
                return [Option(mention, rule, "a", pair, item, prep)]
        return [Option(mention, rule, how, inner, item, prep) for mention, how, inner in self.scene.actors(phrase)[:2]]

    def _latter(self, phrase: Phrase) -> Mention | None:
        """Whom ``الأخيرة``, the latter, means: who was named last, for names seldom tell whether they are hers or his."""
        word = self.scene.words[phrase.head]
        if word.lemma not in closed_class("latter") or not word.article or phrase.gen is not None or word.a is None:
            return None
        if word.a.num != "s" or self.scene.mention(phrase) is not None:
            return None
        found = [m for who in ("3fs", "3ms") for m in self.scene.antecedents(phrase.first, who, limit=1)]
        return max(found, key=lambda m: m.last, default=None)

    def _pair(self, phrase: Phrase) -> Phrase | None:
        """Whom ``البلدان``, ``الطرفين`` mean: the last two coordinated actors before."""
        word = self.scene.words[phrase.head]
        if (
            word.a is None
            or word.a.num != "d"
            or not word.article
            or phrase.gen is not None
            or word.a.lemma not in closed_class("pair-noun")
        ):
            return None
        for it in reversed(self.scene.items):
            if it.phrase is None or it.first >= phrase.first:
                continue
            for part in reversed(list(it.phrase.nested())):
                known = self.scene.mention(part)
                if len(part.coordinated) == 1 and known is not None and known.level >= 2:
                    return part
        return None

    def _means(self, phrase: Phrase, rule: str, item: int, prep: str) -> list[Option]:
        """Whose doing it was, behind what it was done with or in: ``برصاص قوات الاحتلال``, ``في غارة إسرائيلية``."""
        named = [
            Option(mention, rule, how, inner, item, prep)
            for mention, how, inner in self.scene.actors(phrase)[:2]
            if how in ("g", "n", "t")
        ]
        return named or self._doer_of(rule, item, prep)

    def _doer_of(self, rule: str, item: int, prep: str) -> list[Option]:
        """Who did what its relative clause tells: ``في هجوم شنه مسلحون``, ``في المجزرة التي ارتكبها الجيش``."""
        items = self.scene.items
        verb = item + 1
        if verb < len(items) and items[verb].kind == "rel" and items[verb].prep != "free":
            verb += 1
        if verb + 1 >= len(items) or items[verb].kind != "verb" or items[verb].conj:
            return []
        a = self.scene.words[items[verb].first].a
        subject = items[verb + 1]
        if a is None or not a.pronoun or subject.kind != "np" or subject.phrase is None:
            return []
        return self._option(subject.phrase, f"{rule}-clause", verb + 1, prep)

    def _inner(self, phrase: Phrase, rule: str, item: int) -> list[Option]:
        """The phrases inside another, innermost last: a relative clause may belong to any of them."""
        out: list[Option] = []
        for inner in list(phrase.nested())[1:4]:
            mention = self.scene.mention(inner)
            if mention is not None:
                out.append(Option(mention, rule + "-inner", "g", inner, item))
        return out

    # ---- verbs
    # -----------------------------------------------------------------------------------------------------------

    def verb_subjects(self, at: int, *, deep: bool = True) -> list[Option]:
        """Possible subjects of a verb (or participial adjunct) at a word, best rule first; ``deep`` adds those of the
        verb before."""
        item = self.scene.item_of[at]
        a = self.scene.words[at].a
        if a is not None and a.pos == "verb" and a.per == "1":
            return self._antecedents(at, "1", "vs:speaker")
        out = self._after_verb(item) + self._by_and_means(item) + self._clause_opener(item) + self._adjacent(item)
        if deep and self._may_share(item):
            out += self._shared(item)
        out += self._topics_before(item)
        return distinct(out)

    def _after_verb(self, item: int) -> list[Option]:
        """``قصفت روسيا كييف``: the first two bare phrases after the verb."""
        out: list[Option] = []
        if item and self.scene.items[item - 1].kind == "pron":
            return []  # ``وهي تحارب الأكراد``: she is who does
        phrases = [
            (index, it.phrase) for index, it in self.following(item) if it.kind == "np" and it.phrase is not None
        ]
        for rank, (index, phrase) in enumerate(phrases[:2], start=1):
            beside = rank > 1 and phrase.conj == "w"  # qasafa manzilan wa-tadmiiruhu: not who did it
            if not beside and not accusative(self.scene, phrase) and not oblique(self.scene, phrase):
                out += self._option(phrase, f"vs:post{rank}", index)
        return out

    def _by_and_means(self, item: int) -> list[Option]:
        """``قُتل على يد الجيش``, ``قُتل برصاص الجيش``."""
        out: list[Option] = []
        for index, it in self.following(item):
            if it.kind != "pp" or it.phrase is None:
                continue
            if self._is_by(it):
                if not self._done_by(item, index):
                    out += self._option(it.phrase.gen or it.phrase, "vs:by", index)
            elif it.prep in _means():
                out += self._means(it.phrase, f"vs:pp-{it.prep}", index, it.prep)
        return out + self._shared_means(item)

    def _shared_means(self, item: int) -> list[Option]:
        """``استشهد شاب وأصيب آخر برصاص الجيش``: what stands at the end is of both."""
        scene = self.scene
        if scene.words[scene.items[item].first].lemma not in closed_class("befalls"):
            return []
        for index in range(item + 1, min(len(scene.items), item + _WINDOW)):
            it = scene.items[index]
            if it.kind in ("stop", "comma", "comp"):
                break
            if it.kind == "verb":
                if it.conj != "w" or scene.words[it.first].lemma not in closed_class("befalls"):
                    break
                found = (self._means(i.phrase, f"vs:pp-{i.prep}-shared", n, i.prep) for n, i in self.following(index)
                         if i.kind == "pp" and i.phrase is not None and i.prep in _means())  # fmt: skip
                return [option for some in found for option in some]
        return []

    def _done_by(self, item: int, by: int) -> bool:
        """Whether a deed is named between a verb and a *by* phrase, whose doer that is: ``استنكرت … اغتيال … على يد``."""
        scene = self.scene
        if scene.words[scene.items[item].first].pos != "verb":
            return False
        for word in scene.words[scene.items[item].last : scene.items[by].first]:
            if word.a is not None and word.a.der in ("vn", "pp") and word.a.pos != "verb":
                return True
        return False

    def _clause_opener(self, item: int) -> list[Option]:
        """``الجيش الذي قصف``: what the relative clause is of; ``أنها قصفت``: what the pronoun on the opener stands for."""
        scene = self.scene
        probe = item - 1
        while probe >= 0 and scene.items[probe].kind in ("neg", "mod", "adv"):
            probe -= 1
        if probe < 0:
            return []
        opener = scene.items[probe]
        if opener.kind == "rel" and self._consequence(probe):
            return self._causes(probe)
        if opener.kind == "rel":
            if probe and scene.items[probe - 1].kind == "pron":
                return self._cleft(probe - 1)
            for index, it in self.preceding(probe):
                if it.phrase is not None:
                    return self._option(it.phrase, "vs:relative", index) + self._inner(it.phrase, "vs:relative", index)
        elif opener.kind == "pron" and probe == item - 1:
            pronoun = _PRONOUNS.get(scene.words[opener.first].token.form.removeprefix("\u0648"), "")
            return self._antecedents(opener.first, pronoun, "vs:that-pron") if pronoun else []
        elif opener.kind in ("comp", "but"):
            pronoun = comp_pronoun(scene.words[opener.last - 1].token.form)
            return self._antecedents(opener.first, pronoun, "vs:that-pron") if pronoun else []
        return []

    def _consequence(self, opener: int) -> bool:
        """Whether a relative clause is of all that was said before: ``قصفت …، مما أسفر عن``, ``…، الأمر الذي أدى إلى``."""
        words = self.scene.words
        item = self.scene.items[opener]
        form = words[item.last - 1].token.form
        if opener and self.scene.items[opener - 1].last - self.scene.items[opener - 1].first == 1:
            form = f"{words[item.first - 1].token.form} {form}" if item.prep != "free" else form
        return form in closed_class("consequence")

    def _causes(self, opener: int) -> list[Option]:
        """Who did what a consequence is of: the subjects of the last verb before."""
        for index in range(opener - 1, -1, -1):
            it = self.scene.items[index]
            if it.kind == "stop":
                return []
            if it.kind == "verb":
                found = self.verb_subjects(it.first, deep=False)[:2]
                return [replace(option, rule=f"vs:consequence{rank}") for rank, option in enumerate(found, start=1)]
        return []

    def _cleft(self, pronoun: int) -> list[Option]:
        """``الكرملين هو الذي شجع``: the topic that the pronoun takes up."""
        for index, it in self._topics(pronoun):
            if it.phrase is not None:
                return self._option(it.phrase, "vs:relative", index)
        return []

    def _adjacent(self, item: int) -> list[Option]:
        """``مسلحين استهدفوا``: the phrase right before, and what is inside it (relative clauses without a pronoun)."""
        previous = self.scene.items[item - 1] if item > 0 else None
        if previous is None or previous.phrase is None or self.scene.items[item].conj:
            return []
        return self._option(previous.phrase, f"vs:adjacent-{previous.kind}", item - 1) + self._inner(
            previous.phrase, "vs:adjacent", item - 1
        )

    def _topics_before(self, item: int) -> list[Option]:
        """``روسيا … قصفت``: the two nearest bare phrases before; ``x`` marks those beyond another verb or clause
        opener."""
        out: list[Option] = []
        topics, crossed = 0, False
        for index in range(item - 1, max(-1, item - 1 - _WINDOW), -1):
            it = self.scene.items[index]
            if it.kind == "stop" or topics == 2:
                break
            crossed = crossed or it.kind in ("verb", "comp", "sub", "rel")
            if it.kind == "np" and it.phrase is not None:
                topics += 1
                out += self._option(it.phrase, f"vs:topic{topics}{'x' if crossed else ''}", index)
        return out

    def _may_share(self, item: int) -> bool:
        """Whether a verb's subject may be that of the verb before it: coordinated, an adjunct, or at the start of its
        clause."""
        it = self.scene.items[item]
        return (
            item == 0
            or bool(it.conj)
            or it.kind == "adjunct"
            or self.scene.items[item - 1].kind in ("comma", "comp", "sub", "and")
        )

    def _shared(self, item: int) -> list[Option]:
        """``زار بوتين … وأكد``: the likeliest subjects of the nearest verb before."""
        for index in range(item - 1, -1, -1):
            it = self.scene.items[index]
            if it.kind == "verb":
                subjects = self.verb_subjects(it.first, deep=False)[:2]
                return [
                    Option(o.mention, "vs:shared-" + o.rule[3:].rstrip("x"), o.how, o.phrase, o.item) for o in subjects
                ]
        return []

    def _antecedents(self, at: int, pronoun: str, rule: str, prep: str = "") -> list[Option]:
        """What a pronoun before or at a word may stand for; the rule gets the rank."""
        scene = self.scene
        return [
            Option(m, f"{rule}{n}", "a", scene.phrase_of(m), scene.item_of[m.first], prep)
            for n, m in enumerate(scene.antecedents(at, pronoun), start=1)
        ]

    def verb_objects(self, at: int, frames: Sequence[Frame]) -> list[Option]:
        """Possible objects of a verb: its pronoun, bare phrases, and phrases under the frames' prepositions."""
        scene = self.scene
        item = scene.item_of[at]
        out: list[Option] = []
        a = scene.words[at].a
        if a is not None and a.pronoun:
            out += self._antecedents(at, a.pronoun, "vo:pron") + self._relative_object(item)
        elif a is not None and a.vox == "p" and item and scene.items[item - 1].kind == "rel":
            out += self._relative_object(item)
        wanted = {slot for frame in frames for slot in frame.object}
        out += self._governed_pronouns(item, wanted, "vo:")
        rank, governed = 0, False
        for index, it in self.following(item):
            if it.phrase is None:
                continue
            if it.kind == "np":
                rank += 1
                if rank <= 3:
                    out += self._option(it.phrase, f"vo:post{rank}", index)
                if rank == 1 and it.phrase.coordinated:
                    out += self._option(it.phrase.coordinated[0], "vo:post1-second", index)
            elif it.prep in wanted:
                out += self._option(it.phrase, "vo:prep-later" if governed else "vo:prep", index, it.prep)
                governed = True
            elif rank <= 2 and any(scene.mention(p) is not None for p in it.phrase.nested()):
                out += self._option(it.phrase, "vo:other-prep", index, it.prep)
        for _n, (index, it) in enumerate(self._topics(item)):
            if it.phrase is not None:
                out += self._option(it.phrase, "vo:topic", index)
                if it.phrase.coordinated:
                    out += self._option(it.phrase.coordinated[0], "vo:topic-second", index)
            break
        return distinct(out)

    def _relative_object(self, item: int) -> list[Option]:
        """``منزل دمرته طائرات``, ``الدبابة التي دمرتها``: the thing that a relative clause with an object pronoun is of."""
        items = self.scene.items
        before = item - 1
        if items[item].conj or before < 0:
            return []
        if items[before].kind == "rel" and items[before].prep != "free":
            before -= 1
        phrase = items[before].phrase if before >= 0 else None
        if phrase is None:
            return []
        bare = before == item - 1  # of an indefinite noun, the last of several
        return self._option([*phrase.all()][-1] if bare else phrase, "vo:relative", before) + (
            [] if bare else self._inner(phrase, "vo:relative", before)
        )

    def _governed_pronouns(self, item: int, wanted: set[str], side: str) -> list[Option]:
        """What a pronoun under one of the frames' prepositions stands for: ``هجوم عليها``, ``التقى به``."""
        scene = self.scene
        out: list[Option] = []
        for index in range(item + 1, min(len(scene.items), item + 8)):
            it = scene.items[index]
            if it.kind in ("stop", "comp", "rel") or (it.kind == "verb" and it.conj):
                break
            if it.kind == "ppron" and it.prep in wanted:
                a = scene.words[it.first].a
                for n, mention in enumerate(
                    scene.antecedents(scene.items[item].first, a.pronoun if a is not None else "")
                ):
                    out.append(
                        Option(
                            mention,
                            f"{side}prep-pron{n + 1}",
                            "a",
                            scene.phrase_of(mention),
                            scene.item_of[mention.first],
                            it.prep,
                        )
                    )
                break
        return out

    def _topics(self, item: int) -> Iterator[tuple[int, Item]]:
        for index, it in self.preceding(item):
            if it.kind == "np":
                yield index, it

    def _is_by(self, it: Item) -> bool:
        if it.phrase is None:
            return False
        if it.prep.split(" ")[0] not in closed_class("by-preposition"):
            return False
        words = self.scene.words
        second = words[it.first + 1] if it.first + 1 < it.phrase.head else None  # min qibal, read as one preposition
        return words[it.phrase.head].lemma in closed_class("by-noun") or (
            second is not None and second.pos == "prep" and second.token.form in closed_class("by-noun")
        )

    # ---- nouns
    # -----------------------------------------------------------------------------------------------------------

    def noun_ends(self, trigger: Trigger) -> tuple[list[Option], list[Option]]:
        """Possible subjects and objects of a verbal noun or noun."""
        scene = self.scene
        at = trigger.at
        item = scene.item_of[at]
        subjects: list[Option] = []
        objects: list[Option] = []
        place = scene.places.get(at)
        if place is not None and place.as_head:
            mutual = any(not frame.flags.isdisjoint(("reciprocal", "mutual")) for frame in trigger.frames)
            self._in_phrase(place.phrase, item, subjects, objects, mutual=mutual)
        a = scene.words[at].a
        if a is not None and a.pronoun:
            subjects += self._antecedents(at, a.pronoun, "ns:pron")
            objects += self._antecedents(at, a.pronoun, "no:pron")
        wanted = {slot for frame in trigger.frames for slot in frame.object}
        objects += self._governed_pronouns(item, wanted, "no:")
        if trigger.light >= 0:  # farada `alayhaa l-ittihaad `uquubaat: between the light verb and its noun
            objects += self._governed_pronouns(scene.item_of[trigger.light], wanted, "no:")
        self._after_noun(trigger, item, wanted, subjects, objects)
        self._from_verb(trigger, item, subjects, objects)
        self._from_context(at, item, subjects, objects)
        if place is not None and place.as_head and all("victim" in frame.flags for frame in trigger.frames):
            return self._suffered(place.phrase, item, distinct(subjects), distinct(objects))
        return distinct(subjects), distinct(objects)

    def _suffered(
        self, phrase: Phrase, item: int, subjects: list[Option], objects: list[Option]
    ) -> tuple[list[Option], list[Option]]:
        """``استشهاد فلسطيني``: behind a noun for what one suffers, the adjective of a people is no adjective but the victim,
        in the genitive."""
        victim = next(iter(self.scene.nisba_mentions(phrase)), None)
        if victim is None or phrase.gen is not None or self.scene.words[victim.first].article:
            return subjects, objects
        others = [o for o in objects if o.mention is not victim]
        return [o for o in subjects if o.mention is not victim], [Option(victim, "no:gen", "d", None, item), *others]

    def _in_phrase(
        self, phrase: Phrase, item: int, subjects: list[Option], objects: list[Option], *, mutual: bool
    ) -> None:
        """``قصف إسرائيل``, ``قصف إسرائيلي``, ``مقتل جندي``, ``شهداء``: genitive, adjective, the phrase itself; two
        adjectives are the two sides of what is ``mutual``: ``الحرب الروسية الأوكرانية``."""
        if phrase.gen is not None:
            subjects += self._option(phrase.gen, "ns:gen", item)
            objects += self._option(phrase.gen, "no:gen", item)
            if phrase.gen.coordinated:
                objects += self._option(phrase.gen.coordinated[0], "no:gen2", item)
        adjectives = self.scene.nisba_mentions(phrase)
        if adjectives:
            subjects.append(Option(adjectives[0], "ns:nisba", "n", None, item))
            objects.append(Option(adjectives[0], "no:nisba", "n", None, item))
        if mutual and len(adjectives) > 1 and not self.scene.words[adjectives[1].first].conj:
            objects.append(Option(adjectives[1], "no:nisba2", "n", None, item))
        own = self.scene.mention(phrase)
        if own is not None:
            objects.append(Option(own, "no:self", "d", phrase, item))
            subjects.append(Option(own, "ns:self", "d", phrase, item))
        for prep, tail in phrase.tail:
            objects += self._option(tail, "no:tail", item, prep)

    def _after_noun(
        self, trigger: Trigger, item: int, wanted: set[str], subjects: list[Option], objects: list[Option]
    ) -> None:
        """What follows a noun: ``هجوم على``, ``لقاء بين … و…``, ``توقيع روسيا الاتفاق``, ``قصف من قبل``."""
        givers = {slot for frame in trigger.frames for slot in frame.subject if slot not in ("subj", "-")}
        bare = 0
        for index, it in self.following(item):
            if it.phrase is None:
                continue
            if self._is_by(it):
                subjects += self._option(it.phrase.gen or it.phrase, "ns:by", index)
            elif it.kind == "pp":
                self._under_preposition(index, it, it.phrase, wanted, givers, subjects, objects)
            elif not bare:
                bare += 1
                objects += self._option(it.phrase, "no:np", index)
                subjects += self._option(it.phrase, "ns:np", index)
        self._in_its_clause(item, wanted, subjects, objects)

    def _in_its_clause(self, item: int, wanted: set[str], subjects: list[Option], objects: list[Option]) -> None:
        """What a relative clause tells of an event: ``غارة استهدفت منزلا``, ``هجوم شنه مسلحون على مركز``."""
        scene = self.scene
        verb = self._verb_of(item)
        if not verb:
            return
        lemma = scene.words[scene.items[verb].first].lemma
        if lemma in closed_class("hits"):
            found = self.verb_objects(scene.items[verb].first, ())
            objects += [replace(o, rule="no:clause-obj") for o in found if o.rule == "vo:post1"]
        elif lemma in closed_class("carries-out"):
            subjects += self._doer_of("ns:own", verb - 1, "")
            for index, it in self.following(verb):
                if it.kind == "pp" and it.phrase is not None and it.prep in wanted:
                    objects += self._option(it.phrase, "no:clause-prep", index, it.prep)

    def _verb_of(self, item: int) -> int:
        """The verb that opens the relative clause of an item, or 0: behind it, or behind phrases under prepositions."""
        items = self.scene.items
        for index in range(item + 1, min(len(items), item + 5)):
            it = items[index]
            if it.kind == "verb":
                return 0 if it.conj else index
            if it.kind not in ("pp", "adv", "rel") or (it.kind == "rel" and it.prep == "free"):
                break
        return 0

    def _under_preposition(
        self,
        index: int,
        it: Item,
        phrase: Phrase,
        wanted: set[str],
        givers: set[str],
        subjects: list[Option],
        objects: list[Option],
    ) -> None:
        if it.prep in _means():
            subjects += self._means(phrase, f"ns:pp-{it.prep}", index, it.prep)
        if it.prep in givers:
            subjects += self._option(phrase, "ns:prep", index, it.prep)
        if it.prep == _BETWEEN:
            subjects += self._option(phrase, "ns:between", index, it.prep)
            if phrase.coordinated:
                objects += self._option(phrase.coordinated[0], "no:between2", index, it.prep)
                return
        if it.prep in wanted:
            later = any(o.rule == "no:prep" and o.item < index for o in objects)
            objects += self._option(phrase, "no:prep-later" if later else "no:prep", index, it.prep)
        elif it.prep == _FOR:
            objects += self._option(phrase, "no:l", index, it.prep)
            subjects += self._option(phrase, "ns:l", index, it.prep)
        else:
            objects += self._option(phrase, f"no:pp-{it.prep}" if it.prep in _means() else "no:pp", index, it.prep)

    def _from_verb(self, trigger: Trigger, item: int, subjects: list[Option], objects: list[Option]) -> None:
        """What a noun inherits from the verb that governs it: ``شنت إسرائيل هجوما``, ``اتهمت كييف موسكو بقصف``."""
        scene = self.scene
        verb = trigger.light if trigger.light >= 0 else self._governor(item)
        if verb < 0:
            return
        how = "light" if trigger.light >= 0 else "verb"
        for option in self.verb_subjects(verb)[:4]:
            subjects.append(
                Option(option.mention, f"ns:{how}-{option.rule[3:]}", option.how, option.phrase, option.item)
            )
            if trigger.light < 0:
                objects.append(
                    Option(option.mention, f"no:{how}-{option.rule[3:]}", option.how, option.phrase, option.item)
                )
        for index, it in self.following(scene.item_of[verb]):
            if index >= item:
                break
            if it.phrase is not None and index != item:
                name = "np" if it.kind == "np" else it.prep
                subjects += self._option(it.phrase, f"ns:{how}-obj-{name}", index, it.prep)
                objects += self._option(it.phrase, f"no:{how}-obj-{name}", index, it.prep)

    def _judged_by(self, trigger: Trigger, item: int) -> list[Mention]:
        """Who condemns what a noun tells (``الأردن يدين الهجوم``) or denies the charges it is (``نفت موسكو اتهامات كييف``), and so
        is not who did it."""
        verb = self._governor(item) if trigger.light < 0 else -1
        if verb < 0:
            return []
        charges = all(frame.category == "ACCUSE" for frame in trigger.frames)
        lemma = self.scene.words[verb].lemma
        if lemma not in closed_class("judges") and not (charges and lemma in closed_class("denies-charges")):
            return []
        near = ("vs:post1", "vs:adjacent", "vs:topic1")
        return [o.mention for o in self.verb_subjects(verb) if o.rule.startswith(near) and o.item != item]

    def _governor(self, item: int) -> int:
        for index in range(item - 1, max(-1, item - 9), -1):
            it = self.scene.items[index]
            if it.kind in ("stop", "comp"):
                return -1
            if it.kind in ("verb", "adjunct"):
                return it.first
        return -1

    def _from_context(self, at: int, item: int, subjects: list[Option], objects: list[Option]) -> None:
        place = self.scene.places.get(at)
        parent = place.parent if place is not None else None
        if parent is not None:
            if self.scene.words[parent.head].lemma in closed_class("doer"):  # ``اعتقل الجيش منفذي الهجوم``
                own = self.scene.mention(parent)
                subjects[:] = [o for o in subjects if not o.rule.startswith("ns:verb-")]
                subjects += [Option(own, "ns:doer", "d", parent, item)] if own is not None else []
            subjects += self._option(parent, "ns:parent", item)
            objects += self._option(parent, "no:parent", item)
        count = 0
        for index, it in self.preceding(item):
            if it.phrase is None:
                continue
            count += 1
            kind = "np" if it.kind == "np" else "pp"
            subjects += self._option(it.phrase, f"ns:before-{kind}{count}", index, it.prep)
            if it.phrase.coordinated and count == 1:
                objects += self._option(it.phrase.coordinated[0], f"no:before-{kind}-second", index, it.prep)
            objects += self._option(it.phrase, f"no:before-{kind}{count}", index, it.prep)
            if count == 2:
                break

    # ---- participles and adjectives
    # ----------------------------------------------------------------------------------------

    def participle_ends(self, trigger: Trigger) -> tuple[list[Option], list[Option]]:
        """Possible ends of a participle or adjective: what it modifies, and what follows it."""
        scene = self.scene
        at = trigger.at
        place = scene.places.get(at)
        item = scene.item_of[at]
        subjects: list[Option] = []
        objects: list[Option] = []
        a = scene.words[at].a
        passive, active = (a is not None and a.der == der for der in ("pp", "ap"))
        if place is not None and not place.as_head:
            subjects += [] if passive else self._option(place.phrase, "ps:head", item)
            objects += [] if active else self._option(place.phrase, "po:head", item)
            if place.parent is not None:
                subjects += self._option(place.parent, "ps:parent", item)
            for prep, tail in place.phrase.tail:  # al-duwal al-daa`ima li-uukraaniya: what follows is the adjective's
                if tail.first > at:
                    objects += self._option(tail, OWN_COMPLEMENT, item, prep)
        elif place is not None:
            own = scene.mention(place.phrase)
            if own is not None:
                subjects.append(Option(own, "ps:self", "d", place.phrase, item))
                objects.append(Option(own, "po:self", "d", place.phrase, item))
            if place.phrase.gen is not None:
                objects += self._option(place.phrase.gen, "po:gen", item)
        subjects += [
            Option(o.mention, "ps:" + o.rule[3:], o.how, o.phrase, o.item)
            for o in self.verb_subjects(at)
            if not o.rule.startswith("vs:post")
        ]
        if passive:
            subjects += self._doer_of_participle(at, item)
            objects += [o for index, it in list(self._topics(item))[:1] for o in self._option(it.phrase, "po:topic", index)]  # type: ignore[arg-type]
        wanted = {slot for frame in trigger.frames for slot in frame.object}
        if a is not None and a.pronoun:
            objects += self._antecedents(at, a.pronoun, "po:pron")
        self._behind_participle(item, wanted, subjects, objects)
        return distinct(subjects), distinct(objects)

    def _behind_participle(self, item: int, wanted: set[str], subjects: list[Option], objects: list[Option]) -> None:
        """What follows a participle: its object, and who it is done by."""
        rank = 0
        for index, it in self.following(item):
            if it.phrase is None:
                continue
            if it.kind == "np":
                rank += 1
                if rank <= 2:
                    objects += self._option(it.phrase, f"po:post{rank}", index)
            elif self._is_by(it):
                subjects += self._option(it.phrase.gen or it.phrase, "ps:by", index)
            elif it.prep in wanted:
                objects += self._option(it.phrase, "po:prep", index, it.prep)
            elif it.prep == _FOR:
                objects += self._option(it.phrase, "po:l", index, it.prep)

    def _doer_of_participle(self, at: int, item: int) -> list[Option]:
        """``المدعومة من إيران``, ``المدعومة بالتحالف``, ``المدعومة إيرانيا``: who did it, behind a passive participle."""
        scene = self.scene
        out: list[Option] = []
        adverb = scene.nisba_adverb(at + 1)
        if adverb is not None:
            out.append(Option(adverb, "ps:nisba", "n", None, item))
        following = next(self.following(item), None)
        if following is not None and following[1].prep in closed_class("participle-doer"):
            index, it = following
            if it.phrase is not None:
                out += self._option(it.phrase, f"ps:from-{it.prep}", index, it.prep)
        return out

    # ---- all together
    # ------------------------------------------------------------------------------------------------------

    def _resumed(self, at: int, subjects: list[Option], objects: list[Option]) -> tuple[list[Option], list[Option]]:
        """``اليمن قصفته السعودية``: an object pronoun fills the object; what it stands for is not the subject as well."""
        a = self.scene.words[at].a
        if a is None or not a.pronoun or not any(o.rule == "vs:post1" for o in subjects):
            return subjects, objects
        meant = next((o.mention for o in objects if o.rule == "vo:pron1"), None)
        if meant is None:
            return subjects, objects
        kept = [
            o
            for o in subjects
            if o.mention is not meant and not o.rule.startswith(("vs:adjacent", "vs:topic", "vs:relative"))
        ]
        return kept, [o for o in objects if not o.rule.startswith(("vo:post", "vo:topic"))]

    def _adjunct_subject(self, at: int) -> list[Option]:
        """``هاجم أردوغان إسرائيل متهما …``: a participial adjunct is of the main verb's subject. A verb of a relative clause, or one
        that is *she* where the adjunct is *he*, is not the main one: ``أدان المجلس ما أقدمت عليه القوات، مناشدا …``."""
        scene = self.scene
        item = scene.item_of[at]
        if scene.items[item].kind != "adjunct" or scene.items[item].first != at:
            return []
        for index in range(item - 1, -1, -1):
            it = scene.items[index]
            if it.kind in ("stop", "comp"):
                return []
            described = index > 0 and scene.items[index - 1].kind == "rel"
            if it.kind == "verb" and not described and self._of_one(at, it.first):
                found = self.verb_subjects(it.first)[:1]
                return [Option(o.mention, o.rule, o.how, o.phrase, o.item) for o in found]
        return []

    def _of_one(self, at: int, verb: int) -> bool:
        """Whether a participle and a verb may be of one subject: both *he*, both *she*, or one of several."""
        p, a = self.scene.words[at].a, self.scene.words[verb].a
        if p is None or a is None or p.num != "s" or a.num != "s" or a.per != "3":
            return True
        return not p.gen or not a.gen or p.gen == a.gen

    def ends(self, trigger: Trigger) -> tuple[list[Option], list[Option]]:
        """Possible subjects and objects of any trigger."""
        if trigger.pos in ("v", "vp"):
            subjects, objects = self.verb_subjects(trigger.at), self.verb_objects(trigger.at, trigger.frames)
            subjects, objects = self._resumed(trigger.at, subjects, objects)
            subjects = self._adjunct_subject(trigger.at) or subjects
            side = "v"
        elif trigger.pos in ("ap", "pp", "adj"):
            subjects, objects = self.participle_ends(trigger)
            side = "p"
        else:
            subjects, objects = self.noun_ends(trigger)
            side = "n"
        rest = far(self.scene, trigger.at, subjects, side + "s:")
        judges = self._judged_by(trigger, self.scene.item_of[trigger.at]) if side == "n" else []
        if judges:
            subjects, rest = ([o for o in some if o.mention not in judges] for some in (subjects, rest))
            objects = [o for o in objects if o.mention not in judges]
        if trigger.pos == "v" and self._has_thing_for_subject(trigger.at):
            rest = [o for o in rest if o.mention.first < trigger.at]
        described = self._described_by(trigger.at) if trigger.pos == "v" else None
        if described is not None:
            subjects = [o for o in subjects if not o.rule.startswith("vs:topic")]
            rest = [o for o in rest if described.first <= o.mention.first < described.last]
        told = [o for o in subjects + rest if not self._is_another(trigger, o)]
        return _as_passive(told, objects + far(self.scene, trigger.at, objects, side + "o:"))

    def _is_another(self, trigger: Trigger, option: Option) -> bool:
        """``التقى الوزير النائبة، ثم تراجعت عن``: whether somebody is of the other gender than the subject of the verb, or of the light
        verb, that tells it, or than who holds an office (``الرئيسة``)."""
        word = self.scene.words[trigger.at]
        verb = self.scene.words[trigger.light if trigger.light >= 0 else trigger.at]
        a, mention = verb.a, option.mention
        # an unknown name does not tell: ``ريما الحسن``
        sure = any(known.gender for known in mention.known) or mention.cls in PERSONAL
        somebody = sure and mention.type == "person" and mention.number == "s" and mention.level > 1
        if not somebody or option.rule.endswith(":by"):
            return False
        if word.a is not None and word.a.cls == "office" and word.a.gen == "f" and mention.gender == "m":
            return True
        if verb.pos != "verb" or a is None or a.vox == "p" or a.per != "3" or a.num != "s" or not a.gen:
            return False
        return mention.gender != a.gen

    def _described_by(self, at: int) -> Phrase | None:
        """``دانت إسبانيا التفجير الذي استهدف مسجدا``: what a relative clause says something of whose verb agrees with it and has no pronoun
        for it, so that it, or what it names, is the subject and nobody farther off."""
        scene = self.scene
        item, a = scene.item_of[at], scene.words[at].a
        if not item or scene.items[item - 1].kind != "rel" or a is None or a.pronoun or a.per != "3" or a.num != "s":
            return None
        found = next((it.phrase for _, it in self.preceding(item - 1) if it.phrase is not None), None)
        head = scene.words[found.head].a if found is not None else None
        if found is None or head is None or head.num != "s" or head.gen != a.gen:
            return None
        return found

    def _has_thing_for_subject(self, at: int) -> bool:
        """Whether a bare phrase that is no actor stands right after a verb without a topic, ``وقع زلزال في تركيا``: so
        nobody further on is its subject."""
        scene = self.scene
        item = scene.item_of[at]
        ahead = scene.items[item + 1] if item + 1 < len(scene.items) else None
        if ahead is None or ahead.kind != "np" or ahead.phrase is None or accusative(self.scene, ahead.phrase):
            return False
        return not scene.actors(ahead.phrase)


def opens_clause(items: Sequence[Item], index: int) -> bool:
    """Whether a phrase with *and* has a verb right behind it, so that it opens a clause: ``طهران تطرح مبادرة وواشنطن
    تفرض عقوبات``."""
    it = items[index]
    if it.kind != "np" or it.phrase is None or it.phrase.conj != "w" or index + 1 >= len(items):
        return False
    after = items[index + 1]
    return after.kind == "verb" and not after.conj


def _as_passive(subjects: list[Option], objects: list[Option]) -> tuple[list[Option], list[Option]]:
    """``القاعدة استهدفت من قبل الحوثيين``: what is done by somebody is a passive, so the doer stands there, and nowhere else."""
    doers = [o.mention for o in subjects if o.rule == "vs:by"]
    if not doers:
        return subjects, objects
    doing = [o for o in subjects if o.rule == "vs:by" or o.rule.startswith("vs:pp")]
    return doing, [o for o in objects if o.mention not in doers]


_PRONOUNS = {"\u0647\u0648": "3ms", "\u0647\u064a": "3fs", "\u0647\u0645": "3mp", "\u0647\u0645\u0627": "3d"}
_COMP_PRONOUNS = (
    ("\u0647\u0645\u0627", "3d"),
    ("\u0647\u0645", "3mp"),
    ("\u0647\u0627", "3fs"),
    ("\u0647", "3ms"),
)


def comp_pronoun(form: str) -> str:
    """The pronoun on a complementiser: ``أنها`` → 3fs."""
    for ending, code in _COMP_PRONOUNS:
        if form.endswith(ending) and len(form) > len(ending) + 1:
            return code
    return ""
