"""The web server: types, the site's own 404 page, its path prefix, ports that are not to be had."""

import re
from collections.abc import Callable
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from disclosure.commands.serving import listen
from disclosure.model.errors import GongshiError

Serve = Callable[..., str]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of a few files."""
    files = {
        "index.html": "首页",
        "404.html": "没有",
        "a/index.html": "甲",
        "b/x.js": "1",
        "b/x.json": "{}",
        "b/x.svg": "<svg/>",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def get(address: str, method: str = "GET") -> tuple[int, str | None, str, HTTPResponse]:
    """Return status, type, text and answer of a request that follows nothing."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    connection.request(method, parts.path + (f"?{parts.query}" if parts.query else ""))
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, answer.getheader("Content-Type"), text, answer


@pytest.mark.parametrize(
    ("path", "kind", "text"),
    [
        ("/", "text/html; charset=utf-8", "首页"),
        ("/a/", "text/html; charset=utf-8", "甲"),
        ("/a/?q=%E7%94%B2", "text/html; charset=utf-8", "甲"),
        ("/b/x.js", "text/javascript; charset=utf-8", "1"),
        ("/b/x.json", "application/json; charset=utf-8", "{}"),
        ("/b/x.svg", "image/svg+xml", "<svg/>"),
    ],
)
def test_types_are_right_below_any_prefix(site: Path, serve: Serve, path: str, kind: str, text: str) -> None:
    """Each file comes with its type, at the root and below a path prefix alike."""
    for prefix in ("", "/gs/portal"):
        base = serve(site, prefix)
        assert base.endswith(prefix)
        status, found, body, answer = get(base + path)
        assert (status, found, body, answer.getheader("Cache-Control")) == (200, kind, text, "no-cache")


@pytest.mark.parametrize("path", ["/none", "/b/", "/../conftest.py", "/%2e%2e/x", "/404"])
def test_what_is_not_there_gets_the_own_404_page(site: Path, serve: Serve, path: str) -> None:
    """Missing pages, folders without a page and ways out of the site: the site's 404 page."""
    status, kind, text, _answer = get(serve(site) + path)
    assert (status, kind, text) == (404, "text/html; charset=utf-8", "没有")


def test_outside_the_prefix_there_is_nothing(site: Path, serve: Serve) -> None:
    """A site with a path is not at the root as well; its folder without a slash leads to the one with."""
    base = serve(site, "/gs")
    root = base.removesuffix("/gs")
    assert [get(root + path)[0] for path in ("/", "/a/", "/gsa/", "/gs/")] == [404, 404, 404, 200]
    status, _kind, _text, answer = get(f"{root}/gs/a")
    assert (status, answer.getheader("Location")) == (301, "/gs/a/")


def test_head_has_no_body(site: Path, serve: Serve) -> None:
    """HEAD answers like GET, without the page, also for what is missing."""
    base = serve(site)
    assert [get(base + path, "HEAD")[::2] for path in ("/a/", "/none")] == [(200, ""), (404, "")]


def test_a_taken_port_is_said(site: Path, serve: Serve) -> None:
    """The sentence names the port and another one."""
    port = int(serve(site).rpartition(":")[2])
    with pytest.raises(GongshiError) as fault:
        listen(site, port)
    sentence = f"端口 {port} 已被占用；请用 --port 换一个，例如 --port {port + 1}，或者 --port 0 由系统挑选"
    assert str(fault.value) == sentence


def test_a_port_that_is_none_is_said(site: Path) -> None:
    """Port numbers end at 65535."""
    with pytest.raises(GongshiError, match=re.escape("端口 99999 不对；请用 1 到 65535 之间的数，或者 0 由系统挑选")):
        listen(site, 99999)
