"""The publication log of real sites: it agrees with the ledger, shows nothing that went, and old months stay."""

import csv
import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser  # type: ignore[import-untyped]  # ships no types
import pytest
from tests.edition.town import Town, decision, found, path_of, tree
from tests.history.builders import history_of

from disclosure.generator import build
from disclosure.history.ledger import History
from disclosure.model.event import Action, Event
from disclosure.model.kinds import kind_of

OFFICERS = "agencies/jyj/officers.yaml"
STUB = 'type: penalty\ndecision_date: "2026-03-02"\npublish: false\nreason_code: 未成年人\n'
LATER = 'decision_date: "2026-03-02"\n'


def officers(*names: str, unit: str = "") -> str:
    """Return a list of officers whose certificates are numbered by their names."""
    more = f"    unit: {unit}\n" if unit else ""
    lines = (
        f"  - name: {name}\n    certificate_no: 示990000{sum(map(ord, name)) % 10000:04}\n{more}" for name in names
    )
    return f"entries:\n{''.join(lines)}"


def withdrawn(number: int) -> str:
    """Return the tombstone of a decision."""
    return (
        f"type: penalty\ndocument_no: 示教罚〔2026〕{number}号\n{LATER}withdrawal:\n  effective_on: '2026-03-10'\n"
        "  reason_code: 撤销\n  reason: 行政复议决定撤销了原决定。\n  authority: 示例市人民政府\n"
        "  document_no: 示政复决字〔2026〕7号\n"
    )


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a small jurisdiction in which everything has happened that can happen."""
    town = Town(tmp_path / "town")
    town.step({**found(1, 2, 3, 5), path_of(6): STUB, path_of(7): STUB, OFFICERS: officers("林知夏", "薛砚秋")})
    town.step({path_of(1): decision(1, facts="事实有补充。"), OFFICERS: officers("林知夏", "薛砚秋", unit="法规科")})
    town.step({path_of(3): withdrawn(3), path_of(7): None}, "撤下")
    town.step({OFFICERS: officers("林知夏", "褚怀民", unit="法规科"), path_of(2): None}, "人员变动")
    town.step({path_of(3): decision(3), path_of(5): STUB}, "恢复；依法不再公开")
    return town


@pytest.fixture
def site(town: Town, tmp_path: Path) -> Path:
    """Return the site of the jurisdiction."""
    build(town.order(tmp_path / "site"))
    return tmp_path / "site"


def logged(site: Path) -> list[dict[str, Any]]:
    """Return every line of every month's file, in the order of the months."""
    files = sorted((site / "log").glob("*/*/events.jsonl"))
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def public(history: History, content: Path) -> dict[int, tuple[Event, bool]]:
    """Return by number what the log must tell, read off the ledger without the project's own filter."""
    told: dict[int, tuple[Event, bool]] = {}
    for path, life in history.events.items():
        acts = {event.action for event in life}
        file = content / path
        stub = acts == {Action.PUBLISH} and file.exists() and "publish: false" in file.read_text(encoding="utf-8")
        hidden = stub or (Action.WITHHOLD in acts and acts <= {Action.WITHHOLD, Action.REMOVED})
        if kind_of(path) and not hidden:
            told |= {event.number: (event, False) for event in life if event.action is not Action.WITHHOLD}
    for life in history.entries.values():
        told |= {event.number: (event, True) for event in life}
    return told


def test_the_log_has_every_public_event_once_in_the_order_of_the_ledger(site: Path, town: Town) -> None:
    """Number, action, time and commit are those of the ledger; nothing is missing, nothing twice, nothing more."""
    expected = public(history_of(town.content), town.content)
    lines = logged(site)
    assert [line["number"] for line in lines] == sorted(expected)
    for line in lines:
        event, inner = expected[line["number"]]
        assert (line["action"], line["commit"]) == (event.action.value, event.moment.commit)
        assert (line["within"] is not None) is inner
    assert {line["action"] for line in lines} == {"publish", "update", "withdraw", "restore", "removed"}


def test_totals_agree_with_the_ledger(site: Path, town: Town) -> None:
    """Per action, of all time and of each month, in the table of contents and on the page."""
    expected = public(history_of(town.content), town.content).values()
    told = json.loads((site / "log/events.json").read_text(encoding="utf-8"))
    for name, inner in (("records", False), ("entries", True)):
        totals = Counter(event.action.value for event, within in expected if within is inner)
        assert {act: number for act, number in told[name].items() if number} == totals
        summed: Counter[str] = sum((Counter(month[name]) for month in told["months"]), Counter())
        assert summed == totals
    assert told["events"] == len(expected) == sum(month["events"] for month in told["months"])
    page = (site / "log/index.html").read_text(encoding="utf-8")
    totals = Counter(event.action for event, within in expected if not within)
    for action, title in ((Action.PUBLISH, "公开"), (Action.RESTORE, "恢复公开"), (Action.REMOVED, "文件被删除")):
        assert f'<span>{title}</span> <span class="tallies__number">{totals[action]}</span>' in page


def test_the_pages_show_every_event_once(site: Path) -> None:
    """Each has its place on the page of its month, in the portal's log and in its agency's."""
    month = (site / "log/2026/03/index.html").read_text(encoding="utf-8")
    own = (site / "agencies/jyj/log/2026/03/index.html").read_text(encoding="utf-8")
    named = [line["number"] for line in logged(site) if line["within"] is None or "#" in line["id"]]
    for number in named:
        assert month.count(f'id="e{number}"') == 1
        assert own.count(f'id="e{number}"') == 1
    assert "新增 1 人：" in month
    assert "移出 1 人" in month


