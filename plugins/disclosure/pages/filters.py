"""How templates write dates, times, numbers and text."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import nh3
from markupsafe import Markup

from disclosure.model.days import full_day
from disclosure.model.event import ACTION_TITLES, Action

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST = 10
LONG = 15
"""A list of more lines than this shows its first ones and folds the others away."""
AMOUNT = re.compile(r"([0-9][0-9,，]*(?:\.[0-9]+)?\s?[万亿]?元)")


def short_day(day: date) -> str:
    """Write a date in figures of equal width, for the margin of a list: `2026-03-09`."""
    return day.isoformat()


def moment(time: datetime) -> str:
    """Write a time as clocks in China show it: `2026年3月9日 16:40`."""
    local = time.astimezone(SHANGHAI)
    return f"{full_day(local.date())} {local:%H:%M}"


def clock(time: datetime) -> str:
    """Write the time of day as clocks in China show it: `16:40`."""
    return f"{time.astimezone(SHANGHAI):%H:%M}"


def iso(time: date) -> str:
    """Write a date, or a time with China's offset, for machines."""
    return time.astimezone(SHANGHAI).isoformat() if isinstance(time, datetime) else time.isoformat()


def pubdate(time: datetime) -> str:
    """Write a time as the government page tags want it: `2026-03-09 16:40`."""
    return f"{time.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"


def grouped(number: int) -> str:
    """Write a count with separators: `4,182`."""
    return f"{number:,}"


class Folded(NamedTuple):
    """A list in two: what stands open, and what is folded away."""

    first: Sequence[Any]
    rest: Sequence[Any]


def folded(lines: Sequence[Any]) -> Folded:
    """Cut a list that is too long to be read down into its first lines and the rest."""
    first = FIRST if len(lines) > LONG else len(lines)
    return Folded(lines[:first], lines[first:])


def amounts(text: str) -> list[tuple[str, bool]]:
    """Cut a text into pieces and say of each whether it is an amount of money, so that a page can set it off."""
    return [(piece, bool(AMOUNT.fullmatch(piece))) for piece in AMOUNT.split(text) if piece]


def action_title(action: Action) -> str:
    """Return what an event is called."""
    return ACTION_TITLES[action]


def short_commit(commit: str) -> str:
    """Return the first seven characters of a commit's name."""
    return commit[:7]


def sanitised(html: str) -> Markup:
    """Return HTML of a prose page without scripts, styles or foreign handlers."""
    tags = nh3.ALLOWED_TAGS | {"section"}
    attributes = {tag: set(names) for tag, names in nh3.ALLOWED_ATTRIBUTES.items()}
    for tag in ("h1", "h2", "h3", "h4", "h5", "h6", "li", "sup", "div", "section"):
        attributes.setdefault(tag, set()).update({"id", "class"})
    attributes.setdefault("a", set()).update({"id", "class"})
    return Markup(nh3.clean(html, tags=tags, attributes=attributes))  # noqa: S704  # cleaned on this very line


FILTERS: Mapping[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        full_day,
        short_day,
        moment,
        clock,
        iso,
        pubdate,
        grouped,
        folded,
        amounts,
        action_title,
        short_commit,
        sanitised,
    )
}
