"""Network → one self-contained HTML page, drawn by pyvis.

pyvis lends the viewer (vis-network) and the script that draws; the page around them is our own template, which escapes
everything. So nothing of pyvis's own page remains: neither its style sheets, nor its script from another host, nor its
heading that is written twice and unescaped, nor its missing doctype. The page loads nothing, and its security policy
says so. Names and signs on lines are drawn by our own script (``scripts/canvas.js``), so that they can be read however
far out the map is; pyvis's labels are what it draws.
"""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from importlib.metadata import version
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from graphbuild.errors import OutputError
from graphbuild.rows import EdgeRow, NodeRow, Telling, Voice
from graphbuild.view.bidi import isolate, plain, two_lines
from graphbuild.view.labels import Label, labels
from graphbuild.view.network import Edge, Network, Node
from graphbuild.view.report.words import word
from graphbuild.view.styles import LINES, NODES
from graphbuild.view.templating import environment

_TEMPLATES = Path(__file__).parent / "templates"
_SCRIPTS = Path(__file__).parent / "scripts"
_SCRIPT = re.compile(r"<script(?![^>]*\ssrc\s*=)[^>]*>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_ESCAPED_LETTER = re.compile(r"(?<!\\)((?:\\\\)*)\\u(06[0-9a-f]{2})")
#: Up to how many relations the name of each stands on its line; above, only the glyph that says who stands behind it.
_NAMED_RELATIONS = 60
#: Up to how many relations those between two actors are bent apart; above, browsers take seconds to draw the curves.
_BENT_RELATIONS = 1500
#: Up to how many relations the lines have arrows and dashes; above, drawing them takes seconds, too.
_DASHED_RELATIONS = 3000
#: How many relations stand in the list with their sentences; more make a file that opens slowly.
_LISTED_RELATIONS = 1500
_BEND = 0.16  # how far apart the lines between two actors are drawn, as a share of their length

_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "multiselect": False, "selectConnectedEdges": True, "tooltipDelay": 150},
    # a size of 0 is never drawn: network.js draws labels itself
    "nodes": {"font": {"size": 0}},
    "edges": {"font": {"size": 0}, "arrows": {"to": {"scaleFactor": 0.6}}, "selectionWidth": 1.5, "hoverWidth": 0},
}


def render(network: Network, *, heading: str | None = None) -> str:
    """The page, to be written as UTF-8. The same network gives the same text.

    Raises :class:`~graphbuild.errors.OutputError` where the installed pyvis gives what this page cannot be made of.
    """
    viewer = _viewer(_drawn(network))
    words = labels()
    title = plain(heading or f"{words['heading'].ar} \u2013 {words['heading'].en}")
    shown, hidden = _shown(network), _hidden(network)
    behaviour = Markup(f"{_own(_SCRIPTS / 'canvas.js')}{_own(_TEMPLATES / 'network.js')}")  # noqa: S704 - our own files
    page = (
        _template()
        .render(
            heading=title,
            named=heading is not None,
            words=_words(),
            palette=_own(_SCRIPTS / "palette.css"),
            style=_own(_TEMPLATES / "network.css"),
            policy=_policy(viewer.library, viewer.drawing, behaviour),
            viewer=viewer,
            behaviour=behaviour,
            shown=shown,
            hidden=hidden,
            voices=[_voice(voice) for voice in LINES],
            kinds=_kinds(network),
            edges=_entries(network),
            listed=_listed(network),
            crowded=len(network.edges) > _DASHED_RELATIONS,
        )
        .replace("\r\n", "\n")
    )
    _refuse_loads(page)
    return page


# -- what pyvis lends ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Viewer:
    library: Markup
    drawing: Markup


def _drawn(network: Network) -> str:
    """pyvis's own page for the network: of it, only two scripts are used."""
    import pyvis.network

    graph = network.to_networkx()
    # directed, or pyvis keeps one of several relations between two actors, and denials vanish
    net = pyvis.network.Network(directed=True, cdn_resources="in_line", select_menu=False, filter_menu=False)
    many = len(network.edges) > _BENT_RELATIONS
    # said once where no line is bent: to say it of each takes the viewer a third longer
    net.options = {**_OPTIONS, "edges": {**_OPTIONS["edges"], "smooth": {"enabled": False}}} if many else _OPTIONS
    by_key = {node.key: node for node in network.nodes}
    for key in graph.nodes:
        net.add_node(key, **_node_options(by_key[key]))
    bends = {} if many else _bends(network.edges)
    named, crowded = len(network.edges) <= _NAMED_RELATIONS, len(network.edges) > _DASHED_RELATIONS
    for edge in network.edges:
        net.add_edge(
            edge.source, edge.target, **_edge_options(edge, bends.get(edge.key), named=named, plain_line=crowded)
        )
    return str(net.generate_html(notebook=False))


