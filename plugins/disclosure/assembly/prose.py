"""The prose pages, content/pages/*.md: what their heads may say, and all that would trip Pelican, said in Chinese."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from disclosure.assembly.dead_links import WrittenLink, written_links
from disclosure.assembly.order import Order
from disclosure.checking.case import Case, Rules
from disclosure.checking.remarks import issue_of
from disclosure.checking.scan import private_data
from disclosure.model.errors import ContentError
from disclosure.model.issue import Issue
from disclosure.model.kinds import Kind, Stage
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.model.record_id import SEGMENT
from disclosure.pages import urls
from disclosure.pages.urls import file_of, prose_url
from disclosure.pages.views import Link
from disclosure.reading.documents import read_text
from disclosure.reading.schemas import load_schemas
from disclosure.reading.text import Fault, decode, position

PAGE = re.compile(r"pages/[^/]+\.md")
FENCE = re.compile(r"-{3}\s*|\.{3}\s*")
LINE = re.compile(r"([A-Za-z0-9_-]+):[ \t]*(.*)")
PELICAN_LINK = re.compile(r"[{|](?:filename|attach|static|author|category|tag|index)[}|][^)\s\"']*")
TITLES = {
    "title": "标题",
    "slug": "地址",
    "date": "日期",
    "modified": "修改日期",
    "summary": "摘要",
    "url": "URL",
    "save_as": "Save_as",
}
DAYS = ("date", "modified")
KIND = Kind("page", "说明页面", Stage.GENERAL, "pages/{slug}.md", "", "page.html")


@dataclass(frozen=True, slots=True)
class Prose:
    """One prose page as written: the fields of its head, the line of each, and its text."""

    path: str
    raw: bytes
    fields: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def slug(self) -> str:
        """The page's address below the site's root."""
        return self.fields.get("slug", "")

    def issue(self, name: str, rule: str, problem: str, remedy: str) -> Issue:
        """Return an issue at a field of the head, or at the head's beginning where the field is not there."""
        written = name.capitalize()
        title = TITLES.get(name, written)
        return Issue(f"content/{self.path}", self.lines.get(name, 1), 1, rule, problem, remedy, written, title)


@dataclass(frozen=True, slots=True)
class Pages:
    """All prose pages that can be read, and what is wrong with any."""

    prose: tuple[Prose, ...]
    issues: tuple[Issue, ...]

    def links(self) -> tuple[Link, ...]:
        """Return the title and address of each page, for the footer."""
        return tuple(Link(page.fields.get("title", page.slug), prose_url(page.slug)) for page in self.prose)

    def sources(self) -> dict[str, str]:
        """Return the content file of each page, by the page's file in the site."""
        return {file_of(prose_url(page.slug)): page.path for page in self.prose}

    def written_links(self) -> tuple[WrittenLink, ...]:
        """Return the links inside this site that the pages write."""
        return tuple(link for page in self.prose for link in written_links(page.path, page.raw, prose_url(page.slug)))


def is_prose(path: str) -> bool:
    """Tell whether a path below content/ is that of a prose page: Markdown, right in pages/."""
    return PAGE.fullmatch(path) is not None


def read_prose(order: Order, files: Sequence[str], rules: Rules) -> Pages:
    """Read and check every prose page."""
    pages: list[Prose] = []
    issues: list[Issue] = []
    taken = reserved(order.kinds)
    for path in files:
        if is_prose(path):
            page, found = _read(path, (order.content / path).read_bytes())
            issues.extend(found)
            if page:
                issues.extend(_judge(page, taken))
                issues.extend(_private(page, order, rules))
                taken.setdefault(page.slug, path)
                pages.append(page)
    return Pages(tuple(page for page in pages if page.slug), tuple(issues))


def refuse_taken(pages: Pages, claimed: Callable[[str], bool]) -> None:
    """Stop where a prose page would stand where the site has a page of its own; ContentError names both."""
    taken = {page.slug: "" for page in pages.prose if claimed(file_of(prose_url(page.slug)))}
    issues = tuple(sorted(issue for page in pages.prose for issue in _slug(page, taken)))
    if issues:
        raise ContentError(_("说明页面的地址已被使用；发布已停止，原来的网站没有动"), issues)


def reserved(kinds: Sequence[Kind]) -> dict[str, str]:
    """Return the first steps of the addresses that the site needs for itself: each column, each collection."""
    columns = (value for name, value in sorted(vars(urls).items()) if name.isupper() and isinstance(value, str))
    collections = (kind.pattern.removeprefix("agencies/{agency}/") for kind in kinds)
    own = (*urls.PLANNED, *columns, *collections)
    return dict.fromkeys(sorted({step.strip("/").split("/")[0].split(".")[0] for step in own} - {""}), "")


