"""What the scorer sees of a trigger's candidates: words a linguist can read, of the frame, of each end, of both together.

Features come in groups: a template and what it is filled with. The words themselves (:func:`words`) are only made for
training, for a reader, and once for each group that the scorer meets (:meth:`graphbuild.extract.scorer.Scorer.score`).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from sys import intern
from typing import Any, NamedTuple

from graphbuild.extract.arguments import opens_clause
from graphbuild.extract.mentions import Mention
from graphbuild.extract.options import Option, joined
from graphbuild.extract.reporting import Report
from graphbuild.extract.scene import Scene
from graphbuild.extract.triggers import Trigger
from graphbuild.lexicon import Frame, closed_class, word_group

#: Features as words: ``s=vs:post1``, ``s.gap=2,after``.
Words = tuple[str, ...]
#: Features that stand and fall together: a template (a function below) and its arguments.
Group = tuple[Any, ...]

#: The longest way from a trigger to an end that is told item by item.
_LONGEST_PATH = 6

#: How many rules have their parts kept.
_RULES = 4096


def words(groups: Sequence[Group]) -> Words:
    """The features of groups as words, each interned: training holds millions."""
    return tuple(intern(word) for template, *filling in groups for word in template(*filling))


class Offer:
    """The options of one end of a trigger, as the rules offer them: where each stands among them."""

    def __init__(self, options: Sequence[Option]) -> None:
        self.options = options
        self.first = options[0].rule if options else "none"
        self.first_group = _group(self.first)
        self.families = tuple(dict.fromkeys(_family(option.rule) for option in options))
        self._ranks = {id(option): rank for rank, option in reversed(list(enumerate(options)))}

    def rank(self, option: Option) -> int:
        """The place of one of the options, from 0."""
        return self._ranks[id(option)]


class _Standing(NamedTuple):
    """How a mention stands, seen from a trigger, whichever end it may be."""

    after: bool
    gap: str
    between: str
    path: str
    crossed: str
    clause: int
    main: bool
    outer_noun: str
    others_between: int
    at: str
    nested: bool
    outer: str
    same_clause: bool
    governor: str
    subject_of_other: bool
    source: str
    of_participle: bool
    definite: bool
    noun: str


class Featurizer:
    """Features of the candidates of one scene."""

    def __init__(self, scene: Scene, reports: Sequence[Report] = ()) -> None:
        self._scene = scene
        self._sources: dict[tuple[int, int], Report] = {}
        for report in reports:
            if report.source is not None:
                self._sources.setdefault((report.source.first, report.source.last), report)
        self._clause_of = self._clause_numbers()
        self._subject_of = self._nearest_subjects()
        self._commas = self._count("comma")
        self._verbs = self._count("verb")
        self._clauses = self._count("comp", "rel", "sub", "but")
        self._actors = [(m.first, m.last) for m in scene.mentions if m.level >= 1]
        self._context: dict[int, tuple[Group, ...]] = {}
        self._ways: dict[tuple[int, int], tuple[str, str]] = {}
        self._standings: dict[tuple[int, int, int, int], _Standing] = {}
        self._quotes = [0] * (len(scene.words) + 1)
        inside = 0
        for index, word in enumerate(scene.words):
            if word.token.kind == "quote":
                inside = 1 - inside
            self._quotes[index + 1] = inside
        self._topic = self._topics()
        self._headline = scene.sentence.section in ("headline", "related", "subhead")

    def _topics(self) -> list[str]:
        """What the sentence is about, where that is not politics, and how many known actors it names."""
        out = []
        for topic in ("sport", "market", "stage"):
            words = closed_class(f"topic-{topic}")
            count = sum(word.lemma in words for word in self._scene.words)
            if count:
                out.append(f"{topic}{min(count, 2)}")
        known = sum(mention.level == 3 for mention in self._scene.mentions)
        return [*out, f"known{min(known, 3)}"]

    def _count(self, *kinds: str) -> list[int]:
        counts = [0]
        for item in self._scene.items:
            counts.append(counts[-1] + (item.kind in kinds))
        return counts

    def _clause_numbers(self) -> list[int]:
        """A number for the clause of each item: a new one begins at an opener, a stop, at a verb with a conjunction,
        and at a subject with one."""
        out, number = [], 0
        items = self._scene.items
        for index, item in enumerate(items):
            if (
                opens_clause(items, index)
                or item.kind in ("comp", "rel", "sub", "cond", "but", "stop", "colon")
                or (item.kind in ("verb", "adjunct") and (item.conj or item.kind == "adjunct"))
            ):
                number += 1
            out.append(number)
        return out

    def _nearest_subjects(self) -> dict[tuple[int, int], str]:
        """For each mention that stands right after a verb: the verb's lemma (it is likely that verb's subject)."""
        out: dict[tuple[int, int], str] = {}
        items = self._scene.items
        for index, item in enumerate(items):
            if item.kind != "verb":
                continue
            for ahead in items[index + 1 : index + 4]:
                if ahead.kind in ("verb", "comp", "stop", "rel"):
                    break
                if ahead.kind == "np" and ahead.phrase is not None:
                    for mention, _, _ in self._scene.actors(ahead.phrase):
                        out.setdefault((mention.first, mention.last), self._scene.words[item.first].lemma)
                        break
                    break
        return out

    # ---- the frame
    # -------------------------------------------------------------------------------------------------------

    def base(self, trigger: Trigger, frame: Frame) -> list[Group]:
        """Features of a trigger as one frame, whatever its ends: those of :meth:`act` and of :meth:`context`."""
        return [*self.act(trigger, frame), *self.context(trigger)]

    def act(self, trigger: Trigger, frame: Frame) -> list[Group]:
        """Features of a trigger that hang on its frame."""
        pos = trigger.pos
        return [
            (_frame, frame.id, frame.lemma, frame.relation, frame.category, pos),
            (_flags, frame.flags, pos),
            (_frames, min(len(trigger.frames), 3)),
            *((_topic, topic, pos, frame.category) for topic in self._topic),
            (_beside, self._neighbour(trigger.at - 1), self._neighbour(trigger.at + 1), frame.category),
            (_ahead, *self._ahead(trigger), frame.lemma, frame.category, pos),
        ]

    def _ahead(self, trigger: Trigger) -> tuple[str, str]:
        """The item behind a trigger's, by its preposition or kind, and the two behind it."""
        index = self._scene.item_of[trigger.at]
        kinds = [it.prep or it.kind for it in self._scene.items[index + 1 : index + 3]]
        return (kinds[0] if kinds else "end", "-".join(kinds))

    def context(self, trigger: Trigger) -> tuple[Group, ...]:
        """Features of a trigger in its place, under any frame."""
        found = self._context.get(trigger.at)
        if found is None:
            found = self._context[trigger.at] = tuple((_as_it_is, word) for word in self._around(trigger))
        return found

    def _around(self, trigger: Trigger) -> list[str]:
        scene = self._scene
        word = scene.words[trigger.at]
        a = word.a
        index = scene.item_of[trigger.at]
        item = scene.items[index]
        before = scene.items[index - 1].kind if index else "start"
        out = [f"before={before}", f"before={before},{trigger.pos}"]
        if self._headline:
            out += ["headline", f"headline,{trigger.pos}"]
        if self._quotes[trigger.at]:
            out.append(f"quoted,{trigger.pos}")
        if a is not None:
            out.append(f"article={word.article},num={a.num},{trigger.pos}")
            if a.pos == "verb":
                out.append(f"asp={a.asp},vox={a.vox},per={a.per}")
            if a.pronoun:
                out.append(f"pronoun,{trigger.pos}")
            if not a.exact:
                out.append("inexact")
        readings = {o.pos for o in word.others}
        if len(readings) > 1:
            out.append(f"ambiguous={'-'.join(sorted(readings))},{word.pos}")
        if item.phrase is not None and trigger.pos not in ("v", "vp"):
            place = scene.places.get(trigger.at)
            top = item.phrase
            role = (
                "head"
                if place is not None and place.phrase is top
                else ("modifier" if place is not None and not place.as_head else "inner")
            )
            out += [f"role={role},{trigger.pos}", f"role={role},prep={item.prep or '-'},{trigger.pos}"]
            if role == "inner":
                outer = scene.words[top.head]
                out.append(f"outer-cls={outer.a.cls if outer.a else ''},{trigger.pos}")
                out += [f"outer={word}" for word in _kin(outer.lemma)]
            if top.demonstrative:
                out.append(f"demonstrative,{trigger.pos}")
        governor = self._governor(index)
        if governor:
            part = "n" if trigger.pos not in ("v", "vp") else "v"
            out += [f"gov={word},{part}" for word in _kin(governor)]
        if index and scene.items[index - 1].kind == "verb" and trigger.pos in ("v", "vp"):
            out += [f"after-verb={word}" for word in _kin(scene.words[scene.items[index - 1].first].lemma)]
        out.append(f"sentence-first={trigger.at <= 1},{trigger.pos}")
        return out

    def _governor(self, index: int) -> str:
        for back in range(index - 1, max(-1, index - 6), -1):
            item = self._scene.items[back]
            if item.kind in ("stop", "comp"):
                return ""
            if item.kind == "verb":
                return self._scene.words[item.first].lemma
        return ""

    # ---- one end
    # ---------------------------------------------------------------------------------------------------------

    def end(self, side: str, trigger: Trigger, frame: Frame, option: Option | None, offer: Offer) -> list[Group]:
        """Features of one end (``s`` or ``o``): an option of the offer, or None for nobody; those of :meth:`place` and of
        :meth:`role`."""
        return [*self.place(side, trigger, option, offer), *self.role(side, trigger, frame, option, offer)]

    def place(self, side: str, trigger: Trigger, option: Option | None, offer: Offer) -> list[Group]:
        """Features of an end by where it stands, under any frame."""
        pos = trigger.pos
        if option is None:
            return [(_refused, side, family) for family in offer.families]
        mention, rule = option.mention, option.rule
        stands = self._standing(trigger, option)
        spot = _spot(rule)
        out: list[Group] = [
            (_rule, side, rule, pos, option.how),
            (_rule_actor, side, rule, mention.level, mention.type),
            (_distance, side, stands.gap, stands.after, min(offer.rank(option), 4)),
            (_between, side, rule, stands.between),
            (_crossed, side, stands.crossed, pos),
            (_clause, side, stands.clause, pos, spot),
            (_main, side, stands.main, pos, spot),
            (_first, side, _group(rule), offer.first_group, pos),
            (_place, side, pos, stands.at, stands.nested, stands.outer, stands.same_clause),
            (_spot_place, side, spot, stands.at, stands.same_clause),
            (_rivals, side, pos, stands.others_between, stands.after, stands.source),
            (_rival_spot, side, spot, pos, stands.subject_of_other, stands.of_participle, stands.definite),
        ]
        own = spot in ("gen", "nisba", "pron") or spot.startswith("verb-")
        if stands.governor and own and pos not in ("v", "vp"):
            out.append((_governed, side, stands.governor, spot))
        if side == "s" and rule.startswith(("vs:post", "vs:topic", "vs:relative")):
            out.append((_agreement, self._agree(trigger, mention, rule), "post" in rule))
        return out

    def role(self, side: str, trigger: Trigger, frame: Frame, option: Option | None, offer: Offer) -> list[Group]:
        """Features of an end by what it would be under a frame."""
        pos, category, slots = trigger.pos, frame.category, frame.subject if side == "s" else frame.object
        if option is None:
            return [
                (_nobody, side, pos, category),
                (_nobody_offered, side, offer.first, min(len(offer.options), 3), slots == ("-",)),
                (_nobody_for, side, pos, frame.lemma, frame.relation),
            ]
        mention, rule = option.mention, option.rule
        stands = self._standing(trigger, option)
        spot = _spot(rule)
        out: list[Group] = [
            (_rule_relation, side, rule, mention.type, frame.relation, category),
            (_spot_lemma, side, spot, option.prep or "-", frame.lemma),
            (_before, side, self._neighbour(mention.first - 1), spot, category),
            (_actor, side, mention.type, mention.cls, category),
            (_path, side, stands.path, pos, rule, category),
            (_outer_noun, side, stands.outer_noun, category),
            _slot(side, option, slots, pos),
            (_chosen, side, word_group(stands.noun) or mention.type, word_group(frame.lemma) or frame.relation),
        ]
        if stands.noun:
            out.append((_noun, side, stands.noun, category))
        if side == "o" and "needs-actor" in frame.flags:
            out.append((_need, mention.level))
        if frame.control and "verb" in rule:
            out.append((_control, side, frame.control, rule))
        return out

    def _neighbour(self, at: int) -> str:
        """A word beside another: a particle as it is written, a common word as its lemma; of what names somebody only that it
        does, so that nothing is learned of whom news says what."""
        words = self._scene.words
        if not 0 <= at < len(words):
            return "edge"
        return words[at].common or words[at].pos

    def _standing(self, trigger: Trigger, option: Option) -> _Standing:
        """How an option's mention stands: its distance, preposition, depth, clause, and what else it may be the subject
        or source of."""
        mention = option.mention
        key = (trigger.at, option.item, mention.first, mention.last)
        found = self._standings.get(key)
        if found is None:
            found = self._standings[key] = self._stood(trigger, option)
        return found

    def _stood(self, trigger: Trigger, option: Option) -> _Standing:
        scene, mention, at = self._scene, option.mention, trigger.at
        span = (mention.first, mention.last)
        here = scene.item_of[at]
        low, high = (here, option.item) if here < option.item else (option.item, here)
        past = min(low + 1, high)
        commas, verbs, clauses = (
            min(count[high] - count[past], 2) for count in (self._commas, self._verbs, self._clauses)
        )
        path, crossed = self._way(here, option.item)
        after = mention.first > at
        first, last = (at, mention.first) if after else (mention.last - 1, at)
        item = scene.items[option.item]
        place = scene.places.get(mention.head)
        nested = place is not None and (place.parent is not None or not place.as_head)
        outer, outer_noun = "-", ""
        if nested and place is not None:
            parent = place.parent if place.as_head else place.phrase
            a = scene.words[parent.head].a if parent is not None else None
            outer = (a.cls or a.der) if a is not None else ""
            outer_noun = scene.words[parent.head].lemma if parent is not None else ""
        verb = self._subject_of.get(span)
        report = self._sources.get(span)
        head = scene.words[mention.head]
        return _Standing(
            after=after,
            gap=_bucket(mention.first - at if after else at - mention.last + 1),
            between=f"{commas}{verbs}{clauses}",
            path=path,
            outer_noun=outer_noun,
            crossed=crossed,
            clause=max(-3, min(3, self._clause_of[option.item] - self._clause_of[here])),
            main=bool(self._actors) and span == self._actors[0],
            others_between=min(sum(1 for begin, end in self._actors if first < begin and end <= last), 4),
            at=item.prep or item.kind,
            nested=nested,
            outer=outer,
            same_clause=self._clause_of[option.item] == self._clause_of[here],
            governor=self._governor(here),
            subject_of_other=verb is not None and scene.words[scene.items[here].first].lemma != verb,
            source=f"{report.covers(at)},{report.kind}" if report is not None else "",
            of_participle=item.kind == "pp" and item.first > 0 and self._is_participle(item.first - 1),
            definite=head.article or mention.level == 3,
            noun=head.lemma if head.pos != "name" and head.a is not None else "",
        )

    def _way(self, here: int, there: int) -> tuple[str, str]:
        """The items between two, by preposition or kind, in the order of the text (``<`` where it leads back), and the lemma
        of the first verb among them."""
        found = self._ways.get((here, there))
        if found is None:
            low, high = (here, there) if here < there else (there, here)
            between = self._scene.items[low + 1 : high]
            verb = next((self._scene.words[it.first].lemma for it in between if it.kind == "verb"), "")
            if high - low > _LONGEST_PATH:
                path = "long"
            else:
                kinds = "-".join([it.prep or it.kind for it in between if it.kind not in ("adv", "quote")])
                path = ("<" if there < here else ">") + ("=" if here == there else kinds)
            found = self._ways[here, there] = (path, verb)
        return found

    def _is_participle(self, at: int) -> bool:
        """Whether a word is a participle that modifies: what follows under a preposition is likely its own."""
        word = self._scene.words[at]
        return word.pos == "adj" and word.a is not None and word.a.der in ("ap", "pp", "part")

    def _agree(self, trigger: Trigger, mention: Mention, rule: str) -> str:
        a = self._scene.words[trigger.at].a
        if a is None or a.pos != "verb" or a.per == "1":
            return "na"
        either = mention.type in ("country", "organization", "place") and mention.level == 3
        gender = (
            "f" if mention.number == "p" and mention.type in ("organization", "military", "place") else mention.gender
        )
        fits = either or a.gen == gender or (mention.number == "p" and a.gen == "f" and mention.type != "person")
        number = "x" if "topic" in rule and a.num == "p" and mention.number == "s" else ""
        return f"{fits}{number}"

    # ---- both ends
    # -------------------------------------------------------------------------------------------------------

    @staticmethod
    def pair(trigger: Trigger, frame: Frame, s: Option | None, o: Option | None) -> list[Group]:
        """Features of both ends together."""
        pos, category = trigger.pos, frame.category
        srule, orule = (s.rule if s else "null"), (o.rule if o else "null")
        out: list[Group] = [(_nulls, s is None, o is None, category, frame.lemma), (_rules, srule, orule, pos)]
        if s is not None and o is not None:
            subject, object_ = s.mention, o.mention
            first, second = subject.first, object_.first
            group = word_group(frame.lemma)
            out.append((_types, subject.type, object_.type, category, group))
            out.append((_order, first < second, first < trigger.at, second < trigger.at, pos, group))
            if joined(s, o):
                out.append((_coordinated, "reciprocal" in frame.flags, category))
            if s.item == o.item:
                out.append((_one_item, srule, orule))
            if subject.country and subject.country == object_.country:
                out.append((_one_country, category))
        elif s is not None:
            out.append((_one_end, "s", s.mention.type, category))
        elif o is not None:
            out.append((_one_end, "o", o.mention.type, category))
        return out


