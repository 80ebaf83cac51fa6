import json
from xml.etree import ElementTree as ET

from disclosure.checking.reports import (
    FORMATS,
    as_annotations,
    as_code_quality,
    as_json,
    as_junit,
    as_markdown,
    as_text,
    written,
)
from disclosure.model.issue import Issue, Level

LATER = Issue("content/b.yaml", 0, 0, "read-empty", "文件是空的", "请写上内容")
EARLIER = Issue(
    "content/a.yaml", 3, 16, "schema-format", "「2026-02-30」不是有效日期", "请改", "decision_date", "决定日期"
)
HINT = Issue("content/a.yaml", 4, 1, "incomplete", "缺少 <文号> & 依据", level=Level.WARNING)
ISSUES = [LATER, HINT, EARLIER]


def test_text_is_one_line_an_issue_and_a_count() -> None:
    """Lines are sorted by place, errors after the warnings, so that they stand nearest to the counts at the end."""
    assert as_text(ISSUES) == (
        "content/a.yaml:4:1 提醒：缺少 <文号> & 依据\n"
        "content/a.yaml:3:16 决定日期（decision_date）：「2026-02-30」不是有效日期；请改\n"
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


def test_code_quality_names_line_and_weight_and_knows_an_issue_again() -> None:
    """GitLab tells by the fingerprint what is new: it stays when other issues come and go, and two are never one."""
    found = json.loads(as_code_quality([*ISSUES, LATER]))
    assert [(one["severity"], one["check_name"], one["location"]) for one in found] == [
        ("major", "schema-format", {"path": "content/a.yaml", "lines": {"begin": 3}}),
        ("minor", "incomplete", {"path": "content/a.yaml", "lines": {"begin": 4}}),
        ("major", "read-empty", {"path": "content/b.yaml", "lines": {"begin": 1}}),
        ("major", "read-empty", {"path": "content/b.yaml", "lines": {"begin": 1}}),
    ]
    assert found[0]["description"] == EARLIER.sentence
    assert len({one["fingerprint"] for one in found}) == len(found)
    assert json.loads(as_code_quality([LATER]))[0]["fingerprint"] == found[2]["fingerprint"]


def test_a_forge_shows_each_issue_beside_its_line() -> None:
    """Errors come first; what would end a property or a line early is escaped; a file as a whole has no line."""
    odd = Issue("content/a,b.yaml", 2, 1, "x", "写了 50%：\n两行", field="a", title="标题:甲")
    assert as_annotations([HINT, LATER, odd]) == (
        "::error file=content/a%2Cb.yaml,line=2,col=1,title=标题%3A甲::标题:甲（a）：写了 50%25：%0A两行\n"
        "::error file=content/b.yaml::文件是空的；请写上内容\n"
        "::warning file=content/a.yaml,line=4,col=1::缺少 <文号> & 依据\n"
        "共 2 处错误、1 处提醒。\n"
    )


def test_a_forge_shows_some_issues_and_the_number_of_the_rest() -> None:
    """A forge drops what is beyond its limit without a word."""
    lines = as_annotations([Issue("content/a.yaml", line, 1, "x", "错") for line in range(1, 61)]).splitlines()
    assert (len(lines), lines[-2]) == (52, "::notice::还有 10 处没有逐条标出，请看检查的全文")


def test_markdown_is_a_comment_that_a_clerk_understands() -> None:
    """What stops the merge stands first, file by file, with lines; no text becomes markup or calls anybody."""
    odd = Issue("content/b.yaml", 7, 1, "x", "「@某人」写了 *两次*")
    assert as_markdown([*ISSUES, odd]) == (
        "## 内容检查\n\n"
        "共 3 处错误、1 处提醒。\n\n"
        "### 要改正才能合并\n\n"
        "**content/a.yaml**\n\n"
        "- 第 3 行：决定日期（decision\\_date）：「2026-02-30」不是有效日期；请改\n\n"
        "**content/b.yaml**\n\n"
        "- 文件是空的；请写上内容\n"
        "- 第 7 行：「\\@某人」写了 \\*两次\\*\n\n"
        "### 请看一看\n\n"
        "**content/a.yaml**\n\n"
        "- 第 4 行：缺少 \\<文号\\> & 依据\n"
    )


def test_markdown_is_never_longer_than_a_comment_may_be() -> None:
    """A forge refuses a comment that is too long: the rest is left to the log."""
    text = as_markdown([Issue(f"content/{number:05}.yaml", 1, 1, "x", "错" * 20) for number in range(5000)])
    assert len(text) < 65_536
    assert text.endswith("\n\n……太长了，其余请看检查的全文。\n")


def test_every_format_has_its_writer() -> None:
    """A format that is offered is written, and no two are alike."""
    assert len({written(ISSUES, form) for form in FORMATS}) == len(FORMATS)
