from dataclasses import replace
from datetime import date, datetime

import pytest
from tests.checking.examples import SCHEMAS, gate_for, rules_for

from disclosure.checking.gate import Gate, Rules
from disclosure.model.event import Action, Event, Moment
from disclosure.model.issue import Issue, Level
from disclosure.model.kinds import KINDS
from disclosure.model.record import Document
from disclosure.reading.documents import read_document

AGENCY, DECISION, POLICY = (
    next(kind for kind in KINDS if kind.name == name) for name in ("agency", "decision", "policy")
)
TEXT = """type: other
title: 某事
decision_date: 2026-02-28
parties:
  - name: 张某某
    category: 自然人
content: {content}
"""


def _issues(
    text: str, path: str = "agencies/jyj/decisions/2026/02/012.yaml", rules: Rules | None = None
) -> tuple[Issue, ...]:
    document = read_document(path, text.encode())
    assert isinstance(document, Document), document
    return (Gate(SCHEMAS, rules) if rules else gate_for("")).check(document, DECISION)


def test_a_decision_in_the_wrong_folder_is_a_warning() -> None:
    """The folder is the year and month of the decision; published files stay where they are."""
    (issue,) = _issues(TEXT.format(content="准予"), "agencies/jyj/decisions/2025/12/012.yaml")
    assert issue.place == "content/agencies/jyj/decisions/2025/12/012.yaml:3:16"
    assert issue.sentence == (
        "决定日期（decision_date）：2026-02-28 的决定放在了 2025/12 文件夹；"
        "还没有公开的请移到 2026/02；已经公开的不要改文件名"
    )
    assert issue.level is Level.WARNING


@pytest.mark.parametrize(
    "contact", ["13800000000", "138-0000-0000", "+86 138 0000 0000", "office@qq.com", "0999-8000001"]
)
def test_a_declared_office_contact_may_stand(contact: str) -> None:
    """What the agency or the portal has declared is allowed in any way of writing."""
    assert _issues(TEXT.format(content=f"咨询 {contact}。")) == ()


def test_a_contact_of_another_agency_may_not() -> None:
    """The agency jyj has declared its mobile for itself alone."""
    issues = _issues(TEXT.format(content="咨询 13800000000。"), "agencies/scjgj/decisions/2026/02/012.yaml")
    assert [issue.rule for issue in issues] == ["privacy-mobile"]


def test_a_landline_in_a_decision_is_a_warning() -> None:
    """It may be an office's, it may be a party's."""
    (issue,) = _issues(TEXT.format(content="电话 0352-1234567"))
    assert (issue.rule, issue.level) == ("privacy-landline", Level.WARNING)


def test_a_faulty_field_does_not_hide_the_others() -> None:
    """A wrong date, an unmasked name and a phone number are told together."""
    text = TEXT.format(content="电话 13811112222").replace("02-28", "02-30").replace("张某某", "张三")
    assert [issue.rule for issue in _issues(text)] == ["schema-format", "unmasked-name", "privacy-mobile"]


def test_completeness_goes_by_the_day_of_the_record() -> None:
    """A demand that came into force later, or has ended, is not made."""
    text = TEXT.format(content="准予")
    rules = rules_for("incomplete")
    assert [issue.level for issue in _issues(text, rules=rules)] == [Level.WARNING]
    old = text.replace("2026-02-28", "2018-02-28")
    assert _issues(old, "agencies/jyj/decisions/2018/02/012.yaml", rules) == ()
    new = text.replace("2026-02-28", "2027-02-28")
    later = replace(rules, as_of=date(2027, 12, 31))
    assert _issues(new, "agencies/jyj/decisions/2027/02/012.yaml", later) == ()


def test_a_level_of_completeness_is_data() -> None:
    """The same demand is an error or a warning as rules/required.yaml says."""
    text = TEXT.format(content="罚款").replace("other", "penalty") + "document_no: 示教罚〔2026〕1号\n"
    (issue,) = _issues(text, rules=rules_for("incomplete"))
    assert (issue.rule, issue.level, issue.problem) == ("incomplete", Level.ERROR, "缺少 事由或违法事实（facts）")


