"""The working tree now: which bytes the files have, by git's hashes, and which of them are not those of HEAD."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import git

from disclosure.history.blobs import file_id
from disclosure.history.process import tokens

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
        return {
            path: self.index[path]
            if path in self.index and path not in self.untrusted
            else file_id(folder / path, algorithm)
            for path in files
        }

    def uncommitted(self, hashes: Mapping[str, str]) -> frozenset[str]:
        """Return the paths whose bytes are not those of HEAD, among them what was deleted without a commit."""
        other = {path for path, blob in hashes.items() if blob != self._committed(path)}
        gone = {path for path, blob in self.changed.items() if blob is not None and path not in hashes}
        return frozenset(other | gone)

    def _committed(self, path: str) -> str | None:
        return self.changed[path] if path in self.changed else self.index.get(path)


def look(repo: git.Repo, prefix: str) -> WorkingTree:
    """Ask git about HEAD, the index and the working tree below `prefix` (empty: all of it)."""
    below = ("--", prefix) if prefix else ()
    index, hidden = _index(repo, prefix, below)
    head: dict[str, str] = {}
    changed: dict[str, str | None] = {}
    untrusted = set(hidden)
    options = ("--porcelain=v2", "--branch", "--no-ahead-behind", "--untracked-files=no", "--no-renames", "-z")
    for token in tokens(repo, "status", *options, *below):
        line = _text(token)
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
    """Return the blobs that git tracks, and the paths it was told not to look at (assume-unchanged, skip-worktree)."""
    index: dict[str, str] = {}
    hidden = set()
    for token in tokens(repo, "ls_files", "--stage", "-v", "-z", *below):
        facts, _tab, name = token.partition(b"\t")
        tag, mode, blob, _stage = facts.decode("ascii").split(" ")
        path = _text(name).removeprefix(prefix)
        if mode.startswith("100"):
            index[path] = blob
        if tag != "H":
            hidden.add(path)
    return index, hidden


def _text(name: bytes) -> str:
    return os.fsdecode(name)
