"""What the demonstration holds: invented, complete, large enough, without a fault at any step."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

from tests.intake.demonstrated import IMPORTED, PROJECT, content, decisions, documents, history, sources

from disclosure.checking.across import check_across, claims
from disclosure.checking.counting import added, count, typed
from disclosure.checking.gate import Gate, Rules
from disclosure.checking.references import Referrer
from disclosure.checking.reports import as_text
from disclosure.checking.statistics import Statistics
from disclosure.history.repository import History
from disclosure.intake.demo import planned
from disclosure.intake.demo_steps import read_steps
from disclosure.model.credit_code import CreditCode
from disclosure.model.issue import Issue
from disclosure.model.kinds import KINDS, Kind, kind_of
from disclosure.model.record import Document
from disclosure.reading.documents import locate, read_document

__all__ = ["content", "history"]


TODAY = date(2026, 11, 20)
FEWEST = 3
SETTINGS = (
    "portal.yaml",
    "rules/required.yaml",
    "rules/publicity.yaml",
    "rules/staffing.yaml",
    "rules/withdrawals.yaml",
)


TYPES = {
    *("permit", "penalty", "coercion", "inspection", "levy", "fee"),
    *("requisition", "payment", "confirmation", "reward", "ruling", "other"),
}


def test_nothing_is_published_before_it_was_decided(history: History) -> None:
    """A decision becomes public on its day or later, and before today."""
    for path, data in decisions().items():
        decided = date.fromisoformat(str(data["decision_date"]))
        assert decided <= history.events[path][0].moment.time.date() < TODAY, path
        assert path.split("/")[3:5] == [f"{decided:%Y}", f"{decided:%m}"], path


def test_every_report_says_what_the_records_come_to() -> None:
    """Cell by cell, as the rules count them; one says more than the site shows, and says why in words."""
    rules = read_document("rules/statistics.yaml", sources().content["rules/statistics.yaml"])
    assert isinstance(rules, Document)
    statistics = Statistics.of(rules.data)
    counted = added(
        count(kind.name, path.split("/")[1], document.data, None, statistics).items()
        for path, document in documents().items()
        if (kind := kind_of(path)) and path.startswith("agencies/")
    )
    differing = {}
    for path, document in documents().items():
        if "/reports/" not in path:
            continue
        said = typed(path.removesuffix(".yaml"), path.split("/")[1], document.data)
        assert said.roles == {"本级政府", "上级主管部门"}, path
        for table, ruled in statistics.tables(said.year).items():
            known = {column for rule in ruled for column in (*rule.known, *rule.sums)}
            found = counted[said.agency, said.year].columns(table)
            for column in sorted(known):
                pair = (said.table(table).get(column, 0), found.get(column, 0))
                if pair[0] != pair[1]:
                    differing[said.agency, table, column] = pair
    assert differing == {("jyj", "acts", "inspection"): (3, 1)}
    assert "年报比本网站的记录多 2 次" in str(documents()["agencies/jyj/reports/2025.yaml"].data["narrative"])


def test_two_decisions_are_late(history: History) -> None:
    """Counted in days of the calendar, two penalties waited longer than any holiday explains."""
    waits = {
        path: (history.events[path][0].moment.time.date() - date.fromisoformat(str(data["decision_date"]))).days
        for path, data in decisions().items()
        if data["type"] in {"permit", "penalty"} and path not in IMPORTED
    }
    late = {path for path, days in waits.items() if days > 14}
    assert late == {
        "agencies/nsx-scjgj/decisions/2026/06/008.yaml",
        "agencies/sthjj/decisions/2025/11/019.yaml",
    }


def test_the_demonstration_is_large_enough() -> None:
    """Ten agencies, eighteen policies, more than sixty decisions of all twelve types, and every kind thrice."""
    kinds = Counter(kind.name for path in documents() if (kind := kind_of(path)))
    assert {name: kinds[name] for name in ("agency", "policy", "decision")} == {
        "agency": 10,
        "policy": 18,
        "decision": 89,
    }
    many = {kind.name for kind in KINDS if "{" in kind.pattern}
    assert {name: kinds[name] for name in sorted(many) if kinds[name] < FEWEST} == {}
    types = Counter(str(data["type"]) for data in decisions().values())
    assert set(types) == TYPES
    assert min(types.values()) >= 2
    assert sum(data.get("publish") is False for data in decisions().values()) == 4
    assert sum("full_text" in data for data in decisions().values()) >= 12


def test_every_credit_code_is_valid_and_of_no_real_region() -> None:
    """Codes have their check digit, and regions begin with 99, which is assigned to nobody."""
    parties = [party for data in decisions().values() for party in data.get("parties", [])]
    agencies = [document.data for path, document in documents().items() if path.endswith("/agency.yaml")]
    codes = [str(each["credit_code"]) for each in [*parties, *agencies] if "credit_code" in each]
    assert [code for code in codes if CreditCode.parse(code).value[2:4] != "99"] == []
    assert {str(agency["credit_code"])[:2] for agency in agencies} == {"11", "12"}
    assert {str(agency["region_code"])[:2] for agency in agencies} == {"99"}


def test_a_sole_trader_has_a_code_of_its_own_kind() -> None:
    """Codes that begin with 92 belong to 个体工商户 and to nobody else."""
    for data in decisions().values():
        for party in data.get("parties", []):
            code = str(party.get("credit_code", ""))
            assert code.startswith("92") == (party["category"] == "个体工商户"), party["name"]


def test_the_portal_says_that_it_is_a_demonstration() -> None:
    """The setting marks every page, and the page about the site says it in words."""
    assert setting("portal.yaml")["demonstration"] is True
    assert "均为虚构" in sources().content["pages/about.md"].decode("utf-8")


def setting(name: str) -> Mapping[str, Any]:
    """Return the fields of a file of content/ that is no record."""
    document = read_document(name, sources().content[name])
    assert isinstance(document, Document)
    return document.data


@cache
def gate() -> Gate:
    """Return the checks, with the rules that content/ itself holds."""
    return Gate(PROJECT / "schemas", rules(TODAY))


@cache
def rules(day: date) -> Rules:
    """Return the data of the rules that content/ itself holds, as of a day."""
    portal, required, publicity, staffing, withdrawals = (setting(name) for name in SETTINGS)
    return Rules(day, portal, required, publicity, allowed={}, staffing=staffing, withdrawals=withdrawals)


def issues_of(read: Mapping[str, Document], changed: Iterable[str], day: date = TODAY) -> list[Issue]:
    """Return the issues that a day would find: of the changed records by themselves, and of all of them together.

    References are followed in the last state alone: on the way, a list may come after what names its entries.
    """
    gate().rules = rules(day)
    found = [issue for path in changed for issue in gate().check(read[path], kind_at(path))]
    referrer = Referrer(gate().schemas, KINDS) if read is documents() else None
    stated = [claims(document, kind_at(path), referrer) for path, document in read.items()]
    across = check_across(stated, KINDS, lambda path, pointer: locate(read[path], pointer), rules(day))
    return sorted({*found, *across})


def kind_at(path: str) -> Kind:
    """Return the kind of a path that is known to be a record's."""
    kind = kind_of(path)
    assert kind is not None
    return kind


