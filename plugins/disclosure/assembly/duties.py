"""What each file owes and when it did it: duties from its events (never from a date that somebody typed)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from disclosure.assembly.parts import Entry
from disclosure.checking.case import day_of
from disclosure.checking.counting import ROLES
from disclosure.checking.series import Numbered
from disclosure.history.ledger import entries_of
from disclosure.history.log import SHANGHAI
from disclosure.model.document_number import DocumentNumber
from disclosure.model.errors import MalformedValue
from disclosure.model.event import Event
from disclosure.model.record_id import RecordId
from disclosure.publishing.told import ENDING, HIDDEN, Told
from disclosure.timing.deadlines import Act, Facts, Stated, Timing
from disclosure.timing.duties import FUNCTIONS, LAWS, Duty, Trigger
from disclosure.timing.standing import Done

YEAR_END = (12, 31)
MENDED = frozenset({"已更正", "已补充", "已撤下", "已停止公示"})
"""Outcomes of an objection that ask for a change of the record that it is about."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One file as its duties see it: its place, its story, and what deadlines are reckoned with."""

    entry: Entry
    told: Told
    timing: Timing

    @property
    def id(self) -> RecordId:
        """The record's id."""
        return RecordId.from_path(self.entry.path)

    @property
    def today(self) -> Mapping[str, Any]:
        """What the file holds now, its publication ended by the day or not; nothing where it was deleted."""
        return self.told.file.data if self.told.file else {}

    def facts(self, act: Act, data: Mapping[str, Any], code: str = "") -> Facts:
        """Return what decides which rules an act of this record falls under."""
        return Facts(self.entry.kind.name, act, str(data.get("type", "")), code, self.timing.region)

    def duty(  # noqa: PLR0913, PLR0917  # each is a fact of its own
        self, facts: Facts, start: date, done: Done, event: int = -1, key: str = "", stated: Stated | None = None
    ) -> Iterator[Duty]:
        """Yield the duty that the rules make of an act, if they ask for it."""
        deadline = self.timing.governing(facts, start, stated)
        if deadline:
            name = f"{self.id.value}#{key}" if key else self.id.value
            yield Duty(name, self.id.agency or "", self.entry.kind.name, deadline, done, event)


def duties_of(subject: Subject) -> Iterator[Duty]:
    """Yield everything that a file owes; of what was never to be published, nothing."""
    if subject.entry.kind.name == "objection":
        yield from _objections(subject)
    elif not subject.entry.kind.key:
        yield from _publication(subject)
        yield from _withdrawal(subject)
        yield from _submission(subject)


def _publication(subject: Subject) -> Iterator[Duty]:
    """Yield the duty to publish (T1, T2, T3, T10, T21), done by the first event that showed the record."""
    data = _grounds(subject)
    start = _start(subject, data)
    shown = next((event for event in subject.told.events if event.action not in HIDDEN), None)
    if start is None or (data.get("publish") is False and not subject.told.shown_before):
        return
    ended = subject.told.held is not None or "withdrawal" in subject.today
    withdrawn = ended or (subject.told.today is None and shown is None)
    done = done_by(shown, withdrawn=withdrawn)
    stated = Stated.of(data.get("deadline"))
    yield from subject.duty(subject.facts(Act.PUBLISH, data), start, done, shown.number if shown else -1, stated=stated)


def _start(subject: Subject, data: Mapping[str, Any]) -> date | None:
    """Return the day on which the limit for publishing began: of a report, the end of the year that it is about."""
    if subject.entry.kind.name == "annual_report":
        year = (subject.entry.kind.match(subject.entry.path) or {}).get("year", "")
        return date(int(year), *YEAR_END)
    return day_of(data.get(subject.entry.kind.day or ""))


def _grounds(subject: Subject) -> Mapping[str, Any]:
    """Return the newest version that still says what the limit depends on; a tombstone has lost some of it."""
    versions = [subject.today, *(version.data for version in reversed(list(subject.told.versions.values())))]
    return next((data for data in versions if data and "withdrawal" not in data), subject.today)