# ---- templates
# -----------------------------------------------------------------------------------------------------------


def _kin(lemma: str) -> Words:
    """A lemma and the group of words it is met among: what is learned of one holds for its kin."""
    group = word_group(lemma)
    return (lemma, group) if group else (lemma,)


def _frame(frame: str, lemma: str, relation: str, category: str, pos: str) -> Words:
    kin = _kin(lemma)
    return (
        "bias",
        f"cat={category}",
        f"pos={pos}",
        f"cat={category},{pos}",
        *(f"lemma={word}" for word in kin),
        *(f"lemma={word},{pos}" for word in kin),
        f"relation={relation}",
        f"frame={frame}",
    )


def _flags(flags: frozenset[str], pos: str) -> Words:
    return tuple(f"flag={flag},{pos}" for flag in sorted(flags))


def _frames(count: int) -> Words:
    return (f"frames={count}",)


def _topic(topic: str, pos: str, category: str) -> Words:
    return (f"topic={topic},{pos}", f"topic={topic},{category}")


def _ahead(one: str, two: str, lemma: str, category: str, pos: str) -> Words:
    kin = (f"ahead={one},{word}" for word in _kin(lemma))
    return (f"ahead={one},{pos}", f"ahead={one},{category}", f"ahead2={two},{pos}", *kin)


