"""What was published wrongly is corrected, in real repositories: edits by hand, entries of lists, refused commits."""

import pytest
from tests.commands.lives import BACK, BESIDE, NAME, OFFICERS, OVERTURNED, PATH, order, refusal, town
from tests.commands.portal import Starter
from tests.edition.town import Town, decision, path_of
from tests.history.builders import git
from tests.reading import files

from disclosure.assembly.order import Order
from disclosure.commands import correcting, life

__all__ = ["order", "town"]


def test_work_that_was_not_committed_is_never_lost(town: Town, order: Order) -> None:
    """A record with open changes is neither withdrawn nor restored; one that was never public cannot be."""
    file = town.content / PATH
    file.write_text(file.read_text(encoding="utf-8") + "remedies: 略\n", encoding="utf-8")
    undo = f"git checkout HEAD -- content/{PATH}"
    lost = f"content/{PATH} 有还没提交的改动，会丢掉；请先提交，或者用 {undo} 放弃改动，再来一次"
    assert refusal(lambda: life.withdraw(order, NAME, OVERTURNED, committing=False)) == lost
    assert refusal(lambda: life.restore(order, NAME, BACK, committing=False)) == lost
    (town.content / path_of(4)).write_text(decision(4), encoding="utf-8")
    name = path_of(4).removesuffix(".yaml")
    assert refusal(lambda: life.withdraw(order, name, OVERTURNED, committing=False)) == (
        f"{name} 还没有提交过，没有公开；不要它就直接删去 content/{path_of(4)}"
    )


def test_edits_made_by_hand_become_a_correction(town: Town, order: Order, capsys: pytest.CaptureFixture[str]) -> None:
    """Without --set the file is compared with what is committed: every field that differs is named, files too."""
    file = town.content / PATH
    edited = file.read_text(encoding="utf-8").replace("fine: 1000", "fine: 1500").replace("第1教育", "第一教育")
    file.write_text(edited, encoding="utf-8")
    (town.content / BESIDE).write_bytes(files.pdf("decided again"))
    correcting.correct(order, NAME, [], "名称和罚款写错", committing=False)
    told = (
        "corrections:\n  - date: 2026-11-20\n    fields: [title, parties.name, penalty.fine, attachments]\n"
        "    reason: 名称和罚款写错\n    cause: 公开有误\n"
    )
    assert file.read_text(encoding="utf-8") == edited + told
    assert capsys.readouterr().out.startswith(
        f"更正了 content/{PATH}：标题（title）、名称（parties.name）、罚款金额（penalty.fine）、附件（attachments）\n"
    )
    assert refusal(lambda: correcting.correct(order, NAME, [], "又错", committing=False)) == (
        f"content/{PATH} 里的 corrections 已经动过；自己写好了就运行 ./portal check 再提交，否则先恢复原样"
    )


def test_edits_of_another_reason_are_not_swept_into_a_correction(
    town: Town, order: Order, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are named; who means them, too, says so."""
    file = town.content / PATH
    edited = file.read_text(encoding="utf-8").replace("第1教育", "第一教育")
    file.write_text(edited, encoding="utf-8")

    def correct(*, with_edits: bool = False) -> None:
        given = ["penalty.fine=1500"]
        correcting.correct(order, NAME, given, "罚款写错", committing=False, with_edits=with_edits)

    assert refusal(correct) == (
        f"content/{PATH} 还有别的改动没有提交：标题（title）、名称（parties.name）；"
        f"请先提交，或者用 git checkout HEAD -- content/{PATH} 放弃，再来一次；也是写错了、理由相同的，加 --with-edits"
    )
    assert file.read_text(encoding="utf-8") == edited
    correct(with_edits=True)
    assert "    fields: [title, parties.name, penalty.fine]\n" in file.read_text(encoding="utf-8")
    assert capsys.readouterr().out.startswith(f"更正了 content/{PATH}：标题（title）、名称（parties.name）、罚款")


def test_a_field_that_was_edited_already_may_be_given_again(town: Town, order: Order) -> None:
    """It is no other edit."""
    file = town.content / PATH
    file.write_text(file.read_text(encoding="utf-8").replace("fine: 1000", "fine: 1500"), encoding="utf-8")
    correcting.correct(order, NAME, ["penalty.fine=1600"], "罚款写错", committing=False)
    assert "    fields: [penalty.fine]\n" in file.read_text(encoding="utf-8")


def test_a_commit_that_a_hook_refuses_can_be_finished_or_given_up(starter: Starter, town: Town) -> None:
    """The files are written and staged: the sentence says how to go on, and how to go back."""
    hook = town.folder / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 不许 >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    git(town.folder, "config", "user.name", "甲")
    git(town.folder, "config", "user.email", "jia@example.invalid")
    words = ["correct", NAME, "--content", str(town.folder), "--commit", "--reason", "写错"]
    done = starter.portal(*words, "--set", "note=新")
    undo = f"git checkout HEAD -- content/{PATH}"
    assert done.stderr == (
        "仓库的钩子没有让这次提交通过：不许。文件已经写好，还没有提交；"
        f"改好以后用 git commit 提交，或者用 {undo} 放弃\n"
    )
    git(town.folder, *undo.split()[1:])
    assert git(town.folder, "status", "--porcelain") == ""


def test_an_entry_of_a_list_ends_with_a_day_and_is_corrected_in_its_place(
    town: Town, order: Order, capsys: pytest.CaptureFixture[str]
) -> None:
    """A list is not withdrawn piece by piece: old decisions still point at who signed them."""
    path = "agencies/jyj/officers.yaml"
    town.step({path: OFFICERS})
    entry = "agencies/jyj/officers#示99000000013"
    address = "https://gongshi.example/column/agencies/jyj/officers/%E7%A4%BA99000000013/"
    assert refusal(lambda: life.withdraw(order, address, OVERTURNED, committing=False)) == (
        f"清单里的一项不撤下；请在 content/{path}:4 的这一项写 until: 2026-11-20（哪天结束就写哪天），再提交；"
        "以前的决定还要指到它"
    )
    town.step({"agencies/jyj/matters.yaml": "entries:\n  - code: CF-01\n    name: 处罚\n    type: penalty\n"})
    assert refusal(lambda: life.withdraw(order, "agencies/jyj/matters", OVERTURNED, committing=False)) == (
        "行政执法事项清单不整个撤下；里面的一项结束了，在那一项写 until"
    )
    correcting.correct(order, entry, ["name=苏见薇"], "姓名写错", committing=False)
    told = capsys.readouterr().out
    assert told.startswith(f"更正了 content/{path}的「示99000000013」：")
    assert f"commit -m '更正 {entry}：姓名写错'\n" in told
    (town.content / path).write_text(
        (town.content / path).read_text(encoding="utf-8").partition("corrections:")[0].replace("买买提", "买买题"),
        encoding="utf-8",
    )
    assert refusal(lambda: correcting.correct(order, entry, ["name=苏见薇"], "姓名写错", committing=False)) == (
        f"content/{path} 还有别的改动没有提交：姓名（entries.name）；请先提交，"
        f"或者用 git checkout HEAD -- content/{path} 放弃，再来一次；也是写错了、理由相同的，加 --with-edits"
    )
    (town.content / path).write_text(OFFICERS, encoding="utf-8")
    correcting.correct(order, entry, ["name=苏见薇"], "姓名写错", committing=False)
    assert (town.content / path).read_text(encoding="utf-8") == (
        OFFICERS.replace("苏见微", "苏见薇")
        + "corrections:\n  - date: 2026-11-20\n    fields: [entries.name]\n    reason: 姓名写错\n    cause: 公开有误\n"
    )