def test_the_table_says_the_same_as_the_lines(site: Path) -> None:
    """One row for each line of JSON."""
    text = (site / "log/2026/03/events.csv").read_text(encoding="utf-8-sig")
    _heads, *rows = csv.reader(text.splitlines())
    assert [(row[0], row[6]) for row in rows] == [(str(line["number"]), line["title"]) for line in logged(site)]
    assert {row[2] for row in rows if row[3]} == {"新增", "变更", "移出"}
    assert "移出" not in {row[2] for row in rows if not row[3]}


def test_nothing_that_went_comes_back_through_the_log(town: Town, tmp_path: Path) -> None:
    """The title of a withdrawn decision, and the name of an officer who is in the list no more, are in no file."""
    town.step({path_of(8): decision(8).replace("晨光第8", "金丝雀八八"), OFFICERS: officers("金丝雀九九")}, "公开")
    build(town.order(tmp_path / "before"))
    assert any("金丝雀八八".encode() in raw for path, raw in tree(tmp_path / "before").items() if "log/" in path)
    town.step({path_of(8): withdrawn(8), OFFICERS: officers("林知夏")}, "撤下")
    build(town.order(tmp_path / "site"))
    for canary in ("金丝雀八八", "金丝雀九九", "薛砚秋"):
        traces = [path for path, raw in tree(tmp_path / "site").items() if canary.encode() in raw and "log/" in path]
        assert traces == [], canary
    assert [line["title"] for line in logged(tmp_path / "site") if line["id"].endswith("/008")] == [
        "示教罚〔2026〕8号",
        "示教罚〔2026〕8号",
    ]


def test_one_more_record_touches_its_own_month_alone(town: Town, tmp_path: Path) -> None:
    """Files and pages of other months keep their bytes and are not even written again."""
    town.step({path_of(4): decision(4)})
    order = town.order(tmp_path / "site")
    build(order)
    months = {path: (order.output / path).stat().st_mtime_ns for path in tree(order.output) if "log/2026/03" in path}
    assert {"log/2026/03/events.csv", "log/2026/03/events.jsonl", "log/2026/03/index.html"} < set(months)
    april(town, {path_of(9, "2026-04-07"): decision(9, day="2026-04-07")})
    report = build(order)
    assert not report.cold
    assert {path: (order.output / path).stat().st_mtime_ns for path in months} == months
    told = (path for path in report.changed if path.startswith("log/"))
    assert {path for path in told if not path.startswith(("log/tile/", "log/checkpoint"))} == {
        "log/events.json",
        "log/feed.xml",
        "log/index.html",
        "log/2026/04/events.csv",
        "log/2026/04/events.jsonl",
        "log/2026/04/index.html",
    }
    build(town.order(tmp_path / "full"))
    assert tree(order.output) == tree(tmp_path / "full")


def april(town: Town, files: dict[str, str]) -> None:
    """Commit some files forty days after the first step."""
    town.step(files)
    town.steps[-1] = replace(town.steps[-1], when=town.steps[0].when.replace(month=4, day=11))
    town.replay()


def test_more_than_a_page_of_events_in_a_month(town: Town, tmp_path: Path) -> None:
    """Full pages keep their bytes when the month goes on."""
    town.step({path_of(number): decision(number) for number in range(100, 190)})
    order = town.order(tmp_path / "site")
    build(order)
    page = "log/2026/03/page/1/index.html"
    before = (order.output / page).stat().st_mtime_ns
    town.step({path_of(190): decision(190)})
    report = build(order)
    assert (order.output / page).stat().st_mtime_ns == before
    assert page not in report.changed
    build(town.order(tmp_path / "full", workers=2))
    assert tree(order.output) == tree(tmp_path / "full")


def test_every_log_has_a_feed_that_readers_understand(site: Path) -> None:
    """The portal's and each agency's: no fault, newest first, ids that say the number and never change."""
    numbers = [line["number"] for line in logged(site) if line["within"] is None]
    for path in ("log/feed.xml", "agencies/jyj/log/feed.xml"):
        feed = feedparser.parse((site / path).read_bytes())
        assert feed.bozo is False
        told = [int(entry.id.rpartition("/")[2]) for entry in feed.entries]
        assert told == sorted(numbers, reverse=True)
        assert all(entry.id.startswith("tag:gongshi.invalid,2026-03-0") for entry in feed.entries)
    for page in ("log/index.html", "agencies/jyj/log/index.html", "agencies/jyj/index.html"):
        assert '<link rel="alternate" type="application/atom+xml"' in (site / page).read_text(encoding="utf-8")


def test_without_git_the_log_says_so(tmp_path: Path) -> None:
    """There is the page, and no file."""
    town = Town(tmp_path / "town")
    town.step(found(1))
    (town.folder / ".git").rename(tmp_path / "elsewhere")
    build(town.order(tmp_path / "site"))
    assert "没有版本历史。" in (tmp_path / "site/log/index.html").read_text(encoding="utf-8")
    assert [path for path in tree(tmp_path / "site") if path.startswith("log/")] == ["log/index.html"]
