"""decisions/register.csv: what a case system knows of decisions before their files are there."""

from pathlib import Path

import pytest
from tests.commands.lived import Lived
from tests.commands.owing import told, whole
from tests.commands.portal import Starter
from tests.edition.town import decision, found, path_of

PLACE = "agencies/jyj/decisions/register.csv"


@pytest.fixture
def town(tmp_path: Path) -> Lived:
    """A town with an agency since the first day of 2026, and no decision yet."""
    town = Lived(tmp_path / "town")
    town.on("2026-01-01", found())
    return town


def test_a_register_tells_of_decisions_before_their_files(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """A case system exports number, date and kind; what is public, or explained as a gap, is known already."""
    town.on("2026-03-04", {path_of(1): decision(1)})
    rows = (
        "文号,日期,种类\n示教罚〔2026〕1号,2026-03-02,行政处罚\n"
        "示教罚[2026]第2号,2026-03-03,penalty\n示教罚〔2026〕3号,2026-03-03,行政处罚\n"
    )
    town.write(PLACE, rows)
    gaps = "entries:\n  - number: 示教罚〔2026〕3号\n    reason: 作废\n    noted_on: 2026-03-10\n"
    town.write("agencies/jyj/number-gaps.yaml", gaps)
    assert told(town, "2026-03-13", capsys) == [("示教罚〔2026〕2号", "t1", "overdue", "2026-03-12", None, 1)]


def test_a_faulty_register_says_which_line(starter: Starter, town: Lived) -> None:
    """Each line by itself; the others count."""
    rows = (
        "number,date,kind\n,2026-03-02,penalty\n示教罚〔2026〕2号,3月3日,penalty\n示教罚〔2026〕3号,2026-03-03,罚款\n"
    )
    town.write(PLACE, rows)
    done = starter.portal("check", "--content", town.folder)
    place = "content/agencies/jyj/decisions/register.csv"
    lines = [line for line in done.stdout.splitlines() if line.startswith(place)]
    assert done.returncode == 2
    assert lines[0] == f"{place}:2:1 没有文号；请照文书编号登记簿补上"
    assert lines[1] == f"{place}:3:1 「3月3日」不是日期；请写成 年-月-日，如 2026-11-20"
    assert lines[2].startswith(f"{place}:4:1 没有「罚款」这种决定；可以写：行政许可、行政处罚、")


def test_a_line_states_a_limit_of_its_own_with_its_law(town: Lived, capsys: pytest.CaptureFixture[str]) -> None:
    """Sixty days by the law that it cites, in calendar days that end on a working day; the others go by the rules."""
    town.write(
        PLACE,
        "文号,日期,种类,时限,依据\n示教征〔2026〕1号,2026-03-02,行政征收,60 日,《示例市征收条例》第三十条\n"
        "示教征〔2026〕2号,2026-03-02,行政征收,5个工作日,《示例市征收条例》\n示教征〔2026〕3号,2026-03-02,行政征收,,\n",
    )
    duties = whole(town, "2026-05-07", capsys)["duties"]
    assert [(one["record"], one["rule_name"], one["due"], one["late_by"]) for one in duties] == [
        ("示教征〔2026〕2号", "公开（本件另有规定）", "2026-03-09", 39),
        ("示教征〔2026〕3号", "其他执法决定公开", "2026-03-30", 24),
        ("示教征〔2026〕1号", "公开（本件另有规定）", "2026-05-06", 1),
    ]
    assert duties[2]["basis"] == [{"law": "示例市征收条例", "article": "第三十条", "document_no": ""}]


def test_a_limit_without_its_law_is_refused(starter: Starter, town: Lived) -> None:
    """Nobody gives themselves more time without saying by which law."""
    town.write(
        PLACE,
        "文号,日期,种类,时限,依据\n示教征〔2026〕1号,2026-03-02,行政征收,60 日,\n"
        "示教征〔2026〕2号,2026-03-02,行政征收,两个月,《示例市征收条例》第三十条\n",
    )
    done = starter.portal("check", "--content", town.folder)
    remedy = "法律、法规另有规定的才写时限，并在依据写明，如 60 日，《某条例》第三十条"
    assert [line for line in done.stdout.splitlines() if line.startswith(f"content/{PLACE}")] == [
        f"content/{PLACE}:2:1 写了时限，没有写依据；{remedy}",
        f"content/{PLACE}:3:1 时限「两个月」看不懂；{remedy}",
    ]
