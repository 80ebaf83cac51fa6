"""What an annual report says beside what the records come to: table by table, cell by cell, and by matter."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from disclosure.checking.counting import UNKNOWN, Figures, State, table_sum
from disclosure.checking.figures import NOT_COUNTED, added_up
from disclosure.checking.statistics import Rule
from disclosure.model.language import _
from disclosure.model.money import written_yuan
from disclosure.pages.columns import type_title
from disclosure.pages.filters import grouped
from disclosure.pages.shared import Subject
from disclosure.pages.urls import record_url
from disclosure.pages.views import Link

UNITS = {"acts": "次"}
STATES = ((State.PUBLIC, "公开的 {n}"), (State.WITHDRAWN, "已撤下的 {n}"), (State.WITHHELD, "依法不公开的 {n}"))
NONE = "—"


@dataclass(frozen=True, slots=True)
class ComparedCell:
    """One cell: what the report says, what the records come to, how they differ (empty: not), and what was counted.

    `same` is what stands where nothing differs.
    """

    title: str
    how: str
    typed: str
    found: str
    difference: str
    same: str


@dataclass(frozen=True, slots=True)
class ComparedTable:
    """One table beside the records: the verdict, how many were counted, by which rules, and its cells.

    `differences` tells each cell that differs, in words; `cells` are all in which there is anything.
    """

    number: str
    title: str
    verdict: str
    differences: tuple[str, ...]
    counted: str
    said: tuple[str, ...]
    cells: tuple[ComparedCell, ...]


@dataclass(frozen=True, slots=True)
class MatterLine:
    """One matter, and how many records it has in each of the compared tables."""

    matter: Link
    numbers: tuple[str, ...]


def compared_tables(subject: Subject, year: int) -> tuple[ComparedTable, ...]:
    """Return each table that the rules of counting fill, beside what the records of the year come to."""
    figures = _figures(subject, year)
    if figures is None:
        return ()
    return tuple(_table(subject, name, rules, figures) for name, rules in _tables(subject, year).items())


def matter_lines(subject: Subject, year: int) -> tuple[MatterLine, ...]:
    """Return how many records each matter has, in the order of their codes; nothing where no record names one."""
    figures, tables = _figures(subject, year), _tables(subject, year)
    if figures is None:
        return ()
    counted = [figures.matters(name, _sums(rules)) for name, rules in tables.items()]
    named = sorted({matter for one in counted for matter in one if matter})
    rest = [*named, ""] if named and any("" in one for one in counted) else named
    return tuple(
        MatterLine(_matter(subject, matter), tuple(grouped(one[matter]) if matter in one else NONE for one in counted))
        for matter in rest
    )


def _figures(subject: Subject, year: int) -> Figures | None:
    return subject.context.figures.get((subject.record.agency or "", year))


def _tables(subject: Subject, year: int) -> Mapping[str, tuple[Rule, ...]]:
    return subject.context.statistics.tables(year)


def _matter(subject: Subject, matter: str) -> Link:
    title = subject.context.matters.get(matter)
    if not matter:
        return Link(_("没有写明或者不按事项列出的"), "")
    code = matter.partition("#")[2]
    return Link(f"{code} {title}", record_url(matter)) if title else Link(code, "")


def _table(subject: Subject, name: str, rules: Sequence[Rule], figures: Figures) -> ComparedTable:
    node = subject.node["properties"][name]
    number, _gap, title = str(node["title"]).rpartition("　")
    written: Mapping[str, Any] | None = subject.fields.get(name)
    cells = tuple(_cells(subject, name, rules, written, figures))
    differing = tuple(
        _("{title}：年报 {typed}，记录 {found}，{difference}").format(
            title=cell.title, typed=cell.typed, found=cell.found, difference=cell.difference
        )
        for cell in cells
        if cell.difference
    )
    verdict = _("年报没有这张表。") if written is None else _("各栏与记录一致。")
    if written is not None and differing:
        verdict = _("有 {n} 栏与记录不同：").format(n=len(differing))
    said = tuple(
        _("{said}（{basis}）。").format(said=rule.said.removesuffix("。"), basis="、".join(rule.basis))
        for rule in rules
    )
    return ComparedTable(number, title, verdict, differing, _counted(name, rules, figures), said, cells)


def _counted(name: str, rules: Sequence[Rule], figures: Figures) -> str:
    """Say how many were counted, and what of them is public, withdrawn, withheld."""
    states = figures.states(name, _sums(rules))
    unit = _(UNITS.get(name, "宗"))
    whole = _("记录里有 {n} {unit}").format(n=grouped(sum(states.values())), unit=unit)
    parts = [_(words).format(n=grouped(states[state])) for state, words in STATES if state in states]
    unknown = int(figures.columns(name).get(UNKNOWN, 0))
    if unknown:
        parts.append(_("其中 {n} {unit}看不到种类，只计入合计").format(n=grouped(unknown), unit=unit))
    return f"{whole}：{'，'.join(parts)}。" if parts else f"{whole}。"


def _cells(
    subject: Subject, name: str, rules: Sequence[Rule], written: Mapping[str, Any] | None, figures: Figures
) -> Iterator[ComparedCell]:
    """Yield the cells in which there is anything, in the order of the form: the counts, their sum, the amounts."""
    nodes = subject.node["properties"][name]["properties"]
    columns, sums = figures.columns(name), _sums(rules)
    known = {column for rule in rules for column in rule.known}
    for key, node in nodes.items():
        title = str(subject.schemas.resolve(node)["title"]).removesuffix("（元）")
        typed, how = _typed(written, key), _how(subject, key, rules)
        if key == "total":
            total = Decimal(added_up(written)) if written is not None else None
            yield _cell(title, _("以上各栏相加"), total, table_sum(columns, sums))
        elif (key in sums or key in known) and (typed or columns.get(key)):
            yield _cell(title, how, typed, columns.get(key, Decimal(0)), money=key in sums)
        elif typed and key not in sums | known:
            shown = _number(typed, money=key in NOT_COUNTED)
            yield ComparedCell(title, _("记录里没有，由机关统计"), shown, NONE, "", NONE)


def _typed(written: Mapping[str, Any] | None, key: str) -> Decimal | None:
    return Decimal(str(written[key])) if written is not None and key in written else None


def _cell(title: str, how: str, typed: Decimal | None, found: Decimal | None, *, money: bool = False) -> ComparedCell:
    """Return a cell: a column that the report leaves out says nothing, and differs only from something."""
    off = (typed or Decimal(0)) - (found or Decimal(0))
    difference = ""
    if off and typed is None:
        difference = _("年报没有填")
    elif off:
        number = _number(abs(off), money=money)
        difference = (_("年报多 {n}") if off > 0 else _("年报少 {n}")).format(n=number)
    return ComparedCell(title, how, _number(typed, money=money), _number(found, money=money), difference, _("一致"))


def _number(value: Decimal | None, *, money: bool = False) -> str:
    if value is None:
        return NONE
    return written_yuan(value) if money else grouped(int(value))


def _sums(rules: Iterable[Rule]) -> frozenset[str]:
    return frozenset(column for rule in rules for column in rule.sums)


def _how(subject: Subject, column: str, rules: Sequence[Rule]) -> str:
    """Say which values are counted in a column: the field, and what it says there."""
    return "；".join(dict.fromkeys(part for rule in rules for part in _of_rule(subject, column, rule)))


def _of_rule(subject: Subject, column: str, rule: Rule) -> Iterator[str]:
    node = subject.schemas.by_name[rule.kind]
    for name, fields in rule.amounts:
        if name == column:
            yield _(" ＋ ").join(_amount(subject, node, field) for field in fields)
    values = [value for value, target in rule.columns.items() if target == column]
    if values:
        shown = (type_title(value) if rule.field == "type" else value for value in values)
        yield _("{field}：{values}").format(field=subject.schemas.called(node, rule.field), values="、".join(shown))
    elif rule.other == column and rule.each:
        yield _("{kind}：逐个{each}").format(kind=str(node["title"]), each=subject.schemas.called(node, rule.each))
    elif rule.other == column:
        yield _("{field}：其余的").format(field=subject.schemas.called(node, rule.field))


def _amount(subject: Subject, node: Mapping[str, Any], field: str) -> str:
    """Return the title of a field that holds an amount; a plain 金额 says of what."""
    within, title = subject.schemas.called(node, field.partition(".")[0]), subject.schemas.called(node, field)
    return _("{within}的{title}").format(within=within, title=title) if title == _("金额") else title
