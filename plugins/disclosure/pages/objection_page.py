"""The page of objections: what was objected to, what came of it, and how many days it took (anonymous)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Annotated, Any

from disclosure.model.language import _
from disclosure.pages.contracts import FullRecord, Template
from disclosure.pages.registers import day, register, rows, words
from disclosure.pages.shared import ANY, Subject
from disclosure.pages.views import Count, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectionRow:
    """One objection; `days` are those of the calendar from receipt to answer, None while it is open."""

    key: str
    received: date | None
    record: Link | None
    ground: str
    outcome: str
    closed: date | None
    days: int | None
    note: str


@dataclass(frozen=True, kw_only=True)
class ObjectionPage(FullRecord):
    """The objections that one agency received (objection.html)."""

    template: Template = "objection.html"
    objections: Annotated[tuple[ObjectionRow, ...], "the objections, newest first"]
    open: Annotated[int, "how many are being handled"]
    closed: Annotated[int, "how many are closed"]
    median: Annotated[str, "the median of the days taken; empty where none is closed"]
    longest: Annotated[int, "the most days taken"]
    grounds: Annotated[tuple[Count, ...], "how many objections had which ground"]
    outcomes: Annotated[tuple[Count, ...], "how many had which outcome"]


def objection_page(subject: Subject) -> ObjectionPage:
    """Return the page of an agency's register of objections."""
    found = [_objection(subject, key, fields) for key, fields in rows(subject)]
    found.sort(key=lambda row: (row.received or date.min, row.key), reverse=True)
    taken = [row.days for row in found if row.days is not None]
    return ObjectionPage(
        **register(subject, _("对公开的信息提出的异议、处理结果和用时")),
        objections=tuple(found),
        open=len(found) - len(taken),
        closed=len(taken),
        median=f"{median(taken):g}" if taken else "",
        longest=max(taken, default=0),
        grounds=_counted([row.ground for row in found]),
        outcomes=_counted([row.outcome for row in found if row.outcome]),
    )


def _objection(subject: Subject, key: str, fields: Mapping[str, Any]) -> ObjectionRow:
    received, closed = day(fields, "received"), day(fields, "closed")
    return ObjectionRow(
        key=key,
        received=received,
        record=subject.link(ANY, words(fields, "record")) if fields.get("record") else None,
        ground=words(fields, "ground"),
        outcome=words(fields, "outcome"),
        closed=closed,
        days=(closed - received).days if closed and received else None,
        note=words(fields, "note"),
    )


def _counted(names: list[str]) -> tuple[Count, ...]:
    return tuple(
        Count(name, names.count(name)) for name in sorted(set(names), key=lambda name: (-names.count(name), name))
    )
