"""Bring the marks of the gold up to date: ``python -m tests.gold.mark``.

Takes ``known_failure`` off what the engine gets right now. With ``--add "why"`` it also marks, with that reason, what fails and has no
mark; the floor (floor.json) does not follow down, so that a loss stays visible. With ``--raise`` the floors rise to what is reached.
"""

from __future__ import annotations

import argparse
import json

from graphbuild.api import engine
from graphbuild.records import Article
from tests.extract.judge import FLOORS, GOLD, faults, rows


def main() -> None:
    """Rewrite claims.jsonl and, where asked, floor.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--add", metavar="WHY")
    parser.add_argument("--raise", dest="lift", action="store_true")
    options = parser.parse_args()
    gold = rows("claims.jsonl")
    off, on, unmarked = [], [], []
    for row in gold:
        found = faults(row, engine().read(Article(row["id"], row["text"])).claims)
        if not found and row.pop("known_failure", None) is not None:
            off.append(row["id"])
        elif found and "known_failure" not in row:
            if options.add:
                row["known_failure"] = options.add
                on.append(row["id"])
            else:
                unmarked.append(row["id"])
    (GOLD / "claims.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in gold), encoding="utf-8")
    passing = sum("known_failure" not in row for row in gold) - len(unmarked)
    print(f"{passing} of {len(gold)} right; marks off: {', '.join(off) or 'none'}; on: {', '.join(on) or 'none'}; failing without a mark: {', '.join(unmarked) or 'none'}")
    if options.lift:
        floors = json.loads(FLOORS.read_text(encoding="utf-8"))
        floors["claims"] = max(floors["claims"], passing)
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
