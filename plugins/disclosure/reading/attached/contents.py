"""What is found in an attachment, or why it cannot be looked into."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contents:
    """What an attachment holds.

    `suffixes` are those that its type may have; `texts` are pieces of text, each with the place where it stands;
    `wordless` are the places that only a person can read; `traces` say who made it, where and when, and what is
    hidden in it: `clean` takes them away. `faults` are what it may not hold and what only its maker can take out.
    """

    suffixes: tuple[str, ...]
    texts: tuple[tuple[str, str], ...] = ()
    wordless: tuple[str, ...] = ()
    traces: tuple[str, ...] = ()
    faults: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why an attachment cannot be looked into, and what to do about it."""

    rule: str
    problem: str
    remedy: str
