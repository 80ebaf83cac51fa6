"""Whole pages as HTML: escaped, without inline code, under any path, and never a traceback."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from tests.pages.town import (
    PORTAL,
    THEME,
    agency,
    decision,
    html_of,
    page_of,
    policy,
    publication,
    site,
    tombstone,
    whole_town,
)

from disclosure.model.errors import GongshiError
from disclosure.model.event import Action
from disclosure.model.public import FieldChange, Withheld
from disclosure.pages.contracts import Edition, Page
from disclosure.pages.rendering import EXTENSIONS, OPTIONS, Renderer, Site, filters, names
from disclosure.pages.views import Link


class Reader(HTMLParser):
    """Collects what a page may not hold, and its headings."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.levels: list[int] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note inline code, heading levels and ids."""
        names = dict(attrs)
        if tag == "style" or (tag == "script" and not names.get("src")) or "style" in names:
            self.inline.append(tag)
        self.inline += [name for name in names if name.startswith("on")]
        self.inline += [tag for value in names.values() if (value or "").startswith("javascript:")]
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if names.get("id"):
            self.ids.append(str(names["id"]))


def read(html: str) -> Reader:
    """Return what a reader of a page found."""
    reader = Reader()
    reader.feed(html)
    return reader


def everything() -> Iterator[Page]:
    """Yield the pages of the town, and one with everything that a decision may have."""
    yield from whole_town((Withheld("jyj", "penalty", date(2026, 1, 2), "个人隐私"),))
    yield page_of(
        decision(
            full_text="第一段。\n第二段。", remedies="可以复议。", redactions=[{"field": "facts", "ground": "个人隐私"}]
        )
    )
    yield page_of(policy("# 一\n\n## 二\n\n# 三\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n"))


def test_no_page_holds_inline_code() -> None:
    """The content security policy forbids it, so that no record can bring its own script."""
    for page in everything():
        html = html_of(page)
        assert read(html).inline == [], page.address
        assert html.count("default-src &#39;self&#39;") + html.count("default-src 'self'") == 1


def test_headings_step_down_one_at_a_time() -> None:
    """One h1, and no level is skipped on the way down."""
    for page in everything():
        levels = read(html_of(page)).levels
        assert levels.count(1) == 1, page.address
        assert levels[0] == 1, page.address
        assert all(after <= before + 1 for before, after in pairwise(levels)), page.address


def test_ids_are_unique() -> None:
    """A fragment leads to one place."""
    for page in everything():
        ids = read(html_of(page)).ids
        assert len(ids) == len(set(ids)), page.address


def test_a_script_in_a_title_is_text() -> None:
    """Whatever a clerk writes is shown as it was written."""
    html = html_of(page_of(decision(title="<script>alert(1)</script>案")))
    assert "<h1>&lt;script&gt;alert(1)&lt;/script&gt;案</h1>" in html
    assert '<meta name="ArticleTitle" content="&lt;script&gt;alert(1)&lt;/script&gt;案">' in html
    assert "<script>alert" not in html


def test_quotes_cannot_leave_an_attribute() -> None:
    """A description with quotes stays inside its tag."""
    html = html_of(page_of(decision(content='罚款"><img src=x onerror=alert(1)>')))
    assert "<img" not in html
    assert "罚款&#34;&gt;&lt;img src=x onerror=alert(1)&gt;" in html


def test_the_answer_sets_its_amounts_off() -> None:
    """Money stands in figures that do not break."""
    html = html_of(page_of(decision()))
    assert '<p>罚款 <strong class="num">72,000 元</strong>。' in html


