"""The pages of compliance: how much was made public in time, what is late or due, gaps, people, reports, downloads."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Annotated

from disclosure.checking.series import Series
from disclosure.model.language import _
from disclosure.outputs.accounts import Account
from disclosure.pages import urls
from disclosure.pages.columns import AGENCIES, COMPLIANCE
from disclosure.pages.compliance_lines import NOTHING, Teller, bar_of, percent_of, rate_line, state_of
from disclosure.pages.compliance_methods import Methods
from disclosure.pages.compliance_views import (
    AgencyStanding,
    DutyList,
    ExpiredLine,
    KeyFigure,
    RateLine,
    ReportLine,
    SeriesLine,
    StaffLine,
)
from disclosure.pages.contracts import Page, Template
from disclosure.pages.filters import LONG, grouped
from disclosure.pages.shelves import Coverage
from disclosure.pages.views import Link, Way
from disclosure.timing.deadlines import Act
from disclosure.timing.rates import Rate
from disclosure.timing.standing import State

REPORT = "annual_report"
FEW, MANY = 20, 100
"""As many duties of one state as the page of the jurisdiction, and that of an agency, lists; a table holds them all."""
LISTS = (
    (State.OVERDUE, "overdue", _("超期未办"), _("最后一天已经过去，还没有办")),
    (State.DUE_SOON, "soon", _("快到期"), _("还来得及，日子已经不多")),
    (State.LATE, "late", _("超期办理"), _("办了，但是晚了，最近的在前")),
    (State.PROVISIONAL, "provisional", _("期限暂定"), _("放假安排还没有公布，期限可能变，不算超期")),
    (State.UNCERTAIN, "uncertain", _("提交时间不可信"), _("提交时间早于前一次，不能算按期")),
)
LOOKS = {State.OVERDUE: "overdue", State.LATE: "lost"}


@dataclass(frozen=True, kw_only=True)
class CompliancePage(Page):
    """How an agency, or the jurisdiction, keeps what the law asks of publishing (compliance.html)."""

    template: Template = "compliance.html"
    agency: Annotated[Link | None, "the agency and the way to its page; None for the jurisdiction"]
    day: Annotated[date | None, "the day as of which all is reckoned, on the jurisdiction's page alone"]
    figures: Annotated[tuple[KeyFigure, ...], "the figures that matter most"]
    agencies: Annotated[tuple[AgencyStanding, ...], "a row for each agency, the worst first; empty for one agency"]
    searched: Annotated[bool, "whether that table is long enough to be searched and sorted by a script"]
    months: Annotated[tuple[RateLine, ...], "the rates of publication of the last two years, the newest month first"]
    years: Annotated[tuple[RateLine, ...], "those of the years before, year by year"]
    rules: Annotated[tuple[RateLine, ...], "the rates of every duty, rule by rule"]
    whole: Annotated[RateLine, "what all duties come to"]
    lists: Annotated[tuple[DutyList, ...], "what is overdue, due soon, late, provisional; states with nothing left out"]
    series: Annotated[
        tuple[SeriesLine, ...], "the series of document numbers in which something is odd, or was explained"
    ]
    sound: Annotated[int, "how many series are not shown, because nothing is odd about them"]
    staff: Annotated[tuple[StaffLine, ...], "how many reviewers there are and should be"]
    expired: Annotated[tuple[ExpiredLine, ...], "officers in post whose certificate has expired"]
    reports: Annotated[tuple[ReportLine, ...], "annual reports; of the jurisdiction those not published in time"]
    missing: Annotated[tuple[tuple[str, date], ...], "the publications that are missing, and since when"]
    owed: Annotated[int, "how many publications are owed"]
    lacking: Annotated[int, "how many of them are missing"]
    coverage: Annotated[Link, "the way to the table of who has published what"]
    about: Annotated[Methods, "how each figure comes about"]
    files: Annotated[tuple[Way, ...], "the figures as files"]
    feed: Annotated[str, "the address of the feed of what falls due"]
    calendar: Annotated[str, "the address of the calendar of what falls due"]


def compliance_page(
    account: Account,
    methods: Methods,
    coverage: Coverage | None,
    day: date | None = None,
    others: Sequence[Account] = (),
) -> CompliancePage:
    """Return the page of one account; `others` are the agencies' accounts, for the page of the jurisdiction."""
    slug, own = account.slug, bool(account.slug)
    here = urls.compliance_url(slug or None)
    names = {one.slug: one.name for one in (others or (account,))}
    teller = Teller(account, names)
    title = _("{agency}公示情况").format(agency=account.name) if own else COMPLIANCE.name
    shown = [one for one in account.series if _odd(one) or (own and one.explained)]
    years, months = _months(account)
    agency = Link(account.name, urls.agency_url(slug)) if own else None
    crumbs = (Link(AGENCIES.name, AGENCIES.address), agency) if agency else ()
    return CompliancePage(
        address=here,
        title=title,
        description=_("{title}：按期公开的比例，超期、快到期的，文号、人员、年报的情况").format(title=title),
        column=COMPLIANCE,
        crumbs=crumbs,
        agency=agency,
        day=day,
        figures=tuple(_figures(account, others)),
        agencies=tuple(_standings(others, teller)),
        searched=len(others) > LONG,
        months=months,
        years=years,
        rules=tuple(_rules(account)),
        whole=rate_line(_("合计"), account.whole, account.whole.counted),
        lists=tuple(_lists(account, teller, MANY if own else FEW)),
        series=teller.series(shown),
        sound=len(account.series) - len(shown),
        staff=teller.staff(account.staff),
        expired=teller.expired(),
        reports=tuple(_reports(account, teller)),
        missing=_missing(coverage) if own else (),
        owed=account.owed,
        lacking=account.lacking,
        coverage=Link(_("公开事项表"), urls.COVERAGE_PAGE),
        about=methods,
        files=tuple(_files(here, account)),
        feed=f"{here}feed.xml",
        calendar=f"{here}deadlines.ics",
    )


