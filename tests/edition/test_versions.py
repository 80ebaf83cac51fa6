"""Old versions in whole builds: at addresses of their own, marked as past, without what was hidden since."""

import json
from pathlib import Path

import pytest
from tests.edition.earlier import PLACE, page, told, town, versions
from tests.edition.town import Town, decision, path_of, tree

from disclosure.generator import build

__all__ = ["town"]


CANARY = "金丝雀八四一"
LATER = decision(3, facts="未取得办学许可，擅自招收学生五十人。")
TOMBSTONE = """\
type: penalty
decision_date: "2026-03-02"
withdrawal:
  effective_on: "2026-03-10"
  reason_code: {code}
  reason: 公示期已经届满。
  authority: 示例市教育局
"""


OVERTURNED = f"{TOMBSTONE.format(code='撤销')}  document_no: 示政复决字〔2026〕7号\n"


def holding(site: Path, words: str) -> list[str]:
    """Return every file that holds some words."""
    return [path for path, raw in tree(site).items() if words.encode() in raw]


def test_an_old_version_stands_at_an_address_of_its_own(town: Town, tmp_path: Path) -> None:
    """It says from when to when it was public and leads to today's; it is found from today's timeline alone."""
    town.step({path_of(3): decision(3, facts="事实甲。")}, "更新")
    town.step({path_of(3): decision(3, facts="事实乙。")}, "更新")
    site = tmp_path / "site"
    build(town.order(site))
    assert versions(site) == [f"{PLACE}/v/1", f"{PLACE}/v/2"]
    first = page(site, f"{PLACE}/v/1")
    for words in (
        'name="robots" content="noindex"',
        f'<link rel="canonical" href="/{PLACE}/">',
        '这是 <time datetime="2026-03-02T09:00:00+08:00">2026年3月2日 09:00</time> 至 ',
        "2026年3月3日 09:00</time> 公开的旧版本（第 1 版），已经不是现行内容。",
        f'<a href="/{PLACE}/">查看现行版本</a>',
        f'<a href="/{PLACE}/v/2/" rel="next">较新：第 2 版</a>',
        "未取得办学许可，擅自招收学生。",
        f'<a class="onward" href="/{PLACE}/#history">',
    ):
        assert words in first, words
    assert "PubDate" not in first
    assert '<ol class="timeline">' not in first
    assert f'<a href="/{PLACE}/v/1/" rel="prev">更早：第 1 版</a>' in page(site, f"{PLACE}/v/2")
    assert "noindex" not in page(site, PLACE)
    assert f'<a class="timeline__version" href="/{PLACE}/v/1/">第 1 版</a>' in page(site, PLACE)
    assert '<span class="timeline__version">第 3 版，现行</span>' in page(site, PLACE)
    linking = {path for path in holding(site, f"{PLACE}/v/1/") if not path.startswith(PLACE)}
    assert linking == set()
    assert "/v/" not in (site / "sitemap.xml").read_text(encoding="utf-8")


def test_what_an_old_version_said_stands_in_its_json(town: Town, tmp_path: Path) -> None:
    """The fields of then, the time of then, and no events; today's JSON names the versions."""
    town.step({path_of(3): LATER}, "更新")
    site = tmp_path / "site"
    build(town.order(site))
    old, new = told(site, f"{PLACE}/v/1"), told(site, PLACE)
    assert old["fields"]["facts"] == "未取得办学许可，擅自招收学生。"
    assert {key: old[key] for key in old.keys() - {"fields", "title"}} == {
        "id": PLACE,
        "kind": "decision",
        "agency": "jyj",
        "address": f"/{PLACE}/v/1/",
        "today": f"/{PLACE}/",
        "version": 1,
        "since": "2026-03-02T01:00:00+00:00",
        "until": "2026-03-03T01:00:00+00:00",
        "shown": True,
        "not_shown": [],
        "entries_left_out": 0,
        "attachments_not_shown": False,
    }
    assert [event["version"] for event in new["events"]] == [1, 2]
    assert [(event["leaf"] >= 0, event["approved"], event["backdated"]) for event in new["events"]] == [
        (True, False, False),
        (True, False, False),
    ]
    assert new["versions"] == [{key: old[key] for key in ("version", "since", "until", "shown")}]


def test_old_versions_are_in_no_list_count_or_search(town: Town, tmp_path: Path) -> None:
    """What only an old version says is found on its page, in its JSON and in the timeline, and nowhere else."""
    town.step({path_of(3): decision(3, facts=f"{CANARY}招生。")}, "更新")
    town.step({path_of(3): decision(3)}, "更新")
    site = tmp_path / "site"
    build(town.order(site))
    assert {path.partition("/index.")[0] for path in holding(site, CANARY)} == {PLACE, f"{PLACE}/v/2"}
    assert json.loads((site / "build.json").read_text(encoding="utf-8"))["records"]["decision"] == 3


