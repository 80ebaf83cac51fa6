"""How publications end, and what comes back, in real repositories: periods, repaired credit, deleted files."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.commands.lives import BACK, BESIDE, MORE, NAME, OVERTURNED, PATH, REGIMES, acts, let_in, order, refusal, town
from tests.edition.town import Town, decision, path_of

from disclosure.assembly.order import Order
from disclosure.commands import expiring, life
from disclosure.edition import read
from disclosure.model.event import Action

__all__ = ["order", "town"]


STOPPING = """\
    early_stop:
      reason_codes: [信用修复]
      level: error
      conditions: [纠正失信行为, 公开作出信用承诺]
      never: [吊销许可证件]
"""


def test_a_file_that_was_deleted_comes_back_with_a_reason(town: Town, order: Order) -> None:
    """Removed without procedure, restored with one."""
    town.step({PATH: None, BESIDE: None}, "删去")
    gone = f"content/{PATH} 这个文件不在了；恢复用 ./portal restore {NAME}"
    assert refusal(lambda: life.withdraw(order, NAME, OVERTURNED, committing=False)) == gone
    life.restore(order, NAME, BACK, committing=False)
    let_in(town, PATH, BESIDE)
    assert acts(town) == [Action.PUBLISH, Action.REMOVED, Action.RESTORE]
    assert [str(issue) for issue in read(order).issues] == []


def test_what_came_back_without_a_word_is_pointed_out(town: Town, order: Order) -> None:
    """A revert brings the text back, but tells nobody why."""
    before = (town.content / path_of(3)).read_text(encoding="utf-8")
    life.withdraw(order, path_of(3), OVERTURNED, committing=False)
    let_in(town, path_of(3))
    town.step({path_of(3): before})
    place = f"content/{path_of(3)}"
    warning = (
        "提醒：撤下以后又恢复公开过 1 次，写明的只有 0 次；"
        "请在 restorations 里写上恢复的日期、理由和决定机关；下次请用 ./portal restore"
    )
    assert [str(issue) for issue in read(order).issues] == [f"{place}:1:1 {warning.removeprefix('提醒：')}"]


def test_what_touched_privacy_does_not_come_back(town: Town, order: Order) -> None:
    """Not even after the tombstone itself was deleted."""
    private = life.Withdrawal("隐私", "有不应公开的个人信息。", "示例市教育局")
    life.withdraw(order, NAME, private, committing=False)
    let_in(town, PATH, BESIDE)
    town.step({PATH: None}, "删去")
    assert refusal(lambda: life.restore(order, NAME, BACK, committing=False)) == (
        f"{NAME} 因「隐私」撤下，不能恢复；确实可以公开的，请重新写一条"
    )


def test_only_what_has_run_out_is_emptied(town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On the eve of the last day nothing happens; what names no regime is left alone, and counted."""
    eve = town.order(tmp_path / "site", as_of=date(2026, 12, 1))
    expiring.expire(eve, "", committing=False)
    assert capsys.readouterr().out == (
        "到 2026-12-01 没有公示期满的\n没有动的：没有写公示期限的规定 2 件，还没有到期 1 件\n"
    )
    last = town.order(tmp_path / "site", as_of=date(2026, 12, 2))
    assert refusal(lambda: expiring.expire(last, "sjy", committing=False)) == "没有机关「sjy」；已有的是：jyj"
    expiring.expire(last, "jyj", committing=False)
    assert capsys.readouterr().out.splitlines()[:4] == [
        "到 2026-12-02 公示期满的有 1 件，内容已经去掉：",
        f"  content/{PATH}：试行办法，自 2026-03-02 起 9 个月，2026-12-02 期满",
        f"  删去附件：content/{BESIDE}",
        "没有动的：没有写公示期限的规定 2 件",
    ]


def test_nothing_is_called_expired_by_hand_before_it_is(town: Town, tmp_path: Path) -> None:
    """The rules say when a period ends; where they do not, the words are not there to be chosen."""
    given = life.Withdrawal("公示期满", "公示期满。", "示例市教育局")

    def withdraw(record: str, as_of: date, day: str = "") -> str:
        order, written = town.order(tmp_path / "site", as_of=as_of), replace(given, effective_on=day)
        return refusal(lambda: life.withdraw(order, record, written, committing=False))

    period = "试行办法，自 2026-03-02 起 9 个月"
    assert withdraw(NAME, date(2026, 12, 1)) == (
        f"公示期还没有满：{period}，2026-12-02 期满；请到那天运行 ./portal expire；不是期满的，--reason-code 另写"
    )
    assert withdraw(NAME, date(2026, 12, 2), "2026-12-01") == (
        f"--effective-on：2026-12-01 早于期满的 2026-12-02（{period}）；请用 ./portal expire"
    )
    other = path_of(2).removesuffix(".yaml")
    assert withdraw(other, date(2026, 12, 2)) == (
        f"按 content/rules/publicity.yaml 算不出 {other} 的公示期限；"
        "请先在 publicity 写明 regime 和 severity，提交以后再运行 ./portal expire；不是期满的，--reason-code 另写"
    )
    life.withdraw(town.order(tmp_path / "site", as_of=date(2026, 12, 2)), NAME, given, committing=False)
    assert "  reason_code: 公示期满\n" in (town.content / PATH).read_text(encoding="utf-8")


def test_repaired_credit_ends_a_publication_not_before_its_shortest_time(
    town: Town, order: Order, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three months from the publication; then the conditions are named that a person has to see to."""
    regimes = REGIMES.replace("    classes:\n", f"{STOPPING}    classes:\n").replace(
        "  max", "  min_months: 3\n        max"
    )
    town.step({"rules/publicity.yaml": regimes})
    repaired = life.Withdrawal("信用修复", "准予信用修复。", "示例市教育局", effective_on="2026-06-01")
    assert refusal(lambda: life.withdraw(order, NAME, repaired, committing=False)) == (
        f"content/{PATH}：没有满最短公示期限（到 2026-06-02），2026-06-01 不能停止公示；"
        "请写最短期限满以后的日期，依据是信用信息修复管理办法（试行）；不是因为信用修复撤下的，改写原因类别"
    )
    capsys.readouterr()
    life.withdraw(order, NAME, replace(repaired, effective_on="2026-06-02"), committing=False)
    assert "  提前停止公示还要具备：纠正失信行为；公开作出信用承诺\n" in capsys.readouterr().out


def test_some_penalties_are_never_published_for_less(town: Town, order: Order) -> None:
    """A licence that was revoked stays published for the whole period."""
    regimes = REGIMES.replace("    classes:\n", f"{STOPPING}    classes:\n")
    revoked = decision(1, more=MORE).replace("[罚款]", "[罚款, 吊销许可证件]")
    town.step({"rules/publicity.yaml": regimes, PATH: revoked})
    repaired = life.Withdrawal("信用修复", "准予信用修复。", "示例市教育局")
    assert refusal(lambda: life.withdraw(order, NAME, repaired, committing=False)) == (
        f"content/{PATH}：有「吊销许可证件」的处罚不得提前停止公示；请核对；依据是信用信息修复管理办法（试行）"
    )
