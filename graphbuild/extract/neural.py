"""camel-tools' recogniser of names as a labeller: a BERT that labels whole words, behind the extra ``neural``.

It knows words with their clitics on, and four kinds of name; what it says is brought to the units that the
recogniser of this package works with, and to its three kinds. Nothing is fetched: the model is found on this machine,
or the error says what to install. This module alone imports ``camel_tools.ner``, and only when a labeller is made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graphbuild.arabic.morphology import offline
from graphbuild.errors import UsageError
from graphbuild.extract.evidence import Unit
from graphbuild.extract.recognise import Unlabelled

#: camel-tools' kinds of name → ours. MISC (events, works, languages) are no actors.
_KINDS = {"PERS": "PER", "PER": "PER", "LOC": "LOC", "ORG": "ORG"}
#: A word of more pieces does not fit into the model's window of 256 with its two marks; none such is a name.
_MOST_PIECES = 100
_CHUNK = 1 << 20

_MISSING = (
    "the recogniser camel needs torch and transformers, which are not installed here; "
    'install them: pip install "torch>=2" "transformers>=4.44" (the extra neural), or leave --names out'
)
_NO_DATA = (
    "the recogniser camel finds no model on this machine; install it with: camel_data -i ner-arabert, "
    "name its folder: --names FOLDER, or leave --names out"
)


def installed() -> Path:
    """The folder of the model that camel-tools has installed (``~/.camel_tools``, or ``CAMELTOOLS_DATA``).

    Raises:
        UsageError: there is none.
    """
    with offline():
        from camel_tools.data import CATALOGUE

    component = CATALOGUE.components.get("NamedEntityRecognition")
    data = component.datasets.get(component.default) if component is not None else None
    if data is None or not (Path(data.path) / "config.json").is_file():
        raise UsageError(_NO_DATA)
    return Path(data.path)


class Camel:
    """Labels units by camel-tools' ``NERecognizer`` over the model in a folder, by default the one that is installed.

    Raises:
        UsageError: the extra ``neural`` is not installed, there is no model, or it does not open.
    """

    name = "camel"

    def __init__(self, folder: Path | None = None) -> None:
        try:
            with offline():
                from camel_tools.ner import NERecognizer
        except ImportError as error:
            raise UsageError(_MISSING) from error
        if folder is None:
            folder = installed()
        if not (folder / "config.json").is_file():
            raise UsageError(
                f"{folder}: no model for names; the folder of one holds config.json, vocab.txt and weights"
            )
        try:
            self._recognizer: Any = NERecognizer(str(folder))
        except (OSError, ValueError) as error:
            raise UsageError(f"{folder}: the model for names does not open: {_first_line(error)}") from error
        self.fingerprint = _hash(folder)

    def begin(self) -> None:
        """Nothing: the model sees one sentence at a time."""

    def __call__(self, sentence: Unlabelled) -> Sequence[str]:
        """A label for each unit; what the lexicon and the lists say of the words is not told to the model."""
        return spread(sentence.units, self.words([token.form for token in sentence.tokens]))

    def words(self, forms: Sequence[str]) -> list[str]:
        """A label of ours for each word."""
        pieces = [len(self._recognizer.tokenizer.tokenize(form)) for form in forms]
        # the model gives no label for a word of which its tokenizer leaves nothing
        fitting = [index for index, count in enumerate(pieces) if 0 < count <= _MOST_PIECES]
        labels = ["O"] * len(forms)
        if fitting:
            given = self._recognizer.predict_sentence([forms[index] for index in fitting])
            for index, label in zip(fitting, given, strict=True):
                labels[index] = label
        return sound(labels)


def sound(labels: Sequence[str]) -> list[str]:
    """The labels in our kinds, and as a name can be: what goes on with nothing begins a name.

    >>> sound(["I-PERS", "I-PERS", "B-MISC", "I-LOC", "O", "B-ORG", "I-LOC"])
    ['B-PER', 'I-PER', 'O', 'B-LOC', 'O', 'B-ORG', 'B-LOC']
    """
    out: list[str] = []
    for label in labels:
        prefix, _, kind = label.partition("-")
        ours = _KINDS.get(kind)
        if ours is None:
            out.append("O")
        else:
            going_on = prefix == "I" and bool(out) and out[-1][2:] == ours
            out.append(f"{'I' if going_on else 'B'}-{ours}")
    return out


def spread(units: Sequence[Unit], labels: Sequence[str]) -> list[str]:
    """The labels of words (one for each token) as labels of units: a name begins after the clitics of its first word and
    runs through those of its others (``وزارة الداخلية`` **و**\\ ``الهجرة``)."""
    return ["O" if unit.clitic and labels[unit.token].startswith("B-") else labels[unit.token] for unit in units]


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)


def _hash(folder: Path) -> str:
    """Over everything in the folder of a model that decides what it says."""
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.iterdir() if p.is_file()):
        digest.update(path.name.encode() + b"\0")
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    return digest.hexdigest()
