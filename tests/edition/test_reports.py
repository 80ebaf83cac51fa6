"""Annual reports of a whole town: missed after their day, held against the records, drafted, shown."""

from datetime import date
from pathlib import Path

import pytest
from tests.edition.town import AGENCY, Town, decision, found, path_of

from disclosure.commands.reporting import report
from disclosure.edition import read
from disclosure.generator import build
from disclosure.model.errors import ContentError, GongshiError

AFTER = date(2027, 2, 1)
REPORT = "agencies/jyj/reports/2026.yaml"
TYPED = """\
title: 示例市教育局 2026 年度行政执法统计年报
made_on: 2027-01-20
reported:
  - authority: 示例市人民政府
    role: 本级政府
    date: 2027-01-20
  - authority: 示例省教育厅
    role: 上级主管部门
    date: 2027-01-20
penalty:
  fine: {fine}
  total: {fine}
  amount: {amount}
"""
STUB = "type: penalty\ndecision_date: 2026-03-02\npublish: false\nreason_code: 国家秘密\n"
MATTERS = "entries:\n  - code: CF-01\n    title: 擅自招生的处罚\n    type: penalty\n"
NAMED = "matter: CF-01\n"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a town with two fines, one that was withdrawn, and one that may not be published."""
    town = Town(tmp_path / "town")
    files = {**found(1, 2, 3), path_of(1): decision(1, more=NAMED), "agencies/jyj/matters.yaml": MATTERS}
    town.step({**files, path_of(9): STUB})
    gone = "type: penalty\ndecision_date: 2026-03-02\nwithdrawal:\n  effective_on: 2026-03-03\n  reason_code: 撤销\n"
    more = "  reason: 复议撤销。\n  authority: 示例市人民政府\n  document_no: 示政复〔2026〕1号\n"
    town.step({path_of(3): f"{gone}{more}"}, "撤下")
    return town


def warnings(town: Town, site: Path, as_of: date = AFTER) -> list[str]:
    """Return what a check says of annual reports."""
    said = [str(issue) for issue in read(town.order(site, as_of=as_of)).issues]
    return [line for line in said if "年报" in line or "reports/" in line]


def test_a_report_is_missed_from_the_day_after_its_limit(town: Town, tmp_path: Path) -> None:
    """31 January is still in time; from 1 February on the agency and the year are named."""
    assert warnings(town, tmp_path / "site", date(2027, 1, 31)) == []
    missed = "示例市教育局没有 2026 年度的行政执法统计年报，2027-01-31 以前就应当公开"
    assert warnings(town, tmp_path / "site") == [
        f"content/agencies/jyj {missed}；请用 ./portal report jyj 2026 起草",
    ]


def test_an_agency_that_was_merged_owes_its_last_year_and_no_later_one(town: Town, tmp_path: Path) -> None:
    """What it did until then is reported; of the years after there is nothing to report."""
    town.step({"agencies/jyj/agency.yaml": f"{AGENCY}until: 2026-06-30\n"})
    told = [line.partition("，")[0] for line in warnings(town, tmp_path / "site", date(2029, 2, 1))]
    assert told == ["content/agencies/jyj 示例市教育局没有 2026 年度的行政执法统计年报"]


def test_what_a_report_says_too_little_is_told_cell_by_cell(town: Town, tmp_path: Path) -> None:
    """The withdrawn decision counts with its kind and amount, the withheld one in the sum; more than that is lawful."""
    town.step({REPORT: TYPED.format(fine=2, amount=6000)})
    remedy = "请核对；怎样数的，写在年报的网页上和 rules/statistics.yaml 里"
    assert warnings(town, tmp_path / "site") == [
        f"content/{REPORT}:11:9 罚款（penalty.fine）：写的是 2，记录里有 3；{remedy}",
        f"content/{REPORT}:12:10 合计（penalty.total）：写的是 2，记录里有 4；{remedy}",
    ]
    town.step({REPORT: TYPED.format(fine=9, amount=60000)})
    assert warnings(town, tmp_path / "site") == []


def test_a_report_says_to_whom_it_went(town: Town, tmp_path: Path) -> None:
    """Both the government of the level and the department above (国办发〔2018〕118号 第六项)."""
    alone = TYPED.format(fine=4, amount=6000).replace("    role: 上级主管部门\n", "")
    town.step({REPORT: alone})
    remedy = "2027-01-31 以前应当报送；请在 reported 里写明受报机关（authority）、role 和日期"
    assert warnings(town, tmp_path / "site") == [
        f"content/{REPORT}:4:3 报送（reported）：没有写明哪天报送了上级主管部门；{remedy}",
    ]


def test_the_page_shows_what_the_records_come_to(town: Town, tmp_path: Path) -> None:
    """Cell by cell, with the states, the rule and the matter; what was withdrawn shows no more than its number."""
    town.step({REPORT: TYPED.format(fine=5, amount=6000)})
    build(town.order(tmp_path / "site", as_of=AFTER))
    html = (tmp_path / "site/agencies/jyj/reports/2026/index.html").read_text(encoding="utf-8")
    for words in (
        "与记录核对",
        "<li>罚款：年报 5，记录 3，年报多 2</li>",
        "<li>合计：年报 5，记录 4，年报多 1</li>",
        "记录里有 4 宗：公开的 2，已撤下的 1，依法不公开的 1，其中 1 宗看不到种类，只计入合计。",
        "有几种处罚的计入最重的一种",
        "国办发〔2018〕118号第（六）项",
        "处罚种类：罚款",
        '<a href="/agencies/jyj/matters/CF-01/">CF-01 擅自招生的处罚</a>',
        "示例省教育厅（上级主管部门）",
    ):
        assert words in html
    assert "年报没有这张表" in html


def test_a_page_is_made_anew_when_its_records_change(town: Town, tmp_path: Path) -> None:
    """The report's file stays as it was; a decision that comes later shows on its page."""
    town.step({REPORT: TYPED.format(fine=5, amount=6000)})
    order = town.order(tmp_path / "site", as_of=AFTER)
    build(order)
    town.step({path_of(4): decision(4)})
    build(order)
    html = (tmp_path / "site/agencies/jyj/reports/2026/index.html").read_text(encoding="utf-8")
    assert "<li>罚款：年报 5，记录 4，年报多 1</li>" in html


