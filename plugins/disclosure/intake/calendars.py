"""calendar import: a year's notice, or another project's reading of it, becomes calendar/<year>.yaml."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeAlias

from disclosure.intake.layout import write_yaml
from disclosure.intake.notices import Notice, Reading, read_notice
from disclosure.intake.shelf import write_files
from disclosure.intake.tables import decode
from disclosure.model.errors import ContentError, GongshiError, MalformedValue
from disclosure.model.issue import Issue, Level
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import Schemas

SCHEMA = "calendar"
SATURDAY = 5
YEARS = range(1949, 2100)
DAY = timedelta(days=1)
CheckSetting: TypeAlias = Callable[[Document, str], Sequence[Issue]]
Data: TypeAlias = dict[str, Any]


@dataclass(frozen=True)
class CalendarOrder:
    """One request to import a notice: its bytes and what to call them, where to, and of which year (None: it says so).

    `replace`: holidays of the same name take the days of the new notice; everything else of the year stays.
    """

    raw: bytes
    name: str
    content: Path
    schemas: Schemas
    check: CheckSetting
    year: int | None = None
    replace: bool = False


@dataclass(frozen=True, slots=True)
class ImportedCalendar:
    """What became of a notice: the file, how many holidays the year has now, the notice's days off and make-up days.

    `left_out` are days to work that are no weekend's; `changed` is False where the file held all of it already.
    """

    path: str
    changed: bool
    holidays: int
    days_off: int
    workdays: int
    left_out: tuple[date, ...]


def import_calendar(order: CalendarOrder) -> ImportedCalendar:
    """Read a notice and write the calendar of its year; ContentError, nothing written, where any is unclear."""
    notice = _notice(order)
    if notice.year not in YEARS:
        raise ContentError(_("{name}：年份 {year} 不对；请核对").format(name=order.name, year=notice.year))
    without = [
        _("{name}：没有写哪几天放假").format(name=name) for name, read in notice.holidays.items() if not read.off
    ]
    if notice.unread or without:
        lines = "\n".join(f"  {clause}" for clause in [*notice.unread, *without])
        told = _("{name} 里有看不懂的句子，没有写文件：\n{lines}\n{remedy}")
        remedy = _("请把这几句改写成「某月某日至某日放假，共几天。某月某日（星期几）上班。」再导入，或者照别的年份手写")
        raise ContentError(told.format(name=order.name, lines=lines, remedy=remedy))
    if not notice.holidays:
        told = _("{name} 里没有 {year} 年的放假安排，没有写文件；请核对是不是通知的全文")
        raise ContentError(told.format(name=order.name, year=notice.year))
    path = f"calendar/{notice.year}.yaml"
    old = _standing(order, path)
    data = _merged(old, _data(notice), order, path) if old else _data(notice)
    changed = data != old
    if changed:
        _write(order, path, data, notice.year)
    return ImportedCalendar(
        path,
        changed,
        len(data["holidays"]),
        sum(len(reading.off) for reading in notice.holidays.values()),
        sum(len(_of_weekends(reading.work)) for reading in notice.holidays.values()),
        tuple(sorted(day for reading in notice.holidays.values() for day in reading.work if day.weekday() < SATURDAY)),
    )


def _notice(order: CalendarOrder) -> Notice:
    """Return what the bytes say, be it the text of a notice or a JSON file of days."""
    try:
        text = decode(order.raw, Path(order.name))
    except GongshiError as fault:
        problem = _("{name} 不是文字文件；请把通知的文字复制到 .txt 文件里再导入")
        raise GongshiError(problem.format(name=order.name)) from fault
    try:
        if text.lstrip().startswith("{"):
            return _from_json(text, order.year)
        return read_notice(text, order.year)
    except MalformedValue as fault:
        raise ContentError(_("{name}：{fault}").format(name=order.name, fault=fault)) from None


def _from_json(text: str, year: int | None) -> Notice:
    """Return a year of holiday-cn; MalformedValue where the file is not made like one."""
    try:
        data = json.loads(text)
        number = int(data["year"])
        days: dict[str, tuple[set[date], set[date]]] = {}
        for one in data["days"]:
            off, work = days.setdefault(str(one["name"]), (set(), set()))
            (off if one["isOffDay"] is True else work).add(date.fromisoformat(one["date"]))
        papers = [str(address) for address in data.get("papers", ())]
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise MalformedValue(_("不是 holiday-cn 的 JSON 文件")) from fault
    if year not in {None, number}:
        raise MalformedValue(_("文件是 {number} 年的，不是 {year} 年的").format(number=number, year=year))
    holidays = {name: Reading(frozenset(off), frozenset(work)) for name, (off, work) in days.items()}
    return Notice(number, holidays=holidays, addresses=tuple(papers))


def _data(notice: Notice) -> Data:
    """Return a notice as the data of calendar/<year>.yaml."""
    said = {"title": notice.title, "document_no": notice.document_no, "issued_on": notice.issued_on}
    stated = {key: value for key, value in said.items() if value}
    notices = [stated] if stated else [{"url": address} for address in notice.addresses]
    unnamed = [{"title": _("{year} 年节假日安排").format(year=notice.year)}]
    ordered = sorted(notice.holidays.items(), key=lambda item: min(item[1].off | item[1].work))
    return {"notices": notices or unnamed, "holidays": [_holiday(name, reading) for name, reading in ordered]}


def _holiday(name: str, reading: Reading) -> Data:
    written: Data = {"name": name, "days_off": list(_spans(sorted(reading.off)))}
    workdays = _of_weekends(reading.work)
    return {**written, "workdays": workdays} if workdays else written


def _of_weekends(days: Iterable[date]) -> list[str]:
    """Return the days that would be off by the week; to say of a weekday that it is worked says nothing."""
    return [day.isoformat() for day in sorted(days) if day.weekday() >= SATURDAY]


def _spans(days: Sequence[date]) -> Iterable[Data]:
    """Yield sorted days as spans without a gap."""
    start = 0
    for place, day in enumerate(days):
        if place + 1 == len(days) or days[place + 1] != day + DAY:
            first = days[start].isoformat()
            yield {"from": first, "until": day.isoformat()} if place > start else {"from": first}
            start = place + 1


def _standing(order: CalendarOrder, path: str) -> Data | None:
    """Return what the year's file holds now; None where there is none, ContentError where it cannot be read."""
    target = order.content / path
    if not target.is_file():
        return None
    found = read_document(path, target.read_bytes())
    issues = found if isinstance(found, tuple) else order.check(found, SCHEMA)
    errors = tuple(issue for issue in issues if issue.level is Level.ERROR)
    if errors or isinstance(found, tuple):
        problem = _("已有的 content/{path} 有错，先改好它再导入").format(path=path)
        raise ContentError(problem, errors)
    return dict(found.data)


