"""The pages of the publication log: what happened in all, month by month, and each month event by event."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from disclosure.model.event import Action
from disclosure.model.language import _
from disclosure.pages import urls
from disclosure.pages.columns import AGENCIES, LOG
from disclosure.pages.contracts import Page, Template
from disclosure.pages.log_views import SHORT, SHOWN, Bundle, LogDay, Recorder
from disclosure.pages.paging import page_with, paged
from disclosure.pages.views import Count, Link, Pager

NEWEST = 20
Month = tuple[int, int]
Tally = Mapping[tuple[Action, bool], int]
"""How many events there are of each action, of records (False) and of entries of lists (True)."""


@dataclass(frozen=True, slots=True)
class LogRow:
    """The events of one month, or of all: how many of each action befell records, and how many befell list entries."""

    text: str
    address: str
    numbers: tuple[int, ...]
    inner: int
    total: int


@dataclass(frozen=True, slots=True)
class Choice:
    """An action that some of a page's events have: the reader may look at those alone."""

    tone: str
    text: str


@dataclass(frozen=True, slots=True)
class LogProof:
    """What the transparency log says of itself: how many leaves, their root (Base64), the keys registered for it."""

    size: int
    root: str
    keys: tuple[str, ...]
    checkpoint: str


@dataclass(frozen=True, kw_only=True)
class LogPage(Page):
    """The publication log of the portal or of one agency (log.html)."""

    template: Template = "log.html"
    agency: Annotated[Link | None, "whose log it is; None: the whole portal's"]
    heads: Annotated[tuple[str, ...], "what the actions that there are are called, in the order of the numbers"]
    counts: Annotated[tuple[Count, ...], "the events of all time: of each action that there is, and of list entries"]
    totals: Annotated[LogRow | None, "the events of all time; None where there is none"]
    months: Annotated[tuple[LogRow, ...], "the months that have an event, the newest first"]
    days: Annotated[tuple[LogDay, ...], "the newest events, by day"]
    agencies: Annotated[tuple[Count, ...], "every agency's log and its number of events; empty in an agency's own"]
    feed: Annotated[str, "the address of the Atom feed; empty where there is no event"]
    index: Annotated[str, "the address of events.json; empty in an agency's own log, or where there is no event"]
    proof: Annotated[LogProof | None, "what the transparency log says of itself; None in an agency's own log"]


@dataclass(frozen=True, kw_only=True)
class LogMonthPage(Page):
    """One month of a log, event by event (log_month.html)."""

    template: Template = "log_month.html"
    agency: Annotated[Link | None, "whose log it is; None: the whole portal's"]
    total: Annotated[int, "how many events the month has; 0 on a numbered page, which must not change"]
    counts: Annotated[tuple[Count, ...], "events of each action, with the way to the newest; empty on a numbered page"]
    inner: Annotated[int, "how many of them befell entries of lists; 0 on a numbered page"]
    choices: Annotated[tuple[Choice, ...], "the actions on this page; empty where there is only one"]
    days: Annotated[tuple[LogDay, ...], "the events of this page by day, newest first"]
    pager: Annotated[Pager, "the way to the other pages of the month"]
    feed: Annotated[str, "the address of the log's Atom feed"]
    jsonl: Annotated[str, "the month's events as JSON lines; empty in an agency's own log"]
    csv: Annotated[str, "the month's events as a table; empty in an agency's own log"]


@dataclass(frozen=True)
class Owner:
    """Whose log is written: an agency's, by folder name, or (None) the whole portal's."""

    slug: str | None
    recorder: Recorder

    @property
    def link(self) -> Link | None:
        """The agency, with its page where it has one."""
        if self.slug is None:
            return None
        name = self.recorder.agencies.get(self.slug)
        return Link(name, urls.agency_url(self.slug)) if name else Link(self.slug, "")

    def title(self, month: Month | None = None) -> str:
        """Return what the log is called, or a month of it: `示例市教育局2026年11月公开记录`."""
        name = self.link.text if self.link else ""
        within = _("{year}年{month}月").format(year=month[0], month=month[1]) if month else ""
        return f"{name}{within}{LOG.name}"

    def crumbs(self) -> Iterator[Link]:
        """Yield the steps to the log, without the log itself."""
        if self.link:
            yield Link(AGENCIES.name, AGENCIES.address)
            if self.link.address:
                yield self.link


