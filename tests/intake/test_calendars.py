"""calendar import: a year is written whole or not at all, and an adjusted notice changes only what it names."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.intake.test_notices import NOTICE
from tests.intake.town import SCHEMAS
from tests.timing.years import CONTENT, PROJECT, SHARED, day

from disclosure.checking.gate import Gate, Rules
from disclosure.intake.calendars import CalendarOrder, ImportedCalendar, import_calendar
from disclosure.model.errors import ContentError, GongshiError

GATE = Gate(PROJECT / "schemas", Rules(day("2026-11-20"), {}, {}, {}, {}))
DONE = ImportedCalendar("calendar/2031.yaml", changed=True, holidays=4, days_off=13, workdays=3, left_out=())
ADJUSTED = "国务院办公厅关于调整2031年清明节假期安排的通知\n国办发明电〔2031〕3号\n一、4月5日至7日放假，共3天。\n"
WRITTEN = """\
# 2031 年的放假和调休，照国务院办公厅的通知。通知有调整的，改节日的日子，另添一份通知。
notices:
- title: 国务院办公厅关于2031年部分节假日安排的通知
  document_no: 国办发明电〔2030〕99号
  issued_on: 2030-11-05
holidays:
- name: 元旦
  days_off:
  - from: 2030-12-31
    until: 2031-01-02
  workdays:
  - 2030-12-29
- name: 春节
  days_off:
  - from: 2031-01-22
    until: 2031-01-28
  workdays:
  - 2031-01-19
  - 2031-02-08
- name: 清明节
  days_off:
  - from: 2031-04-05
  - from: 2031-04-07
- name: 端午节
  days_off:
  - from: 2031-06-24
