"""Who made what happened to a record, and who let it in: merges, forges, trailers."""

from pathlib import Path

from tests.history.builders import BING, JIA, RECORD, YI, history_of, made, on, step, told
from tests.history.happening import CHANGED, OTHER, PLAIN, WITHDRAWN


def test_merge_is_the_moment_and_its_commits_name_the_authors(folder: Path) -> None:
    """Two clerks' files in one merge: the time is the merge's, each author their own, the approver who merged."""
    content = made(
        folder,
        step(1, {OTHER: "name: 局\n"}),
        step(2, {RECORD: PLAIN}, author=YI, parents=[0]),
        step(3, {OTHER: "name: 教育局\n"}, author=BING, parents=[1]),
        step(4, {OTHER: "name: 教育局\n", RECORD: PLAIN}, author=JIA, parents=[0, 2]),
    )
    history = history_of(content)
    assert told(history) == [("publish", 1, "乙", "甲", False)]
    assert told(history, OTHER) == [("publish", 0, "甲", None, False), ("update", 1, "丙", "甲", False)]
    assert history.events[RECORD][0].moment.time == on(4)


def test_last_author_of_a_branch_is_named(folder: Path) -> None:
    """Where two clerks worked on a file in one branch, the one who wrote last is its author."""
    content = made(
        folder,
        step(1, {OTHER: "name: 局\n"}),
        step(5, {RECORD: PLAIN}, author=YI, parents=[0]),
        step(2, {RECORD: CHANGED}, author=BING, parents=[1]),
        step(6, {RECORD: CHANGED}, parents=[0, 2]),
    )
    assert told(history_of(content)) == [("publish", 1, "丙", "甲", False)]


def test_the_version_that_stays_names_the_author(folder: Path) -> None:
    """Of two branches merged at once, the author is who wrote the version that came to stay."""
    begun = step(1, {OTHER: "name: 局\n"})
    sides = [step(2, {RECORD: PLAIN}, author=YI, parents=[0]), step(3, {RECORD: CHANGED}, author=BING, parents=[0])]
    names = []
    for name, text in (("a", PLAIN), ("b", CHANGED), ("c", WITHDRAWN)):
        content = made(folder / name, begun, *sides, step(4, {RECORD: text}, parents=[0, 1, 2]))
        names.append(history_of(content).events[RECORD][0].moment.author)
    assert names == ["乙", "丙", "丙"]


def test_merge_by_its_author_has_no_approver(folder: Path) -> None:
    """Who merges their own work, even under another address or name, approves nothing."""
    content = made(
        folder,
        step(1, {OTHER: "name: 局\n"}),
        step(2, {RECORD: PLAIN}, author=("甲", "work@example.invalid"), parents=[0]),
        step(3, {RECORD: PLAIN}, parents=[0, 1]),
        step(4, {RECORD: CHANGED}, author=("甲某", "JIA@example.invalid"), parents=[2]),
        step(5, {RECORD: CHANGED}, parents=[2, 3]),
    )
    assert told(history_of(content)) == [("publish", 1, "甲", None, False), ("update", 2, "甲某", None, False)]


def test_forge_is_nobody(folder: Path) -> None:
    """A merge made on a forge's page is committed by the forge; the person who pressed the button is the approver."""
    forge = ("Forge", "noreply@forge.invalid")
    content = made(
        folder,
        step(1, {OTHER: "name: 局\n"}),
        step(2, {RECORD: PLAIN}, author=YI, parents=[0]),
        step(3, {RECORD: PLAIN}, author=BING, committer=forge, parents=[0, 1]),
    )
    assert told(history_of(content)) == [("publish", 1, "乙", "丙", False)]


def test_merge_that_changes_by_itself_is_its_own_author(folder: Path) -> None:
    """What no merged commit brought is the work of who merged."""
    content = made(
        folder,
        step(1, {OTHER: "name: 局\n"}),
        step(2, {OTHER: "name: 教育局\n"}, author=YI, parents=[0]),
        step(3, {OTHER: "name: 教育局\n", RECORD: PLAIN}, author=BING, committer=JIA, parents=[0, 1]),
    )
    assert told(history_of(content)) == [("publish", 1, "丙", "甲", False)]


def test_octopus_and_branch_within_branch(folder: Path) -> None:
    """Three branches merged at once, one of which had merged another: each file finds its author."""
    content = made(
        folder,
        step(1, {OTHER: "name: 局\n"}),
        step(2, {"a.yaml": "a: 1\n"}, author=YI, parents=[0]),
        step(3, {"b.yaml": "b: 1\n"}, author=BING, parents=[0]),
        step(4, {"b.yaml": "b: 1\n"}, author=JIA, parents=[1, 2]),
        step(5, {"c.yaml": "c: 1\n"}, author=YI, parents=[0]),
        step(6, {"a.yaml": "a: 1\n", "b.yaml": "b: 1\n", "c.yaml": "c: 1\n"}, parents=[0, 3, 4]),
    )
    history = history_of(content)
    assert [told(history, path) for path in ("a.yaml", "b.yaml", "c.yaml")] == [
        [("publish", 1, "乙", "甲", False)],
        [("publish", 1, "丙", "甲", False)],
        [("publish", 1, "乙", "甲", False)],
    ]


def test_commit_belongs_to_the_first_merge_that_reached_it(folder: Path) -> None:
    """A branch merged twice: the second merge names the author of the later work only."""
    content = made(
        folder,
        step(1, {OTHER: "name: 局\n"}),
        step(2, {RECORD: PLAIN}, author=YI, parents=[0]),
        step(3, {RECORD: PLAIN}, parents=[0, 1]),
        step(4, {OTHER: "name: 教育局\n"}, author=BING, parents=[1]),
        step(5, {OTHER: "name: 教育局\n", RECORD: CHANGED}, parents=[2, 3]),
    )
    history = history_of(content)
    assert told(history) == [("publish", 1, "乙", "甲", False), ("update", 2, "甲", None, False)]
    assert told(history, OTHER)[1] == ("update", 2, "丙", "甲", False)


def test_trailers(folder: Path) -> None:
    """Reviewed-by names an approver other than the author; Gongshi-Import marks, even without a value."""
    content = made(
        folder,
        step(1, {RECORD: PLAIN}, "迁入\n\nGongshi-Import:\nReviewed-by: 甲 <jia@example.invalid>\n"),
        step(
            2,
            {RECORD: CHANGED},
            "改\n\n正文里写 Gongshi-Import: 不算\n\nreviewed-by: 甲 <j@x>\nReviewed-by: 乙 <y@x>\n",
        ),
        step(3, {OTHER: "name: 局\n"}, "迁\n\nGONGSHI-IMPORT: 旧网站\nReviewed-by: 丙", author=YI, parents=[1]),
        step(4, {OTHER: "name: 局\n", RECORD: PLAIN}, parents=[1, 2]),
    )
    history = history_of(content)
    assert told(history) == [
        ("publish", 0, "甲", None, True),
        ("update", 1, "甲", "乙", False),
        ("update", 2, "甲", None, False),
    ]
    assert told(history, OTHER) == [("publish", 2, "乙", "甲", True)]
