"""The page of number gaps: which numbers of a series were not published, and why."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from disclosure.checking.series import Series as SeriesOfNumbers
from disclosure.checking.series import stretches
from disclosure.model.document_number import DocumentNumber
from disclosure.model.language import _
from disclosure.pages.contracts import FullRecord, Template
from disclosure.pages.registers import day, register, rows, words
from disclosure.pages.shared import Subject


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRow:
    """One gap: its number or range, how many numbers that are, and why."""

    key: str
    numbers: str
    count: int
    reason: str
    day: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Series:
    """The gaps of one prefix and year."""

    prefix: str
    year: int
    gaps: tuple[GapRow, ...]


@dataclass(frozen=True, kw_only=True)
class NumberGapPage(FullRecord):
    """The explained gaps in the numbers of one agency's decisions (number_gap.html)."""

    template: Template = "number_gap.html"
    series: Annotated[tuple[Series, ...], "the series, newest year first"]
    total: Annotated[int, "how many numbers are explained"]
    missing: Annotated[tuple[str, ...], "each series with numbers that nobody has explained, and those numbers"]


def number_gap_page(subject: Subject) -> NumberGapPage:
    """Return the page of an agency's number gaps, each series in the order of its numbers."""
    found: dict[tuple[str, int], list[tuple[int, GapRow]]] = {}
    for key, fields in rows(subject):
        first = DocumentNumber.parse(key)
        last = DocumentNumber.parse(words(fields, "last") or key)
        shown = f"{first.number}—{last.number}" if last.number > first.number else _plain(first)
        gap = GapRow(
            key=key,
            numbers=_("{numbers}号").format(numbers=shown),
            count=last.number - first.number + 1,
            reason=words(fields, "reason"),
            day=day(fields, "noted_on"),
            note=words(fields, "note"),
        )
        found.setdefault(first.series, []).append((first.number, gap))
    ordered = sorted(found.items(), key=lambda item: (-item[0][1], item[0][0]))
    return NumberGapPage(
        **register(subject, _("没有公开的文号和原因")),
        series=tuple(
            Series(prefix, year, tuple(gap for _number, gap in sorted(gaps, key=lambda pair: (pair[0], pair[1].key))))
            for (prefix, year), gaps in ordered
        ),
        missing=tuple(_unexplained(one) for one in subject.context.series if one.missing),
        total=sum(gap.count for gaps in found.values() for _number, gap in gaps),
    )


def _unexplained(series: SeriesOfNumbers) -> str:
    """Say which numbers of a series have neither a decision nor an explanation."""
    return _("{prefix}〔{year}〕{numbers}，共 {count} 个").format(
        prefix=series.prefix, year=series.year, numbers=stretches(series.missing), count=series.missing_count
    )


def _plain(number: DocumentNumber) -> str:
    return f"{number.number}-{number.sub}" if number.sub else str(number.number)
