"""The launcher: from any folder, with any fitting Python, and in words where there is none."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest


def launch(
    portal: Path, words: Sequence[str], variables: dict[str, str], folder: Path
) -> subprocess.CompletedProcess[str]:
    """Run the launcher in a folder with just these variables."""
    return subprocess.run(
        [str(portal), *words],
        cwd=folder,
        env=variables,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def ours(quiet_variables: dict[str, str]) -> dict[str, str]:
    """Variables with which the launcher uses the Python of the tests."""
    return {**quiet_variables, "GONGSHI_PYTHON": sys.executable}


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder of programs with which the launcher itself can run: no git, no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "dirname", "readlink"):
        found = next(Path(place, name) for place in ("/bin", "/usr/bin") if Path(place, name).exists())
        (folder / name).symlink_to(found)
    return folder


def program(folder: Path, name: str, script: str) -> None:
    """Put a program of one shell line into a folder."""
    (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / name).chmod(0o755)


def test_alone_it_lists_every_command_with_an_example(project: Path, ours: dict[str, str], tmp_path: Path) -> None:
    """Without a word it shows each command in Chinese, with one example, from any folder and through a link."""
    link = tmp_path / "gs"
    link.symlink_to(project / "portal")
    done = launch(link, [], ours, tmp_path)
    lines = done.stdout.splitlines()
    names = [line.split()[0] for line in lines if line.startswith("  ") and not line.strip().startswith("例：")]
    examples = [line.strip() for line in lines if line.strip().startswith("例：")]
    assert (done.returncode, done.stderr) == (0, "")
    described = re.findall(r"^\| `\./portal ([a-z]+)", (project / "README.md").read_text("utf-8"), re.MULTILINE)
    assert sorted(names) == sorted(described)
    assert [example.split()[1] for example in examples] == names


@pytest.mark.parametrize(
    ("words", "ending"),
    [
        (["--version"], (0, "")),
        (["buidl"], (1, "不认识「buidl」，是不是「build」；用法见 ./portal help build\n")),
        (["check", "--content", "nowhere"], (2, "没有内容文件夹 {folder}/nowhere；请用 --content 指明")),
    ],
)
def test_exit_codes_come_through(
    project: Path, ours: dict[str, str], tmp_path: Path, words: list[str], ending: tuple[int, str]
) -> None:
    """0, 1 and 2 of a command are those of the launcher; a relative path is meant from where the person is."""
    done = launch(project / "portal", words, ours, tmp_path)
    code, said = ending
    assert done.returncode == code
    assert done.stderr.startswith(said.format(folder=tmp_path)), done.stderr


def test_a_python_that_does_not_fit_is_named(project: Path, ours: dict[str, str], tmp_path: Path) -> None:
    """GONGSHI_PYTHON has to be a Python that fits."""
    done = launch(project / "portal", [], {**ours, "GONGSHI_PYTHON": "/nowhere/python"}, tmp_path)
    sentence = "GONGSHI_PYTHON 指的 /nowhere/python 不是 Python 3.11 至 3.14；请改正，或者取消这个变量\n"
    assert (done.returncode, done.stdout, done.stderr) == (1, "", sentence)


def test_without_git_it_says_what_to_install(project: Path, bare: Path, tmp_path: Path) -> None:
    """No git: one line to type."""
    done = launch(project / "portal", [], {"PATH": str(bare)}, tmp_path)
    assert (done.returncode, done.stderr) == (1, "没有找到 git；请先安装，例如：sudo apt-get install git\n")


def test_without_a_fitting_python_it_says_what_to_install(project: Path, bare: Path, tmp_path: Path) -> None:
    """A Python that is too old counts as none."""
    program(bare, "git", "exit 0")
    program(bare, "python3", "exit 1")
    done = launch(project / "portal", [], {"PATH": str(bare)}, tmp_path)
    sentence = "没有找到 Python 3.11 至 3.14；请先安装，例如：sudo apt-get install python3 python3-venv\n"
    assert (done.returncode, done.stderr) == (1, sentence)


def test_an_unfit_python3_is_passed_over(project: Path, bare: Path, tmp_path: Path) -> None:
    """Where python3 is too old, a newer one beside it is taken, with plugins on its path and UTF-8 on."""
    program(bare, "git", "exit 0")
    program(bare, "python3", "exit 1")
    program(bare, "python3.12", '[ "$1" = -c ] || echo "$PYTHONUTF8 $PYTHONPATH $*"')
    done = launch(project / "portal", ["check", "a b"], {"PATH": str(bare)}, tmp_path)
    expected = f"1 {project}/plugins -m disclosure.commands.environment {project} check a b\n"
    assert (done.returncode, done.stdout, done.stderr) == (0, expected, "")


def test_the_launcher_is_a_program(project: Path) -> None:
    """It can be started as it comes from git."""
    assert os.access(project / "portal", os.X_OK)
    assert os.access(project / ".ci" / "run", os.X_OK)
