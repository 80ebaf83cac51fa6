"""A build that is killed at any point leaves the site whole."""

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.edition.town import PROJECT, Town, decision, found, path_of, tree

from disclosure.generator import build

LINK = re.compile(rb'(?:href|src)="(/[^"#?]*)')
DIED = 77
BUILD = """
import sys
sys.path[:0] = ["plugins", "."]
from datetime import date
from pathlib import Path
from disclosure.assembly.order import Order
from disclosure.generator import build
content, output, cache = map(Path, sys.argv[1:])
build(Order(Path("."), content, output, date(2026, 11, 20), cache))
"""


def reachable(site: dict[str, bytes]) -> Iterator[str]:
    """Yield every address that can be reached from the home page, whether there is a file for it or not."""
    todo, seen = ["/"], {"/"}
    while todo:
        address = todo.pop()
        yield address
        path = address[1:] + ("index.html" if address.endswith("/") else "")
        if not path.endswith(".html"):
            continue
        for found_link in LINK.findall(site.get(path, b"")):
            link = found_link.decode()
            if link not in seen:
                seen.add(link)
                todo.append(link)


def missing(site: dict[str, bytes]) -> list[str]:
    """Return the reachable addresses that lead nowhere."""
    return sorted(
        address
        for address in reachable(site)
        if address[1:] + ("index.html" if address.endswith("/") else "") not in site
    )


@pytest.fixture
def built(tmp_path: Path) -> tuple[Town, Path]:
    """Return a town whose site stands, and the site's folder."""
    town = Town(tmp_path / "town")
    town.step(found(*range(1, 30)))
    build(town.order(tmp_path / "site"))
    return town, tmp_path / "site"


@pytest.mark.parametrize("cold", [False, True], ids=["incremental", "cold"])
def test_killed_builds_leave_every_file_old_or_new(built: tuple[Town, Path], tmp_path: Path, *, cold: bool) -> None:
    """However far a build came, every file is the old or the new one, and no reachable link leads nowhere."""
    town, site = built
    old = tree(site)
    changes: dict[str, str | None] = {path_of(number): decision(number) for number in range(30, 60)}
    town.step({**changes, path_of(1): None, path_of(2): decision(2, facts="改正了事实。")})
    build(town.order(tmp_path / "goal"))
    new = tree(tmp_path / "goal")
    cut_off = 0
    for share in range(1, 12):
        cache = tmp_path / ("fresh-cache" if cold else "site-cache")
        command = [sys.executable, "-c", BUILD, str(town.content), str(site), str(cache)]
        process = subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.DEVNULL)
        time.sleep(0.35 * share)
        if process.poll() is None:
            process.kill()
            cut_off += 1
        process.wait()
        now = tree(site)
        assert all(now[path] in (old.get(path), new.get(path)) for path in now), share
        assert missing(now) == []
        if now == new:
            break
    assert cut_off
    order = town.order(site)
    build(order)
    assert tree(site) == new
    assert not order.staging.exists()
    assert not order.journal.exists()


def test_a_build_that_dies_between_two_moves_is_finished_by_the_next(built: tuple[Town, Path], tmp_path: Path) -> None:
    """At every single step of putting the files in place, what can be reached is whole."""
    town, site = built
    town.step({path_of(90): decision(90), path_of(91, "2026-05-06"): decision(91, day="2026-05-06"), path_of(1): None})
    build(town.order(tmp_path / "goal"))
    new = tree(tmp_path / "goal")
    for step in range(400):
        command = [sys.executable, "-c", _dying_after(12), str(town.content), str(site), f"{site}-cache"]
        done = subprocess.run(command, cwd=PROJECT, check=False, capture_output=True)
        assert missing(tree(site)) == [], step
        if done.returncode == 0:
            break
        assert done.returncode == DIED, done.stderr.decode()[-2000:]
    assert tree(site) == new


def _dying_after(moves: int) -> str:
    """Return the build program, made to die after a number of moves into the site."""
    return f"""
import os, pathlib
original, left = pathlib.Path.replace, [{moves}]
def replace(path, target):
    if ".staging" in str(path):
        if not left[0]:
            os._exit({DIED})
        left[0] -= 1
    return original(path, target)
pathlib.Path.replace = replace
{BUILD}"""
