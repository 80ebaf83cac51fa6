"""The one place where a sentence for people becomes the reader's language (Chinese is the message id)."""

import gettext
import os
from pathlib import Path

LOCALES = Path(__file__).resolve().parents[3] / "theme" / "locale"

CATALOGUE = gettext.translation(
    "gongshi", localedir=LOCALES, languages=[os.environ.get("GONGSHI_LANGUAGE", "zh_CN")], fallback=True
)


def _(message: str) -> str:
    """Return the sentence in the reader's language; without a catalogue, the Chinese sentence itself."""
    return CATALOGUE.gettext(message)
