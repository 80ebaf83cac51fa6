"""Files beside a record: where they lie, what they may be, how large."""

from dataclasses import dataclass

FOLDER = ".files"
"""The folder of a record's attachments is called as the record's file, with this in the place of its suffix."""

TYPES = {
    "pdf": "PDF",
    "png": "PNG 图片",
    "jpg": "JPEG 图片",
    "jpeg": "JPEG 图片",
    "xlsx": "Excel 表格",
    "docx": "Word 文档",
}
"""What an attachment may be, by the suffix of its name: what everybody can open, and what can be looked into."""

MOST_BYTES = 10 * 1024 * 1024
"""10 MiB: a phone loads it in a minute on a slow line, and git keeps every version of it for ever."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What is said of an attachment beside its title: its size in bytes and the SHA-256 of its bytes."""

    size: int
    sha256: str


def stem_of(path: str) -> str | None:
    """Return what the record of an attachment is called without its suffix; None for any other path.

    `agencies/jyj/decisions/2026/03/012.files/a.pdf` belongs to `agencies/jyj/decisions/2026/03/012`.
    """
    folder, _slash, _name = path.rpartition("/")
    return folder.removesuffix(FOLDER) if folder.endswith(FOLDER) else None


def is_attachment(path: str) -> bool:
    """Tell whether a path is that of an attachment."""
    return f"{FOLDER}/" in path and stem_of(path) is not None


def folder_of(path: str) -> str:
    """Return the folder of the attachments of a record file, with a slash at the end."""
    return f"{path.rpartition('.')[0]}{FOLDER}/"