def _beside(before: str, after: str, category: str) -> Words:
    return (
        *(form for word in _kin(before) for form in (f"prev={word}", f"prev={word},{category}")),
        *(form for word in _kin(after) for form in (f"next={word}", f"next={word},{category}")),
    )


def _as_it_is(word: str) -> Words:
    return (word,)


def _nobody(side: str, pos: str, category: str) -> Words:
    return (f"{side}=null", f"{side}=null,{pos}", f"{side}=null,{category}", f"{side}=null,{category},{pos}")


def _nobody_offered(side: str, first: str, offered: int, closed: bool) -> Words:
    return (f"{side}=null,first={first}", f"{side}=null,closed={closed}", f"{side}=null,n={offered}")


def _nobody_for(side: str, pos: str, lemma: str, relation: str) -> Words:
    return (*(f"{side}=null,{word},{pos}" for word in _kin(lemma)), f"{side}=null,{relation}")


def _refused(side: str, family: str) -> Words:
    return (f"{side}=null,offered={family}",)


def _rule(side: str, rule: str, pos: str, how: str) -> Words:
    clause = "v" if pos in ("v", "vp") or ":light-" in rule else pos
    return (
        f"{side}={rule}",
        f"{side}={rule},{pos}",
        f"{side}.how={how}",
        f"{side}.how={how},{rule}",
        f"{side}.like={_clause_rule(rule)},{clause}",
    )


