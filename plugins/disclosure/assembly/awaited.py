"""Decisions that are known and not public yet: agencies/<agency>/decisions/register.csv of a case system."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from disclosure.assembly.order import Setting
from disclosure.assembly.outcomes import Outcome, claims_of
from disclosure.checking.case import day_of
from disclosure.checking.gaps import Gap
from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.document_number import DocumentNumber, normalise
from disclosure.model.errors import MalformedValue
from disclosure.model.issue import Issue
from disclosure.model.language import _
from disclosure.timing.deadlines import Act, Basis, Facts, Stated
from disclosure.timing.duties import Duty, Owed
from disclosure.timing.limits import Limit, Unit
from disclosure.timing.standing import Done, standing

REGISTER = re.compile(r"agencies/([^/]+)/decisions/register\.csv")
COLUMNS = {"number": ("number", "文号"), "date": ("date", "日期"), "kind": ("kind", "种类")}
"""What each column may be called in the first line."""
OPTIONAL = {"limit": ("limit", "时限"), "basis": ("basis", "依据")}
"""What columns there may be besides: a limit of the decision's own, and the law that sets it."""
LIMIT = re.compile(r"([0-9]{1,4}) ?(?:个)?(工作日|日|月)")
CITED = re.compile(r"《([^《》]+)》(.*)")


class Known(NamedTuple):
    """One decision of a register: whose it is, its number, the day of the decision, its type, and its own limit."""

    agency: str
    number: str
    day: date
    type: str
    stated: Stated | None = None


def is_register(path: str) -> bool:
    """Tell whether a path below content/ is a register of decisions."""
    return REGISTER.fullmatch(path) is not None


def read_registers(content: Path, files: Sequence[str]) -> tuple[list[Known], list[Issue]]:
    """Return every line of the registers that can be read, and an error for each that cannot."""
    known: list[Known] = []
    issues: list[Issue] = []
    for path in sorted(files):
        found = REGISTER.fullmatch(path)
        if found:
            for one in _lines(found[1], path, (content / path).read_bytes()):
                (issues if isinstance(one, Issue) else known).append(one)  # type: ignore[arg-type]  # told apart here
    return known, issues


def _lines(agency: str, path: str, raw: bytes) -> Iterator[Known | Issue]:
    try:
        rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        yield _issue(path, 0, _("读不了这个表"), _("请存成 UTF-8 编码的 CSV"))
        return
    head = [cell.strip() for cell in rows[0]] if rows else []
    every = {**COLUMNS, **OPTIONAL}
    places = {name: next((head.index(one) for one in called if one in head), -1) for name, called in every.items()}
    missing = [called[1] for name, called in COLUMNS.items() if places[name] < 0]
    if missing:
        problem = _("第一行没有这几列：{missing}").format(missing="、".join(missing))
        yield _issue(path, 1, problem, _("第一行请写：文号,日期,种类"))
        return
    for line, row in enumerate(rows[1:], start=2):
        if any(cell.strip() for cell in row):
            cells = {name: row[place].strip() if 0 <= place < len(row) else "" for name, place in places.items()}
            yield _line(agency, path, line, cells)


def _line(agency: str, path: str, line: int, cells: dict[str, str]) -> Known | Issue:
    day = day_of(cells["date"])
    codes = {title: code for code, title in DECISION_TYPES.items()} | {code: code for code in DECISION_TYPES}
    if not cells["number"]:
        return _issue(path, line, _("没有文号"), _("请照文书编号登记簿补上"))
    if day is None:
        return _issue(path, line, _("「{day}」不是日期").format(day=cells["date"]), _("请写成 年-月-日，如 2026-11-20"))
    if cells["kind"] not in codes:
        known = "、".join(DECISION_TYPES.values())
        return _issue(path, line, _("没有「{kind}」这种决定").format(kind=cells["kind"]), _("可以写：") + known)
    stated = _stated(cells["limit"], cells["basis"])
    if isinstance(stated, str):
        return _issue(path, line, stated, _("法律、法规另有规定的才写时限，并在依据写明，如 60 日，《某条例》第三十条"))
    return Known(agency, _compared(cells["number"]), day, codes[cells["kind"]], stated)


def _stated(limit: str, basis: str) -> Stated | str | None:
    """Return the limit that a line states for its decision, None where it states none; what is wrong, in words."""
    if not limit:
        return None
    found, cited = LIMIT.fullmatch(limit), CITED.fullmatch(basis)
    if found is None:
        return _("时限「{limit}」看不懂").format(limit=limit)
    if cited is None:
        return _("写了时限，没有写依据")
    unit = {"工作日": Unit.WORKDAY, "日": Unit.DAY, "月": Unit.MONTH}[found[2]]
    return Stated((Basis(cited[1], cited[2].strip()),), limit=Limit(unit, int(found[1])))


def _compared(number: str) -> str:
    try:
        return DocumentNumber.parse(number).canonical
    except MalformedValue:
        return normalise(number)


def _issue(path: str, line: int, problem: str, remedy: str) -> Issue:
    return Issue(f"content/{path}", line, min(line, 1), "register", problem, remedy)


def awaited(outcomes: Sequence[Outcome], setting: Setting, files: Sequence[str]) -> Iterator[Owed]:
    """Yield the duty to publish each decision of a register that is not public; none for what is explained as a gap."""
    timing = setting.timing()
    known, _issues = read_registers(setting.content, files)
    if not known:
        return
    asked = {one.agency for one in known}
    own = [outcome for outcome in outcomes if outcome.agency in asked and "decision" in outcome.kinds]
    there = {(claim.agency, claim.number) for claim in claims_of(own, frozenset({"decision"}))}
    there |= {
        (one.agency, one.number.canonical) for outcome in outcomes if outcome.agency in asked for one in outcome.numbers
    }
    there |= _explained(outcomes)
    for one in known:
        if (one.agency, one.number) in there:
            continue
        facts = Facts("decision", Act.PUBLISH, one.type, region=timing.region)
        deadline = timing.governing(facts, one.day, one.stated)
        if deadline:
            duty = Duty(one.number, one.agency, "decision", deadline, Done())
            yield Owed(duty, standing(deadline, duty.done, setting.as_of, timing.calendar))


def _explained(outcomes: Sequence[Outcome]) -> set[tuple[str | None, str]]:
    """Return agency and number of everything that is explained as a gap."""
    return {
        (claim.agency, DocumentNumber("", *parts).canonical)
        for claim in claims_of(outcomes, frozenset({"number_gap"}))
        for gap in claim.facts
        if isinstance(gap, Gap)
        for parts in gap.numbers()
    }
