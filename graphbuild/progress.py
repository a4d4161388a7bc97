"""What is at work, on standard error, for a person who waits: counts, a bar, the time left. In a pipe: nothing."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress as Bars

#: What takes less than so many seconds is done before anybody wonders.
PATIENCE = 1.0


class Progress:
    """A step that may take long, used in a ``with`` statement; it shows itself after a second, and leaves no trace.

    ``what`` is what is done. ``total`` is how many parts it has, where that is known: a number, or what reckons one, asked
    only where somebody watches; with it there is a bar and the time left. Where standard error is no terminal, or
    ``quiet``, nothing is shown. ``NO_COLOR`` and ``TERM=dumb`` are heeded.
    """

    def __init__(
        self,
        what: str,
        *,
        total: int | Callable[[], int | None] | None = None,
        quiet: bool = False,
        stream: TextIO | None = None,
        patience: float = PATIENCE,
    ) -> None:
        self._stream = stream or sys.stderr
        self._watched = not quiet and self._stream.isatty()
        self._what, self._patience = what, patience
        self._total = total
        self._done = 0
        self._part = ""
        self._bars: Bars | None = None
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()
        self._ended = False

    def __enter__(self) -> Self:
        if self._watched:
            if callable(self._total):
                self._total = self._total()
            self._timer = threading.Timer(self._patience, self._start)
            self._timer.daemon = True
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._timer is not None:
            self._timer.cancel()
        with self._lock:
            self._ended = True
            if self._bars is not None:
                self._bars.stop()

    def step(self, part: str = "") -> None:
        """One part is done, or begins; ``part`` says which."""
        if not self._watched:
            return
        with self._lock:
            self._done += 1
            self._part = part
            self._show()

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            SpinnerColumn,
            TextColumn,
            TimeElapsedColumn,
            TimeRemainingColumn,
        )
        from rich.progress import Progress as Bars

        left = (BarColumn(bar_width=24), MofNCompleteColumn(), TimeRemainingColumn()) if self._total else ()
        some = (TextColumn("{task.completed:,}"),) if self._done and not self._total else ()
        columns = (SpinnerColumn(), TextColumn("{task.description}"), *left, *some, TimeElapsedColumn())
        with self._lock:
            if self._ended:
                return
            self._bars = Bars(*columns, console=Console(file=self._stream), transient=True)
            self._bars.add_task(self._what, total=self._reckoned())
            self._show()
            self._bars.start()

    def _reckoned(self) -> int | None:
        """The total; never less than what is done, since it may have been reckoned without reading everything."""
        return max(self._total, self._done) if isinstance(self._total, int) else None

    def _show(self) -> None:
        if self._bars is None:
            return
        from rich.markup import escape

        part = f" {escape(self._part[:40])}" if self._part else ""
        self._bars.update(
            self._bars.task_ids[0], completed=self._done, total=self._reckoned(), description=self._what + part
        )
