"""Which labeller finds the names that no list has: the one place that chooses.

``crf`` ships and needs nothing. ``camel`` is camel-tools' own recogniser, many times slower, which needs the extra
``neural`` and data that is not ours; since a graph must not change with what happens to be installed, it is used where
it is asked for, and only there.
"""

from __future__ import annotations

from pathlib import Path

from graphbuild.errors import UnknownNameError
from graphbuild.extract.crf import Crf
from graphbuild.extract.recognise import Labeller
from graphbuild.resources import resource

#: What is used where nothing is asked for.
DEFAULT = "crf"
LABELLERS = ("crf", "camel")


def labeller(names: str = DEFAULT) -> Labeller | None:
    """The labeller of a name, or camel-tools' recogniser over a model in a folder of the user's own; None where the
    model that ships has been taken away.

    Raises:
        UnknownNameError: neither a name nor a folder.
        UsageError: what it needs is not installed.
    """
    if names == "crf":
        model = resource("data") / "models" / "names.crf"
        return Crf(model) if model.exists() else None
    folder = Path(names)
    if names != "camel" and not folder.is_dir():
        raise UnknownNameError("recogniser of names", names, (*LABELLERS, "or the folder of a model"))
    from graphbuild.extract.neural import Camel

    return Camel() if names == "camel" else Camel(folder)
