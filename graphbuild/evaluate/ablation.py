"""What each mechanism is worth: the figures on dev with one of them left out at a time, and with the rules alone.

The scorer is not trained anew, so the table says what the engine loses that was trained with everything, not what one
trained without it would reach.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from unittest.mock import patch

from graphbuild.evaluate import gate, score
from graphbuild.evaluate.models import read_rows
from graphbuild.extract import arguments, drafts
from graphbuild.extract.arguments import ArgumentFinder
from graphbuild.extract.drafts import Drafter
from graphbuild.extract.scene import Scene
from graphbuild.extract.scorer import Scorer
from graphbuild.pipeline import Engine

_SHOWN = ("full-precision", "full-recall", "full-f1", "one-end-f1", "attribution", "status")

Out = Callable[[Engine], AbstractContextManager[object]]


def _nothing(*_: object, **__: object) -> list[object]:
    return []


#: What is left out, and how.
LEFT_OUT: Mapping[str, Out] = {
    "nothing": lambda _: nullcontext(),
    "the scorer (rules alone)": lambda e: patch.object(e.extractor.drafter, "_scorer", Scorer({})),
    "names that no list has": lambda e: patch.object(e.extractor.scenes, "_recogniser", None),
    "pronouns": lambda _: patch.object(Scene, "antecedents", _nothing),
    "what a noun inherits from its verb": lambda _: patch.object(ArgumentFinder, "_from_verb", _nothing),
    "subjects shared by coordinated verbs": lambda _: patch.object(ArgumentFinder, "_shared", _nothing),
    "phrases of means (برصاص، في غارة)": lambda _: patch.object(ArgumentFinder, "_means", _nothing),
    "actors of the rest of the sentence": lambda _: patch.object(arguments, "far", _nothing),
    "one telling for a verb and its noun": lambda _: patch.object(Drafter, "_drop_repeats", _nothing),
    "what claims of a sentence do to each other": lambda _: patch.object(
        drafts, "settled", lambda _scene, unsettled: list(unsettled)
    ),
}


def table(shared: Path) -> Iterator[str]:
    """A Markdown table, a row for each thing left out."""
    rows = read_rows(shared / "eval" / "dev.jsonl")
    engine = Engine.load()
    yield f"| left out | {' | '.join(name.replace('-', ' ') for name in _SHOWN)} |"
    yield f"|---|{'---|' * len(_SHOWN)}"
    for what, out in LEFT_OUT.items():
        with out(engine):
            figures = score.score(rows, gate.answers(engine, rows)).figures()
        yield f"| {what} | {' | '.join(f'{figures[name]:.3f}' for name in _SHOWN)} |"
