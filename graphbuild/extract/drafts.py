"""Scenes → drafts: the claims of an article before its actors are linked.

A draft names its ends by mentions (words of a scene); linking turns them into actors.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from graphbuild.extract.arguments import ArgumentFinder
from graphbuild.extract.draft import Draft, Saying, same
from graphbuild.extract.falsity import called_false
from graphbuild.extract.features import Featurizer
from graphbuild.extract.mentions import Mention
from graphbuild.extract.modality import Modality, ModalityReader
from graphbuild.extract.offices import Office, offices
from graphbuild.extract.options import Candidate, Option, joined, with_coordinated
from graphbuild.extract.outside import outside
from graphbuild.extract.propose import ranked
from graphbuild.extract.reporting import Report, ReportFinder
from graphbuild.extract.scene import Scene
from graphbuild.extract.scorer import Scored, Scorer, evidence
from graphbuild.extract.settle import settled
from graphbuild.extract.triggers import Trigger, TriggerFinder
from graphbuild.lexicon import Frame, Lexicon, closed_class


@dataclass(slots=True)
class Considered:
    """What happened to one trigger, for ``explain``: the ranked candidates, and why the best was kept or dropped;
    ``told_again`` are the neighbouring words that tell the same and were dropped for it."""

    trigger: Trigger
    ranked: list[Scored] = field(default_factory=list)
    evidence: dict[str, float] = field(default_factory=dict)
    confidence: float = 0.0
    kept: bool = False
    reason: str = ""
    told_again: list[int] = field(default_factory=list)


#: Confidence of an office found by the phrase grammar: 0.83 of them were right in cross-validation (docs/evaluation.md).
OFFICE_CONFIDENCE = 0.83
#: What a light verb and its noun must reach together (as if independent, which they are not: hence more than the threshold).
TOGETHER = 0.38
#: A claim below the threshold is kept from ``HALF`` where its category has these log odds, and one end those.
HALF, HALF_CATEGORY, HALF_END = 0.23, 0.6, 0.2
#: Confidence of a denial whose pattern leaves no doubt; of such denials in the training sentences all were DENY.
CERTAIN_DENIAL = 0.75
#: The confidence of an agreement that two actors have (``لدى``), at least.
CERTAIN_PACT = 0.6
#: What is done by saying it.
_SPEECH = frozenset(("SUPPORT", "REJECT"))
#: The share of the best reading's probability from which another is nearly as likely.
NEARLY = 0.5
#: How many words behind a verb the noun may stand that it makes one meaning with.
_REACH = 8


def claim_noun(scene: Scene, at: int, *, demonstrative: bool = False, whose: bool = False) -> bool:
    """Whether a noun that stands for earlier claims (``هذه المزاعم``, ``الاتهامات``) stands by the word at an index; with
    ``whose`` one that says whose they are (``اتهامات كييف``)."""
    item = scene.item_of[at]
    for index in range(max(0, item - 4), min(len(scene.items), item + 5)):
        phrase = scene.items[index].phrase
        for part in phrase.nested() if phrase is not None else ():
            a = scene.words[part.head].a
            if a is None or (part.gen is not None) != whose:
                continue
            deed = a.der == "vn" or a.lemma in closed_class("body-or-deed")
            stands_for = a.cls in ("claim", "speech") or (part.demonstrative and deed)
            stands_for = stands_for or (whose and a.lemma in closed_class("allegation"))
            definite = whose or (not demonstrative and scene.words[part.head].article)
            if stands_for and (part.demonstrative or definite):
                return True
    return False


class Drafter:
    """Makes the drafts of one scene."""

    def __init__(self, lexicon: Lexicon, scorer: Scorer) -> None:
        self._triggers = TriggerFinder(lexicon)
        self._reports = ReportFinder(lexicon)
        self._modality = ModalityReader(lexicon)
        self._scorer = scorer

    def consider(self, scene: Scene, reports: Sequence[Report]) -> list[Considered]:
        """Every trigger of the scene with its ranked candidates and the verdict."""
        featurizer = Featurizer(scene, reports)
        arguments = ArgumentFinder(scene)
        out = []
        for trigger in self._triggers(scene):
            considered = Considered(trigger)
            subjects, objects = arguments.ends(trigger)
            considered.ranked = ranked(featurizer, self._scorer, trigger, subjects, objects)
            out.append(considered)
        for considered, values in zip(out, evidence(scene, [c.ranked for c in out]), strict=True):
            considered.evidence = values
            if not considered.ranked:
                considered.reason = "no possible ends"
                continue
            considered.confidence = self._scorer.confidence(values)
            considered.kept = considered.confidence >= self._scorer.threshold
            considered.reason = f"confidence {considered.confidence:.2f}, kept from {self._scorer.threshold}"
            if not self._scorer.learned:
                considered.kept, considered.reason = True, "no model: the first in the order of preference"
            if not considered.kept and self._scorer.learned and _half_certain(considered):
                considered.kept = True
                considered.reason += "; but the category is likely, and one end more likely than not"
            best = considered.ranked[0].candidate
            if best.subject is None and "needs-agent" in best.frame.flags:
                considered.kept, considered.reason = False, "a war or battle that nobody is said to wage"
            if not considered.kept:
                self._certain_denial(scene, considered)
                self._certain_pact(considered)
        self._together(out)
        self._taken_over(out)
        self._of_one_mind(out)
        self._one_act(scene, out)
        self._told_in_full(out)
        self._told_by_phrase(scene, out)
        self._drop_repeats(out)
        for one in out:
            why = outside(scene, one.ranked[0].candidate) if one.kept else ""
            if why:
                one.kept, one.reason = False, why
        return out

    @staticmethod
    def _together(considered: Sequence[Considered]) -> None:
        """A light verb and its noun are two tellings of one event: where neither is kept and they agree on category and
        subject, the likelier one speaks for both."""
        at = {one.trigger.at: one for one in considered if one.ranked and not one.kept}
        for noun in list(at.values()):
            verb = at.get(noun.trigger.light)
            if verb is None or verb.kept or noun.kept:
                continue
            one = verb.ranked[0].candidate
            agreeing = next((s for s in noun.ranked if _agree(one, s.candidate)), None)
            if agreeing is None or agreeing.probability < NEARLY * noun.ranked[0].probability:
                continue
            joint = 1 - (1 - verb.confidence) * (1 - noun.confidence)
            if joint >= TOGETHER:
                noun.ranked = [agreeing, *(s for s in noun.ranked if s is not agreeing)]
                likelier = verb if verb.confidence >= noun.confidence else noun
                likelier.kept = True
                likelier.reason = f"told by the verb and by its noun: {joint:.2f} together"

    @staticmethod
    def _taken_over(considered: Sequence[Considered]) -> None:
        """A verb that means something of its own with its noun has told it (``رفعت العقوبات عن`` eases): the noun, read
        by itself between the same ends, says the contrary or nothing new."""
        for verb in considered:
            if not verb.kept or verb.trigger.pos not in ("v", "vp"):
                continue
            told = verb.ranked[0].candidate
            if "lv" not in told.frame.pos:
                continue
            for noun in considered:
                if (
                    not noun.kept
                    or not 0 < noun.trigger.at - verb.trigger.at <= _REACH
                    or noun.trigger.pos in ("v", "vp")
                ):
                    continue
                other = noun.ranked[0].candidate
                same = told.frame.category != other.frame.category and told.ends == other.ends
                if same and noun.confidence < verb.confidence:
                    noun.kept, noun.reason = False, "part of what the verb tells"

    @staticmethod
    def _told_by_phrase(scene: Scene, considered: Sequence[Considered]) -> None:
        """An office that the phrase grammar has found is told by it: ``كان بيرنهام وزيرا للصحة``."""
        kept = [c for c in considered if c.kept and c.ranked[0].candidate.frame.category == "HOLDS_OFFICE"]
        told = {at for office in offices(scene) for at in range(*office.office)} if kept else set()
        for one in kept:
            if one.trigger.at in told:
                one.kept, one.reason = False, "told by the phrase of the office"

    @staticmethod
    def _of_one_mind(considered: Sequence[Considered]) -> None:
        """A light verb and its noun, both kept with the same ends, tell one relation: the noun's in the verb's category, if
        that is nearly as likely, and as exactly as the two say it together (``أرسلت جنودا``: sent troops)."""
        kept = {one.trigger.at: one for one in considered if one.kept}
        for noun in kept.values():
            verb = kept.get(noun.trigger.light)
            if verb is None:
                continue
            told, best = verb.ranked[0].candidate, noun.ranked[0]
            agreeing = next(
                (
                    s
                    for s in noun.ranked
                    if s.candidate.frame.category == told.frame.category and s.candidate.ends == told.ends
                ),
                None,
            )
            if agreeing is None or best.candidate.ends != told.ends or agreeing.probability < NEARLY * best.probability:
                continue
            noun.ranked = [agreeing, *(s for s in noun.ranked if s is not agreeing)]
            if "lv" in agreeing.candidate.frame.pos:
                exact = told._replace(frame=agreeing.candidate.frame)
                verb.ranked = [verb.ranked[0]._replace(candidate=exact), *verb.ranked[1:]]

    @staticmethod
    def _one_act(scene: Scene, considered: Sequence[Considered]) -> None:
        """A light verb and its nouns that stand between the same ends tell one act, unless *and* joins them: where they differ on
        what it is, the likelier stays, of nouns the first (``أرسلت حاملة طائرات إلى``: no aid besides)."""
        kept = [one for one in considered if one.kept]
        for n, one in enumerate(kept):
            for other in kept[n + 1 :]:
                light = other.trigger.light
                if light < 0 or light not in (one.trigger.at, one.trigger.light) or scene.words[other.trigger.at].conj:
                    continue
                told, again = one.ranked[0].candidate, other.ranked[0].candidate
                if one.kept and other.kept and told.ends == again.ends and told.frame.category != again.frame.category:
                    nouns = light == one.trigger.light
                    surer = _together_say(one, other, told) >= _together_say(one, other, again)
                    loser = other if nouns or surer else one
                    loser.kept, loser.reason = False, "a neighbouring word tells what act it is"

    @staticmethod
    def _told_in_full(considered: Sequence[Considered]) -> None:
        """``يحشد قواته باتجاه المدينة``: a light verb that tells of nobody to whom has nothing to add to its noun, which does."""
        kept = {one.trigger.at: one for one in considered if one.kept}
        for noun in kept.values():
            verb = kept.get(noun.trigger.light)
            if verb is None:
                continue
            less, more = verb.ranked[0].candidate, noun.ranked[0].candidate
            same = less.frame.category == more.frame.category and less.ends[0] == more.ends[0]
            if same and less.object is None and more.object is not None:
                verb.kept, verb.reason = False, "its noun tells it in full"

    @staticmethod
    def _certain_pact(considered: Considered) -> None:
        """``لدى روسيا وكوريا الشمالية اتفاقية``: an agreement that two actors are said to have needs no scorer."""
        best = considered.ranked[0].candidate
        s, o = best.subject, best.object
        if best.frame.category != "AGREE" or s is None or s.prep not in closed_class("having"):
            return
        if joined(s, o):
            considered.confidence = max(considered.confidence, CERTAIN_PACT)
            considered.kept, considered.reason = True, "an agreement that two are said to have"

    @staticmethod
    def _certain_denial(scene: Scene, considered: Considered) -> None:
        """``هذه المزاعم نفاها …``: a verb of denial beside a noun that stands for earlier claims needs no scorer."""
        denials = [
            s for s in considered.ranked if s.candidate.frame.category == "DENY" and s.candidate.subject is not None
        ]
        if (
            denials
            and considered.trigger.pos in ("v", "vn")
            and claim_noun(scene, considered.trigger.at, demonstrative=True)
        ):
            considered.ranked = [denials[0], *(s for s in considered.ranked if s is not denials[0])]
            considered.confidence = max(considered.confidence, CERTAIN_DENIAL)
            considered.kept, considered.reason = True, "a denial of claims made before, named by a demonstrative"

    @staticmethod
    def _drop_repeats(considered: Sequence[Considered]) -> None:
        """One telling for a light verb and its noun, or for two words of one phrase: the likelier stays."""
        seen: dict[tuple[object, ...], Considered] = {}
        for one in considered:
            if not one.kept:
                continue
            best = one.ranked[0].candidate
            # By the last word: ``five soldiers`` and ``soldiers`` are one end.
            ends = [None if o is None else o.mention.last for o in (best.subject, best.object)]
            key = (best.frame.category, *ends)
            other = seen.get(key)
            if other is None:
                seen[key] = one
            elif abs(other.trigger.at - one.trigger.at) <= 6:
                loser = one if other.confidence >= one.confidence else other
                winner = other if loser is one else one
                loser.kept, loser.reason = False, "told by a neighbouring word already"
                winner.told_again.append(loser.trigger.at)
                seen[key] = winner

    def __call__(
        self, scene: Scene, number: int, speaker: tuple[int, Mention] | None = None
    ) -> tuple[list[Draft], list[Report]]:
        """The drafts of a scene, in the order of the text, and its reports."""
        reports = self._reports(scene, speaker[1] if speaker is not None else None)
        drafts = [_office_draft(number, office) for office in offices(scene)]
        for considered in self.consider(scene, reports):
            if considered.kept:
                drafts += self._drafts(scene, number, considered, reports, speaker)
        drafts += self._called_false(scene, number, reports, drafts)
        drafts.sort(key=lambda d: d.trigger)
        return settled(scene, drafts), reports

    def _called_false(
        self, scene: Scene, number: int, reports: Sequence[Report], drafts: Sequence[Draft]
    ) -> Iterator[Draft]:
        """A denial for each claim that somebody calls false, unless a verb has told that he denies."""
        for false in called_false(scene, reports):
            if any(d.category == "DENY" and same(d.subject, false.by) for d in drafts):
                continue
            others = [r for r in reports if r.kind != "noun" and not same(r.source, false.by)]
            sayings = tuple(self._sayings(number, false.at, others, None))
            yield Draft(
                number,
                "DENY",
                "calls_false",
                (false.at, false.at + 1),
                false.by,
                false.of,
                False,
                "actual",
                sayings,
                "called-false",
                CERTAIN_DENIAL,
                quoted=_quoted(scene, false.at),
                called_false=(false.first, false.at),
            )

    def _drafts(
        self,
        scene: Scene,
        number: int,
        considered: Considered,
        reports: Sequence[Report],
        speaker: tuple[int, Mention] | None,
    ) -> list[Draft]:
        best = considered.ranked[0]
        candidate = best.candidate
        trigger, frame = candidate.trigger, candidate.frame
        modality = self._modality(scene, trigger.at)
        # Of the words that tell one thing, one may say that it is yet to be: ``الاتفاق الذي تنوي مصر توقيعه``.
        # A finite verb says it of itself.
        again = considered.told_again if scene.words[trigger.at].pos != "verb" else []
        for at in ([trigger.light] if trigger.light >= 0 else []) + again:
            if modality == Modality():
                modality = self._modality(scene, at)
        if "refusal" in frame.flags:
            modality = Modality()  # ``لن تقبل``: this very negation is the act
        sayings = tuple(self._sayings(number, trigger.at, reports, speaker))
        finite = [at for at in considered.told_again if at > trigger.at and scene.words[at].pos == "verb"]
        if any(not self._sayings(number, at, reports, speaker) for at in finite):
            sayings = ()  # ``الاتفاق الذي أبرمته إيران``: what its relative clause tells outside of the report nobody has said
        a, doer = scene.words[trigger.at].a, candidate.subject
        if a is not None and a.der in ("ap", "part") and doer is not None:
            # ``قالت حماس إن …، متهمة إسرائيل``: what the speaker does besides, he does not say that he does
            sayings = tuple(s for s in sayings if not same(s.mention, doer.mention))
        if frame.category in _SPEECH and doer is not None and scene.words[trigger.at].pos == "noun":
            # ``أكد له دعمه``: to say so is to support him, and nobody's report (in the gold, 11 of 11)
            sayings = tuple(s for s in sayings if s.stance != "asserts" or not same(s.mention, doer.mention))
        if frame.category == "ACCUSE" and trigger.pos not in ("v", "vp"):
            # who denies an accusation does not deny that it was made
            sayings = tuple(s for s in sayings if s.stance == "asserts")
        if "negated" in frame.flags:
            modality = replace(modality, negated=not modality.negated)
        if any(s.stance == "denies" for s in sayings) and self._modality.any_before(scene, trigger.at):
            modality = replace(modality, status="actual")  # denied any meeting: that there was one
        if modality.status == "actual" and self._doubted(scene, trigger, sayings):
            modality = replace(modality, status="possible")
        confidence = round(considered.confidence, 3)
        out = []
        for subject, object_ in _pairs(scene, trigger.at, candidate.subject, candidate.object, frame):
            out.append(
                Draft(
                    number,
                    frame.category,
                    frame.relation,
                    (trigger.at, trigger.at + 1),
                    subject,
                    object_,
                    modality.negated,
                    modality.status,
                    sayings,
                    frame.id,
                    confidence,
                    quoted=_quoted(scene, trigger.at),
                    frame=frame,
                )
            )
        return out

    @staticmethod
    def _doubted(scene: Scene, trigger: Trigger, sayings: Sequence[Saying]) -> bool:
        """``شكك في نجاح الجيش في هزيمة حماس``: nobody asserts what a noun under a doubt names (of 22 claims that are only doubted in the
        annotated sentences, verbs included, 14 are possible and 4 planned); a finite verb says itself when it was, and what
        lies behind the doubt is not doubted (``بعد إعلان مقتلهم``)."""
        item = scene.items[scene.item_of[trigger.at]]
        finite = trigger.pos in ("v", "vp") or (trigger.light >= 0 and scene.words[trigger.light].pos == "verb")
        if not sayings or finite or item.background:
            return False
        return all(saying.stance == "doubts" for saying in sayings)

    @staticmethod
    def _sayings(number: int, at: int, reports: Sequence[Report], speaker: tuple[int, Mention] | None) -> list[Saying]:
        """The reports that cover a word, outermost first; an inner one is reported by the one around it."""
        covering = [r for r in reports if r.covers(at)]
        covering.sort(key=lambda r: (r.first, -r.last))
        out: list[Saying] = []
        speakers: set[tuple[bool, tuple[int, int]]] = set()
        for report in covering:
            words = report.source_range
            who = words if report.source is None else (report.source.first, report.source.last)
            if who is None or (report.carried, who) in speakers:
                continue
            speakers.add((report.carried, who))
            via = len(out) - 1 if out and report.kind not in ("phrase",) else None
            before = speaker[0] if report.carried and speaker is not None else None
            out.append(
                Saying(number, report.source, words, report.stance, report.cue, via, report.distance, before)  # type: ignore[arg-type]
            )
        return out


def _office_draft(number: int, office: Office) -> Draft:
    return Draft(
        number,
        "HOLDS_OFFICE",
        "holds_office_in",
        office.office,
        office.person,
        office.of,
        False,
        "actual",
        (),
        "office-phrase",
        OFFICE_CONFIDENCE,
        office.office,
        office.tense,
    )


def _agree(one: Candidate, other: Candidate) -> bool:
    """Whether two candidates are of one category and of one subject that somebody names."""
    same = one.frame.category == other.frame.category and one.subject is not None and other.subject is not None
    return same and one.subject.mention is other.subject.mention  # type: ignore[union-attr]


def _together_say(one: Considered, other: Considered, told: Candidate) -> float:
    """How likely two words together make the act that one of them tells, between the same ends."""
    same = ((s.probability, s.candidate) for c in (one, other) for s in c.ranked)
    return sum(p for p, c in same if c.frame.category == told.frame.category and c.ends == told.ends)


def _half_certain(considered: Considered) -> bool:
    """Whether a claim below the threshold is likely in its category and in one of its ends."""
    values = considered.evidence
    end = max(values["subject"], values["object"])
    return considered.confidence >= HALF and values["category"] > HALF_CATEGORY and end > HALF_END


def _quoted(scene: Scene, at: int) -> bool:
    return sum(1 for w in scene.words[:at] if w.token.kind == "quote") % 2 == 1


def _expand(scene: Scene, option: Option | None) -> list[Mention | None]:
    if option is None:
        return [None]
    if option.how in ("d", "g", "t", "a", "n"):
        return [*with_coordinated(scene, option)]
    return [option.mention]


def _holding(mentions: list[Mention | None], at: int) -> list[Mention | None]:
    """Of coordinated mentions the one that a word stands in; all of them where none does."""
    return [m for m in mentions if m is not None and m.first <= at < m.last] or mentions


def _pairs(
    scene: Scene, at: int, subject: Option | None, object_: Option | None, frame: Frame
) -> list[tuple[Mention | None, Mention | None]]:
    """One pair for each coordinated end, but where one of them holds the trigger itself (``القتلة ومنفذو عمليات حرق``); a reciprocal act
    between coordinated actors pairs the first with each other one."""
    subjects, objects = (_holding(_expand(scene, end), at) for end in (subject, object_))
    if "reciprocal" in frame.flags and object_ is None and len(subjects) > 1:
        return [(subjects[0], other) for other in subjects[1:]]
    if object_ is not None and object_.mention in subjects:
        return [(subjects[0], other) for other in subjects[1:]]
    return [(s, o) for s in subjects for o in objects if s is None or s is not o]
