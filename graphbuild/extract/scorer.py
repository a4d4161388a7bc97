"""Rules propose, a learned scorer disposes: a log-linear model over the candidates of one trigger, and "no relation".

The features are words a linguist can read (rule, order, agreement, distance, slot, types); weights are a flat table
from feature to number. ``P(candidate | trigger) ∝ exp(sum of its features' weights)``, "no relation" has weight 0.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from graphbuild.extract.arguments import Candidate, Option, opens_clause
from graphbuild.extract.mentions import Mention
from graphbuild.extract.reporting import Report
from graphbuild.extract.scene import Scene
from graphbuild.extract.triggers import Trigger
from graphbuild.lexicon import Frame, closed_class


def _bucket(distance: int) -> str:
    for limit in (1, 2, 4, 7, 12, 20):
        if distance <= limit:
            return str(limit)
    return "far"


class Featurizer:
    """Features of the candidates of one scene."""

    def __init__(self, scene: Scene, reports: Sequence[Report] = ()) -> None:
        self._scene = scene
        self._reports = reports
        self._clause_of = self._clause_numbers()
        self._subject_of = self._nearest_subjects()
        self._commas = self._count("comma")
        self._verbs = self._count("verb")
        self._clauses = self._count("comp", "rel", "sub", "but")
        self._context: dict[int, list[str]] = {}
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

    def context(self, trigger: Trigger) -> list[str]:
        """Features of a trigger in its place."""
        found = self._context.get(trigger.at)
        if found is not None:
            return found
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
                out.append(f"outer={outer.lemma}")
            if top.demonstrative:
                out.append(f"demonstrative,{trigger.pos}")
        governor = self._governor(index)
        if governor:
            out.append(f"gov={governor},{'n' if trigger.pos not in ('v', 'vp') else 'v'}")
        if index and scene.items[index - 1].kind == "verb" and trigger.pos in ("v", "vp"):
            out.append(f"after-verb={scene.words[scene.items[index - 1].first].lemma}")
        out.append(f"sentence-first={trigger.at <= 1},{trigger.pos}")
        self._context[trigger.at] = out
        return out

    def _governor(self, index: int) -> str:
        for back in range(index - 1, max(-1, index - 6), -1):
            item = self._scene.items[back]
            if item.kind in ("stop", "comp"):
                return ""
            if item.kind == "verb":
                return self._scene.words[item.first].lemma
        return ""

    def end(
        self, side: str, trigger: Trigger, frame: Frame, option: Option | None, options: Sequence[Option]
    ) -> list[str]:
        """Features of one end (``s`` or ``o``)."""
        pos, category = trigger.pos, frame.category
        if option is None:
            first = options[0].rule if options else "none"
            slots = frame.subject if side == "s" else frame.object
            return [
                f"{side}=null",
                f"{side}=null,{pos}",
                f"{side}=null,{category}",
                f"{side}=null,{category},{pos}",
                f"{side}=null,first={first}",
                f"{side}=null,{frame.lemma},{pos}",
                f"{side}=null,closed={slots == ('-',)}",
                f"{side}=null,{frame.relation}",
                f"{side}=null,n={min(len(options), 3)}",
                *(f"{side}=null,offered={rule}" for rule in dict.fromkeys(_family(o.rule) for o in options)),
            ]
        mention = option.mention
        scene = self._scene
        rule = option.rule
        item = scene.item_of[trigger.at]
        low, high = sorted((item, option.item))
        after = mention.first > trigger.at
        gap = (mention.first - trigger.at) if after else (trigger.at - mention.last + 1)
        commas = min(self._commas[high] - self._commas[min(low + 1, high)], 2)
        verbs = min(self._verbs[high] - self._verbs[min(low + 1, high)], 2)
        clauses = min(self._clauses[high] - self._clauses[min(low + 1, high)], 2)
        out = [
            f"{side}={rule}",
            f"{side}={rule},{pos}",
            f"{side}={rule},{category}",
            f"{side}.how={option.how}",
            f"{side}.how={option.how},{rule}",
            f"{side}.level={mention.level}",
            f"{side}.level={mention.level},{rule}",
            f"{side}.type={mention.type},{category}",
            f"{side}.cls={mention.cls}",
            f"{side}.cls={mention.cls},{category}",
            f"{side}.gap={_bucket(gap)},{'after' if after else 'before'}",
            f"{side}.between={commas}{verbs}{clauses}",
            f"{side}.between={commas}{verbs}{clauses},{rule}",
            f"{side}.type={mention.type},{rule}",
            f"{side}.like={_clause_rule(rule)},{'v' if pos in ('v', 'vp') or ':light-' in rule else pos}",
        ]
        if options:
            out.append(f"{side}.rank={min(options.index(option), 4)}")
            out.append(f"{side}={_group(rule)},first={_group(options[0].rule)},{pos}")
        out += self._standing(side, trigger, option, pos)
        head = scene.words[mention.head]
        if head.pos != "name" and head.a is not None:
            out.append(f"{side}.noun={head.lemma},{category}")
        slots = frame.subject if side == "s" else frame.object
        out += self._slot(side, option, slots, pos)
        if side == "s" and rule.startswith(("vs:post", "vs:topic", "vs:relative")):
            out.append(f"s.agree={self._agree(trigger, mention, rule)},{'post' if 'post' in rule else 'pre'}")
        if frame.control and "verb" in rule:
            out.append(f"{side}.control={frame.control},{rule}")
        if "needs-actor" in frame.flags and side == "o":
            out.append(f"o.needs-actor,level={mention.level}")
        return out

    def _standing(self, side: str, trigger: Trigger, option: Option, pos: str) -> list[str]:
        """How the mention itself stands: its preposition, depth, clause, and what else it may be the subject or source
        of."""
        scene = self._scene
        mention = option.mention
        key = (mention.first, mention.last)
        item = scene.items[option.item]
        place = scene.places.get(mention.head)
        nested = place is not None and (place.parent is not None or not place.as_head)
        outer = ""
        if nested and place is not None:
            parent = place.parent if place.as_head else place.phrase
            a = scene.words[parent.head].a if parent is not None else None
            outer = (a.cls or a.der) if a is not None else ""
        same = self._clause_of[option.item] == self._clause_of[scene.item_of[trigger.at]]
        group = option.rule.split(":")[1].rstrip("0123456789x")
        out = [
            f"{side}.at={item.prep or item.kind},{'nested' if nested else 'head'},{pos}",
            f"{side}.at={item.prep or item.kind},{group}",
            f"{side}.outer={outer},{pos}" if nested else f"{side}.outer=-,{pos}",
            f"{side}.same-clause={same},{group}",
            f"{side}.same-clause={same},{pos}",
        ]
        if group in ("gen", "nisba", "pron") or group.startswith("verb-"):
            governor = self._governor(scene.item_of[trigger.at])
            if governor and pos not in ("v", "vp"):
                out.append(f"{side}.gov={governor},{group}")
        verb = self._subject_of.get(key)
        at_item = scene.items[scene.item_of[trigger.at]]
        if verb is not None and scene.words[at_item.first].lemma != verb:
            out.append(f"{side}.subject-of-other,{pos}")
            out.append(f"{side}.subject-of-other,{group}")
        for report in self._reports:
            if report.source is not None and (report.source.first, report.source.last) == key:
                covered = report.covers(trigger.at)
                out += [f"{side}.source={covered},{report.kind}", f"{side}.source={covered},{pos}"]
                break
        low, high = (trigger.at, mention.first) if mention.first > trigger.at else (mention.last - 1, trigger.at)
        between = sum(1 for m in scene.mentions if low < m.first and m.last <= high and m.level >= 1)
        out.append(
            f"{side}.mentions-between={min(between, 4)},{'after' if mention.first > trigger.at else 'before'},{pos}"
        )
        if item.kind == "pp" and item.first and self._is_participle(item.first - 1):
            out += [f"{side}.of-participle,{group}", f"{side}.of-participle,{pos}"]
        head = scene.words[mention.head]
        out.append(f"{side}.definite={head.article or mention.level == 3},{group}")
        return out

    def _is_participle(self, at: int) -> bool:
        """Whether a word is a participle that modifies: what follows under a preposition is likely its own."""
        word = self._scene.words[at]
        return word.pos == "adj" and word.a is not None and word.a.der in ("ap", "pp", "part")

    @staticmethod
    def _slot(side: str, option: Option, slots: tuple[str, ...], pos: str) -> list[str]:
        prep = option.prep.split(" ")[0] if option.prep else ""
        if prep:
            fit = slots.index(prep) if prep in slots else -1
            return [
                f"{side}.slot={min(fit, 2)}",
                f"{side}.slot={min(fit, 2)},{option.rule}",
                f"{side}.prep={prep},fit={fit >= 0}",
            ]
        direct = "obj" in slots if side == "o" else "subj" in slots
        return [f"{side}.direct={direct}", f"{side}.direct={direct},{option.rule}", f"{side}.direct={direct},{pos}"]

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

    def base(self, trigger: Trigger, frame: Frame) -> list[str]:
        """Features of a trigger as one frame, whatever its ends."""
        pos = trigger.pos
        out = [
            "bias",
            f"cat={frame.category}",
            f"pos={pos}",
            f"cat={frame.category},{pos}",
            f"lemma={frame.lemma}",
            f"lemma={frame.lemma},{pos}",
            f"relation={frame.relation}",
            f"frame={frame.id}",
            f"frames={min(len(trigger.frames), 3)}",
        ]
        out += [f"flag={flag},{pos}" for flag in frame.flags]
        for topic in self._topic:
            out += [f"topic={topic},{pos}", f"topic={topic},{frame.category}"]
        return out + self.context(trigger)

    @staticmethod
    def pair(trigger: Trigger, frame: Frame, s: Option | None, o: Option | None) -> list[str]:
        """Features of both ends together."""
        srule, orule = (s.rule if s else "null"), (o.rule if o else "null")
        out = [
            f"pair={srule}+{orule}",
            f"groups={_group(srule)}+{_group(orule)},{trigger.pos}",
            f"nulls={s is None}{o is None},{frame.category}",
            f"nulls={s is None}{o is None},{frame.lemma}",
        ]
        if s is not None and o is not None:
            order = "so" if s.mention.first < o.mention.first else "os"
            out += [
                f"types={s.mention.type}>{o.mention.type}",
                f"types={s.mention.type}>{o.mention.type},{frame.category}",
                f"order={order},{trigger.pos}",
            ]
            sides = f"{'b' if s.mention.first < trigger.at else 'a'}{'b' if o.mention.first < trigger.at else 'a'}"
            out.append(f"sides={sides},{order},{trigger.pos}")
            if (
                s.phrase is not None
                and o.phrase is not None
                and any(other is o.phrase for other in s.phrase.coordinated)
            ):
                out += [
                    f"coordinated-ends,reciprocal={'reciprocal' in frame.flags}",
                    f"coordinated-ends,{frame.category}",
                ]
            if s.item == o.item:
                out.append(f"same-item,{srule},{orule}")
            if s.mention.country and s.mention.country == o.mention.country:
                out.append(f"same-country,{frame.category}")
                out.append("same-country")
        elif s is not None:
            out.append(f"s-only={s.mention.type},{frame.category}")
        elif o is not None:
            out.append(f"o-only={o.mention.type},{frame.category}")
        return out


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its probability among all candidates of its trigger and "no relation", and that of its category
    whatever the ends."""

    candidate: Candidate
    probability: float
    category_p: float


