"""Progress: silent for two seconds, then seldom."""

import io
import sys

import pytest
from rich.console import Console
from rich.progress import Progress

from disclosure.commands.progress import Watch, watch


def on_screen(*, terminal: bool) -> tuple[Progress, io.StringIO]:
    """Progress that writes into a text."""
    text = io.StringIO()
    return Progress(console=Console(file=text, force_terminal=terminal, width=80)), text


def test_quick_work_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Work that is done within two seconds leaves no trace."""
    with watch() as told:
        for done in range(100):
            told("检查", done, 100)
    assert capsys.readouterr() == ("", "")


def test_long_work_says_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no terminal, a line comes at most every five seconds."""
    now = iter([1.0, 3.0, 6.0, 7.0, 10.9, 11.0])
    monkeypatch.setattr("disclosure.commands.progress.time.monotonic", lambda: next(now))
    spoken = io.StringIO()
    monkeypatch.setattr(sys, "stderr", spoken)
    told = Watch(on_screen(terminal=False)[0], started=0.0)
    for done in range(1, 7):
        told("检查", done, 6)
    assert spoken.getvalue() == "检查 3/6\n检查 6/6\n"


def test_on_a_terminal_it_is_a_bar() -> None:
    """A terminal shows the work and how far it is."""
    progress, text = on_screen(terminal=True)
    told = Watch(progress, started=-10.0)
    told("检查", 1, 4)
    told("检查", 3, 4)
    progress.stop()
    assert "检查" in text.getvalue()
    assert progress.tasks[0].completed == 3
