"""Prose pages: what is wrong with one is said in a clerk's words, with file and line, before Pelican sees it."""

from pathlib import Path

import pytest
from tests.edition.town import Town, found, path_of

from disclosure import edition as editions
from disclosure.assembly.prose import refuse_taken
from disclosure.generator import build
from disclosure.model.errors import ContentError

NAMES = "Title、Slug、Date、Modified、Summary、Url、Save_as"
UNKNOWN = f"可以写 {NAMES}；不公开的页面请不要放在 content/pages/ 里"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """Return a small jurisdiction with one page about itself."""
    town = Town(tmp_path / "town")
    town.step(found(1))
    return town


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", [" 文件是空的；请写上内容，或者删去文件"]),
        ("Slug: a\n\n正文".encode(), [":1:1 标题（Title）：缺少标题；请在开头写 Title: 页面的标题"]),
        ("正文".encode(), [":1:1 开头没有标题和地址；请在开头写 Title: 标题 和 Slug: 地址，空一行再写正文"]),
        ("Title: 甲\n\n正文".encode(), [":1:1 地址（Slug）：缺少地址；请在开头写 Slug: 地址，例如 Slug: about"]),
        (
            "Title: 甲\nSlug: a\n正文\n".encode(),
            [":3:1 这一行不是「键名: 值」；每项写成 Title: 标题 的样子，各项以后空一行再写正文"],
        ),
        (
            "---\nTitle: 甲\nSlug: a\nDate: 2026-02-30\n---\n".encode(),
            [":4:1 日期（Date）：「2026-02-30」不是有效日期；请写成 年-月-日，例如 2026-02-28"],
        ),
        (
            "Title: 甲\nSlug: a\nStatus: draft\n\n".encode(),
            [f":3:1 Status（Status）：说明页面没有这一项；{UNKNOWN}"],
        ),
        (
            "Title: 甲\nSlug: a\nSumary: 乙\n\n".encode(),
            [f":3:1 Sumary（Sumary）：说明页面没有这一项；是不是「Summary」？{UNKNOWN}"],
        ),
        (
            "Title: 甲\nSlug: a\nSave_as: ../../evil.html\n\n".encode(),
            [
                ":3:1 Save_as（Save_as）：「../../evil.html」不是这一页的位置；请写 a/index.html，或者删去这一行",
            ],
        ),
        (
            "Title: 甲\nSlug: a\nTitle: 乙\n\n".encode(),
            [":3:1 「Title」写了两次；请只留一行"],
        ),
        (
            "Title: 甲\nSlug: a\n\n见[帮助]({filename}help.md)。\n".encode(),
            [":4:7 链接写成了「{filename}help.md」；请写网站里的地址，例如 /help/ 或者 ../help/"],
        ),
        (
            b"Title: caf\xe9\nSlug: a\n\n",
            [":1:11 第 11 个字节（0xE9）不是 UTF-8 编码；看上去是 Latin-1 编码；请在编辑器里另存为 UTF-8"],
        ),
        (
            "Title: 甲\nSlug: Über\n\n".encode(),
            [":2:1 地址（Slug）：「Über」不能作地址；只能用小写字母、数字和连字符，例如 about"],
        ),
        *(
            (
                f"Title: 甲\nSlug: {slug}\n\n".encode(),
                [f":2:1 地址（Slug）：地址「{slug}」已经由网站自己的栏目使用；请换一个地址"],
            )
            for slug in ("decisions", "agencies", "search", "policies", "theme", "catalogue", "sitemap")
        ),
        (
            "Title: 甲\nSlug: about\n\n".encode(),
            [":2:1 地址（Slug）：地址「about」已经由content/pages/about.md使用；请换一个地址"],
        ),
        (
            "Title: 甲\nSlug: a\n\n电话13812345678。\n".encode(),
            [":4:3 正文（body）：像是手机号（138…78）；请删去；确是办公用的，在 contacts_allowed 写明号码和用途"],
        ),
    ],
)
def test_each_fault_of_a_page_has_its_place(town: Town, tmp_path: Path, raw: bytes, said: list[str]) -> None:
    """Whatever Pelican would stumble over, or take for something else, is an issue; the build stops with it."""
    (town.content / "pages/zz.md").write_bytes(raw)
    order = town.order(tmp_path / "site")
    assert [str(issue) for issue in editions.read(order).issues] == [f"content/pages/zz.md{line}" for line in said]
    with pytest.raises(ContentError):
        build(order)
    assert not order.output.exists()


def test_only_markdown_stands_in_pages(town: Town, tmp_path: Path) -> None:
    """What Pelican would read besides, and what it would leave out, has no place there."""
    (town.content / "pages/more").mkdir()
    for name in ("a.html", "b.rst", "c.png", "more/d.md"):
        (town.content / "pages" / name).write_bytes(b"x")
    told = [issue.place for issue in editions.read(town.order(tmp_path / "site")).issues]
    assert told == [f"content/pages/{name}" for name in ("a.html", "b.rst", "c.png", "more/d.md")]


