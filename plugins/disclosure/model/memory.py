"""When the interpreter looks for garbage that goes round in circles: not while much is made and nearly all is kept."""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

atexit.register(gc.freeze)
"""At its end an interpreter goes through all that is there once more: four seconds for a hundred thousand records."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Let no garbage be looked for meanwhile: each look goes through all that is there, and finds next to nothing.

    What was made meanwhile counts as old afterwards, so that the next look does not go through it either.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def collect_seldom() -> None:
    """Let a worker process look for garbage a hundred times less often than Python would, and not among its tools."""
    gc.freeze()
    gc.set_threshold(70_000)