def test_every_page_carries_the_government_tags() -> None:
    """Site and column tags stand on every page, article tags on a record (国办发〔2017〕47号)."""
    html = html_of(page_of(decision(document_no="示教罚〔2026〕12号")), siteurl="https://www.shili.example/gongshi")
    for name, content in {
        "SiteName": "示例市行政执法公示",
        "SiteDomain": "www.shili.example",
        "SiteIDCode": "9990000001",
        "ColumnName": "执法决定",
        "ColumnType": "信息公开目录",
        "ArticleTitle": "示例市晨光教育咨询有限公司擅自招收学生案",
        "PubDate": "2026-03-13 16:40",
        "ContentSource": "示例市教育局",
        "Keywords": "行政处罚,示教罚〔2026〕12号",
        "Url": "https://www.shili.example/gongshi/agencies/jyj/decisions/2026/03/012/",
    }.items():
        assert f'<meta name="{name}" content="{content}">' in html


def test_an_uncertain_date_is_not_claimed() -> None:
    """Where git does not know the time of publication, there is no PubDate (国办秘函〔2019〕19号: 伪造发稿日期)."""
    imported = html_of(page_of(decision(events=(publication(imported=True),))))
    assert "PubDate" not in imported
    assert "迁入前公开时间无法核实。" in imported


def test_every_link_stands_below_the_sites_path() -> None:
    """A county's column inside another site links below its own path, in prose too."""
    for page in [*everything(), page_of(policy("见[决定](/decisions/)。"))]:
        html = html_of(page, siteurl="https://www.shili.example/gongshi")
        links = re.findall(r'\s(?:href|src|action)="(/[^"]*)"', html)
        assert links
        assert [link for link in links if not link.startswith("/gongshi/")] == []


def test_a_demonstration_says_so_on_every_page() -> None:
    """Nobody mistakes the demonstration for the real thing."""
    words = "演示站点：示例市及其中的机关、企业、决定均为虚构。"
    assert all(words in html_of(page) for page in everything())
    assert words not in html_of(page_of(decision()), demonstration=False)


@pytest.mark.parametrize(
    ("history", "words"),
    [("none", "没有版本历史。"), ("full", "尚未提交，还没有公开记录。"), ("shallow", "历史不完整")],
)
def test_a_record_without_events_says_why(history: str, words: str) -> None:
    """No repository, not committed, or cut off: the page tells which."""
    page = page_of(decision(events=()))
    html = Renderer(THEME, Site.from_portal(PORTAL, history=history)).render(page).decode()
    assert words in html


def test_a_shallow_preview_marks_every_page() -> None:
    """A preview of a shallow clone cannot be taken for the whole."""
    renderer = Renderer(THEME, Site.from_portal(PORTAL, history="shallow"))
    words = "历史不完整：这个预览只取了一部分版本历史，公开时间和更正记录可能不全。"
    assert all(words in renderer.render(page).decode() for page in everything())


def test_a_correction_shows_old_and_new() -> None:
    """What changed stands in the timeline, said aloud for those who cannot see it struck through."""
    change = FieldChange("没收金额", "30,600 元", "36,000 元")
    event = publication(20, action=Action.CORRECT, reason="笔误。", changes=(change, FieldChange("正文", None, None)))
    html = html_of(page_of(decision(events=(publication(), event))))
    assert (
        '<del><span class="vh">原为：</span>30,600 元</del> <ins><span class="vh">改为：</span>36,000 元</ins>' in html
    )
    assert '<dd class="muted">有改动，前后内容不显示</dd>' in html


def test_a_tombstone_keeps_its_history() -> None:
    """What was withdrawn still says when it was published and when it went."""
    html = html_of(page_of(tombstone()))
    assert "<p>这条信息已经撤下。理由：复议撤销。</p>" in html
    assert "<strong>撤下</strong>" in html
    assert "<strong>公开</strong>" in html


