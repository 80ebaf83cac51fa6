"""One more entry for a list: written below those that are there, as a form that explains itself."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from disclosure.intake.templates import template_yaml
from disclosure.model.errors import ContentError
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import Schemas

ENTRY = ("entries", 0)
"""Where the schema of a list declares what an entry holds."""


def with_entry(  # noqa: PLR0913, PLR0917  # each is a fact of its own
    content: Path, path: str, kind: Kind, entry: Mapping[str, Any], schemas: Schemas, offered: Collection[str]
) -> bytes:
    """Return the list file with one entry more, every byte before it as it was; a new list where there is none.

    ContentError where the file cannot be read, has an entry of that key already, or goes on after its entries.
    """
    lines = entry_lines(entry, kind, schemas, offered)
    file = content / path
    if not file.is_file():
        return ("entries:\n" + lines).encode()
    before = read_document(path, file.read_bytes())
    if not isinstance(before, Document):
        raise ContentError(_("content/{path} 现在读不了，先改正再加").format(path=path), before)
    key = kind.key or ""
    present = before.data.get("entries") or []
    if any(isinstance(one, Mapping) and one.get(key) == entry.get(key) for one in present):
        raise ContentError(_("content/{path} 里已经有「{key}」").format(path=path, key=entry.get(key)))
    raw = before.raw.rstrip(b"\n") + b"\n" + lines.encode()
    after = read_document(path, raw)
    if not isinstance(after, Document) or after.data.get("entries") != [*present, dict(entry)]:
        raise ContentError(
            _("content/{path} 的写法特别，加不进去；请用编辑器把下面这一项加到 entries 里：\n{lines}").format(
                path=path, lines=lines
            )
        )
    return raw


def entry_lines(entry: Mapping[str, Any], kind: Kind, schemas: Schemas, offered: Collection[str]) -> str:
    """Return one entry as it stands in a list: a comment above each field, those still open as lines to uncomment."""
    lines = template_yaml(entry, kind.schema, schemas, offered, ENTRY).splitlines()
    first = next(place for place, line in enumerate(lines) if not line.startswith("#"))
    margins = ["  "] * first + ["  - "] + ["    "] * (len(lines) - first - 1)
    return "".join(f"{margin}{line}".rstrip() + "\n" for margin, line in zip(margins, lines, strict=True))
