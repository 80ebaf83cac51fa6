"""Accounts as files: tables for spreadsheets, figures as JSON, what falls due as a calendar and a feed."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from disclosure.model.language import _
from disclosure.outputs.accounts import Account, Expired, Staff
from disclosure.outputs.duties import DutyReport
from disclosure.outputs.duty_forms import as_plain
from disclosure.outputs.duty_words import rule_name, source_named
from disclosure.outputs.feeds import FeedEntry, tag_uri
from disclosure.outputs.rates import OPEN, written_month
from disclosure.outputs.tables import table_bytes
from disclosure.timing.duties import Owed
from disclosure.timing.rates import Rate
from disclosure.timing.standing import STATE_TITLES, State

SHANGHAI = ZoneInfo("Asia/Shanghai")
IN_FEED = 50


class Addressed(NamedTuple):
    """How files say where things are: `prefix` is the site's official address, or the path that it stands under."""

    domain: str
    prefix: str


def figures_json(account: Account) -> bytes:
    """Return the figures of an account: what `./portal deadlines --format json` says, and what it does not.

    The day of the build stands in that of the jurisdiction alone, which lists no single duty: each agency's own does.
    """
    told = as_plain(account.report)
    del told["duties" if not account.slug else "as_of"]
    told["publications"] = {"owed": account.owed, "missing": account.lacking}
    told["reviewers"] = [_staff(one) for one in account.staff]
    told["expired_certificates"] = [_expired(one) for one in account.expired]
    return (json.dumps(told, ensure_ascii=False, indent=1 if account.slug else None) + "\n").encode()


def _staff(one: Staff) -> dict[str, object]:
    basis = [source._asdict() for source in one.sources]
    return {**one._asdict(), "sources": basis, "enough": one.enough}


def _expired(one: Expired) -> dict[str, object]:
    return {**one._asdict(), "last": one.last.isoformat()}


def months_csv(accounts: Iterable[Account]) -> bytes:
    """Return the rates of publication, month by month, of one account after the other."""
    rows = [
        (account.name, written_month(month), *_rate(rate))
        for account in accounts
        for month, rate in account.months.items()
    ]
    return table_bytes([(_("机关"), _("月份"), *_rate_heads()), *rows])


def _rate_heads() -> tuple[str, ...]:
    counts = (_("按期"), _("超期办理"), _("超期未办"), _("计入"), _("按期率（%）"))
    apart = (_("没到期"), _("期限暂定"), _("提交时间不可信"), _("迁入不计"), _("已撤下不计"))
    return (*counts, *apart, _("期限（工作日）"), _("用时中位数（工作日）"), _("用时最长（工作日）"))


def _rate(rate: Rate) -> tuple[str, ...]:
    states = rate.states
    counts = (rate.on_time, states[State.LATE], states[State.OVERDUE], rate.counted, rate.percent)
    open_ = sum(states[state] for state in OPEN)
    apart = (open_, *(states[one] for one in (State.PROVISIONAL, State.UNCERTAIN, State.NOT_COUNTED, State.WITHDRAWN)))
    days = ("、".join(str(days) for days in rate.allowed), rate.median, rate.longest)
    return tuple("" if cell is None else str(cell) for cell in (*counts, *apart, *days))


def agencies_csv(accounts: Iterable[Account]) -> bytes:
    """Return a row for each agency: its rates, and what else it has to account for."""
    heads = (_("机关"), *_rate_heads(), _("应公开事项"), _("缺"), _("没有说明的空号"), _("在岗执法人员"))
    rest = (_("法制审核人员"), _("至少要"), _("证件过期"))
    return table_bytes([(*heads, *rest), *(_agency(account) for account in accounts)])


def _agency(account: Account) -> tuple[str, ...]:
    staff = max(account.staff, key=lambda one: one.least, default=None)
    people = (staff.officers, staff.reviewers, staff.least) if staff else ("", "", "")
    rest = (account.owed, account.lacking, account.unexplained, *people, len(account.expired))
    return (account.name, *_rate(account.published), *(str(cell) for cell in rest))


