"""Whether a graph keeps to ``ontologies/shapes.ttl`` and ``ontologies/rules/*.rq``, told in plain language."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from graphbuild import vocab as v
from graphbuild.resources import resource

if TYPE_CHECKING:
    import rdflib

    from graphbuild.graph.store import Store


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


def validate(store: Store) -> list[Problem]:
    """Every problem of the graph, sorted; none if it conforms."""
    dataset = store.to_rdflib()
    problems = [*check(dataset, store.base), *_twice(store)]
    return sorted(set(problems))


def check(dataset: rdflib.Dataset, base: str) -> list[Problem]:
    """The problems that the shapes find in a dataset whose default graph is the union of its graphs."""
    import pyshacl
    import rdflib
    from rdflib.namespace import SH

    # A copy in memory: pyshacl asks for the size of the graph again and again, which over Oxigraph counts it each time.
    union = rdflib.Graph()
    for subject, predicate, object_, _ in dataset.quads((None, None, None, None)):
        union.add((subject, predicate, object_))
    _, report, _ = pyshacl.validate(union, shacl_graph=_shapes(), inplace=True)
    problems = []
    for result in set(report.subjects(SH.resultSeverity)):
        node = report.value(result, SH.focusNode)
        messages: dict[str, str] = {}
        for message in report.objects(result, SH.resultMessage):
            messages.setdefault(getattr(message, "language", None) or "en", str(message))
        value = report.value(result, SH.value)
        shown = "" if value is None or value == node else _short(str(value), base)
        problems.append(_problem(dataset, node, messages, base, shown))
    for messages, query in _rules():
        found: Any = dataset.query(query)
        problems.extend(_problem(dataset, row[0], messages, base) for row in found)
    return problems


def _problem(dataset: rdflib.Dataset, node: Any, messages: dict[str, str], base: str, value: str = "") -> Problem:
    where = next(iter(dataset.quads((node, None, None, None))), None)
    text = messages.get("en") or messages.get("ar") or "does not conform"
    return Problem(
        article=_identifier(dataset, where[3]) if where is not None else "",
        node=_short(str(node), base),
        message_en=text,
        message_ar=messages.get("ar", text),
        value=value,
    )


@cache
def _rules() -> tuple[tuple[dict[str, str], str], ...]:
    """The rules that join nodes: their messages by language, and the query that finds who breaks them."""
    prefixes = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in v.PREFIXES.items())
    rules = []
    for path in sorted(resource("ontologies", "rules").glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        rules.append((dict(re.findall(r"^# message@(ar|en): (.*)$", text, re.MULTILINE)), prefixes + text))
    return tuple(rules)


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


def _twice(store: Store) -> list[Problem]:
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
