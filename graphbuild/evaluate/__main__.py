"""``python -m graphbuild.evaluate models|eval|ablation``: what ``make models`` and ``make eval`` run, and what each
mechanism is worth; needs the shared gold beside the checkout."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from graphbuild.arabic.morphology import Morphology
from graphbuild.evaluate import ablation, gate, models
from graphbuild.lexicon import lexicon
from graphbuild.resources import resource


def main(arguments: list[str] | None = None) -> int:
    """Train, or measure against the floors; 0 done, 1 a floor is broken, 2 the shared gold is not there."""
    parser = argparse.ArgumentParser(prog="python -m graphbuild.evaluate", description=__doc__)
    parser.add_argument("what", choices=["models", "names", "claims", "eval", "ablation"])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--update", action="store_true", help="raise the floors to what is measured (never lowers them)"
    )
    options = parser.parse_args(arguments)
    if not (options.shared / "eval").is_dir():
        sys.stderr.write(
            f"{options.shared / 'eval'}: not there; the evaluation needs the shared gold (make SHARED=FOLDER)\n"
        )
        return 2 if options.what != "eval" else 0

    def say(line: str) -> None:
        sys.stdout.write(line + "\n")

    if options.what == "eval":
        return gate.run(options.shared, say=say, update=options.update)
    if options.what == "ablation":
        for line in ablation.table(options.shared):
            say(line)
        return 0
    words = lexicon()
    morphology = Morphology.load(words)
    folder = resource("data") / "models"
    if options.what in ("models", "names"):
        models.train_names(options.shared, folder, words, morphology)
    if options.what in ("models", "claims"):
        models.train_claims(options.shared, folder, words, morphology, say)
    return 0


if __name__ == "__main__":
    sys.exit(main())
