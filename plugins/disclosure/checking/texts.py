"""The texts of a document: every scalar with the way to it, and the Markdown body."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from disclosure.checking.remarks import BODY
from disclosure.model.record import Document, Pointer


def texts_of(document: Document) -> Iterator[tuple[Pointer, str]]:
    """Yield every text and number in a document, keys left out, in the order of the file."""
    yield from _texts(dict(document.data), ())
    if document.body:
        yield BODY, document.body


def _texts(value: Any, way: Pointer) -> Iterator[tuple[Pointer, str]]:  # noqa: ANN401 -- any document value
    if isinstance(value, str):
        yield way, value
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _texts(part, (*way, key))
    elif isinstance(value, list):
        for position, part in enumerate(value):
            yield from _texts(part, (*way, position))
    elif isinstance(value, int | Decimal) and not isinstance(value, bool):
        yield way, str(value)
