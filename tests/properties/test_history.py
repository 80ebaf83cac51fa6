"""Any history: the ledger tells what `git ls-tree` and `git show`, commit by commit, tell.

The oracle below shares no code with the project and reads the files with another YAML loader.
"""

from __future__ import annotations

import subprocess
import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.history.repository import read_history
from disclosure.history.writing import PlannedCommit, fast_import, init_repository

PEOPLE = ("甲", "乙", "丙")
PATHS = ("a.yaml", "中 文.yaml", "b/c.yaml")
TEXTS = (
    "title: 一\n",
    "title: 二\n",
    "title: 二\ncorrections: [{reason: 甲}]\n",
    "title: 三\ncorrections: [{reason: 甲}, {reason: 乙}]\n",
    "withdrawal: {reason: 撤销}\n",
    "withdrawal: {reason: 期满}\ntype: penalty\n",
    "note: 文中提到 withdrawal\n",
)
ANSWERS: dict[tuple[str, ...], str] = {}
START = datetime(2026, 1, 1, tzinfo=UTC)

Files = dict[str, str | None]
Told = tuple[str, int, str, str, str | None, bool]

files = st.dictionaries(st.sampled_from(PATHS), st.sampled_from((*TEXTS, None)), max_size=3)
person = st.sampled_from(PEOPLE)
trailers = st.sampled_from(("", "\n\nGongshi-Import: 旧站", "\n\nReviewed-by: 丙 <bing@example.invalid>"))
work = st.tuples(person, files, trailers)
branch = st.lists(work, min_size=1, max_size=3)
moves = st.lists(
    st.one_of(
        st.tuples(st.just("step"), work),
        st.tuples(st.just("merge"), work, st.lists(st.tuples(st.integers(0, 3), branch), min_size=1, max_size=2)),
    ),
    min_size=1,
    max_size=5,
)


class Plan:
    """A history in the making: commits, the tree of each, and the first-parent line."""

    def __init__(self, clock: list[int]) -> None:
        self.commits: list[PlannedCommit] = []
        self.trees: list[dict[str, str]] = []
        self.line: list[int] = []
        self.clock = clock

    def add(self, work: tuple[str, Files, str], parents: list[int], tree: dict[str, str]) -> int:
        """Add a commit that turns the tree of its first parent into this one; return its place."""
        who, _files, trailer = work
        before = self.trees[parents[0]] if parents else {}
        changed: Files = {path: tree.get(path) for path in {*before, *tree} if before.get(path) != tree.get(path)}
        place = len(self.commits)
        when = START + timedelta(hours=self.clock[place % len(self.clock)])
        raw = {f"content/{path}": text.encode() if text else None for path, text in changed.items()}
        name = (who, f"{who}@example.invalid")
        self.commits.append(PlannedCommit(when, name, name, f"第 {place} 步{trailer}", raw, parents or None))
        self.trees.append(tree)
        return place


def changed(tree: dict[str, str], files: Files) -> dict[str, str]:
    """Return a tree with some files written or deleted."""
    both = {**tree, **files}
    return {path: text for path, text in both.items() if text is not None}


def planned(moves: list[tuple[object, ...]], clock: list[int]) -> Plan:
    """Turn moves into commits: steps on main, and merges of branches that began some steps ago."""
    plan = Plan(clock)
    plan.line.append(plan.add(("甲", {}, ""), [], {PATHS[0]: TEXTS[0]}))
    for move in moves:
        tip = plan.line[-1]
        own: tuple[str, Files, str] = move[1]  # type: ignore[assignment]  # shapes as in `moves`
        tree, heads = plan.trees[tip], []
        for back, works in move[2] if move[0] == "merge" else ():  # type: ignore[attr-defined]
            head = plan.line[max(0, len(plan.line) - 1 - back)]
            for work in works:
                head = plan.add(work, [head], changed(plan.trees[head], work[1]))
                tree = changed(tree, work[1])
            heads.append(head)
        plan.line.append(plan.add(own, [tip, *heads], changed(tree, own[1])))
    return plan


def git(folder: str, *arguments: str) -> str:
    """Run git and return what it printed."""
    return subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=True).stdout.decode()


def ask(folder: str, *arguments: str) -> str:
    """Run git once for what has one answer in any repository, since objects are named by their hash."""
    if arguments not in ANSWERS:
        ANSWERS[arguments] = git(folder, *arguments)
    return ANSWERS[arguments]


