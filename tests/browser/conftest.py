"""The demonstration, replayed, built once and served, for every test that looks at it in a browser."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from disclosure.assembly.order import Order
from disclosure.commands.serving import SiteServer
from disclosure.generator import build
from disclosure.intake.demo import replay


@dataclass(frozen=True)
class Visitor:
    """Opens pages of the demonstration and notes what a page should never do: errors, and requests elsewhere."""

    page: Page
    address: str
    complaints: list[str]

    def visit(self, path: str) -> Page:
        """Open an address of the site and wait until it is quiet."""
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("load")
        return self.page


@pytest.fixture(scope="session")
def demonstration(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built demonstration, with its two years of history."""
    folder = tmp_path_factory.mktemp("demonstration")
    content = replay(project, folder / "cache")
    build(Order(project, content, folder / "site", date(2026, 11, 20), folder / "cache", workers=1))
    return folder / "site"


@pytest.fixture(scope="session")
def address(demonstration: Path) -> Iterator[str]:
    """The address at which the demonstration is served."""
    server = SiteServer(demonstration, 0, "")
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.address.removesuffix("/")
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def visitor(chromium: Browser, address: str) -> Iterator[Callable[..., Visitor]]:
    """A function that gives a visitor with a window of some size, with or without JavaScript."""
    contexts = []

    def come(width: int = 1280, *, scripts: bool = True) -> Visitor:
        context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        contexts.append(context)
        page, complaints = context.new_page(), []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda fault: complaints.append(str(fault)))
        page.on("request", lambda request: complaints.append(request.url) if address not in request.url else None)
        return Visitor(page, address, complaints)

    yield come
    for context in contexts:
        context.close()
