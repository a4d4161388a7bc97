"""Readings built by hand: several outlets that contradict each other, written for these tests.

``Desk`` makes a reading from a text and from words of it, so that every offset is right by construction. ``corpus()``
is the set that the tests of the store and of the queries share; ``RELATIONS`` the few leaf relations that it needs,
so that these tests do not depend on ``data/relations``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from graphbuild.graph.knowledge import Knowledge, LabelRow, TenureRow
from graphbuild.iris import article_hash, proposition_id
from graphbuild.records import (
    Actor,
    Article,
    Attribution,
    Claim,
    End,
    Quote,
    Reading,
    Relation,
    SectionKind,
    Source,
    Span,
    Stance,
    Status,
)

ENGINE = "test-engine/1"

RELATIONS: Mapping[str, Relation] = MappingProxyType(
    {
        relation.name: relation
        for relation in (
            Relation("provides_military_aid_to", "AID", "072", "يقدّم دعما عسكريا إلى", "provides military aid to", umbrellas=("supports",)),
            Relation("praises", "SUPPORT", "051", "يشيد بـ", "praises", umbrellas=("supports",)),
            Relation("signs_agreement_with", "AGREE", "057", "يوقّع اتفاقا مع", "signs an agreement with", symmetric=True, umbrellas=("signed_pact_with",)),
            Relation("meets", "CONSULT", "040", "يلتقي", "meets", symmetric=True),
            Relation("attacks", "ASSAULT", "190", "يهاجم", "attacks", umbrellas=("in_conflict_with",)),
            Relation("bombs", "ASSAULT", "195", "يقصف", "bombs", umbrellas=("in_conflict_with",)),
            Relation("accuses", "ACCUSE", "112", "يتهم", "accuses"),
            Relation("denies_allegation_of", "DENY", "016", "ينفي اتهام", "denies an allegation of"),
            Relation("holds_office_in", "HOLDS_OFFICE", "", "يشغل منصبا في", "holds office in"),
            Relation("deploys_forces_to", "MOBILIZE", "152", "ينشر قوات في", "deploys forces to"),
        )
    }
)  # fmt: skip


def _actor(
    id_: str,
    type_: str,
    ar: str,
    en: str,
    country: str | None = None,
    acts_for: str | None = None,
    key: str | None = None,
) -> Actor:
    return Actor(id_, type_, ar, en, country, acts_for, (), key or en.lower())  # type: ignore[arg-type]


ACTORS: Mapping[str, Actor] = MappingProxyType(
    {
        actor.id: actor
        for actor in (
            _actor("actor/PRK", "country", "كوريا الشمالية", "North Korea", "PRK"),
            _actor("actor/RUS", "country", "روسيا", "Russia", "RUS"),
            _actor("actor/KOR", "country", "كوريا الجنوبية", "South Korea", "KOR"),
            _actor("actor/UKR", "country", "أوكرانيا", "Ukraine", "UKR"),
            _actor("actor/SYR", "country", "سوريا", "Syria", "SYR"),
            _actor("actor/PRK-armed-forces", "military", "القوات الكورية الشمالية", "North Korean forces", "PRK", "actor/PRK"),
            _actor("actor/RUS-armed-forces", "military", "القوات الروسية", "Russian forces", "RUS", "actor/RUS"),
            _actor("actor/UKR-armed-forces", "military", "القوات الأوكرانية", "Ukrainian forces", "UKR", "actor/UKR"),
            _actor("actor/kremlin", "organization", "الكرملين", "Kremlin", "RUS", "actor/RUS"),
            _actor("actor/dmitry-peskov", "person", "ديميتري بيسكوف", "Dmitry Peskov", "RUS", "actor/kremlin"),
            _actor("actor/kim-jong-un", "person", "كيم جونغ أون", "Kim Jong Un", "PRK", "actor/PRK"),
            _actor("actor/vladimir-putin", "person", "فلاديمير بوتين", "Vladimir Putin", "RUS", "actor/RUS"),
            _actor("actor/volodymyr-zelensky", "person", "فولوديمير زيلينسكي", "Volodymyr Zelensky", "UKR", "actor/UKR", "zelnsky"),
            _actor("actor/x-zelenski", "person", "زيلنسكي", "Zilenski", "UKR", "actor/UKR", "zelnsky"),
            _actor("actor/x-zelensky", "person", "زلنسكي", "Zlenski", "UKR", "actor/UKR", "zelnsky"),
            _actor("actor/luhansk", "place", "لوغانسك", "Luhansk", "UKR"),
            _actor("actor/hezbollah", "military", "حزب الله", "Hezbollah", "LBN"),
            _actor("actor/reuters", "organization", "رويترز", "Reuters", "GBR"),
        )
    }
)  # fmt: skip


@dataclass(frozen=True)
class Says:
    """A source's stance in a text: ``actor`` an id of ACTORS, None with a text for an unnamed source of ``country``."""

    actor: str | None
    stance: Stance
    cue: str
    text: str
    country: str | None = None
    via: int | None = None
    sentence: str | None = None


