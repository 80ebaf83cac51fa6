"""The life of what is public, in real repositories: withdrawn, replaced, and what that leaves behind."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.commands.lives import (
    BACK,
    BESIDE,
    CANARY,
    NAME,
    OFFICERS,
    OVERTURNED,
    PATH,
    acts,
    let_in,
    order,
    refusal,
    town,
)
from tests.commands.portal import Starter
from tests.edition.town import Town, decision, path_of, tree
from tests.history.builders import git
from tests.reading import files

from disclosure.assembly.order import Order
from disclosure.commands import asking, correcting, expiring, life
from disclosure.edition import read
from disclosure.generator import build
from disclosure.model.event import Action

__all__ = ["order", "town"]


def test_a_whole_life_is_told_by_the_ledger(
    town: Town, order: Order, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Published, corrected, withdrawn, restored, expired: five events, each from the commit of one command."""
    correcting.correct(order, NAME, ["penalty.fine=1777"], "罚款写错", committing=False)
    let_in(town, PATH)
    before = (town.content / PATH).read_text(encoding="utf-8")
    life.withdraw(order, f"content/{PATH}", OVERTURNED, committing=False)
    assert not (town.content / BESIDE).parent.exists()
    told = capsys.readouterr().out
    assert f"撤下了 content/{PATH}（撤销）\n  留下：类别、文号、决定日期、撤下的说明\n" in told
    assert f"  删去附件：content/{BESIDE}\n" in told
    let_in(town, PATH, BESIDE)
    site = tmp_path / "gone"
    build(town.order(site))
    for trace in (CANARY, "晨光第1教育", "1777", "1,777"):
        assert [path for path, raw in tree(site).items() if trace.encode() in raw] == []
    life.restore(order, f"/{NAME}/", BACK, committing=False)
    entry = (
        "restorations:\n  - date: 2026-11-20\n    reason: 判决撤销复议决定。\n"
        "    authority: 示例市中级人民法院\n    document_no: （2026）示行终3号\n"
    )
    assert (town.content / PATH).read_text(encoding="utf-8") == before + entry
    assert (town.content / BESIDE).read_bytes() == files.pdf("decided")
    let_in(town, PATH, BESIDE)
    assert [str(issue) for issue in read(order).issues] == []
    build(order)
    page = (tmp_path / "site" / NAME / "index.html").read_text(encoding="utf-8")
    assert "判决撤销复议决定。" in page
    assert CANARY in page
    expiring.expire(replace(order, as_of=date(2026, 12, 2)), "", committing=False)
    let_in(town, PATH, BESIDE)
    assert acts(town) == [Action.PUBLISH, Action.CORRECT, Action.WITHDRAW, Action.RESTORE, Action.EXPIRE]
    assert (town.content / PATH).read_text(encoding="utf-8") == (
        "type: penalty\ndecision_date: 2026-03-02\nwithdrawal:\n  effective_on: 2026-12-02\n  reason_code: 公示期满\n"
        "  reason: 依照《信用信息修复管理办法（试行）》第九条，自 2026-03-02 起公示 9 个月，2026-12-02 期满。\n"
        "  authority: 示例市教育局\n"
    )
    assert refusal(lambda: life.restore(order, NAME, BACK, committing=False)) == (
        f"{NAME} 因「公示期满」撤下，不能恢复；确实可以公开的，请重新写一条"
    )


def test_nothing_withdrawn_stays_in_any_byte_of_the_site(town: Town, order: Order, tmp_path: Path) -> None:
    """Whatever was public of it, in pages, tables, JSON, search, feeds and tiles, is gone with the same build."""
    site = tmp_path / "site"
    build(order)
    assert [path for path, raw in tree(site).items() if CANARY.encode() in raw]
    private = life.Withdrawal("隐私", "有不应公开的个人信息。", "示例市教育局")
    life.withdraw(order, NAME, private, committing=False)
    let_in(town, PATH, BESIDE)
    build(order)
    for trace in (CANARY, "晨光第1教育", "示教罚〔2026〕1号", "juedingshu"):
        assert [path for path, raw in tree(site).items() if trace.encode() in raw] == [], trace
    page = (site / NAME / "index.html").read_text(encoding="utf-8")
    for words in ("有不应公开的个人信息。", "示例市教育局", "《中华人民共和国个人信息保护法》第四十七条"):
        assert words in page


