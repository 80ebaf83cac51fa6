"""An invented town for the tests of pages: records, rows, a site, a whole set of pages."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any

from disclosure.model.event import Action
from disclosure.model.kinds import KINDS
from disclosure.model.public import (
    FieldChange,
    Logged,
    Piece,
    PublicEvent,
    PublicRecord,
    PublicVersion,
    Row,
    Status,
    Withheld,
)
from disclosure.model.record import Document
from disclosure.model.withdrawals import Reasons
from disclosure.pages.contracts import AgencyFacts, Edition, Page
from disclosure.pages.listings import listing_pages
from disclosure.pages.log_pages import Owner, log_page, month_pages
from disclosure.pages.log_views import Recorder, bundles
from disclosure.pages.records import record_page
from disclosure.pages.rendering import Renderer, Site
from disclosure.pages.shared import Context
from disclosure.pages.shelves import Cell, Coverage
from disclosure.pages.tallies import digests
from disclosure.pages.version_page import version_page
from disclosure.publishing.wording import row_of
from disclosure.reading.documents import read_document
from disclosure.reading.schemas import load_schemas

PROJECT = Path(__file__).resolve().parents[2]
THEME = PROJECT / "theme"
SCHEMAS = load_schemas(PROJECT / "schemas")
RULES = read_document("rules/withdrawals.yaml", (PROJECT / "content" / "rules" / "withdrawals.yaml").read_bytes())
assert isinstance(RULES, Document)
REASONS = Reasons.of(RULES.data)
CHINA = timezone(timedelta(hours=8))
PORTAL: dict[str, Any] = {
    "name": "示例市行政执法公示",
    "jurisdiction": {"name": "示例市"},
    "demonstration": True,
    "organiser": {"name": "示例市司法局", "phone": "0999-8000001"},
    "site_id_code": "9990000001",
    "icp_record": "示ICP备00000001号",
    "search_examples": ["校外培训"],
}
EDITION = Edition(date(2026, 11, 20), "a1b2c3d4e5f6")
FACTS = AgencyFacts("jyj", "示例市教育局", remedies="可以申请行政复议。", phone="0999-8000012", url="/agencies/jyj/")


def site(**changes: object) -> Site:
    """Return the town's site with some settings of portal.yaml changed."""
    return Site.from_portal({**PORTAL, **changes}, history="full")


PLACE = site(siteurl="https://gongshi.shili.example")


def publication(day: int = 13, **changes: Any) -> PublicEvent:  # noqa: ANN401  # any field of an event
    """Return the event of a first publication in March 2026."""
    time = datetime(2026, 3, day, 16, 40, tzinfo=CHINA)
    return replace(PublicEvent(Action.PUBLISH, time, "示例市教育局", "a1b2c3d4e5f6"), **changes)


def agency(**fields: object) -> PublicRecord:
    """Return the town's education bureau."""
    data = {"name": "示例市教育局", **fields}
    return PublicRecord(
        id="agencies/jyj/agency",
        kind="agency",
        agency="jyj",
        status=Status.PUBLISHED,
        title="示例市教育局",
        day=None,
        rank=0,
        fields=data,
        body="",
        events=(publication(1),),
    )


def decision(
    slug: str = "012",
    *,
    rank: int = 1,
    events: tuple[PublicEvent, ...] | None = None,
    **fields: Any,  # noqa: ANN401  # any field
) -> PublicRecord:
    """Return a penalty of the education bureau with only what its schema requires, and what is given."""
    data = {
        "type": "penalty",
        "title": "示例市晨光教育咨询有限公司擅自招收学生案",
        "decision_date": "2026-03-09",
        "parties": [{"name": "示例市晨光教育咨询有限公司", "category": "法人及非法人组织"}],
        "content": "罚款 72,000 元。",
        **fields,
    }
    return PublicRecord(
        id=f"agencies/jyj/decisions/2026/03/{slug}",
        kind="decision",
        agency="jyj",
        status=Status.PUBLISHED,
        title=data["title"],
        day=date(2026, 3, 9),
        rank=rank,
        fields=data,
        body="",
        events=(publication(),) if events is None else events,
    )


def tombstone(**withdrawal: object) -> PublicRecord:
    """Return a penalty that was withdrawn because it was overturned."""
    data = {"effective_on": "2026-04-01", "reason_code": "撤销", "reason": "复议撤销。", "authority": "示例市人民政府"}
    fields = {
        "type": "penalty",
        "document_no": "示教罚〔2026〕13号",
        "decision_date": "2026-03-09",
        "withdrawal": {**data, **withdrawal},
    }
    return replace(
        decision("013", rank=2),
        status=Status.WITHDRAWN,
        title="示教罚〔2026〕13号",
        fields=fields,
        events=(publication(), publication(20, action=Action.WITHDRAW, reason="复议撤销。")),
    )


