"""What git tells for the audit: every commit with who, when, which files, and what its signature is worth."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from tests.history.builders import BING, JIA, RECORD, YI, git, history_of, made, on, step
from tests.history.signing import allowed, forged, gpg_key, signed_commit, ssh_key

from disclosure.checking.audit.facts import Audited, Early, Lost, Trust
from disclosure.history.audit import Owners, audited
from disclosure.history.planned import PlannedCommit, fast_import
from disclosure.model.errors import GongshiError
from disclosure.model.kinds import KINDS

OTHER = "agencies/jyj/decisions/2026/01/002.yaml"
OFFICERS = "agencies/jyj/officers.yaml"
MAINTAINERS = "maintainers.yaml"


def owners_of(raw: bytes) -> Owners | None:
    """Read `folder mail` lines: what the file looks like is another room's to say."""
    lines = [line.split() for line in raw.decode().splitlines()]
    return {folder: frozenset(mails) for folder, *mails in lines} if lines else None


def looked_over(content: Path, since: str = "", signers: Path | None = None, *, signed: bool = False) -> Audited:
    """Return what git tells of a content folder."""
    history = history_of(content)
    return audited(
        content,
        history,
        KINDS,
        owners_of=owners_of,
        guarded=(MAINTAINERS,),
        since=since,
        signers=signers,
        signed=signed,
    )


def maintained(day: int, text: str, author: tuple[str, str] = JIA) -> PlannedCommit:
    """Plan a commit of who maintains what."""
    return PlannedCommit(on(day), author, author, "维护人", {MAINTAINERS: text.encode()})


def owners(facts: Audited) -> list[tuple[str, Sequence[str], Mapping[str, frozenset[str]] | None]]:
    """Return who changed what, and who could at that time."""
    return [(deed.who, deed.paths, deed.owners) for deed in facts.deeds]


def test_each_commit_knows_who_maintained_what_before_it(folder: Path) -> None:
    """A maintainer added by a commit is none yet in that commit, and a merged one counts by its merge."""
    content = made(
        folder,
        step(1, {RECORD: "a: 1\n"}),
        maintained(2, f". {JIA[1]}\n"),
        step(3, {RECORD: "a: 2\n"}, author=YI),
        maintained(4, f". {JIA[1]} {YI[1]}\n", YI),
        step(5, {RECORD: "a: 3\n"}, author=YI, parents=[3]),
        step(6, {RECORD: "a: 3\n"}, "合并", parents=[3, 4]),
    )
    one = {".": frozenset({JIA[1]})}
    both = {".": frozenset({JIA[1], YI[1]})}
    assert owners(looked_over(content)) == [
        ("甲", (f"content/{RECORD}",), None),
        ("甲", (MAINTAINERS,), None),
        ("乙", (f"content/{RECORD}",), one),
        ("乙", (MAINTAINERS,), one),
        ("乙", (f"content/{RECORD}",), both),
        ("甲", (), both),
    ]


def test_files_of_no_concern_are_left_out(folder: Path) -> None:
    """Only content, and the files that say who may do what."""
    content = made(folder, step(1, {RECORD: "a: 1\n"}))
    (folder / "README.md").write_text("说明\n", encoding="utf-8")
    git(folder, "add", "README.md")
    git(folder, "commit", "--quiet", "-m", "说明")
    assert [deed.paths for deed in looked_over(content).deeds][-1] == ()


def test_times_are_told_beside_those_of_the_moment_before(folder: Path) -> None:
    """The line has an order of its own, whatever the clocks said."""
    content = made(folder, step(3, {RECORD: "a: 1\n"}), step(1, {RECORD: "a: 2\n"}), step(2, {RECORD: "a: 3\n"}))
    deeds = looked_over(content).deeds
    assert [(deed.committed, deed.before, deed.due) for deed in deeds] == [
        (on(3), None, on(3)),
        (on(1), on(3), on(3)),
        (on(2), on(1), on(3)),
    ]


def test_after_a_commit_only_what_came_later_is_told(folder: Path) -> None:
    """The moment before, and who maintained what, are those of the commit."""
    content = made(folder, maintained(1, f". {JIA[1]}\n"), step(2, {RECORD: "a: 1\n"}), step(3, {RECORD: "a: 2\n"}))
    (deed,) = looked_over(content, "HEAD~1").deeds
    assert (deed.paths, deed.before, deed.owners) == (
        (f"content/{RECORD}",),
        on(2),
        {".": frozenset({JIA[1]})},
    )


def test_a_commit_that_left_the_line_was_rewritten(folder: Path) -> None:
    """Whether git still has it or not; a branch's name that is not there is a mistake of the person."""
    content = made(folder, step(1, {RECORD: "a: 1\n"}), step(2, {RECORD: "a: 2\n"}))
    seen = git(folder, "rev-parse", "HEAD")
    git(folder, "reset", "--quiet", "--hard", "HEAD~1")
    fast_import(folder, [step(3, {RECORD: "a: 3\n"})])
    assert looked_over(content, seen).rewritten == (seen,)
    assert looked_over(content, "0123456789").rewritten == ("0123456789",)
    assert looked_over(content, "0" * 40).rewritten == ()
    with pytest.raises(GongshiError) as fault:
        looked_over(content, "mian")
    assert str(fault.value) == "仓库里没有「mian」这个分支或者提交；请核对名称"