#: Parts of a candidate that features are of: the frame, the subject, the object, the two ends together.
PARTS = ("f|", "s|", "o|", "p|")


class Scorer:
    """Weights for features by their part (``f|`` frame, ``s|`` subject, ``o|`` object, ``p|`` pair), and
    those that make the confidence of a trigger's best candidate (:func:`evidence`)."""

    def __init__(
        self,
        weights: Mapping[str, Mapping[str, float]],
        *,
        threshold: float = 0.35,
        calibration: Mapping[str, float] = MappingProxyType({"best": 1.0}),
    ) -> None:
        self._weights = {part: weights.get(part, {}) for part in PARTS}
        self.threshold = threshold
        self.calibration = calibration

    @property
    def learned(self) -> bool:
        """Whether there is a model at all; without one the order in which the rules offer ends decides."""
        return any(self._weights.values())

    @classmethod
    def load(cls, path: Path) -> Scorer:
        """Read a model file (JSON: ``weights`` in thousandths by part and feature, ``threshold``, ``calibration``)."""
        with path.open(encoding="utf-8") as stream:
            data = json.load(stream)
        weights = {part: {name: n / 1000 for name, n in names.items()} for part, names in data["weights"].items()}
        return cls(weights, threshold=data["threshold"], calibration=data["calibration"])

    def score(self, part: str, features: Sequence[str]) -> float:
        """The sum of the weights of one part's features."""
        weights = self._weights[part]
        return sum([weights[feature] for feature in features if feature in weights])  # a list is summed faster

    def confidence(self, values: Mapping[str, float]) -> float:
        """A logistic function of the evidence, fitted in cross-validation: the share of such claims that were right."""
        weights = self.calibration
        total = weights.get("bias", 0.0) + sum(weights.get(name, 0.0) * value for name, value in values.items())
        return 1.0 / (1.0 + math.exp(-total))


