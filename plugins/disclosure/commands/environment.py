"""The Python environment of the commands: `.venv`, made from the hashed locks. Runs on the standard library alone."""

import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NoReturn

from disclosure.model.errors import GongshiError
from disclosure.model.language import _
from disclosure.model.system import reason_of

RUN = "requirements.lock"
TESTS = "requirements-test.lock"
NODE = "requirements-node.lock"
TEST_COMMANDS = frozenset({"test", "lint"})
VARIABLES_OF_PIP = ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_REQUIRE_VIRTUALENV", "PYTHONPATH", "PYTHONHOME")
FAULTS = (
    ("DO NOT MATCH THE HASHES", "下载的程序包与锁文件里的校验值不符，没有安装；请检查软件源或镜像是否被改动"),
    ("No space left", "磁盘已满；请腾出约 500 MB 再运行一次"),
    ("Permission denied", "没有写 {project} 的权限；请换一个有权限的用户，或者把项目放到自己的文件夹里"),
    ("No matching distribution", "软件源里没有需要的程序包；请检查网络，或 pip 所用的镜像是否完整"),
)


def main(project: Path, arguments: Sequence[str]) -> int:
    """Make the environment where it is missing or stale, and become the command; a fault is one Chinese sentence."""
    try:
        if os.environ.get("GONGSHI_PYTHON"):
            python = sys.executable
        else:
            python = ensure(project, TESTS if TEST_COMMANDS.intersection(arguments[:1]) else RUN)
        become(project, python, arguments)
    except GongshiError as fault:
        sys.stderr.write(f"{fault}\n")
    except OSError as fault:
        sys.stderr.write(_("写不了 {path}：{reason}\n").format(path=fault.filename or project, reason=reason_of(fault)))
    except KeyboardInterrupt:
        sys.stderr.write(_("\n已停止；下次运行会接着准备\n"))
    return 1


def become(project: Path, python: str, arguments: Sequence[str]) -> NoReturn:
    """Replace this process by the command, so that its exit code and its signals are its own."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(python, [python, str(project / "tasks.py"), *arguments])  # noqa: S606  # a list, no shell


def ensure(project: Path, lock: str) -> str:
    """Return the Python of an environment that has exactly what `lock` names; one process at a time makes it."""
    venv = project / ".venv"
    if not is_ready(project, lock):
        with _alone(project):
            if not is_ready(project, lock):
                _make(project, venv, lock)
    return str(_python_of(venv))


def is_ready(project: Path, lock: str) -> bool:
    """Tell whether `.venv` is whole, made by a Python that is still there, and from this very lock."""
    return bool(_stamp(project / ".venv").get("locks", {}).get(lock) == _digest(project / lock))


def _stamp(venv: Path) -> Mapping[str, Any]:
    """Return what the last finished installation wrote, or nothing where none finished or its Python is another now."""
    try:
        found = json.loads((venv / "gongshi.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    there = isinstance(found, dict) and _python_of(venv).exists()
    return found if there and found.get("python") == str(_python_of(venv).resolve()) else {}


def _make(project: Path, venv: Path, lock: str) -> None:
    log = project / ".cache" / "environment.log"
    again = bool(_stamp(venv))
    sys.stderr.write(_("正在准备运行环境（第一次要一两分钟，以后不用）……\n"))
    with log.open("w", encoding="utf-8") as record:
        if not again:
            _require_venv(record)
            shutil.rmtree(venv, ignore_errors=True)
            _run([sys.executable, "-m", "venv", str(venv)], record, log, project)
        (venv / "gongshi.json").unlink(missing_ok=True)
        _run([str(_python_of(venv)), *install_command(project / lock)], record, log, project)
    names = (RUN, TESTS) if lock == TESTS else (lock,)
    stamp = {"python": str(_python_of(venv).resolve()), "locks": {name: _digest(project / name) for name in names}}
    (venv / "gongshi.json").write_text(json.dumps(stamp), encoding="utf-8")


def install_command(lock: Path) -> list[str]:
    """Return the arguments of Python that install a lock: wheels only, every one of them by its hash."""
    flags = ("--quiet", "--no-input", "--disable-pip-version-check", "--no-deps", "--no-compile", "--retries", "2")
    return ["-m", "pip", "install", *flags, "--only-binary", ":all:", "--require-hashes", "-r", str(lock)]


def clean_variables() -> dict[str, str]:
    """Return the process's variables without those that would lead pip out of the environment."""
    return {name: value for name, value in os.environ.items() if name not in VARIABLES_OF_PIP}


def _run(command: Sequence[str], record: IO[str], log: Path, project: Path) -> None:
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=record, stderr=subprocess.STDOUT, env=clean_variables(), check=False
    )
    if done.returncode:
        raise GongshiError(explain(log.read_text(encoding="utf-8", errors="replace"), project, log))


def explain(output: str, project: Path, log: Path) -> str:
    """Turn what pip or venv said into one sentence with what to do."""
    unreachable = "连不上软件源，程序包没有装上；请检查网络（单位内网请先用 pip config 设好镜像）"
    offline = any(word in output for word in ("Failed to establish", "Connection", "timed out", "NameResolution"))
    known = next((sentence for sign, sentence in FAULTS if sign in output), "程序包没有装上")
    sentence = _(unreachable if offline and "DO NOT MATCH" not in output else known).format(project=project)
    return sentence + _("。再运行一次会接着装；完整记录：{log}").format(log=log)


def _require_venv(record: IO[str]) -> None:
    """Install Debian's python3-venv where Python came without it and we may; else say the one line to type."""
    found = [importlib.util.find_spec(name) for name in ("venv", "ensurepip")]
    if all(spec and spec.origin for spec in found):  # an empty folder of that name has no origin
        return
    version = sys.version_info[:2]
    if not system_install([venv_package(version)], record):
        raise GongshiError(missing_venv(version))


def venv_package(version: tuple[int, int]) -> str:
    """Return the Debian package that completes a Python: `python3.12-venv`."""
    return f"python{version[0]}.{version[1]}-venv"


def missing_venv(version: tuple[int, int]) -> str:
    """Say the one line to type where a Python lacks venv."""
    sentence = _("这台机器的 Python 缺少 venv；请先运行这一行：sudo apt-get install {package}")
    return sentence.format(package=venv_package(version))


def system_install(packages: Sequence[str], record: IO[str]) -> bool:
    """Install Debian packages where we are root and apt-get is there; tell whether that worked."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    variables = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    steps = (["apt-get", "update", "-q"], ["apt-get", "install", "-q", "-y", "--no-install-recommends", *packages])
    done = [
        subprocess.run(
            step, stdin=subprocess.DEVNULL, stdout=record, stderr=subprocess.STDOUT, env=variables, check=False
        )
        for step in steps
    ]
    return done[-1].returncode == 0


@contextmanager
def _alone(project: Path) -> Iterator[None]:
    """Hold the project's environment for this process; another start waits, and a killed one lets go by itself."""
    cache = project / ".cache"
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "environment.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.stderr.write(_("另一个命令正在准备运行环境，等它做完……\n"))
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _python_of(venv: Path) -> Path:
    return venv / "bin" / "python"


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
