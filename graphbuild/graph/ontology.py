"""Writes what is generated of the ontology: ``python -m graphbuild.graph.ontology`` (``--check``: only whether it is
up to date).

``ontologies/relations.ttl`` comes from ``data/relations/*.tsv``, ``docs/ontology.html`` from the Turtle files.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator
from html import escape
from pathlib import Path

from graphbuild import vocab as v
from graphbuild.graph.terms import language_of, value_of
from graphbuild.lexicon.tables import Row, read_tables
from graphbuild.resources import resource, resource_root

_COLUMNS = (
    "relation", "category", "cameo", "label_ar", "label_en", "symmetric", "inverse", "umbrellas", "comment_ar", "comment_en",
)  # fmt: skip
_HEAD = """\
# The leaf relations of graphbuild: generated from data/relations/*.tsv by python -m graphbuild.graph.ontology; do not
# edit. Written for this project; CC BY 4.0.
@prefix gb: <https://w3id.org/graphbuild/ns#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def relations_turtle(folder: Path | None = None) -> str:
    """The text of ``ontologies/relations.ttl``: each leaf under its category, with its CAMEO notation, inverse,
    symmetry and umbrellas.

    Raises:
        DataError: a bad row.
    """
    folder = folder or resource("data", "relations")
    rows = sorted(
        read_tables(folder, "*.tsv", _COLUMNS),
        key=lambda row: (list(v.CATEGORIES).index(row["category"]), row["relation"]),
    )
    out = [_HEAD]
    category = ""
    for row in rows:
        if row["category"] != category:
            category = row["category"]
            out.append(f"\n#### {category}\n")
        out.append(_relation(row))
    return "\n".join(out)


def _relation(row: Row) -> str:
    name = row["relation"]
    types = "gb:Relation , owl:ObjectProperty" + (" , owl:SymmetricProperty" if row["symmetric"] == "1" else "")
    # A leaf that has an umbrella's name is that umbrella: put under its category it would draw the others along.
    parents = [] if name in v.UMBRELLAS else [row["category"]]
    parents += [umbrella for umbrella in row.values("umbrellas") if umbrella != name]
    lines = [f"gb:{name} a {types}", f"gb:category gb:{row['category']}"]
    if parents:
        lines.append("rdfs:subPropertyOf " + " , ".join(f"gb:{parent}" for parent in parents))
    if name not in v.UMBRELLAS:
        lines.append(f"rdfs:label {_quoted(row['label_ar'])}@ar , {_quoted(row['label_en'])}@en")
        comments = [(row["comment_ar"] or row["label_ar"], "ar"), (row["comment_en"] or row["label_en"], "en")]
        lines.append("rdfs:comment " + " , ".join(f"{_quoted(text)}@{language}" for text, language in comments))
    if row["cameo"] not in ("", "-"):
        lines.append(f'skos:notation "{row["cameo"]}"^^gb:CAMEO')
    if row["inverse"]:
        lines.append(f"owl:inverseOf gb:{row['inverse']}")
    lines.append("rdfs:isDefinedBy <https://w3id.org/graphbuild/ns>")
    return " ;\n    ".join(lines) + " .\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


# --- the page

_STYLE = """
:root{color-scheme:light dark}body{font-family:"Noto Naskh
Arabic","Amiri",system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;line-height:1.5}
code{direction:ltr;unicode-bidi:isolate}h2{margin-top:2.5rem;border-bottom:1px
solid}table{border-collapse:collapse;width:100%} td,th{border:1px solid #8886;padding:.3rem
.5rem;vertical-align:top;text-align:start}:target{outline:2px solid}
"""
_SECTIONS = (
    ("Classes", v.RDFS + "Class"),
    ("Properties of the graph", v.RDF + "Property"),
    ("Stances", v.STANCE),
    ("Polarities", v.POLARITY),
    ("Statuses", v.STATUS),
    ("Decisions", v.DECISION),
    ("Nobody", v.ACTOR),
    ("Quad classes", v.QUAD_CLASS),
    ("Categories", v.CATEGORY),
    ("Leaf relations", v.RELATION),
    ("Datatypes", v.RDFS + "Datatype"),
)
_RELATED = {
    v.RDFS + "subClassOf": "kind of", v.RDFS + "domain": "of", v.RDFS + "range": "to", v.CATEGORY_OF: "category",
    v.RDFS + "subPropertyOf": "under", v.QUAD_CLASS_OF: "quad class", v.SCALE: "scale", v.SKOS + "notation": "CAMEO",
    v.OWL + "inverseOf": "inverse",
}  # fmt: skip


