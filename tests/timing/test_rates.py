"""What duties come to together: how many in a hundred were in time, and how many working days they took."""

from decimal import Decimal

import pytest
from tests.timing.test_standing import deadline
from tests.timing.years import calendar, day

from disclosure.timing.duties import Duty, Owed
from disclosure.timing.rates import Rate, by_month, parted, rate, tallied
from disclosure.timing.standing import Done, State, standing

AS_OF = "2026-12-20"


def duty(start: str, done: Done, record: str = "agencies/jyj/decisions/2026/11/001", awaits: str = "") -> Duty:
    """Return the duty to publish a penalty that was decided on a day."""
    return Duty(record, "jyj", "decision", deadline(start), done, awaits=awaits)


def owed(*duties: Duty) -> list[Owed]:
    """Return duties with where they stand."""
    return [Owed(one, standing(one.deadline, one.done, day(AS_OF), calendar())) for one in duties]


def of(*duties: Duty) -> Rate:
    """Return what some duties come to."""
    return rate(tallied(owed(*duties), calendar()))


ON_TIME, LATE, OVERDUE, IMPORTED, PROVISIONAL = (
    duty("2026-11-20", Done(day("2026-11-25"))),
    duty("2026-11-20", Done(day("2026-12-04"))),
    duty("2026-11-20", Done()),
    duty("2026-11-20", Done(day("2026-12-10"), imported=True)),
    duty("2026-12-28", Done(day("2027-01-20"))),
)


def test_a_rate_counts_what_was_in_time_late_or_overdue() -> None:
    """Nothing imported and nothing provisional is in it; of what was done it knows the working days."""
    found = of(ON_TIME, LATE, OVERDUE, IMPORTED, PROVISIONAL)
    assert (found.on_time, found.counted, found.percent) == (1, 3, Decimal("33.3"))
    assert found.states == {
        State.ON_TIME: 1,
        State.LATE: 1,
        State.OVERDUE: 1,
        State.NOT_COUNTED: 1,
        State.PROVISIONAL: 1,
    }
    assert (found.allowed, found.taken, found.median, found.longest) == ((7,), ((3, 1), (10, 1)), Decimal("6.5"), 10)


@pytest.mark.parametrize(
    ("in_time", "late", "percent"), [(0, 0, None), (1, 0, "100"), (0, 1, "0"), (1999, 1, "99.9"), (2, 1, "66.6")]
)
def test_a_rate_is_never_rounded_up(in_time: int, late: int, percent: str | None) -> None:
    """One late in two thousand is not a hundred per cent, and no duty is no rate."""
    found = of(*[ON_TIME] * in_time, *[LATE] * late)
    assert found.percent == (None if percent is None else Decimal(percent))


def test_a_month_is_that_of_the_decision() -> None:
    """However late it was made public, and in whatever month."""
    months = by_month(tallied(owed(ON_TIME, LATE, PROVISIONAL), calendar()))
    assert {month: found.counted for month, found in months.items()} == {(2026, 11): 2, (2026, 12): 0}


def test_what_can_change_or_must_be_told_is_kept_one_by_one() -> None:
    """What was done in time, imported or withdrawn first is only counted; an objection that waits is not done."""
    withdrawn, waiting = duty("2026-11-20", Done(withdrawn=True)), ON_TIME._replace(awaits="agencies/jyj/a")
    counted, kept = parted([ON_TIME, LATE, OVERDUE, IMPORTED, PROVISIONAL, withdrawn, waiting], calendar())
    assert kept == (LATE, OVERDUE, PROVISIONAL, waiting)
    assert {pace.state: number for pace, number in counted.items()} == {
        State.ON_TIME: 1,
        State.NOT_COUNTED: 1,
        State.WITHDRAWN: 1,
    }


def test_parting_changes_no_sum() -> None:
    """What is counted and what is kept come to the same as all of it."""
    every = [ON_TIME, ON_TIME, LATE, OVERDUE, IMPORTED, PROVISIONAL, duty("2026-11-23", Done(day("2026-11-23")))]
    counted, kept = parted(every, calendar())
    assert counted + tallied(owed(*kept), calendar()) == tallied(owed(*every), calendar())
