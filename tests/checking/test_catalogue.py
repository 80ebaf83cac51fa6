"""A decision against its agency's review catalogue, condition by condition; who may review it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from disclosure.checking.catalogue import (
    CatalogueItem,
    Officers,
    Reviewable,
    Round,
    Threshold,
    demands,
    reviewers_did_not_handle_the_case,
)
from disclosure.checking.claims import Claims, Everything
from disclosure.model.issue import Issue

ITEM = CatalogueItem(
    number="CF-1",
    type="penalty",
    first="2026-01-01",
    last="2026-12-31",
    matters=frozenset(),
    every=False,
    thresholds=(),
    traits=frozenset(),
)
FINE = Threshold("自然人", "罚款", Decimal(5000), inclusive=True)
DECISION = Reviewable(
    type="penalty",
    day="2026-03-09",
    matter="CF-01",
    parties=frozenset({"自然人"}),
    amounts={},
    traits=frozenset(),
    on_the_spot=False,
    officers=(),
    rounds=(),
)


def fined(yuan: str) -> Reviewable:
    """Return the decision with a fine."""
    return replace(DECISION, amounts={"罚款": Decimal(yuan), "全部金额": Decimal(yuan)})


def test_a_decision_that_meets_no_condition_is_not_reviewed() -> None:
    """An entry without a condition that is met asks for nothing."""
    assert not demands(ITEM, DECISION)


@pytest.mark.parametrize(
    ("inclusive", "yuan", "asked"),
    [(True, "5000", True), (True, "4999.99", False), (False, "5000", False), (False, "5000.01", True)],
)
def test_a_threshold_says_whether_the_amount_itself_belongs_to_it(inclusive: bool, yuan: str, asked: bool) -> None:  # noqa: FBT001
    """含本数 and 不含本数 differ at the amount itself alone."""
    item = replace(ITEM, thresholds=(replace(FINE, inclusive=inclusive),))
    assert demands(item, fined(yuan)) is asked


def test_a_threshold_is_for_its_own_category_of_party() -> None:
    """What a natural person pays is not measured by the threshold of companies, except where one of them is fined."""
    item = replace(ITEM, thresholds=(FINE,))
    company = replace(fined("9000"), parties=frozenset({"法人及非法人组织"}))
    both = replace(company, parties=company.parties | {"自然人"})
    assert not demands(item, company)
    assert demands(item, both)


@pytest.mark.parametrize("trait", ["吊销许可证件", "hearing", "mitigated", "重大公共利益"])
def test_one_trait_is_enough(trait: str) -> None:
    """A kind of penalty, a hearing, a mitigation, a declared ground: each alone asks for the review."""
    item = replace(ITEM, traits=frozenset({"吊销许可证件", "hearing", "mitigated", "重大公共利益"}))
    assert demands(item, replace(DECISION, traits=frozenset({trait})))


def test_everything_is_reviewed_but_what_was_decided_on_the_spot() -> None:
    """一律审核 leaves out the simple procedure."""
    item = replace(ITEM, every=True)
    assert demands(item, DECISION)
    assert not demands(item, replace(DECISION, on_the_spot=True))


@pytest.mark.parametrize(
    "other",
    [
        replace(DECISION, type="permit"),
        replace(DECISION, day="2025-12-31"),
        replace(DECISION, day="2027-01-01"),
        replace(DECISION, matter="CF-02"),
    ],
)
def test_an_entry_is_for_its_type_its_time_and_its_matters(other: Reviewable) -> None:
    """A decision of another type, before or after, or of another matter is not asked for."""
    item = replace(ITEM, every=True, matters=frozenset({"CF-01"}))
    assert demands(item, DECISION)
    assert not demands(item, other)


def issues(reviewer: str) -> list[Issue]:
    """Return what is said of a decision with one officer and one round of review."""
    officers = Claims(
        "agencies/jyj/officers.yaml",
        "agencies/jyj/officers",
        "officer",
        "jyj",
        facts=(Officers({"示99000000012": "林知夏"}),),
    )
    rounds = (Round("示教法审〔2026〕5号", "2026-03-02", "同意", "何敏", reviewer),)
    name = "agencies/jyj/decisions/2026/03/012"
    decided = replace(DECISION, officers=("示99000000012",), rounds=rounds)
    decision = Claims(f"{name}.yaml", name, "decision", "jyj", facts=(decided,))
    return list(reviewers_did_not_handle_the_case(Everything([officers, decision], {}, {}, lambda *_place: (9, 1))))


def test_nobody_reviews_a_case_that_they_handled() -> None:
    """Where the name behind a certificate is known, it may not be that of a reviewer."""
    (issue,) = issues("林知夏")
    assert str(issue) == (
        "content/agencies/jyj/decisions/2026/03/012.yaml:9:1 法制审核（reviews[0].second_reviewer）："
        "「林知夏」是本案的执法人员；审核人不能是办案人员；请核对"
    )
    assert issues("武鸣") == []
