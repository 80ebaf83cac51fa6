"""What erase and erased do, and say: the list of what must go, and the proof that it is gone."""

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from disclosure import edition as editions
from disclosure.assembly.erasing import Archive, Erasing, Target, erasing
from disclosure.assembly.erasing_files import CALLBACK, LIST, MESSAGES, folder_files, trace_lines
from disclosure.assembly.locking import reading
from disclosure.assembly.order import Order
from disclosure.assembly.remembered import register_issues
from disclosure.assembly.transparency import Bound, bound
from disclosure.checking.gate import Gate
from disclosure.commands.asking import record_meant
from disclosure.commands.naming import numbers_in
from disclosure.commands.progress import watch
from disclosure.commands.register import next_number, registered_entries
from disclosure.history.erasing import holding
from disclosure.history.log import record_name
from disclosure.history.transparency.notes import Checkpoint, parse_note
from disclosure.intake.citations import citations
from disclosure.intake.listed import with_entry
from disclosure.intake.shelf import write_files
from disclosure.model.attachment import folder_of
from disclosure.model.erasure import REGISTER, Surviving
from disclosure.model.errors import ContentError, GongshiError, MalformedValue
from disclosure.model.issue import Level
from disclosure.model.kinds import kind_of
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.publishing.door import gone
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import load_schemas

CHECKPOINT = "log/checkpoint"
LAW = re.compile(r"(?P<law>[^《》]+?)\s*(?P<article>第.+条.*)")
VERSIONS = ("all", "earlier")
WRONG = frozenset({"erased-unknown", "erased-unlisted", "erased-differs", "erased-waiting"})


@dataclass(frozen=True, slots=True)
class Request:
    """What the erase command was given."""

    record: str
    reason: str
    authority: str
    ground: str
    versions: str = "all"
    text: str = ""
    checkpoint: str = ""
    folder: str = ""


def erase(order: Order, request: Request) -> None:
    """List everything that must go, write the folder for the administrator, and tell the erasing in the register."""
    basis = _basis(request)
    edition, found = _whole(order)
    proven = _proven(order, request.checkpoint, found)
    target = _target(edition, request)
    archive = Archive.around(order.content, edition.plan.history)
    made = erasing(archive, target, found, request.text)
    late = [number for number in made.leaves if number >= proven.size]
    if late:
        raise GongshiError(
            _("检查点只到第 {size} 条，要抹去的有第 {late} 条；请先生成并发布网站，再用新的检查点").format(
                size=proven.size - 1, late=late[0]
            )
        )
    folder = _folder(archive, target, request)
    known = _numbers(order, edition.plan.erased, made)
    left = replace(made, leaves={number: kept for number, kept in made.leaves.items() if number not in known})
    raw, number = _registered(order, edition, left, basis, request) if left.leaves or not known else (b"", "")
    write_files(folder, folder_files(made, request.text))
    if raw:
        write_files(order.content, {REGISTER: raw})
    _say(order, folder, made, number, known)


def _basis(request: Request) -> list[dict[str, str]]:
    """Return the ground as laws and articles; GongshiError for what the register must say and was not given."""
    for option, value in (("--reason", request.reason), ("--authority", request.authority)):
        if not value.strip():
            raise GongshiError(
                _("请用 {option} 写明{what}").format(
                    option=option, what=_("向公众说明的理由") if option == "--reason" else _("决定机关")
                )
            )
    if request.versions not in VERSIONS:
        raise GongshiError(_("--versions 只能写 all（已经撤下的）或者 earlier（仍然公开，只抹去以前的版本）"))
    if request.text and request.text in f"{request.reason}{request.authority}{request.ground}":
        raise GongshiError(_("登记是公开的，理由里不能有要抹去的文字"))
    plain = LAW.fullmatch(request.ground.strip())
    noted = citations(f"《{plain['law'].strip()}》{plain['article']}" if plain else request.ground)
    if not noted.value:
        raise GongshiError(_("请用 --ground 写明依据，例如 --ground 《中华人民共和国个人信息保护法》第四十七条"))
    return list(noted.value)


def _whole(order: Order) -> tuple[editions.Edition, Bound]:
    """Return the edition and the whole log; GongshiError where the content has errors or git does not know it all."""
    with watch() as told, reading(order):
        edition = editions.read(order, told)
    editions.require_clean(edition)
    plan = edition.plan
    found = edition.bound or bound(edition.outcomes, plan.history, plan.setting, plan.erased)
    if found is None:
        raise GongshiError(_("没有完整的版本历史，算不出公开日志；请完整克隆仓库再来"))
    return edition, found


