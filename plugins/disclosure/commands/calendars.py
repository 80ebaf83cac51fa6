"""What calendar import does, and says."""

import sys
from dataclasses import dataclass
from pathlib import Path

from disclosure.assembly.order import Order
from disclosure.checking.gate import Gate, Rules
from disclosure.intake.calendars import CalendarOrder, ImportedCalendar, import_calendar
from disclosure.model.errors import GongshiError
from disclosure.model.language import _
from disclosure.model.system import reason_of
from disclosure.reading.schemas import load_schemas

PASTED = "-"
ACTS = ("import",)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command was given besides the notice: the year, where it is named, and whether holidays may change."""

    year: int | None
    replace: bool


def calendar(order: Order, act: str, file: str, wanted: Wanted) -> None:
    """Import a year's notice into the content folder, and say what was written and what to do next."""
    if act not in ACTS:
        known = "、".join(ACTS)
        raise GongshiError(_("calendar 不认识「{act}」；可以写 {known}").format(act=act, known=known))
    if not order.content.is_dir():
        raise GongshiError(_("没有内容文件夹 {path}；请用 --content 写明它在哪里").format(path=order.content))
    raw, name = _given(file)
    gate = Gate(order.schemas, Rules(order.as_of, {}, {}, {}, {}))
    schemas = load_schemas(order.schemas)
    request = CalendarOrder(raw, name, order.content, schemas, gate.check_setting, wanted.year, wanted.replace)
    _say(order, name, import_calendar(request))


def _given(file: str) -> tuple[bytes, str]:
    """Return the bytes of a file, or what is pasted, and what to call them."""
    if file == PASTED:
        if sys.stdin.isatty():
            sys.stderr.write(_("请粘贴通知的全文，完了按 Ctrl-D：\n"))
        return sys.stdin.buffer.read(), _("粘贴的通知")
    try:
        return Path(file).read_bytes(), file
    except OSError as fault:
        raise GongshiError(_("读不了 {path}：{fault}").format(path=file, fault=reason_of(fault))) from fault


def _say(order: Order, name: str, done: ImportedCalendar) -> None:
    """Print what became of a notice, and what is left to do with git."""
    target = order.content / done.path
    if not done.changed:
        sys.stdout.write(_("{name}：与已有的 {path} 相同，没有改动\n").format(name=name, path=target))
        return
    told = _("{name}：放假 {off} 天，周末上班 {work} 天；写好了 {path}（共 {holidays} 个节日）\n")
    sys.stdout.write(told.format(name=name, off=done.days_off, work=done.workdays, path=target, holidays=done.holidays))
    if done.left_out:
        days = "、".join(day.isoformat() for day in done.left_out)
        sys.stdout.write(_("{days} 不是周末，本来就上班，没有写\n").format(days=days))
    sys.stdout.write(_("请与通知核对一遍，再用 git 提交\n"))
