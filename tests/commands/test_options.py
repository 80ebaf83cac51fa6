"""The options that every command knows."""

from datetime import date
from pathlib import Path

import pytest

from disclosure.commands.options import content_folder, day, order_of, output_folder
from disclosure.model.errors import ContentError, GongshiError


def test_content_is_a_folder_or_the_repository_that_holds_it(tmp_path: Path, project: Path) -> None:
    """A repository stands for its content/; a content folder for itself, even where something in it has that name."""
    (tmp_path / "content" / "content").mkdir(parents=True)
    assert content_folder(str(tmp_path)) == tmp_path / "content"
    (tmp_path / "content" / "portal.yaml").touch()
    assert content_folder(str(tmp_path / "content")) == tmp_path / "content"
    assert content_folder("") == project / "content"


def test_paths_are_meant_from_where_the_person_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative path counts from the current folder."""
    monkeypatch.chdir(tmp_path)
    assert (content_folder("a"), output_folder("b/c")) == (tmp_path / "a", tmp_path / "b" / "c")


def test_an_output_that_would_swallow_the_content_is_refused(tmp_path: Path) -> None:
    """The output folder is put in place as a whole: content in it would be lost."""
    (tmp_path / "content").mkdir()
    with pytest.raises(GongshiError) as fault:
        order_of(str(tmp_path), str(tmp_path))
    assert str(fault.value) == f"输出文件夹 {tmp_path} 里有内容文件夹；请用 --output 另指一个"


def test_an_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """A site is a folder."""
    (tmp_path / "out").touch()
    with pytest.raises(GongshiError) as fault:
        output_folder(str(tmp_path / "out"))
    assert str(fault.value) == f"{tmp_path}/out 是文件，不是文件夹；请用 --output 另指一个"


def test_the_day_is_the_option_then_the_epoch(monkeypatch: pytest.MonkeyPatch) -> None:
    """--as-of wins; SOURCE_DATE_EPOCH counts as the day it is in China."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767196800")
    assert day("2026-11-20") == date(2026, 11, 20)
    assert day("") == date(2026, 1, 1)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767196799")
    assert day("") == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("20261120", "--as-of「20261120」不是日期；请写成 年-月-日，例如 2026-11-20"),
        ("2026-W47-5", "--as-of「2026-W47-5」不是日期；请写成 年-月-日，例如 2026-11-20"),
        ("2026-02-30", "--as-of「2026-02-30」：没有这一天；请核对"),
    ],
)
def test_what_is_no_day_is_refused(given: str, sentence: str) -> None:
    """Only year-month-day, and only days that there are; a wrong option is no fault of the content."""
    with pytest.raises(GongshiError) as fault:
        day(given)
    assert (str(fault.value), isinstance(fault.value, ContentError)) == (sentence, False)


def test_an_epoch_that_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """SOURCE_DATE_EPOCH is whole seconds."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(GongshiError, match="SOURCE_DATE_EPOCH 应当是一个整数"):
        day("")
