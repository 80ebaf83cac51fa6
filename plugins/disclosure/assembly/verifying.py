"""Proves a whole site: its log, every record's page by its leaves, its attachments, and the digest over its files."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Protocol

from disclosure.assembly.placing import BUILD, CHECKPOINT
from disclosure.assembly.transparency import OPEN_SEED, edition_digest
from disclosure.history.blobs import blob_id
from disclosure.history.transparency.leaves import Notary
from disclosure.history.transparency.notes import Note, Verifier
from disclosure.history.transparency.pages import Claim, attachment_faults, bare_fields, faults_of, state_of
from disclosure.history.transparency.verdicts import Absent, Minutes
from disclosure.history.transparency.verifying import ReadLog, Said, check_signatures, loaded, read_log, read_note
from disclosure.model.errors import MalformedValue
from disclosure.model.event import Action
from disclosure.model.language import _
from disclosure.model.record_id import RecordId
from disclosure.pages.urls import ENTRY_PAGES, file_of, is_version, json_url, record_url

AT_ONCE = 8
SHA256_HEX = 64
INDEX = "/index.json"


class Site(Protocol):
    """Something to verify: a folder, or an address."""

    def read(self, path: str) -> bytes:
        """Return the bytes of a file; Absent where there is none."""

    def paths(self) -> Sequence[str] | None:
        """Return all files that there are; None where they cannot be listed."""


@dataclass(frozen=True)
class Found:
    """What was found wrong with one page, the fields that nobody can compare, and how many attachments it has.

    `lapsed` says that its publication has ended by the day alone.
    """

    name: str
    faults: tuple[str, ...]
    bare: tuple[str, ...] = ()
    attachments: int = 0
    lapsed: bool = False


def verify_site(site: Site, trusted: Sequence[Verifier], minutes: Minutes) -> ReadLog | None:
    """Prove everything of a site that can be proved by itself; None where its log cannot be read."""
    note = read_note(site.read, CHECKPOINT, minutes)
    if note is None:
        return None
    build = build_of(site)
    check_signatures(note, site.read, trusted, str(build.get("as_of", "")), minutes)
    _check_build(site, note, build, minutes)
    log = read_log(note, site.read, minutes)
    if log:
        _check_pages(site, log, str(build.get("as_of", "")), minutes)
        _check_seed(site, log, minutes)
    _check_edition(site, note, minutes)
    return log


def build_of(site: Site) -> Mapping[str, Any]:
    """Return what a site says of its own making; nothing where it cannot be read."""
    try:
        told = loaded(site.read(BUILD))
    except (Absent, MalformedValue):
        return {}
    return told if isinstance(told, Mapping) else {}


def _check_build(site: Site, note: Note, build: Mapping[str, Any], minutes: Minutes) -> None:
    try:
        digest = hashlib.sha256(site.read(BUILD)).hexdigest()
    except Absent:
        minutes.failed(_("没有 {path}：文件被拿掉").format(path=BUILD))
        return
    if digest != note.checkpoint.build or build.get("edition") != note.checkpoint.edition:
        minutes.failed(_("{path} 与检查点不符：文件被改过，或者检查点是另一次生成的").format(path=BUILD))
    else:
        minutes.proved(
            _("{path} 与检查点相符：{day} 由提交 {commit} 生成").format(
                path=BUILD, day=build.get("as_of"), commit=str(build.get("commit"))[:10]
            )
        )


def _check_pages(site: Site, log: ReadLog, as_of: str, minutes: Minutes) -> None:
    """Prove every page that the log demands, and that there is none besides."""
    lives: dict[str, list[Said]] = defaultdict(list)
    for one in log.leaves:
        if one.record:
            lives[one.record].append(one)
    unfit = sorted(name for name in lives if not _fit(name))
    for name in unfit:
        minutes.failed(_("第 {number} 条的记录名不成样子：日志被改过").format(number=lives.pop(name)[0].number))
    wanted = [name for name in sorted(lives) if _has_page(name, lives)]
    entries = _entries_by_list(lives)
    jobs = [(name, lives[name], entries.get(name, {})) for name in wanted]
    before, faulty, bare, attachments, lapsed = minutes.faults, 0, 0, 0, 0
    for done, found in enumerate(_parallel(lambda job: _page(site, log, as_of, *job), jobs), start=1):
        minutes.progress(_("核对页面"), done, len(jobs))
        for fault in found.faults:
            minutes.failed(_("{record}：{fault}").format(record=found.name, fault=fault))
        faulty, bare, attachments = faulty + bool(found.faults), bare + len(found.bare), attachments + found.attachments
        lapsed += found.lapsed
    _check_strangers(site, {file_of(json_url(name)) for name in wanted}, minutes)
    if minutes.faults == before:
        hidden = sum(not one.record for one in log.leaves)
        minutes.proved(
            _(
                "日志里的 {pages} 个记录页面都在，一个不少；各页的事件正是日志里的 {events} 条，"
                "显示的内容由最后一条证明；附件 {attachments} 个；"
                "另有 {hidden} 条是设置、附件和从未公开的内容，不写名字"
            ).format(pages=len(wanted), events=len(log.leaves) - hidden, attachments=attachments, hidden=hidden)
        )
    if lapsed:
        minutes.unknown(
            _(
                "有 {number} 个页面公示期满，到 {day} 已经按日期停止公示，日志里没有这一步；加 --repo 可以核对期限"
            ).format(number=lapsed, day=as_of)
        )
    if bare:
        minutes.unknown(
            _("有 {number} 项显示的与文件不完全相同（只公开其中一部分），不能逐字核对；加 --repo 可以").format(
                number=bare
            )
        )


def _check_seed(site: Site, log: ReadLog, minutes: Minutes) -> None:
    """Say so where the salts come from the seed that everybody knows."""
    notary = Notary(OPEN_SEED)
    for name in sorted({one.record for one in log.leaves if one.record and _fit(one.record)}):
        try:
            told = loaded(site.read(file_of(json_url(name))))
            proof = told["proof"]
            number, salts = proof["leaf"], dict(proof["salts"])
            known = any(notary.salt(name, number, field).hex() == salt for field, salt in sorted(salts.items()))
        except (Absent, MalformedValue, KeyError, TypeError, ValueError):
            continue
        if known:
            minutes.unknown(
                _("日志没有自己的种子（log/seed），盐是谁都算得出的：次序和完整照样证明，撤下的内容却可以猜着核对")
            )
        return


def _fit(name: str) -> bool:
    stem, mark, key = name.partition("#")
    try:
        RecordId.from_path(f"{stem}.yaml")
    except MalformedValue:
        return False
    return not mark or (bool(key) and key.isprintable() and not {"..", ".", ""} & set(key.split("/")))


def _has_page(name: str, lives: Mapping[str, Sequence[Said]]) -> bool:
    """Tell whether a record has a page: an entry only in some lists, and as long as it and its list stand."""
    stem, mark, _key = name.partition("#")
    if not mark:
        return True
    standing = stem in lives and state_of(lives[stem]) == "published" and lives[name][-1].action != Action.REMOVED
    return standing and stem.rpartition("/")[2] in ENTRY_PAGES


def _entries_by_list(lives: Mapping[str, Sequence[Said]]) -> dict[str, dict[str, Said]]:
    found: dict[str, dict[str, Said]] = defaultdict(dict)
    for name, life in lives.items():
        stem, mark, key = name.partition("#")
        if mark:
            found[stem][key] = life[-1]
    return found


def _parallel(work: Callable[[Any], Found], jobs: Sequence[Any]) -> Iterator[Found]:
    with ThreadPoolExecutor(AT_ONCE) as crew:
        yield from crew.map(work, jobs)


def _page(  # noqa: PLR0913, PLR0917  # each is a fact of its own
    site: Site, log: ReadLog, as_of: str, name: str, own: Sequence[Said], entries: Mapping[str, Said]
) -> Found:
    """Prove the page of one record, its JSON and its attachments."""
    path = file_of(json_url(name))
    try:
        told = loaded(site.read(path))
        html = hashlib.sha256(site.read(f"{path.removesuffix(INDEX)}/index.html")).hexdigest()
    except Absent as fault:
        return Found(name, (_("没有 {path}：记录被拿掉").format(path=fault),))
    except MalformedValue:
        return Found(name, (_("{path} 不是 JSON：文件被改过").format(path=path),))
    if not isinstance(told, Mapping):
        return Found(name, (_("{path} 不是 JSON：文件被改过").format(path=path),))
    claim = Claim(name, told, own, log.leaves, entries, as_of)
    faults = list(faults_of(claim))
    if told.get("page_sha256") != html:
        faults.append(_("网页的字节与 page_sha256 不符：页面被改过"))
    if told.get("address") != record_url(name):
        faults.append(_("写的地址是「{address}」：页面被改过").format(address=told.get("address")))
    listed = told.get("attachments")
    attached = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
    faults += [fault for one in attached for fault in _attachment(site, claim, one)]
    return Found(name, tuple(faults), tuple(bare_fields(told)), len(attached), bool(own) and claim.lapsed)


def _attachment(site: Site, claim: Claim, one: Mapping[str, Any]) -> Iterator[str]:
    address, page = str(one.get("address", "")), record_url(claim.name)
    name = address.removeprefix(page)
    if not address.startswith(page) or not name or "/" in name:
        yield _("附件的地址「{address}」不在这条记录下面：页面被改过").format(address=address)
        return
    try:
        raw = site.read(file_of(address))
    except Absent:
        yield _("没有附件 {name}：附件被拿掉").format(name=name)
        return
    algorithm = "sha256" if len(str(one.get("blob"))) == SHA256_HEX else "sha1"
    yield from attachment_faults(
        claim, one, name, raw, lambda raw: (hashlib.sha256(raw).hexdigest(), blob_id(raw, algorithm))
    )


def _check_strangers(site: Site, wanted: Iterable[str], minutes: Minutes) -> None:
    """Prove that no record's page is there that the log does not know."""
    paths = site.paths()
    if paths is None:
        minutes.unknown(_("按网址只能沿着日志找页面，多出来的页面看不到；要看全部文件，请核对网站的文件夹"))
        return
    known = set(wanted)
    for path in paths:
        address = f"/{path.removesuffix(INDEX)}/"
        if path.endswith(INDEX) and path not in known and not is_version(address) and _is_record(site, path):
            minutes.failed(_("{path}：日志里没有这条记录，页面是添上去的，或者还没有提交").format(path=path))


def _is_record(site: Site, path: str) -> bool:
    try:
        told = loaded(site.read(path))
    except (Absent, MalformedValue):
        return True
    return isinstance(told, Mapping) and "events" in told and "id" in told


def _check_edition(site: Site, note: Note, minutes: Minutes) -> None:
    """Prove that all files together are those that the checkpoint was made over."""
    paths = site.paths()
    if paths is None:
        minutes.unknown(_("按网址看不到全部文件，没有核对检查点里全部文件的摘要"))
        return
    files: dict[str, str] = {}
    for done, path in enumerate(paths, start=1):
        minutes.progress(_("核对文件"), done, len(paths))
        if path not in {BUILD, CHECKPOINT}:
            files[path] = hashlib.sha256(site.read(path)).hexdigest()
    if edition_digest(files) == note.checkpoint.edition:
        minutes.proved(_("{number} 个文件的摘要与检查点相同：没有一个字节改过").format(number=len(paths)))
    else:
        minutes.failed(
            _("全部文件的摘要与检查点不同：有文件在生成以后被改过、添上或者拿掉；加 --repo 可以指出是哪一个")
        )
