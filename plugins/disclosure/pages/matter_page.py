"""The list of an agency's matters, and the page of each: what it is, who may do it, on what basis, how."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.language import _
from disclosure.model.public import PublicRecord
from disclosure.pages.columns import TONES, type_title
from disclosure.pages.contracts import FullRecord, Template
from disclosure.pages.entries import entries, paragraphs
from disclosure.pages.lists import citations, current, day, entry_node, links, words
from disclosure.pages.shared import RESERVED, Subject, clipped, full
from disclosure.pages.urls import decisions_url, record_url, search_url
from disclosure.pages.views import Citation, Count, Entry, Link, Ways

ELSEWHERE = ("code", "title", "type", "duty", "powers", "basis", "until", "ended_because", *RESERVED)
HOW = (
    ("guides", "guide", _("服务指南：怎么办、要什么材料")),
    ("flowcharts", "flowchart", _("流程图：一步一步怎么走")),
    ("discretion", "discretion", _("裁量基准：罚多少、怎么定")),
    ("review_items", "review_catalogue", _("法制审核：什么情况要先审核")),
    ("recording_items", "recording_item", _("音像记录：哪些环节要录下来")),
)
TEMPLATES = ("document_template", _("执法文书：会收到哪些文书"))


@dataclass(frozen=True, slots=True)
class MatterRow:
    """One matter in the list; `anchor` is the place of its category, on the first of each category alone."""

    code: str
    title: str
    address: str
    type_title: str
    tone: str
    anchor: str
    duty: tuple[str, ...]
    powers: tuple[str, ...]
    basis: tuple[Citation, ...]
    department: str


@dataclass(frozen=True, slots=True)
class EndedMatter:
    """A matter that the agency no longer has; its page stays for the decisions that name it."""

    title: str
    address: str
    until: date
    because: str


@dataclass(frozen=True, kw_only=True)
class MattersPage(FullRecord):
    """The matters of one agency (matters.html)."""

    template: Template = "matters.html"
    rows: Annotated[tuple[MatterRow, ...], "the matters of today, by category and code"]
    categories: Annotated[tuple[Count, ...], "how many of each category, with the place of its first"]
    ended: Annotated[tuple[EndedMatter, ...], "matters that ended, the last to end first"]
    note: Annotated[tuple[str, ...], "what the agency says of the whole list"]


@dataclass(frozen=True, slots=True)
class How:
    """One kind of rule that says how a matter is done, and the ways to what it says."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, kw_only=True)
class MatterPage(FullRecord):
    """One matter (matter.html)."""

    template: Template = "matter.html"
    code: Annotated[str, "the agency's own code of the matter"]
    type_title: Annotated[str, "the category of act in Chinese"]
    tone: Annotated[str, "the tone of the category's tag"]
    ended: Annotated[date | None, "the last day on which the agency had it, where that lies before the day of build"]
    because: Annotated[str, "why it ended, or empty"]
    duty: Annotated[tuple[str, ...], "the duty, a paragraph each"]
    powers: Annotated[tuple[str, ...], "the powers, a line each"]
    basis: Annotated[tuple[Citation, ...], "the legal basis"]
    how: Annotated[tuple[How, ...], "guide, flowchart, discretion, review and recording, those that there are"]
    search: Annotated[str, "the address of a search for what names it: the decisions first of all"]
    decisions: Annotated[str, "the address of the agency's decisions"]
    remedies: Annotated[tuple[str, ...], "the agency's remedies"]
    phone: Annotated[str, "the agency's phone, or empty"]


