"""Officers and legal reviewers of the whole jurisdiction, agency by agency."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Annotated

from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.public import PublicRecord
from disclosure.pages import urls
from disclosure.pages.columns import column_of
from disclosure.pages.contracts import AgencyFacts, Edition, Page, Template
from disclosure.pages.officer_page import OfficerLine, officer_line
from disclosure.pages.ranking import rank
from disclosure.pages.reviewer_page import ReviewerLine, reviewer_line
from disclosure.pages.validity import Standing, has_left
from disclosure.pages.views import Count, Link

ROSTERS = ("officer", "reviewer")
"""Kinds of list whose entries stand together on a page of the whole jurisdiction."""

NAMES_A_PAGE = 500


@dataclass(frozen=True, slots=True)
class OfficerTeam:
    """The officers in post of one agency, or those of them that stand on one page."""

    agency: Link
    number: int
    expired: int
    supervisors: int
    members: tuple[OfficerLine, ...]


@dataclass(frozen=True, slots=True)
class ReviewerTeam:
    """The legal reviewers of one agency, and how many officers it has."""

    agency: Link
    officers: int
    members: tuple[ReviewerLine, ...]


@dataclass(frozen=True, kw_only=True)
class OfficerRosterPage(Page):
    """The officers of the jurisdiction (officer_roster.html)."""

    template: Template = "officer_roster.html"
    total: Annotated[int, "how many officers are in post"]
    expired: Annotated[int, "how many of them have an expired certificate"]
    teams: Annotated[tuple[OfficerTeam, ...], "the officers of this page, by agency"]
    pages: Annotated[tuple[Count, ...], "the pages of the roster and their numbers; empty where there is one page"]


@dataclass(frozen=True, kw_only=True)
class ReviewerRosterPage(Page):
    """The legal reviewers of the jurisdiction (reviewer_roster.html)."""

    template: Template = "reviewer_roster.html"
    total: Annotated[int, "how many people review"]
    qualified: Annotated[int, "how many of them have a legal qualification"]
    roles: Annotated[tuple[Count, ...], "how many there are of each role"]
    teams: Annotated[tuple[ReviewerTeam, ...], "the reviewers, by agency"]


def roster_pages(
    people: Sequence[PublicRecord], agencies: Mapping[str, AgencyFacts], edition: Edition, kinds: Sequence[Kind]
) -> Iterator[Page]:
    """Yield the pages of every roster; `people` are entries of lists, in the order of each list."""
    today = edition.as_of.isoformat()
    here = (one for one in people if not has_left(one.fields, today))
    present = sorted(here, key=lambda one: (*rank(agencies.get(one.agency or "")), one.agency or ""))
    officers = [one for one in present if one.kind == "officer"]
    for kind in kinds:
        if kind.name == "officer":
            yield from officer_rosters(officers, agencies, kind, today)
        elif kind.name == "reviewer":
            yield reviewer_roster([one for one in present if one.kind == "reviewer"], officers, agencies, kind)


def officer_rosters(
    officers: Sequence[PublicRecord], agencies: Mapping[str, AgencyFacts], kind: Kind, today: str
) -> Iterator[OfficerRosterPage]:
    """Yield the officers in post, at most five hundred names a page, by agency."""
    column = column_of(kind)
    lines = {one.id: officer_line(one, today) for one in officers}
    totals = {slug: _team(slug, members, lines, agencies) for slug, members in _by_agency(officers)}
    cut = [officers[start : start + NAMES_A_PAGE] for start in range(0, max(len(officers), 1), NAMES_A_PAGE)]
    pages = tuple(
        Count(_("第 {number} 页").format(number=number), number, _numbered(column.address, number))
        for number in range(1, len(cut) + 1)
    )
    for number, part in enumerate(cut, start=1):
        title = kind.title if number == 1 else _("{title}（第 {number} 页）").format(title=kind.title, number=number)
        yield OfficerRosterPage(
            address=_numbered(column.address, number),
            title=title,
            description=_("各行政执法机关的执法人员：姓名、单位、证件编号、证件是否有效"),
            column=column,
            crumbs=(),
            total=len(officers),
            expired=sum(line.validity.standing is Standing.EXPIRED for line in lines.values()),
            teams=tuple(_shown(totals[slug], members, lines) for slug, members in _by_agency(part)),
            pages=pages if len(pages) > 1 else (),
        )


def _numbered(address: str, number: int) -> str:
    return address if number == 1 else urls.numbered(address, number)


def _by_agency(people: Sequence[PublicRecord]) -> Iterator[tuple[str, list[PublicRecord]]]:
    for slug, members in groupby(people, key=lambda one: one.agency or ""):
        yield slug, list(members)


def _team(
    slug: str, members: Sequence[PublicRecord], lines: Mapping[str, OfficerLine], agencies: Mapping[str, AgencyFacts]
) -> OfficerTeam:
    mine = [lines[one.id] for one in members]
    return OfficerTeam(
        Link(_name(slug, agencies), _list_address(members)),
        len(mine),
        sum(line.validity.standing is Standing.EXPIRED for line in mine),
        sum(line.supervisor for line in mine),
        tuple(mine),
    )


def _shown(team: OfficerTeam, members: Sequence[PublicRecord], lines: Mapping[str, OfficerLine]) -> OfficerTeam:
    """Return a team with only the members of one page, and the figures of all."""
    shown = tuple(lines[one.id] for one in members)
    return OfficerTeam(team.agency, team.number, team.expired, team.supervisors, shown)


def _name(slug: str, agencies: Mapping[str, AgencyFacts]) -> str:
    return agencies[slug].name if slug in agencies else slug


def _list_address(members: Sequence[PublicRecord]) -> str:
    return urls.record_url(members[0].id.partition("#")[0])


def reviewer_roster(
    reviewers: Sequence[PublicRecord],
    officers: Sequence[PublicRecord],
    agencies: Mapping[str, AgencyFacts],
    kind: Kind,
) -> ReviewerRosterPage:
    """Return everybody who reviews in the jurisdiction, by agency, with role, qualification and since when."""
    column = column_of(kind)
    numbers = Counter(one.agency for one in officers)
    roles = Counter(str(one.fields.get("role", "")) for one in reviewers)
    return ReviewerRosterPage(
        address=column.address,
        title=kind.title,
        description=_("各行政执法机关的法制审核人员、法律顾问和公职律师：身份、法律职业资格、从事审核的时间"),
        column=column,
        crumbs=(),
        total=len(reviewers),
        qualified=sum(one.fields.get("qualified") is True for one in reviewers),
        roles=tuple(Count(role, number) for role, number in roles.most_common() if role),
        teams=tuple(
            ReviewerTeam(
                Link(_name(slug, agencies), _list_address(members)),
                numbers[slug],
                tuple(reviewer_line(one) for one in members),
            )
            for slug, members in _by_agency(reviewers)
        ),
    )
