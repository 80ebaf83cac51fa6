"""What stands in the register of erasings: its entries, and the number of the next."""

from collections.abc import Mapping
from typing import Any

from disclosure.assembly.order import Order
from disclosure.model.erasure import REGISTER
from disclosure.model.record import Document
from disclosure.reading.documents import read_document


def registered_entries(order: Order) -> list[Mapping[str, Any]]:
    """Return the entries of the register as it stands."""
    file = order.content / REGISTER
    found = read_document(REGISTER, file.read_bytes()) if file.is_file() else None
    entries = found.data.get("entries") if isinstance(found, Document) else None
    return [entry for entry in entries or () if isinstance(entry, Mapping)]


def next_number(order: Order) -> str:
    """Return the number of the next entry of this year."""
    year = order.as_of.year
    numbers = [str(entry.get("number")) for entry in registered_entries(order)]
    used = [int(last) for first, _dash, last in (number.partition("-") for number in numbers) if first == str(year)]
    return f"{year}-{1 + max(used, default=0)}"
