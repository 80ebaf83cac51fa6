"""What says who made a file is taken out; words and pictures stay."""

import io

import pytest
from PIL import Image
from tests.reading import files

from disclosure.intake.cleaning import cleaned
from disclosure.model.errors import GongshiError
from disclosure.reading.attached.contents import Contents
from disclosure.reading.attached.inspecting import inspect


@pytest.mark.parametrize(
    "raw",
    [
        files.pdf_by_somebody(),
        files.photo(),
        files.picture_with_words(),
        files.picture() + b"a film",
        files.workbook("甲", creator=files.MAKER),
        files.document(maker=files.MAKER, word__media__a_DOT_jpg=files.photo()),
    ],
)
def test_nothing_of_its_maker_stays(raw: bytes) -> None:
    """The cleaned file holds the same words, and no trace; cleaning it again changes nothing."""
    made, traces = cleaned(raw)
    before, after = inspect(raw), inspect(made)
    assert isinstance(before, Contents)
    assert isinstance(after, Contents)
    assert traces == before.traces != ()
    assert after.traces == ()
    assert [text for text in after.texts if text[0] != "文档属性"] == [
        text for text in before.texts if text[0] != "文档属性"
    ]
    assert files.MAKER.encode() not in made
    assert cleaned(made) == (made, ())


def test_a_photo_held_sideways_is_turned_upright() -> None:
    """Without its orientation it would lie on its side."""
    made, _traces = cleaned(files.photo())
    assert Image.open(io.BytesIO(made)).size == (6, 8)


def test_a_clean_file_is_left_alone() -> None:
    """Not a byte changes."""
    raw = files.pdf("Decision 12")
    assert cleaned(raw) == (raw, ())


def test_what_cannot_be_read_cannot_be_cleaned() -> None:
    """It is said why."""
    with pytest.raises(GongshiError, match="PDF 加了密码或者限制；请取消密码和限制，另存一份"):
        cleaned(files.encrypted_pdf())
