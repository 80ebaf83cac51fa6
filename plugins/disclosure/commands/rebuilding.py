"""Builds a site anew from its repository and holds every file against the one that is up."""

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from disclosure.assembly.order import VERSION, Order, Secrets
from disclosure.assembly.placing import BUILD, CHECKPOINT
from disclosure.assembly.transparency import SEED, edition_digest
from disclosure.assembly.verifying import AT_ONCE, Site, build_of
from disclosure.commands.options import PROJECT, content_folder
from disclosure.commands.sites import FolderSite
from disclosure.generator import build as build_site
from disclosure.history.clones import clone_at, reaches, tip_of
from disclosure.history.repository import repository_around
from disclosure.history.transparency.comparing import first_difference, same_secret
from disclosure.history.transparency.notes import parse_note
from disclosure.history.transparency.tiles import read_leaves
from disclosure.history.transparency.verdicts import Absent, Minutes
from disclosure.history.transparency.verifying import FOLDER, ReadLog, Said, loaded, parse_leaf
from disclosure.model.errors import ContentError, GongshiError, MalformedValue
from disclosure.model.language import _
from disclosure.outputs.search.deflating import inflated

Told = Callable[[str, int, int], None]
TILES = "log/tile/"
DEFLATED, TRIED = "search/", 20
SEEDED = frozenset({BUILD, CHECKPOINT, "log/index.html"})
"""What names the root or a digest over it, besides the tiles: the seed makes it what it is."""
SECRETS = ("proof", "entry_proofs")
OPENING = ("leaf", "salt", "blob")
NAMED = 20


def check_repository(site: Site, log: ReadLog | None, repository: str, secrets: Secrets, minutes: Minutes) -> None:
    """Prove that a site is what its repository comes to: every event, then every byte of every file."""
    content = content_folder(repository)
    top = repository_around(content) if content.is_dir() else None
    if top is None:
        raise GongshiError(_("--repo {folder} 不是内容仓库；请写 git 克隆所在的文件夹").format(folder=repository))
    build, tip = build_of(site), tip_of(top)
    commit, as_of = str(build.get("commit")), _day(str(build.get("as_of")))
    known = reaches(top, commit)
    if not known:
        minutes.failed(
            _("生成网站的提交 {commit} 不在仓库现在的历史里：历史被改写，或者这不是它的仓库").format(commit=commit[:10])
        )
    if as_of is None or tip is None:
        minutes.unknown(_("build.json 没有写明按哪一天生成，或者仓库没有提交，没有重新生成"))
        return
    if build.get("tool") != VERSION:
        minutes.unknown(
            _("网站由 {its} 版的工具生成，现在用的是 {own} 版：没有重新生成").format(its=build.get("tool"), own=VERSION)
        )
        return
    with tempfile.TemporaryDirectory() as scratch:
        try:
            clone = Path(scratch, "clone")
            clone_at(top, commit if known else tip, clone)
            below = clone / content.relative_to(top)
            fresh = _rebuilt(below, Path(scratch), as_of, _seed(top, secrets), minutes.progress)
        except ContentError as fault:
            minutes.failed(_("仓库里的内容不能生成网站，没有对照：{fault}").format(fault=fault))
            return
        _compare(site, log, fresh, minutes, whole=known)


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def _seed(top: Path, secrets: Secrets) -> Secrets:
    """Return the seed that was given, else the one that lies in the repository's folder, committed or not."""
    kept = top / SEED
    return Secrets(secrets.seed or (kept.read_bytes().strip() if kept.is_file() else b""))


def _rebuilt(content: Path, scratch: Path, as_of: date, secrets: Secrets, heard: Told) -> FolderSite:
    """Build a clone's site beside it, without signing it."""
    order = Order(PROJECT, content, scratch / "site", as_of, scratch / "cache", secrets=secrets)
    build_site(order, heard)
    return FolderSite(order.output)


def _leaves(site: FolderSite) -> tuple[Said, ...]:
    size = parse_note(site.read(CHECKPOINT)).checkpoint.size
    raw = read_leaves(size, lambda path: site.read(f"{FOLDER}{path}"))
    return tuple(parse_leaf(number, leaf) for number, leaf in enumerate(raw))


def _compare(site: Site, log: ReadLog | None, fresh: FolderSite, minutes: Minutes, *, whole: bool) -> None:
    secret = True
    if log:
        own = _leaves(fresh)
        secret = same_secret(log.leaves, own)
        found = first_difference(log.leaves, own, whole=whole, secret=secret)
        if found:
            minutes.failed(found)
        elif secret:
            minutes.proved(_("日志的 {size} 条正是仓库里的历史，内容也逐条相同").format(size=len(log.leaves)))
        else:
            minutes.proved(_("日志的 {size} 条的次序、时间、行为和记录名正是仓库里的历史").format(size=len(log.leaves)))
    if not secret:
        minutes.unknown(
            _("没有这个日志的种子（GONGSHI_LOG_SEED，或者仓库里的 log/seed）：条目的散列、页面的证明没有与仓库对照")
        )
    if whole:
        _compare_files(site, fresh, minutes, secret=secret)


