"""Numbers, amounts and dates as people write them."""

import contextlib
from datetime import date as day_of
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.intake.amounts import amount
from disclosure.intake.dates import date
from disclosure.intake.numerals import number
from disclosure.model.errors import MalformedValue

SIMPLE = "零一二三四五六七八九"
FORMAL = "零壹贰叁肆伍陆柒捌玖"


def chinese(value: int, digits: str = SIMPLE, units: tuple[str, ...] = ("", "十", "百", "千")) -> str:
    """Write a whole number below 10,000 as it is read aloud in full."""
    text = ""
    for place, figure in enumerate(f"{value:04d}"):
        unit = units[3 - place]
        text += digits[int(figure)] + unit if figure != "0" else "零"
    while "零零" in text:
        text = text.replace("零零", "零")
    return text.strip("零") or "零"


@settings(derandomize=True, deadline=None)
@given(st.integers(0, 9999), st.integers(0, 9999))
def test_a_number_written_in_full_is_read_back(higher: int, lower: int) -> None:
    """What is written in characters, simple or formal, with 万 or without, has one value."""
    gap = "零" if 0 < lower < 1000 else ""
    tail = f"{gap}{chinese(lower)}" if lower else ""
    assert number(chinese(lower)) == lower
    assert number(chinese(lower, FORMAL, ("", "拾", "佰", "仟"))) == lower
    if higher:
        assert number(f"{chinese(higher)}万{tail}") == higher * 10_000 + lower


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        ("35万元", "350000"),
        ("三十五万元", "350000"),
        ("伍万元", "50000"),
        ("1.5万元", "15000"),
        ("人民币30万元", "300000"),
        ("12,345元", "12345"),
        ("壹拾万元整", "100000"),
        ("5千元", "5000"),
        ("3万5千元", "35000"),
        ("十万二千四百元", "102400"),
        ("拾伍万元", "150000"),
        ("３０万元", "300000"),
        ("20万元人民币", "200000"),
        ("两千元", "2000"),
        ("11.401116万元", "114011.16"),
        ("1346.23元", "1346.23"),
        ("壹仟贰佰叁拾肆元伍角陆分", "1234.56"),
        ("￥ 8 000 元", "8000"),
        ("1亿2千万元", "120000000"),
    ],
)
def test_an_amount_in_any_usual_form_is_exact(written: str, yuan: str) -> None:
    """Digits, characters and both together give the same exact amount in 元."""
    assert amount(written) == Decimal(yuan)


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("千元", "「千」不是读得准的数"),
        ("一百五元", "「一百五」不是读得准的数"),
        ("一万五元", "「一万五」不是读得准的数"),
        ("3万5元", "「3万5」不是读得准的数"),
        ("，5000元", "「，5000元」不是看得懂的金额"),
        ("罚款5000元", "「罚款5000元」不是看得懂的金额"),
        ("1,23元", "「1,23」不是读得准的数"),
        ("0.005元", "「0.005」不是以元为单位、最多两位小数的金额"),
        ("35", "「35」没有写单位；写上「元」或者「万元」，或者在对照表里给这一列写明单位"),
        ("", "「」不是看得懂的金额"),
    ],
)
def test_an_amount_that_could_mean_two_things_is_refused(written: str, problem: str) -> None:
    """An amount is exact or it is refused; it is never guessed."""
    with pytest.raises(MalformedValue) as refused:
        amount(written)
    assert str(refused.value) == problem


def test_a_column_may_state_its_unit() -> None:
    """A bare number has the unit that the mapping states for its column."""
    amounts = [amount("0.2", unit="万元"), amount("2000", unit="元"), amount("2000元", unit="万元")]
    assert amounts == [Decimal(2000)] * 3


@settings(derandomize=True, deadline=None)
@given(st.text(max_size=12))
def test_no_text_breaks_the_readers(text: str) -> None:
    """Any text is read or refused in words, never with another error."""
    for clean in (amount, date, number):
        with contextlib.suppress(MalformedValue):
            assert str(clean(text))


@settings(derandomize=True, deadline=None)
@given(st.dates(day_of(1950, 1, 1), day_of(2099, 12, 31)), st.sampled_from(["", " ", "  "]))
def test_a_date_in_every_usual_form_is_the_same_day(day: day_of, gap: str) -> None:
    """Characters, digits, separators, spaces and repetition change nothing."""
    year = "".join("〇一二三四五六七八九"[int(figure)] for figure in str(day.year))
    plain = f"{day.year}年{gap}{day.month}{gap}月{gap}{day.day}日"
    forms = [plain, plain + plain, f"{year}年{chinese(day.month)}月{chinese(day.day)}日", day.isoformat()]
    forms += [f"{day.year}{sign}{day.month}{sign}{day.day}" for sign in "-/."]
    forms += [f"{day:%Y%m%d}", f"{day.isoformat()} 00:00:00"]
    assert {date(form) for form in forms} == {day.isoformat()}


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("2021年2月30日", "「2021年2月30日」不是有效的日期"),
        ("2021年2月2日2021年2月3日", "「2021年2月2日2021年2月3日」里有几个不同的日期"),
        ("21-2-3", "「21-2-3」不是看得懂的日期"),
        ("2021年2月", "「2021年2月」不是看得懂的日期"),
        ("44228", "「44228」不是看得懂的日期"),
        ("2021-02-03 15:30", "「2021-02-03 15:30」不是看得懂的日期"),
        ("2021/2-3", "「2021/2-3」不是看得懂的日期"),
        ("", "「」不是看得懂的日期"),
    ],
)
def test_what_is_not_clearly_one_day_is_refused(written: str, problem: str) -> None:
    """A day is stated or it is refused; it is never guessed."""
    with pytest.raises(MalformedValue) as refused:
        date(written)
    assert str(refused.value) == problem
