"""Synthetic readings, skewed like a real corpus: few actors in most claims, few outlets with most articles.

Nothing here reads Arabic: the readings are what an engine would have given, so that the graph can be measured alone. The
same seed gives the same readings, article by article, whatever part of them is asked for.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

from graphbuild.iris import digest, proposition_id
from graphbuild.records import Actor, Article, Attribution, Claim, End, Quote, Reading, Relation, Section, Source, Span

ENGINE = "synthetic/1"
CLAIMS_PER_ARTICLE = 10
_OUTLETS = 60
_DAYS = 1826
_FIRST_DAY = date(2020, 1, 1)
_STANCES = ("asserts",) * 8 + ("denies", "doubts")
_STATUSES = ("actual",) * 9 + ("planned",)
#: Words to fill sentences with; their order says nothing.
_SENTENCE = (
    "في من على أمس اليوم العاصمة خلال اجتماع طارئ بشأن الأزمة الأخيرة بعد أيام من التوتر وسط دعوات دولية إلى التهدئة "
    "وفق بيان رسمي نشر مساء الثلاثاء وأكد المصدر أن المحادثات تناولت ملفات الأمن والاقتصاد والحدود المشتركة بين الجانبين"
)
_WORDS = _SENTENCE.split()


class Corpus:
    """``claims`` made-up claims of ``actors`` actors.

    Actors, outlets and relations are drawn by Zipf's law (weight 1/rank): with 10,000 actors the ten most frequent are
    30 % of all ends. One claim in two is in the outlet's own voice; the others have one source, or two.
    """

    def __init__(self, relations: Mapping[str, Relation], *, claims: int, actors: int = 10_000, seed: int = 1) -> None:
        self.relations = [r for r in relations.values() if r.category not in ("DENY", "HOLDS_OFFICE")]
        self.claims, self.seed = claims, seed
        shuffled = random.Random(seed)
        shuffled.shuffle(self.relations)
        self.count = actors
        self.ids = [self._actor_id(number) for number in range(actors)]

    def _actor_id(self, number: int) -> str:
        if number < 200:
            return f"actor/{_code(number)}"
        return f"actor/x-{digest(str(number), length=12)}"

    @cached_property
    def actor_weights(self) -> list[float]:
        """Running sums of 1/rank."""
        return list(accumulate(1 / rank for rank in range(1, self.count + 1)))

    @cached_property
    def relation_weights(self) -> list[float]:
        """Running sums of 1/rank."""
        return list(accumulate(1 / rank for rank in range(1, len(self.relations) + 1)))

    @cached_property
    def outlet_weights(self) -> list[float]:
        """Running sums of 1/rank."""
        return list(accumulate(1 / rank for rank in range(1, _OUTLETS + 1)))

    def actor(self, number: int) -> Actor:
        """The actor of a rank: the first 200 are states, the others people, bodies and forces of one of these."""
        identifier, name = self.ids[number], f"فاعل {number}"
        if number < 200:
            return Actor(identifier, "country", f"دولة {number}", f"Country {number}", _code(number), None, (), None)
        kind = ("person", "organization", "military")[number % 3]
        country = _code(number % 200)
        return Actor(identifier, kind, name, f"Actor {number}", country, f"actor/{country}", (), f"key{number}")  # type: ignore[arg-type]

    @property
    def articles(self) -> int:
        """How many articles there are."""
        return -(-self.claims // CLAIMS_PER_ARTICLE)

    def readings(self, start: int = 0, stop: int | None = None, *, version: int = 0) -> Iterator[Reading]:
        """The readings of some articles; another ``version`` is the same article with other claims."""
        for number in range(start, self.articles if stop is None else stop):
            yield self.reading(number, version=version)

    def reading(self, number: int, *, version: int = 0) -> Reading:
        """The reading of one article."""
        draw = random.Random(f"{self.seed}/{number}/{version}")
        outlet = random.Random(f"{self.seed}/{number}").choices(range(_OUTLETS), cum_weights=self.outlet_weights)[0]
        text: list[str] = []
        length = 0
        used: set[int] = set()
        parts = []
        for _ in range(CLAIMS_PER_ARTICLE):
            subject, object_ = self._pair(draw)
            source_count = draw.choice((0, 0, 1, 2)) if draw.random() < 0.8 else 1
            sources = draw.choices(range(self.count), cum_weights=self.actor_weights, k=source_count)
            used.update((subject, object_, *sources))
            words = draw.choices(_WORDS, k=draw.randint(12, 30))
            sentence = f"فاعل {subject} فعل {' '.join(words)} مع {object_} قال."
            parts.append((subject, object_, sources, Span("text", length, length + len(sentence))))
            text.append(sentence)
            length += len(sentence) + 1
        # Who acts for a state names it as well.
        used |= {one % 200 for one in used if one >= 200}
        whole = " ".join(text)
        article = Article(
            f"a{number}", whole, title=f"عنوان {number} {version}",
            date=(_FIRST_DAY + timedelta(days=draw.randrange(_DAYS))).isoformat(),
            url=f"https://outlet{outlet}.example/{number}", publisher=f"صحيفة {outlet}",
            sections=(Section("body", Span("text", 0, length)),),
        )  # fmt: skip
        claims = tuple(self._claim(draw, *part, whole) for part in parts)
        unique = {claim.id: claim for claim in claims}
        return Reading(article, ENGINE, tuple(self.actor(one) for one in sorted(used)), tuple(unique.values()))

    def _pair(self, draw: random.Random) -> tuple[int, int]:
        while True:
            subject, object_ = draw.choices(range(self.count), cum_weights=self.actor_weights, k=2)
            if subject != object_:
                return subject, object_

    def _claim(
        self, draw: random.Random, subject: int, object_: int, sources: list[int], sentence: Span, text: str
    ) -> Claim:
        relation = draw.choices(self.relations, cum_weights=self.relation_weights)[0]
        trigger = Span("text", sentence.start + 6, sentence.start + 9)
        cue = Quote(Span("text", sentence.end - 4, sentence.end - 1), text[sentence.end - 4 : sentence.end - 1])
        proposition = proposition_id(
            self.ids[subject], relation.name, self.ids[object_], None, symmetric=relation.symmetric
        )
        return Claim(
            id=f"{trigger.start}-{trigger.end}/{proposition.removeprefix('proposition/')[:8]}",
            proposition=proposition, category=relation.category, relation=relation.name, section="body",
            subject=End(self.ids[subject], Span("text", sentence.start, sentence.start + 6), f"فاعل {subject}", str(subject)),
            object=End(self.ids[object_], Span("text", sentence.start, sentence.start + 6), f"فاعل {object_}", str(object_)),
            trigger=Quote(trigger, text[trigger.start : trigger.end]), sentence=sentence, negated=draw.random() < 0.05,
            status=draw.choice(_STATUSES),  # type: ignore[arg-type]
            attributions=tuple(
                Attribution(Source(self.ids[one], str(one)), draw.choice(_STANCES), cue, sentence)  # type: ignore[arg-type]
                for one in sources
            ),
            rule="synthetic-01", confidence=round(0.5 + draw.random() / 2, 4), bare=not sources,
        )  # fmt: skip


def _code(number: int) -> str:
    """Three letters for a state, none of them a real code: they begin with Q, W or X, as user-assigned codes do."""
    return "QWX"[number // 676 % 3] + chr(65 + number // 26 % 26) + chr(65 + number % 26)
