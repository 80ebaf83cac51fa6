"""What is gone keeps its address and says why; what never was public leaves nothing behind."""

import json
from pathlib import Path

import pytest
from tests.edition.town import AGENCY, Town, found, tree

from disclosure.generator import build

PLACE = "agencies/jyj/decisions/2026/03/003/index"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a small jurisdiction with three decisions."""
    town = Town(tmp_path / "town")
    town.step(found(1, 2, 3))
    return town


def page(site: Path, address: str) -> str:
    """Return the HTML of a page."""
    return (site / address / "index.html").read_text(encoding="utf-8")


def test_a_withdrawn_agency_is_still_called_by_its_name(town: Town, tmp_path: Path) -> None:
    """Its decisions, its lists and the directory name it; what it owes is asked of it no more."""
    gone = f"{AGENCY}withdrawal:\n  effective_on: '2026-03-10'\n  reason_code: 其他\n  reason: 机构改革，已经撤并\n"
    town.step({"agencies/jyj/agency.yaml": f"{gone}  authority: 示例市人民政府\n"}, "撤下")
    site = tmp_path / "site"
    build(town.order(site))
    assert [path for path, raw in tree(site).items() if "已撤下的行政执法主体".encode() in raw] == []
    for address in ("agencies", "agencies/jyj", "agencies/jyj/decisions", "agencies/jyj/decisions/2026/03/003"):
        assert "示例市教育局" in page(site, address)
    assert "机构改革，已经撤并" in page(site, "agencies/jyj")
    assert "已撤下" in page(site, "agencies")
    assert json.loads((site / f"{PLACE}.json").read_text(encoding="utf-8"))["status"] == "published"
