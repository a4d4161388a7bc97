"""Articles → mentions of actors and tellings of claims: phrases, candidates, a scorer, attribution, modality."""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _CallablePackage(ModuleType):
    """``graphbuild.extract(...)`` is the API's function of that name, and this package bears the name too: calling the package calls
    the function (the import system binds a sub-package over a function of its parent)."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """Call the function of the API."""
        return import_module("graphbuild.api").extract(*arguments, **options)


sys.modules[__name__].__class__ = _CallablePackage
