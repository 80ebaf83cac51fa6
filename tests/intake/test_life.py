"""What a record's file becomes when it is withdrawn, brought back or corrected: bytes in, bytes out."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.checking.examples import Example, gate_for, valid_examples

from disclosure.intake.editing import Change, edited
from disclosure.intake.life import changed_fields, corrected, correction, restored, tombstone
from disclosure.model.issue import Level
from disclosure.model.kinds import KINDS, Kind
from disclosure.model.record import Document, Pointer
from disclosure.model.withdrawals import Asked, Reason, Reasons
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import load_schemas

PROJECT = Path(__file__).parents[2]
SCHEMAS = load_schemas(PROJECT / "schemas")
PATHS = {"decision": "agencies/jyj/decisions/2026/03/012.yaml", "policy": "policies/gongshi.md"}
DECISION = """\
# 经办：教育科
type: penalty
title: 示例公司案   # 照决定书
document_no: 示教罚〔2026〕12号
decision_date: 2026-03-09
parties:
  # 当事人
  - name: 示例市晨光公司   # 全称
    category: 法人及非法人组织
facts: |
  第一段
  # 这不是注释

  第二段

# 下面是处理
content: 罚款。
penalty:
  kinds: [罚款]
  fine: 3000  # 元
note: "a: b"
# 完
"""
POLICY = "---\ntitle: 示例市公示办法   # 标题\ncategory: 公示办法\nsummary: 略\n---\n\n第一条　略。\n\n"
ENTRY = {"date": "2026-11-20", "reason": "判决撤销复议决定", "authority": "示例市中级人民法院"}


def document(text: str, kind: str = "decision") -> Document:
    """Read a file as it would lie below content/."""
    found = read_document(PATHS[kind], text.encode())
    assert isinstance(found, Document), found
    return found


def kind_named(name: str) -> Kind:
    """Return a kind."""
    return next(kind for kind in KINDS if kind.name == name)


def reasons() -> Reasons:
    """Return the reason codes of the demonstration."""
    rules = read_document("rules/withdrawals.yaml", (PROJECT / "content/rules/withdrawals.yaml").read_bytes())
    assert isinstance(rules, Document)
    return Reasons.of(rules.data)


REASONS = reasons()


def reason(code: str) -> Reason:
    """Return a reason code as it is in force today."""
    found = REASONS.find(code, "2026-11-20")
    assert found
    return found


def read(example: Example) -> Document:
    """Read an example file as it would lie below content/."""
    found = read_document(example.content_path(), example.path.read_bytes())
    assert isinstance(found, Document), found
    return found


def with_values(values: dict[Pointer, Any], text: str = DECISION) -> str:
    """Return a decision's text with values set; it must have been possible in the text itself."""
    made = edited(document(text), Change(values), "decision", SCHEMAS)
    assert made.kept
    return made.raw.decode()


@pytest.mark.parametrize(
    ("values", "old", "new"),
    [
        ({("title",): "晨光公司案"}, "title: 示例公司案   # 照决定书", "title: 晨光公司案   # 照决定书"),
        ({("penalty", "fine"): Decimal("3000.50")}, "  fine: 3000  # 元", "  fine: 3000.50  # 元"),
        ({("penalty", "confiscated"): 12}, "  fine: 3000  # 元", "  fine: 3000  # 元\n  confiscated: 12"),
        ({("parties", 0, "name"): "晨光公司"}, "- name: 示例市晨光公司   # 全称", "- name: 晨光公司   # 全称"),
        (
            {("parties", 0, "address"): "示例路 1 号"},
            "    category: 法人及非法人组织",
            "    category: 法人及非法人组织\n    address: 示例路 1 号",
        ),
        ({("facts",): "一段"}, "facts: |\n  第一段\n  # 这不是注释\n\n  第二段", "facts: 一段"),
        ({("content",): "一\n二\n"}, "content: 罚款。", "content: |\n  一\n  二"),
        ({("title",): "一\n二\n"}, "title: 示例公司案   # 照决定书", "# 照决定书\ntitle: |\n  一\n  二"),
        ({("penalty", "kinds"): ["罚款", "警告"]}, "  kinds: [罚款]", "  kinds:\n  - 罚款\n  - 警告"),
        ({("matter",): "CF-01"}, 'note: "a: b"\n', 'note: "a: b"\nmatter: CF-01\n'),
    ],
)
def test_a_value_is_set_in_the_text_and_every_other_byte_stays(values: dict[Pointer, Any], old: str, new: str) -> None:
    """Comments, quotes, order and empty lines are as the clerk wrote them."""
    assert DECISION.count(old) == 1
    assert with_values(values) == DECISION.replace(old, new)


