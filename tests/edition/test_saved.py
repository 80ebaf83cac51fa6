"""Saved searches: feeds made from the index that was just built, the same bytes however they were reached."""

from pathlib import Path

import feedparser  # type: ignore[import-untyped]  # ships no types
import pytest
from tests.edition.test_canary import GONE
from tests.edition.town import PORTAL, Town, decision, found, path_of, tree

from disclosure.generator import build
from disclosure.outputs.search.facets import FACETS
from disclosure.outputs.search.query import open_index

SAVED = """\
siteurl: https://www.example.gov.cn/xzzf
search:
  saved:
    - {name: chengguang, title: 晨光的处罚, query: 擅自招收学生, kind: [penalty], agency: [jyj]}
    - {name: nobody, title: 没有的, query: 没有人写过的词}
    - {name: elsewhere, title: 别的机关, agency: [nobody-there]}
"""


def lived(folder: Path, number: int) -> Town:
    """Return a town after some of the steps of its life."""
    town = Town(folder)
    steps = [
        ({**found(1), "portal.yaml": PORTAL + SAVED}, "公开"),
        ({path_of(2): decision(2)}, "公开"),
        ({path_of(1): decision(1, facts="改过的事实，擅自招收学生。")}, "更新"),
        ({path_of(3): decision(3), path_of(2): GONE.format(number=2, code="撤销")}, "撤下"),
    ]
    for files, message in steps[:number]:
        town.step(files, message)
    return town


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of the whole life, built step by step."""
    folder = tmp_path_factory.mktemp("saved")
    for number in range(1, 5):
        build(lived(folder / f"town-{number}", number).order(folder / "site"))
    return folder / "site"


def test_a_feed_holds_what_the_search_finds_the_newest_first(site: Path) -> None:
    """Titles, addresses, times of publication and of the last change; what was withdrawn is no answer any more."""
    feed = feedparser.parse((site / "feeds" / "chengguang.xml").read_bytes())
    assert (feed.bozo, feed.feed.title) == (False, "晨光的处罚（示例市行政执法公示）")
    assert feed.feed.updated == "2026-03-05T09:00:00+08:00"
    assert [(one.title, one.link, one.published, one.updated, one.summary) for one in feed.entries] == [
        (
            "示例市晨光第3教育咨询有限公司擅自招收学生案",
            "https://www.example.gov.cn/xzzf/agencies/jyj/decisions/2026/03/003/",
            "2026-03-05T09:00:00+08:00",
            "2026-03-05T09:00:00+08:00",
            "行政处罚；示教罚〔2026〕3号；罚款 3,000 元",
        ),
        (
            "示例市晨光第1教育咨询有限公司擅自招收学生案",
            "https://www.example.gov.cn/xzzf/agencies/jyj/decisions/2026/03/001/",
            "2026-03-02T09:00:00+08:00",
            "2026-03-04T09:00:00+08:00",
            "行政处罚；示教罚〔2026〕1号；罚款 1,000 元",
        ),
    ]


def test_a_feed_that_has_nothing_yet_is_a_feed(site: Path) -> None:
    """Its time is not that of the build, so that it stays as it is."""
    feed = feedparser.parse((site / "feeds" / "nobody.xml").read_bytes())
    assert (feed.bozo, feed.entries, feed.feed.updated) == (False, [], "1970-01-01T00:00:00+08:00")


def test_feeds_do_not_depend_on_the_way_there(site: Path, tmp_path: Path) -> None:
    """A build from nothing, and one on top of three others: the same files."""
    build(lived(tmp_path / "town", 4).order(tmp_path / "site"))
    assert tree(tmp_path / "site") == tree(site)


def test_what_no_record_stands_under_is_said_and_what_has_not_changed_is_kept(tmp_path: Path) -> None:
    """A value that is nowhere is pointed out; a build of the same content writes no feed anew."""
    town = lived(tmp_path / "town", 2)
    first = build(town.order(tmp_path / "site"))
    assert [str(issue) for issue in first.issues] == [
        "content/portal.yaml 订阅「别的机关」：没有一条信息的机关是「nobody-there」；请核对 search 里 saved 的写法"
    ]
    again = build(town.order(tmp_path / "site"))
    assert [path for path in again.changed if path.startswith(("feeds/", "search/"))] == []


def test_the_search_page_leads_to_the_feeds(site: Path) -> None:
    """Each is linked with its question, and named in the head for readers that look there."""
    html = (site / "search" / "index.html").read_text(encoding="utf-8")
    assert (
        '<link rel="alternate" type="application/atom+xml" title="晨光的处罚" href="/xzzf/feeds/chengguang.xml">'
        in html
    )
    assert (
        "/xzzf/search/?q=%E6%93%85%E8%87%AA%E6%8B%9B%E6%94%B6%E5%AD%A6%E7%94%9F&amp;kind=penalty&amp;agency=jyj" in html
    )


def test_what_was_withdrawn_counts_under_no_more_than_its_page_says(site: Path) -> None:
    """The tombstone keeps agency, type and date; its law, its amount and its words are in no column and no feed."""
    columns = open_index(site).columns
    counts = {facet: [(key, number) for key, _title, number in columns.values(facet)] for facet in FACETS}
    assert counts["penalty"] == [("罚款", 2)]
    assert counts["law"] == [("中华人民共和国民办教育促进法", 2)]
    assert ("penalty", 3) in counts["kind"]
    assert ("withdrawn", 1) in counts["status"]
    files = [*site.glob("feeds/*"), *site.glob("search/columns/*/*")]
    assert [path for path in files if "晨光第2".encode() in path.read_bytes()] == []
