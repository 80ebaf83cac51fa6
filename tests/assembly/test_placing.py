"""Putting an edition in place: whole before, whole after, whole at every step between."""

import json
from datetime import date
from pathlib import Path

import pytest

from disclosure.assembly.folders import Folders
from disclosure.assembly.listing import Listing
from disclosure.assembly.order import Order
from disclosure.assembly.placing import exchange, missing, move_changed, recover, require_whole
from disclosure.model.errors import GongshiError


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """Return an order with a small site already in place."""
    order = Order(tmp_path, tmp_path / "content", tmp_path / "output", date(2026, 11, 20), tmp_path / "cache")
    write(order.output, {"index.html": "old home", "a/index.html": "old a", "b/index.html": "old b"})
    return order


def write(root: Path, files: dict[str, str]) -> None:
    """Write some files below a folder."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def read(root: Path) -> dict[str, str]:
    """Return every file below a folder."""
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_a_cold_build_takes_the_place_of_the_whole_site(order: Order) -> None:
    """After the exchange only the new files stand, and nothing is left beside them."""
    write(order.staging, {"index.html": "new home"})
    exchange(order)
    assert read(order.output) == {"index.html": "new home"}
    assert sorted(path.name for path in order.output.parent.iterdir()) == ["output"]


def test_the_first_build_simply_moves_in(tmp_path: Path) -> None:
    """Where there is no site yet, the staged one becomes it."""
    order = Order(tmp_path, tmp_path / "content", tmp_path / "deep" / "output", date(2026, 11, 20), tmp_path / "cache")
    write(order.staging, {"index.html": "home"})
    exchange(order)
    assert read(order.output) == {"index.html": "home"}


def test_only_changed_files_are_moved_and_old_ones_removed(order: Order) -> None:
    """Files that did not change keep their place in time; emptied folders go."""
    before = (order.output / "a/index.html").stat().st_mtime_ns
    write(order.staging, {"index.html": "new home", "c/d/index.html": "new d"})
    move_changed(order, ["index.html", "c/d/index.html"], ["b/index.html"])
    assert read(order.output) == {"a/index.html": "old a", "c/d/index.html": "new d", "index.html": "new home"}
    assert (order.output / "a/index.html").stat().st_mtime_ns == before
    assert not (order.output / "b").exists()
    assert sorted(path.name for path in order.output.parent.iterdir()) == ["output"]


@pytest.mark.parametrize("done", range(4))
def test_moves_that_were_cut_off_are_finished_by_the_next_command(order: Order, done: int) -> None:
    """Whatever step the power went at, the next command ends with the new site."""
    changed = ["c/index.html", "a/index.html", "index.html"]
    write(order.staging, {name: f"new {name}" for name in changed})
    order.journal.write_text(json.dumps({"move": changed, "remove": ["b/index.html"]}), encoding="utf-8")
    for name in changed[:done]:
        (order.output / name).parent.mkdir(exist_ok=True)
        (order.staging / name).replace(order.output / name)
    assert recover(order)
    assert read(order.output) == {name: f"new {name}" for name in changed}
    assert not order.staging.exists()
    assert not order.journal.exists()


def test_staging_without_a_journal_is_cleared(order: Order) -> None:
    """A build that died before it began to move anything leaves the old site and no rubbish."""
    write(order.staging, {"index.html": "half"})
    assert recover(order)
    assert read(order.output)["index.html"] == "old home"
    assert not order.staging.exists()


def test_an_exchange_by_two_renames_that_was_cut_off_is_undone(order: Order) -> None:
    """Where the site stood aside when the power went, it comes back."""
    order.output.rename(order.output.with_name(".output.old"))
    recover(order)
    assert read(order.output)["index.html"] == "old home"


def test_new_pages_come_before_the_pages_that_link_to_them_and_removals_last(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order of the moves leaves no link of a reachable page dangling."""
    names = ["search/index.bin", "search/ab/x.bin", "index.html", "a/index.html", "a/new/index.html", "theme/x.css"]
    write(order.staging, dict.fromkeys(names, "new"))
    moved: list[str] = []
    original = Path.replace

    def note(path: Path, target: Path) -> Path:
        moved.append(target.relative_to(order.output).as_posix() if order.output in target.parents else "")
        return original(path, target)

    monkeypatch.setattr(Path, "replace", note)
    move_changed(order, names, ["b/index.html"])
    assert [name for name in moved if name] == [
        "search/ab/x.bin",
        "theme/x.css",
        "a/new/index.html",
        "a/index.html",
        "index.html",
        "search/index.bin",
    ]


def test_nothing_is_put_in_place_where_a_file_is_missing_or_another(order: Order) -> None:
    """What an edition claims is staged with its very bytes, or stands in place since earlier."""
    kept = Listing().with_changes({"a/index.html": "2" * 64})

    def known() -> bool:
        """Nothing is known of the folders."""
        return False

    require_whole(order, {"index.html": "1"}, {"index.html": "1"}, kept, known)
    for staged in ({"index.html": "0"}, {}):
        with pytest.raises(GongshiError) as fault:
            require_whole(order, {"index.html": "1"}, staged, kept, known)
        assert str(fault.value) == (
            f"生成的文件不齐（index.html），多半有别的程序动了 {order.staging}；没有换上去，请再运行一次"
        )
    more = kept.with_changes({"c/index.html": "3" * 64})
    with pytest.raises(GongshiError, match=r"（c/index\.html）"):
        require_whole(order, {"index.html": "1"}, {"index.html": "1"}, more, known)


def test_a_site_whose_folders_have_not_changed_is_whole(order: Order) -> None:
    """What was added to a folder or taken from it since is seen without a look at any file."""
    listing = Listing().with_changes(dict.fromkeys(read(order.output), "0" * 64))
    known = Folders().after(order.output, "name", listing, ())
    assert known.unchanged(order.output)
    (order.output / "a/index.html").unlink()
    assert not known.unchanged(order.output)
    assert list(missing(listing, order.output)) == ["a/index.html"]
    (order.output / "a").rmdir()
    assert not known.unchanged(order.output)


def test_what_a_build_moves_itself_is_known_afterwards(order: Order, tmp_path: Path) -> None:
    """After moves the folders are as they were left, those that came and those that went."""
    listing = Listing().with_changes(dict.fromkeys(read(order.output), "0" * 64))
    known = Folders().after(order.output, "name", listing, ())
    write(order.staging, {"index.html": "new home", "c/d/index.html": "new d"})
    changed, removed = ["index.html", "c/d/index.html"], ["b/index.html"]
    move_changed(order, changed, removed)
    assert not known.unchanged(order.output)
    after = known.after(order.output, "next", listing, [*changed, *removed])
    assert sorted(after.names) == ["", "a", "c", "c/d"]
    after.save(tmp_path / "folders")
    assert Folders.read(tmp_path / "folders", "next") == after
    assert Folders.read(tmp_path / "folders", "another") == Folders()
    assert after.unchanged(order.output)
