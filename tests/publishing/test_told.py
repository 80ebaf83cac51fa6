"""The life of a file: which versions the public saw, their numbers, and since when values may be told."""

from datetime import UTC, datetime

import pytest

from disclosure.model.event import Action, Event, Moment
from disclosure.model.kinds import KINDS
from disclosure.model.record import Document
from disclosure.publishing.told import Told
from disclosure.reading.documents import read_document

PATH = "agencies/jyj/decisions/2026/03/001.yaml"
DECISION = next(kind for kind in KINDS if kind.name == "decision")
SHORT = {action.name[0:3].lower(): action for action in Action} | {
    "rem": Action.REMOVED,
    "wit": Action.WITHDRAW,
    "wih": Action.WITHHOLD,
}


def told(life: str, *, today: str = "title: 案件\n") -> Told:
    """Return a file that lived through some actions, each with bytes of its own."""
    events: list[Event] = []
    for place, name in enumerate(life.split()):
        moment = Moment(place, f"c{place}", datetime(2026, 3, 1 + place, tzinfo=UTC), "", None, imported=False)
        blob = None if name == "rem" else f"b{place}"
        events.append(Event(SHORT[name], moment, blob, events[-1].blob if events else None, place))
    document = read_document(PATH, today.encode())
    assert isinstance(document, Document)
    return Told(DECISION, PATH, "", events, document)


@pytest.mark.parametrize(
    ("life", "numbers", "silent"),
    [
        ("pub", [1], 0),
        ("pub upd cor", [1, 2, 3], 0),
        ("pub upd wit res upd", [1, 2, None, 3, 4], 3),
        ("pub wit upd res", [1, None, None, 2], 3),
        ("pub exp res", [1, None, 2], 2),
        ("pub rem res upd", [1, None, 2, 3], 2),
        ("wih pub upd", [None, 1, 2], 1),
        ("wih wih pub", [None, None, 1], 2),
    ],
)
def test_versions_are_numbered_as_the_public_saw_them(life: str, numbers: list[int | None], silent: int) -> None:
    """What was gone made none, also where its tombstone was touched; after it came back the count goes on."""
    file = told(life)
    assert list(file.numbers) == numbers
    assert file.silent_until == silent


def test_of_what_is_gone_today_nothing_is_told() -> None:
    """Whatever it lived through."""
    file = told("pub upd wit", today="withdrawal: {reason: 撤销}\n")
    assert file.silent_until == len(file.events)


def test_an_exchange_of_files_alone_makes_no_version() -> None:
    """The bytes of the record stayed as they were."""
    file = told("pub upd")
    same = [file.events[0], Event(Action.UPDATE, file.events[1].moment, "b0", "b0", 1, ("a.pdf",))]
    assert Told(DECISION, PATH, "", same, file.today).numbers == (1, None)
