"""What deadlines does, and says."""

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from disclosure import edition as editions
from disclosure.assembly.awaited import awaited
from disclosure.assembly.locking import reading
from disclosure.assembly.merging import agency_facts
from disclosure.assembly.order import Order
from disclosure.assembly.owing import Ledgers, numbers, owed
from disclosure.assembly.reckoned import Reckoned, keep, name_of, recalled, reckon
from disclosure.assembly.transparency import bound
from disclosure.commands.building import known_format
from disclosure.commands.progress import watch
from disclosure.commands.sites import site_at
from disclosure.edition import Edition
from disclosure.history.base import compare
from disclosure.history.ledger import HistoryState, shown_once
from disclosure.history.log import SHANGHAI, record_name
from disclosure.history.transparency.notes import Checkpoint, parse_note
from disclosure.history.transparency.verdicts import Absent
from disclosure.history.transparency.verifying import CHECKPOINT
from disclosure.model.errors import GongshiError, MalformedValue
from disclosure.model.event import ACTION_TITLES, Action, Event
from disclosure.model.issue import Level
from disclosure.model.language import _
from disclosure.model.memory import uncollected
from disclosure.outputs.duties import FAILING, DutyReport, Waiting
from disclosure.outputs.duty_forms import FORMATS, written
from disclosure.timing.duties import Owed


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command was asked besides the content: whose duties, in which form, when to fail, held against what."""

    agency: str = ""
    form: str = "text"
    fail_on: str = ""
    site: str = ""
    base: str = ""


def deadlines(order: Order, asked: Asked) -> int:
    """Tell what is overdue, due soon, late or provisional; 2 where something is that `fail_on` names, else 0."""
    known_format(asked.form, FORMATS)
    if asked.fail_on and asked.fail_on not in FAILING:
        words = "、".join(FAILING)
        raise GongshiError(_("--fail-on 没有「{word}」；可以写 {known}").format(word=asked.fail_on, known=words))
    if asked.site and asked.base:
        raise GongshiError(_("--site 看主线上的是不是都上了网，--base 看还没有合并的分支，请一次只用一个"))
    live = _checkpoint(asked.site) if asked.site else None
    with watch() as told, reading(order), uncollected():
        name = "" if asked.site or asked.base else name_of(order)
        known = recalled(order, name)
        if known is None:
            edition = editions.read(replace(order, preview=True), told)
            known = reckon(edition.plan, edition.outcomes, edition.issues)
            report = reported(edition, asked, live) if live or asked.base else _report(known, asked, order)
            keep(order, name, known)
        else:
            report = _report(known, asked, order)
    _warn(known)
    sys.stdout.write(written(report, asked.form))
    return 2 if asked.fail_on and report.failed else 0


def _report(known: Reckoned, asked: Asked, order: Order) -> DutyReport:
    """Return what is owed of what was reckoned, as it was asked for."""
    _require_agency(asked.agency, known.names)
    return DutyReport(
        order.as_of,
        [one for one in known.listed if asked.agency in {"", one.duty.agency}],
        known.names,
        known.titles,
        [one for one in known.series if asked.agency in {"", one.agency}],
        failing=FAILING[asked.fail_on or "overdue"],
        settled={pace: number for pace, number in known.counted.items() if asked.agency in {"", pace.agency}},
        calendar=known.calendar,
    )


def _require_agency(agency: str, names: Mapping[str, str]) -> None:
    if agency and agency not in names:
        known = "、".join(sorted(names)) or _("（还没有）")
        raise GongshiError(_("没有机关「{agency}」；已有的是：{known}").format(agency=agency, known=known))


def reported(edition: Edition, asked: Asked, live: Checkpoint | None = None) -> DutyReport:
    """Return what is owed, as it was asked for; `live` is the log of a site that is held against the main line."""
    names = {facts.slug: facts.name for facts in agency_facts(edition.outcomes)}
    _require_agency(asked.agency, names)
    records, unseen = _of_branch(edition, asked.base) if asked.base else (None, _not_up(edition, live))
    setting = edition.plan.setting
    found = [
        *owed(Ledgers(edition.outcomes, edition.plan.history, setting, unseen)),
        *awaited(edition.outcomes, setting, edition.plan.files),
    ]
    mine = [one for one in found if _asked_for(one, asked.agency, records)]
    rows = (row for outcome in edition.outcomes for row in (*outcome.rows, *outcome.entries))
    titles = {row.id: row.title for row in rows}
    series = [one for one in numbers(edition.outcomes) if asked.agency in {"", one.agency}] if records is None else []
    waiting = tuple(_waiting(edition, unseen, mine, asked.agency)) if live else None
    failing = FAILING[asked.fail_on or "overdue"]
    return DutyReport(
        setting.as_of, mine, names, titles, series, waiting, asked.base, failing, calendar=setting.calendar
    )


def _asked_for(one: Owed, agency: str, records: frozenset[str] | None) -> bool:
    mine = agency in {"", one.duty.agency}
    return mine and (records is None or one.duty.record.partition("#")[0] in records)


def _of_branch(edition: Edition, base: str) -> tuple[frozenset[str], frozenset[int]]:
    """Return the records that a branch adds or changes, and the numbers of the events that are the branch's own."""
    plan = edition.plan
    comparison = compare(plan.setting.content, plan.history, base, plan.setting.kinds)
    steps = {step.commit for step in comparison.steps}
    changed = {path for path in plan.history.hashes if path not in comparison.published} | comparison.before.keys()
    own = {
        event.number
        for path in changed
        for event in plan.history.events.get(path, ())
        if path not in comparison.published or event.moment.commit in steps
    }
    lists = {
        event.number
        for name, life in plan.history.entries.items()
        if name.partition("#")[0] in changed
        for event in life
        if event.moment.commit in steps
    }
    return frozenset(record_name(path) for path in changed), frozenset(own | lists)


