"""The publication log of an edition: a month is read, and written anew, only where one of its events has changed.

What happened is told by the parts' own lines (shares.py); a chapter is one month of the portal's log or an agency's,
and holds no more in memory than that month.
"""

import heapq
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from disclosure.assembly.bench import renderer_of
from disclosure.assembly.manifest import Made
from disclosure.assembly.order import Setting, digest_of
from disclosure.assembly.outcomes import Outcome
from disclosure.assembly.scanning import targets
from disclosure.assembly.shares import Share, taken
from disclosure.assembly.staging import stage
from disclosure.model.event import Action
from disclosure.model.language import _
from disclosure.model.public import Logged
from disclosure.outputs.events import MonthFiles, Told, events_csv, events_json, events_jsonl
from disclosure.outputs.feeds import Feed, FeedEntry, atom, tag_uri
from disclosure.pages import urls
from disclosure.pages.contracts import AgencyFacts, Page
from disclosure.pages.filters import SHANGHAI
from disclosure.pages.log_pages import LogProof, Month, Owner, log_page, month_pages
from disclosure.pages.log_views import SHORT, SHOWN, Bundle, Recorder, bundles, told_of_entries

NUMBERED = re.compile(r"page/[0-9]+/$")
IN_FEED = 50
SINCE = "2026"
"""The year in the tag: URI of a feed itself: its name is given once and for all (RFC 4151 2.1 allows a bare year)."""
Whole = tuple[bytes, LogProof | None]
"""What the portal's own log has and an agency's has not: its events.json, and what the transparency log says."""
Names = tuple[tuple[str, str], ...]
"""The agencies that have a page, with their names."""


@dataclass(frozen=True)
class Chapter:
    """One month of a log: the portal's (no agency) or an agency's; `shares` are where its events lie."""

    agency: str | None
    month: Month
    shares: tuple[tuple[Path, Share], ...]
    names: Names

    @property
    def address(self) -> str:
        """The address of the month's own page."""
        return urls.log_url(agency=self.agency, month=self.month)

    @property
    def files(self) -> str:
        """The name of the work that makes the month's files; its inputs are those of the whole chapter."""
        return f"log-files:{self.address}"

    def inputs(self, setting: Setting) -> str:
        """Return the digest of everything that the month's pages and files depend on."""
        return digest_of(setting.digest, self.names, sorted(share.digest for _store, share in self.shares))

    def lines(self) -> Iterator[Logged]:
        """Yield the events of the month in order of numbers."""
        return heapq.merge(*(taken(*place) for place in self.shares), key=lambda line: line.number)


Job = tuple[Chapter, Setting, Mapping[str, Made], Path]
"""What `render_chapter` is given."""


