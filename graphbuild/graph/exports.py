"""What the political-science tool chain reads: a country-dyad month panel, PLOVER event records, CAMEO-coded events; and
what network tools read: GraphML, GEXF, tables of nodes and edges.

All from the rows of :func:`graphbuild.graph.edges.edge_rows`, as text. An event is a **proposition**, not a report of
it: ten articles on one strike are one event in the panel.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from graphbuild import vocab as v
from graphbuild.errors import UsageError
from graphbuild.graph.results import csv_text
from graphbuild.records import Relation, Status
from graphbuild.resources import resource
from graphbuild.rows import EdgeRow, NodeRow, Telling

if TYPE_CHECKING:
    import networkx

QUADS = ("VerbalCooperation", "MaterialCooperation", "VerbalConflict", "MaterialConflict")
VOICES = ("asserted", "alleged", "denied")
#: Columns of the panel after the dyad and the month: each quad class in each voice, in words that Stata takes as names.
COUNTS = tuple(f"{quad}_{voice}" for quad in ("vcoop", "mcoop", "vconf", "mconf") for voice in VOICES)
DYAD_COLUMNS = ("month", "iso_a", "cow_a", "iso_b", "cow_b", *COUNTS)
CAMEO_COLUMNS = ("date", "source", "target", "code", "id", "quad_class", "scale", "voice", "quote")

_STATE = re.compile(r"actor/([A-Z]{3})")
#: What the categories of ours have that are no PLOVER events.
_NO_EVENT = frozenset(("DENY", "HOLDS_OFFICE"))
_MODES: Mapping[Status, str | None] = MappingProxyType(
    {"actual": None, "planned": "future", "possible": "hypothetical"}
)


@cache
def cow_codes() -> Mapping[str, int]:
    """Correlates of War country codes by ISO 3166 alpha-3."""
    lines = resource("ontologies", "cow.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith(("#", "iso3")))
    return MappingProxyType({iso3: int(code) for iso3, code in rows})


def _iso3(node: NodeRow | None) -> str | None:
    if node is None or node.type != "country":
        return None
    match = _STATE.search(node.id)
    return match[1] if match and node.id.endswith(match[0]) else None


def _needs_state_level(rows: Sequence[EdgeRow]) -> None:
    if any(row.level != "state" for row in rows):
        raise UsageError('this export needs rows of level="state": states and bodies, not persons and units')


def _voice(telling: Telling) -> str | None:
    if telling.polarity == "affirms":
        return "asserted" if telling.own_voice else "alleged"
    return "denied" if telling.polarity == "rejects" else None


def dyad_months(
    rows: Sequence[EdgeRow], *, status: Status | None = "actual"
) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Header and rows of the directed country-dyad month panel, sorted: how many distinct propositions of each PLOVER
    quad class are asserted in an outlet's own voice, alleged by others, denied. Months are those of the event (else
    of the article); what has no date is left out. Only pairs of two different states (``status``: what is told as
    actual, by default; None: everything).

    Raises:
        UsageError: rows of another level.
    """
    _needs_state_level(rows)
    seen: defaultdict[tuple[str, str, str], set[tuple[int, str]]] = defaultdict(set)
    for row in rows:
        a, b = _iso3(row.subject), _iso3(row.object)
        if a is None or b is None or a == b or row.quad_class not in QUADS:
            continue
        for telling in row.tellings:
            voice = _voice(telling)
            if voice is None or telling.day is None or (status is not None and telling.status != status):
                continue
            column = QUADS.index(row.quad_class) * len(VOICES) + VOICES.index(voice)
            for one, other in ((a, b), (b, a)) if row.symmetric else ((a, b),):
                seen[telling.day[:7], one, other].add((column, row.proposition))
    cow = cow_codes()
    table = []
    for (month, a, b), events in sorted(seen.items()):
        counts = [sum(1 for column, _ in events if column == n) for n in range(len(COUNTS))]
        table.append((month, a, str(cow.get(a, "")), b, str(cow.get(b, "")), *map(str, counts)))
    return DYAD_COLUMNS, table


