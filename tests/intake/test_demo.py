"""The demonstration is replayed: its steps give its content, the same commits each time, a story for its records."""

import shutil
from collections import Counter
from pathlib import Path

import pytest
from tests.intake.demonstrated import (
    IMPORTED,
    PROJECT,
    content,
    decisions,
    documents,
    files_below,
    history,
    history_of,
    sources,
)

from disclosure.history.repository import History, HistoryState
from disclosure.intake.demo import Sources, planned, replay
from disclosure.intake.demo_steps import read_steps
from disclosure.model.errors import GongshiError
from disclosure.model.event import Action

__all__ = ["content", "history"]


LIVES = {
    "agencies/jyj/decisions/2026/03/012.yaml": [Action.PUBLISH, Action.CORRECT],
    "agencies/scjgj/decisions/2025/10/xk-241.yaml": [Action.PUBLISH, Action.CORRECT],
    "agencies/sthjj/decisions/2025/04/cf-003.yaml": [Action.PUBLISH, Action.UPDATE],
    "agencies/mzj/agency.yaml": [Action.PUBLISH, Action.UPDATE],
    "agencies/jyj/officers.yaml": [Action.PUBLISH, Action.UPDATE, Action.UPDATE, Action.UPDATE],
    "agencies/scjgj/officers.yaml": [Action.PUBLISH, Action.UPDATE],
    "agencies/scjgj/reviewers.yaml": [Action.PUBLISH, Action.UPDATE],
    "agencies/swj/decisions/2026/08/003.yaml": [Action.PUBLISH, Action.WITHDRAW],
    "agencies/sthjj/decisions/2026/04/008.yaml": [Action.PUBLISH, Action.WITHDRAW],
    "agencies/scjgj/decisions/2026/01/004.yaml": [Action.PUBLISH, Action.EXPIRE],
    "agencies/scjgj/decisions/2025/12/081.yaml": [Action.PUBLISH, Action.WITHDRAW, Action.RESTORE],
    "agencies/mzj/decisions/2026/09/jf-012.yaml": [Action.PUBLISH, Action.WITHDRAW],
    "agencies/nsx-scjgj/decisions/2026/04/007.yaml": [Action.PUBLISH, Action.WITHDRAW],
    "agencies/sthjj/decisions/2026/05/009.yaml": [Action.PUBLISH, Action.WITHDRAW],
    "agencies/sthjj/decisions/2026/02/002.yaml": [Action.PUBLISH, Action.UPDATE],
    "agencies/mzj/objections.yaml": [Action.PUBLISH, Action.UPDATE],
    "agencies/swj/decisions/2025/01/xk-2.yaml": [Action.PUBLISH, Action.REMOVED],
    "policies/fabu-chexiao-gengxin.md": [Action.PUBLISH, Action.UPDATE],
}


ONE_STEP = """\
people:
  周岚: zhoulan@jyj.shili.example
steps:
  - when: 2026-03-13 16:40
    author: 周岚
    message: 公开
    changes:
      - a.yaml
"""


STEP = "demo/steps.yaml 里 2026-03-13 16:40 的一步"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Copy the project's two folders, to be changed."""
    for name in ("content", "demo"):
        shutil.copytree(PROJECT / name, tmp_path / "project" / name)
    return tmp_path / "project"


def test_the_replay_ends_in_the_bytes_of_content(content: Path) -> None:
    """After the last step the repository holds exactly what content/ holds, and nothing is uncommitted."""
    assert files_below(content) == files_below(PROJECT / "content")
    assert history_of(content).uncommitted == frozenset()


def test_the_same_steps_give_the_same_commits(content: Path, tmp_path: Path) -> None:
    """Two replays in two places have the same last commit, and so the same history."""
    again = replay(PROJECT, tmp_path)
    assert history_of(again).tip == history_of(content).tip


def test_a_replay_is_kept_until_the_content_changes(project: Path, tmp_path: Path) -> None:
    """A second replay touches nothing; a changed file makes another repository and drops the old one."""
    first = replay(project, tmp_path)
    (first.parent / "mark").write_text("kept", encoding="utf-8")
    assert replay(project, tmp_path) == first
    assert (first.parent / "mark").exists()
    page = project / "content" / "pages" / "about.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n又添一行。\n", encoding="utf-8")
    second = replay(project, tmp_path)
    assert files_below(second) == files_below(project / "content")
    assert [path.name for path in (tmp_path / "demo").iterdir()] == [second.parent.name]


