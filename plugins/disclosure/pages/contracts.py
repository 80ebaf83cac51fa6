"""What each template receives: one frozen value a template, every field said in words beside its type.

A test reads the templates and compares: a field that no template uses, or a use of a field that is not here, fails.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from disclosure.model.public import PublicRecord
from disclosure.pages.asking import Examples
from disclosure.pages.shelves import Shelf
from disclosure.pages.timeline import Former, Happening
from disclosure.pages.urls import agency_url
from disclosure.pages.views import (
    Attachment,
    Change,
    Citation,
    Column,
    Correction,
    Count,
    Entrustment,
    Entry,
    FacetGroup,
    Group,
    Line,
    Link,
    Pager,
    Redaction,
    SavedLink,
    Way,
    Year,
)

Template = Annotated[str, "the file below theme/templates/ that renders the page"]


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """What pages other than its own may say of an agency."""

    slug: str
    name: str
    short_name: str = ""
    field: str = ""
    level: str = ""
    category: str = ""
    phone: str = ""
    remedies: str = ""
    supervision: str = ""
    supervision_phone: str = ""
    until: str = ""
    powers: tuple[str, ...] = ()
    url: str = ""
    region_code: str = ""

    @classmethod
    def of(cls, record: PublicRecord) -> "AgencyFacts":
        """Return the facts of an agency's public record; a withdrawn agency keeps its name alone."""
        slug = record.agency or ""
        names = "short_name field level category phone remedies supervision supervision_phone until region_code"
        facts = {name: str(record.fields.get(name, "")) for name in names.split()}
        powers = tuple(str(power) for power in record.fields.get("powers", ()))
        return cls(slug=slug, name=record.title, url=agency_url(slug), powers=powers, **facts)


@dataclass(frozen=True, slots=True)
class Edition:
    """The day and the commit that a site was built from; shown on the home page and /about/ alone."""

    as_of: date
    commit: str | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """Figures over the decisions of one agency, or of all: by type, by year, what may not be shown, the newest."""

    total: int = 0
    removed: int = 0
    types: tuple[Count, ...] = ()
    years: tuple[Year, ...] = ()
    withheld: tuple[Count, ...] = ()
    newest: tuple[Line, ...] = ()
    since: date | None = None


@dataclass(frozen=True, kw_only=True)
class Page:
    """What every page of ours has (layout.html)."""

    template: Template
    address: Annotated[str, "the page's address, from the site's root"]
    title: Annotated[str, "what the browser's tab and the page's h1 say"]
    description: Annotated[str, "one sentence for the page tags"]
    column: Annotated[Column, "the column that it stands in: marked in the navigation, named in the page tags"]
    crumbs: Annotated[tuple[Link, ...], "the steps to the page, without the page itself"]


@dataclass(frozen=True, kw_only=True)
class HomePage(Page):
    """The home page (home.html)."""

    template: Template = "home.html"
    newest: Annotated[tuple[Line, ...], "what was published last, newest first"]
    figures: Annotated[tuple[Count, ...], "figures of the whole site"]
    types: Annotated[tuple[Count, ...], "decisions of each type that has any"]
    years: Annotated[tuple[Year, ...], "decisions of each year and month, newest year first"]
    agencies: Annotated[tuple[Count, ...], "the agencies with most decisions, and how many"]
    agencies_total: Annotated[int, "how many agencies there are"]
    collections: Annotated[tuple[Count, ...], "the other kinds of record, and how many"]
    ways: Annotated[tuple[Way, ...], "ways in, by what a reader wants"]
    edition: Annotated[Edition, "the day and commit of the data"]


@dataclass(frozen=True, kw_only=True)
class AgenciesPage(Page):
    """The directory of agencies (agencies.html)."""

    template: Template = "agencies.html"
    total: Annotated[int, "how many agencies there are"]
    groups: Annotated[tuple[Group, ...], "the agencies, by level and category"]


@dataclass(frozen=True, kw_only=True)
class DecisionsPage(Page):
    """The way into decisions: all, of a type, of a year, of an agency (decisions.html)."""

    template: Template = "decisions.html"
    digest: Annotated[Digest, "the figures of the list and its newest lines"]
    entire: Annotated[bool, "whether digest.newest is all there is"]
    agencies: Annotated[tuple[Count, ...], "decisions of each agency; empty for the list of one agency"]


