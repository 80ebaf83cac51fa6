"""PDF: words page by page, pages without words, and what else is in the file (pypdf)."""

import io
import logging
import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

from disclosure.model.language import _
from disclosure.reading.attached.contents import Contents, Unreadable

HARMLESS = frozenset({"/Producer", "/CreationDate", "/ModDate", "/Trapped", "/Title"})
TITLES = {"/Author": "作者", "/Creator": "创建者", "/Subject": "主题", "/Keywords": "关键词", "/Company": "单位"}
PERSONAL = (b"creator", b"Author", b"author", b"History", b"lastModifiedBy", b"rights")
ACTIVE = ("/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/EmbeddedFile", "/RichMedia", "/Movie", "/Sound")
EXIF = b"Exif\0\0"
MOST_OBJECTS = 50_000
FAULTS = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NotImplementedError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What pypdf raises on broken files, by trying: it does not wrap everything."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports to a log what we tell the clerk


def inspect_pdf(raw: bytes) -> Contents | Unreadable:
    """Return what a PDF holds: its words by page, and the pages that have none."""
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted:
            problem, remedy = _("PDF 加了密码或者限制"), _("请取消密码和限制，另存一份")
            return Unreadable("attachment-encrypted", problem, remedy)
        return _contents(reader)
    except FAULTS:
        return Unreadable("attachment-broken", _("PDF 已经损坏，打不开"), _("请重新导出或者扫描"))


def _contents(reader: PdfReader) -> Contents:
    texts: list[tuple[str, str]] = []
    wordless: list[str] = []
    for number, page in enumerate(reader.pages, start=1):
        place = _("第 {number} 页").format(number=number)
        text = page.extract_text()
        if any(character.isalnum() for character in text):
            texts.append((place, text))
        else:
            wordless.append(place)
        texts.extend((place, text) for text in _notes(page))
    objects = list(objects_of(reader.trailer))
    title = str(information(reader).get("/Title") or "")
    faults = tuple(_active(objects))
    return Contents(
        ("pdf",),
        (*([(_("文档标题"), title)] if title else []), *texts),
        tuple(wordless) or (() if texts else (_("全文"),)),
        tuple(dict.fromkeys(_traces(reader, objects))),
        faults,
    )


def _notes(page: Any) -> Iterator[str]:  # noqa: ANN401  # a pypdf page is a dictionary of anything
    """Yield the words of a page's comments and form fields, which stand beside its text."""
    for reference in page.get("/Annots") or ():
        note: Any = reference.get_object()
        for key in ("/Contents", "/V"):
            if note.get(key):
                yield str(note[key])


def information(document: PdfReader | PdfWriter) -> Mapping[str, Any]:
    """Return what a PDF says of itself: its title, its author, the software."""
    return document.metadata or {}


def objects_of(start: DictionaryObject) -> Iterator[Any]:
    """Yield every dictionary and stream of a PDF that can be reached from one, such as its trailer."""
    waiting: list[Any] = [start]
    seen: set[tuple[int, int]] = set()
    while waiting:
        found: Any = waiting.pop()
        if isinstance(found, IndirectObject):
            name = (found.idnum, found.generation)
            if name in seen:
                continue
            seen.add(name)
            if len(seen) > MOST_OBJECTS:
                raise ValueError(MOST_OBJECTS)
            found = found.get_object()
        if isinstance(found, DictionaryObject):
            yield found
            waiting.extend(found.raw_get(key) for key in sorted(found, reverse=True) if key != "/Parent")
        elif isinstance(found, list):
            waiting.extend(reversed(found))


def _active(objects: list[Any]) -> Iterator[tuple[str, str]]:
    keys = {str(key) for found in objects for key in found} | {str(found.get("/S", "")) for found in objects}
    keys |= {str(found.get("/Type", "")) for found in objects} | {str(found.get("/Subtype", "")) for found in objects}
    if keys & set(ACTIVE) or any(found.get("/Type") == "/Filespec" and "/EF" in found for found in objects):
        yield _("PDF 里有程序、媒体或者夹带的文件"), _("请用「打印到 PDF」另存一份")


def _traces(reader: PdfReader, objects: list[Any]) -> Iterator[str]:
    for key, value in sorted(information(reader).items()):
        if key not in HARMLESS and str(value).strip():
            yield _("文档属性的{title}").format(title=_(TITLES.get(key, key.removeprefix("/"))))
    for found in objects:
        if isinstance(found, StreamObject) and found.get("/Type") == "/Metadata":
            if any(word in found.get_data() for word in PERSONAL):
                yield _("文档属性（XMP）里的人员信息")
        elif isinstance(found, StreamObject) and found.get("/Subtype") == "/Image" and EXIF in found._data[:65_536]:  # noqa: SLF001  # the picture as it is stored
            yield _("图片的拍摄信息（EXIF）")
        elif found.get("/Subtype") != "/Widget" and "/Rect" in found and found.get("/T"):
            yield _("批注的作者")
        if "/PieceInfo" in found:
            yield _("编辑软件留下的信息")
