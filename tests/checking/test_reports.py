import json
from xml.etree import ElementTree as ET

from disclosure.checking.reports import as_json, as_junit, as_text
from disclosure.model.issue import Issue, Level

LATER = Issue("content/b.yaml", 0, 0, "read-empty", "文件是空的", "请写上内容")
EARLIER = Issue(
    "content/a.yaml", 3, 16, "schema-format", "「2026-02-30」不是有效日期", "请改", "decision_date", "决定日期"
)
HINT = Issue("content/a.yaml", 4, 1, "incomplete", "缺少 <文号> & 依据", level=Level.WARNING)
ISSUES = [LATER, HINT, EARLIER]


def test_text_is_one_line_an_issue_and_a_count() -> None:
    """Lines are sorted by place; the counts stand at the end."""
    assert as_text(ISSUES) == (
        "content/a.yaml:3:16 决定日期（decision_date）：「2026-02-30」不是有效日期；请改\n"
        "content/a.yaml:4:1 提醒：缺少 <文号> & 依据\n"
        "content/b.yaml 文件是空的；请写上内容\n"
        "共 2 处错误、1 处提醒。\n"
    )


def test_text_of_nothing_says_so() -> None:
    """A clean check is one sentence."""
    assert as_text([]) == "检查完毕，没有发现问题。\n"


def test_json_holds_counts_and_every_part_of_an_issue() -> None:
    """Machines get what people get, in the same order."""
    found = json.loads(as_json(ISSUES))
    assert (found["errors"], found["warnings"]) == (2, 1)
    assert [issue["rule"] for issue in found["issues"]] == ["schema-format", "incomplete", "read-empty"]
    assert found["issues"][0] == {
        "path": "content/a.yaml",
        "line": 3,
        "column": 16,
        "rule": "schema-format",
        "problem": "「2026-02-30」不是有效日期",
        "remedy": "请改",
        "field": "decision_date",
        "title": "决定日期",
        "level": "error",
        "message": "决定日期（decision_date）：「2026-02-30」不是有效日期；请改",
    }


def test_junit_has_a_case_for_each_file_and_fails_on_errors_only() -> None:
    """A warning speaks in a case that passes or fails by its errors."""
    suite = ET.fromstring(as_junit(ISSUES))  # noqa: S314 -- our own output
    assert suite.attrib == {"name": "内容检查", "tests": "2", "failures": "2", "errors": "0"}
    first = suite[0]
    assert first.attrib == {"classname": "content", "name": "content/a.yaml"}
    assert [(part.tag, part.text) for part in first] == [("failure", str(EARLIER)), ("system-out", str(HINT))]


def test_junit_of_nothing_is_an_empty_suite() -> None:
    """A clean check has no failure."""
    assert ET.fromstring(as_junit([])).attrib["failures"] == "0"  # noqa: S314 -- our own output
