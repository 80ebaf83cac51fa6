"""What writes to a repository: making one, and committing just the files that a command wrote."""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import git
from git.exc import GitCommandError

from disclosure.history.messages import at_time, with_trailers
from disclosure.history.planned import PlannedCommit, fast_import
from disclosure.history.process import attempt, clean_environment, open_repository, run, spoken
from disclosure.history.walk import Person
from disclosure.model.errors import GongshiError
from disclosure.model.language import _

__all__ = [
    "Person",
    "PlannedCommit",
    "commit",
    "fast_import",
    "init_repository",
    "require_ready",
    "require_somebody",
]

NOBODY = (
    "git 还不知道是谁在提交；请先执行 git config --global user.name 姓名 和 "
    "git config --global user.email 邮箱，再来一次"
)
UNFINISHED = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "rebase-merge", "rebase-apply")


def init_repository(folder: Path) -> None:
    """Make a folder a repository whose branch is main; one that is a repository already stays as it is."""
    if (folder / ".git").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    with clean_environment():
        repo = git.Repo.init(folder, expand_vars=False)
    run(repo, "symbolic_ref", "HEAD", "refs/heads/main")  # init -b is not known before git 2.28


def commit(  # noqa: PLR0913  # what git needs to know of a commit
    repository: Path,
    paths: Iterable[Path | str],
    message: str,
    *,
    trailers: Sequence[tuple[str, str]] = (),
    author: tuple[str, str] | None = None,
    when: datetime | None = None,
) -> str:
    """Commit these paths (below the repository; changed, new or deleted) and nothing else; return the commit's id.

    `author` is name and address; where git knows nobody, the author commits too. `when` dates both author and
    committer. GongshiError where a merge is unfinished, git knows nobody, or nothing has changed.
    """
    repo = open_repository(repository)
    _refuse_unfinished(repo)
    identity = _identity(repo, author, when)
    wanted = sorted({os.fspath(path) for path in paths})
    with tempfile.TemporaryDirectory() as scratch:
        listed = Path(scratch, "paths")
        listed.write_bytes(b"".join(os.fsencode(path) + b"\0" for path in wanted))
        these = (f"--pathspec-from-file={listed}", "--pathspec-file-nul")
        if wanted:
            run(repo, "add", "--all", *these)
        if not wanted or not _differ(repo, wanted):
            raise GongshiError(_("这些文件没有改动，不需要提交"))
        said = with_trailers(message, trailers).encode("utf-8")
        options = ("--only", "--quiet", "--cleanup=whitespace", "--file=-")
        with _hooks_heard():
            run(repo, "commit", *options, *these, stdin=said, env=identity)
    return run(repo, "rev_parse", "--verify", "HEAD").decode("ascii").strip()


def require_ready(repository: Path) -> None:
    """Look before anything is written: GongshiError where a merge is unfinished, or git does not know who commits."""
    repo = open_repository(repository)
    _refuse_unfinished(repo)
    _identity(repo, None, None)


def require_somebody() -> None:
    """Raise GongshiError where git does not know who commits, in a repository that is still to be made."""
    if not _knows_somebody("/"):
        raise GongshiError(_(NOBODY))


@contextmanager
def _hooks_heard() -> Iterator[None]:
    """Say it in one line where a hook of the repository refused a commit: git itself then says nothing."""
    try:
        yield
    except GongshiError as fault:
        told = fault.__cause__.stderr if isinstance(fault.__cause__, GitCommandError) else "fatal:"
        words = str(told).strip().removeprefix("stderr: '").removesuffix("'").strip()
        if re.search(r"^(?:fatal|error):", words, re.MULTILINE):
            raise
        last = words.splitlines()[-1] if words else _("没有说明原因")
        raise GongshiError(_("仓库的钩子没有让这次提交通过：{words}").format(words=last)) from fault


def _refuse_unfinished(repo: git.Repo) -> None:
    if any(Path(repo.git_dir, name).exists() for name in UNFINISHED) or run(repo, "ls_files", "--unmerged", "-z"):
        raise GongshiError(
            _("{folder} 里有没做完的合并或变基；请先解决冲突并提交，或者用 git merge --abort 放弃，再来一次").format(
                folder=repo.working_dir
            )
        )


def _identity(repo: git.Repo, author: tuple[str, str] | None, when: datetime | None) -> dict[str, str]:
    """Return the environment that says who commits when; GongshiError where nobody has told git who they are."""
    told: dict[str, str] = {}
    if author:
        told |= {"GIT_AUTHOR_NAME": author[0], "GIT_AUTHOR_EMAIL": author[1]}
    if when:
        told |= {"GIT_AUTHOR_DATE": f"@{at_time(when)}", "GIT_COMMITTER_DATE": f"@{at_time(when)}"}
    with spoken(repo):
        known = _knows_somebody(str(repo.working_dir))
    if not known and author is None:
        raise GongshiError(_(NOBODY))
    if not known and author:
        told |= {"GIT_COMMITTER_NAME": author[0], "GIT_COMMITTER_EMAIL": author[1]}
    return told


def _knows_somebody(folder: str) -> bool:
    """Tell whether the user has said who they are, to git's settings or in the environment; a guess does not count."""
    asked = git.Git(folder)
    asked.set_persistent_git_options(C=folder, c="user.useConfigOnly=true")
    with clean_environment():
        status, _out, _err = asked.var("GIT_COMMITTER_IDENT", with_extended_output=True, with_exceptions=False)
    return bool(status == 0)


def _differ(repo: git.Repo, paths: Sequence[str]) -> bool:
    """Tell whether any of these paths is staged with other bytes than HEAD has (all of them, before any commit)."""
    if attempt(repo, "rev_parse", "--verify", "--quiet", "HEAD") is None:
        return True
    staged = run(repo, "diff", "--cached", "--name-only", "--no-renames", "-z", "HEAD", "--").split(b"\0")[:-1]
    asked = {os.fsencode(os.path.relpath(Path(repo.working_dir, path), repo.working_dir)) for path in paths}
    return any(name in asked or any(name.startswith(path + b"/") for path in asked) for name in staged)
