"""The pages and files of compliance: an account for each agency and one for all, written anew where it has changed."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

from disclosure.assembly.awaited import awaited
from disclosure.assembly.bench import renderer_of
from disclosure.assembly.manifest import Made
from disclosure.assembly.needs import Needs
from disclosure.assembly.order import Setting, digest_of
from disclosure.assembly.outcomes import Outcome, claims_of, rows_of
from disclosure.assembly.owing import notable, settled
from disclosure.assembly.planning import Plan
from disclosure.assembly.scanning import targets
from disclosure.assembly.staging import stage
from disclosure.checking.completeness import in_force
from disclosure.checking.staffing import strengths
from disclosure.model.language import _
from disclosure.model.public import Row, Status
from disclosure.outputs.account_files import (
    Addressed,
    agencies_csv,
    duties_csv,
    feed_entries,
    figures_json,
    months_csv,
    numbers_csv,
)
from disclosure.outputs.accounts import Account, Expired, Source, Staff
from disclosure.outputs.duties import TOLD, DutyReport
from disclosure.outputs.duty_forms import as_ical
from disclosure.outputs.feeds import Feed, atom, tag_uri
from disclosure.pages import urls
from disclosure.pages.compliance_methods import Grounds, Methods
from disclosure.pages.compliance_page import compliance_page, late_url, late_years
from disclosure.pages.filters import SHANGHAI
from disclosure.pages.shelves import Coverage
from disclosure.pages.validity import Standing, certificate_validity
from disclosure.timing.deadlines import OWN_RULE, Act
from disclosure.timing.duties import Owed
from disclosure.timing.rates import Tally, by_agency
from disclosure.timing.standing import State

SINCE = datetime(2026, 1, 1, tzinfo=SHANGHAI)
"""The time of a feed in which nothing is due."""
OFFICERS = "officer"


@dataclass(frozen=True)
class Books:
    """Everything that the accounts are drawn from: the agencies' own, and the whole."""

    whole: Account
    agencies: tuple[Account, ...]
    grounds: Grounds

    @classmethod
    def of(cls, outcomes: Sequence[Outcome], plan: Plan, needs: Needs) -> "Books":
        """Draw up the accounts of what the parts have left."""
        setting = plan.setting
        listed = [*notable(needs.ledgers), *awaited(outcomes, setting, plan.files)]
        wanted = sorted({one.duty.record for one in listed})
        rows = {name: row for name in wanted if (row := needs.web.rows.get(name))}
        owed = tuple(_unsaid(one, rows.get(one.duty.record)) for one in listed)
        counted = settled(outcomes)
        names = {slug: facts.name for slug, facts in needs.agencies.items()}
        whole = Account(
            slug="",
            name=setting.site.jurisdiction or setting.site.name,
            report=DutyReport(
                setting.as_of,
                owed,
                names,
                {name: row.title for name, row in sorted(rows.items())},
                tuple(one for slug in sorted(needs.series) for one in needs.series[slug]),
                settled=counted,
                calendar=setting.calendar,
            ),
            staff=tuple(_staff(outcomes, setting)),
            expired=tuple(_expired(outcomes, setting.as_of)),
            owed=sum(one.owed for one in needs.coverage.values()),
            lacking=sum(one.lacking for one in needs.coverage.values()),
            addresses={name: urls.record_url(name) for name in sorted(rows)},
            gaps=_gaps(outcomes),
        )
        grounds = _grounds(setting)
        return cls(whole, tuple(_parts(whole, by_agency(counted), needs)), grounds)


def _gaps(outcomes: Sequence[Outcome]) -> dict[str, str]:
    """Return where each agency explains the gaps in its numbers."""
    rows = rows_of(outcomes, "number_gap")
    return {row.agency or "": urls.record_url(row.id) for row in rows if row.status is Status.PUBLISHED}


def _unsaid(one: Owed, row: Row | None) -> Owed:
    """Return a duty without what a record that is public no more stated of its own limit: its law goes with it."""
    deadline = one.duty.deadline
    basis = () if deadline.rule.id == OWN_RULE else deadline.rule.basis
    if row is None or row.status is Status.PUBLISHED or deadline.basis == basis:
        return one
    return one._replace(duty=one.duty._replace(deadline=replace(deadline, basis=basis)))