@dataclass
class Desk:
    """Makes one reading, claim by claim."""

    article: Article
    claims: list[Claim] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)
    engine: str = ENGINE

    def span(self, words: str, within: Span | None = None) -> Span:
        """Where the words stand: in the title when it has them and the text has not."""
        if within is None:
            where = self.article.text.find(words)
            if where < 0:
                where = (self.article.title or "").index(words)
                return Span("title", where, where + len(words))
            return Span("text", where, where + len(words))
        where = self.article.slice(within).index(words) + within.start
        return Span(within.field, where, where + len(words))

    def use(self, actor_id: str) -> Actor:
        """The actor, now among the article's (and whom it acts for, too)."""
        actor = ACTORS[actor_id]
        self.actors.setdefault(actor_id, actor)
        if actor.acts_for:
            self.use(actor.acts_for)
        return actor

    def end(self, actor_id: str, words: str, sentence: Span) -> End:
        span = self.span(words, sentence)
        actor = self.use(actor_id)
        known = self.actors[actor_id]
        quote = Quote(span, words)
        if quote not in known.mentions:
            self.actors[actor_id] = replace(known, mentions=(*known.mentions, quote))
        return End(actor_id, span, words, words, actor.country)

    def say(
        self,
        relation: str,
        subject: tuple[str, str] | None,
        object_: tuple[str, str] | None,
        trigger: str,
        *says: Says,
        sentence: str | None = None,
        negated: bool = False,
        status: Status = "actual",
        section: SectionKind = "body",
        office: str | None = None,
        time: str | None = None,
        place: tuple[str, str] | None = None,
        confidence: float = 0.8,
        bare: bool | None = None,
        denies: Sequence[tuple[str, int]] = (),
    ) -> str:
        """Add a claim; gives its id."""
        row = RELATIONS[relation]
        whole = self.span(sentence) if sentence else Span("text", 0, len(self.article.text))
        trigger_span = self.span(trigger, whole)
        scope = f"article/{article_hash(self.article)}"
        proposition = proposition_id(
            subject[0] if subject else scope,
            relation,
            object_[0] if object_ else scope,
            office,
            symmetric=row.symmetric,
        )
        claim_id = f"{trigger_span.start}-{trigger_span.end}/{proposition.removeprefix('proposition/')[:8]}"
        attributions = []
        for one in says:
            cue_sentence = self.span(one.sentence) if one.sentence else whole
            if one.actor:
                self.use(one.actor)
            attributions.append(
                Attribution(
                    Source(one.actor, one.text, one.country, self.span(one.text, cue_sentence)),
                    one.stance, Quote(self.span(one.cue, cue_sentence), one.cue), cue_sentence, one.via,
                )
            )  # fmt: skip
        self.claims.append(
            Claim(
                id=claim_id, proposition=proposition, category=row.category, relation=relation, section=section,
                subject=self.end(*subject, whole) if subject else None, object=self.end(*object_, whole) if object_ else None,
                trigger=Quote(trigger_span, trigger), sentence=whole, negated=negated, status=status,
                attributions=tuple(attributions), office=office, time=time, place=self.end(*place, whole) if place else None,
                rule=f"{row.category.lower()}-01", confidence=confidence,
                bare=(not says and section != "related") if bare is None else bare, denies=tuple(denies),
            )
        )  # fmt: skip
        return claim_id

    def reading(self) -> Reading:
        return Reading(
            self.article, self.engine, tuple(self.actors[k] for k in sorted(self.actors)), tuple(self.claims)
        )


def desk(id_: str, text: str, **more: str) -> Desk:
    return Desk(Article(id_, text, **{"reader": "jsonl/1", **more}))  # type: ignore[arg-type]


PRK_FORCES, RUS_FORCES = "actor/PRK-armed-forces", "actor/RUS-armed-forces"


