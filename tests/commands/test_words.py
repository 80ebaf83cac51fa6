"""Small words of the commands: what is mistyped, what the system says, where output goes, what a log tells."""

import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.commands.portal import Starter
from tests.edition.town import Town, found, path_of

RECORD = path_of(1)
OF_CHECK = "可以写 --content、--output、--as-of、--format、--base；用法见 ./portal help check"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Town:
    """Return a small jurisdiction."""
    town = Town(tmp_path_factory.mktemp("words") / "town")
    town.step(found(1, 2))
    return town


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check", "--nope"], f"check 没有选项「--nope」；{OF_CHECK}\n"),
        (["check", "--fromat", "json"], f"check 没有选项「--fromat」，是不是「--format」；{OF_CHECK}\n"),
        (["serch"], "不认识「serch」，是不是「search」；用法见 ./portal help search\n"),
        (["init"], "init 后面少了 文件夹；用法见 ./portal help init\n"),
        (["import"], "import 后面少了 文件；用法见 ./portal help import\n"),
        (["new"], "new 后面少了 类别；用法见 ./portal help new\n"),
        (["search"], "要找什么？例如：./portal search 示例建材，或者 ./portal search --agency 教育局\n"),
    ],
)
def test_what_is_mistyped_is_said_in_words_of_the_command(starter: Starter, words: list[str], said: str) -> None:
    """Only what the command has is suggested, and what is missing has a Chinese name."""
    done = starter.portal(*words)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)


def test_help_leaves_a_gap_beside_every_option(starter: Starter) -> None:
    """The longest option decides where the words begin."""
    lines = starter.portal("help", "init").stdout.splitlines()
    assert "  --jurisdiction  辖区名称" in lines
    assert "  文件夹          建在哪里（空文件夹，或者还没有的）" in lines
    assert starter.portal("help", "help").stdout == starter.portal("help").stdout


def test_a_reader_that_has_enough_is_no_fault(starter: Starter, town: Town) -> None:
    """`./portal log | head -1` prints its line and nothing else."""
    command = f"'{starter.project}/portal' log --limit 9 --content '{town.content}' | true"
    done = subprocess.run(
        ["bash", "-c", f"{command}; exit ${{PIPESTATUS[0]}}"],
        env=starter.environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.stdout, done.stderr) == ("", "")


@pytest.mark.parametrize(
    "written",
    [
        RECORD.removesuffix(".yaml"),
        RECORD,
        f"content/{RECORD}",
        f"./content/{RECORD}",
        f"/{RECORD.removesuffix('.yaml')}/",
    ],
)
def test_a_record_is_known_by_its_id_its_file_and_its_address(starter: Starter, town: Town, written: str) -> None:
    """The log of one record, at Beijing's time as on its page."""
    done = starter.portal("log", "--content", town.content, "--record", written)
    name = RECORD.removesuffix(".yaml")
    assert (done.returncode, done.stdout) == (0, f"2026-03-02 09:00  公开  {name}  示例经办\n")


def test_a_record_that_is_not_there_ends_with_one(starter: Starter, town: Town) -> None:
    """The sentence names what may have been meant; a file that was never committed is told apart."""
    done = starter.portal("log", "--content", town.content, "--record", "agencies/jyj/decisions/2026/03/01")
    name, example = "agencies/jyj/decisions/2026/03/01", "agencies/jyj/decisions/2026/11/012"
    near = "agencies/jyj/decisions/2026/03/001、agencies/jyj/decisions/2026/03/002"
    sentence = f"没有 {name} 的记录，是不是 {near}？请核对编号，例如 {example}\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", sentence)
    (town.content / "pages/new.md").write_text("Title: 新\nSlug: new\n\n正文。\n", encoding="utf-8")
    fresh = starter.portal("log", "--content", town.content, "--record", "pages/new")
    (town.content / "pages/new.md").unlink()
    assert (fresh.returncode, fresh.stderr) == (1, "pages/new 还没有提交，没有公开记录\n")


