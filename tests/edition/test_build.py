"""One edition after another: the same bytes however it was built, and only what changed is touched."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.edition.town import PROJECT, Town, decision, found, path_of, tree

from disclosure.generator import build
from disclosure.model.errors import ContentError, GongshiError


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a small jurisdiction: three decisions, one of them changed after a day."""
    town = Town(tmp_path / "town")
    town.step(found(1, 2, 3))
    town.step({path_of(2): decision(2, facts="未取得办学许可，擅自招收学生五十人。")}, "补充事实")
    return town


def withdrawn(number: int) -> str:
    """Return the tombstone of a decision."""
    return f"""\
type: penalty
document_no: 示教罚〔2026〕{number}号
decision_date: "2026-03-02"
withdrawal:
  effective_on: "2026-03-10"
  reason_code: 撤销
  reason: 行政复议决定撤销了原决定。
  authority: 示例市人民政府
  document_no: 示府复〔2026〕5号
"""


STEPS: tuple[tuple[str, dict[str, str | None]], ...] = (
    ("one more", {path_of(4): decision(4)}),
    ("another month", {path_of(5, "2026-04-07"): decision(5, day="2026-04-07")}),
    ("changed", {path_of(1): decision(1, facts="事实有补充。")}),
    ("withdrawn", {path_of(3): withdrawn(3)}),
    ("deleted", {path_of(2): None}),
    ("renamed agency", {"agencies/jyj/agency.yaml": "name: 示例市教育体育局\n"}),
    ("changed again", {path_of(5, "2026-04-07"): decision(5, day="2026-04-07", facts="事实有改动。")}),
    ("restored", {path_of(3): decision(3, facts="恢复以后。")}),
    ("changed after the restore", {path_of(3): decision(3, facts="恢复以后又改。")}),
    ("withheld", {path_of(1): 'type: penalty\ndecision_date: "2026-03-02"\npublish: false\nreason_code: 未成年人\n'}),
)


def test_every_incremental_build_equals_a_full_one(town: Town, tmp_path: Path) -> None:
    """Whatever changes between two builds, patching the site and building it anew give the same bytes."""
    order = town.order(tmp_path / "site")
    assert build(order).cold
    for number, (what, files) in enumerate(STEPS):
        town.step(files, what)
        report = build(order)
        assert not report.cold, what
        build(town.order(tmp_path / f"full-{number}"))
        assert tree(order.output) == tree(tmp_path / f"full-{number}"), what


def test_files_that_did_not_change_are_not_touched(town: Town, tmp_path: Path) -> None:
    """One more decision leaves the other decisions' pages as they are on the disk."""
    order = town.order(tmp_path / "site")
    build(order)
    before = {path: (order.output / path).stat().st_mtime_ns for path in tree(order.output)}
    town.step({path_of(4): decision(4)})
    report = build(order)
    after = {path: (order.output / path).stat().st_mtime_ns for path in tree(order.output)}
    touched = {path for path, time in after.items() if before.get(path) != time}
    assert touched == set(report.changed)
    assert "agencies/jyj/decisions/2026/03/004/index.html" in touched
    assert "agencies/jyj/decisions/2026/03/001/index.html" not in touched


def test_a_build_of_nothing_new_touches_nothing(town: Town, tmp_path: Path) -> None:
    """The second build of the same commit and day writes no file."""
    order = town.order(tmp_path / "site")
    build(order)
    report = build(order)
    assert (report.changed, report.removed, report.parts_read, report.parts_rendered) == ((), (), 0, 0)


def test_a_file_that_somebody_took_away_comes_back(town: Town, tmp_path: Path) -> None:
    """A site that is not whole any more is made anew, after a build that changed a few files just before, too."""
    order = town.order(tmp_path / "site")
    build(order)
    town.step({path_of(4): decision(4)})
    build(order)
    whole = tree(order.output)
    for page in ("index.html", "agencies/jyj/decisions/2026/03/001/index.html", "search/index.bin"):
        (order.output / page).unlink()
        assert build(order).cold
        assert tree(order.output) == whole


def test_a_file_that_somebody_added_is_left_alone(town: Town, tmp_path: Path) -> None:
    """What is not of the site is in nobody's way, and nothing is made anew for it."""
    order = town.order(tmp_path / "site")
    build(order)
    (order.output / "agencies/note.txt").write_text("x", encoding="utf-8")
    for _time in range(2):
        report = build(order)
        assert (report.cold, report.changed, report.removed) == (False, (), ())
    assert (order.output / "agencies/note.txt").exists()


def test_the_same_commit_and_day_give_the_same_bytes(town: Town, tmp_path: Path) -> None:
    """Neither the number of processes nor the folder shows in the site."""
    build(town.order(tmp_path / "one", workers=1))
    build(town.order(tmp_path / "deep" / "two", workers=2))
    assert tree(tmp_path / "one") == tree(tmp_path / "deep" / "two")


