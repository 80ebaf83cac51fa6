"""What the pages of lists have in common: which entries are of today, and their way through the schema."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from disclosure.model.public import PublicRecord
from disclosure.pages.entries import citation
from disclosure.pages.shared import Subject
from disclosure.pages.views import Citation, Link


def current(entry: PublicRecord, today: str) -> bool:
    """Tell whether an entry of a list is valid on a day; the last day belongs to it."""
    return str(entry.fields.get("until", "9999")) >= today


def entry_node(subject: Subject) -> Mapping[str, Any]:
    """Return the schema of one entry of the list."""
    return subject.schemas.node(subject.kind.schema, ("entries", 0)) or {}


def words(fields: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """Return a field that is a list as words; nothing where there is none."""
    value = fields.get(key)
    return tuple(str(one) for one in value) if isinstance(value, list | tuple) else ()


def links(subject: Subject, fields: Mapping[str, Any], key: str, kind: str) -> tuple[Link, ...]:
    """Return the ways to the records of a kind that a field names."""
    return tuple(subject.link(kind, value) for value in words(fields, key))


def citations(fields: Mapping[str, Any]) -> tuple[Citation, ...]:
    """Return the basis, an article each."""
    value: Sequence[Mapping[str, Any]] = fields.get("basis") or ()
    return tuple(citation(one) for one in value)


def day(fields: Mapping[str, Any], key: str) -> date | None:
    """Return a field as a date, or None where there is none."""
    written = fields.get(key)
    return date.fromisoformat(written) if isinstance(written, str) else None
