"""When a reading of one sentence is exactly what its gold says; what the tests of frames, cues and claims share."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from graphbuild.evaluate.matching import covers, text_matches, words_of
from graphbuild.records import Article, Attribution, Claim, End

GOLD = Path(__file__).resolve().parent.parent / "gold"
FLOORS = GOLD / "floor.json"

Row = Mapping[str, Any]


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of a JSONL file of tests/gold/."""
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def above_floor(name: str, share: float, failures: Sequence[str]) -> None:
    """Fail where a share lies below its floor. With GRAPHBUILD_RAISE_FLOORS set, raise the floor to it (never lower it); with
    GRAPHBUILD_REPORTS naming a folder, write the failures there."""
    folder = os.environ.get("GRAPHBUILD_REPORTS")
    if folder:
        (Path(folder) / f"{name}.txt").write_text("\n".join(failures) + "\n", encoding="utf-8")
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    if os.environ.get("GRAPHBUILD_RAISE_FLOORS") and share > floors[name]:
        floors[name] = int(share * 10000) / 10000
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    assert share >= floors[name], (
        f"{name}: {share:.4f} is below its floor {floors[name]:.4f}; first failures:\n" + "\n".join(failures[:20])
    )


def names(end: End | None, words: str) -> bool:
    """Whether an end is the one written ``words``; ``-`` is none."""
    if words == "-":
        return end is None
    return end is not None and text_matches({"text": words, "name": words}, end.text)


def in_words(claim: Claim) -> str:
    """A claim in one line, for messages."""
    ends = [end.text if end else "-" for end in (claim.subject, claim.object)]
    marks = [*(["negated"] if claim.negated else []), *([claim.status] if claim.status != "actual" else [])]
    marks += [f"{a.source.text} {a.stance}" for a in claim.attributions]
    return f"{claim.category} {ends[0]} > {ends[1]} ({claim.trigger.text})" + (
        f" [{'; '.join(marks)}]" if marks else ""
    )


def _end_fits(gold: Row | None, end: End | None) -> bool:
    if gold is None or end is None:
        return gold is None and end is None
    return text_matches(gold, end.text) and gold["country"] in (None, end.country)


def _said_fits(gold: Sequence[Row], said: Sequence[Attribution]) -> bool:
    left = list(said)
    for one in gold:
        words = words_of(one["text"])
        for other in left:
            found = words_of(other.source.text)
            if one["stance"] == other.stance and (covers(words, found) or covers(found, words)):
                left.remove(other)
                break
        else:
            return False
    return not left


def fits(gold: Row, claim: Claim) -> bool:
    """Whether a claim is the relation: category (or one of those under ``or``), both ends with their countries, and, unless it is
    optional, negation, status and every attribution. ``time`` and ``place`` are compared where the gold gives them."""
    if claim.category not in (gold["category"], *gold.get("or", ())):
        return False
    if not (_end_fits(gold["subject"], claim.subject) and _end_fits(gold["object"], claim.object)):
        return False
    if "time" in gold and claim.time != gold["time"]:
        return False
    if "place" in gold and (claim.place is None or not names(claim.place, gold["place"])):
        return False
    return bool(gold.get("optional")) or (
        claim.negated == gold["negated"]
        and claim.status == gold["status"]
        and _said_fits(gold["attribution"], claim.attributions)
    )


def article(row: Row) -> Article:
    """The sentence of a row as an article."""
    return Article(row["id"], row["text"], date=row.get("date"))


def faults(row: Row, claims: Sequence[Claim]) -> list[str]:
    """What is wrong with the claims read in a sentence: relations without a claim, claims without a relation. Empty where all is right."""
    left = list(claims)
    out = []
    for gold in sorted(row["relations"], key=lambda r: bool(r.get("optional"))):
        found = next((claim for claim in left if fits(gold, claim)), None)
        if found is not None:
            left.remove(found)
        elif not gold.get("optional"):
            ends = [end["text"] if end else "-" for end in (gold["subject"], gold["object"])]
            said = [f"{a['text']} {a['stance']}" for a in gold["attribution"]]
            marks = [
                *(["negated"] if gold["negated"] else []),
                *([gold["status"]] if gold["status"] != "actual" else []),
                *said,
            ]
            marks += [f"{key} {gold[key]}" for key in ("time", "place") if key in gold]
            out.append(
                f"missing {gold['category']} {ends[0]} > {ends[1]}" + (f" [{'; '.join(marks)}]" if marks else "")
            )
    return out + [f"wrong {in_words(claim)}" for claim in left]
