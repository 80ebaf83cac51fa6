"""Names by the first letters of their pinyin."""

import pytest
from tests.outputs.pinyin_table import table

from disclosure.outputs.pinyin import TABLE, initials
from disclosure.outputs.search.tokens import normalise


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("示例市教育局", "slsjyj"),
        ("重庆银行股份有限公司长安支行", "cqyhgfyxgscazx"),
        ("中国工商银行股份有限公司泰安分行", "zggsyhgfyxgstafh"),
        ("行政处罚法", "xzcff"),
        ("厦门市", "xms"),
        ("單某某", "dmm"),
        ("ＡＢＣ－12 精密（厂）", "abc12jmc"),
        ("𠮷野家", "#yj"),
        ("王××", "w##"),
        ("", ""),
    ],
)
def test_a_name_has_a_letter_for_each_character(name: str, letters: str) -> None:
    """Phrases are read as phrases, traditional as simplified; what has no reading is marked."""
    assert initials(name) == letters
    assert len(letters) == len(normalise(name))


def test_the_table_is_what_pypinyin_makes() -> None:
    """Nobody edits pinyin.txt by hand: made anew, it is the same to the byte."""
    assert TABLE.read_text(encoding="utf-8") == "\n".join(table()) + "\n"
