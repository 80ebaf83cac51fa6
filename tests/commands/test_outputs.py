"""Where a site is put: never over somebody else's things, never by two builds at once, in Pelican's own run alike."""

import fcntl
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.commands.portal import Starter
from tests.edition.town import Town, found, tree

PROGRESS = re.compile(r"(?m)^\S+ \d+/\d+\n")
"""What a build that takes more than a moment tells meanwhile."""


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a small jurisdiction."""
    town = Town(tmp_path / "town")
    town.step(found(*range(1, 40)))
    return town


def test_two_builds_at_once_leave_a_whole_site(starter: Starter, town: Town, tmp_path: Path) -> None:
    """One of them builds, the other says so and ends with 1; the site is that of a build alone."""
    site, alone = tmp_path / "site", tmp_path / "alone"
    words = ("build", "--content", town.content, "--output")
    both = [starter.begin(*words, site) for _turn in range(2)]
    ends = sorted((process.wait(), PROGRESS.sub("", process.communicate()[1])) for process in both)
    busy = f"另一个命令正在往 {site} 生成网站；请等它做完再运行，原来的网站没有动\n"
    assert ends == [(0, ""), (1, busy)]
    assert starter.portal(*words, alone).returncode == 0
    assert tree(site) == tree(alone)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["alone", "site", "town"]


def test_check_waits_for_a_build(starter: Starter, town: Town, tmp_path: Path) -> None:
    """A check while a build runs ends as it would alone."""
    words = ("--content", town.content, "--output", tmp_path / "site")
    build, check = starter.begin("build", *words), starter.begin("check", *words)
    assert [(build.communicate(), build.wait())[1], (check.communicate(), check.wait())[1]] == [0, 0]


def test_a_lock_that_was_left_behind_holds_nobody_up(starter: Starter, town: Town, tmp_path: Path) -> None:
    """The system lets go of a dead process's lock; only one that is held counts."""
    lock, site = tmp_path / ".site.lock", tmp_path / "site"
    lock.touch()
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        assert starter.portal("build", "--content", town.content, "--output", site).returncode == 1
    assert starter.portal("build", "--content", town.content, "--output", site).returncode == 0


@pytest.mark.parametrize("way", ["portal", "pelican"])
def test_a_folder_with_other_things_is_refused(starter: Starter, town: Town, tmp_path: Path, way: str) -> None:
    """Nothing of somebody else's is ever replaced, nor a folder whose build.json says something else."""
    site = tmp_path / "home"
    site.mkdir()
    (site / "thesis.txt").write_text("三年心血", encoding="utf-8")
    (site / "build.json").write_text("{}", encoding="utf-8")
    if way == "portal":
        done = starter.portal("build", "--content", town.content, "--output", site)
    else:
        done = starter.pelican(town.content, site)
    assert (done.returncode, done.stdout, done.stderr) == (
        1,
        "",
        f"{site} 里有东西，又不是本工具生成的网站；请用 --output 指一个空的（或者还没有的）文件夹\n",
    )
    assert tree(site) == {"build.json": b"{}", "thesis.txt": "三年心血".encode()}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", "town"]


def test_an_output_in_the_content_is_refused(starter: Starter, town: Town) -> None:
    """Nothing is written, so that the next check is not troubled by it."""
    site = town.content / "site"
    for done in (
        starter.portal("build", "--content", town.content, "--output", site),
        starter.pelican(town.content, site),
    ):
        sentence = f"输出文件夹 {site} 在内容文件夹里；请用 --output 另指一个，放在内容文件夹以外\n"
        assert (done.returncode, done.stdout, done.stderr) == (1, "", sentence)
    assert not site.exists()


def test_a_file_that_is_missing_in_place_comes_back(starter: Starter, town: Town, tmp_path: Path) -> None:
    """A build looks whether what it wrote earlier still stands."""
    words = ("build", "--content", town.content, "--output", tmp_path / "site")
    starter.portal(*words)
    before = tree(tmp_path / "site")
    (tmp_path / "site" / "agencies" / "index.html").unlink()
    assert starter.portal(*words).returncode == 0
    assert tree(tmp_path / "site") == before


