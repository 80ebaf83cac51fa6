"""How soon things are done: duties that stand alike counted together, and what such counts come to month by month."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from functools import cached_property
from typing import NamedTuple, TypeVar

from disclosure.timing.calendar import Calendar
from disclosure.timing.deadlines import Act
from disclosure.timing.duties import Duty, Owed
from disclosure.timing.limits import Unit
from disclosure.timing.standing import COUNTED, State, standing

Month = tuple[int, int]
Key = TypeVar("Key", Month, str)
PLAIN = frozenset({State.ON_TIME, State.NOT_COUNTED, State.WITHDRAWN})
"""The states in which nothing is left to be told of a duty one by one."""
REPORT = "annual_report"
"""The kind whose duties are always told one by one: there is one a year."""
TENTH = Decimal("0.1")


class Pace(NamedTuple):
    """What duties have in common that are counted together.

    `month` is that in which the limit began (of a decision, the month in which it was made); `allowed` and `taken` are
    working days, None where the limit is of another unit, or the days off of a year in between are not known. `name`
    is the rule's, empty where the record states a limit of its own.
    """

    agency: str
    act: Act
    rule: str
    name: str
    month: Month
    state: State
    allowed: int | None
    taken: int | None


Tally = Mapping[Pace, int]
"""How many duties there are of each pace."""


def pace_of(owed: Owed, calendar: Calendar) -> Pace:
    """Return what a duty is counted under."""
    duty, deadline = owed.duty, owed.duty.deadline
    limit = deadline.rule.limit
    workdays = limit.unit is Unit.WORKDAY
    done = duty.done.on if workdays and owed.standing.state in COUNTED else None
    known = done is not None and done >= deadline.start and calendar.knows(deadline.start, done)
    return Pace(
        duty.agency,
        duty.act,
        deadline.rule.id,
        deadline.rule.name,
        (deadline.start.year, deadline.start.month),
        owed.standing.state,
        limit.n if workdays else None,
        calendar.workdays_between(deadline.start, done) if done and known else None,
    )


def tallied(owed: Iterable[Owed], calendar: Calendar) -> Counter[Pace]:
    """Count duties by what they have in common."""
    return Counter(pace_of(one, calendar) for one in owed)


def parted(duties: Iterable[Duty], calendar: Calendar) -> tuple[Counter[Pace], tuple[Duty, ...]]:
    """Return what need only be counted, whatever the day is, and the duties that must be told one by one.

    What was done in time, imported or withdrawn before it was due stays so for ever; an objection that was settled may
    still wait for the record that it is about.
    """
    plain: list[Owed] = []
    rest: list[Duty] = []
    for duty in duties:
        stands = standing(duty.deadline, duty.done, duty.done.on or date.min, calendar) if _ended(duty) else None
        if stands and stands.state in PLAIN:
            plain.append(Owed(duty, stands))
        else:
            rest.append(duty)
    return tallied(plain, calendar), tuple(rest)


def _ended(duty: Duty) -> bool:
    """Tell whether no day and no other record can change where a duty stands."""
    done = duty.done
    ended = done.on is not None or done.imported or done.withdrawn
    return ended and not duty.awaits and duty.kind != REPORT


@dataclass(frozen=True)
class Rate:
    """What some duties come to: how many are in which state, how long they had, and how long what is done took."""

    tally: tuple[tuple[Pace, int], ...] = ()

    @cached_property
    def states(self) -> Counter[State]:
        """How many are in which state."""
        found: Counter[State] = Counter()
        for pace, number in self.tally:
            found[pace.state] += number
        return found

    @property
    def name(self) -> str:
        """The rule's name, where all are by one rule; empty where records state limits of their own."""
        return min((pace.name for pace, _number in self.tally), default="")

    @property
    def act(self) -> Act:
        """What must be done, where all are by one rule."""
        return min(pace.act for pace, _number in self.tally)

    @property
    def on_time(self) -> int:
        """How many were done in time."""
        return self.states[State.ON_TIME]

    @property
    def counted(self) -> int:
        """How many the rate is of: done in time, done late, or overdue; nothing imported, and nothing provisional."""
        return sum(self.states[state] for state in COUNTED)

    @property
    def percent(self) -> Decimal | None:
        """How many in a hundred were done in time, to a tenth and never rounded up; None where none counts."""
        if not self.counted:
            return None
        return (Decimal(100 * self.on_time) / self.counted).quantize(TENTH, ROUND_DOWN)

    @property
    def allowed(self) -> tuple[int, ...]:
        """The limits in working days, the shortest first."""
        return tuple(sorted({pace.allowed for pace, _number in self.tally if pace.allowed is not None}))

    @cached_property
    def taken(self) -> tuple[tuple[int, int], ...]:
        """How many took so many working days, the fewest days first."""
        found: Counter[int] = Counter()
        for pace, number in self.tally:
            if pace.taken is not None:
                found[pace.taken] += number
        return tuple(sorted(found.items()))

    @property
    def median(self) -> Decimal | None:
        """The median of the working days taken: half of them took no longer."""
        whole = sum(number for _days, number in self.taken)
        if not whole:
            return None
        return Decimal(self._nth((whole - 1) // 2) + self._nth(whole // 2)) / 2

    @property
    def longest(self) -> int | None:
        """The most working days that any took."""
        return self.taken[-1][0] if self.taken else None

    def _nth(self, place: int) -> int:
        """Return the working days of the one at a place (from 0), the quickest first."""
        for days, number in self.taken:
            if place < number:
                return days
            place -= number
        raise IndexError(place)


def rate(tally: Tally) -> Rate:
    """Return what a whole tally comes to."""
    return Rate(tuple(tally.items()))


def by_month(tally: Tally) -> dict[Month, Rate]:
    """Return what the duties to make public come to, by the month in which their limit began, the oldest first."""
    return dict(_grouped((pace.month, pace, number) for pace, number in tally.items() if pace.act is Act.PUBLISH))


def by_rule(tally: Tally) -> dict[str, Rate]:
    """Return what the duties come to, by the id of the rule."""
    return dict(_grouped((pace.rule, pace, number) for pace, number in tally.items()))


def published(tally: Tally) -> Rate:
    """Return what the duties to make public come to altogether."""
    return rate({pace: number for pace, number in tally.items() if pace.act is Act.PUBLISH})


def by_agency(tally: Tally) -> dict[str, Tally]:
    """Return the tally of each agency, by its folder name."""
    found: dict[str, dict[Pace, int]] = {}
    for pace, number in tally.items():
        found.setdefault(pace.agency, {})[pace] = number
    return {slug: found[slug] for slug in sorted(found)}


def _grouped(rows: Iterable[tuple[Key, Pace, int]]) -> Iterator[tuple[Key, Rate]]:
    found: dict[Key, dict[Pace, int]] = {}
    for key, pace, number in rows:
        found.setdefault(key, {})[pace] = number
    for key in sorted(found):
        yield key, rate(found[key])
