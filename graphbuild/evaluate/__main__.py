"""``python -m graphbuild.evaluate models|eval|ends|ablation``: what ``make models`` and ``make eval`` run, which ends of
the gold's relations are found, and what each mechanism is worth; needs the shared gold beside the checkout, or for
``ends`` a gold file of your own."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from graphbuild.arabic.morphology import Morphology
from graphbuild.evaluate import ablation, ends, gate, models, readings
from graphbuild.lexicon import lexicon
from graphbuild.pipeline import Engine
from graphbuild.resources import resource


def main(arguments: list[str] | None = None) -> int:
    """Train, or measure against the floors; 0 done, 1 a floor is broken, 2 the shared gold is not there."""
    parser = argparse.ArgumentParser(prog="python -m graphbuild.evaluate", description=__doc__)
    models_of = ["readings", "names", "groups", "homes", "claims"]
    parser.add_argument("what", choices=["models", *models_of, "eval", "ends", "ablation"])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--update", action="store_true", help="raise the floors to what is measured (never lowers them)"
    )
    parser.add_argument("--gold", type=Path, help="ends: a gold file of your own (default: the shared train.jsonl)")
    parser.add_argument("--missed", action="store_true", help="ends: list those not found, or not with their country")
    options = parser.parse_args(arguments)
    if options.gold is None and not (options.shared / "eval").is_dir():
        sys.stderr.write(
            f"{options.shared / 'eval'}: not there; the evaluation needs the shared gold (make SHARED=FOLDER)\n"
        )
        return 2 if options.what != "eval" else 0

    def say(line: str) -> None:
        sys.stdout.write(line + "\n")

    if options.what == "eval":
        return gate.run(options.shared, say=say, update=options.update)
    if options.what == "ends":
        rows = models.read_rows(options.gold or options.shared / "eval" / "train.jsonl")
        for line in ends.report(ends.judge_all(Engine.load(), rows), missed=options.missed):
            say(line)
        return 0
    if options.what == "ablation":
        for line in ablation.table(options.shared):
            say(line)
        return 0
    words = lexicon()
    morphology = Morphology.load(words)
    folder = resource("data") / "models"
    if options.what in ("models", "readings"):
        readings.train(readings.corpus(options.shared), folder / "readings.json", words, morphology, say)
    if options.what in ("models", "names"):
        models.train_names(options.shared, folder, words, morphology)
    if options.what in ("models", "groups"):
        models.train_groups(options.shared, folder, words, morphology, say)
    if options.what in ("models", "homes"):
        models.train_homes(options.shared, folder, words, morphology, say)
    if options.what in ("models", "claims"):
        models.train_claims(options.shared, folder, words, morphology, say)
    return 0


if __name__ == "__main__":
    sys.exit(main())
