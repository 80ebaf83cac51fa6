"""What import, new and init do, and say."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path

from disclosure.assembly.order import VERSION, Order
from disclosure.assembly.planning import plan
from disclosure.checking.gate import Gate
from disclosure.commands.options import PROJECT
from disclosure.commands.progress import watch
from disclosure.history.repository import read_history
from disclosure.history.writing import commit
from disclosure.intake.importer import ImportOrder, import_table
from disclosure.intake.init import InitOrder, init
from disclosure.intake.mapping import load_mapping
from disclosure.intake.new import NewOrder, new_record
from disclosure.intake.report import ImportReport, as_text
from disclosure.model.errors import GongshiError
from disclosure.model.kinds import Kind
from disclosure.model.language import _
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
    gate = gate_of(order)
    request = ImportOrder(
        file=table.file,
        kind=kind_named(table.kind, order.kinds),
        mapping=load_mapping(table.mapping, gate.check_setting),
        content=order.content,
        schemas=load_schemas(order.schemas),
        check=gate.check,
        constants={"type": table.type} if table.type else {},
        agency=table.agency or None,
        replace=table.replace,
    )
    with watch() as told:
        report = import_table(request, lambda done, total: told(_("导入"), done, total))
    if table.commit and report.written:
        report = replace(report, commit=_commit(order.content, report))
    sys.stdout.write(f"{as_text(report).rstrip()}\n")
    if report.written and not table.commit:
        sys.stdout.write(
            _("文件在 {content}；看过以后用 git 提交，或者下次加上 --commit\n").format(content=order.content)
        )
    return report.exitcode


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


def _commit(content: Path, report: ImportReport) -> str:
    repository = repository_of(content)
    paths = [(content / path).relative_to(repository) for path in report.written]
    message = _("导入 {file}：{number} 个文件").format(file=report.file, number=len(paths))
    return commit(repository, paths, message, trailers=[report.trailer])


def repository_of(content: Path) -> Path:
    """Return the repository that a content folder lies in; GongshiError where it lies in none."""
    repository = read_history(content, []).repository
    if repository is None:
        raise GongshiError(
            _("{content} 不在 git 仓库里，不能提交；请先用 ./portal init 建一个内容仓库").format(content=content)
        )
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


def start_repository(folder: Path, name: str, jurisdiction: str, organiser: str) -> None:
    """Make a content repository and say what to do next; what is not given keeps the words that ask to be changed."""
    order = InitOrder(folder, PROJECT, VERSION)
    files = init(
        replace(
            order,
            name=name or order.name,
            jurisdiction=jurisdiction or order.jurisdiction,
            organiser=organiser or order.organiser,
        )
    )
    sys.stdout.write(
        _(
            "内容仓库建好了：{folder}（{number} 个文件，已提交）\n"
            "接着：改 content/portal.yaml；./portal new agency --content {folder}；./portal serve --content {folder}\n"
        ).format(folder=folder, number=len(files))
    )
