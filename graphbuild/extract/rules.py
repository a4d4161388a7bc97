"""The default extractor: lexicon, grammar and a small shipped model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graphbuild.arabic.dates import parse_date
from graphbuild.arabic.frequencies import Frequencies
from graphbuild.arabic.morphology import Morphology
from graphbuild.arabic.sentences import split
from graphbuild.arabic.tagger import Tagger
from graphbuild.extract.arguments import ArgumentFinder
from graphbuild.extract.circumstance import Circumstances
from graphbuild.extract.crf import Crf
from graphbuild.extract.denials import deny_earlier
from graphbuild.extract.draft import Draft, Saying
from graphbuild.extract.drafts import Drafter
from graphbuild.extract.homes import Homes
from graphbuild.extract.mentions import Describer, Mention
from graphbuild.extract.names import Gazetteer
from graphbuild.extract.recognise import Labeller, Recogniser
from graphbuild.extract.reporting import Report
from graphbuild.extract.scene import Scene, SceneMaker
from graphbuild.extract.scorer import Scorer
from graphbuild.lexicon import Known, Lexicon, closed_class
from graphbuild.records import Article, Extraction, Mentioned, Quote, Said, Span, Telling
from graphbuild.resources import resource
from graphbuild.text import LIL

#: Categories whose object, where it is a capital, is the town itself and not the government that sits there.
_PHYSICAL = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "AID", "PROTEST"))
#: Kinds of place that a word for a town, or for a province, may stand before.
_TOWNS = frozenset(("city", "capital", "camp", "area", "region"))
_PROVINCES = frozenset(("region", "area"))


@dataclass(frozen=True, slots=True)
class Step:
    """One analysed sentence with its drafts and reports, for ``explain``."""

    scene: Scene
    drafts: tuple[Draft, ...]
    reports: tuple[Report, ...]


def scene_maker(lexicon: Lexicon, morphology: Morphology, names: Path | Labeller | None) -> SceneMaker:
    """What analyses sentences; ``names`` labels the names that no list has: the CRF's model file, if there is one, or
    another labeller."""
    if isinstance(names, Path):
        names = Crf(names) if names.exists() else None
    recogniser = Recogniser(names, lexicon, morphology) if names is not None else None
    frequencies = Frequencies.load(resource("data") / "models" / "readings.json")
    tagger = Tagger(lexicon, morphology, frequencies)
    return SceneMaker(tagger, Gazetteer(lexicon, morphology), Describer(lexicon), recogniser)


class RuleExtractor:
    """Article → mentions and tellings, by rules and the claim scorer."""

    name = "rules"

    def __init__(
        self, lexicon: Lexicon, morphology: Morphology, scorer: Scorer, names: Path | Labeller | None = None
    ) -> None:
        self.morphology = morphology
        self.scenes = scene_maker(lexicon, morphology, names)
        self.drafter = Drafter(lexicon, scorer)
        self.homes = Homes.load(resource("data") / "models" / "homes.json", lexicon.known)

    def steps(self, article: Article) -> list[Step]:
        """The analysis of every sentence, in the order of the sections; speakers are carried from a sentence to the
        next of its section."""
        out: list[Step] = []
        speaker: tuple[int, Mention] | None = None
        section = None
        self.scenes.begin()
        for sentence in split(article, article.sections):
            if sentence.section != section:
                speaker, section = None, sentence.section
            scene = self.scenes(sentence, article.slice(sentence.span))
            drafts, reports = self.drafter(scene, len(out), speaker)
            speaker = _speaker(reports, len(out), speaker) or _spoken_of(scene, len(out), reports)
            out.append(Step(scene, tuple(drafts), tuple(reports)))
        return out

    def extract(self, article: Article, *, least: int = 2) -> Extraction:
        """Mentions and tellings of an article; furniture is not looked at. Mentions of a lower level than ``least`` are
        left out where no telling has them."""
        steps = self.steps(article)
        builder = _Builder(article, steps, self.homes)
        return builder.build(deny_earlier(steps), least)


def _speaker(reports: Sequence[Report], number: int, before: tuple[int, Mention] | None) -> tuple[int, Mention] | None:
    """Whom the next sentence's «وأضاف …» goes on quoting: the first speaker of this sentence; one who was carried in stays."""
    for report in reports:
        if report.kind in ("verb", "lead") and report.source is not None:
            return before if report.carried else (number, report.source)
    return None


