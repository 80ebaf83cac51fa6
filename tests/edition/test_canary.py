"""Canaries: rare characters planted in what goes, then looked for in every byte of every file that is published.

Each has a character that stands nowhere else, so that a piece of it would be found too: in a shard of the search, a
tile of the log, an old version, a feed, a table, an address.
"""

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from tests.edition.test_gone import STUB
from tests.edition.town import Town, decision, found, path_of, tree
from tests.reading import files

from disclosure.generator import build
from disclosure.outputs.search.deflating import inflated
from disclosure.outputs.search.reader import read_shard

NAMED = "attachments:\n  - file: a.pdf\n    title: 龘书\n"
FILE = "agencies/jyj/decisions/2026/03/001.files/a.pdf"
FOLDER, NAME = "agencies/jyj/decisions/2026/03", "canary-withdrawn"
GONE = """\
type: penalty
decision_date: "2026-03-02"
document_no: 示教罚〔2026〕{number}号
withdrawal:
  effective_on: "2026-03-20"
  reason_code: {code}
  reason: 依法撤下这条信息。
  authority: 示例市人民政府
  document_no: 示政复决字〔2026〕7号
"""
EXPIRED = "".join(line for line in GONE.splitlines(keepends=True) if "document_no" not in line)
REDACTED = "redactions:\n  - field: facts\n    ground: 个人隐私\n"
PERSON = "parties:\n  - name: {name}\n    category: 自然人\n"


def plain(path: str, content: bytes) -> bytes:
    """Return the content of a file as whoever reads it sees it: what search has deflated, inflated; a shard's terms."""
    if not path.startswith("search/") or not path.endswith(".bin"):
        return content
    content = inflated(content)
    return "\n".join(read_shard(content, bytes)).encode() if path.startswith("search/terms/") else content


def with_file(number: int, name: str, raw: bytes | None, text: str | None = None) -> dict[str, str | bytes | None]:
    """Return a decision with one file beside it."""
    more = f"attachments:\n  - file: {name}.pdf\n    title: 决定书\n"
    return {path_of(number): text or decision(number, more=more), f"{FOLDER}/{number:03}.files/{name}.pdf": raw}


def against(name: str, facts: str) -> str:
    """Return the fifth decision, against a natural person."""
    head, rest = decision(5, facts=facts).split("parties:\n")
    return f"{head}{PERSON.format(name=name)}facts:{rest.split('facts:')[1]}"


