"""Issues as people and machines read them: text, JSON, JUnit XML."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from xml.etree import ElementTree as ET

from disclosure.model.issue import Issue, Level
from disclosure.model.language import _


def as_text(issues: Iterable[Issue]) -> str:
    """Return one line for each issue, sorted, and the counts at the end."""
    ordered = sorted(issues)
    lines = [f"{issue.place} {_mark(issue.level)}{issue.sentence}" for issue in ordered]
    return "\n".join([*lines, counts(ordered)]) + "\n"


def _mark(level: Level) -> str:
    return _("提醒：") if level is Level.WARNING else ""


def counts(issues: Iterable[Issue]) -> str:
    """Return how many errors and warnings there are, in one sentence."""
    levels = [issue.level for issue in issues]
    if not levels:
        return _("检查完毕，没有发现问题。")
    return _("共 {errors} 处错误、{warnings} 处提醒。").format(
        errors=levels.count(Level.ERROR), warnings=levels.count(Level.WARNING)
    )


def as_json(issues: Iterable[Issue]) -> str:
    """Return the issues, sorted, and their counts as one JSON object."""
    ordered = sorted(issues)
    return json.dumps(
        {
            "errors": sum(issue.level is Level.ERROR for issue in ordered),
            "warnings": sum(issue.level is Level.WARNING for issue in ordered),
            "issues": [{**asdict(issue), "level": issue.level.value, "message": issue.sentence} for issue in ordered],
        },
        ensure_ascii=False,
        indent=2,
    )


def as_junit(issues: Iterable[Issue], files: Iterable[str] = ()) -> str:
    """Return the issues as JUnit XML: a suite with one case for each of the files that were checked.

    Warnings are passed cases that speak.
    """
    by_file: dict[str, list[Issue]] = {path: [] for path in sorted(files)}
    for issue in sorted(issues):
        by_file.setdefault(issue.path, []).append(issue)
    failed = [path for path, found in by_file.items() if any(issue.level is Level.ERROR for issue in found)]
    suite = ET.Element("testsuite", name=_("内容检查"), tests=str(len(by_file)), failures=str(len(failed)), errors="0")
    for path, found in by_file.items():
        case = ET.SubElement(suite, "testcase", classname="content", name=path)
        for issue in found:
            if issue.level is Level.ERROR:
                failure = ET.SubElement(case, "failure", type=issue.rule, message=issue.sentence)
                failure.text = str(issue)
        warnings = [str(issue) for issue in found if issue.level is Level.WARNING]
        if warnings:
            ET.SubElement(case, "system-out").text = "\n".join(warnings)
    ET.indent(suite)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suite, encoding="unicode") + "\n"
