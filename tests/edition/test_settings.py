"""What is said of a content folder whose settings and rules are not those that the tool needs."""

from pathlib import Path

from tests.edition.town import PORTAL, RULES, Town, found

from disclosure.assembly.order import VERSION
from disclosure.edition import read


def warnings(town: Town, site: Path) -> list[str]:
    """Return what a check says, without the rules it is about."""
    return [str(issue) for issue in read(town.order(site)).issues]


def test_rules_that_are_not_there_are_missed(tmp_path: Path) -> None:
    """A check that had no rules to go by says so: green must not mean that nothing was looked at."""
    town = Town(tmp_path / "town")
    town.step({path: text for path, text in found(1).items() if path not in RULES})
    assert warnings(town, tmp_path / "site") == [
        f"content/rules/{name}.yaml 没有这个文件，有关的检查没有做；请从新建的内容仓库里复制一份"
        for name in ("deadlines", "publicity", "required", "staffing", "statistics", "withdrawals")
    ]


def test_a_portal_made_for_another_version_says_so(tmp_path: Path) -> None:
    """The version that portal.yaml pins is compared with the tool's own."""
    town = Town(tmp_path / "town")
    town.step({**found(1), "portal.yaml": f"{PORTAL}tool_version: 9.9.9\n"})
    told = [line for line in warnings(town, tmp_path / "site") if "portal.yaml" in line]
    place = "content/portal.yaml:7:15 工具版本（tool_version）："
    remedy = "请换用写明的版本，或者核对以后改 tool_version"
    assert told == [f"{place}写明用 9.9.9 版的工具，现在用的是 {VERSION}；{remedy}"]
