"""Tables as files that spreadsheet programs open: CSV in UTF-8 with its mark, so that Chinese is read as Chinese."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def table_bytes(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV (RFC 4180, with a byte order mark); what a program would take for a formula stays text."""
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([_text(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell
