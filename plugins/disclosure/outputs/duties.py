"""What is owed, as people and machines read it: text, JSON, JUnit XML, Markdown; by agency, the worst first."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from xml.etree import ElementTree as ET

from disclosure.checking.reports import plain, shortened
from disclosure.checking.series import Series
from disclosure.model.language import _
from disclosure.outputs.gaps import gaps_told, numbers_plain
from disclosure.outputs.icalendar import DayEvent, calendar_text
from disclosure.outputs.rates import rates_told
from disclosure.timing.calendar import Calendar
from disclosure.timing.duties import Duty, Owed
from disclosure.timing.rates import Tally, by_agency, rate, tallied
from disclosure.timing.standing import COUNTED, STATE_TITLES, State

FORMATS = ("text", "json", "junit", "markdown", "ical")
TOLD = (State.OVERDUE, State.DUE_SOON, State.LATE, State.PROVISIONAL, State.UNCERTAIN)
"""The states that a report lists in any case, the worst first; the others are counted."""
OPEN = frozenset({State.OVERDUE, State.DUE_SOON, State.NOT_DUE})
FAILING = {
    "overdue": frozenset({State.OVERDUE}),
    "late": frozenset({State.OVERDUE, State.LATE}),
    "soon": frozenset({State.OVERDUE, State.DUE_SOON}),
}
"""Which states a run fails on, by the word of --fail-on."""


@dataclass(frozen=True)
class Waiting:
    """One publication on the main line that the site does not show yet: what happened to which record, and when.

    `due` is by when it has to be there, `provisional` where that day was counted through a year without data.
    """

    record: str
    action: str
    day: date
    due: date | None = None
    provisional: bool = False


@dataclass(frozen=True)
class DutyReport:
    """What a report tells: everything owed, the agencies' names, the titles of records, gaps in numbers, the site.

    `base` is the branch that this one goes into (empty: none is compared with): then everything that is not done is
    told. `waiting` is what a site does not show yet, None where no site was asked. `failing` are the states that fail.
    `settled` are duties that are only counted, beside those `owed`; `calendar` is what working days are counted with.
    """

    as_of: date
    owed: Sequence[Owed]
    names: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    series: Sequence[Series] = ()
    waiting: Sequence[Waiting] | None = None
    base: str = ""
    failing: frozenset[State] = FAILING["overdue"]
    settled: Tally = field(default_factory=dict)
    calendar: Calendar = field(default_factory=Calendar)

    @cached_property
    def tally(self) -> Tally:
        """All duties, counted by what they have in common."""
        return tallied(self.owed, self.calendar) + Counter(self.settled)

    @cached_property
    def tallies(self) -> Mapping[str, Tally]:
        """The duties of each agency, counted."""
        return by_agency(self.tally)

    @property
    def told(self) -> tuple[Owed, ...]:
        """What is listed: by agency, the worst state first, then by day; of what is not due the uncertain days."""
        states = (*TOLD, State.NOT_DUE)
        listed = (
            one
            for one in self.owed
            if one.standing.state in TOLD
            or (one.standing.state is State.NOT_DUE and (self.base or one.standing.provisional))
        )

        def order(one: Owed) -> tuple[str, int, date, str, str, str]:
            duty = one.duty
            worst = states.index(one.standing.state)
            return duty.agency, worst, duty.deadline.day, duty.record, duty.deadline.rule.id, duty.source

        return tuple(sorted(listed, key=order))

    @property
    def failed(self) -> int:
        """How many duties the run fails on."""
        return sum(one.standing.state in self.failing for one in self.owed)

    def by_agency(self) -> Iterator[tuple[str, Counter[State], list[Owed]]]:
        """Yield each agency that owes anything, how many duties are in which state, and those that are listed."""
        counts = {slug: rate(tally).states for slug, tally in self.tallies.items()}
        listed = {slug: list(found) for slug, found in groupby(self.told, key=lambda one: one.duty.agency)}
        for slug in sorted(counts):
            yield slug, counts[slug], listed.get(slug, [])

    def name(self, slug: str) -> str:
        """Return what to call an agency."""
        return self.names.get(slug, slug) or _("全辖区")


def written(report: DutyReport, form: str) -> str:
    """Return a report in one of the formats."""
    return WRITERS[form](report)


def as_text(report: DutyReport) -> str:
    """Return the report for a terminal."""
    lines = []
    for slug, counts, listed in report.by_agency():
        if listed:
            lines.append(_("{name}（{counts}）").format(name=report.name(slug), counts=counted(counts)))
            lines += [f"  {sentence(report, one)}" for one in listed]
    lines += [f"{report.name(one.agency)}　{gap}" for one in report.series for gap in gaps_told(one)]
    lines += _site_lines(report)
    return "\n".join([*lines, summary(report)]) + "\n"


def as_markdown(report: DutyReport) -> str:
    """Return the report as a comment on a pull request."""
    parts = ["## " + (_("合并前的公开时限") if report.base else _("公开时限")), summary(report)]
    for slug, counts, listed in report.by_agency():
        if listed:
            parts.append(f"### {plain(report.name(slug))}\n\n{counted(counts)}")
            parts.append("\n".join(f"- {plain(sentence(report, one))}" for one in listed))
    gaps = [f"- {plain(report.name(one.agency))}：{plain(gap)}" for one in report.series for gap in gaps_told(one)]
    parts += ["### " + _("文号"), "\n".join(gaps)] if gaps else []
    lines = _site_lines(report)
    parts += ["### " + _("网站"), "\n".join(f"- {plain(line.strip())}" for line in lines)] if lines else []
    return shortened(parts) + "\n"


def as_json(report: DutyReport) -> str:
    """Return the report as one JSON object."""
    return json.dumps(as_plain(report), ensure_ascii=False, indent=2) + "\n"


def as_plain(report: DutyReport) -> dict[str, object]:
    """Return the report as values that JSON has."""
    agencies = [
        {
            "agency": slug,
            "name": report.name(slug),
            "states": {state.value: counts[state] for state in State if counts[state]},
            "on_time": counts[State.ON_TIME],
            "counted": sum(counts[state] for state in COUNTED),
            **rates_told(report.tallies[slug]),
        }
        for slug, counts, _listed in report.by_agency()
    ]
    told: dict[str, object] = {
        "as_of": report.as_of.isoformat(),
        "failed": report.failed,
        "agencies": agencies,
        "duties": [_plain(report, one) for one in report.told],
        "numbers": [numbers_plain(one) for one in report.series if gaps_told(one)],
    }
    if report.waiting is not None:
        told["waiting"] = [
            {
                "record": one.record,
                "action": one.action,
                "day": _iso(one.day),
                "due": _iso(one.due),
                "provisional": one.provisional,
            }
            for one in report.waiting
        ]
    return told


def as_junit(report: DutyReport) -> str:
    """Return the report as JUnit XML: a suite for each agency, a case for each duty that is listed."""
    suites = ET.Element("testsuites", name=_("公开时限"))
    for slug, _counts, listed in report.by_agency():
        failed = [one for one in listed if one.standing.state in report.failing]
        suite = ET.SubElement(suites, "testsuite", name=report.name(slug), tests=str(len(listed)))
        suite.attrib |= {"failures": str(len(failed)), "errors": "0"}
        for one in listed:
            named = f"{one.duty.record} {rule_name(one.duty)}"
            case = ET.SubElement(suite, "testcase", classname=slug or "content", name=named)
            if one.standing.state in report.failing:
                ET.SubElement(case, "failure", type=one.standing.state.value, message=sentence(report, one))
            else:
                ET.SubElement(case, "system-out").text = sentence(report, one)
    ET.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def as_ical(report: DutyReport) -> str:
    """Return what is still to be done as a calendar: one day-long event on each last day."""
    events = []
    for one in sorted(report.owed, key=lambda one: (one.duty.deadline.day, one.duty.agency, one.duty.record)):
        duty = one.duty
        if duty.done.on is None and one.standing.state in OPEN | {State.PROVISIONAL}:
            uid = f"{duty.record}/{duty.deadline.rule.id}/{duty.deadline.start.isoformat()}"
            uid += f"/{duty.source}" if duty.source else ""
            said = _("{name}：{what}最后一天（暂定）") if duty.deadline.provisional else _("{name}：{what}最后一天")
            title = said.format(name=report.name(duty.agency), what=rule_name(duty))
            events.append(DayEvent(uid, duty.deadline.start, duty.deadline.day, title, sentence(report, one)))
    return calendar_text(_("行政执法公示时限"), events)


WRITERS: Mapping[str, Callable[[DutyReport], str]] = {
    "text": as_text,
    "json": as_json,
    "junit": as_junit,
    "markdown": as_markdown,
    "ical": as_ical,
}


def sentence(report: DutyReport, one: Owed) -> str:
    """Say in one line which duty it is, by when, and where it stands."""
    duty, stands = one.duty, one.standing
    title = report.titles.get(duty.record, "")
    named = f"{duty.record}（{title}）" if title else duty.record
    why = _("（{source}有变动）").format(source=source_named(duty)) if duty.source else ""
    by = _marked(duty.deadline.day.isoformat(), provisional=duty.deadline.provisional)
    return _("{state}：{record}　{rule}{why}，最迟 {by}{rest}").format(
        state=_(STATE_TITLES[stands.state]), record=named, rule=rule_name(duty), why=why, by=by, rest=_rest(report, one)
    )


def _marked(said: str, *, provisional: bool) -> str:
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
        return _marked(said.format(n=stands.late_by), provisional=stands.provisional)
    if stands.state is State.LATE and done:
        said = _("，{day} 才办，超 {n} 个工作日").format(day=done.isoformat(), n=stands.late_by)
        return _marked(said, provisional=stands.provisional)
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


def _site_lines(report: DutyReport) -> list[str]:
    if report.waiting is None:
        return []
    if not report.waiting:
        return [_("网站与仓库一致：已经合并的都上网了")]
    lines = [_("已经合并、网站上还没有的 {n} 件（合并不等于公开，请生成并上传网站）：").format(n=len(report.waiting))]
    for one in report.waiting:
        by = _marked(one.due.isoformat(), provisional=one.provisional) if one.due else ""
        due = _("，最迟 {due}").format(due=by) if by else ""
        lines.append(f"  {one.day.isoformat()} {one.action}　{one.record}{due}")
    return lines


def _plain(report: DutyReport, one: Owed) -> dict[str, object]:
    duty, deadline = one.duty, one.duty.deadline
    return {
        "record": duty.record,
        "title": report.titles.get(duty.record, ""),
        "agency": duty.agency,
        "kind": duty.kind,
        "act": duty.act.value,
        "rule": deadline.rule.id,
        "rule_name": rule_name(duty),
        "basis": [{"law": b.law, "article": b.article, "document_no": b.document_no} for b in deadline.basis],
        "source": duty.source,
        "start": deadline.start.isoformat(),
        "due": deadline.day.isoformat(),
        "provisional": deadline.provisional,
        "state": one.standing.state.value,
        "done_on": _iso(duty.done.on),
        "late_by": one.standing.late_by,
        "late_by_provisional": bool(one.standing.late_by) and one.standing.provisional,
        "message": sentence(report, one),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
