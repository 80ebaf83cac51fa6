"""Duties: what somebody must do with a record by a day, and what is known of its doing."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from disclosure.timing.deadlines import Act, Deadline, Facts, Timing, due, rules_for
from disclosure.timing.standing import Done, Standing


class Duty(NamedTuple):
    """One act that is owed of one record.

    `record` is its id (`agencies/jyj/objections#2026-003` for the entry of a list), `agency` the folder name of who
    owes it. `event` is the number of the event that did it, -1 where none has. `awaits` is the id of another record
    that must have changed too: an objection that was upheld is settled when what it is about is. `source` is what has
    changed, where a change started the limit.
    """

    record: str
    agency: str
    kind: str
    deadline: Deadline
    done: Done
    event: int = -1
    awaits: str = ""
    source: str = ""

    @property
    def act(self) -> Act:
        """What must be done."""
        return self.deadline.rule.act


class Owed(NamedTuple):
    """One duty and where it stands."""

    duty: Duty
    standing: Standing


class Trigger(NamedTuple):
    """A change that starts the limit for updating what rests on it: a law's new version, or an agency's functions.

    `source` is the law's name or the agency's folder name, `known` the day from which an update can take it into
    account (a law is published before it is in force), `start` the day on which the limit begins.
    """

    rule: str
    source: str
    start: date
    known: date


LAWS, FUNCTIONS = "laws.versions.in_force_from", "agency.function_changes.date"
"""The triggers of rules about what changed elsewhere, as rules/deadlines.yaml names them."""


def triggered(timing: Timing, facts: Facts, start: date, trigger: str) -> Deadline | None:
    """Return the strictest deadline that one trigger alone sets for an act; None where no rule has this trigger."""
    rules = (rule for rule in rules_for(facts, start, timing.rules) if rule.trigger == trigger)
    return strictest(due(rule, start, timing.calendar) for rule in rules)


def strictest(deadlines: Iterable[Deadline]) -> Deadline | None:
    """Return the deadline that ends first."""
    return min(deadlines, key=lambda deadline: deadline.day, default=None)
