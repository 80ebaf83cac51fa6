"""What may become of a published record in its file: one small function for each rule, in a visible list."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from disclosure.checking.branch.comparison import Version, shown, withdrawn
from disclosure.checking.branch.differences import changed_at, named, related
from disclosure.checking.branch.lists import entries_stay
from disclosure.checking.branch.periods import the_period_stays_as_it_was, the_terms_stay_as_they_were
from disclosure.checking.privacy import findings
from disclosure.checking.remarks import Remark
from disclosure.checking.tiers import list_of, map_of
from disclosure.model.issue import Level
from disclosure.model.language import _
from disclosure.model.record import Pointer

DECIDED = "x-decided"
"""The mark of a schema on what a decision, a result or a report has settled."""
LATER_FACT = "x-later"
"""The mark on what becomes of a decision later, and is written where the decision stands: a permit has run out."""
LATER = frozenset({"replaced_by", "document_no"})
"""What a tombstone may learn later: the new decision is made after the old one was withdrawn."""
KEPT = {"corrections": "更正", "restorations": "恢复公开"}


def told_earlier_stays(version: Version) -> Iterator[Remark]:
    """Entries that tell of earlier corrections and restorations stay as they are and where they are."""
    if not version.stays:
        return
    for field, title in KEPT.items():
        before, after = list_of(version.before.data.get(field)), list_of(version.after.data.get(field))
        for place, entry in enumerate(before):
            if place < len(after) and after[place] == entry:
                continue
            if place >= len(after):
                what = _("以前的{title}少了 {n} 项").format(title=_(title), n=len(before) - len(after))
            elif entry in after or after[place] in before:
                what = _("以前的{title}换了次序").format(title=_(title))
            else:
                what = _("以前的第 {n} 项{title}被改动").format(n=place + 1, title=_(title))
            remedy = _("请照原样恢复，新的接在后面写")
            yield Remark((field, place) if place < len(after) else (field,), "base-entries-told", what, remedy)
            return


def decided_facts_change_by_correction(version: Version) -> Iterator[Remark]:
    """Nothing that was decided changes without a new correction, or redaction, that names it."""
    if not version.stays:
        return
    grounds = _new_grounds(version)
    for steps, _mark in version.schemas.marked(version.kind.schema, DECIDED):
        for pointer in changed_at(version.before.data, version.after.data, steps):
            field, node = named(pointer), version.schemas.node(version.kind.schema, pointer) or {}
            if LATER_FACT not in node and not any(related(field, ground) for ground in grounds):
                problem = _("公开以后改了，没有写更正")
                remedy = _(
                    "公开时写错的，用 ./portal correct，或者在 corrections 里加一项，fields 写 {field}；"
                    "隐去个人信息等内容的，在 redactions 里加一项；"
                    "当时没有写错、后来变了的，撤下这件（./portal withdraw），另外公开新的"
                ).format(field=field)
                yield Remark(pointer, "base-decided", problem, remedy)


def _new_grounds(version: Version) -> set[str]:
    """Return the fields that the entries say which the branch has added to the corrections and redactions."""
    added = _added(version, "corrections")
    fields = {str(field) for entry in added for field in list_of(map_of(entry).get("fields"))}
    return fields | {str(map_of(entry).get("field")) for entry in _added(version, "redactions")}


def _added(version: Version, field: str) -> list[Any]:
    before = list_of(version.before.data.get(field))
    return [entry for entry in list_of(version.after.data.get(field)) if entry not in before]


def periods_change_by_correction(version: Version) -> Iterator[Remark]:
    """Nothing about how long a record is published changes without a new correction that names it."""
    grounds = _new_grounds(version)
    yield from the_period_stays_as_it_was(version, grounds)
    yield from the_terms_stay_as_they_were(version, grounds)


def corrections_name_what_changed(version: Version) -> Iterator[Remark]:
    """No new correction names a field that did not change."""
    if not version.stays:
        return
    before, after = version.before.data, version.after.data
    changed = {
        named(pointer) for key in sorted({*before, *after} - KEPT.keys()) for pointer in _moved(before, after, key)
    }
    if version.before.body != version.after.body:
        changed.add("body")
    old = len(list_of(before.get("corrections")))
    for place, entry in enumerate(list_of(after.get("corrections"))[old:], start=old):
        for number, field in enumerate(list_of(map_of(entry).get("fields"))):
            if not any(related(str(field), name) for name in changed):
                problem = _("更正里写了「{field}」，这一项没有改动").format(field=field)
                pointer = ("corrections", place, "fields", number)
                yield Remark(pointer, "base-correction-idle", problem, _("请核对改的是哪一项"), Level.WARNING)


def _moved(before: Mapping[str, Any], after: Mapping[str, Any], key: str) -> list[Pointer]:
    return changed_at(before, after, (key,)) if key in before else [(key,)]


def ending_says_why(version: Version) -> Iterator[Remark]:
    """Nothing is taken from the public without a reason and an authority, or a ground (行政处罚法 第四十八条)."""
    if not version.ends:
        return
    data = version.after.data
    if withdrawn(version.after):
        withdrawal = map_of(data["withdrawal"])
        for field, title in (("reason", "理由"), ("authority", "决定机关")):
            if not str(withdrawal.get(field) or "").strip():
                problem = _("撤下公开过的信息，没有写{title}").format(title=_(title))
                remedy = _("请写上，或者用 ./portal withdraw 撤下（行政处罚法第四十八条）")
                yield Remark(("withdrawal", field), "base-withdrawal", problem, remedy)
    elif not str(data.get("reason_code") or "").strip():
        problem = _("公开过的信息改成了不予公开，没有写依据")
        remedy = _("请在 reason_code 写明不予公开的理由；是撤下的，用 ./portal withdraw")
        yield Remark(("publish",), "base-withheld", problem, remedy)


def tombstones_stay(version: Version) -> Iterator[Remark]:
    """No tombstone is edited; it may only learn what replaced the record, and lose what is private."""
    if not (withdrawn(version.before) and withdrawn(version.after)):
        return
    before, after = version.before.data, version.after.data
    for key in sorted({*before, *after}):
        for pointer in _moved(before, after, key):
            if not _may_change(before, after, pointer):
                problem = _("撤下的说明公开以后又改了")
                remedy = _("请照原样恢复；撤下有误的，用 ./portal restore 恢复公开，再重新撤下")
                yield Remark(pointer, "base-tombstone", problem, remedy)


def _may_change(before: Mapping[str, Any], after: Mapping[str, Any], pointer: Pointer) -> bool:
    old, new = _at(before, pointer), _at(after, pointer)
    if old is None:
        return pointer[0] == "withdrawal" and pointer[-1] in LATER
    if new is None:
        return pointer[0] != "withdrawal"
    return isinstance(old, str) and next(findings(old), None) is not None


def _at(data: Any, pointer: Pointer) -> Any:  # noqa: ANN401  # any value of a document
    for step in pointer:
        data = data.get(step) if isinstance(data, Mapping) else None
    return data


def restoring_says_why(version: Version) -> Iterator[Remark]:
    """No withdrawn record comes back without a new entry that says by whom and why it was restored."""
    back = version.back or withdrawn(version.before)
    can_say = "restorations" in version.schemas.properties(version.kind.schema)
    if back and shown(version.after) and can_say and not _added(version, "restorations"):
        problem = _("撤下的信息又公开了，没有写恢复公开的理由")
        remedy = _("请用 ./portal restore 恢复，或者在 restorations 里加一项，写 date、reason 和 authority")
        yield Remark((), "base-restored", problem, remedy)


VERSION_RULES: tuple[Callable[[Version], Iterator[Remark]], ...] = (
    told_earlier_stays,
    decided_facts_change_by_correction,
    periods_change_by_correction,
    corrections_name_what_changed,
    ending_says_why,
    tombstones_stay,
    restoring_says_why,
    entries_stay,
)


def remarks_on(version: Version) -> Iterator[Remark]:
    """Yield what every rule says of a record, each remark once."""
    yield from dict.fromkeys(remark for rule in VERSION_RULES for remark in rule(version))
