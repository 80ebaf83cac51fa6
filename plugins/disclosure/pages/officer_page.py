"""The officers of an agency: the list as a table, and a page for each with what they may do and how to check it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from disclosure.model.language import _
from disclosure.model.public import PublicRecord
from disclosure.pages.contracts import FullRecord, Template
from disclosure.pages.entries import entries, paragraphs
from disclosure.pages.qr import QrCode, own_code
from disclosure.pages.shared import RESERVED, Subject, clipped, full
from disclosure.pages.urls import record_url
from disclosure.pages.validity import Standing, Validity, certificate_validity, day_in
from disclosure.pages.views import Link

SHOWN_APART = ("name", "supervisor", "valid_from", "valid_until", "until", "until_reason", "matters", *RESERVED)


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """One officer in a list: the seven prescribed items (姓名至证件有效期), and whether the certificate holds."""

    name: Link
    unit: str
    position: str
    certificate_no: str
    categories: tuple[str, ...]
    area: str
    first: date | None
    last: date | None
    supervisor: bool
    validity: Validity
    left_on: date | None


@dataclass(frozen=True, kw_only=True)
class OfficersPage(FullRecord):
    """The officers of one agency (officers.html)."""

    template: Template = "officers.html"
    current: Annotated[tuple[OfficerLine, ...], "those in post, in the order of the list"]
    left: Annotated[tuple[OfficerLine, ...], "those who have left, the last to leave first"]
    expired: Annotated[int, "how many of those in post have an expired certificate"]
    supervisors: Annotated[int, "how many of those in post supervise"]


@dataclass(frozen=True, kw_only=True)
class OfficerPage(FullRecord):
    """One officer (officer.html)."""

    template: Template = "officer.html"
    certificate_no: Annotated[str, "the number of the certificate"]
    unit: Annotated[str, "unit and position in one line"]
    supervisor: Annotated[bool, "whether the certificate is one of supervision"]
    validity: Annotated[Validity, "whether the certificate holds on the day of the build, in words"]
    first: Annotated[date | None, "the first day of the certificate's term"]
    last: Annotated[date | None, "the last day of the certificate's term"]
    left_on: Annotated[date | None, "the last day in post, or None"]
    left_reason: Annotated[str, "why the officer left, or empty"]
    matters: Annotated[tuple[Link, ...], "the matters that the officer may handle; empty: no restriction was published"]
    powers: Annotated[tuple[str, ...], "what the agency may do"]
    remedies: Annotated[tuple[str, ...], "remedies, a paragraph each"]
    supervision: Annotated[tuple[str, ...], "how to complain, a paragraph each"]
    supervision_phone: Annotated[str, "the phone for complaints, or empty"]
    qr: Annotated[QrCode | None, "the QR code of the page; None where the site has no official address"]


def officers_page(subject: Subject) -> OfficersPage:
    """Return the list of an agency's officers (行政执法人员清单)."""
    lines = [officer_line(entry, subject.today) for entry in subject.record.entries]
    current = tuple(line for line in lines if line.validity.standing is not Standing.LEFT)
    left = sorted((line for line in lines if line.left_on and line not in current), key=_leaving, reverse=True)
    owner = subject.agency.name if subject.agency else ""
    return OfficersPage(
        **{**full(subject), "title": _("{agency}{title}").format(agency=owner, title=subject.kind.title)},
        description=clipped(_("{agency}行政执法人员的姓名、单位、职务、证件编号和有效期").format(agency=owner)),
        keywords=(subject.kind.title, *([owner] if owner else [])),
        crumbs=subject.way_here(),
        entries=(),
        current=current,
        left=tuple(left),
        expired=sum(line.validity.standing is Standing.EXPIRED for line in current),
        supervisors=sum(line.supervisor for line in current),
        related=_elsewhere(subject),
    )


def officer_line(entry: PublicRecord, today: str) -> OfficerLine:
    """Return one officer as a line of a list."""
    fields = entry.fields
    return OfficerLine(
        name=Link(entry.title, record_url(entry.id)),
        unit=str(fields.get("unit", "")),
        position=str(fields.get("position", "")),
        certificate_no=str(fields["certificate_no"]),
        categories=_words(fields, "categories"),
        area=str(fields.get("area", "")),
        first=day_in(fields, "valid_from"),
        last=day_in(fields, "valid_until"),
        supervisor=fields.get("supervisor") is True,
        validity=certificate_validity(fields, today),
        left_on=day_in(fields, "until"),
    )


def _leaving(line: OfficerLine) -> str:
    return str(line.left_on)


def _elsewhere(subject: Subject) -> tuple[Link, ...]:
    found = [Link(subject.column.name, subject.column.address)]
    if subject.agency:
        found.insert(0, Link(subject.agency.name, subject.agency.url))
    return tuple(found)


def officer_page(subject: Subject) -> OfficerPage:
    """Return the page of one officer, where the QR code on a card may lead."""
    fields, agency = subject.fields, subject.agency
    node = subject.schemas.resolve(subject.node["properties"]["entries"]["items"])
    return OfficerPage(
        **full(subject),
        description=clipped(
            _("{name}，{unit}，行政执法证件编号 {number}").format(
                name=subject.record.title, unit=subject.text("unit"), number=subject.text("certificate_no")
            )
        ),
        keywords=(subject.record.title, subject.text("certificate_no")),
        crumbs=subject.way_here(),
        certificate_no=subject.text("certificate_no"),
        unit=" ".join(part for part in (subject.text("unit"), subject.text("position")) if part),
        supervisor=fields.get("supervisor") is True,
        validity=certificate_validity(fields, subject.today),
        first=day_in(fields, "valid_from"),
        last=day_in(fields, "valid_until"),
        left_on=day_in(fields, "until"),
        left_reason=subject.text("until_reason"),
        entries=entries(subject.schemas, node, fields, without=SHOWN_APART, link=subject.link),
        matters=tuple(subject.link("matter", str(value)) for value in _words(fields, "matters")),
        powers=agency.powers if agency else (),
        remedies=paragraphs(agency.remedies) if agency else (),
        supervision=paragraphs(agency.supervision) if agency else (),
        supervision_phone=agency.supervision_phone if agency else "",
        qr=own_code(subject),
        related=subject.cited_by("window_board"),
    )


def _words(fields: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value: Sequence[Any] = fields.get(key, ())
    return tuple(str(word) for word in value)
