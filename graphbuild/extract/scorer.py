"""Rules propose, a learned scorer disposes: a log-linear model over the candidates of one trigger, and "no relation".

The features are words a linguist can read (rule, order, agreement, distance, slot, types); weights are a flat table from feature to number.
``P(candidate | trigger) ∝ exp(sum of its features' weights)``, "no relation" has weight 0.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graphbuild.extract.candidates import Candidate, Option, Trigger
from graphbuild.extract.mentions import Mention
from graphbuild.extract.scene import Scene
from graphbuild.lexicon import Frame



def _bucket(distance: int) -> str:
    for limit in (1, 2, 4, 7, 12, 20):
        if distance <= limit:
            return str(limit)
    return "far"


class Featurizer:
    """Features of the candidates of one scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
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
        self._headline = scene.sentence.section in ("headline", "related", "subhead")

    def _count(self, *kinds: str) -> list[int]:
        counts = [0]
        for item in self._scene.items:
            counts.append(counts[-1] + (item.kind in kinds))
        return counts

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
            role = "head" if place is not None and place.phrase is top else ("modifier" if place is not None and not place.as_head else "inner")
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

    def end(self, side: str, trigger: Trigger, frame: Frame, option: Option | None, options: Sequence[Option]) -> list[str]:
        """Features of one end (``s`` or ``o``)."""
        pos, category = trigger.pos, frame.category
        if option is None:
            first = options[0].rule if options else "none"
            slots = frame.subject if side == "s" else frame.object
            return [
                f"{side}=null", f"{side}=null,{pos}", f"{side}=null,{category}", f"{side}=null,{category},{pos}", f"{side}=null,first={first}",
                f"{side}=null,{frame.lemma},{pos}", f"{side}=null,closed={slots == ('-',)}", f"{side}=null,{frame.relation}",
                f"{side}=null,n={min(len(options), 3)}",
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
            f"{side}={rule}", f"{side}={rule},{pos}", f"{side}={rule},{category}", f"{side}.how={option.how}", f"{side}.how={option.how},{rule}",
            f"{side}.level={mention.level}", f"{side}.level={mention.level},{rule}", f"{side}.type={mention.type},{category}", f"{side}.cls={mention.cls}",
            f"{side}.gap={_bucket(gap)},{'after' if after else 'before'}", f"{side}.between={commas}{verbs}{clauses}",
            f"{side}.between={commas}{verbs}{clauses},{rule}", f"{side}.type={mention.type},{rule}",
        ]
        if options:
            out.append(f"{side}.rank={min(options.index(option), 4)}")
        slots = frame.subject if side == "s" else frame.object
        out += self._slot(side, option, slots, pos)
        if side == "s" and rule.startswith(("vs:post", "vs:topic", "vs:relative")):
            out.append(f"s.agree={self._agree(trigger, mention, rule)},{'post' if 'post' in rule else 'pre'}")
        if frame.control and "verb" in rule:
            out.append(f"{side}.control={frame.control},{rule}")
        if "needs-actor" in frame.flags and side == "o":
            out.append(f"o.needs-actor,level={mention.level}")
        return out

    @staticmethod
    def _slot(side: str, option: Option, slots: tuple[str, ...], pos: str) -> list[str]:
        prep = option.prep.split(" ")[0] if option.prep else ""
        if prep:
            fit = slots.index(prep) if prep in slots else -1
            return [f"{side}.slot={min(fit, 2)}", f"{side}.slot={min(fit, 2)},{option.rule}", f"{side}.prep={prep},fit={fit >= 0}"]
        direct = "obj" in slots if side == "o" else "subj" in slots
        return [f"{side}.direct={direct}", f"{side}.direct={direct},{option.rule}", f"{side}.direct={direct},{pos}"]

    def _agree(self, trigger: Trigger, mention: Mention, rule: str) -> str:
        a = self._scene.words[trigger.at].a
        if a is None or a.pos != "verb" or a.per == "1":
            return "na"
        either = mention.type in ("country", "organization", "place") and mention.level == 3
        gender = "f" if mention.number == "p" and mention.type in ("organization", "military", "place") else mention.gender
        fits = either or a.gen == gender or mention.number == "p" and a.gen == "f" and mention.type != "person"
        number = "x" if "topic" in rule and a.num == "p" and mention.number == "s" else ""
        return f"{fits}{number}"

    def base(self, trigger: Trigger, frame: Frame) -> list[str]:
        """Features of a trigger as one frame, whatever its ends."""
        pos = trigger.pos
        out = [
            "bias", f"cat={frame.category}", f"pos={pos}", f"cat={frame.category},{pos}", f"lemma={frame.lemma}", f"lemma={frame.lemma},{pos}",
            f"relation={frame.relation}", f"frame={frame.id}", f"frames={min(len(trigger.frames), 3)}",
        ]
        out += [f"flag={flag},{pos}" for flag in frame.flags]
        return out + self.context(trigger)

    @staticmethod
    def pair(trigger: Trigger, frame: Frame, s: Option | None, o: Option | None) -> list[str]:
        """Features of both ends together."""
        srule, orule = (s.rule if s else "null"), (o.rule if o else "null")
        out = [f"pair={srule}+{orule}", f"nulls={s is None}{o is None},{frame.category}"]
        if s is not None and o is not None:
            if s.mention.first < o.mention.last and o.mention.first < s.mention.last:
                out.append("overlap")
            out += [
                f"types={s.mention.type}>{o.mention.type}", f"types={s.mention.type}>{o.mention.type},{frame.category}",
                f"order={'so' if s.mention.first < o.mention.first else 'os'},{trigger.pos}",
            ]
            if s.mention.country and s.mention.country == o.mention.country:
                out.append(f"same-country,{frame.category}")
        return out


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its probability among its trigger's candidates and "no relation"."""

    candidate: Candidate
    probability: float
    score: float