def _rule_actor(side: str, rule: str, level: int, kind: str) -> Words:
    return (f"{side}.level={level}", f"{side}.level={level},{rule}", f"{side}.type={kind},{rule}")


def _rule_relation(side: str, rule: str, kind: str, relation: str, category: str) -> Words:
    return (f"{side}={rule},{category}", f"{side}={rule},{relation}", f"{side}.type={kind},{relation}")


def _spot_lemma(side: str, spot: str, prep: str, lemma: str) -> Words:
    return tuple(form for word in _kin(lemma) for form in (f"{side}={spot},{word}", f"{side}.prep={prep},{word}"))


def _before(side: str, word: str, spot: str, category: str) -> Words:
    return tuple(
        form
        for one in _kin(word)
        for form in (f"{side}.before={one}", f"{side}.before={one},{spot}", f"{side}.before={one},{category}")
    )


def _actor(side: str, kind: str, noun_class: str, category: str) -> Words:
    return (f"{side}.type={kind},{category}", f"{side}.cls={noun_class}", f"{side}.cls={noun_class},{category}")


def _distance(side: str, gap: str, after: bool, rank: int) -> Words:
    return (f"{side}.gap={gap},{'after' if after else 'before'}", f"{side}.rank={rank}")


def _clause(side: str, clause: int, pos: str, spot: str) -> Words:
    return (f"{side}.clause={clause},{pos}", f"{side}.clause={clause},{spot}")


def _main(side: str, main: bool, pos: str, spot: str) -> Words:
    return (f"{side}.main={main},{pos}", f"{side}.main={main},{spot}")


def _path(side: str, path: str, pos: str, rule: str, category: str) -> Words:
    return (f"{side}.path={path},{pos}", f"{side}.path={path},{rule}", f"{side}.path={path},{category}")


def _crossed(side: str, verb: str, pos: str) -> Words:
    if not verb:
        return ()
    return tuple(form for word in _kin(verb) for form in (f"{side}.crossed={word}", f"{side}.crossed={word},{pos}"))


def _outer_noun(side: str, noun: str, category: str) -> Words:
    if not noun:
        return ()
    return tuple(
        form for word in _kin(noun) for form in (f"{side}.outer-noun={word}", f"{side}.outer-noun={word},{category}")
    )


def _between(side: str, rule: str, between: str) -> Words:
    return (f"{side}.between={between}", f"{side}.between={between},{rule}")


def _first(side: str, group: str, first: str, pos: str) -> Words:
    return (f"{side}={group},first={first},{pos}",)


def _place(side: str, pos: str, at: str, nested: bool, outer: str, same: bool) -> Words:
    return (
        f"{side}.at={at},{'nested' if nested else 'head'},{pos}",
        f"{side}.outer={outer},{pos}",
        f"{side}.same-clause={same},{pos}",
    )