def _read(path: str, raw: bytes) -> tuple[Prose | None, Sequence[Issue]]:
    text = read_text(raw)
    if isinstance(text, list):
        return None, [fault.at(path) for fault in text]
    return _head(path, raw, text)


def _head(path: str, raw: bytes, text: str) -> tuple[Prose | None, Sequence[Issue]]:
    """Read the head as Python-Markdown does: lines `Key: value`, to a fence or an empty line."""
    fields: dict[str, str] = {}
    lines: dict[str, int] = {}
    faults: list[Fault] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if number == 1 and FENCE.fullmatch(line):
            continue
        if not line.strip() or FENCE.fullmatch(line):
            break
        found = LINE.fullmatch(line.rstrip())
        if not found:
            faults.append(_no_field(number, first=not fields))
            break
        name = found[1].lower()
        if name in fields:
            problem = _("「{name}」写了两次").format(name=found[1])
            faults.append(Fault(number, 1, "prose-head", problem, _("请只留一行")))
        fields[name], lines[name] = found[2].strip(), number
    return Prose(path, raw, fields, lines) if fields else None, [fault.at(path) for fault in faults]


def _no_field(number: int, *, first: bool) -> Fault:
    if first:
        remedy = _("请在开头写 Title: 标题 和 Slug: 地址，空一行再写正文")
        return Fault(number, 1, "prose-head", _("开头没有标题和地址"), remedy)
    remedy = _("每项写成 Title: 标题 的样子，各项以后空一行再写正文")
    return Fault(number, 1, "prose-head", _("这一行不是「键名: 值」"), remedy)


def _judge(page: Prose, taken: Mapping[str, str]) -> Iterator[Issue]:
    """Yield what is wrong with a page's head and with links that only Pelican would understand."""
    for name, value in page.fields.items():
        if name not in TITLES:
            yield _unknown(page, name)
        elif name in DAYS and not _is_day(value):
            problem = _("「{value}」不是有效日期").format(value=value)
            yield page.issue(name, "prose-date", problem, _("请写成 年-月-日，例如 2026-02-28"))
    if not page.fields.get("title"):
        yield page.issue("title", "prose-title", _("缺少标题"), _("请在开头写 Title: 页面的标题"))
    yield from _slug(page, taken)
    for name, right in (("url", f"{page.slug}/"), ("save_as", f"{page.slug}/index.html")):
        if page.slug and page.fields.get(name, right) != right:
            problem = _("「{value}」不是这一页的位置").format(value=page.fields[name])
            yield page.issue(name, "prose-place", problem, _("请写 {right}，或者删去这一行").format(right=right))
    text = str(decode(page.raw))
    for found in PELICAN_LINK.finditer(text):
        problem = _("链接写成了「{link}」").format(link=found.group())
        remedy = _("请写网站里的地址，例如 /help/ 或者 ../help/")
        yield Fault(*position(text, found.start()), "prose-link", problem, remedy).at(page.path)


def _unknown(page: Prose, name: str) -> Issue:
    close = get_close_matches(name, [*TITLES], n=1)
    hint = _("是不是「{name}」？").format(name=close[0].capitalize()) if close else ""
    remedy = _("{hint}可以写 {names}；不公开的页面请不要放在 content/pages/ 里").format(
        hint=hint, names="、".join(known.capitalize() for known in TITLES)
    )
    return page.issue(name, "prose-unknown", _("说明页面没有这一项"), remedy)


def _slug(page: Prose, taken: Mapping[str, str]) -> Iterator[Issue]:
    slug = page.slug
    if not slug:
        yield page.issue("slug", "prose-slug", _("缺少地址"), _("请在开头写 Slug: 地址，例如 Slug: about"))
    elif not SEGMENT.fullmatch(slug):
        problem = _("「{slug}」不能作地址").format(slug=slug)
        yield page.issue("slug", "prose-slug", problem, _("只能用小写字母、数字和连字符，例如 about"))
    elif slug in taken:
        other = _("content/{path}").format(path=taken[slug]) if taken[slug] else _("网站自己的栏目")
        problem = _("地址「{slug}」已经由{other}使用").format(slug=slug, other=other)
        yield page.issue("slug", "prose-slug", problem, _("请换一个地址"))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _private(page: Prose, order: Order, rules: Rules) -> Iterator[Issue]:
    """Yield the private data in a page, as in any record; the portal's own office contacts may stand there."""
    document = Document(page.path, {}, str(decode(page.raw)), page.raw)
    schemas = load_schemas(order.schemas)
    case = Case(document, KIND, {}, frozenset(), rules, schemas)
    yield from (issue_of(remark, document, schemas, KIND.schema) for remark in private_data(case))