def _odd(one: Series) -> bool:
    return bool(one.missing or one.twice or one.disorder)


def _figures(account: Account, others: Sequence[Account]) -> Iterator[KeyFigure]:
    """Yield the figures at the top; a nought is said too, for it is good news."""
    published, states = account.published, account.whole.states
    hint = _("{n} 件中按期 {on_time} 件").format(n=grouped(published.counted), on_time=grouped(published.on_time))
    yield KeyFigure(_("公开按期率"), percent_of(published), hint, "months", "")
    for state, place, title, _hint in sorted(LISTS[:4], key=lambda row: (row[0] not in LOOKS, row[1] != "overdue")):
        number = states[state]
        yield KeyFigure(
            title, grouped(number), _("件"), place if number else "", LOOKS.get(state, "") if number else ""
        )
    yield _counted(_("缺公开事项"), account.lacking, _("应公开 {n} 项").format(n=grouped(account.owed)), "publications")
    yield _counted(_("没有说明的空号"), account.unexplained, _("个"), "numbers")
    if others:
        yield _counted(_("审核人员不足"), account.short_of_reviewers, _("个机关"), "reviewers")
    yield _counted(_("证件过期"), len(account.expired), _("人在岗"), "certificates")


def _counted(text: str, number: int, hint: str, place: str) -> KeyFigure:
    return KeyFigure(text, grouped(number), hint, place if number else "", "overdue" if number else "")


def _standings(others: Sequence[Account], teller: Teller) -> Iterator[AgencyStanding]:
    for one in sorted(others, key=_worst_first):
        states = one.whole.states
        staff = max(one.staff, key=lambda found: found.least, default=None)
        yield AgencyStanding(
            agency=teller.agency(one.slug),
            percent=percent_of(one.published),
            counted=one.published.counted,
            overdue=states[State.OVERDUE],
            late=states[State.LATE],
            soon=states[State.DUE_SOON],
            provisional=states[State.PROVISIONAL],
            lacking=one.lacking,
            unexplained=one.unexplained,
            staff=f"{staff.reviewers}/{staff.least}" if staff else NOTHING,
            short=bool(staff and not staff.enough),
            expired=len(one.expired),
            bar=bar_of(one.published, one.published.counted),
        )


def _worst_first(account: Account) -> tuple[int, int, int, str]:
    states = account.whole.states
    return -states[State.OVERDUE], -states[State.LATE], -account.lacking, account.slug


def _months(account: Account) -> tuple[tuple[RateLine, ...], tuple[RateLine, ...]]:
    """Return the years before the last two as a whole, and the months of those two, the newest first of each."""
    newest = max((year for year, _month in account.months), default=0)
    months = {month: rate for month, rate in account.months.items() if month[0] > newest - 2}
    older: dict[int, Rate] = {}
    for (year, month), found in account.months.items():
        if (year, month) not in months:
            older[year] = Rate((*older.get(year, Rate()).tally, *found.tally))
    most = max((found.counted for found in months.values()), default=0)
    lines = (rate_line(_month(month), months[month], most) for month in sorted(months, reverse=True))
    whole = max((found.counted for found in older.values()), default=0)
    before = (rate_line(_("{year}年").format(year=year), older[year], whole) for year in sorted(older, reverse=True))
    return tuple(before), tuple(lines)


