"""What `./portal deadlines` tells of a small jurisdiction."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.commands.lived import Lived
from tests.edition.town import found

from disclosure.commands.deadlines import Asked, deadlines

FIRST = "agencies/jyj/decisions/2026/03/001"
CITED = """\
deadline:
  n: 20
  unit: 工作日
  basis:
    - law: 市场监督管理行政处罚信息公示规定
      article: 第九条
"""


TOMBSTONE = """\
type: penalty
document_no: 示教罚〔2026〕1号
decision_date: "2026-03-02"
withdrawal:
  effective_on: "2026-04-01"
  reason_code: 撤销
  reason: 复议决定撤销。
  authority: 示例市人民政府
  document_no: 示政复〔2026〕1号
"""


@pytest.fixture
def town(tmp_path: Path) -> Lived:
    """A town with an agency since the first day of 2026, and no decision yet."""
    town = Lived(tmp_path / "town")
    town.on("2026-01-01", found())
    return town


def told(
    town: Lived, as_of: str, capsys: pytest.CaptureFixture[str], **asked: str
) -> list[tuple[str, str, str, str, str | None, int]]:
    """Return what is listed: record, rule, state, last day, day of doing, working days too late."""
    duties = whole(town, as_of, capsys, **asked)["duties"]
    keys = ("record", "rule", "state", "due", "done_on", "late_by")
    return [tuple(one[key] for key in keys) for one in duties]


def whole(town: Lived, as_of: str, capsys: pytest.CaptureFixture[str], **asked: str) -> dict[str, Any]:
    """Return the whole answer in JSON."""
    capsys.readouterr()
    deadlines(town.order(as_of), Asked(form="json", **asked))
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer
