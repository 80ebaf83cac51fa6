"""How long something is published: calendar months after a day, and the end of a publication period."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

FROM_PUBLICATION = "公开日期"
YEAR = 12
SHANGHAI = ZoneInfo("Asia/Shanghai")


def months_after(day: date, months: int) -> date:
    """Return the corresponding day some months later; where the month lacks it, its last day (民法典 第二百零二条)."""
    years, month = divmod(day.month - 1 + months, YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class PublicityEnd:
    """The end of a publication period: from which day, for how many months, until which day, by which regime.

    On the day `on` the record is public no more: the end is a right of the person, and is not moved to a working day.
    """

    on: date
    start: date
    months: int
    regime: Mapping[str, Any]


def publicity_end(
    regimes: Mapping[str, Any], named: Mapping[str, Any], decided: date, published: date | None
) -> PublicityEnd | None:
    """Return when the publication of a decision ends, by the regime and severity that it names.

    `regimes` is the data of rules/publicity.yaml, `named` the record's own `publicity`. None where it names no regime
    that ends by itself after some months, or the day is not known from which they count.
    """
    regime = next((each for each in regimes.get("regimes", ()) if each.get("id") == named.get("regime")), None)
    if regime is None or regime.get("ends_automatically") is not True:
        return None
    classes = (each for each in regime.get("classes", ()) if each.get("severity") == named.get("severity"))
    found = next(classes, None)
    months = found.get("max_months") if found else None
    start = published if regime.get("starts") == FROM_PUBLICATION else decided
    if months is None or start is None:
        return None
    return PublicityEnd(months_after(start, months), start, months, regime)


def publicity_end_of(
    regimes: Mapping[str, Any], data: Mapping[str, Any], decided: object, begun: datetime | None, *, imported: bool
) -> PublicityEnd | None:
    """Return when the publication of a decision ends, by its own words and the moment that let it in first.

    `decided` is its day as it is written. Of what was brought in from elsewhere the day counts that its source states.
    """
    named = data.get("publicity")
    day = _day(decided)
    if not isinstance(named, Mapping) or day is None:
        return None
    source = data.get("source")
    stated = source.get("published_on") if isinstance(source, Mapping) else None
    own = begun.astimezone(SHANGHAI).date() if begun else None
    return publicity_end(regimes, named, day, _day(stated) if imported else own)


def _day(written: object) -> date | None:
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        return None
