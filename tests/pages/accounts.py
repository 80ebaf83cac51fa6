"""Invented accounts for the tests of the pages of compliance: something of everything that they can tell."""

from collections import Counter
from dataclasses import replace
from datetime import date

from tests.pages.town import COVERAGE, EDITION, FACTS, decision
from tests.timing.test_deadlines import PENALTY, RULES
from tests.timing.years import calendar, day

from disclosure.checking.series import Series
from disclosure.outputs.accounts import Account, Expired, Source, Staff
from disclosure.outputs.duties import DutyReport
from disclosure.pages.compliance_methods import Grounds, Methods
from disclosure.pages.compliance_page import CompliancePage, compliance_page
from disclosure.pages.urls import record_url
from disclosure.timing.deadlines import Act, Facts, governing
from disclosure.timing.duties import Duty, Owed
from disclosure.timing.rates import pace_of
from disclosure.timing.standing import Done, standing

AS_OF = date(2027, 1, 31)
RECORD = decision("012").id
SOURCE = Source("示例市行政执法公示办法", "第八条", "示政办发〔2026〕8号")
GROUNDS = Grounds(*[(SOURCE,)] * len(Grounds._fields))


def owed(start: str, done: str = "", facts: Facts = PENALTY, record: str = RECORD, *, doubtful: bool = False) -> Owed:
    """Return a duty that began on a day, with where it stands at the end of January 2027."""
    deadline = governing(facts, day(start), RULES, calendar())
    assert deadline
    act = Done(day(done) if done else None, doubtful=doubtful)
    duty = Duty(record, "jyj", facts.kind, deadline, act)
    return Owed(duty, standing(deadline, act, AS_OF, calendar()))


REPORT = Facts("annual_report", Act.PUBLISH)
DUTIES = (
    owed("2026-11-02", "2026-11-20"),
    owed("2026-12-07", record="示教罚〔2026〕31号"),
    owed("2026-12-28"),
    owed("2026-12-30"),
    owed("2023-05-08", "2023-06-20"),
    owed("2026-03-02", "2026-03-05", doubtful=True),
    owed("2025-12-31", facts=REPORT, record="agencies/jyj/reports/2025"),
    owed("2026-12-31", facts=REPORT, record="agencies/jyj/reports/2026"),
    owed("2026-12-29", facts=Facts("objection", Act.CORRECT), record="agencies/jyj/objections#2026-003"),
)
IN_TIME = (owed("2026-11-09", "2026-11-12"), owed("2026-10-12", "2026-10-20"))
SERIES = (
    Series("jyj", "示教罚", 2026, 1, 40, 30, ((4, 7), (9, 9)), ((12, 14),), (20,), ((30, 31), (33, 34))),
    Series("jyj", "示教许", 2026, 1, 9, 9),
)


def account(**changes: object) -> Account:
    """Return the account of the education bureau with some facts changed."""
    settled = Counter(pace_of(one, calendar()) for one in IN_TIME)
    titles = {
        RECORD: "示例市晨光教育咨询有限公司擅自招收学生开展学科培训案",
        "agencies/jyj/objections#2026-003": "信息错误",
    }
    report = DutyReport(AS_OF, DUTIES, {"jyj": FACTS.name}, titles, SERIES, settled=settled, calendar=calendar())
    made = Account(
        "jyj",
        FACTS.name,
        report,
        (Staff("jyj", 41, 2, 3, 5, (SOURCE,)),),
        (Expired("jyj", "agencies/jyj/officers#示99000000424", "林知远", "执法科", date(2026, 6, 30), "正在换证"),),
        COVERAGE.owed,
        COVERAGE.lacking,
        {RECORD: record_url(RECORD)},
        {"jyj": "/agencies/jyj/officers/"},
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # any field of an account


def own_page(made: Account | None = None) -> CompliancePage:
    """Return the page of the education bureau."""
    return compliance_page(made or account(), Methods(GROUNDS, "jyj"), COVERAGE)


def whole_page(others: int = 1) -> CompliancePage:
    """Return the page of the jurisdiction with some agencies."""
    agencies = [account(), *(account(slug=f"ju{number:02}", name=f"示例市第{number}局") for number in range(1, others))]
    return compliance_page(account(slug="", name="示例市"), Methods(GROUNDS), None, EDITION.as_of, agencies)