@dataclass(frozen=True)
class Logbook:
    """The publication log as a whole: where every share lies, and the names of the agencies."""

    shares: tuple[tuple[Path, Share], ...]
    names: Mapping[str, str]
    setting: Setting

    @classmethod
    def of(cls, outcomes: Sequence[Outcome], agencies: Sequence[AgencyFacts], setting: Setting) -> "Logbook":
        """Return the log of what the parts have told."""
        places = tuple((outcome.store, share) for outcome in outcomes for share in outcome.shares)
        return cls(places, {facts.slug: facts.name for facts in agencies}, setting)

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """Every month of the portal's log, then of each agency's."""
        found: dict[tuple[str, Month], list[tuple[Path, Share]]] = defaultdict(list)
        for place in self.shares:
            month, agency = place[1].month, place[1].agency
            found["", month].append(place)
            if agency:
                found[agency, month].append(place)
        return tuple(
            Chapter(slug or None, month, tuple(places), self._named(places))
            for (slug, month), places in sorted(found.items(), key=lambda pair: pair[0])
        )

    def changed(
        self, old: Mapping[str, Made], staging: Path
    ) -> list[tuple[Chapter, Setting, Mapping[str, Made], Path]]:
        """Return what `render_chapter` is given for each month that is not as it stands in the old edition."""
        before = by_chapter(old)
        return [
            (chapter, self.setting, before.get(chapter.address, {}), staging)
            for chapter in self.chapters
            if not unchanged(chapter, old, self.setting)
        ]

    def unchanged(self, old: Mapping[str, Made]) -> dict[str, Made]:
        """Return the works of every month that is as it stands in the old edition."""
        before = by_chapter(old)
        same = (chapter for chapter in self.chapters if unchanged(chapter, old, self.setting))
        return {name: made for chapter in same for name, made in before[chapter.address].items()}

    def _named(self, places: Sequence[tuple[Path, Share]]) -> Names:
        slugs = {share.agency or "" for _store, share in places} & self.names.keys()
        return tuple((slug, self.names[slug]) for slug in sorted(slugs))

    def fronts(
        self, old: Mapping[str, Made], works: Mapping[str, Made], staging: Path, proof: LogProof | None
    ) -> Iterator[tuple[str, Made]]:
        """Yield the front page of every log with its feed; `works` holds what the chapters made."""
        by_agency: dict[str, list[tuple[Path, Share]]] = defaultdict(list)
        for place in self.shares:
            by_agency[place[1].agency or ""].append(place)
        for slug in (None, *sorted(by_agency.keys() - {""})):
            own = by_agency[slug] if slug else self.shares
            contents = self._contents(works) if slug is None else b""
            name = f"log:{urls.log_url(agency=slug)}"
            inputs = digest_of(
                self.setting.digest,
                sorted((share.month, share.agency or "", share.digest) for _store, share in own),
                self._named(own),
                (contents, None if slug else proof),
            )
            if name in old and old[name].inputs == inputs:
                yield name, old[name]
            else:
                yield name, self._front(slug, own, inputs, (contents, proof), staging)

    def _front(
        self,
        slug: str | None,
        own: Sequence[tuple[Path, Share]],
        inputs: str,
        whole: Whole,
        staging: Path,
    ) -> Made:
        contents, proof = whole
        owner = Owner(slug, recorder_of(self.setting, self._named(own)))
        newest = _newest(own)
        agencies: dict[str, int] = defaultdict(int)
        for _store, share in own if slug is None else ():
            if share.agency:
                agencies[share.agency] += sum(number for _action, _inner, number in share.tally)
        page = log_page(owner, _tallies(own), newest, agencies, proof)
        made = _rendered(page, inputs, self.setting, staging)
        feed = {page.feed: atom(_feed(owner, newest, self.setting))} if page.feed else {}
        index = {page.index: contents} if page.index else {}
        files = {
            urls.file_of(address): stage(staging, urls.file_of(address), raw, self.setting)
            for address, raw in {**feed, **index}.items()
        }
        return Made(inputs, {**made.files, **files}, made.targets)

    def _contents(self, works: Mapping[str, Made]) -> bytes:
        tallies = _tallies(self.shares)
        months = [
            MonthFiles(
                f"{chapter.month[0]:04}-{chapter.month[1]:02}",
                sum(tallies[chapter.month].values()),
                {action.value: tallies[chapter.month][action, False] for action in SHOWN},
                {action.value: tallies[chapter.month][action, True] for action in SHOWN},
                {urls.address_of(path): digest for path, digest in works[chapter.files].files.items()},
            )
            for chapter in self.chapters
            if chapter.agency is None
        ]
        return events_json(months)


def recorder_of(setting: Setting, names: Names) -> Recorder:
    """Return what turns events into lines for this site."""
    return Recorder({kind.name: kind for kind in setting.kinds}, dict(names), setting.site.organiser)


def unchanged(chapter: Chapter, old: Mapping[str, Made], setting: Setting) -> bool:
    """Tell whether a month stands in the old edition just as it would be made."""
    return chapter.files in old and old[chapter.files].inputs == chapter.inputs(setting)


def by_chapter(old: Mapping[str, Made]) -> dict[str, dict[str, Made]]:
    """Return the works of an old edition that made pages of the log, by the address of their month."""
    found: dict[str, dict[str, Made]] = defaultdict(dict)
    for name, made in old.items():
        kind, _colon, address = name.partition(":")
        if kind in {"log", "log-files"}:
            found[NUMBERED.sub("", address)][name] = made
    return found


