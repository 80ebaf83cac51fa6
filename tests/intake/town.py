"""A small invented town for the tests of import and new: a content folder, a mapping, a spreadsheet."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from disclosure.checking.gate import Gate, Rules
from disclosure.intake.importer import ImportOrder
from disclosure.intake.mapping import load_mapping
from disclosure.model.kinds import KINDS
from disclosure.reading.schemas import load_schemas

PROJECT = Path(__file__).parents[2]
SCHEMAS = load_schemas(PROJECT / "schemas")
GATE = Gate(PROJECT / "schemas", Rules(date(2026, 11, 20), {}, {}, {}, {}))
AGENCY, DECISION, POLICY = (
    next(kind for kind in KINDS if kind.name == name) for name in ("agency", "decision", "policy")
)

MAPPING = """\
fields:
  title: {column: 标题, required: true}
  document_no:
    column: 文号
    cleaners: [document_number]
    otherwise: [{column: 标题, cleaners: [document_number_within]}]
  decision_date: {column: 日期, required: true, cleaners: [date]}
  content: {column: 决定, required: true, cleaners: [strip_document_number]}
  basis: {column: 依据, cleaners: [citations]}
  penalty: {column: 决定, cleaners: [strip_document_number, penalty]}
  source.name: {constant: 示例网站}
  source.published_on: {column: 公开, cleaners: [date]}
parties:
  name: {column: 当事人, required: true, cleaners: [strip_short_name, strip_agency, split_parties]}
  category: {column: 类别, cleaners: [{choose: {values: {企业: 法人及非法人组织, 个人: 自然人}}}]}
  credit_code: {column: 代码}
agency:
  column: 机关
  cleaners: [undouble]
  otherwise: [{column: 标题, cleaners: [{extract: {pattern: '^(.+?)行政处罚'}}]}]
  number_prefix: {alike: [层级]}
  placeholders: {bureau: '[\u4e00-\u9fa5]{2}'}
  spellings:
  - name: 示例市{bureau}局
    short_name: '{bureau}局'
    folder: '示例市{bureau}局'
    also: ['示例{bureau}局', '{bureau}局']
    field: 示范
"""

ROW = {
    "机关": "示例市教育局",
    "层级": "市",
    "标题": "示例市晨光教育咨询有限公司擅自办学案",
    "文号": "示教罚〔2026〕12号",
    "当事人": "示例市晨光教育咨询有限公司",
    "类别": "企业",
    "代码": "",
    "日期": "2026年2月28日",
    "决定": "示教罚〔2026〕12号罚款7.2万元",
    "依据": "《中华人民共和国民办教育促进法》第六十四条",
    "公开": "2026-03-02",
}


def sheet(folder: Path, *changes: Mapping[str, str]) -> Path:
    """Write a spreadsheet whose rows are the model row with some cells changed."""
    path = folder / "表.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(ROW))
        writer.writeheader()
        writer.writerows({**ROW, **change} for change in changes or [{}])
    return path


def order(folder: Path, *changes: Mapping[str, str], mapping: str = MAPPING, **more: object) -> ImportOrder:
    """Return the request to import such a spreadsheet as penalties into `folder/content`."""
    file = sheet(folder, *changes)
    (folder / "map.yaml").write_text(mapping, encoding="utf-8")
    read = load_mapping(folder / "map.yaml", GATE.check_setting)
    asked = {"constants": {"type": "penalty"}, **more}
    return ImportOrder(file, DECISION, read, folder / "content", SCHEMAS, GATE.check, **asked)  # type: ignore[arg-type]  # fields by name


def workbook(path: Path, **sheets: Sequence[Sequence[Any]]) -> Path:
    """Write an XLSX file with these sheets of rows."""
    book = Workbook(write_only=True)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for cells in rows:
            sheet.append(list(cells))
    book.save(path)
    return path


def files(content: Path) -> Sequence[str]:
    """Return the paths of all files below a content folder."""
    return sorted(path.relative_to(content).as_posix() for path in content.rglob("*") if path.is_file())
