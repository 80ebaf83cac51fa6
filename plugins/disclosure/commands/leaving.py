"""What a withdrawal leaves behind, as the command says it: records of the agency, a decision without replacement."""

from collections.abc import Iterator

from disclosure.checking.orphans import few
from disclosure.commands.desk import Desk, Place
from disclosure.history.log import record_name
from disclosure.intake.life import WITHDRAWAL
from disclosure.model.kinds import kind_of
from disclosure.model.language import _
from disclosure.model.record import Document
from disclosure.reading.documents import read_document

AGENCY = "agency"


def left_behind(desk: Desk, place: Place, replaced_by: str) -> Iterator[str]:
    """Yield what must be said of other records when this one is withdrawn."""
    if place.kind.name == AGENCY:
        folder = place.path.rpartition("/")[0]
        live = [record_name(path) for path, found in _others(desk, f"{folder}/", place) if _live(found)]
        if live:
            told = _(
                "这个机关还有 {n} 件公开的信息没有撤下：{names}；撤并的机关不撤下，恢复以后写 until，里面的都留着；"
            )
            told += _("不该公开的，里面的也要逐件用 ./portal withdraw 撤下")
            yield told.format(n=len(live), names=few(live))
        return
    if replaced_by:
        return
    root = place.path.partition("/")[0]
    before = [
        record_name(path) for path, found in _others(desk, f"{root}/", place) if _replaced_by(found) == place.name
    ]
    for name in sorted(before):
        told = _("{name} 写着由它替代，现在两件都撤下了；又有新的决定的，先恢复原样，再加 --replaced-by 撤下；")
        told += _("{name} 撤下错了的，用 ./portal restore {name} 恢复")
        yield told.format(name=name)


def _others(desk: Desk, prefix: str, place: Place) -> Iterator[tuple[str, Document]]:
    """Yield the other records below a folder that may be withdrawn; a list stays, its entries end."""
    for path in desk.work.files:
        kind = kind_of(path, desk.order.kinds)
        if kind is None or kind.key or path == place.path or not path.startswith(prefix):
            continue
        raw = (desk.order.content / path).read_bytes()
        if place.kind.name != AGENCY and place.name.encode() not in raw:
            continue
        found = read_document(path, raw)
        if isinstance(found, Document):
            yield path, found


def _live(document: Document) -> bool:
    return WITHDRAWAL not in document.data and document.data.get("publish") is not False


def _replaced_by(document: Document) -> str:
    withdrawal = document.data.get(WITHDRAWAL)
    return str(withdrawal.get("replaced_by", "")) if isinstance(withdrawal, dict) else ""
