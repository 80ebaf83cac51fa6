"""What a merge brought in, and who wrote it: the commits beside the first-parent line, each given to its merge."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from disclosure.history.walk import Commit, Walked

Brought: TypeAlias = Mapping[str, Sequence[tuple[str | None, Commit]]]
"""By path, the versions that merged commits made of it (None: deleted), newest first."""


def merged_commits(walked: Walked) -> dict[str, Brought]:
    """Return what each merge among the steps brought in: a commit belongs to the first merge that reached it."""
    mine = _share_out(walked.steps, walked.parents)
    return {merge: _by_path([walked.beside[commit] for commit in commits]) for merge, commits in mine.items()}


def _share_out(steps: Sequence[Commit], parents: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Give every commit beside the line to the first merge that reaches it, newest first, merges left out."""
    taken = {step.id for step in steps}
    mine: dict[str, list[str]] = {}
    for step in steps:
        reached, waiting = set(), list(step.parents[1:])
        while waiting:
            commit = waiting.pop()
            if commit in parents and commit not in taken:
                taken.add(commit)
                reached.add(commit)
                waiting.extend(parents[commit])
        if reached and step.changes:
            ordered = _newest_first(step.parents[1:], {commit: parents[commit] for commit in reached})
            mine[step.id] = [commit for commit in ordered if len(parents[commit]) < 2]  # noqa: PLR2004  # no merge
    return mine


def _newest_first(heads: Sequence[str], parents: Mapping[str, Sequence[str]]) -> list[str]:
    """Order commits so that each stands before its parents and branches stay together, whatever the clocks said."""
    children = Counter(parent for above in parents.values() for parent in above)
    ordered: list[str] = []
    waiting = [head for head in dict.fromkeys(heads) if head in parents and not children[head]]
    while waiting:
        commit = waiting.pop()
        ordered.append(commit)
        for parent in parents[commit]:
            children[parent] -= 1
            if parent in parents and not children[parent]:
                waiting.append(parent)
    return ordered


def _by_path(commits: Sequence[Commit]) -> dict[str, list[tuple[str | None, Commit]]]:
    touched: dict[str, list[tuple[str | None, Commit]]] = {}
    for commit in commits:
        for change in commit.changes:
            touched.setdefault(change.path, []).append((change.new, commit))
    return touched