@dataclass(frozen=True, kw_only=True)
class MonthPage(Page):
    """The decisions of one month, in ledger order (month.html)."""

    template: Template = "month.html"
    total: Annotated[int, "decisions of the month; 0 on a numbered page, which must not change"]
    removed: Annotated[int, "decisions of the month whose file was deleted; 0 on a numbered page"]
    lines: Annotated[tuple[Line, ...], "the decisions of this page, newest first"]
    pager: Annotated[Pager, "the way to the other pages of the list"]
    types: Annotated[
        tuple[Count, ...], "decisions of each type in the month; empty for one type, or on a numbered page"
    ]
    withheld: Annotated[
        tuple[Count, ...], "decisions of the month that may not be published, by ground; empty on a numbered page"
    ]


@dataclass(frozen=True, kw_only=True)
class CollectionPage(Page):
    """All records of one kind other than decisions and agencies (collection.html)."""

    template: Template = "collection.html"
    total: Annotated[int, "how many records; 0 on a numbered page, which must not change"]
    lines: Annotated[tuple[Line, ...], "the records of this page, newest first"]
    pager: Annotated[Pager, "the way to the other pages of the list"]
    since: Annotated[date | None, "the day since when there could have been any: that of the site's first publication"]


@dataclass(frozen=True, kw_only=True)
class SearchPage(Page):
    """The search page; what it finds is fetched by its script (search.html)."""

    template: Template = "search.html"
    facets: Annotated[tuple[FacetGroup, ...], "what results can be narrowed by"]
    headings: Annotated[tuple[str, ...], "the columns of a result as a table"]
    saved: Annotated[tuple[SavedLink, ...], "the searches that portal.yaml lists"]
    examples: Annotated[Examples, "what may be asked, so that this site answers it"]


@dataclass(frozen=True, kw_only=True)
class SitemapPage(Page):
    """Every column on one page (sitemap.html)."""

    template: Template = "sitemap.html"
    columns: Annotated[tuple[Link, ...], "every column and collection"]
    agencies: Annotated[tuple[Count, ...], "every agency and its number of decisions"]
    types: Annotated[tuple[Count, ...], "every type of decision"]
    years: Annotated[tuple[Year, ...], "every year and month with a decision"]


@dataclass(frozen=True, kw_only=True)
class NotFoundPage(Page):
    """What a wrong address shows (404.html)."""

    template: Template = "404.html"


@dataclass(frozen=True, kw_only=True)
class RecordBase(Page):
    """What the page of any record has (record_layout.html)."""

    kind: Annotated[str, "the Chinese name of the kind"]
    agency: Annotated[Link | None, "who made or issued it; no address where the site has no page of it"]
    published: Annotated[
        datetime | None, "first publication; None where git does not know it, and then no PubDate is claimed"
    ]
    keywords: Annotated[tuple[str, ...], "keywords for the page tags"]
    history: Annotated[tuple[Happening, ...], "events, newest first; empty: no history, or not committed"]
    version: Annotated[Former | None, "what an old version says on top; None on the page of today"]
    uncommitted: Annotated[bool, "the file was changed since the last commit"]
    stale: Annotated[tuple[str, ...], "what has changed under a list since it was last edited"]
    json: Annotated[str, "the address of the JSON beside it"]


@dataclass(frozen=True, kw_only=True)
class FullRecord(RecordBase):
    """What the page of a record that is still public has (record_layout.html)."""

    entries: Annotated[tuple[Entry, ...], "the summary, in reading order"]
    redactions: Annotated[tuple[Redaction, ...], "what was left out before publication"]
    corrections: Annotated[tuple[Correction, ...], "what was published wrongly and mended"]
    related: Annotated[tuple[Link, ...], "ways on: same month, same type, same agency"]
    attachments: Annotated[tuple[Attachment, ...], "the files published with the record"]


@dataclass(frozen=True, kw_only=True)
class RecordPage(FullRecord):
    """A record of any kind without a page of its own, drawn from its schema's titles (record.html)."""

    template: Template = "record.html"
    document_no: Annotated[str, "the document number, or empty"]
    body: Annotated[str, "the Markdown body as sanitised HTML, or empty"]


