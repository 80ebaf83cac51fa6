"""The rules of the audit: what is said of a commit, and how grave it is."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
from tests.checking.examples import SCHEMAS, setting_of

from disclosure.checking.audit.facts import Audited, Deed, Demands, Early, Lost, Trust
from disclosure.checking.audit.maintainers import maintainers_of
from disclosure.checking.audit.rules import audit
from disclosure.checking.schema import SchemaChecker
from disclosure.reading.schemas import load_schemas

CHINA = timezone(timedelta(hours=8))
NOON = datetime(2026, 3, 5, 12, tzinfo=CHINA)
FILE = "content/agencies/jyj/decisions/2026/03/012.yaml"
DEED = Deed("a" * 40, "王五", "Wang@jyj.example", NOON, NOON, (FILE,), NOON, NOON)
RULES = {"audit": setting_of("valid/audit/audit.yaml", "audit")}
PORTAL = {"signatures": {"required_from": "2026-03-01"}}
DEMANDS = Demands.of(PORTAL, RULES, date(2026, 11, 20))
CHECKER = SchemaChecker(load_schemas(SCHEMAS))


def said(facts: Audited, demands: Demands = DEMANDS) -> list[str]:
    """Return what the audit says, each issue with its level."""
    return [f"{issue.level.value} {issue}" for issue in audit(facts, demands)]


def of(*deeds: Deed) -> Audited:
    """Return the facts of some commits."""
    return Audited("f" * 40, deeds)


def test_a_commit_as_it_should_be_says_nothing() -> None:
    """By a maintainer, signed, in time."""
    owners = {"content/agencies/jyj": frozenset({"wang@jyj.example"})}
    assert said(of(replace(DEED, owners=owners, trust=Trust.GOOD))) == []


def test_a_rewritten_history_is_an_error_unless_it_is_accounted_for() -> None:
    """An erasing by procedure names the commits that it took away."""
    lost = Audited("f" * 40, rewritten=("b" * 40,))
    assert said(lost) == [
        (
            "error content 版本历史被改写过：以前公开的提交 bbbbbbb 已经不在主线上；"
            "请查明是谁用强制推送改写了历史，从别的克隆或者备份里恢复原来的提交"
        )
    ]
    assert said(replace(lost, accounted=frozenset({"b" * 40}))) == []


@pytest.mark.parametrize(
    ("folder", "owned"),
    [
        (".", True),
        ("content", True),
        ("content/agencies/jyj", True),
        (FILE, True),
        ("content/agencies/jy", False),
        ("content/agencies/mzj", False),
    ],
)
def test_who_maintains_a_folder_may_change_what_lies_below(folder: str, *, owned: bool) -> None:
    """Folders are compared step by step, addresses without regard to capital letters."""
    deed = replace(DEED, owners={folder: frozenset({"wang@jyj.example"})}, trust=Trust.GOOD)
    assert (said(of(deed)) == []) is owned


def test_a_stranger_is_named_but_not_the_address() -> None:
    """One issue a commit, with how many files it touched."""
    other = "content/rules/publicity.yaml"
    deed = replace(DEED, owners={"content/agencies/mzj": frozenset({"a@b"})}, paths=(FILE, other), trust=Trust.GOOD)
    assert said(of(deed)) == [
        (
            f"error {FILE} 王五的提交 aaaaaaa（2026-03-05 12:00）改了 {FILE} 等 2 个文件，他不是维护人；"
            "请查明；应当由他维护的，请整个仓库的维护人把他的邮箱加进 maintainers.yaml；"
            "不应当的，核对改动，用 git revert aaaaaaa 撤回"
        )
    ]


@pytest.mark.parametrize(
    ("trust", "words"),
    [
        (Trust.NONE, "没有签名；请用 git commit -S 签名（先用 git config 设好 gpg.format 和 user.signingKey）"),
        (Trust.BAD, "签名与内容对不上；提交可能被改动过，请查明，并与作者手里的提交核对"),
        (
            Trust.UNKNOWN,
            (
                "签名的钥匙不认识，或者这台机器核验不了；"
                "请核对是谁的钥匙；是本单位的，由整个仓库的维护人加进签名人名单（GPG 的请导入公钥）"
            ),
        ),
        (Trust.EXPIRED, "签名的钥匙已经过期；请换新的钥匙，并写进签名人名单"),
        (Trust.REVOKED, "签名的钥匙已经作废；请查明钥匙为什么作废，核对这些提交"),
    ],
)
def test_each_kind_of_signature_is_said_in_words(trust: Trust, words: str) -> None:
    """And where nobody demands signatures, or not yet, nothing is said."""
    deed = replace(DEED, trust=trust)
    assert said(of(deed)) == [f"error content 王五的提交 aaaaaaa（2026-03-05 12:00 起）{words}"]
    assert said(of(deed), Demands.of({}, RULES, date(2026, 11, 20))) == []
    assert said(of(replace(deed, due=NOON - timedelta(days=10)))) == []


def test_a_clock_set_back_gets_nobody_around_a_signature() -> None:
    """From the day on which the line had come so far, every commit is asked."""
    deed = replace(DEED, trust=Trust.NONE, authored=NOON - timedelta(days=10), committed=NOON - timedelta(days=10))
    assert [line for line in said(of(deed)) if "没有签名" in line] != []


def test_many_unsigned_commits_of_one_person_are_one_issue() -> None:
    """With the first five and their number."""
    deeds = [replace(DEED, commit=f"{number}" * 40, trust=Trust.NONE) for number in range(7)]
    assert said(of(*deeds)) == [
        (
            "error content 王五的提交 0000000、1111111、2222222、3333333、4444444 等 7 个（2026-03-05 12:00 起）"
            "没有签名；请用 git commit -S 签名（先用 git config 设好 gpg.format 和 user.signingKey）"
        )
    ]


@pytest.mark.parametrize(
    ("before", "authored", "level", "words"),
    [
        (NOON + timedelta(minutes=11), NOON, "error", "比前一次公开早 11 分钟"),
        (NOON, NOON - timedelta(days=31), "warning", "写成 31 天以后才提交"),
        (NOON, NOON + timedelta(hours=3), "warning", "写成的时间比提交的时间晚 3 小时"),
    ],
)
def test_a_time_that_cannot_be_is_told(before: datetime, authored: datetime, level: str, words: str) -> None:
    """How far apart the times are is said as people say it."""
    deed = replace(DEED, trust=Trust.GOOD, before=before, authored=authored)
    assert said(of(deed)) == [
        (
            f"{level} {FILE} 王五的提交 aaaaaaa（2026-03-05 12:00）{words}；"
            "次序以主线为准，时间不可信；请查明那台机器的钟，或者是不是补录、改过日期"
        )
    ]


def test_a_commit_of_tomorrow_is_told_and_one_of_today_is_not() -> None:
    """The day of the audit is the last one that may be."""
    deed = replace(DEED, trust=Trust.GOOD)
    assert said(of(deed), replace(DEMANDS, as_of=date(2026, 3, 5))) == []
    (line,) = said(of(deed), replace(DEMANDS, as_of=date(2026, 3, 4)))
    assert "王五的提交 aaaaaaa（2026-03-05 12:00）时间在核查的日期以后 12 小时；" in line


def test_small_differences_and_times_without_a_measure_say_nothing() -> None:
    """Clocks differ by minutes; what is no fault on that day is none."""
    near = replace(DEED, trust=Trust.GOOD, before=NOON + timedelta(minutes=10))
    far = replace(DEED, trust=Trust.GOOD, before=NOON + timedelta(days=1))
    assert said(of(near)) == []
    assert said(of(far), Demands.of(PORTAL, {}, date(2026, 11, 20))) == []


def test_what_was_public_before_it_was_decided_is_told() -> None:
    """With when it became public, by whom, and the day that it says."""
    early = Early(FILE, "decision_date", date(2026, 3, 6), "a" * 40, "王五", NOON)
    assert said(Audited("f" * 40, early=(early,))) == [
        (
            f"error {FILE} 2026-03-05 12:00 就公开了（王五，提交 aaaaaaa），写的日期（decision_date）却是 2026-03-06；"
            "请核对日期，写错的用 ./portal correct 更正；提前公开的，查明原因"
        )
    ]


def test_what_was_deleted_is_told() -> None:
    """A file is an error; what came back, and an entry, are warnings."""
    lost = Lost(FILE, "", "a" * 40, "王五", NOON)
    officers = "content/agencies/jyj/officers.yaml"
    told = "（王五，提交 aaaaaaa，2026-03-05 12:00）"
    entry = Lost(officers, "0012", "a" * 40, "王五", NOON)
    assert said(Audited("f" * 40, lost=(lost, replace(lost, path="content/a.yaml", back=True), entry))) == [
        f"warning content/a.yaml 公开过的文件被删除，没有按程序撤下{told}；后来又放了回来；请核对",
        (
            f"error {FILE} 公开过的文件被删除，没有按程序撤下{told}；"
            f"请恢复：git checkout aaaaaaa~1 -- {FILE}；要撤下的再用 ./portal withdraw"
        ),
        (
            f"warning {officers} 条目「0012」被删除，没有按程序撤下{told}；"
            "请从提交 aaaaaaa 的前一个版本里取回这一条，不再有效的写上 until"
        ),
    ]


def test_many_files_that_one_commit_deleted_are_one_issue() -> None:
    """At the folder that they share: a folder that went is not told file by file."""
    lost = [Lost(FILE.replace("012", f"{number:03}"), "", "a" * 40, "王五", NOON) for number in range(6)]
    assert said(Audited("f" * 40, lost=lost)) == [
        (
            "error content/agencies/jyj/decisions/2026/03 公开过的 6 个文件被删除，没有按程序撤下"
            "（王五，提交 aaaaaaa，2026-03-05 12:00）；"
            "请恢复：git checkout aaaaaaa~1 -- content/agencies/jyj/decisions/2026/03；要撤下的再用 ./portal withdraw"
        )
    ]


MAINTAINERS = """\
folders:
  - folder: .
    maintainers: [sifaju@example.org]
  - folder: content/agencies/jyj
    maintainers: [Wang@jyj.example, li@jyj.example]
