"""Sites to verify: a folder on this machine, or an address that is read over HTTP."""

import errno
import os
import urllib.error
import urllib.request
from http.client import HTTPException
from pathlib import Path
from urllib.parse import quote, urlsplit

from disclosure.history.transparency.verdicts import Absent, Unreachable
from disclosure.model.errors import GongshiError
from disclosure.model.language import _
from disclosure.model.system import reason_of

PATIENCE = 30.0
LARGEST = 64 * 1024 * 1024
GONE = frozenset({404, 410})
NOT_THERE = frozenset({errno.ENOENT, errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG, errno.ELOOP})
AGENT = "gongshi-verify"


class FolderSite:
    """A site as it lies in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; Absent where there is none, or where the path leads out of the folder."""
        if not _inside(path):
            raise Absent(path)
        try:
            return (self._folder / path).read_bytes()
        except UnicodeEncodeError:
            raise Absent(path) from None
        except OSError as fault:
            if fault.errno in NOT_THERE:
                raise Absent(path) from None
            raise GongshiError(_("读不了 {path}：{reason}").format(path=path, reason=reason_of(fault))) from fault

    def write(self, path: str, raw: bytes) -> None:
        """Put a file in place of the one that is there."""
        (self._folder / path).write_bytes(raw)

    def paths(self) -> list[str]:
        """Return all files, sorted."""
        found = (Path(folder, name) for folder, _below, names in os.walk(self._folder) for name in names)
        return sorted(path.relative_to(self._folder).as_posix() for path in found)


class WebSite:
    """A site at an address; its path is put before that of every file."""

    def __init__(self, address: str) -> None:
        self._address = address.rstrip("/")

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; Absent where the site says that there is none, Unreachable where it is silent."""
        if not _inside(path):
            raise Absent(path)
        return fetched(f"{self._address}/{quote(path, errors='surrogatepass')}", path)

    def paths(self) -> None:
        """Say that nobody can list the files of an address."""


def fetched(address: str, name: str) -> bytes:
    """Return what an address answers."""
    request = urllib.request.Request(address, headers={"User-Agent": AGENT})  # noqa: S310  # http(s), see site_at
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310  # the same
            raw: bytes = answer.read(LARGEST + 1)
    except urllib.error.HTTPError as fault:
        with fault:
            if fault.code in GONE:
                raise Absent(name) from None
            raise Unreachable(_("{address} 回答 {code}；请稍后再试").format(address=address, code=fault.code)) from None
    except TimeoutError:
        raise Unreachable(
            _("{address} 等了 {seconds:.0f} 秒没有回答；请稍后再试").format(address=address, seconds=PATIENCE)
        ) from None
    except (OSError, HTTPException, ValueError) as fault:
        reason = getattr(fault, "reason", fault)
        raise Unreachable(
            _("连不上 {address}：{reason}；请核对网址和网络").format(address=address, reason=reason)
        ) from None
    if len(raw) > LARGEST:
        raise Unreachable(_("{address} 太大，超过 {most} MB").format(address=address, most=LARGEST // 1024 // 1024))
    return raw


def _inside(path: str) -> bool:
    return not path.startswith("/") and ".." not in path.split("/") and "\0" not in path


def is_address(written: str) -> bool:
    """Tell whether a person means an address and not a path."""
    return urlsplit(written).scheme in {"http", "https"}


def site_at(written: str) -> FolderSite | WebSite:
    """Return the site that a person names; GongshiError where there is none."""
    if is_address(written):
        return WebSite(written.partition("?")[0].partition("#")[0].removesuffix("index.html"))
    if "://" in written:
        raise GongshiError(_("「{site}」：网址要用 http:// 或者 https:// 开头").format(site=written))
    folder = Path(written).expanduser()
    if not folder.is_dir():
        raise GongshiError(_("没有文件夹 {folder}；请写网站的文件夹，或者 http(s) 网址").format(folder=written))
    return FolderSite(folder)