def log_page(
    owner: Owner,
    months: Mapping[Month, Tally],
    newest: Sequence[Bundle],
    agencies: Mapping[str, int],
    proof: LogProof | None = None,
) -> LogPage:
    """Return a log's front page; `newest` are its last bundles, newest first, `agencies` numbers of events by slug."""
    title, whole = owner.title(), owner.slug is None
    total = _summed(months.values())
    acts = tuple(action for action in SHOWN if total.get((action, False)))
    rows = tuple(
        _row(_("{year}年{month}月").format(year=month[0], month=month[1]), owner, month, months[month], acts)
        for month in sorted(months, reverse=True)
    )
    totals = _row(_("合计"), owner, None, total, acts)
    return LogPage(
        address=urls.log_url(agency=owner.slug),
        title=title,
        description=LOG.description,
        column=LOG,
        crumbs=tuple(owner.crumbs()),
        agency=owner.link,
        heads=tuple(_(SHORT[action]) for action in acts),
        counts=tuple(_shown_counts(totals, acts)),
        totals=totals if rows else None,
        months=rows,
        days=owner.recorder.days(newest[:NEWEST], name_agency=whole),
        agencies=tuple(
            Count(owner.recorder.agencies.get(slug, slug), agencies[slug], urls.log_url(agency=slug))
            for slug in sorted(agencies)
        ),
        feed=urls.feed_url(owner.slug) if rows else "",
        index=f"{urls.LOG}events.json" if rows and whole else "",
        proof=proof if whole else None,
    )


def _shown_counts(totals: LogRow, acts: Sequence[Action]) -> Iterator[Count]:
    for action, number in zip(acts, totals.numbers, strict=True):
        yield Count(_(SHORT[action]), number)
    if totals.inner:
        yield Count(_("清单条目"), totals.inner)


def _row(text: str, owner: Owner, month: Month | None, tally: Tally, acts: Sequence[Action]) -> LogRow:
    numbers = tuple(tally.get((action, False), 0) for action in acts)
    inner = sum(tally.get((action, True), 0) for action in SHOWN)
    return LogRow(text, urls.log_url(agency=owner.slug, month=month), numbers, inner, sum(numbers) + inner)


def _summed(tallies: Iterable[Tally]) -> Tally:
    total: dict[tuple[Action, bool], int] = {}
    for tally in tallies:
        for what, number in tally.items():
            total[what] = total.get(what, 0) + number
    return total


def month_pages(owner: Owner, month: Month, told: Sequence[Bundle]) -> Iterator[LogMonthPage]:
    """Yield the pages of one month of a log; `told` are all its bundles in order of numbers."""
    title, whole = owner.title(month), owner.slug is None
    here = urls.log_url(agency=owner.slug, month=month)
    for address, pager, shown in paged(here, told):
        front = pager.number is None
        yield LogMonthPage(
            address=address,
            title=title if front else _("{title}（第 {number} 页）").format(title=title, number=pager.number),
            description=title,
            column=LOG,
            crumbs=(*owner.crumbs(), Link(owner.title(), urls.log_url(agency=owner.slug))),
            agency=owner.link,
            total=sum(len(bundle) for bundle in told) if front else 0,
            counts=tuple(_counts(here, told)) if front else (),
            inner=sum(len(bundle) - 1 for bundle in told) if front else 0,
            choices=_choices(shown),
            days=owner.recorder.days(shown, name_agency=whole),
            pager=pager,
            feed=urls.feed_url(owner.slug),
            jsonl=f"{here}events.jsonl" if whole else "",
            csv=f"{here}events.csv" if whole else "",
        )


def _counts(address: str, told: Sequence[Bundle]) -> Iterator[Count]:
    """Count the events of records by action; each leads to the newest."""
    for action in SHOWN:
        places = [place for place, bundle in enumerate(told) if bundle[0].action is action]
        if places:
            last = told[places[-1]][0].number
            page = page_with(address, places[-1], len(told))
            yield Count(_(SHORT[action]), len(places), f"{page}#{urls.event_place(last)}")


def _choices(shown: Sequence[Bundle]) -> tuple[Choice, ...]:
    there = {bundle[0].action for bundle in shown}
    found = tuple(Choice(action.value, _(SHORT[action])) for action in SHOWN if action in there)
    return found if len(found) > 1 else ()
