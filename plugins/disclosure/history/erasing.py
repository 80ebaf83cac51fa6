"""Where a text or a file lies in all of git: every version on every branch and tag, and every object that holds it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from disclosure.history.moments import moment_time
from disclosure.history.process import open_repository, run, started
from disclosure.history.walk import every_commit


class Seen(NamedTuple):
    """One place of one blob: the commit that brought it there, and when."""

    blob: str
    path: str
    commit: str
    time: datetime


class Holder(NamedTuple):
    """An object of the repository that holds a text: its kind (blob, commit, tag, tree) and id."""

    kind: str
    id: str


def seen_in(repository: Path) -> tuple[Seen, ...]:
    """Return every version of every file, on all branches and tags, oldest first; paths from the repository's top."""
    found = [
        Seen(change.new, change.path, commit.id, moment_time(commit.seconds, commit.zone))
        for commit in every_commit(open_repository(repository))
        for change in commit.changes
        if change.new
    ]
    return tuple(dict.fromkeys(found[::-1]))


def holding(repository: Path, text: str) -> Iterator[Holder]:
    """Yield every object of the repository that holds a text, those that no branch reaches any more too."""
    repo, wanted = open_repository(repository), text.encode()
    with started(repo, "cat_file", "--batch-all-objects", "--batch", "--buffer", "--unordered") as process:
        while header := process.stdout.readline().split():
            name, kind, size = (part.decode("ascii") for part in header)
            if wanted in process.stdout.read(int(size) + 1)[:-1]:
                yield Holder(kind, name)


def branches_with(repository: Path, commits: Sequence[str]) -> tuple[str, ...]:
    """Return the branches and tags that reach any of some commits, sorted."""
    repo = open_repository(repository)
    asked = [f"--contains={commit}" for commit in commits]
    printed = run(repo, "for_each_ref", "--format=%(refname)", *asked) if asked else b""
    return tuple(sorted(printed.decode("utf-8", errors="replace").split()))
