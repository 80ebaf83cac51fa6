"""Markdown bodies: what a document may hold, and nothing that runs."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.pages.markdown import prose
from disclosure.reading.headings import headings


def test_headings_begin_below_the_pages_title() -> None:
    """The page has its h1 already; headings get ids that depend on their words alone."""
    assert prose("# 总则\n\n## 范围\n").html == '<h2 id="s-总则">总则</h2>\n<h3 id="s-范围">范围</h3>'


def test_an_anchor_stays_when_another_heading_comes() -> None:
    """What was linked before a chapter was put in is still there after it; a repeated heading gets a number."""
    html = prose("## 第一章　总则\n\n## 第二章　*范围*[^1]\n\n## 附则\n\n## 附则\n\n[^1]: 说明。\n").html
    assert re.findall(r'<h2 id="([^"]*)"', html) == ["s-第一章-总则", "s-第二章-范围", "s-附则", "s-附则-2"]


def test_the_places_of_headings_are_found_by_their_words() -> None:
    """A page leads from an element to its heading, whatever marks the heading has."""
    text = "## 第二章　**范围**\n\n```\n## 不是标题\n```\n\n### 一、`内容` ###\n"
    assert prose(text).places == {"第二章 范围": "s-第二章-范围", "一、内容": "s-一-内容"}
    assert headings(text) == tuple(prose(text).places)


def test_three_headings_make_a_table_of_contents() -> None:
    """Fewer are seen at a glance."""
    assert prose("# 一\n\n# 二\n").contents == ""
    assert '<a href="#s-三" rel="noopener noreferrer">三</a>' in prose("# 一\n\n# 二\n\n# 三\n").contents


def test_a_table_can_be_scrolled_by_itself() -> None:
    """A wide table never makes a phone's page scroll sideways."""
    html = prose("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n").html
    assert html.startswith('<div class="scroll" tabindex="0" role="group"><table>')
    assert html.endswith("</table></div>")


def test_footnotes_lead_there_and_back() -> None:
    """A footnote and its mark link to each other."""
    html = prose("正文。[^1]\n\n[^1]: 说明。\n").html
    assert 'id="fnref:1"' in html
    assert 'href="#fnref:1"' in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<style>p{}</style>",
        '<p style="color:red" onclick="x()">a</p>',
        "[a](javascript:alert(1))",
        '<img src="https://evil.example/a.png">',
        "<iframe src='//evil.example'></iframe>",
        '<a href="data:text/html,x">a</a>',
        "# <script>alert(1)</script>\n\n# b\n\n# c",
    ],
)
def test_nothing_in_a_body_runs_or_calls_out(text: str) -> None:
    """Raw HTML is cut down to text and plain marks."""
    made = prose(text)
    for html in (made.html, made.contents):
        for word in ("<script", "<style", "style=", "onclick", "javascript:", "<img", "<iframe", "data:"):
            assert word not in html


@given(st.text(alphabet=st.sampled_from("#*_[]()<>!|`\n -1ab\"'=/&;:甲"), max_size=80))
@settings(derandomize=True, deadline=None, max_examples=60)
def test_any_body_renders(text: str) -> None:
    """Odd Markdown is shown somehow, and never as a script."""
    assert "<script" not in prose(text).html


def test_the_highest_heading_of_a_text_stands_at_the_level_asked_for() -> None:
    """A full text below an h2 begins with h3, whether its writer began with one mark or with two."""
    assert '<h3 id="s-违法事实">违法事实</h3>' in prose("## 违法事实\n\n文字。", level=3).html
    assert '<h3 id="s-违法事实">违法事实</h3>' in prose("# 违法事实\n\n文字。", level=3).html


def test_line_breaks_are_kept_where_the_text_is_a_document() -> None:
    """A decision is shown in the lines in which it was served."""
    assert prose("第一行\n第二行", lines=True).html == "<p>第一行<br>\n第二行</p>"


def test_a_table_and_a_footnote_survive_the_cleaning() -> None:
    """A policy's tables keep their head and alignment, and a footnote stands below with its way back."""
    text = "| 情形 | 时限 |\n|---|---:|\n| 撤销[^1] | 3 |\n\n[^1]: 第四十八条。\n"
    html = prose(text).html
    assert "<th>情形</th>" in html
    assert '<td><sup id="fnref:1"><a href="#fn:1"' in html.replace("撤销", "")
    assert '<li id="fn:1">' in html
    assert "第四十八条。" in html
