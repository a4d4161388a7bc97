"""Scores of claims against gold relations: full matches, one end, countries; negation, status and attribution on what
matches.

``graphbuild evaluate GOLD PREDICTED`` prints them. Gold: JSONL with ``id`` and ``relations``; predicted: JSONL with
``id`` and ``claims``, as ``graphbuild extract`` prints them (gold files are accepted too, to compare two annotators).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphbuild.evaluate.matching import covers, ends_match, trigger_matches, words_of

Row = Mapping[str, Any]


@dataclass(slots=True)
class Tally:
    """Counts over all sentences; :meth:`figures` turns them into rates."""

    counts: Counter[str] = field(default_factory=Counter)
    categories: dict[str, Counter[str]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Rates by name; a rate over nothing is 1."""
        c = self.counts

        def rate(a: str, b: str) -> float:
            return c[a] / c[b] if c[b] else 1.0

        out = {}
        for name, hit, predicted in (
            ("full", "full", "predicted"),
            ("one-end", "loose", "loose-predicted"),
            ("country", "country", "country-predicted"),
        ):
            gold = "country-gold" if name == "country" else "gold"
            p, r = rate(hit, predicted), rate(hit, gold)
            out[f"{name}-precision"], out[f"{name}-recall"] = p, r
            out[f"{name}-f1"] = 2 * p * r / (p + r) if p + r else 0.0
        out["attribution"] = rate("attributed-right", "attributed")
        out["own-voice"] = rate("own-right", "own")
        out["negation"] = rate("negation-right", "full")
        out["status"] = rate("status-right", "full")
        out["left-empty"] = rate("empty-kept", "empty")
        return out


def _claims(row: Row) -> list[dict[str, Any]]:
    out = []
    for claim in row.get("claims", row.get("relations", [])):
        trigger = claim.get("trigger")
        said = claim.get("attributions", claim.get("attribution", []))
        out.append(
            {
                "category": claim["category"],
                "subject": claim.get("subject"),
                "object": claim.get("object"),
                "trigger": trigger.get("text", "") if isinstance(trigger, dict) else (trigger or ""),
                "negated": bool(claim.get("negated")),
                "status": claim.get("status", "actual"),
                "optional": bool(claim.get("optional")),
                "said": [
                    (
                        ((a.get("source") or {}).get("text") if "source" in a else a.get("text")) or "",
                        a.get("stance", "asserts"),
                    )
                    for a in said
                ],
            }
        )
    return out


def _text(end: Row | None) -> str | None:
    return end.get("text") if end else None


def _full(gold: Row, predicted: Row) -> bool:
    return (
        bool(gold["category"] == predicted["category"])
        and ends_match(gold["subject"], _text(predicted["subject"]))
        and ends_match(gold["object"], _text(predicted["object"]))
    )


def _loose(gold: Row, predicted: Row) -> bool:
    return bool(gold["category"] == predicted["category"]) and any(
        gold[e] and ends_match(gold[e], _text(predicted[e])) for e in ("subject", "object")
    )


def pair_up(gold: Sequence[Row], predicted: Sequence[Row], key: Callable[[Row, Row], bool]) -> list[tuple[int, int]]:
    """Greedy one-to-one pairs (indices): those that share a trigger word first, then in the order of the text."""
    left, pairs = list(range(len(predicted))), []
    taken: set[int] = set()
    for same in (True, False):
        for g, relation in enumerate(gold):
            if g in taken:
                continue
            for p in left:
                if same and not trigger_matches(relation["trigger"], predicted[p]["trigger"]):
                    continue
                if key(relation, predicted[p]):
                    pairs.append((g, p))
                    taken.add(g)
                    left.remove(p)
                    break
    return pairs


def _set_aside(
    gold: Sequence[Row], predicted: Sequence[Row], key: Callable[[Row, Row], bool]
) -> tuple[list[Row], list[Row]]:
    """Without the optional gold relations, and without the claims that only these explain."""
    required = [g for g in gold if not g["optional"]]
    taken = {p for _, p in pair_up(required, predicted, key)}
    rest = [i for i in range(len(predicted)) if i not in taken]
    excused = {rest[p] for _, p in pair_up([g for g in gold if g["optional"]], [predicted[i] for i in rest], key)}
    return required, [c for i, c in enumerate(predicted) if i not in excused]