DRAFT = """\
# 本网站的记录数出来的草稿，照 rules/statistics.yaml 的口径，数到 2027-02-01。
# 只有在本网站公开的、已撤下的和依法不公开而登记了的；没有登记的请加上。核对以后删去这几行。
# 还要填写：报送的日期（reported 的 date）
# 还要填写：报送的上级主管部门（reported，role 写 上级主管部门）
# 还要填写：表一 行政处罚实施情况：另有 1 宗看不到种类（依法不公开等），请加到相应的栏里
# 还要填写：表二 行政许可实施情况：申请数量（permit.applied）
# 还要填写：表二 行政许可实施情况：受理数量（permit.accepted）
# 还要填写：表三 行政强制实施情况（coercion）
# 还要填写：表四 其他行政执法行为实施情况（acts）
# 还要填写：表五 行政执法证持证率（certificates）
# 还要填写：案件办理情况（cases）
# 还要填写：执法情况说明（narrative）
title: 示例市教育局 2026 年度行政执法统计年报
made_on: 2027-02-01
reported:
- authority: 示例市人民政府
  role: 本级政府
penalty:
  warning: 0
  criticism: 0
  fine: 3
  confiscation: 0
  suspended_permit: 0
  downgrade: 0
  restriction: 0
  stoppage: 0
  closure: 0
  revocation: 0
  detention: 0
  other: 0
  amount: 6000
permit:
  granted: 0
  refused: 0
  revoked: 0
"""


