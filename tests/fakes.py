"""A small engine for tests of what surrounds the real one: it finds two names and one verb, and is told apart by its name."""

from __future__ import annotations

from pathlib import Path

from graphbuild.iris import proposition_id
from graphbuild.records import Actor, Article, Attribution, Claim, End, Quote, Reading, Source, Span

NAMES = {
    "روسيا": ("actor/RUS", "Russia", "RUS"),
    "أوكرانيا": ("actor/UKR", "Ukraine", "UKR"),
    "كوريا الشمالية": ("actor/PRK", "North Korea", "PRK"),
}
MEETS, DENIES = "تلتقي", "نفت"


class FakeEngine:
    """``X تلتقي Y``: X meets Y; with ``نفت Z`` before it, Z denies that. ``انفجار`` in a text breaks it."""

    name = "fake-1"
    fingerprint = "fake-1"

    @classmethod
    def load(cls, *, actors: Path | None = None, names: str = "crf") -> FakeEngine:
        return cls()

    def read(self, article: Article) -> Reading:
        if "انفجار" in article.text:
            raise ZeroDivisionError("broken on purpose")
        actors: dict[str, Actor] = {}
        claims = []
        for section in article.sections:
            if section.kind == "furniture" or section.span.field != "text":
                continue
            claim = self._claim(article, section.span, actors)
            if claim is not None:
                claims.append(claim)
        return Reading(article, self.fingerprint, tuple(actors.values()), tuple(claims))

    def _claim(self, article: Article, span: Span, actors: dict[str, Actor]) -> Claim | None:
        text = article.slice(span)
        at = text.find(MEETS)
        left = [name for name in NAMES if name in text[:at]]
        right = [name for name in NAMES if name in text[at:]]
        if at < 0 or not left or not right:
            return None
        ends = [self._end(article, span, text[:at].rindex(left[-1]), left[-1], actors)]
        ends.append(self._end(article, span, text.index(right[0], at), right[0], actors))
        proposition = proposition_id(ends[0].actor, "meets", ends[1].actor, symmetric=True)
        start = span.start + at
        trigger = Quote(Span("text", start, start + len(MEETS)), MEETS)
        attributions: tuple[Attribution, ...] = ()
        if text.startswith(DENIES):
            denier = next(name for name in NAMES if text.startswith(name, len(DENIES) + 1))
            who = self._end(article, span, len(DENIES) + 1, denier, actors)
            cue = Quote(Span("text", span.start, span.start + len(DENIES)), DENIES)
            attributions = (Attribution(Source(who.actor, denier, who.country, who.span), "denies", cue, span),)
        return Claim(
            id=f"{trigger.span.start}-{trigger.span.end}/{proposition.removeprefix('proposition/')[:8]}",
            proposition=proposition,
            category="CONSULT",
            relation="meets",
            section="body",
            subject=ends[0],
            object=ends[1],
            trigger=trigger,
            sentence=span,
            attributions=attributions,
            rule="fake-01",
            bare=not attributions,
        )

    def _end(self, article: Article, span: Span, at: int, name: str, actors: dict[str, Actor]) -> End:
        identifier, english, country = NAMES[name]
        place = Span("text", span.start + at, span.start + at + len(name))
        known = actors.get(identifier)
        mentions = (*(known.mentions if known else ()), Quote(place, name))
        actors[identifier] = Actor(identifier, "country", name, english, country, mentions=mentions)
        return End(identifier, place, name, name, country)
