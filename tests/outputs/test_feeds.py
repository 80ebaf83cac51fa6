"""The log as files: Atom that readers understand, JSON lines and tables that programs do."""

import csv
import json
from datetime import datetime, timedelta, timezone
from io import StringIO

import feedparser  # type: ignore[import-untyped]  # ships no types

from disclosure.model.event import Action
from disclosure.model.public import Logged
from disclosure.outputs.events import MonthFiles, Told, events_csv, events_json, events_jsonl
from disclosure.outputs.feeds import Feed, FeedEntry, atom, tag_uri

CHINA = timezone(timedelta(hours=8))
TIME = datetime(2026, 11, 19, 9, 30, tzinfo=CHINA)
SITE = "https://gongshi.shili.example"
LINE = Logged(
    number=443,
    action=Action.WITHDRAW,
    time=TIME,
    id="agencies/swj/decisions/2026/08/003",
    kind="decision",
    agency="swj",
    title="示商罚〔2026〕3号",
    commit="a292ca8" + "0" * 33,
    reason="=程序违法",
    approved=True,
)
TOLD = Told(LINE, f"{SITE}/agencies/swj/decisions/2026/08/003/", "行政执法决定", "示例市商务局")


def entry(number: int, words: str = "行政执法决定") -> FeedEntry:
    """Return an entry about the event of a number."""
    return FeedEntry(
        id=tag_uri("gongshi.shili.example", "2026-11-19", f"log/{number}"),
        title="公开：甲&乙",
        address=f"{SITE}/a/{number}/",
        time=TIME + timedelta(minutes=number),
        author="示例市商务局",
        category="公开",
        words=words,
    )


def test_a_feed_reader_understands_the_feed() -> None:
    """No fault in the XML; every entry has its id, title, link, time, author, action and words."""
    feed = Feed("tag:gongshi.shili.example,2026:log", "公开记录", f"{SITE}/log/", f"{SITE}/log/feed.xml", [entry(2)])
    found = feedparser.parse(atom(feed))
    assert found.bozo is False
    assert (found.feed.id, found.feed.title, found.feed.link) == (feed.id, "公开记录", f"{SITE}/log/")
    assert found.feed.updated == "2026-11-19T09:32:00+08:00"
    (one,) = found.entries
    assert (one.id, one.title, one.link) == (
        "tag:gongshi.shili.example,2026-11-19:log/2",
        "公开：甲&乙",
        f"{SITE}/a/2/",
    )
    assert (one.updated, one.author, one.tags[0].term) == ("2026-11-19T09:32:00+08:00", "示例市商务局", "公开")


def test_words_of_an_entry_stay_text() -> None:
    """What looks like HTML in a reason is shown as it was written."""
    feed = Feed("tag:x,2026:log", "公开记录", "/log/", "/log/feed.xml", [entry(1, "面积<90平方米>")])
    assert "&amp;lt;90平方米&amp;gt;" in atom(feed).decode()


def test_the_same_events_give_the_same_bytes() -> None:
    """Nothing of the clock or the machine is in a feed."""
    feed = Feed("tag:x,2026:log", "公开记录", "/log/", "/log/feed.xml", [entry(2), entry(1)])
    assert atom(feed) == atom(feed)


def test_a_site_without_an_address_speaks_for_no_domain() -> None:
    """A tag: URI needs somebody's domain (RFC 4151); a port is none of it."""
    assert tag_uri("", "2026", "log") == "tag:gongshi.invalid,2026:log"
    assert tag_uri("shili.example:8443", "2026", "log") == "tag:shili.example,2026:log"


def test_a_line_of_json_has_every_fact() -> None:
    """One object a line, in order, times of Beijing."""
    raw = events_jsonl([TOLD, TOLD])
    assert raw.count(b"\n") == 2
    assert json.loads(raw.splitlines()[0]) == {
        "number": 443,
        "time": "2026-11-19T09:30:00+08:00",
        "action": "withdraw",
        "within": None,
        "id": "agencies/swj/decisions/2026/08/003",
        "kind": "decision",
        "agency": "swj",
        "agency_name": "示例市商务局",
        "title": "示商罚〔2026〕3号",
        "address": f"{SITE}/agencies/swj/decisions/2026/08/003/",
        "reason": "=程序违法",
        "approved": True,
        "backdated": False,
        "imported": False,
        "commit": LINE.commit,
    }


def test_a_table_opens_in_spreadsheet_programs() -> None:
    """It has a byte order mark and Chinese heads, and nothing in it is taken for a formula."""
    raw = events_csv([TOLD])
    assert raw.startswith(b"\xef\xbb\xbf")
    heads, row = csv.reader(StringIO(raw.decode("utf-8-sig")))
    assert dict(zip(heads, row, strict=True)) == {
        "序号": "443",
        "时间": "2026-11-19 09:30:00",
        "动作": "撤下",
        "属于哪条清单的改动（序号）": "",
        "种类": "行政执法决定",
        "机关": "示例市商务局",
        "标题": "示商罚〔2026〕3号",
        "地址": f"{SITE}/agencies/swj/decisions/2026/08/003/",
        "理由": "'=程序违法",
        "经他人审核": "是",
        "时间早于前一次": "否",
        "迁入": "否",
        "版本号": LINE.commit,
    }


def test_the_table_of_contents_adds_up() -> None:
    """All that the months hold, and the digest of each file."""
    months = [
        MonthFiles("2026-10", 3, {"publish": 2}, {"publish": 1}, {"/log/2026/10/events.csv": "aa"}),
        MonthFiles("2026-11", 1, {"publish": 1}, {"publish": 0}, {}),
    ]
    told = json.loads(events_json(months))
    assert (told["events"], told["records"], told["entries"]) == (4, {"publish": 3}, {"publish": 1})
    assert told["months"][0]["files"] == [{"address": "/log/2026/10/events.csv", "sha256": "aa"}]
