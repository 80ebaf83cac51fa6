"""Markdown of public bodies → HTML that is safe to show: sanitised, headings with ids, a table of contents."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import markdown
import nh3

from disclosure.reading.headings import Anchors, words

EXTENSIONS = ("tables", "fenced_code", "footnotes", "toc", "sane_lists")
TAGS = frozenset(
    {
        "a",
        "abbr",
        "b",
        "blockquote",
        "br",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "ins",
        "li",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "small",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "u",
        "ul",
    }
)
ATTRIBUTES = {
    **{tag: {"id"} for tag in ("h2", "h3", "h4", "h5", "h6", "li", "sup", "div")},
    "a": {"href", "title", "id"},
    "th": {"colspan", "rowspan", "scope", "align"},
    "td": {"colspan", "rowspan", "align"},
    "ol": {"start"},
}
ENOUGH = 3
HEADING = re.compile(r"^(#{1,6})(?=\s)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prose:
    """A body as HTML, the list of its headings as HTML (empty where it has fewer than three), and where each stands.

    `places` are the anchors of its headings by their words: the first of those that are written alike.
    """

    html: str
    contents: str
    places: Mapping[str, str] = field(default_factory=dict)


def prose(text: str, *, level: int = 2, lines: bool = False) -> Prose:
    """Render a Markdown body; its highest headings stand at a level, their ids are made of their words.

    `lines` keeps the line breaks of the text, as the full text of a decision has them.

    Raw HTML in the text is cut down to what a document may hold: no script, style, image or handler passes.
    """
    anchors, places = Anchors(), dict[str, str]()

    def placed(title: str, _separator: str) -> str:
        anchor = anchors.of(title)
        places.setdefault(words(title), anchor)
        return anchor

    converter = markdown.Markdown(
        extensions=[*EXTENSIONS, *(["nl2br"] if lines else [])],
        extension_configs={
            "toc": {
                "slugify": placed,
                "baselevel": level + 1 - _highest(text),
                "toc_depth": "2-4",
            },
            "footnotes": {"BACKLINK_TITLE": "回到正文", "UNIQUE_IDS": False},
        },
        output_format="html",
    )
    html = _clean(converter.convert(text))
    contents = _clean(str(getattr(converter, "toc", "")))
    return Prose(_scrolling(html), contents if contents.count("<li>") >= ENOUGH else "", places)


def _highest(text: str) -> int:
    """Return the level of the highest heading that a text writes (1 where it writes none)."""
    return min((len(marks) for marks in HEADING.findall(text)), default=1)


def _clean(html: str) -> str:
    return nh3.clean(
        html, tags=set(TAGS), attributes=ATTRIBUTES, url_schemes={"http", "https"}, link_rel="noopener noreferrer"
    )


def _scrolling(html: str) -> str:
    """Put each table into a box of its own, which can be scrolled on a phone and reached by keyboard."""
    return re.sub(r"<table>", '<div class="scroll" tabindex="0" role="group"><table>', html).replace(
        "</table>", "</table></div>"
    )
