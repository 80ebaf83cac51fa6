"""What a branch would make of the line that it goes into: the merge tried in a copy, beside the repository."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import git

from disclosure.history.base import commit_named
from disclosure.history.process import attempt, open_repository, run
from disclosure.history.repository import Place, place_of
from disclosure.model.errors import GongshiError
from disclosure.model.language import _

BRANCH = "gongshi-review"
"""The branch of the copy: a name of its own, so that nothing there passes for what was published."""
NAME, MAIL = "合并预演", "review@gongshi.invalid"
SETTINGS = (
    "core.hooksPath=/dev/null",
    "commit.gpgSign=false",
    "core.autocrlf=false",
    "merge.verifySignatures=false",
    f"user.name={NAME}",
    f"user.email={MAIL}",
)


@dataclass(frozen=True)
class Proposal:
    """A copy of a repository in which a branch can be merged, without a change to the repository itself.

    `content` is the content folder of the copy; `base` is the commit that the branch goes into, `head` the tip of the
    branch; `when` is the moment that the merge gets. `uncommitted` are the paths, from the top of the repository at
    `origin`, of what is written there and not committed yet.
    """

    top: Path
    content: Path
    base: str
    head: str
    when: datetime
    origin: Path
    uncommitted: tuple[str, ...] = ()

    def merge(self) -> tuple[str, ...]:
        """Merge the branch, with what is not committed yet, as one commit on the base.

        Where git cannot merge by itself the paths in conflict are returned, and the copy has them as the branch has
        them.
        """
        repo = open_repository(self.top)
        conflicts = self._conflicts(repo)
        for path in conflicts:
            there = attempt(repo, "cat_file", "-e", f"{self.head}:{path}") is not None
            run(repo, *(("checkout", self.head) if there else ("rm", "--force", "--quiet")), "--", path)
        self._overlay()
        run(repo, "add", "--all")
        if self._merging() or attempt(repo, "diff", "--cached", "--quiet", "HEAD") is None:
            run(repo, "commit", "--quiet", "--message", _("合并"), env=self._identity())
        return conflicts

    def _conflicts(self, repo: git.Repo) -> tuple[str, ...]:
        merge = ("merge", "--no-ff", "--no-commit", "--quiet", self.head)
        if attempt(repo, *merge) is not None:
            return ()
        told = run(repo, "diff", "--name-only", "--diff-filter=U", "-z")
        if not told:
            run(repo, *merge)  # it was something else than a conflict: say what
        return tuple(sorted(os.fsdecode(path) for path in told.split(b"\0") if path))

    def _identity(self) -> dict[str, str]:
        dated = f"{int(self.when.timestamp())} +0800"
        who = {"NAME": NAME, "EMAIL": MAIL, "DATE": dated}
        return {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in who.items()}

    def _merging(self) -> bool:
        return (self.top / ".git" / "MERGE_HEAD").exists()

    def _overlay(self) -> None:
        for path in self.uncommitted:
            source, target = self.origin / path, self.top / path
            if source.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
            else:
                target.unlink(missing_ok=True)


def proposed(content: Path, base: str, folder: Path, noon: datetime) -> Proposal:
    """Copy the repository around a content folder into `folder` (made anew), as `base` has it.

    The merge is dated at `noon` of the day that counts as today, or later, so that it follows all that is there.
    GongshiError, in words, where there is nothing to merge into.
    """
    place = place_of(content.resolve())
    head = attempt(place.repo, "rev_parse", "--verify", "--quiet", "HEAD") if place else None
    if place is None or not head:
        raise GongshiError(_("{folder} 没有版本历史，不能与 {base} 比较").format(folder=content, base=base))
    if place.shallow:
        raise GongshiError(_("这个仓库只取了一部分历史（浅克隆），不能比较；请先运行 git fetch --unshallow"))
    target, tip = commit_named(place.repo, base), head.strip()
    if attempt(place.repo, "merge_base", target, tip) is None:
        raise GongshiError(
            _("现在的分支和 {base} 没有共同的历史，不能比较；请从要并入的分支重新建分支").format(base=base)
        )
    _copied(place, base, target, folder)
    latest = max(_time_of(place.repo, commit) for commit in (target, tip))
    changed = tuple(_uncommitted(place))
    return Proposal(folder, folder / place.prefix, target, tip, max(noon, latest), place.top, changed)


def _uncommitted(place: Place) -> Iterator[str]:
    """Yield the paths, from the repository's top, of what is not as HEAD has it in the content folder."""
    options = ("--porcelain=v1", "-z", "--untracked-files=all", "--no-renames")
    told = run(place.repo, "status", *options, *(("--", place.prefix) if place.prefix else ()))
    yield from (os.fsdecode(line[3:]) for line in sorted(told.split(b"\0")) if line)


def _copied(place: Place, base: str, target: str, folder: Path) -> None:
    """Clone the repository, sharing its objects, and give the base the name there that it has here."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    settings = (word for setting in SETTINGS for word in ("--config", setting))
    run(
        place.repo, "clone", "--quiet", "--shared", "--no-checkout", "--no-tags", *settings, str(place.top), str(folder)
    )
    copy = open_repository(folder)
    named = (attempt(place.repo, "rev_parse", "--symbolic-full-name", base) or "").strip()
    if named.startswith(("refs/heads/", "refs/remotes/")):
        run(copy, "update_ref", named, target)
    run(copy, "checkout", "--quiet", "--force", "-B", BRANCH, target)


def _time_of(repo: git.Repo, commit: str) -> datetime:
    told = attempt(repo, "log", "-1", "--no-show-signature", "--format=%ct", commit)
    return datetime.fromtimestamp(int(told or 0), UTC)