def _spoken_of(scene: Scene, number: int, reports: Sequence[Report]) -> tuple[int, Mention] | None:
    """The person whom a sentence without a speaker is about, its first verb's subject: «وأضاف …» in the next is his
    (``عقد شويغو مؤتمرا صحفيا. وأشار إلى أن``)."""
    if reports:
        return None
    verb = next((item for item in scene.items if item.kind == "verb"), None)
    if verb is None:
        return None
    for option in ArgumentFinder(scene).verb_subjects(verb.first):
        if option.rule.startswith(("vs:post1", "vs:topic", "vs:adjacent")):
            return (number, option.mention) if option.mention.type == "person" and option.mention.level > 1 else None
    return None


class _Builder:
    """Turns mentions of scenes into spans of the article."""

    def __init__(self, article: Article, steps: Sequence[Step], homes: Homes) -> None:
        self._article = article
        self._homes = homes
        self._steps = steps
        self._today = parse_date(article.date)
        self._circumstances: dict[int, Circumstances] = {}
        self._mentions: list[Mentioned] = []
        self._index: dict[tuple[object, ...], int] = {}

    def build(self, drafts: Sequence[Draft], least: int) -> Extraction:
        """Everything that the drafts and the mentions of the article hold."""
        for number, step in enumerate(self._steps):
            for mention in step.scene.mentions:
                if mention.level >= least:
                    self._mention(number, mention, place=False)
        tellings = [self._telling(draft) for draft in drafts]
        fixed = []
        for telling, draft in zip(tellings, drafts, strict=True):
            denies = tuple(
                (other, index)
                for other in draft.denies
                for index, said in enumerate(tellings[other].said)
                if said.stance != "asserts" and said.cue.span == telling.trigger.span
            )
            fixed.append(_with_denies(telling, denies))
        return Extraction(tuple(self._mentions), tuple(fixed))

    def _span(self, number: int, first: int, last: int, *, strip: bool = True) -> Span:
        words = self._steps[number].scene.words
        body = words[first].body
        if words[first].prep == "l" and words[first].token.form[body - 1 : body + 1] == LIL:
            body -= 1  # lil-qahtaani: the article's alef is not written, so the preposition stays
        start = words[first].token.start + (_clitics(words[first].token.text, body) if strip else 0)
        return Span(self._steps[number].scene.sentence.span.field, start, words[last - 1].token.end)

    def _quote(self, number: int, first: int, last: int, *, strip: bool = True) -> Quote:
        span = self._span(number, first, last, strip=strip)
        return Quote(span, self._article.slice(span))

    def _mention(self, number: int, mention: Mention, *, place: bool) -> int:
        key = (number, mention.first, mention.last, mention.head, (place and mention.type == "place") or False)
        found = self._index.get(key)
        if found is not None:
            return found
        words = self._steps[number].scene.words
        name = self._quote(number, *mention.name)
        head = words[mention.head]
        town = self._town(number, mention)
        known = mention.known or town
        described = Mentioned(
            self._quote(number, mention.first, mention.last),
            name.text,
            mention.type,
            mention.country,
            tuple(k.slug for k in known),
            mention.affiliation.slug if mention.affiliation is not None else None,
            head.lemma if head.a is not None and head.pos != "name" else "",
            mention.cls,
            mention.personal,
            mention.number != "s",
            mention.gender,
            bool(town) or (place and any(k.type == "place" for k in known)),
            self._description(number, mention),
            self._homes(self._steps[number].scene, mention),
        )
        self._index[key] = len(self._mentions)
        self._mentions.append(described)
        return self._index[key]

    def _town(self, number: int, mention: Mention) -> tuple[Known, ...]:
        """The rows of the town or region that a phrase names with its kind: ``مدينة رفح``, ``محافظة نينوى``; it is the place
        itself, and no government that sits there."""
        scene = self._steps[number].scene
        phrase = scene.phrase_of(mention)
        named = phrase.gen.named if phrase is not None and phrase.gen is not None else None
        if named is None or mention.cls != "place" or mention.number != "s":
            return ()
        towns = scene.words[mention.head].lemma in closed_class("town")
        if not towns and scene.words[mention.head].lemma not in closed_class("province"):
            return ()
        kinds = _TOWNS if towns else _PROVINCES
        return tuple(k for k in named.known if k.slug and k.type == "place" and k.kind in kinds)

    def _description(self, number: int, mention: Mention) -> str:
        """What a described actor is, without whose: ``وزير خارجية`` for ``وزير الخارجية الروسي``."""
        words = self._steps[number].scene.words
        phrase = self._steps[number].scene.phrase_of(mention)
        if phrase is None or mention.personal:
            return ""
        parts = [words[phrase.head].lemma]
        for at in phrase.adjectives[:1]:
            a = words[at].a
            if a is not None and a.der != "nisba" and at == phrase.head + 1:
                parts.append(words[at].lemma)
        inner = phrase.gen
        while inner is not None and inner.named is None and inner.name is None:
            form = words[inner.head].token.form[words[inner.head].body :]
            parts.append(form[2:] if form.startswith("\u0627\u0644") else form)
            inner = inner.gen
        return " ".join(parts)

    def _around(self, number: int) -> Circumstances:
        """When and where in a sentence; looked for only where a claim asks, as most sentences tell none."""
        if number not in self._circumstances:
            scene = self._steps[number].scene
            related = scene.sentence.section == "related"  # not dated by the article that it stands beside
            self._circumstances[number] = Circumstances(scene, None if related else self._today)
        return self._circumstances[number]

    def _telling(self, draft: Draft) -> Telling:
        number = draft.scene
        there = number if draft.object_scene is None else draft.object_scene
        scene = self._steps[number].scene
        said = tuple(self._said(saying) for saying in draft.sayings)
        place = draft.category in _PHYSICAL
        office = None
        if draft.office is not None:
            office = self._quote(number, *draft.office).text + (
                "" if draft.tense == "current" else f" tense:{draft.tense}"
            )
        where = None
        when = None
        if draft.office is None:
            around = self._around(number)
            when = around.time(draft.trigger[0])
            where = around.place(draft.trigger[0], (draft.subject, draft.object), draft.category)
        return Telling(
            draft.category,
            draft.relation,
            scene.sentence.section,
            None if draft.subject is None else self._mention(number, draft.subject, place=False),
            None if draft.object is None else self._mention(there, draft.object, place=place),
            self._quote(number, *draft.trigger),
            scene.sentence.span,
            draft.negated,
            draft.status,
            said,
            draft.rule,
            draft.confidence,
            office,
            draft.quoted,
            when,
            None if where is None else self._mention(number, where, place=True),
        )

    def _said(self, saying: Saying) -> Said:
        number = saying.scene
        scene = self._steps[number].scene
        at = number if saying.source_scene is None else saying.source_scene
        source = None if saying.mention is None else self._mention(at, saying.mention, place=False)
        if saying.words is not None:
            words = self._quote(number, *saying.words)
        elif saying.mention is not None:
            words = self._quote(at, saying.mention.first, saying.mention.last)
        else:
            words = self._quote(number, saying.cue, saying.cue + 1)
        return Said(
            source,
            words,
            saying.stance,
            self._quote(number, saying.cue, saying.cue + 1),
            scene.sentence.span,
            saying.via,
        )


def _clitics(text: str, body: int) -> int:
    """The code points of the raw text that the first ``body`` letters take, with their vowel signs."""
    if body <= 0:
        return 0
    letters = 0
    for position, character in enumerate(text):
        if "\u0621" <= character <= "\u064a" and character != "\u0640":
            if letters == body:
                return position
            letters += 1
    return 0


def _with_denies(telling: Telling, denies: tuple[tuple[int, int], ...]) -> Telling:
    if not denies:
        return telling
    from dataclasses import replace

    return replace(telling, denies=denies)
