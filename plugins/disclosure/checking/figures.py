# ruff: noqa: D401 -- the docstring of a rule is the rule
"""Rules of annual reports: what is written must be what the figures come to."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from disclosure.checking.case import Case, day_of
from disclosure.checking.remarks import Remark
from disclosure.model.issue import Level
from disclosure.model.language import _

SUMMED = ("penalty", "coercion", "acts")
"""Tables whose counts are added up."""

NOT_COUNTED = frozenset({"total", "amount", "levy_amount", "payment_amount", "reward_amount"})
HUNDREDTH = Decimal("0.01")


def added_up(table: Mapping[str, Any]) -> int:
    """Return the sum of a table's counts; amounts and a written total are not among them."""
    return sum(int(number) for key, number in table.items() if key not in NOT_COUNTED)


def share(certified: int, officers: int) -> Decimal | None:
    """Return what part of the officers holds a certificate, in percent to two places; None where there is nobody."""
    if not officers:
        return None
    return (Decimal(certified) * 100 / Decimal(officers)).quantize(HUNDREDTH, ROUND_HALF_UP)


def totals_are_sums(case: Case) -> Iterator[Remark]:
    """A written total is the sum of the counts beside it."""
    if case.kind.name != "annual_report":
        return
    for name in SUMMED:
        table = case.data.get(name, {})
        if "total" in table and table["total"] != added_up(table):
            problem = _("写的是 {written}，各栏加起来是 {sum}").format(written=table["total"], sum=added_up(table))
            yield Remark((name, "total"), "wrong-total", problem, _("请核对各栏；合计可以不写，网站会算"))


def certificates_add_up(case: Case) -> Iterator[Remark]:
    """No more officers hold a certificate than there are, and a written rate is their share."""
    table = case.data.get("certificates", {})
    if case.kind.name != "annual_report" or not {"officers", "certified"} <= set(table):
        return
    if table["certified"] > table["officers"]:
        problem = _("持证 {certified} 人，多于在岗的 {officers} 人").format(**table)
        yield Remark(("certificates", "certified"), "wrong-total", problem, _("请核对人数"))
        return
    right = share(table["certified"], table["officers"])
    if "rate" in table and Decimal(str(table["rate"])) != right:
        problem = _("写的是 {written}，按人数算是 {right}").format(written=table["rate"], right=right)
        yield Remark(("certificates", "rate"), "wrong-total", problem, _("请核对；持证率可以不写，网站会算"))


def fines_come_with_amounts(case: Case) -> Iterator[Remark]:
    """Where fines were imposed, the amount is not nothing: a likely sign of a wrong column or unit."""
    table = case.data.get("penalty", {})
    if case.kind.name == "annual_report" and table.get("fine") and table.get("amount") == 0:
        problem = _("有罚款 {number} 宗，金额却是 0").format(number=table["fine"])
        yield Remark(("penalty", "amount"), "fine-without-amount", problem, _("请核对金额，以元为单位"), Level.WARNING)


def a_report_is_made_after_its_year(case: Case) -> Iterator[Remark]:
    """A report is made when its year is over, and not in the future."""
    made = case.day
    year = (case.kind.match(case.document.path) or {}).get("year")
    if case.kind.name != "annual_report" or not made or not year:
        return
    if made > case.rules.as_of:
        problem = _("{day} 还没有到（检查的日期是 {as_of}）").format(day=made, as_of=case.rules.as_of)
        yield Remark(("made_on",), "date-in-future", problem, _("请核对日期"))
    elif made.year <= int(year):
        problem = _("{day} 时 {year} 年还没有过完").format(day=made, year=year)
        yield Remark(("made_on",), "report-before-year-end", problem, _("请核对日期，或者核对文件名里的年份"))
    for position, entry in enumerate(case.data.get("reported", ())):
        day = day_of(entry.get("date"))
        if day and day < made:
            problem = _("{day} 早于编制日期 {made}").format(day=day, made=made)
            yield Remark(("reported", position, "date"), "date-order", problem, _("请核对两个日期"))


def reported_days_have_come(case: Case) -> Iterator[Remark]:
    """A report has been sent on the day that it names, and to each of the two only once."""
    entries = case.data.get("reported", ()) if case.kind.name == "annual_report" else ()
    seen: set[str] = set()
    for position, entry in enumerate(entries):
        day, role = day_of(entry.get("date")), str(entry.get("role", ""))
        if day and day > case.rules.as_of:
            problem = _("{day} 还没有到（检查的日期是 {as_of}）").format(day=day, as_of=case.rules.as_of)
            yield Remark(("reported", position, "date"), "date-in-future", problem, _("报送以后再写日期"))
        if role and role in seen:
            problem = _("前面已经写过报送{role}").format(role=role)
            yield Remark(("reported", position, "role"), "reported-twice", problem, _("请核对；一处只写一项"))
        seen.add(role)
