"""A spreadsheet (CSV or XLSX) becomes numbered rows of text."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import TypeAlias

import python_calamine
from python_calamine import CalamineWorkbook

from disclosure.model.errors import GongshiError
from disclosure.model.language import _
from disclosure.model.system import reason_of

Cell: TypeAlias = "str | Decimal"
"""A cell's text, or its number where the sheet stored one."""

DELIMITERS = (",", "\t", ";", "，")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
TEXTS = (".csv", ".tsv", ".txt")
PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
BYTE_ORDER_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number as the spreadsheet shows it, its cells by column name, and what is wrong with its shape."""

    number: int
    cells: Mapping[str, str]
    numeric: frozenset[str] = frozenset()
    faults: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header in its first row."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]


def read_table(path: Path, sheet: str | None = None) -> Table:
    """Read a spreadsheet; GongshiError, with file, row and column, where it is no table.

    Text files may be UTF-8 (with or without BOM), UTF-16 with BOM or GB18030, separated by comma, semicolon or tab.
    """
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        records = _workbook(path, sheet)
    elif suffix in TEXTS:
        records = _text(path)
    else:
        raise GongshiError(_("{path}：只认 CSV 和 XLSX 文件").format(path=path))
    return _table(path, records)


def _text(path: Path) -> list[list[Cell]]:
    text = decode(_bytes(path), path)
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=lambda sign: (len(next(csv.reader([first], delimiter=sign), [])), sign == ","))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    records: list[list[Cell]] = []
    try:
        records.extend([*record] for record in reader)
    except csv.Error as fault:
        raise GongshiError(
            _("{path} 第 {line} 行：引号没有配对，或者引号后面还有字（{fault}）").format(
                path=path, line=reader.line_num, fault=fault
            )
        ) from fault
    return records


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise GongshiError(_("读不了 {path}：{fault}").format(path=path, fault=reason_of(fault))) from fault


def decode(raw: bytes, path: Path) -> str:
    """Return the text of a file whose encoding is told from its bytes; GongshiError where none fits."""
    encodings = [name for mark, name in BYTE_ORDER_MARKS if raw.startswith(mark)] or ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and not (encoding == "gb18030" and PRIVATE_USE.search(text)):
            return text
    raise GongshiError(_("{path}：文字编码既不是 UTF-8 也不是 GB18030；请另存为「CSV UTF-8」").format(path=path))


def _workbook(path: Path, sheet: str | None) -> list[list[Cell]]:
    try:
        workbook = CalamineWorkbook.from_object(io.BytesIO(_bytes(path)))
        name = sheet or workbook.sheet_names[0]
        if name not in workbook.sheet_names:
            names = "、".join(workbook.sheet_names)
            raise GongshiError(
                _("{path} 里没有工作表「{sheet}」，有：{names}").format(path=path, sheet=name, names=names)
            )
        values = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    except python_calamine.CalamineError as fault:
        raise GongshiError(_("{path} 打不开，不是完好的电子表格（{fault}）").format(path=path, fault=fault)) from fault
    return [
        [_cell(path, row, column, value) for column, value in enumerate(cells)] for row, cells in enumerate(values, 1)
    ]


def _cell(path: Path, row: int, column: int, value: object) -> Cell:
    """Return a cell's text: dates as `2026-02-28`, whole numbers without a point."""
    if isinstance(value, str):
        return value
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = Decimal(repr(value))
        return Decimal(int(number)) if number == number.to_integral_value() else number
    raise GongshiError(
        _("{path} 第 {row} 行第 {column} 列：这一格是{kind}，请改成文字").format(
            path=path, row=row, column=letters(column), kind=_("逻辑值") if isinstance(value, bool) else _("时间")
        )
    )


def letters(column: int) -> str:
    """Return a column's name as spreadsheets show it: A for 0, AA for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def _table(path: Path, records: Sequence[Sequence[Cell]]) -> Table:
    if not records or not any(str(cell).strip() for cell in records[0]):
        raise GongshiError(_("{path} 第 1 行：没有表头；第 1 行要写各列的名称").format(path=path))
    header = [str(cell).strip() for cell in records[0]]
    width = max(len(header), *(len(record) for record in records))
    used = [any(_filled(record, column) for record in records) for column in range(width)]
    for column, name in enumerate(header):
        if not name and used[column]:
            raise GongshiError(_("{path} 第 1 行第 {column} 列：没有列名").format(path=path, column=letters(column)))
        if name and name in header[:column]:
            raise GongshiError(
                _("{path} 第 1 行：列名「{name}」在第 {first} 列和第 {second} 列重复").format(
                    path=path, name=name, first=letters(header.index(name)), second=letters(column)
                )
            )
    while not header[-1]:
        header.pop()
    rows = (_row(header, number, record) for number, record in enumerate(records[1:], 2))
    return Table(path.name, tuple(name for name in header if name), tuple(row for row in rows if row is not None))


def _filled(record: Sequence[Cell], column: int) -> bool:
    return column < len(record) and bool(str(record[column]).strip())


def _row(header: Sequence[str], number: int, record: Sequence[Cell]) -> TableRow | None:
    """Return a row, or None for an empty one; cells beyond the header are a fault of the row."""
    if not any(_filled(record, column) for column in range(len(record))):
        return None
    cells = {
        name: str(record[column]).strip() if column < len(record) else "" for column, name in enumerate(header) if name
    }
    numeric = frozenset(name for name, value in zip(header, record, strict=False) if isinstance(value, Decimal))
    beyond = [column for column in range(len(header), len(record)) if _filled(record, column)]
    faults = tuple((letters(column), _("这一格在最后一列之外，多半是前面有没加引号的分隔符")) for column in beyond[:1])
    return TableRow(number, MappingProxyType(cells), numeric, faults)
