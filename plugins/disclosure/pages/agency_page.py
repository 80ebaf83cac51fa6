"""The page of an agency: what it may do, on what basis, how to reach it, what it decided."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from disclosure.model.language import _
from disclosure.pages import urls
from disclosure.pages.columns import AGENCIES
from disclosure.pages.contracts import AgencyPage
from disclosure.pages.coverage import shelves
from disclosure.pages.entries import citation, entries, keyed_entries, paragraphs
from disclosure.pages.shared import RESERVED, Subject, clipped, full
from disclosure.pages.validity import day_in
from disclosure.pages.views import Change, Entrustment, Entry, Letter, Link, Ways

FACTS = ("level", "category", "field")
CONTACTS = ("address", "mailing_address", "hours", "phone", "supervision_phone", "website")
ELSEWHERE = (
    "name",
    "superior",
    "duties",
    "powers",
    "basis",
    "remedies",
    "supervision",
    "entrustment",
    "function_changes",
    *FACTS,
    *CONTACTS,
    *RESERVED,
)


def agency_page(subject: Subject) -> AgencyPage:
    """Return the page of an agency."""
    slug = subject.record.agency
    contacts = (entry for key, entry in keyed_entries(subject.schemas, subject.node, subject.fields) if key in CONTACTS)
    return AgencyPage(
        **{**full(subject), "agency": None},
        template=subject.kind.template,
        description=clipped(subject.record.title, subject.text("duties")),
        keywords=tuple(word for word in (subject.record.title, subject.text("short_name")) if word),
        crumbs=(Link(AGENCIES.name, AGENCIES.address),),
        facts=tuple(subject.text(key) for key in FACTS if subject.text(key)),
        duties=paragraphs(subject.text("duties")),
        powers=tuple(str(power) for power in _list(subject.fields.get("powers"))),
        basis=tuple(citation(entry) for entry in _list(subject.fields.get("basis"))),
        entrustment=_entrustment(subject),
        changes=_changes(subject),
        contacts=tuple(contacts),
        entries=(
            *entries(subject.schemas, subject.node, subject.fields, without=ELSEWHERE, link=subject.link),
            *_superior(subject),
        ),
        remedies=paragraphs(subject.text("remedies")),
        supervision=paragraphs(subject.text("supervision")),
        decisions=urls.decisions_url(agency=slug),
        log=urls.log_url(agency=slug) if subject.record.events else "",
        feed=urls.feed_url(slug) if subject.record.events else "",
        compliance=urls.compliance_url(slug),
        digest=subject.own,
        shelves=shelves(subject.context.coverage.cells) if subject.context.coverage else (),
        related=(),
    )


def _list(value: Any) -> Sequence[Any]:  # noqa: ANN401  # whatever YAML can hold
    return value if isinstance(value, list | tuple) else ()


def _superior(subject: Subject) -> Iterator[Entry]:
    slug = subject.text("superior")
    if slug:
        facts = subject.others.get(slug)
        yield Entry(_("上级机关"), Ways((Link(facts.name if facts else slug, urls.agency_url(slug) if facts else ""),)))


def _entrustment(subject: Subject) -> Entrustment | None:
    given = subject.fields.get("entrustment")
    if not given:
        return None
    last = day_in(given, "valid_until")
    return Entrustment(
        by=str(given.get("by", "")),
        matters=tuple(str(matter) for matter in _list(given.get("matters"))),
        scope=paragraphs(given.get("scope")),
        first=day_in(given, "valid_from"),
        last=last,
        expired=bool(last) and str(last) < subject.today,
        letter=_letter(given.get("document")),
    )


def _letter(written: Mapping[str, Any] | None) -> Letter | None:
    if not written:
        return None
    return Letter(
        title=str(written.get("title", "")),
        document_no=str(written.get("document_no", "")),
        signed=day_in(written, "signed_on"),
        words=paragraphs(written.get("text")),
        url=str(written.get("url", "")),
    )


def _changes(subject: Subject) -> tuple[Change, ...]:
    """Return the changes of an agency's functions, the newest first."""
    written = sorted(_list(subject.fields.get("function_changes")), key=lambda one: str(one["date"]), reverse=True)
    return tuple(Change(date.fromisoformat(one["date"]), str(one["what"]), str(one["basis"])) for one in written)
