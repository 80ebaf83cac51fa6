"""A small jurisdiction whose decisions are withdrawn, corrected and restored, and what was done to them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.edition.town import Town, decision, found, path_of
from tests.history.builders import history_of
from tests.reading import files

from disclosure.assembly.order import Order
from disclosure.commands import life
from disclosure.model.errors import ContentError, GongshiError
from disclosure.model.event import Action

PATH = path_of(1)
NAME = PATH.removesuffix(".yaml")
BESIDE = f"{NAME}.files/juedingshu.pdf"
CANARY = "金丝雀七七三"
MORE = f"""\
attachments:
  - file: juedingshu.pdf
    title: 决定书{CANARY}
publicity:
  regime: ndrc-58
  severity: 一般   # 写在这里
note: {CANARY}
"""


OVERTURNED = life.Withdrawal("撤销", "行政复议撤销原决定。", "示例市人民政府", "示府复〔2026〕5号", "2026-03-05")
BACK = life.Restoration("判决撤销复议决定。", "示例市中级人民法院", "（2026）示行终3号")
OFFICERS = """\
entries:
  - name: 买买提·艾力
    certificate_no: 示99000000012
  - name: 苏见微
    certificate_no: 示99000000013
"""


REGIMES = """\
regimes:
  - id: ndrc-58
    name: 试行办法
    basis:
      - law: 信用信息修复管理办法（试行）
        article: 第九条
    in_force_from: 2023-05-01
    starts: 公开日期
    ends_automatically: true
    classes:
      - severity: 一般
        published: true
        max_months: 9
"""


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a small jurisdiction with a decision that has an attachment, and two without."""
    town = Town(tmp_path / "town")
    whole = {**found(1, 2, 3), "rules/publicity.yaml": REGIMES, PATH: decision(1, more=MORE)}
    town.step({**whole, BESIDE: files.pdf("decided")})
    return town


@pytest.fixture
def order(town: Town, tmp_path: Path) -> Order:
    """Return the order of a command on that town."""
    return town.order(tmp_path / "site")


def let_in(town: Town, *names: str) -> None:
    """Commit what a command has written, one day after the step before."""
    there = {name: (town.content / name).read_bytes() if (town.content / name).is_file() else None for name in names}
    town.step(there)


def acts(town: Town, path: str = PATH) -> list[Action]:
    """Return what the ledger tells of a record."""
    return [event.action for event in history_of(town.content).events[path]]


def refusal(act: Callable[[], object]) -> str:
    """Return the sentence with which a command ends."""
    with pytest.raises(GongshiError) as fault:
        act()
    issues = fault.value.issues if isinstance(fault.value, ContentError) else ()
    return "\n".join([*map(str, issues), str(fault.value)])
