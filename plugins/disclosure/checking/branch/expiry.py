"""Tombstones that say that the publication period has ended: whether it has, by rules/publicity.yaml."""

from collections.abc import Iterator, Mapping
from typing import Any

from disclosure.checking.branch.comparison import Version
from disclosure.checking.remarks import Remark
from disclosure.checking.tiers import map_of
from disclosure.model.event import EXPIRED, Moment
from disclosure.model.issue import Level
from disclosure.model.language import _
from disclosure.timing.periods import publicity_end_of

CODE = ("withdrawal", "reason_code")


def expired_by_the_rules(version: Version, regimes: Mapping[str, Any], begun: Moment | None) -> Iterator[Remark]:
    """Nothing is called expired before its period has ended; where no rule says when, somebody has to look."""
    withdrawal = map_of(version.after.data.get("withdrawal"))
    if not version.ends or withdrawal.get("reason_code") != EXPIRED:
        return
    data = version.before.data
    imported = begun.imported if begun else False
    moment = begun.time if begun else None
    end = publicity_end_of(regimes, data, data.get(version.kind.day or ""), moment, imported=imported)
    if end is None:
        problem = _("写的是公示期满，按 rules/publicity.yaml 算不出期限")
        remedy = _("请核对：撤下以前的 publicity 应当写明 regime 和 severity；不是期满的另写原因类别")
        yield Remark(CODE, "base-expired", problem, remedy, Level.WARNING)
    elif str(withdrawal.get("effective_on")) < end.on.isoformat():
        problem = _("{regime}，自 {start} 起 {months} 个月，{end} 才期满").format(
            regime=end.regime.get("name", ""), start=end.start, months=end.months, end=end.on
        )
        remedy = _("请恢复原样，到期用 ./portal expire；不是期满的另写原因类别")
        yield Remark(CODE, "base-expired", problem, remedy)
