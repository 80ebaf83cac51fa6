"""The demonstration on its day: every state of a deadline, a publication and a series of numbers, once or more."""

from datetime import date
from pathlib import Path

import pytest

from disclosure import edition as editions
from disclosure.assembly.awaited import awaited
from disclosure.assembly.order import Order
from disclosure.assembly.owing import Ledgers, numbers, owed
from disclosure.edition import Edition
from disclosure.intake.demo import replay
from disclosure.model.issue import Level
from disclosure.model.public import Status
from disclosure.timing.standing import State

PROJECT = Path(__file__).parents[2]
TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """The demonstration, read as a build reads it."""
    folder = tmp_path_factory.mktemp("demonstration")
    content = replay(PROJECT, folder / "demo")
    return editions.read(Order(PROJECT, content, folder / "site", TODAY, folder / "cache"))


def test_its_check_has_no_error(edition: Edition) -> None:
    """What it reminds of is what it shows: numbers that nobody explained, and a report that is missing."""
    rules = {issue.rule for issue in edition.issues}
    assert rules == {"number-missing", "report-missing"}
    assert {issue.level for issue in edition.issues} == {Level.WARNING}


def test_every_state_of_a_deadline_is_there(edition: Edition) -> None:
    """Late and in time, overdue, due soon, and by a day that is not certain yet; imports count nowhere."""
    setting = edition.plan.setting
    found = [
        *owed(Ledgers(edition.outcomes, edition.plan.history, setting)),
        *awaited(edition.outcomes, setting, edition.plan.files),
    ]
    told = {
        (one.duty.record, one.duty.deadline.rule.id): (one.standing.state, one.standing.late_by)
        for one in found
        if one.standing.state not in {State.ON_TIME, State.NOT_COUNTED} and not one.standing.provisional
    }
    assert told == {
        ("agencies/jyj/objections#2026-004", "t9"): (State.DUE_SOON, 0),
        ("agencies/nsx-scjgj/decisions/2026/06/008", "t1"): (State.LATE, 5),
        ("agencies/scjgj/objections#2026-001", "t9"): (State.LATE, 7),
        ("agencies/sthjj/decisions/2025/11/019", "t1"): (State.LATE, 4),
        ("agencies/sthjj/decisions/2026/05/009", "t7"): (State.LATE, 5),
        ("agencies/swj/reports/2025", "t10"): (State.OVERDUE, 198),
        ("示市监罚〔2026〕68号", "t1"): (State.OVERDUE, 2),
        ("示市监罚〔2026〕69号", "t1"): (State.NOT_DUE, 0),
    }
    uncertain = [(one.duty.record, one.duty.deadline.day) for one in found if one.standing.provisional]
    assert uncertain == [("南自然资征〔2026〕2号", date(2027, 1, 12))]
    withdrawn = [one.duty.record for one in found if one.duty.deadline.rule.id == "t7" and one.standing.late_by == 0]
    assert withdrawn == ["agencies/sthjj/decisions/2026/04/008", "agencies/swj/decisions/2026/08/003"]
    imported = [one.duty.record for one in found if one.standing.state is State.NOT_COUNTED]
    assert len(imported) == 4


def test_every_end_of_a_publication_is_there(edition: Edition) -> None:
    """Expired by the day and by a commit, repaired, overturned, shortened; what is restored is public."""
    rows = {row.id: row for outcome in edition.outcomes for row in outcome.rows}
    ended = {
        "agencies/scjgj/decisions/2026/08/042": Status.WITHDRAWN,
        "agencies/scjgj/decisions/2026/01/004": Status.WITHDRAWN,
        "agencies/nsx-scjgj/decisions/2026/04/007": Status.WITHDRAWN,
        "agencies/sthjj/decisions/2026/05/009": Status.WITHDRAWN,
        "agencies/sthjj/decisions/2026/02/002": Status.PUBLISHED,
        "agencies/scjgj/decisions/2025/12/081": Status.PUBLISHED,
    }
    assert {name: rows[name].status for name in ended} == ended


def test_gaps_are_there_explained_and_not(edition: Edition) -> None:
    """Some series have both, and one number is used twice."""
    series = {(one.agency, one.prefix, one.year): one for one in numbers(edition.outcomes)}
    fines = series["sthjj", "示环罚", 2026]
    assert (fines.missing, fines.explained) == (((10, 14),), ((3, 3), (4, 7)))
    assert [key for key, one in series.items() if one.twice] == [("swj", "示商许", 2025)]
