"""Material → the report: one HTML file that loads nothing from anywhere."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

import jinja2
from markupsafe import Markup

from graphbuild.errors import OutputError
from graphbuild.rows import VOICES, EdgeRow, Level, NodeRow, Telling
from graphbuild.view.bidi import isolate, plain
from graphbuild.view.labels import Label
from graphbuild.view.report import findings as found
from graphbuild.view.report.document import (
    ACTORS,
    ANSWERS,
    TELLINGS,
    Cell,
    Cells,
    column_name,
    columns,
    counts,
    first_claims,
    http,
    months,
    scope,
    share,
)
from graphbuild.view.report.material import Answer, Focus, Material
from graphbuild.view.report.payload import Payload, embedded
from graphbuild.view.report.picture import draw
from graphbuild.view.report.places import places
from graphbuild.view.report.words import counted, word, words
from graphbuild.view.styles import LINES, NODES
from graphbuild.view.templating import arabic, environment
from graphbuild.view.templating import text as _text

_HERE = Path(__file__).parent
#: Our scripts, in the order in which they run.
_SCRIPTS = (
    "../scripts/canvas.js", "core.js", "filter.js", "facets.js", "evidence.js", "claims.js", "network.js", "actors.js", "timeline.js",
    "exports.js", "main.js",
)  # fmt: skip
_STYLES = ("../scripts/palette.css", "report.css")
#: How many actors the picture draws at once at most, unless somebody asks for more.
DEFAULT_TOP = 400
SEED = 7
#: Letters from which on a cell of an answer needs room, and up to which it stands in one line (a day has ten).
_LONG_CELL, _SHORT_CELL = 60, 10
_MOST_PLAIN = 2_000_000  # characters of data that stand in the page as they are


def render_report(material: Material, *, heading: str | None = None, top: int = DEFAULT_TOP, seed: int = SEED) -> str:
    """The report, to be written as UTF-8. The same material gives the same text.

    ``top`` is how many actors the picture of the network draws at once at most; everything is in the tables.

    Raises:
        OutputError: the installed pyvis does not ship the viewer that the picture needs.
    """
    at: dict[Level, dict[str, tuple[int, int]]] = {
        level: places(rows, top=top, seed=seed) for level, rows in sorted(material.levels.items())
    }
    library = _library()
    scripts = "\n".join((_HERE / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    boot = (_HERE / "boot.js").read_text(encoding="utf-8")
    scripts = f'"use strict";\nfunction start(data) {{\n{scripts}}}\n{boot}'
    early = (_HERE / "early.js").read_text(encoding="utf-8")
    rows = material.rows
    facts = found.find(rows, compare=material.focus.compare)
    title = Label(plain(heading), plain(heading)) if heading else word("title")
    page: str = _template().render(
        title=title,
        policy=_policy(early, library, scripts),
        early=Markup(early),  # noqa: S704 - our own file
        style=Markup("".join((_HERE / name).read_text(encoding="utf-8") for name in _STYLES)),  # noqa: S704 - our own files
        library=Markup(library),  # noqa: S704 - the installed viewer, see _library
        scripts=Markup(scripts),  # noqa: S704 - our own files
        data=_data(embedded(Payload(material, at).value)),
        phrases=Markup(embedded(_phrases())),  # noqa: S704 - escaped by embedded()
        material=material,
        facts=facts,
        scope=_narrowed(material),
        cells=_Cells(material),
        shown_columns=columns,
        column_name=column_name,
        held=counts(material),
        narrowed=material.focus != Focus(),
        versions=[*material.versions, ("viewer", _viewer_version(library)), ("seed", str(seed))],
        claims=first_claims(rows),
        people=found.find_people(rows)[:ACTORS],
        months=months(rows),
        picture=draw(rows, seed=seed),
        lines=LINES,
        marks=NODES,
        voices=VOICES,
        static_tellings=TELLINGS,
        printed_rows=ANSWERS,
        low=found.LOW_CONFIDENCE,
        denied_only=sum(row.voice == "denied" for row in rows),
        all_mentions=len({t.mention for row in rows for t in row.tellings}),
        own=word("evidence.own"),
        both_comma=_both(Label("\u060c ", ", ")),
    )
    return page.replace("\r\n", "\n")


# -- words in the template -----------------------------------------------------------------------------------------


def _both(label: Label) -> Markup:
    """A phrase in both languages, of which the page shows one."""
    return Markup('<span class="ar" lang="ar">{}</span><span class="en" lang="en">{}</span>').format(label.ar, label.en)


def _t(key: str, **values: int | str) -> Markup:
    return _both(word(key, **values))


def _n(key: str, n: int) -> Markup:
    return _both(counted(key, n))


def _name(actor: NodeRow | None) -> Markup:
    """An actor's name in both languages."""
    if actor is None:
        return Markup('<i class="unnamed">{}</i>').format(_t("unnamed"))
    arabic = plain(actor.label_ar) or plain(actor.label_en)
    english = plain(actor.label_en) or arabic
    return Markup('<span class="ar">{}</span><span class="en">{}</span>').format(_text(arabic), _text(english))


def _source_name(telling: Telling) -> Markup:
    """Who says so, in both languages."""
    return _name(NodeRow("", telling.source_label_ar, telling.source_label_en, telling.source_type))


def _relation(row: EdgeRow) -> Markup:
    label = Label(plain(row.relation_label_ar), plain(row.relation_label_en))
    return Markup("{}{}").format(_both(label), Markup(" ({})").format(_text(row.office)) if row.office else "")


