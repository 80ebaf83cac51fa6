"""The workflows for Gitea and Forgejo: plain git instead of an action, one job, comments in one page."""

from collections.abc import Mapping
from pathlib import Path

from tests.edition.town import decision, path_of
from tests.forges.api import Api, serving
from tests.forges.runner import Forge, Run, actions_job
from tests.forges.world import NAME, World, git

REVIEW, PUSH, NIGHTLY = (f".gitea/workflows/gongshi{name}.yml" for name in ("-review", "", "-nightly"))
CONTEXTS = {
    "github.token": "geheim",
    "github.event.pull_request.number": "7",
    "github.event.pull_request.user.login": "jiaoyuju",
}


def given(world: World, **more: str) -> Mapping[str, str]:
    """Return what the runner says of the forge."""
    return {"GITHUB_SERVER_URL": world.forge.as_uri(), "GITHUB_BASE_REF": "main", **more}


def reviewed(forge: Forge, folder: Path, api: Api) -> Run:
    """Run the job of merge request 7."""
    more = given(forge.world, GITHUB_API_URL=f"{api.address}/api/v1")
    return actions_job(forge, REVIEW, "review", folder, contexts=CONTEXTS, given=more)


def test_a_good_branch_is_reviewed_and_its_comment_updated(world: World, forge: Forge, tmp_path: Path) -> None:
    """By the name that the forge gives to its own jobs: Forgejo's is another than Gitea's."""
    world.request("2026-03-09", {path_of(2): decision(2)})
    with serving(Api({"login": "gitea-actions", "id": -2}, paged=False)) as api:
        api.say("看过了。", {"login": "shenheren", "id": 3})
        first = reviewed(forge, tmp_path / "first", api)
        world.request("2026-03-10", {path_of(3): decision(3)})
        api.comments[-1]["user"] = {"login": "forgejo-actions", "id": -2}
        second = reviewed(forge, tmp_path / "second", api)
    assert (first.failed, second.failed) == ([], []), first.printed
    issues = f"/api/v1/repos/{NAME}/issues"
    assert api.changes == [("POST", f"{issues}/7/comments"), ("PATCH", f"{issues}/comments/101")]
    assert {key for _method, _path, key in api.asked} == {"token geheim"}
    assert api.comments[-1]["body"] == second.summary == second.read("review/comment.md")
    assert sorted(second.artifacts) == ["preview", "review"]


def test_a_faulty_branch_of_a_fork_is_red_and_its_comment_stays_an_artifact(
    world: World, forge: Forge, tmp_path: Path
) -> None:
    """The fault fails the job, that nobody may comment does not."""
    world.request("2026-03-09", {path_of(2): decision(2).replace("type: penalty", "type: punishment")})
    with serving(Api({"login": "gitea-actions", "id": -2}, writable=False, paged=False)) as api:
        run = reviewed(forge, tmp_path / "job", api)
    assert run.failed == ["审阅"]
    assert run.printed.endswith("令牌不能写评论（派生仓库的请求就是这样）：审阅意见在这次运行的附件 review 里\n")
    assert (run.artifacts["review"] / "comment.md").read_text(encoding="utf-8") == run.summary


def test_a_push_to_main_builds_the_site(world: World, forge: Forge, tmp_path: Path) -> None:
    """From a clone that plain git made at the very commit of the push."""
    before = git(world.clone, "rev-parse", "HEAD")
    tip = world.on_main("2026-03-09", {path_of(1): decision(1)})
    contexts = {"github.token": "geheim", "github.event.before": before}
    more = given(world, GITHUB_SHA=tip)
    run = actions_job(forge, PUSH, "site", tmp_path / "job", contexts=contexts, given=more)
    assert run.failed == [], run.printed
    assert (run.artifacts["site"] / path_of(1).replace(".yaml", "/index.html")).is_file()
    assert run.printed.endswith(f"1 个提交，到 {tip[:7]} 为止\n")


def test_the_night_fails_on_what_is_overdue_and_shows_it_in_the_log_too(
    world: World, forge: Forge, tmp_path: Path
) -> None:
    """A forge without summaries still shows what its job printed."""
    objection = "entries:\n  - number: 2026-001\n    received: 2026-03-02\n    ground: 信息错误\n"
    tip = world.on_main("2026-03-03", {"agencies/jyj/objections.yaml": objection})
    more = given(world, GITHUB_SHA=tip)
    run = actions_job(forge, NIGHTLY, "nightly", tmp_path / "job", contexts=CONTEXTS, given=more)
    assert (run.failed, sorted(run.artifacts)) == (["期限和核查"], ["site"])
    assert "- 超期未办：agencies/jyj/objections\\#2026-001" in run.summary
    assert run.printed.endswith(run.summary)
