"""The log for people: one line an event, newest first."""

from collections.abc import Iterable, Iterator
from itertools import islice
from zoneinfo import ZoneInfo

from disclosure.history.blobs import read_blobs
from disclosure.history.facts import read_facts
from disclosure.history.ledger import History, HistoryState, shown
from disclosure.model.event import ACTION_TITLES, Event
from disclosure.model.language import _

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT_ONCE = 200


def log_lines(history: History, limit: int | None = None, record: str | None = None) -> Iterator[str]:
    """Yield time (of Beijing), action, id and actor of each event, newest first, after a line on what is not known.

    `record` is a record's id; `limit` is how many events to show (None: all).
    """
    yield from _warnings(history)
    events = [
        (event, path)
        for path, life in history.events.items()
        if record is None or record_name(path) == record
        for event in shown(life)
    ]
    events.sort(key=lambda pair: (-pair[0].moment.position, pair[1]))
    for event, path in islice(_public(history, events), limit):
        yield _line(event, path)


def _public(history: History, events: Iterable[tuple[Event, str]]) -> Iterator[tuple[Event, str]]:
    """Yield events but for those of stubs (publish: false) that nobody has touched since: they were never public.

    The ledger has not read them; they are read here, a few at a time, and only as far as somebody asks.
    """
    todo = iter(events)
    while some := list(islice(todo, AT_ONCE)):
        first = {event.blob: path for event, path in some if history.events[path] == (event,) and event.blob}
        found = read_blobs(history.repository, sorted(first)) if history.repository and first else ()
        stubs = {blob for blob, raw in found if (facts := read_facts(first[blob], raw)) and facts.withheld}
        yield from ((event, path) for event, path in some if event.blob not in stubs or event.blob not in first)


def record_name(path: str) -> str:
    """Return what people call a file of content/: its path without the suffix."""
    stem, _dot, _suffix = path.rpartition(".")
    return stem or path


def _warnings(history: History) -> Iterator[str]:
    if history.state is HistoryState.NONE:
        yield _("没有版本历史")
    if history.state is HistoryState.SHALLOW:
        yield _("历史不完整：这是浅克隆；请执行 git fetch --unshallow 取回其余部分")
    if history.rewritten:
        yield _("警告：历史被改写过，以前公开过的提交已经不在 main 上；查明原因以后，删除缓存文件夹就不再提示")


def _line(event: Event, path: str) -> str:
    moment = event.moment
    name = record_name(path).encode("utf-8", errors="backslashreplace").decode("utf-8")
    imported = _("（迁入）") if moment.imported else ""
    approver = _("（审核：{approver}）").format(approver=moment.approver) if moment.approver else ""
    local = moment.time.astimezone(SHANGHAI)
    return f"{local:%Y-%m-%d %H:%M}  {_(ACTION_TITLES[event.action])}{imported}  {name}  {moment.author}{approver}"