def _spot_place(side: str, spot: str, at: str, same: bool) -> Words:
    return (f"{side}.at={at},{spot}", f"{side}.same-clause={same},{spot}")


def _rivals(side: str, pos: str, between: int, after: bool, source: str) -> Words:
    counted = f"{side}.mentions-between={between},{'after' if after else 'before'},{pos}"
    if not source:
        return (counted,)
    return (counted, f"{side}.source={source}", f"{side}.source={source.partition(',')[0]},{pos}")


def _rival_spot(side: str, spot: str, pos: str, of_other: bool, participle: bool, definite: bool) -> Words:
    out = [f"{side}.definite={definite},{spot}"]
    if of_other:
        out += [f"{side}.subject-of-other,{pos}", f"{side}.subject-of-other,{spot}"]
    if participle:
        out += [f"{side}.of-participle,{spot}", f"{side}.of-participle,{pos}"]
    return tuple(out)


def _slot(side: str, option: Option, slots: tuple[str, ...], pos: str) -> Group:
    prep = option.prep.split(" ")[0] if option.prep else ""
    if prep:
        return (_preposition, side, slots.index(prep) if prep in slots else -1, prep, option.rule)
    return (_direct, side, ("obj" if side == "o" else "subj") in slots, option.rule, pos)


def _preposition(side: str, fit: int, prep: str, rule: str) -> Words:
    slot = min(fit, 2)
    return (f"{side}.slot={slot}", f"{side}.slot={slot},{rule}", f"{side}.prep={prep},fit={fit >= 0}")


