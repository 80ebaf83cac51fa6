"""Progress for people: a line that appears when work takes longer than two seconds, and is gone when it is done."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

PATIENCE = 2.0
SELDOM = 5.0


class Watch:
    """Hears of work (`what`, how much is done, how much there is) and shows it once it has lasted a while.

    On a terminal it is a bar; elsewhere (CI) it is a line every five seconds.
    """

    def __init__(self, progress: Progress, *, started: float) -> None:
        self.progress = progress
        self.started = started
        self.spoken = started
        self.tasks: dict[str, TaskID] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        """Take note that `done` of `total` pieces of the work called `what` are finished."""
        now = time.monotonic()
        if now - self.started < PATIENCE:
            return
        if self.progress.console.is_terminal:
            self._draw(what, done, total)
        elif now - self.spoken >= SELDOM:
            self.spoken = now
            sys.stderr.write(f"{what} {done}/{total}\n")

    def _draw(self, what: str, done: int, total: int) -> None:
        self.progress.start()
        if what not in self.tasks:
            self.tasks[what] = self.progress.add_task(what, total=total)
        self.progress.update(self.tasks[what], completed=done, total=total)


@contextmanager
def watch() -> Iterator[Watch]:
    """Give something to tell of progress, and clear the terminal afterwards."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    try:
        yield Watch(progress, started=time.monotonic())
    finally:
        if progress.live.is_started:
            progress.stop()
