"""When each folder of a site was last changed: while that stays, no file was added to a folder or taken from it.

Asking this of the folders costs a fraction of a walk along all files. Where one has changed, or it is not known, the
files themselves are looked at (placing.py).
"""

import os
import time
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from disclosure.assembly.folder_times import read, unchanged
from disclosure.assembly.listing import Listing
from disclosure.assembly.manifest import write_whole

FOLDERS = "folders.bin"
"""In a build's cache: what is known of the folders of the site in place."""
TICK = 0.02
"""Seconds after which a change gets another time than the one before it had, on any kernel."""
COARSE = 1_000_000
"""Nanoseconds: a disk whose times are multiples of this does not tell two changes apart."""


@dataclass(frozen=True, slots=True)
class Folders:
    """The folders of the site of an edition, and the times (in nanoseconds) of their last changes."""

    edition: str = ""
    names: Sequence[str] = ()
    times: "array[int]" = field(default_factory=lambda: array("q"))

    @classmethod
    def read(cls, path: Path, edition: str) -> "Folders":
        """Return what is known of the folders of an edition: nothing where there is no whole file."""
        try:
            found = cls(*read(path))
        except (OSError, ValueError):
            return cls()
        return found if found.edition == edition else cls()

    def save(self, path: Path) -> None:
        """Keep what is known for the next build."""
        parts = (self.edition.encode(), "\n".join(self.names).encode(), self.times.tobytes())
        write_whole(path, b"\0".join(parts))

    def unchanged(self, output: Path) -> bool:
        """Tell whether all folders are known, are there, and have not changed."""
        return bool(self.names) and unchanged(f"{output}/", self.names, self.times)

    def after(self, output: Path, edition: str, listing: Listing, touched: Iterable[str]) -> "Folders":
        """Return what is known once an edition is in place; `touched` are the files that were moved or removed.

        Where nothing was known all folders are looked at.
        """
        time.sleep(TICK)
        known = dict(zip(self.names, range(len(self.names)), strict=True))
        names, times = list(self.names), array("q", self.times)
        went: set[int] = set()
        for name in folders_of(touched) if known else folders_of([*listing.paths(), *touched]):
            try:
                when = os.stat(f"{output}/{name}").st_mtime_ns  # noqa: PTH116  # as above
            except FileNotFoundError:
                went |= {known[name]} if name in known else set()
                continue
            if name in known:
                times[known[name]] = when
            else:
                names.append(name)
                times.append(when)
        if went:
            left = [place for place in range(len(names)) if place not in went]
            names, times = [names[place] for place in left], array("q", (times[place] for place in left))
        return Folders(edition, names, times) if any(when % COARSE for when in times) else Folders()


def folders_of(paths: Iterable[str]) -> frozenset[str]:
    """Return all folders that some files lie in, the folder of the site itself (an empty name) among them."""
    found = {path.rpartition("/")[0] for path in paths}
    todo = found
    while todo:
        todo = {name.rpartition("/")[0] for name in todo if name} - found
        found |= todo
    return frozenset({*found, ""})