def dyad_months_csv(rows: Sequence[EdgeRow], *, status: Status | None = "actual", bom: bool = False) -> str:
    """The panel of :func:`dyad_months` as CSV."""
    header, table = dyad_months(rows, status=status)
    return csv_text(header, [tuple(row) for row in table], bom=bom)


def plover_records(rows: Iterable[EdgeRow], *, coder: str = "graphbuild") -> Iterator[str]:
    """PLOVER 2.0 event records, one JSON object a line: one for each telling of an act that PLOVER has a category
    for, and a date.

    ``id``, ``date``, ``actor`` and ``event`` are the manual's required fields. Reciprocal acts have all parties in
    ``actor`` and no recipient, as the manual asks. Who says so stands in ``attribution`` (an extension), and what is
    denied has the mode ``negation``.
    """
    records = []
    for row in rows:
        if row.category in _NO_EVENT or row.category not in v.CATEGORIES:
            continue
        for mention in sorted({t.mention for t in row.tellings}):
            tellings = [t for t in row.tellings if t.mention == mention]
            if tellings[0].day is not None and (row.subject is not None or row.object is not None):
                records.append(_plover(row, tellings, coder))
    records.sort(key=lambda record: (str(record["date"]), str(record["id"])))
    return (json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def _plover(row: EdgeRow, tellings: Sequence[Telling], coder: str) -> dict[str, object]:
    one = tellings[0]
    modes = [mode for mode in (_MODES[one.status],) if mode]
    if one.negated or all(t.polarity == "rejects" for t in tellings):
        modes.append("negation")
    ends = [_entity(node) for node in (row.subject, row.object) if node is not None]
    subject = [_entity(row.subject)] if row.subject else [{"code": "", "sector": "UNK", "entity_text": ""}]
    record: dict[str, object] = {
        "id": "/".join(one.mention.rsplit("/", 3)[1:]),
        "date": one.day,
        "actor": ends if row.symmetric else subject,
        "recipient": [] if row.symmetric or row.object is None else [_entity(row.object)],
        "event": [row.category],
        "mode": modes,
        "quad_code": QUADS.index(row.quad_class) + 1 if row.quad_class in QUADS else 0,
        "event_scale": v.CATEGORIES[row.category][1],
        "event_text": row.relation,
        "event_loc": one.place_label_en,
        "text": one.quote,
        "text_info": {"start": one.quote_start, "end": one.quote_end, "sequence": one.field},
        "cite_info": {
            "citation": one.article, "url": one.url, "title": one.article_title, "language": "ar", "publication": one.publisher,
        },
        "coder": coder,
        "attribution": [
            {"source": t.source_label_en, "country": _code(t.source_state), "stance": t.stance} for t in tellings if not t.own_voice
        ],
    }  # fmt: skip
    return {key: value for key, value in record.items() if value is not None}


def _code(iri: str | None) -> str | None:
    match = _STATE.search(iri or "")
    return match[1] if match else None


def _entity(node: NodeRow) -> dict[str, str]:
    sector = {"military": "MIL"}.get(node.type, "")
    entity = {
        "code": node.country or _code(node.id) or "",
        "sector": sector,
        "entity_text": node.label_ar,
        "identifier_text": node.label_en,
    }
    return {key: value for key, value in entity.items() if value or key == "code"}


def cameo_tsv(rows: Sequence[EdgeRow], relations: Mapping[str, Relation]) -> str:
    """CAMEO-coded events as tab-separated text with a header: one line for each proposition, month of nothing but its
    first dated telling.

    The first five columns are those of the PETRARCH coders (date, source, target, code, id). ``voice`` is
    ``asserted``, ``alleged`` or ``denied``, the strongest that the event has; what is neither is left out, as are
    relations without a CAMEO code. A side that is no state has its country's code and ``UAF`` where it is an armed
    force; ``---`` where nothing is known.

    Raises:
        UsageError: rows of another level.
    """
    _needs_state_level(rows)
    lines = []
    for row in rows:
        relation = relations.get(row.relation)
        dated = sorted(
            (t for t in row.tellings if t.day and _voice(t) and t.status == "actual"),
            key=lambda t: (t.day or "", t.mention),
        )
        if relation is None or relation.cameo in ("", "-") or not dated or row.category in _NO_EVENT:
            continue
        voices = {_voice(t) for t in dated}
        voice = next(name for name in VOICES if name in voices)
        first = next(t for t in dated if _voice(t) == voice)
        scale = v.CATEGORIES[row.category][1]
        quad = str(QUADS.index(row.quad_class) + 1) if row.quad_class in QUADS else "0"
        identifier = row.proposition.rsplit("/", 1)[-1]
        quote = " ".join(first.quote.split())
        ends = (_cameo(row.subject), _cameo(row.object))
        lines.append((first.day or "", *ends, relation.cameo, identifier, quad, f"{scale:g}", voice, quote))
    return "".join("\t".join(line) + "\n" for line in (CAMEO_COLUMNS, *sorted(lines)))


def _cameo(node: NodeRow | None) -> str:
    if node is None:
        return "---"
    state = _iso3(node)
    if state:
        return state
    return (node.country or "---") + ("UAF" if node.type == "military" else "")


# --- networks

NODE_COLUMNS = ("id", "label_ar", "label_en", "type", "country", "told", "alleged", "denied")
EDGE_COLUMNS = (
    "source", "target", "relation", "category", "quad_class", "symmetric", "office", "asserted", "alleged", "denied", "tellings",
    "articles", "first", "last", "proposition",
)  # fmt: skip


def edges_csv(rows: Iterable[EdgeRow], *, bom: bool = False) -> str:
    """One line for each proposition with two ends: how many tellings assert it in an outlet's own voice, allege it, deny
    it; how many articles tell it; first and last day. A symmetric one stands once."""
    lines: list[tuple[str | None, ...]] = []
    for row in rows:
        if row.subject is None or row.object is None:
            continue
        voices = [_voice(t) for t in row.tellings]
        days = sorted(t.day for t in row.tellings if t.day)
        lines.append(
            (
                row.subject.id, row.object.id, row.relation, row.category, row.quad_class, str(row.symmetric).lower(), row.office,
                *(str(voices.count(voice)) for voice in VOICES), str(len({t.mention for t in row.tellings})),
                str(len({t.article for t in row.tellings})), days[0] if days else None, days[-1] if days else None, row.proposition,
            )
        )  # fmt: skip
    return csv_text(EDGE_COLUMNS, lines, bom=bom)


def nodes_csv(rows: Iterable[EdgeRow], *, bom: bool = False) -> str:
    """One line for each actor that is an end of a proposition, sorted by identifier, with the number of propositions that
    are told of it, alleged, denied."""
    nodes: dict[str, NodeRow] = {}
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in rows:
        voices = {_voice(t) for t in row.tellings}
        for node in {n.id: n for n in (row.subject, row.object) if n is not None}.values():
            nodes[node.id] = node
            for place, voice in enumerate(VOICES):
                counts[node.id][place] += voice in voices
    return csv_text(
        NODE_COLUMNS,
        [
            (n.id, n.label_ar, n.label_en, n.type, n.country, *map(str, counts[n.id]))
            for n in (nodes[key] for key in sorted(nodes))
        ],
        bom=bom,
    )


def graphml(network: networkx.MultiDiGraph[str]) -> str:
    """A network as GraphML."""
    import networkx as nx

    return "\n".join(nx.generate_graphml(network)) + "\n"


def gexf(network: networkx.MultiDiGraph[str]) -> str:
    """A network as GEXF 1.2; without the day of writing, so that the same network gives the same bytes."""
    import networkx as nx

    labelled = network.copy()
    for _, values in labelled.nodes(data=True):
        values["label"] = values.get("label_ar", "")
    text = "\n".join(nx.generate_gexf(labelled, version="1.2draft")) + "\n"
    return re.sub(r' lastmodifieddate="[^"]*"', "", text)
