"""What an update changed, told as people read it: lists entry by entry, long texts as running text, codes by name."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from disclosure.model.event import Action, Event, Moment
from disclosure.model.kinds import KINDS
from disclosure.model.public import FieldChange, Piece
from disclosure.model.record import Document
from disclosure.publishing.changes import Changes
from disclosure.publishing.door import Door
from disclosure.publishing.told import Told
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import load_schemas

SCHEMAS = load_schemas(Path(__file__).resolve().parents[2] / "schemas")
CHANGES = Changes(Door(SCHEMAS, KINDS), SCHEMAS)
DECISION: dict[str, Any] = {
    "type": "penalty",
    "title": "擅自招收学生案",
    "decision_date": "2026-03-02",
    "parties": [{"name": "示例市晨光有限公司", "category": "法人及非法人组织", "address": "东街18号"}],
    "basis": [{"law": "民办教育促进法", "article": "第六十四条"}],
    "content": "罚款。",
}


def told(kind: str, *versions: dict[str, Any]) -> Told:
    """Return a file with some versions, the last of which is today's."""
    found = next(one for one in KINDS if one.name == kind)
    path = found.pattern.format(agency="jyj", slug="a", year="2026", month="03")
    blobs = {
        str(number): yaml.safe_dump(data, allow_unicode=True, sort_keys=False).encode()
        for number, data in enumerate(versions)
    }
    moment = Moment(0, "c", datetime(2026, 3, 1, tzinfo=UTC), "", None, imported=False)
    events = [
        Event(Action.UPDATE if number else Action.PUBLISH, moment, str(number), str(number - 1) if number else None)
        for number in range(len(versions))
    ]
    today = read_document(path, blobs[str(len(versions) - 1)])
    assert isinstance(today, Document), today
    return Told(found, path, "", events, today, blobs)


def changed(kind: str, old: dict[str, Any], new: dict[str, Any]) -> list[FieldChange]:
    """Return what is told of the change from one version to the next."""
    life = told(kind, old, new)
    return list(CHANGES.of_record(life, life.versions["0"], life.versions["1"]))


LAW = {"law": "行政处罚法", "article": "第九条"}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(
            {"decision_date": "2026-03-09"}, [FieldChange("决定日期", "2026年3月2日", "2026年3月9日")], id="a day"
        ),
        pytest.param({"type": "permit"}, [FieldChange("类别", "行政处罚", "行政许可")], id="one of some words"),
        pytest.param(
            {"penalty": {"fine": 72000}}, [FieldChange("罚款金额", "", "72,000 元")], id="an amount that came"
        ),
        pytest.param(
            {"basis": [*DECISION["basis"], LAW]},
            [FieldChange("依据", "", "《行政处罚法》第九条")],
            id="an article that came",
        ),
        pytest.param(
            {"basis": [LAW]},
            [FieldChange("依据", "《民办教育促进法》第六十四条", ""), FieldChange("依据", "", "《行政处罚法》第九条")],
            id="an article in place of another",
        ),
        pytest.param(
            {"parties": [{**DECISION["parties"][0], "address": "西街3号"}]},
            [FieldChange("登记地址", "东街18号", "西街3号", entry="行政相对人「示例市晨光有限公司」")],
            id="a member of an entry",
        ),
        pytest.param({"officers": ["示1"]}, [FieldChange("执法人员", "", "示1", ref="officer")], id="a reference"),
        pytest.param({"title": None}, [FieldChange("标题", "擅自招收学生案", "")], id="a field that went"),
    ],
)
def test_a_change_of_a_decision(change: dict[str, Any], expected: list[FieldChange]) -> None:
    """Each is told by the title of its field, in the words of the page."""
    new = {key: value for key, value in {**DECISION, **change}.items() if value is not None}
    assert [(one.title, one.old, one.new, one.ref, one.entry) for one in changed("decision", DECISION, new)] == [
        (one.title, one.old, one.new, one.ref, one.entry) for one in expected
    ]


def test_entries_in_another_order_are_said_to_be_that() -> None:
    """Nothing came and nothing went."""
    old, new = {**DECISION, "basis": [*DECISION["basis"], LAW]}, {**DECISION, "basis": [LAW, *DECISION["basis"]]}
    assert changed("decision", old, new) == [FieldChange("依据", "", "只调整了先后次序")]


def test_a_long_text_is_told_as_running_text_alone() -> None:
    """A short one with both sides too; two that share little are told whole."""
    start = "当事人未取得办学许可证，擅自招收学生，" * 12
    found = changed("decision", {**DECISION, "facts": f"{start}三十人。"}, {**DECISION, "facts": f"{start}四十人。"})
    assert [(one.title, one.old, one.new) for one in found] == [("事由或违法事实", None, None)]
    assert found[0].pieces[-3:] == ((Piece.GONE, "三"), (Piece.NEW, "四"), (Piece.SAME, "十人。"))
    short = (
        {**DECISION, "facts": "当事人擅自招收学生三十人。以上属实。"},
        {**DECISION, "facts": "当事人擅自招收学生四十人。以上属实。"},
    )
    assert (changed("decision", *short)[0].old, bool(changed("decision", *short)[0].pieces)) == (
        short[0]["facts"],
        True,
    )
    apart = (
        {**DECISION, "facts": "责令七日内补齐价格公示牌并改正。"},
        {**DECISION, "facts": "四月二十一日复查，已经全部补好了。"},
    )
    assert changed("decision", *apart)[0].pieces == ()


def test_a_number_with_its_unit_is_read_as_one() -> None:
    """`8 个工作日`, not a number and a word."""
    limits = [{"title": "许可", "time_limit": {"promised": {"n": n, "unit": "工作日"}}} for n in (8, 5)]
    key = next(key for key, node in SCHEMAS.properties("guide").items() if node.get("title") == "办理时限")
    found = changed("guide", *({"title": "许可", key: one["time_limit"]} for one in limits))
    assert [(one.title, one.old, one.new) for one in found] == [("办理时限：承诺时限", "8 个工作日", "5 个工作日")]


def test_a_masked_name_hides_the_whole_field() -> None:
    """Neither side is shown, nor which entry of the list it was."""
    names = [{**DECISION, "parties": [{"name": name, "category": "自然人"}]} for name in ("诸葛金丝雀", "诸葛某某")]
    assert changed("decision", *names) == [FieldChange("行政相对人", None, None, redacted=True)]


def test_of_an_entry_that_the_list_has_no_more_nothing_is_told_again() -> None:
    """That it changed is a fact; what it said is gone with it."""
    one, other = (
        {"name": "林知夏", "certificate_no": "示1", "position": "科员"},
        {"name": "薛砚秋", "certificate_no": "示2"},
    )
    life = told(
        "officer", {"entries": [one, other]}, {"entries": [{**one, "position": "科长"}, other]}, {"entries": [other]}
    )
    assert list(CHANGES.of_record(life, life.versions["0"], life.versions["1"])) == [
        FieldChange("执法人员", None, None, entry="林知夏（示1）")
    ]
    assert list(CHANGES.of_record(life, life.versions["1"], life.versions["2"])) == [
        FieldChange("执法人员", "林知夏（示1）", "")
    ]
