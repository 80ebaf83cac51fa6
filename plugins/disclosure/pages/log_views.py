"""The lines of the publication log as pages show them: by day, an event each, below it those of a list's entries."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from disclosure.model.event import ACTION_TITLES, ENTRY_TITLES, Action
from disclosure.model.kinds import Kind
from disclosure.model.language import _
from disclosure.model.public import Logged
from disclosure.pages import urls
from disclosure.pages.filters import SHANGHAI
from disclosure.pages.rosters import ROSTERS
from disclosure.pages.views import Link

SHOWN = tuple(action for action in Action if action is not Action.WITHHOLD)
"""What the log tells, in this order: nobody saw what was withheld from the start."""

SHORT = {**ACTION_TITLES, Action.REMOVED: "文件被删除"}

FEW = 6
"""So many entries of a list are named at once; more are opened by whoever wants to read them."""


@dataclass(frozen=True, slots=True)
class EntryLink:
    """An entry of a list that something happened to: its place on the page, its name of today, where it stands."""

    place: str
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class EntryGroup:
    """The entries of a list that one thing happened to at one moment: in words, and those still in it by name."""

    words: str
    folded: bool
    entries: tuple[EntryLink, ...]


@dataclass(frozen=True, slots=True)
class LogLine:
    """One event of a record; `tone` is the name of its action, `agency` is None in an agency's own log.

    `kind` is empty where the title says it already, as that of a list does.
    """

    place: str
    time: datetime
    tag: str
    tone: str
    title: Link
    kind: str
    agency: Link | None
    reason: str
    imported: bool
    approved: bool
    backdated: bool
    commit: str
    groups: tuple[EntryGroup, ...]


@dataclass(frozen=True, slots=True)
class LogDay:
    """The events that stand together because they have one day, newest first."""

    day: date
    lines: tuple[LogLine, ...]


Bundle = tuple[Logged, ...]
"""An event of a record, and after it those of the entries of its list at the same moment."""


def bundles(lines: Iterable[Logged]) -> list[Bundle]:
    """Return lines in order of numbers as bundles: what befell a list's entries goes with what befell the list."""
    found: list[list[Logged]] = []
    for line in lines:
        if found and line.within is not None and found[-1][0].number == line.within:
            found[-1].append(line)
        else:
            found.append([line])
    return [tuple(bundle) for bundle in found]


@dataclass(frozen=True)
class Recorder:
    """Turns events into lines; knows what kinds are called, the agencies that have a page, and who runs the site."""

    kinds: Mapping[str, Kind]
    agencies: Mapping[str, str]
    organiser: str

    def days(self, newest: Sequence[Bundle], *, name_agency: bool) -> tuple[LogDay, ...]:
        """Return bundles, newest first, under their days: a clock that ran backwards opens a day of its own."""
        return tuple(
            LogDay(day, tuple(self.line(bundle, name_agency=name_agency) for bundle in together))
            for day, together in groupby(newest, key=lambda bundle: bundle[0].time.astimezone(SHANGHAI).date())
        )

    def line(self, bundle: Bundle, *, name_agency: bool) -> LogLine:
        """Return the line of one bundle."""
        event, *inner = bundle
        return LogLine(
            place=urls.event_place(event.number),
            time=event.time,
            tag=_(SHORT[event.action]),
            tone=event.action.value,
            title=Link(event.title, urls.record_url(event.id)),
            kind="" if self.kind(event) == event.title else self.kind(event),
            agency=self.owner(event) if name_agency else None,
            reason=event.reason or "",
            imported=event.imported,
            approved=event.approved,
            backdated=event.backdated,
            commit=event.commit,
            groups=tuple(_groups(inner)),
        )

    def kind(self, event: Logged) -> str:
        """Return what the record is, or the entry."""
        kind = self.kinds[event.kind]
        return kind.entry if event.within is not None and kind.entry else kind.title

    def owner(self, event: Logged) -> Link:
        """Return whose record it is; what belongs to no agency is the site's own."""
        if event.agency is None:
            return Link(self.organiser, "")
        name = self.agencies.get(event.agency)
        return Link(name, urls.agency_url(event.agency)) if name else Link(event.agency, "")


def _groups(inner: Sequence[Logged]) -> Iterator[EntryGroup]:
    for action in SHOWN:
        own = [event for event in inner if event.action is action]
        if own:
            links = (
                EntryLink(urls.event_place(event.number), event.title, urls.record_url(event.id))
                for event in own
                if "#" in event.id
            )
            yield EntryGroup(counted(action, len(own), own[0].kind), len(own) > FEW, tuple(links))


def counted(action: Action, number: int, kind: str) -> str:
    """Say how many entries something happened to: `新增 2 人`."""
    word = _(ENTRY_TITLES[action])
    unit = _("{act} {number} 人") if kind in ROSTERS else _("{act} {number} 项")
    return unit.format(act=word, number=number)


def told_of_entries(bundle: Bundle) -> str:
    """Say in one line what became of a list's entries: `新增 2 人、变更 1 人`; empty where nothing did."""
    return "、".join(group.words for group in _groups(bundle[1:]))
