"""One writer at a time: a lock on a file that the system drops when the process ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graphbuild.errors import StoreError, StoreLockedError


@contextmanager
def writer_lock(folder: Path) -> Iterator[None]:
    """Hold the folder's writer lock.

    Raises:
        StoreLockedError: another process (or another writer in this one) holds it.
        StoreError: the folder cannot be written.
    """
    path = folder / "writer.lock"
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreError(f"{folder}: cannot write here ({error.strerror or error})") from error
    try:
        if not _take(handle):
            raise StoreLockedError(
                f"{folder}: another process writes to this store; wait until it has finished, or use another --store"
            )
        yield
    finally:
        os.close(handle)


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _take(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
