"""A town whose commits lie on chosen days, for tests of what was done when."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from tests.edition.town import CLERK, PROJECT

from disclosure.assembly.order import Order
from disclosure.history.planned import PlannedCommit, fast_import
from disclosure.history.writing import init_repository

CHINA = timezone(timedelta(hours=8))
IMPORTED = "迁入\n\nGongshi-Import: true"


class Lived:
    """A repository with content/, and commits made on days and hours of Beijing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        init_repository(folder)

    @property
    def content(self) -> Path:
        """The content folder."""
        return self.folder / "content"

    def on(self, day: str, files: Mapping[str, str | None], message: str = "公开", hour: int = 9) -> None:
        """Commit some files (None: deleted) at an hour of a day."""
        when = datetime.combine(date.fromisoformat(day), datetime.min.time(), CHINA) + timedelta(hours=hour)
        changed = {f"content/{path}": None if text is None else text.encode() for path, text in files.items()}
        fast_import(self.folder, [PlannedCommit(when, CLERK, CLERK, message, changed)])

    def write(self, path: str, text: str) -> None:
        """Write a file without committing it."""
        target = self.content / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def order(self, as_of: str) -> Order:
        """Return an order for this content on a day, with a cache beside it."""
        output = self.folder.with_name("site")
        cache = self.folder.with_name("cache")
        return Order(PROJECT, self.content, output, date.fromisoformat(as_of), cache)
