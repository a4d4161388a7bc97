"""Where the files of ``data/`` and ``ontologies/`` lie: in a checkout beside the package, in a wheel inside it.

The build copies both folders into the wheel as ``graphbuild/_resources/`` (``pyproject.toml``, ``[tool.hatch.build]``);
a checkout, or an installation in editable mode, has none and reads the folders themselves.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from graphbuild.errors import UsageError

ResourceKind = Literal["data", "ontologies"]

_PACKAGE = Path(__file__).resolve().parent


@cache
def resource_root(kind: ResourceKind) -> Path:
    """The folder ``data`` or ``ontologies`` of this installation.

    Raises :class:`~graphbuild.errors.UsageError` where there is neither a packed copy nor a checkout.
    """
    packed = _PACKAGE / "_resources" / kind
    checkout = _PACKAGE.parent / kind
    for folder in (packed, checkout):
        if folder.is_dir():
            return folder
    where = f"looked in {packed} and {checkout}"
    raise UsageError(f"this installation has no {kind}/: {where}; install the wheel or a whole checkout")


def resource(kind: ResourceKind, *parts: str) -> Path:
    """The path of a file or folder of ``data/`` or ``ontologies/``.

    Raises :class:`~graphbuild.errors.UsageError` where it does not exist, and where the parts lead out of the folder.

    >>> resource("data", "read", "markers.tsv").name
    'markers.tsv'
    """
    root = resource_root(kind)
    path = root.joinpath(*parts)
    if not path.resolve().is_relative_to(root.resolve()):
        raise UsageError(f"{'/'.join(parts)} does not lie in {kind}/")
    if not path.exists():
        raise UsageError(f"this installation has no {kind}/{'/'.join(parts)}: looked for {path}")
    return path
