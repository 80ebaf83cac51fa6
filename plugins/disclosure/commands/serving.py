"""A small web server for looking at a site on this machine: right types, the site's own 404 page, its path prefix."""

import errno
import sys
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from disclosure.model.errors import GongshiError
from disclosure.model.language import _

HOST = "127.0.0.1"
TEXTS = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".json": "application/json",
    ".xml": "application/xml",
    ".txt": "text/plain",
    ".csv": "text/csv",
}


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves the server's folder below the server's path prefix, without listings of folders and without a log."""

    if TYPE_CHECKING:
        server: "SiteServer"

    protocol_version = "HTTP/1.1"
    extensions_map: dict[str, str] = {  # noqa: RUF012  # typed so by the class that it comes from
        "": "application/octet-stream",
        ".svg": "image/svg+xml",
        ".png": "image/png",
        ".ico": "image/x-icon",
        ".woff2": "font/woff2",
        **{suffix: f"{kind}; charset=utf-8" for suffix, kind in TEXTS.items()},
    }

    def translate_path(self, path: str) -> str:
        """Return the file of an address below the prefix; a file that cannot exist for any other address."""
        self.directory = str(self.server.folder)
        prefix = self.server.prefix
        if path == prefix or path.startswith(f"{prefix}/"):
            return super().translate_path(path.removeprefix(prefix) or "/")
        return str(self.server.folder / "\N{REPLACEMENT CHARACTER}")

    def end_headers(self) -> None:
        """Say that nothing is to be kept: the next build may have changed any file."""
        self.send_header("Cache-Control", "no-cache")
        super().end_headers()

    def list_directory(self, path: object) -> None:
        """Refuse to list a folder without an index page."""
        del path
        self.send_error(HTTPStatus.NOT_FOUND)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a missing page with the site's own 404.html."""
        page = self.server.folder / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", self.extensions_map[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name that http.server gives it
        """Stay quiet: the terminal belongs to the person."""


class SiteServer(ThreadingHTTPServer):
    """One folder on one port of this machine; `prefix` is the path of the site's address (`/gs`, or nothing)."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int, prefix: str = "") -> None:
        self.folder = folder
        self.prefix = prefix
        super().__init__((HOST, port), SiteHandler)

    @property
    def address(self) -> str:
        """Where the home page is."""
        return f"http://{HOST}:{self.server_address[1]}{self.prefix}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """Let a browser that went away be; anything else is for us to see."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # handed on as it came


def listen(folder: Path, port: int) -> SiteServer:
    """Return a server that has its port already; GongshiError where the port is taken or not to be had."""
    try:
        return SiteServer(folder, port)
    except OverflowError:
        raise GongshiError(
            _("端口 {port} 不对；请用 1 到 65535 之间的数，或者 0 由系统挑选").format(port=port)
        ) from None
    except OSError as fault:
        sentences = {
            errno.EADDRINUSE: _(
                "端口 {port} 已被占用；请用 --port 换一个，例如 --port {other}，或者 --port 0 由系统挑选"
            ),
            errno.EACCES: _("没有用端口 {port} 的权限；请用 1024 以上的端口，例如 --port 8000"),
        }
        if fault.errno not in sentences:
            raise
        raise GongshiError(sentences[fault.errno].format(port=port, other=port + 1)) from None
