"""What is owed, as people and machines read it: text, JSON, JUnit XML, Markdown, a calendar."""

import json
from collections.abc import Callable, Mapping
from datetime import date
from xml.etree import ElementTree as ET

from disclosure.checking.reports import plain, shortened
from disclosure.model.language import _
from disclosure.outputs.duties import DutyReport
from disclosure.outputs.duty_words import counted, rule_name, sentence, site_lines, summary
from disclosure.outputs.gaps import gaps_told, numbers_plain
from disclosure.outputs.icalendar import DayEvent, calendar_text
from disclosure.outputs.rates import rates_told
from disclosure.timing.duties import Owed
from disclosure.timing.standing import COUNTED, State

FORMATS = ("text", "json", "junit", "markdown", "ical")
OPEN = frozenset({State.OVERDUE, State.DUE_SOON, State.NOT_DUE})


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
    lines += site_lines(report)
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
    lines = site_lines(report)
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