def test_a_replacement_is_written_on_both_sides(town: Town, order: Order, capsys: pytest.CaptureFixture[str]) -> None:
    """The new decision gets to say what it replaces, and the check finds both ends."""
    other = path_of(2).removesuffix(".yaml")
    life.withdraw(
        order,
        NAME,
        life.Withdrawal(
            "变更", "本机关自行纠正。", "示例市教育局", "示教罚〔2026〕2号", "2026-03-05", f"content/{path_of(2)}"
        ),
        committing=False,
    )
    assert f"  在 content/{path_of(2)} 写上了 replaces: {NAME}\n" in capsys.readouterr().out
    assert (town.content / path_of(2)).read_text(encoding="utf-8") == f"{decision(2)}replaces: {NAME}\n"
    assert f"  replaced_by: {other}\n" in (town.content / PATH).read_text(encoding="utf-8")
    let_in(town, PATH, BESIDE, path_of(2))
    assert [str(issue) for issue in read(order).issues] == []
    taken = life.Withdrawal("变更", "本机关自行纠正。", "示例市教育局", "示教罚〔2026〕2号", "2026-03-05", other)
    assert refusal(lambda: life.withdraw(order, path_of(3), taken, committing=False)) == (
        f"{other} 写着它替代的是 {NAME}；请先核对"
    )


def test_what_a_withdrawal_leaves_behind_is_said_at_once_and_by_the_check(
    town: Town, order: Order, capsys: pytest.CaptureFixture[str]
) -> None:
    """The records of an agency that is withdrawn, and a decision whose replacement is."""
    other = path_of(2).removesuffix(".yaml")
    given = life.Withdrawal("变更", "本机关自行纠正。", "示例市教育局", "示教罚〔2026〕2号", "2026-03-05", other)
    life.withdraw(order, NAME, given, committing=False)
    let_in(town, PATH, BESIDE, path_of(2))
    capsys.readouterr()
    life.withdraw(order, other, OVERTURNED, committing=False)
    assert (
        f"  提醒：{NAME} 写着由它替代，现在两件都撤下了；又有新的决定的，先恢复原样，再加 --replaced-by 撤下；"
        f"{NAME} 撤下错了的，用 ./portal restore {NAME} 恢复\n"
    ) in capsys.readouterr().out
    let_in(town, path_of(2))
    third = path_of(3).removesuffix(".yaml")
    wrong = life.Withdrawal("发布错误", "不是本级机关。", "示例市教育局")
    life.withdraw(order, "agencies/jyj/agency", wrong, committing=False)
    assert (
        f"  提醒：这个机关还有 1 件公开的信息没有撤下：{third}；撤并的机关不撤下，恢复以后写 until，里面的都留着；"
        "不该公开的，里面的也要逐件用 ./portal withdraw 撤下\n"
    ) in capsys.readouterr().out
    let_in(town, "agencies/jyj/agency.yaml")
    assert [issue.sentence for issue in read(order).issues] == [
        (
            f"撤下（withdrawal）：机关撤下了，还有 1 件公开的信息没有撤下：{third}；"
            "机关撤并的，用 ./portal restore 恢复，写 until；不该公开的，里面的逐件用 ./portal withdraw 撤下"
        ),
        (
            f"替代的决定（withdrawal.replaced_by）：替代它的「{other}」也撤下了；"
            f"请核对：又有新的决定的，在 content/{path_of(2)} 的 withdrawal 写 replaced_by；"
            "撤下错了的，用 ./portal restore"
        ),
    ]


