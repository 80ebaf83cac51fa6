"""Whether the certificates of those who handled a decision cover its act and the area of its agency.

What is asked, from when on and how strictly, is data (rules/staffing.yaml), after 国办发〔2018〕118号 第四项.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from disclosure.checking.asked import asked
from disclosure.checking.catalogue import Officers
from disclosure.model.decision_types import DECISION_TYPES
from disclosure.model.issue import Level
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.record import Document

if TYPE_CHECKING:
    from disclosure.checking.claims import Everything
    from disclosure.model.issue import Issue

ACT, AREA = "执法类别", "执法区域"
STEP = 2
"""A code of a region has two digits for each of province, city and county."""


@dataclass(frozen=True, slots=True)
class Region:
    """The region of an agency: its code."""

    code: str


def region_facts(document: Document, kind: Kind) -> Iterator[object]:
    """Yield the region of an agency, where a document is one and says it."""
    code = document.data.get("region_code") if kind.name == "agency" else None
    if isinstance(code, str):
        yield Region(code)


def certificates_cover_the_act(everything: "Everything") -> Iterator["Issue"]:
    """Nobody handles a decision of a type that none of the categories on their certificate is.

    Categories in other words than those of the types (教育行政执法) say nothing of types, and cover all.
    """
    lists = {claim.agency: fact for claim, fact in everything.stated(Officers)}
    types = set(DECISION_TYPES.values())
    for claim, decision, row in asked(everything, ACT, lists):
        known, act = lists.get(claim.agency), DECISION_TYPES.get(decision.type, "")
        for place, number in enumerate(decision.officers if known else ()):
            written = known.categories.get(number, frozenset()) if known else frozenset()
            if written and written <= types and act not in written:
                problem = _("证件「{number}」的执法类别是{written}，没有{act}").format(
                    number=number, written="、".join(sorted(written)), act=act
                )
                remedy = _("请核对；证件上有的，在执法人员清单的 categories 里补上")
                level = Level(row["level"])
                yield everything.issue(claim, ("officers", place), "officer-act", problem, remedy, _("执法人员"), level)


def certificates_cover_the_area(everything: "Everything") -> Iterator["Issue"]:
    """Nobody handles a decision of an agency whose region lies outside the area of their certificate."""
    lists = {claim.agency: fact for claim, fact in everything.stated(Officers)}
    regions = {claim.agency: fact for claim, fact in everything.stated(Region)}
    for claim, decision, row in asked(everything, AREA, lists):
        known, region = lists.get(claim.agency), regions.get(claim.agency)
        for place, number in enumerate(decision.officers if known and region else ()):
            area = known.areas.get(number, "") if known else ""
            if area and region and not region.code.startswith(_significant(area)):
                problem = _("证件「{number}」的执法区域是 {area}，不包括本机关的 {code}").format(
                    number=number, area=area, code=region.code
                )
                remedy = _("请核对；证件的区域写错的，改执法人员清单的 area_code")
                level = Level(row["level"])
                yield everything.issue(
                    claim, ("officers", place), "officer-area", problem, remedy, _("执法人员"), level
                )


def _significant(code: str) -> str:
    """Return a code without the pairs of noughts at its end: that of a city begins those of its counties."""
    while len(code) > STEP and code.endswith("0" * STEP):
        code = code[:-STEP]
    return code
