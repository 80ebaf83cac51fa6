"""What was masked, withheld or withdrawn is gone from every file of the site, with its history."""

import json
from pathlib import Path

import pytest
from tests.edition.town import Town, decision, found, path_of, tree

from disclosure.generator import build

PLACE = "agencies/jyj/decisions/2026/03/003"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a small jurisdiction with two decisions."""
    town = Town(tmp_path / "town")
    town.step(found(1, 2))
    return town


def events(site: Path, place: str = PLACE) -> list[dict[str, object]]:
    """Return the events that a record's JSON tells."""
    told = json.loads((site / place / "index.json").read_text(encoding="utf-8"))["events"]
    assert isinstance(told, list)
    return told


def test_the_actor_of_an_event_is_the_agency_by_its_name(town: Town, tmp_path: Path) -> None:
    """The folder's name is not for readers."""
    town.step({path_of(3): decision(3)})
    build(town.order(tmp_path / "site"))
    assert [event["actor"] for event in events(tmp_path / "site")] == ["示例市教育局"]
    assert tree(tmp_path / "site")


def person(  # the texts in which a person may be named
    *, name: str, title: str = "擅自办学案", facts: str = "未取得办学许可，擅自招收学生。", more: str = ""
) -> str:
    """Return a penalty against a natural person."""
    return f"""\
type: penalty
title: {title}
document_no: 示教罚〔2026〕3号
decision_date: "2026-03-02"
parties:
  - name: {name}
    category: 自然人
facts: {facts}
content: 罚款 300 元。
penalty:
  kinds: [罚款]
  fine: 300
{more}"""


def tombstone(reason: str) -> str:
    """Return what a penalty is after it was withdrawn for the sake of somebody's privacy."""
    return f"""\
type: penalty
decision_date: "2026-03-02"
withdrawal:
  effective_on: "2026-03-10"
  reason_code: 隐私
  reason: {reason}
  authority: 示例市教育局
"""


CANARY = "诸葛金丝雀"
SHOWN = person(name="诸葛某某", title="诸葛某某擅自办学案", facts="诸葛某某擅自招收学生三十人。")
LIVES: dict[str, list[str]] = {
    "party and title": [
        person(name=CANARY, title=f"{CANARY}擅自办学案"),
        person(name="诸葛某某", title="诸葛某某擅自办学案"),
    ],
    "facts, after the party": [
        person(name=CANARY, facts=f"{CANARY}擅自招生。"),
        person(name="诸葛某某", facts=f"{CANARY}擅自招生。"),
        person(name="诸葛某某", facts="诸葛某某擅自招生。"),
    ],
    "a text that was changed before it was masked": [
        person(name=CANARY, facts=f"{CANARY}擅自招收学生。"),
        person(name=CANARY, facts=f"{CANARY}擅自招收学生三十人。"),
        SHOWN,
    ],
    "only in a text, never a party": [
        person(name="赵某", facts=f"证人{CANARY}称有学生三十人，收费两万元。"),
        person(name="赵某", facts=f"证人{CANARY}称有学生三十一人，收费两万元。"),
        person(name="赵某", facts="证人诸葛某某称有学生三十一人，收费两万元。"),
    ],
    "left out without a mask": [
        person(name=CANARY, title=f"{CANARY}擅自办学案"),
        person(name="诸葛某某", title="擅自办学案"),
    ],
    "of another category at first": [
        person(name=CANARY, facts=f"{CANARY}擅自招生。").replace("自然人", "个体工商户"),
        person(name=CANARY, facts=f"{CANARY}擅自招收学生。").replace("自然人", "个体工商户"),
        SHOWN,
    ],
    "a witness, left out before anybody looked": [
        person(name="赵某", facts=f"证人{CANARY[:4]}，女，称有学生三十人。").replace(CANARY[:4], "葛金丝"),
        person(name="赵某", facts="证人称有学生三十人。"),
    ],
    "redacted, and the redaction taken away": [
        person(name="赵某", facts=f"{CANARY}的学校没有许可。"),
        person(name="赵某", facts="学校没有许可。", more="redactions:\n  - field: facts\n    ground: 个人隐私\n"),
        person(name="赵某", facts="学校没有许可。"),
    ],
    "in the reason of a correction": [
        person(name="诸葛某某"),
        person(
            name="诸葛某某",
            facts="未取得办学许可，擅自招收学生三人。",
            more='corrections:\n  - date: "2026-03-09"\n    fields: [facts]\n'
            f"    reason: {CANARY}一案的人数写错\n    cause: 公开有误\n",
        ),
        person(
            name="诸葛某某",
            facts="未取得办学许可，擅自招收学生三人。",
            more='corrections:\n  - date: "2026-03-09"\n    fields: [facts]\n'
            "    reason: 人数写错\n    cause: 公开有误\n",
        ),
    ],
    "withdrawn, and the tombstone touched again": [
        person(name="赵某", facts=f"{CANARY}的学校没有许可。"),
        person(name="赵某", facts="学校没有许可。"),
        tombstone(f"误写了{CANARY}"),
        tombstone("误写了姓名"),
    ],
    "withdrawn and restored": [
        person(name="赵某", facts=f"{CANARY}的学校没有许可。"),
        person(name="赵某", facts="学校没有许可。"),
        tombstone("误写了姓名"),
        person(name="赵某", facts="学校没有许可。"),
    ],
}


