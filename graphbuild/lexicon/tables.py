"""Reading of tables: one header, checked columns, errors with file, line and column. The files of data/ are
tab-separated; a user's own may be separated by commas or semicolons as well."""

from __future__ import annotations

import csv
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
    lines = (line.rstrip("\r") for line in _text(path).split("\n"))
    cells = ((n, line.split("\t")) for n, line in enumerate(lines, start=1) if line.strip() and line[0] != "#")
    return _rows(path, cells, columns)


def read_own_table(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a table of the user's own, as a spreadsheet saves it: tabs, commas or semicolons between the cells,
    quotation marks around those that need them.

    Raises:
        DataError: the file cannot be read or is empty, and as :func:`read_table`.
    """
    try:
        text = _text(path)
    except OSError as error:
        raise DataError(path, 1, "-", f"cannot be read: {error.strerror}") from None
    header = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), None)
    if header is None:
        raise DataError(path, 1, columns[0], f"the file has no header; give it one with {', '.join(columns)}")
    return _rows(path, _separated(path, text, max("\t", ",", ";", key=header.count)), columns)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(path, 1, "-", f"not UTF-8 at byte {error.start}; save the file as UTF-8") from None


def _separated(path: Path, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of separated values, each with the line on which it begins."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            while cells and not cells[-1].strip():  # a spreadsheet fills the rows up to the longest
                cells.pop()
            if cells and not cells[0].startswith("#"):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise DataError(path, line, "-", f"quotation marks do not pair ({error})") from None


def _rows(path: Path, lines: Iterator[tuple[int, list[str]]], columns: tuple[str, ...]) -> Iterator[Row]:
    header: list[str] | None = None
    for number, line in lines:
        cells = [cell.strip() for cell in line]
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
