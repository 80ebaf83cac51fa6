"""A clone of a repository as it stood at a commit, made in a folder of its own: nobody's work is touched."""

import re
from pathlib import Path

import git

from disclosure.history.process import attempt, clean_environment, open_repository, run, spoken

COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def reaches(repository: Path, commit: str) -> bool:
    """Tell whether a commit belongs to the history of what is checked out."""
    if not COMMIT.fullmatch(commit):
        return False
    return attempt(open_repository(repository), "merge_base", "--is-ancestor", commit, "HEAD") is not None


def tip_of(repository: Path) -> str | None:
    """Return the commit that is checked out."""
    found = attempt(open_repository(repository), "rev_parse", "--verify", "--quiet", "HEAD")
    return found.strip() if found else None


def clone_at(repository: Path, commit: str, folder: Path) -> None:
    """Clone a repository into a folder, its main branch ending with a commit."""
    repo = open_repository(repository)
    run(repo, "clone", "--quiet", "--no-checkout", "--shared", "--", str(repository), str(folder))
    with clean_environment():
        copy = git.Repo(folder, expand_vars=False)
    with spoken(copy):
        run(copy, "checkout", "--quiet", "-B", "main", commit)
