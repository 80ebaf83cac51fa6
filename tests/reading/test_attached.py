"""What is in an attachment, told from its bytes."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reading import files

from disclosure.reading.attached.contents import Contents, Unreadable
from disclosure.reading.attached.inspecting import inspect


def contents(raw: bytes) -> Contents:
    """Return what is in a file that can be looked into."""
    found = inspect(raw)
    assert isinstance(found, Contents), found
    return found


def test_a_pdf_is_read_page_by_page() -> None:
    """Pages with words are told from pages without."""
    found = contents(files.pdf("Decision 12", "", "Page 3"))
    assert found == Contents(("pdf",), (("第 1 页", "Decision 12"), ("第 3 页", "Page 3")), ("第 2 页",))


@pytest.mark.parametrize(("form", "suffixes"), [("PNG", ("png",)), ("JPEG", ("jpg", "jpeg"))])
def test_a_picture_has_no_words(form: str, suffixes: tuple[str, ...]) -> None:
    """Only a person can say what it shows."""
    assert contents(files.picture(form)) == Contents(suffixes, wordless=("整幅图",))


def test_a_workbook_is_read_sheet_by_sheet() -> None:
    """A number in a cell is read as it is shown."""
    found = contents(files.workbook("电话", 13812345678))
    assert found.suffixes == ("xlsx",)
    assert found.texts[0] == ("工作表「Sheet」", "Sheet\n电话\x0013812345678")
    assert (found.wordless, found.traces, found.faults) == ((), (), ())


def test_a_number_cut_into_runs_is_read_whole() -> None:
    """Word stores a paragraph in as many pieces as it likes."""
    found = contents(files.document("<w:p><w:r><w:t>1381234</w:t></w:r><w:r><w:t>5678</w:t></w:r></w:p>"))
    assert ("正文", "13812345678") in found.texts


@pytest.mark.parametrize(
    ("raw", "traces"),
    [
        (files.pdf_by_somebody(), ("文档属性的作者",)),
        (files.photo(), ("拍摄信息（EXIF）", "拍摄地点（GPS）", "注释")),
        (files.picture_with_words(), ("文字信息",)),
        (files.picture() + b"a film", ("图片后面附带的数据",)),
        (files.workbook(creator=files.MAKER), ("文档属性的作者",)),
        (files.document(maker=files.MAKER), ("文档属性的作者", "文档属性的最后修改人")),
        (files.document(word__media__a_DOT_jpg=files.photo()), ("拍摄信息（EXIF）", "拍摄地点（GPS）", "注释")),
    ],
)
def test_what_says_who_made_it_is_found(raw: bytes, traces: tuple[str, ...]) -> None:
    """Author, place, device, and what hangs on behind."""
    assert contents(raw).traces == tuple(sorted(traces))


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (files.pdf_with_a_file(), "PDF 里有程序、媒体或者夹带的文件"),
        (files.pdf_with_a_script(), "PDF 里有程序、媒体或者夹带的文件"),
        (files.workbook(hidden=True), "有隐藏的工作表「草稿」"),
        (files.document("<w:p><w:del><w:r><w:delText>张三</w:delText></w:r></w:del></w:p>"), "有修订记录"),
        (files.document(word__comments_DOT_xml=b"<c/>"), "有批注"),
        (files.document(word__vbaProject_DOT_bin=b"x"), "有宏"),
        (files.document(word__embeddings__a_DOT_bin=b"x"), "嵌入了别的文件"),
    ],
)
def test_what_only_its_maker_can_take_out_is_a_fault(raw: bytes, problem: str) -> None:
    """What runs, what is hidden, what is carried along."""
    assert [found for found, _remedy in contents(raw).faults] == [problem]


@pytest.mark.parametrize(
    ("raw", "rule", "problem"),
    [
        (b"", "attachment-broken", "文件是空的"),
        (b"hello", "attachment-broken", "内容不是 PDF、PNG、JPEG、XLSX 或者 DOCX"),
        (b"%PDF-1.7\nnothing", "attachment-broken", "PDF 已经损坏，打不开"),
        (files.picture()[:40], "attachment-broken", "图片已经损坏，打不开"),
        (files.workbook()[:-60], "attachment-broken", "Office 文件已经损坏，打不开"),
        (files.encrypted_pdf(), "attachment-encrypted", "PDF 加了密码或者限制"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "attachment-encrypted",
            "是加了密码的 Office 文件，或者旧格式（.xls、.doc）",
        ),
    ],
)
def test_what_cannot_be_looked_into_says_why(raw: bytes, rule: str, problem: str) -> None:
    """Nothing that cannot be read is published."""
    found = inspect(raw)
    assert isinstance(found, Unreadable)
    assert (found.rule, found.problem) == (rule, problem)


def test_a_bomb_is_not_unpacked() -> None:
    """A package says how large it will be; a declared entity is refused by the parser."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * (101 * 1024 * 1024))
    bomb = inspect(out.getvalue())
    laughs = '<!DOCTYPE w [<!ENTITY a "ha">]><w>&a;</w>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", laughs)
    entity = inspect(out.getvalue())
    assert isinstance(bomb, Unreadable)
    assert isinstance(entity, Unreadable)
    assert (bomb.problem, entity.problem) == ("解开以后太大", "Office 文件已经损坏，打不开")


SEEDS = (files.pdf("a", ""), files.photo(), files.picture(), files.workbook(), files.document())


@given(st.sampled_from(SEEDS), st.integers(0, 10_000), st.binary(min_size=1, max_size=40), st.booleans())
@settings(derandomize=True, deadline=None, max_examples=300)
def test_a_damaged_file_never_stops_the_check(raw: bytes, place: int, noise: bytes, cut: bool) -> None:  # noqa: FBT001
    """Whatever became of the bytes, there is an answer."""
    place %= len(raw)
    damaged = raw[:place] + noise + (b"" if cut else raw[place + len(noise) :])
    assert isinstance(inspect(damaged), Contents | Unreadable)
