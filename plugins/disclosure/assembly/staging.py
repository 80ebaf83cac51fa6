"""The staging folder: every file passes a last look for private data on its way there."""

import hashlib
from pathlib import Path

from disclosure.assembly.order import Setting
from disclosure.assembly.scanning import leaks
from disclosure.model.errors import ContentError
from disclosure.model.language import _

SCANNED = (".html", ".json", ".jsonl", ".csv", ".xml")


def stage(staging: Path, path: str, content: bytes, setting: Setting) -> str:
    """Write one file below the staging folder, after a last look for private data; return the digest of its bytes."""
    if path.endswith(SCANNED):
        found = sorted(set(leaks(content.decode(), setting.all_contacts())))
        if found:
            raise ContentError(
                _("生成的 {path} 里有不能公开的个人信息（{kinds}）；发布已停止，原来的网站没有动").format(
                    path=path, kinds="、".join(found)
                )
            )
    target = staging / path
    try:
        target.write_bytes(content)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return hashlib.sha256(content).hexdigest()
