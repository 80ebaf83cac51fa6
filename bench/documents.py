"""Plain text of government documents as Markdown: headings, paragraphs, tables."""

import re
from collections.abc import Iterator
from itertools import groupby

HEADING = re.compile(r"[一二三四五六七八九十]+、[^。；]{1,40}")
SUBHEADING = re.compile(r"[（(][一二三四五六七八九十]+[）)][^。；]{1,40}[。]?")
SPECIAL = re.compile(r"([\\`*_<>\[\]#|])")


def as_markdown(text: str) -> str:
    """Return a text as Markdown: 一、… and （一）… are headings, lines with tabs a table, other lines paragraphs."""
    lines = [line.strip("\ufeff\r\n 　\xa0") for line in text.replace("\x0c", "\n").splitlines()]
    blocks = groupby((line for line in lines if line.strip()), key=lambda line: "\t" in line)
    return "\n\n".join("\n".join(_table(group)) if tabs else "\n\n".join(map(_line, group)) for tabs, group in blocks)


def _line(line: str) -> str:
    plain = SPECIAL.sub(r"\\\1", re.sub(r"[ 　]{2,}", " ", line))
    if HEADING.fullmatch(line):
        return f"## {plain}"
    return f"### {plain}" if SUBHEADING.fullmatch(line) else plain


def _table(lines: Iterator[str]) -> Iterator[str]:
    rows = [[_line(cell.strip()) for cell in line.split("\t")] for line in lines]
    width = max(len(row) for row in rows)
    for place, row in enumerate(rows):
        yield "| " + " | ".join([*row, *[""] * (width - len(row))]) + " |"
        if place == 0:
            yield "|" + " --- |" * width