def _proven(order: Order, written: str, found: Bound) -> Checkpoint:
    """Return the published checkpoint, with which the log that is computed here must agree."""
    path = Path(written).expanduser() if written else order.output / CHECKPOINT
    if not path.is_file():
        raise GongshiError(
            _(
                "请用 --checkpoint 指明网站上 /log/checkpoint 的副本（curl -O 网址/log/checkpoint）；"
                "抹去以前要先核对公开日志"
            )
        )
    try:
        checkpoint = parse_note(path.read_bytes()).checkpoint
    except MalformedValue as fault:
        raise GongshiError(f"{path}：{fault}") from fault
    if checkpoint.size > found.tree.size or found.tree.root(checkpoint.size) != checkpoint.root:
        raise GongshiError(
            _(
                "这里算出的公开日志与检查点 {path} 不一致：多半没有给日志的种子（GONGSHI_LOG_SEED 或者 log/seed），"
                "或者不是同一个网站；改好以前不能抹去，否则以前的证明会失效"
            ).format(path=path)
        )
    return checkpoint


def _target(edition: editions.Edition, request: Request) -> Target:
    """Return what is meant; GongshiError where it still stands or is not committed."""
    history, content = edition.plan.history, edition.order.content
    written, _mark, key = request.record.partition("#")
    known = {record_name(path): path in history.events for path in [*history.events, *history.hashes]}
    name = record_meant(written, known, partial(numbers_in, content, history.hashes))
    path = next((path for path in sorted({*history.events, *history.hashes}) if record_name(path) == name), "")
    kind = kind_of(path, edition.order.kinds)
    if kind is None:
        raise GongshiError(_("请写明要抹去哪一条信息，例如 agencies/jyj/decisions/2026/11/012"))
    if path in history.uncommitted:
        raise GongshiError(_("content/{path} 有没提交的改动；请先提交").format(path=path))
    if path not in history.hashes:
        raise GongshiError(
            _("content/{path} 的文件已经删掉；请先写一份撤下说明并提交，地址才有话可说").format(path=path)
        )
    today = read_document(path, (content / path).read_bytes())
    if not isinstance(today, Document):
        raise ContentError(_("content/{path} 现在读不了").format(path=path), today)
    if bool(key) != bool(kind.key):
        raise GongshiError(
            _("{name} 是清单，请写明抹去哪一项，例如 {name}#编号").format(name=name)
            if kind.key
            else _("{name} 不是清单，没有「{key}」这一项").format(name=name, key=key)
        )
    if key:
        if key in history.listed.get(path, ()):
            raise GongshiError(_("「{key}」还在 content/{path} 里；请先删去这一项并提交").format(key=key, path=path))
        return Target(path, kind.key or "", key)
    beside = [other for other in history.hashes if other.startswith(folder_of(path))]
    if gone(today.data) and beside:
        raise GongshiError(_("附件 content/{path} 还在；请先删去并提交").format(path=min(beside)))
    if request.versions == "all" and not gone(today.data):
        raise GongshiError(
            _("{name} 还在公开；请先撤下并提交。内容仍要公开、只抹去以前的版本的，加上 --versions earlier").format(
                name=name
            )
        )
    return Target(path)


def _folder(archive: Archive, target: Target, request: Request) -> Path:
    """Return the folder for the administrator: beside the repository, and empty."""
    slug = re.sub(r"[^0-9A-Za-z-]+", "-", target.key or target.path.rpartition(".")[0].rpartition("/")[2])
    given = Path(request.folder).expanduser().resolve() if request.folder else None
    folder = given or archive.repository.parent / f"erase-{slug}"
    if folder.is_relative_to(archive.repository):
        raise GongshiError(_("{folder} 在仓库里；清单不能提交，请用 --folder 另指一个").format(folder=folder))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise GongshiError(_("{folder} 已经有了；请删掉它，或者用 --folder 另指一个").format(folder=folder))
    return folder


