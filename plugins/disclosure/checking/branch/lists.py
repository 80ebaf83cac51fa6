"""Entries of published lists: they end with a day, they do not vanish, and they keep their keys."""

from collections.abc import Iterator, Mapping
from typing import Any

from disclosure.checking.branch.comparison import Version
from disclosure.checking.remarks import Remark
from disclosure.checking.tiers import list_of
from disclosure.model.issue import Level
from disclosure.model.language import _

UNTIL = "until"


def entries_stay(version: Version) -> Iterator[Remark]:
    """Every entry that was published stays in its list; one that ends says until when."""
    key = version.kind.key
    if key is None or not version.stays:
        return
    before, after = _entries(version.before.data, key), _entries(version.after.data, key)
    fresh = {name: place_entry for name, place_entry in after.items() if name not in before}
    ends = UNTIL in (version.schemas.node(version.kind.schema, ("entries", 0)) or {}).get("properties", {})
    for name, (_place, entry) in before.items():
        if name in after:
            continue
        heir = _same(entry, fresh, key)
        if heir:
            place, _entry = fresh.pop(heir)
            problem = _("公开过的「{old}」改成了「{new}」，它的网址会变").format(old=name, new=heir)
            remedy = _("请改回「{old}」；编号真的换了的，原来那条写 {until}，另加一条新的").format(
                old=name, until=UNTIL
            )
            yield Remark(("entries", place, key), "base-key", problem, remedy)
        else:
            yield _gone(version, entry, name, ends=ends)


def _gone(version: Version, entry: Mapping[str, Any], name: str, *, ends: bool) -> Remark:
    heading = str(entry.get(version.kind.heading, ""))
    shown = f"{heading}（{name}）" if heading and heading != name else name
    problem = _("公开过的{entry}「{name}」不见了").format(entry=_(version.kind.entry), name=shown)
    if not ends:
        return Remark(("entries",), "base-entry", problem, _("请恢复这一条"), Level.WARNING)
    remedy = (
        _("请恢复这一条：它写了 until，过了那天本来就不在现行名单里，留着是为了旧的决定仍然查得到")
        if UNTIL in entry
        else _("请恢复这一条，写上 until（到哪一天为止）：过了那天就不在现行名单里，旧的决定仍然查得到")
    )
    return Remark(("entries",), "base-entry", problem, remedy)


def _entries(data: Mapping[str, Any], key: str) -> dict[str, tuple[int, Mapping[str, Any]]]:
    """Return the entries of a list by their keys, with their places; what has no key is left to the schema."""
    return {
        str(entry[key]): (place, entry)
        for place, entry in enumerate(list_of(data.get("entries")))
        if isinstance(entry, Mapping) and isinstance(entry.get(key), str)
    }


def _same(entry: Mapping[str, Any], fresh: Mapping[str, tuple[int, Mapping[str, Any]]], key: str) -> str | None:
    """Return the key of the new entry that says the same but for its key."""
    rest = {name: value for name, value in entry.items() if name != key}
    for name, (_place, other) in fresh.items():
        if rest and rest == {field: value for field, value in other.items() if field != key}:
            return name
    return None
