"""Panels and event records for the political-science tool chain."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from graphbuild import vocab as v
from graphbuild.errors import UsageError
from graphbuild.graph.edges import edge_rows
from graphbuild.graph.exports import (
    CAMEO_COLUMNS,
    DYAD_COLUMNS,
    EDGE_COLUMNS,
    NODE_COLUMNS,
    cameo_tsv,
    cow_codes,
    dyad_months,
    dyad_months_csv,
    edges_csv,
    gexf,
    graphml,
    nodes_csv,
    plover_records,
)
from graphbuild.graph.oxigraph import OxigraphStore

from .readings import RELATIONS


def test_dyad_month_panel(full_store: OxigraphStore) -> None:
    """Distinct propositions by quad class, asserted, alleged and denied apart; reciprocal acts both ways; ISO-3 and
    COW codes."""
    header, table = dyad_months(edge_rows(full_store, level="state"))
    rows = {(r[0], r[1], r[3]): dict(zip(header, r, strict=True)) for r in table}

    aid = rows["2024-10", "PRK", "RUS"]
    assert (aid["cow_a"], aid["cow_b"]) == ("731", "365")
    assert (aid["mcoop_asserted"], aid["mcoop_alleged"], aid["mcoop_denied"]) == ("0", "1", "1")
    assert rows["2024-06", "PRK", "RUS"]["vcoop_asserted"] == rows["2024-06", "RUS", "PRK"]["vcoop_asserted"] == "1"
    assert rows["2024-06", "RUS", "PRK"]["vcoop_denied"] == "1"
    assert rows["2024-10", "UKR", "RUS"]["mconf_alleged"] == "1"
    assert ("2024-10", "RUS", "RUS") not in rows
    assert not [key for key in rows if "LBN" in key], "Hezbollah is not Lebanon"
    planned = dyad_months(edge_rows(full_store, level="state"), status="planned")[1]
    assert [(r[1], r[3]) for r in planned] == [("RUS", "SYR"), ("SYR", "RUS")]


def test_panel_as_csv_reads_back(full_store: OxigraphStore) -> None:
    """The CSV has the table's cells; column names are good in R and Stata."""
    rows = edge_rows(full_store, level="state")
    found = list(csv.reader(io.StringIO(dyad_months_csv(rows))))

    assert (tuple(found[0]), [tuple(r) for r in found[1:]]) == dyad_months(rows)
    assert all(re.fullmatch(r"[a-z][a-z_]{1,31}", name) for name in DYAD_COLUMNS)
    with pytest.raises(UsageError, match='level="state"'):
        dyad_months(edge_rows(full_store))


def test_plover_records(full_store: OxigraphStore) -> None:
    """Each has the required fields, a category of PLOVER, and what the manual says of reciprocal acts and modes."""
    records = [json.loads(line) for line in plover_records(edge_rows(full_store))]
    by_event = {(r["event"][0], tuple(r["mode"])): r for r in records}

    assert records == sorted(records, key=lambda r: (r["date"], r["id"]))
    assert len({r["id"] for r in records}) == len(records)
    for record in records:
        assert {"id", "date", "actor", "event"} <= set(record)
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", record["date"])
        assert set(record["event"]) <= set(v.CATEGORIES) - {"DENY", "HOLDS_OFFICE"}
        assert 1 <= record["quad_code"] <= 4
        assert record["text"] and record["actor"]
    signed = by_event["AGREE", ()]
    assert ([a["code"] for a in signed["actor"]], signed["recipient"]) == (["PRK", "RUS"], [])
    aid = by_event["AID", ()]
    assert (aid["actor"][0]["code"], aid["actor"][0]["sector"], aid["recipient"][0]["code"], aid["event_scale"]) == (
        "PRK",
        "MIL",
        "RUS",
        10,
    )
    assert {(a["country"], a["stance"]) for a in aid["attribution"]} == {
        ("KOR", "asserts"),
        ("UKR", "asserts"),
        ("RUS", "denies"),
    }
    assert {mode for r in records for mode in r["mode"]} == {"negation", "future", "hypothetical"}
    assert by_event["ASSAULT", ()]["date"] in ("2024-10-03", "2024-10-26")


def test_cameo_events(full_store: OxigraphStore) -> None:
    """One line an event: date, source, target, code, id; the strongest voice; a non-state force is UAF."""
    text = cameo_tsv(edge_rows(full_store, level="state"), RELATIONS)
    header, *lines = [line.split("\t") for line in text.splitlines()]
    rows = {(r[1], r[3]): dict(zip(header, r, strict=True)) for r in lines}

    assert tuple(header) == CAMEO_COLUMNS
    assert lines == sorted(lines)
    assert rows["PRK", "072"]["voice"] == "alleged"
    assert (rows["PRK", "057"]["target"], rows["PRK", "057"]["date"], rows["PRK", "057"]["voice"]) == (
        "RUS",
        "2024-06-19",
        "asserted",
    )
    assert rows["LBNUAF", "112"]["target"] == "UKR"
    assert "016" not in {r[3] for r in lines}


