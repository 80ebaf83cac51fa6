"""Patterns of paths, such as `agencies/{agency}/agency.yaml`: what they match, and how they are filled."""

import re
from functools import cache

SHAPES = {"agency": r"[^/]+", "slug": r"[^/]+", "year": r"[12][0-9]{3}", "month": r"(?:0[1-9]|1[0-2])"}
PLACE = re.compile(r"\{\w+\}")


def filled(stem: str, value: str) -> str:
    """Return a pattern whose open places hold the steps of a value (`2026/012`), from the left."""
    return PLACE.sub("{}", stem).format(*_padded(value.split("/"), len(PLACE.findall(stem))))


def _padded(steps: list[str], number: int) -> list[str]:
    """Return as many steps as there are places: too many are joined, missing ones stay empty."""
    return [*steps[: number - 1], "/".join(steps[number - 1 :]), *[""] * number][:number]


@cache
def expression(pattern: str) -> re.Pattern[str]:
    """Return a pattern as a regular expression with a group for each open place, by its name."""
    return re.compile(_source(pattern, "(?P<{name}>{shape})"))


@cache
def any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Return all patterns as one, which is looked through once a path; the last group tells which it was."""
    return re.compile("|".join(f"({_source(pattern, '(?:{shape})')})" for pattern in patterns))


def _source(pattern: str, group: str) -> str:
    pieces = re.split(r"\{(\w+)\}", pattern)
    groups = [group.format(name=name, shape=SHAPES[name]) for name in pieces[1::2]]
    return "".join(re.escape(text) + place for text, place in zip(pieces[::2], [*groups, ""], strict=True))