def test_line_ends_of_windows_and_the_byte_order_mark_stay() -> None:
    """A file saved on another machine shows only what was changed."""
    raw = b"\xef\xbb\xbf" + DECISION.replace("\n", "\r\n").encode()
    found = read_document(PATHS["decision"], raw)
    assert isinstance(found, Document)
    made = edited(found, Change({("title",): "新"}), "decision", SCHEMAS)
    assert (made.kept, made.raw) == (True, raw.replace("示例公司案".encode(), "新".encode()))


def test_what_stands_on_one_line_in_braces_is_written_anew_as_a_whole() -> None:
    """The block around it is laid out again; the rest stays."""
    text = DECISION.replace("penalty:\n  kinds: [罚款]\n  fine: 3000  # 元\n", "penalty: {kinds: [罚款], fine: 3000}\n")
    assert with_values({("penalty", "fine"): 1}, text) == text.replace(
        "penalty: {kinds: [罚款], fine: 3000}", "penalty:\n  kinds:\n  - 罚款\n  fine: 1"
    )


def test_a_file_written_too_oddly_is_laid_out_anew_and_loses_nothing() -> None:
    """A whole file in braces cannot be edited line by line: the data are right, and it is said."""
    odd = document("{type: penalty, title: 甲, decision_date: 2026-03-09}\n")
    made = edited(odd, Change({("title",): "乙"}), "decision", SCHEMAS)
    assert (made.kept, made.raw.decode()) == (False, "type: penalty\ntitle: 乙\ndecision_date: 2026-03-09\n")


def test_a_correction_is_one_more_entry_below_those_that_are_there() -> None:
    """The first makes the list, the second follows it in the way in which it is written."""
    entry = correction(date(2026, 11, 20), ("title", "penalty.fine"), "写错")
    first = corrected(document(DECISION), {("title",): "新"}, entry, kind_named("decision"), SCHEMAS)
    added = "    fields: [title, penalty.fine]\n    reason: 写错\n    cause: 公开有误\n"
    once = DECISION.replace("示例公司案", "新") + "corrections:\n  - date: 2026-11-20\n" + added
    assert (first.kept, first.raw.decode()) == (True, once)
    flush = once.replace("  - date", "- date").replace("\n    ", "\n  ").replace("\n  category", "\n    category")
    again = corrected(document(flush), {}, entry, kind_named("decision"), SCHEMAS)
    assert again.raw.decode() == f"{flush}- date: 2026-11-20\n{added.replace('    ', '  ')}"


def test_a_restored_version_says_why_it_came_back() -> None:
    """Of a policy the front matter gets the entry, and the text below is as it was."""
    made = restored(document(POLICY, "policy"), kind_named("policy"), SCHEMAS, ENTRY)
    added = "restorations:\n  - date: 2026-11-20\n    reason: 判决撤销复议决定\n    authority: 示例市中级人民法院\n"
    assert (made.kept, made.raw.decode()) == (True, POLICY.replace("summary: 略\n", f"summary: 略\n{added}"))


WITHDRAWAL = {"effective_on": "2026-11-20", "reason_code": "撤销", "reason": "复议撤销。", "authority": "市政府"}
SAID = "withdrawal:\n  effective_on: 2026-11-20\n  reason_code: {code}\n  reason: 复议撤销。\n  authority: 市政府\n"


