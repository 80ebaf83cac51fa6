"""What files hold, by git's own hash: many blobs through one process, and the same hash computed without git."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import git

from disclosure.history.process import CHUNK, open_repository, run, started
from disclosure.model.errors import GongshiError
from disclosure.model.language import _
from disclosure.model.system import reason_of


def read_blobs(repository: Path, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield id and bytes of each blob in the order asked for; GongshiError where the repository lacks one."""
    yield from blobs_of(open_repository(repository), ids)


def blobs_of(repo: git.Repo, ids: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Do what `read_blobs` does, in a repository that is open already."""
    asked = tuple(ids)
    if not asked:
        return
    wanted = "".join(f"{blob}\n" for blob in asked).encode("ascii")
    with started(repo, "cat_file", "--batch", "--buffer", stdin=wanted) as process:
        read = partial(process.stdout.read, CHUNK)
        held, at = b"", 0
        for blob in asked:
            while (end := held.find(b"\n", at)) < 0 and (more := read()):
                held, at = held[at:] + more, 0
            header = held[at : max(end, at)].split()
            if len(header) != 3:  # noqa: PLR2004  # id, type, size; anything else says that it is missing
                raise GongshiError(
                    _("仓库 {folder} 里缺少对象 {blob}；请执行 git fsck 检查，或者重新克隆").format(
                        folder=repo.working_dir, blob=blob
                    )
                )
            begin = end + 1
            stop = begin + int(header[2])
            while stop >= len(held) and (more := read()):
                held, begin, stop, at = held[at:] + more, begin - at, stop - at, 0
            yield blob, held[begin:stop]
            at = stop + 1


def sizes_of(repo: git.Repo, ids: Iterable[str]) -> dict[str, int]:
    """Return how many bytes each of these blobs has, without reading them; a missing one has none."""
    wanted = "".join(f"{blob}\n" for blob in ids).encode("ascii")
    if not wanted:
        return {}
    with started(repo, "cat_file", "--batch-check", "--buffer", stdin=wanted) as process:
        told = [line.split() for line in process.stdout.read().decode("ascii").splitlines()]
    return {
        blob: int(size) if size.isdecimal() else 0 for blob, _type, size, *_rest in (line for line in told if line[2:])
    }


def blob_id(raw: bytes, algorithm: str = "sha1") -> str:
    """Return the id that git gives to these bytes; `algorithm` is the repository's object format."""
    return hashlib.new(algorithm, b"blob %d\0" % len(raw) + raw, usedforsecurity=False).hexdigest()


def file_id(path: Path, algorithm: str = "sha1") -> str:
    """Return git's id of a file's bytes; GongshiError where it cannot be read."""
    try:
        return blob_id(path.read_bytes(), algorithm)
    except OSError as fault:
        raise GongshiError(_("读不了 {path}：{fault}").format(path=path, fault=reason_of(fault))) from fault


def files_before(repository: Path, commit: str, folder: str) -> dict[str, bytes]:
    """Return the files that a folder (from the repository's top) held just before a first-parent step, by name."""
    repo = open_repository(repository)
    listed = run(repo, "ls_tree", "-z", "--full-tree", f"{commit}^1", "--", f"{folder.rstrip('/')}/")
    found = [line.split(b"\t", 1) for line in listed.split(b"\0") if line]
    blobs = {os.fsdecode(name).rpartition("/")[2]: facts.split()[2].decode("ascii") for facts, name in found}
    held = dict(blobs_of(repo, sorted(set(blobs.values()))))
    return {name: held[blob] for name, blob in sorted(blobs.items())}