def evidence(scene: Scene, ranked: Sequence[Sequence[Scored]]) -> list[dict[str, float]]:
    """For each trigger of a scene (its candidates, best first): what speaks for its best candidate.

    ``best``, ``category``, ``subject`` and ``object`` (each in its category), ``any``, ``margin`` are log odds;
    ``support`` is the probability that other triggers give to the same claim, ``same`` the number of other triggers of
    its category, ``triggers`` that of all; ``length`` the sentence's words / 20; ``s-level=…``, ``o-level=…`` how well
    the ends are named.
    """
    tops = [candidates[0] for candidates in ranked if candidates]
    out: list[dict[str, float]] = []
    for candidates in ranked:
        if not candidates:
            out.append({})
            continue
        best = candidates[0]
        frame = best.candidate.frame
        others = [t for t in tops if t is not best and t.candidate.frame.category == frame.category]
        second = candidates[1].probability if len(candidates) > 1 else 0.0
        subject, object_ = best.candidate.subject, best.candidate.object
        values = {
            "best": logit(best.probability),
            "category": logit(best.category_p),
            "any": logit(sum(c.probability for c in candidates)),
            "margin": logit(best.probability) - logit(second),
            "support": sum(t.probability for t in others if t.candidate.ends == best.candidate.ends),
            "same": float(len(others)),
            "triggers": float(len(tops)),
            "length": len(scene.words) / 20,
            "headline": float(scene.sentence.section != "body"),
        }
        likely = [(c.candidate.ends, c.probability) for c in candidates if c.candidate.frame.category == frame.category]
        for at, name in enumerate(("subject", "object")):
            values[name] = logit(sum(p for ends, p in likely if ends[at] == best.candidate.ends[at]))
        values[f"s-level={subject.mention.level if subject else '-'}"] = 1.0
        values[f"o-level={object_.mention.level if object_ else '-'}"] = 1.0
        out.append(values)
    return out


