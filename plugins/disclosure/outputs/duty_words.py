"""What is owed, in words: which duty it is, by when, where it stands, and what all of them come to."""

from collections.abc import Mapping

from disclosure.model.language import _
from disclosure.outputs.duties import TOLD, DutyReport
from disclosure.timing.duties import Duty, Owed
from disclosure.timing.rates import rate
from disclosure.timing.standing import COUNTED, STATE_TITLES, State


def sentence(report: DutyReport, one: Owed) -> str:
    """Say in one line which duty it is, by when, and where it stands."""
    duty, stands = one.duty, one.standing
    title = report.titles.get(duty.record, "")
    named = f"{duty.record}（{title}）" if title else duty.record
    why = _("（{source}有变动）").format(source=source_named(duty)) if duty.source else ""
    by = marked(duty.deadline.day.isoformat(), provisional=duty.deadline.provisional)
    return _("{state}：{record}　{rule}{why}，最迟 {by}{rest}").format(
        state=_(STATE_TITLES[stands.state]), record=named, rule=rule_name(duty), why=why, by=by, rest=_rest(report, one)
    )


def marked(said: str, *, provisional: bool) -> str:
    """Return a day or a number, marked where it was counted through a year whose days off nobody has set yet."""
    return _("{said}（暂定）").format(said=said) if provisional else said


def source_named(duty: Duty) -> str:
    """Return what has changed, where a change started the limit."""
    return _("机构职能") if duty.source == duty.agency else f"《{duty.source}》"


def _rest(report: DutyReport, one: Owed) -> str:
    """Say what was done when, and how many working days too late that was or is."""
    stands, done = one.standing, one.duty.done.on
    if stands.state is State.OVERDUE:
        said = _("，今天合并已经超 {n} 个工作日") if report.base else _("，已超 {n} 个工作日")
        return marked(said.format(n=stands.late_by), provisional=stands.provisional)
    if stands.state is State.LATE and done:
        said = _("，{day} 才办，超 {n} 个工作日").format(day=done.isoformat(), n=stands.late_by)
        return marked(said, provisional=stands.provisional)
    if done:
        return _("，{day} 办").format(day=done.isoformat())
    return _("，要在那天以前合并并生成网站") if report.base else ""


def rule_name(duty: Duty) -> str:
    """Return what the duty is called: by its rule, or, where the record states its own limit, by the act."""
    return duty.deadline.rule.name or _("{act}（本件另有规定）").format(act=_(duty.act.value))


def counted(counts: Mapping[State, int]) -> str:
    """Return how many are in each listed state, and how many of those that count were in time."""
    parts = [f"{_(STATE_TITLES[state])} {counts[state]}" for state in TOLD if counts[state]]
    whole = sum(counts[state] for state in COUNTED)
    rate = [_("按期 {n}/{whole}").format(n=counts[State.ON_TIME], whole=whole)] if whole else []
    return "，".join([*parts, *rate])


def summary(report: DutyReport) -> str:
    """Return the counts of everything, in one sentence."""
    counts = rate(report.tally).states
    if report.base:
        late = _("与 {base} 比较，今天合并就超期的有 {late} 件，没有到期的 {rest} 件")
        open_ = counts[State.NOT_DUE] + counts[State.DUE_SOON]
        return late.format(base=report.base, late=counts[State.OVERDUE], rest=open_)
    return _("到 {day}：{counts}").format(
        day=report.as_of.isoformat(), counts=counted(counts) or _("没有要办的，也没有超期的")
    )


def site_lines(report: DutyReport) -> list[str]:
    """Return what the site does not show yet, line by line; nothing where no site was asked."""
    if report.waiting is None:
        return []
    if not report.waiting:
        return [_("网站与仓库一致：已经合并的都上网了")]
    lines = [_("已经合并、网站上还没有的 {n} 件（合并不等于公开，请生成并上传网站）：").format(n=len(report.waiting))]
    for one in report.waiting:
        by = marked(one.due.isoformat(), provisional=one.provisional) if one.due else ""
        due = _("，最迟 {due}").format(due=by) if by else ""
        lines.append(f"  {one.day.isoformat()} {one.action}　{one.record}{due}")
    return lines
