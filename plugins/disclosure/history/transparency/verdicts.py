"""What a verification says: proved, could not be checked, or failed; line by line, as it is found."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from disclosure.model.errors import GongshiError


class Verdict(StrEnum):
    """The sign that stands before each sentence."""

    PROVED = "✓"
    UNKNOWN = "–"
    FAILED = "✗"


class Absent(GongshiError):  # noqa: N818  # it says what is so, not that something is wrong with us
    """A file that a site ought to have and has not; the text is its path."""


class Unreachable(GongshiError):  # noqa: N818  # the same
    """A site that does not answer: nothing can be said of what it holds."""


def quietly(_what: str, _done: int, _total: int) -> None:
    """Hear of progress and say nothing."""


@dataclass
class Minutes:
    """Takes down what was found and hands every line on at once; `faults` is how many failed.

    `progress` hears how far the work is.
    """

    tell: Callable[[Verdict, str], None]
    progress: Callable[[str, int, int], None] = quietly
    faults: int = 0

    def proved(self, sentence: str) -> None:
        """Say what was proved."""
        self.tell(Verdict.PROVED, sentence)

    def unknown(self, sentence: str) -> None:
        """Say what could not be checked, and why."""
        self.tell(Verdict.UNKNOWN, sentence)

    def failed(self, sentence: str) -> None:
        """Say where it failed, and what that means."""
        self.faults += 1
        self.tell(Verdict.FAILED, sentence)
