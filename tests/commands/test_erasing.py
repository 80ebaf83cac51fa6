"""./portal erase and erased: the written procedure, step by step, and what is said to those who come too early."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.commands.portal import Starter
from tests.edition.erasing import CANARY, THIRD, commit, objects, request, rewrite, withdrawn_town
from tests.edition.town import PROJECT, Town, decision, path_of, tree
from tests.history.builders import git

from disclosure.commands.erasing import erase
from disclosure.generator import build
from disclosure.model.errors import GongshiError

GROUND = ("--authority", "示例市教育局", "--ground", "个人信息保护法第四十七条", "--reason", "依法删除。")
PAGE = PROJECT / "docs" / "erasing.md"
SETTINGS, SERVER = 0, 7


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a town whose third decision is withdrawn."""
    return withdrawn_town(tmp_path / "town")


def steps() -> list[str]:
    """Return the commands of the procedure, block by block."""
    return re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_the_procedure_does_what_it_says(town: Town, starter: Starter, tmp_path: Path) -> None:
    """Every command of docs/erasing.md, in order, with a real remote and the real git filter-repo."""
    assert starter.portal("build", "--content", town.folder, "--output", tmp_path / "up").returncode == 0
    git(tmp_path, "clone", "-q", "--bare", str(town.folder), "remote.git")
    git(tmp_path, "clone", "-q", "remote.git", "clerk")
    (tmp_path / "portal").symlink_to(PROJECT / "portal")
    environment = {
        **starter.environment,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "CONTENT": "clerk",
        "REMOTE": str(tmp_path / "remote.git"),
        "SITE": (tmp_path / "up").as_uri(),
        "RECORD": THIRD,
        "TEXT": CANARY,
        "ERASE": str(tmp_path / "erase"),
        "GIT_AUTHOR_NAME": "示例经办",
        "GIT_AUTHOR_EMAIL": "clerk@example.invalid",
        "GIT_COMMITTER_NAME": "示例经办",
        "GIT_COMMITTER_EMAIL": "clerk@example.invalid",
    }
    blocks = steps()
    assert re.findall(r"export (\w+)=", blocks[SETTINGS]) == ["CONTENT", "REMOTE", "SITE", "RECORD", "TEXT", "ERASE"]
    said = ""
    for place, block in enumerate(blocks[SETTINGS + 1 :], start=SETTINGS + 1):
        folder = tmp_path / "remote.git" if place == SERVER else tmp_path
        words = ["bash", "-euo", "pipefail", "-c", block]
        done = subprocess.run(words, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, (block, done.stdout, done.stderr)
        said += done.stdout
    assert said.count("公开日志与检查点一致") == 2
    assert said.count("整个仓库的每一个对象里都没有给出的文字") == 2
    assert CANARY.encode() not in objects(tmp_path / "remote.git")
    assert [path for path, raw in tree(tmp_path / "site").items() if CANARY.encode() in raw] == []


def test_nothing_is_erased_of_what_stands_or_is_not_committed(town: Town, tmp_path: Path) -> None:
    """Each mistake has a sentence of its own, and writes nothing."""
    order = town.order(tmp_path / "site")

    def refused(record: str = THIRD, **more: str) -> str:
        with pytest.raises(GongshiError) as fault:
            erase(order, replace(request(tmp_path / "erase", record), **more))
        assert not (tmp_path / "erase").exists()
        return str(fault.value)

    assert refused(reason="") == "请用 --reason 写明向公众说明的理由"
    assert refused(authority=" ") == "请用 --authority 写明决定机关"
    grounds = "请用 --ground 写明依据，例如 --ground 《中华人民共和国个人信息保护法》第四十七条"
    assert [refused(ground=ground) for ground in ("", "依法")] == [grounds, grounds]
    assert refused(text="依法要求") == "登记是公开的，理由里不能有要抹去的文字"
    assert refused(versions="3") == ("--versions 只能写 all（已经撤下的）或者 earlier（仍然公开，只抹去以前的版本）")
    assert refused() == (
        "请用 --checkpoint 指明网站上 /log/checkpoint 的副本（curl -O 网址/log/checkpoint）；抹去以前要先核对公开日志"
    )
    assert refused(checkpoint=str(PAGE)) == f"{PAGE}：这不是检查点文件（checkpoint）"
    build(order)
    first = THIRD.replace("003", "001")
    assert refused(first) == (
        f"{first} 还在公开；请先撤下并提交。内容仍要公开、只抹去以前的版本的，加上 --versions earlier"
    )
    assert refused(first, versions="earlier") == f"content/{path_of(1)} 没有要抹去的旧版本"
    assert refused(f"{THIRD}#1") == f"{THIRD} 不是清单，没有「1」这一项"
    assert refused("") == "请写明要抹去哪一条信息，例如 agencies/jyj/decisions/2026/11/012"
    assert refused(folder=str(town.folder / "erase")) == (
        f"{town.folder / 'erase'} 在仓库里；清单不能提交，请用 --folder 另指一个"
    )
    (town.content / path_of(3)).write_text(decision(3), encoding="utf-8")
    assert refused() == f"content/{path_of(3)} 有没提交的改动；请先提交"
    (town.content / path_of(3)).unlink()
    commit(town, "删除")
    assert refused() == f"content/{path_of(3)} 的文件已经删掉；请先写一份撤下说明并提交，地址才有话可说"
    assert not (town.content / "log").exists()


def test_a_version_that_another_file_holds_today_is_not_erased(town: Town, tmp_path: Path) -> None:
    """What is withdrawn in one place and stands word for word in another has to go there first."""
    town.step({path_of(9): decision(3, facts=f"{CANARY}第二版。")})
    order = town.order(tmp_path / "site")
    build(order)
    with pytest.raises(GongshiError) as fault:
        erase(order, request(tmp_path / "erase"))
    assert str(fault.value) == (
        f"content/{path_of(9)} 现在的内容与 {path_of(3)} 要抹去的一个旧版本一字不差；请先改它或者撤下它，提交以后再来"
    )


def test_the_wrong_seed_is_found_before_anything_is_lost(town: Town, starter: Starter, tmp_path: Path) -> None:
    """A clerk without the seed of the published log would register false commitments: the checkpoint says so."""
    words = ("--content", town.folder, "--output", tmp_path / "site")
    assert starter.portal("build", *words, GONGSHI_LOG_SEED="机密").returncode == 0
    refused = starter.portal("erase", THIRD, *words, *GROUND)
    assert refused.returncode == 1
    assert "多半没有给日志的种子（GONGSHI_LOG_SEED 或者 log/seed）" in refused.stderr
    assert starter.portal("erase", THIRD, *words, *GROUND, GONGSHI_LOG_SEED="机密").returncode == 0


def test_erased_says_what_is_still_there(town: Town, starter: Starter, tmp_path: Path) -> None:
    """Before the rewriting it names what waits and every object that holds the text, and ends with 2."""
    words = ("--content", town.folder, "--output", tmp_path / "site")
    starter.portal("build", *words)
    nothing = starter.portal("erased", *words)
    assert (nothing.returncode, nothing.stderr) == (1, "没有登记过彻底删除（content/log/erased.yaml）\n")
    starter.portal("erase", THIRD, *words, *GROUND)
    commit(town)
    done = starter.portal("erased", *words, "--text", CANARY)
    assert done.returncode == 2
    assert "登记抹去 3 条，其中 0 条的内容已经不在历史里" in done.stdout
    assert "登记了彻底删除，但是 3 个版本的内容还在版本历史里" in done.stdout
    assert (
        len(re.findall(rf"^对象 [0-9a-f]{{40}}（(?:blob|commit)）里还有「{CANARY}」$", done.stdout, re.MULTILINE)) == 4
    )


def test_what_is_registered_already_is_not_registered_again(town: Town, starter: Starter, tmp_path: Path) -> None:
    """Whoever lost the folder runs the command once more: list and callback are written, the register stays."""
    words = ("--content", town.folder, "--output", tmp_path / "site")
    starter.portal("build", *words)
    starter.portal("erase", THIRD, *words, *GROUND)
    register = (town.content / "log/erased.yaml").read_bytes()
    again = starter.portal("erase", THIRD, *words, *GROUND, "--folder", tmp_path / "again")
    assert (again.returncode, again.stdout.splitlines()[:2]) == (
        0,
        [
            f"要抹去 3 个版本，公开日志里 3 条；清单在 {tmp_path}/again/list.txt",
            f"其中 3 条已经登记在 {town.content}/log/erased.yaml 的 2026-1，没有再登记",
        ],
    )
    assert (town.content / "log/erased.yaml").read_bytes() == register
    assert tree(tmp_path / "again") == tree(town.folder.parent / "erase-003")


def test_erased_names_a_missing_register_as_the_cause(town: Town, starter: Starter, tmp_path: Path) -> None:
    """Not the seed, which is as it was: the words are those of a build."""
    words = ("--content", town.folder, "--output", tmp_path / "site")
    starter.portal("build", *words)
    starter.portal("erase", THIRD, *words, *GROUND)
    rewrite(town.folder, tmp_path / "erase-003")
    (town.content / "log/erased.yaml").unlink()
    done = starter.portal("erased", *words)
    assert (done.returncode, done.stderr) == (2, "")
    assert f"（{THIRD}）的内容已经从历史里抹去，这里没有登记" in done.stdout.splitlines()[0]


def test_the_example_of_erase_can_be_typed(starter: Starter) -> None:
    """It gives all that the command asks for."""
    example = starter.portal("erase", "--help").stdout.splitlines()[1]
    assert [word in example for word in ("--authority ", "--ground ", "--reason ")] == [True, True, True]
