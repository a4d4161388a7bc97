"""The whole program on one page: extraction and linking put together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graphbuild.api import engine
from graphbuild.errors import DataError
from graphbuild.iris import proposition_id
from graphbuild.link.identity import Linker
from graphbuild.pipeline import BARE_CONFIDENCE, Engine, assemble, whole
from graphbuild.records import Article, Extraction, Mentioned, Quote, Reading, Said, Section, Span, Telling

TEXT = "وقعت روسيا اتفاقا مع إيران في طهران"


def mentioned(name: str, slug: str | None, country: str | None, *, start: int | None = None) -> Mentioned:
    at = TEXT.index(name) if start is None else start
    quote = Quote(Span("text", at, at + len(name)), name)
    return Mentioned(quote, name, "country", country, (slug,) if slug else (), None, "", "name", False, False, "f")


MENTIONS = (mentioned("روسيا", "RUS", "RUS"), mentioned("إيران", "IRN", "IRN"), mentioned("طهران", "tehran", "IRN"))
SENTENCE = Span("text", 0, len(TEXT))
TRIGGER = Quote(Span("text", 0, 4), "وقعت")
TELLING = Telling(
    "AGREE", "signs_agreement_with", "body", 0, 1, TRIGGER, SENTENCE, False, "actual", (), "agree-17 vs:post1", 0.9
)
ARTICLE = whole(Article("1", TEXT))
SAID = Said(None, Quote(Span("text", 5, 10), "روسيا"), "asserts", Quote(Span("text", 0, 4), "وقعت"), SENTENCE)


@pytest.fixture(scope="module")
def linker() -> Linker:
    return engine().linker


def put_together(linker: Linker, *tellings: Telling, mentions: tuple[Mentioned, ...] = MENTIONS) -> Reading:
    return assemble(ARTICLE, Extraction(mentions, tellings), linker, engine().lexicon.relations, "test")


def test_a_telling_becomes_a_claim_with_its_actors(linker: Linker) -> None:
    reading = put_together(linker, TELLING)
    (claim,) = reading.claims
    assert claim.subject is not None and claim.object is not None
    assert (claim.subject.actor, claim.object.actor) == ("actor/RUS", "actor/IRN")
    assert claim.proposition == proposition_id("actor/IRN", "signs_agreement_with", "actor/RUS", symmetric=True)
    assert claim.id == f"0-4/{claim.proposition.removeprefix('proposition/')[:8]}"
    assert claim.bare
    assert {actor.id for actor in reading.actors} >= {"actor/RUS", "actor/IRN"}


@pytest.mark.parametrize(
    "change",
    [
        {"said": (SAID,)}, {"negated": True}, {"status": "planned"}, {"status": "possible"}, {"object": None}, {"subject": None}, {"quoted": True},
        {"section": "related"}, {"confidence": BARE_CONFIDENCE - 0.01},
    ],
    ids=["said", "negated", "planned", "possible", "no object", "no subject", "quoted", "related headline", "unsure"],
)  # fmt: skip
def test_a_bare_triple_needs_all_of_it(linker: Linker, change: dict[str, object]) -> None:
    reading = put_together(linker, replace(TELLING, **change))  # type: ignore[arg-type]
    assert [claim.bare for claim in reading.claims] == [False]


def test_a_denial_is_never_a_bare_triple(linker: Linker) -> None:
    assert [c.bare for c in put_together(linker, replace(TELLING, category="DENY", relation="denies")).claims] == [
        False
    ]


def test_claims_stand_in_the_order_of_the_text_and_none_twice(linker: Linker) -> None:
    later = replace(TELLING, category="CONSULT", relation="meets", trigger=Quote(Span("text", 11, 16), "اتفاق"))
    reading = put_together(linker, later, TELLING, TELLING)
    assert [claim.trigger.span.start for claim in reading.claims] == [0, 11]


def test_what_a_denial_denies_is_named_by_the_claims_identifier(linker: Linker) -> None:
    denied = replace(TELLING, said=(replace(SAID, stance="denies"),))
    denial = replace(
        TELLING, category="DENY", relation="denies", trigger=Quote(Span("text", 5, 10), "روسيا"), denies=((0, 0),)
    )
    reading = put_together(linker, denied, denial)
    (deny,) = [claim for claim in reading.claims if claim.category == "DENY"]
    (other,) = [claim for claim in reading.claims if claim.category == "AGREE"]
    assert deny.denies == ((other.id, 0),)


def test_a_capital_is_the_government_unless_it_is_meant_as_a_place(linker: Linker) -> None:
    speaks = put_together(linker, replace(TELLING, object=2)).claims[0]
    hit = put_together(
        linker, replace(TELLING, object=2), mentions=(*MENTIONS[:2], replace(MENTIONS[2], place=True))
    ).claims[0]
    assert speaks.object is not None and speaks.object.actor == "actor/IRN"
    assert hit.object is not None and hit.object.actor == "actor/tehran"


def test_whole_is_one_headline_and_one_body() -> None:
    assert whole(Article("1", "متن", title="عنوان")).sections == (
        Section("headline", Span("title", 0, 5)),
        Section("body", Span("text", 0, 3)),
    )
    assert whole(Article("1", "")).sections == ()


def test_furniture_is_not_extracted_from() -> None:
    text = "وقعت روسيا اتفاقا مع إيران."
    article = Article("1", text, sections=(Section("furniture", Span("text", 0, len(text))),))
    assert engine().read(article).claims == ()


def test_claims_of_a_related_headline_say_so() -> None:
    text = "وقعت روسيا اتفاقا مع إيران"
    reading = engine().read(Article("1", text, sections=(Section("related", Span("text", 0, len(text))),)))
    assert {claim.section for claim in reading.claims} == {"related"}
    assert not any(claim.bare for claim in reading.claims)


def test_offsets_are_of_the_field_that_the_section_covers() -> None:
    title = "روسيا توقع اتفاقا مع إيران"
    reading = engine().read(Article("1", "لا شيء هنا.", title=title))
    claims = [claim for claim in reading.claims if claim.category == "AGREE"]
    assert claims
    for claim in claims:
        assert claim.id.startswith("t")
        assert claim.section == "headline"
        assert claim.trigger.span.field == "title"


def test_the_fingerprint_names_lexicon_and_code() -> None:
    assert engine().name.startswith("graphbuild-")
    assert engine().fingerprint[:12] in engine().name
    assert Engine.load().fingerprint == engine().fingerprint


def test_own_actors_are_read_and_change_the_fingerprint(tmp_path: Path) -> None:
    table = tmp_path / "mine.tsv"
    table.write_text(
        "slug\ttype\tlabel_ar\tlabel_en\tnames\tcountry\tacts_for\nthe-guild\torganization\tرابطة الخزافين\tThe Guild\tرابطة الخزافين\tEGY\t\n",
        encoding="utf-8",
    )
    own = Engine.load(actors=table)
    reading = own.read(Article("1", "أدانت رابطة الخزافين إسرائيل."))
    assert [(a.id, a.label_en, a.country) for a in reading.actors if a.id == "actor/the-guild"] == [
        ("actor/the-guild", "The Guild", "EGY")
    ]
    assert own.fingerprint != engine().fingerprint
    table.write_text(
        "slug\ttype\tlabel_ar\tlabel_en\tnames\tcountry\tacts_for\n\torganization\tأ\tA\tأ\t\t\n", encoding="utf-8"
    )
    with pytest.raises(DataError, match=r"mine\.tsv:2: column 'slug'"):
        Engine.load(actors=table)


def test_explain_shows_every_step() -> None:
    explanation = engine().explain("نفى الكرملين أن تكون روسيا قد قصفت كييف.")
    (sentence,) = explanation.sentences
    assert [token.text for token in sentence.tokens][:2] == ["نفى", "الكرملين"]
    assert any(mention.country == "RUS" for mention in sentence.mentions)
    assert any(report.stance == "denies" for report in sentence.reports)
    assert any(candidate.kept for candidate in sentence.candidates)
    assert all(candidate.reason for candidate in sentence.candidates)
    assert len(sentence.claims) >= 1
