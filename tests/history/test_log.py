"""The log in Chinese, one line an event."""

from dataclasses import replace
from pathlib import Path

from tests.history.builders import RECORD, YI, git, history_of, made, step

from disclosure.history.log import log_lines

PLAIN = "title: 决定\n"
ID = RECORD.removesuffix(".yaml")


def test_newest_first(folder: Path) -> None:
    """Every event has its line: time, action, record, actor, and who let it in."""
    content = made(
        folder,
        step(1, {RECORD: PLAIN, "policies/a.md": "---\ntitle: 办法\n---\n"}, "迁入\n\nGongshi-Import: 旧网站"),
        step(2, {RECORD: "withdrawal:\n  reason: 撤销\n"}, author=YI, parents=[0]),
        step(3, {RECORD: "withdrawal:\n  reason: 撤销\n"}, parents=[0, 1]),
        step(4, {"policies/a.md": None}),
    )
    history = history_of(content)
    lines = [
        "2026-01-04 09:00  文件被删除，未按程序撤下  policies/a  甲",
        f"2026-01-03 09:00  撤下  {ID}  乙（审核：甲）",
        f"2026-01-01 09:00  公开（迁入）  {ID}  甲",
        "2026-01-01 09:00  公开（迁入）  policies/a  甲",
    ]
    assert list(log_lines(history)) == lines
    assert list(log_lines(history, 2)) == [*lines[:2], "只列出最近 2 条，还有更早的；要多看，写 --limit 20"]
    assert list(log_lines(history, 4)) == lines
    assert list(log_lines(history, record=ID)) == lines[1:3]
    assert next(log_lines(replace(history, rewritten=True))) == (
        "警告：历史被改写过，以前公开过的提交已经不在 main 上；查明原因以后，删除缓存文件夹就不再提示"
    )


def test_without_history(folder: Path, tmp_path: Path) -> None:
    """No history and a part of one are said."""
    made(folder, step(1, {RECORD: PLAIN}), step(2, {RECORD: "title: 改\n"}))
    git(tmp_path, "clone", "-q", "--depth=1", f"file://{folder}", "clone")
    assert list(log_lines(history_of(tmp_path / "clone" / "content"))) == [
        "历史不完整：这是浅克隆；请执行 git fetch --unshallow 取回其余部分"
    ]
    (tmp_path / "plain").mkdir()
    assert list(log_lines(history_of(tmp_path / "plain"), record="x")) == ["没有版本历史"]


def test_names_that_are_no_text_can_be_printed(folder: Path) -> None:
    """A path whose bytes are no UTF-8 is shown by its numbers."""
    content = made(folder, step(1, {"\udcff.yaml": PLAIN}))
    assert [line.encode() for line in log_lines(history_of(content))] == [
        "2026-01-01 09:00  公开  \\udcff  甲".encode()
    ]


STUB = "type: penalty\npublish: false\nreason_code: 未成年人\n"
OTHER = RECORD.replace("001.yaml", "002.yaml")
THIRD = RECORD.replace("001.yaml", "003.yaml")


def test_what_was_never_public_is_not_in_the_log(folder: Path) -> None:
    """A stub has no line: untouched, changed, or deleted; one that was published later has that publication."""
    content = made(
        folder,
        step(1, {RECORD: STUB, OTHER: STUB, THIRD: STUB, "policies/a.md": "---\ntitle: 办法\n---\n"}, parents=[]),
        step(2, {OTHER: STUB.replace("未成年人", "个人隐私")}, parents=[0]),
        step(3, {OTHER: None, THIRD: PLAIN}, parents=[1]),
    )
    history = history_of(content)
    assert list(log_lines(history)) == [
        f"2026-01-03 09:00  公开  {THIRD.removesuffix('.yaml')}  甲",
        "2026-01-01 09:00  公开  policies/a  甲",
    ]
    assert list(log_lines(history, record=ID)) == []


def test_what_was_public_and_may_not_be_any_more_is_in_the_log(folder: Path) -> None:
    """Its publication happened, and so did its withdrawal."""
    content = made(folder, step(1, {RECORD: PLAIN}), step(2, {RECORD: STUB}))
    assert list(log_lines(history_of(content))) == [
        f"2026-01-02 09:00  撤下  {ID}  甲",
        f"2026-01-01 09:00  公开  {ID}  甲",
    ]
