"""Identifiers come from content: the same article, the same proposition, the same identifier."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuild.iris import article_hash, article_key, canonical_url, content_hash, digest, expand, proposition_id
from graphbuild.records import Article, Section, Span

actors = st.one_of(st.none(), st.sampled_from(["actor/PRK", "actor/RUS", "actor/x-1", "source/a/4"]))


@given(actors, actors)
def test_symmetric_relations_have_no_direction(a: str | None, b: str | None) -> None:
    assert proposition_id(a, "meets", b, symmetric=True) == proposition_id(b, "meets", a, symmetric=True)


@given(actors, actors)
def test_other_relations_have_one(a: str | None, b: str | None) -> None:
    same = proposition_id(a, "bombs", b) == proposition_id(b, "bombs", a)
    assert same == (a == b)


def test_each_part_of_a_proposition_counts() -> None:
    made = {
        proposition_id("actor/A", "bombs", "actor/B"), proposition_id("actor/A", "meets", "actor/B"), proposition_id("actor/A", "bombs", None),
        proposition_id(None, "bombs", "actor/A"), proposition_id("actor/A", "bombs", "actor/B", "وزير"),
    }  # fmt: skip
    assert len(made) == 5
    assert all(p.startswith("proposition/") and len(p) == len("proposition/") + 20 for p in made)


def test_parts_are_joined_without_ambiguity() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("a", None) == digest("a", "")
    assert digest("a", length=8) == digest("a", length=20)[:8]


def test_expand() -> None:
    assert expand("actor/PRK") == "https://w3id.org/graphbuild/id/actor/PRK"
    assert expand("actor/PRK", "https://example.org/") == "https://example.org/actor/PRK"


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("HTTP://Example.org/A/", "http://example.org/A"),
        ("https://example.org/a?utm_source=x", "https://example.org/a"),
        ("https://example.org/a?id=3&fbclid=9#top", "https://example.org/a?id=3"),
        (" https://example.org/ ", "https://example.org"),
    ],
)
def test_canonical_url(url: str, key: str) -> None:
    assert canonical_url(url) == key
    assert canonical_url(key) == key


def test_what_names_an_article() -> None:
    bare = Article("7", "نص", origin="a.jsonl")
    assert article_key(bare) != article_key(replace(bare, origin="b.jsonl"))
    published = replace(bare, publisher="القلم")
    assert article_key(published) == article_key(replace(published, origin="b.jsonl"))
    linked = replace(published, url="https://example.org/7")
    assert article_key(linked) == article_key(replace(linked, publisher="غيرها", id="8"))
    embedded = replace(linked, id="7#2", parent="7")
    assert article_key(embedded) == article_key(linked) + "#2"
    assert len(article_hash(bare)) == 16


def test_content_hash_changes_with_everything_the_graph_depends_on() -> None:
    article = Article("7", "نص", title="عنوان", date="2024-10-16", sections=(Section("body", Span("text", 0, 2)),))
    changed = [
        replace(article, text="نصوص"), replace(article, title=None), replace(article, date="2024-10-17"), replace(article, url="https://example.org"),
        replace(article, publisher="القلم"), replace(article, sections=(Section("related", Span("text", 0, 2)),)), replace(article, sections=()),
        replace(article, reader="text/1"), replace(article, reader="text/2"),
    ]  # fmt: skip
    hashes = {content_hash(a) for a in (article, *changed)}
    assert len(hashes) == len(changed) + 1
    assert content_hash(replace(article, origin="elsewhere")) == content_hash(article)
