"""What was masked, withheld or withdrawn is gone from every file of the site, with its history."""

import json
from pathlib import Path

import pytest
from tests.edition.town import Town, decision, found, path_of, tree

from disclosure.generator import build

PLACE = "agencies/jyj/decisions/2026/03/003"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a small jurisdiction with two decisions."""
    town = Town(tmp_path / "town")
    town.step(found(1, 2))
    return town


def events(site: Path, place: str = PLACE) -> list[dict[str, object]]:
    """Return the events that a record's JSON tells."""
    told = json.loads((site / place / "index.json").read_text(encoding="utf-8"))["events"]
    assert isinstance(told, list)
    return told


def test_the_actor_of_an_event_is_the_agency_by_its_name(town: Town, tmp_path: Path) -> None:
    """The folder's name is not for readers."""
    town.step({path_of(3): decision(3)})
    build(town.order(tmp_path / "site"))
    assert [event["actor"] for event in events(tmp_path / "site")] == ["示例市教育局"]
    assert tree(tmp_path / "site")
