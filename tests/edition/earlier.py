"""A town whose decision has old versions, and where they stand in its site."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.edition.town import Town, found

PLACE = "agencies/jyj/decisions/2026/03/003"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a small jurisdiction with three decisions."""
    town = Town(tmp_path / "town")
    town.step(found(1, 2, 3))
    return town


def page(site: Path, address: str) -> str:
    """Return the HTML of a page."""
    return (site / address / "index.html").read_text(encoding="utf-8")


def told(site: Path, address: str) -> dict[str, Any]:
    """Return the JSON beside a page."""
    data: dict[str, Any] = json.loads((site / address / "index.json").read_text(encoding="utf-8"))
    return data


def versions(site: Path) -> list[str]:
    """Return the address of every old version in a site."""
    return sorted(path.parent.relative_to(site).as_posix() for path in site.glob("**/v/*/index.html"))
