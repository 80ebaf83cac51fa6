"""The staging folder: every file passes a last look for private data on its way there."""

import hashlib
import os
from pathlib import Path

from disclosure.assembly.order import Setting
from disclosure.assembly.scanning import leaks, may_leak
from disclosure.model.errors import ContentError
from disclosure.model.language import _

NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
SCANNED = (".html", ".json", ".jsonl", ".csv", ".xml")


def stage(staging: Path, path: str, content: bytes, setting: Setting) -> str:
    """Write one file below the staging folder, after a last look for private data; return the digest of its bytes."""
    if path.endswith(SCANNED) and may_leak(content):
        found = sorted(set(leaks(content.decode(), setting.all_contacts())))
        if found:
            raise ContentError(
                _("生成的 {path} 里有不能公开的个人信息（{kinds}）；发布已停止，原来的网站没有动").format(
                    path=path, kinds="、".join(found)
                )
            )
    _write(f"{staging}/{path}", content)
    return hashlib.sha256(content).hexdigest()


def _write(target: str, content: bytes) -> None:
    """Write a file, in a folder that is made if need be; a build writes hundreds of thousands."""
    try:
        file = os.open(target, NEW, 0o666)
    except FileNotFoundError:
        _make(target.rpartition("/")[0])
        file = os.open(target, NEW, 0o666)
    try:
        written = os.write(file, content)
        while written < len(content):
            written += os.write(file, content[written:])
    finally:
        os.close(file)


def _make(folder: str) -> None:
    """Make a folder, with those that it lies in; most often these are there."""
    try:
        os.mkdir(folder)  # noqa: PTH102  # a path made of a text costs as much as the making
    except FileNotFoundError:
        _make(folder.rpartition("/")[0])
        _make(folder)
    except FileExistsError:  # another worker was first
        return