def _registered(
    order: Order, edition: editions.Edition, made: Erasing, basis: list[dict[str, str]], request: Request
) -> tuple[bytes, str]:
    """Return the register with one entry more, and the entry's number; ContentError where it would not be fit."""
    schemas = load_schemas(order.schemas)
    kind = next(kind for kind in order.kinds if kind.name == "erasure")
    entry: dict[str, Any] = {"number": next_number(order)}
    if made.public:
        entry["record"] = record_name(made.target.path)
    if made.target.key:
        entry["entry"] = made.target.key
    entry |= {
        "erased_on": order.as_of.isoformat(),
        "basis": basis,
        "authority": request.authority.strip(),
        "reason": request.reason.strip(),
        "leaves": [_leaf(number, made) for number in sorted(made.leaves)],
    }
    if not entry["leaves"]:
        raise GongshiError(_("这些版本没有到过 main，不用登记；直接删掉那些分支就可以"))
    raw = with_entry(order.content, REGISTER, kind, entry, schemas, ())
    document = read_document(REGISTER, raw)
    gate = Gate(order.schemas, edition.plan.setting.judging())
    issues = gate.check(document, kind) if isinstance(document, Document) else document
    problems = tuple(issue for issue in issues if issue.level is Level.ERROR)
    if problems:
        raise ContentError(_("登记不合要求，什么也没有写"), problems)
    return raw, str(entry["number"])


def _numbers(order: Order, erased: Mapping[int, Surviving], made: Erasing) -> dict[int, str]:
    """Return the leaves that the register has already just as they are, each with the number of its entry."""
    same = {number for number, kept in made.leaves.items() if erased.get(number) == kept}
    return {
        leaf["leaf"]: str(entry.get("number"))
        for entry in registered_entries(order)
        for leaf in entry.get("leaves", ())
        if isinstance(leaf, Mapping) and leaf.get("leaf") in same
    }


def _leaf(number: int, made: Erasing) -> dict[str, object]:
    kept = made.leaves[number]
    return {"leaf": number, "hidden" if kept.hidden else "fields": kept.digest}


def _say(order: Order, folder: Path, made: Erasing, number: str, known: Mapping[int, str]) -> None:
    """Print what was found and written, and what to do next: nothing has been erased yet."""
    lines = [
        _("要抹去 {versions} 个版本，公开日志里 {leaves} 条；清单在 {list}").format(
            versions=len(made.versions), leaves=len(made.leaves), list=folder / LIST
        )
    ]
    if known:
        told = _("其中 {leaves} 条已经登记在 {register} 的 {entries}，没有再登记")
        entries = "、".join(dict.fromkeys(known.values()))
        lines.append(told.format(leaves=len(known), register=order.content / REGISTER, entries=entries))
    if number:
        told = _("登记 {number} 写进了 {register}，还没有提交；看过以后照常提交、合并")
        lines.append(told.format(number=number, register=order.content / REGISTER))
    told = _("版本历史还没有改动：合并以后请管理员照 docs/erasing.md 改写，用 {callback}")
    lines.append(told.format(callback=folder / CALLBACK))
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    if made.elsewhere:
        hint = _("提醒：同样的内容还在别的路径（{number} 处），会一起抹去，见清单第二部分\n")
        sys.stderr.write(hint.format(number=len(made.elsewhere)))
    if traces := trace_lines(made):
        hint = _("提醒：还有 {number} 处含有同样的文字，不会随着抹去，见清单第三部分；提交说明用 {messages} 改写\n")
        sys.stderr.write(hint.format(number=len(traces), messages=folder / MESSAGES))


def erased(order: Order, checkpoint: str, text: str) -> int:
    """Say whether everything in the register is gone from this clone and the public log still holds; 2 where not."""
    edition, found = _whole(order)
    erased_leaves = edition.plan.erased
    unlisted = [str(issue) for issue in register_issues(found, erased_leaves) if issue.rule == "erased-unlisted"]
    if unlisted:
        sys.stdout.write("".join(f"{line}\n" for line in unlisted))
        return 2
    proven = _proven(order, checkpoint, found)
    if not erased_leaves:
        raise GongshiError(_("没有登记过彻底删除（content/{register}）").format(register=REGISTER))
    faults = [str(issue) for issue in edition.issues if issue.rule in WRONG]
    repository = edition.plan.history.repository
    if text and repository:
        faults += [
            _("对象 {id}（{kind}）里还有「{text}」").format(id=one.id, kind=one.kind, text=text)
            for one in sorted(holding(repository, text))
        ]
    sys.stdout.write(
        _(
            "公开日志与检查点一致：发布过的 {size} 条都在，一条不差\n"
            "登记抹去 {leaves} 条，其中 {gone} 条的内容已经不在历史里\n"
        ).format(size=proven.size, leaves=len(erased_leaves), gone=len(found.stubs & erased_leaves.keys()))
    )
    if text and not faults:
        sys.stdout.write(_("整个仓库的每一个对象里都没有给出的文字\n"))
    for fault in faults:
        sys.stdout.write(f"{fault}\n")
    return 2 if faults else 0
