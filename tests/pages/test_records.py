"""Record pages: the answer, the facts, what happened; tombstones; a kind nobody has heard of."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, get_type_hints

import pytest
from tests.pages.town import FACTS, SCHEMAS, agency, decision, html_of, page_of, policy, publication, removed, tombstone

from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.event import Action
from disclosure.model.kinds import KINDS, Kind, Stage
from disclosure.model.public import PublicRecord, Status
from disclosure.pages.contracts import AgencyPage, DecisionPage, FullRecord, PolicyPage, RecordPage, TombstonePage
from disclosure.pages.records import BUILDERS, record_page
from disclosure.pages.shared import Context
from disclosure.pages.views import (
    Citation,
    Citations,
    Correction,
    Day,
    Entry,
    Figure,
    Link,
    Parties,
    Redaction,
    Text,
    Words,
)
from disclosure.reading.schemas import Schemas


def decided(**fields: Any) -> DecisionPage:  # noqa: ANN401  # any field
    """Return the page of a decision with some fields."""
    page = page_of(decision(**fields))
    assert isinstance(page, DecisionPage)
    return page


def entry(page: DecisionPage | RecordPage | TombstonePage | PolicyPage | AgencyPage, title: str) -> Entry:
    """Return the one entry with a title."""
    (found,) = [one for one in page.entries if one.title == title]
    return found


def test_a_minimal_decision_has_its_answer_and_its_facts() -> None:
    """What the schema requires is enough for a whole page."""
    page = decided()
    assert page.answer == ("罚款 72,000 元。",)
    assert [one.title for one in page.entries] == ["被处罚人", "作出机关", "决定日期"]
    assert entry(page, "决定日期").value == Day(date(2026, 3, 9))
    assert page.crumbs == (
        Link("示例市教育局", "/agencies/jyj/"),
        Link("执法决定", "/agencies/jyj/decisions/"),
        Link("2026年", "/agencies/jyj/decisions/2026/"),
        Link("3月", "/agencies/jyj/decisions/2026/03/"),
    )


def test_the_summary_reads_in_the_order_of_a_readers_questions() -> None:
    """Who, by whom, when, what for, by what law, what exactly, and then the procedure."""
    page = decided(
        officers=["示14090000012"],
        basis=[{"law": "中华人民共和国民办教育促进法", "article": "第六十四条"}],
        facts="擅自招收学生。",
        penalty={"kinds": ["罚款", "其他-责令退费"], "fine": Decimal("72000.50")},
        note="无。",
        reviews=[{"number": "示教法审〔2026〕5号", "opinion": "同意", "date": "2026-03-04"}],
    )
    assert [one.title for one in page.entries] == [
        "被处罚人",
        "作出机关",
        "决定日期",
        "违法事实",
        "处罚依据",
        "处罚种类",
        "罚款金额",
        "法制审核",
        "执法人员",
        "备注",
    ]
    assert entry(page, "处罚种类").value == Words(("罚款", "责令退费"))
    assert entry(page, "罚款金额").value == Figure(("72,000.50 元",))
    assert entry(page, "处罚依据").value == Citations(
        (
            Citation(
                "中华人民共和国民办教育促进法",
                "第六十四条",
                "",
                (),
                "/search/?q=%E4%B8%AD%E5%8D%8E%E4%BA%BA%E6%B0%91%E5%85%B1%E5%92%8C%E5%9B%BD%E6%B0%91%E5%8A%9E%E6%95%99"
                "%E8%82%B2%E4%BF%83%E8%BF%9B%E6%B3%95%20%E7%AC%AC%E5%85%AD%E5%8D%81%E5%9B%9B%E6%9D%A1",
            ),
        )
    )


@pytest.mark.parametrize("type_name", DECISION_TYPES)
def test_no_public_field_of_a_decision_is_left_out(type_name: str) -> None:
    """Every field that the schema marks as public has its place on the page."""
    properties = SCHEMAS.properties("decision")
    block = {
        key: 12 if node.get("format") == "yuan" else ["某值"] if node["type"] == "array" else "2026-03-09"
        for key, declared in properties[type_name]["properties"].items()
        if (node := SCHEMAS.resolve(declared))["type"] != "boolean"
    }
    page = decided(type=type_name, **{type_name: block})
    titles = {one.title for one in page.entries}
    assert titles >= {SCHEMAS.resolve(properties[type_name]["properties"][key])["title"] for key in block}


def test_a_long_answer_is_headed_by_its_outcome() -> None:
    """Where the content runs long, one line says what it comes to."""
    penalty = {"kinds": ["罚款"], "fine": 72000}
    assert decided(content="责令改正。" * 40, penalty=penalty).headline == "罚款 72,000 元"
    assert decided(content="罚款 72,000 元。", penalty=penalty).headline == ""


def test_a_natural_person_is_no_way_to_everything_about_them() -> None:
    """A company's name leads to a search, a person's does not."""
    company, person = (
        entry(decided(parties=[{"name": name, "category": category}]), "被处罚人").value
        for name, category in (("示例市晨光教育咨询有限公司", "法人及非法人组织"), ("张某某", "自然人"))
    )
    assert isinstance(company, Parties)
    assert isinstance(person, Parties)
    assert company.parties[0].address is not None
    assert person.parties[0].address is None


def test_what_was_left_out_and_what_was_mended_is_said() -> None:
    """Redactions and corrections name their fields by their Chinese titles, inner ones too."""
    page = decided(
        redactions=[{"field": "parties.address", "ground": "个人隐私", "note": "略去门牌"}],
        corrections=[
            {"date": "2026-04-02", "fields": ["content", "penalty.fine"], "reason": "笔误。", "cause": "公开有误"}
        ],
    )
    assert page.redactions == (Redaction("登记地址", "个人隐私", "略去门牌"),)
    assert page.corrections == (Correction(date(2026, 4, 2), ("决定内容", "罚款金额"), "笔误。"),)


def test_remedies_are_the_records_own_else_the_agencys() -> None:
    """A reader who disagrees always finds what to do."""
    assert decided(remedies="可以起诉。").remedies == ("可以起诉。",)
    assert decided().remedies == ("可以申请行政复议。",)


def test_events_are_told_newest_first() -> None:
    """The last thing that happened stands on top; the first gives the time of publication."""
    events = (publication(13), publication(20, action=Action.UPDATE))
    page = page_of(decision(events=events))
    assert isinstance(page, DecisionPage)
    assert [one.time for one in page.history] == [events[1].time, events[0].time]
    assert page.published == events[0].time


def test_an_import_claims_no_time_of_publication() -> None:
    """A date that git cannot vouch for is not put into the page tags."""
    assert page_of(decision(events=(publication(imported=True),))).published is None  # type: ignore[attr-defined]


def test_a_withdrawn_record_says_why_and_by_whom() -> None:
    """A tombstone holds the reason, the authority, the day and the law, and nothing about the parties."""
    page = page_of(tombstone(replaced_by="agencies/jyj/decisions/2026/04/001", document_no="示政复〔2026〕1号"))
    assert isinstance(page, TombstonePage)
    assert (page.reason, page.reason_code, page.authority) == ("复议撤销。", "撤销", "示例市人民政府")
    assert (page.authority_no, page.effective) == ("示政复〔2026〕1号", date(2026, 4, 1))
    assert page.basis == "《中华人民共和国行政处罚法》第四十八条：三日内撤回信息并公开说明理由"
    assert page.replaced_by == "/agencies/jyj/decisions/2026/04/001/"
    assert page.entries == (Entry("类别", Text(("行政处罚",))), Entry("决定日期", Day(date(2026, 3, 9))))
    assert page.removed is False


def test_a_deleted_file_leaves_its_address() -> None:
    """What was deleted without procedure says so."""
    page = page_of(removed())
    assert isinstance(page, TombstonePage)
    assert (page.removed, page.reason, page.entries) == (True, "", ())


def test_an_agency_page_needs_only_a_name() -> None:
    """Agencies made by an import have nothing else yet."""
    page = page_of(agency())
    assert isinstance(page, AgencyPage)
    assert (page.duties, page.powers, page.basis, page.contacts, page.entries) == ((), (), (), (), ())
    assert page.decisions == "/agencies/jyj/decisions/"


def test_an_agencys_superior_is_named_where_it_is_known() -> None:
    """The superior's name comes from its own record."""
    record = agency(superior="szf")
    others = {"szf": replace(FACTS, slug="szf", name="示例市人民政府")}
    page = record_page(record, Context(FACTS, SCHEMAS, KINDS, others=others))
    assert isinstance(page, AgencyPage)
    assert entry(page, "上级机关").value.links == (Link("示例市人民政府", "/agencies/szf/"),)  # type: ignore[union-attr]


