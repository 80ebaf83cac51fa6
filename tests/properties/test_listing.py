"""A listing that is changed line by line is the one that would be written from all files."""

from hypothesis import given
from hypothesis import strategies as st

from disclosure.assembly.listing import Listing
from disclosure.assembly.transparency import edition_digest

PATHS = st.text("ab/é-.", min_size=1, max_size=5)
FILES = st.dictionaries(PATHS, st.sampled_from([letter * 64 for letter in "0123"]), max_size=30)


def written(files: dict[str, str]) -> Listing:
    """Return the listing of some files, sorted and written at once."""
    return Listing("".join(f"{files[path]}  {path}\n" for path in sorted(files)).encode())


@given(FILES, st.dictionaries(PATHS, st.sampled_from(["4" * 64, None]), max_size=8))
def test_changes_leave_what_would_be_written_at_once(files: dict[str, str], changes: dict[str, str | None]) -> None:
    """Files that come, change and go stand where they would stand if all were sorted again."""
    after = {path: digest for path, digest in {**files, **changes}.items() if digest}
    found = written(files).with_changes(changes)
    assert found == written(after) == Listing().with_changes(after)
    assert found.digest == edition_digest(after)
    assert list(found.paths()) == sorted(after)
    assert {path: found.get(path) for path in {*files, *changes}} == {
        path: after.get(path) for path in {*files, *changes}
    }
