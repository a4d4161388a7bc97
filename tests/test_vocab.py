"""The vocabulary in Python and in Turtle are one, and its files hold together."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pyoxigraph
import pytest

from graphbuild import vocab as v
from graphbuild.graph.ontology import generated
from graphbuild.graph.terms import language_of, value_of
from graphbuild.lexicon import relations
from graphbuild.records import STANCES, STATUSES
from graphbuild.resources import resource
from graphbuild.rows import POLARITIES

LABEL, COMMENT = v.RDFS + "label", v.RDFS + "comment"


def _triples(file: str) -> list[tuple[str, str, str]]:
    path = str(resource("ontologies", file))
    parsed = pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE)
    return [(str(t.subject), str(t.predicate), str(t.object)) for t in parsed]


def _terms(file: str) -> dict[str, dict[str, list[str]]]:
    out: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for s, p, o in _triples(file):
        if s.startswith(f"<{v.NS}"):
            out[value_of(s)][value_of(p)].append(o)
    return {name: dict(values) for name, values in out.items()}


def test_python_and_turtle_name_the_same_terms() -> None:
    """vocab.py has every term of graphbuild.ttl, and no other."""
    assert sorted(v.own_terms().values()) == sorted(_terms("graphbuild.ttl"))


@pytest.mark.parametrize("file", ["graphbuild.ttl", "relations.ttl"])
def test_every_term_is_labelled_and_explained_in_both_languages(file: str) -> None:
    """Each term has one label and one comment in Arabic and in English, and a type."""
    for name, values in _terms(file).items():
        if file == "relations.ttl" and name in v.own_terms().values():
            continue  # Explained in graphbuild.ttl.
        for predicate in (LABEL, COMMENT):
            languages = sorted(language_of(o) or "" for o in values.get(predicate, []))
            assert languages == ["ar", "en"], f"{name} {predicate}: {languages}"
        assert values.get(v.RDF + "type"), name


def test_categories_are_as_in_python() -> None:
    """Quad class and scale of each category are the same in both."""
    terms = _terms("graphbuild.ttl")
    for name, (quad_class, scale) in v.CATEGORIES.items():
        values = terms[v.NS + name]
        assert [value_of(o) for o in values[v.QUAD_CLASS_OF]] == [quad_class]
        assert [float(value_of(o)) for o in values[v.SCALE]] == [scale]


def test_relations_file_is_up_to_date() -> None:
    """ontologies/relations.ttl and docs/ontology.html are what data/relations and the Turtle files give (python -m
    graphbuild.graph.ontology)."""
    for path, text in generated().items():
        assert path.read_text(encoding="utf-8") == text, (
            f"{path.name} is out of date: python -m graphbuild.graph.ontology"
        )


def test_every_relation_stands_under_its_category() -> None:
    """Each row of data/relations is a term, under its category and umbrellas, symmetric where the row says so."""
    terms = _terms("relations.ttl")
    assert set(terms) == {v.relation_iri(name) for name in relations()}
    for relation in relations().values():
        values = terms[v.relation_iri(relation.name)]
        parents = {value_of(o) for o in values.get(v.RDFS + "subPropertyOf", [])}
        assert [value_of(o) for o in values[v.CATEGORY_OF]] == [v.NS + relation.category]
        if relation.name not in v.UMBRELLAS:
            assert v.NS + relation.category in parents
        assert {v.UMBRELLAS[u] for u in relation.umbrellas if u != relation.name} <= parents
        assert (f"<{v.OWL}SymmetricProperty>" in values[v.RDF + "type"]) == relation.symmetric


def test_umbrellas_cover_what_they_promise() -> None:
    """gb:supports covers all of SUPPORT and AID; each umbrella named in data/ is in the vocabulary."""
    for relation in relations().values():
        assert set(relation.umbrellas) <= set(v.UMBRELLAS)
        if relation.category in ("SUPPORT", "AID"):
            assert "supports" in relation.umbrellas, f"{relation.name} is {relation.category} and not under supports"


def test_inverse_relations_point_back() -> None:
    """An inverse is a relation, and names this one as its own inverse."""
    known = relations()
    for relation in known.values():
        if relation.inverse:
            assert known[relation.inverse].inverse == relation.name
    assert (known["sells_to"].inverse, known["hosts"].inverse) == ("buys_from", "visits")


def test_alignments_speak_of_our_terms() -> None:
    """Each subject of alignments.ttl in our namespace is a term of ours; the vocabularies that the design names are
    met."""
    triples = _triples("alignments.ttl")
    own = set(v.own_terms().values())
    assert {value_of(s) for s, _, _ in triples if s.startswith(f"<{v.NS}")} <= own
    objects = {o for _, _, o in triples}
    for namespace in (
        v.SCHEMA,
        v.PROV,
        v.GAF,
        v.GRASP,
        v.SEM,
        v.SKOS,
        v.TIME,
        v.WD,
        "https://w3id.org/graphbuild/plover#",
    ):
        assert any(o.startswith(f"<{namespace}") for o in objects), namespace


def test_polarity_table() -> None:
    """Every stance and status has its individual; polarity is a function of stance and negation."""
    assert set(v.STANCE_IRI) == set(STANCES)
    assert set(v.STATUS_IRI) == set(STATUSES)
    assert set(v.POLARITY_IRI) == set(POLARITIES)
    table = {(stance, negated): v.polarity(stance, negated) for stance in STANCES for negated in (False, True)}
    assert table == {
        ("asserts", False): "affirms", ("asserts", True): "rejects", ("denies", False): "rejects", ("denies", True): "affirms",
        ("doubts", False): "open", ("doubts", True): "open",
    }  # fmt: skip


def test_page_is_well_formed_html() -> None:
    """The page has an anchor for each term and loads nothing."""
    page = (Path(resource("ontologies")).parent / "docs" / "ontology.html").read_text(encoding="utf-8")
    for name in [*v.own_terms(), *relations()]:
        assert f'id="{name}"' in page, name
    assert "src=" not in page and "@import" not in page and "http-equiv" not in page