def test_pelican_itself_builds_the_same_site(town: Town, tmp_path: Path) -> None:
    """`python -m pelican` is another door into the same house."""
    build(town.order(tmp_path / "ours"))
    subprocess.run(
        [sys.executable, "-m", "pelican", str(town.content), "-s", "pelicanconf.py", "-o", str(tmp_path / "theirs")],
        cwd=PROJECT,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795132800", "TZ": "America/New_York", "PYTHONPATH": "plugins"},
        check=True,
        capture_output=True,
    )
    assert tree(tmp_path / "ours") == tree(tmp_path / "theirs")


def test_what_was_withdrawn_is_in_no_byte_of_the_site(town: Town, tmp_path: Path) -> None:
    """A canary in a decision is gone from pages, JSON, lists and search in the build that withdraws it."""
    order = town.order(tmp_path / "site")
    canary = "金丝雀七三九"
    town.step({path_of(3): decision(3, facts=f"{canary}擅自招生。")})
    build(order)
    assert [path for path, content in tree(order.output).items() if canary.encode() in content]
    town.step({path_of(3): withdrawn(3)}, "撤下")
    build(order)
    assert not [path for path, content in tree(order.output).items() if canary.encode() in content]
    page = (order.output / "agencies/jyj/decisions/2026/03/003/index.html").read_text(encoding="utf-8")
    assert "行政复议决定撤销了原决定。" in page


def test_wrong_content_stops_the_build_and_leaves_the_site(town: Town, tmp_path: Path) -> None:
    """An error in one file is told with its place; the site that is up does not change."""
    order = town.order(tmp_path / "site")
    build(order)
    before = tree(order.output)
    (town.content / path_of(9)).write_text(decision(9).replace("2026-03-02", "2026-02-30"), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        build(order)
    assert str(refused.value) == "内容有 1 处错误，没有生成网站；原来的网站没有动"
    assert str(refused.value.issues[0]) == (
        "content/agencies/jyj/decisions/2026/03/009.yaml:4:16 决定日期（decision_date）："
        "「2026-02-30」不是有效日期；请写成 年-月-日，例如 2026-02-28"
    )
    assert tree(order.output) == before


def test_private_data_that_got_past_the_checks_stops_the_build(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last look at the output finds a mobile number even where the check did not."""
    order = town.order(tmp_path / "site")
    monkeypatch.setattr("disclosure.checking.gate.Gate.check", lambda *_arguments, **_options: ())
    (town.content / path_of(9)).write_text(decision(9, facts="联系电话13812345678。"), encoding="utf-8")
    with pytest.raises(GongshiError, match="里有不能公开的个人信息（mobile）；发布已停止，原来的网站没有动"):
        build(order)
    assert not order.output.exists()


def test_without_git_every_record_says_that_there_is_no_history(tmp_path: Path) -> None:
    """A plain folder builds, and its pages say what is missing."""
    town = Town(tmp_path / "town")
    town.step(found(1))
    order = town.order(tmp_path / "site")
    (town.folder / ".git").rename(tmp_path / "elsewhere")
    build(order)
    page = (order.output / "agencies/jyj/decisions/2026/03/001/index.html").read_text(encoding="utf-8")
    assert "没有版本历史" in page
    assert json.loads((order.output / "build.json").read_text(encoding="utf-8"))["history"] == "none"


def test_a_shallow_clone_is_refused_in_words_and_previewed_with_a_mark(town: Town, tmp_path: Path) -> None:
    """Publication times cannot be told from half a history."""
    subprocess.run(
        ["git", "clone", "--quiet", "--depth=1", town.folder.as_uri(), str(tmp_path / "shallow")],
        check=True,
        capture_output=True,
    )
    order = town.order(tmp_path / "site")
    order = type(order)(PROJECT, tmp_path / "shallow" / "content", order.output, date(2026, 11, 20), order.cache)
    with pytest.raises(GongshiError) as refused:
        build(order)
    assert str(refused.value) == (
        "这个仓库只取了一部分历史（浅克隆），公开时间算不出来；请先运行 git fetch --unshallow，再生成网站"
    )
    build(type(order)(PROJECT, order.content, order.output, order.as_of, order.cache, preview=True))
    for page in ("index.html", "about/index.html", "agencies/jyj/decisions/2026/03/001/index.html"):
        assert "历史不完整" in (order.output / page).read_text(encoding="utf-8")


def test_a_build_as_of_an_earlier_day_judges_again(town: Town, tmp_path: Path) -> None:
    """A decision of tomorrow is no record of today, whatever an earlier build has kept."""
    order = town.order(tmp_path / "site")
    build(order)
    earlier = type(order)(PROJECT, order.content, order.output, date(2026, 3, 1), order.cache)
    with pytest.raises(ContentError):
        build(earlier)
