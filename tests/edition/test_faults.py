"""Faults of the machine and of the theme: told in Chinese, and the site that is up does not change."""

import errno
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.edition.town import PROJECT, Town, decision, found, path_of, tree

from disclosure import edition as editions
from disclosure.generator import build
from disclosure.model.errors import ContentError, GongshiError


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a small jurisdiction."""
    town = Town(tmp_path / "town")
    town.step(found(1, 2))
    return town


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return a copy of what a build needs of the project, whose theme a test may break."""
    house = tmp_path / "house"
    house.mkdir()
    for name in ("plugins", "schemas", "theme"):
        shutil.copytree(PROJECT / name, house / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pelicanconf.py", "package-lock.json"):
        shutil.copy(PROJECT / name, house / name)
    shutil.copytree(PROJECT / ".cache" / "npm", house / ".cache" / "npm")
    return house


def fault_of(town: Town, house: Path, site: Path) -> str:
    """Build with a broken theme, and return what the person is told."""
    order = town.order(site)
    with pytest.raises(GongshiError) as refused:
        build(type(order)(house, order.content, order.output, order.as_of, order.cache))
    assert not site.exists()
    return str(refused.value)


def test_a_missing_template_is_named(town: Town, house: Path, tmp_path: Path) -> None:
    """No page falls back to somebody else's template."""
    (house / "theme/templates/decision.html").unlink()
    assert fault_of(town, house, tmp_path / "site") == (
        "没有模板 theme/templates/decision.html（生成 decision.html 时要用）；请恢复这个文件，或者改正引用它的地方"
    )


def test_a_broken_template_is_named_with_its_line(town: Town, house: Path, tmp_path: Path) -> None:
    """A mistake in the theme says where it is."""
    template = house / "theme/templates/home.html"
    lines = template.read_text(encoding="utf-8").count("\n")
    template.write_text(template.read_text(encoding="utf-8") + "{% if %}\n", encoding="utf-8")
    told = fault_of(town, house, tmp_path / "site")
    assert told.startswith(f"模板 theme/templates/home.html 第 {lines + 1} 行写错了：")
    assert told.endswith("；请改正后再生成")


def test_a_name_that_a_template_does_not_know_stops_the_build(town: Town, house: Path, tmp_path: Path) -> None:
    """An undefined name is a fault, not an empty place; Pelican's own pages are as strict."""
    template = house / "theme/templates/page.html"
    template.write_text(template.read_text(encoding="utf-8") + "{{ nothing_of_this_name }}", encoding="utf-8")
    inside = template.read_text(encoding="utf-8").replace(
        "{% block content %}", "{% block content %}{{ missing_name }}"
    )
    template.write_text(inside, encoding="utf-8")
    assert "missing_name" in fault_of(town, house, tmp_path / "site")


def test_a_content_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """The way to make one is told."""
    town = Town(tmp_path / "town")
    with pytest.raises(ContentError) as refused:
        editions.read(town.order(tmp_path / "site"))
    assert str(refused.value) == (f"没有内容文件夹 {town.content}；请用 --content 指明，或用 ./portal init 建一个")


def test_a_detached_head_and_a_missing_history_are_warnings(town: Town, tmp_path: Path) -> None:
    """The build goes on; what the history is worth is said."""
    subprocess.run(["git", "-C", str(town.folder), "checkout", "--quiet", "--detach"], check=True)
    detached = editions.read(town.order(tmp_path / "site")).issues
    assert [str(issue) for issue in detached if issue.rule == "history"] == [
        "content 仓库现在不在任何分支上（detached HEAD），公开记录按当前提交的历史计算；正式生成前请先切换到 main 分支"
    ]
    shutil.rmtree(town.folder / ".git")
    missing = editions.read(town.order(tmp_path / "site")).issues
    assert [str(issue) for issue in missing if issue.rule == "history"] == [
        "content 没有版本历史，各页会写明「没有版本历史」；请把内容放进 git 仓库"
    ]


FULL = """
import sys
sys.path[:0] = ["plugins", "."]
from datetime import date
from pathlib import Path
from disclosure.assembly.order import Order
from disclosure.generator import build
content, output, cache = map(Path, sys.argv[1:])
try:
    build(Order(Path("."), content, output, date(2026, 11, 20), cache))
except OSError as fault:
    sys.exit(fault.errno)
"""


def test_a_full_disk_leaves_the_old_site(town: Town, tmp_path: Path) -> None:
    """On a real file system that has no room left, the build fails and the site that is up stays."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("mounting a small file system needs root")
    try:
        site = disk / "site"
        build(town.order(site))
        before = tree(site)
        town.step({path_of(number): decision(number, facts="事实。" * 3000) for number in range(3, 120)})
        command = [sys.executable, "-c", FULL, str(town.content), str(site), str(tmp_path / "other-cache")]
        done = subprocess.run(command, cwd=PROJECT, check=False, capture_output=True)
        assert done.returncode == errno.ENOSPC, done.stderr.decode()[-1000:]
        assert tree(site) == before
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_an_output_that_cannot_be_written_is_told_by_the_system(town: Town, tmp_path: Path) -> None:
    """A file where the output's folder should be stops the build before it begins."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OSError) as refused:  # noqa: PT011  # the command turns its number into a sentence
        build(town.order(tmp_path / "file" / "site"))
    assert refused.value.errno in {errno.ENOTDIR, errno.EEXIST}
