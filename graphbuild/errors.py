"""Every error that graphbuild raises on purpose.

::

    GraphbuildError             the root; ``str()`` of it is one clear line for a person
    ├── UsageError              wrong options or configuration (exit code 2)
    │   └── UnknownNameError    a name that is not in a known set; lists the set
    ├── InputError              something in the material that was given
    │   ├── ReadError           an article that cannot be read (file, line, what was expected)
    │   └── DataError           a bad row in data/ or in a file of the user's own (file, line, column)
    ├── StoreError              the store cannot be opened, read or written
    │   ├── StoreLockedError    another process writes to it
    │   └── StoreCorruptError   it does not open, or is not ours
    ├── QueryError              a query that is malformed, refused, too slow or too large
    │   ├── QuerySyntaxError
    │   ├── QueryRefusedError   an update, or SERVICE
    │   └── QueryTimeoutError
    └── OutputError             a result that cannot be written
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class GraphbuildError(Exception):
    """The root of the tree; catch this to catch everything that is ours."""

    exit_code = 1


class UsageError(GraphbuildError):
    """Wrong options or configuration."""

    exit_code = 2


class UnknownNameError(UsageError):
    """A name that is not in a known set.

    >>> str(UnknownNameError("query", "who-denis", ["who-denies-what", "contested"]))
    "no query 'who-denis'; known: contested, who-denies-what"
    """

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind, self.name, self.known = kind, name, tuple(sorted(known))
        super().__init__(f"no {kind} {name!r}; known: {', '.join(self.known) or 'none'}")


class InputError(GraphbuildError):
    """Something in the material that was given."""


class ReadError(InputError):
    """An article that cannot be read: where, what is wrong, what was expected, what to do.

    >>> print(ReadError("news.jsonl", 3, "no text", "give each line a \\"text\\""))
    news.jsonl:3: no text; give each line a "text"
    """

    def __init__(self, path: str | Path, line: int | None, problem: str, remedy: str = "") -> None:
        self.path, self.line, self.problem, self.remedy = str(path), line, problem, remedy
        where = self.path if line is None else f"{self.path}:{line}"
        super().__init__(f"{where}: {problem}" + (f"; {remedy}" if remedy else ""))


class DataError(InputError):
    """A bad row in a data file: file, line, column, what was found, what was possible."""

    def __init__(self, path: str | Path, line: int, column: str, problem: str) -> None:
        self.path, self.line, self.column, self.problem = str(path), line, column, problem
        super().__init__(f"{path}:{line}: column {column!r}: {problem}")


class StoreError(GraphbuildError):
    """The store cannot be opened, read or written."""


class StoreLockedError(StoreError):
    """Another process writes to the store."""


class StoreCorruptError(StoreError):
    """The store does not open, or holds something that is not ours."""


class QueryError(GraphbuildError):
    """A query that is malformed, refused, too slow or too large."""


class QuerySyntaxError(QueryError):
    """The text is not SPARQL."""


class QueryRefusedError(QueryError):
    """An update, or a SERVICE clause: this door is read-only and offline."""

    exit_code = 2


class QueryTimeoutError(QueryError):
    """The query was stopped at its time limit."""


class OutputError(GraphbuildError):
    """A result that cannot be written."""