@cache
def facts(text: str) -> tuple[bool, int]:
    """Return whether a version is a tombstone, and its number of corrections."""
    data = yaml.safe_load(text)
    return "withdrawal" in data, len(data.get("corrections", []))


def oracle(folder: str) -> dict[str, list[Told]]:
    """Tell the same story slowly: the tree of every first-parent commit against the one before."""
    story: dict[str, list[Told]] = {}
    before: dict[str, str] = {}
    for position, commit in enumerate(git(folder, "rev-list", "--first-parent", "--reverse", "HEAD").split()):
        rows = ask(folder, "ls-tree", "-r", "-z", commit, "content/").split("\0")[:-1]
        now = {row.split("\t")[1].removeprefix("content/"): row.split("\t")[0].split()[2] for row in rows}
        for path in sorted({*before, *now}):
            old, new = before.get(path), now.get(path)
            if old != new:
                action = named(folder, old, new, known=path in story)
                story.setdefault(path, []).append((action, position, commit, *people(folder, commit, path)))
        before = now
    return story


def named(folder: str, old: str | None, new: str | None, *, known: bool) -> str:
    """Name the step from one version to the next."""
    if new is None:
        return "removed"
    withdrawn, corrections = facts(ask(folder, "show", new))
    if old is None:
        return ("withdraw" if withdrawn else "restore") if known else "publish"
    was_withdrawn, were = facts(ask(folder, "show", old))
    if withdrawn != was_withdrawn:
        return "withdraw" if withdrawn else "restore"
    return "correct" if corrections > were else "update"


def people(folder: str, commit: str, path: str) -> tuple[str, str | None, bool]:
    """Return author, approver and import mark of a change, from git's log of what the commit brought in."""
    own, above, message = ask(folder, "show", "-s", "--format=%an%x00%P%x00%B", commit).split("\0")
    parents = above.split()
    brought = merged(folder, commit, parents[0], path) if len(parents) > 1 else []
    stays = version(folder, commit, path)
    author = next((name for name, _text, blob in brought if blob == stays), brought[0][0] if brought else own)
    messages = [message, *(text for _name, text, _blob in brought)]
    candidates = [own] if len(parents) > 1 else []
    candidates += ["丙" for text in messages if "\nReviewed-by: 丙" in text]
    approver = next((name for name in candidates if name != author), None)
    return author, approver, any("\nGongshi-Import:" in text for text in messages)


def merged(folder: str, merge: str, before: str, path: str) -> list[tuple[str, str, str]]:
    """Return author, message and version of each commit that a merge brought for a path, newest first."""
    form = "--format=%H%x00%an%x00%B%x01"
    span = ["--topo-order", "--full-history", "--no-merges", form, merge, f"^{before}", "--", f"content/{path}"]
    rows = [row.strip("\n").split("\0") for row in ask(folder, "log", *span).split("\x01")[:-1]]
    return [(name, text, version(folder, commit, path)) for commit, name, text in rows]


def version(folder: str, commit: str, path: str) -> str:
    """Return git's line on a path in the tree of a commit; nothing where it has none."""
    rows = ask(folder, "ls-tree", "-r", "-z", commit, "content/").split("\0")
    return next((row for row in rows if row.endswith(f"\tcontent/{path}")), "")


@settings(derandomize=True, deadline=None, max_examples=50)
@given(moves=moves, clock=st.lists(st.integers(0, 100), min_size=1, max_size=5), cut=st.integers(0, 6))
def test_ledger_agrees_with_the_oracle(moves: list[tuple[object, ...]], clock: list[int], cut: int) -> None:
    """Events of a walk from the start, or of one that goes on from an earlier tip, are the oracle's."""
    plan = planned(moves, clock)
    with tempfile.TemporaryDirectory() as folder:
        init_repository(Path(folder))
        fast_import(Path(folder), plan.commits)
        content = Path(folder, "content")
        tip = git(folder, "rev-parse", "HEAD").strip()
        for back in sorted({min(cut, len(plan.line) - 1), 0}, reverse=True):
            if cut:
                git(folder, "reset", "-q", "--hard", f"{tip}~{back}")
            content.mkdir(exist_ok=True)
            history = read_history(content, [], Path(folder, ".git", "kept"))
        found = {
            path: [
                (
                    event.action.value,
                    event.moment.position,
                    event.moment.commit,
                    event.moment.author,
                    event.moment.approver,
                    event.moment.imported,
                )
                for event in life
            ]
            for path, life in history.events.items()
        }
        assert not history.rewritten
        assert found == oracle(folder)
