"""The files of content/: sorted, regular, and named as addresses can be named."""

import os
import re
import stat
from fnmatch import translate
from pathlib import Path

from disclosure.model.attachment import FOLDER, MOST_BYTES, TYPES
from disclosure.model.errors import GongshiError
from disclosure.model.issue import Issue
from disclosure.model.language import _
from disclosure.model.record_id import LONGEST, SEGMENT
from disclosure.model.system import reason_of
from disclosure.reading.text import Fault

IGNORED = {
    ".git": "the repository itself",
    ".gitignore": "git's settings",
    ".gitattributes": "git's settings",
    ".gitkeep": "keeps an empty folder in git",
    ".DS_Store": "macOS Finder's view of a folder",
    "._*": "macOS's second half of a file on a foreign disk",
    "Thumbs.db": "Windows Explorer's pictures of a folder",
    "desktop.ini": "Windows Explorer's view of a folder",
    ".directory": "KDE Dolphin's view of a folder",
    ".*.sw[a-p]": "Vim, while a file is open",
    ".#*": "Emacs, while a file is open",
    "*~": "an editor's copy of the file before it was saved",
    "~$*": "Office, while a file is open",
    ".~lock.*#": "LibreOffice, while a file is open",
}
"""What programs leave in any folder without being asked, by pattern, with what leaves it: it is never content."""

LEFT = re.compile("|".join(translate(pattern) for pattern in IGNORED))
SUFFIX = re.compile(r"[a-z0-9]{1,8}")
PLAIN = re.compile(rf"(?:{SEGMENT.pattern})\.(?:{SUFFIX.pattern})")
"""What a file is called that nothing is said against, but for what programs leave."""
MEBIBYTE = 1024 * 1024


def walk(content: Path) -> tuple[list[str], list[Issue]]:
    """Return the sorted POSIX paths of all regular files below content/, and an issue for each thing that is refused.

    GongshiError where the folder itself is not there or cannot be listed.
    """
    if not content.is_dir():
        raise GongshiError(_("没有内容文件夹 {path}；请用 --content 写明它在哪里").format(path=content))
    files: list[str] = []
    faults: list[Issue] = []
    _walk_folder(content, "", files, faults)
    return sorted(files), sorted(faults)


def _walk_folder(folder: Path, prefix: str, files: list[str], faults: list[Issue]) -> None:
    """Collect one folder's files and faults, and those of the folders in it; links are never followed."""
    for entry in _entries(folder):
        path = prefix + entry.name
        if not prefix.endswith(f"{FOLDER}/") and _is_plain(entry, path):
            files.append(path)
            continue
        if LEFT.fullmatch(entry.name):
            continue
        if fault := _refusal(entry) or (_unfit_attachment(entry) if prefix.endswith(f"{FOLDER}/") else None):
            faults.append(fault.at(_printable(path)))
        elif entry.is_dir(follow_symlinks=False):
            _walk_folder(folder / entry.name, f"{path}/", files, faults)
        elif len(path) > LONGEST:
            remedy = _("请改用短一些的文件名")
            faults.append(Fault(0, 0, "read-path", _("路径超过 {n} 个字符").format(n=LONGEST), remedy).at(path))
        else:
            files.append(path)


def _is_plain(entry: os.DirEntry[str], path: str) -> bool:
    """Tell whether an entry is a file that nothing is said against, as nearly every one is: all at once."""
    fit = PLAIN.fullmatch(entry.name) and entry.name not in IGNORED and len(path) <= LONGEST
    return bool(fit) and entry.is_file(follow_symlinks=False)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError as fault:
        raise GongshiError(_("列不出文件夹 {path}：{fault}").format(path=folder, fault=reason_of(fault))) from fault


def _refusal(entry: os.DirEntry[str]) -> Fault | None:
    """Return why an entry is refused, or None."""
    if entry.is_symlink():
        return Fault(0, 0, "read-link", _("是符号链接"), _("请换成文件本身；链接可能指到内容文件夹以外"))
    folder = entry.is_dir(follow_symlinks=False)
    if not folder and not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
        return Fault(0, 0, "read-link", _("不是普通文件"), _("请删去它"))
    if entry.name.startswith("."):
        return Fault(0, 0, "read-name", _("是隐藏文件"), _("请删去它，或者放到内容文件夹以外"))
    stem, dot, suffix = entry.name.rpartition(".")
    plain = entry.name.removesuffix(FOLDER) if folder else stem
    fit = SEGMENT.fullmatch(plain) and (folder or (dot and SUFFIX.fullmatch(suffix)))
    if fit:
        return None
    problem = _("文件夹名不合要求") if folder else _("文件名不合要求")
    return Fault(
        0,
        0,
        "read-name",
        problem,
        _("只能用小写字母、数字和连字符，例如 {example}").format(example="2026" if folder else "012.yaml"),
    )


def _unfit_attachment(entry: os.DirEntry[str]) -> Fault | None:
    """Return why something in a folder of attachments is refused, or None."""
    if entry.is_dir(follow_symlinks=False):
        return Fault(
            0,
            0,
            "attachment-place",
            _("附件的文件夹里不能再有文件夹"),
            _("请把附件直接放在「记录的文件名{folder}」里").format(folder=FOLDER),
        )
    if entry.name.rpartition(".")[2] not in TYPES:
        known = "、".join(f".{suffix}" for suffix in TYPES)
        return Fault(0, 0, "attachment-type", _("附件不能是这种文件"), _("请另存为 {known} 之一").format(known=known))
    size = entry.stat(follow_symlinks=False).st_size
    if size > MOST_BYTES:
        problem = _("附件有 {size:.1f} MB，超过 {most} MB").format(size=size / MEBIBYTE, most=MOST_BYTES // MEBIBYTE)
        remedy = _("请降低扫描的分辨率（黑白 200 dpi 已经清楚），或者分成几个文件")
        return Fault(0, 0, "attachment-size", problem, remedy)
    return None


def _printable(path: str) -> str:
    """Return a path as it can be written anywhere: undecodable bytes and control characters as escapes."""
    return "".join(character if character.isprintable() else f"\\x{ord(character):02x}" for character in path)
