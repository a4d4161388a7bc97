"""Annotations that stand apart from their text: which sentence of which article, where in it, and what it tells.

The texts of newspapers are theirs and are not in this repository. What was annotated of them is: a row of
``data/training/corpus/*.jsonl`` names an article of the shared corpus file of the same name, the place of a sentence in it and
a hash of the sentence, and gives every span of its relations as offsets in the sentence. With the corpus beside the checkout,
:func:`resolve` makes gold rows of them, in the format of :mod:`graphbuild.evaluate.score`; without it they say nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graphbuild.errors import DataError, ReadError

Row = Mapping[str, Any]


def digest(sentence: str) -> str:
    """What a row remembers of its sentence: the first 12 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(sentence.encode()).hexdigest()[:12]


def resolve(folder: Path, corpus: Path) -> Iterator[dict[str, Any]]:
    """The annotated sentences of a folder as gold rows (``id``, ``kind``, ``date``, ``text``, ``relations``).

    Raises:
        ReadError: the corpus file is not there.
        DataError: it has not the article, or another sentence stands at the place.
    """
    for path in sorted(folder.glob("*.jsonl")):
        source = corpus / path.name
        if not source.is_file():
            raise ReadError(source, None, "not there", f"{path} annotates it")
        articles = {row["id"]: row for row in map(json.loads, _lines(source))}
        for number, line in enumerate(_lines(path), 1):
            row = json.loads(line)
            article = articles.get(row["article"])
            if article is None:
                raise DataError(path, number, "article", f"{source} has none {row['article']!r}")
            start, end = row["at"]
            text = (article.get(row["field"]) or "")[start:end]
            if digest(text) != row["sha256"]:
                where = f"{source}, article {row['article']!r}, {row['field']} {start} to {end}"
                raise DataError(path, number, "sha256", f"another sentence stands in {where}")
            yield {
                "id": f"{row['article']}:{row['field']}:{start}",
                "kind": row["kind"],
                "date": article.get("date"),
                "text": text,
                "relations": [_told(text, relation) for relation in row["relations"]],
            }


def stand_off(gold: Mapping[str, Any], article: str, field: str, start: int) -> dict[str, Any]:
    """A gold row as a row without text: the reverse of what :func:`resolve` does to one.

    Raises:
        ValueError: a span of the gold row does not stand in its text.
    """
    text = gold["text"]
    return {
        "article": article,
        "field": field,
        "at": [start, start + len(text)],
        "kind": gold["kind"],
        "sha256": digest(text),
        "relations": [_placed(text, relation) for relation in gold["relations"]],
    }


def _lines(path: Path) -> Iterator[str]:
    return (line for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def _told(text: str, relation: Row) -> dict[str, Any]:
    def cut(span: list[int]) -> str:
        return text[span[0] : span[1]]

    def end(actor: Row | None) -> dict[str, Any] | None:
        if actor is None:
            return None
        return {"text": cut(actor["text"]), "name": cut(actor["name"]), "country": actor["country"]}

    return {
        "category": relation["category"],
        "trigger": cut(relation["trigger"]),
        "subject": end(relation["subject"]),
        "object": end(relation["object"]),
        "negated": relation["negated"],
        "status": relation["status"],
        "attribution": [{**said, "text": cut(said["text"])} for said in relation["attribution"]],
    }


def _placed(text: str, relation: Row) -> dict[str, Any]:
    """Where a span occurs more than once, it is the one nearest the trigger (the guidelines' rule); of a trigger, the first."""
    at = text.index(relation["trigger"])

    def span(part: str) -> list[int]:
        starts = [i for i in range(len(text)) if text.startswith(part, i)]
        if not starts:
            raise ValueError(f"{part!r} does not stand in {text!r}")
        start = min(starts, key=lambda i: abs(i - at))
        return [start, start + len(part)]

    def end(actor: Row | None) -> dict[str, Any] | None:
        if actor is None:
            return None
        first, last = span(actor["text"])
        name = text.index(actor["name"], first, last)
        return {"text": [first, last], "name": [name, name + len(actor["name"])], "country": actor["country"]}

    return {
        "category": relation["category"],
        "trigger": [at, at + len(relation["trigger"])],
        "subject": end(relation["subject"]),
        "object": end(relation["object"]),
        "negated": relation["negated"],
        "status": relation["status"],
        "attribution": [
            {"text": span(said["text"]), "country": said["country"], "stance": said["stance"]}
            for said in relation["attribution"]
        ],
    }
