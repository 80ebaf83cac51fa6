"""处罚种类 and amounts out of the text of a decision: only what is unambiguous, the rest is left out and said."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from disclosure.intake.amounts import CURRENCY, NUMBER, amount
from disclosure.intake.noted import Noted
from disclosure.model.errors import MalformedValue
from disclosure.model.language import _

NEAR = "[^，。；,;]{0,40}"
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("警告", "警告"),
        ("通报批评", "通报批评"),
        ("罚款", "罚款"),
        ("没收违法所得", f"没收{NEAR}违法所得"),
        ("没收非法财物", f"没收{NEAR}(?:财物|物品|工具)"),
        ("暂扣许可证件", f"暂扣{NEAR}(?:证|执照)"),
        ("降低资质等级", "降低资质"),
        ("吊销许可证件", f"吊销{NEAR}(?:证|执照|许可)"),
        ("限制开展生产经营活动", "限制开展生产经营活动"),
        ("责令停产停业", "停产停业|停业整顿"),
        ("责令关闭", f"责令{NEAR}关闭"),
        ("限制从业", "限制从业|禁止从业"),
        ("行政拘留", "行政拘留"),
    )
)
MONEY = rf"{CURRENCY}\s*{NUMBER}+\s*[元圆]整?(?:人民币)?"
TOTAL = r"(?:合计|共计|总计|合并)"
FINE = re.compile(
    rf"(?P<t1>{TOTAL}处?以?)?罚款(?P<t2>金额)?(?P<t3>{TOTAL})?(?P<a>{MONEY})"
    rf"|(?P<t4>{TOTAL})?(?P<b>{MONEY})的?罚款"
)
CONFISCATED = re.compile(rf"没收[^，。；,;0-9]{{0,40}}?违法所得(?P<t1>{TOTAL})?(?P<a>{MONEY})")
BOTH = re.compile(rf"罚没(?:款|金额)?(?:{TOTAL})?(?P<a>{MONEY})")
QUOTED_LAW = re.compile("以上.{0,30}以下|以下的?罚款|情节严重|下列(?:行为|情形)之一|构成犯罪|违法所得的[，处]")
UNDONE = re.compile("不予(?:行政)?处罚|免予|免除|不再(?:给予|处)|撤销")


def penalty(text: str, several: bool = False, also: Mapping[str, str] | None = None) -> Noted:  # noqa: FBT001, FBT002  a cleaner's parameters come by name
    """Return {kinds, fine, confiscated} of a decision's text, amounts in 元; what is unclear is left out and noted.

    `several` says that the row has several parties, whose amounts cannot be told apart; `also` maps further
    patterns to kinds.
    """
    plain = re.sub(r"\s+", "", text)
    if QUOTED_LAW.search(plain) or UNDONE.search(plain):
        return Noted({}, (_("决定里引了法条或者写了不予、撤销，处罚种类和金额要人来填"),))
    kinds = _kinds(plain, also or {})
    if not kinds:
        return Noted({}, (_("决定里看不出处罚种类，要人来填"),))
    amounts, notes = _amounts(plain, kinds, several=several)
    return Noted({"kinds": kinds, **amounts}, notes)


def _kinds(text: str, also: Mapping[str, str]) -> list[str]:
    found = [kind for kind, pattern in KINDS if pattern.search(text)]
    further = [kind for pattern, kind in sorted(also.items()) if re.search(pattern, text)]
    return list(dict.fromkeys(found + further))


def _amounts(text: str, kinds: list[str], *, several: bool) -> tuple[dict[str, Decimal], tuple[str, ...]]:
    """Return the amounts that are clear, and a note for each kind whose amount is not."""
    wanted = (("罚款", "fine", FINE), ("没收违法所得", "confiscated", CONFISCATED))
    amounts: dict[str, Decimal] = {}
    notes: list[str] = []
    for kind, key, pattern in wanted:
        if kind not in kinds:
            continue
        value = None if several else _one(list(pattern.finditer(text)))
        if value is None:
            notes.append(_unclear(kind, several=several))
        else:
            amounts[key] = value
    if not _agrees(text, amounts):
        return {}, (*notes, _("罚没合计与各项之和不符，金额要人来填"))
    return amounts, tuple(notes)


def _unclear(kind: str, *, several: bool) -> str:
    if several:
        return _("有几个当事人，{kind}的金额分不清，没有填").format(kind=kind)
    return _("{kind}的金额写了几个或者没有写明，没有填").format(kind=kind)


def _one(found: list[re.Match[str]]) -> Decimal | None:
    """Return the only amount, or the stated total where the parts add up to it; None where it is not clear."""
    read = [_value(match) for match in found]
    values = [value for value, _total in read if value is not None]
    if len(values) != len(found) or not values:
        return None
    totals = [value for value, total in read if total and value is not None]
    if len(values) == 1:
        return values[0]
    if len(totals) == 1 and sum(values) == 2 * totals[0]:
        return totals[0]
    return None


def _value(match: re.Match[str]) -> tuple[Decimal | None, bool]:
    groups: dict[str, Any] = match.groupdict()
    written = groups["a"] or groups.get("b") or ""
    total = any(groups.get(name) for name in ("t1", "t3", "t4"))
    try:
        return amount(written), total
    except MalformedValue:
        return None, total


def _agrees(text: str, amounts: Mapping[str, Decimal]) -> bool:
    """Whether a stated 罚没合计 is the sum of fine and confiscation, where both are known."""
    totals = {_value(match)[0] for match in BOTH.finditer(text)}
    return len(amounts) != len(("fine", "confiscated")) or not totals or totals == {sum(amounts.values())}
