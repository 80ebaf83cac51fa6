"""The pages of compliance, in real repositories: what they say is what deadlines says, and nothing that is gone."""

import csv
import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]  # ships no types
import pytest
from tests.commands.lived import IMPORTED, Lived
from tests.commands.owing import CITED, TOMBSTONE
from tests.edition.town import AGENCY, decision, found, path_of, tree

from disclosure.commands.deadlines import Asked, deadlines
from disclosure.generator import build

DAY = "2026-11-20"
OWN = "agencies/jyj/compliance/"
RULES = Path(__file__).parents[2] / "content" / "rules"
OFFICER = """\
  - certificate_no: "{number}"
    name: 张某某
    unit: 执法科
    position: 科员
    categories: [教育]
    area: 示例市
    valid_from: 2024-01-01
    valid_until: {until}
"""


@pytest.fixture
def town(tmp_path: Path) -> Lived:
    """A town in which two decisions came in time, one late, one by an import; one is written and overdue, one due."""
    town = Lived(tmp_path / "town")
    rules = (RULES / "deadlines.yaml").read_text(encoding="utf-8")
    town.on(
        "2026-01-01", {**found(), "rules/deadlines.yaml": rules, "agencies/swj/agency.yaml": "name: 示例市商务局\n"}
    )
    town.on("2026-03-04", {path_of(1): decision(1)})
    town.on("2026-03-16", {path_of(2): decision(2)})
    town.on("2026-04-02", {path_of(3, "2026-04-01"): decision(3, day="2026-04-01")})
    town.on("2026-09-01", {path_of(7): decision(7)}, IMPORTED)
    town.write(path_of(8, "2026-10-09"), decision(8, day="2026-10-09"))
    town.write(path_of(9, "2026-11-12"), decision(9, day="2026-11-12"))
    return town


def built(town: Lived, as_of: str = DAY) -> dict[str, bytes]:
    """Build the site of a day and return its files."""
    order = town.order(as_of)
    build(order)
    return tree(order.output)


def asked(town: Lived, capsys: pytest.CaptureFixture[str], form: str = "json", agency: str = "") -> str:
    """Return what deadlines answers."""
    capsys.readouterr()
    deadlines(town.order(DAY), Asked(form=form, agency=agency))
    return capsys.readouterr().out


def table(raw: bytes) -> list[list[str]]:
    """Return the rows of a table file."""
    return list(csv.reader(StringIO(raw.decode("utf-8-sig"))))


def row_of(html: str, head: str) -> list[str]:
    """Return the cells of a row as they are read, by the words at its head."""
    row = next(row for row in re.findall(r"<tr role=\"row\">.*?</tr>", html, re.DOTALL) if f">{head}<" in row)
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)]


