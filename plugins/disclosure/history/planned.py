"""Many dated commits through one `git fast-import`: the same plan always gives the same commit ids."""

import contextlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from subprocess import PIPE

from disclosure.history.messages import at_time
from disclosure.history.process import attempt, open_repository, run, started
from disclosure.model.errors import GongshiError
from disclosure.model.language import _

MAIN = "refs/heads/main"


@dataclass(frozen=True, slots=True)
class PlannedCommit:
    """One commit to be made: author and committer are name and address; a file's None means that it goes.

    `parents` are places of earlier commits in the same plan (the second and later are merged in; `files` then say
    how the result differs from the first); without them it follows the commit before it.
    """

    when: datetime
    author: tuple[str, str]
    committer: tuple[str, str]
    message: str
    files: Mapping[str, bytes | None] = field(default_factory=dict)
    parents: Sequence[int] | None = None


def fast_import(repository: Path, commits: Iterable[PlannedCommit]) -> str:
    """Write commits onto main, check the last one out and return its id; files of other names are left alone.

    GongshiError where files that git tracks have changes, or where nothing was planned.
    """
    repo = open_repository(repository)
    begun = attempt(repo, "rev_parse", "--verify", "--quiet", MAIN) is not None
    if begun and run(repo, "status", "--porcelain", "--untracked-files=no"):
        raise GongshiError(_("{folder} 里有还没提交的改动；请先提交或撤销，再来一次").format(folder=repository))
    with (
        started(repo, "fast_import", "--quiet", "--date-format=raw", "--done", stdin=PIPE) as process,
        contextlib.suppress(BrokenPipeError),  # git has given up; why, it says when it is waited for
    ):
        for piece in _stream(commits, begun=begun):
            process.stdin.write(piece)
        process.stdin.close()
    run(repo, "symbolic_ref", "HEAD", MAIN)
    run(repo, "reset", "--hard", "--quiet", MAIN)
    return run(repo, "rev_parse", "--verify", MAIN).decode("ascii").strip()


def _stream(commits: Iterable[PlannedCommit], *, begun: bool) -> Iterator[bytes]:
    for place, planned in enumerate(commits):
        yield f"commit {MAIN}\nmark :{place + 1}\n".encode()
        yield b"author " + _who(planned.author, planned.when)
        yield b"committer " + _who(planned.committer, planned.when)
        yield _data(f"{planned.message.strip()}\n".encode())
        yield from _parents(planned, place, begun=begun)
        for path, raw in sorted(planned.files.items()):
            name = _quoted(path)
            yield b"D " + name + b"\n" if raw is None else b"M 100644 inline " + name + b"\n" + _data(raw)
        yield b"\n"
    yield b"done\n"


def _parents(planned: PlannedCommit, place: int, *, begun: bool) -> Iterator[bytes]:
    if planned.parents:
        first, *others = planned.parents
        if first != place - 1:  # said without need, git would read all folders anew for each commit
            yield f"from :{first + 1}\n".encode("ascii")
        for other in others:
            yield f"merge :{other + 1}\n".encode("ascii")
    elif place == 0 and begun:
        yield f"from {MAIN}^0\n".encode("ascii")


def _who(person: tuple[str, str], when: datetime) -> bytes:
    name, mail = (re.sub(r"[<>\n\0]", "", text).strip() for text in person)
    return f"{name} <{mail}> {at_time(when)}\n".encode()


def _data(raw: bytes) -> bytes:
    return b"data %d\n%s\n" % (len(raw), raw)


def _quoted(path: str) -> bytes:
    if any(part in {"", ".", ".."} or part.casefold() == ".git" for part in path.split("/")):
        raise GongshiError(_("「{path}」不能作仓库里的路径").format(path=path))
    name = os.fsencode(path)
    if not name.startswith(b'"') and b"\n" not in name:
        return name
    return b'"' + name.replace(b"\\", b"\\\\").replace(b'"', b'\\"').replace(b"\n", b"\\n") + b'"'
