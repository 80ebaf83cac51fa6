"""Series of document numbers: what is used twice, out of order or missing, and which missing ones are explained."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from disclosure.checking.gaps import Gap
from disclosure.model.document_number import DocumentNumber
from disclosure.model.issue import Issue, Level
from disclosure.model.language import _

JANUARY, DECEMBER = 1, 12
SHOWN = 8
"""As many stretches of missing numbers as one sentence names; the others are counted."""


class Numbered(NamedTuple):
    """One decision's document number, and the day of the decision (None: not known any more)."""

    agency: str
    path: str
    number: DocumentNumber
    day: date | None


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of one agency, prefix and year, from the least to the greatest that is known.

    `missing` and `explained` are stretches (first, last) of numbers without a decision; `twice` are numbers of several
    decisions; `disorder` are the pairs of neighbours of which the later number has the earlier day; `astray` are the
    numbers whose decision is of another year, but for those of the days around New Year.
    """

    agency: str
    prefix: str
    year: int
    first: int
    last: int
    published: int
    missing: tuple[tuple[int, int], ...] = ()
    explained: tuple[tuple[int, int], ...] = ()
    twice: tuple[int, ...] = ()
    disorder: tuple[tuple[int, int], ...] = ()
    astray: tuple[int, ...] = ()

    @property
    def missing_count(self) -> int:
        """How many numbers are missing without an explanation."""
        return sum(last - first + 1 for first, last in self.missing)

    def number(self, number: int) -> str:
        """Write one of its numbers in full."""
        return DocumentNumber("", self.prefix, self.year, number, 0).canonical


def series_of(numbered: Iterable[Numbered], gaps: Mapping[str, Sequence[Gap]]) -> tuple[Series, ...]:
    """Return every series, by agency, prefix and year; `gaps` are what each agency explains, by its folder name.

    A number with a sub-number (12-1) shows that its main number is there, and is no duplicate of it.
    """
    found: dict[tuple[str, str, int], list[Numbered]] = defaultdict(list)
    for one in numbered:
        found[one.agency, *one.number.series].append(one)
    explained: dict[tuple[str, str, int], list[tuple[int, int]]] = defaultdict(list)
    for agency, told in gaps.items():
        for gap in told:
            if gap.sound and not gap.first.sub:
                explained[agency, *gap.first.series].append((gap.first.number, gap.last.number))
    return tuple(_series(*key, found[key], explained.get(key, ())) for key in sorted(found))


def _series(
    agency: str, prefix: str, year: int, members: Sequence[Numbered], explained: Sequence[tuple[int, int]]
) -> Series:
    ordered = sorted(members, key=lambda one: (one.number.number, one.number.sub, one.path))
    used = [(one.number.number, one.number.sub) for one in ordered]
    twice = sorted({one[0] for one, other in pairwise(used) if one == other})
    mains = sorted({number for number, _sub in used})
    holes = [(one + 1, other - 1) for one, other in pairwise(mains) if other - one > 1]
    dated = [one for one in ordered if one.day]
    disorder = tuple(
        (one.number.number, other.number.number)
        for one, other in pairwise(dated)
        if one.day and other.day and other.day < one.day and other.number.number > one.number.number
    )
    left = tuple(rest for hole in holes for rest in _without(hole, explained))
    inside = tuple(part for hole in holes for part in _inside(hole, explained))
    astray = tuple(sorted({one.number.number for one in dated if one.day and _of_another_year(one.day, year)}))
    return Series(agency, prefix, year, mains[0], mains[-1], len(members), left, inside, tuple(twice), disorder, astray)


def _of_another_year(day: date, year: int) -> bool:
    """Tell whether a day is of another year than a number; around New Year the two may differ by one."""
    near = (day.year, day.month) in {(year - 1, DECEMBER), (year + 1, JANUARY)}
    return day.year != year and not near


def _without(hole: tuple[int, int], explained: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield what is left of a stretch without the explained ones."""
    first, last = hole
    for start, end in sorted(explained):
        if end < first or start > last:
            continue
        if start > first:
            yield first, start - 1
        first = max(first, end + 1)
    if first <= last:
        yield first, last


def _inside(hole: tuple[int, int], explained: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in sorted(explained):
        if end >= hole[0] and start <= hole[1]:
            yield max(start, hole[0]), min(end, hole[1])


def stretches(found: Sequence[tuple[int, int]]) -> str:
    """Write stretches of numbers: `4—7、9 号`; of very many the first."""
    shown = "、".join(str(first) if first == last else f"{first}—{last}" for first, last in found[:SHOWN])
    return _("{shown} 号").format(shown=shown) if len(found) <= SHOWN else _("{shown} 号等").format(shown=shown)


def series_issues(series: Iterable[Series]) -> Iterator[Issue]:
    """Yield a warning for each series with unexplained gaps or days out of order; duplicates are told by their file."""
    for one in series:
        place = f"content/agencies/{one.agency}/number-gaps.yaml"
        name = f"{one.prefix}〔{one.year}〕"
        if one.missing:
            problem = _("{name}有 {count} 个号没有公开，也没有说明：{numbers}").format(
                name=name, count=one.missing_count, numbers=stretches(one.missing)
            )
            remedy = _("请补上决定，或者在 number-gaps.yaml 里写明原因")
            yield Issue(place, 0, 0, "number-missing", problem, remedy, level=Level.WARNING)
        if one.disorder:
            earlier, later = one.disorder[0]
            problem = _("{name}有 {count} 处文号和日期的先后不一致，例如 {later}号的日期比 {earlier}号早").format(
                name=name, count=len(one.disorder), later=later, earlier=earlier
            )
            remedy = _("请照决定书核对文号和作出决定的日期；属实的不用改")
            yield Issue(place, 0, 0, "number-disorder", problem, remedy, level=Level.WARNING)
        if one.astray:
            numbers = stretches([(number, number) for number in one.astray])
            problem = _("{name}有 {count} 个号的决定不是 {year} 年作出的：{numbers}").format(
                name=name, count=len(one.astray), year=one.year, numbers=numbers
            )
            remedy = _("请照决定书核对文号里的年份和作出决定的日期；属实的不用改")
            yield Issue(place, 0, 0, "number-year", problem, remedy, level=Level.WARNING)
