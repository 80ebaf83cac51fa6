"""withdraw, restore, correct and expire in real repositories: one record's whole life, and the mistakes of clerks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.commands.portal import Starter
from tests.edition.town import Town, decision, found, path_of, tree
from tests.history.builders import git, history_of
from tests.reading import files

from disclosure.assembly.order import Order
from disclosure.commands import asking, correcting, expiring, life
from disclosure.edition import read
from disclosure.generator import build
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
STOPPING = """\
    early_stop:
      reason_codes: [信用修复]
      level: error
      conditions: [纠正失信行为, 公开作出信用承诺]
      never: [吊销许可证件]
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
    words: list[str | Path] = ["correct", NAME, "--content", town.folder, "--commit", "--reason", "写错"]
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
