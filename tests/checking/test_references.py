"""The days on which a page must say something else than the day before."""

from pathlib import Path

from disclosure.checking.references import Referrer
from disclosure.model.kinds import KINDS
from disclosure.reading.schemas import load_schemas

REFERRER = Referrer(load_schemas(Path(__file__).parents[2] / "schemas"), KINDS)


def test_a_page_turns_after_a_last_day_and_on_a_first_day() -> None:
    """Given are the days after which it does: the last ones, and the eves of the first ones."""
    entry = {
        "name": "林知夏",
        "certificate_no": "示99000000012",
        "valid_from": "2026-03-01",
        "valid_until": "2027-05-31",
    }
    officer = next(kind for kind in KINDS if kind.name == "officer")
    assert set(REFERRER.turns({"entries": [entry]}, officer)) == {"2026-02-28", "2027-05-31"}
