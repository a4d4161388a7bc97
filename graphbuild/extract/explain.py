"""How a text is read, step by step: tokens, mentions, reports, triggers with their competing candidates, and what
became of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graphbuild.extract.draft import Draft
from graphbuild.extract.drafts import Considered
from graphbuild.extract.options import Candidate, Option
from graphbuild.extract.reporting import Report
from graphbuild.extract.rules import RuleExtractor
from graphbuild.extract.scene import Scene
from graphbuild.records import Article

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class ExplainedToken:
    """A token: its text, the part of speech and lemma chosen, features in short, clitics, and how many readings it had."""

    text: str
    pos: str
    lemma: str
    features: str
    readings: int


@dataclass(frozen=True, slots=True)
class ExplainedMention:
    """An actor as named: the whole phrase, the name, type, country, and the rows of data/ it may be."""

    text: str
    name: str
    type: str
    country: str | None
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExplainedCandidate:
    """One analysis of one trigger: rule, claim in words, how each end was found, its confidence, and whether and why it
    was kept."""

    trigger: str
    rule: str
    claim: str
    ends: str
    confidence: float
    kept: bool
    reason: str


@dataclass(frozen=True, slots=True)
class ExplainedReport:
    """Who says what stretch, with which stance, by which cue."""

    cue: str
    stance: str
    source: str
    covers: str


@dataclass(frozen=True, slots=True)
class ExplainedSentence:
    """Everything about one sentence."""

    text: str
    section: str
    tokens: tuple[ExplainedToken, ...]
    items: tuple[str, ...]
    mentions: tuple[ExplainedMention, ...]
    reports: tuple[ExplainedReport, ...]
    candidates: tuple[ExplainedCandidate, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The explanation of a text, sentence by sentence."""

    sentences: tuple[ExplainedSentence, ...]


def explain(article: Article, extractor: RuleExtractor) -> Explanation:
    """Explain every sentence of an article that is extracted from."""
    out = []
    for step in extractor.steps(article):
        scene = step.scene
        considered = extractor.drafter.consider(scene, step.reports)
        out.append(
            ExplainedSentence(
                article.slice(scene.sentence.span),
                scene.sentence.section,
                tuple(_tokens(scene)),
                tuple(_items(scene)),
                tuple(_mentions(scene)),
                tuple(_report(scene, r) for r in step.reports),
                tuple(c for one in considered for c in _candidates(scene, one)),
                tuple(_claim(scene, d) for d in step.drafts),
            )
        )
    return Explanation(tuple(out))


def _text(scene: Scene, first: int, last: int) -> str:
    return " ".join(w.token.text for w in scene.words[first:last])


def _tokens(scene: Scene) -> Iterator[ExplainedToken]:
    for word in scene.words:
        a = word.a
        features = []
        if a is not None:
            features = [
                f
                for f in (
                    a.der,
                    {"p": "past", "i": "present"}.get(a.asp, ""),
                    {"p": "passive", "a": "active"}.get(a.vox, ""),
                    a.per + a.gen + a.num,
                    a.cls,
                )
                if f
            ]
            if a.pronoun:
                features.append("+" + a.pronoun)
        elif word.role:
            features.append(word.role)
        clitics = "".join(f"{c}+" for c in (word.conj, word.prep) if c) + ("al+" if word.article else "")
        if clitics:
            features.insert(0, clitics)
        yield ExplainedToken(word.token.text, word.pos, word.lemma, " ".join(features), len(word.others))


def _items(scene: Scene) -> Iterator[str]:
    for item in scene.items:
        yield f"{item.kind}{':' + item.prep if item.prep else ''}[{_text(scene, item.first, item.last)}]"


def _mentions(scene: Scene) -> Iterator[ExplainedMention]:
    for m in scene.mentions:
        yield ExplainedMention(
            _text(scene, m.first, m.last), _text(scene, *m.name), m.type, m.country, tuple(k.slug for k in m.known)
        )


