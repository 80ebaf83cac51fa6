"""What is owed by whom until when, across all parts: duties with where each stands on a day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from disclosure.assembly.duties import YEAR_END, done_by
from disclosure.assembly.order import Setting
from disclosure.assembly.outcomes import Outcome, claims_of, rows_of
from disclosure.assembly.reports import KIND, owed_reports
from disclosure.checking.gaps import Gap
from disclosure.checking.series import Series, series_of
from disclosure.history.ledger import History
from disclosure.history.log import SHANGHAI
from disclosure.model.days import full_day
from disclosure.model.event import Action, Event
from disclosure.model.language import _
from disclosure.timing.deadlines import Act, Facts, Timing
from disclosure.timing.duties import FUNCTIONS, LAWS, Duty, Owed, Trigger, triggered
from disclosure.timing.rates import Pace
from disclosure.timing.standing import Done, standing


@dataclass(frozen=True)
class Ledgers:
    """What the merge looks at: what the parts left, what git tells, and the setting.

    `unseen` are the numbers of the events that do not count as done: not public yet, or of a branch not merged yet.
    """

    outcomes: Sequence[Outcome]
    history: History
    setting: Setting
    unseen: frozenset[int] = field(default_factory=frozenset)

    @cached_property
    def updates(self) -> tuple[Duty, ...]:
        """The duties to update a list or a guide after a change of what it rests on."""
        return tuple(updates(self, self.setting.timing()))


def owed(ledgers: Ledgers) -> tuple[Owed, ...]:
    """Return every duty with its standing on the day of the setting, by agency, then by the day it is due."""
    return _standing(ledgers, (duty for outcome in ledgers.outcomes for duty in outcome.duties))


def notable(ledgers: Ledgers) -> tuple[Owed, ...]:
    """Return the duties of which something is left to tell, with their standing; the parts have counted the others."""
    return _standing(ledgers, (duty for outcome in ledgers.outcomes for duty in outcome.notable))


def settled(outcomes: Iterable[Outcome]) -> Counter[Pace]:
    """Return how many duties there are besides the notable ones, by what they have in common."""
    found: Counter[Pace] = Counter()
    for outcome in outcomes:
        for pace, number in outcome.settled:
            found[pace] += number
    return found


def _standing(ledgers: Ledgers, known: Iterable[Duty]) -> tuple[Owed, ...]:
    """Return duties of records, and those that only all parts together show, with their standing."""
    timing, as_of = ledgers.setting.timing(), ledgers.setting.as_of
    duties = [*known, *ledgers.updates, *_missing_reports(ledgers, timing)]
    seen = (_counted(duty, ledgers) for duty in duties)
    found = [Owed(duty, standing(duty.deadline, duty.done, as_of, timing.calendar)) for duty in seen]
    return tuple(sorted(found, key=_order))


def _order(one: Owed) -> tuple[str, date, str, str, str]:
    duty = one.duty
    return duty.agency, duty.deadline.day, duty.record, duty.act.value, duty.source


def _counted(duty: Duty, ledgers: Ledgers) -> Duty:
    """Return a duty as what is seen of its doing leaves it; an upheld objection waits for its record to change."""
    if duty.event in ledgers.unseen:
        return duty._replace(done=Done(imported=duty.done.imported, withdrawn=duty.done.withdrawn), event=-1)
    if duty.awaits and duty.done.on:
        mended = _mended(duty, ledgers)
        if mended is None:
            return duty._replace(done=Done(), event=-1)
        if _day(mended) > duty.done.on:
            return duty._replace(done=done_by(mended), event=mended.number)
    return duty


def _mended(duty: Duty, ledgers: Ledgers) -> Event | None:
    """Return the first event of the record that an objection is about on or after the day when it was received."""
    stem = duty.awaits.partition("#")[0]
    lives = (ledgers.history.events.get(f"{stem}{suffix}", ()) for suffix in (".yaml", ".md"))
    events = (event for life in lives for event in life)
    return next((e for e in events if _day(e) >= duty.deadline.start and e.number not in ledgers.unseen), None)


def updates(ledgers: Ledgers, timing: Timing) -> Iterator[Duty]:
    """Yield the duty to update each list and guide after a change of what it rests on (T12).

    It is done by the next edit of the list (setting `confirmed_on` is one). What was first published after the change
    was known rests on it already.
    """
    sources: dict[tuple[str, str], list[Trigger]] = defaultdict(list)
    for trigger in (trigger for outcome in ledgers.outcomes for trigger in outcome.triggers):
        if trigger.start <= ledgers.setting.as_of:
            sources[trigger.rule, trigger.source].append(trigger)
    kinds = {kind for rule in timing.rules if rule.act is Act.UPDATE for kind in rule.kinds}
    for claim in claims_of(ledgers.outcomes, frozenset(kinds)) if sources else ():
        if claim.withdrawn:
            continue
        laws = {(LAWS, ref.target) for ref in claim.laws}
        for source in sorted({*laws, (FUNCTIONS, claim.agency or "")} & sources.keys()):
            for trigger in sources[source]:
                life = ledgers.history.events.get(claim.path, ())
                yield from _update(claim.id, claim.kind, claim.agency or "", trigger, life, timing)


def stale(ledgers: Ledgers) -> dict[str, tuple[str, ...]]:
    """Return, by the id of each list and guide that was not updated since, what has changed under it, in words."""
    found: dict[str, set[str]] = defaultdict(set)
    for duty in ledgers.updates:
        if duty.done.on is None:
            said = _("机构职能{day}起有变动") if duty.source == duty.agency else _("《{law}》{day}起施行新的版本")
            found[duty.record].add(said.format(law=duty.source, day=full_day(duty.deadline.start)))
    return {record: tuple(sorted(said)) for record, said in sorted(found.items())}


def _update(  # noqa: PLR0913, PLR0917  # each is a fact of its own
    record: str, kind: str, agency: str, trigger: Trigger, life: Sequence[Event], timing: Timing
) -> Iterator[Duty]:
    if not life or _day(life[0]) >= trigger.known:
        return
    deadline = triggered(timing, Facts(kind, Act.UPDATE, region=timing.region), trigger.start, trigger.rule)
    if deadline:
        edits = (event for event in life if event.action is not Action.REMOVED and _day(event) >= trigger.known)
        edit = next(edits, None)
        number = edit.number if edit else -1
        yield Duty(record, agency, kind, deadline, done_by(edit), number, source=trigger.source)


def _missing_reports(ledgers: Ledgers, timing: Timing) -> Iterator[Duty]:
    """Yield the annual reports that are owed and not there (T10)."""
    there = {row.id for row in rows_of(ledgers.outcomes, KIND)}
    for agency, year in owed_reports(ledgers.outcomes, ledgers.setting.as_of):
        record = f"agencies/{agency.agency}/reports/{year}"
        deadline = timing.governing(Facts(KIND, Act.PUBLISH, region=timing.region), date(year, *YEAR_END))
        if deadline and record not in there:
            yield Duty(record, agency.agency or "", KIND, deadline, Done())


def _day(event: Event) -> date:
    return event.moment.time.astimezone(SHANGHAI).date()


def numbers(outcomes: Sequence[Outcome]) -> tuple[Series, ...]:
    """Return the series of document numbers of all agencies, with their gaps, explained and not."""
    claims = claims_of(outcomes, frozenset({"number_gap"}))
    gaps: Mapping[str, Sequence[Gap]] = {
        claim.agency or "": [fact for fact in claim.facts if isinstance(fact, Gap)] for claim in claims
    }
    return series_of((one for outcome in outcomes for one in outcome.numbers), gaps)
