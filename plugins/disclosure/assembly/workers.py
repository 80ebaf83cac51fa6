"""Running many pieces of work: in this process when there is little, in others when there is much."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar

from disclosure.model.memory import collect_seldom

P = ParamSpec("P")
T = TypeVar("T")
FEW_RECORDS = 400
LOADED = (
    "disclosure.assembly.pass_one",
    "disclosure.assembly.pass_two",
    "disclosure.assembly.log",
    "disclosure.assembly.merging",
)
"""What is loaded once, before any worker process is made of it."""


class Here(Executor):
    """An executor that does the work at once, in this process."""

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do the work and return its finished future; a fault is raised by the future's result."""
        future: Future[T] = Future()
        try:
            future.set_result(work(*args, **kwargs))
        except BaseException as fault:  # noqa: BLE001  # handed to whoever asks the future, as every executor does
            future.set_exception(fault)
        return future


def ready(workers: int, records: int) -> None:
    """Begin to load what a crew will need, while this process goes on; nothing where there will be no crew."""
    if workers > 1 and records >= FEW_RECORDS:
        multiprocessing.get_context("forkserver").set_forkserver_preload(list(LOADED))
        forkserver.ensure_running()


@contextmanager
def crew(workers: int, records: int) -> Iterator[Executor]:
    """Give an executor fit for the amount of work: worker processes only where starting them pays."""
    if workers < 2 or records < FEW_RECORDS:  # noqa: PLR2004  # one worker is this process
        yield Here()
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(LOADED))
    with ProcessPoolExecutor(workers, mp_context=context, initializer=begin_work) as pool:
        yield pool


def begin_work() -> None:
    """Set up a worker process."""
    collect_seldom()
    end_with_parent()


def end_with_parent() -> None:
    """See to it that a worker ends when the command that started it was killed: it may not write any more."""
    parent = multiprocessing.parent_process()
    if parent:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)


def begin(executor: Executor, work: Callable[..., T], jobs: Sequence[tuple[Any, ...]]) -> list[Future[T]]:
    """Have every job done by whoever is free, while this process goes on."""
    return [executor.submit(work, *job) for job in jobs]


def ended(futures: Sequence[Future[T]], told: Callable[[int, int], None]) -> list[T]:
    """Return the results in the order of the jobs that were begun; `told(done, total)` hears of each that ends."""
    for done, _future in enumerate(as_completed(futures), start=1):
        told(done, len(futures))
    return [future.result() for future in futures]


def run(
    executor: Executor, work: Callable[..., T], jobs: Sequence[tuple[Any, ...]], told: Callable[[int, int], None]
) -> list[T]:
    """Do every job and return the results in the order of the jobs; `told(done, total)` hears of each that ends."""
    return ended(begin(executor, work, jobs), told)
