"""Annual reports counted: which records fall into which cell of which table (国办发〔2018〕118号 第六项)."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.checking.counting import Counts, Figures, State, added, count, table_sum
from disclosure.checking.statistics import Statistics
from disclosure.model.record import Document
from disclosure.reading.documents import read_document

PROJECT = Path(__file__).resolve().parents[2]
READ = read_document("rules/statistics.yaml", (PROJECT / "content/rules/statistics.yaml").read_bytes())
assert isinstance(READ, Document)
DATA = READ.data
BY = Statistics.of(DATA)
KINDS = ["警告", "通报批评", "罚款", "没收违法所得", "暂扣许可证件", "责令关闭", "吊销许可证件", "其他-限期拆除"]
TOMBSTONE = {"type": "penalty", "decision_date": "2026-03-01"}


def penalty(*kinds: str, day: str = "2026-03-01", **more: object) -> dict[str, Any]:
    """Return a penalty of some kinds."""
    return {"type": "penalty", "decision_date": day, "penalty": {"kinds": list(kinds), **more}}


def act(kind: str, day: str = "2026-05-06", **fields: object) -> dict[str, Any]:
    """Return a decision of another type with what its own section says."""
    return {"type": kind, "decision_date": day, kind: fields}


def withdrawn(code: str) -> dict[str, Any]:
    """Return what is left of a withdrawn penalty."""
    return {**TOMBSTONE, "withdrawal": {"reason_code": code}}


def figures(*counted: Counts, year: int = 2026) -> Figures:
    """Return what counts of one agency come to in a year."""
    return added(one.items() for one in counted).get(("jyj", year), Figures("jyj", year))


def of(*records: Mapping[str, Any], kind: str = "decision", year: int = 2026, by: Statistics = BY) -> Figures:
    """Return what the records of one agency come to in a year."""
    return figures(*(count(kind, "jyj", record, None, by) for record in records), year=year)


TOWN = (
    penalty("警告"),
    penalty("警告", "罚款", fine=5000),
    penalty("罚款", "没收违法所得", fine=Decimal("1200.5"), confiscated=300),
    penalty("没收非法财物"),
    penalty("吊销许可证件", "罚款", fine=80000),
    penalty("其他-限期拆除", "警告"),
    penalty("其他-限期拆除"),
    penalty("罚款", fine=100, day="2025-12-31"),
    {**TOMBSTONE, "publish": False, "reason_code": "国家秘密"},
    act("permit", result="准予"),
    act("permit", result="变更"),
    act("permit", result="延续"),
    act("permit", result="不予"),
    act("permit", result="撤销"),
    act("permit", result="注销"),
    act("coercion", measures=["查封场所、设施或者财物", "扣押财物"]),
    act("coercion", measures=["限制公民人身自由"]),
    act("coercion", measures=["申请法院强制执行"]),
    act("levy", amount=1000),
    act("fee", amount=Decimal("20.5")),
    act("inspection", finding="未发现问题"),
    act("reward", amount=3000),
    act("reward", honour="先进"),
)
"""The year of a small town, with one decision of the last day of the year before."""


def test_the_tables_of_a_small_town() -> None:
    """Each decision is counted once, under the heaviest kind; amounts are those of the decisions."""
    found = of(*TOWN)
    assert found.columns("penalty") == {
        "warning": 2,
        "fine": 1,
        "confiscation": 2,
        "revocation": 1,
        "other": 1,
        "": 1,
        "amount": Decimal("86500.5"),
    }
    assert found.columns("permit") == {"granted": 3, "refused": 1, "revoked": 1}
    assert found.columns("coercion") == {"sealing": 1, "seizure": 1, "other_measure": 1, "court": 1}
    assert found.columns("acts") == {
        "levy": 2,
        "levy_amount": Decimal("1020.5"),
        "inspection": 1,
        "reward": 2,
        "reward_amount": 3000,
    }
    assert of(*TOWN, year=2025).columns("penalty") == {"fine": 1, "amount": 100}
    assert found.states("penalty", {"amount"}) == {State.PUBLIC: 7, State.WITHHELD: 1}


def test_the_ladder_is_that_of_the_day_of_the_decision() -> None:
    """Before 15 July 2021 closing down weighed more than 暂扣, and public criticism was no kind of its own."""
    kinds = ("通报批评", "警告")
    assert of(penalty(*kinds, day="2021-07-14"), year=2021).columns("penalty") == {"warning": 1}
    assert of(penalty(*kinds, day="2021-07-15"), year=2021).columns("penalty") == {"criticism": 1}


@pytest.mark.parametrize("code", ["撤销", "确认违法", "公示期满", "信用修复", "隐私"])
def test_what_was_withdrawn_counts_as_it_was_decided(code: str) -> None:
    """Overturned later, or off the site by its period: the decision was made in that year."""
    found = figures(count("decision", "jyj", withdrawn(code), {**penalty("罚款", fine=500), "matter": "CF-01"}, BY))
    assert found.columns("penalty") == {"fine": 1, "amount": 500}
    assert found.states("penalty", {"amount"}) == {State.WITHDRAWN: 1}
    assert found.matters("penalty", {"amount"}) == {"": 1}


def test_what_should_never_have_been_published_counts_nothing() -> None:
    """Published twice, or a draft: there was no such decision."""
    assert count("decision", "jyj", withdrawn("发布错误"), penalty("罚款"), BY) == {}


def test_where_the_rules_leave_out_the_overturned_they_are_left_out() -> None:
    """Whether what was overturned counts is data; what only came to its period counts all the same."""
    other = Statistics.of({**DATA, "overturned_count": False})
    assert count("decision", "jyj", withdrawn("撤销"), penalty("罚款"), other) == {}
    assert len(count("decision", "jyj", withdrawn("公示期满"), penalty("罚款"), other)) == 1


def test_a_withdrawn_decision_whose_old_version_is_gone_counts_in_the_sum_alone() -> None:
    """Nobody can tell its kind any more; that there was one, everybody can."""
    found = figures(count("decision", "jyj", withdrawn("撤销"), None, BY))
    assert found.columns("penalty") == {"": 1}
    assert table_sum(found.columns("penalty"), {"amount"}) == 1


def test_what_is_collected_is_in_no_record() -> None:
    """Where a portal reports what was paid in, the amount is left to the clerk."""
    paid = Statistics.of({**DATA, "amount": "入库金额"})
    assert of(penalty("罚款", fine=5), by=paid).columns("penalty") == {"fine": 1}


def test_of_a_random_inspection_each_object_counts_once() -> None:
    """One object with a finding is one inspection, on its own day; one that ended in a decision is counted there."""
    result = {
        "finished_on": "2026-01-10",
        "parties": [
            {"name": "甲", "finding": "未发现问题"},
            {"name": "乙", "finding": "未发现问题", "checked_on": "2025-12-30"},
            {"name": "丙", "finding": "发现问题待后续处理", "decision": "012"},
            {"name": "丁"},
        ],
    }
    assert of(result, kind="inspection_result").columns("acts") == {"inspection": 1}
    assert of(result, kind="inspection_result", year=2025).columns("acts") == {"inspection": 1}


def test_an_enforcement_counts_in_the_year_in_which_it_was_completed() -> None:
    """A measure and an application to the court count when they are decided; what is not completed is not counted."""
    made = ["查封场所、设施或者财物", "加处罚款或者滞纳金", "申请法院强制执行"]
    done = act("coercion", "2025-12-20", measures=made, completed_on="2026-02-03")
    assert of(done, year=2025).columns("coercion") == {"sealing": 1, "court": 1}
    assert of(done).columns("coercion") == {"surcharge": 1}
    assert of(act("coercion", measures=["代履行", "其他-拆除"])).columns("coercion") == {"other_measure": 1}
    withheld = {"type": "coercion", "decision_date": "2026-03-01", "publish": False}
    assert of(withheld).columns("coercion") == {"": 1}


def test_matters_are_counted_by_their_ids() -> None:
    """A code means the agency's own list; what names none stands apart."""
    one = {**penalty("罚款"), "matter": "CF-01"}
    found = of(one, one, {**one, "matter": "agencies/scjgj/matters#CF-02"}, penalty("罚款"))
    assert found.matters("penalty", {"amount"}) == {
        "": 1,
        "agencies/jyj/matters#CF-01": 2,
        "agencies/scjgj/matters#CF-02": 1,
    }