def test_the_content_has_no_issue() -> None:
    """Neither an error nor a warning: the demonstration shows how it should be done."""
    assert as_text(issues_of(documents(), documents())) == as_text([])


def test_every_step_leaves_content_that_could_be_published() -> None:
    """After each step, all records together pass every check: no step of the demonstration was ever refused."""
    state: dict[str, Document] = {}
    faulty: dict[str, str] = {}
    for when, files in main_line():
        records = {path: raw for path, raw in files.items() if kind_of(path)}
        for path, raw in records.items():
            state.pop(path, None)
            document = read_document(path, raw) if raw is not None else None
            assert not isinstance(document, tuple), document
            if document:
                state[path] = document
        if found := issues_of(state, records.keys() & state.keys(), date.fromisoformat(when[:10])):
            faulty[when] = as_text(found)
    assert faulty == {}


def main_line() -> list[tuple[str, dict[str, bytes | None]]]:
    """Return what each step did to the files of content/, by its time."""
    commits = planned(read_steps(sources().demo), sources())
    by_time = {f"{commit.when:%Y-%m-%d %H:%M}": commit.files for commit in commits}
    return [
        (step.when, {path.removeprefix("content/"): raw for path, raw in by_time[step.when].items()})
        for step in read_steps(sources().demo)
    ]
