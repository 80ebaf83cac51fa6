"""The search index is made in another process where an edition is large, and is the same wherever it is made."""

import os
from pathlib import Path

import pytest
from tests.edition.town import Town, found, tree

from disclosure import edition as editions
from disclosure.assembly.seeking import MANY_RECORDS, Seeking, aside


@pytest.mark.parametrize(("records", "elsewhere"), [(MANY_RECORDS, True), (MANY_RECORDS - 1, False)])
def test_another_process_is_begun_only_for_very_many_records(records: int, *, elsewhere: bool) -> None:
    """It takes longer to begin than a small index takes to make."""
    with aside(2, records) as executor:
        assert (executor.submit(os.getpid).result() != os.getpid()) is elsewhere


def files(town: Town, folder: Path, records: int) -> dict[str, str]:
    """Make the index below a folder, as for so many records, and return its files with their digests."""
    edition = editions.read(town.order(town.folder.with_name("site")))
    setting, places = edition.plan.setting, (folder, folder.with_name(f"{folder.name}-cache"))
    stores = {digest: one.store for digest, one in zip(edition.digests, edition.outcomes, strict=True)}
    with aside(2, records) as executor:
        seeking = Seeking(executor, stores, None, setting, places)
        seeking.here()
        made = seeking.made()
        again = Seeking(executor, stores, made, setting, places)
        again.here()
        assert again.made() is made
    return dict(made.files)


def test_the_index_is_the_same_wherever_it_is_made(tmp_path: Path) -> None:
    """Here or in another process; and where nothing has changed it is the very work of the edition before."""
    town = Town(tmp_path / "town")
    town.step(found(1, 2, 3))
    here, there = files(town, tmp_path / "here", 0), files(town, tmp_path / "there", MANY_RECORDS)
    assert here == there
    assert tree(tmp_path / "here") == tree(tmp_path / "there") != {}
