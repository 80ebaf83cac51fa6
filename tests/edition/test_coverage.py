"""What every agency owes, held against what it has published: on the site, as a table file, and as an error."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from tests.edition.town import RULES, Town, found

from disclosure.edition import read
from disclosure.generator import build
from disclosure.model.errors import ContentError

DEMANDS = """\
publications:
  - kind: decision
    level: warning
    in_force_from: 2018-12-05
    basis:
      - law: 示例市行政执法公示办法
  - kind: matter
    level: {level}
    in_force_from: 2026-03-01
    basis:
      - law: 示例市行政执法公示办法
  - kind: reviewer
    level: warning
    categories: [授权组织]
    in_force_from: 2018-12-05
    basis:
      - law: 示例市行政执法公示办法
  - kind: policy
    category: 公示办法
    title: 公示办法
    level: warning
    in_force_from: 2026-03-01
    basis:
      - law: 示例市行政执法公示办法
"""


def town_with(tmp_path: Path, level: str) -> Town:
    """Return a jurisdiction whose one agency owes a list of matters at some level."""
    town = Town(tmp_path / "town")
    rules = RULES["rules/required.yaml"] + DEMANDS.format(level=level)
    town.step({**found(1, 2), "rules/required.yaml": rules})
    return town


def test_the_matrix_says_what_is_there_and_since_when_something_is_missing(tmp_path: Path) -> None:
    """The day is the later one of the rule's and of the agency's first publication; what is not owed is no gap."""
    town = town_with(tmp_path, "warning")
    build(town.order(tmp_path / "site"))
    text = (tmp_path / "site" / "compliance" / "coverage.csv").read_text(encoding="utf-8-sig")
    rows = [(row[0], row[2], *row[3:]) for row in csv.reader(StringIO(text))]
    assert rows == [
        ("机关", "公开事项", "应公开", "已公开条数", "缺少，自", "地址"),
        ("示例市", "公示办法", "是", "0", "2026-03-01", ""),
        ("示例市教育局", "行政执法决定", "是", "2", "", "/agencies/jyj/decisions/"),
        ("示例市教育局", "行政执法事项清单", "是", "0", "2026-03-02", ""),
        ("示例市教育局", "法制审核人员名录", "否", "0", "", ""),
    ]
    page = (tmp_path / "site" / "compliance" / "coverage" / "index.html").read_text(encoding="utf-8")
    assert "应当公开 3 项，缺 2 项。" in page
    agency = (tmp_path / "site" / "agencies" / "jyj" / "index.html").read_text(encoding="utf-8")
    assert '行政执法事项清单 <b class="shelf__gap">缺</b>' in agency


def test_a_publication_that_must_be_there_stops_the_build(tmp_path: Path) -> None:
    """Of level error: the check says what is missing and since when, and nothing is built."""
    town = town_with(tmp_path, "error")
    assert [str(issue) for issue in read(town.order(tmp_path / "site")).issues] == [
        "content/agencies/jyj 没有行政执法事项清单，2026-03-02 起应当公开；请补上；要求见 content/rules/required.yaml"
    ]
    with pytest.raises(ContentError):
        build(town.order(tmp_path / "site"))
