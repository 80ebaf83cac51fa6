"""The page of a policy document: its data, its table of contents, its text."""

from collections.abc import Iterator

from disclosure.model.language import _
from disclosure.pages import urls
from disclosure.pages.contracts import PolicyPage
from disclosure.pages.entries import entries
from disclosure.pages.markdown import Prose, prose
from disclosure.pages.shared import RESERVED, Subject, clipped, full
from disclosure.pages.views import Entry, Link, Ways
from disclosure.reading.headings import words

ELSEWHERE = ("title", "category", "document_no", "agency", "issuer", "summary", "elements", *RESERVED)
CURRENT, COMING, ENDED = "current", "coming", "ended"


def policy_page(subject: Subject) -> PolicyPage:
    """Return the page of a policy document."""
    text = prose(subject.record.body)
    column = subject.column
    return PolicyPage(
        **{**full(subject), "agency": issuer(subject)},
        template=subject.kind.template,
        description=clipped(subject.text("summary") or subject.record.title),
        keywords=tuple(str(topic) for topic in subject.fields.get("topics", ())),
        crumbs=(Link(column.name, column.address),),
        category=subject.text("category") or subject.kind.title,
        document_no=subject.text("document_no"),
        state=state(subject),
        summary=subject.text("summary"),
        elements=tuple(_elements(subject, text)),
        entries=(
            *_issued_by(subject),
            *entries(subject.schemas, subject.node, subject.fields, without=ELSEWHERE, link=subject.link),
            *_replaced(subject),
        ),
        body=text.html,
        contents=text.contents,
        related=(),
    )


def state(subject: Subject) -> str:
    """Return whether the document is in force on the day of the build, comes into force later, or has ended."""
    first, last = subject.text("in_force_from"), subject.text("in_force_until")
    if subject.text("repealed_by") or (last and last < subject.today):
        return ENDED
    return COMING if first > subject.today else CURRENT


def _elements(subject: Subject, text: Prose) -> Iterator[Link]:
    """Yield what the document states, each with the way to its heading."""
    for entry in subject.fields.get("elements", ()):
        anchor = text.places.get(words(str(entry["heading"])))
        yield Link(str(entry["element"]), f"#{anchor}" if anchor else "")


def issuer(subject: Subject) -> Link | None:
    """Return who issued the document, with a way to its page where the site has one."""
    slug, written = subject.text("agency"), subject.text("issuer")
    facts = subject.others.get(slug)
    name = facts.name if facts else written
    return Link(name, urls.agency_url(slug) if facts else "") if name else None


def _replaced(subject: Subject) -> Iterator[Entry]:
    """Yield what repealed the document, where the site has it."""
    ways = subject.cited_by(subject.kind.name)
    if ways:
        yield Entry(_("代替它的文件"), Ways(ways))


def _issued_by(subject: Subject) -> Iterator[Entry]:
    who = issuer(subject)
    if who:
        yield Entry(_("发布机关"), Ways((who,)))
