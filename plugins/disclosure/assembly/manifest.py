"""What a finished edition remembers of itself: which work made which files, so that the next does only what changed.

`manifest.json` names every piece of work with the digest of its inputs, and where in `works-….jsonl` stands what it
made: that is read only where somebody asks. `files-….sha256` lists all files of the site (listing.py). Both are
written before the manifest that names them: whoever reads sees the old edition or the new one.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from disclosure.assembly.listing import Listing

FORMAT = 2
SLACK = 3
"""How many times as large as what is in use the file of works may grow before it is written anew."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A file of works, each on a line of its own."""

    path: Path

    def take(self, at: int, size: int) -> tuple[dict[str, str], tuple[str, ...]]:
        """Return the files and the targets of the work at a place."""
        with self.path.open("rb") as stream:
            stream.seek(at)
            files, targets = json.loads(stream.read(size))
        return files, tuple(targets)


Place = tuple[Shelf, int, int]


class Made:
    """The files that one piece of work made: the digest of its inputs, and file → digest of bytes.

    `place` is where files and targets (what its pages link to) stand, if they are kept already.
    """

    __slots__ = ("_files", "_targets", "inputs", "place")

    def __init__(
        self, inputs: str, files: Mapping[str, str] | None, targets: tuple[str, ...] = (), place: Place | None = None
    ) -> None:
        self.inputs = inputs
        self.place = place
        self._files, self._targets = files, targets

    @property
    def files(self) -> Mapping[str, str]:
        """The files with the digests of their bytes."""
        return self._told()[0]

    @property
    def targets(self) -> tuple[str, ...]:
        """The addresses that its pages link to."""
        return self._told()[1]

    def _told(self) -> tuple[Mapping[str, str], tuple[str, ...]]:
        if self._files is None:
            shelf, at, size = self.place  # type: ignore[misc]  # whoever gives no files gives a place
            self._files, self._targets = shelf.take(at, size)
        return self._files, self._targets

    def __reduce__(self) -> tuple[type["Made"], tuple[Any, ...]]:
        return Made, (self.inputs, dict(self.files), self.targets)


@dataclass(frozen=True, slots=True)
class Manifest:
    """All the work of an edition by name; `edition` is the name that stands in the site's build.json.

    `listing` holds all its files but those that are made over them; `files` counts all.
    """

    edition: str = ""
    made: Mapping[str, Made] = field(default_factory=dict)
    listing: Listing = field(default_factory=Listing)
    files: int = 0


def load(path: Path) -> Manifest:
    """Return the remembered edition; an empty one where there is none or it cannot be read."""
    try:
        found = json.loads(path.read_bytes())
        if found.get("format") != FORMAT:
            return Manifest()
        shelf = Shelf(path.with_name(found["works"]))
        if shelf.path.stat().st_size < found["size"]:
            return Manifest()
        made = {name: Made(told[0], None, (), (shelf, told[1], told[2])) for name, told in found["made"].items()}
        return Manifest(found["edition"], made, Listing.read(path.with_name(found["listing"])), found["files"])
    except (OSError, ValueError, KeyError, AttributeError, TypeError, IndexError):
        return Manifest()


def save(manifest: Manifest, path: Path) -> None:
    """Write the manifest in one step: the old or the new, never a half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    shelf, places, size = _shelved(manifest, path)
    listing = f"files-{manifest.edition[:16]}.sha256"
    if not path.with_name(listing).exists():
        write_whole(path.with_name(listing), manifest.listing.text)
    told = {
        "format": FORMAT,
        "edition": manifest.edition,
        "files": manifest.files,
        "listing": listing,
        "works": shelf.path.name,
        "size": size,
        "made": {name: [work.inputs, *places[name]] for name, work in sorted(manifest.made.items())},
    }
    write_whole(path, json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode())
    for old in (*path.parent.glob("files-*.sha256"), *path.parent.glob("works-*.jsonl")):
        if old.name not in {listing, shelf.path.name}:
            old.unlink(missing_ok=True)


def _shelved(manifest: Manifest, path: Path) -> tuple[Shelf, dict[str, tuple[int, int]], int]:
    """Put what is new of the works beside what is kept, all of it anew where much of that is of no use any more."""
    kept = {name: work.place for name, work in manifest.made.items() if work.place}
    shelves = {place[0] for place in kept.values()}
    shelf = shelves.pop() if len(shelves) == 1 else None
    used = sum(size for _shelf, _at, size in kept.values())
    if shelf is None or shelf.path.stat().st_size > SLACK * used:
        names = (path.with_name(f"works-{number}.jsonl") for number in count())
        shelf, kept = Shelf(next(name for name in names if not name.exists())), {}
    places = {name: (at, size) for name, (_shelf, at, size) in kept.items()}
    with shelf.path.open("ab") as stream:
        at = stream.tell()
        for name, work in sorted(manifest.made.items()):
            if name not in places:
                told = (dict(work.files), work.targets)
                line = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
                stream.write(line)
                places[name] = at, len(line)
                at += len(line)
        stream.flush()
        os.fsync(stream.fileno())
    return shelf, places, at


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old bytes or the new ones, and a crash loses neither."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
