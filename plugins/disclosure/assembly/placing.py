"""Putting a staged edition in place without harming the site that is up: exchange, or a journal of single moves."""

import ctypes
import errno
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from disclosure.assembly.manifest import write_whole
from disclosure.assembly.order import Order

AT_FDCWD = -100
RENAME_EXCHANGE = 2
SHARDS_FIRST = ("theme/", "search/")
BOUNDARY = "search/index.json"


def recover(order: Order) -> bool:
    """Finish the moves that an earlier command began, or clear what it had only staged; True: something was done."""
    aside = _aside(order.output)
    if aside.exists() and not order.output.exists():
        aside.rename(order.output)
    if order.journal.exists():
        _carry_out(order, json.loads(order.journal.read_text(encoding="utf-8")))
        return True
    if order.staging.exists():
        shutil.rmtree(order.staging)
        return True
    return False


def exchange(order: Order) -> None:
    """Put a complete staged site in the place of the output folder in one step, then drop the old one."""
    order.output.parent.mkdir(parents=True, exist_ok=True)
    if order.output.exists():
        _swap(order.staging, order.output)
        shutil.rmtree(order.staging)
    else:
        order.staging.rename(order.output)


def move_changed(order: Order, changed: Sequence[str], removed: Sequence[str]) -> None:
    """Move only the changed files into the output, in an order that leaves no link dangling, then remove old ones."""
    fresh = {path for path in changed if not (order.output / path).exists()}
    steps = {"move": sorted(changed, key=lambda path: _turn(path, path in fresh)), "remove": sorted(removed)}
    write_whole(order.journal, json.dumps(steps, ensure_ascii=False).encode())
    _carry_out(order, steps)


def _turn(path: str, fresh: bool) -> tuple[int, int, str]:  # noqa: FBT001  # a sort key, called in one place
    """Return a sort key: first what is new and not linked yet, then changed pages, leaves first, then the table."""
    if path == BOUNDARY:
        return 4, 0, path
    if path.startswith(SHARDS_FIRST):
        return 0, 0, path
    return (1 if fresh else 2), -path.count("/"), path


def _carry_out(order: Order, steps: Mapping[str, Sequence[str]]) -> None:
    for path in steps["move"]:
        staged = order.staging / path
        if staged.exists():
            target = order.output / path
            target.parent.mkdir(parents=True, exist_ok=True)
            staged.replace(target)
    for path in steps["remove"]:
        (order.output / path).unlink(missing_ok=True)
        for folder in _emptied(order.output, path):
            folder.rmdir()
    shutil.rmtree(order.staging, ignore_errors=True)
    order.journal.unlink(missing_ok=True)


def _emptied(root: Path, path: str) -> Iterator[Path]:
    folder = (root / path).parent
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        yield folder
        folder = folder.parent


def _swap(one: Path, other: Path) -> None:
    """Exchange two folders atomically where the system can (Linux renameat2), else by two renames."""
    if sys.platform.startswith("linux") and _renameat2(one, other):
        return
    aside = _aside(other)
    shutil.rmtree(aside, ignore_errors=True)
    other.rename(aside)
    one.rename(other)
    aside.rename(one)


def _aside(output: Path) -> Path:
    return output.with_name(f".{output.name}.old")


def _renameat2(one: Path, other: Path) -> bool:
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "renameat2"):
        return False
    done = library.renameat2(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
    if done == 0:
        return True
    fault = ctypes.get_errno()
    if fault in {errno.EINVAL, errno.ENOSYS}:
        return False
    raise OSError(fault, os.strerror(fault), str(other))
