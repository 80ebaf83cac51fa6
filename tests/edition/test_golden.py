"""The log of one fixed history, pinned byte by byte."""

import json
import subprocess
from datetime import date
from pathlib import Path

from tests.edition.forger import Forger, MemorySite, failures
from tests.edition.town import PROJECT, tree
from tests.history.builders import git

from disclosure.assembly.order import Order, Secrets
from disclosure.generator import build
from disclosure.history.writing import init_repository

GOLDEN = Path(__file__).with_name("golden")
HISTORY, LEAVES = GOLDEN / "history.fi", GOLDEN / "leaves.txt"
SEED = b"the seed of the golden log"


def test_the_log_of_a_fixed_history_never_changes(tmp_path: Path) -> None:
    """A change here breaks the log of every portal.

    Each portal makes its leaves anew from its history with each build: if another version of this project makes
    another leaf of the same event, the root is another one, every checkpoint that anybody has kept is said to be
    false, and every portal stands accused of having rewritten its history. So this file is never made anew to let the
    test pass. Something that the leaves must say from now on needs a new version in the leaf (`v`), and old events
    keep their old leaves.

    The history (`git fast-import`) has decisions with an amount in decimals and with signs that JSON escapes, a
    correction, an attachment exchanged and taken away, a list whose entries come, change, go and come back for
    somebody else, a stub that is deleted and then published, a withdrawal and a return, an expiry, a deletion, what
    came in withdrawn and was changed, what may be public no more, a policy in Markdown, an import, another time zone
    and a clock that ran backwards.
    """
    repository = tmp_path / "town"
    repository.mkdir()
    init_repository(repository)
    subprocess.run(["git", "-C", repository, "fast-import", "--quiet"], input=HISTORY.read_bytes(), check=True)
    git(repository, "reset", "--quiet", "--hard", "refs/heads/main")
    site = tmp_path / "site"
    build(
        Order(PROJECT, repository / "content", site, date(2026, 11, 20), tmp_path / "cache", 1, secrets=Secrets(SEED))
    )
    made = Forger(site)
    root, *leaves = LEAVES.read_text(encoding="utf-8").splitlines()
    assert [leaf.decode() for leaf in made.leaves()] == leaves
    assert made.head.root.hex() == root
    assert failures(MemorySite(tree(site)))[0] == []


def test_the_fixed_history_holds_every_kind_of_event() -> None:
    """What is not in it is not pinned."""
    said = [json.loads(leaf) for leaf in LEAVES.read_text(encoding="utf-8").splitlines()[1:]]
    assert {one.get("action", "hidden") for one in said} == {
        "publish", "update", "correct", "withdraw", "expire", "restore", "removed", "hidden",
    }  # fmt: skip
    names = {one.get("record", "") for one in said}
    assert {"policies/gongshi", "agencies/jyj/officers", "agencies/jyj/officers#示99000000424"} <= names
