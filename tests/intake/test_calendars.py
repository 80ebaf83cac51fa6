"""calendar import: a year is written whole or not at all, and an adjusted notice changes only what it names."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.intake.test_notices import NOTICE
from tests.intake.town import SCHEMAS
from tests.timing.years import CONTENT, PROJECT, SHARED, day

from disclosure.checking.gate import Gate, Rules
from disclosure.intake.calendars import CalendarOrder, ImportedCalendar, import_calendar
from disclosure.model.errors import ContentError, GongshiError

GATE = Gate(PROJECT / "schemas", Rules(day("2026-11-20"), {}, {}, {}, {}))
DONE = ImportedCalendar("calendar/2031.yaml", changed=True, holidays=4, days_off=13, workdays=3, left_out=())
ADJUSTED = "国务院办公厅关于调整2031年清明节假期安排的通知\n国办发明电〔2031〕3号\n一、4月5日至7日放假，共3天。\n"
WRITTEN = """\
# 2031 年的放假和调休，照国务院办公厅的通知。通知有调整的，改节日的日子，另添一份通知。
notices:
- title: 国务院办公厅关于2031年部分节假日安排的通知
  document_no: 国办发明电〔2030〕99号
  issued_on: 2030-11-05
holidays:
- name: 元旦
  days_off:
  - from: 2030-12-31
    until: 2031-01-02
  workdays:
  - 2030-12-29
- name: 春节
  days_off:
  - from: 2031-01-22
    until: 2031-01-28
  workdays:
  - 2031-01-19
  - 2031-02-08
- name: 清明节
  days_off:
  - from: 2031-04-05
  - from: 2031-04-07
- name: 端午节
  days_off:
  - from: 2031-06-24
"""


def order(content: Path, text: str | bytes = NOTICE, **more: object) -> CalendarOrder:
    """Return an order to import a text."""
    raw = (CONTENT / name).read_text(encoding="utf-8").replace("中国人民抗日", "抗日").encode()
    (tmp_path / name).write_bytes(raw)
    assert not import_calendar(order(tmp_path, (SHARED / f"{number}.json").read_bytes())).changed