def _both_attribute(key: str) -> str:
    """A phrase for an attribute, which cannot hold markup: Arabic, then English."""
    phrase = word(key)
    return f"{phrase.ar} \u2013 {phrase.en}"


def _parts(telling: Telling) -> tuple[str, str, str]:
    """The sentence before the words that made the claim, these, and after them."""
    quote = telling.quote
    start, end = telling.trigger_start - telling.quote_start, telling.trigger_end - telling.quote_start
    if not (0 <= start < end <= len(quote)) or quote[start:end] != telling.trigger:
        return quote, "", ""
    return quote[:start], quote[start:end], quote[end:]


class _Cells:
    """Cells of answers as markup: articles and claims lead to where they are."""

    def __init__(self, material: Material) -> None:
        self._cells = Cells(material)

    def row(self, answer: Answer, row: Sequence[str | None]) -> list[tuple[Markup, str]]:
        """The cells of a row, each with the class of its size: sentences and titles need room, a day stands in one line."""
        return [
            (self._markup(cell), self._size(max(cell.words.ar, cell.words.en, key=len)))
            for cell in self._cells.row(answer, row)
        ]

    @staticmethod
    def _size(text: str) -> str:
        if len(text) <= _SHORT_CELL:
            return "short" if text else ""
        return "long" if len(text) > _LONG_CELL else "middle" if len(text) > _LONG_CELL // 2 else ""

    @staticmethod
    def _markup(cell: Cell) -> Markup:
        match cell.kind:
            case "word":
                return _both(cell.words)
            case "article":
                link = Markup('<a href="{}" rel="noopener noreferrer" target="_blank">{}</a>')
                title = _text(cell.words.ar)
                return link.format(cell.url, title) if cell.url else title
            case "claim":
                claim = Markup('<a class="go" href="#c-{}" data-go="{}"><code>{}</code></a>')
                return claim.format(cell.value.rsplit("/", 1)[-1], cell.value, cell.words.ar)
            case "identifier":
                return Markup("<code>{}</code>").format(cell.words.ar)
            case _:
                return _text(cell.words.ar)


def _halves(text: str) -> Markup:
    """What a query's head says in Arabic and, after a stroke, in English."""
    arabic, _, english = text.partition(" / ")
    return _both(Label(arabic.strip(), english.strip() or arabic.strip()))


def _thousands(n: int) -> str:
    return f"{n:,}"


def _isolated(text: str) -> str:
    """A name that keeps its own direction within a phrase."""
    return isolate(plain(text), rtl=arabic(text))


@cache
def _template() -> jinja2.Template:
    templates = environment(_HERE)
    templates.globals.update(
        t=_t, n=_n, name=_name, source_name=_source_name, relation=_relation, both=_both, attr=_both_attribute, share=share,
        parts=_parts, http=http, isolated=_isolated, halves=_halves, has_word=lambda key: key in words(), thousands=_thousands,
    )  # fmt: skip
    return templates.get_template("report.html")


# -- parts ---------------------------------------------------------------------------------------------------------


def _data(text: str) -> Markup:
    """The script block of the page's data; compressed where there is much of it."""
    if len(text) < _MOST_PLAIN:
        return Markup(f'<script type="application/json" id="data">{text}</script>')  # noqa: S704 - escaped by embedded()
    # no time in the head of the archive: the same data give the same bytes
    packed = base64.b64encode(gzip.compress(text.encode(), compresslevel=9, mtime=0)).decode()
    return Markup(f'<script type="application/gzip" id="data">{packed}</script>')  # noqa: S704 - base64


def _phrases() -> dict[str, list[str]]:
    """What the script says, by id; the method's long texts stand in the page itself."""
    left_out = ("method.", "sum.", "find.", "compare.", "tile.", "quick.", "count.")
    return {key: [label.ar, label.en] for key, label in words().items() if not key.startswith(left_out)}


def _narrowed(material: Material) -> list[Markup]:
    """What the report is narrowed to, in both languages."""
    parts = []
    for part in scope(material):
        names = [_name(one) if isinstance(one, NodeRow) else _text(one) for one in part.names]
        colon = ":" if len(names) > 1 else ""
        said = Markup("{}{} {}").format(_both(part.phrase), colon, Markup(" · ").join(names))
        parts.append(said if names else _both(part.phrase))
    return parts


def _policy(*scripts: str) -> str:
    """A policy under which these scripts run, no other does, and nothing is loaded from anywhere."""
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'" for script in scripts
    )
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _library() -> str:
    """vis-network as the installed pyvis ships it: nothing of it is copied into this package."""
    import pyvis

    folder = Path(pyvis.__file__).parent / "templates" / "lib"
    shipped = sorted(folder.glob("vis-*/vis-network.min.js"))
    if not shipped:
        raise OutputError(f"pyvis {version('pyvis')} ships no vis-network in {folder}; install pyvis 0.3.2")
    text = shipped[-1].read_text(encoding="utf-8").replace("\r\n", "\n")
    if "</script" in text.lower() or "<!--" in text:
        raise OutputError(f"{shipped[-1]} cannot stand in a page; install pyvis 0.3.2")
    return re.sub(r"\n?//# sourceMappingURL=.*\s*$", "\n", text)


def _viewer_version(library: str) -> str:
    stated = re.search(r"@version\s+(\S+)", library[:2000])
    return f"vis-network {stated[1] if stated else '?'} (pyvis {version('pyvis')})"
