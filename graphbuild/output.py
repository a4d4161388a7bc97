"""Results into files: whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from graphbuild.errors import OutputError


@contextmanager
def writing(path: Path) -> Iterator[TextIO]:
    """A UTF-8 text file to write to, with LF line ends, that takes the place of ``path`` when the block ends well.

    Where the block fails, ``path`` is as it was. A device or a pipe is written to directly.

    Raises :class:`~graphbuild.errors.OutputError` where it cannot be written.
    """
    with _replacing(path) as target, target.open("w", encoding="utf-8", newline="\n") as stream:
        yield stream


def write_text(path: Path, text: str) -> None:
    """Write a UTF-8 text file, whole or not at all. Raises :class:`~graphbuild.errors.OutputError`."""
    with writing(path) as stream:
        stream.write(text)


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file as it is, whole or not at all. Raises :class:`~graphbuild.errors.OutputError`."""
    with _replacing(path) as target:
        target.write_bytes(content)


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """Where to write: a file beside ``path`` that takes its place when the block ends well, or a device itself."""
    direct = path.exists() and not path.is_file()
    target = path if direct else path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield target
        if not direct:
            target.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror or error}); {_remedy(path)}") from error
    finally:
        if not direct:
            with suppress(OSError):
                target.unlink(missing_ok=True)


def _remedy(path: Path) -> str:
    if path.is_dir():
        return "it is a folder; name a file"
    if not path.parent.is_dir():
        return f"make the folder {path.parent} first"
    return "choose a place where you may write"
