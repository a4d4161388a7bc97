"""What ``import graphbuild`` offers, used as a reader of the README would."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import graphbuild as gb
from graphbuild import api
from graphbuild.errors import QueryError, ReadError, StoreError

TEXTS = {
    "a": ("2024-10-16", "القلم", "قال مسؤول أوكراني إن روسيا قصفت كييف. ونفى المتحدث باسم الكرملين دميتري بيسكوف أن تكون روسيا قد قصفت كييف."),
    "b": ("2024-10-17", "الميدان", "وقع الرئيس الروسي فلاديمير بوتين اتفاقية مع كوريا الشمالية. وزار بوتين بيونغ يانغ."),
}  # fmt: skip


def article(name: str) -> gb.Article:
    date, publisher, text = TEXTS[name]
    return gb.Article(name, text, date=date, publisher=publisher)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[api.Graph]:
    with api.build([article("a"), article("b")], tmp_path_factory.mktemp("api") / "graph") as built:
        yield built


def test_everything_named_is_there() -> None:
    assert {"Article", "Graph", "Reading", "build", "extract", "open", "read"} <= set(gb.__all__)
    for name in gb.__all__:
        assert getattr(api, name).__doc__, name


@pytest.mark.parametrize("name", ["extract", "read"])
def test_the_names_of_the_package_stay_functions(name: str) -> None:
    api.extract("نص")
    assert all(callable(getattr(gb, name)) for _ in range(2))


def test_extract_text_and_article_alike() -> None:
    text = TEXTS["b"][2]
    from_text, from_article = api.extract(text), api.extract(gb.Article("text", text, origin="text"))
    assert from_text == from_article
    assert [c.category for c in from_text.claims].count("AGREE") == 1


def test_extract_takes_date_and_publisher() -> None:
    reading = api.extract("زار الرئيس الأميركي إسرائيل.", date="2015-03-01", publisher="القلم")
    assert (reading.article.date, reading.article.publisher) == ("2015-03-01", "القلم")
    assert "actor/barack-obama" in {actor.id for actor in reading.actors}


def test_extract_nothing() -> None:
    assert api.extract("").claims == ()
    assert api.extract("ارتفعت أسعار الذهب.").claims == ()


def test_read_files_and_folders(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(TEXTS["a"][2], encoding="utf-8")
    (tmp_path / "two.txt").write_text(TEXTS["b"][2], encoding="utf-8")
    assert [r.article.text for r in api.read([tmp_path / "two.txt"])] == [TEXTS["b"][2]]
    readings = list(api.read([tmp_path]))
    assert len(readings) == 2
    assert all(reading.claims for reading in readings)


def test_read_says_what_cannot_be_read(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_bytes(b"\xff\xfe\xfa\xd3")
    with pytest.raises(ReadError, match=r"bad\.txt"):
        list(api.read([bad]))


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        api.open(tmp_path / "none")


def test_built_graph_answers(graph: api.Graph) -> None:
    rows = [dict(zip(r.columns, row, strict=True)) for r in [graph.query("who-denies-what")] for row in r.values()]
    assert [r["denierLabel"] for r in rows if "peskov" in str(r["denier"])]
    signed = [
        dict(zip(r.columns, row, strict=True)) for r in [graph.query("who-signed-with-whom")] for row in r.values()
    ]
    assert len(signed) == 1


def test_query_with_parameters_level_and_limit(graph: api.Graph) -> None:
    found = graph.query("who-denies-what", {"denier": "actor:dmitry-peskov"})
    none = graph.query("who-denies-what", {"denier": "actor:KOR"})
    assert len(list(found.values())) >= 1
    assert list(none.values()) == []
    assert len(list(graph.query("SELECT ?s WHERE { ?s ?p ?o }", limit=3).values())) == 3
    assert list(graph.query("who-denies-what", level="state").values())


def test_a_query_that_is_none(graph: api.Graph) -> None:
    with pytest.raises(QueryError):
        graph.query("SELECT nonsense")


def test_edges_and_claims(graph: api.Graph) -> None:
    edges = graph.edges()
    assert edges
    denied = graph.claims(stance="denies")
    assert denied
    assert {row.relation for row in denied} <= {row.relation for row in edges}
    assert graph.claims(subject="vladimir-putin") == graph.claims(subject="Vladimir Putin")
    assert all(row.object is not None and row.object.id.endswith("/PRK") for row in graph.claims(object="PRK"))
    assert graph.claims(subject="nobody") == []


def test_to_networkx_rdflib_and_pandas(graph: api.Graph) -> None:
    network = graph.to_networkx()
    assert network.number_of_edges() >= 2
    dataset = graph.to_rdflib()
    assert len(list(dataset.query("SELECT ?s WHERE { ?s a <https://w3id.org/graphbuild/ns#Article> }"))) == 2
    pandas = pytest.importorskip("pandas")
    frame = graph.to_dataframe("who-denies-what")
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.columns)[:3] == ["denier", "denierLabel", "relation"]


def test_adding_again_changes_nothing_and_removing_takes_away(tmp_path: Path) -> None:
    with api.build([article("a")], tmp_path / "graph") as graph:
        before = graph.edges()
        graph.add([api.extract(article("a"))])
        assert graph.edges() == before
        graph.add([api.extract(article("b"))])
        assert len(graph.edges()) > len(before)
        graph.remove("b")
        assert graph.edges() == before
    with api.open(tmp_path / "graph") as again:
        assert again.edges() == before


def test_the_same_articles_give_the_same_graph_in_any_order(tmp_path: Path) -> None:
    with (
        api.build([article("a"), article("b")], tmp_path / "ab") as one,
        api.build([article("b"), article("a")], tmp_path / "ba") as other,
    ):
        assert one.edges() == other.edges()
        one.store.dump("nq", tmp_path / "ab.nq")
        other.store.dump("nq", tmp_path / "ba.nq")
    assert (tmp_path / "ab.nq").read_bytes() == (tmp_path / "ba.nq").read_bytes()
    assert (tmp_path / "ab.nq").stat().st_size > 1000
