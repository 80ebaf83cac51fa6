"""How the terms of an edition are cut into shards, kept for the edition after it, and where all that is kept lies."""

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from disclosure.outputs.search.deflating import LEVEL
from disclosure.outputs.search.shards import FORMAT, Bound

FORM = f"{FORMAT} {LEVEL} {zlib.ZLIB_RUNTIME_VERSION}"
"""What the bytes of a shard depend on beside its content: the format, and who deflates it how."""

Range = tuple[Any, Any, list[Bound]]
"""The shards of neighbouring terms: the first term, the last one, and what the table says of each shard."""


@dataclass(frozen=True)
class Ranges:
    """How the terms of an edition are cut: those of pairs, as numbers, and the exact ones, by their first term."""

    names: frozenset[str]
    pairs: Mapping[int, tuple[int, list[Bound]]]
    words: Mapping[str, tuple[str, list[Bound]]]

    @classmethod
    def read(cls, path: Path) -> "Ranges | None":
        """Return what was kept of an edition, None where nothing was."""
        try:
            told = json.loads(path.read_bytes())
        except (OSError, ValueError):
            return None
        if told["form"] != FORM:
            return None  # the same content would be other bytes now
        pairs = {first: (last, [tuple(one) for one in bounds]) for first, last, bounds in told["pairs"]}
        words = {first: (last, [tuple(one) for one in bounds]) for first, last, bounds in told["words"]}
        return cls(frozenset(told["names"]), pairs, words)


@dataclass(frozen=True)
class Keeping:
    """The parts of an edition by name, with the files of their postings; where all is kept; where files are put."""

    parts: Mapping[str, Path]
    cache: Path
    siteurl: str

    def path(self, name: str) -> Path:
        """Return where the postings of a part lie."""
        return self.cache / "parts" / name

    def ranges(self, name: str) -> Path:
        """Return where it lies how the terms of an edition are cut."""
        return self.cache / f"ranges-{name[:16]}.json"

    def remember(self, now: str, pairs: Sequence[Range], words: Sequence[Range]) -> None:
        """Keep how the terms of an edition are cut."""
        told = {"names": sorted(self.parts), "form": FORM, "pairs": pairs, "words": words}
        self.ranges(now).write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def pair_number(term: str) -> int:
    """Return the number of a pair from its term."""
    points = [ord(point) for point in term] + [0]
    return points[0] << 21 | points[1]


def ranged(terms: Sequence[str], ranges: Sequence[tuple[int, int]], bounds: Sequence[Bound]) -> Iterator[Range]:
    """Yield ranges of terms with their shards, of which each begins with a term of its range."""
    starts = [bound[0] for bound in bounds]
    at = 0
    for first, end in ranges:
        told = []
        while at < len(bounds) and terms[first] <= starts[at] <= terms[end - 1]:
            told.append(bounds[at])
            at += 1
        yield terms[first], terms[end - 1], told
