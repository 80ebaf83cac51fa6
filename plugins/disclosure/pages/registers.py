"""What the pages of registers share: a list's own facts, values of an entry, days between, words for what is open."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from disclosure.model.language import _
from disclosure.pages.entries import citation
from disclosure.pages.shared import Subject, clipped, full
from disclosure.pages.urls import collection_url
from disclosure.pages.views import Citation


def register(subject: Subject, description: str = "") -> dict[str, Any]:
    """Return the fields of FullRecord for a page that draws its own tables; `description` is its sentence."""
    return {
        **full(subject),
        "title": heading(subject),
        "template": subject.kind.template,
        "description": clipped(description or subject.kind.title),
        "keywords": (subject.kind.title,),
        "crumbs": subject.way_here() if collection_url(subject.kind) else (),
        "entries": (),
        "related": (),
    }


def heading(subject: Subject) -> str:
    """Return the title of a page: a list's is that of its kind, with the name of its agency in front."""
    if subject.kind.key and subject.agency:
        return _("{agency}{title}").format(agency=subject.agency.name, title=subject.record.title)
    return subject.record.title


def rows(subject: Subject) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the entries of a list with their keys, in the order of the file."""
    yield from ((entry.id.partition("#")[2], entry.fields) for entry in subject.record.entries)


def members(value: Any) -> Sequence[Any]:  # noqa: ANN401  # whatever YAML can hold
    """Return a list's members; nothing for anything else."""
    return value if isinstance(value, list | tuple) else ()


def words(fields: Mapping[str, Any], key: str) -> str:
    """Return a field as text; empty where there is none."""
    return str(fields.get(key) or "")


def day(fields: Mapping[str, Any], key: str) -> date | None:
    """Return a field as a date, or None where there is none."""
    written = fields.get(key)
    return date.fromisoformat(written) if isinstance(written, str) else None


def cited(fields: Mapping[str, Any]) -> tuple[Citation, ...]:
    """Return the basis of an entry as shown."""
    return tuple(citation(basis) for basis in members(fields.get("basis")))
