"""References between records: what a document refers to, and whether that was there, and valid, on the day.

A schema says with `x-ref` which kind a value names (`any`: the value is a whole id of whatever kind), with `x-from`
and `x-until` since and until when an entry or a record is valid, with `x-turn` on which day a part of it ends that
does not end the whole, with `x-place` what a place inside a record is called, and with `x-law` where a law is named.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from disclosure.model.kinds import Kind, kind_of_id
from disclosure.model.record import Document, Pointer
from disclosure.reading.schemas import Schemas, Steps, found_at

OPEN = ("", "9999-12-31")
ANY = "any"
MONTH = re.compile(r"[12][0-9]{3}-(?:0[1-9]|1[0-2])")


class Reference(NamedTuple):
    """One value that names another record: where it stands, the kind it names, the id it means, and as of which day."""

    pointer: Pointer
    kind: str
    target: str
    day: str = ""


class Span(NamedTuple):
    """Since and until when something is valid; both days belong to it."""

    first: str = OPEN[0]
    last: str = OPEN[1]

    def holds(self, day: str) -> bool:
        """Tell whether a day (year-month-day) lies within."""
        return not day or self.first <= day <= self.last


@dataclass(frozen=True)
class Marks:
    """Where the schema of a kind has its references and its days of validity."""

    refs: tuple[tuple[Steps, str], ...]
    laws: tuple[Steps, ...]
    first: tuple[Steps, ...]
    last: tuple[Steps, ...]
    turns: tuple[Steps, ...]
    places: tuple[Steps, ...]


class Referrer:
    """Finds the references of documents, kind by kind, from the marks in the schemas."""

    def __init__(self, schemas: Schemas, kinds: Sequence[Kind]) -> None:
        self._kinds = {kind.name: kind for kind in kinds}
        self._schemas = schemas

    @cache  # noqa: B019  # lives as long as the process's one bench
    def marks(self, schema: str) -> Marks:
        """Return the marks of a schema."""
        return Marks(
            tuple((steps, str(kind)) for steps, kind in self._schemas.marked(schema, "x-ref")),
            tuple(steps for steps, _mark in self._schemas.marked(schema, "x-law")),
            tuple(steps for steps, _mark in self._schemas.marked(schema, "x-from")),
            tuple(steps for steps, _mark in self._schemas.marked(schema, "x-until")),
            tuple(steps for steps, _mark in self._schemas.marked(schema, "x-turn")),
            tuple(steps for steps, _mark in self._schemas.marked(schema, "x-place")),
        )

    def references(self, document: Document, kind: Kind, agency: str | None) -> Iterator[Reference]:
        """Yield what a document refers to; the day is the record's own, or none where it is of today."""
        written = document.data.get(kind.day or "")
        day = written if isinstance(written, str) else ""
        for steps, named in self.marks(kind.schema).refs:
            for pointer, value in found_at(document.data, steps):
                if isinstance(value, str) and named == ANY:
                    kind_named = kind_of_id(value, tuple(self._kinds.values()))
                    yield Reference(pointer, kind_named.name if kind_named else ANY, value)
                elif isinstance(value, str) and named in self._kinds:
                    yield Reference(pointer, named, self._kinds[named].ids(agency, value), day)

    def targets(self, data: Mapping[str, Any], kind: Kind, agency: str | None) -> Iterator[str]:
        """Yield the ids of what the data of a record refer to."""
        for steps, named in self.marks(kind.schema).refs:
            for _pointer, value in found_at(data, steps):
                if isinstance(value, str):
                    yield self.target(named, value, agency)

    def target(self, named: str, value: str, agency: str | None) -> str:
        """Return the id that a value means which names a kind of record (`x-ref`)."""
        return self._kinds[named].ids(agency, value) if named in self._kinds else value

    def laws(self, document: Document, kind: Kind) -> Iterator[Reference]:
        """Yield the laws that a document cites by name."""
        written = document.data.get(kind.day or "")
        day = written if isinstance(written, str) else ""
        for steps in self.marks(kind.schema).laws:
            for pointer, value in found_at(document.data, steps):
                if isinstance(value, str):
                    yield Reference(pointer, "law", value, day)

    def spans(self, document: Document, kind: Kind) -> Iterator[tuple[str, Span]]:
        """Yield the span of a record by the empty key and its named places, or of each entry of a list by its key."""
        marks = self.marks(kind.schema)
        if not kind.key:
            span = _span(document.data, marks.first, marks.last)
            yield "", span
            named = (name for steps in marks.places for _pointer, name in found_at(document.data, steps))
            yield from ((name, span) for name in named if isinstance(name, str))
            return
        inner = [
            tuple(steps[2:] for steps in side if steps[:2] == ("entries", "*")) for side in (marks.first, marks.last)
        ]
        for _pointer, entry in found_at(document.data, ("entries", "*")):
            key = entry.get(kind.key) if isinstance(entry, Mapping) else None
            if isinstance(key, str):
                yield key, _span(entry, inner[0], inner[1])

    def turns(self, fields: Mapping[str, Any], kind: Kind) -> Iterator[str]:
        """Yield the days after which a record's page says otherwise: last days of validity, and eves of first ones.

        A month stands for its last day.
        """
        marks = self.marks(kind.schema)
        for steps in (*marks.last, *marks.turns):
            yield from (last_day(value) for _pointer, value in found_at(fields, steps) if _is_day(value))
        for steps in marks.first:
            for _pointer, value in found_at(fields, steps):
                if _is_day(value):
                    yield (date.fromisoformat(str(value)) - timedelta(days=1)).isoformat()


def _span(data: Mapping[str, Any], first: Sequence[Steps], last: Sequence[Steps]) -> Span:
    begins = [value for steps in first for _pointer, value in found_at(data, steps) if _is_day(value)]
    ends = [value for steps in last for _pointer, value in found_at(data, steps) if _is_day(value)]
    return Span(max(begins, default=OPEN[0]), min(ends, default=OPEN[1]))


def last_day(written: str) -> str:
    """Return the last day of a written month (2026-02: 2026-02-28); a day is returned as it is."""
    if not MONTH.fullmatch(written):
        return written
    year, month = (int(part) for part in written.split("-"))
    return f"{written}-{monthrange(year, month)[1]:02}"


def _is_day(value: object) -> bool:
    return isinstance(value, str) and value[:1].isdigit()
