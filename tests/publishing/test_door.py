"""The door lets through what the schemas mark as public, and nothing else."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from disclosure.model.attachment import Measured
from disclosure.model.errors import ContentError
from disclosure.model.kinds import KINDS, Kind
from disclosure.model.public import PublicFile, PublicRecord, Status, Withheld
from disclosure.model.record import Document, Record
from disclosure.model.record_id import RecordId
from disclosure.model.withdrawals import Reasons
from disclosure.publishing.door import Door, staying
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import load_schemas

PROJECT = Path(__file__).resolve().parents[2]
DECISION = next(kind for kind in KINDS if kind.name == "decision")


def decision(**changes: Any) -> Record:  # noqa: ANN401  # any field of a decision
    """Build a small penalty, changed only where the test says so."""
    data: dict[str, Any] = {
        "type": "penalty",
        "title": "示例市晨光教育咨询有限公司擅自招收学生案",
        "decision_date": "2026-03-09",
        "parties": [{"name": "示例市晨光教育咨询有限公司", "category": "法人及非法人组织"}],
        "content": "罚款 72,000 元。",
    }
    data.update(changes)
    return Record(
        RecordId("agencies/jyj/decisions/2026/03/012"),
        DECISION,
        {key: value for key, value in data.items() if value is not None},
        path="agencies/jyj/decisions/2026/03/012.yaml",
    )


@pytest.fixture(scope="module")
def door() -> Door:
    """Return the door of the project's own schemas and reason codes."""
    path = "rules/withdrawals.yaml"
    document = read_document(path, (PROJECT / "content" / path).read_bytes())
    assert isinstance(document, Document)
    return Door(load_schemas(PROJECT / "schemas"), KINDS, Reasons.of(document.data))


def shown(door: Door, record: Record) -> PublicRecord:
    """Publish a record that is expected to be shown."""
    found = door.publish(record, (), 7)
    assert isinstance(found, PublicRecord)
    return found


def test_a_plain_decision_goes_through_whole(door: Door) -> None:
    """A decision with public fields only loses nothing."""
    record = decision()
    assert shown(door, record) == PublicRecord(
        id="agencies/jyj/decisions/2026/03/012",
        kind="decision",
        agency="jyj",
        status=Status.PUBLISHED,
        title="示例市晨光教育咨询有限公司擅自招收学生案",
        day=date(2026, 3, 9),
        rank=7,
        fields=dict(record.data),
        body="",
        events=(),
    )


def test_of_a_legal_review_only_number_date_and_opinion_are_let_through(door: Door) -> None:
    """The text of a review is not public (政府信息公开条例 第十六条)."""
    review = {
        "number": "示教法审〔2026〕5号",
        "subject": "处罚事项",
        "submitted_on": "2026-03-01",
        "opinion": "同意",
        "reasons": "事实清楚",
        "basis": [{"law": "中华人民共和国行政处罚法"}],
        "reviewer": "周某",
        "second_reviewer": "吴某",
        "date": "2026-03-04",
    }
    through = {"number": "示教法审〔2026〕5号", "opinion": "同意", "date": "2026-03-04"}
    assert shown(door, decision(reviews=[review])).fields["reviews"] == [through]


def test_a_key_that_no_schema_names_is_dropped(door: Door) -> None:
    """Old versions may hold keys that today's schema does not know: they do not come back."""
    record = decision(internal_note="只供内部", parties=[{"name": "某公司", "category": "个体工商户", "id_no": "1"}])
    fields = shown(door, record).fields
    assert "internal_note" not in fields
    assert fields["parties"] == [{"name": "某公司", "category": "个体工商户"}]


def test_a_map_where_the_schema_has_a_scalar_is_stopped(door: Door) -> None:
    """Nothing slips through inside a value of the wrong shape."""
    assert "content" not in shown(door, decision(content={"secret": "canary"})).fields


def test_of_a_review_only_number_date_and_result_go_out(door: Door) -> None:
    """Why a case was reviewed, what was thought of it and by whom stays with the case (政府信息公开条例 第十六条)."""
    review = {
        "number": "示教法审〔2026〕5号",
        "subject": "某案",
        "submitted_on": "2026-02-27",
        "opinion": "同意",
        "reasons": "事实清楚",
        "basis": [{"law": "中华人民共和国行政处罚法"}],
        "reviewer": "何敏",
        "second_reviewer": "武鸣",
        "date": "2026-03-04",
    }
    found = shown(door, decision(reviews=[review], review_grounds=["重大公共利益"])).fields
    assert found["reviews"] == [{"number": "示教法审〔2026〕5号", "opinion": "同意", "date": "2026-03-04"}]
    assert "review_grounds" not in found


def test_a_withheld_decision_is_only_counted(door: Door) -> None:
    """A stub has a type, a date and a reason code, and no page."""
    record = decision(publish=False, reason_code="未成年人", title=None, parties=None, content=None, type="penalty")
    assert door.publish(record, (), 7) == Withheld("jyj", "penalty", date(2026, 3, 9), "未成年人")


def test_a_tombstone_keeps_its_reason_and_none_of_the_content(door: Door) -> None:
    """What was withdrawn is gone even where the file still held it."""
    withdrawal = {
        "effective_on": "2026-05-06",
        "reason_code": "撤销",
        "reason": "行政复议决定撤销",
        "authority": "示例市人民政府",
    }
    found = shown(door, decision(document_no="示教罚〔2026〕12号", withdrawal=withdrawal))
    assert (found.status, found.title, found.body) == (Status.WITHDRAWN, "示教罚〔2026〕12号", "")
    assert set(found.fields) == {"type", "decision_date", "document_no", "withdrawal"}