def test_the_figures_are_those_of_the_command(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """An agency's file says what the command says of it; that of the jurisdiction leaves the lists to the agencies."""
    site = built(town)
    command: dict[str, Any] = json.loads(asked(town, capsys, agency="jyj"))
    own = json.loads(site[f"{OWN}figures.json"])
    assert command.pop("as_of") == DAY
    assert {key: own[key] for key in command} == command
    assert command["agencies"][0]["states"] == {"due-soon": 1, "overdue": 1, "on-time": 2, "late": 1, "not-counted": 1}
    command = json.loads(asked(town, capsys))
    whole = json.loads(site["compliance/figures.json"])
    assert {key: whole[key] for key in command if key != "duties"} == {
        key: value for key, value in command.items() if key != "duties"
    }
    assert "duties" not in whole


def test_the_calendar_is_that_of_the_command(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """Of an agency, and of all."""
    site = built(town)
    assert site[f"{OWN}deadlines.ics"].decode() == asked(town, capsys, "ical", "jyj")
    assert site["compliance/deadlines.ics"].decode() == asked(town, capsys, "ical")


def test_the_page_shows_the_rates_month_by_month(town: Lived) -> None:
    """How many count, were in time, late, overdue; the limit, the median and the longest time; what does not count."""
    html = built(town)[f"{OWN}index.html"].decode()
    assert row_of(html, "2026年3月") == ["", "50%", "2", "1", "1", "0", "7", "6", "10", "迁入 1"]
    assert row_of(html, "2026年4月") == ["", "100%", "1", "1", "0", "0", "7", "1", "1", "—"]
    assert row_of(html, "2026年10月") == ["", "0%", "1", "0", "0", "1", "7", "—", "—", "—"]
    assert row_of(html, "2026年11月") == ["", "—", "0", "0", "0", "0", "7", "—", "—", "没到期 1"]
    assert row_of(html, "合计") == ["", "50%", "4", "2", "1", "1", "7", "2", "10", "没到期 1，迁入 1"]


def test_each_list_leads_to_its_record(town: Lived) -> None:
    """What is late with by how many days, what is overdue, what is due soon."""
    html = built(town)[f"{OWN}index.html"].decode()
    link = '<a href="/agencies/jyj/decisions/{}/">示例市晨光第{}教育咨询有限公司擅自招收学生案</a>'
    for place, number in (("2026/03/002", 2), ("2026/10/008", 8), ("2026/11/009", 9)):
        assert link.format(place, number) in html
    heads = re.findall(r'<h3 id="(\w+)" class="duties__head">(\S+) <span class="duties__total">(.+?)</span>', html)
    assert heads == [("overdue", "超期未办", "1 件"), ("soon", "快到期", "1 件"), ("late", "超期办理", "1 件")]
    assert "3 个工作日" in html


def test_what_is_provisional_is_never_late(town: Lived) -> None:
    """A limit that runs into a year without days off stands in a list of its own."""
    day = "2026-12-28"
    town.on("2026-12-29", {"agencies/swj/decisions/2026/12/001.yaml": decision(1, day=day)})
    town.write("agencies/swj/decisions/2026/12/002.yaml", decision(2, day=day))
    html = built(town, "2027-01-20")["agencies/swj/compliance/index.html"].decode()
    assert row_of(html, "2026年12月") == ["", "100%", "1", "1", "0", "0", "7", "1", "1", "没到期 1，期限暂定 1"]
    assert '<h3 id="provisional" class="duties__head">期限暂定 ' in html
    assert 'id="late"' not in html
    assert '<span class="state state--open">暂定</span>' in html


def test_the_jurisdiction_has_a_row_for_each_agency(town: Lived) -> None:
    """The worst first; the same figures stand in a table file."""
    site = built(town)
    html = site["compliance/index.html"].decode()
    assert html.index('href="/agencies/jyj/compliance/"') < html.index('href="/agencies/swj/compliance/"')
    assert "截至 2026年11月20日。" in html
    cells = row_of(html, "示例市教育局")
    assert [" ".join(cell.split()) for cell in cells] == ["50% 4 件", "1", "1", "1", "0", "0", "3", "—", "0"]
    rows = table(site["compliance/agencies.csv"])
    assert [row[0] for row in rows] == ["机关", "示例市", "示例市教育局", "示例市商务局"]
    told = dict(zip(rows[0], rows[2], strict=True))
    assert (told["机关"], told["按期"], told["计入"], told["按期率（%）"]) == ("示例市教育局", "2", "4", "50.0")
    assert [row[:2] for row in table(site["compliance/months.csv"])[1:5]] == [
        ["示例市", "2026-03"],
        ["示例市", "2026-04"],
        ["示例市", "2026-10"],
        ["示例市", "2026-11"],
    ]
    assert [row[2:4] for row in table(site["compliance/late-2026.csv"])[1:]] == [
        ["agencies/jyj/decisions/2026/03/002", "示例市晨光第2教育咨询有限公司擅自招收学生案"]
    ]


def test_numbers_are_told_of_agencies_without_an_explanation(town: Lived) -> None:
    """The agency has no number-gaps.yaml, and its page says which numbers are missing."""
    site = built(town)
    html = site[f"{OWN}index.html"].decode()
    cells = [" ".join(cell.split()) for cell in row_of(html, "示教罚〔2026〕")]
    assert cells == ["1—9", "6", "3 个4—6 号", "—", "—", "7号早于3号"]
    rows = table(site["compliance/numbers.csv"])
    assert rows[1] == ["示例市教育局", "示教罚", "2026", "1", "9", "6", "3", "4—6", "", "", "3→7"]


def test_what_the_register_knows_is_overdue_without_a_page(town: Lived) -> None:
    """Its number is told, and leads nowhere."""
    town.write("agencies/jyj/decisions/register.csv", "文号,日期,种类\n示教罚〔2026〕4号,2026-03-02,行政处罚\n")
    html = built(town)[f"{OWN}index.html"].decode()
    assert '<th scope="row" role="rowheader">示教罚〔2026〕4号</th>' in html


def test_reviewers_and_expired_certificates_are_counted(town: Lived) -> None:
    """Of twenty-one officers one has an expired certificate: twenty ask for one reviewer, and there is none."""
    officers = "".join(OFFICER.format(number=f"9{one:07}", until="2027-01-01") for one in range(20))
    expired = OFFICER.format(number="90000099", until="2026-06-30").replace("张某某", "李某某")
    reviewer = (
        "entries:\n  - number: S1\n    name: 王某某\n    role: 法制审核人员\n    reviewing_since: 2020-01-01\n"
        "    until: 2026-05-01\n    acts: [行政处罚]\n    qualified: true\n"
    )
    lists = {"officers": f"entries:\n{officers}{expired}", "reviewers": reviewer}
    town.on("2026-05-02", {f"agencies/jyj/{name}.yaml": text for name, text in lists.items()})
    town.on("2026-05-03", {"rules/staffing.yaml": (RULES / "staffing.yaml").read_text(encoding="utf-8")})
    site = built(town)
    html = site[f"{OWN}index.html"].decode()
    assert row_of(html, "示例市教育局")[:5] == ["20", "0", "不低于 5%", "1", "不足"]
    assert "国办发〔2018〕118号第（十一）项" in html
    assert row_of(html, "李某某") == ["执法科", "2026-06-30", "—"]
    figures = json.loads(site[f"{OWN}figures.json"])
    assert [one["record"] for one in figures["expired_certificates"]] == ["agencies/jyj/officers#90000099"]
    assert [(one["officers"], one["reviewers"], one["least"]) for one in figures["reviewers"]] == [(20, 0, 1)]


def test_a_feed_tells_what_falls_due_and_keeps_its_bytes(town: Lived) -> None:
    """One entry when it is time to see to it, another once it is overdue; a later day alone changes nothing."""
    feed = feedparser.parse(built(town)[f"{OWN}feed.xml"])
    assert feed.bozo is False
    assert [(one.title, one.updated) for one in feed.entries] == [
        ("快到期：示例市晨光第9教育咨询有限公司擅自招收学生案（许可、处罚决定公开）", "2026-11-20T00:00:00+08:00"),
        ("超期未办：示例市晨光第8教育咨询有限公司擅自招收学生案（许可、处罚决定公开）", "2026-10-20T00:00:00+08:00"),
    ]
    before = built(town, "2026-11-21")
    after = built(town, "2026-11-22")
    unlike = sorted(path for path in after if before[path] != after[path] and "compliance" in path)
    assert unlike == ["compliance/figures.json", "compliance/index.html"]
    assert feedparser.parse(after["agencies/swj/compliance/feed.xml"]).entries == []


def test_one_more_record_touches_its_own_agency_alone(town: Lived) -> None:
    """The other agency's page and files stand as they stood, and all is as a build anew makes it."""
    before = built(town)
    town.on("2026-11-19", {path_of(10, "2026-11-16"): decision(10, day="2026-11-16")})
    report = build(town.order(DAY))
    mine = [path for path in report.changed if "/compliance/" in path or path.startswith("compliance/")]
    assert [path for path in mine if not path.startswith((OWN, "compliance/"))] == []
    assert f"{OWN}index.html" in mine
    assert "compliance/late-2026.csv" not in mine
    after = tree(town.order(DAY).output)
    assert after[f"{OWN}months.csv"] != before[f"{OWN}months.csv"]
    anew = town.order(DAY)
    other = type(anew)(anew.project, anew.content, anew.output.with_name("anew"), anew.as_of, anew.cache / "anew")
    build(other)
    assert tree(other.output) == after


def test_nothing_that_a_withdrawn_record_said_of_its_limit_stays(town: Lived) -> None:
    """Late it remains, by the day that it had; the law that it cited goes with it."""
    town.on("2026-05-04", {path_of(5): decision(5, more=CITED)})
    said = "市场监督管理行政处罚信息公示规定"
    assert said in built(town)[f"{OWN}figures.json"].decode()
    town.on("2026-05-05", {path_of(5): TOMBSTONE.replace("1号", "5号")}, "撤下")
    site = built(town)
    assert "agencies/jyj/decisions/2026/03/005" in site[f"{OWN}figures.json"].decode()
    assert [path for path, raw in site.items() if "compliance" in path and said in raw.decode()] == []


def test_a_town_without_anything_says_so(tmp_path: Path) -> None:
    """Empty tables are sentences; a feed and a calendar are there all the same."""
    town = Lived(tmp_path / "town")
    town.on("2026-01-01", {**found(), "agencies/jyj/agency.yaml": AGENCY})
    site = built(town)
    html = site[f"{OWN}index.html"].decode()
    for sentence in ("没有超期的，也没有快到期的。", "在岗执法人员的证件都没有过期。", "还没有到期的统计年报。"):
        assert sentence in html
    assert site[f"{OWN}deadlines.ics"].startswith(b"BEGIN:VCALENDAR\r\n")
    assert site["compliance/duties.csv"].count(b"\r\n") == 1
