"""The index of parties cut into volumes by the first letters of their names: no volume grows with all records.

A volume that would hold too much is cut by the next letter, again and again; a letter with which all go on is no step.
A volume keeps its letters whatever comes later, so a new party changes its own volume and the counts above it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import NamedTuple

from disclosure.outputs.search.tokens import normalise

LINES = 100
"""How many lines a volume may hold before it is cut."""

MANY = 20
"""How many decisions a party may have before they stand on pages of its own."""

SAMPLE = 12
HEADS = 2


class PartyLine(NamedTuple):
    """A decision in the index: a party's letters and name, the record's rank, the digest of what lists say of it."""

    letters: str
    name: str
    rank: int
    digest: str


@dataclass(frozen=True)
class Party:
    """One name and its decisions, in ledger order; people's names stand as the door lets them."""

    letters: str
    name: str
    lines: tuple[PartyLine, ...]

    @property
    def has_pages(self) -> bool:
        """Whether its decisions stand on pages of their own."""
        return len(self.lines) > MANY

    @property
    def told(self) -> tuple[str, str]:
        """What its lines depend on: shorter to write down than the lines themselves."""
        return self.name, "".join(line.digest for line in self.lines)

    @property
    def weight(self) -> int:
        """How many lines it takes in a volume."""
        return 1 if self.has_pages else len(self.lines)


@dataclass(frozen=True)
class Choice:
    """A volume within another: its letters, the characters that most of its names begin with, how many parties."""

    letters: str
    heads: tuple[str, ...]
    number: int


@dataclass(frozen=True)
class Volume:
    """Some parties, by the letters that their names begin with: those listed here, and the volumes of the others.

    It does not know the volumes around it: another may come between them.
    """

    letters: str
    total: int
    parties: tuple[Party, ...]
    choices: tuple[Choice, ...]

    @property
    def told(self) -> tuple[object, ...]:
        """What its page depends on."""
        return self.letters, self.total, self.choices, [party.told for party in self.parties]


def parties_of(lines: Sequence[PartyLine]) -> list[Party]:
    """Return the parties of all lines, by the letters of their names."""
    groups = groupby(sorted(lines), key=lambda line: (line.letters, line.name))
    return [Party(letters, name, tuple(own)) for (letters, name), own in groups]


def volumes(parties: Sequence[Party], letters: str = "") -> Iterator[Volume]:
    """Yield the volume of some parties in order and every volume within it."""
    if sum(party.weight for party in parties) <= LINES:
        yield Volume(letters, len(parties), tuple(parties), ())
        return
    size = _shared(parties[0].letters, parties[-1].letters)
    here = tuple(party for party in parties if len(party.letters) == size)
    groups = groupby(parties[len(here) :], key=lambda party: party.letters[: size + 1])
    within = [(name, list(group)) for name, group in groups]
    choices = tuple(Choice(name, heads(name, own), len(own)) for name, own in within)
    yield Volume(letters, len(parties), here, choices)
    for name, own in within:
        yield from volumes(own, name)


def _shared(first: str, last: str) -> int:
    """Return with how many letters both begin, and so everything that stands between them in order."""
    pairs = enumerate(zip(first, last, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(first), len(last)))


def heads(letters: str, parties: Sequence[Party]) -> tuple[str, ...]:
    """Return the characters that names with these letters begin with, as far as they are few; a letter says enough."""
    if len(letters) == 1:
        return ()
    found = dict.fromkeys(normalise(party.name)[: len(letters)] for party in islice(parties, SAMPLE))
    return tuple(found) if len(found) <= HEADS else ()
