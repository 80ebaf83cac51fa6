# ruff: noqa: D401 -- the docstring of a rule is the rule
"""What a catalogue and a standard of discretion must be before a decision can be held against them."""

from collections.abc import Iterator, Mapping
from typing import Any

from disclosure.checking.case import Case
from disclosure.checking.remarks import Remark
from disclosure.model.language import _
from disclosure.model.record import Pointer

CONDITIONS = ("every", "amounts", "penalty_kinds", "measures", "results", "hearing", "mitigated", "grounds")


def catalogue_entries_say_when(case: Case) -> Iterator[Remark]:
    """Every entry of a review catalogue names at least one condition, or no decision ever meets it."""
    entries = case.data.get("entries", ()) if case.kind.name == "review_catalogue" else ()
    for place, entry in enumerate(entries):
        if not any(entry.get(key) for key in CONDITIONS):
            titles = "、".join(
                f"{case.schemas.title(case.kind.schema, ('entries', 0, key))}（{key}）" for key in CONDITIONS
            )
            problem = _("没有写什么情况要审核")
            remedy = _("请至少写一种：{conditions}").format(conditions=titles)
            yield Remark(("entries", place), "review-condition", problem, remedy)


def ranges_are_ranges(case: Case) -> Iterator[Remark]:
    """A range of a standard has an end, and does not end below where it begins."""
    if case.kind.name != "discretion":
        return
    for pointer, span in _ranges(case.data):
        low, high = span.get("min"), span.get("max")
        if low is None and high is None:
            yield Remark(pointer, "range", _("没有写下限，也没有写上限"), _("请写 min、max；没有罚款的删去这一项"))
        elif low is not None and high is not None and high < low:
            problem = _("上限 {high} 小于下限 {low}").format(high=high, low=low)
            yield Remark((*pointer, "max"), "range", problem, _("请核对"))


def tiers_have_names_of_their_own(case: Case) -> Iterator[Remark]:
    """No two tiers of a standard have the same name: a decision names its tier by it."""
    seen: set[str] = set()
    for place, tier in enumerate(case.data.get("tiers", ()) if case.kind.name == "discretion" else ()):
        name = str(tier.get("name"))
        if name in seen:
            problem = _("前面已经有「{name}」这个阶次").format(name=name)
            yield Remark(("tiers", place, "name"), "tier-twice", problem, _("请换一个名称"))
        seen.add(name)


def _ranges(data: Mapping[str, Any]) -> Iterator[tuple[Pointer, Mapping[str, Any]]]:
    if "range" in data:
        yield ("range",), data["range"]
    for place, tier in enumerate(data.get("tiers", ())):
        if "range" in tier:
            yield ("tiers", place, "range"), tier["range"]
