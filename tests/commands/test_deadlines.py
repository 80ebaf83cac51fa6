"""deadlines as people and CI run it, in real repositories: what is late, due, provisional, and what does not count."""

import json
import re
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from tests.commands.lived import IMPORTED, Lived
from tests.commands.portal import Starter
from tests.edition.town import AGENCY, decision, found, path_of
from tests.history.builders import git

from disclosure.commands.deadlines import Asked, deadlines
from disclosure.generator import build
from disclosure.model.errors import GongshiError
from disclosure.model.issue import Level

FIRST = "agencies/jyj/decisions/2026/03/001"
TITLE = "示例市晨光第1教育咨询有限公司擅自招收学生案"
CITED = """\
deadline:
  n: 20
  unit: 工作日
  basis:
    - law: 市场监督管理行政处罚信息公示规定
      article: 第九条
"""
TOMBSTONE = """\
type: penalty
document_no: 示教罚〔2026〕1号
decision_date: "2026-03-02"
withdrawal:
  effective_on: "2026-04-01"
  reason_code: 撤销
  reason: 复议决定撤销。
  authority: 示例市人民政府
  document_no: 示政复〔2026〕1号
"""


@pytest.fixture
def town(tmp_path: Path) -> Lived:
    """A town with an agency since the first day of 2026, and no decision yet."""
    town = Lived(tmp_path / "town")
    town.on("2026-01-01", found())
    return town


def told(
    town: Lived, as_of: str, capsys: pytest.CaptureFixture[str], **asked: str
) -> list[tuple[str, str, str, str, str | None, int]]:
    """Return what is listed: record, rule, state, last day, day of doing, working days too late."""
    duties = whole(town, as_of, capsys, **asked)["duties"]
    keys = ("record", "rule", "state", "due", "done_on", "late_by")
    return [tuple(one[key] for key in keys) for one in duties]


def whole(town: Lived, as_of: str, capsys: pytest.CaptureFixture[str], **asked: str) -> dict[str, Any]:
    """Return the whole answer in JSON."""
    capsys.readouterr()
    deadlines(town.order(as_of), Asked(form="json", **asked))
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


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


