"""deadlines in real repositories: what is late, due, provisional, and what does not count."""

import re
from pathlib import Path

import pytest
from tests.commands.lived import IMPORTED, Lived
from tests.commands.owing import CITED, FIRST, TOMBSTONE, told, town, whole
from tests.edition.town import AGENCY, decision, found, path_of

from disclosure.generator import build
from disclosure.model.issue import Level

__all__ = ["town"]


def states(town: Lived, as_of: str, capsys: pytest.CaptureFixture[str]) -> dict[str, int]:
    """Return how many duties of the agency are in which state."""
    agencies = whole(town, as_of, capsys)["agencies"]
    return agencies[0]["states"] if agencies else {}


@pytest.mark.parametrize(
    ("day", "hour", "expected"),
    [
        ("2026-03-02", 9, []),
        ("2026-03-11", 23, []),
        ("2026-03-12", 0, [(FIRST, "t1", "late", "2026-03-11", "2026-03-12", 1)]),
        ("2026-03-16", 9, [(FIRST, "t1", "late", "2026-03-11", "2026-03-16", 3)]),
    ],
)
def test_publication_is_measured_by_the_day_of_the_commit_in_beijing(
    town: Lived, capsys: pytest.CaptureFixture[str], day: str, hour: int, expected: list[object]
) -> None:
    """A penalty of 2 March is in time until the seventh working day is over, and late a minute afterwards."""
    town.on(day, {path_of(1): decision(1)}, hour=hour)
    assert told(town, "2026-11-20", capsys) == expected