def test_a_draft_holds_what_the_records_tell(town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Everything that can be counted stands in it, the rest is listed; the draft passes the check."""
    report(town.order(tmp_path / "site", as_of=AFTER), "jyj", "2026", replace=False)
    assert (town.content / REPORT).read_text(encoding="utf-8") == DRAFT
    said = capsys.readouterr().out
    assert said.startswith(
        f"写好了草稿 {town.content}/{REPORT}：表一 行政处罚实施情况 4，表二 行政许可实施情况 0\n"
        "  还要填写：报送的日期（reported 的 date）\n"
    )
    assert said.endswith("请核对、补全，运行 ./portal check，再用 git 提交；怎样数的，写在年报的网页上\n")
    assert [line.partition("：")[2] for line in warnings(town, tmp_path / "site")] == [
        (
            "没有写明哪天报送了本级政府、上级主管部门；"
            "2027-01-31 以前应当报送；请在 reported 里写明受报机关（authority）、role 和日期"
        ),
        "写的是 3，记录里有 4；请核对；怎样数的，写在年报的网页上和 rules/statistics.yaml 里",
    ]


def test_what_is_there_is_written_over_only_when_asked(town: Town, tmp_path: Path) -> None:
    """A clerk's figures are not lost by a second command."""
    town.step({REPORT: TYPED.format(fine=5, amount=6000)})
    order = town.order(tmp_path / "site", as_of=AFTER)
    with pytest.raises(GongshiError) as refused:
        report(order, "jyj", "2026", replace=False)
    assert str(refused.value) == f"{town.content}/{REPORT} 已经有了，没有改动；要用新的草稿换掉它，请加上 --replace"
    assert (town.content / REPORT).read_text(encoding="utf-8") == TYPED.format(fine=5, amount=6000)
    report(order, "jyj", "2026", replace=True)
    assert (town.content / REPORT).read_text(encoding="utf-8") == DRAFT


def test_what_cannot_be_drafted_is_said(town: Town, tmp_path: Path) -> None:
    """No such agency, no such year, a year that is not over; nothing is written."""
    order = town.order(tmp_path / "site", as_of=AFTER)
    for agency, year, said in [
        ("jy", "2026", "没有机关「jy」，是不是「jyj」；请写 content/agencies/ 下的文件夹名：jyj（示例市教育局）"),
        ("jyj", "26", "「26」不是年份；请写成四位数字，例如 2025"),
        ("jyj", "2027", "2027 年还没有过完，年报到 2028 年 1 月再起草"),
        ("jyj", "2017", "content/rules/statistics.yaml 里没有 2017 年的口径，数不出来；请从新建的内容仓库里复制一份"),
    ]:
        with pytest.raises((GongshiError, ContentError)) as refused:
            report(order, agency, year, replace=False)
        assert str(refused.value) == said
    assert not (town.content / "agencies/jyj/reports").exists()


def test_no_draft_is_made_from_records_with_errors(town: Town, tmp_path: Path) -> None:
    """A decision that cannot be read would be missing from the figures without a word."""
    town.step({path_of(2): decision(2).replace("type: penalty", "type: penalti")})
    with pytest.raises(ContentError) as refused:
        report(town.order(tmp_path / "site", as_of=AFTER), "jyj", "2026", replace=False)
    assert str(refused.value).endswith("处错误，数出来的不可靠；没有写文件，改好以后再来")
    assert not (town.content / REPORT).exists()


def test_what_was_imported_counts_by_its_own_day_and_owes_nothing(tmp_path: Path) -> None:
    """Old decisions tell of years in which there was no site: they are counted, and no report of theirs is missed."""
    town = Town(tmp_path / "town")
    town.step({path: text for path, text in found(1).items() if path != path_of(1)})
    old = decision(7, day="2024-05-06")
    town.step({path_of(7, "2024-05-06"): old}, "导入旧网站\n\nGongshi-Import: 旧网站.csv")
    assert [line for line in warnings(town, tmp_path / "site") if "2024" in line] == []
    report(town.order(tmp_path / "site", as_of=AFTER), "jyj", "2024", replace=False)
    drafted = (town.content / "agencies/jyj/reports/2024.yaml").read_text(encoding="utf-8")
    assert "  fine: 1\n" in drafted
    assert "  amount: 7000\n" in drafted
