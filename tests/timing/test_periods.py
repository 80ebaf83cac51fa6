"""Months by the calendar, and when a publication period ends."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.timing.years import data

from disclosure.timing.periods import (
    PublicityEnd,
    earliest_stop,
    governs_on,
    months_after,
    publicity_end,
    regime_of,
)

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
    assert earliest_stop(regime, "一般", date(2025, 11, 30), None) == date(2026, 2, 28)
    assert earliest_stop(regime, "轻微", date(2025, 11, 30), None) is None
    from_publication = {**regime, "starts": "公开日期"}
    assert earliest_stop(from_publication, "一般", date(2025, 11, 30), date(2025, 12, 5)) == date(2026, 3, 5)


SHIPPED = data("rules/publicity.yaml")
BEGUN = {regime["id"]: regime["in_force_from"] for regime in SHIPPED["regimes"]}


@pytest.mark.parametrize(
    ("regime", "severity", "stop", "end"),
    [
        ("ndrc-36", "轻微", None, "2026-08-28"),
        ("ndrc-36", "一般", "2026-08-28", "2027-05-28"),
        ("ndrc-36", "严重", "2027-05-28", "2029-05-28"),
        ("ndrc-58", "轻微", None, None),
        ("ndrc-58", "一般", "2026-08-28", "2029-05-28"),
        ("ndrc-58", "严重", "2027-05-28", "2029-05-28"),
        ("ndrc-2019-527", "一般", "2026-08-28", "2027-05-28"),
        ("ndrc-2019-527", "严重", "2026-11-28", "2029-05-28"),
        ("samr-45", "轻微", None, None),
        ("samr-45", "较低", None, "2026-08-31"),
        ("samr-45", "一般", "2026-11-30", "2029-05-31"),
        ("samr-45", "重点领域", "2027-05-31", "2029-05-31"),
        ("samr-45", "严重", None, "2031-01-01"),
        ("beijing", "一般", "2026-08-28", None),
        ("beijing", "严重", "2027-05-28", None),
        ("shanghai", "轻微", None, None),
        ("shanghai", "一般", "2026-08-28", "2029-05-28"),
        ("shanghai", "重点领域", "2027-05-28", "2029-05-28"),
        ("hebei-county", "一般", None, None),
        ("hebei-county", "轻微", None, None),
        ("agency", "一般", None, "2031-05-31"),
        ("agency", "轻微", None, "2028-05-31"),
    ],
)
def test_each_shipped_regime_by_the_days_that_it_gives(
    regime: str, severity: str, stop: str | None, end: str | None
) -> None:
    """Of a penalty decided on 28 May 2026 and published on the 31st, with a restriction until the end of 2030."""
    decided, shown = date(2026, 5, 28), date(2026, 5, 31)
    named = {"regime": regime, "severity": severity}
    found = regime_of(SHIPPED, regime)
    earliest = earliest_stop(found, severity, decided, shown)
    told = publicity_end(SHIPPED, named, decided, shown, restricted=date(2030, 12, 31))
    assert (earliest and earliest.isoformat(), told and told.on.isoformat()) == (stop, end)


def test_every_shipped_regime_has_its_law_and_its_first_day() -> None:
    """Each row of the table of regimes is there, once, with what it rests on; what is over has its last day."""
    assert BEGUN == {
        "ndrc-36": "2026-04-01",
        "ndrc-58": "2023-05-01",
        "ndrc-2019-527": "2019-07-01",
        "samr-45": "2021-09-01",
        "beijing": "2024-11-29",
        "shanghai": "2024-11-01",
        "hebei-county": "2019-01-01",
        "agency": "2018-12-05",
    }
    ended = {one["id"]: one["in_force_until"] for one in SHIPPED["regimes"] if "in_force_until" in one}
    assert ended == {"ndrc-58": "2026-03-31", "ndrc-2019-527": "2023-04-30"}
    assert [one["id"] for one in SHIPPED["regimes"] if not one["basis"][0]["law"]] == []


def test_an_early_stop_goes_by_the_regime_of_the_day() -> None:
    """By the record's own until a later rule applies another to it; by its own still where that may only shorten."""
    regimes = {"regimes": [REGIME, LATER], "changes": [CHANGE]}
    found = [governs_on(regimes, NAMED, date(2026, 1, day)) for day in (14, 15)]
    assert found == [REGIME, LATER]
    only = {"regimes": [REGIME, LATER], "changes": [{**CHANGE, "only_shorter": True}]}
    assert governs_on(only, NAMED, date(2026, 1, 15)) == REGIME
    assert governs_on(regimes, {"regime": "z"}, date(2026, 1, 15)) is None
