"""No identity number slips through, whatever stands around it and however it is broken up."""

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.checking.privacy import CHECKS, PROVINCES, WEIGHTS, findings
from disclosure.reading.text import UNFIT

GAPS = st.sampled_from(["", " ", "-", "\u3000", " - ", "·", "．", "\n"])
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


@st.composite
def identity_numbers(draw: st.DrawFn) -> str:
    """Make a number with a province, a day of birth and the right check digit."""
    day = draw(st.dates(date(1900, 1, 1), date(2026, 11, 20)))
    region = f"{draw(st.sampled_from(sorted(PROVINCES)))}{draw(st.integers(0, 9999)):04}"
    head = f"{region}{day:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return head + CHECKS[sum(int(digit) * weight for digit, weight in zip(head, WEIGHTS, strict=True)) % 11]


@given(identity_numbers(), st.text(max_size=40), st.text(max_size=40))
@settings(derandomize=True, deadline=None, max_examples=200)
def test_a_planted_identity_number_is_found_whatever_stands_around_it(number: str, before: str, after: str) -> None:
    """Other digits beside it, letters, line ends: one of the findings covers the number or a part of it."""
    text = f"{before}{number}{after}"
    place = range(len(before), len(before) + len(number))
    assert any(found.span[0] < place.stop and place.start < found.span[1] for found in findings(text))


@given(identity_numbers(), st.data())
@settings(derandomize=True, deadline=None, max_examples=200)
def test_gaps_and_wide_digits_do_not_hide_it(number: str, data: st.DataObject) -> None:
    """Spaces, hyphens, dots and line ends between any two digits, and full-width digits, change nothing."""
    digits = [data.draw(st.sampled_from([digit, digit.translate(WIDE)])) for digit in number]
    written = "".join(digit + data.draw(GAPS) for digit in digits[:-1]) + digits[-1]
    assert [(found.kind, found.text) for found in findings(f"某{written}某")] == [("id-18", written)]


@given(st.text(max_size=200).filter(lambda text: not UNFIT.search(text)))
@settings(derandomize=True, deadline=None, max_examples=300)
def test_findings_are_in_order_and_apart(text: str) -> None:
    """Every finding is a piece of the text, and no two overlap."""
    found = list(findings(text))
    assert [text[slice(*piece.span)] for piece in found] == [piece.text for piece in found]
    assert all(one.span[1] <= two.span[0] for one, two in pairwise(found))
