"""What correct does, and says."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from disclosure.assembly.order import Order
from disclosure.commands.desk import Desk, Place, say, undoing
from disclosure.commands.entering import answer_of
from disclosure.intake.answers import pointer_of, unknown_field, value_of
from disclosure.intake.editing import Change
from disclosure.intake.life import (
    BODY,
    CORRECTIONS,
    UNTOLD,
    WITHDRAWAL,
    changed_fields,
    corrected,
    correction,
    title_of,
)
from disclosure.model.errors import ContentError, GongshiError, MalformedValue
from disclosure.model.language import _
from disclosure.model.record import Document, Pointer

ATTACHMENTS = "attachments"


def correct(  # noqa: PLR0913  # what a person can say
    order: Order, record: str, answers: Sequence[str], reason: str, *, committing: bool, with_edits: bool = False
) -> None:
    """Mend what was published wrongly: set the fields that were given, or take the edits made in the file by hand.

    Whatever differs from what is committed is named in one more entry of the corrections; `with_edits` says that
    fields which are given and edits made by hand have one reason.
    """
    desk = Desk.of(order, committing=committing)
    place = desk.place(record)
    now = desk.document(place.path)
    before = _before(desk, place, now)
    values = dict(_value(desk, place, now, written) for written in answers)
    if values and not with_edits:
        _refuse_other_edits(desk, place, before, now, values)
    fields = _fields(desk, place, before, now, values)
    entry = correction(order.as_of, fields, reason.strip())
    made = corrected(now, values, entry, place.kind, desk.schemas)
    beside = desk.attachments(place.path)
    files = {path.rpartition("/")[2]: (order.content / path).read_bytes() for path in beside}
    desk.require_sound(place, made.raw, files)
    changed = [path for path in desk.unfinished(place.path) if path != place.path]
    desk.write({place.path: made.raw})
    named = _named(desk, place, fields)
    entry_named = _("的「{key}」").format(key=place.key) if place.key else ""
    say(_("更正了 content/{path}{entry}：{fields}").format(path=place.path, entry=entry_named, fields=named))
    say(_("  更正的说明已经写进 corrections：{reason}").format(reason=reason.strip()))
    if not made.kept:
        say(_("  提醒：原文件的写法特别，已经重新排过，注释没有了"))
    name = place.whole if place.key else str(now.data.get("document_no") or place.name)
    message = _("更正 {name}：{reason}").format(name=name, reason=reason.strip()) + f"\n\n{place.whole}"
    desk.let_go([place.path, *changed], message, committing=committing)


def _named(desk: Desk, place: Place, fields: Sequence[str]) -> str:
    return "、".join(f"{title_of(name, place.kind.schema, desk.schemas)}（{name}）" for name in fields)


def _refuse_other_edits(
    desk: Desk, place: Place, before: Document, now: Document, values: Mapping[Pointer, Any]
) -> None:
    """Refuse where the files hold more edits than the fields that were given: they would go under the same reason."""
    try:
        meant = replace(before, data=Change(values).data(before.data))
        others = changed_fields(meant, Change(values).data(now.data), now.body)
    except MalformedValue:
        others = changed_fields(before, now.data, now.body)
    beside = [path for path in desk.unfinished(place.path) if path != place.path]
    others += (ATTACHMENTS,) if beside and not any(name.startswith(ATTACHMENTS) for name in others) else ()
    if others:
        told = _(
            "content/{path} 还有别的改动没有提交：{fields}；请先提交，或者用 {undo} 放弃，再来一次；"
            "也是写错了、理由相同的，加 --with-edits"
        )
        undo = undoing([f"content/{path}" for path in (place.path, *beside)])
        raise GongshiError(told.format(path=place.path, fields=_named(desk, place, others), undo=undo))


def _before(desk: Desk, place: Place, now: Document) -> Document:
    """Return the record as it is committed; GongshiError where there is nothing public to correct."""
    if CORRECTIONS not in desk.schemas.properties(place.kind.schema):
        raise GongshiError(
            _("{title}没有「更正」这一项；请直接改 content/{path}，再提交").format(
                title=place.kind.title, path=place.path
            )
        )
    if WITHDRAWAL in now.data or now.data.get("publish") is False:
        raise GongshiError(_("{name} 已经不公开，没有可以更正的").format(name=place.name))
    versions = desk.versions(place)
    before = versions[-1] if versions else None
    if before is None:
        raise GongshiError(
            _("{name} 还没有提交过，没有公开；直接改 content/{path} 就行").format(name=place.name, path=place.path)
        )
    if now.data.get(CORRECTIONS) != before.data.get(CORRECTIONS):
        raise GongshiError(
            _(
                "content/{path} 里的 corrections 已经动过；自己写好了就运行 ./portal check 再提交，否则先恢复原样"
            ).format(path=place.path)
        )
    return before


def _value(desk: Desk, place: Place, now: Document, written: str) -> tuple[Pointer, Any]:
    """Return where a `field=value` goes, and the value; ContentError names the key and the problem."""
    path, text = answer_of(written)
    schema, base = place.kind.schema, _base(place, now)
    try:
        pointer = (*base, *pointer_of(path))
        _require_known(desk, schema, pointer, path)
        return pointer, value_of(text, pointer, schema, desk.schemas)
    except MalformedValue as fault:
        raise ContentError(_("没有写文件：--set {written}：{fault}").format(written=written, fault=fault)) from None


def _require_known(desk: Desk, schema: str, pointer: Pointer, path: str) -> None:
    """Raise MalformedValue where there is no such field, or none that a correction may change."""
    if pointer[0] in UNTOLD:
        raise MalformedValue(_("「{path}」不能用更正来改").format(path=path))
    if pointer == (BODY,):
        raise MalformedValue(_("正文请先在文件里改好，再不带 --set 运行"))
    if desk.schemas.node(schema, pointer) is None:
        raise MalformedValue(unknown_field(path, pointer, schema, desk.schemas))


def _base(place: Place, now: Document) -> Pointer:
    """Return where the entry stands that is meant, or the record itself."""
    entries = now.data.get("entries", ())
    keys = [str(entry.get(place.kind.key)) for entry in entries] if place.key else []
    if place.key and place.key not in keys:
        raise GongshiError(_("content/{path} 里现在没有「{key}」").format(path=place.path, key=place.key))
    return ("entries", keys.index(place.key)) if place.key else ()


def _fields(desk: Desk, place: Place, before: Document, now: Document, values: dict[Pointer, Any]) -> tuple[str, ...]:
    """Return the names of all fields that will differ from what is committed; GongshiError where none does."""
    try:
        after = Change(values).data(now.data)
    except MalformedValue as fault:
        raise ContentError(_("没有写文件：--set：{fault}").format(fault=fault)) from None
    fields = changed_fields(before, after, now.body)
    beside = any(path != place.path for path in desk.unfinished(place.path))
    fields += (ATTACHMENTS,) if beside and not any(name.startswith(ATTACHMENTS) for name in fields) else ()
    if not fields:
        raise GongshiError(
            _("写的和现在一样，没有可以更正的")
            if values
            else _("content/{path} 没有改动；请先改文件再运行，或者用 --set 字段=值").format(path=place.path)
        )
    return fields
