"""An attachment's bytes → what is in them; the name plays no part."""

from disclosure.model.language import _
from disclosure.reading.attached.contents import Contents, Unreadable

PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def inspect(raw: bytes) -> Contents | Unreadable:
    """Return what the bytes of an attachment hold, or why that cannot be told."""
    if raw.startswith(b"%PDF-"):
        from disclosure.reading.attached.pdf import inspect_pdf  # noqa: PLC0415  # few commands meet a PDF, all would wait

        return inspect_pdf(raw)
    if raw.startswith(PICTURES):
        from disclosure.reading.attached.pictures import inspect_picture  # noqa: PLC0415  # as above

        return inspect_picture(raw)
    if raw.startswith(b"PK\x03\x04"):
        from disclosure.reading.attached.office import inspect_package  # noqa: PLC0415  # as above

        return inspect_package(raw)
    if raw.startswith(COMPOUND):
        return Unreadable(
            "attachment-encrypted",
            _("是加了密码的 Office 文件，或者旧格式（.xls、.doc）"),
            _("请取消密码，另存为 .xlsx 或者 .docx"),
        )
    problem = _("文件是空的") if not raw else _("内容不是 PDF、PNG、JPEG、XLSX 或者 DOCX")
    return Unreadable("attachment-broken", problem, _("请重新导出，不要只改文件名的后缀"))
