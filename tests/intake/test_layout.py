"""The layout of written files: for people to read, for the reader to read back."""

import random
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.intake.layout import write_markdown, write_yaml
from disclosure.intake.templates import template_yaml
from disclosure.model.record import Document
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import Schemas, load_schemas
from disclosure.reading.text import UNFIT

SCHEMAS = load_schemas(Path(__file__).parents[2] / "schemas")
TRICKY = ["no", "yes", "on", "null", "~", "true", "8:30", "0123", "1e5", "1.50", "0x1f", "1_000", ".5", "-", "=", "<<"]
TRICKY += [" a", "a ", "# a", "a # b", "a: b", "a:", "- a", "* a", "&a", "!a", "%a", "@a", "`a", "'", '"', "{a", "[a"]
TRICKY += [
    "2026-02-28",
    "第1号 #附件",
    "",
    " ",
    "\n",
    "a\n",
    "\na",
    "a\n\n\nb",
    " a\nb",
    "a \nb",
    "𠮷",
    "长" * 80,
    "---",
    "...",
]
ALPHABET = st.characters(exclude_categories=["Cs"]).filter(lambda sign: not UNFIT.match(sign) and sign not in "\t\r")
TEXTS = st.sampled_from(TRICKY) | st.text(ALPHABET, max_size=40) | st.text("长短a#:- \n", max_size=100)
NUMBERS = st.integers(-(10**15), 10**15) | st.decimals(-(10**9), 10**9, places=2)
SCALARS = TEXTS | NUMBERS | st.booleans() | st.none()
KEYS = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=8) | TEXTS.filter(lambda text: len(text) < 100)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)


def read(text: str, path: str = "a.yaml") -> Document:
    """Read what was written; the test fails where it is refused."""
    found = read_document(path, text.encode())
    assert isinstance(found, Document), found
    return found


@settings(derandomize=True, deadline=None, max_examples=400)
@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
def test_whatever_is_written_is_read_back(data: dict[str, Any]) -> None:
    """Any data that a file may hold comes back equal, texts as texts and numbers as numbers."""
    back = read(write_yaml(data, "decision", SCHEMAS)).data
    assert back == data
    assert repr(kinds(back)) == repr(kinds(data))


def kinds(value: Any) -> Any:  # noqa: ANN401  any YAML value
    """Return the types in a value, a whole decimal counting as an integer."""
    if isinstance(value, dict):
        return {key: kinds(item) for key, item in sorted(value.items())}
    if isinstance(value, list):
        return [kinds(item) for item in value]
    return "number" if isinstance(value, int | Decimal) and not isinstance(value, bool) else type(value).__name__


RECORD = {
    "type": "penalty",
    "title": "示例公司擅自办学案",
    "decision_date": "2026-02-28",
    "parties": [{"name": "示例市晨光教育咨询有限公司", "category": "法人及非法人组织"}],
    "content": "罚款七万二千元。" * 10,
    "penalty": {"kinds": ["罚款"], "fine": Decimal("72000.50")},
    "note": "第一行\n第二行",
    "extra": "no",
}
WRITTEN = f"""\
type: penalty
title: 示例公司擅自办学案
decision_date: 2026-02-28
parties:
- name: 示例市晨光教育咨询有限公司
  category: 法人及非法人组织
content: |-
  {"罚款七万二千元。" * 10}
penalty:
  kinds:
  - 罚款
  fine: 72000.50
note: |-
  第一行
  第二行
extra: 'no'
"""


def test_the_layout_is_the_schema_s_order_and_does_not_depend_on_the_data_s() -> None:
    """Keys stand in the order of the schema, at every depth; long text is a block; unknown keys come last."""
    shuffled = list(RECORD.items())
    random.Random(1).shuffle(shuffled)  # noqa: S311  not for secrets
    assert write_yaml(RECORD, "decision", SCHEMAS) == WRITTEN
    assert write_yaml(dict(shuffled), "decision", SCHEMAS) == WRITTEN


def test_a_rare_character_is_written_as_it_is() -> None:
    """A name with a character beyond the basic plane does not turn into an escape."""
    assert write_yaml({"name": "示例市𠮷祥公司"}, "agency", SCHEMAS) == "name: 示例市𠮷祥公司\n"


def test_an_address_stays_on_its_line() -> None:
    """Long text without Chinese, such as an address on the web, is no block."""
    url = "https://example.org/" + "a" * 80
    assert write_yaml({"source": {"name": "某网站", "url": url}}, "decision", SCHEMAS).endswith(f"  url: {url}\n")


def test_a_policy_has_its_fields_above_its_text() -> None:
    """The Markdown form is read back with its body."""
    found = read(write_markdown({"title": "示例办法"}, "\n第一条\n\n第二条\n", "policy", SCHEMAS), "policies/a.md")
    assert (found.data, found.body) == ({"title": "示例办法"}, "第一条\n\n第二条")


def test_a_form_explains_its_fields_and_reads_as_its_data() -> None:
    """Each field stands under its Chinese title; open ones are comments with an example."""
    text = template_yaml({"name": "示例市教育局"}, "agency", SCHEMAS, ["category", "phone"])
    assert read(text).data == {"name": "示例市教育局"}
    assert text.splitlines() == [
        "# 名称：执法机关的全称。",
        "name: 示例市教育局",
        "# 主体类别：法定行政机关、授权组织或者受委托组织（行政处罚法第十七条、第十九条、第二十条）。",
        "# category: 法定行政机关",
        "# 咨询电话：对外的办公电话。",
        "# phone: 0999-8000001",
    ]


def test_a_form_of_a_list_shows_what_an_entry_may_hold() -> None:
    """The open fields of an entry stand below the last one, where they are uncommented in place."""
    data = {"entries": [{"number": "1", "name": "何敏", "unit": "法规科", "position": "科长", "role": "公职律师"}]}
    text = template_yaml(data, "reviewer", SCHEMAS)
    assert read(text).data == data
    lines = text.splitlines()
    assert lines[7:11] == [
        "  # 法律职业资格：有没有法律职业资格（A 类证书或者原律师资格）：有写 true，没有写 false。",
        "  # qualified: true",
        "  # 取得资格日期：取得法律职业资格的日期；证书编号不公开。",
        "  # qualified_on: 2026-02-28",
    ]
    opened = read("\n".join([*lines[:7], lines[8].replace("# ", "")]) + "\n")
    assert opened.data["entries"] == [{**data["entries"][0], "qualified": True}]


@pytest.mark.parametrize("schema", sorted(SCHEMAS.by_name))
def test_every_schema_can_order_a_record(schema: str) -> None:
    """The order of any schema's fields is found, references included."""
    keys = list(SCHEMAS.properties(schema))
    written = write_yaml(dict.fromkeys(reversed(keys), "文"), schema, SCHEMAS) if keys else ""
    assert [line.partition(":")[0] for line in written.splitlines()] == keys


def test_schemas_are_not_changed_by_writing() -> None:
    """Writing looks at the schemas and leaves them alone."""
    before = repr(SCHEMAS)
    write_yaml(RECORD, "decision", SCHEMAS)
    assert repr(Schemas(SCHEMAS.by_name)) == before
