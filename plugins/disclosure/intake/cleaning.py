"""Takes out of a file what says who made it, where and with what; the words and pictures stay."""

import io
import re
import zipfile
from typing import Any

from PIL import Image, ImageOps
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject

from disclosure.model.errors import GongshiError
from disclosure.model.language import _
from disclosure.reading.attached.contents import Unreadable
from disclosure.reading.attached.inspecting import inspect
from disclosure.reading.attached.office import APP, CORE, CUSTOM, PERSONS, is_photo
from disclosure.reading.attached.pdf import EXIF, information, objects_of
from disclosure.reading.attached.pictures import opened

ORIENTATION = 0x0112
KEPT = ("dpi", "icc_profile", "transparency", "gamma")
PERSONAL = re.compile(
    rb"(<(?:[A-Za-z0-9]+:)?(?:" + b"|".join(name.encode() for name in PERSONS) + rb")\b[^>/]*>)[^<]*(</)"
)
NO_PROPERTIES = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
)
THEN = (1980, 1, 1, 0, 0, 0)


def cleaned(raw: bytes) -> tuple[bytes, tuple[str, ...]]:
    """Return a file without the traces of persons, and what was taken out; the same bytes where there is nothing.

    GongshiError where the file cannot be looked into, or something would stay in it.
    """
    before = inspect(raw)
    if isinstance(before, Unreadable):
        raise GongshiError(_("{problem}；{remedy}").format(problem=before.problem, remedy=before.remedy))
    if not before.traces:
        return raw, ()
    made = _CLEANERS[before.suffixes[0]](raw)
    after = inspect(made)
    if isinstance(after, Unreadable) or after.traces:
        raise GongshiError(_("这个文件清除不干净，没有改动；请用原来的软件打开，另存一份再试"))
    return made, before.traces


def _clean_picture(raw: bytes, *, turn: bool = True) -> bytes:
    """Return a picture alone; one that its camera held sideways is turned upright first."""
    image: Image.Image = opened(raw)
    form = "PNG" if image.format == "PNG" else "JPEG"
    turned = turn and image.getexif().get(ORIENTATION, 1) != 1
    options: dict[str, Any] = {"quality": 95 if turned or image.format != "JPEG" else "keep"} if form == "JPEG" else {}
    if turned:
        image = ImageOps.exif_transpose(image)
    image.info = {key: image.info[key] for key in KEPT if key in image.info}
    out = io.BytesIO()
    image.save(out, form, **options, **({"dpi": image.info["dpi"]} if "dpi" in image.info else {}))
    return out.getvalue()


def _clean_pdf(raw: bytes) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(raw)))
    title = information(writer).get("/Title")
    writer.metadata = {"/Title": str(title)} if title else None
    for found in objects_of(writer.root_object):
        for key in ("/Metadata", "/PieceInfo", "/LastModified"):
            found.pop(NameObject(key), None)
        if found.get("/Subtype") != "/Widget" and "/Rect" in found:
            found.pop(NameObject("/T"), None)
        if isinstance(found, StreamObject) and found.get("/Filter") == "/DCTDecode" and EXIF in found._data:  # noqa: SLF001  # the picture as it is stored
            found._data = _clean_picture(found._data, turn=False)  # noqa: SLF001  # as above
    writer.compress_identical_objects(remove_duplicates=False, remove_unreferenced=True)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _clean_package(raw: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for member in package.infolist():
            part = package.read(member)
            if member.filename in {CORE, APP}:
                part = PERSONAL.sub(rb"\1\2", part)
            elif member.filename == CUSTOM:
                part = NO_PROPERTIES
            elif is_photo(member.filename):
                part = _clean_picture(part, turn=False)
            made.writestr(zipfile.ZipInfo(member.filename, THEN), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


_CLEANERS = {
    "pdf": _clean_pdf,
    "png": _clean_picture,
    "jpg": _clean_picture,
    "xlsx": _clean_package,
    "docx": _clean_package,
}