def accusation() -> Reading:
    """Seoul's officials and Kyiv say that Northern soldiers help the Russian forces; Peskov denies it later in the
    text."""
    first = "زعم مسؤولون كوريون جنوبيون دعم جنود كوريين شماليين للقوات الروسية، كما قالت أوكرانيا."
    second = "لكن هذه المزاعم نفاها ديميتري بيسكوف."
    d = desk(
        "w1",
        f"{first} {second}",
        title="مزاعم عن جنود في الجبهة",
        date="2024-10-16",
        publisher="الوطن",
        url="https://watan.example/w1",
    )
    inner = d.say(
        "provides_military_aid_to", (PRK_FORCES, "جنود كوريين شماليين"), (RUS_FORCES, "القوات الروسية".replace("ا", "", 1).replace("ل", "لل", 1)), "دعم",
        Says(None, "asserts", "زعم", "مسؤولون كوريون جنوبيون", "KOR"),
        Says("actor/UKR", "asserts", "كما قالت", "أوكرانيا", "UKR"),
        Says("actor/dmitry-peskov", "denies", "نفاها", "ديميتري بيسكوف", "RUS", sentence=second),
        sentence=first,
    )  # fmt: skip
    d.say(
        "denies_allegation_of", ("actor/dmitry-peskov", "ديميتري بيسكوف"), None, "نفاها", sentence=second,
        denies=[(inner, 2)], bare=False,
    )  # fmt: skip
    return d.reading()


def pact() -> Reading:
    """An outlet in its own voice: Kim and Putin signed; the offices of both."""
    text = "وقّع الزعيم الكوري الشمالي كيم جونغ أون والرئيس الروسي فلاديمير بوتين اتفاقية دفاع مشترك."
    d = desk("w2", text, title="اتفاقية دفاع", date="2024-06-19", publisher="الوطن", url="https://watan.example/w2")
    d.say(
        "signs_agreement_with",
        ("actor/vladimir-putin", "فلاديمير بوتين"),
        ("actor/kim-jong-un", "كيم جونغ أون"),
        "وقّع",
        confidence=0.9,
    )
    d.use("actor/RUS"), d.use("actor/PRK")
    d.say(
        "holds_office_in",
        ("actor/vladimir-putin", "فلاديمير بوتين"),
        ("actor/RUS", "الروسي"),
        "الرئيس",
        office="رئيس",
        confidence=0.9,
    )
    d.say(
        "holds_office_in",
        ("actor/kim-jong-un", "كيم جونغ أون"),
        ("actor/PRK", "الكوري الشمالي"),
        "الزعيم",
        office="زعيم",
        confidence=0.9,
    )
    return d.reading()


def no_pact() -> Reading:
    """Another outlet in its own voice: they did not sign (negated); the same day."""
    text = "لم يوقّع كيم جونغ أون أي اتفاقية مع فلاديمير بوتين في بيونغ يانغ."
    d = desk("n1", text, title="لا اتفاقية", date="2024-06-20", publisher="النهر")
    d.say(
        "signs_agreement_with",
        ("actor/kim-jong-un", "كيم جونغ أون"),
        ("actor/vladimir-putin", "فلاديمير بوتين"),
        "يوقّع",
        negated=True,
    )
    return d.reading()


def strike() -> Reading:
    """Kyiv says that it struck Russian forces on 3 October; a source in the Kremlin, by way of Reuters, doubts it."""
    text = "أعلنت أوكرانيا أنها هاجمت القوات الروسية في 3 أكتوبر في لوغانسك، ونقلت رويترز عن مصدر في الكرملين تشكيكه في ذلك."
    d = desk("n2", text, title="ضربة", date="2024-10-05", publisher="النهر", url="https://nahr.example/n2")
    d.say(
        "attacks", ("actor/UKR", "أوكرانيا"), (RUS_FORCES, "القوات الروسية"), "هاجمت",
        Says("actor/UKR", "asserts", "أعلنت", "أوكرانيا", "UKR"),
        Says("actor/reuters", "asserts", "نقلت", "رويترز", "GBR"),
        Says(None, "doubts", "تشكيكه", "مصدر في الكرملين", "RUS", via=1),
        time="--10-03", place=("actor/luhansk", "لوغانسك"),
    )  # fmt: skip
    return d.reading()