def test_the_new_decision_is_committed_together_with_what_it_replaces(
    town: Town, order: Order, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may have been written just now: one commit without the other would fail the check."""
    name = path_of(4).removesuffix(".yaml")
    (town.content / path_of(4)).write_text(decision(4, more=f"replaces: {NAME}\n"), encoding="utf-8")
    given = life.Withdrawal("变更", "本机关自行纠正。", "示例市教育局", "示教罚〔2026〕4号", "2026-03-05", name)
    life.withdraw(order, NAME, given, committing=False)
    add = f"  git -C {town.folder} add -A -- content/{PATH} content/{BESIDE} content/{path_of(4)}"
    assert capsys.readouterr().out.splitlines()[-2] == add
    let_in(town, PATH, BESIDE, path_of(4))
    assert [str(issue) for issue in read(order).issues] == []


def test_what_a_clerk_mistypes_is_answered_in_words(town: Town, order: Order) -> None:
    """Nothing is written until everything is right."""
    before = tree(town.content)

    def withdraw(record: str = NAME, code: str = "撤销", more: str = "示例市人民政府", day: str = "") -> str:
        given = life.Withdrawal(code, "复议撤销。", more, more and "示府复〔2026〕5号", day)
        return refusal(lambda: life.withdraw(order, record, given, committing=False))

    assert withdraw("agencies/jyj/decisions/2026/03/1") == (
        "没有 agencies/jyj/decisions/2026/03/1 的记录，是不是 agencies/jyj/decisions/2026/03/001、"
        "agencies/jyj/decisions/2026/03/003、agencies/jyj/decisions/2026/03/002？"
        "请核对编号，例如 agencies/jyj/decisions/2026/11/012"
    )
    assert withdraw("示教罚〔2026〕4号") == (
        "没有文号是「示教罚〔2026〕4号」的记录，是不是 示教罚〔2026〕3号、示教罚〔2026〕2号、示教罚〔2026〕1号？"
        "请核对文号，或者写编号，例如 agencies/jyj/decisions/2026/11/012"
    )
    assert withdraw(code="废止") == (
        "--reason-code「废止」：2026-11-20 撤下行政执法决定可以写 变更、撤销、确认违法、确认无效、责令重作、信用修复、"
        "公示期满、发布错误、隐私、其他；各是什么意思见 content/rules/withdrawals.yaml"
    )
    assert withdraw(more="") == "因「撤销」撤下的，还要写 --authority、--document-no"
    assert withdraw(code="公示期满") == "因「公示期满」撤下的，不写 --document-no"
    assert withdraw(day="去年") == "--effective-on：「去年」不是看得懂的日期"
    assert withdraw(day="2026年11月21日") == (
        "--effective-on：2026-11-21 还没有到（今天是 2026-11-20）；撤下马上就去掉内容，请到那天再撤下，或者不写这一项"
    )
    assert withdraw(day="2026-03-01") == (
        f"content/{PATH}:5:17 生效日期（withdrawal.effective_on）：2026-03-01 早于决定日期 2026-03-02；"
        f"请核对两个日期\n照这样写，content/{PATH} 有错，没有写文件"
    )
    assert refusal(lambda: life.restore(order, NAME, BACK, committing=False)) == f"{NAME} 没有撤下，现在就是公开的"

    def correct(*answers: str) -> str:
        return refusal(lambda: correcting.correct(order, NAME, answers, "写错", committing=False))

    assert correct("titel=新") == "没有写文件：--set titel=新：没有「titel」这一项；是不是 标题（title）？"
    assert (
        correct("withdrawal.reason=新") == "没有写文件：--set withdrawal.reason=新：「withdrawal.reason」不能用更正来改"
    )
    assert correct("penalty.fine=1000") == "写的和现在一样，没有可以更正的"
    assert correct() == f"content/{PATH} 没有改动；请先改文件再运行，或者用 --set 字段=值"
    assert tree(town.content) == before


@pytest.mark.parametrize("written", ["示教罚〔2026〕1号", "示教罚字[2026] 第001号", "示教罚（2026）1号"])
def test_a_record_is_found_by_the_number_that_stands_on_paper(town: Town, order: Order, written: str) -> None:
    """In any style of brackets; where two have it, both are named."""
    twin = path_of(1, "2026-04-02")
    life.withdraw(order, written, OVERTURNED, committing=False)
    assert (town.content / PATH).read_text(encoding="utf-8").count("withdrawal:") == 1
    (town.content / twin).parent.mkdir(parents=True)
    (town.content / twin).write_text(decision(1, day="2026-04-02"), encoding="utf-8")
    assert refusal(lambda: life.withdraw(order, written, OVERTURNED, committing=False)) == (
        f"文号「{written}」有 2 件：{NAME}、{twin.removesuffix('.yaml')}；请写其中一件的编号"
    )


def test_the_command_commits_just_what_it_wrote(starter: Starter, town: Town) -> None:
    """The author whom git knows, a message that names the record and the reason, other work untouched."""
    (town.content / "pages/about.md").write_text("Title: 关于\nSlug: about\n\n改了。\n", encoding="utf-8")
    words: list[str | Path] = [
        "withdraw",
        NAME,
        "--content",
        town.folder,
        "--commit",
        "--reason",
        "复议撤销。",
        "--reason-code",
        "撤销",
    ]
    who = {"GIT_AUTHOR_NAME": "甲", "GIT_AUTHOR_EMAIL": "jia@example.invalid"}
    who |= {name.replace("AUTHOR", "COMMITTER"): value for name, value in who.items()}
    given = [*words, "--authority", "示例市人民政府", "--document-no", "示府复〔2026〕5号"]
    done = starter.portal(*given, **who)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith("已提交：")
    assert git(town.folder, "log", "-1", "--format=%an|%s|%b").rstrip() == (
        f"甲|撤下 示教罚〔2026〕1号（撤销）：复议撤销。|{NAME}"
    )
    changed = git(town.folder, "-c", "core.quotepath=off", "show", "--format=", "--name-status").splitlines()
    assert changed == [f"D\tcontent/{BESIDE}", f"M\tcontent/{PATH}"]
    assert git(town.folder, "status", "--porcelain").strip() == "M content/pages/about.md"
    again = starter.portal(*given, **who)
    assert (again.returncode, again.stderr) == (1, f"{NAME} 已经撤下：2026-11-20，撤销；理由：复议撤销。\n")
    nothing = starter.portal("withdraw", NAME, "--content", town.folder)
    assert (nothing.returncode, nothing.stderr) == (
        1,
        "还要写 --reason-code、--reason；用法见 ./portal help withdraw\n",
    )


def test_the_log_tells_what_was_changed_and_why(town: Town, order: Order, capsys: pytest.CaptureFixture[str]) -> None:
    """Fields by their titles and the reason that was given, newest first; also of one entry of a list."""
    path, entry = "agencies/jyj/officers.yaml", "agencies/jyj/officers#示99000000013"
    town.step({path: OFFICERS})
    correcting.correct(order, entry, ["name=苏见薇"], "姓名写错", committing=False)
    let_in(town, path)
    correcting.correct(order, NAME, ["penalty.fine=1777"], "罚款写错", committing=False)
    let_in(town, PATH)
    life.withdraw(order, NAME, OVERTURNED, committing=False)
    let_in(town, PATH, BESIDE)
    capsys.readouterr()
    asking.log(order, "示教罚〔2026〕1号", 2)
    assert capsys.readouterr().out.splitlines() == [
        f"2026-03-06 09:00  撤下  {NAME}  示例经办  理由：撤销，行政复议撤销原决定。",
        f"2026-03-05 09:00  更正  {NAME}  示例经办  改了：罚款金额；理由：罚款写错",
        "只列出最近 2 条，还有更早的；要多看，写 --limit 20",
    ]
    asking.log(order, entry, 20)
    assert capsys.readouterr().out.splitlines() == [
        f"2026-03-04 09:00  变更  {entry}  示例经办  改了：姓名",
        f"2026-03-03 09:00  新增  {entry}  示例经办",
    ]