def test_fail_on_says_what_ends_with_two(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing fails unless it is asked to; each word has its own states."""
    town.on("2026-03-16", {path_of(1): decision(1)})

    def codes(as_of: str) -> list[int]:
        return [deadlines(town.order(as_of), Asked(fail_on=word)) for word in ("", "overdue", "late", "soon")]

    assert codes("2026-03-20") == [0, 0, 2, 0]
    day = "2026-03-18"
    town.write(path_of(2, day), decision(2, day=day))
    assert codes("2026-03-27") == [0, 0, 2, 2]
    assert codes("2026-03-30") == [0, 2, 2, 2]
    capsys.readouterr()


def test_a_person_reads_who_owes_what_by_when(starter: Starter, town: Lived) -> None:
    """As typed in a terminal, with the gaps in the numbers; the worst first."""
    town.on("2026-03-16", {path_of(1): decision(1)})
    town.write(path_of(4), decision(4))
    done = starter.portal("deadlines", "--content", town.folder, "--as-of", "2026-03-17", "--agency", "jyj")
    fourth = f"{FIRST.replace('001', '004')}（{TITLE.replace('第1', '第4')}）"
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "示例市教育局（超期未办 1，超期办理 1，按期 0/2）\n"
        f"  超期未办：{fourth}　许可、处罚决定公开，最迟 2026-03-11，已超 4 个工作日\n"
        f"  超期办理：{FIRST}（{TITLE}）　许可、处罚决定公开，最迟 2026-03-11，2026-03-16 才办，超 3 个工作日\n"
        "示例市教育局　示教罚〔2026〕没有说明的空号 2 个：2—3 号\n"
        "到 2026-03-17：超期未办 1，超期办理 1，按期 0/2\n"
    )


def test_what_is_mistyped_is_said_in_words(starter: Starter, town: Lived) -> None:
    """An agency that is not there, a word that --fail-on does not know, a format, a site without a log."""
    where = ("--content", town.folder)
    mistakes: list[tuple[tuple[str | Path, ...], str]] = [
        (("--agency", "jj"), "没有机关「jj」；已有的是：jyj\n"),
        (("--fail-on", "never"), "--fail-on 没有「never」；可以写 overdue、late、soon\n"),
        (("--format", "pdf"), "--format 没有「pdf」；可以写 text、json、junit、markdown、ical\n"),
        (
            ("--site", town.content),
            f"{town.content} 没有 log/checkpoint，看不出网站公开到哪里；请核对网址，或者重新生成网站\n",
        ),
    ]
    for words, said in mistakes:
        done = starter.portal("deadlines", *where, *words)
        assert (done.returncode, done.stdout, done.stderr) == (1, "", said)


def test_machines_read_it_as_junit_markdown_and_a_calendar(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """A failure for each duty that fails, a comment, an event on each last day still to come."""
    town.on("2026-03-16", {path_of(1): decision(1)})
    town.write(path_of(2), decision(2))
    answers = {}
    for form in ("junit", "markdown", "ical"):
        capsys.readouterr()
        deadlines(town.order("2026-03-10"), Asked(form=form))
        answers[form] = capsys.readouterr().out
    suite = ET.fromstring(answers["junit"].partition("\n")[2])[0]  # noqa: S314  # our own output
    assert dict(suite.attrib) == {"name": "示例市教育局", "tests": "2", "failures": "0", "errors": "0"}
    assert answers["markdown"].startswith(
        "## 公开时限\n\n到 2026-03-10：快到期 1，超期办理 1，按期 0/1\n\n### 示例市教育局\n"
    )
    lines = answers["ical"].split("\r\n")
    assert [line for line in lines if line.startswith(("DTSTART", "DTEND", "SUMMARY", "DTSTAMP"))] == [
        "DTSTAMP:20260302T000000Z",
        "DTSTART;VALUE=DATE:20260311",
        "DTEND;VALUE=DATE:20260312",
        "SUMMARY:示例市教育局：许可、处罚决定公开最后一天",
    ]
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = answers["ical"].replace("\r\n ", "")
    assert f"DESCRIPTION:快到期：{FIRST.replace('001', '002')}" in unfolded


def test_a_branch_learns_what_would_be_late_if_it_were_merged_today(
    town: Lived, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the branch has committed is not public yet; what main has is not told."""
    town.on("2026-03-16", {path_of(1): decision(1)})
    git(town.folder, "branch", "zhuxian")
    day = "2026-03-20"
    town.on("2026-03-23", {path_of(2): decision(2), path_of(3, day): decision(3, day=day)})
    second, third = (FIRST.replace("001", name) for name in ("002", "003"))
    assert told(town, "2026-03-24", capsys, base="zhuxian") == [
        (second, "t1", "overdue", "2026-03-11", None, 9),
        (third, "t1", "not-due", "2026-03-31", None, 0),
    ]
    assert deadlines(town.order("2026-03-24"), Asked(base="zhuxian", fail_on="overdue")) == 2
    assert capsys.readouterr().out == (
        "示例市教育局（超期未办 1，按期 0/1）\n"
        f"  超期未办：{second}（{TITLE.replace('第1', '第2')}）　许可、处罚决定公开，最迟 2026-03-11，"
        "今天合并已经超 9 个工作日\n"
        f"  未到期：{third}（{TITLE.replace('第1', '第3')}）　许可、处罚决定公开，最迟 2026-03-31，"
        "要在那天以前合并并生成网站\n"
        "与 zhuxian 比较，今天合并就超期的有 1 件，没有到期的 1 件\n"
    )


def test_merged_is_not_yet_available(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """What main has and the site has not is named, and does not count as published."""
    town.on("2026-03-04", {path_of(1): decision(1)})
    order = town.order("2026-03-05")
    build(order)
    site = str(order.output)
    assert whole(town, "2026-03-05", capsys, site=site)["waiting"] == []
    town.on("2026-03-06", {path_of(2): decision(2)})
    second = FIRST.replace("001", "002")
    answer = whole(town, "2026-03-13", capsys, site=site)
    assert answer["waiting"] == [
        {"record": second, "action": "公开", "day": "2026-03-06", "due": "2026-03-11", "provisional": False}
    ]
    assert [(one["record"], one["state"]) for one in answer["duties"]] == [(second, "overdue")]
    deadlines(town.order("2026-03-13"), Asked(site=site))
    assert capsys.readouterr().out == (
        "示例市教育局（超期未办 1，按期 1/2）\n"
        f"  超期未办：{second}（{TITLE.replace('第1', '第2')}）　许可、处罚决定公开，最迟 2026-03-11，已超 2 个工作日\n"
        "已经合并、网站上还没有的 1 件（合并不等于公开，请生成并上传网站）：\n"
        f"  2026-03-06 公开　{second}，最迟 2026-03-11\n"
        "到 2026-03-13：超期未办 1，按期 1/2\n"
    )


def test_the_log_of_another_site_is_refused(town: Lived, tmp_path: Path) -> None:
    """Its size says nothing about this repository."""
    order = town.order("2026-03-05")
    build(order)
    other = Lived(tmp_path / "elsewhere" / "town")
    other.on("2026-01-01", {**found(), "agencies/jyj/agency.yaml": AGENCY.replace("示例市", "样例市")})
    with pytest.raises(GongshiError, match="网站的公开日志不是这个仓库的开头"):
        deadlines(other.order("2026-03-05"), Asked(site=str(order.output)))


def test_what_was_reckoned_of_a_commit_is_told_again(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """The same commit on the same day needs no reading of the content; another day, commit or file does."""
    town.on("2026-03-20", {path_of(1): decision(1, day="2026-03-02")})
    first = whole(town, "2026-03-27", capsys)
    parts = town.order("2026-03-27").cache / "parts"
    shutil.rmtree(parts)
    assert whole(town, "2026-03-27", capsys) == first
    assert whole(town, "2026-03-27", capsys, agency="jyj")["agencies"] == first["agencies"]
    assert not parts.exists()
    assert whole(town, "2026-04-01", capsys) == {**first, "as_of": "2026-04-01"}
    assert parts.exists()
    assert whole(town, "2026-03-27", capsys) == first
    town.on("2026-03-24", {path_of(2): decision(2, day="2026-03-02")})
    assert len(whole(town, "2026-03-27", capsys)["duties"]) == len(first["duties"]) + 1
    (town.content / path_of(2)).unlink()
    titles = [duty["title"] for duty in whole(town, "2026-03-27", capsys)["duties"]]
    assert "行政执法决定：文件被删除，未按程序撤下" in titles
