"""The browser of the tests: found, named or asked for."""

from pathlib import Path

import pytest

from disclosure.commands.tools import find_browser, install_browser
from disclosure.model.errors import GongshiError


def browser(folder: Path, name: str) -> str:
    """A program of this name."""
    (folder / name).write_text("#!/bin/sh\n", encoding="utf-8")
    (folder / name).chmod(0o755)
    return str(folder / name)


def test_the_named_browser_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """CHROMIUM wins over what is on the PATH, and the PATH is searched for the usual names."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    assert find_browser() is None
    usual = browser(tmp_path, "google-chrome")
    assert find_browser() == usual
    own = browser(tmp_path, "own")
    monkeypatch.setenv("CHROMIUM", own)
    assert find_browser() == own


def test_a_named_browser_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong CHROMIUM is not quietly passed over."""
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    with pytest.raises(GongshiError) as fault:
        find_browser()
    assert str(fault.value) == "CHROMIUM 指的 /nowhere/chromium 不能运行；请改正，或者取消这个变量"


def test_where_nothing_can_be_installed_the_line_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without apt-get the person is told what to type."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CHROMIUM", raising=False)
    with pytest.raises(GongshiError) as fault:
        install_browser(tmp_path)
    assert str(fault.value) == "测试要用浏览器；请先运行这一行：sudo apt-get install chromium fonts-noto-cjk"