def _checkpoint(site: str) -> Checkpoint:
    """Return what the log of a site says of itself; GongshiError where it cannot be read."""
    try:
        return parse_note(site_at(site).read(CHECKPOINT)).checkpoint
    except Absent:
        problem = _("{site} 没有 {path}，看不出网站公开到哪里；请核对网址，或者重新生成网站")
        raise GongshiError(problem.format(site=site, path=CHECKPOINT)) from None
    except MalformedValue as fault:
        raise GongshiError(
            _("{site} 的 {path} 读不了：{fault}").format(site=site, path=CHECKPOINT, fault=fault)
        ) from None


def _not_up(edition: Edition, live: Checkpoint | None) -> frozenset[int]:
    """Return the numbers of the events that a site does not show yet; GongshiError where its log is another's."""
    if live is None:
        return frozenset()
    plan = edition.plan
    if plan.history.state is not HistoryState.FULL:
        raise GongshiError(_("没有完整的版本历史，不能与网站比较；浅克隆请先运行 git fetch --unshallow"))
    if live.size > plan.history.count:
        problem = _("网站的公开日志有 {live} 条，这个仓库只有 {own} 条；请先运行 git pull，再核对是不是同一个网站")
        raise GongshiError(problem.format(live=live.size, own=plan.history.count))
    sound = all(issue.level is not Level.ERROR for issue in edition.issues)
    log = edition.bound or (bound(edition.outcomes, plan.history, plan.setting, plan.erased) if sound else None)
    if log and log.tree.root(live.size) != live.root:
        raise GongshiError(
            _("网站的公开日志不是这个仓库的开头：不是同一个网站，历史被改写过，或者种子不同（GONGSHI_LOG_SEED）")
        )
    return frozenset(range(live.size, plan.history.count))


def _waiting(edition: Edition, unseen: frozenset[int], found: Iterable[Owed], agency: str) -> Iterable[Waiting]:
    """Yield what is on the main line and not on the site, in the order in which it came there."""
    open_duties = [one.duty for one in found if one.duty.done.on is None]
    by_day = sorted(((duty.deadline.day, duty.record, duty.deadline.provisional) for duty in open_duties), reverse=True)
    due = {record.partition("#")[0]: (day, provisional) for day, record, provisional in by_day}
    withheld = {claim.id for outcome in edition.outcomes for claim in outcome.claims if claim.withheld}
    events: list[tuple[int, str, Event]] = [
        (event.number, record_name(path), event)
        for path, life in edition.plan.history.events.items()
        if shown_once(life) and record_name(path) not in withheld
        for event in life
        if event.number in unseen and event.action is not Action.WITHHOLD
    ]
    prefix = f"agencies/{agency}/" if agency else ""
    for _number, record, event in sorted(events, key=lambda row: row[0]):
        if record.startswith(prefix):
            day = event.moment.time.astimezone(SHANGHAI).date()
            yield Waiting(record, _(ACTION_TITLES[event.action]), day, *due.get(record, (None, False)))


def _warn(known: Reckoned) -> None:
    """Say on the side what makes the figures incomplete: files with errors, no history, rules that are not there."""
    if known.errors:
        problem = _("内容有 {n} 处错误，有错的文件没有计算；请用 ./portal check 查看\n")
        sys.stderr.write(problem.format(n=known.errors))
    for issue in known.remarks:
        sys.stderr.write(f"{issue.place} {issue.sentence}\n")
