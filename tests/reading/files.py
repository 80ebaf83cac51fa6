"""Small files of every type that may be an attachment, made in memory, and what can be wrong with them."""

import io
import zipfile

import openpyxl
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

MOBILE = "13812345678"
MAKER = "Maker"


def _written(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _pages(*texts: str) -> PdfWriter:
    writer = PdfWriter()
    writer.metadata = None
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    for text in texts:
        page = writer.add_blank_page(300, 300)
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        stream = DecodedStreamObject()
        stream.set_data(f"BT /F1 12 Tf 20 200 Td ({text}) Tj ET".encode() if text else b"")
        page[NameObject("/Contents")] = writer._add_object(stream)  # pypdf offers no other way
    return writer


def pdf(*texts: str) -> bytes:
    """Return a PDF with one page for each text; an empty text makes a page without words."""
    return _written(_pages(*(texts or ("Decision 12",))))


def pdf_by_somebody() -> bytes:
    """Return a PDF that names its author."""
    writer = _pages("Decision 12")
    writer.metadata = {"/Author": MAKER, "/Title": "Decision"}
    return _written(writer)


def encrypted_pdf() -> bytes:
    """Return a PDF that asks for a password."""
    writer = _pages("Decision 12")
    writer.encrypt("secret", algorithm="RC4-128")
    return _written(writer)


def pdf_with_a_file() -> bytes:
    """Return a PDF that carries another file."""
    writer = _pages("Decision 12")
    writer.add_attachment("list.txt", b"names")
    return _written(writer)


def pdf_with_a_script() -> bytes:
    """Return a PDF that runs a script when it is opened."""
    writer = _pages("Decision 12")
    action = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)
    return _written(writer)


def picture(form: str = "PNG") -> bytes:
    """Return a small picture and nothing else."""
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "white").save(out, form)
    return out.getvalue()


def photo() -> bytes:
    """Return a JPEG that says with what, and where, it was taken, and that it was held sideways."""
    exif = Image.Exif()
    exif[0x0110] = "Phone"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "white").save(out, "JPEG", exif=exif, comment=b"by somebody")
    return out.getvalue()


def picture_with_words() -> bytes:
    """Return a PNG with a text chunk."""
    words = PngInfo()
    words.add_text("Author", MAKER)
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "white").save(out, "PNG", pnginfo=words)
    return out.getvalue()


def workbook(*cells: object, creator: str = "", hidden: bool = False) -> bytes:
    """Return a workbook with some cells in one row."""
    book = openpyxl.Workbook()
    book.properties.creator = creator
    assert book.active is not None
    book.active.append(list(cells or ("序号", "设备")))
    if hidden:
        book.create_sheet("草稿").sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{maker}</dc:creator>
 <cp:lastModifiedBy>{maker}</cp:lastModifiedBy></cp:coreProperties>"""


def document(body: str = "<w:p><w:r><w:t>决定书</w:t></w:r></w:p>", *, maker: str = "", **parts: bytes) -> bytes:
    """Return a DOCX with a body of WordprocessingML, and further parts by name (`__` stands for a slash)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
        package.writestr("docProps/core.xml", CORE.format(maker=maker))
        for name, raw in parts.items():
            package.writestr(name.replace("__", "/").replace("_DOT_", "."), raw)
    return out.getvalue()
