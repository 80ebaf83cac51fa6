"""Tombstones that say that the publication period has ended: whether it has, by rules/publicity.yaml."""

from collections.abc import Iterator

from disclosure.checking.branch.comparison import Version
from disclosure.checking.case import Rules
from disclosure.checking.remarks import Remark
from disclosure.checking.tiers import map_of
from disclosure.model.event import EXPIRED, Moment
from disclosure.model.issue import Level
from disclosure.model.language import _
from disclosure.model.record_id import RecordId
from disclosure.timing.periods import publicity_end_of

CODE = ("withdrawal", "reason_code")


def expired_by_the_rules(version: Version, rules: Rules, begun: Moment | None) -> Iterator[Remark]:
    """Nothing is called expired before its period has ended; where no rule says when, somebody has to look."""
    withdrawal = map_of(version.after.data.get("withdrawal"))
    if not version.ends or withdrawal.get("reason_code") != EXPIRED:
        return
    data = version.before.data
    moment, imported = (begun.time, begun.imported) if begun else (None, False)
    terms = rules.terms.get(RecordId.from_path(version.after.path).agency or "", ())
    decided = data.get(version.kind.day or "")
    end = publicity_end_of(rules.publicity, terms, data, decided, moment, imported=imported)
    if end is None:
        problem = _("写的是公示期满，按 rules/publicity.yaml 算不出期限")
        remedy = _("请核对：撤下以前的 publicity 应当写明 regime 和 severity；不是期满的另写原因类别")
        yield Remark(CODE, "base-expired", problem, remedy, Level.WARNING)
    elif str(withdrawal.get("effective_on")) < end.on.isoformat():
        span = _("自 {start} 起 {months} 个月").format(start=end.start, months=end.months)
        span = span if end.months is not None else _("自 {start} 起到限制期满").format(start=end.start)
        told = _("{regime}，{span}，{end} 才期满")
        problem = told.format(regime=end.regime.get("name", ""), span=span, end=end.on)
        remedy = _("请恢复原样，到期用 ./portal expire；不是期满的另写原因类别")
        yield Remark(CODE, "base-expired", problem, remedy)
