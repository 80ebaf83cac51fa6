"""No test here sees the settings of the person who runs it."""

from pathlib import Path

import pytest

SETTINGS = '[user]\n\tname = 测试员\n\temail = tester@example.invalid\n[protocol "file"]\n\tallow = always\n'


@pytest.fixture(autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give git a name, and nothing else of the machine's or the user's."""
    settings = tmp_path_factory.mktemp("settings") / "gitconfig"
    settings.write_text(SETTINGS, encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return where a test's repository shall be."""
    return tmp_path / "仓库 1"
