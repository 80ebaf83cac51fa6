"""Real input that nobody here wrote: every row ends somewhere, and nothing is guessed."""

import re
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest
from bench.cleaners import measures
from bench.trial import PROJECT, Trial, prepare

from disclosure import edition as editions
from disclosure.assembly.order import Order
from disclosure.assembly.owing import Ledgers, owed
from disclosure.history.repository import HistoryState, read_history
from disclosure.intake.report import State
from disclosure.model.event import Action
from disclosure.model.issue import Level
from disclosure.reading.tree import walk
from disclosure.timing.standing import State as Stands

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "data" / "cbirc").is_dir(), reason="the real input of ../shared is not here"
)


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Trial:
    """The content repository made of the real input."""
    return prepare(SHARED, tmp_path_factory.mktemp("trial") / "repository", date(2026, 11, 20))


def test_the_cleaners_read_nearly_every_real_string() -> None:
    """Of the distinct strings of 13,077 real rows these many are read; the others are named with their reason."""
    found = {measure.name: (measure.total, len(measure.unread)) for measure in measures(SHARED)}
    assert found == {
        "日期（不标准的）": (86, 0),
        "金额": (662, 5),
        "文号": (448, 9),
        "机关": (367, 0),
        "法律名称": (295, 17),
        "条款": (433, 1),
    }


def test_every_row_ends_as_a_record_or_with_its_reason(trial: Trial) -> None:
    """The counts add up to the rows, and every row that was not taken has an issue that says why."""
    report = trial.report
    counts = {state: number for state, number in report.counts.items() if number}
    assert counts == {State.IMPORTED: 3468, State.DUPLICATE: 9, State.REFUSED: 84}
    assert sum(counts.values()) == len(report.outcomes) == 3561
    assert report.refusals == {"agency-ambiguous": 15, "agency-unknown": 5, "empty": 71}
    explained = {issue.row for issue in report.issues if issue.level is Level.ERROR or issue.reason == "duplicate"}
    kept_out = {outcome.row for outcome in report.outcomes if outcome.state in (State.DUPLICATE, State.REFUSED)}
    assert kept_out == explained


def test_what_is_missing_stays_missing(trial: Trial) -> None:
    """The empty dates and decisions of the file are refused one by one: no date and no decision is made up."""
    empty = Counter(issue.column for issue in trial.report.issues if issue.reason == "empty")
    assert empty == {"作出处罚决定的日期": 12, "行政处罚决定": 64}


def test_one_agency_under_several_names_is_one_agency(trial: Trial) -> None:
    """The 264 ways of writing an agency lead to 256 agencies, all under their official name."""
    names = trial.report.agencies.values()
    assert len(set(names)) == len(names) == 256
    assert [name for name in names if not name.startswith("中国银行保险监督管理委员会")] == []


def test_the_history_is_that_of_the_days_of_publication(trial: Trial) -> None:
    """Each file was published once, on its day; the seven days without a file had only refused rows."""
    content = trial.repository / "content"
    files, issues = walk(content)
    history = read_history(content, files)
    assert (issues, history.state, history.uncommitted) == ([], HistoryState.FULL, frozenset())
    assert (trial.dates, trial.days, trial.commits, trial.policies) == (476, 469, 470, 5)
    shown = {outcome.path: outcome.published_on for outcome in trial.report.outcomes if outcome.state is State.IMPORTED}
    events = {path: history.events[path] for path in shown if path}
    assert [path for path, seen in events.items() if [event.action for event in seen] != [Action.PUBLISH]] == []
    assert [path for path, seen in events.items() if seen[0].moment.time.date() != shown[path]] == []
    assert {seen[0].moment.imported for seen in events.values()} == {False}


IN_FORCE = date(2018, 12, 5)
"""The day of 国办发〔2018〕118号: the limit binds no decision from before it."""


def test_the_rate_in_time_is_that_of_a_plain_loop(trial: Trial, tmp_path: Path) -> None:
    """Seven working days for each decision, by agency and year; nobody uses the calendar of this project here."""
    order = Order(PROJECT, trial.repository / "content", tmp_path / "site", date(2026, 11, 20), tmp_path / "cache")
    read = editions.read(order)
    found = owed(Ledgers(read.outcomes, read.plan.history, read.plan.setting))
    ours: Counter[tuple[str, int, bool]] = Counter(
        (one.duty.agency, one.duty.deadline.start.year, one.standing.state is Stands.ON_TIME)
        for one in found
        if one.duty.deadline.rule.id == "t1"
    )
    states = {one.standing.state for one in found if one.duty.deadline.rule.id == "t1"}
    theirs: Counter[tuple[str, int, bool]] = Counter()
    for outcome in trial.report.outcomes:
        if outcome.state is State.IMPORTED and outcome.path and outcome.published_on:
            text = (order.content / outcome.path).read_text(encoding="utf-8")
            written = re.search(r"^decision_date: ['\"]?(\d{4}-\d\d-\d\d)", text, re.MULTILINE)
            assert written
            day = date.fromisoformat(written[1])
            if day >= IN_FORCE:
                in_time = working_days(day, outcome.published_on) <= 7
                theirs[outcome.path.split("/")[1], day.year, in_time] += 1
    assert states == {Stands.ON_TIME, Stands.LATE}
    assert ours == theirs
    assert len({agency for agency, _year, _in_time in ours}) == 256
    years = sorted({year for _agency, year, _in_time in ours})
    rates = {
        year: (
            sum(number for (_a, y, in_time), number in ours.items() if y == year and in_time),
            sum(number for (_a, y, _t), number in ours.items() if y == year),
        )
        for year in years
    }
    assert rates == {2018: (0, 2), 2019: (0, 17), 2020: (119, 163), 2021: (1560, 1776), 2022: (1403, 1505)}


def working_days(start: date, end: date) -> int:
    """Count the working days after a day, up to and with another, one by one."""
    number, day = 0, start
    while day < end:
        day += timedelta(days=1)
        number += bool(chinese_calendar.is_workday(day))  # type: ignore[no-untyped-call]  # it has no types
    return number
