"""A reading goes out as graphbuild-claims/1 and comes back whole."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graphbuild.errors import InputError
from graphbuild.interchange import FORMAT, dump_line, from_json, load_line, to_json
from graphbuild.records import (
    ACTOR_TYPES,
    FIELDS,
    SECTION_KINDS,
    STANCES,
    STATUSES,
    Actor,
    ActorType,
    Article,
    Attribution,
    Claim,
    End,
    Quote,
    Reading,
    Section,
    Source,
    Span,
)

words = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=12)
maybe = st.none() | words
identifiers = st.from_regex(r"\Aactor/[A-Za-z0-9-]{1,12}\Z")
maybe_identifiers = st.none() | identifiers


@st.composite
def spans(draw: st.DrawFn) -> Span:
    start = draw(st.integers(0, 500))
    return Span(draw(st.sampled_from(FIELDS)), start, start + draw(st.integers(0, 50)))


quotes = st.builds(Quote, span=spans(), text=words)
ends = st.builds(End, actor=identifiers, span=spans(), text=words, name=words, country=maybe)
sources = st.builds(Source, actor=maybe_identifiers, text=words, country=maybe, span=st.none() | spans())
actors = st.builds(
    Actor,
    id=identifiers,
    type=st.sampled_from(ACTOR_TYPES),
    label_ar=words,
    label_en=words,
    country=maybe,
    acts_for=maybe_identifiers,
    mentions=st.lists(quotes, max_size=2).map(tuple),
    name_key=maybe,
    wikidata=maybe,
)


@st.composite
def attribution_lists(draw: st.DrawFn) -> tuple[Attribution, ...]:
    plain = draw(
        st.lists(
            st.builds(
                Attribution,
                source=sources,
                stance=st.sampled_from(STANCES),
                cue=quotes,
                sentence=spans(),
                via=st.none(),
            ),
            max_size=3,
        )
    )
    if len(plain) > 1 and draw(st.booleans()):
        plain[1] = replace(plain[1], via=0)
    return tuple(plain)


claims = st.builds(
    Claim,
    id=words,
    proposition=st.from_regex(r"\Aproposition/[0-9a-f]{20}\Z"),
    category=words,
    relation=words,
    section=st.sampled_from(SECTION_KINDS),
    subject=st.none() | ends,
    object=st.none() | ends,
    trigger=quotes,
    sentence=spans(),
    negated=st.booleans(),
    status=st.sampled_from(STATUSES),
    attributions=attribution_lists(),
    office=maybe,
    time=maybe,
    place=st.none() | ends,
    rule=words,
    confidence=st.floats(0, 1),
    bare=st.booleans(),
    denies=st.lists(st.tuples(words, st.integers(0, 5)), max_size=2).map(tuple),
)
articles = st.builds(
    Article,
    id=words,
    text=words,
    title=maybe,
    date=maybe,
    url=maybe,
    publisher=maybe,
    sections=st.lists(st.builds(Section, kind=st.sampled_from(SECTION_KINDS), span=spans()), max_size=2).map(tuple),
    parent=maybe,
    origin=words,
    reader=words,
)
readings = st.builds(
    Reading,
    article=articles,
    engine=words,
    actors=st.lists(actors, max_size=2).map(tuple),
    claims=st.lists(claims, max_size=2).map(tuple),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(readings, st.sampled_from(["https://w3id.org/graphbuild/id/", "urn:x:"]))
def test_round_trip(reading: Reading, base: str) -> None:
    """Nothing of a reading is lost or changed by way of one line of JSON, whatever the base."""
    line = dump_line(reading, base=base)

    assert len(line.splitlines()) <= 1
    assert load_line(line, base=base) == reading


def _reading() -> Reading:
    text = "نفى بيسكوف دعم بيونغ يانغ لروسيا"
    sentence = Span("text", 0, len(text))
    prk = End("actor/PRK", Span("text", 15, 25), "بيونغ يانغ", "بيونغ يانغ", "PRK")
    rus = End("actor/RUS", Span("text", 27, 32), "روسيا", "روسيا", "RUS")
    denial = Attribution(
        Source("actor/dmitry-peskov", "بيسكوف", "RUS", Span("text", 4, 10)),
        "denies",
        Quote(Span("text", 0, 3), "نفى"),
        sentence,
    )
    claim = Claim(
        id="11-14/a1b2c3d4",
        proposition="proposition/a1b2c3d4a1b2c3d4a1b2",
        category="SUPPORT",
        relation="supports_politically",
        section="body",
        subject=prk,
        object=rus,
        trigger=Quote(Span("text", 11, 14), "دعم"),
        sentence=sentence,
        attributions=(denial,),
        rule="support-01",
        confidence=0.8,
    )
    actor = Actor("actor/PRK", "country", "كوريا الشمالية", "North Korea", "PRK", None, (Quote(prk.span, prk.text),))
    return Reading(Article("a1", text), "test", (actor,), (claim,))


def test_documented_keys_come_first_and_in_order() -> None:
    """The object has the documented keys in the documented order; lean output has no others."""
    full, lean = to_json(_reading()), to_json(_reading(), lean=True)

    assert list(lean) == ["format", "engine", "id", "title", "date", "publisher", "url", "actors", "claims"]
    assert list(full)[: len(lean)] == list(lean)
    assert list(lean["actors"][0]) == ["id", "type", "label", "country", "acts_for", "mentions"]
    assert list(lean["claims"][0]) == [
        "id",
        "proposition",
        "category",
        "relation",
        "section",
        "subject",
        "object",
        "trigger",
        "negated",
        "status",
        "attributions",
        "office",
        "sentence",
        "time",
        "place",
        "rule",
        "confidence",
    ]
    assert lean["claims"][0]["attributions"][0] == {
        "source": {"actor": "https://w3id.org/graphbuild/id/actor/dmitry-peskov", "text": "بيسكوف", "country": "RUS"},
        "stance": "denies",
        "cue": {"field": "text", "start": 0, "end": 3, "text": "نفى"},
        "sentence": {"field": "text", "start": 0, "end": 32},
        "via": None,
    }
    assert lean["claims"][0]["subject"] == {
        "actor": "https://w3id.org/graphbuild/id/actor/PRK",
        "field": "text",
        "start": 15,
        "end": 25,
        "text": "بيونغ يانغ",
        "name": "بيونغ يانغ",
        "country": "PRK",
    }


def test_lean_object_reads_back_without_the_extras() -> None:
    """A file of the documented keys only can be read: it has no text, and nothing is bare."""
    reading = from_json(to_json(_reading(), lean=True))

    assert reading.article.text == ""
    assert reading.claims[0].trigger.text == "دعم"
    assert reading.claims[0].attributions[0].source.span is None


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        (["format"], "graphbuild-claims/2", "format is 'graphbuild-claims/2', expected 'graphbuild-claims/1'"),
        (["claims", 0, "status"], "maybe", "claims[0].status: 'maybe' is not one of actual, planned, possible"),
        (["claims", 0, "confidence"], 7, "claims[0].confidence: expected a number from 0 to 1, got 7"),
        (["claims", 0, "trigger", "start"], 99, "claims[0].trigger: a span needs 0 <= start <= end, got 99..14"),
        (
            ["claims", 0, "attributions", 0, "via"],
            0,
            "claims[0].attributions[0].via: 0 is no index of another attribution",
        ),
        (["actors", 0, "label"], "x", "actors[0].label: expected an object, got str"),
        (["actors", 0, "id"], "urn:else", "actors[0].id: 'urn:else' is no IRI under the base"),
        (["claims"], {}, "article.claims: expected list, got {}"),
        (["claims", 0, "negated"], "no", "claims[0].negated: expected bool, got 'no'"),
    ],
)
def test_bad_object_is_refused_with_its_place(path: list[Any], value: Any, message: str) -> None:
    """An object that breaks the format is refused by an error that says where and what was possible."""
    obj = copy.deepcopy(to_json(_reading()))
    target: Any = obj
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value

    with pytest.raises(InputError) as error:
        from_json(obj)
    assert str(error.value).startswith(message)


def test_missing_key_and_broken_line() -> None:
    """A missing key and a line that is no JSON are clear errors."""
    obj = to_json(_reading())
    del obj["claims"][0]["trigger"]

    with pytest.raises(InputError, match=r"^claims\[0\]: no 'trigger'$"):
        from_json(obj)
    with pytest.raises(InputError, match="not a JSON object"):
        load_line("{")
    with pytest.raises(InputError, match="expected a JSON object"):
        load_line("[]")


def test_output_is_plain_json() -> None:
    """The line is JSON that any reader takes, with Arabic as written."""
    line = dump_line(_reading())

    assert json.loads(line)["format"] == FORMAT
    assert "بيسكوف" in line
    assert set(get_args(ActorType)) == set(ACTOR_TYPES)