def test_what_is_written_and_not_committed_is_not_public(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """It comes nearer to its last day, and then it is overdue."""
    town.write(path_of(1), decision(1))
    assert states(town, "2026-03-06", capsys) == {"not-due": 1}
    assert told(town, "2026-03-10", capsys) == [(FIRST, "t1", "due-soon", "2026-03-11", None, 0)]
    assert told(town, "2026-03-13", capsys) == [(FIRST, "t1", "overdue", "2026-03-11", None, 2)]


def test_what_was_imported_counts_in_no_rate(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """However long after its day it came in."""
    town.on("2026-09-01", {path_of(1): decision(1)}, IMPORTED)
    agency = whole(town, "2026-11-20", capsys)["agencies"][0]
    assert (agency["states"], agency["on_time"], agency["counted"]) == ({"not-counted": 1}, 0, 0)
    counted = {"on_time": 0, "late": 0, "overdue": 0, "counted": 0, "percent": None, "open": 0, "provisional": 0}
    rest = {"uncertain": 0, "imported": 1, "withdrawn": 0, "allowed": [7], "median": None, "longest": None}
    assert agency["months"] == [{"month": "2026-03", **counted, **rest}]


def test_a_limit_into_a_year_without_days_off_is_provisional(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is late by it."""
    day = "2026-12-28"
    town.write(path_of(1, day), decision(1, day=day))
    record = "agencies/jyj/decisions/2026/12/001"
    assert told(town, "2027-01-30", capsys) == [
        ("agencies/jyj/reports/2026", "t10", "due-soon", "2027-01-31", None, 0),
        (record, "t1", "provisional", "2027-01-06", None, 0),
    ]


def test_a_decision_with_a_limit_of_its_own_is_measured_by_it(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """Twenty working days by the law that it cites, and late after those."""
    town.on("2026-03-30", {path_of(1): decision(1, more=CITED), path_of(2): decision(2)})
    second = FIRST.replace("001", "002")
    assert told(town, "2026-11-20", capsys) == [(second, "t1", "late", "2026-03-11", "2026-03-30", 13)]
    town.on("2026-04-20", {path_of(3): decision(3, more=CITED)})
    late = whole(town, "2026-11-20", capsys)["duties"][1]
    assert (late["rule_name"], late["due"], late["state"]) == ("公开（本件另有规定）", "2026-03-30", "late")
    assert late["basis"] == [{"law": "市场监督管理行政处罚信息公示规定", "article": "第九条", "document_no": ""}]


@pytest.mark.parametrize(("day", "late"), [("2026-04-07", 0), ("2026-04-09", 2)])
def test_an_overturned_penalty_is_withdrawn_within_three_working_days(
    town: Lived, capsys: pytest.CaptureFixture[str], day: str, late: int
) -> None:
    """Of a tombstone both are measured: its publication, by what it said then, and its withdrawal."""
    town.on("2026-03-04", {path_of(1): decision(1)})
    town.on(day, {path_of(1): TOMBSTONE}, "撤下")
    expected = [(FIRST, "t7", "late", "2026-04-07", day, late)] if late else []
    assert told(town, "2026-11-20", capsys) == expected
    assert states(town, "2026-11-20", capsys) == ({"on-time": 1, "late": 1} if late else {"on-time": 2})


def test_a_deleted_record_leaves_no_rate_better_than_it_was(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """It was published late, whatever became of its file."""
    town.on("2026-03-16", {path_of(1): decision(1)})
    town.on("2026-03-17", {path_of(1): None}, "删除")
    assert told(town, "2026-11-20", capsys) == [(FIRST, "t1", "late", "2026-03-11", "2026-03-16", 3)]


def test_what_may_not_be_published_owes_nothing(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """A stub is counted elsewhere."""
    stub = 'type: penalty\ndecision_date: "2026-03-02"\npublish: false\nreason_code: 个人隐私\n'
    town.write(path_of(1), stub)
    assert states(town, "2026-11-20", capsys) == {}


def test_an_upheld_objection_is_settled_when_its_record_is(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """Closing it in the register is not enough where the record was to be corrected."""
    town.on("2026-03-04", {path_of(1): decision(1)})
    path = "agencies/jyj/objections.yaml"
    open_ = f"entries:\n  - number: 2026-001\n    received: 2026-05-11\n    record: {FIRST}\n    ground: 信息错误\n"
    town.on("2026-05-11", {path: open_}, "收到异议")
    record = "agencies/jyj/objections#2026-001"
    assert told(town, "2026-05-20", capsys) == [(record, "t9", "overdue", "2026-05-18", None, 2)]
    town.on("2026-05-13", {path: f"{open_}    outcome: 已更正\n    closed: 2026-05-13\n"}, "办结")
    assert told(town, "2026-05-20", capsys) == [(record, "t9", "overdue", "2026-05-18", None, 2)]
    town.on("2026-05-19", {path_of(1): decision(1, more="note: 已经履行。\n")}, "更正")
    assert told(town, "2026-05-20", capsys) == [(record, "t9", "late", "2026-05-18", "2026-05-19", 1)]


def test_a_list_that_cites_a_changed_law_is_due_again(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """From the day on which the new version is in force until the list is edited, or says that it was confirmed."""
    matters = (
        "entries:\n  - code: CF-01\n    title: 对擅自招生的处罚\n    type: penalty\n"
        "    basis:\n      - law: 示例市办学条例\n        article: 第八条\n"
    )
    law = "title: 示例市办学条例\nversions:\n  - act: 公布\n    in_force_from: 2010-01-01\n"
    path, record = "agencies/jyj/matters.yaml", "agencies/jyj/matters"
    town.on("2026-01-05", {path: matters, "laws/banxue.yaml": law})
    assert states(town, "2026-06-20", capsys) == {}
    revised = f"{law}    in_force_until: 2026-05-05\n  - act: 修订\n    in_force_from: 2026-05-06\n"
    town.on("2026-04-20", {"laws/banxue.yaml": revised})
    assert states(town, "2026-05-05", capsys) == {}
    assert told(town, "2026-06-01", capsys) == [(record, "t12", "due-soon", "2026-06-08", None, 0)]
    assert told(town, "2026-06-09", capsys) == [(record, "t12", "overdue", "2026-06-08", None, 1)]
    assert notice("2026-06-09", town) == "依据已变动，待更新：《示例市办学条例》2026年5月6日起施行新的版本。"
    town.on("2026-06-10", {path: f"{matters}confirmed_on: 2026-06-10\n"}, "核对")
    assert told(town, "2026-06-20", capsys) == [(record, "t12", "late", "2026-06-08", "2026-06-10", 2)]
    assert not notice("2026-06-20", town)


def notice(as_of: str, town: Lived) -> str:
    """Build the site and return the first sentence of the notice on the page of matters, empty where there is none."""
    order = town.order(as_of)
    build(order)
    html = (order.output / "agencies/jyj/matters/index.html").read_text(encoding="utf-8")
    said = re.search(r"<strong>(依据已变动，待更新：)</strong>([^。<]+。)", html)
    return said[1] + said[2] if said else ""


def test_two_changes_of_one_day_are_two_duties(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """A law and the agency's functions: each by its own rule, in a certain order."""
    matters = (
        "entries:\n  - code: CF-01\n    title: 对擅自招生的处罚\n    type: penalty\n"
        "    basis:\n      - law: 示例市办学条例\n        article: 第八条\n"
    )
    town.on("2026-01-05", {"agencies/jyj/matters.yaml": matters})
    law = "title: 示例市办学条例\nversions:\n  - act: 公布\n    in_force_from: 2026-05-06\n"
    change = "function_changes:\n  - date: 2026-05-06\n    what: 划入校外培训监管\n    basis: 示例市机构改革方案\n"
    town.on("2026-05-06", {"laws/banxue.yaml": law, "agencies/jyj/agency.yaml": AGENCY + change})
    record = "agencies/jyj/matters"
    assert told(town, "2026-06-09", capsys) == [
        (record, rule, "overdue", "2026-06-08", None, 1) for rule in ("t12", "t12-jigou")
    ]
    assert notice("2026-06-09", town) == (
        "依据已变动，待更新：《示例市办学条例》2026年5月6日起施行新的版本，机构职能2026年5月6日起有变动。"
    )


def test_a_clock_that_ran_backwards_puts_nothing_in_time(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """A commit that claims to be older than the one before it is counted neither as in time nor as late."""
    town.on("2026-03-20", {path_of(2): decision(2)})
    town.on("2026-03-05", {path_of(1): decision(1)})
    second = FIRST.replace("001", "002")
    assert told(town, "2026-11-20", capsys) == [
        (second, "t1", "late", "2026-03-11", "2026-03-20", 7),
        (FIRST, "t1", "uncertain", "2026-03-11", "2026-03-05", 0),
    ]


def test_numbers_that_nobody_explained_stand_on_the_page_of_gaps(town: Lived) -> None:
    """Beside those that are explained, and as a warning of the check, never an error."""
    gaps = "entries:\n  - number: 示教罚〔2026〕3号\n    reason: 作废\n    noted_on: 2026-03-10\n"
    files = {path_of(number): decision(number) for number in (1, 6)}
    town.on("2026-03-10", {**files, "agencies/jyj/number-gaps.yaml": gaps})
    order = town.order("2026-03-11")
    report = build(order)
    html = (order.output / "agencies/jyj/number-gaps/index.html").read_text(encoding="utf-8")
    assert "<li>示教罚〔2026〕2、4—5 号，共 3 个</li>" in html
    assert [(issue.rule, issue.level) for issue in report.issues] == [("number-missing", Level.WARNING)]


def test_a_report_that_is_not_there_is_overdue_after_january(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For the years in which the agency published a decision here, or stood on the site from the first day on."""
    town = Lived(tmp_path / "town")
    town.on("2025-06-02", found())
    record = "agencies/jyj/reports/2025"
    assert told(town, "2026-02-02", capsys) == []
    town.on("2025-06-03", {path_of(1, "2025-06-03"): decision(1, day="2025-06-03")})
    assert told(town, "2026-01-20", capsys) == []
    assert told(town, "2026-01-31", capsys) == [(record, "t10", "due-soon", "2026-01-31", None, 0)]
    assert told(town, "2026-02-02", capsys) == [(record, "t10", "overdue", "2026-01-31", None, 1)]


def test_an_agency_that_stood_here_a_whole_year_owes_its_report(
    town: Lived, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the first of January on, with no decision at all; one that came a day later owes the next year's first."""
    due = ("t10", "overdue", "2027-01-31", None, 1)
    town.on("2026-01-02", {path.replace("jyj", "mzj"): text for path, text in found().items() if "jyj" in path})
    assert told(town, "2027-02-01", capsys) == [("agencies/jyj/reports/2026", *due)]
