"""Real input that nobody here wrote: every row ends somewhere, and nothing is guessed."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from bench.cleaners import measures
from bench.trial import Trial, prepare

from disclosure.history.repository import HistoryState, read_history
from disclosure.intake.report import State
from disclosure.model.event import Action
from disclosure.model.issue import Level
from disclosure.reading.tree import walk

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
