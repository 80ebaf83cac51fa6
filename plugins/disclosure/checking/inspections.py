"""Rules of random inspections: their plan and their results."""

from collections.abc import Iterator
from itertools import pairwise

from disclosure.checking.case import Case, day_of
from disclosure.checking.remarks import Remark
from disclosure.model.language import _

STEPS = ("drawn_on", "started_on", "finished_on")


def campaign_keys_are_used_once(case: Case) -> Iterator[Remark]:
    """No two campaigns of a plan have the same key: results name them by it."""
    if case.kind.name != "inspection_plan":
        return
    seen: set[str] = set()
    for position, campaign in enumerate(case.data.get("campaigns", ())):
        key = campaign.get("key")
        if key in seen:
            problem = _("「{key}」前面已经用过").format(key=key)
            yield Remark(("campaigns", position, "key"), "campaign-twice", problem, _("请给每项任务不同的编号"))
        seen.add(key)


def inspection_steps_are_in_order(case: Case) -> Iterator[Remark]:
    """Objects are drawn before they are inspected, each before the inspection ends, and nothing lies in the future."""
    if case.kind.name != "inspection_result":
        return
    days = [((name,), day_of(case.data.get(name))) for name in STEPS]
    known = [(pointer, day) for pointer, day in days if day]
    for (_earlier_pointer, earlier), (pointer, later) in pairwise(known):
        if later < earlier:
            problem = _("{later} 早于前一步的 {earlier}").format(later=later, earlier=earlier)
            yield Remark(pointer, "inspection-order", problem, _("请核对两个日期"))
    ended = day_of(case.data.get("finished_on"))
    if ended and ended > case.rules.as_of:
        problem = _("{day} 还没有到（检查的日期是 {as_of}）").format(day=ended, as_of=case.rules.as_of)
        yield Remark(("finished_on",), "date-in-future", problem, _("抽查结束后再公开结果"))
    for position, party in case.parties():
        checked = day_of(party.get("checked_on"))
        if checked and ended and checked > ended:
            problem = _("{checked} 晚于抽查结束的 {ended}").format(checked=checked, ended=ended)
            yield Remark(("parties", position, "checked_on"), "inspection-order", problem, _("请核对两个日期"))
