"""One walk along the first parents of HEAD: who committed when, and which files each step changed.

The format of a commit is eight NUL-terminated fields, then git's raw diff: `:modes ids letter`, NUL, path, NUL.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import NamedTuple, TypeVar

import git

from disclosure.history.process import run, tokens

T = TypeVar("T")
IMPORT = "gongshi-import"
REVIEWED = "reviewed-by"
FORMAT = "--format=" + "%x00".join(
    (
        "%H",
        "%P",
        "%cd",
        "%an",
        "%ae",
        "%cn",
        "%ce",
        f"%(trailers:key={IMPORT},key={REVIEWED},unfold,separator=%x1f)",
    )
)
SHAPE = (FORMAT, "--date=raw", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-color", "--no-notes")
FIELDS = 8
SPAN = 5000  # commits of the line that one process walks
MOST_PATHS = 1000  # more are too many for a command line


class Change(NamedTuple):
    """One regular file that differs from before: its path below content/, its blob before and after (None: none)."""

    path: str
    old: str | None
    new: str | None


class Person(NamedTuple):
    """Who a commit names."""

    name: str
    mail: str

    def same(self, other: "Person") -> bool:
        """Tell whether both are one person: the same name, or the same address."""
        return self.name == other.name or (self.mail != "" and self.mail.casefold() == other.mail.casefold())


class Commit(NamedTuple):
    """One commit; `seconds` and `zone` (minutes east of UTC) are its committer time, `changes` against one parent."""

    id: str
    parents: tuple[str, ...]
    seconds: int
    zone: int
    author: Person
    committer: Person
    imported: bool
    reviewers: tuple[Person, ...]
    changes: list[Change]


class Walked(NamedTuple):
    """What was walked: first-parent commits, oldest first; the parents of all commits; those beside the line."""

    steps: list[Commit]
    parents: dict[str, tuple[str, ...]]
    beside: dict[str, Commit]


def walked(
    repo: git.Repo, tip: str, prefix: str, since: str | None, then: Callable[[Walked], T]
) -> Iterator[tuple[Walked, T]]:
    """Yield all commits up to `tip`, the oldest first, a span of the line at a time with what was merged into it.

    With `since`, without what that commit had reached. Each span comes with what `then` makes of it. The next spans
    are walked while one is being looked at; neighbours share most of their trees, which git then has at hand.
    """
    bottom = () if since is None else (f"^{since}",)
    printed = run(repo, "rev_list", "--parents", tip, *bottom, "--").decode("ascii")
    parents = {commit: tuple(above) for commit, *above in map(str.split, printed.splitlines())}
    line = list(_line(tip, parents))
    spans = [line[begin : begin + SPAN] for begin in range(0, len(line), SPAN)][::-1]

    def found(span: Sequence[str], end: Sequence[str]) -> tuple[Walked, T]:
        asked = ("--topo-order", "--diff-merges=first-parent", *SHAPE, span[0], *end, "--")
        commits = {commit.id: commit for commit in _commits(tokens(repo, "log", *asked), os.fsencode(prefix))}
        above = {commit.id: commit.parents for commit in commits.values()}
        whole = Walked([commits.pop(commit) for commit in reversed(span)], above, commits)
        return whole, then(whole)

    with ThreadPoolExecutor(os.cpu_count()) as executor:
        yield from executor.map(found, spans, [bottom, *((f"^{span[0]}",) for span in spans)])


def _line(tip: str, parents: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the first-parent commits down from a tip."""
    commit = tip
    while commit in parents:
        yield commit
        commit = next(iter(parents[commit]), "")


def single_commits(repo: git.Repo, ids: Sequence[str], prefix: str) -> Iterator[Commit]:
    """Yield just these commits, in this order, each with its changes (none for a merge)."""
    if not ids:  # with nothing on its standard input, git would show HEAD
        return
    stdin = "".join(f"{commit}\n" for commit in ids).encode("ascii")
    printed = tokens(repo, "log", "--no-walk=unsorted", "--stdin", *SHAPE, stdin=stdin)
    yield from _commits(printed, os.fsencode(prefix))


def steps_of(repo: git.Repo, tip: str, prefix: str, paths: Sequence[str]) -> Iterator[Commit]:
    """Yield the first-parent commits that changed one of these files, newest first; others where there are many."""
    limits = [f"{prefix}{path}" for path in paths] if len(paths) <= MOST_PATHS else []
    printed = tokens(repo, "log", "--first-parent", "-m", *SHAPE, tip, "--", *limits)
    yield from _commits(printed, os.fsencode(prefix))


def every_commit(repo: git.Repo) -> Iterator[Commit]:
    """Yield all commits of all branches and tags, newest first; a merge once for each parent, with its changes."""
    yield from _commits(tokens(repo, "log", "--all", "--full-history", "-m", *SHAPE, "--"), b"")


def _commits(printed: Iterator[bytes], prefix: bytes) -> Iterator[Commit]:
    commit: Commit | None = None
    length = len(prefix)
    for token in printed:
        if not token.startswith((b":", b"\n:")):
            if commit:
                yield commit
            commit = _commit([token, *islice(printed, FIELDS - 1)])
            continue
        path = next(printed)
        if commit and path.startswith(prefix):
            before, after, old, new, _letter = token.decode("ascii").lstrip("\n:").split(" ")
            # what is no regular file (a symbolic link, a submodule) is no file of ours
            earlier, later = old if before.startswith("100") else None, new if after.startswith("100") else None
            if earlier != later:  # a mode may change alone
                commit.changes.append(Change(os.fsdecode(path[length:]), earlier, later))
    if commit:
        yield commit


def _commit(fields: Sequence[bytes]) -> Commit:
    commit, parents, date, name, mail, committer, committer_mail, trailers = (
        field.decode("utf-8", errors="replace") for field in fields
    )
    seconds, zone = time_of(date)
    told = [line.partition(":")[::2] for line in trailers.split("\x1f") if line]
    return Commit(
        id=commit,
        parents=tuple(parents.split()),
        seconds=seconds,
        zone=zone,
        author=Person(name, mail),
        committer=Person(committer, committer_mail),
        imported=any(key.strip().casefold() == IMPORT for key, _value in told),
        reviewers=tuple(_person(value) for key, value in told if key.strip().casefold() == REVIEWED),
        changes=[],
    )


def time_of(date: str) -> tuple[int, int]:
    """Read `1795212980 +0800`; a commit with a broken date counts as made at the epoch."""
    seconds, _space, zone = date.partition(" ")
    if not seconds.isdecimal() or len(seconds) > len("99999999999"):
        return 0, 0
    minutes = int(zone[1:3]) * 60 + int(zone[3:5]) if len(zone) == len("+0800") and zone[1:].isdecimal() else 0
    return int(seconds), (-minutes if zone.startswith("-") else minutes) if minutes < 24 * 60 else 0


def _person(written: str) -> Person:
    name, _open, mail = written.partition("<")
    return Person(name.strip(), mail.strip().rstrip(">"))
