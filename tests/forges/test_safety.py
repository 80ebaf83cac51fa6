"""What no workflow may do, whatever its steps are: run foreign words, hold more rights than it needs, follow a tag."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.forges.runner import PIN

SCAFFOLD = Path(__file__).resolve().parents[2] / "plugins" / "disclosure" / "intake" / "scaffold"
WORKFLOWS = sorted(path.relative_to(SCAFFOLD).as_posix() for path in SCAFFOLD.glob(".*/workflows/*.yml"))


def read(name: str) -> dict[str, Any]:
    """Return a workflow; `on` is a word that YAML takes for true."""
    told: dict[Any, Any] = yaml.safe_load((SCAFFOLD / name).read_text(encoding="utf-8"))
    return {"on": told.pop(True), **told} if True in told else told


def steps(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield every step of every job."""
    for job in told["jobs"].values():
        yield from job["steps"]


def test_there_are_three_workflows_for_each_kind_of_actions() -> None:
    """Forgejo reads those of Gitea."""
    names = ("gongshi-nightly.yml", "gongshi-review.yml", "gongshi.yml")
    assert [f"{folder}/workflows/{name}" for folder in (".gitea", ".github") for name in names] == WORKFLOWS


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_expression_stands_in_a_script(name: str) -> None:
    """What strangers choose (a branch, a title, an account) reaches the shell as a variable, never as program text."""
    assert [step["name"] for step in steps(read(name)) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("name", WORKFLOWS)
def test_every_action_is_pinned_by_its_whole_commit(name: str) -> None:
    """With the version beside it for people."""
    used = [step["uses"] for step in steps(read(name)) if "uses" in step]
    assert [action for action in used if not PIN.fullmatch(action)] == []
    lines = (SCAFFOLD / name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "uses:" in line and "# v" not in line] == []


@pytest.mark.parametrize("name", [name for name in WORKFLOWS if name.startswith(".github")])
def test_rights_are_to_read_but_for_the_job_that_comments(name: str) -> None:
    """That one touches neither content nor tool."""
    told = read(name)
    rights = {job: body.get("permissions", told["permissions"]) for job, body in told["jobs"].items()}
    writing = {job: right for job, right in rights.items() if right != {"contents": "read"}}
    expected = {"comment": {"pull-requests": "write"}} if "review" in name else {}
    assert writing == expected
    scripts = "".join(step.get("run", "") for job in writing for step in told["jobs"][job]["steps"])
    assert "portal" not in scripts
    assert "checkout" not in scripts


@pytest.mark.parametrize("name", WORKFLOWS)
def test_no_secret_is_there_where_a_branch_is_looked_at(name: str) -> None:
    """And no event that would give a fork what belongs to the line."""
    told = read(name)
    assert "pull_request_target" not in told["on"]
    text = (SCAFFOLD / name).read_text(encoding="utf-8")
    assert ("secrets." in text) == ("pull_request" not in told["on"])


@pytest.mark.parametrize("name", [*WORKFLOWS, ".gitlab-ci.yml"])
def test_the_version_of_the_tool_stands_in_one_place(name: str) -> None:
    """All of them ask the same file of the line for it."""
    text = (SCAFFOLD / name).read_text(encoding="utf-8")
    assert (text.count("tool.url"), text.count("tool.commit")) == (1, 1)
    assert "v0." not in text
