"""Deadlines: each rule that is shipped, which of two governs, and what a record may state for itself."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.timing.years import calendar, data, day

from disclosure.timing.calendar import Calendar
from disclosure.timing.deadlines import Act, Basis, Facts, Rule, Stated, Timing, due, governing, rules_for, rules_of
from disclosure.timing.limits import Limit, Unit

RULES = rules_of(data("rules/deadlines.yaml"))
PENALTY = Facts("decision", Act.PUBLISH, "penalty", region="990100")


@pytest.mark.parametrize(
    ("facts", "start", "expected"),
    [
        (Facts("decision", Act.PUBLISH, "permit"), "2026-11-20", {"t1": "2026-12-01"}),
        (Facts("decision", Act.PUBLISH, "penalty"), "2026-02-13", {"t1": "2026-03-02"}),
        (Facts("decision", Act.PUBLISH, "coercion"), "2026-09-24", {"t2": "2026-10-29"}),
        (Facts("policy", Act.PUBLISH), "2026-11-20", {"t3": "2026-12-18"}),
        (Facts("decision", Act.WITHDRAW, "penalty", "撤销"), "2025-09-26", {"t7": "2025-09-30"}),
        (Facts("decision", Act.WITHDRAW, "penalty", "隐私"), "2025-09-26", {}),
        (Facts("decision", Act.WITHDRAW, "permit", "变更"), "2026-04-30", {"t8": "2026-05-08"}),
        (Facts("objection", Act.CORRECT), "2026-11-16", {"t9": "2026-11-23"}),
        (Facts("annual_report", Act.PUBLISH), "2025-12-31", {"t10": "2026-01-31"}),
        (Facts("annual_report", Act.SUBMIT), "2025-12-31", {"t10-baosong": "2026-01-31"}),
        (Facts("matter", Act.UPDATE), "2026-09-01", {"t12": "2026-10-08", "t12-jigou": "2026-10-08"}),
        (Facts("inspection_result", Act.PUBLISH), "2026-11-20", {"t21": "2026-12-18"}),
        (Facts("decision", Act.PUBLISH, "penalty"), "2018-12-04", {}),
        (Facts("decision", Act.PUBLISH, "penalty", channel="国家企业信用信息公示系统"), "2026-11-20", {}),
        (Facts("plan", Act.PUBLISH), "2026-11-20", {}),
    ],
)
def test_the_rules_that_an_act_falls_under(facts: Facts, start: str, expected: dict[str, str]) -> None:
    """Each shipped rule, by the day that it sets; none before it was in force, or for another channel or reason."""
    found = [due(rule, day(start), calendar()) for rule in rules_for(facts, day(start), RULES)]
    assert {one.rule.id: one.day.isoformat() for one in found} == expected


def test_every_rule_cites_its_law_and_reminds() -> None:
    """A rule of the shipped data names law and article, and a time to remind before it ends."""
    assert [rule.id for rule in RULES if not all(one.law and one.article for one in rule.basis)] == []
    assert [rule.id for rule in RULES if rule.remind_days < 1] == []


def rule(name: str, n: int, **more: Any) -> Rule:  # noqa: ANN401  # any field of a rule
    """Return a rule for the publication of decisions."""
    made = Rule(name, name, Act.PUBLISH, "decision_date", Limit(Unit.WORKDAY, n), date(2019, 1, 1), kinds=("decision",))
    return replace(made, **more)


def test_the_stricter_of_two_rules_governs() -> None:
    """Of two rules that fit the one that ends first counts, in whatever order they stand."""
    rules = (rule("long", 20), rule("short", 7), rule("elsewhere", 3, regions=("33",)))
    found = governing(PENALTY, day("2026-11-20"), rules, calendar())
    assert found
    assert (found.rule.id, found.day) == ("short", day("2026-12-01"))
    there = governing(replace(PENALTY, region="330106"), day("2026-11-20"), rules, calendar())
    assert there
    assert there.rule.id == "elsewhere"


def test_a_record_may_state_the_other_rule_with_its_law() -> None:
    """The longer of two rules governs where the record cites it; its basis is what the record states."""
    rules = (rule("long", 20), rule("short", 7))
    basis = (Basis("示例条例", "第三条"),)
    found = governing(PENALTY, day("2026-11-20"), rules, calendar(), Stated(basis, "long"))
    assert found
    assert (found.rule.id, found.day, found.basis) == ("long", day("2026-12-18"), basis)


def test_a_record_that_states_a_rule_that_does_not_fit_stays_under_the_strictest() -> None:
    """A rule of another region, or one that is not there, frees nobody."""
    rules = (rule("short", 7), rule("elsewhere", 20, regions=("33",)))
    for name in ("elsewhere", "nowhere"):
        found = governing(PENALTY, day("2026-11-20"), rules, calendar(), Stated((), name))
        assert found
        assert found.rule.id == "short"


def test_a_record_may_state_a_limit_of_its_own() -> None:
    """Its own number of days, with the law that sets it; it is reminded of like the rule that it takes the place of."""
    written = {"n": 3, "unit": "日", "basis": [{"law": "示例法", "article": "第九条", "document_no": "示令1号"}]}
    found = governing(PENALTY, day("2026-09-28"), RULES, calendar(), Stated.of(written))
    assert found
    assert (found.day, found.rule.id, found.rule.remind_days) == (day("2026-10-08"), "record", 3)
    assert found.basis == (Basis("示例法", "第九条", "示令1号"),)
    assert Stated.of({}) is None


def test_a_rule_counts_from_its_first_day_to_its_last() -> None:
    """A rule that was repealed governs what was decided while it was in force."""
    old = rule("old", 20, in_force_until=date(2026, 6, 30))
    new = rule("new", 7, in_force_from=date(2026, 7, 1))
    found = [governing(PENALTY, day(one), (old, new), Calendar()) for one in ("2026-06-30", "2026-07-01")]
    assert [one.rule.id for one in found if one] == ["old", "new"]


def test_what_was_reckoned_once_is_the_same_again() -> None:
    """The memory of `Timing` changes no answer."""
    timing = Timing(calendar(), RULES, "990100")
    first = timing.governing(PENALTY, day("2026-11-20"))
    assert (
        first
        == timing.governing(PENALTY, day("2026-11-20"))
        == governing(PENALTY, day("2026-11-20"), RULES, calendar())
    )
    assert timing.governing(Facts("plan", Act.PUBLISH), day("2026-11-20")) is None
    own = timing.governing(PENALTY, day("2026-11-20"), Stated((), limit=Limit(Unit.WORKDAY, 1)))
    assert own
    assert own.day == day("2026-11-23")


def test_rules_are_read_with_all_that_they_say() -> None:
    """Every field of the data has its place in the rule."""
    written = {
        "id": "a",
        "name": "某事",
        "kinds": ["decision"],
        "types": ["permit"],
        "act": "公开",
        "trigger": "decision_date",
        "start": "当日起算",
        "n": 10,
        "unit": "日",
        "rolls": False,
        "reason_codes": ["撤销"],
        "channel": "某系统",
        "regions": ["33"],
        "remind_days": 4,
        "in_force_from": "2020-01-01",
        "in_force_until": "2021-01-01",
        "basis": [{"law": "某法"}],
    }
    assert rules_of({"deadlines": [written]}) == (
        Rule(
            id="a",
            name="某事",
            act=Act.PUBLISH,
            trigger="decision_date",
            limit=Limit(Unit.DAY, 10, same_day=True, rolls=False),
            in_force_from=date(2020, 1, 1),
            in_force_until=date(2021, 1, 1),
            basis=(Basis("某法"),),
            kinds=("decision",),
            types=("permit",),
            regions=("33",),
            reason_codes=("撤销",),
            channel="某系统",
            remind_days=4,
        ),
    )
    assert rules_of({}) == ()
