"""What a finished edition remembers of itself: which work made which files, so that the next does only what changed."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Made:
    """The files that one piece of work made: the digest of its inputs, and file → digest of bytes."""

    inputs: str
    files: Mapping[str, str]
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """All the work of an edition by name; `edition` is the name that stands in the site's build.json."""

    edition: str = ""
    made: Mapping[str, Made] = field(default_factory=dict)

    def files(self) -> dict[str, str]:
        """Return every file of the edition with the digest of its bytes."""
        return {path: digest for work in self.made.values() for path, digest in work.files.items()}


def load(path: Path) -> Manifest:
    """Return the remembered edition; an empty one where there is none or it cannot be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Manifest()
    if found.get("format") != FORMAT:
        return Manifest()
    made = {name: Made(work["inputs"], work["files"], tuple(work["targets"])) for name, work in found["made"].items()}
    return Manifest(found["edition"], made)


def save(manifest: Manifest, path: Path) -> None:
    """Write the manifest in one step: the old or the new, never a half."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = {
        name: {"inputs": work.inputs, "files": dict(work.files), "targets": list(work.targets)}
        for name, work in sorted(manifest.made.items())
    }
    text = json.dumps({"format": FORMAT, "edition": manifest.edition, "made": made}, ensure_ascii=False)
    write_whole(path, text.encode())


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old bytes or the new ones, and a crash loses neither."""
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
