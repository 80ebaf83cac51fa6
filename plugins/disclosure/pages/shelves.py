"""What an agency has published and owes, as pages show it: cells of a matrix, and shelves of a stage each."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Cell:
    """One publication of one agency: how many there are and where, or since when it is missing.

    `number` counts entries of a list, else records; `missing` is the day since when it ought to be there, None where
    it is there or is not owed.
    """

    title: str
    stage: str
    number: int
    address: str | None
    owed: bool
    missing: date | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one agency has published, column by column; the jurisdiction itself has no address."""

    name: str
    address: str
    cells: tuple[Cell, ...]

    @property
    def owed(self) -> int:
        """How many publications it owes."""
        return sum(cell.owed for cell in self.cells)

    @property
    def lacking(self) -> int:
        """How many of them are missing."""
        return sum(cell.missing is not None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The publications of one stage (事前、事中、事后)."""

    stage: str
    cells: tuple[Cell, ...]