def _report(scene: Scene, report: Report) -> ExplainedReport:
    source = (
        _text(scene, *report.source_range)
        if report.source_range
        else (_text(scene, report.source.first, report.source.last) if report.source else "?")
    )
    return ExplainedReport(
        scene.words[report.cue].token.text, report.stance, source, _text(scene, report.first, report.last)
    )


def _end(scene: Scene, option: Option | None) -> str:
    return "-" if option is None else _text(scene, option.mention.first, option.mention.last)


def _rule(option: Option | None) -> str:
    return "none" if option is None else option.rule + (f" ({option.how})" if option.how != "d" else "")


def _in_words(scene: Scene, candidate: Candidate) -> str:
    return f"{candidate.frame.category} {_end(scene, candidate.subject)} —{candidate.frame.relation}→ {_end(scene, candidate.object)}"


def _candidates(scene: Scene, considered: Considered) -> Iterator[ExplainedCandidate]:
    trigger = scene.words[considered.trigger.at].token.text
    if not considered.ranked:
        frames = ", ".join(f.id for f in considered.trigger.frames)
        yield ExplainedCandidate(trigger, frames, "", "", 0.0, False, considered.reason)
        return
    for rank, scored in enumerate(considered.ranked[:_SHOWN]):
        candidate = scored.candidate
        ends = f"subject {_rule(candidate.subject)}, object {_rule(candidate.object)}"
        reason = considered.reason if rank == 0 else "another analysis is likelier"
        yield ExplainedCandidate(
            trigger,
            candidate.frame.id,
            _in_words(scene, candidate),
            ends,
            round(considered.confidence if rank == 0 else scored.probability, 3),
            considered.kept and rank == 0,
            reason,
        )


def _claim(scene: Scene, draft: Draft) -> str:
    subject = _text(scene, draft.subject.first, draft.subject.last) if draft.subject else "-"
    object_ = _text(scene, draft.object.first, draft.object.last) if draft.object else "-"
    marks = [m for m in ("negated" if draft.negated else "", draft.status if draft.status != "actual" else "") if m]
    for saying in draft.sayings:
        source = (
            _text(scene, *saying.words)
            if saying.words
            else (_text(scene, saying.mention.first, saying.mention.last) if saying.mention else "?")
        )
        marks.append(f"{source} {saying.stance}")
    if draft.called_false is not None:
        marks.append(f"«{_text(scene, *draft.called_false)}» is called false: «{_text(scene, *draft.trigger)}»")
    return f"{draft.category} {subject} —{draft.relation}→ {object_}" + (f"  [{'; '.join(marks)}]" if marks else "")


def explain_lines(explanation: Explanation) -> list[str]:
    """The explanation as plain text lines."""
    out: list[str] = []
    for number, sentence in enumerate(explanation.sentences, start=1):
        out += [f"sentence {number} ({sentence.section}): {sentence.text}", "  tokens"]
        out += [
            f"    {t.text}  {t.pos}  {t.lemma}"
            + (f"  {t.features}" if t.features else "")
            + (f"  ({t.readings} readings)" if t.readings > 1 else "")
            for t in sentence.tokens
        ]
        out += ["  clause", "    " + " ".join(sentence.items)]
        out += _listed(
            "mentions",
            [
                f"{m.text}  {m.type}"
                + (f"  {m.country}" if m.country else "")
                + (f"  = {', '.join(m.known)}" if m.known else "")
                for m in sentence.mentions
            ],
        )
        out += _listed("who says so", [f"{r.source}  {r.stance}  ({r.cue}): {r.covers}" for r in sentence.reports])
        out += _listed(
            "candidates",
            [
                f"{'kept   ' if c.kept else 'dropped'} {c.confidence:.2f}  «{c.trigger}»  {c.rule}  {c.claim}  ({c.ends}; {c.reason})"
                for c in sentence.candidates
            ],
        )
        out += _listed("claims", sentence.claims)
        out.append("")
    return out[:-1] if out else ["nothing to explain: the text has no sentence"]


def _listed(title: str, lines: Sequence[str]) -> list[str]:
    return [f"  {title}", *[f"    {line}" for line in lines]] if lines else [f"  {title}: none"]
