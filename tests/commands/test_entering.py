"""import --commit and init in real repositories: they look before they write, and never leave half a thing."""

import json
import subprocess
from pathlib import Path

import pytest
from tests.commands.portal import Starter

MAPPING = {
    "fields": {
        "title": {"column": "名称", "required": True},
        "document_no": {"column": "文号", "cleaners": ["document_number"]},
        "decision_date": {"column": "日期", "required": True, "cleaners": ["date"]},
        "content": {"column": "内容", "required": True},
        "penalty": {"column": "内容", "cleaners": ["penalty"]},
    },
    "parties": {"name": {"column": "当事人"}, "category": {"constant": "法人及非法人组织"}},
}
HEAD = "名称,文号,日期,当事人,内容\n"
ROW = "关于远山商贸的处罚决定,示教罚〔2026〕1号,2026年3月5日,示例市远山商贸有限公司,罚款三万元\n"
COUNTED = "表.csv：共 1 行，新写入 1。"
AGAIN = "表.csv：共 1 行，已有且相同 1。"
RECORD = "content/agencies/jyj/decisions/2026/03/sjf-2026-1.yaml"
NOBODY = (
    "git 还不知道是谁在提交；请先执行 git config --global user.name 姓名 和 "
    "git config --global user.email 邮箱，再来一次"
)


def git(folder: Path, *words: str) -> str:
    """Run git in a repository and return what it printed."""
    done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, encoding="utf-8", check=True)
    return done.stdout


@pytest.fixture
def town(starter: Starter, tmp_path: Path) -> Path:
    """Return a content repository with one agency that is committed, and a table with its mapping beside it."""
    folder = tmp_path / "town"
    assert starter.portal("init", folder, "--organiser", "示例市司法局").returncode == 0
    starter.portal("new", "agency", "--slug", "jyj", "--set", "name=示例市教育局", "--content", folder)
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "机关")
    (tmp_path / "表.csv").write_text(HEAD + ROW, encoding="utf-8")
    (tmp_path / "map.yaml").write_text(json.dumps(MAPPING, ensure_ascii=False), encoding="utf-8")
    return folder


def words(town: Path, *more: str) -> list[str | Path]:
    """Return the words of an import into a town."""
    beside = town.parent
    given: list[str | Path] = ["import", beside / "表.csv", "--map", beside / "map.yaml", "--type", "penalty"]
    return [*given, "--agency", "jyj", "--content", town, *more]


def test_a_second_import_commits_what_the_first_wrote(starter: Starter, town: Path) -> None:
    """Looked at first, committed then: with the trailer of an import; a third time there is nothing to do, and said."""
    first = starter.portal(*words(town))
    assert first.stdout.splitlines() == [
        COUNTED,
        f"文件在 {town}/content；看过以后用 git 提交，或者加上 --commit 再运行一次",
    ]
    second = starter.portal(*words(town, "--commit"))
    assert (second.returncode, second.stderr) == (0, "")
    assert second.stdout.splitlines()[0] == AGAIN
    assert second.stdout.splitlines()[1].startswith("已提交：")
    assert git(town, "show", "--format=%(trailers:key=Gongshi-Import,valueonly)", "--name-only").split()[2:] == [RECORD]
    third = starter.portal(*words(town, "--commit"))
    assert (third.returncode, third.stdout) == (0, f"{AGAIN}\n没有要提交的：收下的行都已经提交过\n")


def test_an_agency_that_was_never_committed_is_told(starter: Starter, town: Path) -> None:
    """It is no part of the import: the clerk looks at it first, and reads what to type."""
    git(town, "rm", "-q", "--cached", "content/agencies/jyj/agency.yaml")
    git(town, "commit", "-qm", "收回")
    path = "content/agencies/jyj/agency.yaml"
    assert starter.portal(*words(town, "--commit")).stdout.splitlines()[2:] == [
        f"机关 {path} 还没有提交，请看过以后提交：git -C {town} add {path} && git -C {town} commit -m 机关 -- {path}"
    ]


