"""The pages of random inspections: the items, the plan of a year, the results of a campaign (国办发〔2015〕58号)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Annotated, Any

from disclosure.model.language import _
from disclosure.pages.contracts import FullRecord, Template
from disclosure.pages.entries import entries, filed, party
from disclosure.pages.registers import cited, day, members, register, rows, words
from disclosure.pages.shared import RESERVED, Subject
from disclosure.pages.views import Citation, Count, Entry, Link, Party

TONES = {
    "未发现问题": "good",
    "未发现开展本次抽查涉及的经营活动": "plain",
    "已关闭停业或正在组织清算": "plain",
    "注销": "plain",
}
"""The tone of a finding; every other one says that something was found."""

MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """One item of the list: what is inspected, by whom, on what basis, how much, how and how often."""

    key: str
    title: str
    category: str
    matter: Link | None
    subject: str
    basis: tuple[Citation, ...]
    objects: str
    content: tuple[str, ...]
    ratio: str
    manner: tuple[str, ...]
    frequency: str
    filing: str
    since: date | None
    until: date | None
    note: str
    plans: tuple[Link, ...]
    results: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class InspectionItemPage(FullRecord):
    """The items of random inspection of one agency (inspection_item.html)."""

    template: Template = "inspection_item.html"
    items: Annotated[tuple[ItemRow, ...], "the items of today, in the order of the file"]
    former: Annotated[tuple[ItemRow, ...], "the items that have ended"]
    important: Annotated[int, "how many items of today are 重点检查事项"]


def inspection_item_page(subject: Subject) -> InspectionItemPage:
    """Return the page of a list of items; what has ended stands apart."""
    items = [_item(subject, key, fields) for key, fields in rows(subject)]
    ended = {item.key for item in items if item.until and item.until.isoformat() < subject.today}
    current = tuple(item for item in items if item.key not in ended)
    return InspectionItemPage(
        **register(subject, _("随机抽查什么、依据、对象、内容、比例、方式和频次")),
        items=current,
        former=tuple(item for item in items if item.key in ended),
        important=sum(item.category.startswith("重点") for item in current),
    )


def _item(subject: Subject, key: str, fields: Mapping[str, Any]) -> ItemRow:
    filing = fields.get("filing") or {}
    return ItemRow(
        key=key,
        title=words(fields, "title"),
        category=words(fields, "category"),
        matter=subject.link("matter", words(fields, "matter")) if fields.get("matter") else None,
        subject=words(fields, "subject"),
        basis=cited(fields),
        objects=words(fields, "objects"),
        content=tuple(str(line) for line in members(fields.get("content"))),
        ratio=words(fields, "ratio"),
        manner=tuple(str(way) for way in members(fields.get("manner"))),
        frequency=words(fields, "frequency"),
        filing=filed(filing) if filing else "",
        since=day(fields, "since"),
        until=day(fields, "until"),
        note=words(fields, "note"),
        plans=subject.cited_by("inspection_plan", key),
        results=subject.cited_by("inspection_result", key),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignRow:
    """One campaign of a year's plan; `year` says of each month whether it is in it."""

    key: str
    name: str
    items: tuple[Link, ...]
    months: str
    year: tuple[bool, ...]
    objects: str
    ratio: str
    manner: tuple[str, ...]
    departments: tuple[str, ...]
    note: str
    results: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class InspectionPlanPage(FullRecord):
    """The plan of one year of one agency (inspection_plan.html)."""

    template: Template = "inspection_plan.html"
    year: Annotated[str, "the year of the plan"]
    document_no: Annotated[str, "the document number, or empty"]
    cap: Annotated[int | None, "how often one enterprise is inspected in the year at most; None: not announced"]
    cap_note: Annotated[str, "what the cap does not count, or empty"]
    campaigns: Annotated[tuple[CampaignRow, ...], "the campaigns, in the order of the file"]
    joint: Annotated[int, "how many campaigns are carried out with other departments"]
    around: Annotated[tuple[Link, ...], "ways to the list of items"]