def _viewer(html: str) -> _Viewer:
    """The two parts that are used.

    They are trusted: the library is an installed package's, and pyvis escapes markup in the data of the drawing.
    """
    html = html.replace("\r\n", "\n")
    scripts = _SCRIPT.findall(html)
    libraries = [script for script in scripts if "vis.Network" not in script and "vis-network" in script]
    drawings = [script for script in scripts if "function drawGraph()" in script]
    if not (len(libraries) == len(drawings) == 1):
        raise OutputError(
            f"pyvis {version('pyvis')} writes a page of other parts than this program knows; install pyvis 0.3.2"
        )
    # pyvis writes six bytes for each Arabic letter that needs two
    drawing = _ESCAPED_LETTER.sub(lambda m: m[1] + chr(int(m[2], 16)), drawings[0])
    return _Viewer(Markup(libraries[0]), Markup(drawing))  # noqa: S704 - see above


def _node_options(node: Node) -> dict[str, Any]:
    style = NODES.get(node.actor.type, NODES["source"])
    return {
        "label": two_lines(*_names(node.actor)),
        "shape": style.shape,
        "color": style.colour,
        "size": round(9 + 4 * node.degree**0.5),
        "x": node.x,
        "y": node.y,
    }


def _edge_options(edge: Edge, bend: float | None, *, named: bool, plain_line: bool) -> dict[str, Any]:
    row = edge.row
    style = LINES[row.voice]
    relation = isolate(plain(row.relation_label_ar), rtl=True)
    options: dict[str, Any] = {
        "id": edge.key,
        "label": f"{style.glyph} {relation}" if named else style.glyph,
        "title": f"{style.glyph} {relation}\n{plain(row.relation_label_en)} ({labels()[f'voice.{row.voice}'].en})",
        "color": {"color": style.colour, "opacity": 0.5} if plain_line else style.colour,
        "width": style.width,
        "dashes": False if plain_line else list(style.dashes) or False,
        "arrows": "" if row.symmetric or plain_line else "to",
    }
    if bend is not None:
        curved = {"type": "curvedCW" if bend > 0 else "curvedCCW", "roundness": abs(bend)}
        options["smooth"] = curved if bend else {"enabled": False}
    return options


def _bends(edges: tuple[Edge, ...]) -> dict[str, float]:
    """How each line is bent, so that those between two actors do not cover each other: 0, +1, -1, +2 ... steps.

    The sign is seen from the same one of the two, whichever way the relation runs.
    """
    seen: dict[tuple[str, str], int] = {}
    bends = {}
    for edge in edges:
        pair = (min(edge.source, edge.target), max(edge.source, edge.target))
        number = seen[pair] = seen.get(pair, -1) + 1
        step = (number + 1) // 2 * (1 if number % 2 else -1)
        bends[edge.key] = round(step * _BEND * (1 if edge.source == pair[0] else -1), 2)
    return bends


# -- what the page says --------------------------------------------------------------------------------------------


def _shown(network: Network) -> Label:
    return labels()["shown"].fill(
        actors=len(network.nodes),
        all_actors=network.all_actors,
        relations=len(network.edges),
        all_relations=network.all_relations,
    )


def _hidden(network: Network) -> Label:
    words = labels()
    counts = {name: getattr(network.hidden, name) for name in ("one_ended", "offices", "same_state", "beyond_top")}
    parts = [
        words[f"hidden.{name}"].fill(count=count, top=len(network.nodes)) for name, count in counts.items() if count
    ]
    if not parts:
        return Label("", "")
    joined = Label("\u060c ".join(part.ar for part in parts), ", ".join(part.en for part in parts))
    return Label(f"{words['hidden'].ar} {joined.ar}.", f"{words['hidden'].en} {joined.en}.")


def _words() -> dict[str, Label]:
    """The page's words: its own, and those that it shares with the report."""
    names = (
        "language", "legend", "net.zoomin", "net.zoomout", "net.fit", "tile.tellings",
        "quick.theme", "quick.many", "quick.relations", "quick.relations.about", "quick.relations.all", "quick.noscript",
    )  # fmt: skip
    return {**labels(), **{name: word(name) for name in names}}


