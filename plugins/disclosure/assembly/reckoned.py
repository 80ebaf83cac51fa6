"""What the deadlines of a commit come to on a day, kept for whoever asks again: the content itself is not read then."""

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from disclosure.assembly.awaited import awaited
from disclosure.assembly.manifest import write_whole
from disclosure.assembly.merging import agency_facts
from disclosure.assembly.order import VERSION, Order, digest_of, digest_of_files
from disclosure.assembly.outcomes import Outcome
from disclosure.assembly.owing import Ledgers, notable, numbers, settled
from disclosure.assembly.planning import Plan
from disclosure.checking.series import Series
from disclosure.history.repository import committed
from disclosure.model.issue import Issue, Level
from disclosure.model.memory import uncollected
from disclosure.reading.tree import walk
from disclosure.timing.calendar import Calendar
from disclosure.timing.duties import Owed
from disclosure.timing.rates import Pace

FILE = "reckoned.bin"


@dataclass(frozen=True)
class Reckoned:
    """Everything that a report on deadlines tells of a commit on a day.

    `listed` are the duties that are told one by one, `counted` how many others there are; `titles` are those of the
    records that are listed; `remarks` say what makes the figures incomplete.
    """

    listed: tuple[Owed, ...]
    counted: Mapping[Pace, int]
    names: Mapping[str, str]
    titles: Mapping[str, str]
    series: tuple[Series, ...]
    calendar: Calendar
    errors: int
    remarks: tuple[Issue, ...]


def reckon(plan: Plan, outcomes: Sequence[Outcome], issues: Sequence[Issue]) -> Reckoned:
    """Reckon what is owed from what the parts left."""
    setting = plan.setting
    listed = [*notable(Ledgers(outcomes, plan.history, setting)), *awaited(outcomes, setting, plan.files)]
    wanted = {one.duty.record for one in listed}
    rows = (row for outcome in outcomes for row in (*outcome.rows, *outcome.entries))
    return Reckoned(
        tuple(listed),
        settled(outcomes),
        {facts.slug: facts.name for facts in agency_facts(outcomes)},
        {row.id: row.title for row in rows if row.id in wanted},
        numbers(outcomes),
        setting.calendar,
        sum(issue.level is Level.ERROR for issue in issues),
        tuple(issue for issue in issues if about_time(issue)),
    )


def about_time(issue: Issue) -> bool:
    """Tell whether an issue is about what deadlines are reckoned with."""
    no_rules = issue.rule == "no-rules" and issue.path == "content/rules/deadlines.yaml"
    return no_rules or issue.rule in {"calendar-missing", "history"}


def name_of(order: Order) -> str:
    """Return a name of what is reckoned of the content on the day of the order; none where it is not just a commit."""
    state = committed(order.content, walk(order.content)[0])
    if state is None:
        return ""
    code = digest_of_files((order.schemas, Path(__file__).parents[1]))
    return digest_of(VERSION, code, order.kinds, order.as_of, state)


def recalled(order: Order, name: str) -> Reckoned | None:
    """Return what was kept under a name, or None."""
    try:
        with uncollected():
            found = pickle.loads((order.cache / FILE).read_bytes())  # noqa: S301  # our own cache, named by its inputs' hash
    except (OSError, pickle.UnpicklingError, EOFError, AttributeError, ImportError, ValueError):
        return None
    known, what = found if isinstance(found, tuple) and len(found) == 2 else ("", None)  # noqa: PLR2004  # name, what
    return what if name and known == name and isinstance(what, Reckoned) else None


def keep(order: Order, name: str, what: Reckoned) -> None:
    """Keep what was reckoned under the name of what stood in the content folder; without a name nothing is kept."""
    if name:
        write_whole(order.cache / FILE, pickle.dumps((name, what)))