"""


def order(content: Path, text: str | bytes = NOTICE, **more: object) -> CalendarOrder:
    """Return an order to import a text."""
    raw = text.encode() if isinstance(text, str) else text
    return replace(CalendarOrder(raw, "通知.txt", content, SCHEMAS, GATE.check_setting), **more)  # type: ignore[arg-type]


def written(content: Path) -> str:
    """Return the file of 2031."""
    return (content / "calendar" / "2031.yaml").read_text(encoding="utf-8")


def refused(request: CalendarOrder) -> str:
    """Return what is said of a notice that is not taken; nothing may be written."""
    before = {path: path.read_bytes() for path in request.content.rglob("*.yaml")}
    with pytest.raises(GongshiError) as fault:
        import_calendar(request)
    assert {path: path.read_bytes() for path in request.content.rglob("*.yaml")} == before
    told = [str(fault.value), *(issue.sentence for issue in getattr(fault.value, "issues", ()))]
    return "\n".join(told)


def test_a_notice_becomes_the_file_of_its_year(tmp_path: Path) -> None:
    """The whole file, and a second import that changes nothing."""
    assert import_calendar(order(tmp_path)) == DONE
    assert written(tmp_path) == WRITTEN
    assert not import_calendar(order(tmp_path)).changed
    assert not import_calendar(order(tmp_path, NOTICE.encode("gb18030"))).changed


def test_an_adjusted_holiday_is_taken_only_when_asked_for(tmp_path: Path) -> None:
    """What differs is named; with `replace` that holiday changes, a notice is added, and all else stays."""
    import_calendar(order(tmp_path))
    assert refused(order(tmp_path, ADJUSTED)) == (
        "content/calendar/2031.yaml 已经有了，与 通知.txt 不同的有：清明节；没有写文件。"
        "确实有调整的，加上 --replace：这几个节日换成新的，其他的都不动"
    )
    import_calendar(order(tmp_path, ADJUSTED, replace=True))
    single, joined = "  - from: 2031-04-05\n  - from: 2031-04-07\n", "  - from: 2031-04-05\n    until: 2031-04-07\n"
    notice = "- title: 国务院办公厅关于调整2031年清明节假期安排的通知\n  document_no: 国办发明电〔2031〕3号\n"
    assert written(tmp_path) == WRITTEN.replace(single, joined).replace("holidays:\n", f"{notice}holidays:\n")


def test_the_same_notice_again_keeps_what_was_added_to_it(tmp_path: Path) -> None:
    """An address that somebody wrote into the file stays, when a corrected text of the notice is imported."""
    import_calendar(order(tmp_path))
    path = tmp_path / "calendar" / "2031.yaml"
    path.write_text(WRITTEN.replace("2030-11-05\n", "2030-11-05\n  url: https://www.gov.cn/1.htm\n"), encoding="utf-8")
    import_calendar(order(tmp_path, NOTICE.replace("6月24日", "6月25日"), replace=True))
    assert "  url: https://www.gov.cn/1.htm\nholidays:\n" in written(tmp_path)
    assert "- from: 2031-06-25\n" in written(tmp_path)


def test_what_cannot_be_read_is_listed_and_nothing_is_written(tmp_path: Path) -> None:
    """Every clause, with its holiday and its words, and what to do."""
    text = NOTICE.replace("6月24日放假。", "6月24日放假半天。").replace("共7天", "共8天")
    assert refused(order(tmp_path, text)) == (
        "通知.txt 里有看不懂的句子，没有写文件：\n"
        "  春节：写的是共 8 天，数出来是 7 天\n"
        "  端午节：「6月24日放假半天」看不懂\n"
        "请把这几句改写成「某月某日至某日放假，共几天。某月某日（星期几）上班。」再导入，或者照别的年份手写"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "通知.txt：看不出是哪一年的通知，请用 --year 写明年份"),
        ("2031年的工作要点。\n", "通知.txt 里没有 2031 年的放假安排，没有写文件；请核对是不是通知的全文"),
        (b"%PDF-1.7 \x00\xff", "通知.txt 不是文字文件；请把通知的文字复制到 .txt 文件里再导入"),
        ('{"year": 2031}', "通知.txt：不是 holiday-cn 的 JSON 文件"),
        ('{"year": 2031', "通知.txt：不是 holiday-cn 的 JSON 文件"),
        ('{"year": 2031, "days": []}', "通知.txt 里没有 2031 年的放假安排，没有写文件；请核对是不是通知的全文"),
        ('{"year": 31, "days": []}', "通知.txt：年份 31 不对；请核对"),
    ],
)
def test_what_is_no_notice_is_refused(tmp_path: Path, text: str | bytes, said: str) -> None:
    """An empty file, another text, a file that is no text, a JSON file of something else."""
    assert refused(order(tmp_path, text)) == said


def test_days_of_another_year_are_refused_by_the_check(tmp_path: Path) -> None:
    """What the check would say of the file is said before it is written."""
    days = [{"name": "元旦", "date": "2029-01-01", "isOffDay": True}]
    assert refused(order(tmp_path, json.dumps({"year": 2031, "days": days}))) == (
        "通知.txt 里的日期有错，没有写文件\n"
        "从（holidays[0].days_off[0].from）：2029-01-01 不在 2031 年；请核对年份；上一年十二月的可以写"
    )


def test_a_file_that_is_faulty_already_is_not_touched(tmp_path: Path) -> None:
    """Somebody has to mend it first."""
    (tmp_path / "calendar").mkdir()
    (tmp_path / "calendar" / "2031.yaml").write_text("holidays: 1\n", encoding="utf-8")
    assert refused(order(tmp_path)).startswith("已有的 content/calendar/2031.yaml 有错，先改好它再导入\n")


def test_a_holiday_without_a_day_off_is_refused(tmp_path: Path) -> None:
    """A sentence that only names days to work says nothing of a holiday."""
    said = refused(order(tmp_path, "2031年放假安排\n元旦：1月4日（星期六）上班。\n"))
    assert said.splitlines()[1] == "  元旦：没有写哪几天放假"


def test_days_of_a_json_file_become_spans(tmp_path: Path) -> None:
    """Single days are joined, names kept, addresses become notices, and a worked Monday is left out and said."""
    days = [
        {"name": "春节", "date": "2031-01-22", "isOffDay": True},
        {"name": "春节", "date": "2031-01-23", "isOffDay": True},
        {"name": "春节", "date": "2031-01-19", "isOffDay": False},
        {"name": "春节", "date": "2031-01-27", "isOffDay": False},
    ]
    text = json.dumps({"year": 2031, "papers": ["https://www.gov.cn/1.htm"], "days": days})
    done = import_calendar(order(tmp_path, text))
    assert done == replace(DONE, holidays=1, days_off=2, workdays=1, left_out=(day("2031-01-27"),))
    assert written(tmp_path).partition("\n")[2] == (
        "notices:\n- url: https://www.gov.cn/1.htm\nholidays:\n- name: 春节\n  days_off:\n"
        "  - from: 2031-01-22\n    until: 2031-01-23\n  workdays:\n  - 2031-01-19\n"
    )
    with pytest.raises(ContentError, match="文件是 2031 年的，不是 2030 年的"):
        import_calendar(order(tmp_path, text, year=2030))


@pytest.mark.skipif(not SHARED.is_dir(), reason="the calendars of ../shared/data/holiday-cn are not here")
@pytest.mark.parametrize("number", range(2009, 2027))
def test_a_real_year_changes_nothing_in_the_calendar_that_is_shipped(tmp_path: Path, number: int) -> None:
    """Another project's reading of every notice since 2009 is, name by name and day by day, what content/ holds."""
    name = f"calendar/{number}.yaml"
    (tmp_path / "calendar").mkdir()
    text = (CONTENT / name).read_text(encoding="utf-8").replace("中国人民抗日", "抗日")
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert not import_calendar(order(tmp_path, (SHARED / f"{number}.json").read_bytes())).changed