"""


def test_maintainers_are_read_by_folder() -> None:
    """Addresses of whatever provider: what stands outside content/ is not published."""
    assert maintainers_of(MAINTAINERS.replace("li@jyj.example", "li@qq.com").encode(), CHECKER) == {
        ".": frozenset({"sifaju@example.org"}),
        "content/agencies/jyj": frozenset({"wang@jyj.example", "li@qq.com"}),
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            None,
            (
                "warning maintainers.yaml 没有写明哪个文件夹由谁维护，没有核对是谁改的；"
                "请在仓库最上一级的 maintainers.yaml 里写上（不在 content/ 里，不会公开）"
            ),
        ),
        (
            "# 还没有写\n",
            (
                "warning maintainers.yaml 没有写明哪个文件夹由谁维护，没有核对是谁改的；"
                "请在仓库最上一级的 maintainers.yaml 里写上（不在 content/ 里，不会公开）"
            ),
        ),
        (
            "folders:\n  - folder: content\n    maintainers: [王五]\n",
            (
                "error maintainers.yaml:3:19 维护人（folders[0].maintainers[0]）：「王五」的写法不对；"
                "git config user.email 的值，例如 zhangsan@jyj.example.gov.cn"
            ),
        ),
    ],
)
def test_what_is_wrong_with_the_maintainers_is_said(text: str | None, words: str) -> None:
    """Without maintainers nobody is held against them, and that is said."""
    found = maintainers_of(text.encode() if text is not None else None, CHECKER)
    assert isinstance(found, tuple)
    assert [f"{issue.level.value} {issue}" for issue in found] == [words]


def test_measures_of_the_wrong_shape_are_left_to_the_check() -> None:
    """The audit goes on with what can be read."""
    rules = {"audit": {"clocks": [{"what": "倒退"}, "x", {"what": "未来", "minutes": "1", "level": "error"}]}}
    demands = Demands.of({"signatures": "x"}, rules, date(2026, 11, 20))
    assert (demands.clocks, demands.signed_from) == ((), None)
