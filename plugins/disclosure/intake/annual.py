"""report: the draft of an annual report, with everything that the records tell; the rest is left to a clerk."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

from disclosure.checking.counting import UNKNOWN, Figures
from disclosure.checking.statistics import Rule, Statistics
from disclosure.intake.layout import write_yaml
from disclosure.intake.shelf import write_files
from disclosure.model.errors import ContentError, GongshiError
from disclosure.model.issue import Issue, Level
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import Schemas

KIND = "annual_report"
ALWAYS = ("penalty", "permit")
"""The tables that are written even where there is nothing: 0 is a figure too."""

LEFT_OUT = ("attachments", "corrections", "restorations", "withdrawal")
CheckRecord: TypeAlias = Callable[[Document, Kind], Sequence[Issue]]


@dataclass(frozen=True)
class ReportOrder:
    """One request for a draft: whose, of which year, what its records come to, and by which rules.

    `government` and `superior` are the authorities that it is reported to, as far as they are known.
    """

    agency: str
    name: str
    figures: Figures
    statistics: Statistics
    government: str
    superior: str
    content: Path
    schemas: Schemas
    kind: Kind
    check: CheckRecord
    as_of: date
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Drafted:
    """What was written: the file, what each table came to, what is left to the clerk, and what the check reminds of."""

    path: str
    sums: tuple[tuple[str, int], ...]
    left: tuple[str, ...]
    issues: tuple[Issue, ...]


def draft_report(order: ReportOrder) -> Drafted:
    """Write the draft of a report; nothing is written over, or with an error in it."""
    year = order.figures.year
    path = order.kind.pattern.format(agency=order.agency, year=year)
    if order.as_of.year <= year:
        told = _("{year} 年还没有过完，年报到 {next} 年 1 月再起草")
        raise GongshiError(told.format(year=year, next=year + 1))
    if (order.content / path).exists() and not order.replace:
        told = _("{path} 已经有了，没有改动；要用新的草稿换掉它，请加上 --replace")
        raise GongshiError(told.format(path=order.content / path))
    left = tuple(_left(order))
    raw = _written(order, left)
    document = read_document(path, raw)
    issues = document if isinstance(document, tuple) else tuple(order.check(document, order.kind))
    errors = tuple(issue for issue in issues if issue.level is Level.ERROR)
    if errors:
        raise ContentError(_("起草的年报有错，没有写文件"), errors)
    write_files(order.content, {path: raw})
    return Drafted(path, tuple(_sums(order)), left, tuple(issues))


def _written(order: ReportOrder, left: Sequence[str]) -> bytes:
    lines = [
        _("本网站的记录数出来的草稿，照 rules/statistics.yaml 的口径，数到 {day}。").format(
            day=order.as_of.isoformat()
        ),
        _("只有在本网站公开的、已撤下的和依法不公开而登记了的；没有登记的请加上。核对以后删去这几行。"),
        *(_("还要填写：{what}").format(what=what) for what in left),
    ]
    heading = "".join(f"# {line}\n" for line in lines)
    return (heading + write_yaml(dict(_data(order)), order.kind.schema, order.schemas)).encode()


def _data(order: ReportOrder) -> Iterator[tuple[str, Any]]:
    year = order.figures.year
    yield "title", _("{name} {year} 年度行政执法统计年报").format(name=order.name, year=year)
    yield "made_on", order.as_of.isoformat()
    known = (("本级政府", order.government), ("上级主管部门", order.superior))
    reported = [{"authority": authority, "role": role} for role, authority in known if authority]
    if reported:
        yield "reported", reported
    for name, rules in _tables(order).items():
        columns = order.figures.columns(name)
        sums = {column for rule in rules for column in rule.sums}
        counted = [column for rule in rules for column in rule.known]
        table = {column: int(columns.get(column, 0)) for column in dict.fromkeys(counted)}
        money = {column: _amount(columns[column]) for column in sums if column in columns}
        if name == "penalty" and sums:
            money = {column: _amount(columns.get(column, Decimal(0))) for column in sums}
        yield name, {**table, **money}


def _tables(order: ReportOrder) -> Mapping[str, Sequence[Rule]]:
    """Return the tables to write: the first two, and others where the records have anything for them."""
    tables = order.statistics.tables(order.figures.year)
    return {name: rules for name, rules in tables.items() if name in ALWAYS or order.figures.columns(name)}


def _amount(number: Decimal) -> int | Decimal:
    return int(number) if number == number.to_integral_value() else number.normalize()


def _sums(order: ReportOrder) -> Iterator[tuple[str, int]]:
    properties = order.schemas.by_name[order.kind.schema]["properties"]
    for name, rules in _tables(order).items():
        sums = {column for rule in rules for column in rule.sums}
        yield str(properties[name]["title"]), sum(order.figures.states(name, sums).values())


def _left(order: ReportOrder) -> Iterator[str]:
    """Yield what the records do not tell, in the order of the form."""
    properties = order.schemas.by_name[order.kind.schema]["properties"]
    tables = _tables(order)
    yield _("报送的日期（reported 的 date）")
    if not order.government:
        yield _("报送的本级政府（reported，role 写 本级政府）")
    if not order.superior:
        yield _("报送的上级主管部门（reported，role 写 上级主管部门）")
    for name, node in properties.items():
        title = str(node.get("title", name)).replace("　", " ")
        if name in tables:
            yield from _left_of(order, name, title, tables[name])
        elif node.get("type") == "object" and name not in LEFT_OUT:
            yield _("{title}（{name}）").format(title=title, name=name)
    yield _("执法情况说明（narrative）")


def _left_of(order: ReportOrder, name: str, title: str, rules: Sequence[Rule]) -> Iterator[str]:
    """Yield what of a table is left: columns that no record tells, and decisions whose column nobody can tell."""
    nodes = order.schemas.by_name[order.kind.schema]["properties"][name]["properties"]
    columns = order.figures.columns(name)
    known = {column for rule in rules for column in (*rule.known, *(set(rule.sums) & set(columns)))}
    lacking = [key for key in nodes if key not in known and key not in {"total", *_sum_columns(rules)}]
    for key in lacking:
        column = str(order.schemas.resolve(nodes[key]).get("title", key))
        yield _("{title}：{column}（{name}.{key}）").format(title=title, column=column, name=name, key=key)
    unknown = int(columns.get(UNKNOWN, 0))
    if unknown:
        yield _("{title}：另有 {n} 宗看不到种类（依法不公开等），请加到相应的栏里").format(title=title, n=unknown)


def _sum_columns(rules: Sequence[Rule]) -> frozenset[str]:
    return frozenset(column for rule in rules for column in rule.sums)
