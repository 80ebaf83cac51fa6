"""Ranges and thresholds of money as a citizen reads them: 「1万元以上3万元以下」「罚款10万元以上（含本数）」."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from disclosure.model.language import _

WAN = Decimal(10000)
EACH = "每单位元"


def in_words(amount: Decimal) -> str:
    """Write an amount of 元 short: in 万元 where that is exact to two places (`12.5万元`), else `5,000元`."""
    wan = amount / WAN
    if amount >= WAN and wan == wan.quantize(Decimal("0.01")):
        return _("{amount}万元").format(amount=plain(wan))
    return _("{amount}元").format(amount=plain(amount))


def plain(number: Decimal) -> str:
    """Write a number with separators and without zeros at its end."""
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def range_words(span: Mapping[str, Any]) -> str:
    """Write a range: both ends belong to it unless it says otherwise; the unit comes first where it is no plain 元."""
    unit, base = span.get("unit", "元"), str(span.get("of", ""))
    words = [
        _end(span, side, unit, above=above, below=below)
        for side, above, below in (("min", _("以上"), _("超过")), ("max", _("以下"), _("不满")))
        if side in span
    ]
    fixed = span.get("min") == span.get("max") and len(words) > 1
    text = _amount(Decimal(str(span["min"])), unit) if fixed else "".join(words)
    if unit == EACH:
        return _("每{of}{range}").format(of=base, range=text)
    return _("{of}的{range}").format(of=base, range=text) if base else text


def _end(span: Mapping[str, Any], side: str, unit: str, *, above: str, below: str) -> str:
    written = _amount(Decimal(str(span[side])), unit)
    return f"{written}{above}" if span.get(f"{side}_included", True) else f"{below}{written}"


def _amount(amount: Decimal, unit: str) -> str:
    return _("{number}倍").format(number=plain(amount)) if unit == "倍" else in_words(amount)


def threshold_words(threshold: Mapping[str, Any]) -> str:
    """Write from which amount a decision is reviewed, and for whom: `对自然人罚款1万元以上（含本数）`."""
    measure = threshold.get("measure", "全部金额")
    what = {"罚款": _("罚款"), "没收": _("没收"), "全部金额": _("涉及金额")}[measure]
    whom = _("对{party}").format(party=threshold["party"]) if "party" in threshold else ""
    end = _("（含本数）") if threshold["inclusive"] else _("（不含本数）")
    return _("{whom}{what}{amount}以上{end}").format(
        whom=whom, what=what, amount=in_words(Decimal(str(threshold["amount"]))), end=end
    )
