"""The legal reviewers of an agency: who reviews what, since when, with which qualification."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from disclosure.model.language import _
from disclosure.model.public import PublicRecord
from disclosure.pages.contracts import FullRecord, Template
from disclosure.pages.shared import Subject, clipped, full
from disclosure.pages.validity import day_in, has_left
from disclosure.pages.views import Link


@dataclass(frozen=True, slots=True)
class ReviewerLine:
    """One reviewer in a list; `qualified` is None where nothing was said of a qualification."""

    number: str
    name: str
    unit: str
    position: str
    role: str
    qualified: bool | None
    qualified_on: date | None
    acts: tuple[str, ...]
    since: date | None
    left_on: date | None
    note: str


@dataclass(frozen=True, kw_only=True)
class ReviewersPage(FullRecord):
    """The legal reviewers of one agency (reviewers.html)."""

    template: Template = "reviewers.html"
    institution: Annotated[str, "who carries out the legal review, or empty"]
    current: Annotated[tuple[ReviewerLine, ...], "those who review, in the order of the list"]
    left: Annotated[tuple[ReviewerLine, ...], "those who no longer review, the last to leave first"]
    qualified: Annotated[int, "how many of those who review have a legal qualification"]


def reviewers_page(subject: Subject) -> ReviewersPage:
    """Return the list of an agency's legal reviewers (国办发〔2018〕118号 第十一项)."""
    gone = [entry for entry in subject.record.entries if has_left(entry.fields, subject.today)]
    here = [entry for entry in subject.record.entries if not has_left(entry.fields, subject.today)]
    owner = subject.agency.name if subject.agency else ""
    ways = [subject.agency and Link(owner, subject.agency.url), Link(subject.column.name, subject.column.address)]
    return ReviewersPage(
        **{**full(subject), "title": _("{agency}{title}").format(agency=owner, title=subject.kind.title)},
        description=clipped(_("{agency}的法制审核人员、法律顾问和公职律师").format(agency=owner)),
        keywords=(subject.kind.title, *([owner] if owner else [])),
        crumbs=subject.way_here(),
        entries=(),
        institution=subject.text("institution"),
        current=tuple(reviewer_line(entry) for entry in here),
        left=tuple(reviewer_line(entry) for entry in sorted(gone, key=_leaving, reverse=True)),
        qualified=sum(entry.fields.get("qualified") is True for entry in here),
        related=tuple(way for way in ways if way),
    )


def reviewer_line(entry: PublicRecord) -> ReviewerLine:
    """Return one reviewer as a line of a list."""
    fields = entry.fields
    return ReviewerLine(
        number=str(fields["number"]),
        name=entry.title,
        unit=str(fields.get("unit", "")),
        position=str(fields.get("position", "")),
        role=str(fields.get("role", "")),
        qualified=fields.get("qualified"),
        qualified_on=day_in(fields, "qualified_on"),
        acts=tuple(str(act) for act in fields.get("acts", ())),
        since=day_in(fields, "reviewing_since"),
        left_on=day_in(fields, "until"),
        note=str(fields.get("note", "")),
    )


def _leaving(entry: PublicRecord) -> str:
    return str(entry.fields["until"])
