"""Which version of the tool a new content repository is told to use."""

from pathlib import Path

import pytest
from tests.history.builders import JIA, git, made, step

from disclosure.history.pinning import Pin, pin_of


@pytest.mark.parametrize(
    ("remote", "url"),
    [
        ("https://git.example.invalid/gongshi.git", "https://git.example.invalid/gongshi.git"),
        ("https://zhang:geheim@git.example.invalid/gongshi.git", ""),
        ("git@git.example.invalid:gongshi.git", ""),
        ("/srv/git/gongshi.git", ""),
        ("", ""),
    ],
)
def test_a_clone_is_pinned_by_its_commit_and_an_address_that_holds_no_secret(
    tmp_path: Path, remote: str, url: str
) -> None:
    """A password in an address, or one that only its owner can use, goes to nobody else."""
    folder = made(tmp_path / "tool", step(1, {"a.yaml": "a: 1\n"}, author=JIA)).parent
    if remote:
        git(folder, "remote", "add", "origin", remote)
    assert pin_of(folder, "0.1.0") == Pin(url, git(folder, "rev-parse", "HEAD"))


def test_what_is_no_clone_is_pinned_by_its_version(tmp_path: Path) -> None:
    """Neither a folder without git, nor one inside another project's repository."""
    (tmp_path / "plain").mkdir()
    assert pin_of(tmp_path / "plain", "0.1.0") == Pin("", "v0.1.0")
    folder = made(tmp_path / "other", step(1, {"tool/a.yaml": "a: 1\n"}, author=JIA))
    assert pin_of(folder / "tool", "0.1.0") == Pin("", "v0.1.0")
