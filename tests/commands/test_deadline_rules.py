"""Each rule of rules/deadlines.yaml as it is lived: what starts its limit, what ends it, and from when it is late.

The last day of each limit is counted here on the fingers, by another's calendar.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest
from tests.commands.lived import Lived
from tests.edition.town import AGENCY, decision, found, path_of

from disclosure.commands.deadlines import Asked, deadlines

START = "2026-04-29"
MATTERS = (
    "entries:\n  - code: CF-01\n    title: 对擅自招生的处罚\n    type: penalty\n"
    "    basis:\n      - law: 示例市办学条例\n        article: 第八条\n"
)
LAW = "title: 示例市办学条例\nversions:\n  - act: 公布\n    in_force_from: 2010-01-01\n"
CHANGE = f"function_changes:\n  - date: {START}\n    what: 划入校外培训监管\n    basis: 示例市机构改革方案\n"
REPORT = "title: 年报\nmade_on: 2026-01-05\nreported:\n"
RESULT = f"""\
title: 校外培训机构抽查结果
finished_on: {START}
parties:
  - name: 示例市晨光教育咨询有限公司
    category: 法人及非法人组织
    finding: 未发现问题
"""


def of_type(name: str) -> str:
    """Return a decision of another type on the day on which every limit here begins."""
    whole = decision(1, day=START).replace("type: penalty", f"type: {name}")
    return whole.partition("penalty:\n")[0]


def tombstone(type_: str) -> str:
    """Return what is left of a decision that was overturned on the day on which every limit here begins."""
    return (
        f"type: {type_}\ndecision_date: 2026-03-02\nwithdrawal:\n  effective_on: {START}\n"
        "  reason_code: 撤销\n  reason: 复议决定撤销。\n  authority: 示例市人民政府\n  document_no: 示政复〔2026〕1号\n"
    )


def objection(*more: str) -> str:
    """Return a register with one objection."""
    lines = (f"received: {START}", "ground: 信息错误", *more)
    return "entries:\n  - number: 2026-001\n" + "".join(f"    {line}\n" for line in lines)


def sent(day: str) -> str:
    """Return an annual report that went to both on a day."""
    roles = (("示例市人民政府", "本级政府"), ("示例省教育厅", "上级主管部门"))
    return REPORT + "".join(f"  - authority: {name}\n    role: {role}\n    date: {day}\n" for name, role in roles)


def working_days(number: int) -> str:
    """Return the day that lies so many working days after the start, counted one by one."""
    day = date.fromisoformat(START)
    while number:
        day += timedelta(days=1)
        number -= bool(chinese_calendar.is_workday(day))  # type: ignore[no-untyped-call]  # it has no types
    return day.isoformat()


@dataclass(frozen=True)
class Limit:
    """One rule: what was there before, what was done on a day (`{day}` stands for it), and the last day for it."""

    rule: str
    record: str
    due: str
    done: Mapping[str, str]
    before: Mapping[str, str]
    start: str = START


FOURTH, POLICY = path_of(1, START), "policies/gongshi-banfa.md"
FIRST, RESULTS = path_of(1), "agencies/jyj/inspection/results/2026/choucha.yaml"
LISTS, REPORTS = "agencies/jyj/matters.yaml", "agencies/jyj/reports/2025.yaml"
NAMED = {path: path.rpartition(".")[0] for path in (FOURTH, POLICY, FIRST, RESULTS, LISTS, REPORTS)}
CHANGED = f"{LAW}    in_force_until: 2026-04-28\n  - act: 修订\n    in_force_from: {START}\n"
OLD = {LISTS: MATTERS, "laws/banxue.yaml": LAW}
LIMITS = (
    Limit("t1", NAMED[FOURTH], working_days(7), {FOURTH: decision(1, day=START)}, {}),
    Limit("t1", NAMED[FOURTH], working_days(7), {FOURTH: of_type("permit")}, {}),
    *(Limit("t2", NAMED[FOURTH], working_days(20), {FOURTH: of_type(name)}, {}) for name in ("coercion", "ruling")),
    Limit(
        "t3", NAMED[POLICY], working_days(20), {POLICY: f"---\ntitle: 办法\nissued_on: {START}\n---\n\n# 总则\n"}, {}
    ),
    Limit("t7", NAMED[FIRST], working_days(3), {FIRST: tombstone("penalty")}, {FIRST: decision(1)}),
    Limit("t8", NAMED[FIRST], working_days(3), {FIRST: tombstone("permit")}, {FIRST: of_type("permit")}),
    Limit(
        "t9",
        "agencies/jyj/objections#2026-001",
        working_days(5),
        {"agencies/jyj/objections.yaml": objection("outcome: 核实无误，不予更正", "closed: {day}")},
        {"agencies/jyj/objections.yaml": objection()},
    ),
    Limit("t10", NAMED[REPORTS], "2026-01-31", {REPORTS: REPORT.replace("reported:\n", "")}, {}, "2025-12-31"),
    Limit("t12", NAMED[LISTS], "2026-05-29", {LISTS: MATTERS + "confirmed_on: {day}\n"}, OLD),
    Limit("t12-jigou", NAMED[LISTS], "2026-05-29", {LISTS: MATTERS + "confirmed_on: {day}\n"}, OLD),
    Limit("t21", NAMED[RESULTS], working_days(20), {RESULTS: RESULT}, {}),
)
CAUSES = {"t12": {"laws/banxue.yaml": CHANGED}, "t12-jigou": {"agencies/jyj/agency.yaml": AGENCY + CHANGE}}
"""What somebody else did that started a limit."""


def answer(town: Lived, as_of: str, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Return the whole answer."""
    capsys.readouterr()
    deadlines(town.order(as_of), Asked(form="json"))
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def duty(town: Lived, limit: Limit, as_of: str, capsys: pytest.CaptureFixture[str]) -> tuple[object, ...] | None:
    """Return what is listed of a rule: record, start, last day, state, day of doing, working days too late."""
    keys = ("record", "start", "due", "state", "done_on", "late_by")
    listed = [one for one in answer(town, as_of, capsys)["duties"] if one["rule"] == limit.rule]
    return tuple(listed[0][key] for key in keys) if listed else None