def ontology_page() -> str:
    """The text of ``docs/ontology.html``: every term with labels and comments in Arabic and English, and what it
    relates to."""
    terms = _terms()
    body = []
    for title, kind in _SECTIONS:
        names = sorted(
            name for name, values in terms.items() if kind in values[v.RDF + "type"] and _belongs(kind, values)
        )
        body.append(
            f"<h2>{title}</h2>\n<table>\n<tr><th>term</th><th>English</th><th>Arabic</th><th>relations</th></tr>\n"
        )
        body.extend(_row(name, terms[name]) for name in names)
        body.append("</table>\n")
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n'
        f"<title>graphbuild ontology</title>\n<style>{_STYLE}</style>\n<h1>The graphbuild ontology</h1>\n"
        f"<p>Namespace <code>{v.NS}</code>, prefix <code>gb:</code>. Sources: <code>ontologies/graphbuild.ttl</code>, "
        "<code>relations.ttl</code>; this page is generated from them. CC BY 4.0.</p>\n" + "".join(body) + "</html>\n"
    )


def _belongs(kind: str, values: dict[str, list[str]]) -> bool:
    """Leaf relations and categories are listed under their own headings only."""
    return kind != v.RDF + "Property" or not {v.RELATION, v.CATEGORY} & set(values[v.RDF + "type"])


def _terms() -> dict[str, dict[str, list[str]]]:
    import pyoxigraph

    terms: defaultdict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for file in ("graphbuild.ttl", "relations.ttl"):
        for t in pyoxigraph.parse(path=str(resource("ontologies", file)), format=pyoxigraph.RdfFormat.TURTLE):
            subject, predicate, object_ = str(t.subject), value_of(str(t.predicate)), str(t.object)
            if not subject.startswith(f"<{v.NS}"):
                continue
            if predicate in (v.RDFS + "label", v.RDFS + "comment"):
                predicate += f"@{language_of(object_)}"
            terms[value_of(subject)][predicate].append(value_of(object_))
    return dict(terms)


def _row(name: str, values: dict[str, list[str]]) -> str:
    local = name.removeprefix(v.NS)
    cells = []
    for language in ("en", "ar"):
        label = escape(" ".join(values[v.RDFS + "label@" + language]))
        comment = escape(" ".join(values[v.RDFS + "comment@" + language]))
        mark = ' lang="ar" dir="rtl"' if language == "ar" else ""
        cells.append(f"<td{mark}><b>{label}</b><br>{comment}</td>")
    return f'<tr id="{local}"><td><code>gb:{local}</code></td>{"".join(cells)}<td>{"<br>".join(_related(values))}</td></tr>\n'


def _related(values: dict[str, list[str]]) -> Iterator[str]:
    for predicate, word in _RELATED.items():
        for value in sorted(values.get(predicate, [])):
            if value.startswith(v.NS):
                local = value.removeprefix(v.NS)
                yield f'{word} <a href="#{local}"><code>gb:{local}</code></a>'
            else:
                yield f"{word} <code>{escape(value.rsplit('#', 1)[-1])}</code>"
    if v.OWL + "SymmetricProperty" in values[v.RDF + "type"]:
        yield "symmetric"


def generated() -> dict[Path, str]:
    """What each generated file should hold. The page is written from the Turtle files as they stand: write these
    first."""
    ontologies = resource_root("ontologies")
    return {
        ontologies / "relations.ttl": relations_turtle(),
        ontologies.parent / "docs" / "ontology.html": ontology_page(),
    }


def main(arguments: list[str]) -> int:
    """Write the generated files, or with ``--check`` say by the exit code whether they are up to date."""
    if "--check" in arguments:
        return int(any(not p.is_file() or p.read_text(encoding="utf-8") != text for p, text in generated().items()))
    relations = resource_root("ontologies") / "relations.ttl"
    relations.write_text(relations_turtle(), encoding="utf-8", newline="\n")
    for path, text in generated().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
