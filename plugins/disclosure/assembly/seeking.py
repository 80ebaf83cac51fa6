"""The search index of an edition in the making: in a process of its own where an edition is large and little is new."""

from collections.abc import Iterator, Mapping
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path

from disclosure.assembly.manifest import Made
from disclosure.assembly.merging import search_files
from disclosure.assembly.order import Setting
from disclosure.assembly.workers import Here, begin, crew

MANY_RECORDS = 20_000
"""From so many records on, what is looked through for the index takes longer than a process takes to begin."""


class Seeking:
    """The work on the index: begun at once in another process; in this one, when somebody has time for it."""

    def __init__(
        self,
        executor: Executor,
        stores: Mapping[str, Path],
        old: Made | None,
        setting: Setting,
        places: tuple[Path, Path],
    ) -> None:
        self._old, self._job = old, (stores, old, setting, places)
        self._begun: list[Future[Made]] = (
            [] if isinstance(executor, Here) else begin(executor, search_files, [self._job])
        )

    def here(self) -> None:
        """Do it now, in this process, unless it is being done elsewhere."""
        self._begun = self._begun or begin(Here(), search_files, [self._job])

    def made(self) -> Made:
        """Return the index: the very work of the edition before where nothing has changed."""
        found = self._begun[0].result()
        return self._old if self._old and self._old.inputs == found.inputs else found


@contextmanager
def aside(workers: int, records: int) -> Iterator[Executor]:
    """Give another process for one long work where an edition has very many records; else this one."""
    with crew(workers, records if records >= MANY_RECORDS else 0) as executor:
        yield executor
