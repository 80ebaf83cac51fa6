# ruff: noqa: D401 -- the docstring of a rule is the rule
"""Inspections against the announced list: what is inspected at random is on it, and nobody is inspected too often.

What is asked, from when on and how strictly, is data (rules/staffing.yaml), after 国办发〔2024〕54号.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.checking.asked import asked
from disclosure.checking.references import OPEN, Span
from disclosure.checking.tiers import list_of, map_of
from disclosure.model.issue import Level
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.packing import packed
from disclosure.model.record import Document

if TYPE_CHECKING:
    from disclosure.checking.claims import Claims, Everything
    from disclosure.model.issue import Issue

LISTED, OFTEN = "随机抽查事项", "检查频次"
RANDOM, BY_LEAD = "双随机抽查", "个案检查"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of the list of what is inspected at random: its matter, while it is listed, how often a year."""

    matter: str
    span: Span
    most: int


@dataclass(frozen=True, slots=True)
class Items:
    """An agency's list."""

    items: tuple[Item, ...]


@packed
@dataclass(frozen=True, slots=True)
class Inspection:
    """How an inspection was made, and of whom: credit codes, or names where there is none."""

    manner: str
    objects: tuple[str, ...]


def inspection_facts(document: Document, kind: Kind) -> Iterator[object]:
    """Yield a list of what is inspected, or an inspection, where a document is one."""
    data = document.data
    if kind.name == "inspection_item":
        entries = [map_of(entry) for entry in list_of(data.get("entries"))]
        yield Items(tuple(_item(entry) for entry in entries if isinstance(entry.get("matter"), str)))
    elif kind.name == "decision" and data.get("type") == "inspection" and "withdrawal" not in data:
        parties = [map_of(party) for party in list_of(data.get("parties"))]
        named = tuple(str(party.get("credit_code") or party.get("name", "")) for party in parties)
        yield Inspection(str(map_of(data.get("inspection")).get("manner", "")), named)


def _item(entry: Mapping[str, object]) -> Item:
    span = Span(str(entry.get("since", OPEN[0])), str(entry.get("until", OPEN[1])))
    most = entry.get("most_per_year")
    return Item(str(entry["matter"]), span, most if isinstance(most, int) else 0)


def random_inspections_are_listed(everything: "Everything") -> Iterator["Issue"]:
    """What is inspected at random stands in the agency's list on that day, where it has one."""
    lists = _lists(everything)
    for claim, decision, row in asked(everything, LISTED, lists):
        found = next((fact for fact in claim.facts if isinstance(fact, Inspection)), None)
        if found is None or found.manner != RANDOM or not decision.matter or claim.agency not in lists:
            continue
        if not any(one.matter == decision.matter and one.span.holds(decision.day) for one in lists[claim.agency].items):
            problem = _("写的是双随机抽查，{day} 的随机抽查事项清单里没有事项「{matter}」").format(
                day=decision.day, matter=decision.matter
            )
            remedy = _("请核对检查方式和事项；该列入的，先补上清单")
            title = _("执法事项")
            yield everything.issue(claim, ("matter",), "inspection-listed", problem, remedy, title, Level(row["level"]))


def nobody_is_inspected_too_often(everything: "Everything") -> Iterator["Issue"]:
    """Nobody is inspected about a matter more often in a year than was announced, but for what a lead asks for."""
    lists = _lists(everything)
    seen: dict[tuple[str | None, str, str, str], list[Claims]] = defaultdict(list)
    for claim, decision, row in asked(everything, OFTEN, lists):
        found = next((fact for fact in claim.facts if isinstance(fact, Inspection)), None)
        known = lists[claim.agency].items if claim.agency in lists else ()
        most = max((one.most for one in known if one.matter == decision.matter), default=0)
        for name in found.objects if found and found.manner != BY_LEAD and most else ():
            before = seen[claim.agency, decision.matter, name, decision.day[:4]]
            before.append(claim)
            if len(before) > most:
                problem = _("{year} 年对这个对象的第 {n} 次检查，公布的上限是 {most} 次").format(
                    year=decision.day[:4], n=len(before), most=most
                )
                remedy = _("请核对检查方式；根据投诉举报等线索的，写「个案检查」")
                title = _("行政检查")
                yield everything.issue(
                    claim, ("inspection",), "inspection-often", problem, remedy, title, Level(row["level"])
                )


def _lists(everything: "Everything") -> Mapping[str | None, Items]:
    return {claim.agency: fact for claim, fact in everything.stated(Items)}