def test_nothing_is_written_where_it_could_not_be_committed(starter: Starter, town: Path, tmp_path: Path) -> None:
    """Outside a repository, or where git knows nobody, the import says so before it writes a file."""
    lonely = starter.portal(*words(town, "--commit"), GIT_CONFIG_GLOBAL=str(tmp_path / "none"))
    assert (lonely.returncode, lonely.stdout, lonely.stderr) == (1, "", f"{NOBODY}\n")
    (town / ".git").rename(tmp_path / "elsewhere")
    outside = starter.portal(*words(town, "--commit"))
    sentence = f"{town}/content 不在 git 仓库里，不能提交；请先用 ./portal init 建一个内容仓库\n"
    assert (outside.returncode, outside.stdout, outside.stderr) == (1, "", sentence)
    assert not (town / RECORD).exists()


def test_a_hook_that_refuses_is_heard_and_the_report_printed(starter: Starter, town: Path) -> None:
    """The rows are reported, the hook's last word and what to do are told in one line, and the next try commits."""
    hook = town / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho '周五不发布' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    done = starter.portal(*words(town, "--commit"))
    assert (done.returncode, done.stdout) == (1, f"{COUNTED}\n")
    assert done.stderr == (
        "仓库的钩子没有让这次提交通过：周五不发布。文件已经写好，还没有提交；改好以后把同样的命令再运行一次\n"
    )
    hook.unlink()
    assert "已提交：" in starter.portal(*words(town, "--commit")).stdout


def test_a_table_with_nothing_but_its_head_is_said(starter: Starter, town: Path) -> None:
    """No empty sentence."""
    (town.parent / "表.csv").write_text(HEAD, encoding="utf-8")
    done = starter.portal(*words(town, "--commit"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "表.csv：只有表头，没有一行数据，什么也没有写。\n", "")


def test_init_without_somebody_leaves_nothing(starter: Starter, tmp_path: Path) -> None:
    """Once git knows who commits, the same command works."""
    for folder in (tmp_path / "fresh", tmp_path / "empty"):
        (tmp_path / "empty").mkdir(exist_ok=True)
        done = starter.portal("init", folder, GIT_CONFIG_GLOBAL=str(tmp_path / "none"))
        assert (done.returncode, done.stdout, done.stderr) == (1, "", f"{NOBODY}\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty"]
    assert starter.portal("init", tmp_path / "empty").returncode == 0


def test_init_that_fails_late_clears_up(starter: Starter, tmp_path: Path) -> None:
    """A hook from the user's own template that refuses leaves no half-made folder either."""
    hooks = tmp_path / "template" / "hooks"
    hooks.mkdir(parents=True)
    (hooks / "pre-commit").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (hooks / "pre-commit").chmod(0o755)
    done = starter.portal("init", tmp_path / "town", GIT_TEMPLATE_DIR=str(tmp_path / "template"))
    assert (done.returncode, done.stderr) == (1, "仓库的钩子没有让这次提交通过：没有说明原因\n")
    assert not (tmp_path / "town").exists()


@pytest.mark.parametrize("option", ["--name", "--jurisdiction", "--organiser"])
def test_init_refuses_a_name_that_is_none(starter: Starter, tmp_path: Path, option: str) -> None:
    """What the check would refuse is never written."""
    done = starter.portal("init", tmp_path / "town", option, "示例\n市")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("没有建仓库：\n")
    assert not (tmp_path / "town").exists()


def test_init_takes_the_jurisdiction_from_the_organiser_or_reminds(starter: Starter, tmp_path: Path) -> None:
    """No placeholder is accepted in silence, neither by init nor by check."""
    known = starter.portal("init", tmp_path / "a", "--organiser", "示例省示例市司法局")
    assert "辖区按主办单位写成「示例省示例市」；不对就改 content/portal.yaml\n" in known.stdout
    assert known.stderr == ""
    silent = starter.portal("init", tmp_path / "b")
    assert silent.stderr.splitlines() == [
        f"提醒：没有写 {option}，content/portal.yaml 里现在是「{value}（请改成自己的）」，公开以前要改"
        for option, value in (("--jurisdiction", "本辖区"), ("--organiser", "主办单位"))
    ]
    checked = starter.portal("check", "--content", tmp_path / "b")
    assert checked.returncode == 0
    assert checked.stdout.count("提醒：还是建仓库时的占位文字") == 2
