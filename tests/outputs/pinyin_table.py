"""Makes outputs/pinyin.txt from pypinyin: `python -m tests.outputs.pinyin_table`, run at the root."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version

from pypinyin.phrases_dict import phrases_dict
from pypinyin.pinyin_dict import pinyin_dict

from disclosure.outputs.pinyin import TABLE
from disclosure.outputs.search.folding import fold

FIRST, LAST = 0x4E00, 0x9FFF


def letter(reading: str) -> str:
    """Return the letter that a reading begins with, without its tone."""
    return unicodedata.normalize("NFD", reading)[0].lower()


def table() -> Iterator[str]:
    """Yield the lines of pinyin.txt: whence it is, the characters by letter, the phrases that are read otherwise."""
    yield f"% Made by tests/outputs/pinyin_table.py from pypinyin {version('pypinyin')} (MIT), CJK Unified Ideographs"
    singles = {
        chr(point): letter(readings.split(",")[0])
        for point, readings in pinyin_dict.items()
        if FIRST <= point <= LAST and fold(chr(point)) == chr(point)
    }
    groups: dict[str, list[str]] = defaultdict(list)
    for char, first in sorted(singles.items()):
        groups[first].append(char)
    yield from (f"{first} {''.join(chars)}" for first, chars in sorted(groups.items()))
    for phrase, readings in sorted(phrases_dict.items()):
        letters = "".join(letter(one[0]) for one in readings)
        usual = "".join(singles.get(char, "") for char in phrase)
        if len(letters) == len(phrase) == len(usual) and letters != usual:
            yield f"{phrase} {letters}"


if __name__ == "__main__":
    TABLE.write_text("\n".join(table()) + "\n", encoding="utf-8")