def _voice(voice: Voice) -> dict[str, object]:
    style = LINES[voice]
    return {"name": voice, "dashes": style.dashes, "glyph": style.glyph, "label": labels()[f"voice.{voice}"]}


def _kinds(network: Network) -> list[dict[str, object]]:
    """The kinds of actors that are in the picture."""
    present = {node.actor.type for node in network.nodes}
    words = labels()
    return [
        {"colour": style.colour, "glyph": style.glyph, "label": words[f"kind.{kind}"]}
        for kind, style in NODES.items()
        if kind in present
    ]


def _entries(network: Network) -> list[dict[str, object]]:
    """The list of relations: those most told first, then in the order of their keys."""
    edges = sorted(network.edges, key=lambda edge: (-len(edge.row.tellings), int(edge.key[1:])))
    return [_entry(edge) for edge in edges[:_LISTED_RELATIONS]]


def _listed(network: Network) -> Label | None:
    """How many of the relations are in the list, where not all are."""
    if len(network.edges) <= _LISTED_RELATIONS:
        return None
    return word("quick.listed", n=_LISTED_RELATIONS, all=len(network.edges))


def _entry(edge: Edge) -> dict[str, object]:
    row: EdgeRow = edge.row
    subject, object_ = _names(row.subject), _names(row.object)
    return {
        "key": edge.key,
        "source": edge.source,
        "target": edge.target,
        "voice": _voice(row.voice),
        "symmetric": row.symmetric,
        "status": None if row.status == "actual" else labels().get(f"status.{row.status}"),
        "subject_ar": subject[0],
        "subject_en": subject[1],
        "object_ar": object_[0],
        "object_en": object_[1],
        "relation_ar": plain(row.relation_label_ar),
        "relation_en": plain(row.relation_label_en),
        "tellings": [_telling(telling) for telling in row.tellings],
    }


def _telling(telling: Telling) -> dict[str, object]:
    before, trigger, after = _around(telling)
    said = labels()[f"telling.{'own.' if telling.own_voice else ''}{telling.polarity}"]
    unnamed = labels()["unnamed"]
    return {
        "before": before,
        "trigger": trigger,
        "after": after,
        "cue_quote": telling.cue_quote if telling.cue_quote != telling.quote else "",
        "polarity": telling.polarity,
        "stance": said,
        "source_ar": plain(telling.source_label_ar) or plain(telling.source_label_en) or unnamed.ar,
        "source_en": plain(telling.source_label_en) or plain(telling.source_label_ar) or unnamed.en,
        "article": plain(telling.article_title or telling.article),
        "publisher": telling.publisher,
        "date": telling.date,
        "url": telling.url,
    }


def _around(telling: Telling) -> tuple[str, str, str]:
    """The sentence before the words that made the claim, these, and after them."""
    quote = telling.quote
    start, end = telling.trigger_start - telling.quote_start, telling.trigger_end - telling.quote_start
    if not (0 <= start < end <= len(quote)) or quote[start:end] != telling.trigger:
        return quote, "", ""
    return quote[:start], quote[start:end], quote[end:]


def _names(actor: NodeRow | None) -> tuple[str, str]:
    unnamed = labels()["unnamed"]
    if actor is None:
        return unnamed.ar, unnamed.en
    arabic, english = plain(actor.label_ar), plain(actor.label_en)
    return arabic or english or unnamed.ar, english or arabic or unnamed.en


# -- safety --------------------------------------------------------------------------------------------------------


def _policy(*scripts: str) -> str:
    """A policy under which these scripts run, no other does, and nothing is loaded from anywhere."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _own(path: Path) -> Markup:
    """A style sheet or script of ours, as it stands."""
    return Markup(path.read_text(encoding="utf-8").replace("\r\n", "\n"))  # noqa: S704 - our own file


@cache
def _template() -> jinja2.Template:
    return environment(_TEMPLATES).get_template("network.html")


class _Loads(HTMLParser):
    """Collects what a page's markup would load or lead to."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = ("src", "href", "srcset", "action", "data", "poster", "background", "formaction", "xlink:href")
        self.found += [f"<{tag} {name}={value}>" for name, value in attrs if name in names or name.startswith("on")]


def _refuse_loads(page: str) -> None:
    loads = _Loads()
    loads.feed(page)
    if loads.found:
        raise OutputError(f"the page would load something: {loads.found[0][:80]}; this is an error of graphbuild")
