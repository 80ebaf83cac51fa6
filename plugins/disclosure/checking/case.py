"""What a rule looks at: one document of one kind, what is sound in it, and the data of the rules."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from disclosure.checking.texts import texts_of
from disclosure.model.kinds import Kind
from disclosure.model.record import Document, Pointer
from disclosure.model.terms import Term
from disclosure.reading.schemas import Schemas
from disclosure.timing.calendar import Calendar


@dataclass(frozen=True)
class Rules:
    """What the checks need to know besides the document.

    `allowed` maps an agency's folder name (the empty string: the whole portal) to the office phones and mail
    addresses that it has declared; `required`, `publicity`, `staffing`, `withdrawals` and `deadlines` are the data of
    rules/*.yaml, or empty; `calendar` are the working days, where they matter; `terms` how long the agencies publish by
    their own measures, by folder name.
    """

    as_of: date
    portal: Mapping[str, Any]
    required: Mapping[str, Any]
    publicity: Mapping[str, Any]
    allowed: Mapping[str, frozenset[str]]
    staffing: Mapping[str, Any] = field(default_factory=dict)
    withdrawals: Mapping[str, Any] = field(default_factory=dict)
    deadlines: Mapping[str, Any] = field(default_factory=dict)
    calendar: Calendar | None = None
    terms: Mapping[str, Sequence[Term]] = field(default_factory=dict)

    @cached_property
    def demands(self) -> Mapping[str, Sequence[Mapping[str, Any]]]:
        """What rules/required.yaml demands of records, by the name of their kind, in its order."""
        found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
        for row in self.required.get("fields", ()):
            found[row["kind"]].append(row)
        return found


@dataclass(frozen=True)
class Case:
    """One document before the rules; `data` lacks the top-level fields that the schema found faulty (`faulty`)."""

    document: Document
    kind: Kind
    data: Mapping[str, Any]
    faulty: frozenset[str]
    rules: Rules
    schemas: Schemas

    @property
    def withdrawn(self) -> bool:
        """Whether the document is a tombstone."""
        return "withdrawal" in self.document.data

    @property
    def withheld(self) -> bool:
        """Whether the document is a stub of what may not be published."""
        return self.document.data.get("publish") is False

    @cached_property
    def day(self) -> date | None:
        """The record's own date, or None where it has none that can be read."""
        return day_of(self.data.get(self.kind.day)) if self.kind.day else None

    @cached_property
    def texts(self) -> tuple[tuple[Pointer, str], ...]:
        """Every text and number in the document, with the way to it, and the Markdown body."""
        return tuple(texts_of(self.document))

    def parties(self) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """Yield the parties with their positions."""
        yield from enumerate(self.data.get("parties", ()))


def day_of(written: object) -> date | None:
    """Return a written date as a date, or None where it is not one."""
    try:
        return date.fromisoformat(written) if isinstance(written, str) else None
    except ValueError:
        return None