def inspection_plan_page(subject: Subject) -> InspectionPlanPage:
    """Return the page of a year's plan."""
    year = subject.record.id.rpartition("/")[2]
    campaigns = tuple(_campaign(subject, fields) for fields in members(subject.fields.get("campaigns")))
    cap = subject.fields.get("yearly_cap")
    hidden = ("title", "document_no", "yearly_cap", "cap_note", "campaigns", *RESERVED)
    return InspectionPlanPage(
        **{
            **register(subject, _("{year} 年随机抽查的任务、时间、对象和比例").format(year=year)),
            "entries": entries(subject.schemas, subject.node, subject.fields, without=hidden, link=subject.link),
        },
        year=year,
        document_no=subject.text("document_no"),
        cap=cap if isinstance(cap, int) else None,
        cap_note=subject.text("cap_note"),
        campaigns=campaigns,
        joint=sum(bool(campaign.departments) for campaign in campaigns),
        around=tuple(dict.fromkeys(link for campaign in campaigns for link in campaign.items if link.address)),
    )


def _campaign(subject: Subject, fields: Mapping[str, Any]) -> CampaignRow:
    months = sorted({int(month) for month in members(fields.get("months"))})
    return CampaignRow(
        key=words(fields, "key"),
        name=words(fields, "name"),
        items=tuple(subject.link("inspection_item", str(code)) for code in members(fields.get("items"))),
        months=said_months(months),
        year=tuple(month in months for month in MONTHS),
        objects=words(fields, "objects"),
        ratio=words(fields, "ratio"),
        manner=tuple(str(way) for way in members(fields.get("manner"))),
        departments=tuple(str(name) for name in members(fields.get("departments"))),
        note=words(fields, "note"),
        results=subject.cited_by("inspection_result", words(fields, "key")),
    )


def said_months(months: list[int]) -> str:
    """Return months in words, those that follow each other as a span: `3—5月、11月`."""
    spans: list[list[int]] = []
    for before, month in pairwise([0, *months]):
        if spans and month == before + 1:
            spans[-1][1:] = [month]
        else:
            spans.append([month])
    return "、".join(_("{span}月").format(span="—".join(str(month) for month in span)) for span in spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One object that was drawn, and what was found."""

    number: int
    party: Party
    code: str
    day: date | None
    finding: str
    tone: str
    handling: str
    decision: Link | None


@dataclass(frozen=True, kw_only=True)
class InspectionResultPage(FullRecord):
    """The results of one random inspection (inspection_result.html)."""

    template: Template = "inspection_result.html"
    results: Annotated[tuple[ResultRow, ...], "the objects drawn, in the order of the file"]
    tally: Annotated[tuple[Count, ...], "how many objects had which finding, most first"]
    campaign: Annotated[Link | None, "the campaign of the year's plan; None outside the plan"]
    facts: Annotated[tuple[Entry, ...], "items, days, officers, departments"]
    outside: Annotated[tuple[tuple[str, str, date | None], ...], "where else it was published: channel, address, day"]


def inspection_result_page(subject: Subject) -> InspectionResultPage:
    """Return the page of the results of a campaign, object by object."""
    results = tuple(_result(subject, number, each) for number, each in enumerate(_parties(subject), start=1))
    counted = Counter(row.finding for row in results)
    campaign = subject.text("campaign")
    hidden = ("title", "campaign", "parties", "outside", *RESERVED)
    return InspectionResultPage(
        **register(subject, _("抽查 {number} 个对象的结果").format(number=len(results))),
        results=results,
        tally=tuple(Count(finding, number) for finding, number in counted.most_common()),
        campaign=subject.link("inspection_plan", campaign) if campaign else None,
        facts=entries(subject.schemas, subject.node, subject.fields, without=hidden, link=subject.link),
        outside=tuple(
            (words(one, "channel"), words(one, "url"), day(one, "published_on"))
            for one in members(subject.fields.get("outside"))
        ),
    )


def _parties(subject: Subject) -> Iterator[Mapping[str, Any]]:
    yield from members(subject.fields.get("parties"))


def _result(subject: Subject, number: int, fields: Mapping[str, Any]) -> ResultRow:
    shown = {key: fields[key] for key in ("name", "category", "credit_code") if key in fields}
    return ResultRow(
        number=number,
        party=party(subject.schemas, {}, shown),
        code=words(fields, "credit_code"),
        day=day(fields, "checked_on"),
        finding=words(fields, "finding"),
        tone=TONES.get(words(fields, "finding"), "found"),
        handling=words(fields, "handling"),
        decision=subject.link("decision", words(fields, "decision")) if fields.get("decision") else None,
    )