def lived(town: Town) -> None:
    """Let seven decisions be published and go, each in its own way, with updates and corrections before."""
    town.step({**found(2), path_of(1): decision(1, facts="龘一。", more=NAMED), FILE: files.pdf("CANARYWORDS")})
    town.step({path_of(1): decision(1, facts="龘一靐。", more=NAMED)}, "更新")
    town.step({path_of(1): GONE.format(number=1, code="撤销"), FILE: None}, "撤下")
    town.step({path_of(3): decision(3, facts="齉某事。")})
    town.step({path_of(3): EXPIRED.format(code="公示期满")}, "期满")
    town.step({path_of(4): decision(4, facts="龖在旧版本里。")})
    town.step({path_of(4): decision(4, facts="经处理。", more=REDACTED)}, "处理")
    town.step({path_of(5): against("王鱻爨", "王鱻爨擅自招生。")})
    town.step({path_of(5): against("王某某", "王某某擅自招生。")}, "隐名")
    town.step({path_of(6): decision(6, facts="麤在撤下以前。")})
    town.step({path_of(6): GONE.format(number=6, code="发布错误")}, "撤下")
    town.step({path_of(6): decision(6, facts="恢复以后的内容。")}, "恢复")
    town.step({path_of(7): decision(7, facts="齾会被删除。")})
    town.step({path_of(7): None}, "删除")
    town.step({path_of(8): decision(8, facts="灪转为不公开。")})
    town.step({path_of(8): STUB}, "不公开")
    town.step(with_file(9, NAME, files.pdf("one")))
    town.step(with_file(9, NAME, files.pdf("two")), "换附件")
    town.step(with_file(9, NAME, None, GONE.format(number=9, code="撤销")), "撤下")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return every file of the site after all of it: built anew, and on top of a build from the middle."""
    folder = tmp_path_factory.mktemp("canary")
    town = Town(folder / "town")
    lived(town)
    steps = list(town.steps)
    town.steps = steps[:6]
    town.replay()
    build(town.order(folder / "grown"))
    town.steps = steps
    town.replay()
    build(town.order(folder / "grown"))
    build(town.order(folder / "fresh"))
    assert tree(folder / "grown") == tree(folder / "fresh")
    return {path: plain(path, content) for path, content in tree(folder / "fresh").items()}


@pytest.mark.parametrize(
    "canary", [*"龘靐齉龖鱻爨麤齾灪", NAME, "CANARYWORDS", "晨光第1教育", "晨光第3教育", "示教罚〔2026〕3号"]
)
def test_nothing_of_what_is_gone_is_in_any_byte(published: dict[str, bytes], canary: str) -> None:
    """As it was written, as JSON escapes it, as an address quotes it; in names of files too."""
    forms = {canary, canary.encode("unicode_escape").decode().upper(), quote(canary)}
    raw = {form.encode() for form in forms} | {canary.encode("unicode_escape")}
    assert [path for path, content in published.items() if any(form in content for form in raw)] == []
    assert [path for path in published if any(form in path for form in forms)] == []


def test_the_canaries_sing_before_they_go(tmp_path: Path) -> None:
    """Each is in some file while it may be read: the test above would find them."""
    town = Town(tmp_path / "town")
    lived(town)
    published: dict[str, bytes] = {}
    steps = list(town.steps)
    for number in (2, 4, 6, 10, 13, 15):
        town.steps = steps[:number]
        town.replay()
        build(town.order(tmp_path / "site"))
        published |= {f"{number}/{path}": plain(path, raw) for path, raw in tree(tmp_path / "site").items()}
    for canary in "龘靐齉龖麤齾灪":
        found = {tuple(path.split("/")[1:3]) for path, raw in published.items() if canary.encode() in raw}
        assert {("agencies", "jyj"), ("search", "rows"), ("search", "terms")} <= found, canary
    before = {path.split("/", 1)[1] for path, raw in published.items() if "晨光第1教育".encode() in raw}
    assert "parties/index.html" in before
    assert any(path.startswith("search/rows/") for path in before)


def test_of_the_former_bearer_of_a_key_no_old_version_tells(tmp_path: Path) -> None:
    """A certificate's number is given to somebody else later: what the list said of the first one is gone for good."""
    officers = "agencies/jyj/officers"
    first = "entries:\n  - name: 林知夏\n    certificate_no: 示99000000012\n    position: 科长\n"
    key = "    certificate_no: 示99000000424\n"
    town = Town(tmp_path / "town")
    town.step({**found(1), f"{officers}.yaml": f"{first}  - name: 薛砚秋\n{key}    position: 齉员\n"})
    town.step({f"{officers}.yaml": f"{first}  - name: 薛砚秋\n{key}    position: 龖员\n"}, "改任")
    town.step({f"{officers}.yaml": first}, "移出")
    town.step({f"{officers}.yaml": f"{first}  - name: 赵新人\n{key}    position: 主任\n"}, "新发证")
    town.step({f"{officers}.yaml": f"{first}  - name: 赵新人\n{key}    position: 处长\n"}, "改任")
    build(town.order(tmp_path / "site"))
    published = tree(tmp_path / "site")
    assert [path for path, raw in published.items() if any(sign.encode() in raw for sign in "齉龖")] == []
    old = {path: raw.decode() for path, raw in published.items() if re.fullmatch(f"{officers}/v/./index.json", path)}
    assert [path.split("/")[-2] for path in old] == ["1", "2", "3", "4"]
    assert [path for path in published if f"{officers}/v/" in path and "薛砚秋".encode() in published[path]] == []
    assert [path for path, text in old.items() if "赵新人" in text] == [f"{officers}/v/4/index.json"]
    changes = json.loads(published[f"{officers}/index.json"])["events"][-1]["changes"]
    assert changes == [{"title": "职务", "old": "主任", "new": "处长", "entry": "赵新人（示99000000424）"}]
