"""Bring the marks of the gold up to date: ``python -m tests.gold.mark``.

Takes ``known_failure`` off what the engine gets right now. With ``--add "why"`` it also marks, with that reason, what fails and has no
mark; the floor (floor.json) does not follow down, so that a loss stays visible. With ``--raise`` the floors rise to what is reached.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from graphbuild.api import engine
from tests.extract.judge import FLOORS, GOLD, article, faults
from tests.extract.test_mentions import faults as mention_faults


def claim_faults(row: dict[str, Any]) -> list[str]:
    """What is wrong with the claims of a sentence."""
    return faults(row, engine().read(article(row)).claims)


def mark(path: Path, check: Callable[[dict[str, Any]], list[str]], why: str | None) -> int:
    """Rewrite one file; the number of rows that are right."""
    gold = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    off, on, unmarked = [], [], []
    for row in gold:
        found = check(row)
        if not found and row.pop("known_failure", None) is not None:
            off.append(row["id"])
        elif found and "known_failure" not in row:
            if why:
                row["known_failure"] = why
                on.append(row["id"])
            else:
                unmarked.append(row["id"])
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in gold), encoding="utf-8")
    passing = sum("known_failure" not in row for row in gold) - len(unmarked)
    print(f"{path.name}: {passing} of {len(gold)} right")
    for title, names in (("marks off", off), ("marks on", on), ("failing without a mark", unmarked)):
        print(f"  {title}: {', '.join(names) or 'none'}")
    return passing


def main() -> None:
    """Rewrite claims.jsonl, mentions.jsonl and, where asked, floor.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--add", metavar="WHY")
    parser.add_argument("--raise", dest="lift", action="store_true")
    options = parser.parse_args()
    passing = mark(GOLD / "claims.jsonl", claim_faults, options.add)
    mark(GOLD.parent / "extract" / "mentions.jsonl", mention_faults, options.add)
    if options.lift:
        floors = json.loads(FLOORS.read_text(encoding="utf-8"))
        floors["claims"] = max(floors["claims"], passing)
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