@dataclass(frozen=True, kw_only=True)
class DecisionPage(FullRecord):
    """One decision (decision.html)."""

    template: Template = "decision.html"
    type_title: Annotated[str, "the type of decision in Chinese"]
    tone: Annotated[str, "the tone of the type's tag"]
    document_no: Annotated[str, "the document number as written, or empty"]
    pace: Annotated[str, "the working day of its publication, or by when it must be public; empty: not known"]
    headline: Annotated[str, "the outcome in one line where the content is long, else empty"]
    answer: Annotated[tuple[str, ...], "what was decided, a paragraph each"]
    full_text: Annotated[str, "the full text of the decision as HTML, sanitised"]
    body: Annotated[str, "the Markdown body as sanitised HTML, or empty"]
    remedies: Annotated[tuple[str, ...], "remedies, a paragraph each: the record's own, else the agency's"]
    phone: Annotated[str, "the agency's phone, or empty"]


@dataclass(frozen=True, kw_only=True)
class AgencyPage(FullRecord):
    """One agency (agency.html)."""

    template: Template = "agency.html"
    facts: Annotated[tuple[str, ...], "level, category, field"]
    duties: Annotated[tuple[str, ...], "duties, a paragraph each"]
    powers: Annotated[tuple[str, ...], "powers, a line each"]
    basis: Annotated[tuple[Citation, ...], "the basis of its standing and powers"]
    entrustment: Annotated[Entrustment | None, "who entrusted it with what; None where nobody did"]
    changes: Annotated[tuple[Change, ...], "changes of its functions, newest first"]
    contacts: Annotated[tuple[Entry, ...], "addresses, phones, hours"]
    remedies: Annotated[tuple[str, ...], "remedies, a paragraph each"]
    supervision: Annotated[tuple[str, ...], "supervision, a paragraph each"]
    decisions: Annotated[str, "the address of its list of decisions"]
    log: Annotated[str, "the address of its publication log; empty where git knows nothing of it"]
    feed: Annotated[str, "the address of the log's Atom feed; empty where there is no log"]
    compliance: Annotated[str, "the address of how it keeps what the law asks of publishing"]
    digest: Annotated[Digest | None, "figures and newest lines of its decisions; None where they were not handed in"]
    shelves: Annotated[tuple[Shelf, ...], "what it has published and owes, stage by stage"]


@dataclass(frozen=True, kw_only=True)
class PolicyPage(FullRecord):
    """One policy document (policy.html)."""

    template: Template = "policy.html"
    category: Annotated[str, "the category of the policy"]
    document_no: Annotated[str, "the document number, or empty"]
    state: Annotated[str, "current, coming or ended: whether it is in force on the day of the build"]
    summary: Annotated[str, "one sentence on what it rules, or empty"]
    elements: Annotated[tuple[Link, ...], "what it states, by the law's own words, with the ways to its headings"]
    body: Annotated[str, "the Markdown body as sanitised HTML, or empty"]
    contents: Annotated[str, "the table of contents as HTML; empty below three headings"]


@dataclass(frozen=True, kw_only=True)
class TombstonePage(RecordBase):
    """What stands where a record was withdrawn, or where its file was deleted without procedure (tombstone.html)."""

    template: Template = "tombstone.html"
    removed: Annotated[bool, "whether the file was deleted without procedure"]
    withheld: Annotated[bool, "whether the law does not let it be public any more"]
    expired: Annotated[bool, "whether its publication period has ended, which is no withdrawal"]
    document_no: Annotated[str, "the document number where it may stay, or empty"]
    entries: Annotated[tuple[Entry, ...], "the fields that may stay"]
    reason: Annotated[str, "the reason given to the public"]
    reason_code: Annotated[str, "the class of reason"]
    authority: Annotated[str, "who decided it"]
    authority_no: Annotated[str, "the number of that authority's document, or empty"]
    effective: Annotated[date | None, "since when"]
    basis: Annotated[str, "the rule that asks for the withdrawal, or empty"]
    replaced_by: Annotated[str | None, "the address of the decision that replaces it"]
    erasures: Annotated[tuple[Link, ...], "where it is told that older versions were erased from history"]
    replaced_unseen: Annotated[bool, "whether the decision that replaces it may not be published"]
