"""The index of parties and the names that complete themselves, in whole builds: what comes, what goes, what stays."""

import json
from pathlib import Path

from tests.edition.town import AGENCY, Town, decision, found, path_of, tree

from disclosure.generator import build
from disclosure.outputs.search.deflating import inflated

GONE = """\
type: penalty
decision_date: "2026-03-02"
document_no: 示教罚〔2026〕{number}号
withdrawal:
  effective_on: "2026-03-20"
  reason_code: 撤销
  reason: 依法撤下这条信息。
  authority: 示例市人民政府
  document_no: 示政复决字〔2026〕7号
"""


def index_of(site: Path) -> str:
    """Return every page of the index of parties as one text."""
    return "\n".join(raw.decode() for path, raw in tree(site).items() if path.startswith("parties/"))


def names_of(site: Path) -> dict[str, list[str]]:
    """Return what the search box completes, by group, and the organisations that short names are spelt out by."""
    table = json.loads((site / "search" / "completion.json").read_text(encoding="utf-8"))
    completed = {group: [name for name, _initials in names] for group, names in table.items()}
    spelt = json.loads(inflated((site / "search" / "names.bin").read_bytes()))
    assert all(spelt[group] == completed[group] for group in ("agency", "law"))
    return {**completed, "party": spelt["parties"]}


def test_a_party_is_in_the_index_until_its_decision_is_withdrawn(tmp_path: Path) -> None:
    """A name as masked stands as masked; a withdrawn decision leaves neither name nor law."""
    masked = decision(3).replace(
        "示例市晨光第3教育咨询有限公司\n    category: 法人及非法人组织", "张某某\n    category: 自然人"
    )
    other = decision(2).replace("中华人民共和国民办教育促进法", "中华人民共和国教育法")
    town = Town(tmp_path / "town")
    town.step({**found(1), path_of(2): other, path_of(3): masked.replace("示例市晨光第3教育咨询有限公司", "张某某")})
    build(town.order(tmp_path / "site"))
    assert all(name in index_of(tmp_path / "site") for name in ("晨光第1教育", "晨光第2教育", ">张某某<"))
    assert names_of(tmp_path / "site") == {
        "agency": ["示例市教育局"],
        "law": ["中华人民共和国教育法", "中华人民共和国民办教育促进法"],
        "matter": [],
        "party": [],
    }
    town.step({path_of(2): GONE.format(number=2)}, "撤下")
    build(town.order(tmp_path / "site"))
    assert "晨光第1教育" in index_of(tmp_path / "site")
    assert "晨光第2教育" not in index_of(tmp_path / "site")
    assert names_of(tmp_path / "site")["law"] == ["中华人民共和国民办教育促进法"]


def test_one_more_decision_touches_its_volume_and_nothing_else_of_the_index(tmp_path: Path) -> None:
    """Of a hundred and fifty parties in many volumes all others keep their bytes; a fresh build gives the same."""
    letters = "安白陈东方高胡蒋孔李马牛潘秦任孙唐王徐杨"
    many = {
        path_of(number): decision(number).replace("晨光第", f"{letters[number % len(letters)]}记第")
        for number in range(1, 151)
    }
    town = Town(tmp_path / "town")
    town.step({**found(), **many})
    build(town.order(tmp_path / "site"))
    before = tree(tmp_path / "site")
    town.step({path_of(151): decision(151).replace("晨光第", "杨记第")})
    report = build(town.order(tmp_path / "site"))
    after = tree(tmp_path / "site")
    changed = [path for path in report.changed if path.startswith(("parties/", "search/completion", "search/names"))]
    assert changed == ["parties/index.html", "parties/s/l/s/y/index.html"]
    assert len([path for path in before if path.startswith("parties/")]) == len(letters) + 1
    build(town.order(tmp_path / "fresh"))
    assert tree(tmp_path / "fresh") == after


def test_a_withdrawn_agency_is_completed_no_more(tmp_path: Path) -> None:
    """Its name may stand on what it published; the search box does not lead there."""
    town = Town(tmp_path / "town")
    town.step({**found(1), "agencies/swj/agency.yaml": AGENCY.replace("教育局", "商务局")})
    build(town.order(tmp_path / "site"))
    assert names_of(tmp_path / "site")["agency"] == ["示例市商务局", "示例市教育局"]
    town.step({"agencies/swj/agency.yaml": None}, "删除")
    build(town.order(tmp_path / "site"))
    assert names_of(tmp_path / "site")["agency"] == ["示例市教育局"]
