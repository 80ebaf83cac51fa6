"""What import, new and init do, and say."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from pathlib import Path

from disclosure.assembly.order import VERSION, Order
from disclosure.assembly.planning import plan
from disclosure.checking.gate import Gate
from disclosure.commands.options import PROJECT
from disclosure.commands.progress import watch
from disclosure.history.pinning import pin_of
from disclosure.history.repository import read_history, repository_around
from disclosure.history.writing import commit, require_ready
from disclosure.intake.importer import ImportOrder, import_table
from disclosure.intake.init import InitOrder, init, jurisdiction_of
from disclosure.intake.mapping import load_mapping
from disclosure.intake.new import NewOrder, new_record
from disclosure.intake.report import ImportReport, as_text
from disclosure.intake.types import type_named
from disclosure.model.errors import GongshiError, MalformedValue
from disclosure.model.kinds import Kind, key_of
from disclosure.model.language import _
from disclosure.model.portal import PLACEHOLDER
from disclosure.reading.schemas import load_schemas


@dataclass(frozen=True, slots=True)
class Table:
    """What the import command was given: a spreadsheet, its mapping, and what holds for every row of it."""

    file: Path
    mapping: Path
    kind: str
    type: str
    agency: str
    replace: bool
    commit: bool


def import_file(order: Order, table: Table) -> int:
    """Import a spreadsheet, say what became of every row, and commit where asked; 2 where a row was kept out."""
    if table.mapping == Path():
        raise GongshiError(_("请用 --map 写明对照文件：表格的哪一列是记录的哪一项；例子见 bench/maps/"))
    repository = ready_repository(order.content) if table.commit else None
    gate = gate_of(order)
    request = ImportOrder(
        file=table.file,
        kind=kind_named(table.kind, order.kinds),
        mapping=load_mapping(table.mapping, gate.check_setting),
        content=order.content,
        schemas=load_schemas(order.schemas),
        check=gate.check,
        constants=constants_of(table),
        agency=table.agency or None,
        replace=table.replace,
    )
    with watch() as told:
        report = import_table(request, lambda done, total: told(_("导入"), done, total))
    try:
        if repository:
            report = replace(report, commit=_commit(order, repository, report))
    finally:
        _say(order, report, repository)
    return report.exitcode


def constants_of(table: Table) -> dict[str, str]:
    """Return what holds for every row; GongshiError, once and not for each row, where the type is none."""
    try:
        return {"type": type_named(table.type)} if table.type else {}
    except MalformedValue as fault:
        raise GongshiError(f"--type：{fault}") from None


def _say(order: Order, report: ImportReport, repository: Path | None) -> None:
    """Print what became of every row, and what is left to do with git."""
    sys.stdout.write(f"{as_text(report).rstrip()}\n")
    if report.written and not repository:
        hint = _("文件在 {content}；看过以后用 git 提交，或者加上 --commit 再运行一次\n")
        sys.stdout.write(hint.format(content=order.content))
    if repository and report.outcomes and not report.commit and not report.written:
        sys.stdout.write(_("没有要提交的：收下的行都已经提交过\n"))
    for path in _uncommitted(order, repository, report.housed) if repository and report.commit else ():
        hint = _(
            "机关 {path} 还没有提交，请看过以后提交："
            "git -C {repository} add {path} && git -C {repository} commit -m 机关 -- {path}\n"
        )
        sys.stdout.write(hint.format(path=path, repository=repository))


def _uncommitted(order: Order, repository: Path, paths: Sequence[str]) -> list[Path]:
    """Return which of these files below content/ have no commit that holds their bytes, from the repository's top."""
    there = [path for path in paths if (order.content / path).is_file()]
    history = read_history(order.content, there, order.cache / "history", partial(key_of, kinds=order.kinds))
    return [(order.content / path).relative_to(repository) for path in there if path in history.uncommitted]


def gate_of(order: Order) -> Gate:
    """Return the checks as they hold for this content's settings and rules."""
    return Gate(order.schemas, plan(replace(order, preview=True)).setting.judging())