GONE: dict[str, list[str | None]] = {
    "withdrawn": [decision(3, facts=f"{CANARY}招生。"), LATER, OVERTURNED],
    "expired": [decision(3, facts=f"{CANARY}招生。"), LATER, TOMBSTONE.format(code="公示期满")],
    "withheld": [
        decision(3, facts=f"{CANARY}招生。"),
        LATER,
        'type: penalty\ndecision_date: "2026-03-02"\npublish: false\nreason_code: 未成年人\n',
    ],
    "removed": [decision(3, facts=f"{CANARY}招生。"), LATER, None],
    "restored": [decision(3, facts=f"{CANARY}招生。"), LATER, OVERTURNED, LATER],
    "touched while it was gone, then restored": [
        decision(3, facts=f"{CANARY}招生。"),
        OVERTURNED.replace("届满", f"届满{CANARY}"),
        OVERTURNED,
        LATER,
    ],
    "deleted and brought back": [decision(3, facts=f"{CANARY}招生。"), LATER, None, LATER],
    "redacted": [
        decision(3, facts=f"{CANARY}招生。"),
        decision(3, facts="略。", more="redactions:\n  - field: facts\n    ground: 个人隐私\n"),
    ],
    "redacted, and the redaction taken away": [
        decision(3, facts=f"{CANARY}招生。"),
        decision(3, facts="略。", more="redactions:\n  - field: facts\n    ground: 个人隐私\n"),
        LATER,
    ],
    "masked by stars": [decision(3, more="note: 联系人金丝雀八四一\n"), decision(3, more="note: 联系人＊＊＊\n")],
    "masked in a later version than the next": [
        decision(3, more="note: 联系人金丝雀八四一\n"),
        decision(3, more="note: 联系人金丝雀八四一的代理人\n"),
        decision(3, more="note: 联系人＊＊＊\n"),
    ],
}


@pytest.mark.parametrize("life", GONE)
def test_what_was_hidden_is_in_no_old_version_and_no_other_byte(town: Town, tmp_path: Path, life: str) -> None:
    """Withdrawn, expired, withheld, removed, restored, redacted or masked: the words of before are gone everywhere."""
    for text in GONE[life]:
        town.step({path_of(3): text})
    site = tmp_path / "site"
    build(town.order(site))
    assert holding(site, CANARY) == []
    assert holding(site, CANARY[:3]) == []


@pytest.mark.parametrize("life", ["withdrawn", "expired", "withheld", "removed"])
def test_what_is_gone_leaves_no_old_version(town: Town, tmp_path: Path, life: str) -> None:
    """Its timeline says when it was public, and links to nothing."""
    for text in GONE[life]:
        town.step({path_of(3): text})
    site = tmp_path / "site"
    build(town.order(site))
    assert versions(site) == []
    assert [event["version"] for event in told(site, PLACE)["events"]] == [None] * 4
    assert [event["changes"] for event in told(site, PLACE)["events"]] == [[]] * 4


def test_after_a_restore_only_versions_since_then_are_shown(town: Town, tmp_path: Path) -> None:
    """They keep the numbers that they have in the whole life of the file."""
    for text in (LATER, OVERTURNED, LATER, decision(3, facts="事实丙。")):
        town.step({path_of(3): text})
    site = tmp_path / "site"
    build(town.order(site))
    assert versions(site) == [f"{PLACE}/v/3"]
    assert [event["version"] for event in told(site, PLACE)["events"]] == [None, None, None, 3, 4]


def test_a_version_says_which_fields_it_does_not_show(town: Town, tmp_path: Path) -> None:
    """By their titles, and why; the page of today says in its timeline that the field was dealt with."""
    for text in GONE["redacted"]:
        town.step({path_of(3): text})
    site = tmp_path / "site"
    build(town.order(site))
    assert told(site, f"{PLACE}/v/2")["not_shown"] == ["事由或违法事实"]
    words = "这一版里不显示：事由或违法事实。这些内容后来作了处理，或者含有不能公开的个人信息。"
    assert words in page(site, f"{PLACE}/v/2")
    assert '<dd class="muted">这一项后来作了处理，前后内容都不显示</dd>' in page(site, PLACE)


def test_what_stands_in_the_same_words_today_is_shown(town: Town, tmp_path: Path) -> None:
    """A field that was redacted from the beginning was public as it is: hiding it would hide nothing."""
    more = "redactions:\n  - field: facts\n    ground: 个人隐私\n"
    town.step({path_of(3): decision(3, facts="略去姓名。", more=more)})
    town.step({path_of(3): decision(3, facts="略去姓名。", more=f"{more}note: 补充说明\n")})
    site = tmp_path / "site"
    build(town.order(site))
    assert [told(site, f"{PLACE}/v/{number}")["not_shown"] for number in (1, 2)] == [["事由或违法事实"], []]
    assert told(site, f"{PLACE}/v/2")["fields"]["facts"] == "略去姓名。"


def test_a_version_of_another_shape_is_not_shown_and_said_to_be_so(town: Town, tmp_path: Path) -> None:
    """Keys that are unknown today are dropped; where a field has another shape today, there is no page."""
    odd = decision(3).replace("penalty:\n  kinds: [罚款]\n  fine: 3000\n", "penalty: 罚款三千元\n")
    town.step({path_of(3): odd})
    town.step({path_of(3): decision(3, more=f"internal_remark: {CANARY}\n")})
    town.step({path_of(3): LATER})
    site = tmp_path / "site"
    build(town.order(site))
    assert versions(site) == [f"{PLACE}/v/1", f"{PLACE}/v/3"]
    assert holding(site, CANARY) == []
    assert "这个版本的格式与现在不同，不能显示。" in page(site, PLACE)
    assert '<span class="timeline__version">第 2 版</span>' in page(site, PLACE)
    assert [one["shown"] for one in told(site, PLACE)["versions"]] == [True, False, True]
    assert f'<a href="/{PLACE}/v/3/" rel="next">' in page(site, f"{PLACE}/v/1")
