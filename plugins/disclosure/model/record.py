"""What the clerk wrote: a document (one file) and the record that it holds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from disclosure.model.kinds import Kind
from disclosure.model.record_id import RecordId

Pointer: TypeAlias = tuple[str | int, ...]
"""The way to a value inside a document: `("parties", 0, "name")`."""


@dataclass(frozen=True, slots=True)
class Document:
    """One file of content/ that could be read.

    `path` is relative to content/; `data` holds str, int, Decimal, bool, None, lists and dicts only; `body` is the
    Markdown below the front matter (empty for YAML); `raw` are the file's bytes, from which a place can be found.
    """

    path: str
    data: Mapping[str, Any]
    body: str = ""
    raw: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class Record:
    """One record as written: not for the public. Only the door turns it into a PublicRecord."""

    id: RecordId
    kind: Kind
    data: Mapping[str, Any]
    body: str = ""
    path: str = ""

    @property
    def agency(self) -> str | None:
        """The folder name of the agency that it belongs to, or None."""
        return self.id.agency
