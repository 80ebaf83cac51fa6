"""Notices of days off, read clause by clause: what real ones say, what invented ones say, and what is not guessed."""

import json
from datetime import date

import pytest
from tests.timing.years import SHARED, calendar, day

from disclosure.intake.notices import Notice, Reading, read_notice, read_sentence
from disclosure.model.errors import MalformedValue
from disclosure.timing.calendar import Calendar

CASES = SHARED / "description_parsing_cases.json"

NOTICE = """\
国务院办公厅关于2031年
部分节假日安排的通知
国办发明电〔2030〕99号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，自2031年1月1日起，国庆节自10月1日起放假调休7天，现将具体安排通知如下。
　　一、元旦：2030年12月31日（周二）至2031年1月2日（周四）放假调休，共3天。2030年12月29日（周日）上班。
　　二、春节：1月22日（农历除夕、周三）至28日（周二）放假调休，共7天。1月19日（周日）、2月8日（星期六）上班。鼓励单位安排职工在1月21日休息。
　　三、清明节：4月5日放假，4月7日（星期一）补休。
　　四、端午节：6月24日放假。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。

国务院办公厅
2030年11月5日
"""


def days(*written: str) -> frozenset[date]:
    """Return days from their usual form, with `..` between the ends of a span."""
    found: set[date] = set()
    for one in written:
        first, _dots, last = one.partition("..")
        numbers = range(day(first).toordinal(), day(last or first).toordinal() + 1)
        found |= {date.fromordinal(number) for number in numbers}
    return frozenset(found)


def test_a_notice_is_read_whole() -> None:
    """Title, number, date of signing, every holiday; the frame around it and what is merely encouraged say nothing."""
    assert read_notice(NOTICE) == Notice(
        year=2031,
        title="国务院办公厅关于2031年部分节假日安排的通知",
        document_no="国办发明电〔2030〕99号",
        issued_on="2030-11-05",
        holidays={
            "元旦": Reading(days("2030-12-31..2031-01-02"), days("2030-12-29")),
            "春节": Reading(days("2031-01-22..2031-01-28"), days("2031-01-19", "2031-02-08")),
            "清明节": Reading(days("2031-04-05", "2031-04-07")),
            "端午节": Reading(days("2031-06-24")),
        },
    )


@pytest.mark.parametrize(
    ("text", "off", "work"),
    [
        ("5月1日放假。", ["2031-05-01"], []),
        ("5月1日放假1天，不调休。", ["2031-05-01"], []),
        ("5月1日放假，与周末连休。", ["2031-05-01"], []),
        ("5月1日—3日放假公休，共3天。", ["2031-05-01..2031-05-03"], []),
        ("5月31日至6月2日放假，共3天。", ["2031-05-31..2031-06-02"], []),
        ("9月28日（星期日)、10月11日(周六）上班。", [], ["2031-09-28", "2031-10-11"]),
        (
            "10月1日至3日放假。其中，10月1日（星期三）为法定节假日，4日（星期六）、5日（星期日）两个公休日分别调至2日、3日。",
            ["2031-10-01..2031-10-03"],
            ["2031-10-04", "2031-10-05"],
        ),
        ("1月1日放假。12月28日（星期六）上班。", ["2031-01-01"], ["2030-12-28"]),
        ("12月31日放假调休。2032年1月3日（星期六）上班。", ["2031-12-31"], ["2032-01-03"]),
    ],
)
def test_one_holiday_in_the_words_of_notices(text: str, off: list[str], work: list[str]) -> None:
    """Spans over months, dates that leave out month or year, days of rest that are moved."""
    assert read_sentence(2031, text) == Reading(days(*off), days(*work))


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("5月1日放假半天。", "「5月1日放假半天」看不懂"),
        ("放假安排另行通知。", "「放假安排另行通知」看不懂"),
        ("5月4日可能上班。", "「5月4日可能上班」看不懂"),
        ("1日放假。", "「1日放假」没有写月份"),
        ("2月30日放假。", "「2月30日放假」里没有 2月30日 这一天"),
        ("5月3日至1日放假。", "「5月3日至1日放假」从 2031-05-03 到 2031-05-01 不像一次放假"),
        ("5月1日（周五）放假。", "「5月1日（星期五）放假」的 2031-05-01 是星期四，写的是星期五；请核对年份和日期"),
        ("5月1日至3日放假，共4天。", "写的是共 4 天，数出来是 3 天"),
        ("5月1日至4日放假。5月4日上班。", "2031-05-04 又放假又上班"),
        ("延长假期至5月6日（周二），5月7日起正常上班。", "「延长假期至5月6日（星期二）」看不懂"),
    ],
)
def test_what_is_unclear_is_listed_with_its_words(text: str, unread: str) -> None:
    """A clause about days that is not understood, or not possible, is never guessed."""
    assert read_sentence(2031, text).unread[0] == unread