def removed() -> PublicRecord:
    """Return what remains of a decision whose file was deleted."""
    return replace(
        decision("014", rank=3),
        status=Status.REMOVED,
        title="行政执法决定：文件被删除，未按程序撤下",
        day=None,
        fields={},
        events=(publication(), publication(21, action=Action.REMOVED)),
    )


def policy(body: str = "", **fields: object) -> PublicRecord:
    """Return a policy document."""
    return PublicRecord(
        id="policies/gongshi-banfa",
        kind="policy",
        agency=None,
        status=Status.PUBLISHED,
        title="示例市行政执法公示办法",
        day=None,
        rank=4,
        fields={"title": "示例市行政执法公示办法", **fields},
        body=body,
        events=(publication(5),),
    )


def listed(kind: str, stem: str, key: str, *entries: dict[str, Any]) -> PublicRecord:
    """Return a list of the education bureau, each of its entries a record of its own."""
    name, title = f"agencies/jyj/{stem}", next(one.title for one in KINDS if one.name == kind)
    whole = PublicRecord(
        id=name,
        kind=kind,
        agency="jyj",
        status=Status.PUBLISHED,
        title=title,
        day=None,
        rank=5,
        fields={"entries": list(entries)},
        body="",
        events=(publication(6),),
    )
    inner = (
        replace(whole, id=f"{name}#{one[key]}", title=str(one["name"]), rank=6 + place, fields=one)
        for place, one in enumerate(entries)
    )
    return replace(whole, entries=tuple(inner))


def officers(*entries: dict[str, Any]) -> PublicRecord:
    """Return the bureau's officers: those given, or one in post, one with an expired certificate, one who left."""
    usual: tuple[dict[str, Any], ...] = (
        {"name": "林知夏", "unit": "民办教育科", "position": "科长", "certificate_no": "示99000000012"}
        | {"categories": ["教育行政执法"], "area": "示例市行政区域", "supervisor": True}
        | {"valid_from": "2022-06-01", "valid_until": "2027-05-31"},
        {"name": "薛砚秋", "certificate_no": "示99000000424", "valid_until": "2026-06-30"},
        {"name": "褚怀民", "certificate_no": "示99000000031", "until": "2026-07-31", "until_reason": "退休"},
    )
    return listed("officer", "officers", "certificate_no", *(entries or usual))


def reviewers(*entries: dict[str, Any]) -> PublicRecord:
    """Return the bureau's legal reviewers: those given, or one who reviews and one who left."""
    usual: tuple[dict[str, Any], ...] = (
        {"number": "教法审-01", "name": "何敏", "unit": "政策法规科", "role": "公职律师", "acts": ["行政处罚"]}
        | {"qualified": True, "qualified_on": "2009-03-18", "reviewing_since": "2016-04-01"},
        {"number": "教法审-02", "name": "戚长安", "role": "法律顾问", "until": "2025-10-31"},
    )
    return listed("reviewer", "reviewers", "number", *(entries or usual))


def window_board(**fields: object) -> PublicRecord:
    """Return the board of a window of the education bureau."""
    data = {"title": "民办学校审批窗口", "name": "韩松龄", "unit": "行政审批科", **fields}
    return replace(
        listed("window_board", "windows/minban", "name"), title="民办学校审批窗口", rank=20, fields=data, entries=()
    )


def records() -> list[PublicRecord]:
    """Return a few records of every kind and state."""
    return [
        agency(),
        decision(),
        tombstone(),
        removed(),
        policy("# 总则\n\n正文。\n"),
        officers(),
        reviewers(),
        window_board(officer="示99000000012", services=["民办学校设立许可"], materials=[{"name": "申请书"}]),
    ]


def row(number: int, **changes: Any) -> Row:  # noqa: ANN401  # any field of a row
    """Return the row of an invented decision; its number is its rank."""
    made = row_of(decision(f"d{number}", rank=number))
    return replace(made, **changes)


def page_of(record: PublicRecord) -> Page:
    """Return a record's page in the town."""
    agency = FACTS if record.agency else None
    context = Context(agency, SCHEMAS, KINDS, EDITION.as_of, linked=LINKED, site=PLACE, reasons=REASONS)
    page = record_page(record, context)
    assert page is not None
    return page


