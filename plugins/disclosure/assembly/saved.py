"""The feeds of saved searches: asked of the index that was just written, again only where it has changed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from disclosure.assembly.manifest import Made
from disclosure.assembly.order import Setting
from disclosure.assembly.outcomes import Outcome
from disclosure.assembly.staging import stage
from disclosure.model.issue import Issue, Level
from disclosure.model.language import _
from disclosure.model.public import Row
from disclosure.outputs.feeds import Feed, FeedEntry, atom, tag_uri
from disclosure.outputs.search.query import open_index
from disclosure.outputs.search.saved import SavedSearch, newest, saved_searches, unknown_values
from disclosure.outputs.search.telling import FACET_TITLES
from disclosure.pages import urls
from disclosure.pages.filters import SHANGHAI
from disclosure.pages.piles import Ordered, placed
from disclosure.pages.views import SavedLink

SINCE = "2026"
"""The year in the tag: URI of a feed itself: its name is given once and for all (RFC 4151 2.1 allows a bare year)."""

NEVER = datetime(1970, 1, 1, tzinfo=SHANGHAI)
"""When a feed that has nothing yet was last changed, as far as readers are told."""

PORTAL = "content/portal.yaml"


def saved_links(portal: Mapping[str, Any]) -> tuple[SavedLink, ...]:
    """Return what the search page shows of the saved searches."""
    return tuple(
        SavedLink(one.title, urls.question_url(one.question.words, one.question.facets), urls.saved_url(one.name))
        for one in saved_searches(portal)
    )


def saved_feeds(
    outcomes: Sequence[Outcome], setting: Setting, search: Made, old: Made | None, places: tuple[Path, Path]
) -> tuple[Made, tuple[Issue, ...]]:
    """Write the feed of every saved search, and say what no record stands under; what has not changed is kept.

    `places` are the staging folder and the site in place, which has what was not written anew.
    """
    staging, output = places
    saved = saved_searches(setting.portal)
    if not saved or (old and old.inputs == search.inputs):
        return old or Made(search.inputs, {}), ()
    index = open_index(staging, output)
    found = {one.name: newest(index, one.question) for one in saved}
    wanted = {row["rank"] for rows in found.values() for row in rows}
    known = Ordered(placed(outcome.shelf() for outcome in outcomes)).of_ranks(wanted)
    known |= {row.rank: row for outcome in outcomes for row in outcome.entries if row.rank in wanted}
    files = {}
    for one in saved:
        path = urls.file_of(urls.saved_url(one.name))
        files[path] = stage(staging, path, atom(_feed(one, found[one.name], known, setting)), setting)
    issues = [issue for one in saved for issue in _unknown(one, unknown_values(index, one.question))]
    return Made(search.inputs, files), tuple(issues)


def _feed(saved: SavedSearch, rows: Sequence[Mapping[str, Any]], known: Mapping[int, Row], setting: Setting) -> Feed:
    site, address = setting.site, urls.saved_url(saved.name)
    entries = (_entry(row, known[row["rank"]], setting) for row in rows if row["rank"] in known)
    return Feed(
        tag_uri(site.domain, SINCE, address.strip("/")),
        _("{title}（{site}）").format(title=saved.title, site=site.name),
        site.absolute(urls.question_url(saved.question.words, saved.question.facets)),
        site.absolute(address),
        [entry for entry in entries if entry],
        NEVER,
    )


def _entry(row: Mapping[str, Any], known: Row, setting: Setting) -> FeedEntry | None:
    """Return a record as an entry, which says no more than a result does; None for what git does not know yet."""
    if known.published_at is None or known.updated_at is None:
        return None
    site, standing = setting.site, row["status"] == "published"
    kind = row["type_title"] or row["kind_title"]
    words = (kind, row["document_no"], row["answer"], "" if standing else _("已撤下"))
    return FeedEntry(
        id=tag_uri(site.domain, f"{known.published_at.astimezone(SHANGHAI):%Y-%m-%d}", row["id"]),
        title=row["title"],
        address=site.absolute(row["address"]),
        time=known.updated_at.astimezone(SHANGHAI),
        author=row["agency_name"] or site.organiser,
        category=kind,
        words="；".join(word for word in words if word),
        published=known.published_at.astimezone(SHANGHAI),
    )


def _unknown(saved: SavedSearch, values: Iterator[tuple[str, str]]) -> Iterator[Issue]:
    for facet, key in values:
        problem = _("订阅「{title}」：没有一条信息的{facet}是「{key}」").format(
            title=saved.title, facet=FACET_TITLES[facet], key=key
        )
        remedy = _("请核对 search 里 saved 的写法")
        yield Issue(PORTAL, 0, 0, "saved-search", problem, remedy, level=Level.WARNING)
