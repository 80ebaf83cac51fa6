"""deadlines as people and CI run it: in words, for machines, on a branch, against a site, and told again."""

import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.commands.lived import Lived
from tests.commands.owing import FIRST, told, town, whole
from tests.commands.portal import Starter
from tests.edition.town import AGENCY, decision, found, path_of
from tests.history.builders import git

from disclosure.commands.deadlines import Asked, deadlines
from disclosure.generator import build
from disclosure.model.errors import GongshiError

__all__ = ["town"]


TITLE = "示例市晨光第1教育咨询有限公司擅自招收学生案"


def test_fail_on_says_what_ends_with_two(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing fails unless it is asked to; each word has its own states."""
    town.on("2026-03-16", {path_of(1): decision(1)})

    def codes(as_of: str) -> list[int]:
        return [deadlines(town.order(as_of), Asked(fail_on=word)) for word in ("", "overdue", "late", "soon")]

    assert codes("2026-03-20") == [0, 0, 2, 0]
    day = "2026-03-18"
    town.write(path_of(2, day), decision(2, day=day))
    assert codes("2026-03-27") == [0, 0, 2, 2]
    assert codes("2026-03-30") == [0, 2, 2, 2]
    capsys.readouterr()


def test_a_person_reads_who_owes_what_by_when(starter: Starter, town: Lived) -> None:
    """As typed in a terminal, with the gaps in the numbers; the worst first."""
    town.on("2026-03-16", {path_of(1): decision(1)})
    town.write(path_of(4), decision(4))
    done = starter.portal("deadlines", "--content", town.folder, "--as-of", "2026-03-17", "--agency", "jyj")
    fourth = f"{FIRST.replace('001', '004')}（{TITLE.replace('第1', '第4')}）"
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "示例市教育局（超期未办 1，超期办理 1，按期 0/2）\n"
        f"  超期未办：{fourth}　许可、处罚决定公开，最迟 2026-03-11，已超 4 个工作日\n"
        f"  超期办理：{FIRST}（{TITLE}）　许可、处罚决定公开，最迟 2026-03-11，2026-03-16 才办，超 3 个工作日\n"
        "示例市教育局　示教罚〔2026〕没有说明的空号 2 个：2—3 号\n"
        "到 2026-03-17：超期未办 1，超期办理 1，按期 0/2\n"
    )


def test_what_is_mistyped_is_said_in_words(starter: Starter, town: Lived) -> None:
    """An agency that is not there, a word that --fail-on does not know, a format, a site without a log."""
    where = ("--content", town.folder)
    mistakes: list[tuple[tuple[str | Path, ...], str]] = [
        (("--agency", "jj"), "没有机关「jj」；已有的是：jyj\n"),
        (("--fail-on", "never"), "--fail-on 没有「never」；可以写 overdue、late、soon\n"),
        (("--format", "pdf"), "--format 没有「pdf」；可以写 text、json、junit、markdown、ical\n"),
        (
            ("--site", town.content),
            f"{town.content} 没有 log/checkpoint，看不出网站公开到哪里；请核对网址，或者重新生成网站\n",
        ),
    ]
    for words, said in mistakes:
        done = starter.portal("deadlines", *where, *words)
        assert (done.returncode, done.stdout, done.stderr) == (1, "", said)


def test_machines_read_it_as_junit_markdown_and_a_calendar(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """A failure for each duty that fails, a comment, an event on each last day still to come."""
    town.on("2026-03-16", {path_of(1): decision(1)})
    town.write(path_of(2), decision(2))
    answers = {}
    for form in ("junit", "markdown", "ical"):
        capsys.readouterr()
        deadlines(town.order("2026-03-10"), Asked(form=form))
        answers[form] = capsys.readouterr().out
    suite = ET.fromstring(answers["junit"].partition("\n")[2])[0]  # noqa: S314  # our own output
    assert dict(suite.attrib) == {"name": "示例市教育局", "tests": "2", "failures": "0", "errors": "0"}
    assert answers["markdown"].startswith(
        "## 公开时限\n\n到 2026-03-10：快到期 1，超期办理 1，按期 0/1\n\n### 示例市教育局\n"
    )
    lines = answers["ical"].split("\r\n")
    assert [line for line in lines if line.startswith(("DTSTART", "DTEND", "SUMMARY", "DTSTAMP"))] == [
        "DTSTAMP:20260302T000000Z",
        "DTSTART;VALUE=DATE:20260311",
        "DTEND;VALUE=DATE:20260312",
        "SUMMARY:示例市教育局：许可、处罚决定公开最后一天",
    ]
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = answers["ical"].replace("\r\n ", "")
    assert f"DESCRIPTION:快到期：{FIRST.replace('001', '002')}" in unfolded


def test_a_branch_learns_what_would_be_late_if_it_were_merged_today(
    town: Lived, capsys: pytest.CaptureFixture[str]
) -> None:
    """What the branch has committed is not public yet; what main has is not told."""
    town.on("2026-03-16", {path_of(1): decision(1)})
    git(town.folder, "branch", "zhuxian")
    day = "2026-03-20"
    town.on("2026-03-23", {path_of(2): decision(2), path_of(3, day): decision(3, day=day)})
    second, third = (FIRST.replace("001", name) for name in ("002", "003"))
    assert told(town, "2026-03-24", capsys, base="zhuxian") == [
        (second, "t1", "overdue", "2026-03-11", None, 9),
        (third, "t1", "not-due", "2026-03-31", None, 0),
    ]
    assert deadlines(town.order("2026-03-24"), Asked(base="zhuxian", fail_on="overdue")) == 2
    assert capsys.readouterr().out == (
        "示例市教育局（超期未办 1，按期 0/1）\n"
        f"  超期未办：{second}（{TITLE.replace('第1', '第2')}）　许可、处罚决定公开，最迟 2026-03-11，"
        "今天合并已经超 9 个工作日\n"
        f"  未到期：{third}（{TITLE.replace('第1', '第3')}）　许可、处罚决定公开，最迟 2026-03-31，"
        "要在那天以前合并并生成网站\n"
        "与 zhuxian 比较，今天合并就超期的有 1 件，没有到期的 1 件\n"
    )


def test_merged_is_not_yet_available(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """What main has and the site has not is named, and does not count as published."""
    town.on("2026-03-04", {path_of(1): decision(1)})
    order = town.order("2026-03-05")
    build(order)
    site = str(order.output)
    assert whole(town, "2026-03-05", capsys, site=site)["waiting"] == []
    town.on("2026-03-06", {path_of(2): decision(2)})
    second = FIRST.replace("001", "002")
    answer = whole(town, "2026-03-13", capsys, site=site)
    assert answer["waiting"] == [
        {"record": second, "action": "公开", "day": "2026-03-06", "due": "2026-03-11", "provisional": False}
    ]
    assert [(one["record"], one["state"]) for one in answer["duties"]] == [(second, "overdue")]
    deadlines(town.order("2026-03-13"), Asked(site=site))
    assert capsys.readouterr().out == (
        "示例市教育局（超期未办 1，按期 1/2）\n"
        f"  超期未办：{second}（{TITLE.replace('第1', '第2')}）　许可、处罚决定公开，最迟 2026-03-11，已超 2 个工作日\n"
        "已经合并、网站上还没有的 1 件（合并不等于公开，请生成并上传网站）：\n"
        f"  2026-03-06 公开　{second}，最迟 2026-03-11\n"
        "到 2026-03-13：超期未办 1，按期 1/2\n"
    )


def test_the_log_of_another_site_is_refused(town: Lived, tmp_path: Path) -> None:
    """Its size says nothing about this repository."""
    order = town.order("2026-03-05")
    build(order)
    other = Lived(tmp_path / "elsewhere" / "town")
    other.on("2026-01-01", {**found(), "agencies/jyj/agency.yaml": AGENCY.replace("示例市", "样例市")})
    with pytest.raises(GongshiError, match="网站的公开日志不是这个仓库的开头"):
        deadlines(other.order("2026-03-05"), Asked(site=str(order.output)))


def test_what_was_reckoned_of_a_commit_is_told_again(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """The same commit on the same day needs no reading of the content; another day, commit or file does."""
    town.on("2026-03-20", {path_of(1): decision(1, day="2026-03-02")})
    first = whole(town, "2026-03-27", capsys)
    parts = town.order("2026-03-27").cache / "parts"
    shutil.rmtree(parts)
    assert whole(town, "2026-03-27", capsys) == first
    assert whole(town, "2026-03-27", capsys, agency="jyj")["agencies"] == first["agencies"]
    assert not parts.exists()
    assert whole(town, "2026-04-01", capsys) == {**first, "as_of": "2026-04-01"}
    assert parts.exists()
    assert whole(town, "2026-03-27", capsys) == first
    town.on("2026-03-24", {path_of(2): decision(2, day="2026-03-02")})
    assert len(whole(town, "2026-03-27", capsys)["duties"]) == len(first["duties"]) + 1
    (town.content / path_of(2)).unlink()
    titles = [duty["title"] for duty in whole(town, "2026-03-27", capsys)["duties"]]
    assert "行政执法决定：文件被删除，未按程序撤下" in titles