def test_days_that_stand_outside_the_paragraphs_are_not_passed_over() -> None:
    """A further sentence that sets a day, and a second paragraph about the same holiday, are listed."""
    more = "五、端午节：6月25日放假。\n另外，12月31日放假。\n"
    assert read_notice(NOTICE.replace("节假日期间", more)).unread == (
        "「12月31日放假」不知道是哪个节日",
        "「6月25日放假。」不知道是哪个节日",
    )


def test_a_notice_about_one_holiday_takes_its_name_from_the_title() -> None:
    """An adjusted holiday, numbered, and a single commemoration, not numbered."""
    title = "国务院办公厅关于调整2031年劳动节假期安排的通知\n"
    adjusted = f"{title}一、5月1日至3日放假，共3天。\n二、各地区要抓紧做好假期调整工作。\n"
    assert read_notice(adjusted).holidays == {"劳动节": Reading(days("2031-05-01..2031-05-03"))}
    frame = "国务院关于示例纪念日调休放假的通知\n国发明电〔2031〕1号\n{body}\n2031年5月13日\n"
    body = "2031年9月3日全国放假1天。特作如下调休：9月3日至5日调休放假，共3天。9月7日（星期日）上班。"
    single = frame.format(body=body)
    found = read_notice(single)
    assert found.holidays == {"示例纪念日": Reading(days("2031-09-03..2031-09-05"), days("2031-09-07"))}
    assert (found.year, found.document_no, found.issued_on) == (2031, "国发明电〔2031〕1号", "2031-05-13")


def test_a_list_that_was_copied_without_its_frame_needs_the_year() -> None:
    """The names of the holidays are enough to tell the paragraphs, but no year is made up."""
    text = "元旦：1月1日放假。\n——春节：1月22日至28日放假调休，共7天。\n"
    with pytest.raises(MalformedValue, match="看不出是哪一年的通知，请用 --year 写明年份"):
        read_notice(text)
    assert list(read_notice(text, 2031).holidays) == ["元旦", "春节"]


@pytest.mark.skipif(not CASES.is_file(), reason="the sentences of ../shared/data/holiday-cn are not here")
def test_real_sentences_are_read_as_others_read_them() -> None:
    """All 49 sentences of real notices give exactly the days that are expected of them."""
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    wrong = []
    for case in cases:
        told = {one["date"]: one["isOffDay"] for one in case["expected"]}
        off, work = (days(*(written for written, free in told.items() if free is wanted)) for wanted in (True, False))
        if read_sentence(case["year"], case["description"]) != Reading(off, work):
            wrong.append(case["description"])
    assert wrong == []
    assert len(cases) >= 49


def test_what_was_read_counts_as_the_calendar_does() -> None:
    """The days of an invented notice, as a calendar, are worked and off as the notice says."""
    holidays = [
        {
            "days_off": [{"from": one.isoformat()} for one in read.off],
            "workdays": [one.isoformat() for one in read.work],
        }
        for read in read_notice(NOTICE).holidays.values()
    ]
    found = Calendar.of({2031: {"holidays": holidays}})
    told = {one: found.is_workday(day(one)) for one in ("2030-12-29", "2030-12-31", "2031-04-07", "2031-02-08")}
    assert told == {"2030-12-29": True, "2030-12-31": False, "2031-04-07": False, "2031-02-08": True}
    assert calendar().years == frozenset(range(2007, 2027))