def test_a_redacted_field_is_not_asked_for() -> None:
    """What was left out with a ground is not missing."""
    text = TEXT.format(content="罚款").replace("other", "penalty") + "document_no: 示教罚〔2026〕1号\n"
    text += "redactions:\n  - field: facts\n    ground: 商业秘密\n"
    assert _issues(text, rules=rules_for("incomplete")) == ()


def test_the_private_data_of_a_wrong_value_is_not_repeated() -> None:
    """An identity number in the field of the credit code is told by its ends only, whichever check tells it."""
    text = TEXT.format(content="准予").replace("张某某", "示例公司").replace("自然人", "法人及非法人组织")
    text = text.replace("content", "x").replace("    category", "    credit_code: '149901199001010012'\n    category")
    told = "\n".join(str(issue) for issue in _issues(text))
    assert "149…12" in told
    assert "149901199001010012" not in told


def test_the_markdown_body_is_scanned() -> None:
    """A place in the body is a line of the whole file."""
    document = read_document("policies/a.md", "---\ntitle: 办法\n---\n\n# 总则\n\n联系 13811112222\n".encode())
    assert isinstance(document, Document)
    (issue,) = gate_for("").check(document, POLICY)
    assert (issue.rule, issue.line, issue.column, issue.field, issue.title) == ("privacy-mobile", 7, 4, "body", "正文")


def _shown(day: str, *, imported: bool = False) -> tuple[Event, ...]:
    moment = Moment(0, "c", datetime.fromisoformat(f"{day}T18:00:00+00:00"), "甲", None, imported)
    return (Event(Action.PUBLISH, moment, "a", None),)


@pytest.mark.parametrize(
    ("filed", "events", "expected"),
    [
        ("2026-03-05", _shown("2026-03-04"), ()),
        (
            "2026-03-06",
            _shown("2026-03-04"),
            ("warning 日期（filing.date）：2026-03-06 晚于公开的 2026-03-05；请核对；要先备案再公开",),
        ),
        ("2026-03-06", _shown("2026-03-04", imported=True), ()),
        ("2026-11-20", (), ()),
        ("2026-11-21", (), ("error 日期（filing.date）：2026-11-21 还没有到，还没有备案；请在备案以后再公开",)),
    ],
)
def test_what_is_filed_is_filed_before_it_is_published(
    filed: str, events: tuple[Event, ...], expected: tuple[str, ...]
) -> None:
    """By the day of Beijing on which it became public; of an import nobody knows that day."""
    written = f"filing:\n  authority: 示例市人民政府\n  act: 备案\n  date: {filed}\n"
    text = TEXT.format(content="准予") + written
    document = read_document("agencies/jyj/decisions/2026/02/012.yaml", text.encode())
    assert isinstance(document, Document), document
    issues = gate_for("").check(document, DECISION, None, events)
    assert tuple(f"{issue.level.value} {issue.sentence}" for issue in issues) == expected


@pytest.mark.parametrize("more", ["full_text: 全文\n", "attachments:\n  - file: a.pdf\n    title: 决定书\n"])
def test_one_of_several_fields_is_enough_where_a_demand_says_so(more: str) -> None:
    """The whole text of a decision stands in the file or in an attachment."""
    basis = [{"law": "示例办法"}]
    row = {"kind": "decision", "field": "full_text", "instead": ["attachments"], "level": "warning", "basis": basis}
    rules = replace(rules_for(""), required={"fields": [{**row, "in_force_from": "2026-01-01"}]})
    text = TEXT.format(content="准予")
    assert _issues(text + more, rules=rules) == ()
    (issue,) = _issues(text, rules=rules)
    assert issue.sentence == "缺少 决定书全文（full_text）；请补上；依据是示例办法"