@pytest.mark.parametrize("life", LIVES)
def test_a_name_that_was_masked_is_in_no_byte_of_the_site(town: Town, tmp_path: Path, life: str) -> None:
    """Old versions are shown through the veil: what was masked does not come back in the history of the record."""
    for text in LIVES[life]:
        town.step({path_of(3): text})
    build(town.order(tmp_path / "site"))
    assert [path for path, raw in tree(tmp_path / "site").items() if "葛金丝".encode() in raw] == []
    assert len(events(tmp_path / "site")) == len(LIVES[life])


def test_a_body_that_was_redacted_shows_no_old_version(town: Town, tmp_path: Path) -> None:
    """The body of a Markdown record is a field like others, by the name body."""
    head = "---\ntitle: 示例市行政执法公示办法\n"
    town.step({"policies/gs.md": f"{head}---\n联系人{CANARY}。\n"})
    redacted = "redactions:\n  - field: body\n    ground: 个人隐私\n"
    town.step({"policies/gs.md": f"{head}{redacted}---\n联系人略。\n"})
    build(town.order(tmp_path / "site"))
    assert [path for path, raw in tree(tmp_path / "site").items() if CANARY.encode() in raw] == []
    changes = events(tmp_path / "site", "policies/gs")[1]["changes"]
    assert changes == [
        {"title": "适当处理", "old": "", "new": "正文，个人隐私"},
        {"title": "正文", "old": None, "new": None, "redacted": True},
    ]


def test_what_hides_nobody_is_still_told(town: Town, tmp_path: Path) -> None:
    """A change of other words shows its old and new value, also where 某 stood before or a name may stand in full."""
    basis = "    full_name_basis:\n      law: 某某法\n"
    full = person(name=CANARY, facts=f"{CANARY}招生三人。").replace("自然人\n", f"自然人\n{basis}")
    town.step({path_of(3): SHOWN, path_of(4): full})
    town.step({path_of(3): SHOWN.replace("三十人", "四十人"), path_of(4): full.replace("三人", "四人")})
    build(town.order(tmp_path / "site"))
    told = [events(tmp_path / "site", f"agencies/jyj/decisions/2026/03/00{number}")[1] for number in (3, 4)]
    assert [event["changes"] for event in told] == [
        [
            {
                "title": "事由或违法事实",
                "old": "诸葛某某擅自招收学生三十人。",
                "new": "诸葛某某擅自招收学生四十人。",
            }
        ],
        [{"title": "事由或违法事实", "old": f"{CANARY}招生三人。", "new": f"{CANARY}招生四人。"}],
    ]