def matters_page(subject: Subject) -> MattersPage:
    """Return the page of an agency's list of matters (国办发〔2018〕118号 第四项)."""
    order = list(DECISION_TYPES)
    all_of = sorted(
        subject.record.entries, key=lambda one: (order.index(str(one.fields["type"])), str(one.fields["code"]))
    )
    now = [one for one in all_of if current(one, subject.today)]
    gone = sorted((one for one in all_of if one not in now), key=lambda one: str(one.fields["until"]), reverse=True)
    return MattersPage(
        **full(subject),
        template=subject.kind.template,
        description=clipped(
            _("{name}的{title}，共 {number} 项。").format(
                name=subject.agency.name if subject.agency else "", title=subject.kind.title, number=len(now)
            )
        ),
        keywords=(subject.kind.title,),
        crumbs=subject.way_here(),
        entries=entries(
            subject.schemas, subject.node, subject.fields, without=("entries", "note", *RESERVED), link=subject.link
        ),
        related=(Link(_("各机关的执法事项"), subject.column.address),),
        rows=tuple(_rows(now)),
        categories=tuple(_categories(now)),
        ended=tuple(
            EndedMatter(
                one.title,
                record_url(one.id),
                date.fromisoformat(str(one.fields["until"])),
                str(one.fields.get("ended_because", "")),
            )
            for one in gone
        ),
        note=paragraphs(subject.text("note")),
    )


def _rows(found: list[PublicRecord]) -> Iterator[MatterRow]:
    seen: set[str] = set()
    for one in found:
        name = str(one.fields["type"])
        anchor = "" if name in seen else f"type-{name}"
        seen.add(name)
        yield MatterRow(
            code=str(one.fields["code"]),
            title=one.title,
            address=record_url(one.id),
            type_title=type_title(name),
            tone=TONES.get(name, "plain"),
            anchor=anchor,
            duty=paragraphs(one.fields.get("duty")),
            powers=words(one.fields, "powers"),
            basis=citations(one.fields),
            department=str(one.fields.get("department", "")),
        )


def _categories(found: list[PublicRecord]) -> Iterator[Count]:
    for name in DECISION_TYPES:
        number = sum(1 for one in found if one.fields["type"] == name)
        if number:
            yield Count(type_title(name), number, f"#type-{name}")


def matter_page(subject: Subject) -> MatterPage:
    """Return the page of one matter."""
    fields, type_name = subject.fields, subject.text("type")
    over = not current(subject.record, subject.today)
    agency = subject.agency
    hidden = (*ELSEWHERE, *(key for key, _kind, _title in HOW))
    return MatterPage(
        **full(subject),
        template="matter.html",
        description=clipped(subject.record.title, subject.text("duty")),
        keywords=(type_title(type_name), subject.record.title),
        crumbs=subject.way_here(),
        code=subject.text("code"),
        type_title=type_title(type_name),
        tone=TONES.get(type_name, "plain"),
        ended=day(fields, "until") if over else None,
        because=subject.text("ended_because"),
        duty=paragraphs(subject.text("duty")),
        powers=words(fields, "powers"),
        basis=citations(fields),
        entries=(
            *_who(subject),
            *entries(subject.schemas, entry_node(subject), fields, without=hidden, link=subject.link),
        ),
        how=tuple(_how(subject)),
        search=search_url(f"{agency.name if agency else ''} {subject.text('code')}".strip()),
        decisions=decisions_url(agency=subject.record.agency),
        remedies=paragraphs(agency.remedies if agency else ""),
        phone=agency.phone if agency else "",
        related=(),
    )


def _who(subject: Subject) -> Iterator[Entry]:
    publisher = subject.publisher()
    if publisher:
        yield Entry(_("执法主体"), Ways((publisher,)))


def _how(subject: Subject) -> Iterator[How]:
    """Yield what the matter names, and what names the matter, each way once."""
    for key, kind, title in HOW:
        named = links(subject, subject.fields, key, kind)
        known = {link.address for link in named}
        back = tuple(link for link in subject.cited_by(kind) if link.address not in known)
        if named or back:
            yield How(title, named + back)
    papers = subject.cited_by(TEMPLATES[0])
    if papers:
        yield How(TEMPLATES[1], papers)
