"""Annual reports across all parts: those that are missing, and what those that are there say less than the records."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from disclosure.assembly.order import Setting
from disclosure.assembly.outcomes import Outcome, rows_of
from disclosure.checking.counting import ROLES, UNKNOWN, Figures, Typed, added, table_sum
from disclosure.checking.figures import NOT_COUNTED, SUMMED
from disclosure.checking.statistics import Statistics
from disclosure.model.issue import Issue, Level
from disclosure.model.language import _
from disclosure.model.public import PublicRecord, Row, Status
from disclosure.model.record import Pointer
from disclosure.pages.filters import SHANGHAI
from disclosure.reading.schemas import Schemas, load_schemas
from disclosure.timing.deadlines import Act, Deadline, Facts, Timing

KIND = "annual_report"
DECISION = "decision"
ENTRUSTED = "受委托组织"
DECEMBER, LAST = 12, 31
Locate: TypeAlias = Callable[[str, Pointer], tuple[int, int]]


def report_issues(outcomes: Sequence[Outcome], setting: Setting, locate: Locate) -> Iterator[Issue]:
    """Yield a warning for each report that is missing after its day, and for what a report says too little."""
    figures = added(outcome.counts for outcome in outcomes)
    typed = [one for outcome in outcomes for one in outcome.typed]
    timing = setting.timing()
    yield from _missing(outcomes, timing, setting.as_of)
    schemas = load_schemas(setting.schemas)
    statistics = Statistics.of(setting.rules.get("statistics", {}))
    for one in sorted(typed, key=lambda one: one.id):
        counted = figures.get((one.agency, one.year), Figures(one.agency, one.year))
        yield from _too_little(one, counted, statistics, schemas, locate)
        yield from _unreported(one, timing, setting.as_of, locate)


def _missing(outcomes: Sequence[Outcome], timing: Timing, as_of: date) -> Iterator[Issue]:
    """Yield a warning for each report that an agency owes and that is not there after its day."""
    rows = rows_of(outcomes, KIND)
    there = {(row.agency, row.id.rpartition("/")[2]) for row in rows if _stands(row)}
    for agency, year in owed_reports(outcomes, as_of):
        deadline = _deadline(year, Act.PUBLISH, timing)
        if deadline is None or as_of <= deadline.day or (agency.agency, str(year)) in there:
            continue
        problem = _("{agency}没有 {year} 年度的行政执法统计年报，{day} 以前就应当公开").format(
            agency=agency.title, year=year, day=deadline.day.isoformat()
        )
        remedy = _("请用 ./portal report {slug} {year} 起草").format(slug=agency.agency, year=year)
        place = f"content/agencies/{agency.agency}"
        yield Issue(place, 0, 0, "report-missing", problem, remedy, level=Level.WARNING)


def owed_reports(outcomes: Sequence[Outcome], as_of: date) -> Iterator[tuple[PublicRecord, int]]:
    """Yield the years of which each agency owes a report, by agency, whether it is there or not."""
    agencies = [record for outcome in outcomes for record in outcome.agencies]
    began = _began(outcomes)
    for agency in sorted(agencies, key=lambda record: record.id):
        for year in _owed(agency, began.get(agency.agency), as_of):
            yield agency, year


def _began(outcomes: Sequence[Outcome]) -> Mapping[str | None, int]:
    """Return the year in which each agency first published a decision here, by folder name."""
    found: dict[str | None, int] = {}
    for outcome in outcomes:
        owners = {pile.agency for pile in outcome.piles if pile.kind == DECISION}
        if outcome.began is not None:
            found |= {owner: min(found.get(owner, outcome.began), outcome.began) for owner in owners}
    return found


def _stands(row: Row) -> bool:
    return row.status is Status.PUBLISHED


def _owed(agency: PublicRecord, began: int | None, as_of: date) -> Iterable[int]:
    """Return the years that an agency owes a report of.

    They begin with the year in which it first published a decision here itself, at the latest with the first whole
    year in which it stood on the site; an organisation that acts in another's name reports through it.
    """
    if agency.status is not Status.PUBLISHED or agency.fields.get("category") == ENTRUSTED:
        return ()
    stood = whole_year(agency.published_at.astimezone(SHANGHAI).date()) if agency.published_at else None
    first = min((year for year in (stood, began) if year is not None), default=as_of.year)
    until = agency.fields.get("until")
    last = min(as_of.year, int(until[:4]) + 1) if isinstance(until, str) else as_of.year
    return range(first, last)


def whole_year(day: date) -> int:
    """Return the first year that is whole from a day on: its own where the day is the first of January."""
    return day.year if day.timetuple().tm_yday == 1 else day.year + 1


def _deadline(year: int, act: Act, timing: Timing) -> Deadline | None:
    return timing.governing(Facts(KIND, act, region=timing.region), date(year, DECEMBER, LAST))


def _unreported(one: Typed, timing: Timing, as_of: date, locate: Locate) -> Iterator[Issue]:
    """Yield a warning where a report that is due does not say when it went to both authorities."""
    deadline = _deadline(one.year, Act.SUBMIT, timing)
    missing = [role for role in ROLES if role not in one.roles]
    if deadline is None or as_of <= deadline.day or not missing:
        return
    problem = _("没有写明哪天报送了{roles}").format(roles="、".join(missing))
    remedy = _("{day} 以前应当报送；请在 reported 里写明受报机关（authority）、role 和日期").format(
        day=deadline.day.isoformat()
    )
    place = (f"content/{one.id}.yaml", *locate(f"{one.id}.yaml", ("reported",)))
    yield Issue(*place, "report-not-sent", problem, remedy, "reported", _("报送"), Level.WARNING)


def _too_little(
    one: Typed, figures: Figures, statistics: Statistics, schemas: Schemas, locate: Locate
) -> Iterator[Issue]:
    """Yield a warning for each cell in which the records come to more than the report says (瞒报、漏报)."""
    path = f"{one.id}.yaml"
    for table, rules in statistics.tables(one.year).items():
        written, columns = one.table(table), figures.columns(table)
        sums = {column for rule in rules for column in rule.sums}
        pairs = [(column, written.get(column), number) for column, number in columns.items() if column != UNKNOWN]
        if table in SUMMED and written:
            said = sum((number for column, number in written.items() if column not in NOT_COUNTED), Decimal(0))
            pairs.append(("total", said, table_sum(columns, sums)))
        for column, number, found in sorted(pairs, key=lambda pair: pair[0]):
            if (number or 0) >= found:
                continue
            pointer: Pointer = (table, column) if column in written else (table,) if written else ()
            title = schemas.title(KIND, (table, column))
            told = _("没有写，记录里有 {found}") if number is None else _("写的是 {number}，记录里有 {found}")
            problem = told.format(number=_plain(number or Decimal(0)), found=_plain(found))
            remedy = _("请核对；怎样数的，写在年报的网页上和 rules/statistics.yaml 里")
            field = f"{table}.{column}"
            place = (f"content/{path}", *locate(path, pointer))
            yield Issue(*place, "report-too-little", problem, remedy, field, title, Level.WARNING)


def _plain(number: Decimal) -> str:
    return f"{number:,f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:,f}"
