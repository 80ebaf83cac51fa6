"""The comment on a merge request: words of records never become markup, and it always fits."""

from datetime import date

from disclosure.checking.reports import LONGEST_COMMENT
from disclosure.model.event import Action
from disclosure.model.issue import Issue
from disclosure.outputs.comments import MARKER, comment
from disclosure.outputs.proposals import Coming, Proposal

DAY = date(2026, 3, 16)
HEAD = "0123456789abcdef"


def coming(number: int, title: str = "某案", **more: object) -> Coming:
    """Return a publication that has no last day."""
    record = f"agencies/jyj/decisions/2026/03/{number:03}"
    return Coming(record, f"content/{record}.yaml", "jyj", "decision", Action.PUBLISH, title, **more)  # type: ignore[arg-type]  # a builder


def told(**more: object) -> str:
    """Return the comment on a branch with one commit."""
    return comment(Proposal(DAY, "origin/main", HEAD, 1, **more))  # type: ignore[arg-type]  # a builder


def test_words_of_a_record_are_no_markup() -> None:
    """No column of the table, no image, no tag, no mention of an account, no line of its own."""
    title = "甲|乙 ![x](https://example.invalid/p.png)\n<b>@zhangsan</b> `x`"
    rows = [line for line in told(coming=[coming(1, title, parties=("丙|丁",))]).splitlines() if "公开 |" in line]
    assert rows == [
        "| 公开 | 甲\\|乙 \\!\\[x\\](https://example.invalid/p.png) \\<b\\>\\@zhangsan\\</b\\> \\`x\\` | 丙\\|丁 | — |"
    ]


def test_a_path_is_no_markup_either() -> None:
    """A file may be called anything before the check refuses its name."""
    shown = told(beside=["content/a`|<b>.yaml"])
    assert "- `content/a'\\|‹b›.yaml`" in shown


def test_many_records_are_counted_where_they_are_not_shown() -> None:
    """Sixty rows are more than anybody reads in a comment."""
    shown = told(coming=[coming(number) for number in range(1, 101)])
    assert "网站上有 100 条信息会变" in shown
    assert shown.count("| 公开 | 某案") == 60
    assert "还有 40 条没有列出，请看检查的全文。" in shown


def test_a_comment_always_fits_and_keeps_its_first_line_and_its_end() -> None:
    """By the first the next run finds it, and the end says what it was reckoned from."""
    issues = [Issue(f"content/{n}.yaml", 1, 1, "x", "错" * 2000, "改" * 2000) for n in range(60)]
    shown = told(issues=issues)
    assert len(shown) < LONGEST_COMMENT + 1000
    assert shown.startswith(f"{MARKER}\n\n## 合并前审阅：有 60 处要改正\n")
    assert "……太长了，其余请看检查的全文。\n\n---\n\n按 2026-03-16 计算，`origin/main` 加上" in shown
    assert shown.endswith("再推送时这条评论会更新。\n")
