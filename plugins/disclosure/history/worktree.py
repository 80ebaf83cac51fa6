"""The working tree now: which bytes the files have, by git's hashes, and which of them are not those of HEAD."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import git

from disclosure.history.blobs import file_id
from disclosure.history.process import run, started

UNBORN = "(initial)"
DETACHED = "(detached)"
PLAIN, UNMERGED = "1", "u"


@dataclass(frozen=True)
class WorkingTree:
    """HEAD and the index below a folder; paths are relative to that folder.

    `branch` is empty on a detached HEAD; `index` holds what git tracks; `changed` maps a path that git sees as
    changed to its blob in HEAD (None: not there); `untrusted` are paths whose bytes must be hashed to be known.
    """

    tip: str | None
    branch: str
    index: Mapping[str, str]
    changed: Mapping[str, str | None]
    untrusted: frozenset[str]

    def hashes(self, folder: Path, files: Iterable[str], algorithm: str) -> dict[str, str]:
        """Return git's id of the bytes of each file, hashing only what git cannot vouch for."""
        index, doubtful = self.index, self.untrusted
        return {
            path: index[path] if path in index and path not in doubtful else file_id(folder / path, algorithm)
            for path in files
        }

    def uncommitted(self, hashes: Mapping[str, str]) -> frozenset[str]:
        """Return the paths whose bytes are not those of HEAD, among them what was deleted without a commit."""
        doubtful = (hashes.keys() - self.index.keys()) | (hashes.keys() & (self.changed.keys() | self.untrusted))
        other = {path for path in doubtful if hashes[path] != self._committed(path)}
        gone = {path for path, blob in self.changed.items() if blob is not None and path not in hashes}
        return frozenset(other | gone)

    def _committed(self, path: str) -> str | None:
        return self.changed[path] if path in self.changed else self.index.get(path)


def look(repo: git.Repo, prefix: str) -> WorkingTree:
    """Ask git about HEAD, the index and the working tree below `prefix` (empty: all of it)."""
    below = ("--", prefix) if prefix else ()
    options = ("--porcelain=v2", "--branch", "--no-ahead-behind", "--untracked-files=no", "--no-renames", "-z")
    with started(repo, "status", *options, *below) as status:  # looks at every file while the index is read
        index, untrusted = _index(repo, prefix, below)
        lines = _text(status.stdout.read()).split("\0")[:-1]
    head: dict[str, str] = {}
    changed: dict[str, str | None] = {}
    for line in lines:
        if line.startswith("# branch."):
            name, _space, value = line.removeprefix("# branch.").partition(" ")
            head[name] = value
        elif line.startswith(PLAIN):
            _kind, xy, _sub, _mh, _mi, _mw, blob, _index_blob, path = line.split(" ", 8)
            changed[path.removeprefix(prefix)] = blob if blob.strip("0") else None
            if xy[1] != ".":
                untrusted.add(path.removeprefix(prefix))
        elif line.startswith(UNMERGED):
            path = line.split(" ", 10)[10].removeprefix(prefix)
            changed[path] = None
            untrusted.add(path)
    tip = head.get("oid", UNBORN)
    branch = head.get("head", DETACHED)
    return WorkingTree(
        tip=None if tip == UNBORN else tip,
        branch="" if branch == DETACHED else branch,
        index=index,
        changed=changed,
        untrusted=frozenset(untrusted),
    )


def _index(repo: git.Repo, prefix: str, below: tuple[str, ...]) -> tuple[dict[str, str], set[str]]:
    """Return the blobs that git tracks, and the paths it was told not to look at (assume-unchanged, skip-worktree).

    Each row is `H 100644 blob 0`, a tab and the path: all that stands before the path is as wide in every row.
    """
    rows = _text(run(repo, "ls_files", "--stage", "-v", "-z", *below)).split("\0")[:-1]
    tab = rows[0].index("\t") if rows else 0
    blob, path = slice(len("H 100644 "), tab - len(" 0")), slice(tab + 1 + len(prefix), None)
    index = {row[path]: row[blob] for row in rows if row.startswith("100", 2)}
    hidden = {row[path] for row in rows if not row.startswith("H")}
    return index, hidden


def _text(raw: bytes) -> str:
    return os.fsdecode(raw)
