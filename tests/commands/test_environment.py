"""The environment: made once, from hashed locks, whole or not at all."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from disclosure.commands.environment import RUN, TESTS, explain, is_ready, missing_venv, system_install

PIN = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A project whose locks name nothing and whose program says which Python runs it."""
    for name in (RUN, TESTS):
        (tmp_path / name).write_text("# nothing\n", encoding="utf-8")
    (tmp_path / "tasks.py").write_text("import sys\nprint(sys.prefix, sys.argv[1:])\nsys.exit(2)\n", encoding="utf-8")
    return tmp_path


def start(small: Path, project: Path, *words: str, **variables: str) -> "subprocess.Popen[str]":
    """Start the environment module as the launcher does."""
    without = {name: value for name, value in os.environ.items() if name != "GONGSHI_PYTHON"}
    return subprocess.Popen(
        [sys.executable, "-m", "disclosure.commands.environment", str(small), *words],
        env={**without, "PYTHONPATH": str(project / "plugins"), "PYTHONUTF8": "1", **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def test_it_is_made_once_and_made_again_when_it_is_not_whole(small: Path, project: Path) -> None:
    """Two starts at once make one environment; an interrupted one is made anew; a ready one is left alone."""
    both = [start(small, project, "check"), start(small, project, "check")]
    said = [process.communicate() for process in both]
    made = "正在准备运行环境（第一次要一两分钟，以后不用）……\n"
    waited = "另一个命令正在准备运行环境，等它做完……\n"
    assert [out for out, _err in said] == [f"{small}/.venv ['check']\n"] * 2
    assert sorted(err for _out, err in said) == sorted([made, waited])
    assert [process.returncode for process in both] == [2, 2]

    (small / ".venv" / "gongshi.json").unlink()
    (small / ".venv" / "half").touch()
    again = start(small, project).communicate()
    assert again == (f"{small}/.venv []\n", made)
    assert not (small / ".venv" / "half").exists()

    (small / ".venv" / "kept").touch()
    assert start(small, project).communicate() == (f"{small}/.venv []\n", "")
    (small / RUN).write_text("# something else\n", encoding="utf-8")
    assert start(small, project).communicate() == (f"{small}/.venv []\n", made)
    assert (small / ".venv" / "kept").exists()


def test_a_lock_that_cannot_be_had_is_one_sentence(small: Path, project: Path, tmp_path: Path) -> None:
    """Nothing is half there: the sentence says what to do, and the environment does not count as ready."""
    (small / RUN).write_text(f"not-to-be-had==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    empty = tmp_path / "wheels"
    empty.mkdir()
    process = start(small, project, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(empty), PIP_CONFIG_FILE=os.devnull)
    out, err = process.communicate()
    sentence = (
        "软件源里没有需要的程序包；请检查网络，或 pip 所用的镜像是否完整。"
        f"再运行一次会接着装；完整记录：{small}/.cache/environment.log"
    )
    assert (process.returncode, out, err.splitlines()[1:]) == (1, "", [sentence])
    assert not is_ready(small, RUN)


def test_ready_means_this_lock_and_this_python(tmp_path: Path) -> None:
    """Another lock, another Python or a Python that is gone: not ready."""
    lock, stamp, python = tmp_path / RUN, tmp_path / ".venv" / "gongshi.json", tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    lock.write_text("a\n", encoding="utf-8")
    digest = "87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7"
    good = {"python": str(Path(sys.executable).resolve()), "locks": {RUN: digest}}

    def ready(told: object) -> bool:
        stamp.write_text(json.dumps(told), encoding="utf-8")
        return is_ready(tmp_path, RUN)

    assert ready(good)
    assert not ready({**good, "python": "/usr/bin/python0"})
    assert not ready({**good, "locks": {TESTS: digest}})
    assert not ready({**good, "locks": {RUN: "0" * 64}})
    assert not ready([])
    stamp.write_text(json.dumps(good)[:-4], encoding="utf-8")
    assert not is_ready(tmp_path, RUN)
    stamp.write_text(json.dumps(good), encoding="utf-8")
    python.unlink()
    assert not is_ready(tmp_path, RUN)


@pytest.mark.parametrize(
    ("output", "beginning"),
    [
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES …", "下载的程序包与锁文件里的校验值不符，没有安装"),
        ("OSError: [Errno 28] No space left on device", "磁盘已满；请腾出约 500 MB 再运行一次"),
        ("PermissionError: [Errno 13] Permission denied: '/srv'", "没有写 /srv/gongshi 的权限"),
        ("Retrying … Failed to establish a new connection … No matching distribution", "连不上软件源，程序包没有装上"),
        ("ERROR: No matching distribution found for numpy", "软件源里没有需要的程序包"),
        ("something nobody has seen yet", "程序包没有装上。再运行一次会接着装"),
    ],
)
def test_what_pip_says_becomes_a_sentence(output: str, beginning: str) -> None:
    """Each usual failure says what happened and what to do, and where the whole record is."""
    sentence = explain(output, Path("/srv/gongshi"), Path("/srv/gongshi/.cache/environment.log"))
    assert sentence.startswith(beginning)
    assert sentence.endswith("。再运行一次会接着装；完整记录：/srv/gongshi/.cache/environment.log")


def test_debian_without_venv_is_told_the_one_line() -> None:
    """The package is that of the running Python."""
    assert missing_venv((3, 12)) == "这台机器的 Python 缺少 venv；请先运行这一行：sudo apt-get install python3.12-venv"


def test_system_packages_are_left_alone_without_apt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where there is no apt-get, nothing is tried."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with (tmp_path / "log").open("w", encoding="utf-8") as record:
        assert not system_install(["chromium"], record)
    assert (tmp_path / "log").read_text(encoding="utf-8") == ""


def test_locks_are_hashed_host_free_and_agree(project: Path) -> None:
    """Every package has hashes, no line names a host, and the tests run on the very versions of the run time."""
    texts = {name: (project / name).read_text(encoding="utf-8") for name in (RUN, TESTS, "requirements-node.lock")}
    for name, text in texts.items():
        assert "://" not in text, name
        assert not re.search(r"^(--|-i|-f)", text, re.MULTILINE), name
        blocks = re.split(r"\n(?=[a-z0-9])", text.strip())
        assert [block for block in blocks if "--hash=sha256:" not in block] == []
    run, tests = (dict(PIN.findall(texts[name])) for name in (RUN, TESTS))
    assert {name: tests.get(name) for name in run} == run
    assert {"pelican", "numpy", "lunr", "jsonschema"} <= set(run)


def test_the_browser_lock_is_hashed_and_host_free(project: Path) -> None:
    """The lock of npm names no host, and the SHA-512 of every package."""
    lock = json.loads((project / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert "://" not in json.dumps(lock)
    assert [name for name, entry in packages.items() if not entry["integrity"].startswith("sha512-")] == []
    assert packages["node_modules/lunr"]["version"] == "2.3.9"
