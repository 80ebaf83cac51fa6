"""Running many pieces of work: in this process when there is little, in others when there is much."""

import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import Any, ParamSpec, TypeVar

from disclosure.model.memory import collect_seldom

P = ParamSpec("P")
T = TypeVar("T")
FEW_RECORDS = 400


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


@contextmanager
def crew(workers: int, records: int) -> Iterator[Executor]:
    """Give an executor fit for the amount of work: worker processes only where starting them pays."""
    if workers < 2 or records < FEW_RECORDS:  # noqa: PLR2004  # one worker is this process
        yield Here()
        return
    context = multiprocessing.get_context("forkserver")
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


def run(
    executor: Executor, work: Callable[..., T], jobs: Sequence[tuple[Any, ...]], told: Callable[[int, int], None]
) -> list[T]:
    """Do every job and return the results in the order of the jobs; `told(done, total)` hears of each that ends."""
    futures = [executor.submit(work, *job) for job in jobs]
    for done, _future in enumerate(as_completed(futures), start=1):
        told(done, len(futures))
    return [future.result() for future in futures]
