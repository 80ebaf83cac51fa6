"""The bytes of now: every file has git's hash, and what is not committed is known."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.history.builders import RECORD, files_below, git, history_of, made, step

OTHER = "a b/中.yaml"
PLAIN, CHANGED = "title: 决定\n", "title: 改后\n"


def untouched(_content: Path) -> None:
    """Change nothing."""


def changed(content: Path) -> None:
    """Change a file."""
    (content / RECORD).write_text(CHANGED, encoding="utf-8")


def changed_keeping_size_and_time(content: Path) -> None:
    """Change a file to as many other bytes within the same second."""
    (content / RECORD).write_text(PLAIN.replace("决", "已"), encoding="utf-8")


def staged(content: Path) -> None:
    """Stage a change."""
    changed(content)
    git(content, "add", ".")


def staged_and_taken_back(content: Path) -> None:
    """Stage a change, then write the committed bytes again."""
    staged(content)
    (content / RECORD).write_text(PLAIN, encoding="utf-8")


def added(content: Path) -> None:
    """Add a file without telling git."""
    (content / "new.yaml").write_text(CHANGED, encoding="utf-8")


def added_and_staged(content: Path) -> None:
    """Add a file and stage it."""
    added(content)
    git(content, "add", ".")


def announced(content: Path) -> None:
    """Add a file and only announce it to git."""
    added(content)
    git(content, "add", "-N", ".")


def ignored(content: Path) -> None:
    """Add a file that git ignores."""
    added(content)
    (content.parent / ".git" / "info").mkdir(exist_ok=True)
    (content.parent / ".git" / "info" / "exclude").write_text("new.yaml\n", encoding="utf-8")


def deleted(content: Path) -> None:
    """Delete a file."""
    (content / RECORD).unlink()


def untracked(content: Path) -> None:
    """Let git forget a file that stays."""
    git(content, "rm", "-q", "--cached", RECORD)


def made_executable(content: Path) -> None:
    """Change the mode alone."""
    (content / RECORD).chmod(0o755)


def assumed_unchanged(content: Path) -> None:
    """Tell git not to look at a file, and change it."""
    git(content, "update-index", "--assume-unchanged", RECORD)
    changed(content)


def skipped(content: Path) -> None:
    """Tell git to leave a file out of the working tree, and change it."""
    git(content, "update-index", "--skip-worktree", RECORD)
    changed(content)


def conflicting(content: Path) -> None:
    """Leave a merge with a conflict."""
    git(content, "checkout", "-q", "-b", "side")
    (content / RECORD).write_text("title: 一\n", encoding="utf-8")
    git(content, "commit", "-qam", "一")
    git(content, "checkout", "-q", "main")
    changed(content)
    git(content, "commit", "-qam", "二")
    git(content, "merge", "-q", "-s", "ours", "--no-commit", "side")
    git(content, "update-index", "--force-remove", RECORD)
    blobs = [git(content, "rev-parse", f"{name}:./{RECORD}") for name in ("main", "side")]
    lines = "".join(f"100644 {blob} {place}\tcontent/{RECORD}\n" for place, blob in enumerate(blobs, 2))
    git(content.parent, "update-index", "--index-info", stdin=lines.encode())


@pytest.mark.parametrize(
    ("act", "uncommitted"),
    [
        (untouched, set()),
        (changed, {RECORD}),
        (changed_keeping_size_and_time, {RECORD}),
        (staged, {RECORD}),
        (staged_and_taken_back, set()),
        (added, {"new.yaml"}),
        (added_and_staged, {"new.yaml"}),
        (announced, {"new.yaml"}),
        (ignored, {"new.yaml"}),
        (deleted, {RECORD}),
        (untracked, set()),
        (made_executable, set()),
        (assumed_unchanged, {RECORD}),
        (skipped, {RECORD}),
        (conflicting, {RECORD}),
    ],
)
def test_hashes_are_those_of_the_bytes(folder: Path, act: Callable[[Path], None], uncommitted: set[str]) -> None:
    """Whatever was done to the working tree, git's own `hash-object` agrees about every file."""
    content = made(folder, step(1, {RECORD: PLAIN, OTHER: PLAIN}))
    act(content)
    history = history_of(content)
    assert history.hashes == {path: git(content, "hash-object", "--no-filters", path) for path in files_below(content)}
    assert history.uncommitted == uncommitted


def test_reading_changes_nothing(folder: Path) -> None:
    """Not a byte of the repository changes, not even its index, when a history is read."""
    content = made(folder, step(1, {RECORD: PLAIN, OTHER: PLAIN}))
    os.utime(content / RECORD, (1_000_000_000, 1_000_000_000))

    def state() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}

    before = state()
    history_of(content)
    assert state() == before
