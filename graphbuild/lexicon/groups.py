"""Groups of words that news uses alike: ``حرب``, ``هجوم``, ``عدوان``; ``قال``, ``أكد``, ``أعلن``.

Learned from untagged news by ``make models`` (:mod:`graphbuild.evaluate.groups`), by the company words keep; what the scorer
learns of one word of a group it thereby knows a little of the others.
"""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from graphbuild.errors import DataError
from graphbuild.resources import resource


def word_group(lemma: str) -> str:
    """The name of a lemma's group (``#17``), or "" where it has none: it is rare, or no file of groups is there."""
    return _groups().get(lemma, "")


def digest() -> str:
    """The mark of the groups in use, which models made with them bear: with other groups they must be trained anew; "" without."""
    return hashlib.sha256(_file().read_bytes()).hexdigest()[:12] if _file().exists() else ""


def _file() -> Path:
    return resource("data", "models") / "groups.json"


@lru_cache(maxsize=1)
def _groups() -> dict[str, str]:
    path = _file()
    if not path.exists():
        return {}
    try:
        groups = json.loads(path.read_text(encoding="utf-8"))["groups"]
        return {lemma: f"#{number}" for number, lemmas in groups.items() for lemma in lemmas}
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise DataError(path, 0, "groups", f"not a file of groups of words ({error}); `make models` writes one") from error
