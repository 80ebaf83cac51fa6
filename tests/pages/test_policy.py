"""A policy's page: whether it is in force, what it states and where, its files, where it was filed."""

from dataclasses import replace
from datetime import date

import pytest
from tests.pages.town import SCHEMAS, html_of, page_of, policy

from disclosure.model.kinds import KINDS
from disclosure.model.public import PublicFile, PublicRecord
from disclosure.pages.contracts import PolicyPage
from disclosure.pages.records import record_page
from disclosure.pages.shared import Context, written_size
from disclosure.pages.views import Attachment, Entry, Link, Redaction, Text, Ways
from disclosure.publishing.wording import row_of

BODY = "## 第一章　范围\n\n适用于本市。\n\n## 第二章　**载体**\n\n在网站公开。\n"


def shown(record: PublicRecord, day: date = date(2026, 11, 20), **context: object) -> PolicyPage:
    """Return a policy's page as of a day."""
    page = record_page(record, Context(None, SCHEMAS, KINDS, as_of=day, **context))  # type: ignore[arg-type]
    assert isinstance(page, PolicyPage)
    return page


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2024, 12, 15), "coming"),
        (date(2024, 12, 16), "current"),
        (date(2026, 3, 31), "current"),
        (date(2026, 4, 1), "ended"),
    ],
)
def test_a_policy_says_whether_it_is_in_force(day: date, state: str) -> None:
    """Both days belong to its life."""
    record = policy(BODY, in_force_from="2024-12-16", in_force_until="2026-03-31")
    assert shown(record, day).state == state


def test_each_element_leads_to_its_heading() -> None:
    """The reader of the law's list finds each item in one step; an unknown heading is words alone."""
    elements = [
        {"element": "范围", "heading": "第一章 范围"},
        {"element": "载体", "heading": "第二章　载体"},
        {"element": "时限", "heading": "没有"},
    ]
    page = shown(policy(BODY, elements=elements, summary="规定公开什么。"))
    assert page.elements == (Link("范围", "#s-第一章-范围"), Link("载体", "#s-第二章-载体"), Link("时限", ""))
    html = html_of(page)
    assert '<a href="#s-第二章-载体">载体</a>' in html
    assert 'id="s-第二章-载体"' in html
    assert "规定公开什么。" in html


def test_what_repealed_a_policy_is_linked() -> None:
    """The newer document names the older one, and the older one leads to it."""
    newer = row_of(replace(policy(), id="policies/xin", title="新办法"))
    page = shown(policy(BODY), citing=(("policies/gongshi-banfa", newer),))
    assert Entry("代替它的文件", Ways((Link("新办法", "/policies/xin/"),))) in page.entries


def test_a_filing_is_a_sentence() -> None:
    """Where it was filed, when, under which number."""
    filing = {"authority": "示例市司法局", "act": "备案", "date": "2025-01-24", "number": "示司备〔2025〕4号"}
    page = shown(policy(BODY, filing=filing))
    assert Entry("备案审核", Text(("2025年1月24日报示例市司法局备案（示司备〔2025〕4号）",))) in page.entries
    unnumbered = {key: value for key, value in filing.items() if key != "number"}
    assert Entry("备案审核", Text(("2025年1月24日报示例市司法局备案",))) in shown(policy(filing=unnumbered)).entries


def test_what_was_left_out_of_a_policy_is_said() -> None:
    """Of the body, and of a field inside a field."""
    redactions = [
        {"field": "body", "ground": "国家秘密"},
        {"field": "source.name", "ground": "其他法定理由"},
    ]
    page = shown(policy(BODY, redactions=redactions))
    assert page.redactions == (Redaction("正文", "国家秘密", ""), Redaction("名称", "其他法定理由", ""))
    assert "已作适当处理：正文（国家秘密）；名称（其他法定理由）。" in html_of(page)


def test_attachments_are_listed_with_type_size_and_digest() -> None:
    """And with the word of who looked a scan over."""
    files = (
        PublicFile("a.xlsx", "标准表", 5370, "ab" * 32),
        PublicFile("b.pdf", "印发件", 2_400_000, "cd" * 32, (date(2025, 1, 24), "公示审核岗")),
    )
    page = page_of(replace(policy(BODY), attachments=files))
    assert isinstance(page, PolicyPage)
    assert page.attachments == (
        Attachment("标准表", "/policies/gongshi-banfa/a.xlsx", "Excel 表格", "5 KB", "abababab", ""),
        Attachment(
            "印发件",
            "/policies/gongshi-banfa/b.pdf",
            "PDF",
            "2.4 MB",
            "cdcdcdcd",
            "扫描件，公示审核岗2025年1月24日核对",
        ),
    )
    assert '<a class="attachments__title" href="/policies/gongshi-banfa/b.pdf">印发件</a>' in html_of(page)


@pytest.mark.parametrize(("size", "words"), [(1, "1 KB"), (86_400, "86 KB"), (999_600, "1000 KB"), (10**7, "10.0 MB")])
def test_sizes_are_written_as_people_compare_them(size: int, words: str) -> None:
    """Never in bytes."""
    assert written_size(size) == words