@pytest.mark.parametrize(
    ("code", "stays"),
    [
        ("撤销", "type: penalty\ndocument_no: 示教罚〔2026〕12号\ndecision_date: 2026-03-09\n"),
        ("隐私", "type: penalty\ndecision_date: 2026-03-09\n"),
        ("公示期满", "type: penalty\ndecision_date: 2026-03-09\n"),
    ],
)
def test_a_tombstone_holds_what_its_reason_leaves_and_nothing_else(code: str, stays: str) -> None:
    """No title, no party, no comment of the clerk; of some reasons no number either."""
    given = {**WITHDRAWAL, "reason_code": code}
    made = tombstone(document(DECISION), kind_named("decision"), SCHEMAS, reason(code), given)
    assert made.raw.decode() == stays + SAID.format(code=code)
    assert ("文号" in made.stays, "文号" in made.gone) == ("示教罚" in stays, "示教罚" not in stays)


def test_the_tombstone_of_a_policy_has_no_text() -> None:
    """Its title stays where the reason leaves it."""
    given = {**WITHDRAWAL, "reason_code": "其他"}
    made = tombstone(document(POLICY, "policy"), kind_named("policy"), SCHEMAS, reason("其他"), given)
    said = SAID.format(code="其他")
    assert made.raw.decode() == f"---\ntitle: 示例市公示办法\ncategory: 公示办法\n{said}---\n"
    assert made.gone == ("摘要", "正文")
    bare = tombstone(document(POLICY, "policy"), kind_named("policy"), SCHEMAS, reason("隐私"), given)
    assert bare.raw.decode() == f"---\ncategory: 公示办法\n{said}---\n"


WHOLE = [
    example
    for example in valid_examples()
    if example.kind
    and "withdrawal" in SCHEMAS.properties(example.kind.schema)
    and not {"withdrawal", "publish"} & set(read(example).data)
]


@pytest.mark.parametrize("example", WHOLE, ids=lambda example: "/".join(example.path.parts[-2:]))
def test_a_record_of_any_kind_can_be_withdrawn_for_any_reason_and_brought_back(example: Example) -> None:
    """What is written passes the check, whatever the kind and the reason; what comes back is what was there."""
    kind, whole_record = example.kind, read(example)
    assert kind
    for code in REASONS.known("2026-11-20", kind.name):
        asked = reason(code).asks
        given = {**WITHDRAWAL, "reason_code": code}
        given |= {"document_no": "示府复〔2026〕5号"} if asked["document_no"] is not Asked.MUST_NOT else {}
        made = tombstone(whole_record, kind, SCHEMAS, reason(code), given)
        gone = read_document(whole_record.path, made.raw)
        assert isinstance(gone, Document)
        assert gate_for("").check(gone, kind, {}) == ()
    told = [*whole_record.data.get("restorations", ()), ENTRY]
    back = restored(whole_record, kind, SCHEMAS, ENTRY)
    again = read_document(whole_record.path, back.raw)
    assert isinstance(again, Document)
    assert (again.body, again.data) == (whole_record.body, {**whole_record.data, "restorations": told})
    assert back.kept
    faults = [issue for issue in gate_for("").check(again, kind) if issue.level is Level.ERROR]
    assert faults == []


def test_what_was_changed_is_named_as_corrections_name_it() -> None:
    """Inside blocks and entries by both steps, a list that grew as a whole, the life of the record not at all."""
    before = document(DECISION)
    after = document(
        DECISION.replace("3000", "4000")
        .replace("示例市晨光公司", "晨光公司")
        .replace("[罚款]", "[罚款, 警告]")
        .replace("note: ", "matter: x\nremarks: ")
    )
    told = changed_fields(before, {**after.data, "corrections": [1], "restorations": [2]}, "正文")
    assert told == ("parties.name", "penalty.kinds", "penalty.fine", "matter", "remarks", "note", "body")
    assert changed_fields(before, before.data, "") == ()