def _parts(whole: Account, counted: Mapping[str, Tally], needs: Needs) -> Iterator[Account]:
    """Yield the account of each agency."""
    owed: dict[str, list[Owed]] = defaultdict(list)
    for one in whole.report.owed:
        owed[one.duty.agency].append(one)
    for slug in sorted(needs.agencies):
        mine = tuple(owed[slug])
        ids = {one.duty.record for one in mine}
        titles = {name: whole.report.titles[name] for name in sorted(ids & whole.report.titles.keys())}
        coverage = needs.coverage.get(slug)
        yield Account(
            slug=slug,
            name=needs.agencies[slug].name,
            report=replace(
                whole.report,
                owed=mine,
                titles=titles,
                series=needs.series.get(slug, ()),
                settled=counted.get(slug, {}),
            ),
            staff=tuple(one for one in whole.staff if one.agency == slug),
            expired=tuple(one for one in whole.expired if one.agency == slug),
            owed=coverage.owed if coverage else 0,
            lacking=coverage.lacking if coverage else 0,
            addresses={name: whole.addresses[name] for name in titles},
            gaps={slug: whole.gaps[slug]} if slug in whole.gaps else {},
        )


def _staff(outcomes: Sequence[Outcome], setting: Setting) -> Iterator[Staff]:
    claims = list(claims_of(outcomes, frozenset({OFFICERS, "reviewer"})))
    for one in strengths(claims, setting.rules.get("staffing", {}), setting.as_of):
        if not one.listed.withdrawn:
            percent, sources = int(one.row["percent"]), _sources([one.row])
            yield Staff(one.listed.agency or "", one.officers, one.reviewers, one.least, percent, sources)


def _expired(outcomes: Sequence[Outcome], as_of: date) -> Iterator[Expired]:
    today = as_of.isoformat()
    for person in (person for outcome in outcomes for person in outcome.people if person.kind == OFFICERS):
        if certificate_validity(person.fields, today).standing is Standing.EXPIRED:
            last = date.fromisoformat(str(person.fields["valid_until"]))
            unit, renewal = (str(person.fields.get(key, "")) for key in ("unit", "renewal"))
            yield Expired(person.agency or "", person.id, person.title, unit, last, renewal)


def _grounds(setting: Setting) -> Grounds:
    """Return the laws that the figures rest on, as the rules in force name them."""
    rules, as_of = setting.rules, setting.as_of
    duties = [row for row in rules.get("deadlines", {}).get("deadlines", ()) if in_force(row, as_of)]
    staffing, required = rules.get("staffing", {}), rules.get("required", {})
    return Grounds(
        _sources(row for row in duties if row["act"] == Act.PUBLISH.value),
        _sources(duties),
        _sources(row for row in staffing.get("ratios", ()) if in_force(row, as_of)),
        _sources(row for row in staffing.get("officers", ()) if in_force(row, as_of)),
        _sources(row for row in duties if "annual_report" in row.get("kinds", ())),
        _sources(row for row in required.get("publications", ()) if in_force(row, as_of)),
    )


def _sources(rows: Iterable[Mapping[str, Any]]) -> tuple[Source, ...]:
    """Return the laws that some rows of rules cite, each once, in the order in which they are named."""
    found = (
        Source(str(basis["law"]), str(basis.get("article", "")), str(basis.get("document_no", "")))
        for row in rows
        for basis in row["basis"]
    )
    return tuple(dict.fromkeys(found))


def compliance(
    outcomes: Sequence[Outcome], plan: Plan, needs: Needs, old: Mapping[str, Made], staging: Path
) -> Iterator[tuple[str, Made]]:
    """Yield what is made of every account; what has not changed is taken as it stands."""
    books, setting = Books.of(outcomes, plan, needs), plan.setting
    for account in (books.whole, *books.agencies):
        sheet = Sheet(account, books, needs.coverage.get(account.slug), setting, staging)
        yield from _fresh(f"compliance:{account.slug}", sheet.inputs(), old, sheet.made)
    late = Sheet(books.whole, books, None, setting, staging)
    for year in late_years(books.whole):
        done = late.done_late(year)
        inputs = digest_of(setting.digest, books.whole.listed(done))
        yield from _fresh(f"compliance-late:{year}", inputs, old, partial(late.table, year, done))


