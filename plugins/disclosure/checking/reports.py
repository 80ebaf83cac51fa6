"""Issues as people and machines read them: text, JSON, JUnit XML, annotations of a forge, Markdown."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from xml.etree import ElementTree as ET

from disclosure.model.issue import Issue, Level
from disclosure.model.language import _

FORMATS = ("text", "json", "junit", "github", "codequality", "markdown")
MOST_ANNOTATED = 50
"""A forge shows about so many annotations of one step; what follows them is counted."""
LONGEST_COMMENT = 60_000
"""A comment of a forge may have 65,536 characters."""
MARKUP = re.compile(r"[\\`*_{}\[\]<>#|~@!]")


def written(issues: Iterable[Issue], form: str, files: Iterable[str] = ()) -> str:
    """Return the issues in one of the formats; `files` are all that were checked, for those that count them."""
    if form == "junit":
        return as_junit(issues, files)
    writers = {"json": as_json, "github": as_annotations, "codequality": as_code_quality, "markdown": as_markdown}
    return writers.get(form, as_text)(issues)


def as_text(issues: Iterable[Issue]) -> str:
    """Return one line for each issue, and the counts at the end."""
    found = list(issues)
    return f"{as_lines(found)}{counts(found)}\n"


def as_lines(issues: Iterable[Issue]) -> str:
    """Return one line for each issue, sorted, what must be mended last: nearest to where one reads on."""
    ordered = sorted(issues, key=lambda issue: (issue.level is Level.ERROR, issue))
    return "".join(f"{issue.place} {_mark(issue.level)}{issue.sentence}\n" for issue in ordered)


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


def as_annotations(issues: Iterable[Issue]) -> str:
    """Return one workflow command for each issue, errors first: a forge shows it beside the line that is meant."""
    ordered = sorted(issues, key=lambda issue: (issue.level is not Level.ERROR, issue))
    lines = [_annotation(issue) for issue in ordered[:MOST_ANNOTATED]]
    if len(ordered) > MOST_ANNOTATED:
        more = _("还有 {n} 处没有逐条标出，请看检查的全文").format(n=len(ordered) - MOST_ANNOTATED)
        lines.append(f"::notice::{_escaped(more)}")
    return "\n".join([*lines, counts(ordered)]) + "\n"


def _annotation(issue: Issue) -> str:
    place = f"file={_property(issue.path)}"
    if issue.line:
        place += f",line={issue.line},col={issue.column}"
    kind = "error" if issue.level is Level.ERROR else "warning"
    title = f",title={_property(issue.title)}" if issue.title else ""
    return f"::{kind} {place}{title}::{_escaped(issue.sentence)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def as_code_quality(issues: Iterable[Issue]) -> str:
    """Return the issues as the code quality report of GitLab, which shows them in the merge request beside the line."""
    found = []
    seen: Counter[tuple[str, str, str]] = Counter()
    for issue in sorted(issues):
        same = (issue.path, issue.rule, issue.problem)
        seen[same] += 1
        told = repr((*same, seen[same])).encode()
        found.append(
            {
                "description": issue.sentence,
                "check_name": issue.rule,
                "fingerprint": hashlib.sha256(told).hexdigest(),
                "severity": "major" if issue.level is Level.ERROR else "minor",
                "location": {"path": issue.path, "lines": {"begin": max(issue.line, 1)}},
            }
        )
    return json.dumps(found, ensure_ascii=False, indent=2)


def as_markdown(issues: Iterable[Issue], title: str = "内容检查", grave: str = "要改正才能合并") -> str:
    """Return the issues as a comment on a pull request: what stops it first, file by file, then what to look at."""
    ordered = sorted(issues)
    parts = ["## " + _(title), counts(ordered)]
    for level, heading in ((Level.ERROR, grave), (Level.WARNING, "请看一看")):
        parts.extend(_files_in_markdown([issue for issue in ordered if issue.level is level], _(heading)))
    return shortened(parts) + "\n"


def _files_in_markdown(issues: list[Issue], heading: str) -> list[str]:
    if not issues:
        return []
    parts = [f"### {heading}"]
    for path in dict.fromkeys(issue.path for issue in issues):
        lines = [f"- {_line(issue)}{plain(issue.sentence)}" for issue in issues if issue.path == path]
        parts.append("\n".join([f"**{plain(path)}**", "", *lines]))
    return parts


def _line(issue: Issue) -> str:
    return _("第 {line} 行：").format(line=issue.line) if issue.line else ""


def plain(text: str) -> str:
    """Return a text that Markdown shows as it stands: no markup, no mention of anybody, no line of its own."""
    return MARKUP.sub(lambda found: f"\\{found[0]}", " ".join(text.split()))


def shortened(parts: list[str]) -> str:
    """Join the parts, as many as a comment holds."""
    kept: list[str] = []
    for part in parts:
        if sum(map(len, kept)) + len(part) > LONGEST_COMMENT:
            return "\n\n".join([*kept, _("……太长了，其余请看检查的全文。")])
        kept.append(part)
    return "\n\n".join(kept)
