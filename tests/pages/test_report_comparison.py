"""An annual report beside its records: every cell in which there is anything, and every difference in words."""

from decimal import Decimal

from tests.pages.registers import record
from tests.pages.town import FACTS, PLACE, PROJECT, SCHEMAS, html_of

from disclosure.checking.counting import Figures, Place, State
from disclosure.checking.statistics import Statistics
from disclosure.model.kinds import KINDS
from disclosure.model.record import Document
from disclosure.pages.annual_report_page import AnnualReportPage
from disclosure.pages.records import record_page
from disclosure.pages.report_comparison import ComparedCell, ComparedTable, MatterLine
from disclosure.pages.shared import Context
from disclosure.pages.views import Link
from disclosure.reading.documents import read_document

RULES = read_document("rules/statistics.yaml", (PROJECT / "content/rules/statistics.yaml").read_bytes())
assert isinstance(RULES, Document)
STATISTICS = Statistics.of(RULES.data)
MATTER = "agencies/jyj/matters#CF-01"


def cell(table: str, column: str, number: str, state: State = State.PUBLIC, matter: str = "") -> tuple[Place, Decimal]:
    """Return what is counted in one cell."""
    return Place("jyj", 2025, table, column, state, matter), Decimal(number)


def page_of(*counts: tuple[Place, Decimal], **tables: object) -> AnnualReportPage:
    """Return the page of a report with some tables, whose records come to some counts."""
    context = Context(
        FACTS,
        SCHEMAS,
        KINDS,
        site=PLACE,
        statistics=STATISTICS,
        figures={("jyj", 2025): Figures("jyj", 2025, counts)},
        matters={MATTER: "擅自招生的处罚"},
    )
    page = record_page(record("annual_report", "agencies/jyj/reports/2025", "年报", **tables), context)
    assert isinstance(page, AnnualReportPage)
    return page


def test_every_cell_stands_beside_its_records() -> None:
    """More, less, not filled in, alike; amounts as money; how each is counted."""
    page = page_of(
        cell("penalty", "fine", "2", matter=MATTER),
        cell("penalty", "warning", "1"),
        cell("penalty", "revocation", "1", State.WITHDRAWN),
        cell("penalty", "", "1", State.WITHHELD),
        cell("penalty", "amount", "1200.5"),
        penalty={"fine": 3, "warning": 0, "criticism": 0, "amount": Decimal("1200.5")},
    )
    first = page.compared[0]
    rule = STATISTICS.rules[0]
    assert first == ComparedTable(
        "表一",
        "行政处罚实施情况",
        "有 4 栏与记录不同：",
        (
            "警告：年报 0，记录 1，年报少 1",
            "罚款：年报 3，记录 2，年报多 1",
            "吊销许可证件：年报 —，记录 1，年报没有填",
            "合计：年报 3，记录 5，年报少 2",
        ),
        "记录里有 5 宗：公开的 3，已撤下的 1，依法不公开的 1，其中 1 宗看不到种类，只计入合计。",
        (f"{rule.said.removesuffix('。')}（国办发〔2018〕118号第（六）项）。",),
        (
            ComparedCell("警告", "处罚种类：警告", "0", "1", "年报少 1", "一致"),
            ComparedCell("罚款", "处罚种类：罚款", "3", "2", "年报多 1", "一致"),
            ComparedCell("吊销许可证件", "处罚种类：吊销许可证件", "—", "1", "年报没有填", "一致"),
            ComparedCell("合计", "以上各栏相加", "3", "5", "年报少 2", "一致"),
            ComparedCell("罚没金额", "罚款金额 ＋ 没收金额", "1,200.50 元", "1,200.50 元", "", "一致"),
        ),
    )
    assert page.matters == (
        MatterLine(Link("CF-01 擅自招生的处罚", "/agencies/jyj/matters/CF-01/"), ("2", "—", "—", "—")),
        MatterLine(Link("没有写明或者不按事项列出的", ""), ("3", "—", "—", "—")),
    )
    html = html_of(page)
    for difference in first.differences:
        assert f"<li>{difference}</li>" in html


def test_what_records_do_not_tell_is_left_to_the_agency() -> None:
    """Applications are in no record: their number is shown, and compared with nothing."""
    table = page_of(cell("permit", "granted", "1"), permit={"applied": 4, "granted": 1}).compared[1]
    assert (table.verdict, table.differences) == ("各栏与记录一致。", ())
    assert table.cells == (
        ComparedCell("申请数量", "记录里没有，由机关统计", "4", "—", "", "—"),
        ComparedCell("许可数量", "许可结果：准予、变更、延续", "1", "1", "", "一致"),
    )


def test_a_table_that_the_report_lacks_is_said() -> None:
    """The records of it stand there all the same."""
    table = page_of(cell("acts", "inspection", "7"), penalty={"fine": 0}).compared[3]
    assert (table.verdict, table.counted) == ("年报没有这张表。", "记录里有 7 次：公开的 7。")
    assert table.differences == ("行政检查：年报 —，记录 7，年报没有填", "合计：年报 —，记录 7，年报没有填")
