"""The register of erasings as a build reads it: which commitments stand in for versions that are gone."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from disclosure.model.erasure import REGISTER, Surviving, surviving
from disclosure.model.event import Event
from disclosure.model.record import Document
from disclosure.reading.documents import read_document


def read_register(content: Path, files: Sequence[str]) -> dict[int, Surviving]:
    """Return the commitments of erased versions, by the numbers of their leaves; the check says what is unfit."""
    found = read_document(REGISTER, (content / REGISTER).read_bytes()) if REGISTER in files else None
    return surviving(found.data) if isinstance(found, Document) else {}


def kept_of(lives: Iterable[Sequence[Event]], erased: Mapping[int, Surviving]) -> dict[int, Surviving]:
    """Return what the register of erasings keeps of some lives, by the numbers of their events."""
    events = (event for life in lives for event in life) if erased else ()
    return {event.number: erased[event.number] for event in events if event.number in erased}
