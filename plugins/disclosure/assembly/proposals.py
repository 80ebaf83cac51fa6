"""What a merge would do to each record: what an edition with it tells, beside the rows of the edition without it."""

import pickle
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from disclosure.assembly.outcomes import RECORDS, Outcome
from disclosure.assembly.planning import Plan
from disclosure.model.attachment import stem_of
from disclosure.model.event import ENTRY_TITLES, Action, Event
from disclosure.model.issue import Issue, Level
from disclosure.model.kinds import Kind, kind_of
from disclosure.model.language import _
from disclosure.model.public import PublicEvent, PublicRecord, Row
from disclosure.model.record_id import RecordId
from disclosure.outputs.proposals import Coming
from disclosure.pages.urls import record_url
from disclosure.timing.duties import Owed
from disclosure.timing.standing import State

FEW = 5
CHANGED = frozenset({Action.UPDATE, Action.CORRECT})
ASKED = frozenset({State.OVERDUE, State.DUE_SOON, State.NOT_DUE, State.PROVISIONAL, State.NOT_COUNTED})


@dataclass(frozen=True)
class Sides:
    """An edition with the merge, and the rows of the edition without it.

    `owed` is the forecast, `base` the commit that the merge stands on.
    """

    plan: Plan
    outcomes: Sequence[Outcome]
    issues: Sequence[Issue]
    before: Mapping[str, Row]
    owed: Sequence[Owed]
    base: str

    @property
    def tip(self) -> str:
        """The commit of the merge, empty where there was nothing to merge."""
        tip = self.plan.history.tip or ""
        return "" if tip == self.base else tip


def rows_of(outcomes: Iterable[Outcome]) -> dict[str, Row]:
    """Return the row of every record and of every entry of a list, by its id."""
    return {row.id: row for outcome in outcomes for row in (*outcome.rows, *outcome.entries)}


def coming(sides: Sides) -> tuple[Coming, ...]:
    """Return what the merge does to each record, by its id."""
    history, kinds = sides.plan.history, sides.plan.setting.kinds
    last = {path: life[-1] for path, life in history.events.items() if life[-1].moment.commit == sides.tip}
    fit = {path: event for path, event in sorted(last.items()) if RecordId.fits(path)}
    named = {path: (kind, event) for path, event in fit.items() if (kind := kind_of(path, kinds))}
    rows = rows_of(sides.outcomes)
    told = _last_events(sides, {str(RecordId.from_path(path)) for path in named})
    owed: dict[str, list[Owed]] = defaultdict(list)
    for one in sides.owed:
        if one.standing.state in ASKED and one.duty.done.on is None:
            owed[one.duty.record.partition("#")[0]].append(one)
    faulty = {issue.path.removeprefix("content/") for issue in sides.issues if issue.level is Level.ERROR}
    return tuple(
        _coming(sides, path, kind, event, rows, told, owed, faulty=path in faulty)
        for path, (kind, event) in named.items()
    )


def _coming(  # noqa: PLR0913, PLR0917  # each is a fact of its own
    sides: Sides,
    path: str,
    kind: Kind,
    event: Event,
    rows: Mapping[str, Row],
    told: Mapping[str, PublicEvent],
    owed: Mapping[str, Sequence[Owed]],
    *,
    faulty: bool,
) -> Coming:
    record = RecordId.from_path(path)
    name = str(record)
    row = rows.get(name)
    former = sides.before.get(name)
    action = told[name].action if name in told else event.action
    removed = action is Action.REMOVED
    shown = (former or row) if removed else (row or former)
    faulty = faulty and row is None and not removed
    withheld = row is None and not faulty and not removed
    return Coming(
        record=name,
        path=f"content/{path}",
        agency=record.agency or "",
        kind=kind.name,
        action=Action.WITHHOLD if withheld else action,
        title=shown.title if shown else "",
        number=(shown.document_no or "") if shown else "",
        address="" if withheld or faulty else _address(sides, name),
        parties=tuple(party for party, _code in shown.parties) if shown else (),
        details=() if faulty else tuple(_details(sides, path, told.get(name), rows)),
        owed=tuple(owed.get(name, ())),
        faulty=faulty,
        withheld=withheld,
    )


def _address(sides: Sides, name: str) -> str:
    """Return the whole address of a record's page, or its path where the site has no address yet."""
    return f"{sides.plan.setting.site.siteurl.rstrip('/')}{record_url(name)}"


def _details(sides: Sides, path: str, event: PublicEvent | None, rows: Mapping[str, Row]) -> Iterator[str]:
    """Yield what changes: the entries of a list, or the fields of a record, by their titles."""
    record = str(RecordId.from_path(path))
    moved: dict[Action, list[str]] = defaultdict(list)
    for name, life in sides.plan.history.entries.items():
        if name.startswith(f"{path}#") and life[-1].moment.commit == sides.tip:
            entry = f"{record}#{name.partition('#')[2]}"
            row = rows.get(entry) or sides.before.get(entry)
            moved[life[-1].action].append(row.title if row else name.partition("#")[2])
    for action in (action for action in ENTRY_TITLES if action in moved):
        titles = sorted(moved[action])
        more = _(" 等 {n} 条").format(n=len(titles)) if len(titles) > FEW else ""
        yield f"{_(ENTRY_TITLES[action])}：{'、'.join(titles[:FEW])}{more}"
    if event and event.reason:
        yield _("理由：{reason}").format(reason=event.reason)
    if not moved and event and event.action in CHANGED:
        fields = dict.fromkeys(change.title for change in event.changes)
        if fields:
            yield _("改了：{fields}").format(fields="、".join(fields))


def _last_events(sides: Sides, wanted: set[str]) -> dict[str, PublicEvent]:
    """Return, by record, the event of the merge as the public will be told of it; a part with errors tells none."""
    found: dict[str, PublicEvent] = {}
    for outcome in sides.outcomes:
        if wanted & {row.id for row in outcome.rows} and (outcome.store / RECORDS).is_file():
            records: list[PublicRecord] = pickle.loads((outcome.store / RECORDS).read_bytes())  # noqa: S301  # our own
            for record in records:
                last = record.events[-1] if record.events else None
                if record.id in wanted and last and last.commit == sides.tip:
                    found[record.id] = last
    return found


def beside(plan: Plan, touched: Iterable[str]) -> tuple[str, ...]:
    """Return, of the paths (from the repository's top) that a branch touched, those that are no record."""
    kinds, top = plan.setting.kinds, plan.history.repository or plan.setting.content
    prefix = plan.setting.content.relative_to(top).as_posix()
    within = "" if prefix == "." else f"{prefix}/"
    inner = ((path, path.removeprefix(within)) for path in sorted(set(touched)))
    return tuple(
        path
        for path, name in inner
        if not path.startswith(within) or not (kind_of(name, kinds) or stem_of(name) is not None)
    )


def parted(issues: Sequence[Issue], before: Sequence[Issue]) -> tuple[list[Issue], list[Issue]]:
    """Return which issues are new beside those that there were, and which there were: lines may have moved."""
    there = Counter(_same(issue) for issue in before)
    fresh: list[Issue] = []
    old: list[Issue] = []
    for issue in sorted(issues):
        key = _same(issue)
        (old if there[key] else fresh).append(issue)
        there[key] -= bool(there[key])
    return fresh, old


def _same(issue: Issue) -> tuple[str, str, str, str]:
    return issue.path, issue.rule, issue.field, issue.problem
