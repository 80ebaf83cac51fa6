# ruff: noqa: D401 -- the docstring of a rule is the rule
"""Gaps in document numbers: what an entry explains, and whether it can be so."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from disclosure.checking.case import Case
from disclosure.checking.remarks import Remark
from disclosure.model.document_number import DocumentNumber
from disclosure.model.errors import MalformedValue
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.record import Document

MOST = 10_000
"""As many numbers as one entry may explain: more is a slip of the pen."""


class Gap(NamedTuple):
    """The numbers that one entry explains, from the first to the last; the position of the entry in its list."""

    position: int
    first: DocumentNumber
    last: DocumentNumber

    @property
    def sound(self) -> bool:
        """Whether the last number is the first, or follows it in the same series, and not too far away."""
        if self.first == self.last:
            return True
        return self.first.series == self.last.series and 0 < self.last.number - self.first.number < MOST

    def numbers(self) -> set[tuple[str, int, int, int]]:
        """Return prefix, year, number and sub-number of everything that it explains."""
        span = range(self.first.number, self.last.number + 1) if self.sound else ()
        return {(*self.first.series, number, self.first.sub) for number in span}


def gap_facts(document: Document, kind: Kind) -> tuple[Gap, ...]:
    """Return the numbers that a list of gaps explains; nothing for other kinds."""
    return tuple(gaps_of(document.data)) if kind.name == "number_gap" else ()


def gaps_of(data: Mapping[str, Any]) -> Iterator[Gap]:
    """Yield the gaps of a list; what cannot be read is left to the rule."""
    found = data.get("entries")
    for position, entry in enumerate(found if isinstance(found, list) else ()):
        if isinstance(entry, Mapping):
            try:
                first = DocumentNumber.parse(str(entry.get("number")))
                yield Gap(position, first, DocumentNumber.parse(str(entry.get("last", entry.get("number")))))
            except MalformedValue:
                continue


def gaps_can_be_counted(case: Case) -> Iterator[Remark]:
    """A gap is a document number, or a range within one series, and no number is explained twice."""
    if case.kind.name != "number_gap":
        return
    yield from _unreadable(case)
    explained: set[tuple[str, int, int, int]] = set()
    for gap in gaps_of(case.data):
        if not gap.sound:
            problem = _("「{last}」不在「{first}」之后一万号以内，或者不是同一个字号").format(
                last=gap.last.canonical, first=gap.first.canonical
            )
            yield Remark(("entries", gap.position, "last"), "gap-number", problem, _("请写同一字号里后面的号"))
        numbers = gap.numbers()
        for _prefix, _year, number, _sub in sorted(numbers & explained)[:1]:
            problem = _("{number} 号前面已经说明过").format(number=number)
            yield Remark(("entries", gap.position, "number"), "gap-twice", problem, _("请只留一项"))
        explained |= numbers


def _unreadable(case: Case) -> Iterator[Remark]:
    for position, entry in enumerate(case.data.get("entries", ())):
        for field in ("number", "last"):
            try:
                DocumentNumber.parse(str(entry[field])) if field in entry else None
            except MalformedValue as fault:
                remedy = _("请照文书编号登记簿核对")
                yield Remark(("entries", position, field), "gap-number", str(fault), remedy)
