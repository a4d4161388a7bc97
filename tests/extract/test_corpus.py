"""Real articles hold no surprises: what holds of every reading holds of a sample of them. The articles are not part of the repository."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from graphbuild.api import engine
from graphbuild.interchange import from_json, to_json
from graphbuild.read import divide
from graphbuild.records import Article
from tests.extract.test_robust import check

EVERY = 97


@pytest.mark.parametrize("name", ["articles-2015", "articles-2021"])
def test_a_sample_of_real_articles(shared: Path, name: str) -> None:
    path = shared / "corpus" / f"{name}.jsonl"
    claims = articles = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
        if number % EVERY:
            continue
        row = json.loads(line)
        for part in divide(
            Article(
                str(row["id"]),
                row["text"],
                title=row.get("title"),
                date=row.get("date"),
                publisher=row.get("publisher"),
            )
        ):
            reading = engine().read(part)
            check(reading)
            back = from_json(to_json(reading))
            assert (back.actors, back.claims) == (reading.actors, reading.claims)
            articles += 1
            claims += len(reading.claims)
    assert articles >= 5
    assert claims >= articles


def test_real_headlines(shared: Path) -> None:
    lines = (shared / "corpus" / "headlines-2023-2025.jsonl").read_text(encoding="utf-8").splitlines()[::400]
    texts = [json.loads(line) for line in lines]
    for number, row in enumerate(texts):
        check(engine().read(Article(str(number), "", title=row.get("title") or row.get("text"))))
