"""Days as people read them."""

from datetime import date

from disclosure.model.language import _


def full_day(day: date) -> str:
    """Write a date: `2026年3月9日`."""
    return _("{year}年{month}月{day}日").format(year=day.year, month=day.month, day=day.day)
