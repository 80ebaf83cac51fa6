"""init: a repository that checks clean from its first commit."""

import datetime as dt
import json
from fnmatch import fnmatch
from pathlib import Path

import pytest
import yaml
from tests.history.builders import git
from tests.intake.town import PROJECT, SCHEMAS

from disclosure.assembly.order import VERSION, Order
from disclosure.edition import read
from disclosure.history.pinning import Pin
from disclosure.history.repository import HistoryState, read_history
from disclosure.intake.init import InitOrder, init
from disclosure.model.errors import GongshiError
from disclosure.model.kinds import KINDS

AUTHOR = ("示例经办人", "clerk@example.org")
NOON = dt.datetime(2026, 1, 5, 12, tzinfo=dt.UTC)


def made(folder: Path) -> Path:
    """Make a content repository in a folder."""
    init(InitOrder(folder, PROJECT, "0.1.0", "示例市行政执法公示", "示例市", "示例市司法局", AUTHOR, NOON))
    return folder


def test_a_new_repository_checks_clean_and_is_committed(tmp_path: Path) -> None:
    """The first check finds nothing, and nothing is left uncommitted."""
    folder = made(tmp_path / "内容")
    edition = read(Order(PROJECT, folder / "content", tmp_path / "out", dt.date(2026, 11, 20), tmp_path / "cache"))
    assert [str(issue) for issue in edition.issues] == []
    history = read_history(folder / "content", ["portal.yaml"])
    assert (history.state, history.uncommitted) == (HistoryState.FULL, frozenset())


def test_the_settings_are_the_given_ones_and_pin_the_tool(tmp_path: Path) -> None:
    """portal.yaml names the site, explains what may follow, and pins the version of the tool."""
    lines = (made(tmp_path / "a") / "content" / "portal.yaml").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        "name: 示例市行政执法公示",
        "jurisdiction:",
        "  name: 示例市",
        "organiser:",
        "  name: 示例市司法局",
        "tool_version: 0.1.0",
        "search:",
        "  amounts:",
        "  - title: 1万元以下",
        "    below: 10000",
        "  - title: 1万至10万元",
        "    from: 10000",
        "    below: 100000",
        "  - title: 10万至100万元",
        "    from: 100000",
        "    below: 1000000",
        "  - title: 100万元以上",
        "    from: 1000000",
    ]
    assert "# icp_record: ……" in lines


def test_the_editor_finds_a_schema_for_every_kind_of_file(tmp_path: Path) -> None:
    """The editor's settings name schemas that are there, and the words of the scaffold are filled in."""
    folder = made(tmp_path / "a")
    settings = json.loads((folder / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert [name for name in settings["yaml.schemas"] if not (folder / name).is_file()] == []
    assert {Path(name).name.removesuffix(".schema.json") for name in settings["yaml.schemas"]} <= SCHEMAS.by_name.keys()
    patterns = settings["yaml.schemas"].values()
    written = [kind for kind in KINDS if kind.pattern.endswith(".yaml")]
    examples = {kind.name: kind.pattern.format(agency="jyj", year="2026", month="11", slug="a") for kind in written}
    unknown = [name for name, path in examples.items() if not any(fnmatch(f"content/{path}", one) for one in patterns)]
    assert unknown == []
    texts = [path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.md"))]
    assert [text for text in texts if "{name}" in text or "{organiser}" in text or "{jurisdiction}" in text] == []


def test_the_version_of_the_tool_stands_in_one_file(tmp_path: Path) -> None:
    """Where it is fetched and which commit of it, as git reads it; a tag where nobody knows more."""
    pinned = Pin("https://git.example.invalid/gongshi.git", "0123456789abcdef0123456789abcdef01234567")
    known = tmp_path / "known"
    init(InitOrder(known, PROJECT, VERSION, author=AUTHOR, when=NOON, tool=pinned))

    def told(folder: Path, name: str) -> str:
        return git(folder, "config", "--file", ".gongshi/tool", f"tool.{name}")

    assert (told(known, "url"), told(known, "commit")) == pinned
    unknown = made(tmp_path / "unknown")
    assert (told(unknown, "url"), told(unknown, "commit")) == ("", f"v{VERSION}")


@pytest.mark.parametrize(
    ("forge", "there"),
    [("github", [".github"]), ("gitea", [".gitea"]), ("gitlab", [".gitlab-ci.yml"])],
)
def test_workflows_are_written_for_the_forge_that_is_named(tmp_path: Path, forge: str, there: list[str]) -> None:
    """For all of them where none is."""
    folder = tmp_path / "one"
    init(InitOrder(folder, PROJECT, VERSION, author=AUTHOR, when=NOON, forge=forge))
    every = (".gitea", ".github", ".gitlab-ci.yml")
    assert [name for name in every if (folder / name).exists()] == there
    whole = made(tmp_path / "all")
    assert [name for name in every if (whole / name).exists()] == list(every)


def test_a_forge_that_is_not_known_is_refused(tmp_path: Path) -> None:
    """Before anything is written."""
    with pytest.raises(GongshiError) as refused:
        init(InitOrder(tmp_path / "a", PROJECT, VERSION, author=AUTHOR, when=NOON, forge="svn"))
    assert str(refused.value) == "--forge 没有「svn」；可以写 github、gitea、gitlab"
    assert not (tmp_path / "a").exists()


def test_the_log_has_a_secret_of_its_own(tmp_path: Path) -> None:
    """Another one in every repository, for its owner alone, committed and explained; the forge passes the key on."""
    folders = [made(tmp_path / name) for name in ("a", "b")]
    seeds = [(folder / "log" / "seed").read_text(encoding="utf-8").strip() for folder in folders]
    assert [len(bytes.fromhex(seed)) for seed in seeds] == [32, 32]
    assert seeds[0] != seeds[1]
    assert (folders[0] / "log" / "seed").stat().st_mode & 0o777 == 0o600
    assert "`log/seed` 是日志的种子" in (folders[0] / "README.md").read_text(encoding="utf-8")
    forge = yaml.safe_load((folders[0] / ".github" / "workflows" / "gongshi.yml").read_text(encoding="utf-8"))
    passed = next(step["env"] for step in forge["jobs"]["site"]["steps"] if "portal build" in step.get("run", ""))
    assert passed == {name: f"${{{{ secrets.{name} }}}}" for name in ("GONGSHI_LOG_KEY", "GONGSHI_LOG_SEED")}


def test_a_folder_in_use_is_refused(tmp_path: Path) -> None:
    """Nothing is ever written over what is there."""
    (tmp_path / "a").write_text("", encoding="utf-8")
    for folder, problem in [
        (tmp_path, f"{tmp_path} 不是空的；请换一个空文件夹，或者先移走里面的东西"),
        (tmp_path / "a", f"{tmp_path / 'a'} 是一个文件，不能在这里建仓库"),
    ]:
        with pytest.raises(GongshiError) as refused:
            made(folder)
        assert str(refused.value) == problem
