"""The commands as people start them: real processes on a real content repository."""

import hashlib
import json
import re
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.reading import files

Portal = Callable[..., "subprocess.CompletedProcess[str]"]
AGENCY = "agencies/jyj/agency.yaml"
DECISION = ("type=permit", "title=关于晨光培训学校办学许可的决定", "decision_date=2026-03-02", "content=准予许可")
PARTY = ("parties[0].name=示例市晨光培训学校有限公司", "parties[0].category=法人及非法人组织")


@pytest.fixture(scope="module")
def portal(project: Path, quiet_variables: dict[str, str]) -> Portal:
    """A function that runs ./portal with some words, and answers no question."""
    variables = {**quiet_variables, "GONGSHI_PYTHON": sys.executable, "SOURCE_DATE_EPOCH": "1795132800"}

    def run(*words: str | Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [project / "portal", *words],
            env=variables,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    return run


@pytest.fixture(scope="module")
def town(portal: Portal, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A content repository made by init, with one agency and one decision made by new."""
    folder = tmp_path_factory.mktemp("town") / "repository"
    steps = [
        ("init", folder, "--name", "示例市行政执法公示", "--organiser", "示例市司法局"),
        ("new", "agency", "--slug", "jyj", "--set", "name=示例市教育局", "--content", folder),
        (
            "new",
            "decision",
            "--agency",
            "jyj",
            *(w for a in (*DECISION, *PARTY) for w in ("--set", a)),
            "--content",
            folder,
        ),
    ]
    for words in steps:
        done = portal(*words)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def site(portal: Portal, town: Path) -> Path:
    """The site of the town, built by build."""
    output = town.parent / "site"
    done = portal("build", "--content", town, "--output", output)
    assert done.returncode == 0, done.stderr
    summary = (
        rf"网站在 {output}：行政执法主体 1，行政执法决定 1。\d+ 个文件，这次更新 \d+ 个、删除 0 个，用时 [\d.]+ 秒\n"
    )
    assert re.fullmatch(summary, done.stdout), done.stdout
    return output


def test_check_says_what_it_saw(portal: Portal, town: Path, site: Path) -> None:
    """Sound content ends with 0, whether the repository or its content folder is named."""
    assert site.is_dir()
    for content in (town, town / "content"):
        done = portal("check", "--content", content)
        assert (done.returncode, done.stderr) == (0, "")
        held = "33 个文件（行政执法主体 1，行政执法决定 1）"
        assert done.stdout.endswith(f"\n看过 {town}/content：{held}，0 处错误，16 处提醒。\n")


def test_wrong_content_ends_with_two_and_keeps_the_site(portal: Portal, town: Path, site: Path) -> None:
    """Check names the place in text, JSON and JUnit; build refuses, and the site that is up stays as it is."""
    broken = town / "content" / "agencies" / "jyj" / "broken.yaml"
    before = {path: path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()}
    broken.write_text("name: 甲\n", encoding="utf-8")
    try:
        text = portal("check", "--content", town)
        as_json = portal("check", "--content", town, "--format", "json")
        junit = portal("check", "--content", town, "--format", "junit")
        built = portal("build", "--content", town, "--output", site)
    finally:
        broken.unlink()
    assert [done.returncode for done in (text, as_json, junit, built)] == [2, 2, 2, 2]
    line = "content/agencies/jyj/broken.yaml 这里不该有这个文件；请按目录结构放置，或者删去它"
    assert text.stdout.splitlines()[-2:] == [
        line,
        f"看过 {town}/content：34 个文件（行政执法主体 1，行政执法决定 1），1 处错误，16 处提醒。",
    ]
    assert line in built.stderr.splitlines()
    assert "content/agencies/jyj/broken.yaml" in json.dumps(json.loads(as_json.stdout))
    assert ET.fromstring(junit.stdout).find(".//failure") is not None  # noqa: S314  # our own output
    assert built.stderr.splitlines()[-1] == "内容有 1 处错误，没有生成网站；原来的网站没有动"
    assert {path: path.read_bytes() for path in sorted(site.rglob("*")) if path.is_file()} == before


def test_search_finds_and_log_tells(portal: Portal, town: Path, site: Path) -> None:
    """What was built is found by three characters of a name; the log has what was committed."""
    found = portal("search", "光培训", "许可", "--output", site)
    assert (found.returncode, found.stderr) == (0, "")
    assert "关于晨光培训学校办学许可的决定" in found.stdout
    assert portal("search", "不存在的词", "--output", site).returncode == 0
    told = portal("log", "--content", town)
    assert (told.returncode, told.stderr) == (0, "")


def test_search_narrows_sorts_and_writes_a_table(portal: Portal, site: Path, tmp_path: Path) -> None:
    """Options narrow by title or key, words or not; --facets counts, --json is for programs, --csv for spreadsheets."""
    narrowed = portal("search", "--agency", "教育局", "--kind", "行政许可", "--sort", "date", "--output", site)
    assert (narrowed.returncode, narrowed.stderr) == (0, "")
    assert narrowed.stdout.startswith("符合条件的信息：1 件\n1. 关于晨光培训学校办学许可的决定\n")
    counted = portal("search", "晨光", "--facets", "--year", "2026", "--output", site)
    assert "机关：示例市教育局 1\n年份：2026年 1\n月份：2026年3月 1\n" in counted.stdout
    told = json.loads(portal("search", "晨光", "--json", "--kind", "decision", "--output", site).stdout)
    assert (told["total"], told["exact"]) == (1, True)
    assert told["facets"]["agency"]["values"] == [{"key": "jyj", "title": "示例市教育局", "number": 1}]
    done = portal("search", "晨光", "--csv", tmp_path / "a.csv", "--output", site)
    assert (done.returncode, done.stdout) == (0, f"1 件，写在 {tmp_path}/a.csv\n")
    assert (tmp_path / "a.csv").read_bytes().startswith("\ufeff标题,类别,文号,机关,日期,".encode())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "要找什么？例如：./portal search 示例建材，或者 ./portal search --agency 教育局\n"),
        (
            ("晨光", "--sort", "newest"),
            "--sort 没有「newest」；可以写 relevance（最相关）、date（最新）、amount（金额最高）\n",
        ),
        (("--agency", "税务"), "没有信息的机关是「税务」；有的是示例市教育局\n"),
        (("晨光", "--agency", "--year", "2026"), "--agency 后面要写一个值；用法见 ./portal help search\n"),
        (("晨光", "--csv", "/"), "写不了文件 /；请换一个地方\n"),
    ],
)
def test_a_search_that_cannot_be_is_a_sentence(portal: Portal, site: Path, words: tuple[str, ...], said: str) -> None:
    """What is missing or unknown is said in words, with what there is."""
    done = portal("search", "--output", site, *words)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", said)


def test_the_log_says_nothing_of_a_stub(portal: Portal, town: Path, tmp_path: Path) -> None:
    """What may not be published was never public: it has no line, and asking for it gets an answer in words."""
    own = tmp_path / "own"
    shutil.copytree(town, own)
    stub = "agencies/jyj/decisions/2026/03/099"
    text = 'type: penalty\ndecision_date: "2026-03-02"\npublish: false\nreason_code: 未成年人\n'
    file = own / "content" / f"{stub}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    who = ("-c", "user.name=甲", "-c", "user.email=jia@example.invalid")
    subprocess.run(["git", "-C", own, "add", "."], check=True)
    subprocess.run(["git", "-C", own, *who, "commit", "-qm", "登记"], check=True)
    told = portal("log", "--content", own, "--limit", "1000")
    assert (told.returncode, stub in told.stdout) == (0, False)
    asked = portal("log", "--content", own, "--record", stub)
    assert (asked.returncode, asked.stderr) == (1, f"{stub} 依法不予公开，从来没有公开过，没有公开记录\n")


def test_search_without_a_site_says_what_to_do(portal: Portal, tmp_path: Path) -> None:
    """No site, no search: the sentence names the command that makes one."""
    done = portal("search", "晨光", "--output", tmp_path / "none")
    assert (done.returncode, done.stderr) == (1, f"{tmp_path}/none 里还没有网站；请先运行 ./portal build\n")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            ("check", "--format", "xml"),
            1,
            "--format 没有「xml」；可以写 text、json、junit、github、codequality、markdown\n",
        ),
        (("new", "decison"), 1, "没有「decison」这一类，是不是「decision」；可以写 agency（"),
        (
            ("new", "decision", "--agency", "jyj", "--set", "bad"),
            1,
            "--set「bad」要写成 字段=值，例如 --set title=某某决定\n",
        ),
        (("import", "none.csv", "--map", "none.yaml"), 1, ""),
        (("log", "--limit", "0"), 1, "--limit 要写 1 以上的整数\n"),
    ],
)
def test_wrong_options_are_said(portal: Portal, town: Path, words: tuple[str, ...], code: int, said: str) -> None:
    """A wrong option is a sentence and exit code 1, never a traceback."""
    done = portal(*words, "--content", town)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith(said)
    assert "Traceback" not in done.stderr
    assert "程序自身出了错" not in done.stderr


def test_serve_builds_serves_and_stops(
    project: Path, town: Path, quiet_variables: dict[str, str], tmp_path: Path
) -> None:
    """The address is printed once the site is there; Ctrl+C ends it with 0; a taken port is said before any work."""
    variables = {**quiet_variables, "GONGSHI_PYTHON": sys.executable}
    words = [str(project / "portal"), "serve", "--content", str(town), "--output", str(tmp_path / "out"), "--port"]
    signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background it may be ignored
    with subprocess.Popen([*words, "0"], env=variables, stdout=subprocess.PIPE, encoding="utf-8") as serving:
        assert serving.stdout
        lines = [serving.stdout.readline() for _line in range(2)]
        address = re.fullmatch(r"请用浏览器打开 (http://127\.0\.0\.1:(\d+)/)　（按 Ctrl\+C 停止）\n", lines[1])
        assert address, lines
        with urllib.request.urlopen(address[1], timeout=10) as page:  # noqa: S310  # matched above
            assert "示例市行政执法公示" in page.read().decode()
        second = subprocess.run([*words, address[2]], env=variables, capture_output=True, encoding="utf-8", check=False)
        serving.send_signal(signal.SIGINT)
        assert serving.stdout.read() == "\n已停止\n"
    assert serving.returncode == 0
    port = int(address[2])
    sentence = f"端口 {port} 已被占用；请用 --port 换一个，例如 --port {port + 1}，或者 --port 0 由系统挑选\n"
    assert (second.returncode, second.stdout, second.stderr) == (1, "", sentence)


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
ROWS = """名称,文号,日期,当事人,内容
关于远山商贸的处罚决定,示教罚〔2026〕1号,2026年3月5日,示例市远山商贸有限公司,罚款三万元
日期不清的决定,示教罚〔2026〕2号,春天,示例市远山商贸有限公司,罚款三万元
"""


def test_import_writes_says_and_commits(portal: Portal, town: Path, tmp_path: Path) -> None:
    """The good row becomes a file, committed with the import trailer; the bad one is named; the end is 2."""
    own = shutil.copytree(town, tmp_path / "repository")
    (tmp_path / "表.csv").write_text(ROWS, encoding="gb18030")
    (tmp_path / "map.yaml").write_text(json.dumps(MAPPING, ensure_ascii=False), encoding="utf-8")
    words = ["--map", tmp_path / "map.yaml", "--type", "penalty", "--agency", "jyj", "--content", own, "--commit"]
    done = portal("import", tmp_path / "表.csv", *words)
    lines = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (2, "")
    assert lines[0].startswith("表.csv 第 3 行「日期」：")
    assert "表.csv：共 2 行，新写入 1，没有收 1。" in lines
    git = ["git", "-C", str(own), "show", "--no-color", "--name-only", "--format=%(trailers:only,unfold)"]
    shown = subprocess.run(git, capture_output=True, encoding="utf-8", check=True).stdout
    digest = hashlib.sha256((tmp_path / "表.csv").read_bytes()).hexdigest()[:12]
    assert shown.split() == [
        "Gongshi-Import:",
        "表.csv",
        digest,
        "content/agencies/jyj/decisions/2026/03/sjf-2026-1.yaml",
    ]
    again = portal("import", tmp_path / "表.csv", *words)
    assert "表.csv：共 2 行，已有且相同 1，没有收 1。" in again.stdout.splitlines()


def test_import_without_a_mapping_says_what_is_missing(portal: Portal, town: Path) -> None:
    """A table cannot be read without its mapping."""
    done = portal("import", "a.csv", "--content", town)
    sentence = "请用 --map 写明对照文件：表格的哪一列是记录的哪一项；例子见 bench/maps/\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", sentence)


def test_clean_takes_the_maker_out_of_a_file(portal: Portal, tmp_path: Path) -> None:
    """It says what it took out; a second time there is nothing to do, and a file it cannot read it leaves alone."""
    file = tmp_path / "juedingshu.pdf"
    file.write_bytes(files.pdf_by_somebody())
    assert portal("clean", file).stdout == f"清除了文档属性的作者：{file}\n"
    assert files.MAKER.encode() not in file.read_bytes()
    assert portal("clean", file).stdout == f"{file} 里没有要清除的信息，没有改动\n"
    file.write_bytes(b"no pdf")
    done = portal("clean", file)
    assert (done.returncode, file.read_bytes()) == (1, b"no pdf")
    assert f"{file}：内容不是 PDF、PNG、JPEG、XLSX 或者 DOCX" in done.stderr