def test_pelican_tells_what_is_wrong_as_build_does(starter: Starter, town: Town, tmp_path: Path) -> None:
    """The same sentences and exit codes, none of Pelican's own lines."""
    sound = starter.pelican(town.content, tmp_path / "site")
    assert (sound.returncode, sound.stderr) == (0, "")
    assert sound.stdout.startswith(f"网站在 {tmp_path}/site：行政执法主体 1，行政执法决定 39。")
    assert "Processed" not in sound.stdout
    (town.content / "agencies/jyj/broken.yaml").write_text("name: 甲\n", encoding="utf-8")
    theirs = starter.pelican(town.content, tmp_path / "site")
    ours = starter.portal("build", "--content", town.content, "--output", tmp_path / "site")
    assert (theirs.returncode, theirs.stdout, theirs.stderr) == (2, "", ours.stderr)
    assert "content/agencies/jyj/broken.yaml 这里不该有这个文件" in theirs.stderr


def test_pelican_tells_of_a_shallow_clone_and_of_a_broken_template(
    starter: Starter, town: Town, tmp_path: Path
) -> None:
    """Faults of the tool's surroundings are sentences too, with exit code 1."""
    clone = ["git", "clone", "--quiet", "--depth=1", town.folder.as_uri(), str(tmp_path / "shallow")]
    subprocess.run(clone, check=True, capture_output=True)
    shallow = starter.pelican(tmp_path / "shallow" / "content", tmp_path / "site")
    sentence = "这个仓库只取了一部分历史（浅克隆），公开时间算不出来；请先运行 git fetch --unshallow，再生成网站\n"
    assert (shallow.returncode, shallow.stdout, shallow.stderr) == (1, "", sentence)
    house = house_copy(starter.project, tmp_path / "house")
    page = house / "theme/templates/page.html"
    page.write_text(page.read_text(encoding="utf-8") + "{% if %}\n", encoding="utf-8")
    broken = Starter(house, starter.variables).pelican(town.content, tmp_path / "site")
    assert (broken.returncode, broken.stdout) == (1, "")
    assert re.fullmatch(r"模板 theme/templates/page\.html 第 \d+ 行写错了：.*；请改正后再生成\n", broken.stderr)


def test_the_demonstration_is_the_same_in_every_command(starter: Starter, tmp_path: Path) -> None:
    """Where no content is named, check, build, log and Pelican speak of the replayed years; a named one is as it is."""
    house = house_copy(starter.project, tmp_path / "house")
    own = Starter(house, starter.variables)
    for words in (("init", "-q"), ("add", "."), ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "all")):
        subprocess.run(["git", "-C", str(house), *words], check=True, capture_output=True)
    checked, told = own.portal("check"), own.portal("log", "--limit", "1")
    built = own.portal("build", "--output", tmp_path / "ours")
    pelican = own.pelican(house / "content", tmp_path / "theirs")
    named = own.portal("check", "--content", house / "content")
    counts = checked.stdout.splitlines()[-1].partition("（")[2].partition("）")[0]
    assert [done.returncode for done in (checked, told, built, pelican, named)] == [0, 0, 0, 0, 0], built.stderr
    assert f"：{counts}。" in built.stdout
    assert f"：{counts}。" in pelican.stdout
    assert tree(tmp_path / "ours") == tree(tmp_path / "theirs")
    assert "版本历史被改写过" not in checked.stdout + named.stdout + own.portal("check").stdout
    assert re.match(r"2026-[0-9-]+ [0-9:]+  \S+  \S+", told.stdout)


def house_copy(project: Path, house: Path) -> Path:
    """Return a copy of the project, without its history, which a test may break."""
    house.mkdir()
    for name in ("plugins", "schemas", "theme", "content", "demo"):
        shutil.copytree(project / name, house / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pelicanconf.py", "package-lock.json", "portal", "tasks.py", ".gitignore"):
        shutil.copy(project / name, house / name)
    shutil.copytree(project / ".cache" / "npm", house / ".cache" / "npm")
    return house
