"""Markdown bodies: what a document may hold, and nothing that runs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.pages.markdown import prose


def test_headings_begin_below_the_pages_title() -> None:
    """The page has its h1 already; headings get ids that depend on their place alone."""
    assert prose("# 总则\n\n## 范围\n").html == '<h2 id="s1">总则</h2>\n<h3 id="s2">范围</h3>'


def test_three_headings_make_a_table_of_contents() -> None:
    """Fewer are seen at a glance."""
    assert prose("# 一\n\n# 二\n").contents == ""
    assert '<a href="#s3" rel="noopener noreferrer">三</a>' in prose("# 一\n\n# 二\n\n# 三\n").contents


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
    assert '<h3 id="s1">违法事实</h3>' in prose("## 违法事实\n\n文字。", level=3).html
    assert '<h3 id="s1">违法事实</h3>' in prose("# 违法事实\n\n文字。", level=3).html


def test_line_breaks_are_kept_where_the_text_is_a_document() -> None:
    """A decision is shown in the lines in which it was served."""
    assert prose("第一行\n第二行", lines=True).html == "<p>第一行<br>\n第二行</p>"