@lru_cache(maxsize=4096)
def _clause_rule(rule: str) -> str:
    """A rule by its place in the clause alone: a light verb's subject stands where any verb's does."""
    return rule.partition(":")[2].removeprefix("light-").removeprefix("verb-")


@lru_cache(maxsize=4096)
def _group(rule: str) -> str:
    """A rule by the kind of place it looks at: ``post``, ``topic``, ``gen``, ``far``, ``verb-post`` …"""
    return _family(_clause_rule(rule) or rule).split("-")[0] if ":far" not in rule else "far"


@lru_cache(maxsize=4096)
def _family(rule: str) -> str:
    """A rule without the rank of its option, and how near it is."""
    return rule.removesuffix("-main").rstrip("0123456789x")


def logit(p: float) -> float:
    """The log odds of a probability, kept finite."""
    p = min(max(p, 1e-4), 1 - 1e-4)
    return math.log(p / (1 - p))


def softmax(scores: Sequence[float], *, none: bool = False) -> list[float]:
    """Probabilities; ``none`` adds an alternative of score 0 that is not returned."""
    top = max([0.0, *scores] if none else scores)
    exps = [math.exp(score - top) for score in scores]
    total = sum(exps) + (math.exp(-top) if none else 0.0)
    return [e / total for e in exps]
