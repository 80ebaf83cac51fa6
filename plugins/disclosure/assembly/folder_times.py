"""Whether the folders of a site have changed, asked by a process of its own while a build goes on.

It takes what folders.py has kept and imports nothing of ours: it must be quick to begin.
"""

import os
import subprocess
import sys
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Self

SAME = 0


def unchanged(root: str, names: Sequence[str], times: "array[int]") -> bool:
    """Tell whether all folders are there, with the times (in nanoseconds) of their last changes."""
    try:
        found = [os.stat(root + name).st_mtime_ns for name in names]  # noqa: PTH116  # hundreds of thousands
    except OSError:
        return False
    return array("q", found) == times


def read(path: Path) -> "tuple[str, list[str], array[int]]":
    """Return what is kept of an edition's folders: its name, theirs, their times; ValueError where it is broken."""
    head, names, times = path.read_bytes().split(b"\0", 2)
    found = head.decode(), names.decode().split("\n"), array("q", times)
    if len(found[1]) != len(found[2]):
        raise ValueError(path)
    return found


class Look:
    """A look at the folders of a site, under way in a process of its own."""

    def __init__(self, kept: Path, output: Path) -> None:
        command = [sys.executable, "-I", "-S", __file__, str(kept), f"{output}/"]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._same: bool | None = None

    def unchanged(self) -> bool:
        """Tell, when it has ended, whether nothing has changed; not so where it could not look."""
        if self._same is None:
            self._same = self._process.wait() == SAME
        return self._same

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        """Leave no process behind."""
        self._process.kill()
        self._process.wait()


def main() -> int:
    """Look at the folders below a site that stand in a file; 1 where one has changed, or the file is not whole."""
    try:
        _edition, names, times = read(Path(sys.argv[1]))
    except (OSError, ValueError):
        return 1
    return SAME if unchanged(sys.argv[2], names, times) else 1


if __name__ == "__main__":
    sys.exit(main())
