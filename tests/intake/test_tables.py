"""Spreadsheets: encodings, separators, headers, and cells that are not what they seem."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.town import workbook

from disclosure.intake.tables import letters, read_table
from disclosure.model.errors import GongshiError

PLAIN = '文号,名称\r\n示教罚〔2026〕1号,示例市联通公司\r\n,\r\n示教罚〔2026〕2号,"甲,乙\n丙"\r\n'
ROWS = [
    (2, {"文号": "示教罚〔2026〕1号", "名称": "示例市联通公司"}),
    (4, {"文号": "示教罚〔2026〕2号", "名称": "甲,乙\n丙"}),
]


def rows(path: Path) -> list[tuple[int, dict[str, str]]]:
    """Return numbers and cells of a file's rows."""
    return [(row.number, dict(row.cells)) for row in read_table(path).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_encoding_and_separator_are_told_from_the_file(tmp_path: Path, encoding: str, sign: str) -> None:
    """The usual encodings and separators give the same rows, numbered as the spreadsheet shows them."""
    path = tmp_path / "表.csv"
    text = PLAIN.replace(",", sign).replace(f"甲{sign}乙", "甲,乙")
    path.write_bytes(text.encode(encoding))
    assert rows(path) == ROWS


@pytest.mark.parametrize("word", ["联通", "𠮷祥", "示例市", "〔2026〕"])
def test_short_texts_do_not_confuse_the_encodings(tmp_path: Path, word: str) -> None:
    """Words known for being taken for the other encoding are read right in both."""
    for encoding in ("utf-8", "gb18030"):
        path = tmp_path / "a.csv"
        path.write_bytes(f"名称\n{word}\n".encode(encoding))
        assert rows(path) == [(2, {"名称": word})]


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "第 1 行：没有表头；第 1 行要写各列的名称"),
        ("名称,名称\n甲,乙\n".encode(), "第 1 行：列名「名称」在第 A 列和第 B 列重复"),
        ("名称,\n甲,乙\n".encode(), "第 1 行第 B 列：没有列名"),
        ('名称\n"甲\n'.encode(), "第 2 行：引号没有配对，或者引号后面还有字（unexpected end of data）"),
        (b"\x81\xff\xff", "：文字编码既不是 UTF-8 也不是 GB18030；请另存为「CSV UTF-8」"),
        (b"a\0b", "：文字编码既不是 UTF-8 也不是 GB18030；请另存为「CSV UTF-8」"),
    ],
)
def test_what_is_no_table_is_refused_in_words(tmp_path: Path, raw: bytes, problem: str) -> None:
    """Each fault names the file and, where there is one, row and column."""
    path = tmp_path / "表.csv"
    path.write_bytes(raw)
    with pytest.raises(GongshiError) as refused:
        read_table(path)
    gap = "" if problem.startswith("：") else " "
    assert str(refused.value) == f"{path}{gap}{problem}"


def test_a_row_with_too_many_cells_says_so(tmp_path: Path) -> None:
    """A cell beyond the last column is a fault of its row; empty ones beyond it are not."""
    path = tmp_path / "a.csv"
    path.write_text("名称,日期\n甲,1,乙\n丙,2,,\n丁\n", encoding="utf-8")
    first, second, third = read_table(path).rows
    assert first.faults == (("C", "这一格在最后一列之外，多半是前面有没加引号的分隔符"),)
    assert (second.faults, third.faults, dict(third.cells)) == ((), (), {"名称": "丁", "日期": ""})


def test_a_workbook_gives_text_dates_and_marks_numbers(tmp_path: Path) -> None:
    """Dates become days, whole numbers lose their point, and every cell stored as a number is marked."""
    cells: list[list[object]] = [["日期", "代码", "金额"]]
    cells += [[dt.date(2026, 2, 28), 110105194912310000, 35.5], ["2026-1-1", "0123", 7]]
    table = read_table(workbook(tmp_path / "表.xlsx", 表=cells))
    assert [dict(row.cells) for row in table.rows] == [
        {"日期": "2026-02-28", "代码": "110105194912310000", "金额": "35.5"},
        {"日期": "2026-1-1", "代码": "0123", "金额": "7"},
    ]
    assert [sorted(row.numeric) for row in table.rows] == [["代码", "金额"], ["金额"]]


def test_a_sheet_is_chosen_by_name(tmp_path: Path) -> None:
    """The first sheet is read unless another is named; a name that is not there is refused with those that are."""
    path = workbook(tmp_path / "a.xlsx", 检查=[["甲"], ["1号"]], 处罚=[["乙"]])
    assert (read_table(path).columns, read_table(path, "处罚").columns) == (("甲",), ("乙",))
    with pytest.raises(GongshiError) as refused:
        read_table(path, "许可")
    assert str(refused.value) == f"{path} 里没有工作表「许可」，有：检查、处罚"


def test_other_files_are_refused(tmp_path: Path) -> None:
    """A broken workbook, a missing file and another kind of file are refused in words."""
    broken = tmp_path / "a.xlsx"
    broken.write_bytes(b"no")
    for path, problem in [
        (broken, f"{broken} 打不开，不是完好的电子表格（Cannot detect file format）"),
        (tmp_path / "b.csv", f"读不了 {tmp_path / 'b.csv'}：没有这个文件或者文件夹"),
        (tmp_path / "c.pdf", f"{tmp_path / 'c.pdf'}：只认 CSV 和 XLSX 文件"),
    ]:
        with pytest.raises(GongshiError) as refused:
            read_table(path)
        assert str(refused.value) == problem


@settings(derandomize=True, deadline=None)
@given(st.integers(0, 20_000))
def test_columns_have_the_names_of_spreadsheets(column: int) -> None:
    """A, Z, AA … count like the columns of a spreadsheet."""
    total = 0
    for letter in letters(column):
        total = total * 26 + ord(letter) - ord("A") + 1
    assert total == column + 1
