"""What somebody with full power over a site, and perhaps over a key, can do to it; and what a verification says."""

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.edition.town import tree

from disclosure.assembly.transparency import edition_digest
from disclosure.assembly.verifying import verify_site
from disclosure.history.transparency.notes import Checkpoint, Signer, Verifier, parse_note, written
from disclosure.history.transparency.tiles import entry_files, read_leaves, tile_files, tree_of
from disclosure.history.transparency.verdicts import Absent, Minutes, Verdict
from disclosure.history.transparency.verifying import ReadLog

Change = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class MemorySite:
    """A site as its files' bytes."""

    files: Mapping[str, bytes]

    def read(self, path: str) -> bytes:
        """Return the bytes of a file."""
        if path not in self.files:
            raise Absent(path)
        return self.files[path]

    def paths(self) -> list[str]:
        """Return all files."""
        return sorted(self.files)


@dataclass(frozen=True)
class Forger:
    """Changes a copy of a site; `reseal` makes the digests fit again, with whatever key there is."""

    site: Path

    @classmethod
    def over(cls, site: Path, copy: Path) -> "Forger":
        """Return a forger over a copy of a site."""
        shutil.copytree(site, copy)
        return cls(copy)

    @property
    def head(self) -> Checkpoint:
        """The checkpoint that stands in the site."""
        return parse_note((self.site / "log/checkpoint").read_bytes()).checkpoint

    def leaves(self) -> list[bytes]:
        """Return all leaves."""
        return list(read_leaves(self.head.size, lambda path: (self.site / "log" / path).read_bytes()))

    def number_of(self, record: str, action: str) -> int:
        """Return the number of the last leaf of a record with an action."""
        rows = [json.loads(leaf) for leaf in self.leaves()]
        return max(n for n, row in enumerate(rows) if (row.get("record"), row.get("action")) == (record, action))

    def change(self, path: str, change: Change) -> None:
        """Change a JSON file."""
        data = json.loads((self.site / path).read_bytes())
        change(data)
        (self.site / path).write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def rewrite(self, page: str, old: str, new: str) -> None:
        """Change the words of a page, and the digest of it in the JSON beside it."""
        html = (self.site / page / "index.html").read_text(encoding="utf-8")
        assert old in html
        (self.site / page / "index.html").write_text(html.replace(old, new), encoding="utf-8")
        digest = hashlib.sha256((self.site / page / "index.html").read_bytes()).hexdigest()
        self.change(f"{page}/index.json", lambda data: data.update(page_sha256=digest))

    def relog(self, leaves: Sequence[bytes], signer: Signer | None = None) -> None:
        """Put another log in place, with all tiles and a checkpoint that fits."""
        shutil.rmtree(self.site / "log/tile")
        grown = tree_of(leaves)
        for path, raw in (*tile_files(grown), *entry_files(leaves)):
            (self.site / "log" / path).parent.mkdir(parents=True, exist_ok=True)
            (self.site / "log" / path).write_bytes(raw)
        self.reseal(signer, size=grown.size, root=grown.root())

    def reseal(self, signer: Signer | None = None, size: int | None = None, root: bytes | None = None) -> None:
        """Make the edition's name, build.json and the checkpoint fit what stands in the folder."""
        files = {path: hashlib.sha256(raw).hexdigest() for path, raw in tree(self.site).items()}
        edition = edition_digest({p: d for p, d in files.items() if p not in {"build.json", "log/checkpoint"}})
        build = json.loads((self.site / "build.json").read_bytes())
        raw = json.dumps({**build, "edition": edition}, ensure_ascii=False, indent=1).encode()
        (self.site / "build.json").write_bytes(raw)
        head = self.head
        sealed = Checkpoint(head.origin, size or head.size, root or head.root, edition, hashlib.sha256(raw).hexdigest())
        (self.site / "log/checkpoint").write_text(written(sealed, [signer] if signer else []), encoding="utf-8")

    def verdict(self, *trusted: Verifier) -> list[str]:
        """Return where a verification of the site alone fails."""
        return failures(MemorySite(tree(self.site)), trusted)[0]


def failures(site: MemorySite, trusted: Sequence[Verifier] = ()) -> tuple[list[str], ReadLog | None]:
    """Return every sentence with which a verification fails, and the log where it could be read."""
    said: list[str] = []
    minutes = Minutes(lambda verdict, sentence: said.append(sentence) if verdict is Verdict.FAILED else None)
    log = verify_site(site, trusted, minutes)
    assert minutes.faults == len(said)
    return said, log
