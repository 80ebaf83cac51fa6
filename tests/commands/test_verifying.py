"""verify and key as people type them: over a folder and over HTTP, with the mistakes that people make."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.commands.portal import Starter
from tests.edition.town import Town, decision, found, path_of

from disclosure.history.transparency.notes import Verifier, read_signer

RECORD = "agencies/jyj/decisions/2026/03/001"
FINE = "结论：核对过的都相符；没有核对的，见「–」各行"


@pytest.fixture(scope="module")
def world(starter: Starter, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A town that made itself a key by the command, registered it and built; an earlier site beside it."""
    folder = tmp_path_factory.mktemp("world")
    town = Town(folder / "town")
    town.step(found(1, 2))
    build = ("build", "--content", town.folder, "--output")
    assert starter.portal(*build, folder / "before", GONGSHI_LOG_SEED="s").returncode == 0
    done = starter.portal("key", folder / "gongshi.pem", "--content", town.folder)
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.partition("log:\n")[2].partition("\n\n")[0]
    (folder / "key").write_text(lines.partition("key: ")[2].partition("\n")[0], encoding="utf-8")
    portal = f"{found(1)['portal.yaml']}log:\n{lines}\n"
    town.step({"portal.yaml": portal, path_of(2): decision(2, facts="改了。")}, "登记公钥")
    done = starter.portal(
        *build, folder / "site", GONGSHI_LOG_KEY_FILE=str(folder / "gongshi.pem"), GONGSHI_LOG_SEED="s"
    )
    assert done.returncode == 0, done.stderr
    return folder


def size_of(site: Path) -> int:
    """Return how many leaves a site's log has."""
    return int((site / "log/checkpoint").read_text(encoding="utf-8").split("\n")[1])


def summary(site: Path) -> str:
    """Return what is said of the town's pages: two decisions and an agency, one of them changed."""
    return (
        "✓ 日志里的 3 个记录页面都在，一个不少；各页的事件正是日志里的 4 条，显示的内容由最后一条证明；附件 0 个；"
        f"另有 {size_of(site) - 4} 条是设置、附件和从未公开的内容，不写名字"
    )


def test_a_key_is_written_for_its_owner_alone_and_never_over_another(starter: Starter, world: Path) -> None:
    """What portal.yaml must say is printed; the file is not touched a second time."""
    path = world / "gongshi.pem"
    raw = path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    verifier = read_signer(raw, "gongshi/log").verifier
    assert Verifier.parse((world / "key").read_text(encoding="utf-8")) == verifier
    again = starter.portal("key", path, "--name", "gongshi/log")
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr == f"{path} 已经有了，没有改动；请换一个文件名，旧的私钥不要覆盖\n"
    assert path.read_bytes() == raw
    nameless = starter.portal("key", world / "other.pem")
    assert nameless.stderr == "请用 --content 指明内容仓库（公钥里要写日志的名称），或者用 --name 写出名称\n"
    assert not (world / "other.pem").exists()


@pytest.mark.parametrize("name", ["有 空格", "a+b", ""])
def test_a_name_that_no_key_may_have_is_refused(starter: Starter, tmp_path: Path, name: str) -> None:
    """The form of a public key leaves no room for them."""
    done = starter.portal("key", tmp_path / "key.pem", "--name", name)
    assert done.returncode == 1
    assert not (tmp_path / "key.pem").exists()


def test_a_folder_is_verified_with_everything(starter: Starter, world: Path) -> None:
    """Key, earlier checkpoint and repository: not one dash."""
    key = (world / "key").read_text(encoding="utf-8")
    before = world / "before/log/checkpoint"
    site, town = world / "site", world / "town"
    done = starter.portal("verify", site, "--key", key, "--against", before, "--repo", town, GONGSHI_LOG_SEED="s")
    assert (done.returncode, done.stderr) == (0, "")
    short = "+".join(key.split("+")[:2])
    build = json.loads((site / "build.json").read_bytes())
    number = sum(path.is_file() for path in site.rglob("*"))
    assert done.stdout.splitlines() == [
        f"✓ 检查点由您给的公钥 {short} 签名",
        f"✓ 检查点由网站登记的公钥 {short} 签名",
        f"✓ build.json 与检查点相符：{build['as_of']} 由提交 {build['commit'][:10]} 生成",
        f"✓ 日志有 {size_of(site)} 条，每一条都在，算出的根与检查点相同",
        "✓ 日志的散列文件（tile）都与条目一致",
        summary(site),
        f"✓ {number} 个文件的摘要与检查点相同：没有一个字节改过",
        f"✓ 与 {before} 一致：那时的 {size_of(world / 'before')} 条原样都在，后来又添了 2 条",
        f"✓ 日志的 {size_of(site)} 条正是仓库里的历史，内容也逐条相同",
        f"✓ 从仓库重新生成的 {number} 个文件与网站逐字节相同",
        FINE,
    ]


