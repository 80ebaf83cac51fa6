"""Where an act stands: each state, and never late by a provisional date."""

from dataclasses import replace

import pytest
from tests.timing.test_deadlines import PENALTY, RULES
from tests.timing.years import calendar, day

from disclosure.timing.deadlines import Deadline, governing
from disclosure.timing.standing import STATE_TITLES, Done, Standing, State, standing


def deadline(start: str) -> Deadline:
    """Return the deadline of a penalty decided on a day."""
    found = governing(PENALTY, day(start), RULES, calendar())
    assert found
    return found


def stands(start: str, as_of: str, done: Done | None = None) -> Standing:
    """Return where the publication of a penalty stands."""
    return standing(deadline(start), done or Done(), day(as_of), calendar())


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2026-11-27", Standing(State.NOT_DUE)),
        ("2026-11-28", Standing(State.DUE_SOON)),
        ("2026-12-01", Standing(State.DUE_SOON)),
        ("2026-12-02", Standing(State.OVERDUE, 1)),
        ("2026-12-14", Standing(State.OVERDUE, 9)),
    ],
)
def test_what_is_not_done_comes_nearer_until_it_is_overdue(as_of: str, expected: Standing) -> None:
    """A penalty of 20 November is due on 1 December until that day is over."""
    assert stands("2026-11-20", as_of) == expected


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        ("2026-11-20", Standing(State.ON_TIME)),
        ("2026-12-01", Standing(State.ON_TIME)),
        ("2026-12-02", Standing(State.LATE, 1)),
        ("2026-12-06", Standing(State.LATE, 3)),
    ],
)
def test_what_is_done_was_on_time_or_late_by_working_days(done: str, expected: Standing) -> None:
    """What was done is measured by its own day, not by that of the report; a later withdrawal changes nothing."""
    for withdrawn in (False, True):
        assert stands("2026-11-20", "2026-12-31", Done(day(done), withdrawn=withdrawn)) == expected


def test_what_is_late_into_an_unknown_year_is_late_by_a_provisional_number() -> None:
    """The deadline is certain and has passed; by how many working days nobody knows yet."""
    assert stands("2026-11-20", "2027-01-05", Done(day("2027-01-04"))) == Standing(State.LATE, 24, provisional=True)


@pytest.mark.parametrize(
    ("as_of", "done", "expected"),
    [
        ("2026-12-31", None, Standing(State.NOT_DUE, provisional=True)),
        ("2027-01-05", None, Standing(State.DUE_SOON, provisional=True)),
        ("2027-03-01", None, Standing(State.PROVISIONAL, provisional=True)),
        ("2027-03-01", "2026-12-31", Standing(State.ON_TIME)),
        ("2027-03-01", "2027-01-04", Standing(State.PROVISIONAL, provisional=True)),
        ("2027-03-01", "2027-02-01", Standing(State.PROVISIONAL, provisional=True)),
    ],
)
def test_a_provisional_date_makes_nothing_late(as_of: str, done: str | None, expected: Standing) -> None:
    """A penalty of 28 December is due in 2027: on time where done in 2026, undecided where done or missing later."""
    assert deadline("2026-12-28").day == day("2027-01-06")
    assert stands("2026-12-28", as_of, Done(day(done) if done else None)) == expected


def test_what_was_imported_is_not_counted_and_what_went_before_is_not_owed() -> None:
    """Neither an import nor a record that was withdrawn before it could be published is late."""
    assert stands("2026-01-05", "2026-11-20", Done(day("2026-11-01"), imported=True)) == Standing(State.NOT_COUNTED)
    assert stands("2026-01-05", "2026-11-20", Done(withdrawn=True)) == Standing(State.WITHDRAWN)


def test_without_a_reminder_nothing_is_due_soon_before_its_last_day() -> None:
    """The number of days to remind before is the rule's."""
    found = deadline("2026-11-20")
    quiet = replace(found, rule=replace(found.rule, remind_days=0))
    states = [standing(quiet, Done(), day(one), calendar()).state for one in ("2026-11-30", "2026-12-01")]
    assert states == [State.NOT_DUE, State.DUE_SOON]


def test_every_state_has_a_title() -> None:
    """The table of Chinese names is whole."""
    assert set(STATE_TITLES) == set(State)
