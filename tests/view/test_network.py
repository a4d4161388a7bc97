"""Rows become a network: what is drawn, what is left out and counted, and where things stand."""

from __future__ import annotations

import io
import random
from math import dist

import networkx as nx
import pytest

from graphbuild.errors import UnknownNameError
from graphbuild.rows import NodeRow
from graphbuild.view import RENDERERS, Hidden, Network, renderer
from graphbuild.view.layout import lay_out
from graphbuild.view.spread import BOX
from tests.view.rows import KIM, KOREA, OWN, ROWS, RUSSIA, UKRAINE, edge


def test_network_draws_relations_between_actors_and_counts_the_rest() -> None:
    network = Network.of(ROWS)

    assert (len(network.nodes), len(network.edges)) == (5, 6)
    assert (network.all_actors, network.all_relations) == (5, 9)
    assert network.hidden == Hidden(one_ended=1, offices=1, same_state=1)
    assert network.hidden.total + len(network.edges) == network.all_relations


def test_offices_and_relations_within_a_state_are_drawn_when_asked_for() -> None:
    network = Network.of(ROWS, offices=True, same_state=True)

    assert network.hidden == Hidden(one_ended=1)
    assert {e.row.category for e in network.edges} == {"SUPPORT", "HOLDS_OFFICE"}


def test_top_keeps_the_actors_with_most_relations_and_says_how_many_relations_that_hides() -> None:
    network = Network.of(ROWS, top=2)

    assert [node.actor.id for node in network.nodes] == [KOREA.id, RUSSIA.id]
    assert network.hidden == Hidden(one_ended=1, offices=1, same_state=1, beyond_top=4)
    assert network.all_actors == 5


def test_order_of_rows_does_not_matter() -> None:
    shuffled = list(ROWS)
    random.Random(3).shuffle(shuffled)

    assert Network.of(shuffled) == Network.of(ROWS)


def test_every_relation_between_two_actors_is_kept_in_both_directions() -> None:
    """pyvis's undirected networks, its default, keep one of three."""
    rows = [edge(RUSSIA, "attacks", UKRAINE), edge(RUSSIA, "meets", UKRAINE), edge(UKRAINE, "attacks", RUSSIA)]
    graph = Network.of(rows).to_networkx()

    assert sorted((u, v, d["relation"]) for u, v, d in graph.edges(data=True)) == [
        ("n0", "n1", "attacks"), ("n0", "n1", "meets"), ("n1", "n0", "attacks"),
    ]  # fmt: skip


def test_networkx_graph_goes_into_every_graph_format() -> None:
    """GraphML and GEXF raise at None; the network has none."""
    graph = Network.of(
        [edge(NodeRow("https://x.example/1", "مصدر\x1a", "source", "source"), "meets", KIM)]
    ).to_networkx()
    nx.write_graphml(graph, io.BytesIO())
    nx.write_gexf(graph, io.BytesIO())

    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.nodes["n1"]["country"] == ""


def test_layout_is_the_same_every_time_and_keeps_actors_apart() -> None:
    links = [(f"a{u}", f"a{v}") for u, v in nx.barabasi_albert_graph(60, 2, seed=1).edges()]
    links += [("b", "c"), ("c", "b"), ("d", "d")]
    actors = {end for link in links for end in link} | {"e"}
    places = lay_out(actors, links)

    assert places == lay_out(sorted(actors), [(b, a) for a, b in reversed(links)])
    assert set(places) == actors
    assert min(dist(places[u], places[v]) for u in actors for v in actors if u != v) > BOX[1] / 2


def test_actors_beyond_the_core_stand_around_it() -> None:
    links = [(f"a{u}", f"a{v}") for u, v in nx.barabasi_albert_graph(90, 2, seed=1).edges()]
    places = lay_out({end for link in links for end in link}, links, core=30)
    core = lay_out(sorted(places, key=lambda a: (-sum(a in link for link in links), a))[:30], links)

    assert len(places) == len(set(places.values())) == 90
    assert {name: places[name] for name in core} == core
    wide, high = (max(abs(place[i]) for place in core.values()) for i in (0, 1))
    outside = [place for name, place in places.items() if name not in core]
    assert all((x / wide) ** 2 + (y / high) ** 2 > 1 for x, y in outside)


def test_network_of_nothing_is_empty() -> None:
    assert Network.of([]) == Network((), (), 0, 0, Hidden())
    assert Network.of([edge(None, "meets", KIM, OWN)]).hidden.total == 1


def test_unknown_renderer_is_an_error_that_lists_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match="no renderer 'pyviz'; known: pyvis"):
        renderer("pyviz")


@pytest.mark.parametrize("name", RENDERERS)
def test_every_renderer_draws_the_same_page_twice(name: str) -> None:
    assert renderer(name)(Network.of(ROWS)) == renderer(name)(Network.of(list(reversed(ROWS))))
