# ruff: noqa: D401 -- the docstring of a rule is the rule
"""The rules of legal review that one decision shows by itself (国办发〔2018〕118号 第十一至十三项)."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from disclosure.checking.case import Case, day_of
from disclosure.checking.remarks import Remark
from disclosure.model.language import _

AGREED = "同意"


def reviews_end_in_agreement(case: Case) -> Iterator[Remark]:
    """A decision is made only when its last review agrees: what was to be mended is sent again."""
    rounds = _rounds(case)
    if rounds and rounds[-1].get("opinion") != AGREED:
        pointer = ("reviews", len(rounds) - 1, "opinion")
        problem = _("最后一轮法制审核是「{opinion}」，没有「同意」").format(opinion=rounds[-1].get("opinion"))
        remedy = _("审核没有通过的不得作出决定；纠正后再次报送的，请补上那一轮")
        yield Remark(pointer, "review-not-agreed", problem, remedy)


def review_dates_are_in_order(case: Case) -> Iterator[Remark]:
    """Each round is sent in before it is answered, rounds follow each other, and the decision comes last."""
    steps = [
        (("reviews", number, field), day)
        for number, entry in enumerate(_rounds(case))
        for field in ("submitted_on", "date")
        if (day := day_of(entry.get(field)))
    ]
    for (_earlier, before), (pointer, after) in pairwise(steps):
        if after < before:
            problem = _("{after} 早于前一步的 {before}").format(after=after, before=before)
            yield Remark(pointer, "review-order", problem, _("请按报送、审核的先后核对日期"))
    if steps and case.day and steps[-1][1] > case.day:
        pointer, last = steps[-1]
        problem = _("{last} 晚于决定日期 {decided}").format(last=last, decided=case.day)
        yield Remark(pointer, "review-order", problem, _("法制审核要在作出决定以前完成；请核对两个日期"))


def reviews_follow_the_hearing(case: Case) -> Iterator[Remark]:
    """A case with a hearing is reviewed when the hearing has ended (市场监督管理行政处罚程序规定 第五十条)."""
    rounds = _rounds(case)
    ended = day_of(case.data.get("hearing", {}).get("ended_on"))
    reviewed = day_of(rounds[-1].get("date")) if rounds else None
    if ended and reviewed and reviewed < ended:
        problem = _("{reviewed} 早于听证结束的 {ended}").format(reviewed=reviewed, ended=ended)
        yield Remark(("reviews", len(rounds) - 1, "date"), "review-order", problem, _("听证以后要再审核；请核对"))


def reviewers_are_two_people(case: Case) -> Iterator[Remark]:
    """The one who reviews again is not the one who reviewed."""
    for number, entry in enumerate(_rounds(case)):
        if entry.get("reviewer") and entry.get("reviewer") == entry.get("second_reviewer"):
            problem = _("审核人和复审人都是「{name}」").format(name=entry["reviewer"])
            pointer = ("reviews", number, "second_reviewer")
            yield Remark(pointer, "review-same-person", problem, _("复审要由另一个人做；请核对"))


def _rounds(case: Case) -> list[Mapping[str, Any]]:
    return list(case.data.get("reviews", ())) if case.kind.name == "decision" else []
