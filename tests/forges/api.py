"""A small forge that answers over HTTP: the comments of one merge request, listed, written and changed."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

PER_PAGE = 100


@dataclass
class Api:
    """The comments that there are, and each request that was made: method, path, credentials.

    `user` is who the token belongs to; with `writable` unset every change is refused, as for a fork.
    """

    user: dict[str, Any]
    writable: bool = True
    paged: bool = True
    comments: list[dict[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    address: str = ""

    @property
    def changes(self) -> list[tuple[str, str]]:
        """The requests that were to change something: method and path."""
        return [(method, path) for method, path, _key in self.asked if method != "GET"]

    def say(self, body: str, user: dict[str, Any]) -> None:
        """Have somebody write a comment."""
        number = 100 + len(self.comments)
        self.comments.append({"id": number, "body": body, "user": user, "author": user})

    def answer(self, method: str, path: str, raw: bytes) -> tuple[int, Any]:
        """Return status and answer of one request."""
        parts = urlsplit(path)
        number = re.search(r"/(?:comments|notes)/([0-9]+)$", parts.path)
        if method == "GET" and parts.path.endswith("/user"):
            return 200, self.user
        if method == "GET":
            page = int(parse_qs(parts.query).get("page", ["1"])[0]) if self.paged else 1
            rows = self.comments[(page - 1) * PER_PAGE :]
            return 200, rows[:PER_PAGE] if self.paged else rows
        if not self.writable:
            return 403, {"message": "Resource not accessible by integration"}
        body = json.loads(raw)["body"]
        if method == "POST":
            self.say(body, self.user)
            return 201, self.comments[-1]
        for row in self.comments:
            if number and row["id"] == int(number[1]):
                row["body"] = body
                return 200, row
        return 404, {"message": "Not Found"}


@contextmanager
def serving(api: Api) -> Iterator[Api]:
    """Let an API answer on a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def _answered(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            key = self.headers.get("Authorization") or self.headers.get("PRIVATE-TOKEN") or ""
            api.asked.append((self.command, self.path, key))
            status, told = api.answer(self.command, self.path, raw)
            said = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        do_GET = do_POST = do_PATCH = do_PUT = _answered  # noqa: N815  # the names that http.server calls

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    api.address = f"http://127.0.0.1:{server.server_port}"
    yield api
    server.shutdown()
    server.server_close()
    thread.join()
