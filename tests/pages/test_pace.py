"""How soon a decision became public, as its page says it: certain numbers alone, and dates that may be provisional."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from tests.pages.town import CHINA, FACTS, SCHEMAS, decision, html_of, publication
from tests.timing.years import calendar, data

from disclosure.model.kinds import KINDS
from disclosure.model.public import PublicRecord
from disclosure.pages.contracts import DecisionPage
from disclosure.pages.records import record_page
from disclosure.pages.shared import Context
from disclosure.pages.views import Citations, Text
from disclosure.timing.deadlines import Timing, rules_of

RULES = rules_of(data("rules/deadlines.yaml"))
TIMING = Timing(calendar(), RULES, "990100")


def shown(record: PublicRecord, **context: Any) -> DecisionPage:  # noqa: ANN401  # any field of a context
    """Return the page of a decision where deadlines are reckoned."""
    page = record_page(record, replace(Context(FACTS, SCHEMAS, KINDS, timing=TIMING), **context))
    assert isinstance(page, DecisionPage)
    return page


def published(decided: str, day: str, **more: Any) -> PublicRecord:  # noqa: ANN401  # any field of an event
    """Return a penalty that was decided on one day and published on another, at twenty to five."""
    time = datetime.fromisoformat(f"{day}T16:40").replace(tzinfo=CHINA)
    record = decision(events=(publication(time=time, **more),), decision_date=decided)
    return replace(record, day=date.fromisoformat(decided))


@pytest.mark.parametrize(
    ("decided", "day", "said"),
    [
        ("2026-02-13", "2026-02-13", "决定当日公开"),
        ("2026-02-13", "2026-02-14", "决定后第 1 个工作日公开"),
        ("2026-02-13", "2026-03-02", "决定后第 7 个工作日公开"),
        ("2026-11-20", "2026-12-05", "决定后第 10 个工作日以后的休息日公开"),
        ("2026-11-20", "2026-11-21", "决定后第 1 个工作日以前公开"),
        ("2026-12-28", "2026-12-31", "决定后第 3 个工作日公开"),
        ("2026-12-28", "2027-01-04", ""),
        ("2026-11-20", "2026-11-19", ""),
        ("2018-12-04", "2018-12-05", ""),
    ],
)
def test_the_working_day_of_publication(decided: str, day: str, said: str) -> None:
    """Make-up days count, days of rest do not; nothing is said of an unknown year, or where no rule was in force."""
    assert shown(published(decided, day)).pace == said


def test_nothing_is_said_of_a_time_that_git_does_not_know() -> None:
    """An import, a clock that ran backwards, a site without rules."""
    assert shown(published("2026-11-20", "2026-12-01", imported=True)).pace == ""
    assert shown(published("2026-11-20", "2026-12-01", backdated=True)).pace == ""
    assert shown(published("2026-11-20", "2026-12-01"), timing=None).pace == ""


def test_the_day_is_that_of_china() -> None:
    """Half past eight in the evening in Greenwich is the next day in China."""
    record = published("2026-11-20", "2026-11-23")
    late = datetime.fromisoformat("2026-11-23T20:30+00:00")
    assert shown(replace(record, events=(publication(time=late),))).pace == "决定后第 2 个工作日公开"


@pytest.mark.parametrize(
    ("decided", "said"),
    [("2026-11-20", "最迟应当在2026年12月1日公开"), ("2026-12-28", "最迟应当在2027年1月6日（暂定）公开")],
)
def test_what_is_not_committed_yet_says_by_when_it_must_be_public(decided: str, said: str) -> None:
    """A clerk sees the last day in the preview; one that was counted through an unknown year is marked 暂定."""
    record = replace(published(decided, decided), events=())
    page = shown(record, uncommitted=frozenset({record.id}))
    assert page.pace == said
    assert said in html_of(page)
    assert shown(record).pace == ""


def test_a_limit_that_the_decision_states_is_shown_with_its_law() -> None:
    """Its own number, or the limit of the rule that it names; in calendar days no working day is counted."""
    basis = [{"law": "示例市优化营商环境条例", "article": "第三十条"}]
    own = published("2026-11-20", "2026-12-01")
    cases: list[tuple[dict[str, object], str, str]] = [
        ({"n": 10, "unit": "工作日"}, "10 个工作日", "决定后第 7 个工作日公开"),
        ({"n": 10, "unit": "日"}, "10 日", ""),
        ({"rule": "t1"}, "7 个工作日", "决定后第 7 个工作日公开"),
        ({"rule": "t99"}, "另有规定", "决定后第 7 个工作日公开"),
    ]
    for stated, limit, pace in cases:
        page = shown(replace(own, fields={**own.fields, "deadline": {**stated, "basis": basis}}))
        entries = {entry.title: entry.value for entry in page.entries}
        assert (entries["公开时限"], page.pace) == (Text((limit,)), pace)
        cited = entries["公开时限的依据"]
        assert isinstance(cited, Citations)
        assert "第三十条" in repr(cited)