def duties_csv(account: Account, listed: Iterable[Owed], site: Addressed) -> bytes:
    """Return a row for each duty that is listed."""
    heads = (_("机关"), _("状态"), _("编号"), _("标题"), _("规定"), _("依据"), _("起算"), _("最迟"), _("暂定"))
    rows = (_duty(account, one, site) for one in listed)
    return table_bytes([(*heads, _("办理"), _("超期工作日"), _("地址")), *rows])


def _duty(account: Account, one: Owed, site: Addressed) -> tuple[str, ...]:
    duty, deadline, report = one.duty, one.duty.deadline, account.report
    rule = rule_name(duty)
    why = _("（{source}有变动）").format(source=source_named(duty)) if duty.source else ""
    return (
        report.name(duty.agency),
        _(STATE_TITLES[one.standing.state]),
        duty.record,
        report.titles.get(duty.record, ""),
        f"{rule}{why}",
        "；".join(f"{basis.law}{basis.article}" for basis in deadline.basis),
        deadline.start.isoformat(),
        deadline.day.isoformat(),
        _("是") if deadline.provisional else _("否"),
        duty.done.on.isoformat() if duty.done.on else "",
        str(one.standing.late_by or ""),
        f"{site.prefix}{account.addresses[duty.record]}" if duty.record in account.addresses else "",
    )


def numbers_csv(account: Account) -> bytes:
    """Return a row for each series of document numbers."""
    heads = (_("机关"), _("字号"), _("年"), _("首号"), _("末号"), _("已知件数"), _("没有说明的空号（个）"))
    rest = (_("没有说明的空号"), _("已说明的空号"), _("重号"), _("文号和日期先后不一致"))
    return table_bytes([(*heads, *rest), *_numbers(account.report)])


def _numbers(report: DutyReport) -> Iterator[tuple[str, ...]]:
    for one in report.series:
        counts = (one.year, one.first, one.last, one.published, one.missing_count)
        yield (
            report.name(one.agency),
            one.prefix,
            *(str(number) for number in counts),
            _spans(one.missing),
            _spans(one.explained),
            _spans([(number, number) for number in one.twice]),
            "、".join(f"{first}→{later}" for first, later in one.disorder),
        )


def _spans(found: Iterable[tuple[int, int]]) -> str:
    return "、".join(str(first) if first == last else f"{first}—{last}" for first, last in found)


def feed_entries(account: Account, page: str, site: Addressed) -> Sequence[FeedEntry]:
    """Return what falls due as entries of a feed: one when it is time to see to it, another once it is overdue."""
    due = account.standing(State.DUE_SOON, State.OVERDUE)
    told = sorted(due, key=lambda one: (_since(one), one.duty.record, one.duty.deadline.rule.id))
    return [_entry(account, one, page, site) for one in reversed(told[-IN_FEED:])]


def _since(one: Owed) -> datetime:
    """Return the moment at which a duty came to stand where it stands, whatever day the feed is made."""
    deadline = one.duty.deadline
    overdue = one.standing.state is State.OVERDUE
    day = deadline.day + timedelta(days=1 if overdue else -deadline.rule.remind_days)
    return datetime.combine(max(day, deadline.start), time(), SHANGHAI)


def _entry(account: Account, one: Owed, page: str, site: Addressed) -> FeedEntry:
    report, duty, state, since = account.report, one.duty, one.standing.state, _since(one)
    named = report.titles.get(duty.record) or duty.record
    by = _("最迟 {day}").format(day=duty.deadline.day.isoformat())
    return FeedEntry(
        id=tag_uri(
            site.domain,
            since.date().isoformat(),
            f"due/{state.value}/{duty.deadline.rule.id}/{duty.deadline.start.isoformat()}/{duty.record}",
        ),
        title=_("{state}：{name}（{rule}）").format(state=_(STATE_TITLES[state]), name=named, rule=rule_name(duty)),
        address=f"{site.prefix}{account.addresses.get(duty.record, page)}",
        time=since,
        author=report.name(duty.agency),
        category=_(STATE_TITLES[state]),
        words=by,
    )
