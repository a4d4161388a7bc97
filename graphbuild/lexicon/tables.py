"""Reading of the tab-separated files of data/: one header, checked columns, errors with file, line and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graphbuild.errors import DataError


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a data file, with where it stands."""

    path: Path
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def values(self, column: str) -> tuple[str, ...]:
        """The values of a cell that holds several, joined by ``|``."""
        return tuple(v.strip() for v in self.cells[column].split("|") if v.strip())

    def need(self, column: str) -> str:
        """The cell, which must not be empty."""
        value = self.cells[column]
        if not value:
            raise DataError(self.path, self.line, column, "is empty")
        return value

    def one_of(self, column: str, known: tuple[str, ...], *, default: str | None = None) -> str:
        """The cell, which must be one of the known values (or empty, where there is a default)."""
        value = self.cells[column]
        if not value and default is not None:
            return default
        if value not in known:
            raise DataError(self.path, self.line, column, f"{value!r} is not known; possible: {', '.join(known)}")
        return value


def read_table(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a file whose header must name the columns (in any order; others are ignored).

    Lines that start with ``#`` and empty lines are passed over.

    Raises:
        DataError: no header, a column missing, or a row with more cells than the header.
    """
    header: list[str] | None = None
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(path, 1, "-", f"not UTF-8 at byte {error.start}; save the file as UTF-8") from None
    for number, line in enumerate(text.split("\n"), start=1):
        line = line.rstrip("\r")
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            missing = [c for c in columns if c not in header]
            if missing:
                raise DataError(path, number, missing[0], f"the header lacks it; it has {', '.join(header)}")
            continue
        if len(cells) > len(header):
            raise DataError(path, number, "-", f"{len(cells)} cells, the header names {len(header)}")
        cells += [""] * (len(header) - len(cells))
        yield Row(path, number, dict(zip(header, cells, strict=True)))


def read_tables(folder: Path, pattern: str, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of all files of a folder whose names fit the pattern, in the order of the names."""
    for path in sorted(folder.glob(pattern)):
        yield from read_table(path, columns)