def test_cow_codes() -> None:
    """One code for each state, none twice; a few that everybody knows."""
    codes = cow_codes()
    assert (codes["USA"], codes["RUS"], codes["EGY"], codes["PRK"], codes["KOR"]) == (2, 365, 651, 731, 732)
    assert len(set(codes.values())) == len(codes) == 195
    regions = ((2, 165), (200, 395), (402, 591), (600, 698), (700, 860), (900, 990))
    assert all(any(first <= code <= last for first, last in regions) for code in codes.values())
    by_region = {
        "USA BRA URY": 0,
        "GBR ISL RUS CYP": 1,
        "CPV SYC ETH": 2,
        "MAR SDN SSD TUR OMN": 3,
        "AFG IDN TLS": 4,
        "AUS WSM": 5,
    }
    for states, place in by_region.items():
        first, last = regions[place]
        assert all(first <= codes[state] <= last for state in states.split())


# --- networks, read back


def _network(store: OxigraphStore) -> Any:
    from graphbuild.view import Network

    rows = edge_rows(store)
    return Network.of(rows, top=2 * len(rows), offices=True, same_state=True).to_networkx()


@pytest.mark.parametrize("format", ["graphml", "gexf"])
def test_network_files_read_back(full_store: OxigraphStore, format: str) -> None:
    """Every node and edge with its attributes, Arabic labels too; the same bytes each time."""
    import networkx as nx

    network = _network(full_store)
    write, read = {"graphml": (graphml, nx.read_graphml), "gexf": (gexf, nx.read_gexf)}[format]
    text = write(network)
    again = read(io.BytesIO(text.encode()))

    assert text == write(network)
    assert set(again.nodes) == set(network.nodes)
    assert len(network.nodes) > 10
    for key, values in network.nodes(data=True):
        for name in ("iri", "label_ar", "label_en", "type", "country"):
            assert again.nodes[key][name] == values[name]

    def told(graph: Any) -> list[tuple[Any, ...]]:
        names = ("proposition", "relation", "category", "voice", "status", "symmetric", "tellings")
        return sorted((a, b, *(str(values[name]) for name in names)) for a, b, values in graph.edges(data=True))

    assert told(again) == told(network)
    assert "lastmodifieddate" not in text


def test_tables_of_nodes_and_edges(full_store: OxigraphStore) -> None:
    """They fit each other and the rows: each end of an edge is a node, the counts are those of the tellings."""
    rows = edge_rows(full_store)
    nodes = {r["id"]: r for r in csv.DictReader(io.StringIO(nodes_csv(rows)))}
    edges = list(csv.DictReader(io.StringIO(edges_csv(rows))))

    assert (tuple(next(iter(nodes.values()))), tuple(edges[0])) == (NODE_COLUMNS, EDGE_COLUMNS)
    assert {e["proposition"] for e in edges} == {r.proposition for r in rows if r.subject and r.object}
    assert {e[end] for e in edges for end in ("source", "target")} <= set(nodes)
    aid = next(
        e for e in edges if e["relation"] == "provides_military_aid_to" and e["source"].endswith("PRK-armed-forces")
    )
    of_aid = next(r for r in rows if r.proposition == aid["proposition"])
    assert int(aid["denied"]) == sum(t.polarity == "rejects" for t in of_aid.tellings)
    assert int(aid["alleged"]) == sum(t.polarity == "affirms" and not t.own_voice for t in of_aid.tellings)
    assert aid["first"] <= aid["last"]
    assert nodes[aid["source"]]["type"] == "military"


def test_reifiers_of_rdf_1_2_read_back(full_store: OxigraphStore, tmp_path: Path) -> None:
    """The graph as it is, and one triple that each mention with both ends tells; read by Oxigraph, which knows RDF 1.2."""
    import pyoxigraph

    path = tmp_path / "graph.nq12"
    full_store.dump("nq12", path)
    found = list(pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.N_QUADS))
    reifies = v.RDF + "reifies"
    plain = {
        (str(q.subject), str(q.predicate), str(q.object), str(q.graph_name))
        for q in found
        if q.predicate.value != reifies
    }
    told = {(q.subject.value, *(str(x) for x in (q.object.subject, q.object.predicate, q.object.object))) for q in found
            if q.predicate.value == reifies}  # fmt: skip
    wanted = full_store.query(
        "SELECT ?m ?s ?p ?o { ?m gb:ofProposition ?q . ?q gb:subject ?s ; gb:relation ?p ; gb:object ?o }"
    )

    assert plain == {tuple(q) for q in full_store.quads()}
    assert told == {(str(row[0])[1:-1], *row[1:]) for row in wanted.rows}
    assert len(told) > 10


def test_page_names_every_format_and_column() -> None:
    """docs/exports.md has each format of the command line, and each column in its order."""
    from graphbuild.cli import _exports
    from graphbuild.graph.writers import WRITERS

    page = (Path(__file__).parents[2] / "docs" / "exports.md").read_text(encoding="utf-8")
    table = page.split("## Columns")[0]
    for format in (*WRITERS, *_exports(Path(), None, quotes=True)):
        assert f"`{format}`" in table, format

    def told(name: str) -> list[str]:
        paragraph = next(p for p in page.split("\n\n") if p.startswith(f"`{name}`: "))
        return re.findall(r"`(\w+)`", paragraph)

    assert tuple(told("nodes")[1 : len(NODE_COLUMNS) + 1]) == NODE_COLUMNS
    assert tuple(told("edges")[1 : len(EDGE_COLUMNS) + 1]) == EDGE_COLUMNS
    assert tuple(told("cameo")[1 : len(CAMEO_COLUMNS) + 1]) == CAMEO_COLUMNS
    _, *panel = told("panel")
    fixed, quads, voices = panel[:5], panel[5:9], panel[9:12]
    assert (*fixed, *(quad + voice for quad in quads for voice in voices)) == DYAD_COLUMNS
