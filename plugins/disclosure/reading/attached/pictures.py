"""PNG and JPEG: whether they can be opened, and what they tell besides the picture (Pillow)."""

import io
import warnings

from PIL import Image, UnidentifiedImageError

from disclosure.model.language import _
from disclosure.reading.attached.contents import Contents, Unreadable

SUFFIXES = {"PNG": ("png",), "JPEG": ("jpg", "jpeg"), "MPO": ("jpg", "jpeg")}
MOST_PIXELS = 80_000_000
"""An A3 page at 600 dpi has 70 million; more is a bomb or a mistake."""

GPS, HARMLESS_EXIF = 0x8825, frozenset({0x0112, 0x011A, 0x011B, 0x0128, 0x0213})
"""GPS block; orientation, resolution in x, y and its unit, place of the colour samples."""

HARMLESS = frozenset(
    {
        "adobe",
        "adobe_transform",
        "aspect",
        "background",
        "chromaticity",
        "dpi",
        "exif",
        "gamma",
        "icc_profile",
        "interlace",
        "jfif",
        "jfif_density",
        "jfif_unit",
        "jfif_version",
        "progression",
        "progressive",
        "srgb",
        "transparency",
    }
)
TITLES = {"comment": "注释", "mp": "另一幅图", "mpoffset": "另一幅图", "photoshop": "Photoshop 信息", "xmp": "XMP 信息"}
ENDS = {"PNG": b"IEND\xaeB`\x82", "JPEG": b"\xff\xd9", "MPO": b"\xff\xd9"}
FAULTS = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, KeyError, IndexError, TypeError)
"""What Pillow raises on a broken file, by its documentation and by trying."""


def inspect_picture(raw: bytes) -> Contents | Unreadable:
    """Return what a picture tells besides itself; its content can only be looked at by a person."""
    try:
        image = opened(raw)
        traces = tuple(traces_of(image, raw))
    except FAULTS as fault:
        if isinstance(fault, TooLargeError):
            remedy = _("请缩小以后再用")
            return Unreadable("attachment-size", _("图片超过 {most} 万像素").format(most=MOST_PIXELS // 10_000), remedy)
        return Unreadable("attachment-broken", _("图片已经损坏，打不开"), _("请重新导出或者扫描"))
    return Contents(SUFFIXES[image.format or ""], wordless=(_("整幅图"),), traces=traces)


class TooLargeError(ValueError):
    """A picture of more pixels than any page has."""


def opened(raw: bytes) -> Image.Image:
    """Return a picture with all its pixels read; ValueError, OSError and their like where that cannot be done."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Pillow only warns of, the limit below refuses
        image = Image.open(io.BytesIO(raw), formats=("PNG", "JPEG", "MPO"))
        if image.width * image.height > MOST_PIXELS:
            raise TooLargeError
        image.load()
    return image


def traces_of(image: Image.Image, raw: bytes) -> list[str]:
    """Return, in words, what a picture says of its maker, its place and its device, and what else its file holds."""
    exif = image.getexif()
    found = {_("拍摄地点（GPS）")} if GPS in exif else set()
    found |= (
        {_("拍摄信息（EXIF）")} if set(exif) - HARMLESS_EXIF - {GPS} or ("exif" in image.info and not exif) else set()
    )
    for key in sorted(str(key).lower() for key in image.info):
        if key not in HARMLESS:
            found.add(_(TITLES.get(key, "文字信息")))
    end = ENDS[image.format or ""]
    if not raw.rstrip(b"\0").endswith(end):
        found.add(_("图片后面附带的数据"))
    return sorted(found)
