"""Whether a certificate, an entrustment or a post holds on the day of the build, in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from disclosure.model.days import full_day
from disclosure.model.language import _


class Standing(StrEnum):
    """Where someone stands: in post with a valid certificate, not yet, no longer valid, gone, or not said."""

    VALID = "valid"
    EARLY = "early"
    EXPIRED = "expired"
    LEFT = "left"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Validity:
    """A standing, its name in two to four characters, and one sentence that says it."""

    standing: Standing
    word: str
    sentence: str


def day_in(fields: Mapping[str, Any], key: str) -> date | None:
    """Return a field as a date, or None where it is not there."""
    return date.fromisoformat(str(fields[key])) if fields.get(key) else None


def has_left(fields: Mapping[str, Any], today: str) -> bool:
    """Tell whether someone has left their post: the last day lies before today."""
    return bool(fields.get("until")) and str(fields["until"]) < today


def certificate_validity(fields: Mapping[str, Any], today: str) -> Validity:
    """Return what an officer's certificate is worth on a day (year-month-day); both ends belong to its term."""
    until, first, last = (day_in(fields, key) for key in ("until", "valid_from", "valid_until"))
    if until and until.isoformat() < today:
        reason = str(fields.get("until_reason", ""))
        sentence = _("{day}后不再执法").format(day=full_day(until))
        return Validity(
            Standing.LEFT,
            _("已离岗"),
            _("{sentence}（{reason}）").format(sentence=sentence, reason=reason) if reason else sentence,
        )
    if last and last.isoformat() < today:
        sentence = _("证件已于{day}到期，没有换发新证以前不得执法").format(day=full_day(last))
        return Validity(Standing.EXPIRED, _("证件过期"), sentence)
    if first and first.isoformat() > today:
        return Validity(Standing.EARLY, _("尚未生效"), _("证件从{day}起有效").format(day=full_day(first)))
    if last:
        return Validity(Standing.VALID, _("证件有效"), _("证件有效，至{day}").format(day=full_day(last)))
    return Validity(Standing.OPEN, _("未写期限"), _("清单里没有写证件有效期"))
