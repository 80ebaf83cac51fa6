"""QR codes as shapes: a page's own address on paper, for a telephone's camera."""

from dataclasses import dataclass
from itertools import groupby

import segno

from disclosure.pages.shared import Subject
from disclosure.pages.urls import record_url

QUIET = 4
"""Modules of quiet zone that ISO/IEC 18004 asks for."""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A QR code: its side in modules, the dark modules as one path, and the address that it holds."""

    side: int
    path: str
    address: str


def qr_code(address: str) -> QrCode:
    """Return the QR code of an address, readable with an eighth of it covered."""
    rows = [bytes(row) for row in segno.make(address, error="m", micro=False).matrix_iter(border=QUIET)]
    return QrCode(len(rows), "".join(_runs(rows)), address)


def _runs(rows: list[bytes]) -> list[str]:
    """Return each run of dark modules as a rectangle of one module's height."""
    found = []
    for y, row in enumerate(rows):
        x = 0
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                found.append(f"M{x} {y}h{width}v1h-{width}z")
            x += width
    return found


def own_code(subject: Subject) -> QrCode | None:
    """Return the QR code of a record's own page; None where the site has no official address."""
    site = subject.context.site
    return qr_code(site.absolute(record_url(subject.record.id))) if site and site.siteurl else None
