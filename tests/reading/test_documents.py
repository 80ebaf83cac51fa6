from decimal import Decimal

import pytest

from disclosure.model.issue import Issue
from disclosure.model.record import Document, Pointer
from disclosure.reading.documents import locate, locate_text, read_document

TEXT = """type: penalty
parties:
  - name: 甲公司
    category: 法人
  - name: '乙公司'
facts: |
  第一段。

  第二段的字。
"""
POLICY = "---\r\ntitle: 办法\r\n---\r\n\r\n# 总则\r\n\r\n第一条\r\n"


def _read(text: str, path: str = "a.yaml") -> Document:
    document = read_document(path, text.encode())
    assert isinstance(document, Document), document
    return document


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("false", False),
        ("0", 0),
        ("-5", -5),
        ("72000", 72000),
        ("1.10", Decimal("1.10")),
        ("-0.07", Decimal("-0.07")),
        ("8:30", "8:30"),
        ("no", "no"),
        ("on", "on"),
        ("True", "True"),
        ("NULL", "NULL"),
        ("2024-01-02", "2024-01-02"),
        ("0123", "0123"),
        ("1_000", "1_000"),
        ("3201E5", "3201E5"),
        ("0x1F", "0x1F"),
        ("1.", "1."),
        (".5", ".5"),
        ("+5", "+5"),
        (".inf", ".inf"),
        ("1e3", "1e3"),
        ("=", "="),
        ("99999999999999999999", "99999999999999999999"),
        ("'5'", "5"),
        ('"true"', "true"),
        ("''", ""),
        ("示教罚〔2026〕12号", "示教罚〔2026〕12号"),
        ("a # 注释", "a"),
        ("a#b", "a#b"),
    ],
)
def test_only_null_truth_integers_and_decimals_have_types(written: str, value: object) -> None:
    """Everything else that is not quoted is the text that stands there."""
    found = _read(f"a: {written}\n").data["a"]
    assert (found, type(found), str(found)) == (value, type(value), str(value))


def test_a_byte_order_mark_and_windows_line_ends_are_accepted() -> None:
    """Both are what a plain editor leaves; neither changes what is read nor where it stands."""
    document = read_document("a.yaml", b"\xef\xbb\xbfa: b\r\nc: |\r\n  d\r\n  e\r\n")
    assert isinstance(document, Document)
    assert document.data == {"a": "b", "c": "d\ne\n"}
    assert locate(document, ("a",)) == (1, 4)


def test_a_policy_is_front_matter_and_body() -> None:
    """The body begins after the second fence, without the empty lines around it."""
    document = _read(POLICY, "policies/a.md")
    assert (document.data, document.body) == ({"title": "办法"}, "# 总则\n\n第一条")


@pytest.mark.parametrize("path", ["../a.yaml", "agencies/../../a.yaml", "/etc/a.yaml"])
def test_a_path_that_leaves_the_folder_is_refused(path: str) -> None:
    """Nothing is read under a name that points outside."""
    assert read_document(path, b"a: b\n") == (
        Issue(f"content/{path}", 0, 0, "read-path", "路径离开了内容文件夹", "请把文件放在 content/ 里"),
    )


@pytest.mark.parametrize(
    ("pointer", "key", "place"),
    [
        ((), False, (1, 1)),
        (("type",), False, (1, 7)),
        (("type",), True, (1, 1)),
        (("parties",), False, (3, 3)),
        (("parties", 0), False, (3, 5)),
        (("parties", 1, "name"), False, (5, 11)),
        (("parties", 1, "name"), True, (5, 5)),
        (("parties", 1, "category"), False, (5, 5)),
        (("parties", 7), False, (3, 3)),
        (("nothing", "here"), False, (1, 1)),
    ],
)
def test_a_pointer_becomes_line_and_column(pointer: Pointer, place: tuple[int, int], *, key: bool) -> None:
    """What is not there is placed at the nearest thing around it."""
    assert locate(_read(TEXT), pointer, key=key) == place


def test_lines_of_front_matter_are_those_of_the_whole_file() -> None:
    """The first fence is line 1."""
    assert locate(_read(POLICY, "policies/a.md"), ("title",)) == (2, 8)


@pytest.mark.parametrize(
    ("pointer", "piece", "place"),
    [
        (("facts",), "第二段", (9, 3)),
        (("facts",), "字", (9, 7)),
        (("parties", 1, "name"), "公司", (5, 13)),
        (("type",), "nal", (1, 9)),
    ],
)
def test_a_character_of_a_text_has_its_own_place(pointer: Pointer, piece: str, place: tuple[int, int]) -> None:
    """Exact in a literal block and in a value on one line."""
    document = _read(TEXT)
    value = document.data
    for step in pointer:
        value = value[step]  # type: ignore[index]
    assert locate_text(document, pointer, str(value).index(piece)) == place


def test_a_character_of_the_body_has_its_own_place() -> None:
    """The empty pointer means the Markdown body."""
    document = _read(POLICY, "policies/a.md")
    assert locate_text(document, (), document.body.index("一条")) == (7, 2)


def test_a_folded_value_is_placed_where_it_begins() -> None:
    """Its lines cannot be told from its text."""
    assert locate_text(_read("a: 甲\n  乙丙\n"), ("a",), 3) == (1, 4)


def test_all_faults_of_a_file_are_told() -> None:
    """One unfit key does not hide the next."""
    found = read_document("a.yaml", b"1: a\nb: c\nb: d\ntrue: e\n")
    assert isinstance(found, tuple)
    assert [(issue.line, issue.rule) for issue in found] == [
        (1, "read-key"),
        (3, "read-duplicate-key"),
        (4, "read-key"),
    ]


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_nesting_without_end_is_refused_and_never_overflows(opening: str) -> None:
    """A hundred thousand levels end in an issue, in Python as in C."""
    found = read_document("a.yaml", f"a:\n  {opening * 100_000}\n".encode())
    assert isinstance(found, tuple)
    assert {issue.rule for issue in found} == {"read-depth"}
