"""Bytes become text that is safe to parse and to show: size, encoding, characters."""

import re
from dataclasses import dataclass

from disclosure.model.issue import Issue
from disclosure.model.language import _

LARGEST = 1024 * 1024
MOST_ISSUES = 20

INVISIBLE = (
    "\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f"
)
UNFIT = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffd{INVISIBLE}]")
"""What may stand in no text: control characters, directions of writing, invisible ones, the mark of lost ones."""

BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
UTF16 = (b"\xff\xfe", b"\xfe\xff")
UTF8_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at a line and a column (from 1) of a file whose name is not known here."""

    line: int
    column: int
    rule: str
    problem: str
    remedy: str = ""

    def at(self, path: str) -> Issue:
        """Return the fault as an issue of the file at a path below content/."""
        return Issue(f"content/{path}", self.line, self.column, self.rule, self.problem, self.remedy)


def decode(raw: bytes) -> str | Fault:
    """Return a file's text with LF line ends and without a byte order mark, or what is wrong with its bytes."""
    if len(raw) > LARGEST:
        problem = _("文件有 {size:.1f} MiB，超过 1 MiB").format(size=len(raw) / LARGEST)
        return Fault(0, 0, "read-size", problem, _("请删减，或者把附件放到别处再写网址"))
    if raw.startswith(UTF16):
        return Fault(1, 1, "read-encoding", _("文件是 UTF-16 编码"), _("请在编辑器里另存为 UTF-8"))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as fault:
        return _undecodable(raw, fault.start, cut=fault.reason == "unexpected end of data")
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _undecodable(raw: bytes, start: int, *, cut: bool) -> Fault:
    """Say which byte is not UTF-8, and what the file's encoding probably is."""
    line_start = raw.rfind(b"\n", 0, start) + 1
    column = len(raw[line_start:start].removeprefix(UTF8_BOM).decode("utf-8")) + 1
    problem = _("第 {number} 个字节（0x{byte:02X}）不是 UTF-8 编码").format(number=start + 1, byte=raw[start])
    if cut:
        remedy = _("文件末尾缺了一截，请重新复制或者保存")
    else:
        remedy = _("看上去是 {encoding} 编码；请在编辑器里另存为 UTF-8").format(encoding=_likely_encoding(raw))
    return Fault(raw.count(b"\n", 0, start) + 1, column, "read-encoding", problem, remedy)


def _likely_encoding(raw: bytes) -> str:
    """Guess, for a hint only, between the two encodings that offices meet."""
    try:
        foreign = [character for character in raw.decode("gb18030") if not character.isascii()]
    except UnicodeDecodeError:
        return _("Latin-1")
    chinese = sum("\u4e00" <= character <= "\u9fff" or "\u3000" <= character <= "\u303f" for character in foreign)
    return _("GBK") if chinese * 2 > len(foreign) else _("Latin-1")


def unfit_characters(text: str) -> list[Fault]:
    """Return a fault for each character that may not stand in a file, up to twenty."""
    found: list[Fault] = []
    for match in UNFIT.finditer(text):
        line, column = position(text, match.start())
        found.append(Fault(line, column, "read-character", *character_problem(match.group())))
        if len(found) == MOST_ISSUES:
            break
    return found


def character_problem(character: str) -> tuple[str, str]:
    """Say what an unfit character is, and what to do about it."""
    code = f"U+{ord(character):04X}"
    if character == "\ufffd":
        return _("有转换编码时丢失的字（{code}）").format(code=code), _("请照原件补上这个字")
    if BIDI.match(character):
        return _("有改变文字方向的隐藏字符（{code}）").format(code=code), _("请删去它；它会使显示的内容与实际内容不同")
    if re.match(f"[{INVISIBLE}]", character):
        return _("有看不见的字符（{code}）").format(code=code), _("请删去它；它会使搜索找不到这段文字")
    return _("有控制字符（{code}）").format(code=code), _("请删去它；多半是从别的软件复制来的")


def tabs(text: str, first_line: int = 1) -> list[Fault]:
    """Return a fault for each line of YAML text that holds a tab, up to twenty."""
    faults = [
        Fault(
            first_line + number,
            line.index("\t") + 1,
            "read-tab",
            _("有制表符（Tab）"),
            _("请改成空格；缩进每级两个空格"),
        )
        for number, line in enumerate(text.split("\n"))
        if "\t" in line
    ]
    return faults[:MOST_ISSUES]


def position(text: str, offset: int) -> tuple[int, int]:
    """Return line and column (from 1) of an offset in a text."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
