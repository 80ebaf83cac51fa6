"""A kind that nobody has heard of: one row, one schema, one template, one example, and nothing else."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.edition.town import PROJECT, found

ROW = """
KINDS = (
    *KINDS,
    Kind("drone", "无人机巡查点", Stage.BEFORE, "agencies/{agency}/drones/{slug}.yaml", "drone", "drone.html"),
)
"""
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "drone.schema.json",
    "title": "无人机巡查点",
    "description": "一个巡查点。",
    "type": "object",
    "additionalProperties": False,
    "required": ["title", "place"],
    "properties": {
        "title": {"title": "名称", "description": "巡查点的名称。", "type": "string", "x-public": True},
        "place": {"title": "地点", "description": "在哪里。", "type": "string", "minLength": 2, "x-public": True},
        "pilot": {"title": "飞手", "description": "内部用，不公开。", "type": "string"},
    },
}
TEMPLATE = '{% extends "record.html" %}\n'
EXAMPLE = "title: 示例河口巡查点\nplace: 示例河入海口北岸\npilot: 示例飞手甲\n"
FIXED = "def kind_of(path: str, kinds: tuple[Kind, ...] = KINDS)"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return a copy of the project with one kind more, and a small content folder."""
    house = tmp_path / "house"
    house.mkdir()
    for name in ("plugins", "schemas", "theme"):
        shutil.copytree(PROJECT / name, house / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pelicanconf.py", "tasks.py", "portal", "package.json", "package-lock.json"):
        shutil.copy(PROJECT / name, house / name)
    if (PROJECT / ".cache" / "npm").is_dir():
        shutil.copytree(PROJECT / ".cache" / "npm", house / ".cache" / "npm")
    kinds = house / "plugins" / "disclosure" / "model" / "kinds.py"
    kinds.write_text(kinds.read_text(encoding="utf-8").replace(FIXED, f"{ROW}\n\n{FIXED}"), encoding="utf-8")
    (house / "schemas" / "drone.schema.json").write_text(json.dumps(SCHEMA, ensure_ascii=False), encoding="utf-8")
    (house / "theme" / "templates" / "drone.html").write_text(TEMPLATE, encoding="utf-8")
    for path, text in {**found(1), "agencies/jyj/drones/hekou.yaml": EXAMPLE}.items():
        target = house / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return house


def portal(house: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the copied project."""
    environment = {**os.environ, "GONGSHI_PYTHON": sys.executable}
    return subprocess.run(
        [str(house / "portal"), *words], cwd=house, env=environment, check=False, capture_output=True, encoding="utf-8"
    )


def test_an_invented_kind_is_checked_built_and_found(house: Path) -> None:
    """Check knows its schema, build makes its page and its list, and search finds what it says."""
    checked = portal(house, "check", "--as-of", "2026-11-20")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "无人机巡查点 1" in checked.stdout
    built = portal(house, "build", "--as-of", "2026-11-20")
    assert built.returncode == 0, built.stdout + built.stderr
    page = (house / "output/agencies/jyj/drones/hekou/index.html").read_text(encoding="utf-8")
    assert "示例河入海口北岸" in page
    assert "示例飞手甲" not in page
    assert "/agencies/jyj/drones/hekou/" in (house / "output/drones/index.html").read_text(encoding="utf-8")
    searched = portal(house, "search", "入海口北")
    assert searched.returncode == 0, searched.stdout + searched.stderr
    assert "示例河口巡查点" in searched.stdout


def test_a_mistake_in_an_invented_kind_is_told_with_its_chinese_title(house: Path) -> None:
    """The messages come from the new schema alone."""
    example = house / "content/agencies/jyj/drones/hekou.yaml"
    example.write_text("title: 示例河口巡查点\nplace: 河\n", encoding="utf-8")
    checked = portal(house, "check", "--as-of", "2026-11-20")
    assert checked.returncode == 2
    assert "content/agencies/jyj/drones/hekou.yaml:2:8 地点（place）：「河」太短，至少 2 个字；在哪里" in checked.stdout


LIST_ROW = """
KINDS = (
    *KINDS,
    Kind(
        "camera", "电子监控设备清单", Stage.BEFORE, "agencies/{agency}/cameras.yaml", "camera", "camera.html",
        heading="place", key="number", entry="监控设备",
    ),
)
"""
LIST_SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "camera.schema.json",
    "title": "电子监控设备清单",
    "description": "一个机关的监控设备。",
    "type": "object",
    "additionalProperties": False,
    "required": ["entries"],
    "properties": {
        "entries": {
            "title": "设备",
            "description": "一台一项。",
            "type": "array",
            "minItems": 1,
            "x-public": True,
            "items": {
                "title": "一台设备",
                "description": "一台监控设备。",
                "type": "object",
                "additionalProperties": False,
                "required": ["number", "place"],
                "properties": {
                    "number": {"title": "编号", "description": "设备编号。", "type": "string", "x-public": True},
                    "place": {"title": "地点", "description": "在哪里。", "type": "string", "x-public": True},
                    "keeper": {"title": "保管人", "description": "内部用，不公开。", "type": "string"},
                },
            },
        }
    },
}
LIST_EXAMPLE = """
entries:
  - number: J-01
    place: 示例市滨河路口
    keeper: 保管甲
  - number: J-02
    place: 示例市学院路东端
"""


def test_an_invented_list_is_checked_built_and_each_entry_found(house: Path) -> None:
    """A list is one file; search knows each of its entries and leads to its place on the list's page."""
    kinds = house / "plugins" / "disclosure" / "model" / "kinds.py"
    kinds.write_text(kinds.read_text(encoding="utf-8").replace(FIXED, f"{LIST_ROW}\n\n{FIXED}"), encoding="utf-8")
    schema = json.dumps(LIST_SCHEMA, ensure_ascii=False)
    (house / "schemas" / "camera.schema.json").write_text(schema, encoding="utf-8")
    (house / "theme" / "templates" / "camera.html").write_text(TEMPLATE, encoding="utf-8")
    (house / "content" / "agencies" / "jyj" / "cameras.yaml").write_text(LIST_EXAMPLE, encoding="utf-8")
    built = portal(house, "build", "--as-of", "2026-11-20")
    assert built.returncode == 0, built.stdout + built.stderr
    page = (house / "output/agencies/jyj/cameras/index.html").read_text(encoding="utf-8")
    assert "示例市滨河路口" in page
    assert "保管甲" not in page
    searched = portal(house, "search", "学院路东").stdout
    assert "示例市学院路东端" in searched
    assert "/agencies/jyj/cameras/#J-02" in searched
    assert "滨河路口" not in searched