class Scorer:
    """Weights for features; without a model, those of the stated order of preference."""

    def __init__(
        self, weights: Mapping[str, float], *, threshold: float = 0.5, pair_threshold: float = 0.0, calibration: Sequence[tuple[float, float]] = ()
    ) -> None:
        self._weights = weights
        self.threshold = threshold
        self.pair_threshold = pair_threshold
        self._calibration = tuple(calibration)

    @classmethod
    def load(cls, path: Path) -> Scorer:
        """Read a model file (JSON: ``weights``, ``threshold``, ``calibration``)."""
        with path.open(encoding="utf-8") as stream:
            data = json.load(stream)
        return cls(data["weights"], threshold=data["threshold"], pair_threshold=data.get("pair_threshold", 0.0), calibration=[tuple(p) for p in data.get("calibration", ())])

    def score(self, features: Sequence[str]) -> float:
        """The sum of the features' weights."""
        weights = self._weights
        return sum(weights.get(feature, 0.0) for feature in features)

    def rank(self, candidates: Sequence[Candidate], scores: Sequence[float]) -> list[Scored]:
        """Candidates of one trigger with probabilities, best first."""
        top = max(0.0, *scores) if scores else 0.0
        exps = [math.exp(score - top) for score in scores]
        total = sum(exps) + math.exp(-top)
        ranked = [Scored(c, e / total, s) for c, e, s in zip(candidates, exps, scores, strict=True)]
        ranked.sort(key=lambda r: -r.probability)
        return ranked

    def calibrated(self, probability: float) -> float:
        """The share of claims of such a probability that were right in cross-validation (piecewise linear)."""
        points = self._calibration
        if not points:
            return probability
        if probability <= points[0][0]:
            return points[0][1]
        for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
            if probability <= x1:
                return y0 + (y1 - y0) * (probability - x0) / (x1 - x0) if x1 > x0 else y1
        return points[-1][1]
