"""Proves a transparency log from its own files: checkpoint, signatures, leaves, tiles, and one checkpoint by another.

Nothing here trusts what it reads, and nothing needs git: `read` returns the bytes of a file of the site.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from disclosure.history.transparency.leaves import VERSION, plain
from disclosure.history.transparency.notes import Note, Verifier, parse_note
from disclosure.history.transparency.tiles import read_leaves, tree_of, wrong_tile
from disclosure.history.transparency.tree import Tree
from disclosure.history.transparency.verdicts import Absent, Minutes
from disclosure.model.errors import MalformedValue
from disclosure.model.language import _

Read = Callable[[str], bytes]
FOLDER = "log/"
CHECKPOINT = "log/checkpoint"
KEYS = "log/keys.json"
OPEN = frozenset({"v", "time", "action", "record", "fields"})
BLANK = frozenset({"v", "time", "hidden"})
FOREVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Said:
    """What one leaf says; of a blank one (`record` is empty) only the time."""

    number: int
    time: str
    action: str = ""
    record: str = ""
    fields: str = ""
    hidden: str = ""


@dataclass(frozen=True, slots=True)
class ReadLog:
    """A log that was read whole."""

    note: Note
    leaves: tuple[Said, ...]
    raw: tuple[bytes, ...]
    tree: Tree


def loaded(raw: bytes) -> Any:  # noqa: ANN401  # whatever JSON holds
    """Return what a JSON file holds; MalformedValue where it is none."""
    try:
        return json.loads(raw.decode("utf-8"))
    except (ValueError, RecursionError) as fault:
        raise MalformedValue(_("不是 JSON")) from fault


def read_note(read: Read, path: str, minutes: Minutes) -> Note | None:
    """Read the checkpoint of a site."""
    try:
        return parse_note(read(path))
    except Absent:
        minutes.failed(_("没有检查点 {path}：这个网站没有公开日志，或者日志被拿掉").format(path=path))
    except MalformedValue as fault:
        minutes.failed(_("检查点 {path} 读不了：{fault}；文件被改过").format(path=path, fault=fault))
    return None


def check_signatures(note: Note, read: Read, trusted: Sequence[Verifier], as_of: str, minutes: Minutes) -> None:
    """Prove by whom the checkpoint is signed: by the keys that were brought along, and by those that the site names."""
    for key in trusted:
        _by_trusted(note, key, minutes)
    try:
        listed = _listed(loaded(read(KEYS)))
    except Absent:
        minutes.failed(_("没有 {path}：公钥的名单被拿掉").format(path=KEYS))
        return
    except MalformedValue as fault:
        minutes.failed(_("{path} 读不了：{fault}；文件被改过").format(path=KEYS, fault=fault))
        return
    if not listed and not note.signatures:
        if not trusted:
            minutes.unknown(
                _("检查点没有签名，网站也没有登记公钥：整个日志可以由任何人重做，只能与别处保存的检查点对照")
            )
        return
    _by_listed(note, listed, as_of, minutes)
    if not trusted:
        minutes.unknown(
            _("公钥取自同一个网站：换了整个网站的人也换得了公钥；请用 --key 写上从别处（公报、文件）得到的公钥")
        )


def _by_trusted(note: Note, key: Verifier, minutes: Minutes) -> None:
    try:
        held = note.signed_by([key])
    except MalformedValue as fault:
        minutes.failed(_("{fault}；检查点被改过").format(fault=fault))
        return
    if held:
        minutes.proved(_("检查点由您给的公钥 {key} 签名").format(key=_short(key)))
    else:
        minutes.failed(_("检查点没有您给的公钥 {key} 的签名：不是这把钥匙的持有者发布的").format(key=_short(key)))


def _listed(told: object) -> list[tuple[Verifier, str, str]]:
    entries = told.get("keys") if isinstance(told, Mapping) else None
    if not isinstance(entries, list):
        raise MalformedValue(_("没有 keys"))
    found = []
    for entry in entries:
        if not isinstance(entry, Mapping):
            raise MalformedValue(_("keys 里有不是公钥的"))
        key = Verifier.parse(str(entry.get("key", "")))
        found.append((key, str(entry.get("from", "")), str(entry.get("until") or FOREVER)))
    return found


def _by_listed(note: Note, listed: Sequence[tuple[Verifier, str, str]], as_of: str, minutes: Minutes) -> None:
    names = {(key.name, key.key_id) for key, _first, _last in listed}
    for name, key_id, _raw in note.signatures:
        if (name, key_id) not in names:
            minutes.failed(
                _("检查点有 {name}（编号 {id}）的签名，{path} 没有登记这把公钥：由外来的钥匙签的").format(
                    name=name, id=key_id.hex(), path=KEYS
                )
            )
    signed = 0
    for key, first, last in listed:
        try:
            held = note.signed_by([key])
        except MalformedValue as fault:
            minutes.failed(_("{fault}；检查点被改过").format(fault=fault))
            continue
        if held and not first <= as_of <= last:
            minutes.failed(_("检查点由 {key} 签名，{day} 不在它的使用期内").format(key=_short(key), day=as_of))
        elif held:
            signed += 1
            minutes.proved(_("检查点由网站登记的公钥 {key} 签名").format(key=_short(key)))
    if not signed and not note.signatures:
        minutes.failed(_("{path} 登记了公钥，检查点却没有签名：签名被拿掉，或者检查点被换过").format(path=KEYS))


def _short(key: Verifier) -> str:
    return f"{key.name}+{key.key_id.hex()}"


def read_log(note: Note, read: Read, minutes: Minutes) -> ReadLog | None:
    """Read every leaf and prove that they are those of the checkpoint, and that the tiles hold what they come to."""

    def below(path: str) -> bytes:
        return read(f"{FOLDER}{path}")

    size = note.checkpoint.size
    try:
        raw = tuple(read_leaves(size, below))
        leaves = tuple(parse_leaf(number, leaf) for number, leaf in enumerate(raw))
    except Absent as fault:
        minutes.failed(
            _("检查点说日志有 {size} 条，{path} 却没有：尾部被截断，或者文件被拿掉").format(size=size, path=fault)
        )
        return None
    except MalformedValue as fault:
        minutes.failed(_("日志的条目读不了：{fault}；日志被改过").format(fault=fault))
        return None
    tree = tree_of(raw)
    if tree.root() != note.checkpoint.root:
        minutes.failed(
            _("{size} 条日志算出的根与检查点的根不同：有条目被改过、拿掉、添上，或者顺序被改").format(size=size)
        )
        return None
    minutes.proved(_("日志有 {size} 条，每一条都在，算出的根与检查点相同").format(size=size))
    _check_tiles(tree, below, minutes)
    return ReadLog(note, leaves, raw, tree)


def _check_tiles(tree: Tree, below: Read, minutes: Minutes) -> None:
    try:
        wrong = wrong_tile(tree, below)
    except Absent as fault:
        minutes.failed(_("没有 {path}：日志的散列文件被拿掉").format(path=fault))
        return
    if wrong:
        minutes.failed(_("{path} 里不是条目算出的散列：文件被改过").format(path=f"{FOLDER}{wrong}"))
    else:
        minutes.proved(_("日志的散列文件（tile）都与条目一致"))


def parse_leaf(number: int, raw: bytes) -> Said:
    """Read one leaf; MalformedValue where it is none of this log's, or not written in its one proper form."""
    try:
        told = loaded(raw)
    except MalformedValue:
        told = None
    proper = isinstance(told, dict) and told.keys() in (OPEN, BLANK) and told.get("v") == VERSION and plain(told) == raw
    if not proper or not all(isinstance(told[name], str) for name in told if name != "v"):
        raise MalformedValue(_("第 {number} 条不是公开日志的条目").format(number=number))
    return Said(number, **{name: value for name, value in told.items() if name != "v"})


