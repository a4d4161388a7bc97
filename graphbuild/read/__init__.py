"""Articles in: files, folders, JSONL, standard input → :class:`~graphbuild.records.Article`, divided into sections."""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

from graphbuild.read.files import SUFFIXES, OnError, read, read_text
from graphbuild.read.markers import Marker, find_marker, load_markers, markers
from graphbuild.read.sections import divide

__all__ = ["SUFFIXES", "Marker", "OnError", "divide", "find_marker", "load_markers", "markers", "read", "read_text"]


class _CallablePackage(ModuleType):
    """``graphbuild.read(...)`` is the API's function of that name, and this package bears the name too: calling the package calls
    the function (the import system binds a sub-package over a function of its parent)."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Call the function of the API."""
        return import_module("graphbuild.api").read(*arguments, **options)


sys.modules[__name__].__class__ = _CallablePackage
