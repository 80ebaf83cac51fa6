"""How long something is published: calendar months after a day, and the end of a publication period."""

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from disclosure.model.terms import Term

FROM_PUBLICATION = "公开日期"
YEAR = 12
DAY = timedelta(days=1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
PERSON = "自然人"


def months_after(day: date, months: int) -> date:
    """Return the corresponding day some months later; where the month lacks it, its last day (民法典 第二百零二条)."""
    years, month = divmod(day.month - 1 + months, YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class PublicityEnd:
    """The end of a publication period: from which day, for how many months, until which day, by which regime.

    On the day `on` the record is public no more: the end is a right of the person, and is not moved to a working day.
    `months` is None where it lasts as long as the restriction that was imposed. `because` is what changed the end that
    the regime itself gives: a later rule for what is published already, or a decision to shorten.
    """

    on: date
    start: date
    months: int | None
    regime: Mapping[str, Any]
    because: Mapping[str, Any] | None = None


def publicity_end(  # noqa: PLR0913  # each is a fact of its own
    regimes: Mapping[str, Any],
    named: Mapping[str, Any],
    decided: date,
    published: date | None,
    *,
    restricted: date | None = None,
    own: Sequence[Mapping[str, Any]] = (),
) -> PublicityEnd | None:
    """Return when the publication of a decision ends, by the regime and severity that it names.

    `regimes` is the data of rules/publicity.yaml, `named` the record's own `publicity`, `restricted` the last day of
    the restriction that was imposed. A record that names no regime goes by the first of its agency's `own` that fits.
    None where no regime ends it by itself, or the day is not known from which it counts.
    """
    regime = regime_of(regimes, str(named.get("regime"))) if named.get("regime") else next(iter(own), None)
    if regime is None:
        return None
    severity = named.get("severity") if named.get("regime") else next(iter(regime["classes"]))["severity"]
    end = _by(regime, severity, decided, published, restricted)
    for change in changes_of(regimes, regime, severity):
        later = regime_of(regimes, str(change["to"]))
        end = _changed(end, change, _by(later, severity, decided, published, restricted))
    return _shortened(end, named.get("shortened"))


def regime_of(regimes: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    """Return the regime of a name, or None."""
    return next((each for each in regimes.get("regimes", ()) if each.get("id") == name), None)


def class_of(regime: Mapping[str, Any] | None, severity: object) -> Mapping[str, Any] | None:
    """Return what a regime says of a severity, or None."""
    classes = regime.get("classes", ()) if regime else ()
    return next((each for each in classes if each.get("severity") == severity), None)


def changes_of(regimes: Mapping[str, Any], regime: Mapping[str, Any], severity: object) -> Iterator[Mapping[str, Any]]:
    """Yield the later rules that apply to what was published under a regime already, in the order of their days."""
    found = (each for each in regimes.get("changes", ()) if each.get("from") == regime.get("id"))
    fitting = (each for each in found if severity in each.get("severities", (severity,)))
    yield from sorted(fitting, key=lambda each: str(each["on"]))


def governs_on(regimes: Mapping[str, Any], named: Mapping[str, Any], day: date) -> Mapping[str, Any] | None:
    """Return the regime that a publication is under on a day.

    It is the one that the record names, unless a later rule applies another to what was published already.
    """
    regime = regime_of(regimes, str(named.get("regime")))
    for change in changes_of(regimes, regime, named.get("severity")) if regime else ():
        if str(change["on"]) <= day.isoformat() and not change.get("only_shorter"):
            regime = regime_of(regimes, str(change["to"])) or regime
    return regime


def earliest_stop(
    regime: Mapping[str, Any] | None, severity: object, decided: date, published: date | None
) -> date | None:
    """Return the first day on which a publication may be stopped early: the end of the shortest time it must last."""
    least = (class_of(regime, severity) or {}).get("min_months")
    start = _start(regime, decided, published) if regime else None
    return months_after(start, least) if least is not None and start else None


def _start(regime: Mapping[str, Any], decided: date, published: date | None) -> date | None:
    return published if regime.get("starts") == FROM_PUBLICATION else decided


def _by(
    regime: Mapping[str, Any] | None, severity: object, decided: date, published: date | None, restricted: date | None
) -> PublicityEnd | None:
    """Return the end that a regime gives for a severity, or None."""
    found = class_of(regime, severity)
    if regime is None or found is None or regime.get("ends_automatically") is not True:
        return None
    start, months = _start(regime, decided, published), found.get("max_months")
    if start is None:
        return None
    if months is not None:
        return PublicityEnd(months_after(start, months), start, months, regime)
    if restricted and found.get("until_restriction_ends") is True:
        return PublicityEnd(restricted + DAY, start, None, regime)
    return None


def _changed(end: PublicityEnd | None, change: Mapping[str, Any], new: PublicityEnd | None) -> PublicityEnd | None:
    """Return the end after a later rule: what had ended stays ended, and nothing ends before the rule's own day."""
    day = date.fromisoformat(change["on"])
    if new is None or (end is not None and (end.on <= day or (change.get("only_shorter") and end.on <= new.on))):
        return end
    return replace(new, on=max(new.on, day), because=change)


def _shortened(end: PublicityEnd | None, written: object) -> PublicityEnd | None:
    """Return the end after a decision to shorten; one that would lengthen changes nothing."""
    if end is None or not isinstance(written, Mapping):
        return end
    day = date.fromisoformat(str(written["until"]))
    return replace(end, on=day, because=written) if day < end.on else end


def publicity_end_of(  # noqa: PLR0913  # each is a fact of its own
    regimes: Mapping[str, Any],
    terms: Sequence[Term],
    data: Mapping[str, Any],
    decided: object,
    begun: datetime | None,
    *,
    imported: bool,
) -> PublicityEnd | None:
    """Return when the publication of a decision ends, by its own words and the moment that let it in first.

    `terms` are the periods that its agency has set itself, `decided` is its day as it is written.
    """
    day, named, penalty = _day(decided), data.get("publicity"), data.get("penalty")
    if day is None:
        return None
    return publicity_end(
        regimes,
        named if isinstance(named, Mapping) else {},
        day,
        first_shown(data, begun, imported=imported),
        restricted=_day(penalty.get("valid_until")) if isinstance(penalty, Mapping) else None,
        own=_own(terms, data, day),
    )


def _own(terms: Sequence[Term], data: Mapping[str, Any], decided: date) -> list[Mapping[str, Any]]:
    """Return what the agency itself has set for a decision of that type and day, as regimes."""
    person = any(party.get("category") == PERSON for party in data.get("parties", ()) if isinstance(party, Mapping))
    return [term.regime(person=person) for term in terms if term.fits(str(data.get("type", "")), decided)]


def first_shown(data: Mapping[str, Any], begun: datetime | None, *, imported: bool) -> date | None:
    """Return the day of first publication; of what was brought in from elsewhere, the day that its source states."""
    if not imported:
        return begun.astimezone(SHANGHAI).date() if begun else None
    source = data.get("source")
    return _day(source.get("published_on")) if isinstance(source, Mapping) else None


def _day(written: object) -> date | None:
    try:
        return date.fromisoformat(str(written))
    except ValueError:
        return None
