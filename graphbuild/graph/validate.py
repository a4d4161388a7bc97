"""Whether a graph keeps to ``ontologies/shapes.ttl``, told in plain language."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from graphbuild import vocab as v
from graphbuild.resources import resource

if TYPE_CHECKING:
    import rdflib

    from graphbuild.graph.oxigraph import OxigraphStore


#: "A triple in more than one graph".
_TWICE_AR = "\u062b\u0644\u0627\u062b\u064a\u0629 \u0641\u064a \u0623\u0643\u062b\u0631 \u0645\u0646 \u0631\u0633\u0645"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong: the node, the article it belongs to (its id; empty for what articles share), what, in
    both languages, and the value that offends, if one does."""

    article: str
    node: str
    message_en: str
    message_ar: str
    value: str = ""

    def __str__(self) -> str:
        where = f"article {self.article}: " if self.article else ""
        return f"{where}{self.node}: {self.message_en}" + (f" (it is {self.value})" if self.value else "")


def validate(store: OxigraphStore) -> list[Problem]:
    """Every problem of the graph, sorted; none if it conforms."""
    dataset = store.to_rdflib()
    problems = [*check(dataset, store.base), *_twice(store)]
    return sorted(set(problems))


def check(dataset: rdflib.Dataset, base: str) -> list[Problem]:
    """The problems that the shapes find in a dataset whose default graph is the union of its graphs."""
    import pyshacl
    from rdflib.namespace import SH

    _, report, _ = pyshacl.validate(dataset, shacl_graph=_shapes(), inplace=True)
    problems = []
    for result in set(report.subjects(SH.resultSeverity)):
        node = report.value(result, SH.focusNode)
        messages: dict[str, str] = {}
        for message in report.objects(result, SH.resultMessage):
            # A SPARQL constraint reports in one language: the shapes know the other.
            messages.update(_messages().get(str(message), {}))
            messages.setdefault(getattr(message, "language", None) or "en", str(message))
        value = report.value(result, SH.value)
        article = next(iter(dataset.quads((node, None, None, None))), None)
        identifier = _identifier(dataset, article[3]) if article is not None else ""
        text = messages.get("en") or messages.get("ar") or "does not conform"
        problems.append(
            Problem(
                article=identifier,
                node=_short(str(node), base),
                message_en=text,
                message_ar=messages.get("ar", text),
                value="" if value is None or value == node else _short(str(value), base),
            )
        )
    return problems


def _identifier(dataset: rdflib.Dataset, graph: Any) -> str:
    from rdflib.namespace import DCTERMS

    found = next(iter(dataset.quads((graph, DCTERMS.identifier, None, graph))), None)
    return str(found[2]) if found is not None else ""


def _short(text: str, base: str) -> str:
    return text.removeprefix(base) if text.startswith(base) else text.replace(v.NS, "gb:")


@cache
def _shapes() -> rdflib.Graph:
    import rdflib

    graph = rdflib.Graph()
    graph.parse(resource("ontologies", "shapes.ttl"), format="turtle")
    return graph


@cache
def _messages() -> dict[str, dict[str, str]]:
    """Each message of the shapes → the same in every language."""
    from rdflib.namespace import SH

    out: dict[str, dict[str, str]] = {}
    for subject in set(_shapes().subjects(SH.message)):
        by_language = {str(getattr(m, "language", "en")): str(m) for m in _shapes().objects(subject, SH.message)}
        out.update((text, by_language) for text in by_language.values())
    return out


def _twice(store: OxigraphStore) -> list[Problem]:
    """Triples that stand in more than one graph: SHACL sees the union only."""
    counts = Counter(quad[:3] for quad in store.quads())
    return [
        Problem(
            "", _short(triple[0][1:-1], store.base), "a triple stands in more than one graph", _TWICE_AR,
            _short(" ".join(triple[1:]), store.base),
        )
        for triple, count in counts.items()
        if count > 1
    ]  # fmt: skip
