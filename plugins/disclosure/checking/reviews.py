# ruff: noqa: D401 -- the docstring of a rule is the rule
"""The rules of legal review that one decision shows by itself (国办发〔2018〕118号 第十一至十三项)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta, timezone
from itertools import pairwise
from typing import Any

from disclosure.checking.case import Case, day_of
from disclosure.checking.completeness import in_force
from disclosure.checking.remarks import Remark
from disclosure.model.event import Event
from disclosure.model.issue import Level
from disclosure.model.language import _

AGREED = "同意"
CHINA = timezone(timedelta(hours=8))


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
    yield from _discussed(case, steps[-1][1] if steps else None)
    if steps and case.day and steps[-1][1] > case.day:
        pointer, last = steps[-1]
        problem = _("{last} 晚于决定日期 {decided}").format(last=last, decided=case.day)
        yield Remark(pointer, "review-order", problem, _("法制审核要在作出决定以前完成；请核对两个日期"))


def _discussed(case: Case, reviewed: date | None) -> Iterator[Remark]:
    """Yield where the heads of the agency discussed a case before it was reviewed, or after it was decided."""
    day, pointer = day_of(case.data.get("collective_discussion_on")), ("collective_discussion_on",)
    if day and reviewed and day < reviewed and case.kind.name == "decision":
        problem = _("{day} 早于法制审核的 {reviewed}").format(day=day, reviewed=reviewed)
        yield Remark(pointer, "review-order", problem, _("法制审核要在集体讨论以前完成；请核对两个日期"))
    if day and case.day and day > case.day:
        problem = _("{day} 晚于决定日期 {decided}").format(day=day, decided=case.day)
        yield Remark(pointer, "review-order", problem, _("集体讨论以后才作出决定；请核对两个日期"))


def what_was_mended_is_sent_again(case: Case) -> Iterator[Remark]:
    """After a review that did not agree, the next round says when it was sent in again."""
    for number, (before, after) in enumerate(pairwise(_rounds(case)), start=1):
        if before.get("opinion") != AGREED and "submitted_on" not in after:
            problem = _("上一轮是「{opinion}」，这一轮没有写再次报送的时间").format(opinion=before.get("opinion"))
            yield Remark(("reviews", number), "review-resent", problem, _("请补上 submitted_on"))


def enough_officers_handled_it(case: Case) -> Iterator[Remark]:
    """As many officers handled a case as the law asks for (行政处罚法 第四十二条; 行政强制法 第十八条)."""
    named, day, type_ = case.data.get("officers"), case.day, str(case.data.get("type"))
    if case.kind.name != "decision" or named is None or day is None:
        return
    simple = case.data.get(type_, {}).get("simple_procedure") is True
    for row in case.rules.staffing.get("officers", ()):
        fits = type_ in row["types"] and in_force(row, day) and not (simple and row.get("except_simple") is True)
        if fits and len(named) < row["least"]:
            problem = _("执法人员只有 {here} 人，要不少于 {least} 人").format(here=len(named), least=row["least"])
            basis = row["basis"][0]
            remedy = _("请照案卷补上；依据是{basis}").format(basis=f"{basis['law']}{basis.get('article', '')}")
            yield Remark(("officers",), "too-few-officers", problem, remedy, Level(row["level"]))


def what_is_filed_is_filed_first(case: Case, events: Sequence[Event]) -> Iterator[Remark]:
    """What is filed elsewhere before publishing was filed before it was published."""
    filing = case.data.get("filing", {}) if case.kind.name == "decision" else {}
    day = day_of(filing.get("date"))
    if day and not events and day > case.rules.as_of:
        problem = _("{day} 还没有到，还没有{act}").format(day=day, act=filing.get("act", _("备案")))
        yield Remark(("filing", "date"), "filed-late", problem, _("请在{act}以后再公开").format(act=filing.get("act")))
    first = events[0].moment if events else None
    shown = first.time.astimezone(CHINA).date() if first and not first.imported else None
    if day and shown and day > shown:
        problem = _("{day} 晚于公开的 {shown}").format(day=day, shown=shown)
        remedy = _("请核对；要先{act}再公开").format(act=filing.get("act", _("备案")))
        yield Remark(("filing", "date"), "filed-late", problem, remedy, Level.WARNING)


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
