"""git as processes of GitPython: same output on every machine, faults in words a clerk can act on.

Nothing from the surrounding environment or the user's settings may change what git prints; only what says who may
read a repository (safe.directory) is left alone.
"""

import os
import re
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

# Without this, `import git` raises where there is no git command, even for content that is not in a repository.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")

import git
from git.exc import GitCommandError, GitCommandNotFound

from disclosure.model.errors import GongshiError
from disclosure.model.language import _

CHUNK = 1 << 20

# What a hook, or a git command that started us, hands down and what would point git at another repository or index.
# GIT_CONFIG_* stays: it may carry safe.directory, and `-c` wins over it.
LEAKING = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIFF_OPTS",
        "GIT_DIR",
        "GIT_EXTERNAL_DIFF",
        "GIT_GLOB_PATHSPECS",
        "GIT_GRAFT_FILE",
        "GIT_ICASE_PATHSPECS",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_LITERAL_PATHSPECS",
        "GIT_NAMESPACE",
        "GIT_NOGLOB_PATHSPECS",
        "GIT_NO_REPLACE_OBJECTS",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_QUARANTINE_PATH",
        "GIT_REPLACE_REF_BASE",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)

SETTINGS = (
    "color.ui=false",
    "core.fsmonitor=false",
    "core.quotepath=off",
    "diff.ignoreSubmodules=all",
    "diff.relative=false",
    "diff.renames=false",
    "i18n.logOutputEncoding=UTF-8",
    "log.diffMerges=separate",
    "log.follow=false",
    "log.mailmap=false",
    "log.showRoot=true",
    "log.showSignature=false",
    "trailer.separators=:",
)

_ENVIRONMENT = threading.Lock()


@contextmanager
def clean_environment() -> Iterator[None]:
    """Hide what would leak into git while a process is started: GitPython can add to the environment, not take away."""
    with _ENVIRONMENT:
        hidden = {name: os.environ.pop(name) for name in sorted(os.environ) if _leaks(name)}
        try:
            yield
        finally:
            os.environ.update(hidden)


def _leaks(name: str) -> bool:
    return name in LEAKING or name.startswith("GIT_TRACE")


def open_repository(folder: Path, settings: Sequence[str] = ()) -> git.Repo:
    """Return the repository around a folder, set up for reading; InvalidGitRepositoryError where there is none.

    `settings` are further ones of git's, as `name=value`.
    """
    with clean_environment():
        repo = git.Repo(folder, search_parent_directories=True, expand_vars=False)
    # -C: GitPython silently runs git in the current folder where it may not enter the repository's.
    repo.git.set_persistent_git_options(
        C=str(repo.working_dir),
        no_replace_objects=True,
        no_optional_locks=True,
        literal_pathspecs=True,
        c=(*SETTINGS, *settings),
    )
    repo.git.update_environment(GIT_FLUSH="0")  # else it writes commit by commit, and we wake as often
    return repo


@contextmanager
def spoken(repo: git.Repo) -> Iterator[None]:
    """Turn a fault of git into a GongshiError that says what to do."""
    try:
        yield
    except GitCommandNotFound as fault:
        raise GongshiError(_("没有找到 git 命令；请先安装 git，例如 apt-get install git")) from fault
    except GitCommandError as fault:
        raise GongshiError(_sentence(repo, fault)) from fault


def run(repo: git.Repo, command: str, *arguments: str, stdin: bytes | None = None, **options: Any) -> bytes:  # noqa: ANN401
    """Run one git command (`ls_files`) and return what it printed; `options` are GitPython's, such as env."""
    with spoken(repo), _given(stdin) as given, clean_environment():
        printed = getattr(repo.git, command)(
            *arguments, istream=given, stdout_as_string=False, strip_newline_in_stdout=False, **options
        )
    return bytes(printed)


def attempt(repo: git.Repo, command: str, *arguments: str) -> str | None:
    """Run one git command and return what it printed; None where git says no."""
    with spoken(repo), clean_environment():
        status, out, _err = getattr(repo.git, command)(*arguments, with_extended_output=True, with_exceptions=False)
    return str(out) if status == 0 else None


@contextmanager
def started(repo: git.Repo, command: str, *arguments: str, stdin: bytes | int | None = None) -> Iterator[Any]:
    """Start a git command, give its process to whoever reads its output as it comes, and check how it ended.

    `stdin` is what the command reads, or subprocess.PIPE for whoever writes to it while it runs.
    """
    with spoken(repo), _given(stdin) as given:
        with clean_environment():
            process = getattr(repo.git, command)(*arguments, as_process=True, istream=given)
        try:
            yield process
            process.wait()
        finally:
            process._terminate()  # noqa: SLF001  # closes the pipes at once, not when the collector comes by


def tokens(repo: git.Repo, command: str, *arguments: str, stdin: bytes | None = None) -> Iterator[bytes]:
    """Yield the NUL-terminated pieces that a git command prints, as they come."""
    rest = b""
    with started(repo, command, *arguments, stdin=stdin) as process:
        while chunk := process.stdout.read(CHUNK):
            *whole, rest = (rest + chunk).split(b"\0")
            yield from whole


@contextmanager
def _given(stdin: bytes | int | None) -> Iterator[IO[bytes] | int | None]:
    """Hand standard input over as a file: with pipes, git and we could wait for each other."""
    if stdin is None or isinstance(stdin, int):
        yield stdin
        return
    with tempfile.TemporaryFile() as given:
        given.write(stdin)
        given.seek(0)
        yield given


def _sentence(repo: git.Repo, fault: GitCommandError) -> str:
    said = re.sub(r"^\s*stderr: '(.*)'$", r"\1", str(fault.stderr).strip(), flags=re.DOTALL).strip()
    if "dubious ownership" in said or "unsafe repository" in said:
        return _(
            "git 不肯读 {folder}：这个仓库属于别的用户；确认可信以后请执行 "
            "git config --global --add safe.directory '{folder}'"
        ).format(folder=repo.working_dir)
    lines = said.splitlines() or [str(fault.status)]
    words = next((line for line in lines if line.startswith("fatal:")), lines[-1])
    return _("git 在 {folder} 里出错：{words}；请先用 git status 和 git fsck 看看仓库是否完好").format(
        folder=repo.working_dir, words=words
    )
