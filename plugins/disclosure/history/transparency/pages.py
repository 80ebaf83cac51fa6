"""Proves one record's page by its leaves: the events, the fields that are shown, and the entries of a list."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from disclosure.history.transparency.leaves import BODY, KEYS, LISTED, NOTHING, commitment, digest_over
from disclosure.history.transparency.verifying import Said
from disclosure.model.attachment import FOLDER
from disclosure.model.errors import MalformedValue
from disclosure.model.event import ACTION_TITLES, EXPIRED, Action
from disclosure.model.language import _

STATES = {
    Action.PUBLISH: "published",
    Action.RESTORE: "published",
    Action.WITHDRAW: "withdrawn",
    Action.EXPIRE: "withdrawn",
    Action.REMOVED: "removed",
}
WITHDRAWAL = "withdrawal"
EXCHANGED = (Action.UPDATE, Action.CORRECT)


@dataclass(frozen=True)
class Claim:
    """What a page claims, and the leaves that it must fit: those of its record, all of them, those of its entries.

    `as_of` is the day of the build, by which publication periods end.
    """

    name: str
    told: Mapping[str, Any]
    own: Sequence[Said]
    leaves: Sequence[Said]
    entries: Mapping[str, Said]
    as_of: str = ""

    @property
    def lapsed(self) -> bool:
        """Whether the page says that its publication period has ended, by the day of the build, and no commit says so.

        Such a page has lost its content by the day alone: what the file still holds, the log has and the page has not.
        """
        fields = self.told.get("fields")
        said = fields.get(WITHDRAWAL) if isinstance(fields, Mapping) else None
        if not isinstance(said, Mapping) or said.get("reason_code") != EXPIRED or _state(self) != "published":
            return False
        return self.told.get("status") == "withdrawn" and str(said.get("effective_on")) <= self.as_of


def faults_of(claim: Claim) -> Iterator[str]:
    """Yield, as sentences, everything in which a page differs from the log."""
    if claim.told.get("id") != claim.name:
        yield _("写的编号是「{id}」：页面被改过").format(id=claim.told.get("id"))
        return
    yield from _events(claim)
    if not claim.own:
        return
    state = "withdrawn" if claim.lapsed else _state(claim)
    if claim.told.get("status") != state:
        yield _("写的状态是「{status}」，按日志应当是「{state}」：页面被改过").format(
            status=claim.told.get("status"), state=state
        )
    if state == "removed":
        if claim.own[-1].fields != NOTHING or claim.told.get("fields"):
            yield _("已经删除的记录还写着内容：页面被改过")
        return
    shown = values_shown(claim.told)
    if claim.lapsed:
        del shown[WITHDRAWAL]
    yield from _proven(claim.told.get("proof"), shown, claim.own[-1])
    if "#" not in claim.name and state == "published":
        yield from _entries(claim)


def state_of(own: Sequence[Said]) -> str:
    """Return what the leaves of a record say of it today."""
    return next((STATES[Action(one.action)] for one in reversed(own) if one.action in STATES), "published")


def _state(claim: Claim) -> str:
    """Return what the log says of a record today; a first publication may be that of a withdrawn one.

    The leaf does not say so, but binds the names of the fields: `withdrawal` is among them.
    """
    told = state_of(claim.own)
    came_back = any(one.action == Action.RESTORE for one in claim.own)
    if told != "published" or came_back or "#" in claim.name:
        return told
    proof = claim.told.get("proof")
    bound = _texts(proof.get("salts")) | _texts(proof.get("commitments")) if isinstance(proof, Mapping) else {}
    return "withdrawn" if WITHDRAWAL in bound else told


def _events(claim: Claim) -> Iterator[str]:
    listed = claim.told.get("events")
    events = listed if isinstance(listed, list) else []
    numbers = [event.get("leaf") if isinstance(event, Mapping) else None for event in events]
    wanted = {one.number: one for one in claim.own}
    for one in [one for one in claim.own if one.number not in numbers]:
        yield _("没有第 {number} 条（{action}，{time}）：事件被拿掉").format(
            number=one.number, action=_action(one.action), time=one.time
        )
    known = [number for number in numbers if number in wanted]
    if known != sorted(known) or len(known) != len(set(known)):
        yield _("事件的次序与日志不同：顺序被改")
    for event, number in zip(events, numbers, strict=True):
        if number in wanted:
            one = wanted[int(number)]
            if (event.get("action"), event.get("time")) != (one.action, one.time):
                yield _("第 {number} 条在日志里是 {action}，{time}，与这里写的不同：页面被改过").format(
                    number=number, action=_action(one.action), time=one.time
                )
        elif not _of_attachment(event, claim.leaves):
            yield _("写着日志里没有的事件（第 {number} 条）：事件是添上去的").format(number=number)


def _of_attachment(event: object, leaves: Sequence[Said]) -> bool:
    """Tell whether an event may be that of an attachment that was exchanged: its leaf names nothing but the time."""
    if not isinstance(event, Mapping) or not isinstance(event.get("leaf"), int) or isinstance(event["leaf"], bool):
        return False
    changes, number = event.get("changes"), event["leaf"]
    if event.get("action") not in EXCHANGED or not isinstance(changes, list) or not changes:
        return False
    bare = all(isinstance(one, Mapping) and one.get("old") is None and one.get("new") is None for one in changes)
    return (
        bare and 0 <= number < len(leaves) and bool(leaves[number].hidden) and leaves[number].time == event.get("time")
    )


def _action(action: str) -> str:
    return _(ACTION_TITLES[Action(action)]) if action in list(Action) else action


def values_shown(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that a page shows, by the names that its leaf binds them under."""
    fields = told.get("fields")
    values: dict[str, Any] = dict(fields) if isinstance(fields, Mapping) else {}
    proof = told.get("proof")
    if isinstance(proof, Mapping) and isinstance(values.get(LISTED), list) and KEYS in _texts(proof.get("salts")):
        values[KEYS] = _keys(values.pop(LISTED), proof.get("key"))
    return {**values, **({BODY: told["body"]} if told.get("body") else {})}