def _month(month: tuple[int, int]) -> str:
    return _("{year}年{month}月").format(year=month[0], month=month[1])


def _rules(account: Account) -> Iterator[RateLine]:
    """Yield what comes of each rule, the one that most duties are by first."""
    most = max((found.counted for found in account.rules.values()), default=0)
    for _rule, found in sorted(account.rules.items(), key=lambda pair: (-pair[1].counted, pair[0])):
        own = _("{act}（本件另有规定）").format(act=_(found.act.value))
        yield rate_line(found.name or own, found, most)


def _lists(account: Account, teller: Teller, few: int) -> Iterator[DutyList]:
    for state, place, title, hint in LISTS:
        found = account.standing(state)
        if found:
            latest = state in {State.LATE, State.UNCERTAIN}
            ordered = sorted(found, key=lambda one: (one.duty.deadline.day, one.duty.record), reverse=latest)
            lines = tuple(teller.duty(one) for one in islice(ordered, few))
            rest = len(found) - len(lines)
            yield DutyList(place, title, hint, LOOKS.get(state, "open"), len(found), rest, latest, lines)


def _reports(account: Account, teller: Teller) -> Iterator[ReportLine]:
    """Yield the annual reports, the newest first; of the jurisdiction those not in time, what is overdue before all."""
    found: dict[tuple[int, str], dict[Act, tuple[str, str]]] = {}
    records: dict[tuple[int, str], Link] = {}
    for one in account.report.owed:
        if one.duty.kind == REPORT and one.duty.act in {Act.PUBLISH, Act.SUBMIT}:
            key = (one.duty.deadline.start.year, one.duty.agency)
            found.setdefault(key, {})[one.duty.act] = state_of(one)
            records[key] = teller.duty(one).record
    lines = []
    for (year, agency), said in sorted(found.items(), key=lambda pair: (-pair[0][0], pair[0][1])):
        published, sent = (said.get(act, (NOTHING, "standing")) for act in (Act.PUBLISH, Act.SUBMIT))
        if account.slug or {published[1], sent[1]} & {"overdue", "lost", "open"}:
            lines.append(ReportLine(year, teller.agency(agency), records[year, agency], *published, *sent))
    yield from lines if account.slug else sorted(lines, key=_not_overdue)


def _not_overdue(line: ReportLine) -> bool:
    return "overdue" not in {line.published_tone, line.sent_tone}


def _missing(coverage: Coverage | None) -> tuple[tuple[str, date], ...]:
    cells = coverage.cells if coverage else ()
    return tuple((cell.title, cell.missing) for cell in cells if cell.missing)


def _files(here: str, account: Account) -> Iterator[Way]:
    yield Way(_("全部数字（JSON）"), _("与 ./portal deadlines --format json 的结果一致"), f"{here}figures.json")
    yield Way(_("各月按期率（CSV）"), _("每个机关、每个月一行"), f"{here}months.csv")
    listed = _("超期、快到期、暂定的（CSV）") if account.slug else _("超期未办、快到期、暂定的（CSV）")
    yield Way(listed, _("逐项列出，写明依据和地址"), f"{here}duties.csv")
    if not account.slug:
        yield Way(_("各机关汇总（CSV）"), _("每个机关一行"), f"{here}agencies.csv")
        yield Way(_("文号核对（CSV）"), _("每个字号、每一年一行"), f"{here}numbers.csv")
        yield Way(_("公开事项（CSV）"), _("每个机关、每一项一行"), urls.COVERAGE)
        for year in late_years(account):
            title = _("{year}年起算、超期办理的（CSV）").format(year=year)
            yield Way(title, _("逐项列出"), late_url(year))


def late_years(account: Account) -> list[int]:
    """Return the years in which the limit of something began that was done too late, the newest first."""
    return sorted({one.duty.deadline.start.year for one in account.standing(State.LATE)}, reverse=True)


def late_url(year: int) -> str:
    """Return the address of the jurisdiction's table of what was done too late, its limit begun in a year."""
    return f"{urls.COMPLIANCE}late-{year:04}.csv"
