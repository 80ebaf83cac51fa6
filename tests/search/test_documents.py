"""What search knows of a public record."""

from datetime import date
from decimal import Decimal
from typing import Any

from disclosure.model.kinds import Kind, Stage
from disclosure.model.public import PublicRecord, Status
from disclosure.outputs.search.documents import search_document, strip_markdown
from disclosure.outputs.search.facets import FacetRules, Owner

OWNER = Owner("示例市教育局", "990100")
RULES = FacetRules.from_portal(
    {
        "jurisdiction": {"name": "示例市", "region_code": "990100"},
        "search": {
            "amounts": [
                {"title": "1万元以下", "below": 10000},
                {"title": "1万至10万元", "from": 10000, "below": 100000},
                {"title": "10万元以上", "from": 100000},
            ]
        },
    }
)


def record(**changes: Any) -> PublicRecord:  # noqa: ANN401  # any field of a record
    """Make a public decision; only the given fields differ."""
    given: dict[str, Any] = {
        "id": "agencies/jyj/decisions/2026/03/012",
        "kind": "decision",
        "agency": "jyj",
        "status": Status.PUBLISHED,
        "title": "晨光公司招生案",
        "day": date(2026, 3, 9),
        "rank": 7,
        "fields": {
            "type": "penalty",
            "title": "晨光公司招生案",
            "document_no": "示教罚〔2026〕12号",
            "decision_date": "2026-03-09",
            "parties": [{"name": "晨光公司", "category": "法人及非法人组织", "credit_code": "91990100MA00000018"}],
            "facts": "招收学生，\n\n收取费用",
            "basis": [{"law": "民办教育促进法", "article": "第六十四条", "text": "擅自举办的"}],
            "penalty": {"kinds": ["罚款"], "fine": Decimal("72000.50"), "simple_procedure": False},
        },
        "body": "",
        "events": (),
    }
    return PublicRecord(**(given | changes))


def test_every_public_text_of_a_decision_is_in_one_field() -> None:
    """Number, parties, codes, agency and law have fields of their own; law and article are one value."""
    assert search_document(record(), OWNER, "/a/").fields == {
        "title": "晨光公司招生案",
        "document_no": "示教罚〔2026〕12号",
        "parties": "晨光公司",
        "codes": "91990100MA00000018",
        "agency": "示例市教育局",
        "law": "民办教育促进法 第六十四条",
        "text": "行政处罚\n2026-03-09\n法人及非法人组织\n招收学生， 收取费用\n擅自举办的\n罚款\n72000.50",
    }


def test_a_row_holds_what_a_result_shows() -> None:
    """The row of a decision names kind, type and agency in words."""
    document = search_document(record(), OWNER, "/agencies/jyj/decisions/2026/03/012/", rules=RULES)
    assert (document.rank, document.row) == (
        7,
        {
            "id": "agencies/jyj/decisions/2026/03/012",
            "address": "/agencies/jyj/decisions/2026/03/012/",
            "title": "晨光公司招生案",
            "kind": "decision",
            "kind_title": "行政执法决定",
            "type": "penalty",
            "type_title": "行政处罚",
            "document_no": "示教罚〔2026〕12号",
            "agency": "jyj",
            "agency_name": "示例市教育局",
            "date": "2026-03-09",
            "status": "published",
            "answer": "罚款 72,000.50 元",
            "amount": "72000.50",
            "facets": list(document.facets),
        },
    )


def test_a_record_stands_under_its_facets() -> None:
    """Each has a title in words; regions and bands of amounts are those of portal.yaml."""
    document = search_document(record(), OWNER, rules=RULES)
    assert document.facets == {
        "kind:penalty": "行政处罚",
        "agency:jyj": "示例市教育局",
        "region:990100": "示例市",
        "year:2026": "2026年",
        "month:2026-03": "2026年3月",
        "penalty:罚款": "罚款",
        "amount:10000-100000": "1万至10万元",
        "law:民办教育促进法": "民办教育促进法",
        "status:published": "公开中",
    }
    assert (document.day, document.amount) == (date(2026, 3, 9).toordinal(), Decimal("72000.50"))


def test_a_withdrawn_record_has_no_more_than_the_door_left() -> None:
    """A tombstone is found by its number and type alone."""
    left = record(
        status=Status.WITHDRAWN,
        title="示教罚〔2026〕12号",
        fields={"type": "penalty", "document_no": "示教罚〔2026〕12号"},
    )
    document = search_document(left, OWNER)
    assert {name: text for name, text in document.fields.items() if text} == {
        "title": "示教罚〔2026〕12号",
        "document_no": "示教罚〔2026〕12号",
        "agency": "示例市教育局",
        "text": "行政处罚",
    }
    assert document.row["status"] == "withdrawn"
    assert {"agency:jyj", "status:withdrawn"} <= document.facets.keys()
    assert not [term for term in document.facets if term.startswith(("penalty:", "amount:", "law:"))]


def test_a_kind_that_nobody_has_heard_of_is_searched_too() -> None:
    """Texts at any depth and the Markdown body are found; the kind's title comes from the table of kinds."""
    kind = Kind(
        "window", "岗位信息公示牌", Stage.DURING, "agencies/{agency}/windows/{slug}.yaml", "window", "window.html"
    )
    window = record(
        id="agencies/jyj/windows/one",
        kind="window",
        title="一号窗口",
        day=None,
        agency=None,
        fields={"title": "一号窗口", "staff": {"deep": [{"duty": "受理", "count": 3}]}},
        body="# 说明\n\n见[办事指南](/guides/one/)，<b>工作日</b>开放。",
    )
    document = search_document(window, Owner(""), kinds=(kind,))
    assert document.fields["text"] == "受理\n3\n说明 见办事指南，工作日开放。"
    assert (document.row["kind_title"], document.row["address"], document.row["date"]) == (
        "岗位信息公示牌",
        "/agencies/jyj/windows/one/",
        None,
    )


def test_markdown_is_stripped_to_its_words() -> None:
    """Links and pictures leave their text, comments and elements nothing."""
    assert (
        strip_markdown('![印章](a.png "章")<!-- 草稿 -->[第 1 条](https://www.example.gov.cn/a)<br>a < b')
        == "印章第 1 条a < b"
    )
