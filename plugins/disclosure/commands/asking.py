"""What log says."""

import sys
from collections.abc import Mapping
from functools import partial

from disclosure.assembly.order import Order
from disclosure.commands.naming import Numbers, id_meant, numbers_in
from disclosure.commands.recounting import recounted
from disclosure.history.log import id_of, log_lines, record_name
from disclosure.history.repository import read_history
from disclosure.model.errors import GongshiError
from disclosure.model.kinds import key_of
from disclosure.model.language import _
from disclosure.reading.schemas import load_schemas
from disclosure.reading.tree import walk


def log(order: Order, record: str, limit: int) -> None:
    """Print the newest events of the content, or of one record."""
    most = at_least_one("--limit", limit)
    files, _issues = walk(order.content)
    history = read_history(order.content, files, order.cache / "history", partial(key_of, kinds=order.kinds))
    known = {record_name(path): path in history.events for path in [*history.events, *files]}
    known |= {id_of(name): True for name in history.entries}
    wanted = record_meant(record, known, partial(numbers_in, order.content, files))
    words = partial(recounted, history, order.kinds, load_schemas(order.schemas))
    lines = list(log_lines(history, most, wanted, words))
    if wanted and not lines:
        raise GongshiError(_("{record} 依法不予公开，从来没有公开过，没有公开记录").format(record=wanted))
    sys.stdout.writelines(f"{line}\n" for line in lines)


def record_meant(written: str, known: Mapping[str, bool], numbers: Numbers = dict) -> str | None:
    """Return the id that a person means: the id, its file or its address; None for all.

    `known` are all ids, and whether each was ever committed. GongshiError where there is nothing to tell of it.
    """
    if not written:
        return None
    found = id_meant(written, known, numbers)
    if not known[found]:
        raise GongshiError(_("{record} 还没有提交，没有公开记录").format(record=found))
    return found


def at_least_one(option: str, value: int) -> int:
    """Return an option's number; GongshiError where it is none to count with."""
    if value < 1:
        raise GongshiError(_("{option} 要写 1 以上的整数").format(option=option))
    return value
