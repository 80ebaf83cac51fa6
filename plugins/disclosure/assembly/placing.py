"""Putting a staged edition in place without harming the site that is up: exchange, or a journal of single moves."""

import ctypes
import errno
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from disclosure.assembly.listing import Listing
from disclosure.assembly.manifest import Manifest, write_whole
from disclosure.assembly.order import Order
from disclosure.model.errors import GongshiError
from disclosure.model.language import _

AT_FDCWD = -100
RENAME_EXCHANGE = 2
SHARDS_FIRST = ("theme/", "search/", "log/tile/")
BOUNDARY = "search/index.bin"
CHECKPOINT = "log/checkpoint"
BUILD = "build.json"
MARKS = frozenset({"edition", "as_of", "tool"})
"""What the build.json of a site of ours holds, and hardly any other file of that name."""


def refuse_nested(order: Order) -> None:
    """Stop where the output holds the content, or lies in it: GongshiError says which."""
    output, content = order.output, order.content
    if content.is_relative_to(output):
        raise GongshiError(_("输出文件夹 {path} 里有内容文件夹；请用 --output 另指一个").format(path=output))
    if output.is_relative_to(content):
        raise GongshiError(
            _("输出文件夹 {path} 在内容文件夹里；请用 --output 另指一个，放在内容文件夹以外").format(path=output)
        )


def refuse_output(order: Order) -> None:
    """Stop before a folder that is not ours to replace; GongshiError says what to do."""
    refuse_nested(order)
    output = order.output
    if output.is_dir() and any(output.iterdir()) and MARKS - _told(output / BUILD).keys():
        raise GongshiError(
            _("{path} 里有东西，又不是本工具生成的网站；请用 --output 指一个空的（或者还没有的）文件夹").format(
                path=output
            )
        )


def edition_in_place(output: Path) -> str:
    """Return the name of the edition that stands in a folder, empty where there is none."""
    return str(_told(output / BUILD).get("edition", ""))


def _told(path: Path) -> Mapping[str, object]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def missing(listing: Listing, output: Path) -> Iterator[str]:
    """Yield the files of a listing that are not below a folder."""
    there = standing(output)
    return (path for path in listing.paths() if path not in there)


def standing(root: Path) -> frozenset[str]:
    """Return the POSIX paths of all files below a folder."""
    cut = len(os.fspath(root)) + 1
    return frozenset(f"{folder}/{name}"[cut:] for folder, _below, names in os.walk(root) for name in names)


def stands(remembered: Manifest, output: Path, *, known: bool = False) -> bool:
    """Tell whether the remembered edition is the one in place, and whole.

    Where it is `known` that no folder has changed nothing was taken away; else every file is looked for.
    """
    name = remembered.edition
    if not name or edition_in_place(output) != name:
        return False
    return known or not any(True for _path in missing(remembered.listing, output))


def require_whole(
    order: Order, fresh: Mapping[str, str], staged: Mapping[str, str], kept: Listing, untouched: Callable[[], bool]
) -> None:
    """See that every file of an edition is there, staged with the very bytes it was made of or in place since earlier.

    `fresh` are the digests of what was made, `kept` all that stays as it is; where the folders in place are
    `untouched` nothing of that need be looked for. GongshiError where a file is not there: somebody else has worked in
    the folders meanwhile.
    """
    wrong = [path for path in sorted(fresh) if staged.get(path) != fresh[path]]
    if not wrong and kept.text and not untouched():
        wrong = list(missing(kept, order.output))
    if wrong:
        raise GongshiError(
            _("生成的文件不齐（{paths}），多半有别的程序动了 {staging}；没有换上去，请再运行一次").format(
                paths="、".join(wrong[:5]), staging=order.staging
            )
        )


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
    if path == CHECKPOINT:
        return 5, 0, path
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