def _merged(old: Data, new: Data, order: CalendarOrder, path: str) -> Data:
    """Return the year with the new notice in it; ContentError where that would change a holiday without `replace`."""
    before = {holiday["name"]: holiday for holiday in old["holidays"]}
    after = {holiday["name"]: holiday for holiday in new["holidays"]}
    other = [name for name in after if before.get(name) != after[name]]
    if other and not order.replace:
        told = _("content/{path} 已经有了，与 {name} 不同的有：{names}；没有写文件。{remedy}")
        remedy = _("确实有调整的，加上 --replace：这几个节日换成新的，其他的都不动")
        names = "、".join(other)
        raise ContentError(told.format(path=path, name=order.name, names=names, remedy=remedy))
    holidays = sorted({**before, **after}.values(), key=_beginning)
    return {
        **old,
        "notices": _joined(old["notices"], new["notices"]) if other else old["notices"],
        "holidays": holidays,
    }


def _joined(old: Sequence[Data], new: Sequence[Data]) -> list[Data]:
    """Return the notices of a year with new ones; what is said of one is put together."""
    found = [dict(one) for one in old]
    for notice in new:
        same = (one for one in found for key in ("document_no", "url") if key in notice and one.get(key) == notice[key])
        known = next(same, None)
        if known is None:
            found.append(notice)
        else:
            known |= notice
    return found


def _beginning(holiday: Mapping[str, Any]) -> str:
    return str(holiday["days_off"][0]["from"])


def _write(order: CalendarOrder, path: str, data: Data, year: int) -> None:
    heading = _("# {year} 年的放假和调休，照国务院办公厅的通知。通知有调整的，改节日的日子，另添一份通知。\n").format(
        year=year
    )
    raw = (heading + write_yaml(data, SCHEMA, order.schemas)).encode()
    document = read_document(path, raw)
    issues = document if isinstance(document, tuple) else order.check(document, SCHEMA)
    errors = tuple(issue for issue in issues if issue.level is Level.ERROR)
    if errors:
        raise ContentError(_("{name} 里的日期有错，没有写文件").format(name=order.name), errors)
    write_files(order.content, {path: raw})
