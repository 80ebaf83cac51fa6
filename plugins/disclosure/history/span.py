"""All commits of a span, one by one: who, when, what it said, how it was signed, and which bytes it brought in."""

import os
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import git

from disclosure.history.process import tokens
from disclosure.history.walk import Person, time_of

FIELDS = ("%H", "%P", "%ad", "%cd", "%an", "%ae", "%cn", "%ce", "%B")
SIGNATURE = ("%G?", "%GF")
SHAPE = ("--topo-order", "--reverse", "-c", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-color", "--no-notes")


class Brought(NamedTuple):
    """One regular file that a commit changed: its path from the repository's top, and its blob (None: deleted)."""

    path: str
    blob: str | None


class SpanCommit(NamedTuple):
    """One commit; of a merge only those files are told that differ from every parent: what it brought in itself.

    `authored` and `committed` are seconds since 1970; `signature` is git's letter for it and `key` the fingerprint of
    the key, both empty where nobody asked.
    """

    id: str
    parents: tuple[str, ...]
    authored: int
    committed: int
    zone: int
    author: Person
    committer: Person
    message: str
    signature: str
    key: str
    brought: tuple[Brought, ...]


def commits_of(repo: git.Repo, tip: str, without: Sequence[str] = (), *, signatures: bool = False) -> list[SpanCommit]:
    """Return all commits that `tip` reaches and `without` do not, parents before children.

    `signatures` has git verify each one, which takes a process a commit that is signed.
    """
    fields = (*FIELDS, *(SIGNATURE if signatures else ()))
    shape = (*SHAPE, "--date=raw", f"--format={'%x00'.join(fields)}")
    printed = tokens(repo, "log", *shape, tip, *(f"^{commit}" for commit in without), "--")
    return list(_commits(printed, len(fields)))


def _commits(printed: Iterator[bytes], fields: int) -> Iterator[SpanCommit]:
    commit: SpanCommit | None = None
    brought: list[Brought] = []
    for token in printed:
        if token.startswith((b":", b"\n:")):
            brought.extend(_brought(token.lstrip(b"\n"), next(printed)))
        elif token.strip():
            if commit:
                yield commit._replace(brought=tuple(brought))
            commit, brought = _commit([token, *islice(printed, fields - 1)]), []
    if commit:
        yield commit._replace(brought=tuple(brought))


def _brought(told: bytes, path: bytes) -> Iterator[Brought]:
    """Read `:mode mode id id letter`, or for a merge of n `::…` with n colons, n + 1 modes and n + 1 ids."""
    parents = len(told) - len(told.lstrip(b":"))
    words = told.lstrip(b":").split(b" ")
    mode, blob = words[parents], words[2 * parents + 1]
    if mode.startswith(b"100"):
        yield Brought(os.fsdecode(path), blob.decode("ascii"))
    elif not mode.strip(b"0"):
        yield Brought(os.fsdecode(path), None)


def _commit(fields: Sequence[bytes]) -> SpanCommit:
    commit, parents, authored, committed, name, mail, committer, committer_mail, message, *signed = (
        field.decode("utf-8", errors="replace") for field in fields
    )
    seconds, zone = time_of(committed)
    return SpanCommit(
        id=commit,
        parents=tuple(parents.split()),
        authored=time_of(authored)[0],
        committed=seconds,
        zone=zone,
        author=Person(name, mail),
        committer=Person(committer, committer_mail),
        message=message,
        signature=signed[0] if signed else "",
        key=signed[1] if signed else "",
        brought=(),
    )


def below(prefix: str, path: Path | str) -> str | None:
    """Return a path from the repository's top as it is below a folder (`content/`), None where it is not."""
    written = os.fspath(path)
    return written.removeprefix(prefix) if written.startswith(prefix) else None
