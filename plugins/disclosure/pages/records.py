"""From a public record to its page; a kind without a builder of its own gets the generic page."""

from collections.abc import Callable, Mapping
from datetime import date

from disclosure.model.language import _
from disclosure.model.public import PublicRecord, Status
from disclosure.pages import urls
from disclosure.pages.agency_page import agency_page
from disclosure.pages.columns import type_title
from disclosure.pages.contracts import Page, RecordPage, TombstonePage
from disclosure.pages.decision_page import decision_page, place
from disclosure.pages.entries import entries, keyed_entries
from disclosure.pages.markdown import prose
from disclosure.pages.policy_page import policy_page
from disclosure.pages.shared import RESERVED, Context, Subject, base, clipped, full
from disclosure.pages.views import Entry, Link, Text
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

OVERTURNED = frozenset({"变更", "撤销", "确认违法", "确认无效", "责令重作"})


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
    decision = subject.kind.name == "decision"
    return TombstonePage(
        **base(subject),
        description=_("这条信息依法不再公开。") if ground else _("这条信息已经撤下。"),
        keywords=(),
        crumbs=place(subject) if decision else _way_to_list(subject),
        removed=subject.record.status is Status.REMOVED,
        withheld=bool(ground),
        document_no=subject.text("document_no"),
        entries=_what_stays(subject),
        reason=str(withdrawal.get("reason", "")),
        reason_code=ground or str(withdrawal.get("reason_code", "")),
        authority=str(withdrawal.get("authority", "")),
        authority_no=str(withdrawal.get("document_no", "")),
        basis=WITHHELD.get(ground, "") or _basis(subject, str(withdrawal.get("reason_code", ""))),
        effective=date.fromisoformat(effective) if effective else None,
        replaced_by=urls.record_url(replaced) if replaced in subject.context.linked else None,
        replaced_unseen=bool(replaced) and replaced not in subject.context.linked,
    )


def _way_to_list(subject: Subject) -> tuple[Link, ...]:
    column = subject.column
    return (Link(column.name, column.address),) if urls.collection_url(subject.kind) else ()


def _basis(subject: Subject, reason_code: str) -> str:
    """Return the rule that an overturned decision was withdrawn under."""
    if reason_code not in OVERTURNED:
        return ""
    if subject.text("type") == "penalty":
        return _("《中华人民共和国行政处罚法》第四十八条：三日内撤回信息并公开说明理由")
    return _("国办发〔2018〕118号第六项：及时撤下并说明")


def _what_stays(subject: Subject) -> tuple[Entry, ...]:
    """Return the fields that the withdrawal's reason leaves; the type of a decision in words."""
    hidden = ("document_no", GROUND, subject.kind.heading, *RESERVED)
    return tuple(
        Entry(entry.title, Text((type_title(subject.text("type")),))) if key == "type" else entry
        for key, entry in keyed_entries(
            subject.schemas, subject.node, subject.fields, without=hidden, link=subject.link
        )
    )


ENTRY_BUILDERS: Mapping[str, Callable[[Subject], Page]] = {}
"""Kinds of list whose entries each have a page; urls.ENTRY_PAGES names their folders."""

BUILDERS: Mapping[str, Callable[[Subject], Page]] = {
    "decision": decision_page,
    "agency": agency_page,
    "policy": policy_page,
}
