"""A forge's disk: a bare repository of content made by init, a repository of the tool, and clerks who push branches."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.edition.town import found

from disclosure.history.pinning import Pin
from disclosure.intake.init import InitOrder, init

ADMIN = ("示例管理员", "admin@example.invalid")
CLERK = ("示例经办", "clerk@example.invalid")
STRANGER = ("路人", "stranger@example.invalid")
NAME = "sifaju/gongshi-content"
MAINTAINERS = f"""\
folders:
  - folder: .
    maintainers: [{ADMIN[1]}]
  - folder: content/agencies/jyj
    maintainers: [{CLERK[1]}]
"""
LEFT_OUT = ("tests/", "demo/", "docs/", "bench/")


def git(folder: Path, *words: str, when: str = "", who: tuple[str, str] = ADMIN) -> str:
    """Run git as somebody, at nine in the morning of a day, and return what it printed."""
    told = {"NAME": who[0], "EMAIL": who[1], **({"DATE": f"{when}T09:00:00+08:00"} if when else {})}
    roles = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in told.items()}
    done = subprocess.run(
        ["git", "-C", folder, *words], env={**os.environ, **roles}, capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout.strip()


def tool_repository(project: Path, folder: Path) -> Pin:
    """Commit the files of the project as they are now to a repository of their own; say where, and which commit."""
    listed = git(project, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for path in listed:
        source = project / path
        if path and source.is_file() and not path.startswith(LEFT_OUT):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, folder / path)
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "工具")
    return Pin(str(folder), git(folder, "rev-parse", "HEAD"))


@dataclass(frozen=True)
class World:
    """The bare repository of the forge, and the clone that people work in."""

    forge: Path
    clone: Path

    @property
    def bare(self) -> Path:
        """The repository as the forge has it."""
        return self.forge / f"{NAME}.git"

    @classmethod
    def made(cls, folder: Path, project: Path, tool: Pin) -> "World":
        """Make a content repository with init, put a small jurisdiction into it, and push it."""
        world = cls(folder / "forge", folder / "clone")
        begun = datetime(2026, 1, 1, 1, tzinfo=UTC)
        init(InitOrder(world.clone, project, "0.1.0", author=ADMIN, when=begun, tool=tool))
        world.bare.parent.mkdir(parents=True)
        git(folder, "init", "--quiet", "--bare", "--initial-branch", "main", str(world.bare))
        git(world.clone, "remote", "add", "origin", str(world.bare))
        shutil.rmtree(world.clone / "content")
        files = {f"content/{path}": text for path, text in found().items()}
        world.commit("2026-01-02", {**files, "maintainers.yaml": MAINTAINERS}, ADMIN)
        git(world.clone, "push", "--quiet", "origin", "main")
        return world

    def commit(self, day: str, files: Mapping[str, str], who: tuple[str, str] = CLERK) -> str:
        """Commit some files (from the repository's top) and return the commit."""
        for path, text in files.items():
            target = self.clone / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8")
        git(self.clone, "add", "--all")
        git(self.clone, "commit", "--quiet", "--message", "公开", when=day, who=who)
        return git(self.clone, "rev-parse", "HEAD")

    def on_main(self, day: str, files: Mapping[str, str]) -> str:
        """Commit some content to main and push it."""
        commit = self.commit(day, {f"content/{path}": text for path, text in files.items()})
        git(self.clone, "push", "--quiet", "origin", "main")
        return commit

    def request(self, day: str, files: Mapping[str, str], who: tuple[str, str] = CLERK, number: int = 7) -> str:
        """Push a branch with some content as a merge request of the forge, and go back to main."""
        git(self.clone, "switch", "--quiet", "--force-create", f"gongkai-{number}", "main")
        commit = self.commit(day, {f"content/{path}": text for path, text in files.items()}, who)
        heads = (f"refs/heads/gongkai-{number}", f"refs/pull/{number}/head", f"refs/merge-requests/{number}/head")
        git(self.clone, "push", "--quiet", "--force", "origin", *(f"HEAD:{head}" for head in heads))
        git(self.clone, "switch", "--quiet", "main")
        return commit
