"""What verify and key do, and say."""

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from disclosure.assembly.order import Secrets
from disclosure.assembly.transparency import origin_of
from disclosure.assembly.verifying import Site, build_of, verify_site
from disclosure.commands.options import content_folder, day
from disclosure.commands.progress import watch
from disclosure.commands.rebuilding import check_repository
from disclosure.commands.sites import FolderSite, WebSite, fetched, is_address, site_at
from disclosure.history.transparency.notes import Note, Verifier, new_key, parse_note, read_signer
from disclosure.history.transparency.verdicts import Absent, Minutes, Verdict
from disclosure.history.transparency.verifying import CHECKPOINT, Other, ReadLog, check_against
from disclosure.model.errors import GongshiError, MalformedValue
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.reading.documents import read_document

MOST = 50
NAME = re.compile(r"[!-*,-~]+")
OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class Question:
    """What the verify command was given: a site, a checkpoint kept from another day, the repository, trusted keys."""

    site: str
    against: str = ""
    repository: str = ""
    keys: Sequence[str] = ()


class Printer:
    """Prints what is found line by line; of very many faults the first, and how many more there are."""

    def __init__(self) -> None:
        self.faults = 0

    def __call__(self, verdict: Verdict, sentence: str) -> None:
        """Print one line."""
        self.faults += verdict is Verdict.FAILED
        if verdict is not Verdict.FAILED or self.faults <= MOST:
            sys.stdout.write(f"{verdict.value} {shown(sentence)}\n")


def shown(text: str) -> str:
    """Return a text that a terminal can show as it is: what a site says may hold anything."""
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def verify(question: Question) -> int:
    """Prove a site and print what was proved, what could not be checked and where it failed; 2 where it failed."""
    trusted = [_trusted(written) for written in question.keys]
    site = site_at(question.site)
    printer = Printer()
    with watch() as told:
        minutes = Minutes(printer, told)
        log = verify_site(site, trusted, minutes)
        if question.against:
            _against(site, log, question.against, minutes)
        if question.repository:
            _repository(site, log, question.repository, minutes)
    if printer.faults > MOST:
        sys.stdout.write(_("✗ 还有 {number} 处不符，没有列出\n").format(number=printer.faults - MOST))
    if minutes.faults:
        sys.stdout.write(
            _("结论：有 {number} 处不符，{site} 不可信\n").format(number=minutes.faults, site=question.site)
        )
        return 2
    sys.stdout.write(_("结论：核对过的都相符；没有核对的，见「–」各行\n"))
    return 0


def _trusted(written: str) -> Verifier:
    try:
        return Verifier.parse(written)
    except MalformedValue as fault:
        raise GongshiError(f"--key：{fault}") from None


def _against(site: Site, log: ReadLog | None, written: str, minutes: Minutes) -> None:
    other, beside = _checkpoint(written)
    if log is None:
        minutes.unknown(_("日志读不全，没有与 {path} 对照").format(path=written))
        return
    older = False
    if beside:
        older = str(build_of(site).get("as_of")) < str(build_of(beside).get("as_of"))
    check_against(log, Other(other, written, beside.read if beside else None, older=older), minutes)


def _checkpoint(written: str) -> tuple[Note, FolderSite | WebSite | None]:
    """Return a checkpoint that a person names, and the site around it where it lies in one."""
    home = written.removesuffix("/").removesuffix(CHECKPOINT)
    inside = home != written.removesuffix("/") or (not is_address(written) and Path(written).is_dir())
    beside = site_at(home or ".") if inside else None
    try:
        return parse_note(beside.read(CHECKPOINT) if beside else _bytes_at(written)), beside
    except Absent:
        raise GongshiError(_("--against {path}：没有这个检查点；请核对路径或者网址").format(path=written)) from None
    except MalformedValue as fault:
        raise GongshiError(_("--against {path}：{fault}").format(path=written, fault=fault)) from None


def _bytes_at(written: str) -> bytes:
    if is_address(written):
        return fetched(written, written)
    path = Path(written).expanduser()
    if not path.is_file():
        raise Absent(written)
    return path.read_bytes()


def _repository(site: Site, log: ReadLog | None, written: str, minutes: Minutes) -> None:
    environment = {name: value for name, value in os.environ.items() if name == "GONGSHI_LOG_SEED"}
    check_repository(site, log, written, Secrets.given(environment), minutes)


def make_key(path: Path, content: str, name: str, as_of: str) -> None:
    """Write a new private key that its owner alone may read, and print what portal.yaml must say of it."""
    origin = name or _origin(content)
    if not NAME.fullmatch(origin):
        problem = _("日志的名称「{name}」不能用：要没有空格和加号的英文、数字、符号，例如 gongshi.shili.example/log")
        raise GongshiError(problem.format(name=origin))
    pem = new_key()
    signer = read_signer(pem, origin)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
    except FileExistsError:
        raise GongshiError(_("{path} 已经有了，没有改动；请换一个文件名，旧的私钥不要覆盖").format(path=path)) from None
    with os.fdopen(handle, "wb") as stream:
        stream.write(pem)
    sys.stdout.write(
        _(
            "私钥写在 {path}，只有您能读。不要提交到 git，不要发给别人；丢了就换一把。\n"
            "请在 content/portal.yaml 里添上（已有 log 的，把 - key 两行添在 keys 下面，"
            "旧的一项写上 until），然后提交：\n\n"
            'log:\n  origin: {origin}\n  keys:\n    - key: {key}\n      from: "{day}"\n\n'
            "生成网站时用：GONGSHI_LOG_KEY_FILE={path} ./portal build …\n"
            "请把公钥那一行另外公布在别处（公报、文件），核对的人用 ./portal verify --key 时要用。\n"
        ).format(path=path, origin=origin, key=signer.verifier, day=day(as_of).isoformat())
    )


def _origin(content: str) -> str:
    """Return what the log calls itself by the portal.yaml of a content folder."""
    if not content:
        raise GongshiError(_("请用 --content 指明内容仓库（公钥里要写日志的名称），或者用 --name 写出名称"))
    path = content_folder(content) / "portal.yaml"
    if not path.is_file():
        raise GongshiError(_("{path} 没有；请用 --content 指明内容仓库").format(path=path))
    found = read_document("portal.yaml", path.read_bytes())
    if not isinstance(found, Document):
        raise GongshiError(_("{path} 读不了；请先运行 ./portal check").format(path=path))
    return origin_of(found.data)
