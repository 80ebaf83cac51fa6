# ruff: noqa: D401 -- the docstring of a rule is the rule
"""Who handled and who reviewed a decision, and for how long: against the lists and the catalogue of the agency.

What is asked, from when on and how strictly, is data (rules/staffing.yaml), after 国办发〔2018〕118号.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.checking.asked import asked
from disclosure.checking.case import day_of
from disclosure.checking.catalogue import Catalogue, Officers, Round, demands
from disclosure.checking.tiers import list_of, map_of
from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.issue import Level
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.record import Document, Pointer
from disclosure.timing.calendar import Calendar

if TYPE_CHECKING:
    from disclosure.checking.claims import Everything
    from disclosure.model.issue import Issue

ON_THE_LIST, IN_TIME, COVERED = "审核人在名录", "审核期限", "执法事项范围"
EVERY_ACT = "审核目录"
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody on the list of reviewers: since when and until when, and for which acts (none written: all)."""

    name: str
    first: str
    last: str
    acts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Reviewers:
    """An agency's list of reviewers."""

    people: tuple[Reviewer, ...]


def handling_facts(document: Document, kind: Kind) -> Iterator[object]:
    """Yield the list of reviewers, where a document is one."""
    if kind.name == "reviewer":
        entries = [map_of(entry) for entry in list_of(document.data.get("entries"))]
        yield Reviewers(
            tuple(
                Reviewer(
                    str(entry.get("name", "")),
                    str(entry.get("reviewing_since", "")),
                    str(entry.get("until", "9999")),
                    frozenset(str(act) for act in list_of(entry.get("acts"))),
                )
                for entry in entries
            )
        )


def reviewers_are_on_the_list(everything: "Everything") -> Iterator["Issue"]:
    """Whoever reviewed a decision was on the agency's list of reviewers that day, for that sort of decision."""
    lists = {claim.agency: fact for claim, fact in everything.stated(Reviewers)}
    for claim, decision, row in asked(everything, ON_THE_LIST, lists):
        known = lists.get(claim.agency)
        for place, one in enumerate(decision.rounds if known else ()):
            problem = _unfit(known.people, one, decision.type) if known and one.reviewer else None
            if problem:
                pointer: Pointer = ("reviews", place, "reviewer")
                yield everything.issue(claim, pointer, "reviewer-listed", *problem, _("审核人"), Level(row["level"]))


def _unfit(people: tuple[Reviewer, ...], one: Round, type_: str) -> tuple[str, str] | None:
    """Return why somebody could not review, and what to do; None where the list bears it out."""
    named = [person for person in people if person.name == one.reviewer]
    if not named:
        return _("法制审核人员名录里没有「{name}」").format(name=one.reviewer), _("请核对姓名，或者先补上名录")
    there = [person for person in named if not one.date or person.first <= one.date <= person.last]
    if not there:
        problem = _("「{name}」在 {day} 不是法制审核人员").format(name=one.reviewer, day=one.date)
        return problem, _("请核对审核日期，或者名录里的起始、离岗日期")
    act = DECISION_TYPES.get(type_) if type_ != OTHER else None
    if act and not any(not person.acts or act in person.acts for person in there):
        problem = _("名录里「{name}」不审核{act}").format(name=one.reviewer, act=act)
        return problem, _("请核对，或者补上名录里的审核类别")
    return None


def reviews_keep_their_time(everything: "Everything") -> Iterator["Issue"]:
    """No round of review took more working days than the catalogue gives for it."""
    calendar = everything.rules.calendar if everything.rules else None
    lists = {claim.agency: fact for claim, fact in everything.stated(Catalogue)}
    for claim, decision, row in asked(everything, IN_TIME, lists) if calendar else ():
        items = lists[claim.agency].items if claim.agency in lists else ()
        found = next((item for item in items if item.working_days and demands(item, decision)), None)
        for place, one in enumerate(decision.rounds if found else ()):
            taken = _working_days(calendar, one)
            if found and taken and taken > found.working_days:
                problem = _("审核用了 {taken} 个工作日，审核目录第 {number} 项规定 {limit} 个工作日").format(
                    taken=taken, number=found.number, limit=found.working_days
                )
                remedy = _("请核对报送、审核的日期；确实超过的，不用改")
                pointer: Pointer = ("reviews", place, "date")
                yield everything.issue(
                    claim, pointer, "review-late", problem, remedy, _("审核日期"), Level(row["level"])
                )


def _working_days(calendar: Calendar | None, one: Round) -> int | None:
    """Return how many working days a round took; None where nobody can tell yet."""
    start, end = day_of(one.submitted_on), day_of(one.date)
    known = calendar is not None and start is not None and end is not None and calendar.knows(start, end)
    return calendar.workdays_between(start, end) if calendar and start and end and known else None


def officers_may_handle_the_matter(everything: "Everything") -> Iterator["Issue"]:
    """Whoever handled a decision may handle its matter, as the list of officers says."""
    lists = {claim.agency: fact for claim, fact in everything.stated(Officers)}
    for claim, decision, row in asked(everything, COVERED, lists):
        known = lists.get(claim.agency)
        for place, number in enumerate(decision.officers if known and decision.matter else ()):
            matters = known.matters.get(number) if known else None
            if matters and decision.matter not in matters:
                problem = _("证件「{number}」的人不办理事项「{matter}」").format(number=number, matter=decision.matter)
                remedy = _("请核对；可以办理的，在执法人员清单里补上这个事项")
                yield everything.issue(
                    claim, ("officers", place), "officer-matter", problem, remedy, _("执法人员"), Level(row["level"])
                )


def catalogues_have_every_act(everything: "Everything") -> Iterator["Issue"]:
    """The catalogue of an agency has an entry for each sort of decision that the agency makes."""
    lists = {claim.agency: (claim, fact) for claim, fact in everything.stated(Catalogue)}
    told: set[tuple[str | None, str]] = set()
    for claim, decision, row in asked(everything, EVERY_ACT, lists):
        found, key = lists.get(claim.agency), (claim.agency, decision.type)
        if found is None or key in told or any(item.type == decision.type for item in found[1].items):
            continue
        told.add(key)
        problem = _("作过{act}的决定，审核目录里没有这一类").format(act=DECISION_TYPES[decision.type])
        remedy = _("请补上；这一类都不用审核的，在 note 里写明")
        level = Level(row["level"])
        yield everything.issue(found[0], ("entries",), "catalogue-act", problem, remedy, _("审核事项"), level)
