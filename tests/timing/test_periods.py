"""Months by the calendar, and when a publication period ends."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.timing.periods import PublicityEnd, earliest_stop, months_after, publicity_end

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
MONTHS = st.integers(0, 600)
REGIME = {
    "id": "a",
    "starts": "决定日期",
    "ends_automatically": True,
    "classes": [{"severity": "一般", "max_months": 3}, {"severity": "严重"}],
}


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        ("2025-11-30", 3, "2026-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2023-02-28", 36, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2025-12-31", 2, "2026-02-28"),
        ("2025-12-01", 1, "2026-01-01"),
        ("2026-03-31", 0, "2026-03-31"),
    ],
)
def test_a_month_ends_on_the_corresponding_day_else_on_its_last(day: str, months: int, end: str) -> None:
    """民法典 第二百零二条."""
    assert months_after(date.fromisoformat(day), months) == date.fromisoformat(end)


@given(DAYS, MONTHS)
def test_the_end_lies_in_the_right_month_on_the_same_day_or_the_last(day: date, months: int) -> None:
    """Counting the months one by one leads to the same month; the day is the same unless the month is too short."""
    end = months_after(day, months)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day == min(day.day, monthrange(end.year, end.month)[1])


@given(DAYS, MONTHS)
def test_a_later_start_never_ends_earlier(day: date, months: int) -> None:
    """The order of two starts is that of their ends."""
    assert months_after(day, months) <= months_after(day + timedelta(days=1), months)


def test_a_period_ends_by_the_severity_from_the_day_that_its_regime_names() -> None:
    """From the decision, or from the publication; by the longest time of that severity."""
    decided, published = date(2025, 11, 30), date(2025, 12, 5)
    named = {"regime": "a", "severity": "一般"}
    told = publicity_end({"regimes": [REGIME]}, named, decided, published)
    assert told == PublicityEnd(date(2026, 2, 28), decided, 3, REGIME)
    from_publication = {**REGIME, "starts": "公开日期"}
    told = publicity_end({"regimes": [from_publication]}, named, decided, published)
    assert told == PublicityEnd(date(2026, 3, 5), published, 3, from_publication)
    assert publicity_end({"regimes": [from_publication]}, named, decided, None) is None


@pytest.mark.parametrize(
    "named",
    [{}, {"regime": "b"}, {"regime": "a"}, {"regime": "a", "severity": "严重"}, {"regime": "a", "severity": "?"}],
)
def test_nothing_ends_that_names_no_regime_with_months(named: dict[str, str]) -> None:
    """No regime, another one, no severity, one without an end of its own: the record is left alone."""
    assert publicity_end({"regimes": [REGIME]}, named, date(2025, 11, 30), None) is None
    by_hand = {**REGIME, "ends_automatically": False}
    assert publicity_end({"regimes": [by_hand]}, {"regime": "a", "severity": "一般"}, date(2025, 1, 1), None) is None


LATER = {**REGIME, "id": "b", "classes": [{"severity": "一般", "max_months": 1}]}
LONGER = {**REGIME, "id": "b", "classes": [{"severity": "一般", "max_months": 12}]}
CHANGE = {
    "from": "a",
    "to": "b",
    "on": "2026-01-15",
    "basis": [{"law": "新办法"}],
    "text": "施行前已经公示的，照新的。",
}
NAMED = {"regime": "a", "severity": "一般"}


def ends(regimes: Mapping[str, object], named: Mapping[str, object], decided: str) -> str | None:
    """Return the day on which a publication ends."""
    found = publicity_end(regimes, named, date.fromisoformat(decided), None)
    return found.on.isoformat() if found else None


@pytest.mark.parametrize(
    ("later", "more", "decided", "end"),
    [
        (LATER, {}, "2025-12-20", "2026-01-20"),
        (LATER, {}, "2025-12-01", "2026-01-15"),
        (LATER, {}, "2025-10-15", "2026-01-15"),
        (LATER, {}, "2025-10-01", "2026-01-01"),
        (LONGER, {}, "2025-12-20", "2026-12-20"),
        (LONGER, {}, "2025-10-01", "2026-01-01"),
        (LONGER, {"only_shorter": True}, "2025-12-20", "2026-03-20"),
        (LATER, {"only_shorter": True}, "2025-12-20", "2026-01-20"),
        (LATER, {"severities": ["严重"]}, "2025-12-20", "2026-03-20"),
    ],
)
def test_a_later_rule_changes_what_is_published_only_where_it_says_so(
    later: dict[str, object], more: dict[str, object], decided: str, end: str
) -> None:
    """What had ended stays ended, nothing ends before the rule's day, and without such a rule the old regime holds."""
    assert ends({"regimes": [REGIME, later], "changes": [{**CHANGE, **more}]}, dict(NAMED), decided) == end
    assert ends({"regimes": [REGIME, later]}, dict(NAMED), "2025-12-20") == "2026-03-20"


def test_a_decision_to_shorten_ends_it_sooner_and_never_later() -> None:
    """Credit was repaired: the day that was decided counts, unless the period would have ended before."""
    sooner = {**NAMED, "shortened": {"until": "2026-01-31", "authority": "示例市教育局"}}
    assert ends({"regimes": [REGIME]}, sooner, "2025-12-20") == "2026-01-31"
    assert ends({"regimes": [REGIME]}, sooner, "2025-10-20") == "2026-01-20"


def test_a_restriction_is_published_as_long_as_it_lasts() -> None:
    """On the day after its last day it is published no more; where nobody says when that is, nothing ends by itself."""
    regime = {**REGIME, "classes": [{"severity": "严重", "until_restriction_ends": True}]}
    named = {"regime": "a", "severity": "严重"}
    told = publicity_end({"regimes": [regime]}, named, date(2025, 1, 1), None, restricted=date(2030, 1, 1))
    assert told == PublicityEnd(date(2030, 1, 2), date(2025, 1, 1), None, regime)
    assert publicity_end({"regimes": [regime]}, named, date(2025, 1, 1), None) is None


def test_an_early_stop_waits_for_the_shortest_time() -> None:
    """From the day that the regime counts from; a severity without a shortest time may be stopped any day."""
    regime = {**REGIME, "classes": [{"severity": "一般", "min_months": 3}, {"severity": "轻微"}]}
    assert earliest_stop({"regimes": [regime]}, NAMED, date(2025, 11, 30), None) == date(2026, 2, 28)
    assert earliest_stop({"regimes": [regime]}, {**NAMED, "severity": "轻微"}, date(2025, 11, 30), None) is None
    from_publication = {**regime, "starts": "公开日期"}
    assert earliest_stop({"regimes": [from_publication]}, NAMED, date(2025, 11, 30), date(2025, 12, 5)) == date(
        2026, 3, 5
    )
