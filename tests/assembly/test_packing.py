"""Values that are kept by the hundred thousand come back from their pickles as they were."""

import pickle
from datetime import date

from tests.timing.test_deadlines import RULES
from tests.timing.years import calendar

from disclosure.checking.claims import Claims
from disclosure.model.issue import Issue, Level
from disclosure.timing.deadlines import Deadline, due


def test_a_packed_value_comes_back_equal_and_frozen() -> None:
    """With nested ones inside it, enums and days too."""
    deadline = due(RULES[0], date(2026, 11, 20), calendar())
    values = (
        deadline,
        Issue("content/a.yaml", 1, 2, "rule", "问题", level=Level.WARNING),
        Claims("a.yaml", "a", "decision", "jyj", parties=("甲",), facts=(deadline,)),
    )
    again = pickle.loads(pickle.dumps(values))  # noqa: S301  # our own values
    assert again == values
    assert isinstance(again[0], Deadline)
    assert [hash(one) for one in again] == [hash(one) for one in values]