def planned() -> Reading:
    """Seoul's view of what may come, and an own-voice plan."""
    text = "قد ترسل كوريا الشمالية دعما عسكريا إلى روسيا بحسب كوريا الجنوبية. وتعتزم سوريا توقيع اتفاق مع روسيا."
    first, second = text.split(". ")
    d = desk("n3", text, date="2024-10-20", publisher="النهر")
    d.say(
        "provides_military_aid_to", ("actor/PRK", "كوريا الشمالية"), ("actor/RUS", "روسيا"), "ترسل",
        Says("actor/KOR", "asserts", "بحسب", "كوريا الجنوبية", "KOR"), sentence=first, status="possible",
    )  # fmt: skip
    d.say(
        "signs_agreement_with",
        ("actor/SYR", "سوريا"),
        ("actor/RUS", "روسيا"),
        "توقيع",
        sentence=second,
        status="planned",
    )
    return d.reading()


def page() -> list[Reading]:
    """A page with an embedded article and a related headline: Ukraine's forces bombed Luhansk, Peskov denied the aid
    again."""
    text = "التقى فلاديمير بوتين فولوديمير زيلينسكي.\nالقوات الأوكرانية تقصف لوغانسك\nأشادت روسيا بكوريا الشمالية ونفى ديميتري بيسكوف دعم جنود كوريين شماليين القوات الروسية."
    one, two, three = text.split("\n")
    host = Article("p1", text, "صفحة", "2024-10-18", "https://page.example/p1/", "الصفحة")
    d = Desk(host)
    d.say(
        "meets",
        ("actor/vladimir-putin", "فلاديمير بوتين"),
        ("actor/volodymyr-zelensky", "فولوديمير زيلينسكي"),
        "التقى",
        sentence=one,
    )
    d.say(
        "bombs",
        ("actor/UKR-armed-forces", "القوات الأوكرانية"),
        ("actor/luhansk", "لوغانسك"),
        "تقصف",
        sentence=two,
        section="related",
    )
    e = Desk(replace(host, id="p1#2", title=None, parent="p1"))
    e.say("praises", ("actor/RUS", "روسيا"), ("actor/PRK", "كوريا الشمالية"), "أشادت", sentence=three)
    e.say(
        "provides_military_aid_to", (PRK_FORCES, "جنود كوريين شماليين"), (RUS_FORCES, "القوات الروسية"), "دعم",
        Says("actor/dmitry-peskov", "denies", "نفى", "ديميتري بيسكوف", "RUS"), sentence=three,
    )  # fmt: skip
    return [d.reading(), e.reading()]


def variants() -> Reading:
    """A spelling variant of Zelensky, whom no row of data has."""
    text = "التقى زيلنسكي فلاديمير بوتين، واتهم حزب الله أوكرانيا."
    d = desk("v1", text, date="2024-10-19", publisher="القلم")
    d.say("meets", ("actor/x-zelenski", "زيلنسكي"), ("actor/vladimir-putin", "فلاديمير بوتين"), "التقى")
    d.say("accuses", ("actor/hezbollah", "حزب الله"), ("actor/UKR", "أوكرانيا"), "اتهم")
    return d.reading()


def corpus() -> list[Reading]:
    """All of the above, in a fixed order."""
    return [accusation(), pact(), no_pact(), strike(), planned(), *page(), variants()]


def wire() -> list[Reading]:
    """One agency sentence in two outlets, and Seoul that says the opposite of what it said before."""
    sentence = "أعلن الجيش الأوكراني أن قواته قصفت لوغانسك بالمدفعية الثقيلة فجر السبت وفق بيان رسمي"
    readings = []
    for identifier, outlet, tail in (("a1", "الأفق", "."), ("b1", "البيان", " نقلته الوكالة.")):
        d = desk(identifier, sentence + tail, date="2024-10-26", publisher=outlet)
        d.say("bombs", ("actor/UKR-armed-forces", "قواته"), ("actor/luhansk", "لوغانسك"), "قصفت")
        readings.append(d.reading())
    text = "نفت كوريا الجنوبية أن تكون كوريا الشمالية قد ترسل دعما عسكريا إلى روسيا."
    d = desk("b2", text, date="2024-11-02", publisher="البيان")
    d.say(
        "provides_military_aid_to", ("actor/PRK", "كوريا الشمالية"), ("actor/RUS", "روسيا"), "ترسل",
        Says("actor/KOR", "denies", "نفت", "كوريا الجنوبية", "KOR"), status="possible",
    )  # fmt: skip
    return [*readings, d.reading()]


KNOWLEDGE = Knowledge(
    (
        TenureRow("vladimir-putin", "رئيس", "RUS", "2012-05-07"),
        TenureRow("dmitry-medvedev", "رئيس", "RUS", "2008-05-07", "2012-05-07"),
    ),
    {"dmitry-medvedev": LabelRow("dmitry-medvedev", "person", "دميتري ميدفيديف", "Dmitry Medvedev", "RUS")},
)
