"""What changes from one edition to the next is told from the works that changed."""

from disclosure.assembly.listing import Listing
from disclosure.assembly.manifest import Made, Manifest
from disclosure.assembly.placing import BUILD
from disclosure.assembly.turning import Turn

HOME = Made("h", {"index.html": "1" * 64}, ("/agencies/a/",))
AGENCY = Made("a", {"agencies/a/index.html": "2" * 64, "search/terms/aa/b.bin": "3" * 64})
BEFORE = Manifest(
    "e1",
    {"home": HOME, "agency": AGENCY},
    Listing().with_changes({**HOME.files, **AGENCY.files}),
    3,
)


def turn(agency: dict[str, str] | None) -> Turn:
    """Return the turn to an edition of the same home page and an agency's work of other files, or none."""
    return Turn(BEFORE, {"home": HOME, **({} if agency is None else {"agency": Made("b", agency)})})


def test_what_changed_came_and_went_is_told_by_its_digest() -> None:
    """A file that was made again with the same bytes has not changed; others stay in the listing as they are."""
    found = turn({"agencies/a/index.html": "2" * 64, "agencies/a/b.json": "4" * 64})
    assert (found.changed(), found.removed(), found.files()) == (
        ("agencies/a/b.json",),
        ("search/terms/aa/b.bin",),
        3,
    )
    assert list(found.listing().paths()) == ["agencies/a/b.json", "agencies/a/index.html", "index.html"]
    assert list(found.kept().paths()) == ["agencies/a/index.html", "index.html"]
    assert [found.has(path) for path in ("index.html", "agencies/a/b.json", "search/terms/aa/b.bin")] == [
        True,
        True,
        False,
    ]


def test_links_of_all_pages_are_looked_at_again_only_where_a_page_went() -> None:
    """Nothing links to a shard of the search; a page that went may be linked to from any other that stays."""
    shard_went = turn({"agencies/a/index.html": "5" * 64, BUILD: "6" * 64})
    assert set(shard_went.suspects()) == {"agency"}
    page_went = turn({"search/terms/aa/b.bin": "3" * 64})
    assert set(page_went.suspects()) == {"home", "agency"}
    assert set(turn(None).suspects()) == {"home"}


def test_the_first_edition_is_new_throughout() -> None:
    """Before it there was nothing: nothing is kept, nothing goes."""
    first = Turn(Manifest(), BEFORE.made)
    assert first.changed() == ("agencies/a/index.html", "index.html", "search/terms/aa/b.bin")
    assert (first.removed(), first.kept(), first.files(), set(first.suspects())) == ((), Listing(), 3, set(BEFORE.made))
