"""What `lint` and `test` run: ruff, mypy and pytest, and the browser that the tests need."""

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from disclosure.commands.environment import system_install
from disclosure.model.errors import GongshiError
from disclosure.model.language import _

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PACKAGES = ("chromium", "fonts-noto-cjk")
MOST = 4
"""The processes that the suite is shared among at most: each holds a browser."""
LINTERS = (("ruff", "check", "."), ("ruff", "format", "--check", "."), ("mypy",))


def lint(project: Path) -> None:
    """Run the linters one after the other, all of them; GongshiError names those that were not content."""
    failed = [" ".join(words) for words in LINTERS if _run(project, words)]
    if failed:
        raise GongshiError(_("代码检查没有通过：{names}").format(names="、".join(failed)))


def test(project: Path, words: Sequence[str]) -> None:
    """Run pytest, with the browser it needs; GongshiError where a test failed.

    The whole suite runs in one process more than there are processors, since its commands wait too; each file of tests
    in one of them.
    """
    browser = find_browser() or install_browser(project)
    shared = () if words else ("-n", str(min((os.cpu_count() or 1) + 1, MOST)), "--dist", "loadfile")
    if _run(project, ("pytest", *shared, *words), CHROMIUM=browser):
        raise GongshiError(_("有测试没有通过；请看上面的说明"))


def find_browser() -> str | None:
    """Return the path of an installed Chromium: the CHROMIUM variable, else the first usual name on the PATH."""
    named = os.environ.get("CHROMIUM")
    if named and not shutil.which(named):
        raise GongshiError(_("CHROMIUM 指的 {path} 不能运行；请改正，或者取消这个变量").format(path=named))
    return next((path for name in (named, *BROWSERS) if name and (path := shutil.which(name))), None)


def install_browser(project: Path) -> str:
    """Install Chromium and Chinese fonts from the system's packages where we may; else say the one line to type."""
    sys.stderr.write(_("正在安装测试要用的浏览器 Chromium 和中文字体……\n"))
    log = project / ".cache" / "browser.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("w", encoding="utf-8") as record:
        installed = system_install(PACKAGES, record)
    browser = find_browser() if installed else None
    if browser is None:
        raise GongshiError(
            _("测试要用浏览器；请先运行这一行：sudo apt-get install {packages}").format(packages=" ".join(PACKAGES))
        )
    return browser


def _run(project: Path, words: Sequence[str], **variables: str) -> int:
    sys.stdout.write(f"$ {' '.join(words)}\n")
    sys.stdout.flush()
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=project, env={**os.environ, **variables}, check=False).returncode