def test_a_seed_that_everybody_knows_is_said(starter: Starter, world: Path, tmp_path: Path) -> None:
    """A portal that never made itself a secret is told what that means."""
    assert starter.portal("build", "--content", world / "town", "--output", tmp_path / "open").returncode == 0
    done = starter.portal("verify", tmp_path / "open")
    wanted = "– 日志没有自己的种子（log/seed），盐是谁都算得出的：次序和完整照样证明，撤下的内容却可以猜着核对"
    assert wanted in done.stdout.splitlines()
    assert wanted not in starter.portal("verify", world / "site").stdout.splitlines()


def test_an_address_is_verified_as_far_as_it_can_be(
    starter: Starter, world: Path, serve: Callable[..., str], tmp_path: Path
) -> None:
    """Below a path of its server; a page that was taken away is missed; an older checkpoint by its address."""
    address = serve(world / "site", "/gs")
    before = f"{serve(world / 'before')}/log/checkpoint"
    done = starter.portal("verify", f"{address}/", "--against", before)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-5:] == [
        "– 按网址只能沿着日志找页面，多出来的页面看不到；要看全部文件，请核对网站的文件夹",
        summary(world / "site"),
        "– 按网址看不到全部文件，没有核对检查点里全部文件的摘要",
        f"✓ 与 {before} 一致：那时的 {size_of(world / 'before')} 条原样都在，后来又添了 2 条",
        FINE,
    ]
    shutil.copytree(world / "site", tmp_path / "less")
    shutil.rmtree(tmp_path / "less" / RECORD)
    address = serve(tmp_path / "less")
    done = starter.portal("verify", address)
    assert done.returncode == 2
    assert f"✗ {RECORD}：没有 {RECORD}/index.json：记录被拿掉" in done.stdout.splitlines()
    assert done.stdout.splitlines()[-1] == f"结论：有 1 处不符，{address} 不可信"


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("/nowhere/at/all",), "没有文件夹 /nowhere/at/all；请写网站的文件夹，或者 http(s) 网址"),
        (("ftp://example.invalid/",), "「ftp://example.invalid/」：网址要用 http:// 或者 https:// 开头"),
        (("{site}", "--key", "abc"), "--key：「abc」不是公钥；写法是 名称+编号+编码"),
        (("{site}", "--against", "/nowhere/cp"), "--against /nowhere/cp：没有这个检查点；请核对路径或者网址"),
        (("{site}", "--against", "{site}/build.json"), "--against {site}/build.json：这不是检查点文件（checkpoint）"),
        (("{site}", "--repo", "/nowhere"), "--repo /nowhere 不是内容仓库；请写 git 克隆所在的文件夹"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(
    starter: Starter, world: Path, words: tuple[str, ...], sentence: str
) -> None:
    """Nothing that a person mistypes ends in a traceback."""
    site = str(world / "site")
    done = starter.portal("verify", *[word.replace("{site}", site) for word in words])
    assert (done.returncode, done.stderr) == (1, f"{sentence.replace('{site}', site)}\n")


def test_a_silent_server_is_said(starter: Starter) -> None:
    """Nobody listens there."""
    done = starter.portal("verify", "http://127.0.0.1:9/gs/")
    assert done.returncode == 1
    assert done.stderr.startswith("连不上 http://127.0.0.1:9/gs/log/checkpoint：")
    assert done.stderr.endswith("；请核对网址和网络\n")


def test_a_folder_that_is_no_site_is_not_proved(starter: Starter, tmp_path: Path) -> None:
    """An empty folder, and a site without history."""
    done = starter.portal("verify", tmp_path)
    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout.splitlines()[0] == "✗ 没有检查点 log/checkpoint：这个网站没有公开日志，或者日志被拿掉"


def test_what_a_hostile_site_says_does_not_reach_the_terminal_as_it_is(
    starter: Starter, world: Path, tmp_path: Path
) -> None:
    """Control characters and half characters are shown as what nobody can read."""
    shutil.copytree(world / "site", tmp_path / "site")
    page = tmp_path / "site" / RECORD / "index.json"
    told = json.loads(page.read_bytes())
    page.write_text(json.dumps({**told, "id": "\x1b[2J\ud800"}), encoding="utf-8")
    done = starter.portal("verify", tmp_path / "site")
    assert (done.returncode, done.stderr) == (2, "")
    assert f"✗ {RECORD}：写的编号是「\ufffd[2J\ufffd」：页面被改过" in done.stdout.splitlines()


def test_any_rfc_6962_tool_agrees(world: Path) -> None:
    """The edition's digest as docs/transparency.md has it, typed into a shell."""
    shell = (
        "find . -type f ! -path ./build.json ! -path ./log/checkpoint -printf '%P\\n' | LC_ALL=C sort"
        " | xargs -d '\\n' sha256sum | sha256sum | cut -d' ' -f1; sha256sum < build.json | cut -d' ' -f1"
    )
    done = subprocess.run(["sh", "-c", shell], cwd=world / "site", capture_output=True, check=True, encoding="utf-8")
    edition, build = done.stdout.split()
    assert (world / "site/log/checkpoint").read_text(encoding="utf-8").split("\n")[3:5] == [
        f"edition {edition}",
        f"build {build}",
    ]
