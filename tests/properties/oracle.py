"""The same story told slowly: every tree of the first-parent line against the one before.

It shares no code with the project: git's own `ls-tree`, `show` and `rev-list`, commit by commit, and another YAML
loader.
"""

from __future__ import annotations

import subprocess
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml
from tests.properties.histories import Told

if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWERS: dict[tuple[str, ...], str] = {}
LISTS = {"agencies/a/officers.yaml": "certificate_no"}

Stories = dict[str, dict[str, list[Told]]]
Tree = dict[str, str]


def git(folder: str, *arguments: str) -> str:
    """Run git and return what it printed."""
    return subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=True).stdout.decode()


def ask(folder: str, *arguments: str) -> str:
    """Run git once for what has one answer in any repository, since objects are named by their hash."""
    if arguments not in ANSWERS:
        ANSWERS[arguments] = git(folder, *arguments)
    return ANSWERS[arguments]


@cache
def parsed(text: str) -> dict[str, Any]:
    """Read a version."""
    data: dict[str, Any] = yaml.safe_load(text)
    return data


class Oracle:
    """One repository, asked commit by commit."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.line = git(folder, "rev-list", "--first-parent", "--reverse", "HEAD").split()

    def stories(self, steps: int) -> Stories:
        """Return what happened in the first steps of main, to all files, to records, and to entries of lists."""
        told: Stories = {"files": {}, "events": {}, "entries": {}}
        number = 0
        for position in range(steps):
            before = self.tree(self.line[position - 1]) if position else {}
            now = self.tree(self.line[position])
            for path in sorted({*before, *now}):
                old, new = before.get(path), now.get(path)
                if old == new:
                    continue
                life = told["files"].setdefault(path, [])
                row = (*self.when(position), *self.people(position, path), self.backdated(position))
                life.append(Told(number, self.action(life, path, old, new), *row, new, old, ()))
                number += 1
                for key, action in self.entry_actions(path, old, new):
                    inner = told["entries"].setdefault(f"{path}#{key}", [])
                    name = "restore" if action == "publish" and inner else action
                    previous = inner[-1].blob if inner else None
                    inner.append(Told(number, name, *row, None if action == "removed" else new, previous, ()))
                    number += 1
        for path, life in told["files"].items():
            if len(life) > 1 and self.withheld(path, life[0].blob):
                life[0] = life[0]._replace(action="withhold")
        told["events"] = self.with_exchanges(told["files"])
        return told

    def tree(self, commit: str) -> Tree:
        """Return the blobs below content/ of a commit."""
        rows = ask(self.folder, "ls-tree", "-r", "-z", commit, "content/").split("\0")[:-1]
        return {row.split("\t")[1].removeprefix("content/"): row.split("\t")[0].split()[2] for row in rows}

    def show(self, commit: str) -> tuple[str, list[str], int, str]:
        """Return author, parents, committer time and message of a commit."""
        form = "--format=%an%x00%P%x00%ct%x00%B"
        author, parents, seconds, message = ask(self.folder, "show", "-s", form, commit).split("\0")
        return author, parents.split(), int(seconds), message

    def when(self, position: int) -> tuple[int, str, int]:
        """Return position, commit and time of a step."""
        return position, self.line[position], self.show(self.line[position])[2]

    def backdated(self, position: int) -> bool:
        """Tell whether a step's time lies before that of the one before it."""
        return position > 0 and self.when(position)[2] < self.when(position - 1)[2]

    def data(self, path: str, blob: str | None) -> dict[str, Any]:
        """Return what a version of a record holds; nothing for what is none."""
        return parsed(ask(self.folder, "show", blob)) if blob and path.endswith(".yaml") else {}

    def withheld(self, path: str, blob: str | None) -> bool:
        """Tell whether a version may not be published."""
        return self.data(path, blob).get("publish") is False

    def action(self, life: list[Told], path: str, old: str | None, new: str | None) -> str:
        """Name the step from one version to the next."""
        if new is None:
            return "removed"
        if not life:
            return "publish"
        was, now = self.data(path, old), self.data(path, new)
        ending = "expire" if now.get("withdrawal", {}).get("reason_code") == "公示期满" else "withdraw"
        if all(self.withheld(path, event.blob) for event in life if event.blob):  # nobody has seen it yet
            return "withhold" if self.withheld(path, new) else ending if "withdrawal" in now else "publish"
        was_gone, is_gone = ("withdrawal" in data or data.get("publish") is False for data in (was, now))
        if old is None or was_gone != is_gone:
            return ending if is_gone else "restore"
        return "correct" if len(now.get("corrections", [])) > len(was.get("corrections", [])) else "update"

    def entry_actions(self, path: str, old: str | None, new: str | None) -> Iterator[tuple[str, str]]:
        """Yield what became of each entry of a list."""
        if path in LISTS:
            sides = [self.data(path, blob).get("entries", []) for blob in (old, new)]
            was, now = ({entry[LISTS[path]]: entry for entry in side} for side in sides)
            for key in sorted({*was, *now}):
                if was.get(key) != now.get(key):
                    yield key, "publish" if key not in was else "removed" if key not in now else "update"

    def people(self, position: int, path: str) -> tuple[str, str | None, bool]:
        """Return author, approver and import mark of a change, from all that the commit brought in."""
        commit = self.line[position]
        own, parents, _seconds, message = self.show(commit)
        brought = self.merged(commit, parents[0], path) if len(parents) > 1 else []
        stays = self.tree(commit).get(path)
        author = next((self.show(one)[0] for one in brought if self.tree(one).get(path) == stays), None)
        author = author or (self.show(brought[0])[0] if brought else own)
        messages = [message, *(self.show(one)[3] for one in brought)]
        candidates = [own] if len(parents) > 1 else []
        candidates += ["丙" for text in messages if "\nReviewed-by: 丙" in text]
        approver = next((name for name in candidates if name != author), None)
        return author, approver, any("\nGongshi-Import:" in text for text in messages)

    def merged(self, merge: str, before: str, path: str) -> list[str]:
        """Return the commits that a merge brought and that changed a path, newest first."""
        span = ask(self.folder, "rev-list", "--topo-order", "--no-merges", merge, f"^{before}").split()
        return [commit for commit in span if self.touched(commit, path)]

    def touched(self, commit: str, path: str) -> bool:
        """Tell whether a commit made another version of a path than its parent had."""
        parents = self.show(commit)[1]
        return self.tree(commit).get(path) != (self.tree(parents[0]).get(path) if parents else None)

    @staticmethod
    def with_exchanges(files: dict[str, list[Told]]) -> dict[str, list[Told]]:
        """Return the lives of records: an attachment exchanged for another is told as an update of its record."""
        told = {path: list(life) for path, life in files.items() if ".files/" not in path}
        for path in sorted(files.keys() - told.keys()):
            record, name = f"{path.split('.files/')[0]}.yaml", path.split("/")[-1]
            for event in files[path]:
                if event.blob is None or event.previous is None or record not in told:
                    continue
                there = [one for one in told[record] if one.position == event.position]
                before = [one for one in files[record] if one.position < event.position]
                if there and there[0].action in {"update", "correct"}:
                    place = told[record].index(there[0])
                    told[record][place] = there[0]._replace(files=(*there[0].files, name))
                elif not there and before and before[-1].blob:
                    stands = before[-1].blob
                    told[record].append(event._replace(action="update", blob=stands, previous=stands, files=(name,)))
                    told[record].sort(key=lambda one: one.position)
        return told
