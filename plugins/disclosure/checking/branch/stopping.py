# ruff: noqa: D401 -- the docstring of a rule is the rule
"""Stopping a publication early (信用修复、提前停止公示): not before its shortest time, and not for every penalty."""

from collections.abc import Iterator, Mapping

from disclosure.checking.branch.comparison import Version
from disclosure.checking.case import Rules, day_of
from disclosure.checking.publicity import stops_early, too_early
from disclosure.checking.remarks import Remark
from disclosure.model.event import Moment
from disclosure.timing.periods import first_shown


def stopped_too_early(pair: Version, rules: Rules, begun: Moment | None) -> Iterator[Remark]:
    """What is withdrawn as repaired was published for the shortest time that its regime asks for.

    `begun` is the moment that let the record in: some regimes count the time from there.
    """
    withdrawal = pair.after.data.get("withdrawal") if pair.ends else None
    if not isinstance(withdrawal, Mapping):
        return
    decided = day_of(pair.before.data.get(pair.kind.day or ""))
    day = day_of(withdrawal.get("effective_on"))
    data, code = pair.before.data, str(withdrawal.get("reason_code"))
    if decided and day and stops_early(rules.publicity, data, code, day):
        shown = first_shown(data, begun.time, imported=begun.imported) if begun else None
        for problem, remedy, level in too_early(rules.publicity, data, decided, shown, day):
            yield Remark(("withdrawal", "effective_on"), "stopped-too-early", problem, remedy, level)
