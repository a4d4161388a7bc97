"""The folder of a store on disk: which database is the writer's, which snapshot the readers', and what a killed
writer left.

::

    graphbuild.json   what this folder is: format and base
    CURRENT           name of the writer's database
    db-3/             that database
    SNAPSHOT          name of the readers' snapshot
    snap-17/          that snapshot: hard links to the database's files at one moment
    DERIVED           a digest of what its derived graph was reckoned from besides the articles
    DIRTY             there while the database holds more than the snapshot
    writer.lock       see graphbuild.graph.lock

Pointers are replaced in one step, so a reader sees the old or the new one, never half of one.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

from graphbuild.errors import StoreCorruptError, StoreError

#: Goes up when queries need what graphs of before do not have.
FORMAT = "graphbuild-store/3"
_NAME = re.compile(r"(db|snap)-(\d+)")


class StoreFolder:
    """Paths and pointers of a store; holds nothing open."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def exists(self) -> bool:
        """Whether the folder is a store."""
        return (self.path / "graphbuild.json").is_file()

    def create(self, base: str) -> None:
        """Make the folder a store.

        Raises:
            StoreError: it cannot be written, or it holds something else.
        """
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            if any(self.path.iterdir()):
                raise StoreError(
                    f"{self.path}: holds other files and is no graphbuild store; name an empty or new folder"
                )
            _write(self.path / "graphbuild.json", json.dumps({"format": FORMAT, "base": base}, indent=1) + "\n")
        except OSError as error:
            raise StoreError(f"{self.path}: cannot write here ({error.strerror or error})") from error

    def base(self) -> str:
        """The base of the store's IRIs.

        Raises:
            StoreError: the folder is no store.
            StoreCorruptError: its description cannot be read.
        """
        if not self.exists:
            raise StoreError(
                f"{self.path}: no graphbuild store here; make one with: graphbuild build INPUT --store {self.path}"
            )
        try:
            description = json.loads((self.path / "graphbuild.json").read_text(encoding="utf-8"))
            if description["format"] != FORMAT:
                raise StoreCorruptError(
                    f"{self.path}: format {description['format']!r}, this version reads {FORMAT!r}; "
                    "build the store anew in another folder: graphbuild build INPUT --store FOLDER"
                )
            return str(description["base"])
        except (ValueError, KeyError, TypeError, OSError) as error:
            raise StoreCorruptError(
                f"{self.path}/graphbuild.json cannot be read ({error}); build the store anew"
            ) from error

    def pointer(self, name: str) -> str | None:
        """What ``CURRENT`` or ``SNAPSHOT`` names, None where there is none yet.

        Raises:
            StoreCorruptError: it names no folder of ours.
        """
        try:
            text = (self.path / name).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise StoreCorruptError(f"{self.path}/{name} cannot be read ({error}); build the store anew") from error
        if not _NAME.fullmatch(text):
            raise StoreCorruptError(
                f"{self.path}/{name} names {text!r:.40}, which is no part of a store; build the store anew"
            )
        return text

    def point(self, name: str, target: str) -> None:
        """Let ``CURRENT`` or ``SNAPSHOT`` name another folder, in one step."""
        _write(self.path / name, target + "\n")

    def fresh(self, kind: str) -> str:
        """A name ``db-N`` or ``snap-N`` that no folder has."""
        numbers = [int(m[2]) for p in self.path.iterdir() if (m := _NAME.match(p.name)) and m[1] == kind]
        return f"{kind}-{max(numbers, default=0) + 1}"

    def derived_from(self) -> str | None:
        """What :meth:`set_derived_from` wrote last, None where nothing can be read."""
        try:
            return (self.path / "DERIVED").read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None

    def set_derived_from(self, given: str) -> None:
        """Remember a digest of what the derived graph was reckoned from besides the articles."""
        if self.derived_from() != given:
            _write(self.path / "DERIVED", given + "\n")

    @property
    def dirty(self) -> bool:
        """Whether a writer has written more than the snapshot shows (it is at work, or was killed)."""
        return (self.path / "DIRTY").exists()

    def set_dirty(self, dirty: bool) -> None:
        """Set or clear the mark."""
        if dirty:
            (self.path / "DIRTY").touch()
        else:
            (self.path / "DIRTY").unlink(missing_ok=True)

    def sweep(self, keep_snapshots: int = 2) -> None:
        """Remove databases and snapshots that nothing points to, the last few snapshots excepted (readers may be
        opening one)."""
        current, snapshot = self.pointer("CURRENT"), self.pointer("SNAPSHOT")
        snaps = sorted((int(m[2]), p) for p in self.path.iterdir() if (m := _NAME.fullmatch(p.name)) and m[1] == "snap")
        for _, path in snaps[: max(0, len(snaps) - keep_snapshots)]:
            if path.name != snapshot:
                shutil.rmtree(path, ignore_errors=True)
        for path in list(self.path.iterdir()):
            if path.name.startswith("db-") and path.name != current:
                shutil.rmtree(path, ignore_errors=True)


def _write(path: Path, text: str) -> None:
    temporary = path.with_name(path.name + ".new")
    with temporary.open("w", encoding="utf-8", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
