"""Lists in the ledger: every entry has a life and a number of its own."""

from pathlib import Path

from tests.history.builders import files_below, made, step

from disclosure.history.cache import FILE
from disclosure.history.ledger import History, ranks
from disclosure.history.repository import read_history

LIST = "agencies/jyj/officers.yaml"


def officers(**posts: str) -> str:
    """Write a list of officers by certificate number and post."""
    entries = "".join(f"- number: {number}\n  post: {post}\n" for number, post in posts.items())
    return f"entries:\n{entries}" if entries else "entries: []\n"


def lives(content: Path, cache: Path | None = None) -> History:
    """Read the history of a folder in which the one list tells its entries apart by number."""
    return read_history(content, files_below(content), cache, lambda path: "number" if path == LIST else None)


def acts(history: History) -> dict[str, list[tuple[str, int]]]:
    """Return what happened to each entry: the names of the actions and the places of their commits."""
    return {
        name.partition("#")[2]: [(event.action.value, event.moment.position) for event in life]
        for name, life in sorted(history.entries.items())
    }


def test_each_entry_is_published_changed_removed_and_restored_by_itself(folder: Path) -> None:
    """Only the commits that touched an entry are its events, whatever else the file went through."""
    content = made(
        folder,
        step(1, {LIST: officers(A1="科员"), "a.md": "甲"}),
        step(2, {LIST: officers(A1="科员", B2="科员")}),
        step(3, {LIST: officers(B2="科长", A1="科员")}),
        step(4, {LIST: officers(B2="科长")}),
        step(5, {LIST: officers(B2="科长", A1="科员")}),
        step(6, {LIST: None}),
    )
    assert acts(lives(content)) == {
        "A1": [("publish", 0), ("removed", 3), ("restore", 4), ("removed", 5)],
        "B2": [("publish", 1), ("update", 2), ("removed", 5)],
    }


def test_an_entry_keeps_its_number_when_others_come(folder: Path) -> None:
    """Numbers follow the first publication of files and entries alike, and only grow."""
    steps = [step(1, {LIST: officers(B2="科员"), "a.md": "甲"}), step(2, {LIST: officers(A1="科员", B2="科员")})]
    content = made(folder, *steps)
    assert ranks(lives(content), []) == {
        "a.md": 0,
        LIST: 1,
        f"{LIST}#B2": 2,
        f"{LIST}#A1": 3,
    }


def test_what_a_list_holds_in_head_is_told(folder: Path) -> None:
    """Planning needs the keys without reading the file again."""
    content = made(folder, step(1, {LIST: officers(A1="科员")}), step(2, {LIST: officers(A1="科员", B2="科员")}))
    assert lives(content).listed == {LIST: ("A1", "B2")}


def test_the_cache_goes_on_where_it_stopped(folder: Path, tmp_path: Path) -> None:
    """A ledger continued from its cache is the one of a whole walk."""
    whole = [
        step(1, {LIST: officers(A1="科员")}),
        step(2, {LIST: officers(A1="科长", B2="科员")}),
        step(3, {LIST: officers(B2="科员")}),
    ]
    early = made(tmp_path / "early", *whole[:2])
    kept = tmp_path / "kept"
    first = lives(early, kept)
    late = made(folder, *whole)
    (kept / FILE).replace(tmp_path / FILE)
    later = tmp_path / "later"
    later.mkdir()
    (tmp_path / FILE).replace(later / FILE)
    assert lives(late, later).entries == lives(late).entries
    assert acts(first) == {"A1": [("publish", 0), ("update", 1)], "B2": [("publish", 1)]}


def test_a_list_that_cannot_be_read_changes_no_entry(folder: Path) -> None:
    """A version that nobody can read is told of the file alone; what comes after is compared with what was known."""
    content = made(
        folder,
        step(1, {LIST: officers(A1="科员")}),
        step(2, {LIST: "entries: [\n"}),
        step(3, {LIST: officers(A1="科长")}),
    )
    assert acts(lives(content)) == {"A1": [("publish", 0), ("update", 2)]}
