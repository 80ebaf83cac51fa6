"""Numbers that are read by a short way mean what the long way makes of them."""

import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st
from stdnum.cn import uscc

from disclosure.model.credit_code import CreditCode
from disclosure.model.document_number import DIGITS
from disclosure.model.errors import MalformedValue

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
BODIES = st.from_regex(f"[0-9]{{8}}[{ALPHABET}]{{9}}", fullmatch=True)


def reads(written: str) -> bool:
    """Tell whether a text is taken for a credit code."""
    try:
        return CreditCode.parse(written).value == written
    except MalformedValue:
        return False


@given(BODIES, st.integers(0, 17), st.sampled_from([*ALPHABET, "I", "O", "a", " ", "-", "１", "²", "\n"]))
@example("91110000600037341", 17, "L")
def test_a_credit_code_is_what_the_standard_says(body: str, place: int, other: str) -> None:
    """A right code is read, and with any one character changed exactly what python-stdnum finds right as it stands."""
    right = body + uscc.calc_check_digit(body)
    assert reads(right)
    changed = right[:place] + other + right[place + 1 :]
    assert reads(changed) == (uscc.is_valid(changed) and uscc.compact(changed) == changed)
    assert not reads(right[:place] + right[place + 1 :])
    assert not reads(right + other)


@given(st.text())
def test_every_digit_is_read_as_its_ascii_form(text: str) -> None:
    """Of whatever script or shape; all else stays."""
    told = (unicodedata.digit(char, None) for char in text)
    expected = "".join(char if digit is None else str(digit) for char, digit in zip(text, told, strict=True))
    assert text.translate(DIGITS) == expected
