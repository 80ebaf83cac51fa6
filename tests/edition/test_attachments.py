"""Attachments in whole builds: published at the record's address, exchanged, and gone with it."""

import hashlib
import hmac
import json
from pathlib import Path

import pytest
from tests.edition.test_build import withdrawn
from tests.edition.town import Town, decision, found, path_of, tree
from tests.reading import files

from disclosure.assembly.transparency import OPEN_SEED
from disclosure.generator import build
from disclosure.model.errors import ContentError

CANARY = "CANARYWORDS"
NAMED = "attachments:\n  - file: a.pdf\n    title: 行政处罚决定书\n"
FILE = "agencies/jyj/decisions/2026/03/001.files/a.pdf"
PUBLISHED = "agencies/jyj/decisions/2026/03/001/a.pdf"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a small jurisdiction: two decisions, the first with a file beside it."""
    town = Town(tmp_path / "town")
    town.step({**found(2), path_of(1): decision(1, more=NAMED), FILE: files.pdf(CANARY)})
    return town


def test_a_file_is_published_beside_its_page(town: Town, tmp_path: Path) -> None:
    """The bytes of the clerk, the whole digest in the JSON, a link with type and size on the page."""
    order = town.order(tmp_path / "site")
    build(order)
    raw = files.pdf(CANARY)
    assert (order.output / PUBLISHED).read_bytes() == raw
    page = (order.output / "agencies/jyj/decisions/2026/03/001/index.html").read_text(encoding="utf-8")
    assert f'href="/{PUBLISHED}">行政处罚决定书</a>' in page
    data = json.loads((order.output / "agencies/jyj/decisions/2026/03/001/index.json").read_bytes())
    blob = hashlib.sha1(b"blob %d\0" % len(raw) + raw, usedforsecurity=False).hexdigest()
    salt = hmac.digest(OPEN_SEED, f"{FILE}\0{1}\0".encode(), "sha256")[:16].hex()
    assert data["attachments"] == [
        {
            "title": "行政处罚决定书",
            "address": f"/{PUBLISHED}",
            "size": len(raw),
            "sha256": hashlib.sha256(raw).hexdigest(),
            "leaf": 1,
            "salt": salt,
            "blob": blob,
        }
    ]
    assert "attachments" not in data["fields"]
    assert "a.pdf" not in (order.output / "sitemap.xml").read_text(encoding="utf-8")


def test_an_exchanged_file_updates_the_record(town: Town, tmp_path: Path) -> None:
    """An incremental build moves the new bytes, says so in the history, and equals a full one."""
    order = town.order(tmp_path / "site")
    build(order)
    town.step({FILE: files.pdf("Second version")}, "更换决定书")
    report = build(order)
    assert not report.cold
    assert PUBLISHED in report.changed
    page = (order.output / "agencies/jyj/decisions/2026/03/001/index.html").read_text(encoding="utf-8")
    assert "附件 a.pdf" in page
    build(town.order(tmp_path / "full"))
    assert tree(order.output) == tree(tmp_path / "full")


def test_what_is_withdrawn_takes_its_files_along(town: Town, tmp_path: Path) -> None:
    """No output file holds the file or its words; a file that was left behind stops the build."""
    order = town.order(tmp_path / "site")
    build(order)
    town.step({path_of(1): withdrawn(1)}, "撤下")
    with pytest.raises(ContentError, match="1 处错误"):
        build(order)
    town.step({FILE: None}, "删去附件")
    report = build(order)
    assert PUBLISHED in report.removed
    assert [path for path, raw in tree(order.output).items() if CANARY.encode() in raw or "a.pdf" in path] == []
    assert not any(b"a.pdf" in raw for raw in tree(order.output).values())
    build(town.order(tmp_path / "full"))
    assert tree(order.output) == tree(tmp_path / "full")


def test_a_folder_of_files_needs_its_record(town: Town, tmp_path: Path) -> None:
    """A misspelt folder is told, not passed over."""
    town.step({"agencies/jyj/decisions/2026/03/0001.files/a.pdf": files.pdf()})
    with pytest.raises(ContentError) as stopped:
        build(town.order(tmp_path / "site"))
    assert [str(issue) for issue in stopped.value.issues if issue.rule == "attachment-place"] == [
        (
            "content/agencies/jyj/decisions/2026/03/0001.files/a.pdf 这是附件的文件夹，旁边没有「0001」这条记录；"
            "文件夹要叫「记录的文件名.files」；没有记录的，请删去"
        )
    ]
