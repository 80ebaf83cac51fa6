# ruff: noqa: D401 -- the docstring of a rule is the rule
"""What a flowchart must keep so that it can be read: one start to find, an end to come to, no step out of reach."""

from collections.abc import Iterator, Mapping
from typing import Any

from disclosure.checking.case import Case
from disclosure.checking.remarks import Remark
from disclosure.model.issue import Level
from disclosure.model.language import _

START, END, DECISION = "start", "end", "decision"
WAYS_OF_A_DECISION = 2


def flow_keys_are_unique(case: Case) -> Iterator[Remark]:
    """Two steps of a flowchart never have the same key."""
    first: dict[str, int] = {}
    for position, step in _steps(case):
        key = step["key"]
        if key in first:
            problem = _("步骤「{key}」已经有了（第 {number} 步）").format(key=key, number=first[key] + 1)
            yield Remark(("steps", position, "key"), "flow-key", problem, _("请换一个代号，并核对指到它的去向"))
        first.setdefault(key, position)


def flow_has_start_and_end(case: Case) -> Iterator[Remark]:
    """A flowchart begins somewhere and ends somewhere."""
    kinds = {step["kind"] for _position, step in _steps(case)}
    if kinds and START not in kinds:
        yield Remark(("steps",), "flow-start", _("流程没有开始"), _("请把第一步的 kind 写成 start"))
    if kinds and END not in kinds:
        yield Remark(("steps",), "flow-end", _("流程没有结束"), _("请把最后一步的 kind 写成 end"))


def flow_ways_lead_to_steps(case: Case) -> Iterator[Remark]:
    """Every way on leads to a step of the same flowchart."""
    keys = {step["key"] for _position, step in _steps(case)}
    for position, step in _steps(case):
        for number, way in enumerate(step.get("next", ())):
            if way["to"] not in keys:
                problem = _("步骤「{key}」指向「{to}」，没有这一步").format(key=step["key"], to=way["to"])
                known = _("可以写 {known}").format(known="、".join(sorted(keys)))
                yield Remark(("steps", position, "next", number, "to"), "flow-way", problem, known)


def flow_ways_fit_the_step(case: Case) -> Iterator[Remark]:
    """An end leads nowhere, a decision two ways or more and each says when, anything else somewhere."""
    for position, step in _steps(case):
        ways, key = step.get("next", ()), step["key"]
        place = ("steps", position, "next") if ways else ("steps", position)
        if step["kind"] == END and ways:
            problem = _("步骤「{key}」是结束，后面还有去向").format(key=key)
            yield Remark(place, "flow-end", problem, _("请删去 next，或者把 kind 改成 step"))
        elif step["kind"] == DECISION and len(ways) < WAYS_OF_A_DECISION:
            problem = _("步骤「{key}」是判断，只有 {number} 条去向").format(key=key, number=len(ways))
            yield Remark(place, "flow-decision", problem, _("请写出两种以上的结果各到哪一步"))
        elif step["kind"] != END and not ways:
            problem = _("步骤「{key}」没有去向").format(key=key)
            yield Remark(place, "flow-way", problem, _("请在 next 写下一步；流程到此为止的，把 kind 改成 end"))
        if step["kind"] == DECISION and len(ways) >= WAYS_OF_A_DECISION:
            for number, way in enumerate(ways):
                if "when" not in way:
                    problem = _("步骤「{key}」是判断，到「{to}」的去向没有写条件").format(key=key, to=way["to"])
                    yield Remark(("steps", position, "next", number), "flow-decision", problem, _("请写 when"))


def flow_steps_are_reached(case: Case) -> Iterator[Remark]:
    """From a start every step is reached, and from every step an end: a flow in pieces is no flow."""
    ways = {step["key"]: [way["to"] for way in step.get("next", ())] for _position, step in _steps(case)}
    starts = [step["key"] for _position, step in _steps(case) if step["kind"] == START]
    ends = [step["key"] for _position, step in _steps(case) if step["kind"] == END]
    reached = _reached(starts, ways)
    back: dict[str, list[str]] = {key: [] for key in ways}
    for key, targets in ways.items():
        for target in targets:
            back.setdefault(target, []).append(key)
    ending = _reached(ends, back)
    joined = _reached(starts[:1], {key: [*ways.get(key, ()), *back[key]] for key in back})
    for position, step in _steps(case):
        key, place = step["key"], ("steps", position, "key")
        if starts and key not in joined:
            problem = _("步骤「{key}」没有和流程连在一起").format(key=key)
            yield Remark(place, "flow-connected", problem, _("请写出从哪一步到这一步，或者删去这一步"))
        elif starts and key not in reached:
            problem = _("步骤「{key}」走不到").format(key=key)
            yield Remark(place, "flow-reached", problem, _("请在前面某一步的 next 里写上它"))
        elif ends and key in reached and key not in ending and ways[key]:
            problem = _("步骤「{key}」之后走不到结束").format(key=key)
            yield Remark(place, "flow-end", problem, _("请核对后面各步的去向"))


def flow_of_review_is_of_one_type(case: Case) -> Iterator[Remark]:
    """The flow of legal review is kept for each type of act."""
    types = case.data.get("types", ())
    if case.data.get("purpose") == "review" and len(types) > 1:
        problem = _("法制审核流程图写了 {number} 类执法行为").format(number=len(types))
        yield Remark(("types",), "flow-review", problem, _("请按执法类别分开编制，一类一张"), Level.WARNING)


def _steps(case: Case) -> list[tuple[int, Mapping[str, Any]]]:
    if case.kind.name != "flowchart" or case.withdrawn:
        return []
    return list(enumerate(case.data.get("steps", ())))


def _reached(starts: list[str], ways: Mapping[str, list[str]]) -> set[str]:
    """Return what can be reached from some steps, themselves included."""
    seen, waiting = set(starts), list(starts)
    while waiting:
        for key in ways.get(waiting.pop(), ()):
            if key not in seen:
                seen.add(key)
                waiting.append(key)
    return seen


FLOW_RULES = (
    flow_keys_are_unique,
    flow_has_start_and_end,
    flow_ways_lead_to_steps,
    flow_ways_fit_the_step,
    flow_steps_are_reached,
    flow_of_review_is_of_one_type,
)