def test_links_from_the_root_stand_below_the_path_of_the_site(town: Town, tmp_path: Path) -> None:
    """Links and images of a prose page are sound HTML, wherever the site is."""
    portal = (town.content / "portal.yaml").read_text(encoding="utf-8")
    page = "Title: 甲\nSlug: a\n\n[机关](/agencies/jyj/)和![标志](/theme/css/tokens.css)，[关于](../about/)。\n"
    (town.content / "pages/a.md").write_text(page, encoding="utf-8")
    for site, base in (("", ""), ("siteurl: https://www.example.gov.cn/gs\n", "/gs")):
        (town.content / "portal.yaml").write_text(portal + site, encoding="utf-8")
        order = town.order(tmp_path / f"site{len(base)}")
        build(order)
        html = (order.output / "a/index.html").read_text(encoding="utf-8")
        assert f'<a href="{base}/agencies/jyj/" rel="noopener noreferrer">机关</a>' in html
        assert f'src="{base}/theme/css/tokens.css"' in html
        assert "&#34;" not in html


@pytest.mark.parametrize(("link", "address"), [("../nowhere/", "/nowhere/"), ("/nowhere/", "/nowhere/")])
def test_a_dead_link_of_a_prose_page_is_named(town: Town, tmp_path: Path, link: str, address: str) -> None:
    """Relative links count from the page that writes them."""
    (town.content / "pages/a.md").write_text(f"Title: 甲\nSlug: a\n\n正文。\n\n见[那里]({link})。\n", encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        build(town.order(tmp_path / "site"))
    assert str(refused.value) == (f"有链接指向不存在的页面：a/index.html 里的 {address}；发布已停止，原来的网站没有动")
    assert [str(issue) for issue in refused.value.issues] == [
        f"content/pages/a.md:6:7 链接指向的 {address} 不存在；请核对地址；还没有公开的先不要链接"
    ]


POLICY = """\
---
title: 示例市行政执法公示办法
category: 规范性文件
issuer: 示例市人民政府
issued_on: 2026-01-05
in_force_from: 2026-02-01
---

见[决定](/agencies/jyj/decisions/2026/03/001/)和[机关](../../agencies/jyj/)。

见[没有的]({link})。
"""


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/agencies/jyj/decisions/2026/03/777/", "/agencies/jyj/decisions/2026/03/777/"),
        ("../../agencies/none/", "/agencies/none/"),
        ("/policies/none/#s1", "/policies/none/"),
    ],
)
def test_a_link_to_a_record_that_is_not_there_is_found_by_check(
    town: Town, tmp_path: Path, link: str, address: str
) -> None:
    """No build is needed to see it."""
    (town.content / "policies").mkdir()
    (town.content / "policies/gsbf.md").write_text(POLICY.replace("{link}", link), encoding="utf-8")
    told = [str(issue) for issue in editions.read(town.order(tmp_path / "site")).issues if issue.rule == "dead-link"]
    assert told == [f"content/policies/gsbf.md:11:8 链接指向的 {address} 不存在；请核对地址；还没有公开的先不要链接"]


def test_a_dead_link_in_a_record_is_named_with_page_file_and_line(town: Town, tmp_path: Path) -> None:
    """What only a build can see is told with the page, the content file and the line."""
    path = town.content / path_of(1)
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text}full_text: |\n  全文。\n\n  见[那里](/compliance/nothing/)。\n", encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        build(town.order(tmp_path / "site"))
    page = "agencies/jyj/decisions/2026/03/001/index.html"
    assert str(refused.value) == (
        f"有链接指向不存在的页面：{page} 里的 /compliance/nothing/；发布已停止，原来的网站没有动"
    )
    line = text.count("\n") + 4
    assert [issue.place for issue in refused.value.issues] == [f"content/{path_of(1)}:{line}:9"]


def test_a_page_never_stands_where_the_site_has_one_of_its_own(town: Town, tmp_path: Path) -> None:
    """Whatever the site has made is in the way of a prose page of the same address, and named."""
    order = town.order(tmp_path / "site")
    pages = editions.read(order).plan.pages
    refuse_taken(pages, {"index.html"}.__contains__)
    with pytest.raises(ContentError) as refused:
        refuse_taken(pages, {"index.html", "about/index.html"}.__contains__)
    assert [str(issue) for issue in refused.value.issues] == [
        "content/pages/about.md:2:1 地址（Slug）：地址「about」已经由网站自己的栏目使用；请换一个地址"
    ]


def test_what_editors_leave_beside_a_page_is_no_page(town: Town, tmp_path: Path) -> None:
    """Pelican passes over what the walk passes over."""
    for name in ("._about.md", "~$about.md", ".about.md.swp", ".DS_Store", "about.md~"):
        (town.content / "pages" / name).write_bytes(b"\xff\x00")
    order = town.order(tmp_path / "site")
    build(order)
    assert (order.output / "about/index.html").is_file()
