"""What a check says of a place in a document, and how it becomes an issue with line, column and Chinese title."""

from collections.abc import Callable
from dataclasses import dataclass

from disclosure.model.issue import Issue, Level
from disclosure.model.language import _
from disclosure.model.record import Document, Pointer
from disclosure.reading.documents import locate, locate_text
from disclosure.reading.schemas import Schemas

Locate = Callable[[str, Pointer], tuple[int, int]]

BODY: Pointer = ("",)
"""The pointer of a Markdown document's body."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One fault in one place: `key` points at the key and not at its value, `offset` at a character of a text."""

    pointer: Pointer
    rule: str
    problem: str
    remedy: str = ""
    level: Level = Level.ERROR
    key: bool = False
    offset: int | None = None


def written(pointer: Pointer) -> str:
    """Return a pointer as a clerk reads it: `parties[0].name`."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in pointer)
    return text.removeprefix(".")


def issue_of(remark: Remark, document: Document, schemas: Schemas, schema: str) -> Issue:
    """Return a remark as an issue: with its place in the file, its key path and its title."""
    body = remark.pointer == BODY
    about = remark.pointer
    while about and not body and schemas.node(schema, about) is None:
        about = about[:-1]
    if remark.offset is not None:
        line, column = locate_text(document, () if body else remark.pointer, remark.offset)
    else:
        line, column = locate(document, () if body else remark.pointer, key=remark.key)
    field = "body" if body else written(about)
    title = _("正文") if body else schemas.title(schema, about)
    path = f"content/{document.path}"
    return Issue(path, line, column, remark.rule, remark.problem, remark.remedy, field, title, remark.level)
