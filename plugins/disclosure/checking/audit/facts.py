"""What the audit looks at: values that history/ makes, and the demands that settings and rules make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from disclosure.checking.case import day_of
from disclosure.checking.tiers import list_of, map_of
from disclosure.model.issue import Level

WHOLE = "."
"""The folder of those who maintain the whole repository."""


class Trust(StrEnum):
    """What git says of a signature."""

    GOOD = "good"
    BAD = "bad"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REVOKED = "revoked"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Deed:
    """One commit: `who` wrote it (name and address; the address is never shown), when, and what it brought in.

    `paths` are from the repository's top, deleted files too. `before` is the committer time of the moment before its
    own, for a commit of the first-parent line; `due` is the latest committer time of the line up to its moment.
    `owners` says who maintained which folder before that moment; None where nobody had said so yet.
    """

    commit: str
    who: str
    mail: str
    authored: datetime
    committed: datetime
    paths: tuple[str, ...] = ()
    before: datetime | None = None
    due: datetime | None = None
    owners: Mapping[str, frozenset[str]] | None = None
    trust: Trust | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """A published file, or an entry of a list, that was deleted; `back` says that it is there again."""

    path: str
    entry: str
    commit: str
    who: str
    when: datetime
    back: bool = False


@dataclass(frozen=True, slots=True)
class Early:
    """A record that was public before the day that it is of."""

    path: str
    field: str
    day: date
    commit: str
    who: str
    when: datetime


@dataclass(frozen=True, slots=True)
class Audited:
    """Everything that git tells for the audit; paths are from the repository's top.

    `rewritten` are commits that were seen on the line once and are on it no more; `accounted` those of them that an
    erasing by procedure accounts for.
    """

    tip: str
    deeds: Sequence[Deed] = ()
    lost: Sequence[Lost] = ()
    early: Sequence[Early] = ()
    rewritten: Sequence[str] = ()
    accounted: frozenset[str] = frozenset()
    content: str = "content"


@dataclass(frozen=True, slots=True)
class Clock:
    """A difference of times that is to be told: which, from how many minutes on, how grave, since when."""

    what: str
    minutes: int
    level: Level
    since: date


@dataclass(frozen=True, slots=True)
class Demands:
    """What the portal asks for: signatures from a day on (None: never), clocks that agree, and the day of today."""

    as_of: date
    signed_from: date | None = None
    clocks: Sequence[Clock] = field(default_factory=tuple)

    @classmethod
    def of(cls, portal: Mapping[str, Any], rules: Mapping[str, Any], as_of: date) -> "Demands":
        """Return the demands of portal.yaml and rules/audit.yaml; what is of the wrong shape is the check's to tell."""
        clocks = (_clock(map_of(entry)) for entry in list_of(map_of(rules.get("audit")).get("clocks")))
        signed_from = day_of(map_of(portal.get("signatures")).get("required_from"))
        return cls(as_of, signed_from, tuple(clock for clock in clocks if clock))

    def clock(self, what: str, day: date) -> Clock | None:
        """Return the measure of one difference that is in force on a day."""
        found = [clock for clock in self.clocks if clock.what == what and clock.since <= day]
        return max(found, key=lambda clock: clock.since, default=None)


def _clock(entry: Mapping[str, Any]) -> Clock | None:
    since, minutes = day_of(entry.get("in_force_from")), entry.get("minutes")
    if since is None or not isinstance(minutes, int) or entry.get("level") not in list(Level):
        return None
    return Clock(str(entry.get("what")), minutes, Level(entry["level"]), since)
