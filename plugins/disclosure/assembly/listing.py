"""All files of a site with the digests of their bytes, as `sha256sum` prints them, by path: changed line by line.

A line is looked for where it stands in order, so that a listing of many files is neither cut into lines nor sorted.
"""

import hashlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

DIGEST = 64
NAME = DIGEST + 2


@dataclass(frozen=True, slots=True)
class Listing:
    """The lines, `<SHA-256>  <path>`, by path."""

    text: bytes = b""

    @classmethod
    def read(cls, path: Path) -> "Listing":
        """Return a listing that was kept."""
        return cls(path.read_bytes())

    @property
    def digest(self) -> str:
        """The digest over all files: that of the listing itself."""
        return hashlib.sha256(self.text).hexdigest()

    def get(self, path: str) -> str | None:
        """Return the digest of a file, None where it is not listed."""
        name = path.encode()
        start = bisect_left(_Lines(self.text), name, 0, len(self.text))
        start = self._line(start)
        end = self.text.find(b"\n", start)
        return self.text[start : start + DIGEST].decode() if self.text[start + NAME : end] == name else None

    def paths(self) -> Iterator[str]:
        """Yield the path of every file, in order."""
        return (line[NAME:] for line in self.text.decode().split("\n")[:-1])

    def with_changes(self, changes: Mapping[str, str | None]) -> "Listing":
        """Return the listing with files added or changed, and without those that have no digest any more."""
        pieces: list[bytes] = []
        at = 0
        for name, digest in sorted((path.encode(), digest) for path, digest in changes.items()):
            start = self._line(bisect_left(_Lines(self.text), name, at, len(self.text)))
            pieces.append(self.text[at:start])
            end = self.text.find(b"\n", start)
            at = end + 1 if self.text[start + NAME : end] == name else start
            if digest is not None:
                pieces.append(b"%s  %s\n" % (digest.encode(), name))
        return Listing(b"".join((*pieces, self.text[at:])))

    def _line(self, at: int) -> int:
        """Return where the first line begins that does not begin before a place."""
        return 0 if at == 0 else self.text.find(b"\n", at - 1) + 1 or len(self.text)


@dataclass(frozen=True, slots=True)
class _Lines:
    """The bytes of a listing as what can be searched by halves: at each place stands the path of the line around it."""

    text: bytes

    def __getitem__(self, at: int) -> bytes:
        start = self.text.rfind(b"\n", 0, at) + 1
        return self.text[start + NAME : self.text.find(b"\n", start)]

    def __len__(self) -> int:
        return len(self.text)
