"""A town in which a text has to leave history, and the rewriting as docs/erasing.md does it."""

import os
import subprocess
import sys
from pathlib import Path

from tests.edition.town import Town, decision, found, path_of
from tests.history.builders import git

from disclosure.commands.erasing import Request

CANARY = "青鸾旧事"
THIRD = "agencies/jyj/decisions/2026/03/003"
TOMBSTONE = """\
type: penalty
decision_date: "2026-03-02"
withdrawal:
  effective_on: '2026-03-05'
  reason_code: 其他
  reason: 依法撤下。
  authority: 示例市教育局
"""
CORRECTION = """\
corrections:
  - date: '2026-03-04'
    fields: [facts]
    reason: 事实写错了
    cause: 公开有误
"""
WHO = ("-c", "user.name=示例经办", "-c", "user.email=clerk@example.invalid")


def withdrawn_town(folder: Path) -> Town:
    """Return a town whose third decision was published, updated, corrected and withdrawn."""
    town = Town(folder)
    town.step(found(1, 2) | {path_of(3): decision(3, facts=f"{CANARY}第一版。")})
    town.step({path_of(3): decision(3, facts=f"{CANARY}第二版。")}, "更新")
    town.step({path_of(3): decision(3, facts=f"{CANARY}第三版。", more=CORRECTION)}, f"更正{CANARY}")
    town.step({path_of(3): TOMBSTONE}, "撤下")
    town.step({path_of(4): decision(4)})
    return town


def request(folder: Path, record: str = THIRD, **more: str) -> Request:
    """Return a request to erase a record, with everything that must be said; the folder is for the administrator."""
    said = {
        "reason": "当事人依法要求删除。",
        "authority": "示例市教育局",
        "ground": "《中华人民共和国个人信息保护法》第四十七条",
    }
    return Request(record, **{**said, "folder": str(folder), **more})


def commit(town: Town, message: str = "登记") -> None:
    """Commit whatever is in the working tree."""
    git(town.folder, "add", "--all")
    git(town.folder, *WHO, "commit", "-q", "-m", message)


def rewrite(repository: Path, folder: Path) -> None:
    """Rewrite all branches and tags with git filter-repo itself."""
    told = folder / "messages.txt"
    callback = (folder / "callback.py").read_text(encoding="utf-8")
    words = ["--force", "--quiet", "--prune-empty", "never", "--prune-degenerate", "never"]
    words += ["--replace-refs", "delete-no-add", "--blob-callback", callback]
    words += ["--replace-message", str(told)] if told.exists() else []
    environment = {**os.environ, "ERASE": str(folder)}
    command = [sys.executable, "-m", "git_filter_repo", *words]
    subprocess.run(command, cwd=repository, env=environment, capture_output=True, check=True)


def objects(repository: Path) -> bytes:
    """Return the bytes of every object of a repository, of those that nothing reaches too."""
    words = ["git", "-C", str(repository), "cat-file", "--batch-all-objects", "--batch"]
    return subprocess.run(words, capture_output=True, check=True).stdout