def _by_country(claims: Sequence[Row]) -> Counter[tuple[str, str | None, str | None]]:
    keys = [(c["category"], (c["subject"] or {}).get("country"), (c["object"] or {}).get("country")) for c in claims]
    return Counter(k for k in keys if k[1] or k[2])


def _same_source(gold: tuple[str, str], predicted: tuple[str, str]) -> bool:
    a, b = words_of(gold[0]), words_of(predicted[0])
    return gold[1] == predicted[1] and bool(a) and (covers(a, b) or covers(b, a))


def score(gold_rows: Sequence[Row], predicted_rows: Sequence[Row]) -> Tally:
    """Compare, sentence by sentence; ids of gold sentences without an answer are in ``missing``."""
    answers = {row["id"]: row for row in predicted_rows}
    tally = Tally()
    c = tally.counts
    for row in gold_rows:
        if row["id"] not in answers:
            tally.missing.append(row["id"])
        gold, predicted = _claims(row), _claims(answers.get(row["id"], {"claims": []}))
        loose_gold, loose_predicted = _set_aside(gold, predicted, _loose)
        full_gold, full_predicted = _set_aside(gold, predicted, _full)
        pairs = pair_up(full_gold, full_predicted, _full)
        c["gold"] += len(full_gold)
        c["predicted"] += len(full_predicted)
        c["full"] += len(pairs)
        c["loose"] += len(pair_up(loose_gold, loose_predicted, _loose))
        c["loose-predicted"] += len(loose_predicted)
        a, b = _by_country(full_gold), _by_country(full_predicted)
        c["country-gold"] += sum(a.values())
        c["country-predicted"] += sum(b.values())
        c["country"] += sum((a & b).values())
        c["sentences"] += 1
        if not full_gold:
            c["empty"] += 1
            c["empty-kept"] += not full_predicted
        for kind, claims in (("gold", full_gold), ("predicted", full_predicted)):
            for claim in claims:
                tally.categories.setdefault(claim["category"], Counter())[kind] += 1
        for g, p in pairs:
            one, other = full_gold[g], full_predicted[p]
            tally.categories[one["category"]]["full"] += 1
            c["negation-right"] += one["negated"] == other["negated"]
            c["status-right"] += one["status"] == other["status"]
            if one["said"]:
                c["attributed"] += 1
                c["attributed-right"] += any(_same_source(x, y) for x in one["said"] for y in other["said"])
            else:
                c["own"] += 1
                c["own-right"] += not other["said"]
    return tally


def report(tally: Tally) -> list[str]:
    """The scores as lines of text."""
    c, figures = tally.counts, tally.figures()
    out = [f"{'category':12} {'gold':>5} {'pred':>5} {'right':>5}   P     R"]
    for category, row in sorted(tally.categories.items(), key=lambda item: (-item[1]["gold"], item[0])):
        p = row["full"] / row["predicted"] if row["predicted"] else 0.0
        r = row["full"] / row["gold"] if row["gold"] else 0.0
        out.append(f"{category:12} {row['gold']:5} {row['predicted']:5} {row['full']:5}  {p:.2f}  {r:.2f}")
    out.append(
        f"sentences {c['sentences']}, without an answer {len(tally.missing)}, rightly left empty {figures['left-empty']:.3f}"
    )
    out.append(
        f"negation right {figures['negation']:.3f}, status right {figures['status']:.3f}, "
        f"attribution right {figures['attribution']:.3f}, own voice right {figures['own-voice']:.3f}"
    )
    out += [
        f"{name:8} P {figures[name + '-precision']:.3f}  R {figures[name + '-recall']:.3f}  F1 {figures[name + '-f1']:.3f}"
        for name in ("one-end", "country", "full")
    ]
    return out
