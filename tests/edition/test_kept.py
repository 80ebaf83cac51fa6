"""What a build keeps for the next one: used where it fits, made again where it is gone, broken or of another one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.edition.town import Town, decision, found, path_of, tree

from disclosure.assembly.drawers import DRAWER
from disclosure.assembly.folders import FOLDERS
from disclosure.assembly.looking import ACROSS, SERIES
from disclosure.assembly.outcomes import OUTCOMES
from disclosure.assembly.party_lines import PARTIES
from disclosure.generator import build

KEPT = (OUTCOMES, ACROSS, SERIES, PARTIES, FOLDERS)
SAME_NUMBER = decision(4).replace("〕4号", "〕2号")
"""A decision of another party under a number that was used: a warning that only shows across documents."""

HARMS: dict[str, Callable[[Path], object]] = {
    "gone": lambda file: file.unlink(),
    "empty": lambda file: file.write_bytes(b""),
    "cut": lambda file: file.write_bytes(file.read_bytes()[:-9]),
    "changed": lambda file: file.write_bytes(file.read_bytes()[:-9] + b"123456789"),
}


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a small jurisdiction of three decisions."""
    town = Town(tmp_path / "town")
    town.step(found(1, 2, 3))
    return town


@pytest.mark.parametrize("harm", HARMS)
def test_what_is_broken_of_what_was_kept_is_made_again(town: Town, tmp_path: Path, harm: str) -> None:
    """The next edition, and every warning, are those of a build that knows nothing."""
    order = town.order(tmp_path / "site")
    build(order)
    for name in KEPT:
        HARMS[harm](order.cache / name)
    town.step({path_of(4): SAME_NUMBER})
    after = build(order)
    full = build(town.order(tmp_path / "full"))
    assert tree(order.output) == tree(tmp_path / "full")
    assert after.issues == full.issues
    assert any(issue.rule == "number-twice" for issue in after.issues)


def test_what_an_earlier_edition_kept_is_not_taken_for_this_ones(town: Town, tmp_path: Path) -> None:
    """Whoever restores the cache of last week gets today's site all the same."""
    order = town.order(tmp_path / "site")
    build(order)
    shutil.copytree(order.cache, tmp_path / "earlier")
    town.step({path_of(4): SAME_NUMBER, path_of(3): None})
    build(order)
    for name in KEPT:
        shutil.copyfile(tmp_path / "earlier" / name, order.cache / name)
    town.step({path_of(6): decision(6)})
    after = build(order)
    full = build(town.order(tmp_path / "full"))
    assert tree(order.output) == tree(tmp_path / "full")
    assert after.issues == full.issues


def test_a_part_whose_drawer_is_not_whole_is_read_again(town: Town, tmp_path: Path) -> None:
    """What was kept of it does not stand any more."""
    order = town.order(tmp_path / "site")
    build(order)
    for drawer in (order.cache / "parts").rglob(DRAWER):
        drawer.write_bytes(drawer.read_bytes()[:-1])
    again = build(order)
    assert (again.parts_read, again.changed) == (1, ())
    assert build(order).parts_read == 0


def test_a_warning_goes_with_the_decision_that_it_came_from(town: Town, tmp_path: Path) -> None:
    """What was seen across documents before a decision was mended is not said of it any more."""
    order = town.order(tmp_path / "site")
    town.step({path_of(4): SAME_NUMBER})
    assert any(issue.rule == "number-twice" for issue in build(order).issues)
    town.step({path_of(4): decision(4)})
    assert not any(issue.rule == "number-twice" for issue in build(order).issues)
