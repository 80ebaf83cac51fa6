"""deadlines in each of its forms, whole: what a terminal, a machine, a forge, a comment and a calendar get.

The files of forms/ are what is written on a day of the year after, whose days off nobody has set yet.
"""

from pathlib import Path

import pytest
from tests.commands.lived import Lived
from tests.edition.town import decision, found, path_of

from disclosure.commands.deadlines import Asked, deadlines

FORMS = {
    "text": "duties.txt",
    "json": "duties.json",
    "junit": "duties.xml",
    "markdown": "duties.md",
    "ical": "duties.ics",
}
WRITTEN = Path(__file__).with_name("forms")
GAPS = "entries:\n  - number: 示教罚〔2026〕3号\n    reason: 作废\n    noted_on: 2026-03-10\n"
REGISTER = "文号,日期,种类\n示教罚〔2026〕9号,2026-12-30,行政处罚\n示教罚〔2026〕11号,2026-12-31,其他行政执法\n"


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """A town with one decision in time, one late, two not public, one of them by a provisional day, and a register."""
    town = Lived(tmp_path_factory.mktemp("forms") / "town")
    town.on("2026-02-02", found())
    town.on("2026-03-04", {path_of(1): decision(1), "agencies/jyj/number-gaps.yaml": GAPS})
    town.on("2026-03-16", {path_of(2): decision(2)})
    for number, day in ((5, "2026-12-18"), (7, "2026-12-28")):
        town.write(path_of(number, day), decision(number, day=day))
    town.write("agencies/jyj/decisions/register.csv", REGISTER)
    return town


@pytest.mark.parametrize("form", FORMS)
def test_each_form_says_the_whole_of_it(town: Lived, capsys: pytest.CaptureFixture[str], form: str) -> None:
    """What is overdue by a number of days that is not certain, late, provisional, due soon, not due; and the gaps."""
    capsys.readouterr()
    assert deadlines(town.order("2027-01-08"), Asked(form=form, fail_on="overdue")) == 2
    expected = (WRITTEN / FORMS[form]).read_bytes().decode("utf-8")
    assert capsys.readouterr().out == expected


def test_the_side_says_which_year_is_not_known(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """Once, beside the answer, so that a machine may still read that."""
    capsys.readouterr()
    deadlines(town.order("2027-01-08"), Asked(form="json"))
    assert capsys.readouterr().err == (
        "content/calendar/2027.yaml 没有 2027 年的放假安排，算到 2027 年的期限都是暂定的，不算超期；"
        "请用 ./portal calendar import 导入国务院办公厅的通知；还没有印发的，等印发以后导入\n"
    )