def _compare_files(site: Site, fresh: FolderSite, minutes: Minutes, *, secret: bool) -> None:
    wanted = fresh.paths()
    before = minutes.faults
    repacked = _repack(site, fresh, wanted)
    with ThreadPoolExecutor(AT_ONCE) as crew:
        answers = crew.map(lambda path: _difference(site, fresh, path, secret=secret), wanted)
        wrong = []
        for done, fault in enumerate(answers, start=1):
            minutes.progress(_("对照文件"), done, len(wanted))
            wrong += [fault] if fault else []
    wrong += [_("{path}：仓库生成不出这个文件，是添上去的").format(path=path) for path in _strangers(site, set(wanted))]
    for fault in wrong[:NAMED]:
        minutes.failed(fault)
    if len(wrong) > NAMED:
        minutes.failed(_("还有 {number} 个文件与仓库生成的不同").format(number=len(wrong) - NAMED))
    if minutes.faults == before:
        minutes.proved(_("从仓库重新生成的 {number} 个文件与网站逐字节相同").format(number=len(wanted) - repacked))
    if minutes.faults == before and repacked:
        minutes.proved(
            _("检索数据的 {number} 个文件由另一版 zlib 压缩，字节不同，解开以后与网站相同").format(number=repacked)
        )


def _repack(site: Site, fresh: FolderSite, wanted: Sequence[str]) -> int:
    """Take over from a site the files of its search index that hold the same content and are deflated otherwise.

    What is reckoned over all files follows them. Return how many there are.
    """
    taken: dict[str, bytes] = {}
    for number, path in enumerate(path for path in wanted if path.startswith(DEFLATED)):
        if number == TRIED and not taken:
            break
        raw = _otherwise(site, fresh, path)
        taken |= {path: raw} if raw else {}
    if not taken:
        return 0
    for path in taken:
        fresh.write(path, taken[path])
    build = fresh.read(BUILD)
    digests = {path: sha256(fresh.read(path)).hexdigest() for path in wanted if path not in {BUILD, CHECKPOINT}}
    name, old = edition_digest(digests), str(build_of(fresh)["edition"])
    renamed = build.replace(old.encode(), name.encode())
    fresh.write(BUILD, renamed)
    if CHECKPOINT in wanted:
        note = fresh.read(CHECKPOINT).replace(old.encode(), name.encode())
        before, after = (sha256(raw).hexdigest().encode() for raw in (build, renamed))
        fresh.write(CHECKPOINT, note.replace(before, after))
    return len(taken)


def _otherwise(site: Site, fresh: FolderSite, path: str) -> bytes:
    """Return the bytes of a file that a site has deflated otherwise; none where it has not, or of another content."""
    own = fresh.read(path)
    try:
        up = site.read(path)
        return up if up != own and inflated(up) == inflated(own) else b""
    except (Absent, MalformedValue):
        return b""


def _strangers(site: Site, wanted: set[str]) -> Iterator[str]:
    yield from (path for path in site.paths() or () if path not in wanted)


def _difference(site: Site, fresh: FolderSite, path: str, *, secret: bool) -> str | None:
    if not secret and (path in SEEDED or path.startswith(TILES)):
        return None
    try:
        up, own = site.read(path), fresh.read(path)
    except Absent:
        return _("{path}：网站没有这个文件，是被拿掉的").format(path=path)
    if up == own or _same(path, up, own, secret=secret):
        return None
    return _("{path}：与仓库生成的不同，文件被改过").format(path=path)


def _same(path: str, up: bytes, own: bytes, *, secret: bool) -> bool:
    """Tell whether two files differ only in what cannot be made again: signatures, and without the seed the salts."""
    try:
        if path == CHECKPOINT:
            return parse_note(up).text == parse_note(own).text
        if not secret and path.endswith("/index.json"):
            return _bare(loaded(up)) == _bare(loaded(own))
    except MalformedValue:
        return False
    return False


def _bare(told: Any) -> str:  # noqa: ANN401  # whatever JSON holds
    if isinstance(told, dict):
        told = {name: value for name, value in told.items() if name not in SECRETS}
        files = told.get("attachments")
        if isinstance(files, list):
            told["attachments"] = [_without(one, OPENING) for one in files]
    return json.dumps(told)


def _without(one: object, names: tuple[str, ...]) -> object:
    return {name: value for name, value in one.items() if name not in names} if isinstance(one, Mapping) else one
