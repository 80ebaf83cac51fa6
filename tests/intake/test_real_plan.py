"""The plan of the real document: 44 rows, of which the copy has 39, one of them displaced."""

from datetime import date
from pathlib import Path

import pytest
from bench.plan import SOURCE, entries, prepare

from disclosure.checking.gate import Gate, Rules
from disclosure.model.kinds import KINDS
from disclosure.model.record import Document
from disclosure.reading.documents import read_document

PROJECT = Path(__file__).parents[2]
SHARED = PROJECT.parent / "shared"
COLUMNS = {"number", "main_task", "task", "step", "requirement", "responsible", "deadline"}
DAMAGED = """\
序号\t主要任务\t具体任务\t任务分解\t工作要求\t责任单位\t完成时限
1\t全面推行公示\t强化公开\t公布名录\t逐个公布。\t各级行政 执法机关\t2019年7月
2\t\t\t编制清单\t写明依据。\t\t

序号\t主要任务\t具体任务\t任务分解\t工作要求\t责任单位\t完成时限
\t\t\t4\t建设场所
5\t\t\t\t规范记录\t按要求记录。\t市司法局 市财政局\t长期执行
"""
real = pytest.mark.skipif(not (SHARED / SOURCE).is_file(), reason="the real input of ../shared is not here")


def test_a_damaged_copy_is_read_as_it_is() -> None:
    """Merged cells repeat the row above and say so; what is displaced or lost is marked, and nothing is made up."""
    kept = {"main_task": "全面推行公示", "task": "强化公开"}
    assert entries(DAMAGED) == [
        {
            "number": "1",
            **kept,
            "step": "公布名录",
            "requirement": "逐个公布。",
            "responsible": "各级行政执法机关",
            "deadline": "2019-07",
        },
        {
            "number": "2",
            **kept,
            "step": "编制清单",
            "requirement": "写明依据。",
            "responsible": "各级行政执法机关",
            "deadline": "2019-07",
            "note": "责任单位、完成时限照上一行（原表是合并的单元格）",
        },
        {"number": "3", "copy": "缺失", "note": "抄件缺了这一行"},
        {
            "number": "4",
            **kept,
            "step": "建设场所",
            "copy": "错位",
            "note": "抄件上序号错到第 4 栏，工作要求、责任单位、完成时限缺失",
        },
        {
            "number": "5",
            **kept,
            "step": "规范记录",
            "requirement": "按要求记录。",
            "responsible": "市司法局、市财政局",
            "deadline": "长期执行",
        },
    ]


@real
def test_all_rows_of_the_real_table_are_there() -> None:
    """44 numbers: 38 whole, one displaced, five lost; the whole ones have all seven columns but for one empty cell."""
    rows = entries((SHARED / SOURCE).read_text(encoding="utf-8"))
    assert [row["number"] for row in rows] == [str(number) for number in range(1, 45)]
    assert [row["number"] for row in rows if row.get("copy") == "错位"] == ["26"]
    assert [row["number"] for row in rows if row.get("copy") == "缺失"] == ["30", "31", "32", "38", "39"]
    whole = [row for row in rows if "copy" not in row]
    assert len(whole) == 38
    assert {row["number"]: COLUMNS - set(row) for row in whole if COLUMNS - set(row)} == {"29": {"step"}}
    assert {row["deadline"] for row in whole if not row["deadline"].startswith("2019-")} == {"长期执行", "长期推进"}


@real
def test_the_real_plan_passes_every_check(tmp_path: Path) -> None:
    """The content repository that is made of it holds a plan without an issue."""
    path = prepare(SHARED, tmp_path / "repository") / "plan.yaml"
    document = read_document("plan.yaml", path.read_bytes())
    assert isinstance(document, Document)
    plan = next(kind for kind in KINDS if kind.name == "plan")
    assert Gate(PROJECT / "schemas", Rules(date(2026, 11, 20), {}, {}, {}, {})).check(document, plan) == ()
