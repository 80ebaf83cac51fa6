"""calendar import as people type it."""

from pathlib import Path

import pytest
from tests.commands.portal import Starter
from tests.edition.town import PORTAL
from tests.intake.test_notices import NOTICE


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a content folder with nothing but its settings, and a notice beside it."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "portal.yaml").write_text(PORTAL, encoding="utf-8")
    (tmp_path / "通知.txt").write_text(NOTICE, encoding="utf-8")
    return tmp_path / "content"


def test_a_notice_is_imported_and_what_to_do_next_is_said(starter: Starter, content: Path) -> None:
    """What was read, where it stands, and that somebody should compare; the second time nothing is to do."""
    words = ("calendar", "import", content.parent / "通知.txt", "--content", content)
    done = starter.portal(*words)
    target = content / "calendar" / "2031.yaml"
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        f"{content.parent}/通知.txt：放假 13 天，周末上班 3 天；写好了 {target}（共 4 个节日）\n"
        "请与通知核对一遍，再用 git 提交\n"
    )
    assert target.is_file()
    assert starter.portal(*words).stdout == f"{content.parent}/通知.txt：与已有的 {target} 相同，没有改动\n"


def test_what_is_mistyped_or_not_there_is_said_in_words(starter: Starter, content: Path) -> None:
    """Another act, no file, a file that is not there, a folder that is not there, a text that is no notice."""
    where = ("--content", content)
    for words, code, said in [
        (("calendar", "export", "a", *where), 1, "calendar 不认识「export」；可以写 import"),
        (("calendar", "import", *where), 1, "calendar 后面少了 文件；用法见 ./portal help calendar"),
        (("calendar", "import", content / "a.txt", *where), 1, f"读不了 {content}/a.txt：没有这个文件或者文件夹"),
        (("calendar", "import", "-", *where), 2, "粘贴的通知：看不出是哪一年的通知，请用 --year 写明年份"),
        (("calendar", "import", "-", "--year", "x", *where), 1, "「x」不是整数；用法见 ./portal help calendar"),
    ]:
        done = starter.portal(*words)
        assert (done.returncode, done.stdout, done.stderr) == (code, "", f"{said}\n")
    nowhere = starter.portal("calendar", "import", "-", "--content", content / "none")
    assert nowhere.stderr == f"没有内容文件夹 {content}/none；请用 --content 写明它在哪里\n"
    assert not (content / "calendar").exists()