def _withdrawal(subject: Subject) -> Iterator[Duty]:
    """Yield the duty to withdraw (T7, T8), done by the last event that took the record away."""
    written = subject.today.get("withdrawal")
    if not isinstance(written, Mapping):
        return
    start, code = day_of(written.get("effective_on")), str(written.get("reason_code", ""))
    life = subject.told.events
    ended = life if subject.told.away and subject.told.away[-1] else ()
    event = next((one for one in reversed(ended) if one.action in ENDING), None)
    never_shown = event is None and (subject.entry.committed or not life)
    if start and not never_shown:
        facts = subject.facts(Act.WITHDRAW, _grounds(subject), code)
        yield from subject.duty(facts, start, done_by(event), event.number if event else -1)


def _submission(subject: Subject) -> Iterator[Duty]:
    """Yield the duty to report the annual figures upwards (T10): that happens elsewhere, on the days written down.

    It is done when the last of both, the government of the level and the department above, has the report.
    """
    if subject.entry.kind.name != "annual_report" or "withdrawal" in subject.today:
        return
    written = subject.today.get("reported")
    reported = written if isinstance(written, list) else []
    told = {one.get("role"): day_of(one.get("date")) for one in reported if isinstance(one, Mapping)}
    sent = [day for role in ROLES if (day := told.get(role))]
    first = next(iter(subject.told.events), None)
    imported = first is not None and first.moment.imported
    done = Done(max(sent) if len(sent) == len(ROLES) else None, imported=imported)
    start = _start(subject, subject.today)
    if start:
        yield from subject.duty(subject.facts(Act.SUBMIT, {}), start, done)


def _objections(subject: Subject) -> Iterator[Duty]:
    """Yield the duty to settle each objection (T9), done by the first event after which the list told its end."""
    key = subject.entry.kind.key or ""
    for name, entry in entries_of(subject.today, key):
        received = day_of(entry.get("received"))
        if received is None:
            continue
        life = subject.entry.lives.get(name, ())
        event = next((one for one in life if _closed(subject, one, name)), None) if "closed" in entry else None
        imported = bool(life) and life[0].moment.imported
        done = Done(imported=True) if imported else done_by(event)
        awaits = str(entry.get("record", "")) if entry.get("outcome") in MENDED else ""
        number = event.number if event else -1
        for duty in subject.duty(subject.facts(Act.CORRECT, {}), received, done, number, name):
            yield duty._replace(awaits=awaits)


def _closed(subject: Subject, event: Event, key: str) -> bool:
    """Tell whether an objection was settled in the version that an event of its entry made."""
    today = event.blob is not None and event.blob == subject.entry.blob
    version = subject.told.file if today else subject.told.versions.get(event.blob or "")
    entries = dict(entries_of(version.data, subject.entry.kind.key or "")) if version else {}
    return "closed" in entries.get(key, {})


def done_by(event: Event | None, *, withdrawn: bool = False) -> Done:
    """Return what an event says of an act that it did: the committer's day in Beijing."""
    if event is None:
        return Done(withdrawn=withdrawn)
    moment = event.moment
    day = moment.time.astimezone(SHANGHAI).date()
    return Done(day, moment.imported, withdrawn, doubtful=moment.backdated)


def triggers_of(subject: Subject) -> Iterator[Trigger]:
    """Yield what a law's versions and an agency's changes of functions ask others to take into account (T12)."""
    if subject.entry.kind.name == "law":
        title = str(subject.today.get("title", ""))
        for version in _rows(subject.today.get("versions")):
            start = day_of(version.get("in_force_from"))
            if start:
                known = day_of(version.get("adopted_on")) or start
                yield Trigger(LAWS, title, start, min(known, start))
    elif subject.entry.kind.name == "agency":
        for change in _rows(subject.today.get("function_changes")):
            start = day_of(change.get("date"))
            if start:
                yield Trigger(FUNCTIONS, subject.id.agency or "", start, start)


def _rows(written: object) -> Sequence[Mapping[str, Any]]:
    return [row for row in written if isinstance(row, Mapping)] if isinstance(written, list) else []


def number_of(entry: Entry, told: Told) -> Iterator[Numbered]:
    """Yield the document number of a decision, from the newest version that has one that can be read."""
    if entry.kind.name != "decision":
        return
    versions = [told.file, *reversed(list(told.versions.values()))]
    data = next((one.data for one in versions if one and isinstance(one.data.get("document_no"), str)), None)
    if data is None:
        return
    try:
        number = DocumentNumber.parse(data["document_no"])
    except MalformedValue:
        return
    agency = RecordId.from_path(entry.path).agency
    yield Numbered(agency or "", entry.path, number, day_of(data.get(entry.kind.day or "")))
