"""The pipeline for GitLab: which jobs run when, and what their own shell does."""

import json
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from tests.edition.town import decision, path_of
from tests.forges.api import Api, serving
from tests.forges.runner import Forge, Run, gitlab_job, pipeline
from tests.forges.world import World, git

HEAD = "refs/merge-requests/7/head"
REQUEST = {
    "CI_PIPELINE_SOURCE": "merge_request_event",
    "CI_DEFAULT_BRANCH": "main",
    "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
    "CI_MERGE_REQUEST_PROJECT_ID": "12",
    "CI_MERGE_REQUEST_IID": "7",
    "CI_PROJECT_ID": "12",
    "GITLAB_USER_LOGIN": "jiaoyuju",
}
ON_MAIN = {"CI_COMMIT_BRANCH": "main", "CI_DEFAULT_BRANCH": "main"}
TOKEN = "glpat-x"  # noqa: S105  # a made-up one
ME = {"id": 42, "username": "project_12_bot"}


@pytest.mark.parametrize(
    ("given", "jobs"),
    [
        (REQUEST, ["review", "comment"]),
        ({**ON_MAIN, "CI_PIPELINE_SOURCE": "push"}, ["site"]),
        ({**ON_MAIN, "CI_PIPELINE_SOURCE": "schedule"}, ["nightly"]),
        ({"CI_COMMIT_BRANCH": "gongkai-7", "CI_DEFAULT_BRANCH": "main", "CI_PIPELINE_SOURCE": "push"}, []),
    ],
)
def test_each_job_has_its_occasion(world: World, given: Mapping[str, str], jobs: list[str]) -> None:
    """A branch is looked at once, in its merge request; the night and the push do not both build."""
    told = yaml.safe_load((world.clone / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    assert pipeline(told, given) == jobs


def commented(forge: Forge, folder: Path, review: Run, api: Api, token: str = TOKEN) -> Run:
    """Run the commenting job with the artifacts of the reviewing one."""
    given = {**REQUEST, "CI_API_V4_URL": f"{api.address}/api/v4", "GONGSHI_COMMENT_TOKEN": token}
    return gitlab_job(forge, "comment", folder, given=given, ref=HEAD, keep=[review.artifacts["review"]])


def test_a_good_branch_is_reviewed_and_its_comment_updated(world: World, forge: Forge, tmp_path: Path) -> None:
    """By the user that the token belongs to, and never over what another wrote."""
    world.request("2026-03-09", {path_of(2): decision(2)})
    first = gitlab_job(forge, "review", tmp_path / "first", given=REQUEST, ref=HEAD)
    assert first.failed == [], first.printed
    with serving(Api(ME)) as api:
        api.say("<!-- gongshi-review -->", {"id": 5, "username": "luren"})
        assert commented(forge, tmp_path / "comment", first, api).failed == []
        world.request("2026-03-10", {path_of(3): decision(3)})
        second = gitlab_job(forge, "review", tmp_path / "second", given=REQUEST, ref=HEAD)
        assert commented(forge, tmp_path / "again", second, api).failed == []
    notes = "/api/v4/projects/12/merge_requests/7/notes"
    assert api.changes == [("POST", notes), ("PUT", f"{notes}/101")]
    assert {key for _method, _path, key in api.asked} == {TOKEN}
    assert api.comments[-1]["body"] == second.read("review/comment.md")
    assert sorted(second.artifacts) == ["preview", "review"]
    assert second.printed.endswith(second.read("review/comment.md"))


def test_a_fault_is_red_and_stands_in_both_reports(world: World, forge: Forge, tmp_path: Path) -> None:
    """GitLab shows them in the merge request, beside the line and by file."""
    world.request("2026-03-09", {path_of(2): decision(2).replace('"2026-03-02"', '"2026-02-30"')})
    run = gitlab_job(forge, "review", tmp_path / "job", given=REQUEST, ref=HEAD)
    assert run.codes == {"review": 2}
    path = f"content/{path_of(2)}"
    quality = json.loads(run.read("gl-code-quality-report.json"))
    assert [(one["severity"], one["location"]) for one in quality] == [("major", {"path": path, "lines": {"begin": 4}})]
    suite = ET.fromstring(run.read("junit.xml").partition("\n")[2])  # noqa: S314  # our own output
    assert [case.get("name") for case in suite if case.find("failure") is not None] == [path]


def test_a_fork_has_no_token_and_says_where_the_review_is(world: World, forge: Forge, tmp_path: Path) -> None:
    """It fetches the line from the project that it goes into; nobody is asked over HTTP."""
    world.request("2026-03-09", {path_of(2): decision(2)})
    git(world.bare, "update-ref", "refs/heads/main", git(world.clone, "rev-list", "--max-parents=0", "HEAD"))
    upstream = tmp_path / "upstream.git"
    git(tmp_path, "clone", "--quiet", "--bare", str(world.clone), str(upstream))
    project = {"CI_PROJECT_ID": "99", "CI_MERGE_REQUEST_PROJECT_URL": str(upstream).removesuffix(".git")}
    run = gitlab_job(forge, "review", tmp_path / "job", given={**REQUEST, **project}, ref=HEAD)
    assert run.failed == [], run.printed
    assert "网站上有 1 条信息会变。" in run.read("review/comment.md")
    with serving(Api(ME)) as api:
        comment = commented(forge, tmp_path / "comment", run, api, token="")
    assert (comment.failed, api.asked) == ([], [])
    assert comment.printed == "没有写评论的令牌（派生仓库的请求就是这样）：审阅意见在任务 review 的日志和附件里\n"


def test_a_push_to_main_builds_and_audits(world: World, forge: Forge, tmp_path: Path) -> None:
    """The site is an artifact named public."""
    before = git(world.clone, "rev-parse", "HEAD")
    tip = world.on_main("2026-03-09", {path_of(1): decision(1)})
    given = {**ON_MAIN, "CI_COMMIT_BEFORE_SHA": before}
    run = gitlab_job(forge, "site", tmp_path / "job", given=given, ref="refs/heads/main")
    assert run.failed == [], run.printed
    assert (run.artifacts["public"] / path_of(1).replace(".yaml", "/index.html")).is_file()
    assert run.printed.endswith(f"1 个提交，到 {tip[:7]} 为止\n")


def test_the_night_is_red_where_something_is_overdue(world: World, forge: Forge, tmp_path: Path) -> None:
    """With a report in Markdown, and one that GitLab reads."""
    objection = "entries:\n  - number: 2026-001\n    received: 2026-03-02\n    ground: 信息错误\n"
    world.on_main("2026-03-03", {"agencies/jyj/objections.yaml": objection})
    run = gitlab_job(forge, "nightly", tmp_path / "job", given=ON_MAIN, ref="refs/heads/main")
    assert run.codes == {"nightly": 2}
    assert sorted(run.artifacts) == ["nightly.md", "public"]
    assert run.printed.endswith(run.read("nightly.md"))
    assert 'name="agencies/jyj/objections#2026-001' in run.read("junit.xml")
