"""The page of the plan: every task with who, by when, and by which published record it was done."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from disclosure.checking.references import MONTH, last_day
from disclosure.model.language import _
from disclosure.pages.contracts import FullRecord, Template
from disclosure.pages.registers import members, register, rows, words
from disclosure.pages.shared import ANY, Subject
from disclosure.pages.views import Count, Link


class State(StrEnum):
    """Where a task stands: a published record does it, it goes on, its time has come or not, the copy has lost it."""

    DONE = "done"
    STANDING = "standing"
    OPEN = "open"
    OVERDUE = "overdue"
    LOST = "lost"


STATES = {
    State.DONE: "已完成",
    State.STANDING: "长期执行",
    State.OPEN: "进行中",
    State.OVERDUE: "已过时限",
    State.LOST: "抄件不全",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow:
    """One row of the table: its seven columns, and what became of it."""

    number: str
    main_task: str
    task: str
    step: str
    requirement: str
    responsible: str
    deadline: str
    state: State
    state_title: str
    done_by: tuple[Link, ...]
    copy: str
    note: str


@dataclass(frozen=True, kw_only=True)
class PlanPage(FullRecord):
    """The table of tasks (plan.html)."""

    template: Template = "plan.html"
    tasks: Annotated[tuple[TaskRow, ...], "the rows, in the order of the file"]
    tally: Annotated[tuple[Count, ...], "how many tasks stand where"]
    source: Annotated[str, "the document that the table is from, or empty"]


def plan_page(subject: Subject) -> PlanPage:
    """Return the page of the plan."""
    tasks = tuple(_task(subject, key, fields) for key, fields in rows(subject))
    states = [task.state for task in tasks]
    return PlanPage(
        **register(subject, _("三项制度的任务、责任单位、时限和完成情况")),
        tasks=tasks,
        tally=tuple(Count(_(title), states.count(state)) for state, title in STATES.items() if state in states),
        source=subject.text("source"),
    )


def _task(subject: Subject, key: str, fields: Mapping[str, Any]) -> TaskRow:
    state = _state(subject, fields)
    return TaskRow(
        number=key,
        main_task=words(fields, "main_task"),
        task=words(fields, "task"),
        step=words(fields, "step"),
        requirement=words(fields, "requirement"),
        responsible=words(fields, "responsible"),
        deadline=said_deadline(words(fields, "deadline")),
        state=state,
        state_title=_("抄件{copy}").format(copy=words(fields, "copy")) if state is State.LOST else _(STATES[state]),
        done_by=tuple(subject.link(ANY, str(target)) for target in members(fields.get("done_by"))),
        copy=words(fields, "copy"),
        note=words(fields, "note"),
    )


def _state(subject: Subject, fields: Mapping[str, Any]) -> State:
    deadline = words(fields, "deadline")
    if fields.get("copy") and not deadline:
        return State.LOST
    if deadline and not deadline[0].isdigit():
        return State.STANDING
    if fields.get("done_by"):
        return State.DONE
    return State.OVERDUE if deadline and last_day(deadline) < subject.today else State.OPEN


def said_deadline(written: str) -> str:
    """Return a deadline in words: `2019年7月`, `2019年6月30日`, `长期执行`."""
    if MONTH.fullmatch(written):
        return _("{year}年{month}月").format(year=int(written[:4]), month=int(written[5:]))
    if written[:1].isdigit():
        day = date.fromisoformat(written)
        return _("{year}年{month}月{day}日").format(year=day.year, month=day.month, day=day.day)
    return written