def test_a_policy_has_contents_and_says_when_it_was_repealed() -> None:
    """Three headings make a table of contents."""
    page = page_of(policy("# 一\n\n# 二\n\n# 三\n", issuer="示例市人民政府办公室", repealed_by="示政发〔2026〕1号"))
    assert isinstance(page, PolicyPage)
    assert page.state == "ended"
    assert page.agency == Link("示例市人民政府办公室", "")
    assert page.contents.count("<li>") == 3


def notice_kind() -> tuple[Kind, Schemas]:
    """Return a kind that no module knows, and the schemas with its own."""
    kind = Kind("notice", "听证公告", Stage.DURING, "agencies/{agency}/notices/{slug}.yaml", "notice", "record.html")
    schema = {
        "type": "object",
        "properties": {
            "title": {"title": "标题", "type": "string", "x-public": True},
            "held_on": {"title": "听证日期", "$ref": "defs.schema.json#/$defs/date", "x-public": True},
            "fee": {"title": "费用", "$ref": "defs.schema.json#/$defs/yuan", "x-public": True},
            "seats": {"title": "旁听席位", "type": "integer", "x-public": True},
            "open": {"title": "公开举行", "type": "boolean", "x-public": True},
            "site": {"title": "报名网址", "$ref": "defs.schema.json#/$defs/url", "x-public": True},
        },
    }
    return kind, Schemas({**SCHEMAS.by_name, "notice": schema})


