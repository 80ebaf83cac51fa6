# ruff: noqa: D401 -- the docstring of a rule is the rule
"""What a withdrawal says and what it leaves, against rules/withdrawals.yaml; and what came back without a word."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from disclosure.checking.case import Case, day_of
from disclosure.checking.remarks import Remark
from disclosure.model.event import Action, Event
from disclosure.model.issue import Level
from disclosure.model.language import _
from disclosure.model.withdrawals import ALWAYS, Asked, Reason, Reasons

WITHDRAWAL = "withdrawal"
ENDED = frozenset({Action.WITHDRAW, Action.EXPIRE, Action.REMOVED})


def withdrawals_have_a_known_reason(case: Case) -> Iterator[Remark]:
    """A record is withdrawn for a reason that is in force on that day, says what it asks for, and leaves no more."""
    withdrawal = case.data.get(WITHDRAWAL)
    reasons = Reasons.of(case.rules.withdrawals) if isinstance(withdrawal, Mapping) else None
    if not isinstance(withdrawal, Mapping) or not reasons:
        return
    code, day = str(withdrawal.get("reason_code")), str(withdrawal.get("effective_on"))
    reason = reasons.find(code, day)
    if reason is None or not reason.fits(case.kind.name):
        yield Remark((WITHDRAWAL, "reason_code"), "withdrawal-reason", *unfit(reasons, code, day, case))
        return
    yield from _asked(case, withdrawal, reason)
    yield from _left(case, reason)


def withdrawals_have_taken_effect(case: Case) -> Iterator[Remark]:
    """A tombstone is gone from the site with the next build: what ends on a later day is withdrawn on that day."""
    withdrawal = case.data.get(WITHDRAWAL)
    day = day_of(withdrawal.get("effective_on")) if isinstance(withdrawal, Mapping) else None
    if day and day > case.rules.as_of:
        problem = _("{day} 还没有到（检查的日期是 {as_of}），内容却已经去掉").format(day=day, as_of=case.rules.as_of)
        remedy = _("请写撤下的当天或者更早的日期；到那天才撤下的，先恢复原样，到那天再撤下")
        yield Remark((WITHDRAWAL, "effective_on"), "withdrawal-early", problem, remedy)


def unfit(reasons: Reasons, code: str, day: str, case: Case) -> tuple[str, str]:
    """Return why a code may not be given for a record on a day, and which ones may."""
    known = "、".join(reasons.known(day, case.kind.name))
    remedy = _("请写 {known} 里的一个").format(known=known) if known else _("请核对生效日期")
    periods = reasons.periods(code)
    if not periods:
        return _("没有「{code}」这个原因类别").format(code=code), remedy
    if reasons.find(code, day):
        return _("「{code}」不用于{kind}").format(code=code, kind=case.kind.title), remedy
    written = "、".join(
        _("{first} 起").format(first=first) if last == ALWAYS else _("{first} 至 {last}").format(first=first, last=last)
        for first, last in periods
    )
    return _("「{code}」在 {day} 不能用（{periods}可以用）").format(code=code, day=day, periods=written), remedy


def _asked(case: Case, withdrawal: Mapping[str, Any], reason: Reason) -> Iterator[Remark]:
    """Yield what the reason asks for and is not written, and what is written and may not be."""
    for name, asked in sorted(reason.asks.items()):
        title = case.schemas.title(case.kind.schema, (WITHDRAWAL, name))
        if asked is Asked.MUST and name not in withdrawal:
            problem = _("因「{code}」撤下的，要写 {title}（{name}）").format(code=reason.code, title=title, name=name)
            yield Remark((WITHDRAWAL,), "withdrawal-asks", problem, _("请补上"))
        elif asked is Asked.MUST_NOT and name in withdrawal:
            problem = _("因「{code}」撤下的，不写这一项").format(code=reason.code)
            yield Remark((WITHDRAWAL, name), "withdrawal-asks", problem, _("请删去这一项"), key=True)


def _left(case: Case, reason: Reason) -> Iterator[Remark]:
    """Yield the fields that this reason does not let stay; what no reason lets stay the schema has told already."""
    schema = case.schemas.by_name[case.kind.schema]
    demanded = {*schema.get("required", ()), *schema.get("then", {}).get("required", ())}
    stays = reason.keeps(case.kind.name) | demanded
    nodes = case.schemas.properties(case.kind.schema)
    for key in case.document.data:
        if key not in stays and nodes.get(key, {}).get("x-tombstone") is True and key != WITHDRAWAL:
            problem = _("因「{code}」撤下的，不能留这一项").format(code=reason.code)
            yield Remark((key,), "withdrawal-keeps", problem, _("请删去这一项"), key=True)


def what_came_back_says_why(case: Case, events: Sequence[Event], *, committed: bool) -> Iterator[Remark]:
    """A record that came back after it was withdrawn says when, why and who decided it, each time."""
    if case.withdrawn or case.withheld or "restorations" not in case.schemas.properties(case.kind.schema):
        return
    back = sum(event.action is Action.RESTORE for event in events)
    back += not committed and bool(events) and events[-1].action in ENDED
    told = case.data.get("restorations", ())
    if len(told) < back:
        problem = _("撤下以后又恢复公开过 {back} 次，写明的只有 {told} 次").format(back=back, told=len(told))
        remedy = _("请在 restorations 里写上恢复的日期、理由和决定机关；下次请用 ./portal restore")
        yield Remark((), "restoration", problem, remedy, Level.WARNING)
