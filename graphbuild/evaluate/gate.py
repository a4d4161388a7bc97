"""The evaluation gate: figures on the shared gold, and floors that only rise (``tests/eval/floors.json``).

The floors file pins the gold by its hash, so that a changed gold is noticed; ``--update`` raises floors and refuses to
lower one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from graphbuild.evaluate import ends, names, score
from graphbuild.evaluate.models import read_rows
from graphbuild.interchange import to_json
from graphbuild.pipeline import Engine
from graphbuild.resources import resource

FLOORS = Path("tests/eval/floors.json")
#: What rounding and the order of equal scores may move.
EPSILON = 0.0005
_SETS = ("dev", "denials")
_GATED = (
    "full-f1",
    "full-precision",
    "one-end-f1",
    "country-f1",
    "attribution",
    "own-voice",
    "negation",
    "status",
    "left-empty",
)


def answers(engine: Engine, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What ``graphbuild extract`` prints for gold sentences, each read as an article of one sentence."""
    return [to_json(engine.read(ends.article_of(row))) for row in rows]


def measure(shared: Path) -> dict[str, float]:
    """All gated figures by name."""
    engine = Engine.load()
    figures: dict[str, float] = {}
    for name in _SETS:
        rows = read_rows(shared / "eval" / f"{name}.jsonl")
        found = score.score(rows, answers(engine, rows)).figures()
        figures.update({f"{name}/{key}": round(found[key], 4) for key in _GATED})
        found = ends.figures(ends.judge_all(engine, rows))
        figures.update({f"{name}/{key}": round(value, 4) for key, value in found.items()})
    model = resource("data") / "models" / "names.crf"
    ner = names.score(
        shared / "eval" / "ner" / "newsfane.dev.conll", model, engine.lexicon, engine.extractor.morphology
    )
    figures.update({f"names/{kind}-f1": round(values[2], 4) for kind, values in ner.items()})
    return figures


def pins(shared: Path) -> dict[str, str]:
    """Hashes of the gold files."""
    files = ["eval/dev.jsonl", "eval/denials.jsonl", "eval/ner/newsfane.dev.conll"]
    return {name: hashlib.sha256((shared / name).read_bytes()).hexdigest() for name in files}


def compare(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """The figures that lie below their floors, in words."""
    return [
        f"{name}: {figures.get(name, 0.0):.4f} is below its floor {floor:.4f}"
        for name, floor in sorted(floors.items())
        if figures.get(name, 0.0) < floor - EPSILON
    ]


def raised(figures: Mapping[str, float], floors: Mapping[str, float]) -> dict[str, float]:
    """The floors raised to the figures; none is lowered."""
    return {name: max(figures.get(name, 0.0), floors.get(name, 0.0)) for name in sorted({*figures, *floors})}


def run(shared: Path, *, say: Callable[[str], None], update: bool = False, floors_file: Path = FLOORS) -> int:
    """Measure, print, compare with the floors (or raise them); 0 where none is broken."""
    held = json.loads(floors_file.read_text(encoding="utf-8")) if floors_file.exists() else {"pins": {}, "floors": {}}
    figures = measure(shared)
    for name, value in sorted(figures.items()):
        say(f"{name:28} {value:.4f}   floor {held['floors'].get(name, 0.0):.4f}")
    now = pins(shared)
    changed = [name for name, digest in now.items() if held["pins"].get(name, digest) != digest]
    if changed:
        say(f"the gold has changed: {', '.join(changed)}; look at it, then run with --update")
        if not update:
            return 1
    broken = compare(figures, held["floors"])
    for line in broken:
        say(line)
    if update and not broken:
        floors_file.parent.mkdir(parents=True, exist_ok=True)
        content = {"pins": now, "floors": raised(figures, held["floors"])}
        floors_file.write_text(json.dumps(content, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        say(f"{floors_file}: floors raised")
    return 1 if broken else 0
