"""How much an agency may take from the public in one branch: limits are dated data (rules/withdrawals.yaml)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from disclosure.checking.branch.comparison import Comparison
from disclosure.checking.case import day_of
from disclosure.checking.tiers import list_of, map_of
from disclosure.model.issue import Issue, Level
from disclosure.model.kinds import Kind, kind_of
from disclosure.model.language import _
from disclosure.model.record_id import RecordId

TRAILER = "Gongshi-Bulk"


@dataclass(frozen=True, slots=True)
class Limit:
    """More than `number` records, or more than `percent` of an agency's, are too many in one branch.

    The percentage counts from `percent_from` records on: one of three is no wave.
    """

    number: int
    percent: int
    percent_from: int

    def passed(self, ended: int, published: int) -> bool:
        """Tell whether so many of an agency's published records are too many to end at once."""
        return ended > self.number or (ended >= self.percent_from and ended * 100 > self.percent * published)


def limit_of(rules: Mapping[str, Any], day: date) -> Limit | None:
    """Return the limit in force on a day: the newest one; what is of the wrong shape is the check's to tell."""
    begun = [
        (since, Limit(number, percent, percent_from))
        for entry in map(map_of, list_of(rules.get("limits")))
        for number, percent, percent_from in [(entry.get("number"), entry.get("percent"), entry.get("percent_from", 1))]
        if (since := day_of(entry.get("in_force_from"))) and since <= day
        if isinstance(number, int) and isinstance(percent, int) and isinstance(percent_from, int)
    ]
    return max(begun, key=lambda pair: pair[0])[1] if begun else None


def not_too_much_at_once(
    comparison: Comparison, ended: Sequence[str], limit: Limit | None, kinds: tuple[Kind, ...]
) -> Iterator[Issue]:
    """No agency ends more of its records in one branch than the limit allows, unless a commit says what for.

    `ended` are the paths of records that were withdrawn, expired, withheld or deleted.
    """
    if limit is None:
        return
    grounds = list(dict.fromkeys(step.ground for step in comparison.steps if step.ground))
    published = Counter(agency for path in comparison.published if kind_of(path, kinds) for agency in [_agency(path)])
    for agency, number in sorted(Counter(_agency(path) for path in ended).items()):
        if not limit.passed(number, published[agency]):
            continue
        problem = _("一次撤下、期满或者删除了 {n} 件，公开过的共 {all} 件；限度是 {most} 件或者 {percent}%").format(
            n=number, all=published[agency], most=limit.number, percent=limit.percent
        )
        place = f"content/agencies/{agency}" if agency else "content"
        if grounds:
            remedy = _("提交里写明的理由：{ground}。请复核的人逐件看过").format(ground="；".join(grounds))
            yield Issue(place, 0, 0, "base-bulk", problem, remedy, level=Level.WARNING)
        else:
            remedy = _("请分几次提交；确实要一次办的，在提交说明的末尾写一行「{trailer}: 理由」").format(
                trailer=TRAILER
            )
            yield Issue(place, 0, 0, "base-bulk", problem, remedy)


def _agency(path: str) -> str:
    return RecordId(path).agency or ""
