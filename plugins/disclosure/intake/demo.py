"""The demonstration's two years: the dated steps of demo/ become a repository with a real history."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path

from disclosure.history.messages import with_trailers
from disclosure.history.writing import PlannedCommit, fast_import, init_repository
from disclosure.intake.demo_steps import Change, Step, read_steps
from disclosure.model.errors import GongshiError
from disclosure.model.language import _
from disclosure.model.system import reason_of

LAYOUT = "1"
"""Raised when the same steps are to give other commits, so that no cached repository is taken for a new one."""

BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Sources:
    """Whatever the replay is made of: content/ and demo/, as bytes by path relative to each."""

    content: Mapping[str, bytes]
    demo: Mapping[str, bytes]

    @classmethod
    def of(cls, project: Path) -> "Sources":
        """Read both folders of a project; GongshiError where there is no demonstration."""
        return cls(_files(project / "content"), _files(project / "demo"))

    @property
    def key(self) -> str:
        """A name for exactly these bytes."""
        total = hashlib.sha256(LAYOUT.encode())
        for folder in (self.content, self.demo):
            total.update(b"%d\n" % len(folder))
            for path, raw in sorted(folder.items()):
                total.update(f"{path}\n{hashlib.sha256(raw).hexdigest()}\n".encode())
        return total.hexdigest()[:16]


def replay(project: Path, cache: Path) -> Path:
    """Return the content folder of a repository that lived through all the steps of the project's demo/.

    The repository lies in the cache under a name made from content/ and demo/, and is made again only where one of
    the two has changed. GongshiError where the steps do not end in content/.
    """
    sources = Sources.of(project)
    home = cache / "demo"
    made = home / sources.key
    if not (made / "content").is_dir():
        _make(sources, home, made)
    return made / "content"


def _make(sources: Sources, home: Path, made: Path) -> None:
    """Make the repository aside and move it into its place in one step, then drop those of earlier content."""
    commits = planned(read_steps(sources.demo), sources)
    try:
        home.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=home, prefix=".making-") as scratch:
            repository = Path(scratch, "repository")
            init_repository(repository)
            fast_import(repository, commits)
            _move_in(repository, made)
    except OSError as fault:
        raise GongshiError(
            _("演示的仓库写不进 {folder}：{fault}").format(folder=home, fault=reason_of(fault))
        ) from fault
    for old in sorted(home.iterdir()):
        if old != made and not old.name.startswith("."):
            shutil.rmtree(old, ignore_errors=True)


def _move_in(repository: Path, made: Path) -> None:
    """Put a finished repository in its place, unless another command was first."""
    try:
        repository.rename(made)
    except OSError:
        if not (made / "content").is_dir():
            raise


def planned(steps: Sequence[Step], sources: Sources) -> list[PlannedCommit]:
    """Return the commits of all steps; what no step names is there from the first one.

    GongshiError where a step needs a file that is not there, or the last state is not that of content/.
    """
    _end_in_content(steps, sources)
    named = {change.path for step in steps for change in step.changes}
    files: dict[str, bytes | None] = {
        f"content/{path}": raw for path, raw in sources.content.items() if path not in named
    }
    commits: list[PlannedCommit] = []
    for step in steps:
        files |= {f"content/{change.path}": _bytes(change, step, sources) for change in step.changes}
        commits.extend(_commits(step, files, len(commits)))
        files = {}
    return commits


def _commits(step: Step, files: Mapping[str, bytes | None], place: int) -> Iterator[PlannedCommit]:
    """Yield the clerk's commit, and the merge that lets it in where somebody else approved."""
    message = with_trailers(step.message, step.trailers)
    before = [place - 1] if place else None
    if step.approver is None:
        yield PlannedCommit(_time(step.when), step.author, step.author, message, files, before)
        return
    yield PlannedCommit(_time(step.drafted), step.author, step.author, message, files, before)
    merging = _("合并：{subject}").format(subject=message.partition("\n")[0])
    parents = [place - 1, place] if place else [place]
    yield PlannedCommit(_time(step.when), step.approver, step.approver, merging, files, parents)


def _bytes(change: Change, step: Step, sources: Sources) -> bytes | None:
    """Return what the file is after the step; None where it goes."""
    if change.removed:
        return None
    if change.earlier is None:
        return sources.content[change.path]
    path = f"earlier/{change.earlier}/{change.path}"
    if path not in sources.demo:
        raise GongshiError(
            _("demo/steps.yaml 里 {when} 的一步要用 demo/{path}，没有这个文件").format(when=step.when, path=path)
        )
    return sources.demo[path]


def _end_in_content(steps: Sequence[Step], sources: Sources) -> None:
    """Refuse steps whose last word on a file is not what content/ holds."""
    last = {change.path: (change, step) for step in steps for change in step.changes}
    for path, (change, step) in sorted(last.items()):
        if change.removed and path in sources.content:
            problem = _("删去了 content/{path}，而这个文件还在")
        elif not change.removed and path not in sources.content:
            problem = _("公开了 content/{path}，而这个文件不在了")
        elif change.earlier is not None:
            problem = _("把 content/{path} 留在了较早的版本上")
        else:
            continue
        told = problem.format(path=path)
        raise GongshiError(
            _("demo/steps.yaml 里 {when} 的一步{told}；请改这一步，或者添上后来的一步").format(
                when=step.when, told=told
            )
        )


def _time(written: str) -> datetime:
    return datetime.strptime(written, "%Y-%m-%d %H:%M").replace(tzinfo=BEIJING)


def _files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all ordinary files below a folder, by POSIX path; GongshiError where it cannot be read."""
    try:
        found = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and not path.is_symlink()
        }
    except OSError as fault:
        raise GongshiError(_("读不了 {folder}：{fault}").format(folder=folder, fault=reason_of(fault))) from fault
    if not found:
        raise GongshiError(_("没有演示要用的文件夹 {folder}").format(folder=os.fspath(folder)))
    return found
