"""Small real repositories: a plan of dated steps, and what the ledger told about them in a few words."""

import subprocess
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

from disclosure.history.repository import History, read_history
from disclosure.history.writing import PlannedCommit, fast_import, init_repository

CHINA = timezone(timedelta(hours=8))
JIA = ("甲", "jia@example.invalid")
YI = ("乙", "yi@example.invalid")
BING = ("丙", "bing@example.invalid")
RECORD = "agencies/jyj/decisions/2026/01/001.yaml"


def on(day: int, hour: int = 9) -> datetime:
    """Return a moment of January 2026 in China's time."""
    return datetime(2026, 1, day, hour, tzinfo=CHINA)


def step(  # noqa: PLR0913  # a builder: each test gives what it is about
    day: int,
    files: Mapping[str, str | None],
    message: str = "公开",
    *,
    author: tuple[str, str] = JIA,
    committer: tuple[str, str] | None = None,
    parents: Sequence[int] | None = None,
) -> PlannedCommit:
    """Plan a commit of files below content/ (None: deleted)."""
    changed = {f"content/{path}": None if text is None else text.encode() for path, text in files.items()}
    return PlannedCommit(on(day), author, committer or author, message, changed, parents)


def made(folder: Path, *steps: PlannedCommit) -> Path:
    """Make a repository from its steps and return its content folder."""
    init_repository(folder)
    fast_import(folder, steps)
    return folder / "content"


def files_below(content: Path) -> list[str]:
    """List the files below a folder as the walk over content/ does."""
    found = (path.relative_to(content) for path in content.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in found if path.parts[0] != ".git")


def history_of(content: Path, cache: Path | None = None) -> History:
    """Read the history of a folder with the files that it has."""
    return read_history(content, files_below(content), cache)


def acts(history: History, path: str = RECORD) -> list[str]:
    """Return what happened to a file, in order, by the names of the actions."""
    return [event.action.value for event in history.events[path]]


def told(history: History, path: str = RECORD) -> list[tuple[str, int, str, str | None, bool]]:
    """Return action, position, author, approver and import mark of what happened to a file."""
    return [
        (event.action.value, event.moment.position, event.moment.author, event.moment.approver, event.moment.imported)
        for event in history.events[path]
    ]


def git(folder: Path, *arguments: str, stdin: bytes = b"") -> str:
    """Run the git command itself, sharing no code with the project, and return what it printed."""
    done = subprocess.run(["git", "-C", folder, *arguments], input=stdin, capture_output=True, check=True)
    return done.stdout.decode("utf-8", errors="surrogateescape").rstrip("\n")
