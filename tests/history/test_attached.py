"""Attachments in the ledger: no life of their own, and an exchange is an update of the record."""

from datetime import UTC, datetime

from disclosure.history.attached import with_attachments
from disclosure.model.event import Action, Event, Moment

RECORD, FILE = "agencies/jyj/decisions/2026/03/012.yaml", "agencies/jyj/decisions/2026/03/012.files/a.pdf"


def moment(position: int) -> Moment:
    """Return one step of main."""
    return Moment(
        position, f"c{position}", datetime(2026, 3, 1 + position, tzinfo=UTC), "示例经办", None, imported=False
    )


def published(blob: str, position: int = 0) -> Event:
    """Return a first publication."""
    return Event(Action.PUBLISH, moment(position), blob, None)


def changed(blob: str, previous: str, position: int) -> Event:
    """Return an update."""
    return Event(Action.UPDATE, moment(position), blob, previous)


def test_an_exchanged_file_is_an_update_of_its_record() -> None:
    """The record itself stays as it was; the event names the file."""
    lives = {RECORD: (published("r1"),), FILE: (published("f1"), changed("f2", "f1", 2))}
    told = Event(Action.UPDATE, moment(2), "r1", "r1", files=("a.pdf",))
    assert with_attachments(lives) == {RECORD: (published("r1"), told)}


def test_an_exchange_with_an_update_is_one_event() -> None:
    """One moment of publication is one event, which names both."""
    lives = {
        RECORD: (published("r1"), changed("r2", "r1", 2)),
        FILE: (published("f1"), changed("f2", "f1", 2)),
    }
    told = Event(Action.UPDATE, moment(2), "r2", "r1", files=("a.pdf",))
    assert with_attachments(lives) == {RECORD: (published("r1"), told)}


def test_what_came_or_went_shows_in_the_record() -> None:
    """The record names its files: their coming and going is a change of its own."""
    gone = Event(Action.REMOVED, moment(3), None, "f1")
    lives = {RECORD: (published("r1"),), FILE: (published("f1", 1), gone)}
    assert with_attachments(lives) == {RECORD: (published("r1"),)}


def test_an_exchange_between_two_updates_keeps_the_order() -> None:
    """Events stand oldest first."""
    lives = {
        RECORD: (published("r1"), changed("r2", "r1", 4)),
        FILE: (published("f1"), changed("f2", "f1", 2)),
    }
    found = with_attachments(lives)[RECORD]
    assert [event.moment.position for event in found] == [0, 2, 4]
    assert found[1].blob == "r1"


def test_a_file_without_a_record_tells_nothing() -> None:
    """The check refuses it; the ledger does not stumble."""
    assert with_attachments({FILE: (published("f1"), changed("f2", "f1", 2))}) == {}