def lived(tmp_path: Path, limit: Limit) -> Lived:
    """Return a town in which the limit of a rule has begun; a decision of 2025 makes its report due."""
    town = Lived(tmp_path / "town")
    own = {path_of(9, "2025-12-29"): decision(9, day="2025-12-29")} if limit.rule == "t10" else {}
    town.on("2025-12-30", {**found(), **own})
    if limit.before:
        town.on("2026-03-04", limit.before)
    if limit.rule in CAUSES:
        town.on(START, CAUSES[limit.rule], "变动")
    return town


def after(day: str) -> str:
    """Return the next working day."""
    found_day = date.fromisoformat(day) + timedelta(days=1)
    while not chinese_calendar.is_workday(found_day):  # type: ignore[no-untyped-call]  # it has no types
        found_day += timedelta(days=1)
    return found_day.isoformat()


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.rule)
def test_what_is_done_on_the_last_day_is_in_time(
    limit: Limit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Until midnight; nothing of it is listed, and it counts as in time."""
    town = lived(tmp_path, limit)
    town.on(limit.due, {path: text.replace("{day}", limit.due) for path, text in limit.done.items()}, "办", hour=23)
    assert duty(town, limit, "2026-11-20", capsys) is None
    whole = {one["agency"]: one["states"].get("on-time", 0) for one in answer(town, "2026-11-20", capsys)["agencies"]}
    assert sum(whole.values()) >= 1


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.rule)
def test_what_is_done_on_the_day_after_is_late_by_one(
    limit: Limit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the day that started the limit, its last day, and when it was done."""
    town, day = lived(tmp_path, limit), after(limit.due)
    town.on(day, {path: text.replace("{day}", day) for path, text in limit.done.items()}, "办", hour=0)
    told = (limit.record, limit.start, limit.due, "late", day, 1)
    assert duty(town, limit, "2026-11-20", capsys) == told


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: limit.rule)
def test_what_is_written_and_not_merged_is_overdue_after_the_last_day(
    limit: Limit, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """On the last day it is due soon, on the next working day overdue by one."""
    town = lived(tmp_path, limit)
    for path, text in limit.done.items() if limit.rule not in CAUSES and limit.rule != "t9" else ():
        town.write(path, text.replace("{day}", limit.due))
    begun = (limit.record, limit.start, limit.due)
    assert duty(town, limit, limit.due, capsys) == (*begun, "due-soon", None, 0)
    assert duty(town, limit, after(limit.due), capsys) == (*begun, "overdue", None, 1)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (sent("2026-01-31"), None),
        (sent("2026-02-02"), ("late", "2026-02-02", 1)),
        (sent("2026-01-31").rpartition("  - ")[0], ("overdue", None, 1)),
        (sent("2026-01-31").replace("    date: 2026-01-31\n", "", 1), ("overdue", None, 1)),
    ],
    ids=["both", "late", "one", "no-day"],
)
def test_a_report_has_been_sent_when_both_have_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, told: tuple[object, ...] | None
) -> None:
    """To the government of the level and to the department above, each on a day that is written (T10)."""
    town = lived(tmp_path, next(limit for limit in LIMITS if limit.rule == "t10"))
    town.on("2026-01-30", {REPORTS: text})
    limit = Limit("t10-baosong", NAMED[REPORTS], "2026-01-31", {}, {})
    begun = (NAMED[REPORTS], "2025-12-31", "2026-01-31")
    assert duty(town, limit, "2026-02-02", capsys) == (told and (*begun, *told))


def test_of_two_rules_the_stricter_counts_unless_the_record_cites_the_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Twenty working days by a second rule that fits; the record that names it says by which law."""
    town = lived(tmp_path, LIMITS[0])
    rules = (town.content / "rules/deadlines.yaml").read_text(encoding="utf-8")
    second = (
        "  - id: qudao\n    name: 另一渠道公开\n    kinds: [decision]\n    types: [penalty]\n    act: 公开\n"
        "    trigger: decision_date\n    n: 20\n    unit: 工作日\n    in_force_from: 2021-09-01\n"
        "    basis:\n      - law: 市场监督管理行政处罚信息公示规定\n        article: 第九条\n"
    )
    cited = "deadline:\n  rule: qudao\n  basis:\n    - law: 市场监督管理行政处罚信息公示规定\n      article: 第九条\n"
    day = after(working_days(20))
    files = {path_of(1, START): decision(1, day=START), path_of(2, START): decision(2, day=START, more=cited)}
    town.on(day, {"rules/deadlines.yaml": rules + second, **files})
    told = {one["record"][-3:]: (one["rule"], one["due"], one["late_by"]) for one in told_of(town, capsys)}
    assert told == {"001": ("t1", working_days(7), 14), "002": ("qudao", working_days(20), 1)}


def told_of(town: Lived, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """Return the listed duties."""
    duties: list[dict[str, Any]] = answer(town, "2026-11-20", capsys)["duties"]
    return [one for one in duties if one["kind"] == "decision"]
