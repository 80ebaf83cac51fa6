"""A cleaned value with what a person should know about it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Noted:
    """A value that was read, with one Chinese sentence for each thing that was not; `rest` is the text to keep."""

    value: Any
    notes: tuple[str, ...] = ()
    rest: str = ""