def test_a_kind_nobody_has_heard_of_is_drawn_from_its_schema() -> None:
    """Titles, dates, amounts and links come out right without a line of code for the kind."""
    kind, schemas = notice_kind()
    fields = {
        "title": "某案听证公告",
        "held_on": "2026-05-06",
        "fee": 0,
        "seats": 20,
        "open": True,
        "site": "https://a.b/",
    }
    record = PublicRecord(
        "agencies/jyj/notices/a",
        "notice",
        "jyj",
        Status.PUBLISHED,
        "某案听证公告",
        None,
        9,
        fields,
        "",
        (publication(),),
    )
    page = record_page(record, Context(FACTS, schemas, (*KINDS, kind)))
    assert isinstance(page, RecordPage)
    assert [(one.title, one.value.form) for one in page.entries] == [
        ("听证日期", "day"),
        ("费用", "figure"),
        ("旁听席位", "figure"),
        ("公开举行", "text"),
        ("报名网址", "outside"),
    ]
    assert page.crumbs == (Link("听证公告", "/notices/"), Link("示例市教育局", "/agencies/jyj/"))


def test_pages_are_plain_values() -> None:
    """The same record makes an equal page: an edition may skip what it rendered before."""
    assert page_of(decision()) == page_of(decision())
    assert repr(page_of(tombstone())) == repr(page_of(tombstone()))


def test_a_replacement_that_may_not_be_published_is_told_without_a_link() -> None:
    """The reader learns that there is another decision, and why it cannot be opened."""
    page = page_of(tombstone(replaced_by="agencies/jyj/decisions/2026/05/001"))
    assert isinstance(page, TombstonePage)
    assert (page.replaced_by, page.replaced_unseen) == (None, True)
    assert "替代的决定依法不公开" in html_of(page)
    assert page_of(tombstone()).replaced_unseen is False  # type: ignore[attr-defined]  # a TombstonePage


LEAVING_OUT = [kind for kind in KINDS if "redactions" in SCHEMAS.properties(kind.schema)]


@pytest.mark.parametrize("kind", LEAVING_OUT, ids=lambda kind: kind.name)
def test_every_kind_that_may_leave_something_out_has_a_page_that_says_so(kind: Kind) -> None:
    """What was left out, and the files beside a record, are said by the page that all of them extend."""
    builder = BUILDERS.get(kind.name)
    made = get_type_hints(builder)["return"] if builder else RecordPage
    assert issubclass(made, FullRecord)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_files_and_filings_are_declared_alike(kind: Kind) -> None:
    """What a schema calls attachments or a filing is the shared shape, so that every page shows it the same way."""
    declared = SCHEMAS.by_name[kind.schema].get("properties", {})
    for name in ("attachments", "filing", "redactions"):
        node = declared.get(name, {})
        reference = node.get("$ref") or node.get("items", {}).get("$ref", "")
        assert (
            name not in declared or reference.removesuffix("s") == f"defs.schema.json#/$defs/{name.removesuffix('s')}"
        )
