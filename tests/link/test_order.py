"""Linking does not depend on the order of mentions or articles, and linking twice changes nothing."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuild.api import engine
from graphbuild.graph.derived import NamedActor, canonical_actors, propose
from graphbuild.link.keys import name_key, word_key
from graphbuild.pipeline import whole
from graphbuild.records import Actor, Article, Mentioned
from graphbuild.text import fold
from tests.strategies import arabic

TEXTS = (
    "التقى الرئيس الروسي فلاديمير بوتين وزير الخارجية المصري سامح شكري في موسكو. وقال بوتين إن روسيا تدعم مصر.",
    "قال كارل غوستافسون، وزير الدفاع السويدي، إن السويد أرسلت مساعدات إلى أوكرانيا. وأضاف جوستافسون أن روسيا قصفت كييف.",
    "نفى المتحدث باسم الكرملين دميتري بيسكوف أن تكون روسيا قد قصفت مستشفى. واتهم مسؤول أوكراني موسكو بقتل مدنيين.",
    "أعلن الجيش الإسرائيلي أنه قتل القائد في حزب الله فؤاد شكر. وأدان حزب الله إسرائيل.",
    "التقى كارل جوستافسون نظيره النرويجي. ووقعت السويد اتفاقا مع النرويج.",
)

ARTICLES = tuple(Article(f"a{number}", text, date="2024-10-16") for number, text in enumerate(TEXTS))


def mentions(article: Article) -> tuple[Mentioned, ...]:
    return engine().extractor.extract(article).mentions


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.id)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_the_order_of_mentions_does_not_matter(article: Article, data: st.DataObject) -> None:
    found = mentions(article)
    ids, actors = engine().linker.link(article, found)
    order = data.draw(st.permutations(range(len(found))))
    other_ids, other_actors = engine().linker.link(article, [found[i] for i in order])
    assert other_ids == [ids[i] for i in order]
    assert {actor.id: actor.mentions for actor in other_actors} == {actor.id: actor.mentions for actor in actors}


def _named(actors: tuple[Actor, ...]) -> list[NamedActor]:
    return [
        NamedActor(iri=a.id, type=a.type, label_ar=a.label_ar, country=a.country or "", name_key=a.name_key or "")
        for a in actors
    ]


def _all_actors() -> list[NamedActor]:
    seen: dict[str, NamedActor] = {}
    for article in ARTICLES:
        for actor in _named(engine().read(article).actors):
            seen.setdefault(actor.iri, actor)
    return list(seen.values())


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_the_order_of_articles_does_not_matter(data: st.DataObject) -> None:
    actors = _all_actors()
    links = propose(actors)
    assert propose(data.draw(st.permutations(actors))) == links
    assert canonical_actors(reversed(links)) == canonical_actors(links)


def test_merging_is_idempotent() -> None:
    actors = _all_actors()
    links = propose(actors)
    chosen = canonical_actors(links)
    assert all(chosen.get(one, one) == one for one in chosen.values())
    assert propose(actors, links) == links


def test_an_actor_does_not_depend_on_the_other_articles() -> None:
    """What an article's actors are is decided by it alone: reading another first changes nothing."""
    alone = engine().read(ARTICLES[4])
    for article in reversed(ARTICLES):
        engine().read(article)
    assert engine().read(ARTICLES[4]) == alone


def test_a_short_name_is_the_full_name_of_its_article() -> None:
    reading = engine().read(
        Article("1", "قال فلاديمير بوتين إن روسيا تدعم مصر. وزار بوتين القاهرة.", date="2024-10-16")
    )
    assert [a.id for a in reading.actors if a.type == "person"] == ["actor/vladimir-putin"]


@pytest.mark.parametrize(
    ("text", "date", "holder"),
    [
        ("زار الرئيس الأميركي إسرائيل.", "2015-03-01", "actor/barack-obama"),
        ("زار الرئيس الأميركي إسرائيل.", "2024-03-01", "actor/joe-biden"),
        ("زار الرئيس المصري روسيا.", "2010-05-01", "actor/hosni-mubarak"),
        ("زار الرئيس المصري روسيا.", "2020-05-01", "actor/abdel-fattah-el-sisi"),
    ],
)
def test_an_office_without_a_name_is_its_holder_at_the_articles_date(text: str, date: str, holder: str) -> None:
    claims = [c for c in engine().read(Article("1", text, date=date)).claims if c.category == "CONSULT"]
    assert [c.subject.actor for c in claims if c.subject] == [holder]


def test_without_a_date_an_office_is_held_by_nobody_in_particular() -> None:
    claims = [c for c in engine().read(Article("1", "زار الرئيس الأميركي إسرائيل.")).claims if c.category == "CONSULT"]
    assert [c.subject.actor.startswith(("actor/x-", "source/")) for c in claims if c.subject] == [True]


@given(arabic)
def test_keys_of_any_text(text: str) -> None:
    assert name_key(text) == name_key(fold(text))
    assert name_key(f"  {text} ") == name_key(text)


@pytest.mark.parametrize("word", ["الله", "ال", "و", "ي", "ا", "ه", "عبد", "أبو"])
def test_no_word_is_folded_away(word: str) -> None:
    assert word_key(word)


def test_a_first_name_is_the_full_name_of_its_article_where_only_one_begins_so() -> None:
    text = "قتلت إسرائيل شيرين أبو عاقلة في جنين. وقالت الجزيرة إن اغتيال شيرين جريمة."
    reading = engine().read(Article("1", text, date="2022-05-12"))
    named = next(actor for actor in reading.actors if actor.id == "actor/shireen-abu-akleh")
    assert [quote.text for quote in named.mentions] == ["شيرين أبو عاقلة", "شيرين"]


def test_a_body_that_every_state_has_is_told_apart_by_its_article() -> None:
    text = "أعلن مجلس النواب أن روسيا قصفت كييف. وأضاف مجلس النواب أن روسيا هاجمت خاركيف."
    readings = [engine().read(Article(name, text)) for name in ("one", "two")]
    houses = [[actor for actor in reading.actors if actor.label_ar == "مجلس النواب"] for reading in readings]
    assert [len(found) for found in houses] == [1, 1]
    first, second = houses[0][0], houses[1][0]
    assert len(first.mentions) == 2
    assert first.name_key is None
    assert first.id != second.id


def test_a_name_behind_li_is_the_same_actor() -> None:
    text = "زار القحطاني بغداد. وقدمت روسيا دعما للقحطاني."
    reading = engine().read(whole(Article("1", text)))
    named = [actor for actor in reading.actors if "قحطاني" in actor.label_ar]
    assert [(actor.label_ar, len(actor.mentions)) for actor in named] == [("القحطاني", 2)]
