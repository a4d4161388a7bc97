"""The whole program on one page: article → extraction → linked reading."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from graphbuild.arabic.morphology import Morphology
from graphbuild.extract.explain import Explanation, explain, explain_lines
from graphbuild.extract.labellers import DEFAULT, labeller
from graphbuild.extract.rules import RuleExtractor
from graphbuild.extract.scorer import Scorer
from graphbuild.iris import proposition_id
from graphbuild.lexicon import Lexicon, load
from graphbuild.link.identity import Linker
from graphbuild.records import (
    Actor,
    Article,
    Attribution,
    Claim,
    End,
    Extraction,
    Quote,
    Reading,
    Relation,
    Said,
    Section,
    Source,
    Span,
    Telling,
)
from graphbuild.resources import resource

#: Bare triples are told from claims of at least this confidence: at 0.7, four of five claims of the development
#: sentences were right
#: (docs/evaluation.md, reliability).
BARE_CONFIDENCE = 0.7

VERSION = "0.1.0"


class Extractor(Protocol):
    """A door: what finds mentions and tellings in an article."""

    name: str

    def extract(self, article: Article) -> Extraction:
        """Mentions and tellings of an article."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Reads articles: one extractor, one linker, one lexicon."""

    lexicon: Lexicon
    extractor: RuleExtractor
    linker: Linker
    name: str
    fingerprint: str

    @classmethod
    def load(cls, *, actors: Path | None = None, names: str = DEFAULT) -> Engine:
        """The default engine; ``actors`` is a table of the user's own actors, ``names`` what finds the names that no list
        has: ``crf``, ``camel``, or the folder of a model for camel-tools' recogniser.

        Raises:
            DataError: a bad row in data/ or in the user's table.
            UsageError: no such recogniser of names, or it is not installed.
        """
        folder = resource("data")
        lexicon = load(folder, actors=actors)
        model = folder / "models" / "claims.json"
        scorer = Scorer.load(model) if model.exists() else Scorer({})
        finder = labeller(names)
        extractor = RuleExtractor(lexicon, Morphology.load(lexicon), scorer, finder)
        told = f"{VERSION}\0{lexicon.fingerprint}\0{_code_hash()}"
        if finder is not None and finder.name != DEFAULT:  # whatever changes names makes another engine
            told += f"\0{finder.name}\0{finder.fingerprint}"
        fingerprint = hashlib.sha256(told.encode()).hexdigest()[:16]
        return cls(
            lexicon,
            extractor,
            Linker(lexicon),
            f"graphbuild-{extractor.name}/{VERSION}+{fingerprint[:12]}",
            fingerprint,
        )

    def read(self, article: Article) -> Reading:
        """What the article says, linked."""
        if not article.sections:
            article = whole(article)
        return assemble(article, self.extractor.extract(article), self.linker, self.lexicon.relations, self.name)

    def explain(self, text: str) -> Explanation:
        """How a text is read, step by step."""
        return explain(whole(Article("text", text)), self.extractor)


__all__ = ["BARE_CONFIDENCE", "VERSION", "Engine", "Explanation", "Extractor", "assemble", "explain_lines", "whole"]


def _code_hash() -> str:
    """A hash of the code that decides what is extracted."""
    root = Path(__file__).parent
    digest = hashlib.sha256()
    for folder in ("arabic", "extract", "link", "lexicon"):
        for path in sorted((root / folder).glob("*.py")):
            digest.update(path.read_bytes())
    digest.update((root / "text.py").read_bytes())
    return digest.hexdigest()


def whole(article: Article) -> Article:
    """An article that has not been cut into sections, as one headline (its title) and one body."""
    sections = []
    if article.title:
        sections.append(Section("headline", Span("title", 0, len(article.title))))
    if article.text:
        sections.append(Section("body", Span("text", 0, len(article.text))))
    return replace(article, sections=tuple(sections))


def assemble(
    article: Article, extraction: Extraction, linker: Linker, relations: Mapping[str, Relation], engine: str
) -> Reading:
    """Link an extraction's mentions and turn its tellings into claims, sorted by place in the text."""
    ids, actors = linker.link(article, extraction.mentions)
    table = {actor.id: actor for actor in actors}

    def end(index: int | None) -> End | None:
        if index is None:
            return None
        mention, actor = extraction.mentions[index], table[ids[index]]
        return End(actor.id, mention.quote.span, mention.quote.text, mention.name, linker.country(mention, actor))

    claims = []
    identifiers: list[str] = []
    for telling in extraction.tellings:
        relation = relations.get(telling.relation)
        subject, object_ = end(telling.subject), end(telling.object)
        proposition = proposition_id(
            subject.actor if subject else None,
            telling.relation,
            object_.actor if object_ else None,
            telling.office,
            symmetric=bool(relation and relation.symmetric),
        )
        attributions = tuple(_attribution(said, extraction, ids, table, linker) for said in telling.said)
        trigger = telling.trigger.span
        prefix = "t" if trigger.field == "title" else ""
        identifier = f"{prefix}{trigger.start}-{trigger.end}/{proposition.split('/')[1][:8]}"
        claims.append(
            Claim(
                identifier,
                proposition,
                telling.category,
                telling.relation,
                telling.section,
                subject,
                object_,
                telling.trigger,
                telling.sentence,
                telling.negated,
                telling.status,
                attributions,
                telling.office,
                telling.time,
                end(telling.place),
                telling.rule,
                telling.confidence,
                _bare(telling, subject, object_),
            )
        )
        identifiers.append(identifier)
    claims = [
        replace(claim, denies=tuple((identifiers[other], index) for other, index in telling.denies))
        for claim, telling in zip(claims, extraction.tellings, strict=True)
    ]
    unique: dict[str, Claim] = {}
    for claim in claims:
        unique.setdefault(claim.id, claim)
    kept = sorted(unique.values(), key=lambda c: (c.trigger.span, c.id))
    return Reading(article, engine, _used(actors, kept), tuple(kept))


def _used(actors: Sequence[Actor], claims: Sequence[Claim]) -> tuple[Actor, ...]:
    """The actors that are named, or that a claim uses; what is only described and takes part in nothing is left out."""
    used = {end.actor for claim in claims for end in (claim.subject, claim.object, claim.place) if end is not None}
    used |= {a.source.actor for claim in claims for a in claim.attributions if a.source.actor is not None}
    return tuple(actor for actor in actors if actor.id in used or not actor.id.startswith("source/"))


def _attribution(
    said: Said, extraction: Extraction, ids: Sequence[str], table: dict[str, Actor], linker: Linker
) -> Attribution:
    if said.source is None:
        return Attribution(
            Source(None, said.words.text, None, said.words.span), said.stance, said.cue, said.sentence, said.via
        )
    mention, actor = extraction.mentions[said.source], table[ids[said.source]]
    words: Quote = said.words
    return Attribution(
        Source(actor.id, words.text, linker.country(mention, actor), words.span),
        said.stance,
        said.cue,
        said.sentence,
        said.via,
    )


def _bare(telling: Telling, subject: End | None, object_: End | None) -> bool:
    """Whether the outlet tells it in its own voice, as a fact, of two known ends (DESIGN: bare triples)."""
    return (
        not telling.said
        and not telling.negated
        and telling.status == "actual"
        and subject is not None
        and object_ is not None
        and not telling.quoted
        and telling.section not in ("related", "furniture")
        and telling.confidence >= BARE_CONFIDENCE
        and telling.category not in ("DENY",)
    )
