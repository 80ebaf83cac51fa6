"""The calendar and the rules of the project's own content, and the small ones that tests make."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from disclosure.model.record import Document
from disclosure.reading.documents import read_document
from disclosure.timing.calendar import Calendar

PROJECT = Path(__file__).resolve().parents[2]
CONTENT = PROJECT / "content"
SHARED = PROJECT.parent / "shared" / "data" / "holiday-cn"
DAY = timedelta(days=1)


def data(path: str) -> dict[str, Any]:
    """Return the data of a setting of content/."""
    found = read_document(path, (CONTENT / path).read_bytes())
    assert isinstance(found, Document), found
    return dict(found.data)


@cache
def calendar() -> Calendar:
    """Return the calendar that content/ ships."""
    paths = sorted((CONTENT / "calendar").glob("[12]*.yaml"))
    return Calendar.of({int(path.stem): data(f"calendar/{path.name}") for path in paths})


def day(text: str) -> date:
    """Return a day from its usual form."""
    return date.fromisoformat(text)


def holiday(*days_off: str, workdays: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the data of one holiday: its days off one by one, and the days worked for them."""
    return {"name": "某节", "days_off": [{"from": one} for one in days_off], "workdays": list(workdays)}


def year(*holidays: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a year."""
    return {"notices": [{"title": "某年放假通知"}], "holidays": list(holidays)}