def broken(folder: Path, name: str, text: str | None) -> Renderer:
    """Return a renderer over a copy of the theme in which one template is replaced, or gone."""
    copytree(THEME / "templates", folder / "templates")
    place = folder / "templates" / name
    if text is None:
        place.unlink()
    else:
        place.write_text(text, encoding="utf-8")
    return Renderer(folder, site())


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "decision.html",
            None,
            "没有模板 theme/templates/decision.html（生成 decision.html 时要用）；请恢复这个文件，或者改正引用它的地方",
        ),
        (
            "macros.html",
            None,
            "没有模板 theme/templates/macros.html（生成 decision.html 时要用）；请恢复这个文件，或者改正引用它的地方",
        ),
        (
            "decision.html",
            "{% extends 'layout.html' %}\n{% block body %}{{ page.title }",
            "模板 theme/templates/decision.html 第 2 行写错了：unexpected '}'；请改正后再生成",
        ),
        (
            "decision.html",
            "{% extends 'layout.html' %}\n{% block body %}\n{{ page.titel }}{% endblock %}",
            (
                "模板 theme/templates/decision.html 第 3 行用了没有的内容："
                "'disclosure.pages.contracts.DecisionPage object' has no attribute 'titel'"
                "；请对照 pages/contracts.py 改正"
            ),
        ),
    ],
)
def test_a_broken_template_is_told_in_one_sentence(tmp_path: Path, name: str, text: str | None, message: str) -> None:
    """The sentence names the template and the line, and what to do."""
    with pytest.raises(GongshiError) as fault:
        broken(tmp_path, name, text).render(page_of(decision()))
    assert str(fault.value) == message


def test_a_theme_without_templates_is_refused(tmp_path: Path) -> None:
    """A missing folder is told before any page is tried."""
    with pytest.raises(GongshiError, match=r"没有模板文件夹 .*；请恢复 theme/templates"):
        Renderer(tmp_path, site())


@dataclass(frozen=True)
class Prose:
    """What Pelican hands to page.html of a page: its title, slug and HTML."""

    title: str
    slug: str
    content: str


def prose_html(prose: Prose, **settings: Any) -> str:  # noqa: ANN401  # any setting of portal.yaml
    """Return an ordinary page as Pelican renders it: our furniture, its own environment."""
    ours = replace(site(**settings), prose=(Link("关于本站", "/about/"),))
    environment = Environment(loader=FileSystemLoader(THEME / "templates"), extensions=EXTENSIONS, **OPTIONS)  # noqa: S701  # OPTIONS sets autoescape, which the test looks at
    assert environment.autoescape is True
    assert environment.undefined is StrictUndefined
    environment.globals.update(names(ours))
    environment.filters.update(filters(ours))
    edition = Edition(date(2026, 11, 20), "a1b2c3d4")
    return environment.get_template("page.html").render(site=ours, edition=edition, page=prose)


def test_an_ordinary_page_wears_the_same_shell() -> None:
    """Pelican's pages have the same head, bars and footer, and no inline code."""
    about = prose_html(Prose("关于本站", "about", '<p onclick="x()">说明<script>alert(1)</script></p>'))
    assert '<div class="prose"><p>说明</p></div>' in about
    assert '<a href="/about/">关于本站</a>' in about
    assert "数据截至 2026年11月20日，版本 <code>a1b2c3d</code>" in about
    assert read(about).inline == []
    assert "数据截至" not in prose_html(Prose("无障碍说明", "accessibility", "<p>说明</p>"))


def test_an_ordinary_pages_links_stand_below_the_sites_path() -> None:
    """A link from the site's root in prose is put below its path."""
    html = prose_html(Prose("关于", "about", '<a href="/decisions/">决定</a>'), siteurl="https://a.example/b")
    assert 'href="/b/decisions/"' in html


def test_a_page_is_the_same_bytes_each_time() -> None:
    """Two renderers make the same page."""
    page = page_of(agency())
    assert Renderer(THEME, site()).render(page) == Renderer(THEME, site()).render(page)


def test_a_template_and_its_parents_as_one_give_the_same_bytes() -> None:
    """Every page of the town, with blocks put into each other beforehand and as Jinja inherits them."""
    renderer = Renderer(THEME, site())
    for page in whole_town():
        assert renderer.render(page) == renderer.inherited(page), page.address