@dataclass(frozen=True, slots=True)
class Other:
    """Another checkpoint of the same log, and the path or address that a person gave of it.

    `beside` reads the site that it belongs to, where it can be reached; `older` says that the site to be verified calls
    itself older than that one.
    """

    note: Note
    path: str
    beside: Read | None
    older: bool


def check_against(log: ReadLog, other: Other, minutes: Minutes) -> None:
    """Prove that a log and another checkpoint are one history."""
    mine, its, path = log.note.checkpoint, other.note.checkpoint, other.path
    if mine.origin != its.origin:
        problem = _("{path} 是另一个日志（{other}）的检查点，这里是 {own}")
        minutes.failed(problem.format(path=path, other=its.origin, own=mine.origin))
    elif its.size > mine.size:
        _shorter(log, other, minutes)
    elif log.tree.root(its.size) == its.root:
        proof = _("与 {path} 一致：那时的 {size} 条原样都在，后来又添了 {more} 条")
        minutes.proved(proof.format(path=path, size=its.size, more=mine.size - its.size))
    else:
        problem = _("与 {path} 不一致：那时的 {size} 条已经不是现在的前 {size} 条，历史被改写")
        minutes.failed(problem.format(path=path, size=its.size))


def _shorter(log: ReadLog, other: Other, minutes: Minutes) -> None:
    """Prove that a log which is shorter than another is its beginning, where it does not claim to be newer."""
    mine, its, path = log.note.checkpoint, other.note.checkpoint, other.path
    beside = other.beside
    if not other.older or beside is None:
        problem = _("{path} 已有 {its} 条，网站只有 {mine} 条：尾部被截断")
        minutes.failed(problem.format(path=path, its=its.size, mine=mine.size))
        return
    try:
        tree = tree_of(tuple(read_leaves(its.size, lambda name: beside(f"{FOLDER}{name}"))))
    except (Absent, MalformedValue) as fault:
        minutes.unknown(_("{path} 比网站新，它的条目读不到（{fault}），没有对照").format(path=path, fault=fault))
        return
    if tree.root() != its.root:
        minutes.failed(_("{path} 与它自己的条目不符，不能用来对照").format(path=path))
    elif tree.root(mine.size) == mine.root:
        proof = _("与 {path} 一致：网站的 {mine} 条是它 {its} 条的前一段")
        minutes.proved(proof.format(path=path, mine=mine.size, its=its.size))
    else:
        problem = _("与 {path} 不一致：网站的 {mine} 条不是它的前一段，历史被改写")
        minutes.failed(problem.format(path=path, mine=mine.size))
