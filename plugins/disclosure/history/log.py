"""The log for people: one line an event, newest first."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from zoneinfo import ZoneInfo

from disclosure.history.blobs import read_blobs
from disclosure.history.facts import read_facts
from disclosure.history.ledger import History, HistoryState, shown
from disclosure.model.event import ACTION_TITLES, ENTRY_TITLES, Event
from disclosure.model.language import _

SHANGHAI = ZoneInfo("Asia/Shanghai")
AT_ONCE = 200


Told = tuple[Event, str]
"""An event and what it befell: the path of a file, or of the entry of a list (`agencies/jyj/officers.yaml#0012`)."""


def log_lines(
    history: History,
    limit: int | None = None,
    record: str | None = None,
    words: Callable[[Sequence[Told]], Sequence[str]] | None = None,
) -> Iterator[str]:
    """Yield time (of Beijing), action, id and actor of each event, newest first, after a line on what is not known.

    `record` is the id of a record, or of an entry with its key; `limit` is how many events to show (None: all), after
    which a line says that there are more; `words` gives what else there is to say of each event.
    """
    yield from _warnings(history)
    lives = history.entries if record and "#" in record else history.events
    events = [
        (event, path)
        for path, life in lives.items()
        if record is None or id_of(path) == record
        for event in shown(life)
    ]
    events.sort(key=lambda pair: (-pair[0].moment.position, pair[1]))
    found = list(islice(_public(history, events), None if limit is None else limit + 1))
    newest = found[:limit]
    told = words(newest) if words else [""] * len(newest)
    yield from (_line(event, path, more) for (event, path), more in zip(newest, told, strict=True))
    if len(found) > len(newest):
        yield _("只列出最近 {n} 条，还有更早的；要多看，写 --limit {more}").format(n=limit, more=len(newest) * 10)


def id_of(path: str) -> str:
    """Return what people call a file, or an entry of a list: its path without the suffix, and the entry's key."""
    file, mark, key = path.partition("#")
    return f"{record_name(file)}{mark}{key}"


def _public(history: History, events: Iterable[tuple[Event, str]]) -> Iterator[tuple[Event, str]]:
    """Yield events but for those of stubs (publish: false) that nobody has touched since: they were never public.

    The ledger has not read them; they are read here, a few at a time, and only as far as somebody asks.
    """
    todo = iter(events)
    while some := list(islice(todo, AT_ONCE)):
        first = {event.blob: path for event, path in some if history.events.get(path) == (event,) and event.blob}
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


def _line(event: Event, path: str, more: str) -> str:
    moment = event.moment
    name = id_of(path).encode("utf-8", errors="backslashreplace").decode("utf-8")
    imported = _("（迁入）") if moment.imported else ""
    approver = _("（审核：{approver}）").format(approver=moment.approver) if moment.approver else ""
    local = moment.time.astimezone(SHANGHAI)
    title = (ENTRY_TITLES if "#" in path else ACTION_TITLES).get(event.action, ACTION_TITLES[event.action])
    told = f"  {more}" if more else ""
    return f"{local:%Y-%m-%d %H:%M}  {_(title)}{imported}  {name}  {moment.author}{approver}{told}"
