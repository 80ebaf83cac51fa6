"""The page of an annual report: its five tables with their sums, and the account in words (国办发〔2018〕118号)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any

from disclosure.checking.figures import NOT_COUNTED, SUMMED, added_up, share
from disclosure.model.language import _
from disclosure.model.money import written_yuan
from disclosure.pages.contracts import FullRecord, Template
from disclosure.pages.filters import grouped
from disclosure.pages.markdown import prose
from disclosure.pages.registers import members, register, words
from disclosure.pages.report_comparison import ComparedTable, MatterLine, compared_tables, matter_lines
from disclosure.pages.shared import Subject
from disclosure.pages.views import Entry, Text

TABLES = ("penalty", "permit", "coercion", "acts", "certificates", "cases")
NUMBERS = ("一", "二", "三", "四", "五")
UNITS = {"certificates": "人", "acts": "次", "cases": "件"}
HEADLINES = (("penalty", "行政处罚", "宗"), ("coercion", "行政强制", "宗"))
COERCION = {"sealing": "行政强制措施", "surcharge": "行政机关强制执行", "court": "申请法院"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One line of a table: what is counted, how many, and the heading of the group that begins with it."""

    title: str
    value: str
    group: str = ""
    nothing: bool = False


@dataclass(frozen=True, slots=True)
class ReportTable:
    """One table of a report: its number and title, its lines, and what stands below them."""

    number: str
    title: str
    note: str
    unit: str
    cells: tuple[Cell, ...]
    foot: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class AnnualReportPage(FullRecord):
    """The statistics of one year of one agency (annual_report.html)."""

    template: Template = "annual_report.html"
    year: Annotated[str, "the year of the report"]
    figures: Annotated[tuple[Cell, ...], "the figures that matter most, for the head of the page"]
    tables: Annotated[tuple[ReportTable, ...], "the tables that the report has, in their order"]
    missing: Annotated[tuple[str, ...], "the titles of the prescribed tables that it lacks"]
    narrative: Annotated[str, "the account in words as sanitised HTML, or empty"]
    made: Annotated[tuple[Entry, ...], "when it was made, and to whom it was reported"]
    compared: Annotated[tuple[ComparedTable, ...], "each table that can be counted, beside what the records come to"]
    matters: Annotated[tuple[MatterLine, ...], "how many records each matter has in each of these tables"]


def annual_report_page(subject: Subject) -> AnnualReportPage:
    """Return the page of an annual report; every total is added up here."""
    year = subject.record.id.rpartition("/")[2]
    tables = tuple(_table(subject, name) for name in TABLES if name in subject.fields)
    lacking = (name for name in TABLES[: len(NUMBERS)] if name not in subject.fields)
    return AnnualReportPage(
        **register(subject, _("{year} 年行政执法统计年报").format(year=year)),
        year=year,
        figures=tuple(_figures(subject.fields)),
        tables=tables,
        missing=tuple(_heading(subject, name)[1] for name in lacking),
        narrative=prose(subject.text("narrative")).html if subject.text("narrative") else "",
        made=tuple(_made(subject)),
        compared=compared_tables(subject, int(year)),
        matters=matter_lines(subject, int(year)),
    )


def _heading(subject: Subject, name: str) -> tuple[str, str]:
    """Return the number and the title of a table, which the schema has as 表一　行政处罚实施情况."""
    number, _gap, title = str(subject.node["properties"][name]["title"]).rpartition("　")
    return number, title


def _table(subject: Subject, name: str) -> ReportTable:
    number, title = _heading(subject, name)
    node = subject.node["properties"][name]
    values: Mapping[str, Any] = subject.fields[name]
    counted = {key: child for key, child in node["properties"].items() if key not in NOT_COUNTED | {"rate"}}
    unit = UNITS.get(name, "宗")
    groups = COERCION if name == "coercion" else {}
    cells = tuple(
        Cell(
            str(child["title"]),
            grouped(int(values[key])) if key in values else "—",
            _(groups[key]) if key in groups else "",
            not values.get(key),
        )
        for key, child in counted.items()
    )
    return ReportTable(number, title, str(node["description"]), unit, cells, tuple(_foot(subject, name, values)))


def _foot(subject: Subject, name: str, values: Mapping[str, Any]) -> Iterator[Cell]:
    """Yield what a table comes to: its sum, its amounts, its rate."""
    if name in SUMMED:
        yield Cell(_("合计"), grouped(added_up(values)))
    for key, child in subject.node["properties"][name]["properties"].items():
        if key in NOT_COUNTED and key != "total" and key in values:
            title = str(subject.schemas.resolve(child)["title"]).removesuffix("（元）")
            yield Cell(title, written_yuan(Decimal(str(values[key]))))
    if name == "certificates" and {"officers", "certified"} <= set(values):
        rate = share(int(values["certified"]), int(values["officers"]))
        yield Cell(_("持证率"), f"{rate}%" if rate is not None else "—")


def _figures(fields: Mapping[str, Any]) -> Iterator[Cell]:
    for name, title, unit in HEADLINES:
        if name in fields:
            yield Cell(_(title), f"{grouped(added_up(fields[name]))} {_(unit)}")
    if "amount" in fields.get("penalty", {}):
        yield Cell(_("罚没金额"), written_yuan(Decimal(str(fields["penalty"]["amount"]))))
    if "granted" in fields.get("permit", {}):
        yield Cell(_("准予行政许可"), _("{number} 宗").format(number=grouped(int(fields["permit"]["granted"]))))
    if "inspection" in fields.get("acts", {}):
        yield Cell(_("行政检查"), _("{number} 次").format(number=grouped(int(fields["acts"]["inspection"]))))


def _recipient(one: Mapping[str, Any]) -> str:
    """Return an authority that a report was sent to, with what it is to the agency where that is written."""
    authority, role = words(one, "authority"), words(one, "role")
    return _("{authority}（{role}）").format(authority=authority, role=role) if role else authority


def _made(subject: Subject) -> Iterator[Entry]:
    if subject.text("made_on"):
        yield Entry(_("编制日期"), Text((subject.text("made_on"),)))
    reported = (
        " ".join(part for part in (_recipient(one), words(one, "date")) if part)
        for one in members(subject.fields.get("reported"))
    )
    lines = tuple(reported)
    if lines:
        yield Entry(_("报送"), Text(lines))