def test_a_file_that_no_step_names_is_there_from_the_first(project: Path, tmp_path: Path) -> None:
    """Settings and rules need no step of their own."""
    (project / "content" / "rules" / "more.yaml").write_text("a: 1\n", encoding="utf-8")
    events = history_of(replay(project, tmp_path)).events
    assert [(event.action, event.moment.position) for event in events["rules/more.yaml"]] == [(Action.PUBLISH, 0)]


def test_every_record_has_its_step() -> None:
    """No agency, decision or policy appears by itself on the first day."""
    named = {change.path for step in read_steps(sources().demo) for change in step.changes}
    assert set(documents()) - named == set()


def test_every_earlier_version_is_used() -> None:
    """demo/earlier/ holds nothing that no step publishes."""
    steps = read_steps(sources().demo)
    used = {f"earlier/{each.earlier}/{each.path}" for step in steps for each in step.changes if each.earlier}
    assert set(sources().demo) - used == {"steps.yaml"}


@pytest.mark.parametrize("path", sorted(LIVES))
def test_the_story_of_a_record(history: History, path: str) -> None:
    """Publishing, updating, correcting, withdrawing, restoring and a removal stand in the history as they happened."""
    assert history.state is HistoryState.FULL
    assert [event.action for event in history.events[path]] == LIVES[path]


def test_only_what_came_from_the_old_site_is_imported(history: History) -> None:
    """The import commit carries its trailer, and no other commit does."""
    assert {path for path, events in history.events.items() if events[0].moment.imported} == IMPORTED
    assert {path for path, data in decisions().items() if "source" in data} == IMPORTED


def test_nobody_approves_their_own_record(history: History) -> None:
    """The author is the clerk; an approver is somebody else, and most publications have one."""
    moments = [event.moment for events in history.events.values() for event in events]
    assert [moment for moment in moments if moment.approver == moment.author] == []
    assert Counter(moment.approver is None for moment in moments)[False] > 100


def small(steps: str = ONE_STEP, *names: str) -> Sources:
    """Make a demonstration of these steps and of these files."""
    return Sources(dict.fromkeys(names, b"a: 1\n"), {"steps.yaml": steps.encode()})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            small(ONE_STEP, "b.yaml"),
            f"{STEP}公开了 content/a.yaml，而这个文件不在了；请改这一步，或者添上后来的一步",
        ),
        (
            small(ONE_STEP.replace("- a.yaml", "- file: a.yaml\n        removed: true"), "a.yaml"),
            f"{STEP}删去了 content/a.yaml，而这个文件还在；请改这一步，或者添上后来的一步",
        ),
        (
            small(ONE_STEP.replace("- a.yaml", "- file: a.yaml\n        earlier: 2026-03-13"), "a.yaml"),
            f"{STEP}把 content/a.yaml 留在了较早的版本上；请改这一步，或者添上后来的一步",
        ),
        (
            small(ONE_STEP.replace("author: 周岚", "author: 何敏"), "a.yaml"),
            f"{STEP}的「何敏」不在 people 里",
        ),
        (
            small(ONE_STEP.replace("2026-03-13 16:40", "2026年3月13日"), "a.yaml"),
            "demo/steps.yaml 里 2026年3月13日 的一步的时间「2026年3月13日」要写成 2026-03-13 16:40 的样子",
        ),
        (
            small(ONE_STEP + ONE_STEP.partition("steps:\n")[2], "a.yaml"),
            f"{STEP}没有排在 2026-03-13 16:40 之后",
        ),
        (Sources({}, {"other": b""}), "演示的文件夹里没有 demo/steps.yaml"),
    ],
)
def test_steps_that_cannot_be_replayed_are_refused_in_words(given: Sources, message: str) -> None:
    """The message says which step is wrong and what to do."""
    with pytest.raises(GongshiError) as caught:
        planned(read_steps(given.demo), given)
    assert str(caught.value) == message


def test_a_project_without_a_demonstration_is_refused_in_words(tmp_path: Path) -> None:
    """Where demo/ or content/ is missing, the message names the folder."""
    with pytest.raises(GongshiError) as caught:
        replay(tmp_path, tmp_path / "cache")
    assert str(caught.value) == f"没有演示要用的文件夹 {tmp_path / 'content'}"
