"""From a public record to its page; a kind without a builder of its own gets the generic page."""

from collections.abc import Callable, Mapping
from datetime import date

from disclosure.model.event import EXPIRED
from disclosure.model.language import _
from disclosure.model.public import PublicRecord, Status
from disclosure.pages import urls
from disclosure.pages.agency_page import agency_page
from disclosure.pages.annual_report_page import annual_report_page
from disclosure.pages.columns import type_title
from disclosure.pages.contracts import Page, RecordPage, TombstonePage
from disclosure.pages.decision_page import decision_page, place
from disclosure.pages.discretion_page import discretion_page
from disclosure.pages.document_template_page import document_template_page
from disclosure.pages.entries import entries, keyed_entries
from disclosure.pages.erasure_page import erasure_page
from disclosure.pages.flowchart_page import flowchart_page
from disclosure.pages.guide_page import guide_page
from disclosure.pages.inspection_pages import inspection_item_page, inspection_plan_page, inspection_result_page
from disclosure.pages.law_page import law_page
from disclosure.pages.markdown import prose
from disclosure.pages.matter_page import matter_page, matters_page
from disclosure.pages.number_gap_page import number_gap_page
from disclosure.pages.objection_page import objection_page
from disclosure.pages.officer_page import officer_page, officers_page
from disclosure.pages.plan_page import plan_page
from disclosure.pages.policy_page import policy_page
from disclosure.pages.recording_page import recording_items_page
from disclosure.pages.review_catalogue_page import review_catalogue_page
from disclosure.pages.reviewer_page import reviewers_page
from disclosure.pages.shared import RESERVED, Context, Subject, base, clipped, full
from disclosure.pages.views import Entry, Link, Text
from disclosure.pages.window_board_page import window_board_page
from disclosure.publishing.door import GROUND

WITHHELD = {
    "国家秘密": _("《中华人民共和国政府信息公开条例》第十四条"),
    "危及安全稳定": _("《中华人民共和国政府信息公开条例》第十四条"),
    "法律法规禁止公开": _("《中华人民共和国政府信息公开条例》第十四条"),
    "商业秘密": _("《中华人民共和国政府信息公开条例》第十五条"),
    "个人隐私": _("《中华人民共和国政府信息公开条例》第十五条"),
    "未成年人": _("《中华人民共和国未成年人保护法》第一百零三条"),
    "治安案卷封存": _("《中华人民共和国治安管理处罚法》第一百三十六条"),
}
"""The law behind a ground for which a record may not be public any more, where the ground itself names one."""


def record_page(record: PublicRecord, context: Context) -> Page | None:
    """Return the page of a record, or of an entry of a list; None for an entry that is a place on its list's page."""
    kind = next(kind for kind in context.kinds if kind.name == record.kind)
    subject = Subject(record, kind, context)
    if "#" in record.id:
        return ENTRY_BUILDERS[kind.name](subject) if kind.name in ENTRY_BUILDERS else None
    if record.status is not Status.PUBLISHED:
        return tombstone_page(subject)
    return BUILDERS.get(kind.name, generic_page)(subject)


def generic_page(subject: Subject) -> RecordPage:
    """Return the page of a record of any kind, drawn from the titles in its schema."""
    kind = subject.kind
    elsewhere = (kind.heading, "document_no", *RESERVED)
    return RecordPage(
        **full(subject),
        template=kind.template,
        description=clipped(kind.title, subject.record.title),
        keywords=(kind.title,),
        crumbs=subject.way_here() if urls.collection_url(kind) else (),
        document_no=subject.text("document_no"),
        entries=entries(subject.schemas, subject.node, subject.fields, without=elsewhere, link=subject.link),
        body=prose(subject.record.body).html if subject.record.body else "",
        related=(),
    )


def tombstone_page(subject: Subject) -> TombstonePage:
    """Return what stands at the address of a record that is gone: why, by whom, since when (行政处罚法 第四十八条)."""
    withdrawal = subject.fields.get("withdrawal") or {}
    replaced = str(withdrawal.get("replaced_by") or "")
    ground = subject.text(GROUND)
    effective = withdrawal.get("effective_on")
    expired = withdrawal.get("reason_code") == EXPIRED
    decision = subject.kind.name == "decision"
    return TombstonePage(
        **base(subject),
        description=_told(withheld=bool(ground), expired=expired),
        keywords=(),
        crumbs=place(subject) if decision else _way_to_list(subject),
        removed=subject.record.status is Status.REMOVED,
        withheld=bool(ground),
        expired=expired,
        document_no=subject.text("document_no"),
        entries=_what_stays(subject),
        reason=str(withdrawal.get("reason", "")),
        reason_code=ground or str(withdrawal.get("reason_code", "")),
        authority=str(withdrawal.get("authority", "")),
        authority_no=str(withdrawal.get("document_no", "")),
        basis=WITHHELD.get(ground, "") or _rule(subject, withdrawal),
        effective=date.fromisoformat(effective) if effective else None,
        replaced_by=urls.record_url(replaced) if replaced in subject.context.linked else None,
        erasures=subject.cited_by("erasure"),
        replaced_unseen=bool(replaced) and replaced not in subject.context.linked,
    )


def _told(*, withheld: bool, expired: bool) -> str:
    if withheld:
        return _("这条信息依法不再公开。")
    return _("这条信息公示期满，已经停止公示。") if expired else _("这条信息已经撤下。")


def _way_to_list(subject: Subject) -> tuple[Link, ...]:
    column = subject.column
    return (Link(column.name, column.address),) if urls.collection_url(subject.kind) else ()


def _rule(subject: Subject, withdrawal: Mapping[str, str]) -> str:
    """Return the rule that a record was withdrawn under, as rules/withdrawals.yaml words it."""
    day = withdrawal.get("effective_on", "")
    reason = subject.context.reasons.find(withdrawal.get("reason_code", ""), day)
    return reason.rule(subject.text("type"), day) if reason else ""


def _what_stays(subject: Subject) -> tuple[Entry, ...]:
    """Return the fields that the withdrawal's reason leaves; the type of a decision in words."""
    hidden = ("document_no", GROUND, subject.kind.heading, *RESERVED)
    return tuple(
        Entry(entry.title, Text((type_title(subject.text("type")),))) if key == "type" else entry
        for key, entry in keyed_entries(
            subject.schemas, subject.node, subject.fields, without=hidden, link=subject.link
        )
    )


ENTRY_BUILDERS: Mapping[str, Callable[[Subject], Page]] = {
    "officer": officer_page,
    "matter": matter_page,
}
"""Kinds of list whose entries each have a page; urls.ENTRY_PAGES names their folders."""

BUILDERS: Mapping[str, Callable[[Subject], Page]] = {
    "decision": decision_page,
    "agency": agency_page,
    "policy": policy_page,
    "matter": matters_page,
    "recording_item": recording_items_page,
    "review_catalogue": review_catalogue_page,
    "discretion": discretion_page,
    "document_template": document_template_page,
    "inspection_item": inspection_item_page,
    "inspection_plan": inspection_plan_page,
    "inspection_result": inspection_result_page,
    "annual_report": annual_report_page,
    "number_gap": number_gap_page,
    "plan": plan_page,
    "objection": objection_page,
    "law": law_page,
    "officer": officers_page,
    "reviewer": reviewers_page,
    "window_board": window_board_page,
    "guide": guide_page,
    "erasure": erasure_page,
    "flowchart": flowchart_page,
}
