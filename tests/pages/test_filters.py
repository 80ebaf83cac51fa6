"""How dates, times, numbers and amounts are written."""

from datetime import UTC, date, datetime

from disclosure.model.days import full_day
from disclosure.pages.filters import amounts, grouped, iso, moment, pubdate, sanitised, short_day

NIGHT = datetime(2026, 3, 9, 16, 30, tzinfo=UTC)


def test_a_date_is_written_in_chinese() -> None:
    """Without leading zeros, as documents write it."""
    assert full_day(date(2026, 3, 9)) == "2026年3月9日"
    assert short_day(date(2026, 3, 9)) == "2026-03-09"


def test_a_time_is_that_of_china() -> None:
    """Half past four in the afternoon in Greenwich is after midnight in Shanghai."""
    assert moment(NIGHT) == "2026年3月10日 00:30"
    assert iso(NIGHT) == "2026-03-10T00:30:00+08:00"
    assert pubdate(NIGHT) == "2026-03-10 00:30"
    assert iso(date(2026, 3, 9)) == "2026-03-09"


def test_counts_have_separators() -> None:
    """Long numbers are read in threes."""
    assert grouped(4182) == "4,182"


def test_amounts_are_found_in_running_text() -> None:
    """Only money is set off; years and articles are not."""
    assert amounts("没收36,000元，并处罚款 7.2 万元；2026年第12条。") == [
        ("没收", False),
        ("36,000元", True),
        ("，并处罚款 ", False),
        ("7.2 万元", True),
        ("；2026年第12条。", False),
    ]
    assert amounts("") == []


def test_prose_pages_are_cleaned() -> None:
    """Pelican's HTML loses what could run and keeps its ids."""
    assert sanitised('<h2 id="a">题</h2><script>x()</script><p onclick="x()">文</p>') == '<h2 id="a">题</h2><p>文</p>'