def kind_named(name: str, kinds: Sequence[Kind]) -> Kind:
    """Return a kind by its name or its Chinese title; GongshiError, with what may have been meant, for another word."""
    for kind in kinds:
        if name in (kind.name, kind.title):
            return kind
    close = get_close_matches(name, [kind.name for kind in kinds], n=1)
    hint = _("，是不是「{name}」").format(name=close[0]) if close else ""
    known = "、".join(f"{kind.name}（{kind.title}）" for kind in kinds)
    raise GongshiError(_("没有「{name}」这一类{hint}；可以写 {known}").format(name=name, hint=hint, known=known))


def _commit(order: Order, repository: Path, report: ImportReport) -> str | None:
    """Commit what the import wrote, now or when it was run before; None where all of it is committed."""
    paths = _uncommitted(order, repository, report.kept)
    if not paths:
        return None
    message = _("导入 {file}：{number} 个文件").format(file=report.file, number=len(paths))
    try:
        return commit(repository, paths, message, trailers=[report.trailer])
    except GongshiError as fault:
        raise GongshiError(
            _("{fault}。文件已经写好，还没有提交；改好以后把同样的命令再运行一次").format(fault=fault)
        ) from fault


def ready_repository(content: Path) -> Path:
    """Return the repository that a content folder lies in, ready to take a commit; GongshiError where it is not."""
    repository = repository_around(content)
    if repository is None:
        raise GongshiError(
            _("{content} 不在 git 仓库里，不能提交；请先用 ./portal init 建一个内容仓库").format(content=content)
        )
    require_ready(repository)
    return repository


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the new command was given: the kind, where the record belongs, and the answers as `field=value`."""

    kind: str
    agency: str
    slug: str
    answers: Sequence[str]


def new(order: Order, wanted: Wanted) -> None:
    """Write a new record from the answers given; at a terminal, ask for the rest."""
    gate = gate_of(order)
    created = new_record(
        NewOrder(
            kind=kind_named(wanted.kind, order.kinds),
            content=order.content,
            schemas=load_schemas(order.schemas),
            check=gate.check,
            answers=dict(answer_of(written) for written in wanted.answers),
            agency=wanted.agency or None,
            slug=wanted.slug or None,
            ask=_ask if sys.stdin.isatty() else None,
        )
    )
    sys.stdout.write(
        _("写好了 {path}\n{next_step}\n").format(path=order.content / created.path, next_step=created.next_step)
    )


def answer_of(written: str) -> tuple[str, str]:
    """Return the field and the value of `field=value`; GongshiError where it is not written so."""
    name, equals, value = written.partition("=")
    if not equals or not name.strip():
        raise GongshiError(_("--set「{written}」要写成 字段=值，例如 --set title=某某决定").format(written=written))
    return name.strip(), value


def _ask(prompt: str) -> str:
    return input(f"{prompt} ")


def start_repository(folder: Path, name: str, jurisdiction: str, organiser: str, forge: str = "") -> None:
    """Make a content repository and say what to do next; what is not given keeps the words that ask to be changed."""
    order = InitOrder(folder, PROJECT, VERSION, tool=pin_of(PROJECT, VERSION), forge=forge)
    order = replace(
        order,
        name=name or order.name,
        jurisdiction=jurisdiction or jurisdiction_of(organiser) or order.jurisdiction,
        organiser=organiser or order.organiser,
    )
    files = init(order)
    sys.stdout.write(
        _(
            "内容仓库建好了：{folder}（{number} 个文件，已提交）\n"
            "接着：改 content/portal.yaml；./portal new agency --content {folder}；./portal serve --content {folder}\n"
        ).format(folder=folder, number=len(files))
    )
    if not jurisdiction and PLACEHOLDER not in order.jurisdiction:
        hint = _("辖区按主办单位写成「{name}」；不对就改 content/portal.yaml\n")
        sys.stdout.write(hint.format(name=order.jurisdiction))
    for option, value in (("--jurisdiction", order.jurisdiction), ("--organiser", order.organiser)):
        if PLACEHOLDER in value:
            hint = _("提醒：没有写 {option}，content/portal.yaml 里现在是「{value}」，公开以前要改\n")
            sys.stderr.write(hint.format(option=option, value=value))
    if order.tool and not order.tool.url:
        hint = _("托管平台上的检查从哪里取本工具，请写在 {folder}/.gongshi/tool 的 url；没有写，检查不会运行\n")
        sys.stdout.write(hint.format(folder=folder))
