"""XLSX and DOCX: packages of XML (ECMA-376), read part by part, none trusted (zipfile, defusedxml, calamine)."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from python_calamine import CalamineError, CalamineWorkbook

from disclosure.model.language import _
from disclosure.reading.attached.contents import Contents, Unreadable
from disclosure.reading.attached.pictures import FAULTS as PICTURE_FAULTS
from disclosure.reading.attached.pictures import opened, traces_of

MAIN = {"xl/workbook.xml": ("xlsx", "Excel 表格"), "word/document.xml": ("docx", "Word 文档")}
MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 5000
CORE, APP, CUSTOM = "docProps/core.xml", "docProps/app.xml", "docProps/custom.xml"
PERSONS = {
    "creator": "作者",
    "lastModifiedBy": "最后修改人",
    "Manager": "主管",
    "keywords": "关键词",
    "subject": "主题",
    "category": "类别",
    "description": "备注",
}
WORDLESS_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg")
BLOCKS = frozenset({"p", "si", "c", "comment", "oddHeader", "oddFooter", "definedName"})
NOT_TEXT = ("docProps/", "_rels/", "customXml/")
FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    DefusedXmlException,
    CalamineError,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RecursionError,
    UnicodeError,
    ValueError,
)


class TooMuchError(ValueError):
    """A package that unpacks to more than any document holds."""


def inspect_package(raw: bytes) -> Contents | Unreadable:
    """Return what a workbook or a document holds: the words of its parts, its pictures, its properties."""
    try:
        parts = unpacked(raw)
        found = next((about for name, about in MAIN.items() if name in parts), None)
        if found is None:
            problem = _("是压缩包，不是 Excel 表格或者 Word 文档")
            return Unreadable("attachment-broken", problem, _("请把里面的文件分别作为附件"))
        trees = {name: fromstring(part, forbid_dtd=True) for name, part in parts.items() if name.endswith(".xml")}
        return Contents(
            (found[0],),
            tuple(_texts(raw, trees, found[0])),
            tuple(_("图片 {name}").format(name=name.rpartition("/")[2]) for name in parts if _is_picture(name)),
            tuple(dict.fromkeys(_traces(parts, trees))),
            tuple(dict.fromkeys(_faults(parts, trees))),
        )
    except TooMuchError:
        return Unreadable("attachment-size", _("解开以后太大"), _("请删去不需要的内容，或者分成几个文件"))
    except FAULTS:
        return Unreadable("attachment-broken", _("Office 文件已经损坏，打不开"), _("请用 Office 或者 WPS 另存一份"))


def unpacked(raw: bytes) -> dict[str, bytes]:
    """Return the parts of a package by name, sorted; TooMuchError where they are too many or too large."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        members = sorted((member for member in package.infolist() if not member.is_dir()), key=lambda m: m.filename)
        if len(members) > MOST_PARTS or sum(member.file_size for member in members) > MOST_UNPACKED:
            raise TooMuchError
        return {member.filename: package.read(member) for member in members}


def _is_picture(name: str) -> bool:
    return "/media/" in name and name.lower().endswith(WORDLESS_SUFFIXES)


def is_photo(name: str) -> bool:
    """Tell whether a part of a package is a picture that may say where it was taken."""
    return _is_picture(name) and name.lower().endswith((".png", ".jpg", ".jpeg"))


def _texts(raw: bytes, trees: dict[str, Element], suffix: str) -> Iterator[tuple[str, str]]:
    """Yield the words of a package: of a workbook its cells by sheet, and of every part the words of each block."""
    if suffix == "xlsx":
        book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
        for name in book.sheet_names:
            place = _("工作表「{name}」").format(name=name)
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=True)
            yield place, "\n".join([name, *("\x00".join(_written(cell) for cell in row) for row in rows)])
    for name, tree in sorted(trees.items()):
        if not name.startswith(NOT_TEXT) and "/_rels/" not in name:
            text = "\n".join(_blocks(tree))
            if text:
                yield (_("正文") if name == "word/document.xml" else name.rpartition("/")[2]), text
    for name in (CORE, APP, CUSTOM):
        if name in trees:
            yield _("文档属性"), "\n".join(element.text or "" for element in trees[name].iter())


def _written(cell: object) -> str:
    """Return a cell as it is shown: a whole number without a decimal point."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _blocks(tree: Element) -> Iterator[str]:
    """Yield the words of each paragraph, cell or comment: an editor cuts a number into runs as it likes."""
    for element in tree.iter():
        if _local(element) in BLOCKS:
            text = "".join(inner.text or "" for inner in element.iter() if _local(inner) in {"t", "delText", *BLOCKS})
            if text.strip():
                yield text


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _traces(parts: dict[str, bytes], trees: dict[str, Element]) -> Iterator[str]:
    for name in (CORE, APP):
        for element in trees[name].iter() if name in trees else ():
            if _local(element) in PERSONS and (element.text or "").strip():
                yield _("文档属性的{title}").format(title=_(PERSONS[_local(element)]))
    if CUSTOM in trees and len(trees[CUSTOM]):
        yield _("自定义的文档属性")
    for name, part in parts.items():
        if is_photo(name):
            try:
                yield from traces_of(opened(part), part)
            except PICTURE_FAULTS as fault:
                raise ValueError(name) from fault


def _faults(parts: dict[str, bytes], trees: dict[str, Element]) -> Iterator[tuple[str, str]]:
    """Yield what a document for the public may not hold, and what to do about it."""
    for name in parts:
        if name.endswith("vbaProject.bin"):
            yield _("有宏"), _("请另存为不带宏的 .xlsx 或者 .docx")
        elif "/embeddings/" in name or "/activeX/" in name:
            yield _("嵌入了别的文件"), _("请删去嵌入的对象，需要的另作附件")
        elif name.rpartition("/")[2].startswith(("comments", "threadedComment")):
            yield _("有批注"), _("请在「审阅」里删除全部批注")
    for name, tree in sorted(trees.items()):
        for element in tree.iter():
            if name.startswith("word/") and _local(element) in {"ins", "del", "moveFrom", "moveTo"}:
                yield _("有修订记录"), _("请在「审阅」里接受或者拒绝全部修订")
            elif name == "xl/workbook.xml" and element.get("state") in {"hidden", "veryHidden"}:
                problem = _("有隐藏的工作表「{name}」").format(name=element.get("name", ""))
                yield problem, _("请删去它，或者取消隐藏")