def _direct(side: str, direct: bool, rule: str, pos: str) -> Words:
    return (f"{side}.direct={direct}", f"{side}.direct={direct},{rule}", f"{side}.direct={direct},{pos}")


def _governed(side: str, governor: str, spot: str) -> Words:
    return tuple(f"{side}.gov={word},{spot}" for word in _kin(governor))


def _noun(side: str, noun: str, category: str) -> Words:
    return tuple(f"{side}.noun={word},{category}" for word in _kin(noun))


def _chosen(side: str, noun: str, verb: str) -> Words:
    """What words of one kind choose for their ends (selectional preference)."""
    return (f"{side}.chosen={noun},{verb}",)


def _agreement(agrees: str, post: bool) -> Words:
    return (f"s.agree={agrees},{'post' if post else 'pre'}",)


def _need(level: int) -> Words:
    return (f"o.needs-actor,level={level}",)


def _control(side: str, control: str, rule: str) -> Words:
    return (f"{side}.control={control},{rule}",)


def _rules(srule: str, orule: str, pos: str) -> Words:
    return (f"pair={srule}+{orule}", f"groups={_group(srule)}+{_group(orule)},{pos}")


def _one_item(srule: str, orule: str) -> Words:
    return (f"same-item,{srule},{orule}",)


def _nulls(no_subject: bool, no_object: bool, category: str, lemma: str) -> Words:
    nulls = f"nulls={no_subject}{no_object}"
    return (f"{nulls},{category}", *(f"{nulls},{word}" for word in _kin(lemma)))


def _types(subject: str, object_: str, category: str, group: str) -> Words:
    types = f"types={subject}>{object_}"
    return (types, f"{types},{category}", f"{types},{group}") if group else (types, f"{types},{category}")


def _order(subject_first: bool, subject_before: bool, object_before: bool, pos: str, group: str) -> Words:
    order = "so" if subject_first else "os"
    sides = f"{'b' if subject_before else 'a'}{'b' if object_before else 'a'}"
    out = (f"order={order},{pos}", f"sides={sides},{order},{pos}")
    return (*out, f"sides={sides},{order},{pos},{group}") if group else out


def _coordinated(reciprocal: bool, category: str) -> Words:
    return (f"coordinated-ends,reciprocal={reciprocal}", f"coordinated-ends,{category}")


def _one_country(category: str) -> Words:
    return (f"same-country,{category}", "same-country")


def _one_end(side: str, kind: str, category: str) -> Words:
    return (f"{side}-only={kind},{category}",)


# ---- names of rules and distances
# ------------------------------------------------------------------------------------------


def _bucket(distance: int) -> str:
    for limit in (1, 2, 4, 7, 12, 20):
        if distance <= limit:
            return str(limit)
    return "far"


@lru_cache(maxsize=_RULES)
def _spot(rule: str) -> str:
    """A rule without its part of speech and rank: ``gen``, ``pron``, ``verb-post`` …"""
    return rule.split(":")[1].rstrip("0123456789x")


@lru_cache(maxsize=_RULES)
def _clause_rule(rule: str) -> str:
    """A rule by its place in the clause alone: a light verb's subject stands where any verb's does."""
    return rule.partition(":")[2].removeprefix("light-").removeprefix("verb-")


@lru_cache(maxsize=_RULES)
def _group(rule: str) -> str:
    """A rule by the kind of place it looks at: ``post``, ``topic``, ``gen``, ``far``, ``verb-post`` …"""
    return _family(_clause_rule(rule) or rule).split("-")[0] if ":far" not in rule else "far"


@lru_cache(maxsize=_RULES)
def _family(rule: str) -> str:
    """A rule without the rank of its option, and how near it is."""
    return rule.removesuffix("-main").rstrip("0123456789x")
