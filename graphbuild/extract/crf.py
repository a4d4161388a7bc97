"""The labeller of names that ships: a conditional random field (CRFsuite) over the evidence of words and of the article so far.

The model (``data/models/names.crf``) is trained by ``make models``; :mod:`graphbuild.extract.evidence` says what it sees
of a word, :mod:`graphbuild.extract.memory` what of the sentences before.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from graphbuild.extract.evidence import Evidence
from graphbuild.extract.memory import Memory
from graphbuild.extract.recognise import Unlabelled

_HEADER = struct.Struct("<4s4x4s24xI")
_TABLE = struct.Struct("<4s12xII")
_RECORD = struct.Struct("<II")


class Crf:
    """Labels units by a CRFsuite model in a file.

    Raises:
        OSError: the file does not open.
        ValueError: it is no model.
    """

    name = "crf"

    def __init__(self, model: Path) -> None:
        import pycrfsuite

        self._tagger: Any = pycrfsuite.Tagger()
        self._tagger.open(str(model))
        self._weighed = attributes(model)
        self._evidence: Evidence | None = None
        self._memory = Memory()
        self.fingerprint = ""  # the engine's own covers the models of data/

    def begin(self) -> None:
        """Forget what was named: another article begins."""
        self._memory.clear()

    def __call__(self, sentence: Unlabelled) -> Sequence[str]:
        """A label for each unit."""
        if self._evidence is None or self._evidence.facts is not sentence.facts:
            self._evidence = Evidence(sentence.facts, self._weighed)
        rows = self._evidence(sentence.units, sentence.gazetteer)
        self._memory.recall(sentence.units, rows)
        labels: Sequence[str] = self._tagger.tag(rows)
        self._memory.keep(sentence.units, labels)
        return labels


def attributes(path: Path) -> frozenset[str] | None:
    """The features that a CRFsuite model has a weight for: what it has none for need not be looked up for each word.

    Read from the file itself, whose table of attribute names CRFsuite offers only as a dump of the whole model; None
    where the file is not laid out as known, and everything may be one.
    """
    data = path.read_bytes()
    try:
        magic, kind, table = _HEADER.unpack_from(data)
        chunk, size, back = _TABLE.unpack_from(data, table)
        if (magic, kind, chunk) != (b"lCRF", b"FOMC", b"CQDB"):
            return None
        names = set()
        for record in struct.unpack_from(f"<{size}I", data, table + back):
            if record:
                _, length = _RECORD.unpack_from(data, table + record)
                start = table + record + _RECORD.size
                names.add(data[start : start + length - 1].decode())
    except (struct.error, UnicodeDecodeError):
        return None
    return frozenset(names)
