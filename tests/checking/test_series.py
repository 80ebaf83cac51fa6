"""Series of document numbers: what is missing, explained, used twice or out of order."""

from datetime import date

from disclosure.checking.gaps import Gap
from disclosure.checking.series import Numbered, Series, series_issues, series_of, stretches
from disclosure.model.document_number import DocumentNumber

PLACE = "content/agencies/jyj/number-gaps.yaml"
NAME = "示教罚〔2026〕"
REMEDY = "请照决定书核对文号和作出决定的日期；属实的不用改"


def numbered(*numbers: str, agency: str = "jyj", first: int = 1) -> list[Numbered]:
    """Return decisions with these numbers of 2026, one on each day of March from the first."""
    return [
        Numbered(
            agency, f"{number}.yaml", DocumentNumber.parse(f"示教罚〔2026〕{number}号"), date(2026, 3, first + place)
        )
        for place, number in enumerate(numbers)
    ]


def gap(first: int, last: int) -> Gap:
    """Return an explanation of some numbers."""
    ends = [DocumentNumber.parse(f"示教罚〔2026〕{number}号") for number in (first, last)]
    return Gap(0, *ends)


def test_a_series_without_holes_has_nothing_to_tell() -> None:
    """It need not begin with 1: nobody knows what came before."""
    found = series_of(numbered("3", "4", "5"), {})
    assert found == (Series("jyj", "示教罚", 2026, 3, 5, 3),)
    assert list(series_issues(found)) == []


def test_what_is_missing_is_told_without_what_is_explained() -> None:
    """An explanation may cover a part of a hole, or more than it."""
    (found,) = series_of(numbered("1", "9", "12"), {"jyj": [gap(3, 5), gap(10, 40)]})
    assert (found.missing, found.explained, found.missing_count) == (((2, 2), (6, 8)), ((3, 5), (10, 11)), 4)
    assert [str(issue) for issue in series_issues([found])] == [
        f"{PLACE} {NAME}有 4 个号没有公开，也没有说明：2、6—8 号；请补上决定，或者在 number-gaps.yaml 里写明原因"
    ]


def test_each_agency_prefix_and_year_counts_for_itself() -> None:
    """Two agencies may use one prefix, and one of them cannot explain for the other."""
    found = series_of([*numbered("1", "3"), *numbered("2", "4", agency="mzj")], {"mzj": [gap(2, 3)]})
    assert [(one.agency, one.missing) for one in found] == [("jyj", ((2, 2),)), ("mzj", ())]


def test_a_sub_number_stands_for_its_number_and_is_no_duplicate() -> None:
    """12 and 12-1 are two decisions; 12 twice is one number used twice."""
    (found,) = series_of(numbered("11", "12", "12-1", "13"), {})
    assert (found.missing, found.twice) == ((), ())
    (found,) = series_of(numbered("11", "12", "12", "13"), {})
    assert found.twice == (12,)


def test_days_out_of_order_are_told_with_an_example() -> None:
    """A later number with an earlier day."""
    (found,) = series_of([*numbered("1", first=9), *numbered("2", first=3), *numbered("3", first=9)], {})
    assert found.disorder == ((1, 2),)
    assert [str(issue) for issue in series_issues([found])] == [
        f"{PLACE} {NAME}有 1 处文号和日期的先后不一致，例如 2号的日期比 1号早；{REMEDY}"
    ]


def test_a_number_of_another_year_is_told_but_not_around_new_year() -> None:
    """〔2026〕1号 may have been decided on the last day of 2025, and one of the first of 2027; none in June 2025."""
    days = (("1", date(2025, 12, 31)), ("2", date(2025, 6, 3)), ("3", date(2026, 6, 3)), ("4", date(2027, 1, 4)))
    members = [
        Numbered("jyj", f"{number}.yaml", DocumentNumber.parse(f"示教罚〔2026〕{number}号"), day)
        for number, day in days
    ]
    (found,) = series_of([*members, Numbered("jyj", "5.yaml", DocumentNumber.parse("示教罚〔2026〕5号"), None)], {})
    assert found.astray == (2,)
    told = [str(issue) for issue in series_issues([found]) if issue.rule == "number-year"]
    remedy = "请照决定书核对文号里的年份和作出决定的日期；属实的不用改"
    assert told == [f"{PLACE} {NAME}有 1 个号的决定不是 2026 年作出的：2 号；{remedy}"]


def test_of_very_many_stretches_the_first_are_named() -> None:
    """The sentence stays one that can be read."""
    assert stretches([(number, number) for number in range(1, 20, 2)]) == "1、3、5、7、9、11、13、15 号等"
