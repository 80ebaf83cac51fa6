"""Browser libraries: exactly the locked bytes, from the cache where they are there."""

import base64
import hashlib
import io
import json
import os
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure.model.errors import GongshiError
from disclosure.outputs.vendor import Package, locked, node_version, packed, read_member, vendor_files

FILES = {"theme/js/vendor/shelf.js": ("gongshi-shelf", "dist/shelf.js")}


def archive(text: str = "shelf()") -> bytes:
    """A packed package with one file."""
    stream = io.BytesIO()
    manifest = json.dumps({"name": "gongshi-shelf", "version": "1.0.0"})
    with tarfile.open(fileobj=stream, mode="w:gz") as packing:
        for name, content in (("package/package.json", manifest), ("package/dist/shelf.js", text)):
            entry = tarfile.TarInfo(name)
            entry.size = len(content.encode())
            packing.addfile(entry, io.BytesIO(content.encode()))
    return stream.getvalue()


def integrity(content: bytes) -> str:
    """The way in which npm writes a SHA-512."""
    return f"sha512-{base64.b64encode(hashlib.sha512(content).digest()).decode()}"


@pytest.fixture
def town(tmp_path: Path) -> tuple[Path, bytes]:
    """A project whose lock names one package, and that package."""
    content = archive()
    entry = {"version": "1.0.0", "integrity": integrity(content)}
    lock = {"lockfileVersion": 3, "packages": {"": {}, "node_modules/gongshi-shelf": entry}}
    (tmp_path / "package-lock.json").write_text(json.dumps(lock), encoding="utf-8")
    return tmp_path, content


def keep(project: Path, content: bytes, wanted: bytes) -> Path:
    """Put bytes into the cache under the name of the wanted ones."""
    kept = project / ".cache" / "npm" / f"{hashlib.sha512(wanted).hexdigest()}.tgz"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(content)
    return kept


@pytest.fixture
def registry(tmp_path: Path, serve: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """A registry on this machine that hands out these bytes as the package, whatever the lock says."""
    folder = tmp_path / "registry"
    folder.mkdir()

    def offer(content: bytes) -> None:
        base = serve(folder)
        dist = {"tarball": f"{base}/shelf.tgz", "integrity": integrity(content)}
        version = {"name": "gongshi-shelf", "version": "1.0.0", "dist": dist}
        told = {"name": "gongshi-shelf", "dist-tags": {"latest": "1.0.0"}, "versions": {"1.0.0": version}}
        (folder / "gongshi-shelf").write_text(json.dumps(told), encoding="utf-8")
        (folder / "shelf.tgz").write_bytes(content)
        for name, value in (("registry", base), ("cache", str(tmp_path / "npm")), ("noproxy", "127.0.0.1")):
            monkeypatch.setenv(f"npm_config_{name}", value)

    return offer


def test_a_library_is_fetched_once(
    town: tuple[Path, bytes], registry: Callable[[bytes], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A miss asks npm; afterwards the cache is enough, without npm and without a network."""
    project, content = town
    registry(content)
    found = vendor_files(project, project / ".cache", FILES)
    assert list(found) == ["theme/js/vendor/shelf.js"]
    path = found["theme/js/vendor/shelf.js"]
    assert (path.read_text(encoding="utf-8"), path.stat().st_mode & 0o777) == ("shelf()", 0o644)
    monkeypatch.setenv("PATH", "/nowhere")
    path.write_text("tampered()", encoding="utf-8")
    again = vendor_files(project, project / ".cache", FILES)["theme/js/vendor/shelf.js"]
    assert again.read_text(encoding="utf-8") == "shelf()"


def test_other_bytes_than_the_locked_ones_are_refused(
    town: tuple[Path, bytes], registry: Callable[[bytes], None]
) -> None:
    """A registry that hands out something else is not believed, and nothing of it is kept."""
    project, _content = town
    registry(archive("evil()"))
    with pytest.raises(GongshiError) as fault:
        vendor_files(project, project / ".cache", FILES)
    sentence = "下载的 gongshi-shelf 1.0.0 与 package-lock.json 里的校验值不符，没有使用；请检查 npm 的镜像"
    assert str(fault.value) == sentence
    assert not (project / ".cache").exists()


def test_a_changed_cache_is_not_believed(town: tuple[Path, bytes], registry: Callable[[bytes], None]) -> None:
    """Cached bytes are held against the lock at every use, and fetched again where they differ."""
    project, content = town
    kept = keep(project, archive("evil()"), content)
    registry(content)
    package = Package("gongshi-shelf", "1.0.0", hashlib.sha512(content).hexdigest())
    assert packed(project, project / ".cache", package) == content
    assert kept.read_bytes() == content


def test_without_the_registry_the_sentence_says_what_to_do(
    town: tuple[Path, bytes], registry: Callable[[bytes], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A registry that does not answer: one sentence."""
    project, content = town
    registry(content)
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9")
    monkeypatch.setenv("npm_config_fetch_retries", "0")
    with pytest.raises(GongshiError) as fault:
        vendor_files(project, project / ".cache", FILES)
    sentence = "没有取到浏览器程序库 gongshi-shelf 1.0.0；请检查网络（或 npm config 里的镜像）后再运行一次"
    assert str(fault.value) == sentence


def test_the_lock_has_to_name_a_sha512() -> None:
    """A package that is not in the lock, or only with a weaker digest, is not fetched."""
    lock = json.dumps({"packages": {"node_modules/a": {"version": "1", "integrity": "sha1-AAAA"}}})
    for name in ("a", "b"):
        with pytest.raises(GongshiError) as fault:
            locked(lock, name)
        assert str(fault.value) == f"package-lock.json 里没有 {name} 的 sha512 校验值；请恢复这个文件"


def test_a_package_without_the_file_is_said() -> None:
    """The lock moved on and the file has another name: the sentence names the file."""
    with pytest.raises(GongshiError, match=r"程序包里没有文件 dist/other\.js"):
        read_member(archive(), "dist/other.js")


@pytest.mark.parametrize(("said", "version"), [("v20.20.2\n", 20), ("v9.0.0", 9), ("", 0), ("node 20", 0)])
def test_the_version_of_node_is_read(said: str, version: int) -> None:
    """Only what looks like node's answer counts."""
    assert node_version(said) == version


def test_the_real_lock_gives_the_real_lunr(project: Path) -> None:
    """The search page gets lunr 2.3.9, from the project's own lock file and cache."""
    found = vendor_files(project, project / ".cache")
    source = found["theme/js/vendor/lunr.js"].read_text(encoding="utf-8")
    assert "2.3.9" in source[:200]
    assert os.access(found["theme/js/vendor/lunr.js"], os.R_OK)