def test_check_warns_of_a_shallow_clone(starter: Starter, tmp_path: Path) -> None:
    """A green check that could not be built would be a lie."""
    own = Town(tmp_path / "own")
    own.step(found(1))
    own.step({path_of(2): None, path_of(3): found(3)[path_of(3)]})
    clone = ["git", "clone", "--quiet", "--depth=1", own.folder.as_uri(), str(tmp_path / "shallow")]
    subprocess.run(clone, check=True, capture_output=True)
    done = starter.portal("check", "--content", tmp_path / "shallow")
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == (
        "content 提醒：这个仓库只取了一部分历史（浅克隆），公开时间算不出来，不能生成网站；请运行 git fetch --unshallow"
    )


def test_junit_counts_the_files_that_were_checked(starter: Starter, town: Town) -> None:
    """Clean content is no empty suite."""
    done = starter.portal("check", "--content", town.content, "--format", "junit")
    suite = ET.fromstring(done.stdout)  # noqa: S314  # our own output
    assert (suite.attrib["tests"], suite.attrib["failures"]) == ("13", "0")
    assert [case.attrib["name"] for case in suite] == sorted(f"content/{path}" for path in found(1, 2))


@pytest.mark.parametrize("path", [RECORD, "pages/about.md"])
def test_a_half_done_merge_has_a_sentence_of_its_own(starter: Starter, tmp_path: Path, path: str) -> None:
    """Git's marks are named, with their line and what to do."""
    town = Town(tmp_path / "town")
    town.step(found(1))
    file = town.content / path
    first, rest = file.read_text(encoding="utf-8").split("\n", 1)
    file.write_text(f"<<<<<<< HEAD\n{first}\n=======\n{first}二\n>>>>>>> 改标题\n{rest}", encoding="utf-8")
    done = starter.portal("check", "--content", town.content)
    assert done.returncode == 2
    assert done.stdout.splitlines()[0] == (
        f"content/{path}:1:1 合并时的冲突还没有解决，文件里留着「<<<<<<<」；"
        "请在两种写法里留下对的一种，删去 <<<<<<<、=======、>>>>>>> 三行，再提交"
    )


def test_a_type_of_decision_may_be_said_in_chinese(starter: Starter, tmp_path: Path) -> None:
    """处罚 and 行政处罚 mean penalty; what means nothing is said once, with a near miss."""
    town = Town(tmp_path / "town")
    town.step(found(1))
    party = ("--set", "parties[0].name=示例市晨光培训学校有限公司", "--set", "parties[0].category=法人及非法人组织")
    words = ("new", "decision", "--agency", "jyj", "--content", town.content, *party, "--set", "content=准予许可")
    day = ("--set", "title=关于晨光培训学校的决定", "--set", "decision_date=2026-03-02")
    done = starter.portal(*words, *day, "--set", "type=许可")
    assert done.returncode == 0, done.stderr
    written = next(path for path in town.content.rglob("*.yaml") if "晨光培训学校的决定" in path.read_text("utf-8"))
    assert "\ntype: permit\n" in f"\n{written.read_text('utf-8')}"
    (tmp_path / "a.csv").write_text("名称\n甲\n乙\n", encoding="utf-8")
    (tmp_path / "map.yaml").write_text("fields:\n  title: {column: 名称}\n", encoding="utf-8")
    table = ("import", tmp_path / "a.csv", "--map", tmp_path / "map.yaml", "--agency", "jyj", "--content", town.content)
    wrong = starter.portal(*table, "--type", "penlty")
    assert (wrong.returncode, wrong.stdout) == (1, "")
    assert wrong.stderr.startswith("--type：没有「penlty」这种决定，是不是「penalty」；可以写 permit（行政许可）、")
    assert wrong.stderr.count("penlty") == 1
    assert "没有「处罚」" not in starter.portal(*table, "--type", "处罚").stdout


def test_an_unknown_field_is_named_with_a_near_miss(starter: Starter, town: Town) -> None:
    """Before anything else is asked for."""
    done = starter.portal("new", "agency", "--set", "nme=示例市某局", "--content", town.content)
    assert (done.returncode, done.stderr) == (2, "没有写文件：\n没有「nme」这一项；是不是 名称（name）？\n")


def test_what_the_system_refuses_is_said_in_chinese(starter: Starter, town: Town, tmp_path: Path) -> None:
    """No English in a Chinese sentence for what happens every day."""
    table = ("import", tmp_path / "none.csv", "--map", tmp_path / "none.yaml", "--content", town.content)
    assert starter.portal(*table).stderr == f"读不了对照表 {tmp_path}/none.yaml：没有这个文件或者文件夹\n"