def test_what_no_rule_knows_counts_nothing() -> None:
    """A day before the rules, a day that is none, another kind of record, no rules at all."""
    assert count("decision", "jyj", penalty("罚款", day="2018-12-04"), None, BY) == {}
    assert count("decision", "jyj", penalty("罚款", day="2026-02-30"), None, BY) == {}
    assert count("policy", "jyj", penalty("罚款"), None, BY) == {}
    assert count("decision", "jyj", penalty("罚款"), None, Statistics.of({})) == {}


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(KINDS), max_size=4, unique=True),
            st.sampled_from(["2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"]),
            st.integers(0, 10**7),
            st.sampled_from(["", "withheld", "撤销", "公示期满"]),
        )
    )
)
def test_totals_add_up(made: list[tuple[list[str], str, int, str]]) -> None:
    """In every year the columns of table 一 are as many as its decisions, by state and by matter too."""
    counted = []
    for kinds, day, fine, fate in made:
        whole = penalty(*kinds, day=day, fine=fine)
        data = {"type": "penalty", "decision_date": day}
        if fate == "withheld":
            counted.append(count("decision", "jyj", {**data, "publish": False}, None, BY))
        elif fate:
            counted.append(count("decision", "jyj", {**data, "withdrawal": {"reason_code": fate}}, whole, BY))
        else:
            counted.append(count("decision", "jyj", whole, None, BY))
    for year in (2025, 2026, 2027):
        found = figures(*counted, year=year)
        within = [one for one in made if one[1].startswith(str(year))]
        sums = {"amount"}
        assert table_sum(found.columns("penalty"), sums) == len(within)
        assert sum(found.states("penalty", sums).values()) == len(within)
        assert sum(found.matters("penalty", sums).values()) == len(within)
        fines = sum(fine for _kinds, _day, fine, fate in within if fate != "withheld")
        assert found.columns("penalty").get("amount", 0) == fines