def render_chapter(chapter: Chapter, setting: Setting, before: Mapping[str, Made], staging: Path) -> dict[str, Made]:
    """Write the files of a month, and those of its pages that are not the same as before."""
    recorder = recorder_of(setting, chapter.names)
    lines = list(chapter.lines())
    works = {chapter.files: Made(chapter.inputs(setting), _files(chapter, lines, recorder, setting, staging))}
    for page in month_pages(Owner(chapter.agency, recorder), chapter.month, bundles(lines)):
        name, inputs = f"log:{page.address}", digest_of(setting.digest, page)
        same = name in before and before[name].inputs == inputs
        works[name] = before[name] if same else _rendered(page, inputs, setting, staging)
    return works


def _rendered(page: Page, inputs: str, setting: Setting, staging: Path) -> Made:
    html, path = renderer_of(setting).render(page), urls.file_of(page.address)
    links = tuple(sorted(targets(html.decode(), setting.site.base, page.address)))
    return Made(inputs, {path: stage(staging, path, html, setting)}, links)


def _files(
    chapter: Chapter, lines: Sequence[Logged], recorder: Recorder, setting: Setting, staging: Path
) -> dict[str, str]:
    """Write the events of a month for programs and for spreadsheets: of the whole portal alone."""
    if chapter.agency:
        return {}
    site = setting.site
    told = [
        Told(line, site.absolute(urls.record_url(line.id)), recorder.kind(line), recorder.owner(line).text)
        for line in lines
    ]
    return {
        path: stage(staging, path, raw, setting)
        for path, raw in (
            (urls.file_of(f"{chapter.address}events.jsonl"), events_jsonl(told)),
            (urls.file_of(f"{chapter.address}events.csv"), events_csv(told)),
        )
    }


def _tallies(places: Sequence[tuple[Path, Share]]) -> dict[Month, dict[tuple[Action, bool], int]]:
    found: dict[Month, dict[tuple[Action, bool], int]] = {}
    for _store, share in places:
        month = found.setdefault(share.month, {(action, inner): 0 for action in Action for inner in (False, True)})
        for action, inner, number in share.tally:
            month[action, inner] += number
    return found


def _newest(places: Sequence[tuple[Path, Share]]) -> list[Bundle]:
    """Return the last bundles of a log, newest first, and read no more shares than can hold one of them."""
    found: list[Bundle] = []
    for store, share in sorted(places, key=lambda place: -place[1].last):
        if len(found) == IN_FEED and found[-1][0].number > share.last:
            break
        told = [*found, *bundles(taken(store, share))]
        found = sorted(told, key=lambda bundle: -bundle[0].number)[:IN_FEED]
    return found


def _feed(owner: Owner, newest: Sequence[Bundle], setting: Setting) -> Feed:
    """Return the feed of a log: one entry for each event of a record, what befell a list's entries in its words."""
    site = setting.site
    page = urls.log_url(agency=owner.slug)
    return Feed(
        tag_uri(site.domain, SINCE, page.strip("/")),
        _("{title}（{site}）").format(title=owner.title(), site=site.name),
        site.absolute(page),
        site.absolute(urls.feed_url(owner.slug)),
        tuple(_entry(owner, bundle, setting) for bundle in newest),
    )


def _entry(owner: Owner, bundle: Bundle, setting: Setting) -> FeedEntry:
    event, site = bundle[0], setting.site
    what = _(SHORT[event.action])
    words = (owner.recorder.kind(event), event.reason or "", told_of_entries(bundle))
    return FeedEntry(
        id=tag_uri(site.domain, f"{event.time.astimezone(SHANGHAI):%Y-%m-%d}", f"log/{event.number}"),
        title=_("{act}：{title}").format(act=what, title=event.title),
        address=site.absolute(urls.record_url(event.id)),
        time=event.time.astimezone(SHANGHAI),
        author=owner.recorder.owner(event).text,
        category=what,
        words="；".join(word for word in words if word),
    )
