"""The timeline of a page: who let it in, which version it made, what changed; and the page of an old version."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.pages.town import (
    CHINA,
    EDITION,
    FACTS,
    PLACE,
    SCHEMAS,
    THEME,
    agency,
    decision,
    officers,
    page_of,
    publication,
)

from disclosure.model.event import Action
from disclosure.model.kinds import KINDS
from disclosure.model.public import FieldChange, Piece, PublicEvent, PublicRecord, PublicVersion, Status
from disclosure.pages.records import record_page
from disclosure.pages.rendering import Renderer
from disclosure.pages.shared import Context
from disclosure.pages.version_page import version_page
from disclosure.publishing.door import Door
from disclosure.reading.documents import read_document

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "valid"
RENDERER = Renderer(THEME, PLACE)
SINCE = datetime(2026, 3, 13, 16, 40, tzinfo=CHINA)
UNTIL = SINCE + timedelta(days=20)
DOOR = Door(SCHEMAS, KINDS)


def shown(*events: PublicEvent, **changes: Any) -> str:  # noqa: ANN401  # any field of the record
    """Return the HTML of a decision with some events."""
    return RENDERER.render(page_of(replace(decision(events=events), **changes))).decode()


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (publication(), "示例市教育局，没有经他人审核 <code"),
        (publication(approved=True), "示例市教育局，经他人审核 <code"),
        (publication(approved=True, approver="周正"), "示例市教育局，由周正审核 <code"),
        (publication(imported=True), "示例市教育局 <code"),
        (publication(backdated=True), "提交时间早于前一次提交，先后以提交次序为准。"),
    ],
)
def test_the_timeline_says_who_let_it_in(event: PublicEvent, words: str) -> None:
    """By name only where the site shows names; where nobody did, plainly; an import is not asked."""
    assert words in shown(event)


def test_running_text_is_marked_for_eyes_and_ears() -> None:
    """What went and what came are elements of their own, with words for a screen reader; the rest is left out."""
    pieces = (
        (Piece.SKIPPED, ""),
        (Piece.SAME, "招生"),
        (Piece.GONE, "三"),
        (Piece.NEW, "四"),
        (Piece.SAME, "人。\n\n另"),
    )
    html = shown(
        publication(), publication(20, action=Action.UPDATE, changes=(FieldChange("正文", None, None, pieces),))
    )
    assert (
        '<dd class="diff__text"><span class="diff__gap">……</span>招生'
        '<del><span class="vh">〔删去〕</span>三<span class="vh">〔删去完〕</span></del>'
        '<ins><span class="vh">〔加上〕</span>四<span class="vh">〔加上完〕</span></ins>人。\n另</dd>'
    ) in html


def test_a_few_changes_stand_open_and_many_are_folded() -> None:
    """The line above them names the fields, so that paper needs no more."""
    few = tuple(FieldChange(f"项目{number}", "甲", "乙") for number in "一二三")
    many = tuple(FieldChange(f"项目{number}", "甲", "乙") for number in "一二三四五六")
    events = publication(), publication(20, action=Action.UPDATE, changes=few)
    assert '<details class="changes" open><summary>改动：项目一、项目二、项目三</summary>' in shown(*events)
    events = publication(), publication(20, action=Action.UPDATE, changes=many)
    assert '<details class="changes"><summary>改动：项目一、项目二、项目三、项目四等 6 项</summary>' in shown(*events)


def former_of(record: PublicRecord, fields: dict[str, Any], hidden: tuple[str, ...] = ()) -> PublicVersion:
    """Return an old version of a record that has some fields."""
    past = replace(record, fields=fields, events=(), entries=(), attachments=())
    return PublicVersion(1, SINCE, UNTIL, past, hidden)


def examples() -> list[Any]:
    """Return every valid example of every kind, with each of its fields in turn."""
    found = []
    for kind in KINDS:
        for path in sorted((EXAMPLES / kind.schema).glob("*.*")):
            document = read_document(path.name, path.read_bytes())
            data = getattr(document, "data", {})
            if "withdrawal" not in data and data.get("publish") is not False:
                found += [pytest.param(kind, data, key, id=f"{path.stem}-{key}") for key in sorted(data)]
    return found


@pytest.mark.parametrize(("kind", "data", "without"), examples())
def test_any_field_may_be_hidden_in_an_old_version(kind: Any, data: dict[str, Any], without: str) -> None:  # noqa: ANN401  # a kind
    """The page of every kind can do without any one field (but the type of a decision and the entries of a list)."""
    stem = kind.pattern.rpartition(".")[0].format(agency="jyj", slug="a", year="2026", month="03")
    fields = {
        key: value for key, value in DOOR.fields(kind, data).items() if key != without or key in {"type", "entries"}
    }
    whole = PublicRecord(stem, kind.name, "jyj", Status.PUBLISHED, "标题", None, 1, fields, "", (publication(),))
    version = former_of(whole, fields, ("某项",))
    context = Context(FACTS, SCHEMAS, KINDS, as_of=EDITION.as_of, site=PLACE)
    page = version_page(version, replace(whole, versions=(version,)), context)
    assert page is not None
    html = RENDERER.render(page).decode()
    assert "公开的旧版本（第 1 版），已经不是现行内容。" in html
    assert "这一版里不显示：某项。" in html


def test_a_version_tells_what_it_told_on_its_last_day() -> None:
    """A certificate that ran out since was good then."""
    whole = officers({"name": "薛砚秋", "certificate_no": "示99000000424", "valid_until": "2026-06-30"})
    version = PublicVersion(1, SINCE, UNTIL, replace(whole, events=()))
    context = Context(FACTS, SCHEMAS, KINDS, as_of=EDITION.as_of, site=PLACE)
    today, then = record_page(whole, context), version_page(version, replace(whole, versions=(version,)), context)
    assert today is not None
    assert then is not None
    assert "证件过期" in RENDERER.render(today).decode()
    assert "证件过期" not in RENDERER.render(then).decode()


def test_a_version_whose_times_are_turned_round_claims_no_period() -> None:
    """Where the clock of the next commit ran backwards, the order is told and not the times."""
    whole = agency()
    version = PublicVersion(1, UNTIL, SINCE, replace(whole, events=()))
    context = Context(FACTS, SCHEMAS, KINDS, as_of=EDITION.as_of, site=PLACE)
    page = version_page(version, replace(whole, versions=(version,)), context)
    assert page is not None
    html = RENDERER.render(page).decode()
    assert "它和下一版的提交时间前后颠倒，先后以提交次序为准。" in html
    assert "2026年4月2日" not in html


def test_the_examples_are_there() -> None:
    """The tests above look at every kind."""
    assert {param.values[0].name for param in examples()} == {kind.name for kind in KINDS}
    assert yaml.safe_load((EXAMPLES / "decision" / "penalty.yaml").read_text(encoding="utf-8"))["type"] == "penalty"
