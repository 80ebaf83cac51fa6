"""The audit against what was published: a checkpoint kept elsewhere, the log of the last build, and erasings."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from tests.edition.erasing import commit, request, rewrite, withdrawn_town
from tests.edition.town import Town, decision, path_of

from disclosure.commands.auditing import audit
from disclosure.commands.erasing import erase
from disclosure.generator import build


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a town whose third decision is withdrawn."""
    return withdrawn_town(tmp_path / "town")


def told(town: Town, site: Path, capsys: pytest.CaptureFixture[str], against: Path | None = None) -> dict[str, str]:
    """Audit a town and return what is said of its history and its log, by rule."""
    capsys.readouterr()
    audit(town.order(site), "json", against=str(against) if against else "")
    issues = json.loads(capsys.readouterr().out)["issues"]
    about = ("audit-log", "audit-rewritten", "log-rewritten", "erased")
    return {issue["rule"]: issue["problem"] for issue in issues if issue["rule"].startswith(about)}


@pytest.fixture
def kept(town: Town, tmp_path: Path) -> Path:
    """Return the checkpoint of a built site, as somebody keeps it elsewhere."""
    build(town.order(tmp_path / "site"))
    copy = tmp_path / "kept" / "checkpoint"
    copy.parent.mkdir()
    copy.write_bytes((tmp_path / "site/log/checkpoint").read_bytes())
    return copy


def test_a_history_that_only_grew_agrees_with_every_checkpoint(
    town: Town, kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whether the checkpoint is that of today or an older one, and on a machine that never built."""
    assert told(town, tmp_path / "site", capsys, kept) == {}
    town.step({path_of(5): decision(5)})
    assert told(town, tmp_path / "site", capsys, kept) == {}
    assert told(town, tmp_path / "elsewhere", capsys, kept) == {}


def test_a_changed_history_parts_from_the_checkpoint(
    town: Town, kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Told where it was built, by what the cache knows, and anywhere else by the checkpoint alone."""
    first = dict(town.steps[0].files)
    first[f"content/{path_of(1)}"] = decision(1, facts="改写过的事实。").encode()
    town.steps[0] = replace(town.steps[0], files=first)
    town.replay()
    size = kept.read_text(encoding="utf-8").split("\n")[1]
    parted = f"公开日志被改写：检查点里的 {size} 条，现在的历史算出来不一样"
    assert told(town, tmp_path / "elsewhere", capsys, kept) == {"audit-log": parted}
    found = told(town, tmp_path / "site", capsys, kept)
    assert sorted(found) == ["audit-log", "audit-rewritten", "log-rewritten"]
    assert found["log-rewritten"].startswith("公开日志被改写：从第 ")


def test_a_history_that_was_cut_is_shorter_than_the_checkpoint(
    town: Town, kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The last commit taken away: one event is missing."""
    size = int(kept.read_text(encoding="utf-8").split("\n")[1])
    town.steps.pop()
    town.replay()
    found = told(town, tmp_path / "elsewhere", capsys, kept)
    assert found == {"audit-log": f"公开日志被截短：检查点里有 {size} 条，现在只有 {size - 1} 条"}


def test_an_erasing_by_procedure_accounts_for_the_rewriting(
    town: Town, kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before the next build, after it, and against the old checkpoint; a later rewriting is told all the same."""
    site = tmp_path / "site"
    erase(town.order(site), request(tmp_path / "erase"))
    commit(town)
    build(town.order(site))
    rewrite(town.folder, tmp_path / "erase")
    assert told(town, site, capsys) == {}
    assert told(town, site, capsys, kept) == {}
    build(town.order(site))
    assert told(town, site, capsys) == {}
    town.steps.pop()
    town.replay()
    assert "audit-rewritten" in told(town, site, capsys)


def test_where_nothing_was_built_it_says_that_nothing_was_compared(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A warning, not a silence: without a build, a checkpoint or a commit nobody knows what was published."""
    audit(town.order(tmp_path / "site"), "json")
    issues = {issue["rule"]: issue["problem"] for issue in json.loads(capsys.readouterr().out)["issues"]}
    assert issues["audit-unknown"] == (f"历史有没有被改写没有核对：这台机器上没有由这份内容生成过 {tmp_path / 'site'}")
    build(town.order(tmp_path / "site"))
    audit(town.order(tmp_path / "site"), "json")
    assert "audit-unknown" not in capsys.readouterr().out


def test_content_with_errors_cannot_be_held_against_a_checkpoint(
    town: Town, kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says that nothing was compared, and ends with an error, instead of passing."""
    (town.content / path_of(1)).write_text("type: [\n", encoding="utf-8")
    found = told(town, tmp_path / "site", capsys, kept)
    assert found == {"audit-log": "内容有错，公开日志算不出来，历史有没有被改写核查不了"}
