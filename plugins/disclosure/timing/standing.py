"""Where an act stands against its deadline."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from disclosure.model.packing import packed
from disclosure.timing.calendar import Calendar
from disclosure.timing.deadlines import Deadline


class State(StrEnum):
    """The states that an act can be in."""

    NOT_DUE = "not-due"
    DUE_SOON = "due-soon"
    OVERDUE = "overdue"
    ON_TIME = "on-time"
    LATE = "late"
    PROVISIONAL = "provisional"
    NOT_COUNTED = "not-counted"
    WITHDRAWN = "withdrawn"
    UNCERTAIN = "uncertain"


COUNTED = frozenset({State.ON_TIME, State.LATE, State.OVERDUE})
"""The states that a rate is reckoned from."""

STATE_TITLES = {
    State.NOT_DUE: "未到期",
    State.DUE_SOON: "快到期",
    State.OVERDUE: "超期未办",
    State.ON_TIME: "按期",
    State.LATE: "超期办理",
    State.PROVISIONAL: "期限暂定",
    State.NOT_COUNTED: "迁入，不计",
    State.WITHDRAWN: "已撤下，不计",
    State.UNCERTAIN: "提交时间不可信",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One state; `late_by` are the working days after the deadline, for what is overdue or late.

    `provisional`: the deadline (暂定), or the number of days, was counted through a year without data.
    """

    state: State
    late_by: int = 0
    provisional: bool = False


@packed
@dataclass(frozen=True, slots=True)
class Done:
    """What is known of an act: when it was done (None: it was not), whether it came in by an import.

    `withdrawn`: the record went before it was done, and nothing is owed any more. `doubtful`: it was done at a time
    that lies before that of the step before it; the true time can only be later.
    """

    on: date | None = None
    imported: bool = False
    withdrawn: bool = False
    doubtful: bool = False


def standing(deadline: Deadline, done: Done, as_of: date, calendar: Calendar) -> Standing:
    """Return where an act stands on a day.

    What was imported is never counted. What was done is measured as it was done, whatever became of the record later.
    A provisional deadline never makes anything late: what is not certainly in time stays provisional. What a clock that
    ran backwards puts in time is not counted as that.
    """
    if done.imported or (done.on is None and done.withdrawn):
        return Standing(State.NOT_COUNTED if done.imported else State.WITHDRAWN)
    reached = done.on or as_of
    if reached > deadline.day:
        if deadline.provisional:
            return Standing(State.PROVISIONAL, provisional=True)
        late_by = calendar.workdays_between(deadline.day, reached)
        uncertain = not calendar.knows(deadline.day, reached)
        return Standing(State.LATE if done.on else State.OVERDUE, late_by, uncertain)
    if done.on is None:
        soon = as_of >= deadline.day - timedelta(days=deadline.rule.remind_days)
        return Standing(State.DUE_SOON if soon else State.NOT_DUE, provisional=deadline.provisional)
    if done.doubtful:
        return Standing(State.UNCERTAIN)
    certain = not deadline.provisional or calendar.knows(deadline.start, done.on)
    return Standing(State.ON_TIME) if certain else Standing(State.PROVISIONAL, provisional=True)
