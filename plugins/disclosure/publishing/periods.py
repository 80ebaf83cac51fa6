"""How long a record is published: the end by its regime, and what is left of it when the day has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from disclosure.model.event import EXPIRED, Event
from disclosure.model.language import _
from disclosure.model.public import Period, PublicRecord, Status
from disclosure.model.record import Document
from disclosure.model.terms import Term
from disclosure.timing.periods import PublicityEnd, publicity_end_of

PUBLICITY = "publicity"


@dataclass(frozen=True)
class Periods:
    """The regimes of rules/publicity.yaml, and the terms that agencies have set for themselves, by agency."""

    rules: Mapping[str, Any] = field(default_factory=dict)
    terms: Mapping[str, Sequence[Term]] = field(default_factory=dict)

    def end(self, document: Document, day: str | None, events: Sequence[Event], agency: str) -> PublicityEnd | None:
        """Return when a record's publication ends; None where no rule ends it, or nobody can tell.

        `day` names the field that holds the record's own date.
        """
        data = document.data
        if "withdrawal" in data or data.get("publish") is False:
            return None
        moment = events[0].moment if events else None
        begun, imported = (moment.time, moment.imported) if moment else (None, False)
        terms = self.terms.get(agency, ())
        return publicity_end_of(self.rules, terms, data, data.get(day or ""), begun, imported=imported)


def expiry(end: PublicityEnd, agency: str) -> dict[str, str]:
    """Return what the tombstone of a record says whose publication period has ended."""
    start, day = end.start.isoformat(), end.on.isoformat()
    if end.because and "authority" in end.because:
        told = _("依照{source}，{authority}决定缩短公示期限，{end} 期满。")
        reason = told.format(source=source_of(end), authority=end.because["authority"], end=day)
    elif end.months is None:
        told = _("依照{source}，自 {start} 起公示到限制期满，{end} 停止公示。")
        reason = told.format(source=source_of(end), start=start, end=day)
    else:
        told = _("依照{source}，自 {start} 起公示 {months} 个月，{end} 期满。")
        reason = told.format(source=source_of(end), start=start, months=end.months, end=day)
    return {"effective_on": day, "reason_code": EXPIRED, "reason": reason, "authority": agency}


def source_of(end: PublicityEnd) -> str:
    """Return the law that ends a publication, with its article: that of a later rule, where one changed the end."""
    changed = end.because if end.because and "to" in end.because else end.regime
    basis = changed["basis"][0]
    return f"《{basis['law']}》{basis.get('article', '')}"


def until(record: PublicRecord, end: PublicityEnd | None) -> PublicRecord:
    """Return a public record with how long it will be so; what is gone already says that itself."""
    if end is None or record.status is not Status.PUBLISHED:
        return record
    shortened = bool(end.because and "authority" in end.because)
    period = Period(end.on, end.start, end.months, str(end.regime["name"]), source_of(end), shortened)
    return replace(record, period=period)
