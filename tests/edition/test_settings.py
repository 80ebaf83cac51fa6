"""What is said of a content folder whose settings and rules are not those that the tool needs."""

from datetime import date
from pathlib import Path

import pytest
from tests.edition.town import PORTAL, PROJECT, RULES, Town, decision, found, path_of

from disclosure.assembly.order import VERSION
from disclosure.edition import read
from disclosure.generator import build

CALENDAR = (PROJECT / "content" / "calendar" / "2026.yaml").read_text(encoding="utf-8")
LOCAL = """\
holidays:
  - name: 火把节
    days_off:
      - from: 2026-03-03
    workdays: [2026-03-08]
    basis:
      - law: 示例彝族自治州自治条例
        article: 第六十条
"""
MISSING = (
    "content/calendar/{year}.yaml 没有 {year} 年的放假安排，算到 {year} 年的期限都是暂定的，不算超期；"
    "请用 ./portal calendar import 导入国务院办公厅的通知；还没有印发的，等印发以后导入"
)


def warnings(town: Town, site: Path, as_of: date = date(2026, 11, 20)) -> list[str]:
    """Return what a check says, without the rules it is about."""
    return [str(issue) for issue in read(town.order(site, as_of=as_of)).issues]


def test_rules_that_are_not_there_are_missed(tmp_path: Path) -> None:
    """A check that had no rules to go by says so: green must not mean that nothing was looked at."""
    town = Town(tmp_path / "town")
    town.step({path: text for path, text in found(1).items() if path not in RULES})
    assert warnings(town, tmp_path / "site") == [
        f"content/rules/{name}.yaml 没有这个文件，有关的检查没有做；请从新建的内容仓库里复制一份"
        for name in ("audit", "deadlines", "publicity", "required", "staffing", "statistics", "withdrawals")
    ]


def test_a_portal_made_for_another_version_says_so(tmp_path: Path) -> None:
    """The version that portal.yaml pins is compared with the tool's own."""
    town = Town(tmp_path / "town")
    town.step({**found(1), "portal.yaml": f"{PORTAL}tool_version: 9.9.9\n"})
    told = [line for line in warnings(town, tmp_path / "site") if "portal.yaml" in line]
    place = "content/portal.yaml:7:15 工具版本（tool_version）："
    remedy = "请换用写明的版本，或者核对以后改 tool_version"
    assert told == [f"{place}写明用 9.9.9 版的工具，现在用的是 {VERSION}；{remedy}"]


def test_rules_with_an_error_are_told_and_gone_by_nowhere(tmp_path: Path) -> None:
    """A record that names a rule or a regime is not held against data that make no sense: the data are the fault."""
    town = Town(tmp_path / "town")
    named = "publicity:\n  regime: ndrc-36\ndeadline:\n  rule: t1\n  basis:\n    - law: 示例条例\n"
    faulty = {"rules/deadlines.yaml": "deadlines: 1\n", "rules/publicity.yaml": "regimes: 1\n"}
    town.step({**found(), path_of(1): decision(1, more=named), **faulty})
    told = warnings(town, tmp_path / "site")
    assert [line.partition("：应当是列表")[0] for line in told] == [
        "content/rules/deadlines.yaml:1:12 时限（deadlines）",
        "content/rules/publicity.yaml:1:10 规定（regimes）",
    ]


@pytest.mark.parametrize(
    ("as_of", "years"),
    [("2026-11-30", []), ("2026-12-01", [2027]), ("2027-01-01", [2027]), ("2027-12-01", [2027, 2028])],
)
def test_a_year_whose_notice_should_be_there_is_missed(tmp_path: Path, as_of: str, years: list[int]) -> None:
    """The next year from December on, and the year itself as long as it is not there."""
    town = Town(tmp_path / "town")
    town.step(found(1))
    told = warnings(town, tmp_path / "site", date.fromisoformat(as_of))
    assert [line for line in told if "calendar" in line] == [MISSING.format(year=year) for year in years]


def test_a_calendar_with_an_error_is_told_and_counts_nothing(tmp_path: Path) -> None:
    """The faulty file is reported with its line, once; a file that is named otherwise is none of the calendar."""
    town = Town(tmp_path / "town")
    faulty = CALENDAR.replace("until: 2026-01-03", "until: 2026-01-33")
    town.step({**found(1), "calendar/2026.yaml": faulty, "calendar/27.yaml": CALENDAR})
    place = "content/calendar/2026.yaml:11:12 到（holidays[0].days_off[0].until）："
    assert warnings(town, tmp_path / "site") == [
        f"{place}「2026-01-33」不是有效日期；请写成 年-月-日，例如 2026-10-07",
        "content/calendar/27.yaml 这里不该有这个文件；请按目录结构放置，或者删去它",
    ]


def test_a_local_holiday_changes_the_count_on_the_pages(tmp_path: Path) -> None:
    """With a festival of the place a decision was public on another working day, in the same build or the next."""
    town = Town(tmp_path / "town")
    town.step({path: text for path, text in found().items() if path != "calendar/2026.yaml"})
    town.step({path_of(2): decision(2)})
    order = town.order(tmp_path / "site")
    said = []
    for files in (
        {path_of(1): decision(1)},
        {"calendar/2026.yaml": CALENDAR},
        {"calendar/local.yaml": LOCAL},
        {"calendar/local.yaml": LOCAL.replace("2026-03-03", "2026-04-01")},
    ):
        town.step(files)
        build(order)
        page = (tmp_path / "site" / "agencies/jyj/decisions/2026/03/001/index.html").read_text(encoding="utf-8")
        said.append([number for number in (1, 2) if f"决定后第 {number} 个工作日公开" in page])
    assert said == [[], [2], [1], [2]]
