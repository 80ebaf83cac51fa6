"""The pages of the index of parties: its volumes, and the decisions of a party that has many."""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated

from disclosure.model.language import _
from disclosure.pages import urls
from disclosure.pages.columns import DECISIONS, PARTIES
from disclosure.pages.contracts import Page, Template
from disclosure.pages.directory import Party, PartyLine, Volume
from disclosure.pages.paging import paged
from disclosure.pages.views import Count, Line, Link, Pager

PLAIN = re.compile(r"[^\x00-\x1f/\\.<>:\"|?*][^\x00-\x1f/\\<>:\"|?*]*")
LONGEST = 150
Lines = Callable[[PartyLine], Line]


@dataclass(frozen=True, slots=True)
class PartyGroup:
    """A party in a volume: its decisions, or the address of the pages that hold them and how many they are."""

    name: str
    lines: tuple[Line, ...]
    all: Count | None = None


@dataclass(frozen=True, kw_only=True)
class PartiesPage(Page):
    """A volume of the index of parties (parties.html)."""

    template: Template = "parties.html"
    total: Annotated[int, "how many parties the volume holds, with those of the volumes within it"]
    choices: Annotated[tuple[Count, ...], "the volumes within it, and how many parties each holds"]
    parties: Annotated[tuple[PartyGroup, ...], "the parties that are listed here, by the pinyin of their names"]


@dataclass(frozen=True, kw_only=True)
class PartyPage(Page):
    """The decisions of a party that has many (party.html)."""

    template: Template = "party.html"
    total: Annotated[int, "how many decisions; 0 on a numbered page, which must not change"]
    lines: Annotated[tuple[Line, ...], "the decisions of this page, newest first"]
    pager: Annotated[Pager, "the way to the other pages of the list"]


def volume_url(letters: str) -> str:
    """Return the address of a volume of the index: a step a letter."""
    return urls.PARTIES + "".join(f"{letter}/" for letter in letters.replace("#", "_"))


def party_url(name: str) -> str:
    """Return the address of a party that has many decisions; a name that is no folder's is told by its digest."""
    plain = PLAIN.fullmatch(name) and len(name.encode()) <= LONGEST
    return urls.party_url(name if plain else hashlib.sha256(name.encode()).hexdigest()[:16])


def volume_page(volume: Volume, lines: Lines) -> PartiesPage:
    """Return the page of a volume."""
    steps = (Link(PARTIES.name, PARTIES.address),) if volume.letters else ()
    return PartiesPage(
        address=volume_url(volume.letters),
        title=_title(volume.letters),
        description=PARTIES.description,
        column=PARTIES,
        crumbs=(Link(DECISIONS.name, DECISIONS.address), *steps),
        total=volume.total,
        choices=tuple(
            Count(_told(choice.letters, choice.heads), choice.number, volume_url(choice.letters))
            for choice in volume.choices
        ),
        parties=tuple(_group(party, lines) for party in volume.parties),
    )


def party_pages(party: Party, lines: Lines) -> Iterator[PartyPage]:
    """Yield the pages of a party that has many decisions."""
    for address, pager, shown in paged(party_url(party.name), party.lines):
        newest = pager.number is None
        yield PartyPage(
            address=address,
            title=party.name if newest else _("{name}（第 {number} 页）").format(name=party.name, number=pager.number),
            description=_("{name}的行政执法决定").format(name=party.name),
            column=PARTIES,
            crumbs=(Link(DECISIONS.name, DECISIONS.address), Link(PARTIES.name, PARTIES.address)),
            total=len(party.lines) if newest else 0,
            lines=tuple(lines(line) for line in shown),
            pager=pager,
        )


def _group(party: Party, lines: Lines) -> PartyGroup:
    if party.has_pages:
        everything = Count(_("全部决定"), len(party.lines), party_url(party.name))
        return PartyGroup(party.name, (), everything)
    return PartyGroup(party.name, tuple(lines(line) for line in reversed(party.lines)))


def _title(letters: str) -> str:
    return _("{index}：{letters}").format(index=PARTIES.name, letters=_written(letters)) if letters else PARTIES.name


def _told(letters: str, heads: tuple[str, ...]) -> str:
    """Return a choice in words: its letters, and the characters that its names begin with where they are few."""
    return (
        _("{letters}（{heads}……）").format(letters=_written(letters), heads="、".join(heads))
        if heads
        else _written(letters)
    )


def _written(letters: str) -> str:
    return _("其他") if letters == "#" else letters.upper()