def test_the_door_stops_an_unmasked_name_a_second_time(door: Door) -> None:
    """Even where every check was passed by, a natural person's full name does not get out."""
    record = decision(parties=[{"name": "诸葛示例", "category": "自然人"}])
    with pytest.raises(ContentError) as refused:
        door.publish(record, (), 7)
    assert str(refused.value) == (
        "content/agencies/jyj/decisions/2026/03/012.yaml：自然人的姓名没有用「某」代替，"
        "也没有写公开全名的依据；发布已停止"
    )


def test_every_public_field_of_every_kind_is_marked_in_its_schema(door: Door) -> None:
    """Fields that name people who handle a case are not marked as public."""
    schemas = load_schemas(PROJECT / "schemas")
    reviews = schemas.node("decision", ("reviews", 0))
    assert reviews is not None
    hidden = {key for key, node in reviews["properties"].items() if not schemas.resolve(node).get("x-public")}
    assert hidden == {"subject", "submitted_on", "reasons", "basis", "reviewer", "second_reviewer"}
    assert {kind.name for kind in KINDS} >= {"agency", "decision", "policy"}
    assert isinstance(door, Door)
    assert all(isinstance(kind, Kind) for kind in KINDS)


WITHDRAWAL = {
    "effective_on": "2026-05-06",
    "reason_code": "其他",
    "reason": "机构改革，已经撤并",
    "authority": "示例市人民政府",
}


def test_a_withdrawn_agency_keeps_its_name_and_its_category(door: Door) -> None:
    """What it decided still has to be somebody's; how to reach it is of no use any more."""
    kind = next(kind for kind in KINDS if kind.name == "agency")
    data = {"name": "示例市教育局", "category": "法定行政机关", "phone": "0999-8000012", "withdrawal": WITHDRAWAL}
    found = shown(door, Record(RecordId("agencies/jyj/agency"), kind, data, path="agencies/jyj/agency.yaml"))
    assert (found.status, found.title) == (Status.WITHDRAWN, "示例市教育局")
    assert dict(found.fields) == {"name": "示例市教育局", "category": "法定行政机关", "withdrawal": WITHDRAWAL}


def test_a_withdrawn_policy_keeps_what_it_is_known_by(door: Door) -> None:
    """Title, number and issuer say what is gone; its text is gone."""
    kind = next(kind for kind in KINDS if kind.name == "policy")
    data = {"title": "示例市公示办法", "document_no": "示府〔2026〕3号", "summary": "略", "withdrawal": WITHDRAWAL}
    found = shown(door, Record(RecordId("policies/gs"), kind, data, "正文", "policies/gs.md"))
    assert (found.title, found.body, set(found.fields)) == (
        "示例市公示办法",
        "",
        {"title", "document_no", "withdrawal"},
    )


@pytest.mark.parametrize("code", ["公示期满", "信用修复", "隐私", "没有这个"])
def test_a_reason_that_leaves_no_number_drops_it_even_where_the_file_holds_it(door: Door, code: str) -> None:
    """Of what has run out, was repaired, touches privacy or is not known, only type and day go through."""
    withdrawal = {**WITHDRAWAL, "reason_code": code}
    found = shown(door, decision(document_no="示教罚〔2026〕12号", withdrawal=withdrawal))
    unnamed = "公示期满的行政执法决定" if code == "公示期满" else "已撤下的行政执法决定"
    assert (found.title, set(found.fields)) == (unnamed, {"type", "decision_date", "withdrawal"})


def test_without_reason_codes_only_what_every_tombstone_must_hold_goes_through() -> None:
    """Where rules/withdrawals.yaml is missing, nothing is shown that some reason may forbid."""
    bare = Door(load_schemas(PROJECT / "schemas"), KINDS)
    found = shown(bare, decision(document_no="示教罚〔2026〕12号", withdrawal=WITHDRAWAL))
    assert set(found.fields) == {"type", "decision_date", "withdrawal"}


def test_what_a_tombstone_keeps_is_what_its_schema_demands_and_marks() -> None:
    """A tombstone cannot lose what its file must hold: its title, or all that the schema lets a decision keep."""
    schemas = load_schemas(PROJECT / "schemas")
    assert staying(schemas, "decision") == set(schemas.by_name["decision"]["then"]["propertyNames"]["enum"])
    for name in ("agency", "policy", "guide", "flowchart", "discretion", "law"):
        heading = next(kind.heading for kind in KINDS if kind.schema == name)
        assert {heading, "withdrawal"} <= staying(schemas, name)


def test_only_named_files_that_are_there_go_through(door: Door) -> None:
    """A file that the record does not name is not published, nor is a name without a file; nor how it was named."""
    named = [{"file": "a.pdf", "title": "决定书", "note": "内部"}, {"file": "b.pdf", "title": "不在"}]
    measured = {"a.pdf": Measured(12, "ab" * 32), "c.pdf": Measured(13, "cd" * 32)}
    found = door.publish(decision(attachments=named), (), 7, measured)
    assert isinstance(found, PublicRecord)
    assert found.attachments == (PublicFile("a.pdf", "决定书", 12, "ab" * 32),)
    assert "attachments" not in found.fields


def test_a_withdrawn_record_has_no_files(door: Door) -> None:
    """Even where they still lie beside it, and it still names them."""
    withdrawal = {"effective_on": "2026-04-01", "reason_code": "撤销", "reason": "复议撤销。", "authority": "市政府"}
    record = decision(attachments=[{"file": "a.pdf", "title": "决定书"}], withdrawal=withdrawal)
    found = door.publish(record, (), 7, {"a.pdf": Measured(12, "ab" * 32)})
    assert isinstance(found, PublicRecord)
    assert found.attachments == ()