LINKED = {
    number: row_of(replace(decision("其后的决定"), id=number)) for number in ("agencies/jyj/decisions/2026/04/001",)
} | {row.id: row for row in map(row_of, officers().entries)}
"""What records of the town may point to."""


COVERAGE = Coverage(
    "示例市教育局",
    "/agencies/jyj/",
    (
        Cell("行政执法人员清单", "事前公开", 2, "/agencies/jyj/officers/", owed=True),
        Cell("行政执法决定", "事后公开", 0, None, owed=True, missing=date(2026, 3, 13)),
        Cell("统计年报", "事后公开", 0, None, owed=False),
    ),
)
"""What the town's agency has published, owes and does not owe."""


def happened(
    number: int,
    action: Action = Action.PUBLISH,
    record: PublicRecord | None = None,
    **changes: Any,  # noqa: ANN401  # any field
) -> Logged:
    """Return an event of the log: of the town's decision, on the thirteenth of March 2026 in the afternoon."""
    about = record or decision()
    time = datetime(2026, 3, 13, 16, 40, tzinfo=CHINA)
    made = Logged(number, action, time, about.id, about.kind, about.agency, about.title, "a1b2c3d4e5f6")
    return replace(made, **changes)


RECORDER = Recorder({kind.name: kind for kind in KINDS}, {"jyj": "示例市教育局"}, "示例市司法局")
"""Who writes the town's log."""


def log_pages(*lines: Logged) -> Iterator[Page]:
    """Yield the pages of the town's log and of the education bureau's; all events are of one month."""
    told = bundles(lines)
    tally = Counter((line.action, line.within is not None) for line in lines)
    for slug in (None, "jyj"):
        owner = Owner(slug, RECORDER)
        yield log_page(owner, {(2026, 3): tally} if lines else {}, told[::-1], {} if slug else {"jyj": len(lines)})
        yield from month_pages(owner, (2026, 3), told) if lines else ()


def whole_town(withheld: tuple[Withheld, ...] = ()) -> Iterator[Page]:
    """Yield every page of the town."""
    rows = [row_of(record) for record in records()]
    yield from listing_pages(
        rows, [FACTS], withheld, EDITION, people=[one for whole in records() for one in whole.entries]
    )
    listed = officers()
    entries = (happened(2 + place, record=one, within=1) for place, one in enumerate(listed.entries))
    yield from log_pages(happened(0), happened(1, record=listed), *entries)
    own = digests(rows, withheld, [FACTS])
    context = Context(
        FACTS,
        SCHEMAS,
        KINDS,
        EDITION.as_of,
        own=own["jyj"],
        linked=LINKED,
        coverage=COVERAGE,
        site=PLACE,
        reasons=REASONS,
    )
    for record in (shown for whole in records() for shown in (whole, *whole.entries)):
        page = record_page(record, context)
        if page is not None:
            yield page


def changed() -> PublicRecord:
    """Return a decision that was corrected: one field by its values, one as running text, one redacted, one linked."""
    pieces = ((Piece.SKIPPED, ""), (Piece.SAME, "招生"), (Piece.GONE, "三十"), (Piece.NEW, "四十"), (Piece.SAME, "人"))
    changes = (
        FieldChange("罚款金额", "30,600 元", "36,000 元"),
        FieldChange("事由或违法事实", None, None, pieces),
        FieldChange("执法人员", "", "示99000000012", ref="officer"),
        FieldChange("住所", None, None, redacted=True),
        FieldChange("登记地址", "", "示例市东街18号", entry="行政相对人「示例市晨光教育咨询有限公司」"),
    )
    correction = publication(20, action=Action.CORRECT, reason="笔误。", changes=changes, version=2, backdated=True)
    whole = decision(events=(publication(version=1), correction))
    past = replace(whole, events=())
    since, until = (event.time for event in whole.events)
    return replace(whole, versions=(PublicVersion(1, since, until, past, ("住所",), files=True, left=1),))


def page_and_version(record: PublicRecord) -> Iterator[Page]:
    """Yield the page of a record and those of its old versions."""
    context = Context(FACTS, SCHEMAS, KINDS, as_of=EDITION.as_of, linked=LINKED, site=PLACE)
    pages = [record_page(record, context), *(version_page(one, record, context) for one in record.versions)]
    yield from (page for page in pages if page is not None)


def html_of(page: Page, **settings: object) -> str:
    """Return a page as the town's site shows it."""
    return renderer_of(site(**settings)).render(page).decode()


@cache
def renderer_of(site: Site) -> Renderer:
    """Return the renderer of a site, whose templates are compiled once."""
    return Renderer(THEME, site)
