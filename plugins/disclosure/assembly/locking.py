"""One build at a time: locks that the system lets go when the process that holds them ends, however it ends."""

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from disclosure.assembly.order import Order
from disclosure.model.errors import GongshiError
from disclosure.model.language import _


@contextmanager
def building(order: Order) -> Iterator[None]:
    """Hold an output and its cache for one build; GongshiError where another build has one of them."""
    busy = _("另一个命令正在往 {output} 生成网站；请等它做完再运行，原来的网站没有动").format(output=order.output)
    with ExitStack() as held:
        held.enter_context(_held(order.lock, busy))
        held.enter_context(_held(order.cache / "build.lock", busy))
        held.enter_context(reading(order))
        yield


@contextmanager
def reading(order: Order) -> Iterator[None]:
    """Hold the cache for reading and checking the content; wait where another command has it."""
    with _held(order.cache / "cache.lock", ""):
        yield


@contextmanager
def _held(path: Path, busy: str) -> Iterator[None]:
    """Hold one lock file, which is gone afterwards; where another holds it, GongshiError says `busy`, or we wait."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = path.open("w", encoding="utf-8")
    while not _taken(handle, path, busy):
        handle.close()
        handle = path.open("w", encoding="utf-8")
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        handle.close()


def _taken(handle: IO[str], path: Path, busy: str) -> bool:
    """Lock a file; False where it is no longer the file of that name, since its last holder took it away."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        if busy:
            handle.close()
            raise GongshiError(busy) from None
        sys.stderr.write(_("另一个命令正在用同一份内容，等它做完……\n"))
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        return os.path.samestat(os.fstat(handle.fileno()), path.stat())
    except FileNotFoundError:
        return False
