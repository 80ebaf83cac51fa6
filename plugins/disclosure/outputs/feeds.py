"""Atom feeds (RFC 4287): what happened last, for readers that ask again and again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from io import StringIO

from feedgenerator import Atom1Feed  # type: ignore[import-untyped]  # ships no types


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry: `id` is a tag: URI that never changes (RFC 4151), `words` one line of text.

    `time` is that of its last change; `published` that of its first appearance, where the two differ.
    """

    id: str
    title: str
    address: str
    time: datetime
    author: str
    category: str
    words: str
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: the page that it follows, its own address, and its entries, the newest first.

    `since` is the time of a feed without entries.
    """

    id: str
    title: str
    page: str
    address: str
    entries: Sequence[FeedEntry]
    since: datetime | None = None


def tag_uri(domain: str, day: str, name: str) -> str:
    """Return a tag: URI; a site without an official address speaks for nobody's domain, and says so."""
    return f"tag:{domain.partition(':')[0] or 'gongshi.invalid'},{day}:{name}"


def atom(feed: Feed) -> bytes:
    """Return a feed as UTF-8 Atom; its time is that of its last event, never that of the build."""
    made = Atom1Feed(
        title=feed.title,
        link=feed.page,
        description=None,
        language="zh-CN",
        feed_url=feed.address,
        feed_guid=feed.id,
    )
    if not feed.entries:
        made.latest_post_date = lambda: feed.since  # it would take the clock's
    for entry in feed.entries:
        made.add_item(
            title=entry.title,
            link=entry.address,
            description=escape(entry.words),  # Atom readers take a summary for HTML
            author_name=entry.author,
            pubdate=entry.published or entry.time,
            updateddate=entry.time,
            unique_id=entry.id,
            categories=(entry.category,),
        )
    text = StringIO()
    made.write(text, "utf-8")
    return text.getvalue().encode()