def _keys(listed: Sequence[Any], key: object) -> list[Any]:
    return [entry.get(key) if isinstance(entry, Mapping) else None for entry in listed]


def _proven(proof: object, shown: Mapping[str, Any], last: Said) -> Iterator[str]:
    """Yield in what the values that are shown differ from those that a leaf binds."""
    if not isinstance(proof, Mapping):
        yield _("没有证明：显示的不是日志里的版本，或者证明被拿掉")
        return
    if proof.get("leaf") != last.number:
        yield _("证明的是第 {leaf} 条，最后一次改动却是第 {number} 条：页面被换成旧的").format(
            leaf=proof.get("leaf"), number=last.number
        )
        return
    salts, bare = _texts(proof.get("salts")), _texts(proof.get("commitments"))
    missing = sorted(salts.keys() - shown.keys())
    added = sorted(shown.keys() - salts.keys() - bare.keys())
    for field in missing:
        yield _("少了「{field}」一项：页面被改过").format(field=field)
    for field in added:
        yield _("多出「{field}」一项：页面被改过").format(field=field)
    if missing or added:
        return
    try:
        opened = {field: commitment(bytes.fromhex(salt), shown[field]) for field, salt in salts.items()}
        digest = digest_over({**bare, **opened})
    except (ValueError, RecursionError):
        yield _("证明写坏了：页面被改过")
        return
    if salts.keys() & bare.keys() or digest != last.fields:
        yield _("显示的内容与第 {number} 条不符：内容被改过").format(number=last.number)


def _texts(value: object) -> dict[str, str]:
    return {str(name): str(text) for name, text in value.items()} if isinstance(value, Mapping) else {}


def _entries(claim: Claim) -> Iterator[str]:
    """Yield in what the entries of a list differ from the log: each is there, as its last leaf says, and no other."""
    fields, proofs = claim.told.get("fields"), claim.told.get("entry_proofs")
    listed = fields.get(LISTED) if isinstance(fields, Mapping) else None
    proof = claim.told.get("proof")
    key = proof.get("key") if isinstance(proof, Mapping) else None
    entries = {
        str(entry[key]): entry
        for entry in (listed if isinstance(listed, list) else [])
        if isinstance(entry, Mapping) and isinstance(key, str) and key in entry
    }
    standing = {name: last for name, last in claim.entries.items() if last.action != Action.REMOVED}
    if not claim.entries:
        return
    for name in sorted(standing.keys() - entries.keys()):
        yield _("没有「{name}」这一项（第 {number} 条）：一项被拿掉").format(name=name, number=standing[name].number)
    for name in sorted(entries.keys() - standing.keys()):
        yield _("多出「{name}」这一项：是添上去的").format(name=name)
    for name in sorted(entries.keys() & standing.keys()):
        shown = {field: value for field, value in entries[name].items() if value is not None}
        given = proofs.get(name) if isinstance(proofs, Mapping) else None
        for fault in _proven(given, shown, standing[name]):
            yield _("「{name}」这一项{fault}").format(name=name, fault=fault)


def bare_fields(told: Mapping[str, Any]) -> list[str]:
    """Return the fields that a page shows otherwise than the file has them: nobody can compare them."""
    proof = told.get("proof")
    bare = _texts(proof.get("commitments")) if isinstance(proof, Mapping) else {}
    return sorted(bare.keys() & values_shown(told).keys())


def attachment_faults(
    claim: Claim, one: Mapping[str, Any], name: str, raw: bytes, digests: Callable[[bytes], tuple[str, str]]
) -> Iterator[str]:
    """Yield in what a file beside a page differs from what the page and the log say; `digests`: SHA-256, git's id."""
    sha256, blob = digests(raw)
    if (one.get("sha256"), one.get("size")) != (sha256, len(raw)):
        yield _("附件 {name} 的字节与页面写的不同：附件被换过").format(name=name)
    elif "leaf" not in one:
        yield _("附件 {name} 没有证明：还没有提交，或者证明被拿掉").format(name=name)
    elif one.get("blob") != blob or not _opens(claim, one, f"{claim.name}{FOLDER}/{name}"):
        yield _("附件 {name} 与日志的第 {leaf} 条不符：附件被换过").format(name=name, leaf=one.get("leaf"))


def _opens(claim: Claim, one: Mapping[str, Any], path: str) -> bool:
    number = one.get("leaf")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < len(claim.leaves):
        return False
    try:
        bound = commitment(bytes.fromhex(str(one.get("salt"))), [path, one.get("blob")])
    except (ValueError, MalformedValue):
        return False
    return claim.leaves[number].hidden == bound
