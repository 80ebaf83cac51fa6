"""An edition that was read, held against the branch that it shall go into."""

from disclosure.assembly.bench import Bench
from disclosure.assembly.planning import Plan
from disclosure.checking.branch.comparison import Comparison
from disclosure.checking.branch.rules import check_branch
from disclosure.history.base import compare
from disclosure.model.issue import Issue


def held_against(plan: Plan, base: str, judged: tuple[Issue, ...]) -> tuple[Comparison, list[Issue]]:
    """Return what differs from the merge base with `base`, and what of it may not be; GongshiError as `compare`."""
    setting = plan.setting
    comparison = compare(setting.content, plan.history, base, setting.kinds)
    withdrawals = dict(setting.rules.get("withdrawals", {}))
    gate = Bench.of(setting).gate
    return comparison, check_branch(comparison, gate, setting.kinds, withdrawals, setting.as_of, judged)
