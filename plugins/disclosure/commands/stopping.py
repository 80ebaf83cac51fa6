"""Stopping a publication before its time: what withdraw refuses, and what it leaves to a person to see to."""

from collections.abc import Mapping, Sequence
from datetime import date

from disclosure.checking.publicity import stops_early, too_early
from disclosure.commands.desk import Desk, Place, say
from disclosure.model.errors import GongshiError
from disclosure.model.issue import Level
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.timing.periods import first_shown


def early_conditions(desk: Desk, place: Place, document: Document, written: Mapping[str, str]) -> Sequence[str]:
    """Refuse to stop a publication before its time; return what else that asks for, for a person to see to."""
    rules, decided = desk.work.setting.rules.get("publicity", {}), place.kind.day
    day = date.fromisoformat(written["effective_on"])
    stop = stops_early(rules, document.data, written["reason_code"], day)
    if stop is None or decided is None:
        return ()
    moment = desk.events(place)[0].moment
    shown = first_shown(document.data, moment.time, imported=moment.imported)
    day_decided = date.fromisoformat(str(document.data[decided]))
    for problem, remedy, level in too_early(rules, document.data, day_decided, shown, day):
        if level is Level.ERROR:
            raise GongshiError(f"content/{place.path}：{problem}；{remedy}")
        say(_("  提醒：{problem}；{remedy}").format(problem=problem, remedy=remedy))
    return tuple(stop.get("conditions", ()))
