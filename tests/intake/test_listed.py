"""One more entry for a list: added below the others, which stay byte for byte."""

from pathlib import Path

import pytest

from disclosure.intake.listed import with_entry
from disclosure.model.errors import ContentError
from disclosure.model.kinds import Kind, Stage
from disclosure.reading.schemas import Schemas

PATH = "agencies/jyj/cameras.yaml"
CAMERA = Kind(
    "camera",
    "监控设备清单",
    Stage.BEFORE,
    "agencies/{agency}/cameras.yaml",
    "camera",
    "record.html",
    heading="place",
    key="number",
    entry="监控设备",
)
SCHEMAS = Schemas(
    {
        "camera": {
            "properties": {
                "entries": {
                    "items": {
                        "properties": {
                            "number": {"title": "编号", "description": "设备编号。", "type": "string"},
                            "place": {"title": "地点", "description": "在哪里。", "type": "string"},
                            "since": {"title": "启用日期", "description": "哪一天。", "examples": ["2026-01-02"]},
                        }
                    }
                }
            }
        }
    }
)
FIRST = """\
# 本局的监控设备
entries:
  # 编号：设备编号。
  - number: J-01
    # 地点：在哪里。
    place: 示例市滨河路口
    # 启用日期：哪一天。
    # since: 2026-01-02
"""


def added(content: Path, number: str, place: str) -> str:
    """Return the list with one camera more."""
    entry = {"place": place, "number": number}
    return with_entry(content, PATH, CAMERA, entry, SCHEMAS, ["number", "place", "since"]).decode()


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder with a list of one camera."""
    (tmp_path / PATH).parent.mkdir(parents=True)
    (tmp_path / PATH).write_text(FIRST, encoding="utf-8")
    return tmp_path


def test_a_list_that_is_not_there_is_begun(tmp_path: Path) -> None:
    """The fields stand in the order of the form, each under its title; open ones are lines to uncomment."""
    assert added(tmp_path, "J-01", "示例市滨河路口") == FIRST.removeprefix("# 本局的监控设备\n")


def test_an_entry_is_added_below_the_others(content: Path) -> None:
    """What was there stays as it was, comments included."""
    assert added(content, "J-02", "示例市学院路东端") == FIRST + (
        "  # 编号：设备编号。\n  - number: J-02\n    # 地点：在哪里。\n    place: 示例市学院路东端\n"
        "    # 启用日期：哪一天。\n    # since: 2026-01-02\n"
    )


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        (FIRST, f"content/{PATH} 里已经有「J-01」"),
        ("entries: [\n", f"content/{PATH} 现在读不了，先改正再加"),
    ],
)
def test_what_cannot_be_added_is_said(content: Path, written: str, problem: str) -> None:
    """An entry of the same key, and a file that is broken already."""
    (content / PATH).write_text(written, encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        added(content, "J-01", "别处")
    assert str(refused.value) == problem


def test_a_list_written_in_its_own_way_is_left_alone(content: Path) -> None:
    """Where the entry would land in another place, it is shown for the clerk to put in."""
    (content / PATH).write_text("entries: [{number: J-01, place: 甲}]\n", encoding="utf-8")
    with pytest.raises(ContentError, match="的写法特别，加不进去；请用编辑器把下面这一项加到 entries 里"):
        added(content, "J-02", "乙")