def test_a_commit_that_was_only_merged_in_is_not_on_the_line(folder: Path) -> None:
    """What a site was built from is a first-parent commit: elsewhere, the line was turned around."""
    content = made(
        folder,
        step(1, {RECORD: "a: 1\n"}),
        step(2, {OTHER: "b: 1\n"}, parents=[0]),
        step(3, {RECORD: "a: 2\n"}, parents=[0]),
        step(4, {OTHER: "b: 1\n"}, parents=[2, 1]),
    )
    merged = git(folder, "rev-parse", "HEAD^2")
    assert looked_over(content, merged).rewritten == (merged,)


def test_what_was_deleted_is_told_also_when_it_came_back(folder: Path) -> None:
    """Files and entries; of a list that went as a whole, the file alone."""
    one = 'entries:\n  - name: 王示例\n    certificate_no: "1"\n'
    two = f'{one}  - name: 李示例\n    certificate_no: "2"\n'
    content = made(
        folder,
        step(1, {RECORD: "a: 1\n", OTHER: "b: 1\n", OFFICERS: two, "pages/a.md": "x\n"}),
        step(2, {RECORD: None, OTHER: None, "pages/a.md": None}, author=YI),
        step(3, {RECORD: "a: 1\n", OFFICERS: one}, author=BING),
        step(4, {OFFICERS: None}),
    )
    line = git(folder, "rev-list", "--reverse", "HEAD").split("\n")
    assert looked_over(content).lost == (
        Lost(f"content/{RECORD}", "", line[1], "乙", on(2), back=True),
        Lost(f"content/{OTHER}", "", line[1], "乙", on(2), back=False),
        Lost(f"content/{OFFICERS}", "", line[3], "甲", on(4), back=False),
        Lost(f"content/{OFFICERS}", "2", line[2], "丙", on(3), back=False),
    )


def test_what_was_public_before_its_own_day_is_told(folder: Path) -> None:
    """Not where the day was corrected since, and not for a later version that took the place of the first."""
    content = made(
        folder,
        step(3, {RECORD: "decision_date: 2026-01-20\n", OTHER: 'decision_date: "2026-01-30"\n'}),
        step(5, {OTHER: "decision_date: 2026-01-03\n"}),
        step(6, {"policies/a.md": "---\nissued_on: 2026-01-06\n---\n\n文\n"}),
        step(7, {"policies/a.md": "---\nissued_on: 2026-02-06\n---\n\n文\n"}),
    )
    first = git(folder, "rev-list", "--reverse", "HEAD").split("\n")[0]
    day = on(20).date()
    assert looked_over(content).early == (Early(f"content/{RECORD}", "decision_date", day, first, "甲", on(3)),)


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen signs and verifies")
def test_ssh_signatures_are_told_apart(folder: Path, tmp_path: Path) -> None:
    """Good, not there, of an unknown key, of a key whose time is over, and one that does not fit its commit."""
    content = made(folder, step(1, {RECORD: "a: 1\n"}))
    keys = {name: ssh_key(tmp_path, name) for name in ("good", "old", "strange")}
    signers = tmp_path / "allowed_signers"
    lines = [allowed(JIA[1], keys["good"]), allowed(JIA[1], keys["old"], 'valid-before="20200101"')]
    signers.write_text("".join(["# 签名人\n", *lines]), encoding="utf-8")
    for number, name in enumerate(keys):
        (content / RECORD).write_text(f"b: {number}\n", encoding="utf-8")
        signed_commit(folder, f"用 {name} 签名", keys[name])
    (content / RECORD).write_text("c: 1\n", encoding="utf-8")
    signed_commit(folder, "原来的话", keys["good"])
    forged(folder, "原来的话", "后来的话")
    facts = looked_over(content, signers=signers, signed=True)
    assert [deed.trust for deed in facts.deeds] == [
        Trust.NONE,
        Trust.GOOD,
        Trust.EXPIRED,
        Trust.UNKNOWN,
        Trust.BAD,
    ]
    assert [deed.trust for deed in looked_over(content, signed=True).deeds][1] is Trust.UNKNOWN
    assert {deed.trust for deed in looked_over(content).deeds} == {None}


@pytest.mark.skipif(shutil.which("gpg") is None, reason="gpg signs and verifies")
def test_gpg_signatures_are_told_apart(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key that was imported is good; one that nobody has imported is unknown."""
    content = made(folder, step(1, {RECORD: "a: 1\n"}))
    home = tmp_path / "g"
    monkeypatch.setenv("GNUPGHOME", str(home))
    key = gpg_key(home, JIA[1])
    (content / RECORD).write_text("a: 2\n", encoding="utf-8")
    signed_commit(folder, "用 GPG 签名", key, "openpgp")
    assert [deed.trust for deed in looked_over(content, signed=True).deeds] == [Trust.NONE, Trust.GOOD]
    (tmp_path / "h").mkdir(mode=0o700)
    monkeypatch.setenv("GNUPGHOME", str(tmp_path / "h"))
    assert [deed.trust for deed in looked_over(content, signed=True).deeds] == [Trust.NONE, Trust.UNKNOWN]


def test_a_shallow_clone_is_refused(folder: Path, tmp_path: Path) -> None:
    """What was not fetched cannot be audited."""
    made(folder, step(1, {RECORD: "a: 1\n"}), step(2, {RECORD: "a: 2\n"}))
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{folder}", "浅")
    with pytest.raises(GongshiError) as fault:
        looked_over(tmp_path / "浅" / "content")
    assert str(fault.value) == "这个仓库只取了一部分历史（浅克隆），不能核查；请先运行 git fetch --unshallow"
