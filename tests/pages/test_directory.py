"""The index of parties cut into volumes: everybody is in one of them, none grows too far, addresses stay."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice, product
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.outputs.pinyin import initials
from disclosure.pages.directory import LINES, MANY, PartyLine, Volume, parties_of, volumes
from disclosure.pages.party_pages import party_pages, party_url, volume_page, volume_url
from disclosure.pages.views import Line

TOWN = "示例市"
NAMES = st.text("示晨光建材食品教育张王李某某有限公司A1×", min_size=1, max_size=8)


def lines(names: Sequence[str]) -> list[PartyLine]:
    """Give each name a decision, in ledger order."""
    return [PartyLine(initials(name), name, rank, f"{rank}") for rank, name in enumerate(names)]


def cut(names: Sequence[str]) -> dict[str, Volume]:
    """Return the volumes of some names by their addresses."""
    return {volume_url(volume.letters): volume for volume in volumes(parties_of(lines(names)))}


def line(one: PartyLine) -> Line:
    """Return a decision's line; the address tells it from others."""
    return Line(f"/{one.rank}/", one.name, None, "行政处罚", "penalty", ())


COMPANIES = [TOWN + "".join(name) for name in islice(product("晨光建材食品远大", repeat=4), 3000)]


def test_a_small_index_is_one_page() -> None:
    """Until it holds a hundred lines the index lists everybody on its own page, by pinyin."""
    [volume] = cut(["晨光", "安捷", "晨光"]).values()
    assert [(party.name, len(party.lines)) for party in volume.parties] == [("安捷", 1), ("晨光", 2)]
    assert volume.choices == ()


@settings(derandomize=True, deadline=None, max_examples=60)
@given(st.lists(NAMES, max_size=40), st.integers(0, 1500))
def test_everybody_is_in_one_volume_and_no_volume_holds_too_much(names: list[str], companies: int) -> None:
    """But for names that sound alike to the last letter, which stand together whatever their number."""
    names += COMPANIES[:companies]
    found = cut(names)
    listed = Counter(party.name for volume in found.values() for party in volume.parties)
    assert listed == Counter(set(names))
    for volume in found.values():
        alike = Counter(party.letters for party in volume.parties)
        weight = sum(party.weight for party in volume.parties)
        assert weight <= LINES or (len(alike) == 1 and volume.choices)
        assert all(volume_url(choice.letters) in found for choice in volume.choices)
        assert volume.total == sum(choice.number for choice in volume.choices) + len(volume.parties)


def test_a_letter_with_which_all_go_on_is_no_step() -> None:
    """All names of a town begin alike: the reader chooses where they differ, and sees how they begin."""
    found = cut(COMPANIES)
    first, *_others = found["/parties/"].choices
    assert first.letters == "slsc"
    assert first.heads == ("示例市晨", "示例市材")
    assert sorted(found)[:2] == ["/parties/", "/parties/s/l/s/c/"]


def test_one_more_party_changes_its_volume_and_the_counts_above() -> None:
    """Whatever the name, all other volumes stay as they are, under their addresses."""
    before = cut(COMPANIES)
    for name in ("示例市晨光晨光晨光", "量子猫咪", "示例市大大大大大", "张某某", "×"):
        after = cut([*COMPANIES, name])
        changed = {address for address, volume in after.items() if before.get(address) != volume}
        assert before.keys() <= after.keys()
        assert len(changed) <= 5


def test_a_party_with_many_decisions_has_pages_whose_old_ones_stay() -> None:
    """The volume tells how many there are and leads there; a numbered page does not change when one more comes."""
    few, many, grown = (parties_of(lines(["张某某"] * number))[0] for number in (MANY, 120, 121))
    assert (few.has_pages, many.has_pages) == (False, True)
    [volume] = volumes([many])
    [group] = volume_page(volume, line).parties
    assert (group.lines, group.all and (group.all.number, group.all.address)) == ((), (120, party_url("张某某")))
    before = {page.address: page for page in party_pages(many, line)}
    after = {page.address: page for page in party_pages(grown, line)}
    assert list(before) == [party_url("张某某"), *(f"{party_url('张某某')}page/{number}/" for number in (1, 2))]
    assert [address for address in before if before[address] != after[address]] == [party_url("张某某")]


@pytest.mark.parametrize(("name", "plain"), [("晨光（集团）", True), ("A/B", False), ("..", False), ("长" * 80, False)])
def test_the_address_of_a_party_is_a_folder_that_any_disk_can_hold(name: str, plain: bool) -> None:  # noqa: FBT001  # a case
    """A name that is no folder's name is told by its digest."""
    folder = unquote(party_url(name)).removeprefix("/parties/of/").removesuffix("/")
    assert (folder == name) is plain
    assert plain or re.fullmatch("[0-9a-f]{16}", folder)