def _fresh(name: str, inputs: str, old: Mapping[str, Made], make: Callable[[str], Made]) -> Iterator[tuple[str, Made]]:
    yield name, old[name] if name in old and old[name].inputs == inputs else make(inputs)


@dataclass(frozen=True)
class Sheet:
    """What is made of one account: its page, and its figures as files."""

    account: Account
    books: Books
    coverage: Coverage | None
    setting: Setting
    staging: Path

    @property
    def others(self) -> tuple[Account, ...]:
        """The agencies' accounts, for that of the jurisdiction."""
        return () if self.account.slug else self.books.agencies

    @property
    def here(self) -> str:
        """The address of the page."""
        return urls.compliance_url(self.account.slug or None)

    @property
    def site(self) -> Addressed:
        """How files say where things are."""
        return Addressed(self.setting.site.domain, self.setting.site.absolute(""))

    def inputs(self) -> str:
        """Return the digest of everything that the page and the files depend on."""
        mine = (self.account.rates(), self.account.rest(), self.account.listed(self.account.report.owed))
        others = [(one.rates(), one.rest()) for one in self.others]
        day = None if self.account.slug else self.setting.as_of
        return digest_of(self.setting.digest, mine, others, self.books.grounds, self.coverage, day)

    def made(self, inputs: str) -> Made:
        """Write the page and its files."""
        account, day = self.account, None if self.account.slug else self.setting.as_of
        page = compliance_page(account, Methods(self.books.grounds, account.slug), self.coverage, day, self.others)
        html = renderer_of(self.setting).render(page)
        links = tuple(sorted(targets(html.decode(), self.setting.site.base, page.address)))
        return Made(inputs, self._staged({self.here: html, **dict(self._files())}), links)

    def _files(self) -> Iterator[tuple[str, bytes]]:
        account, everybody = self.account, (self.account, *self.others)
        listed = [one for state in TOLD for one in account.standing(state)]
        yield f"{self.here}figures.json", figures_json(account)
        yield f"{self.here}months.csv", months_csv(everybody)
        yield f"{self.here}deadlines.ics", as_ical(account.report).encode()
        yield f"{self.here}feed.xml", atom(self._feed())
        if account.slug:
            yield f"{self.here}duties.csv", duties_csv(account, listed, self.site)
        else:
            now = [one for one in listed if one.standing.state is not State.LATE]
            yield f"{self.here}duties.csv", duties_csv(account, now, self.site)
            yield f"{self.here}agencies.csv", agencies_csv(everybody)
            yield f"{self.here}numbers.csv", numbers_csv(account)

    def _feed(self) -> Feed:
        site = self.setting.site
        return Feed(
            tag_uri(site.domain, str(SINCE.year), self.here.strip("/")),
            _("{name}公示时限：快到期和超期的（{site}）").format(name=self.account.name, site=site.name),
            site.absolute(self.here),
            site.absolute(f"{self.here}feed.xml"),
            feed_entries(self.account, self.here, self.site),
            SINCE,
        )

    def done_late(self, year: int) -> list[Owed]:
        """Return what was done too late, its limit begun in a year."""
        late = self.account.standing(State.LATE)
        return [one for one in late if one.duty.deadline.start.year == year]

    def table(self, year: int, done: Sequence[Owed], inputs: str) -> Made:
        """Write the table of what was done too late, its limit begun in a year."""
        return Made(inputs, self._staged({late_url(year): duties_csv(self.account, done, self.site)}))

    def _staged(self, files: Mapping[str, bytes]) -> dict[str, str]:
        paths = {urls.file_of(address): raw for address, raw in files.items()}
        return {path: stage(self.staging, path, raw, self.setting) for path, raw in paths.items()}
